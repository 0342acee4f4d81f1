"""Verdicts, readings, numbers and days in short words, as the brief and the screen show them."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import agreement_sample as valley
import pytest

from truceline.accounts.account import UNDISPUTED
from truceline.accounts.board import board, stated
from truceline.accounts.extent import Extent
from truceline.accounts.ledger import Entry, Ledger, Number
from truceline.accounts.matrix import Cell, rolled
from truceline.accounts.people_board import count_words, people_board
from truceline.accounts.shown import according, according_of, cell_words, choice_words, column_words, prohibitions
from truceline.accounts.talks_board import beside
from truceline.accounts.verdict import State, Verdict
from truceline.brief.times import run_words
from truceline.outlook.runway import Runway
from truceline.outlook.shown import days_words, reaches, runway_board

A, B, C, D = "Alpha", "Beta", "Gamma", "Delta"
ALL = (A, B, C, D, UNDISPUTED)
UNKNOWN = Extent()


def cell(*states: State, need: Extent | None = None, done: Extent | None = None) -> Cell:
    found = tuple(
        replace(valley.verdict("d", state, "", str(n) if len(states) > 1 else ""), need=need, done=done)
        for n, state in enumerate(states)
    )
    return Cell(A, (), found, rolled(found), own=True)


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((State.MET,) * 7, "● met 7 of 7"),
        ((State.MET,) * 6 + (State.MISSED,), "◐ met 6 of 7"),
        ((State.MET,) * 5 + (State.PARTLY, State.UNKNOWN), "◐ met 5 of 7, 1 unknown"),
        ((State.MET, State.MET_LATE, State.PENDING), "… met 2 of 3 (1 late), 1 pending"),
        ((State.MET, State.MET, State.LAPSED), "● met 2 of 3, 1 lapsed"),
        ((State.UNKNOWN,) * 3, "? unknown, 3 of 3"),
        ((State.MISSED,) * 2, "○ missed, 2 of 2"),
        ((State.MISSED, State.UNKNOWN, State.UNKNOWN), "○ 1 missed, 2 unknown"),
        ((State.EXCUSED, State.MET), "◇ met 1 of 2, 1 excused"),
        ((State.SUSPENDED,), "‖ suspended"),
        ((State.SUPERSEDED,), "– superseded"),
    ],
)
def test_a_cell_of_a_duty_is_a_mark_and_a_few_words(states: tuple[State, ...], words: str) -> None:
    assert str(cell_words(cell(*states), valley.AT)) == words


@pytest.mark.parametrize(
    ("state", "need", "done", "words"),
    [
        (State.PARTLY, Extent(50, 50), Extent(24, 24), "◐ partly met 24 of 50"),
        (State.MET, Extent(50, 50), Extent(50, 50), "● met 50 of 50"),
        (State.MET, Extent(50, 50), Extent(50, 61), "● met 50 of 50, up to 11 more than owed"),
        (State.MET, Extent(50, 50), Extent(61, 61), "● met 50 of 50, 11 more than owed"),
        (State.MET, Extent(50, 50), Extent(58, 61), "● met 50 of 50, 8–11 more than owed"),
        (State.MET, Extent(50, 50), Extent(50, inf), "● met 50 of 50, perhaps more"),
        (State.MET, Extent(50, 50), Extent(60, inf), "● met 50 of 50, 10+ more than owed"),
        (State.MET, Extent(45, 55), Extent(60, 60), "● met 60 of 45–55"),
        (State.PENDING, Extent(50, 50), Extent(3, inf), "… pending 3+ of 50"),
        (State.PENDING, Extent(50, 50), Extent(0, inf), "… pending"),
        (State.UNKNOWN, Extent(50, 50), Extent(0, 0), "? unknown"),
        (State.MET, Extent(1, 1), Extent(1, 1), "● met"),
        (State.MISSED, None, None, "○ missed"),
    ],
)
def test_a_single_instance_shows_its_count(state: State, need: Extent, done: Extent, words: str) -> None:
    assert str(cell_words(cell(state, need=need, done=done), valley.AT)) == words


@pytest.mark.parametrize(
    ("need", "in_time", "done", "words"),
    [
        (50, Extent(24, 24), Extent(78, 78), "● met late: 24 of 50 in time, 78 by now"),
        (50, Extent(24, 30), Extent(50, inf), "● met late: 24–30 of 50 in time, 50+ by now"),
        (1, Extent(0, 0), Extent(1, 1), "● met late"),
    ],
)
def test_what_was_met_late_is_told_as_done_in_time_and_by_now(
    need: int, in_time: Extent, done: Extent, words: str
) -> None:
    late = replace(valley.verdict("d", State.MET_LATE, ""), need=Extent(need, need), done=done, in_time=in_time)
    found = Cell(A, (), (late,), State.MET_LATE, own=True)
    assert str(cell_words(found, valley.AT)) == words


def barred(state: State, told: float = 0, opens: int = 3, claims: tuple[str, ...] = ()) -> Cell:
    one = replace(valley.verdict("d", state, ""), done=Extent(told, told), opens=valley.at(opens), claims=claims)
    return Cell(A, (), (one,), state, own=True)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (barred(State.MET), "● kept: no case told"),
        (barred(State.MET, claims=("c-1",)), "● kept"),
        (barred(State.PENDING), "… kept so far: no case told"),
        (barred(State.PENDING, opens=20), "… does not bind yet"),
        (barred(State.MISSED, 2), "○ broken, 2 cases told"),
        (barred(State.MISSED, 1), "○ broken, 1 case told"),
        (barred(State.UNKNOWN), "? unknown"),
    ],
)
def test_a_prohibition_is_kept_or_broken(found: Cell, words: str) -> None:
    assert str(cell_words(found, valley.AT, barred=True)) == words


def test_where_several_may_break_it_the_cell_says_who_did() -> None:
    each = [replace(valley.verdict("d", s, "", who), done=Extent(n, n))
            for who, s, n in ((A, State.MISSED, 2), (B, State.MET, 0), (C, State.MISSED, 1))]  # fmt: skip
    found = Cell(A, (), tuple(each), rolled(each))
    words = "○ broken: Alpha (2 cases told), Gamma (1 case told); Beta: kept"
    assert str(cell_words(found, valley.AT, barred=True)) == words


def test_no_cell_is_not_judged_and_no_term_is_not_owed() -> None:
    assert str(cell_words(None, valley.AT)) == "– not judged"
    assert str(cell_words(Cell(A, (), (), None), valley.AT)) == "– not owed"


@pytest.mark.parametrize(
    ("accounts", "words"),
    [
        ((A,), "according to Alpha"),
        ((A, B), "according to Alpha and Beta"),
        ((A, UNDISPUTED), "according to Alpha and what nobody disputes"),
        ((A, B, C), "according to every account but that of Delta"),
        ((A, B, C, D), "according to every account"),
        (ALL, "according to every account"),
    ],
)
def test_accounts_are_named(accounts: tuple[str, ...], words: str) -> None:
    assert according_of(accounts, ALL) == words


def test_of_two_accounts_neither_stands_for_all() -> None:
    assert according_of((A,), (A, B, UNDISPUTED)) == according(A)
    assert column_words((A, UNDISPUTED), (A, B, UNDISPUTED)) == "according to Alpha; undisputed"
    assert column_words((A, B), (A, B)) == "according to every account"
    assert column_words(ALL, ALL) == "according to every account; undisputed"


def test_accounts_that_come_to_the_same_share_a_column_of_the_board_but_not_of_the_flat_one() -> None:
    found, _, _ = valley.assessed()
    shared = board(found.agreement, found.matrix(), valley.AT)
    flat = board(found.agreement, found.matrix(), valley.AT, together=False)
    assert shared.columns == ((valley.NORTH,), (valley.SOUTH,), (valley.WEST, UNDISPUTED))
    assert [len(c) for c in flat.columns] == [1, 1, 1, 1]


def test_a_duty_in_full_has_every_verdict_once_with_all_its_accounts() -> None:
    found, _, _ = valley.assessed()
    told = stated(found.agreement, found.matrix().row("release"), tuple(found.accounts), valley.AT)
    own = [s for s in told if not s.reading]
    assert [s.accounts for s in own] == [(valley.NORTH, valley.SOUTH, valley.WEST, UNDISPUTED)]
    (other,) = [s for s in told if s.reading]
    assert other.said() == "partly met, according to Northland"
    assert other.reading == "if ‘outside’ under release is read as ‘those of the deal’"


def test_a_reading_is_told_with_who_holds_it_and_a_term_with_who_states_it() -> None:
    found, _, _ = valley.assessed()
    words = choice_words(found.agreement, valley.PATH, "everybody")
    assert words == "if ‘outside’ under release is read as ‘everybody’, as Northland reads it"
    stands = next(c for c in found.agreement.choices if c.path == "duties.drones")
    told = [choice_words(found.agreement, stands.path, o.name) for o in stands.options]
    assert told == ["if ‘drones’ stands as Southland states it", "if ‘drones’ does not stand"]


def test_prohibitions_are_those_of_any_reading() -> None:
    found, _, _ = valley.assessed()
    assert prohibitions(found.agreement) == {"drones", "no attacks"}


@pytest.mark.parametrize(
    ("count", "about", "words"),
    [
        (Extent(137, 137), False, "137"),
        (Extent(240, 240), True, "about 240"),
        (Extent(17, 22), False, "17 to 22"),
        (Extent(0, 22), False, "at most 22"),
        (Extent(50, inf), False, "at least 50"),
        (Extent(), False, "not known"),
        (Extent(0, 0), False, "0"),
        (Extent(1780, 2000), False, "1,780 to 2,000"),
    ],
)
def test_numbers_of_people_are_ranges(count: Extent, about: bool, words: str) -> None:
    assert count_words(count, about) == words


def entry(category: str, held: Extent, released: Extent = UNKNOWN, **rest: bool) -> Entry:
    none, number = Number(), Number(held)
    return Entry("captives", category, none, number, number, Number(released), none, none, none, none, **rest)


def test_what_follows_by_itself_has_no_line() -> None:
    whole, part = entry("", Extent(40, 40), Extent(5, 5)), entry("women", Extent(0, 40), Extent(1, 3))
    found = people_board([Ledger(A, valley.AT, (whole, part)), Ledger(B, valley.AT, (whole, part))])
    assert found.columns == ((A, B),)
    assert [(n.category, n.column) for n in found.lines] == [("", "held"), ("", "released"), ("women", "released")]


def test_an_account_that_says_that_those_left_are_others_is_not_joined_with_one_that_says_none() -> None:
    none = Ledger(A, valley.AT, (entry("women", Extent(0, 0)),))
    others = Ledger(B, valley.AT, (entry("women", Extent(0, 0), reclassified=True),))
    (line,) = people_board([none, others]).lines
    assert [c.words for c in line.counts] == ["0", "0; those left are others"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (Extent(0, 0), "no more days"),
        (Extent(1, 1), "1 more day"),
        (Extent(0, 2), "0 to 2 more days"),
        (Extent(3, inf), "at least 3 more days"),
        (None, "not known for how many more days"),
    ],
)
def test_days_are_a_range(days: Extent | None, words: str) -> None:
    assert days_words(days) == words


def test_runways_stand_by_reading_with_each_tellers_below_the_whole() -> None:
    found, _, _ = valley.assessed()
    one, two = Runway(A, Extent(1, 2), "17 to 22"), Runway(A, Extent(1, 1), "17", teller="the army")
    other = Runway(B, Extent(0, 0), "none")
    read = Runway(B, Extent(2, 2), "20", claims=("c",))
    lines = reaches(
        found.agreement, [(B, {}, other), (B, {valley.PATH: "everybody"}, read), (A, {}, one), (A, {}, two)]
    )
    assert [(r.accounts, bool(r.reading), r.runway.teller) for r in lines] == [
        ((B,), False, ""),
        ((A,), False, ""),
        ((A,), False, "the army"),
        ((B,), True, ""),
    ]
    shown = runway_board(lines, (A, B))
    assert [[c.words for c in cells] for _, cells in shown.lines] == [["1 to 2 days", "0 days"], ["same", "2 days"]]


def test_where_nothing_is_earned_there_is_no_runway() -> None:
    found, _, _ = valley.assessed()
    assert reaches(found.agreement, [(A, {}, Runway(A, None, "nothing to count"))]) == ()


def test_talks_that_stand_alike_stand_together() -> None:
    found, _, _ = valley.assessed()
    (one,) = beside(found.talks(), found.accounts)
    assert one.accounts == tuple(found.accounts)
    assert (one.talks.state, one.truce.state) == ("under way", "in force")


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        (["13 October 2025", "14 October 2025", "15 October 2025"], ["13 to 15 October 2025"]),
        (["30 November 2023", "1 December 2023"], ["30 November to 1 December 2023"]),
        (["1 May 2023", "3 May 2023"], ["1 May 2023", "3 May 2023"]),
        (["day 7", "Northland", "31 June"], ["day 7", "Northland", "31 June"]),
        ([], []),
    ],
)
def test_days_that_follow_one_another_are_one_run(labels: list[str], words: list[str]) -> None:
    assert run_words(labels) == words


def test_a_verdict_without_an_opening_does_not_bind_yet() -> None:
    one = Verdict("d", "", State.PENDING, "", None)
    assert cell_words(Cell(A, (), (one,), State.PENDING), valley.AT, barred=True).words == "does not bind yet"
