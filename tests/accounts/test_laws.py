"""The laws that verdicts keep, whatever is told: order, time, names, denials, and one more claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.accounts.account import UNDISPUTED, Silence
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.incidents import incidents_of
from truceline.accounts.matrix import GRAVEST, Matrix
from truceline.accounts.verdict import State
from truceline.agreements.agreement import Agreement
from truceline.assessment import Assessment

ZONE = ZoneInfo("Africa/Nairobi")
START = datetime(2024, 3, 1, 8, tzinfo=ZONE)
TEXT = """
agreement: Truce between {one} and {two}
text_of: 2024-02-28
zone: Africa/Nairobi
parties: {{one: {one}, two: {two}}}
mediators: [Lakeland]
monitors: [Observers]
people:
  hostages: {{held_by: two, called: [captives], outside: [foreign],
              categories: {{women and children: {{any of: [woman, child], never: [soldier]}}, men: [man]}}}}
  prisoners: {{held_by: one, called: [detainees]}}
truce:
  from: 2024-03-01 08:00
  for: 4 days
  extended:
    by: 1 day
    for_each: 10 hostages
    surplus: {{readings: {{carried over: {{}}, lost: {{held_by: [one]}}}}}}
duties:
  release: {{by: two, release: 20 hostages, within: 4 days, pace: 5 a day}}
  exchange: {{by: one, release: 3 prisoners, for_each: 1 hostage, within: same day}}
  women: {{by: two, release: 8 hostages, category: women and children, due: day 3}}
  list: {{by: two, hand over: list of hostages, each: day, before: "09:00"}}
  quiet: {{by: both, refrain from: attack, where: {{readings: {{Hill: {{}}, everywhere: {{held_by: [one]}}}}}}}}
