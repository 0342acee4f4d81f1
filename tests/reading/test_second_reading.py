"""The second reading: an act or a modality of which it is surer is taken, and all else of a claim stays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import pytest

from truceline.model import Basis, Claim, Modality, PartyKind, Polarity, Report, When
from truceline.reading.model import Judged, Opinion, Pointed, Reader, acts, attribution
from truceline.reading.model.labels import CODES, MANNERS, MOODS
from truceline.reading.rules import RuleCoder

Judge = Callable[[Opinion], Judged | None]


class Stub(Reader):
    """A reader that sees nothing, and judges as it is told to."""

    def __init__(self, judge: Judge) -> None:
        self.version = "stub"
        self.asked: list[Opinion] = []
        self.times: list[tuple[int, int]] = []
        self._judge = judge

    def read(self, texts: object) -> list[object]:  # type: ignore[override]
        return [None]

    def judge(  # type: ignore[override]
        self, seen: object, opinions: Sequence[Opinion], times: Sequence[tuple[int, int]] = ()
    ) -> list[Judged | None]:
        self.asked += opinions
        self.times += times
        return [self._judge(one) for one in opinions]


@pytest.fixture(autouse=True)
def sees_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attribution, "attributions", lambda _: ())
    monkeypatch.setattr(acts, "types", lambda *_: {"NONE": 1.0})


def shares(labels: Sequence[str], sure: dict[str, float]) -> dict[str, float]:
    return {label: sure.get(label, 0.0) for label in labels}


@dataclass(frozen=True)
class To:
    """Points to some words of a text with one share, and to none with another."""

    start: int = 0
    end: int = 0
    share: float = 0.0
    none: float = 0.0
    elsewhere: float = 0.0

    @classmethod
    def words(cls, text: str, words: str, share: float = 1.0) -> To:
        return cls(text.index(words), text.index(words) + len(words), share, 1.0 - share)

    @property
    def somewhere(self) -> float:
        return 1.0 - self.none - self.elsewhere

    @property
    def likely(self) -> list[tuple[int, float]]:
        return [(self.start, self.share)] if self.share else []

    def of(self, start: int, end: int) -> float:
        return self.share if start < self.end and self.start < end else 0.0


def judged(
    code: dict[str, float],
    mood: dict[str, float],
    manner: dict[str, float] | None = None,
    when: To | None = None,
    source: To | None = None,
) -> Judged:
    found = shares(CODES, code), shares(MANNERS, manner or {"": 1.0}), shares(MOODS, mood)
    return Judged(*found, cast("Pointed", when or To()), cast("Pointed", source or To()))


def as_it_is(one: Opinion, when: To | None = None, source: To | None = None) -> Judged:
    return judged({one.code: 1.0}, {one.mood: 1.0}, when=when, source=source)


def claims(text: str, judge: Judge, *, again: bool = True, publisher: str | None = None) -> tuple[Claim, ...]:
    report = Report.of(text, published=When.day(date(2023, 6, 2)), language="en", publisher=publisher)
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


def test_it_is_told_by_which_words_the_rules_have_time_and_speaker() -> None:
    reader = Stub(as_it_is)
    RuleCoder(reader=reader).code(Report.of(TEXT, published=When.day(date(2023, 6, 2)), language="en"))
    (one,) = reader.asked
    assert one.source is not None
    assert one.when is not None
    assert [TEXT[start:end] for start, end in one.source] == ["The governor"]
    assert [TEXT[start:end] for start, end in one.when] == ["on Tuesday"]


def test_it_is_told_where_the_rules_have_neither_time_nor_speaker() -> None:
    reader = Stub(as_it_is)
    RuleCoder(reader=reader).code(Report.of("The army freed 14 sailors.", published=When.day(date(2023, 6, 2))))
    assert [(one.when, one.source, one.voiced) for one in reader.asked] == [((), (), False)]


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
        ("The rebels and the army signed a peace agreement on Tuesday.", "SUPPORT"),
    ],
    ids=["people who are counted", "a refusal", "a deal that is signed"],
)
def test_what_the_rules_know_better_stays(text: str, code: str) -> None:
    before, after = claims(text, as_it_is), claims(text, sure_of(code))
    assert [c.act for c in after] == [c.act for c in before]
    assert any(c.act.type != code for c in before)


def test_what_is_denied_stays_denied() -> None:
    text = "The governor denied that the army had shelled the port."
    (claim,) = claims(text, lambda _: judged({"AID": 1.0}, {"planned": 1.0}))
    assert (claim.act.type, claim.act.modality) == ("AID", Modality.DENIED)


def test_a_number_that_is_not_the_one_stays_so() -> None:
    text = "The army released 14 sailors, not 12, the governor said."
    told = claims(text, lambda one: judged({one.code: 1.0}, {"happened": 1.0}))
    assert [c.act.polarity for c in told if c.quote.startswith("not ")] == [
        c.act.polarity for c in claims(text, as_it_is) if c.quote.startswith("not ")
    ]


def test_an_accusation_does_not_become_the_deed_that_is_told_beside_it() -> None:
    text = "The governor accused the rebels of shelling the port on Tuesday."
    before, after = claims(text, as_it_is), claims(text, sure_of("ASSAULT"))
    assert sum(c.act.type == "ASSAULT" for c in after) == sum(c.act.type == "ASSAULT" for c in before) > 0


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
    for mood in ({"denied": 1.0}, {"denied": 0.45, "happened": 0.45}):
        (after,) = claims(text, lambda _, mood=mood: judged({"REJECT": 0.95}, mood))
        assert (after.act.type, after.act.modality) == ("REJECT", Modality.HAPPENED)
        assert after.act.polarity is Polarity.POSITIVE


# --- the time and the speaker that it points to ---------------------------------------------------
DAYS = (
    "The army shelled the port on Monday. The fishermen were let go on the quay, a fishwife said. It rained on Tuesday."
)


def freed(judge: Judge, text: str = DAYS) -> Claim:
    return next(c for c in claims(text, judge) if c.act.type == "RETREAT")


def days(claim: Claim) -> tuple[str, str] | None:
    when = claim.act.when
    return (f"{when.start:%m-%d}", f"{when.end:%m-%d}") if when is not None and when.start and when.end else None


def test_it_is_told_where_words_for_times_stand() -> None:
    reader = Stub(as_it_is)
    RuleCoder(reader=reader).code(Report.of(DAYS, published=When.day(date(2023, 6, 2)), language="en"))
    assert [DAYS[start:end] for start, end in reader.times] == ["on Monday", "on Tuesday"]


def test_the_time_it_points_to_is_the_day_that_the_text_is_telling_of() -> None:
    claim = freed(lambda one: as_it_is(one, when=To.words(DAYS, "on Tuesday", 0.9)))
    assert days(claim) == ("05-30", "05-31")
    assert claim.act.when is not None
    assert (claim.act.when.basis, claim.act.when.words) == (Basis.INFERRED, "")


@pytest.mark.parametrize("share", [0.0, 0.45])
def test_a_time_of_which_it_is_hardly_sure_is_not_taken(share: float) -> None:
    told = freed(lambda one: as_it_is(one, when=To.words(DAYS, "on Tuesday", share)))
    assert told.act.when == freed(as_it_is).act.when


def test_a_part_of_a_day_is_its_day_there_too() -> None:
    text = "The fishermen were let go on the quay, a fishwife said. On Tuesday evening it rained."
    claim = freed(lambda one: as_it_is(one, when=To.words(text, "Tuesday evening")), text)
    assert days(claim) == ("05-30", "05-31")


def test_a_day_lies_ahead_where_the_deed_is_taken_as_planned() -> None:
    (done,), (planned,) = (
        claims(TEXT, lambda one, mood=mood: judged({one.code: 1.0}, {mood: 1.0})) for mood in ("happened", "planned")
    )
    assert (days(done), days(planned)) == (("05-30", "05-31"), ("06-06", "06-07"))


def test_words_that_the_rules_have_already_stay_as_the_rules_have_them() -> None:
    (before,) = claims(TEXT, as_it_is)
    (after,) = claims(TEXT, lambda one: as_it_is(one, when=To.words(TEXT, "Tuesday")))
    assert after == before


def test_a_part_has_the_time_of_its_whole() -> None:
    text = "The army released 14 sailors, among them three women, the governor said. It rained on Tuesday."

    def judge(one: Opinion) -> Judged:
        part = text[one.start : one.end].startswith("three")
        return as_it_is(one, when=To() if part else To.words(text, "on Tuesday"))

    told = [c for c in claims(text, judge) if c.act.figures]
    assert len(told) == 2
    assert [days(c) for c in told] == [("05-30", "05-31")] * 2


TALKS = "The governor came back on Monday. The rebels had freed nine sailors at the bridge."


def test_words_that_it_hears_somebody_say_are_theirs() -> None:
    (before,) = (c for c in claims(TALKS, as_it_is) if c.act.figures)
    assert before.voice.kind is PartyKind.REPORT
    source = To.words(TALKS, "governor", 0.95)
    (claim,) = (c for c in claims(TALKS, lambda one: as_it_is(one, source=source)) if c.act.figures)
    assert claim.speaker == "governor"
    assert [s.quote for s in claim.spans.source] == ["The governor"]
    assert (claim.act, claim.quote) == (before.act, before.quote)


def test_a_speaker_of_whom_it_is_hardly_sure_is_not_taken() -> None:
    source = To.words(TALKS, "governor", 0.7)
    told = claims(TALKS, lambda one: as_it_is(one, source=source))
    assert {c.voice.kind for c in told} == {PartyKind.REPORT}


def test_the_publisher_by_a_short_name_is_the_report_itself() -> None:
    text = "The Mission drove to the bridge. The rebels had freed nine sailors there."
    source = To.words(text, "Mission", 1.0)
    for publisher, speaker in (("Norland Truce Mission", "Norland Truce Mission"), ("The Paper", "Mission")):
        told = claims(text, lambda one: as_it_is(one, source=source), publisher=publisher)
        assert [c.speaker for c in told if c.act.figures] == [speaker]


def test_what_it_hears_nobody_say_is_the_reports() -> None:
    (claim,) = claims(TEXT, lambda one: as_it_is(one, source=To(none=0.9)))
    assert claim.voice.kind is PartyKind.REPORT
    assert claim.spans.source == claim.spans.cue == ()


def test_a_demand_stays_with_whoever_makes_it() -> None:
    text = "The rebels demanded the release of nine sailors."
    before, after = claims(text, as_it_is), claims(text, lambda one: as_it_is(one, source=To(none=0.95)))
    assert [c.speaker for c in after] == [c.speaker for c in before]


def test_between_two_who_speak_the_rules_decide() -> None:
    text = "The mayor was away. The governor said that the rebels had freed nine sailors."
    source = To.words(text, "mayor", 1.0)
    told = [c for c in claims(text, lambda one: as_it_is(one, source=source)) if c.act.figures]
    assert [c.speaker for c in told] == ["governor"]
