"""Every value goes to JSON text and comes back as it was; ids follow from content and nothing else."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from model_values import REPORTS, VALUES, ZONED, claims, texts_and_spans

from truceline.errors import ValueProblem
from truceline.model import Basis, Claim, Coder, Precision, Report, Span, Spans, When, codec

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def through_text(data: object) -> Any:
    return json.loads(json.dumps(data, ensure_ascii=False).encode("utf-8"))


@pytest.mark.parametrize("name", VALUES)
@QUICK
@given(data=st.data())
def test_every_value_round_trips_through_json_text(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    assert codec.load(type(value), through_text(codec.dump(value))) == value


@pytest.mark.parametrize("name", VALUES)
@QUICK
@given(data=st.data())
def test_canonical_text_is_the_same_after_a_round_trip(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    text = codec.canonical(codec.dump(value))
    again = codec.load(type(value), json.loads(text))
    assert codec.canonical(codec.dump(again)) == text


@QUICK
@given(claims())
def test_a_claims_flat_json_round_trips(claim: Claim) -> None:
    flat = through_text(claim.to_json())
    assert Claim.from_json(flat) == claim
    assert Claim.from_json(flat).to_json() == claim.to_json()


@QUICK
@given(claims())
def test_a_claims_flat_json_has_the_fields_that_are_promised(claim: Claim) -> None:
    promised = (
        "id report speaker voices stance act mode actors recipients category figures when place polarity modality"
        " answers qualities quote spans score coder"
    )
    assert set(claim.to_json()) == set(promised.split())
    assert claim.to_json()["speaker"] == claim.speaker
    assert isinstance(claim.to_json()["act"], str)


@QUICK
@given(claims())
def test_a_claim_read_back_has_the_id_that_its_content_gives(claim: Claim) -> None:
    again = Claim.from_json(through_text(claim.to_json()))
    assert rebuilt(again).id == claim.id


def rebuilt(claim: Claim, **changes: Any) -> Claim:
    values = {f.name: getattr(claim, f.name) for f in fields(Claim) if f.name != "id"}
    return Claim.of(**{**values, **changes})


@QUICK
@given(claims())
def test_who_coded_a_claim_and_how_surely_does_not_change_its_id(claim: Claim) -> None:
    elsewhere = replace(claim.spans, source=(), cue=())
    assert rebuilt(claim, coder=Coder("someone else", "9"), score=0.125, spans=elsewhere).id == claim.id


@QUICK
@given(claims())
def test_what_is_claimed_and_by_whom_and_where_changes_a_claims_id(claim: Claim) -> None:
    moved = tuple(Span(s.start + 1, s.end + 1, s.quote) for s in claim.spans.content)
    others = [
        rebuilt(claim, report=claim.report + "x"),
        rebuilt(claim, voices=tuple(replace(v, name=v.name + "x") for v in claim.voices)),
        rebuilt(claim, stance="denies" if claim.stance != "denies" else "asserts"),
        rebuilt(claim, act=replace(claim.act, type=claim.act.type + "x")),
        rebuilt(claim, act=replace(claim.act, place=(claim.act.place or "") + "x")),
        rebuilt(claim, spans=Spans(content=moved)),
    ]
    assert claim.id not in {o.id for o in others}


@QUICK
@given(REPORTS, st.text("abc"))
def test_a_reports_id_follows_from_all_but_its_language(report: Report, other: str) -> None:
    values = {f.name: getattr(report, f.name) for f in fields(Report) if f.name != "id"}
    again = codec.load(Report, through_text(codec.dump(report)))
    assert Report.of(**values).id == report.id == again.id
    assert Report.of(**{**values, "language": other}).id == report.id
    for name in ("text", "title", "publisher", "url"):
        changed = {**values, name: (values[name] or "") + "x"}
        assert Report.of(**changed).id != report.id
    assert Report.of(**{**values, "published": None}).id != report.id or report.published is None


def test_an_id_does_not_depend_on_the_run() -> None:
    """A fixed value: ids that other people cite must never change from one release to the next."""
    assert Report.of("A truce holds.").id == "r-ce8fb2ddda74"


@QUICK
@given(texts_and_spans())
def test_a_span_holds_in_its_text_and_nowhere_else(drawn: tuple[str, Span]) -> None:
    text, span = drawn
    assert span.holds_in(text)
    assert not span.holds_in(text[: span.end - 1])
    changed = text[: span.start] + ("x" if text[span.start] != "x" else "y") + text[span.start + 1 :]
    assert not span.holds_in(changed)


@pytest.mark.parametrize(("start", "end", "quote"), [(-1, 2, "abc"), (2, 2, ""), (3, 2, "x"), (0, 3, "ab"), (0, 1, "")])
def test_a_span_that_cannot_be_is_refused(start: int, end: int, quote: str) -> None:
    with pytest.raises(ValueProblem, match="does not fit"):
        Span(start, end, quote)


@pytest.mark.parametrize("text", ["👩‍👩‍👧 e\u0301", "قال إن الهدنة", "a\r\nb"])
def test_spans_count_code_points(text: str) -> None:
    span = Span.of(text, 1, len(text))
    assert span.quote == text[1:]
    assert span.end - span.start == len(span.quote)


@QUICK
@given(ZONED, ZONED)
def test_times_in_a_zone_keep_their_moments(first: Any, second: Any) -> None:
    start, end = sorted((first, second), key=lambda d: d.timestamp())
    if end.timestamp() < start.timestamp() or (start.tzinfo is end.tzinfo and end < start):
        return
    when = When(start, end, Precision.SPAN, Basis.STATED)
    again = codec.load(When, through_text(codec.dump(when)))
    assert (again.start.timestamp(), again.end.timestamp()) == (start.timestamp(), end.timestamp())  # type: ignore[union-attr]
    assert codec.canonical(codec.dump(again)) == codec.canonical(codec.dump(when))


@pytest.mark.parametrize("name", VALUES)
@QUICK
@given(data=st.data())
def test_the_quick_way_and_the_one_that_names_what_is_wrong_agree(name: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[name])
    kind: Any = type(value)
    written = json.loads(codec.canonical(codec.dump(value)))
    assert codec._maker(kind)(written) == codec._load(kind, written, name) == value