"""
SIDES = ("Ridge", "Valley")
VOICES = (*SIDES, "Lakeland", "Observers", "the report")


def agreement(one: str = "Ridge", two: str = "Valley") -> Agreement:
    return Agreement.parse(TEXT.format(one=one, two=two), "laws.yaml")


AGREEMENT, SWAPPED = agreement(), agreement("Valley", "Ridge")


@st.composite
def facts(draw: st.DrawFn, number: int = 0) -> Fact:
    """Anything that may be told during the truce, by anybody."""
    deed = draw(st.sampled_from(["release", "release", "release", "hand over", "attack", "extend"]))
    day = draw(st.integers(0, 5))
    start = START.replace(hour=0) + timedelta(days=day)
    exact = draw(st.booleans())
    moment = start + timedelta(hours=draw(st.integers(0, 23)))
    span = (moment, moment + timedelta(minutes=1)) if exact else (start, start + timedelta(days=1))
    hostages = draw(st.booleans())
    people = ("hostages",) if hostages else ("prisoners",)
    what = {"release": people, "hand over": ("lists",), "attack": (), "extend": ("days",)}[deed]
    doer = {
        "release": SIDES[1] if hostages else SIDES[0],
        "hand over": SIDES[1],
        "attack": draw(st.sampled_from(SIDES)),
    }
    number = draw(st.integers(0, 25)) if deed == "release" else 1
    counted = deed in ("release", "extend")
    speaker = draw(st.sampled_from(VOICES))
    actor = doer.get(deed, "")
    return Fact(
        claim=f"c-{draw(st.integers(0, 10**9))}",
        report=f"r-{draw(st.integers(0, 3))}",
        voice=speaker if speaker != "the report" else "report:r",
        speaker=speaker,
        sides=(speaker,),
        known=start + timedelta(days=draw(st.integers(1, 3))),
        deed=deed,
        told=draw(st.sampled_from([Told.DONE, Told.DONE, Told.DONE, Told.NOT_DONE, Told.PLANNED])),
        measure=Measure.FLOW if counted else Measure.NONE,
        accuses=deed == "attack" and speaker != actor,
        actors=(actor,) if actor else (),
        what=what,
        count=Extent.exactly(number) if counted else None,
        kinds=frozenset(
            draw(st.sampled_from([(), ("woman",), ("man",), ("woman", "soldier"), ("foreign",)])) if hostages else ()
        ),
        qualities=frozenset(draw(st.sampled_from([(), ("in the deal",), ("outside the deal",), ("unable",)]))),
        start=span[0],
        end=span[1],
        day_known=True,
        place=draw(st.sampled_from(["", "Hill", "Port"])) if deed == "attack" else "",
        words="somebody did something",
    )


records = st.lists(facts(), max_size=14, unique_by=lambda f: f.claim)
moments = st.integers(-12, 24 * 8).map(lambda hours: START + timedelta(hours=hours))
policies = st.sampled_from(list(Silence))
MANY = settings(max_examples=60, deadline=None)


def assessed(
    told: list[Fact], at: datetime, policy: Silence = Silence.UNDENIED, text: Agreement = AGREEMENT
) -> Assessment:
    return Assessment(text, incidents_of(told), at, policy)


def shown(matrix: Matrix) -> list[tuple[object, ...]]:
    """Everything that a matrix says, but for the ids of incidents."""
    return [
        (row.duty, cell.account, cell.way, cell.state, cell.own, [replace(v, incidents=()) for v in cell.verdicts])
        for row in matrix.rows
        for cell in row.cells
    ]


@MANY
@given(records, moments, policies, st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_no_verdict(
    told: list[Fact], at: datetime, policy: Silence, chance: object
) -> None:
    mixed = list(told)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert shown(assessed(told, at, policy).matrix()) == shown(assessed(mixed, at, policy).matrix())


@MANY
@given(records, moments, st.integers(0, 14))
def test_one_batch_or_several_and_one_more_claim_give_the_same(told: list[Fact], at: datetime, cut: int) -> None:
    whole = assessed(told, at)
    begun = assessed(told[:cut], at)
    begun.matrix()
    grown = begun.with_facts(told[cut:])
    assert shown(grown.matrix()) == shown(whole.matrix())
    assert grown.matrix() == whole.matrix()


@MANY
@given(records, moments, policies)
def test_what_is_not_due_yet_is_never_missed(told: list[Fact], at: datetime, policy: Silence) -> None:
    for row in assessed(told, at, policy).matrix().rows:
        for verdict in (v for c in row.cells for v in c.verdicts if row.duty != "quiet"):
            if verdict.due is not None and at < verdict.due:
                assert verdict.state not in (State.MISSED, State.PARTLY, State.MET_LATE, State.EXCUSED), verdict


def _swapped(name: str) -> str:
    return {SIDES[0]: SIDES[1], SIDES[1]: SIDES[0]}.get(name, name)


def _swap(fact: Fact) -> Fact:
    names = tuple(_swapped(a) for a in fact.actors)
    voice, speaker = _swapped(fact.voice), _swapped(fact.speaker)
    return replace(fact, voice=voice, speaker=speaker, sides=(speaker,), actors=names)


@MANY
@given(records, moments, policies)
def test_swapping_two_names_swaps_the_verdicts_and_nothing_else(
    told: list[Fact], at: datetime, policy: Silence
) -> None:
    plain = assessed(told, at, policy).matrix()
    other = assessed([_swap(f) for f in told], at, policy, SWAPPED).matrix()
    for row, mirrored in zip(plain.rows, other.rows, strict=True):
        assert [k.value for k in row.kinds] == [k.value for k in mirrored.kinds]
        for cell in row.cells:
            twin = next(c for c in mirrored.cells if c.account == _swapped(cell.account) and c.way == cell.way)
            ours = [(v.state, _swapped(v.instance), v.need, v.done, set(v.claims)) for v in cell.verdicts]
            theirs = [(v.state, v.instance, v.need, v.done, set(v.claims)) for v in twin.verdicts]
            assert ours == theirs


@MANY
@given(records, moments, moments)
def test_what_becomes_known_later_changes_nothing_earlier(told: list[Fact], at: datetime, known: datetime) -> None:
    early = [f for f in told if f.known <= known]
    late = [replace(f, known=max(f.known, known + timedelta(days=1))) for f in told if f.known > known]
    seen = [f for f in (*early, *late) if f.known <= known]
    assert shown(assessed(seen, at).matrix()) == shown(assessed(early, at).matrix())


@MANY
@given(records, moments, policies, st.sampled_from(SIDES), st.integers(0, 20))
def test_a_denial_makes_the_deniers_own_account_no_worse(
    told: list[Fact], at: datetime, policy: Silence, side: str, which: int
) -> None:
    accusations = [
        f for f in told if f.deed == "attack" and f.actors == (side,) and f.told is Told.DONE and f.speaker != side
    ]
    if not accusations:
        return
    accused = accusations[which % len(accusations)]
    denial = replace(
        accused,
        claim="c-denial",
        voice=side,
        speaker=side,
        sides=(side,),
        told=Told.NOT_DONE,
        accuses=False,
        answers=accused.claim,
    )
    before, after = (assessed(t, at, policy).row("quiet") for t in (told, [*told, denial]))
    for cell in (c for c in before.cells if c.account == side):
        ours = next(v for v in cell.verdicts if v.instance == side)
        later = next(v for v in after.cell(side, cell.way).verdicts if v.instance == side)
        assert _worse(later.state) <= _worse(ours.state)


def _worse(state: State) -> int:
    return {State.MISSED: 2, State.UNKNOWN: 1}.get(state, 0)


@pytest.mark.parametrize("policy", list(Silence))
def test_nothing_told_is_nothing_missed(policy: Silence) -> None:
    matrix = assessed([], START + timedelta(days=9), policy).matrix()
    states = {c.state for r in matrix.rows for c in r.cells if r.duty not in ("quiet", "exchange")}
    assert states == {State.UNKNOWN}
    assert {c.state for c in matrix.row("quiet").cells} == {State.MET}
    assert matrix.accounts == ("Ridge", "Valley", "Lakeland", "Observers", UNDISPUTED)


def test_every_state_has_its_place_in_the_order_of_gravity() -> None:
    assert set(GRAVEST) == set(State)
