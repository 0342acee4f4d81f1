"""Words: figures and times as a reader sees them."""

from __future__ import annotations

import pytest

from truceline.model import Comparator, Figure, Rate
from truceline.words import figure_words

DAILY = Rate(1, "day")


@pytest.mark.parametrize(
    ("low", "high", "unit", "written", "per", "words"),
    [
        (136, 136, "hostages", "136", None, "136 hostages"),
        (40, 40, "lorries", "forty", None, "forty lorries"),
        (50, None, "women and children", "at least 50", None, "at least 50 women and children"),
        (12, 12, "trucks", "12 trucks of flour", None, "12 trucks of flour"),
        (None, None, "captives", "Only officers", None, "Only officers (captives)"),
        (None, None, "prisoners", "it", None, "it (prisoners)"),
        (None, None, "people", "a number", None, "a number (people)"),
        (1, 1, "people", "one", None, "one (people)"),
        (10, None, "children", "no fewer than 10 a day", DAILY, "no fewer than 10 a day (children)"),
        (3, 3, "", "three", None, "three"),
    ],
)
def test_the_counted_noun_follows_a_number_and_explains_any_other_words(
    low: float | None, high: float | None, unit: str, written: str, per: Rate | None, words: str
) -> None:
    comparator = Comparator.EXACTLY if low is not None and low == high else Comparator.VAGUE
    assert figure_words(Figure(low, high, comparator, unit, written, per=per)) == words
