"""The second reading: an act or a modality of which it is surer is taken, and all else of a claim stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest

from truceline.model import Claim, Modality, Polarity, Report, When
from truceline.reading.model import Judged, Opinion, Reader, acts, attribution
from truceline.reading.model.labels import CODES, MANNERS, MOODS
from truceline.reading.rules import RuleCoder

Judge = Callable[[Opinion], Judged | None]


class Stub(Reader):
    """A reader that sees nothing, and judges as it is told to."""

    def __init__(self, judge: Judge) -> None:
        self.version = "stub"
        self.asked: list[Opinion] = []
        self._judge = judge

    def read(self, texts: object) -> list[object]:  # type: ignore[override]
        return [None]

    def judge(self, seen: object, opinions: Sequence[Opinion]) -> list[Judged | None]:  # type: ignore[override]
        self.asked += opinions
        return [self._judge(one) for one in opinions]


@pytest.fixture(autouse=True)
def sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "attributions", lambda _: ())
    monkeypatch.setattr(acts, "types", lambda *_: {"NONE": 1.0})


def shares(labels: Sequence[str], sure: dict[str, float]) -> dict[str, float]:
    return {label: sure.get(label, 0.0) for label in labels}


def judged(code: dict[str, float], mood: dict[str, float], manner: dict[str, float] | None = None) -> Judged:
    return Judged(shares(CODES, code), shares(MANNERS, manner or {"": 1.0}), shares(MOODS, mood), 0.5)


def as_it_is(one: Opinion) -> Judged:
    return judged({one.code: 1.0}, {one.mood: 1.0})


def claims(text: str, judge: Judge, *, again: bool = True) -> tuple[Claim, ...]:
    report = Report.of(text, published=When.day(date(2023, 6, 2)), language="en")
    return RuleCoder(reader=Stub(judge), again=again).code(report)


TEXT = "The governor said that the army had released 14 sailors on Tuesday."


def test_what_it_agrees_with_stays_but_for_its_score() -> None:
    (first,), (again,) = claims(TEXT, lambda _: None), claims(TEXT, as_it_is)
    assert again.id == first.id
    assert again.act == first.act


def test_it_is_told_what_the_rules_take_a_claim_for() -> None:
    reader = Stub(as_it_is)
    RuleCoder(reader=reader).code(Report.of(TEXT, published=When.day(date(2023, 6, 2)), language="en"))
    (one,) = reader.asked
    assert (one.code, one.mood, one.voiced) == ("RETREAT", "happened", True)
    assert TEXT[one.start : one.end] == "the army had released 14 sailors on Tuesday"


def test_an_act_of_which_it_is_surer_is_taken_with_its_mode() -> None:
    def judge(one: Opinion) -> Judged:
        return judged({"RETREAT": 0.3, "ASSAULT": 0.6}, {"happened": 1.0}, {"release": 0.6, "abduct": 0.3})

    (before,), (claim,) = claims(TEXT, as_it_is), claims(TEXT, judge)
    assert (claim.act.type, claim.act.mode) == ("ASSAULT", "abduct")  # release is no mode of an attack
    assert (claim.voices, claim.quote, claim.act.figures) == (before.voices, before.quote, before.act.figures)
    assert claim.act.when == before.act.when


def test_an_act_of_which_it_is_hardly_surer_is_not() -> None:
    (claim,) = claims(TEXT, lambda _: judged({"RETREAT": 0.45, "AID": 0.5}, {"happened": 0.48, "planned": 0.52}))
    assert (claim.act.type, claim.act.modality) == ("RETREAT", Modality.HAPPENED)


def test_a_modality_of_which_it_is_surer_brings_its_polarity() -> None:
    (claim,) = claims(TEXT, lambda one: judged({one.code: 1.0}, {"denied": 0.9}))
    assert (claim.act.modality, claim.act.polarity) == (Modality.DENIED, Polarity.NEGATIVE)
    denied = "The governor said that the army had not released 14 sailors on Tuesday."
    (claim,) = claims(denied, lambda one: judged({one.code: 1.0}, {"happened": 0.9}))
    assert (claim.act.modality, claim.act.polarity) == (Modality.HAPPENED, Polarity.POSITIVE)


def test_a_part_still_points_to_its_whole() -> None:
    text = "The army released 14 sailors, among them three women, the governor said."

    def judge(one: Opinion) -> Judged:
        return judged({"COOPERATE": 1.0}, {"happened": 1.0})

    whole, part = claims(text, judge)
    assert [f.part_of for f in part.act.figures] == [whole.id]


def test_what_it_learns_from_is_found_without_it() -> None:
    taken = claims(TEXT, lambda one: judged({"AID": 1.0}, {one.mood: 1.0}), again=False)
    assert [c.act.type for c in taken] == ["RETREAT"]


def test_how_sure_it_is_shows_in_the_score() -> None:
    (sure,), (unsure,) = (
        claims(TEXT, lambda one, share=share: judged({one.code: share}, {one.mood: share})) for share in (0.99, 0.2)
    )
    assert sure.score > unsure.score


def sure_of(code: str, manner: str = "") -> Judge:
    return lambda one: judged({code: 0.95, one.code: 0.05}, {one.mood: 1.0}, {manner: 1.0})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The governor said that 14 sailors were being held on the island.", "RETREAT"),
        ("The rebels rejected the plan on Tuesday.", "STATE"),
        ("The governor accused the rebels of bad faith.", "STATE"),
        ("The governor denied that the army had shelled the port.", "AID"),
        ("The rebels met the governor on Tuesday.", "ACCUSE"),
    ],
    ids=["people who are counted", "a refusal", "an accusation", "a denial", "what would be an accusation"],
)
def test_what_the_rules_know_better_stays(text: str, code: str) -> None:
    before, after = claims(text, as_it_is), claims(text, sure_of(code))
    assert [c.act for c in after] == [c.act for c in before]
    assert any(c.act.type != code for c in before)


def test_a_toll_has_nobody_who_did_it() -> None:
    (attack,) = claims("The army killed nine fishermen on Tuesday.", as_it_is)
    assert attack.act.actors
    (toll,) = claims("The army killed nine fishermen on Tuesday.", sure_of("STATE", "killed"))
    assert (toll.act.type, toll.act.mode, toll.act.actors, toll.act.recipients) == ("STATE", "killed", (), ())


def test_those_of_whom_it_is_not_said_who_they_are_are_added_to_no_toll() -> None:
    text = "The gunmen opened fire at the bridge on Tuesday, killing three."
    (before,), (after,) = (
        [c.act for c in claims(text, judge) if c.act.figures] for judge in (as_it_is, sure_of("STATE", "killed"))
    )
    assert before.category is None
    assert after == before


def test_not_to_have_kept_what_was_owed_is_itself_the_refusal() -> None:
    text = "The governor said that the rebels had not kept their side of the bargain."
    (before,) = claims(text, as_it_is)
    assert before.act.modality is Modality.DENIED
    (after,) = claims(text, sure_of("REJECT"))
    assert (after.act.type, after.act.modality, after.act.polarity) == ("REJECT", Modality.DENIED, Polarity.NEGATIVE)
    (after,) = claims(text, lambda one: judged({"REJECT": 0.95}, {"denied": 0.45, "happened": 0.45}))
    assert (after.act.type, after.act.modality, after.act.polarity) == ("REJECT", Modality.HAPPENED, Polarity.POSITIVE)
