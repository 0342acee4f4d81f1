"""Whom a version speaks of, and towards which population and category they count."""

from __future__ import annotations

from dataclasses import replace

import pytest

from people_values import CAPTIVES, DETAINEES, WOMEN, released, total, version, with_parts
from truceline.accounts.extent import Extent
from truceline.accounts.kinds import plain
from truceline.accounts.people import Fit, Sorter, belongs, beside, count_towards, fit_of, fits, outside
from truceline.agreements.terms import Category, Population

BOTH = (CAPTIVES, DETAINEES)
NATIONS = Population(
    "bodies", called=("bodies",), categories=(Category("Ridgers", (("Ridger",),)), Category("others", (("foreign",),)))
)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("woman", {"woman"}),
        ("women", {"woman"}),
        ("child under 19", {"child"}),
        ("woman or child", {"woman", "child"}),
        ("girl", {"girl", "child"}),
        ("Ridger", {"Ridger"}),
        ("minor", {"child"}),
    ],
)
def test_a_word_stands_for_its_plain_kinds(words: str, expected: set[str]) -> None:
    assert plain(words) == expected


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("", Fit.MAYBE),
        ("woman", Fit.YES),
        ("woman, child", Fit.YES),
        ("minor", Fit.YES),
        ("man", Fit.NO),
        ("woman, man", Fit.MAYBE),
        ("woman, soldier", Fit.NO),
        ("Ridger", Fit.MAYBE),
        ("woman, Ridger", Fit.YES),
        ("dead", Fit.MAYBE),
    ],
)
def test_kinds_fit_a_category_as_far_as_they_tell(kinds: str, expected: Fit) -> None:
    assert fit_of(version("release", 1, kinds=kinds), CAPTIVES, WOMEN) is expected


@pytest.mark.parametrize(
    ("kinds", "expected"), [("woman", Fit.MAYBE), ("woman, soldier", Fit.YES), ("man, soldier", Fit.NO)]
)
def test_kinds_that_are_asked_for_together_are_all_needed(kinds: str, expected: Fit) -> None:
    category = Category("female soldiers", (("woman", "soldier"),))
    population = replace(CAPTIVES, categories=(category, WOMEN))
    assert fit_of(version("release", 1, kinds=kinds), population, category) is expected


@pytest.mark.parametrize(
    ("kinds", "expected"), [("Ridger, dead", Fit.YES), ("foreign, dead", Fit.NO), ("dead", Fit.MAYBE)]
)
def test_kinds_of_other_questions_do_not_blur_a_category(kinds: str, expected: Fit) -> None:
    assert fit_of(version("return", 1, what="bodies", kinds=kinds), NATIONS, NATIONS.categories[0]) is expected


def test_everyone_fits_where_no_category_is_asked() -> None:
    assert fits(frozenset({"soldier"}), frozenset(), None, CAPTIVES) is Fit.YES


def test_a_category_of_all_but_some_takes_whoever_is_told_otherwise() -> None:
    category = Category("all but soldiers", never=("soldier",))
    assert fits(frozenset({"civilian"}), frozenset(), category, None) is Fit.YES
    assert fits(frozenset({"soldier"}), frozenset(), category, None) is Fit.NO
    assert fits(frozenset(), frozenset(), category, None) is Fit.MAYBE


@pytest.mark.parametrize(
    ("what", "by", "expected"),
    [
        ("captives", "Valley", "captives"),
        ("Ridgers", "", "captives"),
        ("Ridger captives", "", "captives"),
        ("bodies of captives", "", "captives"),
        ("list of captives", "Valley", ""),
        ("detainees", "Ridge", "detainees"),
        ("hostages", "Valley", "captives"),
        ("hostages", "Ridge", "detainees"),
        ("hostages", "", ""),
        ("women and children", "Valley", "captives"),
        ("women and children", "", ""),
        ("trucks", "Valley", ""),
        ("", "Ridge", "detainees"),
    ],
)
def test_words_decide_and_then_who_holds_them(what: str, by: str, expected: str) -> None:
    made = version("release", 1, what=what, by=by)
    assert [p.name for p in BOTH if belongs(made, p, BOTH)] == [n for n in (expected,) if n]


def test_people_told_by_their_nation_belong_where_a_word_implies_it() -> None:
    made = version("release", 1, what="man", by="", kinds="man, Ridger")
    assert belongs(made, CAPTIVES, BOTH)
    assert not belongs(made, DETAINEES, BOTH)


def test_a_whole_without_words_of_its_own_belongs_where_all_of_its_parts_do() -> None:
    whole = version("release", 27, what="people", by="")
    whole = with_parts(whole, version("release", 23, what="foreigners", by=""), version("release", 4, what="Ridgers"))
    assert Sorter(BOTH).places(whole) == {"captives"}


