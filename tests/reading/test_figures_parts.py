"""Figures that are parts of others, and figures counted against something."""

from __future__ import annotations

import pytest

from truceline.reading.figures import FoundFigure, find_figures
from truceline.reading.parse import parse


def figures(text: str) -> tuple[FoundFigure, ...]:
    return find_figures(parse(text, ()))


def parts(text: str) -> list[tuple[float | None, str, int | None]]:
    """Low, unit and whole of each figure that measures no time."""
    return [(f.figure.low, f.figure.unit, f.part_of) for f in figures(text)]


PARTS = {
    "The army says 136 hostages are held, including 17 women and children.": [
        (136, "hostages", None),
        (17, "women and children", 0),
    ],
    "It holds 137 people: 115 men, 20 women and two children.": [
        (137, "people", None),
        (115, "men", 0),
        (20, "women", 0),
        (2, "children", 0),
    ],
    "It holds 137: 115 men, 20 women and two children; of them 126 are citizens and 11 foreigners, "
    "including 8 sailors.": [
        (137, "", None),
        (115, "men", 0),
        (20, "women", 0),
        (2, "children", 0),
        (126, "citizens", 0),
        (11, "foreigners", 0),
        (8, "sailors", 5),
    ],
    "Of the 137 people, 115 are men, 20 women and two children.": [
        (137, "people", None),
        (115, "men", 0),
        (20, "women", 0),
        (2, "children", 0),
    ],
    "They returned 33 hostages, of whom 25 were alive.": [(33, "hostages", None), (25, "hostages", 0)],
    "They returned 33 hostages, among them eight women.": [(33, "hostages", None), (8, "women", 0)],
    "16 of the 33 hostages had come home.": [(16, "hostages", 1), (33, "hostages", None)],
    "By then 16 of the 33 had come home.": [(16, "", 1), (33, "", None)],
    "The army freed 183 prisoners (18 women, 54 men and 111 minors).": [
        (183, "prisoners", None),
        (18, "women", 0),
        (54, "men", 0),
        (111, "minors", 0),
    ],
    "The list had 75,823 prisoners: 70,183 soldiers and 5,640 civilians.": [
        (75823, "prisoners", None),
        (70183, "soldiers", 0),
        (5640, "civilians", 0),
    ],
    "At least 15 people, among them three medics and two journalists, were killed.": [
        (15, "people", None),
        (3, "medics", 0),
        (2, "journalists", 0),
    ],
    "Some 12,000 people, most of them children, slept in 14 schools.": [
        (12000, "people", None),
        (None, "children", 0),
        (14, "schools", None),
    ],
    "Of the 1,000 prisoners, 390 went home on Friday.": [(1000, "prisoners", None), (390, "prisoners", 0)],
    "They counted 37 violations, 22 of them by the navy.": [(37, "violations", None), (22, "violations", 0)],
    "The army holds 135 captives. Among them are 19 women.": [(135, "captives", None), (19, "women", 0)],
    "They freed 50 captives, eight of these children.": [(50, "captives", None), (8, "children", 0)],
    "The dead are 50, with 8 children included.": [(50, "", None), (8, "children", 0)],
    "They let in 200 trucks a day, including four fuel trucks.": [(200, "trucks", None), (4, "fuel trucks", 0)],
}


@pytest.mark.parametrize(("text", "expected"), PARTS.items())
def test_parts_point_to_their_whole(text: str, expected: list[tuple[float | None, str, int | None]]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The rebels freed 13 hostages, and the army freed 39 prisoners.",
        "The rebels freed 13 hostages in exchange for 39 prisoners.",
        "The shelling killed 184, wounded 589 and hit 20 houses.",
        "The rebels freed 13 hostages: 39 prisoners went home in return.",
        "The post lies 240 km (150 miles) from the coast.",
        "They freed 13 hostages after 24 hours, including 12 of waiting.",
        "They took 20 men. The army freed 12 women.",
        "They took 20 men, and 12 women included in the list came home.",
    ],
)
def test_figures_side_by_side_are_no_parts(text: str) -> None:
    assert [f.part_of for f in figures(text) if f.figure.unit != ""] == [
        None for f in figures(text) if f.figure.unit != ""
    ]


