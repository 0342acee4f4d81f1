"""Breaches with their answers, and what is contested."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import brief_sample as sample
import pytest

from truceline.brief.breaches import NO_ANSWER, breaches
from truceline.brief.contested import contested
from truceline.brief.rivals import meet
from truceline.brief.sentences import sentence
from truceline.brief.statements import statements
from truceline.model import Comparator, Figure, Modality, Polarity, Rate, Span, Spans, Stance

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
    assert group.remark == NO_ANSWER == "No answer recognised in the record."
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


def _days(accusation: Any, answer: Any, text: str, later: int = 0) -> Any:
    """The answers to an accusation of 25 November by one to another, ``later`` days after it."""
    first = sample.report(text, "T", "P", sample.day(25))
    second = sample.report(text, "T", "P2", sample.day(25 + later)) if later else first
    claims = [sample.claim(first, *accusation[:2], **accusation[2]), sample.claim(second, *answer[:2], **answer[2])]
    return _groups(statements([first, second], claims))[0].answers


@pytest.mark.parametrize(("later", "answered"), [(0, True), (1, False)])
def test_a_denial_of_another_day_is_no_answer(later: int, answered: bool) -> None:
    accusation = ("Hamas", "breaking the terms", {"type": "REJECT", "stance": Stance.ACCUSES, "actors": ("Israel",)})
    denial = ("Israel", "any breach", {"type": "REJECT", "stance": Stance.DENIES})
    assert bool(_days(accusation, denial, "Of breaking the terms; any breach.", later)) is answered


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("Of breaking the terms. Israel rejected that explanation.", True),
        ("Of breaking the terms. It rained. Israel rejected that explanation.", False),
        ("Of breaking the terms.\n\nIsrael rejected that explanation.", False),
        ("Of breaking the terms. Israel rejected every offer.", False),
    ],
)
def test_a_refusal_answers_only_what_it_points_back_at(text: str, answered: bool) -> None:
    quote = text.split("rejected ")[1].rstrip(".")
    accusation = ("Hamas", "breaking the terms", {"type": "REJECT", "stance": Stance.ACCUSES, "actors": ("Israel",)})
    refusal = ("Israel", quote, {"type": "REJECT", "stance": Stance.REJECTS})
    assert bool(_days(accusation, refusal, text)) is answered


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


def _let_go(n: float, unit: str = "prisoners", **rest: Any) -> dict[str, Any]:
    figures = (sample.number(n, unit),)
    return {"type": "RETREAT", "mode": "release", "category": "prisoners", "figures": figures, **rest}


@pytest.mark.parametrize(
    ("a", "b", "rival"),
    [
        (_let_go(39), _let_go(33), True),
        (_let_go(39, when=sample.day(26)), _let_go(33, when=sample.day(26)), True),
        (_let_go(39, when=sample.day(26)), _let_go(33, when=sample.day(27)), False),
        (_let_go(39, when=sample.day(26)), _let_go(210), False),
        (_let_go(210, when=sample.stretch(sample.day(24), sample.day(30))), _let_go(39, when=sample.day(26)), False),
        (_let_go(39), _let_go(33, "women"), False),
        (_let_go(39, actors=("Israel",)), _let_go(33, actors=("Hamas",)), False),
        (_let_go(200, figures=(sample.number(200, "prisoners", per=Rate(1, "day")),)), _let_go(170), False),
    ],
)
def test_only_like_deeds_of_one_day_are_set_against_each_other(a: Any, b: Any, rival: bool) -> None:
    assert (_contested(("Qatar", "one", a), ("Hamas", "two", b)) is not None) is rival


def test_deeds_without_a_time_are_of_one_matter_only_in_reports_of_one_day() -> None:
    for later, rival in ((0, True), (1, False)):
        reports = [sample.report(f"n {n}", "T", f"P{n}", sample.day(25 + later * n)) for n in (0, 1)]
        claims = [
            sample.claim(r, who, r.text, **_let_go(n))
            for r, who, n in zip(reports, ("Qatar", "Hamas"), (39, 33), strict=True)
        ]
        assert (contested(statements(reports, claims)) is not None) is rival


@pytest.mark.parametrize(("later", "rival"), [(1, True), (8, False)])
def test_lasting_states_are_compared_within_a_week(later: int, rival: bool) -> None:
    reports = [sample.report(f"n {n}", "T", f"P{n}", sample.day(20 + later * n)) for n in (0, 1)]
    claims = [
        sample.claim(r, who, r.text, **_held(n))
        for r, who, n in zip(reports, ("Israel", "Hamas"), (137, 136), strict=True)
    ]
    assert (contested(statements(reports, claims)) is not None) is rival


@pytest.mark.parametrize(
    ("text", "unit", "rival"),
    [
        ("Hamas released seven foreigners. Qatar counted four.", "", True),
        ("Hamas released seven foreigners. Qatar counted four.", "foreigners", True),
        ("Hamas released seven foreigners. Qatar counted four.", "trucks", False),
        ("Hamas released seven foreigners.\n\nQatar counted four.", "", False),
    ],
)
def test_a_bare_count_takes_up_the_figure_before_it(text: str, unit: str, rival: bool) -> None:
    report = sample.report(text, "T", "P", sample.day(25))
    figures = (sample.number(7, "foreigners"),)
    told = sample.claim(report, "Hamas", "seven foreigners", "RETREAT", "release", figures=figures)
    count = sample.claim(report, "Qatar", "four", "STATE", "condition", figures=(sample.number(4, unit),))
    section = contested(statements([report], [told, count]))
    assert (section is not None) is rival
    if section is not None:
        assert section.groups[0].heading == "Release: foreigners"


def test_a_correction_stands_beside_the_figure_that_it_takes_back() -> None:
    before = sample.report("Israel released 210 prisoners.", "T", "P", sample.day(1, 12))
    after = sample.report("Israel released 240 prisoners, not 210.", "C", "P", sample.day(2, 12))
    negative = _let_go(210, "", polarity=Polarity.NEGATIVE)
    claims = [
        sample.claim(before, None, "Israel released 210 prisoners", **_let_go(210)),
        sample.claim(after, None, "Israel released 240 prisoners", **_let_go(240)),
        sample.claim(after, None, "not 210", **negative),
    ]
    section = contested(statements([before, after], claims))
    assert section is not None
    (group,) = section.groups
    assert group.heading == "Release: prisoners"
    assert len(group.sentences) == 3
    assert contested(statements([after], claims[1:])) is not None


def test_turning_down_an_offer_does_not_contest_that_it_was_turned_down() -> None:
    refused = {"type": "REJECT", "actors": ("Israel",)}
    assert _contested(("Israel", "one", {**refused, "stance": Stance.REJECTS}), ("Hamas", "two", refused)) is None


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


@pytest.mark.parametrize(("words", "rival"), [("61 of them", False), ("61", True)])
def test_what_one_voice_says_of_anothers_figure_is_not_held_against_it(words: str, rival: bool) -> None:
    text = f"137 are held. {words} are ill."
    report = sample.report(text, "T", "P", sample.day(1, 12))
    total = sample.claim(report, "Israel", "137 are held", **_held(137))
    part = sample.claim(report, "Hamas", f"{words} are ill", **_held(61))
    part = replace(part, act=replace(part.act, figures=(replace(sample.number(61, "hostages"), words="61"),)))
    assert (contested(statements([report], [total, part])) is not None) is rival


def test_spans_of_the_fixture_hold() -> None:
    reports, claims, _ = sample.record()
    texts = {r.id: r.text for r in reports}
    for claim in claims:
        assert all(isinstance(s, Span) and s.holds_in(texts[claim.report]) for s in claim.spans.content)
        assert isinstance(claim.spans, Spans)


@pytest.mark.parametrize(
    ("text", "rival"),
    [
        ("Only soldiers are left, said Hamas, and nobody will be let go. Israel disputes this.", True),
        ("Only soldiers are left, said Hamas. It rained. Israel disputes this.", False),
    ],
)
def test_a_denial_that_points_back_is_set_against_what_a_speaker_has_just_said(text: str, rival: bool) -> None:
    report = sample.report(text, "T", "P", sample.day(1, 12))
    said = sample.claim(report, "Hamas", "Only soldiers are left", "STATE", "condition", category="soldiers")
    denied = sample.claim(report, "Israel", "this", "ASSAULT", stance=Stance.DENIES)
    section = contested(statements([report], [said, denied]))
    assert (section is not None) is rival
    if section is not None:
        assert section.groups[0].heading == "A statement and its denial"


def test_a_deed_that_was_not_possible_is_not_called_a_possibility() -> None:
    report, claim = sample.single(
        "it had not been able to find her", modality=Modality.HYPOTHETICAL, polarity=Polarity.NEGATIVE
    )
    assert "possibility" not in sentence(statements([report], [claim])[0]).text
