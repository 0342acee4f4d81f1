"""Which number a claim has: one of several, one that a clause shares, one that something is put at, and none."""

from __future__ import annotations

from functools import cache

import pytest

from truceline.model import Report
from truceline.reading.figures import find_figures
from truceline.reading.parse import parse
from truceline.reading.rules import RuleCoder

Counts = list[tuple[float | None, float | None]]


@cache
def coder() -> RuleCoder:
    return RuleCoder()


def numbers(text: str) -> Counts:
    return [(f.figure.low, f.figure.high) for f in find_figures(parse(text, ()))]


def told(text: str) -> dict[str, Counts]:
    """The words of each claim -> its figures."""
    made = coder().code(Report.of(text, language="en"))
    return {c.quote: [(f.low, f.high) for f in c.act.figures] for c in made}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Eleven did not come back.", [(11, 11)]),
        ("In June 7,400 did.", [(7400, 7400)]),
        ("The governor owned up to 30 dead.", [(30, 30)]),
        ("A bullet or two struck the wall.", [(1, 2)]),
        ("Half a tonne of rice went in.", [(0.5, 0.5)]),
        ("The farmers, put at 700 by the mayor, left.", [(700, 700)]),
        ("The mayor put it at nine.", [(9, 9)]),
        ("They may stay no longer than ten days.", [(None, 10)]),
        ("She believes that hundreds of those in the tents are ill.", [(200, 999)]),
        ("Six were hurt, one with burns.", [(6, 6), (1, 1)]),
        ("Four were laid to the police, one to the guard.", [(4, 4), (1, 1)]),
        ("They entered Aksu, Bela and four other villages.", [(6, 6)]),
        ("They opened a main gate and two lesser ones.", [(3, 3)]),
        ("A shell killed nine people, among them a nurse.", [(9, 9), (1, 1)]),
        ("Planes hit ten sites, including a bakery.", [(10, 10), (1, 1)]),
        ("A force of six northern, four southern and two eastern battalions came.", [(6, 6), (4, 4), (2, 2)]),
    ],
)
def test_numbers_that_are_put_in_few_words(text: str, expected: Counts) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They agreed on a plan of six points.",
        "Men between 16 and 50 were turned back.",
        "Her son, 19, stayed behind.",
        "They may recruit no one under 18.",
        "The road is open between six and nine in the morning.",
        "Post 7 heard nothing.",
        "Each of the four must withdraw.",
        "No attack was seen.",
        "They left one by one, and one after the other.",
    ],
)
def test_ages_labels_hours_and_those_who_were_named_are_no_number(text: str) -> None:
    assert numbers(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After ten days of talks they freed 40 prisoners.", (40, 40)),
        ("Forty years of war have cost 9,000 lives.", (9000, 9000)),
        ("The five offices took in 30 complaints.", (30, 30)),
        ("The army will bring its troops down from 900 to 400.", (400, 400)),
        ("A farmer was kidnapped by three men.", (1, 1)),
        ("Three of the eight lorries were held back.", (3, 3)),
        ("In May they let 50 people go.", (50, 50)),
        ("The plant had power for two days.", (2, 2)),
        ("The police arrested a colonel.", (1, 1)),
    ],
)
def test_a_claim_has_the_number_of_what_was_done(text: str, expected: tuple[float, float]) -> None:
    first, *_ = told(text).values()
    assert first == [expected]


def test_a_clause_shares_the_number_of_its_subject() -> None:
    found = told("Two roads were opened on Monday and closed again by the army.")
    assert found["closed again by the army"] == [(2, 2)]


def test_an_act_told_without_its_subject_shares_no_number_that_is_not_done_to_it() -> None:
    found = told("Two men came to the camp and shelled the bridge.")
    assert [] in found.values()


def test_a_length_of_time_that_only_dates_is_no_number() -> None:
    assert all(figures == [] for figures in told("The team came back after one day of talks.").values())


def test_they_are_to_do_none_counts_none() -> None:
    assert all(figures == [] for figures in told("The rebels promised to take no hostages.").values())


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("60 is the number of farmers kidnapped in May.", "kidnapped in May", (60, 60)),
        ("Prisoners are to be freed.", "Prisoners are to be freed", (None, None)),
    ],
)
def test_the_number_that_stands_apart_is_of_the_deed(text: str, words: str, expected: tuple[float, float]) -> None:
    assert told(text)[words] == [expected]


def test_a_number_that_is_held_against_another_is_told_too() -> None:
    found = told("The mission counted 48 shots, against 77 the week before.")
    assert [(77, 77)] in found.values()
    assert any(words.startswith("against 77") for words in found)


def test_a_part_is_told_in_its_own_words() -> None:
    found = told("They freed 49 people, including 23 women and two boys.")
    assert found["23 women"] == [(23, 23)]
    assert found["two boys"] == [(2, 2)]


def test_what_the_number_is_put_at_is_told_with_whoever_puts_it() -> None:
    found = told("The ministry put the dead at 31.")
    assert found == {"The ministry put the dead at 31": [(31, 31)]}


def test_a_bare_number_joined_to_a_noun_counts_the_same() -> None:
    found = find_figures(parse("Over 600 people left on Sunday and 460 the following day.", ()))
    assert [f.figure.unit for f in found] == ["people", "people"]


def test_a_plain_sentence_ends_where_the_next_tells_something_of_its_own() -> None:
    found = told("Thirty of them have left all the same, and all were taken to a school.")
    assert found["Thirty of them have left all the same"] == [(30, 30)]
