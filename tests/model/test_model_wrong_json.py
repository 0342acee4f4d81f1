"""Wrong JSON is refused with the path of what is wrong."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from truceline.errors import ValueProblem
from truceline.model import (
    Act,
    Claim,
    Coder,
    Comparator,
    Figure,
    PartyKind,
    Rate,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    When,
    codec,
)

TEXT = "Arland said 12 convoys crossed."
WHEN = {"start": "2023-12-01T00:00:00+02:00", "end": None, "precision": "day", "basis": "stated"}
CLAIM = Claim.of(
    report="r-1",
    voices=(Voice("Arland", PartyKind.STATE),),
    stance=Stance.ASSERTS,
    act=Act(
        "RETREAT",
        figures=(Figure(12.0, 12.0, Comparator.EXACTLY, "convoys", "12 convoys", per=Rate(1.0, "day")),),
        when=codec.load(When, WHEN),
    ),
    quote="12 convoys crossed",
    spans=Spans(source=(Span.of(TEXT, 0, 6),), content=(Span.of(TEXT, 12, 30),)),
    score=0.5,
    coder=Coder("rules", "1"),
)


def changed(path: str, value: object) -> dict[str, Any]:
    """The flat JSON of the claim with another value at a dotted path."""
    data: dict[str, Any] = copy.deepcopy(CLAIM.to_json())
    *way, last = (int(p) if p.isdigit() else p for p in path.split("."))
    at: Any = data
    for step in way:
        at = at[step]
    at[last] = value
    return data


WRONG = [
    ("score", "high", r"Claim\.score: expected a value of type float, got 'high'"),
    ("score", True, r"Claim\.score"),
    ("score", 1.5, "between 0 and 1"),
    ("report", 7, r"Claim\.report: expected a value of type str"),
    ("report", None, r"Claim\.report"),
    ("stance", "shouts", r"Claim\.stance: expected one of asserts, denies"),
    ("stance", None, r"Claim\.stance"),
    ("voices", "Arland", r"Claim\.voices: expected a list"),
    ("voices", [], "exactly one speaker"),
    ("voices.0", None, r"Claim\.voices\[0\]: expected an object"),
    ("voices.0.name", 3, r"Claim\.voices\[0\]\.name"),
    ("voices.0.role", "singer", r"Claim\.voices\[0\]\.role: expected one of through, speaker, inner"),
    ("voices.0.shoe", 43, r"Claim\.voices\[0\]: unknown field 'shoe'.* Known: .*party"),
    ("spans.content.0.start", "12", r"Claim\.spans\.content\[0\]\.start: expected a value of type int"),
    ("spans.content.0.start", 12.0, r"Claim\.spans\.content\[0\]\.start"),
    ("spans.content.0.start", False, r"Claim\.spans\.content\[0\]\.start"),
    ("spans.content.0.end", 13, "span 12-13 does not fit"),
    ("spans.source", {}, r"Claim\.spans\.source: expected a list"),
    ("act", None, r"Claim\.act\.type"),
    ("act", {"type": "RETREAT"}, r"Claim\.act\.type"),
    ("actors", [1], r"Claim\.act\.actors\[0\]"),
    ("polarity", "maybe", r"Claim\.act\.polarity: expected one of positive, negative"),
    ("figures.0.low", "12", r"Claim\.act\.figures\[0\]\.low"),
    ("figures.0.comparator", "circa", r"Claim\.act\.figures\[0\]\.comparator: expected one of"),
    ("figures.0.low", 13, "runs from 13.0 down to 12.0"),
    ("figures.0.per", {"count": 1}, r"Claim\.act\.figures\[0\]\.per: .*unit"),
    ("when.start", "Friday", r"Claim\.act\.when\.start: expected a time such as"),
    ("when.start", 20231201, r"Claim\.act\.when\.start"),
    ("when.start", "2023-12-01T00:00:00", "no UTC offset"),
    ("when.precision", "century", r"Claim\.act\.when\.precision"),
    ("coder", "rules", r"Claim\.coder: expected an object with the fields of Coder"),
    ("coder.version", 1, r"Claim\.coder\.version"),
    ("surprise", 1, r"Claim: unknown field 'surprise'"),
]


@pytest.mark.parametrize(("path", "value", "words"), WRONG)
def test_a_wrong_value_is_named_by_its_path(path: str, value: object, words: str) -> None:
    with pytest.raises(ValueProblem, match=words):
        Claim.from_json(changed(path, value))


@pytest.mark.parametrize("name", [n for n in CLAIM.to_json() if n not in {"speaker"}])
def test_a_missing_field_is_refused_or_has_its_stated_default(name: str) -> None:
    data = CLAIM.to_json()
    del data[name]
    optional = {f for f in Act.__dataclass_fields__ if f != "type"}
    if name in optional:
        Claim.from_json(data)
        return
    with pytest.raises(ValueProblem, match=r"Claim\.act\.type" if name == "act" else f"Claim: .*'{name}'"):
        Claim.from_json(data)


@pytest.mark.parametrize("data", [None, [], "claim", 7, True])
def test_what_is_no_object_is_no_claim(data: Any) -> None:
    with pytest.raises(ValueProblem, match="Claim: expected an object"):
        Claim.from_json(data)


def test_the_path_begins_where_the_caller_says() -> None:
    with pytest.raises(ValueProblem) as caught:
        codec.load(Report, {"id": "r-1", "text": 3}, "reports.jsonl:7")
    assert caught.value.where == "reports.jsonl:7.text"


def test_whole_numbers_stand_for_floats_and_nothing_stands_for_whole_numbers() -> None:
    assert codec.load(Rate, {"count": 2, "unit": "day"}) == Rate(2.0, "day")
    with pytest.raises(ValueProblem):
        codec.load(Span, {"start": 0.0, "end": 1, "quote": "a"})


def test_reading_json_changes_nothing_in_it() -> None:
    data = CLAIM.to_json()
    kept = copy.deepcopy(data)
    Claim.from_json(data)
    assert data == kept
