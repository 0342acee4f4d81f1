"""What the figures of an account must obey: conflicts, what reconciles them, and what holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

import people_values as make
from people_values import (
    CAPTIVES,
    DETAINEES,
    WOMEN,
    account,
    day,
    earned,
    exchange,
    first_release,
    given,
    held,
    released,
    terms,
    total,
    version,
    with_parts,
)
from truceline.accounts.account import Account, Version
from truceline.accounts.constraints import Finding, FindingKind, constraints, shared
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Measure
from truceline.agreements.terms import Category, Duty, DutyKind, Population, Ratio, Terms

KEY = terms(exchange())


def findings(versions: list[Version], text: Terms = KEY, at: int = 25) -> tuple[Finding, ...]:
    return constraints(account(versions), text, day(at))


def only(versions: list[Version], kind: FindingKind, about: str = "", text: Terms = KEY) -> Finding:
    found = [f for f in findings(versions, text) if f.kind is kind and about in f.about]
    assert len(found) == 1, [f.sentence for f in found]
    return found[0]


def seven_days() -> list[Version]:
    """Seven days, three for one, the last of which only comes out with two who were released apart before."""
    women = released(2, 6, kinds="woman, Ridger", qualities="outside the deal", claim="women")
    man = released(1, 3, kinds="man, Ridger", qualities="outside the deal", claim="man")
    foreign = [released(n, d, what="foreigners", qualities="outside the deal") for d, n in ((1, 11), (2, 4), (6, 4))]
    days = zip(range(1, 8), (13, 13, 13, 11, 10, 10, 8), (39, 39, 39, 33, 30, 30, 30), strict=True)
    return [women, man, *foreign, *(v for d, r, g in days for v in (released(r, d, kinds="Ridger"), given(g, d)))]


# --- exchange -----------------------------------------------------------------------------------------
def test_the_fewest_assumptions_that_reconcile_an_exchange_are_found_by_themselves() -> None:
    found = only(seven_days(), FindingKind.CONFLICT, "exchange")
    assert found.sentence.startswith("3 x 78 = 234, while 240 detainees were given, which is 3 x 80.")
    assert "Not so: 30 against 3 x 8 on 7 March." in found.sentence
    assert [r.sentence for r in found.reconciled_by] == ["the two women of 6 March count, the man of 3 March does not"]
    assert (found.reconciled_by[0].counts, found.reconciled_by[0].does_not_count) == (("women",), ("man",))
    assert {234.0, 240.0, 78.0} <= set(found.numbers)
    assert not found.cut


def test_whom_the_agreement_puts_outside_is_never_assumed_to_count() -> None:
    told = [released(8, 1), released(2, 1, what="foreigners", qualities="outside the deal"), given(30, 1)]
    found = only(told, FindingKind.CONFLICT, "exchange")
    assert all(not r.counts for r in found.reconciled_by)


def test_who_says_that_they_count_is_named_beside_the_assumption() -> None:
    women = released(2, 1, kinds="woman", qualities="outside the deal, counts", claim="women")
    found = only([released(8, 1), women, given(30, 1)], FindingKind.CONFLICT, "exchange")
    assert [r.told for r in found.reconciled_by] == [("women",)]


def test_setting_figures_aside_comes_last_and_every_smallest_way_is_given() -> None:
    found = only([released(8, 1), given(30, 1)], FindingKind.CONFLICT, "exchange")
    assert [r.sentence for r in found.reconciled_by] == [
        "one leaves aside the eight captives of 1 March",
        "one leaves aside the 30 detainees of 1 March",
    ]
    assert [set(c.claims) for c in found.conflicts] == [set(found.claims)]


def test_some_released_under_the_deal_may_not_count() -> None:
    told = [released(9, 1), released(1, 2, claim="one"), given(27, 1), given(0, 2)]
    found = only(told, FindingKind.CONFLICT, "exchange")
    assert [(r.sentence, r.does_not_count) for r in found.reconciled_by] == [
        ("the captive of 2 March does not count", ("one",))
    ]


def test_an_exchange_that_comes_out_is_said_to() -> None:
    found = only([released(3, 1), given(9, 1)], FindingKind.HOLDS, "exchange")
    assert found.sentence == "3 x 3 = 9, and 9 detainees were given. Day by day: 9 = 3 x 3 on 1 March."


def test_days_told_on_one_side_only_are_not_held_against_the_other() -> None:
    assert not [f for f in findings([released(3, 1), given(9, 1), released(5, 4)]) if f.kind is FindingKind.CONFLICT]


def test_days_that_cannot_be_told_apart_are_taken_together() -> None:
    overnight = given(9, 2)
    overnight = replace(overnight, start=day(1), incident=replace(overnight.incident, start=day(1)))
    found = only([released(3, 1), released(2, 2), overnight, given(6, 2)], FindingKind.HOLDS, "exchange")
    assert "from 1 March to 2 March" in found.sentence


SOLDIERS = Category("soldiers", (("woman", "soldier"),))
CIVILIANS = Category("civilians", (("woman", "civilian"), ("child",)), never=("soldier",))
KEYED = replace(CAPTIVES, categories=(CIVILIANS, SOLDIERS))
KEYS = terms(exchange(30, "civilians", "civilians"), exchange(50, "soldiers", "soldiers"), people=(KEYED, DETAINEES))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([released(3, 1, kinds="woman, civilian"), given(90, 1)], "90 = 30 x 3 on 1 March"),
        ([released(4, 1, kinds="woman, soldier"), given(200, 1)], "200 = 50 x 4 on 1 March"),
        (
            [released(1, 1, kinds="woman, soldier"), released(2, 1, kinds="child"), given(110, 1)],
            "110 = 50 x 1 + 30 x 2 on 1 March",
        ),
    ],
)
def test_each_release_has_the_key_of_its_category(told: list[Version], words: str) -> None:
    assert words in only(told, FindingKind.HOLDS, "civilians", KEYS).sentence


def test_a_day_with_somebody_of_no_known_key_is_not_judged() -> None:
    told = [released(3, 1, kinds="woman"), given(183, 1)]
    assert not findings(told, KEYS)


RETURNS = Population("bodies", ("Valley",), ("bodies",), categories=(Category("Ridgers", (("Ridger",),)),), outside=())
BACK = Population("Valley's dead", ("Ridge",), ("Valley's dead",))


def bodies(category: str) -> Terms:
    ratio = Ratio(15, 1, "bodies", ("Valley",), "return", category)
    duty = Duty("exchange of bodies", DutyKind.COUNT, ("Ridge",), ("return",), what="Valley's dead", ratio=ratio)
    return terms(
        duty, people=(replace(RETURNS, categories=(*RETURNS.categories, Category("others", (("foreign",),)))), BACK)
    )


def counts_of_bodies() -> list[Version]:
    told = []
    for until, all_, own, back in ((5, 10, 9, 135), (12, 20, 18, 270)):
        whole = total("return", all_, 1, until, what="bodies")
        parts = (
            total("return", own, 1, until, what="bodies", kinds="Ridger", part_of=whole),
            total("return", all_ - own, 1, until, what="bodies", kinds="foreign", part_of=whole),
        )
        told += [with_parts(whole, *parts), total("return", back, 1, until, what="Valley's dead", by="Ridge")]
    return told


def test_a_key_taken_on_one_category_holds_for_running_totals() -> None:
    found = only(counts_of_bodies(), FindingKind.HOLDS, "exchange of bodies", bodies("Ridgers"))
    assert found.sentence == "135 = 15 x 9 by 5 March; 270 = 15 x 18 by 12 March."


def test_a_key_that_runs_on_one_category_only_is_found_out() -> None:
    found = only(counts_of_bodies(), FindingKind.CONFLICT, "exchange of bodies", bodies(""))
    assert [r.sentence for r in found.reconciled_by] == ["only Ridgers count"]


def test_a_key_of_nothing_is_no_crash() -> None:
    duty = exchange()
    assert duty.ratio is not None
    text = terms(replace(duty, ratio=replace(duty.ratio, take=0)))
    assert not [f for f in findings([released(3, 1), given(9, 1)], text) if f.about == "exchange"]


# --- totals, parts, rivals ----------------------------------------------------------------------------
DAYS = [given(39, 1), given(33, 2), given(30, 3)]


def test_a_running_total_that_the_days_come_to_holds() -> None:
    found = only([*DAYS, total("release", 102, 1, 3, what="detainees", by="Ridge")], FindingKind.HOLDS)
    assert found.sentence == "39 + 33 + 30 = 102, as the 102 told from 1 March to 3 March."


def test_a_total_of_an_earlier_day_is_shown_stale_with_the_day() -> None:
    found = only([*DAYS, total("release", 72, 1, 4, what="detainees", by="Ridge")], FindingKind.STALE)
    assert found.sentence == "72 is what the days came to by 2 March; by 4 March they came to 102."


def test_a_total_of_less_than_the_days_that_no_day_came_to_is_a_conflict() -> None:
    found = only([*DAYS, total("release", 80, 1, 3, what="detainees", by="Ridge")], FindingKind.CONFLICT)
    assert found.sentence == "39 + 33 + 30 = 102, 22 more than the 80 told from 1 March to 3 March."
    assert found.reconciled_by


def test_a_total_of_more_than_the_days_may_mean_that_days_are_missing() -> None:
    found = only([*DAYS, total("release", 110, 1, 3, what="detainees", by="Ridge")], FindingKind.MORE)
    assert found.sentence == "39 + 33 + 30 = 102, 8 fewer than the 110 told from 1 March to 3 March."
    assert not found.reconciled_by


def test_a_total_of_more_may_count_those_released_apart() -> None:
    told = [released(10, 1), released(2, 2, kinds="woman", qualities="outside the deal", claim="two")]
    found = only([*told, total("release", 12, 1, 3, qualities="in the deal")], FindingKind.MORE)
    assert [r.counts for r in found.reconciled_by] == [("two",)]


def parts(whole: float, *told: tuple[str, float]) -> list[Version]:
    top = held(whole, claim="whole")
    return [top, *(held(n, kinds=k, what=k, part_of=top) for k, n in told)]


def test_parts_that_come_to_the_whole_hold_in_each_breakdown() -> None:
    told = parts(137, ("man", 115), ("woman", 20), ("child", 2), ("Ridger", 126), ("foreign", 11), ("elderly", 10))
    sums = [f.sentence for f in findings(told) if f.kind is FindingKind.HOLDS]
    assert sums == ["115 + 20 + 2 = 137.", "126 + 11 = 137."]


def test_two_breakdowns_of_the_same_kinds_can_both_come_out() -> None:
    told = parts(137, ("man", 115), ("woman", 20), ("child", 2), ("male", 117))
    assert {f.sentence for f in findings(told)} == {"115 + 20 + 2 = 137.", "117 + 20 = 137."}


def test_a_number_that_fits_no_breakdown_is_a_conflict() -> None:
    told = parts(359, ("man", 335), ("woman", 23), ("child", 1), ("men", 333))
    sentences = [f.sentence for f in findings(told) if f.kind is FindingKind.CONFLICT]
    assert "333 + 23 + 1 = 357, while the whole is told as 359." in sentences


@pytest.mark.parametrize(
    ("told", "conflict"), [((("man", 8), ("woman", 5)), True), ((("man", 6), ("woman", 2)), False)]
)
def test_parts_may_leave_room_but_not_be_more(told: tuple[tuple[str, float], ...], conflict: bool) -> None:
    assert any(f.kind is FindingKind.CONFLICT for f in findings(parts(12, *told))) is conflict


def two_tellers(first: float, second: float, about: bool = False) -> Version:
    one = released(first, 3, teller="one", about=about)
    other = released(second, 3, teller="other").incident.facts[0]
    both = replace(one.incident, facts=(*one.incident.facts, other))
    return replace(
        one, incident=both, claims=(*one.claims, other.claim), count=Extent(min(first, second), max(first, second))
    )


def test_rival_numbers_of_one_deed_stand_side_by_side() -> None:
    found = only([two_tellers(10, 12)], FindingKind.CONFLICT)
    assert found.sentence == "captives released on 3 March: 10 by one and 12 by other; they cannot all be true."


def test_about_ten_and_ten_and_a_half_are_no_rivals() -> None:
    assert not [f for f in findings([two_tellers(100, 105, about=True)]) if f.kind is FindingKind.CONFLICT]


def test_a_number_that_takes_in_those_released_apart_is_no_rival() -> None:
    apart = released(1, 3, kinds="man", qualities="outside the deal")
    made = two_tellers(13, 14)
    first, second = made.incident.facts
    facts = (first, replace(second, qualities=frozenset()))
    made = replace(made, incident=replace(made.incident, facts=facts))
    assert not [f for f in findings([made, apart]) if f.kind is FindingKind.CONFLICT]
    assert [f for f in findings([made]) if f.kind is FindingKind.CONFLICT]


# --- those taken and held -----------------------------------------------------------------------------
def taken(number: float = 240, about: bool = True) -> Version:
    return version("capture", number, on=-30, about=about, claim="taken")


def test_those_taken_are_those_held_and_back() -> None:
    back = [released(105, 2, qualities=""), version("recover", 2, on=1, what="bodies of captives")]
    found = only([taken(), held(137, on=5, claim="held"), *back], FindingKind.CONFLICT, "captives")
    assert found.sentence.startswith("137 + 105 + 2 = 244, against about 240 taken")
    assert [r.sentence for r in found.reconciled_by] == ["about 240 taken stands for 244, less than a tenth off"]


def test_exact_figures_are_reconciled_by_setting_one_aside() -> None:
    found = only([taken(240, about=False), held(137, on=5), released(105, 2)], FindingKind.CONFLICT, "captives")
    assert [len(c.words) for c in found.conflicts] == [3]
    assert [r.sentence for r in found.reconciled_by] == [
        "one leaves aside 240 taken",
        "one leaves aside 137 held by the word of Ridge on 5 March",
        "one leaves aside 105 back",
    ]


def test_the_dead_may_or_may_not_be_among_the_held() -> None:
    told = [taken(100, about=False), held(60, on=5), released(30, 2), version("kill", 10, on=3, by="")]
    assert not [f for f in findings(told) if f.kind is FindingKind.CONFLICT]


def test_a_population_below_none_is_a_finding() -> None:
    found = only([held(3, on=1), released(5, 3)], FindingKind.NEGATIVE)
    assert found.sentence.startswith("2 more are said to have left than were held")


def test_those_held_cannot_become_more_with_nobody_taken() -> None:
    found = only([held(137, on=1), held(138, on=6, teller="army")], FindingKind.CONFLICT)
    assert "nobody left between" in found.sentence


def test_people_of_whom_no_word_says_who_they_are_are_told_so() -> None:
    found = only([released(4, 2, what="", by="", claim="stray")], FindingKind.UNPLACED)
    assert found.sentence == (
        "No report says in a word who these people are, so that no population of the agreement takes them."
    )


def test_many_figures_of_few_days_are_not_called_days() -> None:
    told = [released(1, 1 + n % 7, claim=f"r{n}") for n in range(14)]
    found = [f.sentence for f in findings([*told, total("release", 14, 1, 7)]) if "14 told" in f.sentence]
    assert found == ["The 14 figures told of seven days come to 14, as the 14 told from 1 March to 7 March."]


def test_claims_that_fit_no_population_are_flagged() -> None:
    found = only([released(4, 2, what="pilots", by="", claim="stray")], FindingKind.UNPLACED)
    assert found.claims == ("stray",)
    assert "pilots" in found.sentence


# --- days earned --------------------------------------------------------------------------------------
def extended(*released_on: tuple[int, float], outside: int = 0) -> list[Version]:
    told = [version("extend", 2, on=4, what="days", by="")]
    told += [released(n, d) for d, n in released_on]
    return [*told, released(outside, 6, kinds="woman", qualities="outside the deal")] if outside else told


EARNED = terms(first_release(20), earned=earned())


def test_days_that_the_releases_earned_hold() -> None:
    found = only(extended((1, 20), (5, 10), (6, 10)), FindingKind.HOLDS, "extension", EARNED)
    assert found.sentence == "two days were given for 20 + 2 x 10 = 40; 40 captives that count were released."


def test_days_that_were_not_earned_are_reconciled_by_counting_or_by_tolerance() -> None:
    found = only(extended((1, 20), (5, 10), (6, 8), outside=2), FindingKind.CONFLICT, "extension", EARNED)
    assert [r.sentence for r in found.reconciled_by] == ["the two women of 6 March count", "eight will do for ten"]


def test_days_still_running_are_not_judged() -> None:
    told = account(extended((1, 20), (5, 10)))
    assert not [f for f in constraints(told, EARNED, day(6)) if f.about == "extension"]


def test_a_duty_whose_releases_add_up_says_so() -> None:
    found = only(
        [released(390, 1), released(307, 2), released(303, 3)], FindingKind.HOLDS, text=terms(first_release(1000))
    )
    assert found.sentence == "390 + 307 + 303 = 1,000, as first release asks for."


# --- laws ---------------------------------------------------------------------------------------------
def test_nothing_told_is_nothing_found() -> None:
    assert findings([]) == ()


def test_the_order_of_telling_changes_nothing() -> None:
    told = [
        *seven_days(),
        taken(),
        *parts(137, ("man", 115), ("woman", 22)),
        total("release", 210, 1, 8, what="detainees", by="Ridge"),
    ]
    forward, backward = findings(told), findings(told[::-1])
    assert {(f.kind, f.sentence) for f in forward} == {(f.kind, f.sentence) for f in backward}


def test_swapping_two_names_swaps_the_findings_and_nothing_else() -> None:
    swap = {"Ridge": "Valley", "Valley": "Ridge"}

    def swapped(told: Version) -> Version:
        actors = tuple(swap.get(a, a) for a in told.actors)
        facts = tuple(replace(f, actors=actors, speaker=swap.get(f.speaker, f.speaker)) for f in told.incident.facts)
        return replace(told, actors=actors, incident=replace(told.incident, facts=facts))

    people = tuple(replace(p, held_by=tuple(swap[n] for n in p.held_by)) for p in (CAPTIVES, DETAINEES))
    duty = exchange()
    assert duty.ratio is not None
    duty = replace(duty, by=("Valley",), ratio=replace(duty.ratio, by=("Ridge",)))
    told = [*seven_days(), taken(), held(137), held(140, on=4, teller="Valley")]
    text = replace(terms(duty, people=people), parties=("Valley", "Ridge"))
    first = findings(told)
    second = findings([swapped(v) for v in told], text)
    table = str.maketrans({"R": "\0"})
    assert len(first) == len(second)
    for one, other in zip(first, second, strict=True):
        words = one.sentence.replace("Ridge ", "\1 ").replace("Valley ", "Ridge ").replace("\1 ", "Valley ")
        assert (one.kind, words.translate(table)) == (other.kind, other.sentence.translate(table))


def test_the_same_finding_of_two_accounts_is_shown_once() -> None:
    made = seven_days()
    found = [
        f
        for name in ("Ridge", "Valley")
        for f in constraints(Account(name, tuple(made), by_deed=account(made).by_deed), KEY, day(9))
    ]
    assert [names for _, names in shared(found)] == [("Ridge", "Valley")] * (len(found) // 2)


def test_a_long_record_is_searched_within_bounds() -> None:
    told = [
        v
        for d in range(1, 60)
        for v in (released(9, d), given(28, d), released(1, d, kinds="man", qualities="outside the deal"))
    ]
    told += [total("release", 5 + d, 1, d) for d in range(2, 40)]
    found = findings(told, at=80)
    assert any(f.cut for f in found if f.about == "exchange")


def test_a_rate_is_held_against_nothing() -> None:
    rate = version("release", 10, on=1, per=(1.0, "day"), measure=Measure.FLOW)
    assert not findings([rate])


def test_the_sample_reads_as_an_agreement_would() -> None:
    assert make.terms(exchange()).populations[0].category(WOMEN.name) == WOMEN
