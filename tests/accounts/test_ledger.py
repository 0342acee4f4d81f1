"""The ledger of people: what one account comes to, as ranges, with the claims behind each number."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf

import pytest

import people_values as make
from people_values import CAPTIVES, DETAINEES, WOMEN, account, day, held, released, terms, total, version
from truceline.accounts.account import Account, Position, Version
from truceline.accounts.dealt import supposing
from truceline.accounts.entry import Entry
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Measure
from truceline.accounts.ledger import COLUMNS, entry_of, ledger
from truceline.accounts.people_board import people_board
from truceline.agreements.terms import Category

OWN = Position.HELD


def entry(*versions: Version, speaker: str = "undisputed", category: str = "", at: int = 20) -> Entry:
    return ledger(account(versions, speaker), terms(make.first_release()), day(at)).entry("captives", category)


def breakdown(whole: float, on: int = 2, teller: str = "Ridge", **parts: float) -> list[Version]:
    top = held(whole, on=on, teller=teller, position=OWN)
    kinds = (held(n, on=on, teller=teller, kinds=k, part_of=top, what=k, position=OWN) for k, n in parts.items())
    return [top, *kinds]


def test_every_population_and_category_has_an_entry() -> None:
    found = ledger(account([]), terms(), day(2))
    assert [(e.population, e.category) for e in found.entries] == [
        ("captives", ""),
        ("captives", "women and children"),
        ("captives", "men"),
        ("captives", "soldiers"),
        ("detainees", ""),
    ]


@pytest.mark.parametrize("column", COLUMNS)
def test_what_nobody_tells_is_unknown(column: str) -> None:
    assert not entry().column(column).count.known


def test_an_unknown_population_or_column_is_no_crash() -> None:
    assert entry_of(account([]), terms(), day(2), "nobody").held.count == Extent()
    assert entry_of(account([]), terms(), day(2), "captives", "nobody").held.count == Extent()
    with pytest.raises(KeyError):
        entry().column("sold")


def test_one_entry_is_that_of_the_whole_ledger() -> None:
    told = account([*breakdown(30, woman=5, man=25), released(4, 3)])
    for one in ledger(told, terms(), day(9)).entries:
        assert entry_of(told, terms(), day(9), one.population, one.category) == one


def test_releases_are_told_apart_by_the_deal() -> None:
    found = entry(
        released(13, 1),
        released(10, 2),
        released(4, 2, kinds="foreign", qualities=""),
        released(2, 3, qualities="outside the deal"),
    )
    assert (found.released.count, found.outside.count) == (Extent.exactly(23), Extent.exactly(6))


def test_a_number_with_no_word_of_the_deal_does_not_blur_one_that_has() -> None:
    made = released(13, 3)
    other = released(14, 3, qualities="").incident.facts[0]
    both = replace(made.incident, facts=(*made.incident.facts, other))
    made = replace(made, incident=both, claims=(*made.claims, other.claim), count=Extent(13, 14))
    assert entry(made).released.count == Extent.exactly(13)


def test_releases_before_the_agreement_are_neither_under_it_nor_beside_it() -> None:
    found = entry(released(4, -20, qualities=""), released(5, 1))
    assert (found.released.count, found.outside.count) == (Extent.exactly(5), Extent())


def test_of_releases_of_which_only_some_are_told_the_others_are_unknown() -> None:
    found = entry(released(4, 2, qualities="outside the deal"))
    assert (found.released.count, found.released.claims) == (Extent(), ())
    assert found.outside.count == Extent.exactly(4)


def test_what_one_account_leaves_open_and_another_tells_has_a_line_of_its_own() -> None:
    mine = ledger(account([released(4, 2, qualities="outside the deal")], "Ridge"), terms(), day(20))
    every = [mine, ledger(account([released(5, 3)], "Valley"), terms(), day(20))]
    words = {(n.people, n.column): n.counts[0].words for n in people_board([mine], among=every).lines}
    assert (words["captives", "outside"], words["captives", "released"]) == ("4", "not known")
    assert ("captives", "released") not in {(n.people, n.column) for n in people_board([mine]).lines}


def test_where_all_who_are_told_of_are_of_another_category_those_of_it_are_unknown() -> None:
    found = entry(released(5, 2, kinds="man"), category=WOMEN.name)
    assert (found.released.count, found.released.claims) == (Extent(), ())


def test_what_comes_after_the_moment_is_left_out() -> None:
    assert entry(released(5, 2), released(3, 6), at=4).released.count == Extent.exactly(5)


def test_bodies_rescues_and_captures_have_columns_of_their_own() -> None:
    found = entry(
        version("capture", 40, on=-30),
        version("rescue", 1, on=2, by="Ridge"),
        version("return", 3, on=3, what="bodies of captives"),
        version("recover", 2, on=4, what="bodies of captives", by="Ridge"),
    )
    counts = [found.column(c).count for c in ("taken", "rescued", "recovered")]
    assert counts == [Extent.exactly(40), Extent.exactly(1), Extent.exactly(5)]


def test_each_number_names_the_claims_behind_it() -> None:
    one, two = released(5, 2), released(3, 3, qualities="outside the deal")
    found = entry(one, two)
    assert found.released.claims == one.claims
    assert found.outside.claims == two.claims


# --- those held ---------------------------------------------------------------------------------------
def test_parts_that_cover_a_category_are_added_up() -> None:
    told = breakdown(137, man=115, woman=20, child=2)
    assert entry(*told, category=WOMEN.name).held.count == Extent.exactly(22)
    assert entry(*told, category="men").held.count == Extent.exactly(115)
    assert entry(*told).held.count == Extent.exactly(137)


def test_a_part_that_covers_a_category_in_part_bounds_it() -> None:
    assert entry(*breakdown(137, man=115, woman=20), category=WOMEN.name).held.count == Extent(20, 22)


def test_a_part_of_a_part_is_not_added_again() -> None:
    top = held(135, position=OWN)
    women = held(19, kinds="woman", part_of=top, position=OWN)
    minors = held(2, kinds="child", part_of=women, position=OWN)
    men = held(116, kinds="man", part_of=top, position=OWN)
    assert entry(top, women, minors, men, category=WOMEN.name).held.count == Extent.exactly(19)


def test_a_part_of_a_part_that_is_of_all_kinds_at_once_is_no_number_of_the_category() -> None:
    top = held(135, position=OWN)
    women = held(19, kinds="woman", part_of=top, position=OWN)
    girls = held(2, kinds="woman, child", part_of=women, position=OWN)
    men = held(116, kinds="man", part_of=top, position=OWN)
    assert entry(top, women, girls, men, category=WOMEN.name).held.count == Extent.exactly(19)
    assert entry(top, women, girls, category=WOMEN.name).held.count == Extent(19, 135)


def remaining(number: float = 15, **more: object) -> Version:
    """So many women, told as held, with no word of whose."""
    return held(number, what="women", kinds="woman", by="", told_as_held=True, on=2, teller="office", **more)


def test_people_told_as_held_are_those_of_whom_the_rest_of_their_report_tells() -> None:
    told = held(136, on=2, position=OWN, told_as_held=True)
    women = Category("women", (("woman",),))
    people = (replace(CAPTIVES, categories=(women,)), DETAINEES)
    found = ledger(account([told, remaining()]), terms(people=people), day(20)).entry("captives", "women")
    assert found.held.count == Extent.exactly(15)


@pytest.mark.parametrize(
    "beside",
    [
        held(136, on=2, what="detainees", by="Ridge", told_as_held=True),
        released(4, 2),
    ],
)
def test_people_told_as_held_are_nobodys_where_their_report_tells_of_others_or_of_none(beside: Version) -> None:
    women = Category("women", (("woman",),))
    people = (replace(CAPTIVES, categories=(women,)), DETAINEES)
    other = held(20, on=2, told_as_held=True, report="other")
    found = ledger(account([beside, other, remaining()]), terms(people=people), day(20)).entry("captives", "women")
    assert found.held.count.low == 0
    assert "15" not in found.held.why


def test_who_is_told_as_one_of_others_is_of_their_population() -> None:
    back = total("release", 5, -20, 3, what="captives", qualities="")
    one = total("rescue", 1, -20, 3, what="people", by="army", part_of=back)
    found = ledger(account([back, replace(one, incident=replace(one.incident, whole=""))]), terms(), day(20))
    assert found.entry("captives").rescued.count == Extent.exactly(1)
    assert found.unplaced == ()


def test_the_accounts_own_latest_figure_stands() -> None:
    told = [held(40, on=1, teller="Ridge", position=OWN), held(38, on=5, teller="Ridge", position=OWN)]
    other = held(20, on=6, teller="Valley")
    assert entry(*told, other, speaker="Ridge").held.count == Extent.exactly(38)


def test_its_tellers_figures_stand_side_by_side() -> None:
    told = [held(136, on=5, teller="army", position=OWN), held(137, on=4, teller="office", position=OWN)]
    assert entry(*told, speaker="Ridge").held.count == Extent(136, 137)


def test_a_silent_account_hears_all_whom_nobody_denies() -> None:
    assert entry(held(40), held(30, teller="Valley"), speaker="Lakeland").held.count == Extent(30, 40)
    denied = held(30, teller="Valley", taken=False)
    assert entry(held(40), denied, speaker="Lakeland").held.count == Extent.exactly(40)


@pytest.mark.parametrize(("at", "expected"), [(2, 40), (4, 35), (6, 32)])
def test_a_figure_is_brought_to_the_moment_by_whoever_left_since(at: int, expected: float) -> None:
    told = [held(40, on=1), released(5, 3), released(3, 5, qualities="outside the deal")]
    assert entry(*told, at=at).held.count == Extent.exactly(expected)


def test_a_figure_of_a_later_day_is_brought_back() -> None:
    assert entry(held(32, on=8), released(5, 6), at=4).held.count == Extent.exactly(37)


def test_more_leaving_than_were_held_is_none_and_is_marked() -> None:
    found = entry(held(3, on=1), released(5, 3)).held
    assert (found.count, found.below) == (Extent.exactly(0), 2)


@pytest.mark.parametrize(
    ("words", "qualities", "expected"),
    [
        ("only soldiers are left", "", 0),
        ("the women left are soldiers", "all of them", 0),
        ("soldiers are among those held", "", 22),
    ],
)
def test_those_left_may_be_said_to_be_no_people_of_the_category(words: str, qualities: str, expected: float) -> None:
    told = [
        *breakdown(137, man=115, woman=20, child=2),
        held(None, on=4, teller="Ridge", kinds="woman, soldier", words=words, qualities=qualities, position=OWN),
    ]
    found = entry(*told, speaker="Ridge", category=WOMEN.name)
    assert found.held.count == Extent.exactly(expected)
    assert found.reclassified is (expected == 0)


def test_goods_are_not_held() -> None:
    goods = replace(DETAINEES, name="trucks", held_by=(), called=("trucks",))
    told = account([held(200, what="trucks", by="")])
    found = ledger(told, terms(people=(CAPTIVES, goods)), day(9)).entry("trucks")
    assert not found.held.count.known


@pytest.mark.parametrize(("kinds", "expected"), [("", Extent(12, 22)), ("woman, child", Extent(12, 17))])
def test_whom_others_hold_cannot_be_delivered(kinds: str, expected: Extent) -> None:
    told = breakdown(137, man=115, woman=20, child=2)
    others = held(None, teller="the report", by="Hill band", kinds=kinds)
    others = replace(
        others,
        incident=replace(
            others.incident, facts=(replace(others.incident.facts[0], count=Extent(5, 10), measure=Measure.STOCK),)
        ),
    )
    found = entry(*told, others, category=WOMEN.name)
    assert found.held.count == Extent.exactly(22)
    assert found.deliverable.count == expected


def test_whoever_cannot_be_found_cannot_be_delivered() -> None:
    told = [held(20, teller="Valley", position=OWN)]
    lost = version("return", 6, on=3, teller="Valley", qualities="unable", position=Position.DENIED, taken=False)
    assert entry(*told, lost, speaker="Valley").deliverable.count == Extent.exactly(14)


def test_the_dead_are_those_told_of() -> None:
    found = entry(version("kill", 3, on=2, kinds="woman", by=""), version("kill", 2, on=4, by=""))
    assert found.dead.count == Extent.exactly(5)
    stock = version("kill", 15, on=5, by="", measure=Measure.STOCK)
    assert entry(stock, category=WOMEN.name).dead.count == Extent(0, 15)


def test_what_no_population_takes_is_listed() -> None:
    stray = released(4, 2, what="pilots", by="")
    found = ledger(account([stray, released(3, 2)]), terms(), day(9))
    assert found.unplaced == (stray.id,)


def test_a_supposition_changes_the_account_and_not_the_original() -> None:
    denied = version("kill", 3, on=2, kinds="woman", by="", taken=False)
    told = account([denied])
    supposed = supposing(told, denied.claims)
    assert entry(*supposed.versions).dead.count == Extent.exactly(3)
    assert not told.versions[0].taken


# --- laws ---------------------------------------------------------------------------------------------
NAMES = {"Ridge": "Valley", "Valley": "Ridge", "Ridger": "Valler", "Valler": "Ridger"}


def story(names: dict[str, str]) -> tuple[Account, object]:
    """The same happenings, told with the names as given."""
    own, other = names.get("Ridge", "Ridge"), names.get("Valley", "Valley")
    captives = replace(CAPTIVES, held_by=(other,))
    detainees = replace(DETAINEES, held_by=(own,))
    duty = replace(make.first_release(), by=(other,))
    told = [
        held(40, teller=own, by=other, claim="c1", position=OWN),
        held(None, teller=other, by=other, kinds="soldier", words="only soldiers are left", claim="c2"),
        released(5, 2, by=other, claim="c3"),
        version("release", 15, on=2, what="detainees", by=own, claim="c4", qualities="in the deal"),
        total("release", 7, 1, 5, by=other, claim="c5"),
    ]
    return account(told, own), replace(terms(duty, people=(captives, detainees)), parties=(own, other))


def test_swapping_two_names_swaps_the_ledger_and_nothing_else() -> None:
    first = ledger(*story({}), day(9))  # type: ignore[arg-type]
    second = ledger(*story(NAMES), day(9))  # type: ignore[arg-type]
    assert second.speaker == "Valley"
    assert _numbers(first) == _numbers(second)


def _numbers(found: object) -> str:
    return json.dumps([[str(e.column(c).count) for c in COLUMNS] for e in found.entries])  # type: ignore[attr-defined]


def test_a_long_record_is_added_up_whole() -> None:
    deeds = ("release", "attack", "let in", "capture", "hand over")
    kinds = ("woman", "man", "child", "", "foreign")
    told = [version(deeds[i % 5], 1 + i % 7, on=1 + i % 30, kinds=kinds[i // 5 % 5]) for i in range(10_000)]
    made, text = account([*told, total("release", 50, 1, 9), held(90)]), terms(make.first_release())
    found = ledger(made, text, day(60))
    assert found.entry("captives").released.count.low > 0
    assert found.entry("captives").released.count.high < inf
