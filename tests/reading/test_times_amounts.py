"""Lengths, times counted from something else, vague times, lists, and words that are no times.

In the tables the expression stands in square brackets. The report is of Saturday, 2 December 2023, in Jerusalem.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from truceline.model.when import Basis, Precision, When
from truceline.reading.times import Kind, Length, TimeExpression, find_times

ZONE = "Asia/Jerusalem"
PUBLISHED = When.day(date(2023, 12, 2), zone=ZONE)


def marked(sentence: str) -> tuple[str, tuple[str, ...]]:
    """The sentence without its brackets, and the words that stood in them."""
    words = tuple(piece.split("]")[0] for piece in sentence.split("[")[1:])
    return sentence.replace("[", "").replace("]", ""), words


def only(sentence: str) -> TimeExpression:
    text, words = marked(sentence)
    found = find_times(text)
    assert tuple(e.words for e in found) == words
    assert len(found) == 1
    return found[0]


def moment(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(ZONE))


ANCHOR = When(moment("2023-11-24T07:00"), moment("2023-12-01T07:00"), Precision.SPAN, Basis.STATED, zone=ZONE)


@pytest.mark.parametrize(
    ("sentence", "start", "end", "precision"),
    [
        ("It fell [two days earlier].", "2023-11-22", "2023-11-23", "day"),
        ("It fell [a week later].", "2023-12-04", "2023-12-11", "week"),
        ("It fell [the day before].", "2023-11-23", "2023-11-24", "day"),
        ("It fell [the following day].", "2023-12-02", "2023-12-03", "day"),
        ("It fell [the next day].", "2023-12-02", "2023-12-03", "day"),
        ("Hit [within the first day] of fighting.", "2023-11-24", "2023-11-25", "day"),
        ("Hit [on the second day].", "2023-11-25", "2023-11-26", "day"),
        ("Freed [on day 16] of the truce.", "2023-12-09", "2023-12-10", "day"),
        ("Hit [in the first 24 hours].", "2023-11-24T07:00", "2023-11-25T07:00", "span"),
        ("Due [within 24 hours].", "2023-11-24T07:00", "2023-12-02T07:00", "span"),
        ("Hit [in the previous three days].", "2023-11-21T07:00", "2023-11-24T07:00", "span"),
        ("It fell [two hours later].", "2023-11-24T09:00", "2023-12-01T09:00", "span"),
    ],
)
def test_words_counted_from_something_else_need_an_anchor(sentence: str, start: str, end: str, precision: str) -> None:
    expression = only(sentence)
    assert expression.kind is Kind.ANCHORED
    assert expression.when(PUBLISHED, ZONE) is None
    found = expression.when(PUBLISHED, ZONE, anchor=ANCHOR)
    assert found is not None
    assert (found.start, found.end, found.precision.value) == (moment(start), moment(end), precision)


@pytest.mark.parametrize(
    ("sentence", "low", "high"),
    [
        ("It fell after [just seven days].", Length(days=7), Length(days=7)),
        ("Held [for 42 days].", Length(days=42), Length(days=42)),
        ("It lasted [a week].", Length(days=7), Length(days=7)),
        ("A [four-day] truce.", Length(days=4), Length(days=4)),
        ("The [seven-day] truce.", Length(days=7), Length(days=7)),
        ("[Six months] of war.", Length(months=6), Length(months=6)),
        ("It lasted [two and a half years].", Length(months=30), Length(months=30)),
        ("It lasted [half an hour].", Length(clock=timedelta(minutes=30)), Length(clock=timedelta(minutes=30))),
        ("It lasted [10 to 12 days].", Length(days=10), Length(days=12)),
        ("It was extended by [another two days].", Length(days=2), Length(days=2)),
        ("[One day] for every ten hostages.", Length(days=1), Length(days=1)),
        ("Killed [in two days].", Length(days=2), Length(days=2)),
        ("Held [for a day].", Length(days=1), Length(days=1)),
    ],
)
def test_lengths_are_found_without_a_time(sentence: str, low: Length, high: Length) -> None:
    expression = only(sentence)
    assert (expression.kind, expression.length) == (Kind.DURATION, (low, high))
    assert expression.when(PUBLISHED, ZONE) is None


def test_months_have_no_exact_length() -> None:
    assert Length(months=1).exact is None
    assert Length(days=2, clock=timedelta(hours=3)).exact == timedelta(days=2, hours=3)


@pytest.mark.parametrize(
    "sentence",
    [
        "Updates are due [in the coming days].",
        "It fell [several weeks ago].",
        "Killed [in recent days].",
        "It fell [on 7/10/2023].",
        "It fell [days earlier].",
    ],
)
def test_vague_words_stay_open(sentence: str) -> None:
    expression = only(sentence)
    assert expression.kind is Kind.VAGUE
    assert expression.when(PUBLISHED, ZONE) is None
    assert expression.when(PUBLISHED, ZONE, future=True) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Strikes [on Monday] and [Tuesday].",
        "Strikes [on 24] and [25 November].",
        "Strikes [on November 24], [25] and [26].",
        "Strikes [in October] and [November].",
        "Killed [in 2008] and [2012].",
        "[On Friday], Israel said; [since Sunday], Hamas said.",
        "[Friday]’s collapse, [Thursday]'s talks",
        "The collapse [on Friday]\nwas reported [on\nSaturday].",
        "On\n\n[Friday], talks ended.",
    ],
)
def test_each_time_in_a_sentence_is_found_apart(sentence: str) -> None:
    text, words = marked(sentence)
    assert tuple(e.words for e in find_times(text)) == words


@pytest.mark.parametrize(
    "words",
    [
        "within an additional twenty-four hours",
        "for two and a half years",
        "for three or four months",
        "for ten consecutive days",
        "for two calendar months",
        "for five full days",
        "for an extra week",
        "for a total of seven days",
        "for at least a further six weeks",
        "a couple of weeks ago",
        "for a hundred days",
        "for a dozen hours",
        "for dozens of years",
        "for a number of weeks",
        "no later than Sunday",
        "not later than the end of the month",
        "up until the start of the year",
        "the previous evening",
        "the preceding night",
        "the following Friday morning",
        "the same day",
        "in the final months",
        "in the third quarter of 2021",
        "in the small hours of Friday",
        "for up to two whole days",
        "for just under three straight weeks",
        "for at most five other days",
        "by the middle of next week",
        "prior to last Sunday",
        "within the first ninety days",
        "since the twelfth week",
        "june 25, 1950",
    ],
)
def test_however_many_words_lead_up_to_the_first_telling_one(words: str) -> None:
    text = f"They met {words}."
    end = len(text) - 1
    assert [e for e in find_times(text) if e.end == end]


def test_the_days_of_a_list_share_its_month_and_year() -> None:
    text, _ = marked("on 24, 25 and 26 November 2023")
    found = [e.when(None, ZONE) for e in find_times(text)]
    assert [w.start for w in found if w] == [moment(f"2023-11-{d}") for d in (24, 25, 26)]


@pytest.mark.parametrize(
    "text",
    [
        "Supplies arrive daily.",
        "It happens every day.",
        "Trucks enter every two weeks.",
        "Some 200 trucks a day crossed.",
        "Some 200 trucks a week crossed.",
        "The crossing is open 24 hours a day, seven days a week.",
        "The crossing opens at 07:00 daily.",
        "No flights between 10:00 and 16:00 each day.",
        "He prays every Friday.",
        "They meet on Fridays.",
        "A man aged 75 and a 24-year-old woman.",
        "Women in their twenties and thirties.",
        "A child three years old.",
        "It cost $7 and €2,023.",
        "Article 24 of Resolution 1701.",
        "The 1973 war and the 2014 deal.",
        "They may go, and May went.",
        "A march began; they march to the sea.",
        "March on the capital!",
        "The second, and ten seconds.",
        "The Nova festival.",
        "On the 7th Brigade.",
        "In 2000 houses, 1950 people.",
        "Good Friday and the Sunday Times.",
        "The last day of the truce.",
        "On 45 December.",
        "Won 10:99 and 3.24.",
        "COVID-19 days",
        "Since the truce began.",
        "Version 2.10.2023.4",
        "On 31 February.",
        "a day",
        "the first time in a second phase",
        "",
    ],
)
def test_words_that_are_no_times_are_left_alone(text: str) -> None:
    assert [e.words for e in find_times(text)] == []


def test_in_may_before_a_number_is_the_month_alone() -> None:
    """ "In May 12 people" counts people."""
    assert [e.words for e in find_times("In May 12 people were killed.")] == ["In May"]


@pytest.mark.parametrize("words", ["9000 years ago", "9999 weeks later", "in the past 9999 years"])
def test_times_beyond_the_calendar_are_none(words: str) -> None:
    found = find_times(f"It was {words}.")
    assert [e.when(PUBLISHED, ZONE, anchor=ANCHOR) for e in found if "year" in e.words] == [None] * ("year" in words)
