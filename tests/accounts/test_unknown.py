"""What nobody tells is unknown: no duty is judged, and no figure held against another, as if it were none."""

from __future__ import annotations

import pytest
from accounts_sample import attack, day, fact

from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.incidents import incidents_of
from truceline.accounts.placed import Side, side_of_truce
from truceline.accounts.verdict import Verdict
from truceline.agreements.agreement import Agreement
from truceline.assessment import Assessment

TEXT = """
agreement: Truce between Northland and Southland
text_of: 2024-05-01
zone: Africa/Kigali
parties: {north: Northland, south: Southland}
mediators: [Lakeland]
people:
  hostages: {held_by: north}
  prisoners: {held_by: south}
goods:
  trucks: {called: [trucks]}
truce:
  from: 2024-05-02 00:00
  for: 4 days
  extended: {by: 1 day, for_each: 10 hostages}
duties:
  aid: {by: south, let in: 10 trucks, each: day, counted: on average}
  later aid: {by: south, let in: 10 trucks, each: day, counted: made up later}
  release: {by: north, release: 20 hostages, within: 4 days}
  quiet: {by: both, refrain from: attack}
"""


def assess(*facts: Fact, at: int = 9) -> Assessment:
    return Assessment(Agreement.parse(TEXT, "unknown.yaml"), incidents_of(facts), day(at))


def trucks(number: float, on: int | None, **changes: object) -> Fact:
    values = {"deed": "let in", "actors": ("Southland",), "what": ("trucks",), "known_on": 7}
    return fact(number, on=on, **(values | changes))


def verdicts(duty: str, *facts: Fact, account: str = "undisputed") -> tuple[Verdict, ...]:
    return assess(*facts).row(duty).cell(account).verdicts


def total(number: float, first: int, last: int) -> Fact:
    return trucks(number, None, measure=Measure.TOTAL, start=day(first), end=day(last + 1), day_known=True)


def rate(number: float, first: int, last: int) -> Fact:
    return trucks(number, None, per=(1.0, "day"), start=day(first), end=day(last + 1), day_known=True)


NONE_CAME = trucks(1, 4, told=Told.NOT_DONE, voice="report:r", speaker="the report")


@pytest.mark.parametrize(
    ("told", "state", "done"),
    [
        ([trucks(10, 2)], "unknown", Extent(10)),
        ([trucks(10, n) for n in (2, 3, 4)], "unknown", Extent(30)),
        ([trucks(8, n) for n in (2, 3, 4, 5)], "partly met", Extent.exactly(32)),
        ([*(trucks(8, n) for n in (2, 3, 5)), NONE_CAME], "partly met", Extent.exactly(24)),
        # What is told is enough, whatever came on the other days.
        ([trucks(40, 2)], "met", Extent(40)),
        ([trucks(10, 2), total(30, 2, 5)], "partly met", Extent.exactly(30)),
        ([trucks(10, 2), total(30, 2, 3)], "unknown", Extent(30)),
    ],
)
def test_days_of_which_nobody_tells_leave_their_sum_open(told: list[Fact], state: str, done: Extent) -> None:
    (found,) = verdicts("aid", *told)
    assert (found.state.value, found.done.low) == (state, done.low), found.sum
    if state != "met":
        assert found.done == done


def test_the_sum_says_of_how_many_days_nobody_tells() -> None:
    (found,) = verdicts("aid", trucks(10, 2))
    assert found.sum == "10 or more of 40; 4 x 10 = 40; nobody tells of three of the periods"


def test_an_average_over_the_whole_time_stands_for_days_of_which_nobody_tells() -> None:
    (found,) = verdicts("aid", trucks(10, 2), rate(7, 2, 5))
    assert (found.state.value, found.sum) == ("partly met", "7 on average against 10 each")


def test_an_average_over_a_part_of_the_time_says_nothing_of_the_rest() -> None:
    assert {v.state.value for v in verdicts("aid", trucks(10, 2), rate(7, 2, 3))} == {"unknown"}


def test_what_may_be_made_up_later_is_open_as_long_as_days_are_untold() -> None:
    states = [v.state.value for v in verdicts("later aid", trucks(10, 2), trucks(5, 4))]
    assert states == ["met", "unknown", "unknown", "unknown"]
    told = [
        v.state.value for v in verdicts("later aid", *(trucks(n, d) for n, d in ((10, 2), (5, 3), (5, 4), (20, 5))))
    ]
    assert told == ["met", "met late", "met late", "met"]


# --- figures ----------------------------------------------------------------------------------------------
def extended(number: float, **changes: object) -> Fact:
    values = {"deed": "extend", "actors": (), "what": ("day",), "known_on": 5}
    return fact(number, **({"on": 5} | values | changes))


def test_days_given_are_not_held_against_releases_of_which_nobody_tells() -> None:
    assert not [f for f in assess(extended(1)).findings() if f.about == "extension"]
    found = next(f for f in assess(extended(1), fact(20, on=2)).findings() if f.about == "extension")
    assert found.sentence == "one day was given for 20 + 1 x 10 = 30; 20 hostages that count were released."


def test_a_day_for_every_ten_is_no_extension_by_a_day() -> None:
    found = assess(extended(1, per=(10.0, "hostages"), on=None), fact(20, on=2))
    assert found.end().why == "4 days"
    assert not [f for f in found.findings() if f.about == "extension"]


# --- without a day ----------------------------------------------------------------------------------------
BREACH = "breaking the truce with rocket fire"


@pytest.mark.parametrize(
    ("words", "known_on", "state"),
    [
        (BREACH, 8, "broken"),
        ("violating the accord by firing rockets", 8, "broken"),
        ("it struck the port in violation of the ceasefire", 8, "broken"),
        ("it struck the port before the truce had ended", 8, "broken"),
        ("it struck the port", 8, "kept"),
        ("it struck the port after the truce had ended", 8, "kept"),
        # It may speak of an earlier truce.
        (BREACH, 1, "kept"),
    ],
)
def test_an_undated_deed_told_as_a_breach_came_while_the_truce_bound(words: str, known_on: int, state: str) -> None:
    told = attack(on=None, speaker="Northland", words=words, known_on=known_on)
    by_party = {v.instance: v for v in verdicts("quiet", told, account="Northland")}
    assert by_party["Southland"].state.value == {"broken": "missed", "kept": "met"}[state]
    assert by_party["Northland"].state.value == "met"
    assert {v.state.value for v in verdicts("quiet", told, account="Lakeland")} == {"met"}


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("shots at people moving north after the truce had begun", Side.WITHIN),
        ("it fired while the ceasefire was in force", Side.WITHIN),
        ("it fired during the four-day pause", Side.WITHIN),
        ("it fired after the collapse of the truce", Side.AFTER),
        ("it broke off the truce talks", Side.UNKNOWN),
        ("it fired", Side.UNKNOWN),
    ],
)
def test_words_place_a_deed_by_the_beginning_and_end_of_the_truce(words: str, side: Side) -> None:
    told = assess(attack(on=None, speaker="Northland", words=words, known_on=8))
    (version,) = told.accounts["Northland"].by_deed["attack"]
    assert side_of_truce(version) is side
