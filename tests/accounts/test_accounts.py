"""What each party, mediator and monitor holds, denies or is silent about, and what nobody disputes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from accounts_sample import attack, day, fact
from hypothesis import given, settings
from hypothesis import strategies as st
from test_incidents_laws import records

from truceline.accounts.account import UNDISPUTED, Account, Position, Silence, Version
from truceline.accounts.accounts import accounts_of
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Told
from truceline.accounts.incidents import incidents_of

SPEAKERS = ("Northland", "Southland", "Mediator")
ALL = {*SPEAKERS, UNDISPUTED}


def accounts(*facts: Fact, policy: Silence = Silence.UNDENIED, **more: Any) -> dict[str, Account]:
    found = incidents_of(facts, members=more.get("members"))
    return {a.speaker: a for a in accounts_of(found.incidents, SPEAKERS, policy, **more)}


def versions(*facts: Fact, **more: Any) -> dict[str, Version]:
    """The one version of each account."""
    found = accounts(*facts, **more)
    assert all(len(a.versions) == 1 for a in found.values())
    return {name: a.versions[0] for name, a in found.items()}


def taken(*facts: Fact, **more: Any) -> set[str]:
    return {name for name, v in versions(*facts, **more).items() if v.taken}


def denial(fact: Fact, speaker: str) -> Fact:
    """That the deed was not done."""
    other = fact.claim + "no"
    return replace(
        fact,
        claim=other,
        speaker=speaker,
        voice=speaker,
        sides=(speaker,),
        told=Told.NOT_DONE,
        accuses=False,
        answers=fact.claim,
    )


def test_there_is_one_account_for_each_speaker_and_what_nobody_disputes_comes_last() -> None:
    found = accounts_of(incidents_of([fact()]).incidents, ("Mediator", "Northland", "Mediator"))
    assert [a.speaker for a in found] == ["Mediator", "Northland", UNDISPUTED]
    assert found[0].by_deed == {"release": found[0].versions}


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Silence.UNDENIED, ALL),
        (Silence.STRICT, {"Mediator", UNDISPUTED}),
        (Silence.CONSENT, ALL),
    ],
)
def test_what_is_told_without_blame(policy: Silence, expected: set[str]) -> None:
    assert taken(fact(speaker="Mediator"), policy=policy) == expected


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (Silence.UNDENIED, {"Northland"}),
        (Silence.STRICT, {"Northland"}),
        (Silence.CONSENT, ALL),
    ],
)
@pytest.mark.parametrize("accuses", [True, False])
def test_what_is_told_against_someone(policy: Silence, expected: set[str], accuses: bool) -> None:
    """To tell of a barred deed is to accuse, in whatever words."""
    assert taken(attack(speaker="Northland", accuses=accuses), policy=policy) == expected


def test_what_its_doer_holds_as_well_is_no_accusation() -> None:
    both = (attack(speaker="Northland", place="Bridge"), attack(speaker="Southland", place="Bridge", accuses=False))
    assert taken(*both) == ALL


def test_a_deed_claimed_by_its_doer_is_held_by_the_doer_whoever_tells_it() -> None:
    told = attack(speaker="Outlet", accuses=False, qualities=frozenset({"claimed"}))
    found = versions(told)
    assert found["Southland"].position is Position.HELD
    assert {n for n, v in found.items() if v.taken} == ALL


def test_a_deed_told_with_and_without_blame_stands_but_the_blame_does_not() -> None:
    blame = attack(speaker="Northland", place="Bridge", start=day(2, 6), end=day(2, 7))
    plain = attack(speaker="Mediator", place="Bridge", start=day(2, 6), end=day(2, 7), actors=(), accuses=False)
    found = versions(blame, plain)
    assert {n for n, v in found.items() if v.taken} == ALL
    assert found["Northland"].actors == ("Southland",)
    assert found[UNDISPUTED].actors == found["Southland"].actors == found["Mediator"].actors == ()


def test_what_someone_denies_is_disputed() -> None:
    told = fact(speaker="Mediator")
    found = versions(told, denial(told, "Southland"))
    assert found["Southland"].position is Position.DENIED
    assert {n for n, v in found.items() if v.taken} == {"Mediator"}
    assert {n for n, v in versions(told, denial(told, "Southland"), policy=Silence.CONSENT).items() if v.taken} == {
        "Mediator",
        "Northland",
    }


def test_what_nobody_says_was_done_is_done_in_no_account() -> None:
    assert taken(fact(told=Told.NOT_DONE, speaker="Mediator")) == set()
    assert taken(fact(told=Told.NOT_DONE, speaker="Mediator"), policy=Silence.CONSENT) == set()


@pytest.mark.parametrize("told", [Told.PLANNED, Told.OFFERED, Told.DEMANDED, Told.SUPPOSED])
@pytest.mark.parametrize("policy", list(Silence))
def test_what_is_only_planned_or_wished_is_never_done(told: Told, policy: Silence) -> None:
    found = versions(fact(told=told, speaker="Mediator"), policy=policy)
    assert not any(v.taken for v in found.values())
    assert told.value in found["Mediator"].why


# --- who speaks for whom ------------------------------------------------------------------------------
def test_a_spokesman_speaks_for_his_side() -> None:
    spokesman = fact(speaker="a spokesman", sides=("a spokesman", "Northern army", "Northland"))
    assert versions(spokesman)["Northland"].position is Position.HELD
    general = fact(speaker="General Ash")
    assert versions(general)["Northland"].position is Position.SILENT
    members = {"General Ash": "Northern army", "Northern army": ("Northland",)}
    assert versions(general, members=members)["Northland"].position is Position.HELD


def test_an_outlet_speaks_for_no_account_but_is_heard_where_one_is_silent() -> None:
    found = versions(fact(speaker="Outlet"))
    assert {v.position for n, v in found.items() if n != UNDISPUTED} == {Position.SILENT}
    assert {n for n, v in found.items() if v.taken} == ALL


def test_speakers_of_one_side_who_differ_leave_a_range_and_say_so() -> None:
    army = fact(10, speaker="Northern army", sides=("Northern army", "Northland"))
    office = fact(12, speaker="Northern office", sides=("Northern office", "Northland"))
    version = versions(army, office)["Northland"]
    assert version.count == Extent(10, 12)
    assert "different numbers" in version.why
    assert set(version.claims) == {army.claim, office.claim}


def test_a_side_that_both_says_and_denies_it_keeps_what_it_says_and_says_so() -> None:
    army = fact(10, speaker="Northern army", sides=("Northern army", "Northland"))
    version = versions(army, replace(denial(army, "Northland")))["Northland"]
    assert (version.position, version.taken) == (Position.HELD, True)
    assert "deny" in version.why


# --- what a version holds -----------------------------------------------------------------------------
def test_each_account_has_its_own_number_and_nobodys_dispute_is_the_range() -> None:
    found = versions(fact(13, speaker="Northland"), fact(14, speaker="Mediator"))
    assert found["Northland"].count == Extent.exactly(13)
    assert found["Mediator"].count == Extent.exactly(14)
    assert found["Southland"].count == found[UNDISPUTED].count == Extent(13, 14)


def test_what_an_account_leaves_open_the_others_fill() -> None:
    told = fact(13, speaker="Mediator", kinds=frozenset({"woman"}), place="Bridge")
    bare = fact(None, speaker="Northland", actors=(), what=())
    version = versions(told, bare)["Northland"]
    assert (version.count, version.kinds, version.place) == (Extent.exactly(13), frozenset({"woman"}), "Bridge")
    assert version.claims == (bare.claim,)


def test_of_opposed_qualities_and_kinds_none_is_undisputed() -> None:
    women = frozenset({"woman"})
    north = fact(3, speaker="Northland", kinds=women, qualities=frozenset({"in the deal"}))
    south = fact(3, speaker="Southland", kinds=women, qualities=frozenset({"outside the deal"}))
    found = versions(north, south)
    assert found["Northland"].qualities == {"in the deal"}
    assert found["Southland"].qualities == {"outside the deal"}
    assert (found[UNDISPUTED].qualities, found[UNDISPUTED].kinds) == (frozenset(), women)


def test_a_kind_that_only_one_gives_stands_where_nothing_speaks_against_it() -> None:
    women, soldiers = frozenset({"woman"}), frozenset({"woman", "soldier"})
    found = versions(fact(3, speaker="Northland", kinds=women), fact(3, speaker="Southland", kinds=soldiers))
    assert found["Northland"].kinds == women
    assert found[UNDISPUTED].kinds == soldiers


def test_a_version_is_known_when_the_last_of_its_claims_is() -> None:
    found = versions(fact(speaker="Northland", known_on=3), fact(speaker="Mediator", known_on=7))
    assert found["Northland"].known == day(3)
    assert found["Southland"].known == found[UNDISPUTED].known == day(7)


# --- parts, sums, mentions ----------------------------------------------------------------------------
def test_parts_stand_under_their_whole_and_nowhere_else() -> None:
    whole = fact(11, speaker="Mediator", what=("foreigners",))
    part = fact(10, speaker="Mediator", what=("Easterners", "people"), part_of=whole.claim)
    for account in accounts(whole, part).values():
        (version,) = account.versions
        assert [p.count for p in version.parts] == [Extent.exactly(10)]


def test_a_part_stands_alone_in_an_account_that_does_not_take_the_whole() -> None:
    whole = fact(11, speaker="Mediator", what=("foreigners",))
    part = fact(10, speaker="Mediator", what=("Easterners", "people"), part_of=whole.claim)
    rival = fact(12, speaker="Southland", what=("Easterners", "people"))
    found = accounts(whole, part, rival, denial(whole, "Southland"))
    taken_by_south = [v for v in found["Southland"].versions if v.taken]
    assert [v.count for v in taken_by_south] == [Extent.exactly(12)]


def test_a_sum_is_not_counted_beside_what_it_adds_up() -> None:
    told = (
        fact(13, speaker="Mediator", what=("Easterners", "people")),
        fact(3, speaker="Mediator", what=("Westerners", "people")),
        fact(16, speaker="Outlet", what=("people",)),
    )
    for account in accounts(*told).values():
        assert {v.count for v in account.versions if v.taken} == {Extent.exactly(13), Extent.exactly(3)}


def test_a_sum_counts_in_an_account_that_has_nothing_else() -> None:
    told = (
        fact(13, speaker="Mediator", what=("Easterners", "people")),
        fact(3, speaker="Mediator", what=("Westerners", "people")),
        fact(16, speaker="Northland", what=("people",)),
    )
    strict = accounts(*told, policy=Silence.STRICT)["Northland"]
    assert [(v.count, v.incident.sum_of) for v in strict.versions if v.taken] == [(Extent.exactly(16), ())]


def test_a_mention_that_may_be_of_several_is_never_counted() -> None:
    two = (fact(10, what=("Easterners", "people")), fact(10, what=("Westerners", "people")))
    mention = fact(10, on=None, speaker="Northland", known_on=3)
    for policy in Silence:
        account = accounts(*two, mention, policy=policy)["Northland"]
        assert [v.taken for v in account.versions if v.incident.mention] == [False]


# --- laws ---------------------------------------------------------------------------------------------
policies = st.sampled_from(list(Silence))
MANY = settings(max_examples=120, deadline=None)


def own_claims(facts: list[Fact], speaker: str, policy: Silence) -> dict[str, tuple[bool, Extent | None]]:
    """For each claim by which a speaker says that something was done: whether it is taken, and how many."""
    account = next(a for a in accounts_of(incidents_of(facts).incidents, (speaker,), policy) if a.speaker == speaker)
    found, queue = {}, list(account.versions)
    while queue:
        version = queue.pop()
        queue += version.parts
        mine = (f for f in version.incident.facts if speaker in f.sides and f.told is Told.DONE)
        found.update({f.claim: (version.taken, version.count) for f in mine})
    return found


@MANY
@given(records, policies, st.integers(0, 13), st.booleans())
def test_a_denial_never_makes_the_deniers_own_account_worse(
    facts: list[Fact], policy: Silence, which: int, by_name: bool
) -> None:
    if not facts:
        return
    target = facts[which % len(facts)]
    no = replace(denial(target, "Northland"), claim="c-no", answers=target.claim if by_name else None)
    assert own_claims([*facts, no], "Northland", policy) == own_claims(facts, "Northland", policy)


@MANY
@given(records, policies)
def test_every_incident_is_in_every_account_once(facts: list[Fact], policy: Silence) -> None:
    incidents = incidents_of(facts).incidents
    for account in accounts_of(incidents, SPEAKERS, policy):
        seen, queue = [], list(account.versions)
        while queue:
            version = queue.pop()
            seen.append(version.id)
            queue += version.parts
        assert sorted(seen) == sorted(i.id for i in incidents)
        assert all(v.why for v in account.versions)


@MANY
@given(records)
def test_silence_is_read_the_stricter_the_fewer_deeds(facts: list[Fact]) -> None:
    incidents = incidents_of(facts).incidents

    def deeds(policy: Silence) -> set[str]:
        return {v.id for v in accounts_of(incidents, ("Northland",), policy)[0].versions if v.taken}

    plain = [i.id for i in incidents if not i.sum_of and not i.whole]
    for fewer, more in ((Silence.STRICT, Silence.UNDENIED), (Silence.UNDENIED, Silence.CONSENT)):
        assert deeds(fewer).intersection(plain) <= deeds(more).intersection(plain)
