"""A small gold of our own for every benchmark, and predictions drawn by chance around it."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

TEXTS = {
    "a-1": (
        "The river council said on Monday that the northern dam would open. “We have waited long enough,” said "
        "Ana Sorel, who leads it.\n\nThe farmers, she added, were told “in writing”. Officials denied the report. "
        "A spokesman expects 40 lorries to cross, according to the harbour office."
    ),
    "a-2": (
        "Talks went on. They believe the ferry will sail. He called it a scandal and she told the paper that "
        "‘nobody’ had asked for it; some warned of a second flood."
    ),
}
QUOTED = [
    ("a-1", "The river council", "said", "that the northern dam would open"),
    ("a-1", "Ana Sorel, who leads it", "said", "“We have waited long enough,”"),
    ("a-1", "she", "added", "The farmers|were told “in writing”"),
    ("a-1", "Officials", "denied", "the report"),
    ("a-1", "the harbour office", "according to", "A spokesman expects 40 lorries to cross"),
    ("a-2", "They", "believe", "the ferry will sail"),
    ("a-2", "He", "called", "it a scandal"),
    ("a-2", "she", "told", "that ‘nobody’ had asked for it"),
    ("a-2", "some", "warned", "of a second flood"),
    ("a-2", "", "went on", "Talks"),
]


def spans(text: str, words: str) -> list[list[int]]:
    return [[text.index(w), text.index(w) + len(w)] for w in words.split("|") if w]


def articles() -> list[dict[str, Any]]:
    made = []
    for id, text in TEXTS.items():
        roles = [
            {"source": spans(text, s), "cue": spans(text, c), "content": spans(text, w)}
            for of, s, c, w in QUOTED
            if of == id
        ]
        made.append({"id": id, "text": text, "attributions": roles})
    made[1]["discard"] = spans(TEXTS["a-2"], "it a scandal")
    return made


def read_articles(chance: random.Random) -> list[dict[str, Any]]:
    made = []
    for article in articles():
        found = []
        for one in article["attributions"] * 2:
            if chance.random() < 0.6:
                found.append({role: _moved(runs, chance) for role, runs in one.items()})
        if chance.random() < 0.9:
            made.append({"id": article["id"], "attributions": found})
    return made


def _moved(runs: list[list[int]], chance: random.Random) -> list[list[int]]:
    moved = [[max(0, s + chance.choice((-6, 0, 0, 0, 5))), e + chance.choice((-6, 0, 0, 0, 30))] for s, e in runs]
    return [[s, e] for s, e in moved if s < e and chance.random() < 0.9]


RECORDS: list[dict[str, Any]] = [
    {
        "id": "p-1",
        "text": "Peru and Chile agreed to reopen the pass.",
        "event": "AGREE",
        "source": [{"actorText": "Peru", "code": "PER"}, {"actorText": "Chile", "code": "CHL"}],
        "target": "",
    },
    {
        "id": "p-2",
        "text": "Kenya demands that Uganda return the boats.",
        "event": "DEMAND",
        "source": [{"actorText": "Kenya", "code": "KEN"}],
        "target": [{"actorText": "Uganda", "code": "UGAGOV"}],
    },
    {
        "id": "p-3",
        "text": "Japan faulted Norway over the quota.",
        "event": "DISAPPROVE",
        "source": [{"actorText": "Japan", "code": "JAP"}],
        "target": [{"actorText": "Norway", "code": "NOR"}],
    },
    {"id": "p-4", "text": "Crowds marched through the port.", "event": "PROTEST", "source": "", "target": ""},
    {"id": "p-5", "text": "A whole report.", "event": "DOCUMENT"},
]


def read_records(chance: random.Random) -> dict[str, list[dict[str, Any]]]:
    types = "AGREE REQUEST ACCUSE PROTEST ASSAULT".split()
    codes = "PER CHL KEN UGA JPN NOR".split()
    made = {}
    for record in RECORDS[:4]:
        events = [
            {
                "event": chance.choice(types),
                "source": chance.sample(codes, 2),
                "target": chance.sample(codes, 3),
                "source_text": chance.choice(("Peru", "the government of Kenya", "")),
                "target_text": chance.choice(("Uganda", "Norway and others")),
            }
            for _ in range(chance.randrange(4))
        ]
        if chance.random() < 0.8:
            made[record["id"]] = events
    return made


CLASSES = [
    ("The minister spoke of the harvest.", "0"),
    ("The two towns agreed to meet.", "1"),
    ("Lorries with flour reached the valley.", "2"),
    ("The mayor blamed the company.", "3"),
    ("Gunmen burned the depot.", "4"),
    ("The union thanked the mediator.", "1"),
]
TAGGED = [
    [("Gunmen", "B-S"), ("burned", "O"), ("the", "B-T"), ("depot", "I-T"), (".", "O")],
    [("Peru", "B-R"), ("and", "O"), ("Chile", "B-R"), ("met", "O"), (".", "O")],
    [("The", "B-S"), ("mayor", "I-S"), ("blamed", "O"), ("Norway", "B-T")],
]


def read_classes(chance: random.Random) -> list[Any]:
    return [
        chance.choice((int(k), k, {"label": k})) if chance.random() < 0.6 else chance.randrange(6) for _, k in CLASSES
    ]


def read_tags(chance: random.Random) -> list[list[str]]:
    tags = "O O O B-S I-S B-T I-T B-R I-R B-X".split()
    return [[t if chance.random() < 0.7 else chance.choice(tags) for _, t in sentence] for sentence in TAGGED]


ROLES = [
    {
        "docid": "TST3-MUC4-0001",
        "doctext": "masked men burned two buses; the driver, juan rey, was hurt by a bomb of the red front.",
        "extracts": {
            "PerpInd": [[["masked men", 0]]],
            "PerpOrg": [[["the red front", 76]]],
            "Target": [[["two buses", 18], ["buses", 22]]],
            "Victim": [[["driver", 33], ["juan rey", 41]]],
            "Weapon": [[["bomb", 66]]],
        },
    },
    {
        "docid": "DEV-MUC3-0007",
        "doctext": "five bank clerks were freed. soldiers killed 3 miners.",
        "extracts": {
            "PerpInd": [[["soldiers", 29]]],
            "Victim": [[["bank clerks", 5], ["clerks", 10]], [["miners", 46]]],
        },
    },
]


def read_roles(chance: random.Random) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for document in ROLES:
        fillers: dict[str, list[Any]] = {}
        for role, entities in document["extracts"].items():  # type: ignore[attr-defined]
            for entity in entities * 2:
                names = [m[0] for m in entity if chance.random() < 0.8]
                fillers.setdefault(role, []).append(chance.choice((names, "a bus", ["The Buses!"], names[:1])))
        id = document["docid"] if chance.random() < 0.7 else str(document["docid"]).replace("TST3-MUC4-0001", "30001")
        made[id] = fillers if chance.random() < 0.8 else {"pred_extracts": fillers}  # type: ignore[index]
    return made


def _people(who: str, number: list[str], *effect: str) -> dict[str, Any]:
    return {"who": who, "number": number, "effect": list(effect)}


KEYS: dict[str, dict[str, Any]] = {
    "TST3-MUC4-0001": {
        "incidents": [
            {
                "type": ["ARSON"],
                "optional": False,
                "people": [_people("DRIVER", ["1"], "INJURY"), _people("PASSENGERS", ["-"], "NO INJURY")],
            },
            {"type": ["ATTACK", "BOMBING"], "optional": True, "people": [_people("GUARD", ["2", "3"], "DEATH")]},
        ]
    },
    "DEV-MUC3-0007": {
        "incidents": [
            {
                "type": ["KIDNAPPING"],
                "optional": False,
                "people": [_people("BANK CLERKS", ["5"], "REGAINED FREEDOM", "? DEATH")],
            },
            {"type": ["ATTACK"], "optional": False, "people": [_people("MINERS", ["3"], "DEATH")]},
            {"type": ["ATTACK"], "optional": False, "people": [_people("? MINERS", ["3"], "DEATH")]},
        ]
    },
}


def read_figures(chance: random.Random) -> dict[str, Any]:
    whats, whos = ("killed", "injured", "held", "released"), ("miner", "clerks", "the driver", "guards", "")
    types = "ATTACK BOMBING KIDNAPPING ARSON ROBBERY".split()
    return {
        id: {
            "types": chance.sample(types, chance.randrange(4)),
            "figures": [
                {"what": chance.choice(whats), "number": chance.choice((1, 2, 3, 5)), "who": chance.choice(whos)}
                for _ in range(chance.randrange(7))
            ],
        }
        for id in KEYS
        if chance.random() < 0.9
    }


# --- files ----------------------------------------------------------------------------------------
def write(folder: Path) -> dict[str, Path]:
    """The gold of every benchmark as the files that the published scorers read."""
    lines = "".join(json.dumps(a) + "\n" for a in articles())
    roles = "".join(json.dumps(d) + "\n" for d in ROLES)
    words = "\n".join("".join(f"{w} {t}\n" for w, t in sentence) for sentence in TAGGED)
    made = {
        "attribution": ("articles.jsonl", lines),
        "plover": ("records.json", json.dumps(RECORDS)),
        "cameo-class": ("class.tsv", "".join(f"{text}\t{label}\n" for text, label in CLASSES)),
        "cameo-roles": ("tags.txt", words),
        "muc4-roles": ("roles_x.jsonl", roles),
        "muc4-figures": ("figures_x.json", json.dumps(KEYS)),
    }
    for file, text in made.values():
        (folder / file).write_text(text, encoding="utf-8")
    return {name: folder / file for name, (file, _) in made.items()}


READ = {
    "attribution": read_articles,
    "plover": read_records,
    "cameo-class": read_classes,
    "cameo-roles": read_tags,
    "muc4-roles": read_roles,
    "muc4-figures": read_figures,
}
