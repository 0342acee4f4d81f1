"""Where the talks stand, and the truce beside them, by each account."""

from __future__ import annotations

from typing import Any

import pytest
from accounts_sample import attack, day, fact

from truceline.accounts.account import UNDISPUTED
from truceline.accounts.fact import Fact, Told
from truceline.accounts.incidents import incidents_of
from truceline.accounts.talks import Talks, TalksState, TruceState, talks_of
from truceline.accounts.talks_board import beside

SPEAKERS = ("Northland", "Southland", "Mediator")
BOTH = ("Northland", "Southland")


def deed(name: str, on: int | None, **changes: Any) -> Fact:
    values: dict[str, Any] = {"deed": name, "actors": BOTH, "what": (), "speaker": "Mediator"}
    return fact(None, on=on, **(values | changes))


def talks(*facts: Fact, **more: Any) -> Talks:
    return talks_of(incidents_of(facts).incidents, SPEAKERS, **more)


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([], TalksState.UNTOLD),
        ([("invite", 2)], TalksState.CONVENED),
        ([("invite", 2), ("meet", 3)], TalksState.UNDER_WAY),
        ([("meet", 2), ("agree", 3)], TalksState.CONCLUDED),
        ([("meet", 2), ("stall", 3)], TalksState.SUSPENDED),
        ([("meet", 2), ("break off", 3)], TalksState.BROKEN_OFF),
        ([("break off", 2), ("meet", 3)], TalksState.UNDER_WAY),
        ([("meet", 2), ("break off", 2)], TalksState.BROKEN_OFF),
        ([("release", 2), ("attack", 3)], TalksState.UNTOLD),
    ],
)
def test_the_talks_stand_where_the_last_move_left_them(told: list[tuple[str, int]], state: TalksState) -> None:
    found = talks(*(deed(name, on) for name, on in told))
    assert found.of(UNDISPUTED).state is state
    assert found.of("Northland").state is state


def test_a_planned_meeting_convenes_the_talks() -> None:
    assert talks(deed("meet", 5, told=Told.PLANNED)).of("Mediator").state is TalksState.CONVENED


def test_of_two_told_of_one_day_an_account_keeps_its_own() -> None:
    left = deed("break off", 2, speaker="Northland", actors=("Northland",))
    on = deed("meet", 2, speaker="Mediator", actors=("Mediator",))
    found = talks(left, on)
    assert found.of("Northland").state is TalksState.BROKEN_OFF
    assert found.of("Mediator").state is TalksState.UNDER_WAY
    assert found.of("Mediator").claims == (on.claim,)


def standing(account: str, *facts: Fact) -> tuple[str, ...]:
    (one,) = beside(talks(*facts), [account])
    return one.talks.claims


def test_a_state_rests_on_every_claim_that_led_there_at_that_moment() -> None:
    own = deed("break off", 2, speaker="Northland", actors=("Northland",))
    outlet = deed("break off", 2, speaker="Example Wire", actors=("The minister",))
    assert set(standing("Northland", own, outlet)) == {own.claim, outlet.claim}


@pytest.mark.parametrize("between", [(), (deed("break off", 3, speaker="Southland", actors=("Southland",)),)])
def test_a_state_rests_on_what_its_own_speaker_said_of_it_before(between: tuple[Fact, ...]) -> None:
    own = deed("meet", 2, actors=("Mediator",))
    outlet = deed("meet", 3, speaker="Example Wire", actors=("Mediator",))
    assert standing("Mediator", own, *between, outlet) == (own.claim, outlet.claim)


def test_a_state_rests_on_nothing_said_before_it_was_another() -> None:
    own, over = deed("meet", 2), deed("break off", 3, speaker="Southland")
    outlet = deed("meet", 4, speaker="Example Wire", actors=("Northland",))
    assert standing("Mediator", own, over, outlet) == (outlet.claim,)


def test_nothing_later_than_the_moment_counts() -> None:
    told = (deed("meet", 2), deed("break off", 5))
    assert talks(*told, at=day(4)).of(UNDISPUTED).state is TalksState.UNDER_WAY
    assert talks(*told, at=day(6)).of(UNDISPUTED).state is TalksState.BROKEN_OFF


