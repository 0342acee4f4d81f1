"""Figures: the number, its bounds, what it counts, where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.reading.figures import FoundFigure, find_figures
from truceline.reading.parse import parse

Brief = tuple[float | None, float | None, str, str, str | None]


def figures(text: str) -> tuple[FoundFigure, ...]:
    return find_figures(parse(text, ()))


def brief(found: FoundFigure) -> Brief:
    f = found.figure
    return f.low, f.high, f.comparator.value, f.unit, f.category


def exactly(n: float, unit: str, category: str | None = None) -> Brief:
    return n, n, "exactly", unit, category


NUMBERS = {
    "The rebels still hold 136 hostages.": exactly(136, "hostages", "hostages"),
    "The ferry carried 1,212 prisoners of war.": exactly(1212, "prisoners of war", "prisoners of war"),
    "They handed over 6,057 bodies.": exactly(6057, "bodies", "bodies"),
    "A column of 1 200 trucks stood at the pass.": exactly(1200, "trucks", "trucks"),
    "A column of 12\u00a0500 trucks stood at the pass.": exactly(12500, "trucks", "trucks"),
    "The ships brought 268,911 t of diesel.": exactly(268911, "t", "fuel"),
    "The deal allows 130,000 litres of fuel.": exactly(130000, "litres", "fuel"),
    "The war has displaced 1.5 million people.": exactly(1_500_000, "people", "people"),
    "The war has displaced 2.3m people.": exactly(2_300_000, "people", "people"),
    "The convoy brought 130k litres of petrol.": exactly(130_000, "litres", "fuel"),
    "Seven fishermen came home.": exactly(7, "fishermen", "sailors"),
    "The army freed twenty-two detainees.": exactly(22, "detainees", "detainees"),
    "The army freed two hundred and forty prisoners.": exactly(240, "prisoners", "prisoners"),
    "Two hundred and forty thousand people fled to Chad.": exactly(240_000, "people", "people"),
    "The army freed a hundred conscripts.": exactly(100, "conscripts", "soldiers"),
    "Half a million refugees crossed the river.": exactly(500_000, "refugees", "refugees"),
    "Two and a half million people need food.": exactly(2_500_000, "people", "people"),
    "One woman came home.": exactly(1, "woman", "women"),
    "One of the hostages died.": exactly(1, "hostages", "hostages"),
    "No trucks crossed on that day.": exactly(0, "trucks", "trucks"),
    "None of the hostages was freed.": exactly(0, "hostages", "hostages"),
    "The committee recorded zero violations.": exactly(0, "violations", "violations"),
}
BOUNDS = {
    "The air force carried out over 400 strikes.": (400, None, "over", "strikes", "strikes"),
    "More than 1,500 people were wounded.": (1500, None, "over", "people", "people"),
    "In excess of 90 vehicles were burnt.": (90, None, "over", "vehicles", "vehicles"),
    "At least 40 civilians died in Marib.": (40, None, "at least", "civilians", "civilians"),
    "No fewer than 15 students were taken.": (15, None, "at least", "students", "students"),
    "It must free 10 or more hostages.": (10, None, "at least", "hostages", "hostages"),
    "It must free 10 hostages or more.": (10, None, "at least", "hostages", "hostages"),
    "There were 400-plus strikes.": (400, None, "at least", "strikes", "strikes"),
    "Fewer than 20 lorries came.": (None, 20, "under", "lorries", "trucks"),
    "Nearly 300 detainees left the camp.": (None, 300, "under", "detainees", "detainees"),
    "Almost 60,000 people returned.": (None, 60000, "under", "people", "people"),
    "Up to 1,200 soldiers would be exchanged.": (None, 1200, "at most", "soldiers", "soldiers"),
    "At most 10 monitors may enter.": (None, 10, "at most", "monitors", "monitors"),
    "No more than 10 flights may land.": (None, 10, "at most", "flights", "flights"),
    "As many as 90 villagers were killed.": (None, 90, "at most", "villagers", "people"),
    "About 240 people were taken.": (240, 240, "about", "people", "people"),
    "Around 27,000 prisoners walked free.": (27000, 27000, "about", "prisoners", "prisoners"),
    "Some 200 aid trucks came.": (200, 200, "about", "aid trucks", "trucks"),
    "Roughly 60 tonnes of flour came.": (60, 60, "about", "tonnes", "food"),
    "An estimated 800 fighters gave up.": (800, 800, "about", "fighters", "fighters"),
    "They freed 50 or so hostages.": (50, 50, "about", "hostages", "hostages"),
    "They want at least another 5 soldiers.": (5, None, "at least", "soldiers", "soldiers"),
    "They want no more than about 30 women.": (None, 30, "at most", "women", "women"),
}
RANGES = {
    "They hold 10 to 12 hostages.": (10, 12, "between", "hostages", "hostages"),
    "They hold 10-12 hostages.": (10, 12, "between", "hostages", "hostages"),
    "They hold 10–12 hostages.": (10, 12, "between", "hostages", "hostages"),
    "Between 40 and 50 captives are with other groups.": (40, 50, "between", "captives", "captives"),
    "They took 8 or 9 sailors.": (8, 9, "between", "sailors", "sailors"),
    "They took two or three sailors.": (2, 3, "between", "sailors", "sailors"),
    "From 400 to 600 trucks a day were promised.": (400, 600, "between", "trucks", "trucks"),
    "Between 1 and 1.5 million people fled.": (1_000_000, 1_500_000, "between", "people", "people"),
    "Two to three hundred men were killed.": (200, 300, "between", "men", "men"),
}
VAGUE = {
    "Dozens of people were killed in Darfur.": (24, 99, "vague", "people", "people"),
    "Hundreds of families fled.": (200, 999, "vague", "families", "families"),
    "Several hundred fighters gave up.": (200, 999, "vague", "fighters", "fighters"),
    "Tens of thousands of refugees crossed.": (20000, 99999, "vague", "refugees", "refugees"),
    "Thousands fled.": (2000, 9999, "vague", "", None),
    "Several women were taken.": (None, None, "vague", "women", "women"),
    "There were many casualties.": (None, None, "vague", "casualties", "casualties"),
    "There were numerous casualties.": (None, None, "vague", "casualties", "casualties"),
    "There was a significant number of fatalities.": (None, None, "vague", "fatalities", "dead"),
    "A handful of monitors stayed.": (None, None, "vague", "monitors", "monitors"),
    "Some of the hostages were ill.": (None, None, "vague", "hostages", "hostages"),
    "A couple of trucks crossed.": (2, 2, "vague", "trucks", "trucks"),
    "A dozen aid workers left.": (12, 12, "about", "aid workers", "aid workers"),
    "Two dozen soldiers gave up.": (24, 24, "about", "soldiers", "soldiers"),
    "More than two dozen raids were recorded.": (24, None, "over", "raids", "attacks"),
}
NOUNS = {
    "They freed 39 Palestinian prisoners.": exactly(39, "prisoners", "prisoners"),
    "They freed 13 of its hostages.": exactly(13, "hostages", "hostages"),
    "They want a group of 50 women.": exactly(50, "women", "women"),
    "The last 20 living hostages came home.": exactly(20, "hostages", "hostages"),
    "They freed 12 sick and wounded prisoners.": exactly(12, "prisoners", "prisoners"),
    "The fire killed 40 doctors and nurses.": exactly(40, "doctors and nurses", "medics"),
    "It holds 17 women and children.": exactly(17, "women and children", "women and children"),
    "Hostages: 13.": exactly(13, "Hostages", "hostages"),
    "Hostages freed: 13.": exactly(13, "Hostages", "hostages"),
    "The number of hostages is 138.": exactly(138, "hostages", "hostages"),
    "The number of displaced people rose to 40,000.": exactly(40000, "displaced people", "displaced people"),
    "The death toll rose to 1,212.": exactly(1212, "death toll", "dead"),
    "All 48 hostages must come home.": exactly(48, "hostages", "hostages"),
    "The remaining 59 captives are in tunnels.": exactly(59, "captives", "captives"),
    "The two women came home.": exactly(2, "women", "women"),
    "They brought 50 heavy weapons to the depot.": exactly(50, "heavy weapons", "heavy weapons"),
    "The army holds about 53 % of the strip.": (53, 53, "about", "percent", None),
    "About 15 per cent were identified.": (15, 15, "about", "percent", None),
    "They asked for $5 million.": exactly(5_000_000, "dollars"),
    "They asked for 5 million dollars.": exactly(5_000_000, "dollars"),
    "The post lies 5 km from the border.": exactly(5, "km"),
    "A convoy of 50 trucks brought food.": exactly(50, "trucks", "trucks"),
    "They withdrew from four zones.": exactly(4, "zones"),
}


@pytest.mark.parametrize(("text", "expected"), {**NUMBERS, **BOUNDS, **RANGES, **VAGUE, **NOUNS}.items())
def test_one_figure(text: str, expected: Brief) -> None:
    assert [brief(f) for f in figures(text)] == [expected]


MANY = {
    "The shelling killed 184, wounded 589 and hit 20 houses.": [
        exactly(184, ""),
        exactly(589, ""),
        exactly(20, "houses", "buildings"),
    ],
    "It released 13 and 39 in return.": [exactly(13, ""), exactly(39, "")],
    "The blast left 17 dead and 40 wounded.": [exactly(17, "dead", "dead"), exactly(40, "wounded", "wounded")],
    "13 northern and four southern hostages came home.": [
        exactly(13, "hostages", "hostages"),
        exactly(4, "hostages", "hostages"),
    ],
    "Kyiv received 1,212 bodies and Moscow 27.": [exactly(1212, "bodies", "bodies"), exactly(27, "")],
    "The toll rose from 130 to 140.": [exactly(130, "toll"), exactly(140, "toll")],
    "The UN counted 684 prisoners against 6,670.": [exactly(684, "prisoners", "prisoners"), exactly(6670, "")],
    "The strikes killed dozens and wounded hundreds.": [(24, 99, "vague", "", None), (200, 999, "vague", "", None)],
    "18 fuel ships would dock within two months.": [exactly(18, "fuel ships", "ships"), exactly(2, "months")],
}


@pytest.mark.parametrize(("text", "expected"), MANY.items())
def test_several_figures(text: str, expected: list[Brief]) -> None:
    assert [brief(f) for f in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The air force carried out over 400 strikes.", "over 400 strikes"),
        ("It holds 17 women and children.", "17 women and children"),
        ("They freed 39 Palestinian prisoners in return.", "39 Palestinian prisoners"),
        ("They let in 200 trucks a day.", "200 trucks a day"),
        ("Dozens of people died.", "Dozens of people"),
        ("Hostages: 13.", "Hostages: 13"),
    ],
)
def test_the_words_run_from_the_bound_to_the_unit(text: str, words: str) -> None:
    (found,) = figures(text)
    assert found.figure.words == words
    assert text[found.start : found.end] == words


def test_the_token_is_the_counted_noun() -> None:
    parsed = parse("They freed 39 elderly prisoners.", ())
    (found,) = find_figures(parsed)
    assert parsed.words(found.token) == "prisoners"


def test_joint_categories_carry_their_kinds() -> None:
    (found,) = figures("It holds 17 women and children.")
    assert found.figure.kinds == ("woman", "child")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("The truce held for seven days.", "days"),
        ("The seven-day truce ended.", "day"),
        ("All must be home within 72 hours.", "hours"),
        ("Phase one lasts 42 days.", "days"),
        ("The ceasefire of 180 days lapsed.", "days"),
        ("The truce was renewed for two months.", "months"),
    ],
)
def test_lengths_of_time_are_figures_that_say_so(text: str, unit: str) -> None:
    (found,) = figures(text)
    assert found.duration
    assert (found.figure.unit, found.figure.category) == (unit, None)


def test_people_and_goods_are_no_lengths_of_time() -> None:
    assert not any(f.duration for f in figures("They freed 13 hostages and let in 200 trucks."))


NOT_FIGURES = [
    "The first hostage came home on the fourth day.",
    "The 47th came later.",
    "The war began in 2023 and the 2015 accord failed.",
    "Between 2019 and 2021 the front was quiet.",
    "On 3 March they met.",
    "On March 3, 2024 they met.",
    "They met on 24 and 25 November.",
    "The list was due at 07:00.",
    "The list was due by 7 a.m.",
    "Rockets fell at 0500 GMT.",
    "They met on 2023-12-02.",
    "He is aged 75.",
    "Women in their twenties and men in their 60s came.",
    "All children under 19 were on the list.",
    "A 75-year-old woman came home.",
    "Men over 50 come last.",
    "Amina, 34, saw the fire.",
    "The youngest were under 5.",
    "Resolution 2216 is in force.",
    "Article 118 was cited.",
    "Phase one is over and phase two is near.",
    "The talks resume on day 16.",
    "The envoy spoke at COP28.",
    "The two sides met again.",
    "Both sides agreed, and the two countries signed.",
    "All hostages must come home.",
    "All women and children must come home.",
    "A hostage was freed.",
    "The price fell by two-thirds.",
    "One in four people is hungry.",
    "One official said that one day it would end.",
    "No agreement was reached, and there was no comment.",
    "They no longer meet.",
    "How many of the hostages are alive is unclear.",
    "Some progress was made, and many analysts spoke.",
    "The jets were F-16 and Su-25 models.",
    "The council voted 6-1.",
    "A 12-member team arrived.",
]


@pytest.mark.parametrize("text", NOT_FIGURES)
def test_numbers_that_count_nothing_are_no_figures(text: str) -> None:
    assert [brief(f) for f in figures(text)] == []


@pytest.mark.parametrize(
    ("text", "low", "comparator"),
    [
        ("Talks over 136 hostages failed.", 136, "exactly"),
        ("The dispute over 20 prisoners went on.", 20, "exactly"),
        ("They will hand over 20 hostages.", 20, "exactly"),
        ("He asked about 30 women.", 30, "exactly"),
        ("He freed about 30 women.", 30, "about"),
    ],
)
def test_a_preposition_bounds_nothing(text: str, low: float, comparator: str) -> None:
    (found,) = figures(text)
    assert (found.figure.low, found.figure.comparator.value) == (low, comparator)


def test_years_can_count_when_people_stand_right_after() -> None:
    assert [brief(f) for f in figures("The flood displaced 2014 people.")] == [exactly(2014, "people", "people")]


def test_a_title_that_holds_a_number_of_a_known_party_is_no_figure() -> None:
    from truceline.model import Party, PartyKind
    from truceline.reading.parties import Mention

    text = "The Group of 20 freed 13 hostages."
    party = Party("group-of-20", "Group of 20", PartyKind.INTERNATIONAL)
    found = find_figures(parse(text, (Mention(4, 15, party, "name"),)))
    assert [brief(f) for f in found] == [exactly(13, "hostages", "hostages")]


def test_a_people_is_counted_like_any_noun() -> None:
    from truceline.model import Party, PartyKind
    from truceline.reading.parties import Mention

    text = "They freed 10 Thais and 13 Israelis."
    party = Party("x", "X", PartyKind.STATE)
    mentions = (Mention(14, 19, party, "people"), Mention(27, 35, party, "people"))
    assert [brief(f) for f in find_figures(parse(text, mentions))] == [
        exactly(10, "Thais", "people"),
        exactly(13, "Israelis", "people"),
    ]


@given(st.integers(min_value=2, max_value=999_999_999), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_whole_number_is_read_as_it_is_written(n: int, grouped: bool) -> None:
    text = f"They hold {n:,} hostages." if grouped else f"They hold {n} hostages."
    assert [brief(f) for f in figures(text)] == [exactly(n, "hostages", "hostages")]


FRAGMENTS = [*NUMBERS, *BOUNDS, *RANGES, *VAGUE, *NOUNS, *MANY, *NOT_FIGURES, "🕊️ Été: ١٢ رهينة, 5 e\u0301tudiants.", ""]


@given(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4), st.sampled_from([" ", "\n\n", " – "]))
@settings(max_examples=60, deadline=None)
def test_spans_hold_in_the_text_and_parts_point_into_the_result(texts: list[str], between: str) -> None:
    text = between.join(texts)
    found = figures(text)
    for k, f in enumerate(found):
        assert text[f.start : f.end] == f.figure.words
        assert f.part_of is None or (0 <= f.part_of < len(found) and f.part_of != k)
    assert all(0 <= f.token < len(text) for f in found)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Half of the hostages came home.", "hostages"),
        ("A third of them were children.", "children"),
        ("Most of the trucks were empty.", "trucks"),
    ],
)
def test_a_share_in_words_is_an_amount_without_a_number(text: str, unit: str) -> None:
    (found,) = find_figures(parse(text, ()))
    assert (found.figure.low, found.figure.high, found.figure.unit) == (None, None, unit)
