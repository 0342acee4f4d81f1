"""Plain words say numbers, lengths, moments and hours, or it is told what they should say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from truceline.agreements import phrases, points
from truceline.agreements.phrases import Count, Pace
from truceline.agreements.problems import Unclear
from truceline.agreements.terms import Anchor, Length, Point, Unit

ROME = ZoneInfo("Europe/Rome")
DAY = datetime(2024, 3, 5, tzinfo=ROME)


@pytest.mark.parametrize(
    ("words", "number"), [("0", 0), ("200", 200), ("1,000", 1000), ("130,000", 130000), ("2.5", 2.5), ("ten", 10)]
)
def test_numbers(words: str, number: float) -> None:
    assert phrases.number(words) == number


@pytest.mark.parametrize(
    ("words", "length"),
    [
        ("4 days", Length(4, Unit.DAYS)),
        ("48 hours", Length(48, Unit.HOURS)),
        ("1 day", Length(1, Unit.DAYS)),
        ("a week", Length(1, Unit.WEEKS)),
        ("two months", Length(2, Unit.MONTHS)),
        ("2 calendar months", Length(2, Unit.MONTHS)),
        ("1 year", Length(12, Unit.MONTHS)),
        ("90 Minutes", Length(90, Unit.MINUTES)),
    ],
)
def test_lengths(words: str, length: Length) -> None:
    assert phrases.length(words) == length


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("50 hostages", Count(50, 50, "hostages", "50 hostages")),
        ("at least 50 hostages", Count(50, None, "hostages", "at least 50 hostages")),
        ("up to 10 experts", Count(None, 10, "experts", "up to 10 experts")),
        ("about 10 hostages", Count(10, 10, "hostages", "about 10 hostages", about=True)),
        ("990 to 1,650 prisoners", Count(990, 1650, "prisoners", "990 to 1,650 prisoners")),
        ("between 18 and 25 people", Count(18, 25, "people", "between 18 and 25 people")),
        ("all prisoners", Count(None, None, "prisoners", "all prisoners", all=True)),
        ("all of the prisoners", Count(None, None, "prisoners", "all of the prisoners", all=True)),
        ("three prisoners", Count(3, 3, "prisoners", "three prisoners")),
        ("a prisoner", Count(1, 1, "prisoner", "a prisoner")),
        ("130,000 litres of diesel", Count(130000, 130000, "litres of diesel", "130,000 litres of diesel")),
    ],
)
def test_counts(words: str, count: Count) -> None:
    assert phrases.count(words) == count


@pytest.mark.parametrize("words", ["list of hostages", "heavy weapons", "answers", "allied forces"])
def test_words_without_a_number_are_no_count(words: str) -> None:
    assert phrases.maybe_count(words) is None


@pytest.mark.parametrize(
    ("words", "pace"),
    [
        ("10 a day", (10, 1, Unit.DAYS)),
        ("at least 3 per week", (3, 1, Unit.WEEKS)),
        ("3 every 2 weeks", (3, 2, Unit.WEEKS)),
    ],
)
def test_paces(words: str, pace: tuple[float, float, Unit]) -> None:
    low, amount, unit = pace
    assert phrases.pace(words) == Pace(low, Length(amount, unit), words)


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("10:00-16:00", (time(10), time(16))),
        ("10:00 – 16:00", (time(10), time(16))),
        ("9:30 to 16:00", (time(9, 30), time(16))),
        ("22:00-06:00", (time(22), time(6))),
    ],
)
def test_windows(words: str, window: tuple[time, time]) -> None:
    assert phrases.window(words) == window


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("signing", Point(Anchor.SIGNED)),
        ("effect", Point(Anchor.EFFECT)),
        ("end", Point(Anchor.END)),
        ("day 7", Point(Anchor.EFFECT, day=7)),
        ("day 7 09:00", Point(Anchor.EFFECT, day=7, clock=time(9))),
        ("week 6", Point(Anchor.EFFECT, day=42)),
        ("48 hours after signing", Point(Anchor.SIGNED, offset=Length(48, Unit.HOURS))),
        ("5 days after effect", Point(Anchor.EFFECT, offset=Length(5, Unit.DAYS))),
        ("2 days after signing 10:00", Point(Anchor.SIGNED, offset=Length(2, Unit.DAYS), clock=time(10))),
        ("3 days after first release", Point(Anchor.DUTY, of="first release", offset=Length(3, Unit.DAYS))),
        ("first release", Point(Anchor.DUTY, of="first release")),
        ("2024-03-05 07:00", Point(Anchor.MOMENT, DAY.replace(hour=7))),
    ],
)
def test_points(words: str, point: Point) -> None:
    assert points.start(words, ROME) == point
    assert points.due(words, ROME) == point


def test_a_date_begins_at_its_start_and_is_due_at_its_end() -> None:
    assert points.start("2024-03-05", ROME) == Point(Anchor.MOMENT, DAY)
    assert points.due("2024-03-05", ROME) == Point(Anchor.MOMENT, DAY, day=1)
    assert points.last_moment(points.due("2024-03-05", ROME)) == DAY.replace(day=6)


@pytest.mark.parametrize(
    ("opens", "length", "due"),
    [
        ("signing", "4 days", Point(Anchor.SIGNED, offset=Length(4, Unit.DAYS))),
        ("day 7", "3 days", Point(Anchor.EFFECT, day=9)),
        ("day 7 09:00", "1 week", Point(Anchor.EFFECT, day=14, clock=time(9))),
        ("2 days after signing", "1 week", Point(Anchor.SIGNED, offset=Length(9, Unit.DAYS))),
        ("2 hours after signing", "30 minutes", Point(Anchor.SIGNED, offset=Length(150, Unit.MINUTES))),
        ("2024-03-05", "1 month", Point(Anchor.MOMENT, DAY, offset=Length(1, Unit.MONTHS))),
    ],
)
def test_a_length_is_counted_on_from_where_a_duty_opens(opens: str, length: str, due: Point) -> None:
    assert points.plus(points.start(opens, ROME), phrases.length(length)) == due


@pytest.mark.parametrize(("opens", "length"), [("day 7", "5 hours"), ("2 days after signing", "5 hours")])
def test_lengths_that_cannot_be_added_are_told(opens: str, length: str) -> None:
    with pytest.raises(Unclear, match="Write the moment itself"):
        points.plus(points.start(opens, ROME), phrases.length(length))


@pytest.mark.parametrize(
    ("read", "words"),
    [
        (phrases.number, "many"),
        (phrases.number, "1.000,5"),
        (phrases.number, None),
        (phrases.number, ["1"]),
        (phrases.length, "4"),
        (phrases.length, "days"),
        (phrases.length, "-4 days"),
        (phrases.length, "1.5 months"),
        (phrases.length, "some days"),
        (phrases.length, "101 years"),
        (phrases.clock, "7"),
        (phrases.clock, "24:00"),
        (phrases.clock, "07:00:00"),
        (phrases.window, "10:00"),
        (phrases.window, "10:00-10:00"),
        (phrases.window, "10-16"),
        (phrases.count, "hostages"),
        (phrases.count, "fewer than 10 hostages"),
        (phrases.count, "20 to 10 hostages"),
        (phrases.count, "0 hostages"),
        (phrases.count, "-1 hostages"),
        (phrases.pace, "0 a day"),
        (phrases.pace, "10"),
        (phrases.yes, "perhaps"),
        (phrases.listed, {"a": "b"}),
        (lambda w: points.start(w, ROME), "3 days before end"),
        (lambda w: points.start(w, ROME), "7"),
        (lambda w: points.start(w, ROME), "day -1"),
        (lambda w: points.start(w, ROME), "2024-13-01"),
        (lambda w: points.start(w, ROME), "9999-12-31"),
        (lambda w: points.start(w, ROME), "week 99999"),
        (lambda w: points.start(w, ROME), "1.2.2024"),
        (lambda w: points.start(w, ROME), "2024-03-05 7h"),
    ],
)
def test_words_that_say_nothing_are_told_with_what_to_write(read: Callable[[Any], object], words: object) -> None:
    with pytest.raises(Unclear) as caught:
        read(words)
    assert caught.value.what
    assert caught.value.todo
