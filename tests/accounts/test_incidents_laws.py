"""What holds of incidents whatever is told: order, batches, names, one more claim, and what people judged."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from accounts_sample import NOW, day
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.incidents import Incidents, incidents_of
from truceline.record.entries import About, Judgement, SameVerdict
from truceline.record.view import Judged

SPEAKERS = ("Northland", "Southland", "Mediator", "Outlet A", "Outlet B")
WHATS = ((), ("hostages",), ("Easterners", "people"), ("Westerners", "people"), ("prisoners",), ("women",))
MANY = settings(max_examples=150, deadline=None)


@st.composite
def told(draw: st.DrawFn) -> Fact:
    """Anything that may be told in a few days."""
    deed = draw(st.sampled_from(["release", "release", "attack", "extend", ""]))
    number = draw(st.sampled_from([None, 1, 2, 3, 5, 8, 13]))
    on = draw(st.integers(1, 4))
    shape = draw(st.sampled_from(["day", "day", "hour", "night", "none", "open"]))
    start, end = {
        "day": (day(on), day(on + 1)),
        "hour": (day(on, 8), day(on, 9)),
        "night": (day(on, 22), day(on + 1, 5)),
        "none": (None, None),
        "open": (None, day(on, 7)),
    }[shape]
    measure = draw(st.sampled_from([Measure.FLOW, Measure.FLOW, Measure.TOTAL, Measure.STOCK]))
    speaker = draw(st.sampled_from(SPEAKERS))
    return Fact(
        claim=f"c-{draw(st.integers(0, 30)):02d}",
        report=f"r-{draw(st.integers(0, 3))}",
        voice=speaker,
        speaker=speaker,
        sides=(speaker,),
        known=day(on + draw(st.integers(1, 3))),
        deed=deed,
        told=draw(st.sampled_from([Told.DONE, Told.DONE, Told.DONE, Told.NOT_DONE, Told.PLANNED])),
        measure=measure if number is not None else Measure.NONE,
        actors=draw(st.sampled_from([(), ("Northland",), ("Southland",)])),
        what=draw(st.sampled_from(WHATS)),
        count=Extent.exactly(number) if number is not None else None,
        kinds=frozenset(draw(st.sampled_from([(), ("woman",), ("man",)]))),
        qualities=frozenset(draw(st.sampled_from([(), ("in the deal",), ("outside the deal",)]))),
        start=start,
        end=end,
        day_known=shape != "none",
        place=draw(st.sampled_from(["", "Bridge", "Harbour"])),
        answers=draw(st.sampled_from([None, None, None, "c-00", "c-01", "c-02"])),
        part_of=draw(st.sampled_from([None, None, None, "c-03", "c-04"])),
        per=draw(st.sampled_from([None, None, None, (1.0, "day")])),
        words=draw(st.sampled_from(["one thing", "another"])),
        position=draw(st.integers(0, 400)),
    )


records = st.lists(told(), max_size=14, unique_by=lambda f: f.claim)


@st.composite
def rulings(draw: st.DrawFn) -> list[Judged]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=5))
    return [
        Judged(
            "analyst",
            NOW,
            Judgement(About.INCIDENT, f"c-{a:02d}", f"c-{b:02d}", draw(st.sampled_from(SameVerdict)), "seen"),
        )
        for a, b in pairs
        if a != b
    ]


def shown(found: Incidents) -> tuple[Any, ...]:
    return found.incidents, found.doubtful, found.merges


@MANY
@given(records, rulings(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(facts: list[Fact], judged: list[Judged], chance: Any) -> None:
    mixed = list(facts)
    chance.shuffle(mixed)
    assert shown(incidents_of(facts, judged)) == shown(incidents_of(mixed, judged))


@MANY
@given(records, rulings(), st.integers(0, 14), st.integers(0, 14))
def test_one_more_claim_gives_what_all_of_them_give(
    facts: list[Fact], judged: list[Judged], first: int, second: int
) -> None:
    grown = incidents_of(facts[:first], judged).add(facts[first : first + second])
    for fact in facts[first + second :]:
        grown = grown.add([fact])
    assert shown(grown) == shown(incidents_of(facts, judged))


@MANY
@given(records, records, rulings())
def test_a_claim_that_is_given_again_replaces_itself(
    facts: list[Fact], later: list[Fact], judged: list[Judged]
) -> None:
    latest = {f.claim: f for f in (*facts, *later)}
    assert shown(incidents_of(facts, judged).add(later)) == shown(incidents_of(latest.values(), judged))


@MANY
@given(records, rulings())
def test_every_claim_is_in_one_incident_with_a_reason_for_each_company(facts: list[Fact], judged: list[Judged]) -> None:
    found = incidents_of(facts, judged)
    assert sorted(c for i in found.incidents for c in i.claims) == sorted(f.claim for f in facts)
    for incident in found.incidents:
        reached = {incident.facts[0].claim}
        for _ in incident.merges:
            for m in incident.merges:
                assert m.reason
                assert m.sure
                if not reached.isdisjoint((m.a, m.b)):
                    reached |= {m.a, m.b}
        assert reached == set(incident.claims)


@MANY
@given(records, rulings())
def test_what_is_left_in_doubt_is_apart(facts: list[Fact], judged: list[Judged]) -> None:
    found = incidents_of(facts, judged)
    for doubt in found.doubtful:
        assert not doubt.sure
        assert found.by_claim[doubt.a].id != found.by_claim[doubt.b].id


@MANY
@given(records, rulings())
def test_what_people_judge_different_is_never_one(facts: list[Fact], judged: list[Judged]) -> None:
    found = incidents_of(facts, judged)
    latest = {j.judgement.pair: j.judgement.verdict for j in judged}
    for (a, b), verdict in latest.items():
        if verdict is not SameVerdict.SAME and a in found.by_claim and b in found.by_claim:
            assert found.by_claim[a].id != found.by_claim[b].id


@MANY
@given(records)
def test_numbers_of_a_day_and_running_totals_never_mix(facts: list[Fact]) -> None:
    for incident in incidents_of(facts).incidents:
        assert len({f.measure for f in incident.facts if f.told is Told.DONE} - {Measure.NONE}) <= 1
        assert len({f.told for f in incident.facts} - {Told.NOT_DONE}) <= 1


SWAP = {"Northland": "Southland", "Southland": "Northland"}


def swapped(fact: Fact) -> Fact:
    """The fact with the two names swapped, and with it the ids, which follow names."""
    speaker = SWAP.get(fact.speaker, fact.speaker)
    return replace(
        fact,
        claim=_other(fact.claim),
        speaker=speaker,
        voice=speaker,
        sides=(speaker,),
        actors=tuple(SWAP.get(a, a) for a in fact.actors),
        answers=_other(fact.answers) if fact.answers else None,
        part_of=_other(fact.part_of) if fact.part_of else None,
    )


def _other(claim: str) -> str:
    return f"c-{99 - int(claim.removeprefix('c-')):02d}"


@MANY
@given(records)
def test_swapping_two_names_swaps_them_and_nothing_else(facts: list[Fact]) -> None:
    def groups(found: Incidents) -> set[Any]:
        return {
            (frozenset(i.claims), i.deed, i.start, i.end, bool(i.whole), len(i.sum_of), i.mention, i.measure)
            for i in found.incidents
        }

    before, after = incidents_of(facts), incidents_of([swapped(f) for f in facts])
    renamed = {(frozenset(_other(c) for c in claims), *rest) for claims, *rest in groups(before)}
    assert renamed == groups(after)
    assert len(before.doubtful) == len(after.doubtful)
