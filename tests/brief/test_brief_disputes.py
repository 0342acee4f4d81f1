"""Breaches with their answers, and what is contested."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import brief_sample as sample
import pytest

from truceline.brief.breaches import NO_ANSWER, breaches
from truceline.brief.contested import contested, meet
from truceline.brief.statements import statements
from truceline.model import Comparator, Figure, Modality, Span, Spans, Stance

TEXT = "one two three four five six seven eight nine ten"


def _claims(*made: tuple[str, str, dict[str, Any]], published: Any = None) -> Any:
    """Statements of one report: (speaker, quote, the rest of the claim)."""
    report = sample.report(TEXT, "T", "P", published or sample.day(1, 12))
    return statements([report], [sample.claim(report, who, quote, **rest) for who, quote, rest in made])


SHOT = {"type": "ASSAULT", "stance": Stance.ACCUSES, "actors": ("Hamas",)}


def _groups(found: Any) -> Any:
    section = breaches(found)
    assert section is not None
    return section.groups


def test_an_accusation_without_an_answer_says_no_more_than_that() -> None:
    (group,) = _groups(_claims(("Israel", "one", SHOT)))
    assert group.remark == NO_ANSWER == "No answer in the record."
    assert group.answers == ()
    assert group.heading == "Israel, against Hamas"


@pytest.mark.parametrize(
    ("answer", "answered"),
    [
        (("Hamas", {"type": "ASSAULT", "stance": Stance.DENIES, "actors": ("Hamas",)}), True),
        (("Saleh al-Arouri", {"type": "ASSAULT", "stance": Stance.DENIES}), True),
        ((None, {"type": "ASSAULT", "modality": Modality.DENIED, "actors": ("Hamas",)}), True),
        (("Hamas", {"type": "ACCUSE", "stance": Stance.DENIES}), True),
        (("Qatar", {"type": "ASSAULT", "stance": Stance.DENIES, "actors": ("Hamas",)}), False),
        (("Hamas", {"type": "AID", "stance": Stance.DENIES}), False),
        (("Hamas", {"type": "ASSAULT", "actors": ("Hamas",)}), False),
        (("Hamas", {"type": "ASSAULT", "stance": Stance.DENIES, "when": sample.day(1, 10)}), False),
    ],
)
def test_the_answer_is_a_denial_of_the_same_matter_by_the_accused(answer: Any, answered: bool) -> None:
    speaker, rest = answer
    accusation = {**SHOT, "when": sample.day(30)}
    (group,) = _groups(_claims(("Israel", "one", accusation), (speaker, "two", rest)))
    assert bool(group.answers) is answered
    assert (group.remark == "") is answered


def test_an_answer_said_to_be_one_stands_beside_the_accusation_whatever_its_kind() -> None:
    report = sample.report(TEXT, "T", "P", sample.day(1, 12))
    accusation = sample.claim(report, "Israel", "one", **SHOT)
    answer = sample.claim(report, "Hamas", "two", "STATE", "no-comment", answers=accusation.id)
    (group,) = _groups(statements([report], [accusation, answer]))
    assert [s.claims for s in group.answers] == [(answer.id,)]


def test_both_sides_can_accuse_and_the_pairs_are_headed_once() -> None:
    other = {"type": "COERCE", "stance": Stance.ACCUSES, "actors": ("Israel",)}
    found = _claims(("Israel", "one", SHOT), ("Hamas", "two", other), ("Israel", "three", SHOT))
    assert [g.heading for g in _groups(found)] == ["Israel, against Hamas", "", "Hamas, against Israel"]


def test_an_accusation_told_as_an_event_is_not_told_twice() -> None:
    event = {"type": "ACCUSE", "actors": ("Israel",), "recipients": ("Hamas",)}
    found = _claims((None, "one two three", event), ("Israel", "two three", SHOT))
    (group,) = _groups(found)
    assert len(group.sentences[0].claims) == 2
    (group,) = _groups(_claims((None, "one two three", event)))
    assert group.heading == "Israel, against Hamas"


def test_an_accused_side_that_is_not_named_is_said_not_to_be() -> None:
    (group,) = _groups(_claims(("Israel", "one", {"type": "ASSAULT", "stance": Stance.ACCUSES})))
    assert group.heading == "Israel, against a side not named"


def test_many_accusations_are_cut_with_their_ids_kept() -> None:
    reports = [sample.report(f"shot {n}", "T", f"P{n}", sample.day(1 + n)) for n in range(20)]
    claims = [sample.claim(r, "Israel", r.text, **SHOT) for r in reports]
    section = breaches(statements(reports, claims))
    assert section is not None
    assert len(section.groups) == 16
    assert len(section.more) == 4


def _figure(low: float | None, high: float | None, how: Comparator = Comparator.EXACTLY) -> Figure:
    return Figure(low, high, how, "hostages", "n")


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        (_figure(136, 136), _figure(137, 137), False),
        (_figure(136, 136), _figure(136, 136), True),
        (_figure(100, None), _figure(137, 137), True),
        (_figure(140, None), _figure(137, 137), False),
        (_figure(None, 90), _figure(91, 99), False),
        (_figure(240, 240, Comparator.ABOUT), _figure(235, 235), True),
        (_figure(240, 240, Comparator.ABOUT), _figure(200, 200), False),
    ],
)
def test_figures_meet_where_one_number_fits_both(a: Figure, b: Figure, together: bool) -> None:
    assert meet(a, b) is meet(b, a) is together


def _held(n: float, **rest: Any) -> dict[str, Any]:
    figures = (sample.number(n, "hostages"),)
    return {"type": "STATE", "mode": "held", "category": "hostages", "figures": figures, **rest}


def _contested(*made: Any) -> Any:
    return contested(_claims(*made))


def test_rival_figures_stand_side_by_side_under_their_matter() -> None:
    section = _contested(("Israel", "one", _held(137)), ("Hamas", "two", _held(90)), ("Qatar", "three", _held(137)))
    (group,) = section.groups
    assert group.heading == "Hostages held"
    assert len(group.sentences) == 3


@pytest.mark.parametrize(
    "other",
    [
        ("Israel", "two", _held(90)),
        ("Hamas", "two", _held(137)),
        ("Hamas", "two", _held(90, place="Rafah")),
        ("Hamas", "two", _held(90, when=sample.day(1, 9))),
        ("Hamas", "two", {**_held(90), "category": "prisoners"}),
        ("Hamas", "two", {**_held(90), "mode": "missing"}),
        ("Hamas", "two", _held(90, modality=Modality.HYPOTHETICAL)),
    ],
)
def test_what_does_not_clash_is_not_called_contested(other: Any) -> None:
    assert _contested(("Israel", "one", _held(137, place="Gaza")), other) is None


def test_figures_of_neighbouring_days_are_shown_together_where_one_day_is_only_the_reports() -> None:
    assert _contested(("Israel", "one", _held(137, when=sample.day(30))), ("Hamas", "two", _held(90))) is not None


def test_a_statement_and_its_denial_are_contested() -> None:
    soldiers = {"type": "STATE", "mode": "held", "category": "soldiers"}
    section = _contested(("Hamas", "one", soldiers), ("Israel", "two", {**soldiers, "stance": Stance.DENIES}))
    assert [s.parts[0].text for s in section.groups[0].sentences] == ["Hamas", "Israel"]


def test_a_denial_that_takes_up_the_words_before_it_is_set_beside_them_alone() -> None:
    plain = {"type": "STATE", "mode": "condition"}
    section = _contested(
        ("Qatar", "one", plain), ("Hamas", "nine", plain), ("Israel", "ten", {**plain, "stance": Stance.DENIES})
    )
    assert [s.parts[0].text for s in section.groups[0].sentences] == ["Qatar", "Hamas", "Israel"]
    far = sample.report(f"one {'x ' * 60} nine ten", "T", "P", sample.day(1, 12))
    claims = [sample.claim(far, w, q, **plain) for w, q in (("Qatar", "one"), ("Hamas", "nine"))]
    claims.append(sample.claim(far, "Israel", "ten", stance=Stance.DENIES, **plain))
    found = contested(statements([far], claims))
    assert found is not None
    assert [s.parts[0].text for s in found.groups[0].sentences] == ["Hamas", "Israel"]


def test_a_truce_in_force_and_run_out_is_contested_and_the_heading_takes_no_side() -> None:
    truce = {"type": "STATE", "category": "truce"}
    section = _contested(
        ("Hamas", "one", {**truce, "mode": "in-force"}), ("Israel", "two", {**truce, "mode": "expired"})
    )
    assert [g.heading for g in section.groups] == ["Truce: expired or in force"]


def test_accusations_stay_with_their_answers() -> None:
    denial = {"type": "ASSAULT", "stance": Stance.DENIES, "actors": ("Hamas",)}
    assert _contested(("Israel", "one", SHOT), ("Hamas", "two", denial)) is None


def test_a_part_is_not_held_against_a_total() -> None:
    report = sample.report(TEXT, "T", "P", sample.day(1, 12))
    total = sample.claim(report, "Israel", "one", **_held(137))
    part = sample.claim(report, "Hamas", "two", **_held(17))
    part = replace(part, act=replace(part.act, figures=(sample.number(17, "hostages", part_of="c-elsewhere"),)))
    assert contested(statements([report], [total, part])) is None


def test_spans_of_the_fixture_hold() -> None:
    reports, claims, _ = sample.record()
    texts = {r.id: r.text for r in reports}
    for claim in claims:
        assert all(isinstance(s, Span) and s.holds_in(texts[claim.report]) for s in claim.spans.content)
        assert isinstance(claim.spans, Spans)
