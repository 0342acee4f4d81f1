"""How many more days a truce can be extended, with the sum written out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

import people_values as make
from people_values import (
    CAPTIVES,
    DETAINEES,
    START,
    WOMEN,
    account,
    amount,
    day,
    earned,
    exchange,
    first_release,
    given,
    held,
    released,
    terms,
    version,
)
from truceline.accounts.account import Position, Version
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Measure
from truceline.agreements.terms import Earned, Length, Terms, Unit
from truceline.outlook.runway import Runway, runway, runways

OWN = Position.HELD


def text(**changes: object) -> Terms:
    return terms(first_release(20), exchange(), earned=earned(**changes))


def left(number: float, teller: str = "army", claim: str = "", on: int = 5, **more: object) -> Version:
    """A figure of women and children still held."""
    return held(number, on=on, teller=teller, kinds="woman, child", claim=claim, **{"position": OWN, **more})


def reckoned(*told: Version, speaker: str = "Ridge", at: int = 5, **changes: object) -> Runway:
    return runway(account(told, speaker), text(**changes), day(at))


@pytest.mark.parametrize(
    ("number", "days", "over", "words"),
    [
        (17, 1, 7, "17 = 1 x 10 + 7: one more day, 7 over, until 6 March, 08:00."),
        (22, 2, 2, "22 = 2 x 10 + 2: two more days, 2 over, until 7 March, 08:00."),
        (20, 2, 0, "20 = 2 x 10: two more days, until 7 March, 08:00."),
        (0, 0, 0, "Nobody is left to be counted: no more days."),
    ],
)
def test_the_pool_is_divided_by_what_a_day_asks_for(number: float, days: float, over: float, words: str) -> None:
    found = reckoned(left(number))
    assert (found.days, found.over) == (Extent.exactly(days), over)
    assert words in found.sum


def test_it_names_the_moment_from_the_end_of_the_truce() -> None:
    assert reckoned(left(17)).until == (START + timedelta(days=5),) * 2
    longer = version("extend", 3, on=4, what="days", by="")
    assert reckoned(left(17), longer).until == (START + timedelta(days=8),) * 2


def test_rival_figures_are_a_range_and_each_teller_has_a_line() -> None:
    told = account([left(17, "army"), left(22, "office")], "Ridge")
    found = runways(told, text(), day(5))
    assert [(r.teller, r.days, r.over) for r in found] == [
        ("", Extent(1, 2), None),
        ("army", Extent.exactly(1), 7),
        ("office", Extent.exactly(2), 2),
    ]
    assert "17 to 22 at 10 for 1 day: 1 to 2 more days" in found[0].sum
    assert found[0].until == (START + timedelta(days=5), START + timedelta(days=6))


def test_one_figure_can_be_taken_alone() -> None:
    told = account([left(17, "army", "army"), left(22, "office", "office")], "Ridge")
    assert runway(told, text(), day(5), figure=["office"]).days == Extent.exactly(2)


def dead(teller: str, **more: object) -> Version:
    return version("kill", 3, on=2, kinds="woman, child", by="", teller=teller, measure=Measure.STOCK, **more)  # type: ignore[arg-type]


def test_the_dead_of_the_accounts_own_word_are_taken_away() -> None:
    found = reckoned(left(17), dead("army", position=OWN))
    assert (found.pool, found.days, found.over) == (Extent.exactly(14), Extent.exactly(1), 4)
    assert "less 3 dead" in found.sum


def test_the_dead_of_whom_others_tell_may_be_left_out_of_the_figure_already() -> None:
    found = reckoned(left(17), dead("Valley"))
    assert (found.pool, found.days, found.over) == (Extent(14, 17), Extent.exactly(1), None)
    assert "4 to 7 over" in found.sum


def test_a_claim_can_be_supposed_whoever_tells_it() -> None:
    told = account([left(17), dead("Valley", taken=False, claim="dead")], "Ridge")
    assert runway(told, text(), day(5)).pool == Extent.exactly(17)
    assert runway(told, text(), day(5), suppose=["dead"]).pool == Extent.exactly(14)


def test_those_counted_living_lose_none_to_the_dead() -> None:
    living = left(7, qualities="living")
    assert reckoned(living, dead("army", position=OWN)).pool == Extent.exactly(7)


def test_whoever_says_that_those_left_are_others_has_nobody_left() -> None:
    others = held(None, on=5, teller="Valley", kinds="soldier", words="only soldiers are left", position=OWN)
    found = reckoned(others, left(17, position=Position.SILENT), speaker="Valley")
    assert (found.days, found.over) == (Extent.exactly(0), 0)
    assert "who says that those left are others" in found.sum


def test_tolerance_makes_a_day_of_fewer() -> None:
    found = reckoned(left(17), amount=replace(amount(10), about=True, enough=8))
    assert (found.days, found.over) == (Extent.exactly(2), 1)


@pytest.mark.parametrize(("carried", "days", "over"), [(True, 2, 0), (False, 1, 7)])
def test_what_was_released_beyond_what_was_asked_may_be_carried_over(carried: bool, days: float, over: float) -> None:
    found = reckoned(left(17), released(23, 2), surplus=carried)
    assert (found.days, found.over) == (Extent.exactly(days), over)
    assert ("3 carried over: 23 released, 20 asked for so far" in found.sum) is carried


def test_too_few_released_so_far_take_nothing_away() -> None:
    assert reckoned(left(17), released(15, 2), surplus=True).pool == Extent.exactly(17)


@pytest.mark.parametrize(("kinds", "pool"), [("woman, child", Extent(7, 12)), ("", Extent.exactly(17))])
def test_whom_others_hold_is_taken_away_as_far_as_it_is_told_of_them(kinds: str, pool: Extent) -> None:
    away = held(None, teller="the report", by="Hill band", kinds=kinds)
    fact = replace(away.incident.facts[0], count=Extent(5, 10), measure=Measure.STOCK)
    away = replace(away, incident=replace(away.incident, facts=(fact,)))
    found = reckoned(left(17), away)
    assert found.pool == pool
    assert bool(found.caveats) is (not kinds)
    assert "Hill band" in found.sum


def test_the_longest_the_truce_may_last_cuts_it() -> None:
    found = reckoned(left(90), cap=Length(6, Unit.DAYS))
    assert found.days == Extent.exactly(2)
    assert "The cap of 6 days in all leaves two more days." in found.sum


def test_the_most_that_may_be_given_in_exchange_cuts_it() -> None:
    found = reckoned(left(90), given(60, 2), cap_count=amount(130, "detainees"))
    assert found.days == Extent.exactly(2)
    assert "The cap of 130 detainees in all leaves two more days." in found.sum


def test_a_cap_that_is_passed_leaves_nothing() -> None:
    assert reckoned(left(90), cap=Length(3, Unit.DAYS)).days == Extent.exactly(0)


def test_an_unknown_pool_is_an_unknown_number_of_days() -> None:
    found = reckoned()
    assert (found.days, found.over) == (Extent(), None)
    assert found.sum.startswith("Nobody says how many women and children are held")
    capped = reckoned(cap=Length(6, Unit.DAYS))
    assert capped.days == Extent(0, 2)
    assert "at most two more days" in capped.sum


def test_an_agreement_that_earns_nothing_has_no_number() -> None:
    found = runway(account([left(17)], "Ridge"), terms(first_release()), day(5))
    assert found.days is None
    assert "no extension that is earned" in found.sum


def test_a_rate_of_nothing_is_no_crash() -> None:
    assert reckoned(left(17), amount=amount(0)).days is None


def test_any_captive_counts_where_no_category_is_asked() -> None:
    found = reckoned(held(136, on=5, teller="army", position=OWN), category="")
    assert (found.days, found.over) == (Extent.exactly(13), 6)
    assert found.sum.startswith("136 captives held")


def test_longer_steps_are_told_in_their_own_unit_and_in_days() -> None:
    found = reckoned(left(17), by=Length(1, Unit.WEEKS))
    assert found.days == Extent.exactly(7)
    assert "one more week" in found.sum


def test_every_step_names_its_claims() -> None:
    figure, deaths = left(17, claim="figure"), dead("army", position=OWN, claim="deaths")
    found = reckoned(figure, deaths)
    assert [s.claims for s in found.steps] == [("figure",), ("deaths",)]
    assert found.claims == ("figure", "deaths")


def test_swapping_two_names_swaps_the_runway_and_nothing_else() -> None:
    swap = {"Ridge": "Valley", "Valley": "Ridge"}
    people = tuple(replace(p, held_by=tuple(swap[n] for n in p.held_by)) for p in (CAPTIVES, DETAINEES))
    base = Earned(Length(1, Unit.DAYS), amount(10), "captives", ("Ridge",), WOMEN.name)
    mirrored = terms(replace(first_release(), by=("Ridge",)), earned=base, people=people)
    one = runway(account([left(17, "Ridge")], "Ridge"), text(), day(5))
    other = runway(account([left(17, "Valley", by="Ridge")], "Valley"), mirrored, day(5))
    assert other.sum == one.sum.replace("Ridge", "Valley")
    assert (other.days, other.over, other.until) == (one.days, one.over, one.until)


def test_the_moment_of_the_sample_is_in_its_zone() -> None:
    assert START.tzinfo is make.ZONE