def test_the_truce_binds_while_the_talks_are_suspended() -> None:
    told = (deed("stop", 2), deed("extend", 4), deed("stall", 5, actors=("Northland",), speaker="Northland"))
    found = talks(*told)
    for account in (*SPEAKERS, UNDISPUTED):
        assert found.of(account).state is TalksState.SUSPENDED
        assert found.truce(account).state is TruceState.EXTENDED


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ([], TruceState.UNTOLD),
        ([("stop", 2)], TruceState.IN_FORCE),
        ([("keep", 2)], TruceState.IN_FORCE),
        ([("stop", 2), ("extend", 3)], TruceState.EXTENDED),
        ([("stop", 2), ("lapse", 3)], TruceState.LAPSED),
        ([("stop", 2), ("lapse", 3), ("stop", 4)], TruceState.IN_FORCE),
    ],
)
def test_the_truce_stands_where_the_last_move_left_it(told: list[tuple[str, int]], state: TruceState) -> None:
    facts = [deed(name, on, actors=() if name == "lapse" else BOTH) for name, on in told]
    assert talks(*facts).truce(UNDISPUTED).state is state


def test_a_truce_that_is_to_begin_is_announced() -> None:
    found = talks(deed("stop", 5, told=Told.PLANNED, known_on=3))
    assert found.truce("Mediator").state is TruceState.ANNOUNCED
    assert found.truce("Mediator").moves[0].moment == day(3)


def test_a_truce_that_is_told_as_planned_while_it_binds_still_binds() -> None:
    found = talks(deed("stop", 2), deed("stop", None, told=Told.PLANNED, known_on=4))
    assert found.truce("Mediator").state is TruceState.IN_FORCE


def test_fighting_resumes_once() -> None:
    told = (deed("stop", 2), deed("lapse", 5, actors=()), strike(6), strike(8))
    assert [m.moment for m in talks(*told).truce(UNDISPUTED).moves if m.state is TruceState.RESUMED] == [day(6)]


def test_an_end_that_is_laid_at_somebodys_door_is_an_end_in_the_account_of_who_says_so() -> None:
    ended = deed("lapse", 5, speaker="Northland", actors=("Southland",), accuses=True)
    found = talks(deed("stop", 2), ended)
    assert found.truce("Northland").state is TruceState.ENDED
    assert found.truce("Southland").state is TruceState.IN_FORCE


def strike(on: int, **changes: Any) -> Fact:
    return attack(on=on, speaker="Southland", accuses=False, place="Bridge", **changes)


def test_an_attack_resumes_the_fighting_only_once_the_truce_is_over() -> None:
    over = deed("lapse", 5, actors=())
    assert not talks(deed("stop", 2), strike(3), over).truce(UNDISPUTED).resumed
    assert talks(deed("stop", 2), over, strike(6)).truce(UNDISPUTED).resumed
    assert not talks(deed("stop", 2), strike(6)).truce(UNDISPUTED).resumed
    ends = {UNDISPUTED: day(5)}
    assert talks(deed("stop", 2), strike(6), ends=ends).truce(UNDISPUTED).resumed


def test_fighting_resumes_only_for_those_who_hold_the_attack() -> None:
    told = (deed("stop", 2), deed("lapse", 5, actors=()), attack(on=6, speaker="Northland"))
    found = talks(*told)
    assert found.truce("Northland").resumed
    assert not found.truce("Southland").resumed
    assert not found.truce(UNDISPUTED).resumed


def test_whether_it_lapsed_or_goes_on_is_each_accounts_own() -> None:
    told = (
        deed("stop", 2),
        deed("lapse", 5, speaker="Northland", actors=()),
        deed("keep", 6, speaker="Southland", actors=()),
    )
    found = talks(*told)
    assert found.truce("Northland").state is TruceState.LAPSED
    assert found.truce("Southland").state is TruceState.IN_FORCE
    assert found.truce(UNDISPUTED).state is TruceState.IN_FORCE
    assert found.truce(UNDISPUTED).claims == (told[0].claim,)


def test_an_account_that_is_not_there_tells_nothing() -> None:
    found = talks(deed("meet", 2))
    assert found.of("Elsewhere").state is TalksState.UNTOLD
    assert found.truce("Elsewhere").state is TruceState.UNTOLD
    assert found.of("Elsewhere").claims == found.truce("Elsewhere").claims == ()
