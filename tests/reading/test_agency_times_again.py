"""Stretches, days that are pointed to and nights, as agencies tell them; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import days, with_words


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("A group says 24 people died in the first two months of this year.", "24", ("2025-01-01", "2025-03-01")),
        ("Norland freed nine men in the first week of February.", "nine", ("2025-02-01", "2025-02-08")),
        ("The rebels killed six in the first two weeks of the year.", "six", ("2025-01-01", "2025-01-15")),
        ("In the last three months of 2023 shells killed nine.", "nine", ("2023-10-01", "2024-01-01")),
    ],
)  # fmt: skip
def test_units_of_a_named_stretch_are_counted_from_its_beginning_or_end(
    text: str, words: str, when: tuple[str, str]
) -> None:
    assert days(with_words(text, words).act.when) == when


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("The accord, announced in Easton on February 26, took effect at 4 a.m. the next day.", "took effect",
         ("2025-02-27T04:00", "2025-02-27T04:01")),
        ("The president announced on Feb. 18 that the army would halt its offensive from 6 a.m. the following day.",
         "halt", ("2025-02-19T06:00", None)),
        ("The truce, which the ministry announced on March 1, ran from 6 p.m. that day until midnight on March 2.",
         "ran", ("2025-03-01T18:00", "2025-03-03")),
        ("The army will open the road from 10 p.m. on Friday to 6 a.m. the next day.", "open",
         ("2025-03-07T22:00", "2025-03-08T06:00")),
    ],
)  # fmt: skip
def test_a_clock_time_is_of_the_day_that_it_points_to(text: str, words: str, when: tuple[str, str | None]) -> None:
    assert days(with_words(text, words).act.when) == when


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("The first phase began on January 19 and expired on March 1. During the six weeks the rebels freed 25 men.",
         "25", ("2025-01-19", "2025-03-02")),
        ("The truce, which Norland announced on March 1, ran from 6 p.m. that day until midnight on March 2. "
         "Its envoy said troops had used 950 drones during that time.", "950", ("2025-03-01T18:00", "2025-03-03")),
    ],
)  # fmt: skip
def test_a_stretch_runs_from_the_one_day_told_to_the_other(text: str, words: str, when: tuple[str, str]) -> None:
    assert days(with_words(text, words).act.when) == when


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("Overnight on March 5, Norland launched 96 drones at the port.", "96", ("2025-03-04", "2025-03-06")),
        ("Sudland was to withdraw from the valley by December 26, a deadline that was later put off.", "withdraw",
         (None, "2024-12-27")),
    ],
)  # fmt: skip
def test_what_is_told_as_past_does_not_lie_ahead(text: str, words: str, when: tuple[str | None, str]) -> None:
    assert days(with_words(text, words).act.when) == when
