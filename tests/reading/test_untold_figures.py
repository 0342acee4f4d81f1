"""Figures that a clause leaves to be understood: shares, those that it describes, and people without a number."""

from __future__ import annotations

from functools import cache

import pytest

from truceline.model import Claim, Report
from truceline.reading.figures import find_figures
from truceline.reading.parse import parse
from truceline.reading.rules import RuleCoder


@cache
def coder() -> RuleCoder:
    return RuleCoder()


def claims(text: str) -> tuple[Claim, ...]:
    return coder().code(Report.of(text, language="en"))


def figures(text: str) -> list[tuple[float | None, float | None, str]]:
    return [(f.figure.low, f.figure.high, f.figure.unit) for f in find_figures(parse(text, ()))]


def of_acts(text: str, type_: str) -> list[tuple[float | None, float | None, str]]:
    found = [c.act for c in claims(text) if c.act.type == type_]
    return [(f.low, f.high, f.unit) for act in found for f in act.figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A fifth of the town's residents had left.", [(None, None, "residents")]),
        ("Two-thirds of the population depend on aid.", [(None, None, "population")]),
        ("About a third are children.", [(None, None, "")]),
        ("A little over half have been built.", [(None, None, "")]),
        ("A handful have been found.", [(None, None, "")]),
        ("Most of them were freed.", [(None, None, "")]),
        ("One man was killed and a third was wounded.", [(1, 1, "man")]),
        ("It was the most violent night.", []),
        ("A third group left on the third of May.", []),
        ("Half a dozen men left.", [(6, 6, "men")]),
    ],
)
def test_a_share_is_an_amount_without_a_number(
    text: str, expected: list[tuple[float | None, float | None, str]]
) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police put civilian deaths at six.", [(6, 6, "deaths")]),
        ("The army estimates its losses at about 40.", [(40, 40, "losses")]),
        ("They met at six.", []),
    ],
)
def test_a_number_that_something_is_put_at_counts_it(text: str, expected: list[tuple[float, float, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The four soldiers who were freed on Monday went home.", (4, 4, "soldiers")),
        ("Some 40 farmers are believed to have been freed.", (40, 40, "farmers")),
        ("The ministry demanded the release of all hostages.", (None, None, "hostages")),
        ("The rebels promised to free political prisoners.", (None, None, "prisoners")),
        ("The group undertook to release the others.", (None, None, "others")),
    ],
)
def test_those_a_clause_frees_are_its_figure(text: str, expected: tuple[float | None, float | None, str]) -> None:
    assert expected in of_acts(text, "RETREAT")


def test_what_is_said_of_a_number_does_not_have_it() -> None:
    found = claims("The rebels spoke of 40 prisoners, which the government rejects.")
    assert not [c for c in found if c.act.type == "REJECT" and c.act.figures]


def test_things_let_go_are_no_number_of_people() -> None:
    assert not any(act.figures for act in (c.act for c in claims("The army released the maps.")))


def test_those_of_a_kind_are_counted_beyond_the_deed() -> None:
    found = claims("The army put the number of rebels killed at 54.")
    assert 54 in [f.low for c in found for f in c.act.figures]