def test_a_part_is_never_larger_than_its_whole() -> None:
    found = figures("They hold 20 captives, including 40 women.")
    assert [f.part_of for f in found] == [None, None]


def test_a_part_with_no_noun_counts_what_its_whole_counts() -> None:
    part, whole = figures("16 of the 33 hostages had come home.")
    assert part.figure.category == whole.figure.category == "hostages"
    assert part.figure.words == "16"


RATES = {
    "They let in 200 trucks a day.": (200, "trucks", 1, "day"),
    "They let in 200 trucks of aid each day.": (200, "trucks", 1, "day"),
    "They let in 200 trucks daily.": (200, "trucks", 1, "day"),
    "Two flights a week may land.": (2, "flights", 1, "week"),
    "They must free 10 a day.": (10, "", 1, "day"),
    "They would free 30 prisoners per civilian.": (30, "prisoners", 1, "civilian"),
    "They would free three prisoners for each hostage.": (3, "prisoners", 1, "hostage"),
    "They would free three prisoners in exchange for every hostage.": (3, "prisoners", 1, "hostage"),
    "They would free three for each.": (3, "", 1, ""),
    "For each hostage, they would free three prisoners.": (3, "prisoners", 1, "hostage"),
    "The truce would grow by one day for every 10 hostages.": (1, "day", 10, "hostages"),
    "Every additional ten hostages would add one day.": (1, "day", 10, "hostages"),
    "The truce grew on a daily basis for every 10 hostages released.": (1, "day", 10, "hostages"),
    "They agreed on a ratio of three to one.": (3, "", 1, ""),
    "They agreed on a ratio of 3:1.": (3, "", 1, ""),
    "They would hand back 15 bodies for each body.": (15, "bodies", 1, "body"),
}


@pytest.mark.parametrize(("text", "expected"), RATES.items())
def test_rates(text: str, expected: tuple[float, str, float, str]) -> None:
    (found,) = figures(text)
    rate = found.figure.per
    assert rate is not None
    assert (found.figure.low, found.figure.unit, rate.count, rate.unit) == expected


@pytest.mark.parametrize("lead", ["in exchange", "in return"])
def test_what_is_given_in_exchange_within_a_rate_is_of_that_rate(lead: str) -> None:
    text = f"The coast prolonged the lull by a day for every 10 sailors let go by the port, freeing 30 clerks {lead}."
    found = {f.figure.unit: f.figure.per for f in figures(text)}
    assert found["clerks"] is not None
    assert (found["clerks"].count, found["clerks"].unit) == (10, "sailors")


@pytest.mark.parametrize(
    "text",
    [
        "The coast freed 30 clerks in exchange.",
        "They let in a truck for every 10 sailors. The coast freed 30 clerks in exchange.",
        "They pay per head for every 10 sailors, and freed 30 clerks in exchange for silence.",
    ],
)
def test_what_is_given_in_exchange_by_itself_is_no_rate(text: str) -> None:
    assert [f.figure.per for f in figures(text) if f.figure.unit == "clerks"] == [None]


def test_what_is_not_said_of_a_rate_stays_unknown() -> None:
    (found,) = figures("The pause goes on for every 10 hostages.")
    assert (found.figure.low, found.figure.high, found.figure.comparator.value) == (None, None, "vague")
    assert found.figure.per is not None
    assert (found.figure.per.count, found.figure.per.unit) == (10, "hostages")


@pytest.mark.parametrize(
    "text",
    [
        "They let in 200 trucks in a day.",
        "They freed 13 hostages a day after the talks.",
        "They freed 39 prisoners for 13 hostages.",
        "They let in 200 trucks on Friday.",
        "About 53 per cent of the trucks came.",
    ],
)
def test_no_rate(text: str) -> None:
    assert all(f.figure.per is None for f in figures(text))


def test_a_rate_does_not_reach_over_another_figure() -> None:
    first, second = figures("They freed 13 hostages and let in 200 trucks a day.")
    assert first.figure.per is None
    assert second.figure.per is not None
