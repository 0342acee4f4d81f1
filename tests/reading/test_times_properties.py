"""What holds for every text and every publication."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.model.when import Basis, When
from truceline.reading.times import find_times

ZONES = st.sampled_from([None, "Asia/Jerusalem", "Africa/Khartoum", "America/Bogota", "Europe/Kyiv", "Africa/Cairo"])
DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
WORDS = (
    "on by since until from to between and the a in at past next last two seven 24 30 7 07:00 a.m. GMT ( ) , . - days "
    "week hours ago earlier Friday Monday November May 2023 overnight morning midnight early late first every of day"
)
TIME_TEXTS = st.lists(st.sampled_from(WORDS.split(" ")), max_size=14).map(" ".join)
EXPRESSIONS = (
    "on Friday, on 1 December 2023, since 24 November, by 07:00 on Sunday, at 7 a.m. (0500 GMT) on Friday, last week, "
    "two days ago, from Monday to Friday, in the past 24 hours, just seven days, on Thursday night, overnight, tomorrow"
)
LISTED = (*EXPRESSIONS.split(", "), "between 24 and 30 November")


@given(st.one_of(TIME_TEXTS, st.text(max_size=80)), DAYS, ZONES, st.booleans())
@settings(max_examples=300, deadline=None)
def test_spans_hold_in_the_text_and_intervals_run_forward(text: str, day: date, zone: str | None, future: bool) -> None:
    cursor = 0
    published = When.day(day, zone=zone)
    for expression in find_times(text):
        assert cursor <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.words
        cursor = expression.end
        found = expression.when(published, zone, future, anchor=published)
        if found is not None and found.start is not None and found.end is not None:
            assert found.start.timestamp() < found.end.timestamp()


@given(st.sampled_from(LISTED), st.sampled_from(["", "He said: ", "Über 😀 naïve القاهرة – ", "They left; "]), DAYS)
@settings(max_examples=100, deadline=None)
def test_the_text_around_changes_nothing(words: str, before: str, day: date) -> None:
    published = When.day(day, zone="Asia/Jerusalem")
    alone, placed = find_times(words), find_times(f"{before}{words}; then they stopped.")
    assert [e.words for e in placed] == [e.words for e in alone] == [words]
    assert placed[0].start == len(before)
    assert placed[0].when(published, "Asia/Jerusalem") == alone[0].when(published, "Asia/Jerusalem")


@pytest.mark.parametrize("words", ["on Friday", "last week", "two days ago", "over the weekend", "on Monday night"])
@pytest.mark.parametrize("future", [False, True])
@given(day=DAYS)
@settings(max_examples=30, deadline=None)
def test_a_publication_a_week_later_means_times_a_week_later(words: str, future: bool, day: date) -> None:
    (expression,) = find_times(words)
    first = expression.when(When.day(day), None, future)
    later = expression.when(When.day(day + timedelta(days=7)), None, future)
    assert first is not None
    assert later is not None
    assert first.start is not None
    assert later.start == first.start + timedelta(days=7)


@given(st.sampled_from(["on Friday", "on 1 December", "on the 29th", "in May", "on 29 February"]), DAYS, ZONES)
@settings(max_examples=200, deadline=None)
def test_the_nearest_such_day_never_lies_on_the_wrong_side(words: str, day: date, zone: str | None) -> None:
    (expression,) = find_times(words)
    published = When.day(day, zone=zone)
    back, ahead = expression.when(published, zone), expression.when(published, zone, future=True)
    assert back is not None
    assert ahead is not None
    assert back.start is not None
    assert ahead.end is not None
    assert back.start.date() <= day < ahead.end.date()
    assert back.basis is ahead.basis is Basis.INFERRED


@given(DAYS, ZONES)
@settings(max_examples=100, deadline=None)
def test_a_full_date_means_the_same_day_in_every_report(day: date, zone: str | None) -> None:
    text = f"It began on {day.day} {day:%B} {day.year}."
    (expression,) = find_times(text)
    found = expression.when(None, zone)
    assert found is not None
    assert (found.date, found.basis) == (day, Basis.STATED)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 100_000,
        " " * 100_000,
        "on " * 50_000,
        "on 24, 25, " * 5_000,
        "the first " * 20_000,
        "24-" * 50_000,
        "May\n" * 25_000,
        "a week before " * 5_000,
        "10:00-" * 30_000,
    ],
    ids=lambda text: text[:12],
)
def test_no_text_makes_the_finder_slow(text: str) -> None:
    """Under twenty microseconds a character, however the text repeats itself."""
    find_times("on 1 May 2023")
    begun = time.process_time()
    find_times(text)
    assert time.process_time() - begun < 20e-6 * len(text) + 1
