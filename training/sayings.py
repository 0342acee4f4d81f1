"""Paragraphs of war reporting with who says what, made from our own sentences, frames and speakers.

PolNeAR knows only US politics. Here our own labelled sentences (``training/sentences``) are put into sayings in the
same manner of marking: the cue is the saying word alone, "that" belongs to the content, the hearer and the day to
neither, quotation marks and the comma in them to the content. Everything named here is invented.
"""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

from data import Window, article_windows

from truceline.reading.model.pieces import pieces

SAYING = re.compile(
    r"\b(sa(id|ys?|ying)|told|tells?|accord|accus|call|blam|den(y|ie)|urg|ask|demand|warn|reject|promis|vow|pledg|threat"
    r"|claim|alleg|announc|declar|condemn|critic|critiq|thank|prais|apolog|admit|acknowledg|insist|report|argu|believ"
    r"|think|thought|hope|fear|want|wish|expect|plan|offer|agree|refus|propos|appeal|support|back|word|statement|spoke"
    r"|letter|express|regret|welcom|deplor|protest|order|invit|suggest|mean|will|would|could|may|might|swore|owned|balk"
    r"|bid|reply|replied|answer|wrote|denounc|complain|chant|shout|rebuff|know|knew|sure|decid|consider|seem|appear)\w*",
    re.IGNORECASE,
)
LOW = (
    "The A An In On At After Before Some Several Two Three Four Five Six Seven Eight Nine Ten"
    " Hundreds Thousands Dozens"
    " Residents Police Soldiers Troops Gunmen Rebels Villagers Militiamen Fighters Masked Armed"
    " Government Both Shelling"
    " Black Students Workers Men Women Children Engineers Doctors Farmers Border Customs Customs"
    " Artillery Jets Drones"
).split()
SPEAKERS = (
    "the army;the defence ministry;a military spokesman;the group;the rebels;residents;witnesses"
    ";a UN official;he;she;they"
    ";the governor of the province;local health officials;the Red Cross;aid workers;two diplomats"
    ";the mediator;the front"
    ";an official who asked not to be named;the foreign minister;state television;the movement's political office"
    ";a hospital director;the monitors;the joint commission;a tribal elder;the village chief;fishermen;truck drivers"
    ";a shopkeeper;a teacher in the camp;the interior ministry;a security source;a rebel commander;the presidency"
    ";the ceasefire monitoring mission;the militia;its spokesman;the delegation;the chief negotiator;a farmer"
    ";human rights groups;the observatory;the prosecutor;a former captive;a priest;the bishop;the local council"
    ";the peacekeeping force;the coalition;officials on both sides;analysts"
    ";a lawyer for the families;the general staff"
).split(";")
FIRST = (
    "Amina Jonas Tarek Mirela Osei Lin Ravi Yusra Pavlo Samira Dawit Nadia Kofi Elena Rashid Goran"
    " Zeinab Minh Tomas Leyla"
    " Abebe Noor Marta Idris Huda Viktor Siti Joao Farid Ana"
).split()
LAST = (
    "Daro Velenko Hashmi Okoro Tesfay Moreau Marash Kalinda Bressler Quispe Ndiaye Rahel Sorokin"
    " Jallow Haddar Petrik Tran"
    " Omondi Salgado Barzan Kituo Yilmar Chandra Osman Dragan Lemba Santoro Azizi Boro Wenda"
).split()
JOBS = (
    "a nurse;a driver;the mayor of {P};a spokesman for {G};an army colonel"
    ";the group's deputy leader;a resident of {P}"
    ";head of the hospital in {P};a relief worker;the province's police chief;an adviser to the president;a fisherman"
).split(";")
PLACES = (
    "Oruma;Tel Hazan;Kasebe;Lower Varda;Marsa Nur;Dobrik;Bela Reka;Sanyo;Quira;Abu Selim;Kitanga;Port Ansel;Jebel Mor"
).split(";")
DAYS = (
    ";;;; on Monday; on Tuesday; on Friday; late on Sunday; on 4 March; in a statement; by telephone; at a briefing"
    "; on Thursday; this week; in Geneva; in a radio address; the same day"
).split(";")
HEARERS = "reporters;the agency;a local radio station;the council;journalists in {P};AFP;state media;Reuters".split(";")
THAT = (
    "said;said;said;claimed;reported;announced;confirmed;insisted;acknowledged;admitted;alleged"
    ";warned;believed;feared"
    ";complained;added;maintained;noted;has said;says;say;stated;suggested;hinted;conceded;testified;swore"
).split(";")
BARE = "said;said;said;claimed;reported;confirmed;insisted;added;says;say;announced;conceded;recalled".split(";")
WHOLE = (  # a saying word and a content that is no sentence
    (
        "denied",
        "any role in the attack;the charge;that its men had been there;firing first;the report;all responsibility",
    ),
    ("rejected", "the charge;the offer;the accusation as baseless;any talk of a pullback;the terms"),
    ("blamed", "{G};the other side for the shelling;{G} for the blast;{G} for breaking the truce;rogue fighters"),
    (
        "accused",
        "{G} of shelling {P};{G} of breaking the truce;the army of using the pause to dig in;{G} of holding up aid",
    ),
    ("called for", "an end to the fighting;the release of all captives;an inquiry;restraint;a corridor out of {P}"),
    ("demanded", "the release of nine men;that {G} withdraw from {P};an apology;that the road be opened"),
    ("urged", "{G} to hold its fire;both sides to come back to the table;people in {P} to leave;restraint"),
    ("called", "the attack a grave breach;the strike “a crime”;the vote “a farce”;it a violation of the truce"),
    ("condemned", "the killings;the attack on {P};the raid as “a stain on the army”;what it termed an act of terror"),
    ("promised", "to keep the road open;to hand over the bodies;to look into the deaths;a full inquiry"),
    ("threatened", "to walk out of the talks;to cut the water;to answer in kind;to march on {P}"),
    ("claimed", "responsibility for the blast;to hold the bridge;the capture of two villages;the killing"),
    ("reported", "heavy shelling overnight;hearing gunfire near {P};eleven wounded;no losses;clashes near {P}"),
    ("expects", "more people to flee;the talks to go on;{G} to reply within days"),
    ("wants", "the prisoners freed first;observers on the border;{G} out of {P}"),
    ("described", "the raid as a mistake;what happened at {P} as a massacre;the talks as useful"),
)
NOBODY = (  # nobody is named: (before, cue, between, content follows?)
    ("", "It was reported"),
    ("", "It was claimed"),
    ("", "It was unclear"),
    ("There were ", "fears"),
    ("There were ", "reports"),
    ("", "Fears grew"),
    ("", "Hopes rose"),
)