@pytest.mark.parametrize(
    ("qualities", "kinds", "counts_as", "stands"),
    [
        ("", "", None, None),
        ("in the deal", "", False, False),
        ("outside the deal", "", True, True),
        ("outside the deal, counts", "", False, True),
        ("in the deal, does not count", "", True, True),
        ("counts", "", False, False),
        ("", "foreign", True, True),
        ("in the deal", "foreign", False, False),
        ("in the deal, outside the deal", "", None, None),
    ],
)
def test_what_is_said_of_the_deal_goes_before_the_kinds(
    qualities: str, kinds: str, counts_as: bool | None, stands: bool | None
) -> None:
    made = version("release", 1, qualities=qualities, kinds=kinds)
    assert outside(made, CAPTIVES) is counts_as
    assert beside(made, CAPTIVES) is stands


def test_what_may_fall_in_widens_the_sum_from_nothing() -> None:
    told = [released(5, 1, kinds="woman"), released(3, 2), released(4, 3, kinds="man"), released(2, 4, kinds="foreign")]
    assert count_towards(told, CAPTIVES, WOMEN, outside_counts=False) == Extent(5, 10)


def test_those_outside_count_where_the_reading_says_so() -> None:
    apart = released(2, 1, kinds="woman", qualities="outside the deal")
    assert count_towards([apart], CAPTIVES, WOMEN, outside_counts=False) == Extent.exactly(0)
    assert count_towards([apart], CAPTIVES, WOMEN, outside_counts=True) == Extent.exactly(2)


def test_a_part_is_not_counted_beside_its_whole() -> None:
    whole = with_parts(released(13, 1), released(9, 1, kinds="woman"), released(4, 1, kinds="man"))
    assert count_towards([whole], CAPTIVES, None, False) == Extent.exactly(13)
    assert count_towards([whole], CAPTIVES, WOMEN, False) == Extent.exactly(9)


def test_a_part_that_the_account_does_not_take_leaves_the_whole_as_it_is() -> None:
    whole = with_parts(released(13, 1), replace(released(9, 1), taken=False, count=None))
    assert count_towards([whole], CAPTIVES, None, False) == Extent.exactly(13)


def test_parts_that_come_to_more_than_the_whole_do_not_raise_it() -> None:
    whole = with_parts(released(10, 1), released(7, 1, kinds="woman"), released(6, 1, kinds="child"))
    assert count_towards([whole], CAPTIVES, None, False) == Extent.exactly(10)


@pytest.mark.parametrize(
    ("told", "expected"), [(12, 12), (8, 8), (5, 8)], ids=["some days missing", "the same", "an old total"]
)
def test_a_running_total_adds_only_what_the_days_lack(told: float, expected: float) -> None:
    days = [released(5, 1), released(3, 2)]
    summed = total("release", told, 1, 3, qualities="in the deal")
    assert count_towards([*days, summed], CAPTIVES, None, False) == Extent.exactly(expected)


def test_days_beyond_a_running_total_are_added_to_it() -> None:
    summed = total("release", 10, 1, 2, qualities="in the deal")
    assert count_towards([summed, released(3, 5)], CAPTIVES, None, False) == Extent.exactly(13)


def test_a_running_total_silent_about_the_deal_may_hold_those_released_apart() -> None:
    told = [released(5, 1), released(2, 2, qualities="outside the deal"), total("release", 9, 1, 3)]
    assert count_towards(told, CAPTIVES, None, False) == Extent(5, 7)


def test_rates_and_mentions_are_no_numbers_of_people() -> None:
    rate = version("release", 3, on=1, per=(1.0, "hostage"))
    rate = replace(rate, incident=replace(rate.incident, facts=rate.incident.facts))
    mention = released(7, 2)
    mention = replace(mention, incident=replace(mention.incident, mention=True))
    assert count_towards([rate, mention, released(5, 1)], CAPTIVES, None, False) == Extent.exactly(5)


def test_an_untold_number_stays_unknown() -> None:
    assert not count_towards([released(None, 1)], CAPTIVES, None, False).known  # type: ignore[arg-type]


def test_names_decide_nothing_but_themselves() -> None:
    swapped = {"Ridge": "Valley", "Valley": "Ridge"}
    for what in ("captives", "detainees", "hostages", ""):
        for by in ("Ridge", "Valley", ""):
            made = version("release", 1, what=what, by=by)
            other = version("release", 1, what=what, by=swapped.get(by, ""))
            people = tuple(replace(p, held_by=tuple(swapped[n] for n in p.held_by)) for p in BOTH)
            assert Sorter(BOTH).places(made) == Sorter(people).places(other)
