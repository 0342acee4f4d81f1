"""One report and no agreement: the rule as it is told, the figures, the positions, and what they come to."""

from __future__ import annotations

from importlib.resources import files

import pytest

from truceline.accounts.fact import Fact
from truceline.accounts.facts import facts_of
from truceline.agreements.clock import zone
from truceline.case import Case
from truceline.outlook.runway import Runway
from truceline.outlook.told import Rule, rate_as_told, rules

DISPATCH = (files("truceline") / "data" / "demo" / "2023-12-02-talks-stall.txt").read_text(encoding="utf-8")
OWN_WORDS = """Title: Pause at the river ends
Publisher: Example Agency
Published: 2024-05-06

NAIROBI, May 6 - The pause at the river is over. Under the accord Northland had granted one more day of quiet for every
five hostages whom the Ridge Front let go.

The Northland army says that 40 hostages are still with the Ridge Front, including 12 women and children. Northland
demands that the women be released first. The Ridge Front says that all the women who are left are soldiers, which
Northland denies.
"""


REPORTS = {"dispatch": DISPATCH, "own words": OWN_WORDS}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Fact, ...]]:
    """The facts of each report, read into a case of its own."""
    found = {}
    for name, text in REPORTS.items():
        with Case.create(tmp_path_factory.mktemp("alone") / "case.db", zone="UTC", author="Ana") as case:
            case.read_text(text, name="report.txt")
            view = case.view()
            known = {id: a.known for id, a in view.arrivals.items()}
            found[name] = facts_of(view.current, known, (), zone("Asia/Jerusalem"))
    return found


def rule(facts: tuple[Fact, ...]) -> Rule:
    (found,) = rules(facts)
    return found


@pytest.mark.parametrize(("name", "amount"), [("dispatch", 10), ("own words", 5)])
def test_the_rule_is_found_as_it_is_told(told: dict[str, tuple[Fact, ...]], name: str, amount: float) -> None:
    found = rule(told[name])
    assert (found.by.amount, found.by.unit.value, found.amount, found.of) == (1, "days", amount, "hostages")


@pytest.mark.parametrize(
    ("name", "who", "days", "over", "words"),
    [
        ("dispatch", "Israel Defense Forces", 1, 7, "of 136 hostages held: 17 women and children held"),
        ("dispatch", "Hamas", 0, 0, "those left are others"),
        ("own words", "army", 2, 2, "of 40 hostages held: 12 women and children held"),
        ("own words", "Ridge Front", 0, 0, "those left are others"),
    ],
)
def test_each_side_has_a_runway_of_its_own(
    told: dict[str, tuple[Fact, ...]], name: str, who: str, days: float, over: float, words: str
) -> None:
    found = by_speaker(rate_as_told(told[name]), who)
    assert found.days is not None
    assert (found.days.low, found.days.high, found.over) == (days, days, over)
    assert words in found.sum


def by_speaker(found: tuple[Runway, ...], who: str) -> Runway:
    (one,) = [r for r in found if who in r.speaker]
    return one


@pytest.mark.parametrize("name", REPORTS)
def test_the_teller_of_the_rule_is_named(told: dict[str, tuple[Fact, ...]], name: str) -> None:
    found = rate_as_told(told[name])
    assert {r.rule_by for r in found} == {rule(told[name]).speaker}
    assert all(set(rule(told[name]).claims) <= set(r.claims) for r in found)


@pytest.mark.parametrize("name", REPORTS)
def test_without_a_rule_there_is_nothing_to_count(told: dict[str, tuple[Fact, ...]], name: str) -> None:
    assert rate_as_told([f for f in told[name] if f.per is None]) == ()
    assert rate_as_told(()) == ()