class Made:
    """A text that grows, with the spans of its sayings."""

    def __init__(self) -> None:
        self.text, self.said = "", []

    def add(self, *parts: tuple[str, str]) -> None:
        """Parts of one sentence, each with its role ("" for none)."""
        spans: dict[str, list[list[int]]] = {"source": [], "cue": [], "content": []}
        for role, words in parts:
            start = len(self.text)
            self.text += words
            if role:
                spans[role].append([start, len(self.text)])
        if spans["content"]:
            self.said.append(spans)


def low(text: str) -> str:
    return text[0].lower() + text[1:] if text.split(maxsplit=1)[0] in LOW else text


def high(text: str) -> str:
    return text[0].upper() + text[1:]


class Sayings:
    """A task like those of ``data``: windows of made paragraphs, others in every pass."""

    def __init__(self, folder: Path, tokenizer: Any, count: int = 400) -> None:
        self.folder, self.tokenizer, self.count = folder, tokenizer, count

    def pass_over(self, rng: random.Random) -> list[Window]:
        plain, groups = [], ["the rebels", "the army"]
        for path in sorted(self.folder.glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                try:
                    row = json.loads(line)
                    groups += [row["text"][s[0] : s[1]] for s in row.get("source") or []]
                except (ValueError, KeyError, TypeError, IndexError):
                    continue
                if not SAYING.search(row["text"]) and 3 < len(row["text"].split()) < 40:
                    plain.append(row["text"])
        groups = [low(g) for g in groups if len(g.split()) < 7 and not SAYING.search(g)]
        if not plain:
            return []
        out = []
        for _ in range(self.count):
            made = Made()
            for _ in range(rng.randint(2, 6)):
                self._sentence(made, rng, plain, groups)
                made.text += rng.choice((" ", " ", " ", "\n\n"))
            article = {"text": made.text, "attributions": made.said}
            out += article_windows(article, pieces(self.tokenizer, made.text), None)
        return out

    def _sentence(self, made: Made, rng: random.Random, plain: list[str], groups: list[str]) -> None:
        fill = lambda t: t.replace("{G}", rng.choice(groups)).replace("{P}", rng.choice(PLACES))  # noqa: E731
        content = rng.choice(plain).rstrip(".")
        speaker = fill(rng.choice((rng.choice(SPEAKERS), rng.choice(groups))))
        if rng.random() < 0.3:
            speaker = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
            if rng.random() < 0.5:
                job = fill(rng.choice(JOBS))
                speaker = f"{speaker}, {job}" if rng.random() < 0.7 else f"{high(job)}, {speaker}"
        s, c, day = ("source", speaker), content, rng.choice(DAYS)
        upper = ("source", high(speaker))
        comma = "," if ", " in speaker else ""
        that, bare = rng.choice(THAT), rng.choice(BARE)
        hearer = fill(rng.choice(HEARERS))
        kind = rng.random()
        if kind < 0.28:
            made.add(("", c + "."))
        elif kind < 0.36:
            made.add(("content", c), ("", ", "), s, ("", comma + " "), ("cue", bare), ("", day + "."))
        elif kind < 0.39:
            made.add(("content", c), ("", ", "), ("cue", "according to"), ("", " "), s, ("", "."))
        elif kind < 0.42:
            made.add(("content", c), ("", ", "), s, ("", comma + " "), ("cue", "told"), ("", f" {hearer}{day}."))
        elif kind < 0.52:
            made.add(upper, ("", comma + " "), ("cue", that), ("", day + " "), ("content", "that " + low(c)), ("", "."))
        elif kind < 0.57:
            made.add(upper, ("", comma + " "), ("cue", bare), ("", day + " "), ("content", low(c)), ("", "."))
        elif kind < 0.60:
            made.add(
                upper,
                ("", comma + " "),
                ("cue", "told"),
                ("", f" {hearer}{day} "),
                ("content", "that " + low(c)),
                ("", "."),
            )
        elif kind < 0.64:
            made.add(("cue", "According to"), ("", " "), s, ("", ", "), ("content", low(c)), ("", "."))
        elif kind < 0.71:
            o, e = rng.choice((("“", "”"), ('"', '"')))
            more = rng.choice(plain)
            order = [s, ("", comma + " "), ("cue", bare)] if rng.random() < 0.6 else [("cue", "said"), ("", " "), s]
            tail = [("", f"{day}. "), ("content", f"{o}{more}{e}")] if rng.random() < 0.4 else [("", day + ".")]
            made.add(("content", f"{o}{c},{e}"), ("", " "), *order, *tail)
        elif kind < 0.74:
            o, e = rng.choice((("“", "”"), ('"', '"')))
            made.add(
                upper,
                ("", comma + " "),
                ("cue", rng.choice(("said", "said:", "added:"))),
                ("", " "),
                ("content", f"{o}{c}.{e}"),
            )
        elif kind < 0.92:
            cue, contents = rng.choice(WHOLE)
            what = fill(rng.choice(contents.split(";"))).strip()
            after = rng.choice((".", ".", f"{day}.")) if not what.endswith("”") else "."
            made.add(upper, ("", comma + " "), ("cue", cue), ("", " "), ("content", what), ("", after))
        elif kind < 0.96:
            before, cue = rng.choice(NOBODY)
            link = "whether " if "unclear" in cue else "that "
            made.add(("", before), ("cue", cue), ("", " "), ("content", link + low(c)), ("", "."))
        else:
            made.add(
                upper,
                ("", f"{comma} "),
                ("cue", that),
                ("", " "),
                ("content", low(c)),
                ("", f", but {low(rng.choice(plain))}"),
            )


__all__ = ["Sayings"]
