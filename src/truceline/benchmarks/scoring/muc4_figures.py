"""Incident types and figures of people (killed, injured, held, released) of MUC-4, from its answer keys.

Types are a set per document. A figure is right where document, what befell the people and the
exact number agree; the second measure also wants the last word of who they are. What the keys mark
as doubtful or optional may be matched and need not be.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truceline.benchmarks.scoring.counts import Counts, percentages

TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE")
WHATS = ("killed", "injured", "held", "released")
WAYS = {"figure": False, "figure+who": True}
"""Name of a measure of figures -> whether it also wants to know who."""
MEASURES = {
    "people figures F1": ("figure", "micro", "f1"),
    "incident types F1": ("types", "micro", "f1"),
}
PARTS: dict[str, str] = {}
_EFFECTS = {"DEATH": "killed", "INJURY": "injured", "REGAINED FREEDOM": "released", "ESCAPED": "released"}
_COUNTED = ("right", "pred", "gold")


@dataclass(frozen=True, slots=True)
class MarkedFigure:
    """People of an incident; ``numbers`` are all that count as right."""

    what: str
    numbers: tuple[int, ...]
    who: str


def counts(gold: Mapping[str, Any], given: Mapping[str, Any]) -> Counts:
    """What one document adds. ``gold`` has its incidents, ``given`` its types and figures."""
    made = _type_counts(gold["incidents"], set(given.get("types", ())))
    required, optional = _figures(gold["incidents"])
    for way, with_who in WAYS.items():
        for what in WHATS:
            said = [f for f in given.get("figures", ()) if f["what"] == what]
            wanted = [f for f in required if f.what == what]
            right = _matched(said, wanted, who=with_who)
            soft = _matched(said, [f for f in optional if f.what == what], who=with_who)
            forgiven = min(len(said) - right, soft)
            numbers = (right, len(said) - forgiven, len(wanted))
            made |= {f"{way}/{what}:{k}": n for k, n in zip(_COUNTED, numbers, strict=True)}
    return made


def figures(total: Counts) -> dict[str, Any]:
    """P, R and F1 in percent: "types", "figure" and "figure+who", each by kind and together ("micro")."""
    kinds = {"types": TYPES, **dict.fromkeys(WAYS, WHATS)}
    return {name: _table(total, name, rows) for name, rows in kinds.items()}


def _table(total: Counts, name: str, rows: Sequence[str]) -> dict[str, Any]:
    numbers = {row: [total.get(f"{name}/{row}:{k}", 0) for k in _COUNTED] for row in rows}
    out = {row: percentages(*n) for row, n in numbers.items()}
    return out | {"micro": percentages(*(sum(n[i] for n in numbers.values()) for i in range(3)))}


def _type_counts(incidents: Sequence[Mapping[str, Any]], said: set[str]) -> Counts:
    """The first type of an incident is wanted, unless it is optional; any type of any incident is allowed."""
    wanted = {type for i in incidents if not i["optional"] for type in i["type"][:1]}
    allowed = {type for i in incidents for type in i["type"]}
    made: Counts = {}
    for type in TYPES:
        made[f"types/{type}:right"] = type in said and type in allowed and type in wanted
        made[f"types/{type}:pred"] = type in said and (type in wanted or type not in allowed)
        made[f"types/{type}:gold"] = type in wanted
    return made


def _figures(incidents: Sequence[Mapping[str, Any]]) -> tuple[list[MarkedFigure], list[MarkedFigure]]:
    """The figures that are wanted, and those that only may be given; each once."""
    required: list[MarkedFigure] = []
    optional: list[MarkedFigure] = []
    seen = set()
    for incident in incidents:
        for people in incident["people"]:
            numbers = tuple(int(n) for n in people["number"] if re.fullmatch(r"\d+", n))
            for what, soft in _befell(incident, people) if numbers else ():
                figure = MarkedFigure(what, numbers, people["who"])
                if figure in seen:
                    continue
                seen.add(figure)
                may = soft or incident["optional"] or people["who"].startswith("?")
                (optional if may else required).append(figure)
    return required, optional


def _befell(incident: Mapping[str, Any], people: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """What befell people, and whether the key doubts it; in a kidnapping they are held."""
    effects = ((e.lstrip("? "), e.startswith("?")) for e in people["effect"])
    found = [(_EFFECTS[effect], soft) for effect, soft in effects if effect in _EFFECTS]
    return [*found, ("held", False)] if "KIDNAPPING" in incident["type"] else found


def _matched(said: Sequence[Mapping[str, Any]], wanted: Sequence[MarkedFigure], *, who: bool) -> int:
    """How many figures agree with a marked one that no other has taken, first come first served."""
    used: set[int] = set()
    for figure in said:
        for i, mark in enumerate(wanted):
            agrees = figure["what"] == mark.what and int(figure["number"]) in mark.numbers
            if i not in used and agrees and not (who and _head(mark.who) != _head(figure.get("who", ""))):
                used.add(i)
                break
    return len(used)


def _head(words: str) -> str:
    found = re.findall(r"[a-z0-9]+", words.lower())
    return found[-1].rstrip("s") if found else ""
