"""PLOVER scores on the gold standard records (sentences of the CAMEO manual, CC BY-SA 4.0).

The labels of 2016 are folded to the sixteen types of PLOVER 2. The type of a sentence is that of
the first event given; a dyad is right where one event has a country of the marked source and one
of the marked target.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from truceline.benchmarks.scoring.counts import Counts, harmonic, share

FOLD = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
"""A label of 2016 -> the type that holds it today."""
_QUADS = {
    "verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
    "material cooperation": "COOPERATE AID RETREAT",
    "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
    "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}
_QUAD = {type: name for name, types in _QUADS.items() for type in types.split()}
_FIX = {"JAP": "JPN"}
"""A slip in the published file."""
_DOCUMENT = "DOCUMENT"
"""The records with this label hold no sentence."""
MEASURES = {
    "type accuracy": ("event_acc",),
    "type macro-F1": ("event_macro_f1",),
    "dyad": ("dyad",),
    "type + dyad": ("triple",),
}
PARTS: dict[str, str] = {}

Event = Mapping[str, Any]
"""``{"event", "source": [codes], "target": [codes], "source_text", "target_text"}``."""


def is_sentence(gold: Mapping[str, Any]) -> bool:
    """Whether a record takes part."""
    return gold.get("event") != _DOCUMENT


def counts(gold: Mapping[str, Any], events: Sequence[Event]) -> Counts:
    """What one sentence adds. ``events`` are the best first."""
    wanted = FOLD.get(gold.get("event", ""), gold.get("event", ""))
    first = events[0]["event"] if events else None
    made: Counts = {"n": 1, "coded": bool(events), f"gold:{wanted}": 1}
    if first is not None:
        made |= {f"pred:{first}": 1, "first": first == wanted, "quad": _QUAD.get(first) == _QUAD.get(wanted, "-")}
        made[f"right:{wanted}"] = first == wanted
    made["any"] = any(e["event"] == wanted for e in events)
    return made | _side_counts(gold, events, wanted)


def _side_counts(gold: Mapping[str, Any], events: Sequence[Event], wanted: str) -> Counts:
    """Who, to whom, and both."""
    source, target = _entities(gold.get("source")), _entities(gold.get("target"))
    of, to = _codes(a.get("code", "") for a in source), _codes(a.get("code", "") for a in target)
    sides = [(_codes(e.get("source", ())), _codes(e.get("target", ())), e["event"] == wanted) for e in events]
    made: Counts = {}
    if of:
        made |= {"with_source": 1, "source": any(of & s for s, _, _ in sides)}
    if to:
        made |= {"with_target": 1, "target": any(to & t for _, t, _ in sides)}
        made["dyad"] = any(of & s and to & t for s, t, _ in sides)
        made["triple"] = any(of & s and to & t and right for s, t, right in sides)
    first = events[0] if events else {}
    if source:
        made["source_text"] = max(_words_f1(a.get("actorText", ""), first.get("source_text", "")) for a in source)
    if target:
        made["target_text"] = max(_words_f1(a.get("actorText", ""), first.get("target_text", "")) for a in target)
    return made


def figures(total: Counts) -> dict[str, Any]:
    """The measures of summed counts, as shares to four digits."""

    def part(name: str, whole: str = "n") -> float:
        return round(share(total.get(name, 0), total.get(whole, 0)), 4)

    types = [name.partition(":")[2] for name, number in total.items() if name.startswith("gold:") and number]
    by_type = [_type_f1(total, type) for type in types]
    return {
        "n": int(total.get("n", 0)),
        "coded": part("coded"),
        "event_acc": part("first"),
        "event_macro_f1": round(share(sum(by_type), len(by_type)), 4),
        "event_any": part("any"),
        "quad_acc": part("quad"),
        "source_country": part("source", "with_source"),
        "target_country": part("target", "with_target"),
        "dyad": part("dyad", "with_target"),
        "triple": part("triple", "with_target"),
        "source_text_f1": part("source_text", "with_source"),
        "target_text_f1": part("target_text", "with_target"),
        "with_target": int(total.get("with_target", 0)),
    }


def _type_f1(total: Counts, type: str) -> float:
    right = total.get(f"right:{type}", 0)
    return harmonic(share(right, total.get(f"pred:{type}", 0)), share(right, total[f"gold:{type}"]))


def _entities(given: Any) -> list[Mapping[str, str]]:
    """The file has an empty string where nobody is marked."""
    return given if isinstance(given, list) else []


def _codes(given: Any) -> set[str]:
    """The countries of codes, which are their first three letters."""
    return {_FIX.get(code[:3], code[:3]) for code in given if code}


def _words_f1(a: str, b: str) -> float:
    first, second = (re.findall(r"[a-z0-9']+", text.lower()) for text in (a, b))
    both = sum(min(first.count(w), second.count(w)) for w in set(first))
    return 2 * both / (len(first) + len(second)) if first and second else 0.0
