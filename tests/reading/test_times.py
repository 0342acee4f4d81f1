"""Time expressions in sentences, with the intervals worked out by hand.

In the tables the expression stands in square brackets. The report is of Saturday, 2 December 2023, in
Jerusalem, unless a row says otherwise. A bare date stands for that day's midnight.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from truceline.model.when import Basis, Precision, When
from truceline.reading.times import Kind, TimeExpression, find_times

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


def moment(words: str, zone: str | None = ZONE) -> datetime | None:
    if words == "-":
        return None
    return datetime.fromisoformat(words).replace(tzinfo=ZoneInfo(zone) if zone else UTC)


def expect(found: When | None, start: str, end: str, precision: str, basis: str, zone: str | None = ZONE) -> None:
    assert found is not None
    assert (found.start, found.end) == (moment(start, zone), moment(end, zone))
    assert (found.precision.value, found.basis.value) == (precision, basis)


ABSOLUTE = [
    ("It began [on 1 December 2023].", "2023-12-01", "2023-12-02", "day", "stated"),
    ("It began [on the 1st of December, 2023].", "2023-12-01", "2023-12-02", "day", "stated"),
    ("It began [on Dec. 1, 2023], they said.", "2023-12-01", "2023-12-02", "day", "stated"),
    ("CAIRO, [March 3] (Agency) - Talks resumed.", "2023-03-03", "2023-03-04", "day", "inferred"),
    ("It began [on December 1].", "2023-12-01", "2023-12-02", "day", "inferred"),
    ("It began [on December 3].", "2022-12-03", "2022-12-04", "day", "inferred"),
    ("It began [on 1 Dec].", "2023-12-01", "2023-12-02", "day", "inferred"),
    ("It began [2023-12-01].", "2023-12-01", "2023-12-02", "day", "stated"),
    ("It began [on 24.11.2023].", "2023-11-24", "2023-11-25", "day", "stated"),
    ("It began [on 24/11/2023].", "2023-11-24", "2023-11-25", "day", "stated"),
    ("It began [on 01-Dec-2023].", "2023-12-01", "2023-12-02", "day", "stated"),
    ("[MARCH 3, 2023]: TALKS RESUME", "2023-03-03", "2023-03-04", "day", "stated"),
    ("It began [on the 29th].", "2023-11-29", "2023-11-30", "day", "inferred"),
    ("It began [on the 2nd], he said.", "2023-12-02", "2023-12-03", "day", "inferred"),
    ("It began [on Friday, December 1].", "2023-12-01", "2023-12-02", "day", "inferred"),
    ("It began [on Friday (Dec. 1)].", "2023-12-01", "2023-12-02", "day", "inferred"),
    ("It began [Fri 1 Dec 2023].", "2023-12-01", "2023-12-02", "day", "stated"),
    ("It began [on 7 October last year].", "2022-10-07", "2022-10-08", "day", "inferred"),
    ("It was signed [in November 2023].", "2023-11-01", "2023-12-01", "month", "stated"),
    ("It was signed [in November].", "2023-11-01", "2023-12-01", "month", "inferred"),
    ("It was signed [in December].", "2023-12-01", "2024-01-01", "month", "inferred"),
    ("It was signed [in January of last year].", "2022-01-01", "2022-02-01", "month", "inferred"),
    ("It was signed [in late November].", "2023-11-21", "2023-12-01", "month", "inferred"),
    ("It was signed [in early May].", "2023-05-01", "2023-05-11", "month", "inferred"),
    ("It was signed [in mid-May 2021].", "2021-05-11", "2021-05-21", "month", "stated"),
    ("It was signed [in May].", "2023-05-01", "2023-06-01", "month", "inferred"),
    ("It was signed [in the first week of November].", "2023-11-01", "2023-11-08", "week", "inferred"),
    ("It was signed [in 2022].", "2022-01-01", "2023-01-01", "year", "stated"),
    ("It was signed [in late 2022].", "2022-09-01", "2023-01-01", "year", "stated"),
    ("It was signed [in the first half of 2023].", "2023-01-01", "2023-07-01", "year", "stated"),
    ("It was signed [in the 1990s].", "1990-01-01", "2000-01-01", "span", "stated"),
    ("It was signed [in the summer of 2023].", "2023-06-01", "2023-09-01", "span", "stated"),
    ("It was signed [last winter].", "2022-12-01", "2023-03-01", "span", "inferred"),
]

RANGES = [
    ("It held [between 24 and 30 November].", "2023-11-24", "2023-12-01", "span", "inferred"),
    ("It held [from 24 November to 1 December].", "2023-11-24", "2023-12-02", "span", "inferred"),
    ("It held [from 24 November until 1 December 2023].", "2023-11-24", "2023-12-02", "span", "stated"),
    ("It held [24-30 November].", "2023-11-24", "2023-12-01", "span", "inferred"),
    ("It held [24–30 November 2023].", "2023-11-24", "2023-12-01", "span", "stated"),
    ("It held [November 24 through 30].", "2023-11-24", "2023-12-01", "span", "inferred"),
    ("It held [from 28 December to 3 January 2023].", "2022-12-28", "2023-01-04", "span", "stated"),
    ("It held [from 28 December to 3 January].", "2022-12-28", "2023-01-04", "span", "inferred"),
    ("It held [from the 24th to the 30th].", "2023-11-24", "2023-12-01", "span", "inferred"),
    ("It held [from Monday to Friday].", "2023-11-27", "2023-12-02", "span", "inferred"),
    ("It held [between June and early October].", "2023-06-01", "2023-10-11", "span", "inferred"),
    ("It held [from March to May 2021].", "2021-03-01", "2021-06-01", "span", "stated"),
    ("It held [between 2014 and 2021].", "2014-01-01", "2022-01-01", "span", "stated"),
    ("Flights stop [10:00-16:00].", "2023-12-02T10:00", "2023-12-02T16:00", "span", "inferred"),
    ("Flights stop [from 10 to 11 a.m.].", "2023-12-02T10:00", "2023-12-02T11:00", "span", "inferred"),
    ("Flights stop [from 9 to 4 p.m.].", "2023-12-02T09:00", "2023-12-02T16:00", "span", "inferred"),
    ("Shelling lasted [from 10 p.m. to 2 a.m.].", "2023-12-02T22:00", "2023-12-03T02:00", "span", "inferred"),
    ("Open [between 10 a.m. and 4 p.m. on Friday].", "2023-12-01T10:00", "2023-12-01T16:00", "span", "inferred"),
    ("Open [on Friday from 10:00 to 16:00].", "2023-12-01T10:00", "2023-12-01T16:00", "span", "inferred"),
    ("Open [from 0800 to 1400 GMT].", "2023-12-02T10:00", "2023-12-02T16:00", "span", "inferred"),
    ("Open [from 7 a.m. on Monday to Friday].", "2023-11-27T07:00", "2023-12-02", "span", "inferred"),
    ("It lasted [from 7 a.m. Friday to 7 a.m. Saturday].", "2023-12-01T07:00", "2023-12-02T07:00", "span", "inferred"),
    ("It was [three or four months ago].", "2023-08-01", "2023-10-01", "span", "inferred"),
]

CLOCKS = [
    ("It began [at 7 a.m.].", "2023-12-02T07:00", "2023-12-02T07:01", "minute", "inferred"),
    ("It began [at 7:30pm].", "2023-12-02T19:30", "2023-12-02T19:31", "minute", "inferred"),
    ("It began [at 12 a.m.].", "2023-12-02T00:00", "2023-12-02T00:01", "minute", "inferred"),
    ("It began [at 06:59 local time].", "2023-12-02T06:59", "2023-12-02T07:00", "minute", "inferred"),
    ("It began [at noon].", "2023-12-02T12:00", "2023-12-02T12:01", "minute", "inferred"),
    ("It began [at 21:45].", "2023-12-02T21:45", "2023-12-02T21:46", "minute", "inferred"),
    ("It began [at 0500 GMT].", "2023-12-02T07:00", "2023-12-02T07:01", "minute", "inferred"),
    ("It began [at 05:00 UTC+3].", "2023-12-02T04:00", "2023-12-02T04:01", "minute", "inferred"),
    ("It began [at 7 a.m. (0500 GMT)].", "2023-12-02T07:00", "2023-12-02T07:01", "minute", "inferred"),
    ("It began [at 0500 GMT (7 a.m. local time)].", "2023-12-02T07:00", "2023-12-02T07:01", "minute", "inferred"),
    ("It began [at 7 a.m. on Friday].", "2023-12-01T07:00", "2023-12-01T07:01", "minute", "inferred"),
    ("It began [at 7 a.m. (0500 GMT) on Friday].", "2023-12-01T07:00", "2023-12-01T07:01", "minute", "inferred"),
    ("It began [on Friday at 07:00].", "2023-12-01T07:00", "2023-12-01T07:01", "minute", "inferred"),
    ("It began [at 7 o'clock in the evening].", "2023-12-02T19:00", "2023-12-02T19:01", "minute", "inferred"),
    ("It began [at 7 a.m. on 1 December 2023].", "2023-12-01T07:00", "2023-12-01T07:01", "minute", "stated"),
    ("It began [at 7 on Friday morning].", "2023-12-01T07:00", "2023-12-01T07:01", "minute", "inferred"),
    ("It began [at 2023-12-01T07:00Z].", "2023-12-01T09:00", "2023-12-01T09:01", "minute", "stated"),
    ("It began [at 2023-12-01 07:00].", "2023-12-01T07:00", "2023-12-01T07:01", "minute", "stated"),
    ("It ended [at midnight on Thursday].", "2023-12-01T00:00", "2023-12-01T00:01", "minute", "inferred"),
    ("It began [at around 7 a.m.].", "2023-12-02T06:30", "2023-12-02T07:30", "hour", "inferred"),
    ("It began [shortly after 7 a.m. on Friday].", "2023-12-01T07:00", "2023-12-01T08:00", "hour", "inferred"),
    ("It began [shortly after midnight on Friday].", "2023-12-01T00:00", "2023-12-01T01:00", "hour", "inferred"),
    ("It began [at 7 p.m. Yemen time] there.", "2023-12-02", "2023-12-03", "day", "inferred"),
    ("It began [on Friday morning].", "2023-12-01T06:00", "2023-12-01T12:00", "part of day", "inferred"),
    ("It began [on the morning of 1 December].", "2023-12-01T06:00", "2023-12-01T12:00", "part of day", "inferred"),
    ("It began [Thursday night].", "2023-11-30T18:00", "2023-12-01T06:00", "part of day", "inferred"),
    ("It began [early on Saturday].", "2023-12-02T00:00", "2023-12-02T09:00", "part of day", "inferred"),
    ("It began [late Thursday].", "2023-11-30T18:00", "2023-12-01T00:00", "part of day", "inferred"),
    ("It began [in the early hours of Friday].", "2023-12-01T00:00", "2023-12-01T06:00", "part of day", "inferred"),
    ("It began [before dawn on Friday].", "2023-12-01T00:00", "2023-12-01T06:00", "part of day", "inferred"),
    ("It began [overnight].", "2023-12-01T18:00", "2023-12-02T06:00", "part of day", "inferred"),
    ("It began [overnight into Friday].", "2023-11-30T18:00", "2023-12-01T06:00", "part of day", "inferred"),
    ("It began [last night].", "2023-12-01T18:00", "2023-12-02T06:00", "part of day", "inferred"),
    ("It began [this morning].", "2023-12-02T06:00", "2023-12-02T12:00", "part of day", "inferred"),
    ("It begins [tonight].", "2023-12-02T18:00", "2023-12-03T06:00", "part of day", "inferred"),
]

RELATIVE = [
    ("It began [today].", "2023-12-02", "2023-12-03", "day", "inferred"),
    ("It began [yesterday].", "2023-12-01", "2023-12-02", "day", "inferred"),
    ("It begins [tomorrow].", "2023-12-03", "2023-12-04", "day", "inferred"),
    ("It began [the day before yesterday].", "2023-11-30", "2023-12-01", "day", "inferred"),
    ("It began [on Friday].", "2023-12-01", "2023-12-02", "day", "inferred"),
    ("It began [on Saturday].", "2023-12-02", "2023-12-03", "day", "inferred"),
    ("It began [on Sunday].", "2023-11-26", "2023-11-27", "day", "inferred"),
    ("It began [last Friday].", "2023-12-01", "2023-12-02", "day", "inferred"),
    ("It began [last Saturday].", "2023-11-25", "2023-11-26", "day", "inferred"),
    ("It begins [next Monday].", "2023-12-04", "2023-12-05", "day", "inferred"),
    ("It began [on Monday last week].", "2023-11-20", "2023-11-21", "day", "inferred"),
    ("It began [two days ago].", "2023-11-30", "2023-12-01", "day", "inferred"),
    ("It began [three weeks ago].", "2023-11-11", "2023-11-12", "day", "inferred"),
    ("It began [about three weeks ago].", "2023-11-06", "2023-11-13", "week", "inferred"),
    ("It began [two months ago].", "2023-10-01", "2023-11-01", "month", "inferred"),
    ("It began [a decade ago].", "2013-01-01", "2014-01-01", "year", "inferred"),
    ("It began [last week].", "2023-11-20", "2023-11-27", "week", "inferred"),
    ("It began [this week].", "2023-11-27", "2023-12-04", "week", "inferred"),
    ("It begins [next week].", "2023-12-04", "2023-12-11", "week", "inferred"),
    ("It began [earlier this week].", "2023-11-27", "2023-12-02", "week", "inferred"),
    ("It began [last month].", "2023-11-01", "2023-12-01", "month", "inferred"),
    ("It began [earlier this month].", "2023-12-01", "2023-12-02", "month", "inferred"),
    ("It ends [at the end of the month].", "2023-12-21", "2024-01-01", "month", "inferred"),
    ("It began [last year].", "2022-01-01", "2023-01-01", "year", "inferred"),
    ("It began [earlier this year].", "2023-01-01", "2023-12-02", "year", "inferred"),
    ("It began [last November].", "2023-11-01", "2023-12-01", "month", "inferred"),
    ("It begins [next May].", "2024-05-01", "2024-06-01", "month", "inferred"),
    ("It began [over the weekend].", "2023-12-02", "2023-12-04", "span", "inferred"),
    ("It began [last weekend].", "2023-11-25", "2023-11-27", "span", "inferred"),
    ("Killed [in the past 24 hours].", "2023-12-01", "2023-12-03", "span", "inferred"),
    ("Killed [over the last three days].", "2023-11-29", "2023-12-03", "span", "inferred"),
    ("Killed [over the past week].", "2023-11-25", "2023-12-03", "span", "inferred"),
    ("Killed [during the past two months].", "2023-10-02", "2023-12-03", "span", "inferred"),
    ("Due [within the next 48 hours].", "2023-12-02", "2023-12-05", "span", "inferred"),
    ("It fell [two days before Friday].", "2023-11-29", "2023-11-30", "day", "inferred"),
    ("It fell [two hours after midnight on Friday].", "2023-12-01T02:00", "2023-12-01T02:01", "minute", "inferred"),
    ("It fell [a day after 1 December 2023].", "2023-12-02", "2023-12-03", "day", "stated"),
]

BOUNDS = [
    ("Due [by Sunday].", "-", "2023-11-27", "span", "inferred"),
    ("Held [until Friday].", "-", "2023-12-02", "span", "inferred"),
    ("Held [until at least Friday].", "-", "2023-12-02", "span", "inferred"),
    ("Held [until the end of November].", "-", "2023-12-01", "span", "inferred"),
    ("Held [since Friday].", "2023-12-01", "2023-12-03", "span", "inferred"),
    ("Held [since 24 November].", "2023-11-24", "2023-12-03", "span", "inferred"),
    ("Held [since 2014].", "2014-01-01", "2023-12-03", "span", "stated"),
    ("Held [since last week].", "2023-11-20", "2023-12-03", "span", "inferred"),
    ("Freed [after Friday].", "2023-12-02", "-", "span", "inferred"),
    ("Freed [before 1 December].", "-", "2023-12-01", "span", "inferred"),
    ("Freed [by 07:00 on 1 December].", "-", "2023-12-01T07:00", "span", "inferred"),
    ("Freed [before noon on Sunday].", "-", "2023-11-26T12:00", "span", "inferred"),
    ("Freed [before the end of the month].", "-", "2024-01-01", "span", "inferred"),
    ("Due [by midnight].", "-", "2023-12-03", "span", "inferred"),
    ("Held [since midnight].", "2023-12-02", "2023-12-03", "span", "inferred"),
    ("Halted [from Friday].", "2023-12-01", "2023-12-03", "span", "inferred"),
]


@pytest.mark.parametrize(
    ("sentence", "start", "end", "precision", "basis"), [*ABSOLUTE, *RANGES, *CLOCKS, *RELATIVE, *BOUNDS]
)
def test_expressions_are_found_and_placed(sentence: str, start: str, end: str, precision: str, basis: str) -> None:
    expression = only(sentence)
    assert expression.kind is Kind.TIME
    found = expression.when(PUBLISHED, ZONE)
    expect(found, start, end, precision, basis)
    assert found is not None
    assert (found.words, found.zone) == (expression.words, ZONE)


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("It begins [on Sunday].", "2023-12-03", "2023-12-04"),
        ("It begins [on Saturday].", "2023-12-02", "2023-12-03"),
        ("It begins [on Friday].", "2023-12-08", "2023-12-09"),
        ("It begins [on 1 December].", "2024-12-01", "2024-12-02"),
        ("It begins [on Friday, 1 December].", "2023-12-01", "2023-12-02"),
        ("It begins [on the 1st].", "2024-01-01", "2024-01-02"),
        ("It begins [in November].", "2024-11-01", "2024-12-01"),
        ("It begins [in December].", "2023-12-01", "2024-01-01"),
        ("It runs [from 30 November to 4 December].", "2023-11-30", "2023-12-05"),
        ("It runs [from Monday to Friday].", "2023-12-04", "2023-12-09"),
        ("Due [by Sunday].", "-", "2023-12-04"),
        ("It holds [from Friday].", "2023-12-08", "-"),
        ("It begins [in two days].", "2023-12-04", "2023-12-05"),
        ("It begins [in two weeks' time].", "2023-12-16", "2023-12-17"),
        ("It begins [overnight].", "2023-12-02T18:00", "2023-12-03T06:00"),
        ("It began [last Friday].", "2023-12-01", "2023-12-02"),
    ],
)
def test_words_that_look_ahead_take_the_next_such_time(sentence: str, start: str, end: str) -> None:
    found = only(sentence).when(PUBLISHED, ZONE, future=True)
    assert found is not None
    assert (found.start, found.end) == (moment(start), moment(end))


def test_a_range_looking_ahead_starts_in_the_days_before_its_end() -> None:
    """On a Wednesday, "from Monday to Friday" looks to this week's Friday and the Monday before it."""
    wednesday = When.day(date(2023, 11, 29), zone=ZONE)
    found = only("It runs [from Monday to Friday].").when(wednesday, ZONE, future=True)
    assert found is not None
    assert (found.start, found.end) == (moment("2023-11-27"), moment("2023-12-02"))


@pytest.mark.parametrize(
    ("sentence", "zone", "published", "start"),
    [
        ("Killed [at 7 p.m. Khartoum time].", "Africa/Khartoum", "2023-04-20", "2023-04-20T19:00"),
        ("Killed [on Tuesday at 06:00].", "America/Bogota", "2016-06-23", "2016-06-21T06:00"),
        ("Killed [on 24 February] there.", "Europe/Kyiv", "2023-02-20", "2022-02-24T00:00"),
        ("Killed [at 2 a.m. on 29 February].", "Africa/Addis_Ababa", "2022-11-02", "2020-02-29T02:00"),
        ("Killed [in early November].", "Africa/Addis_Ababa", "2020-12-24", "2020-11-01T00:00"),
    ],
)
def test_other_zones_and_years_follow_the_same_rules(sentence: str, zone: str, published: str, start: str) -> None:
    found = only(sentence).when(When.day(date.fromisoformat(published), zone=zone), zone)
    assert found is not None
    assert (found.start, found.zone) == (moment(start, zone), zone)


def test_the_place_named_with_a_time_gives_its_zone() -> None:
    found = only("It began [at 7 p.m. Khartoum time on Friday].").when(PUBLISHED, ZONE)
    assert found is not None
    assert found.start == datetime(2023, 12, 1, 19, tzinfo=ZoneInfo("Africa/Khartoum"))
    assert found.zone == "Africa/Khartoum"


@pytest.mark.parametrize("zone", [None, "America/New_York"])
def test_the_time_in_gmt_fixes_the_offset_where_the_zone_does_not_fit(zone: str | None) -> None:
    found = only("It began [at 7 a.m. (0500 GMT) on Friday].").when(PUBLISHED, zone)
    assert found is not None
    assert found.start == datetime(2023, 12, 1, 7, tzinfo=timezone(timedelta(hours=2)))
    assert found.start.utcoffset() == timedelta(hours=2)
    assert found.zone is None


def test_gmt_in_brackets_may_fall_on_the_day_before() -> None:
    found = only("It began [at 1 a.m. (2300 GMT) on Friday].").when(PUBLISHED, None)
    assert found is not None
    assert found.start == datetime(2023, 11, 30, 23, tzinfo=UTC)


def test_an_abbreviation_counts_only_where_it_is_the_zones_own() -> None:
    expression = only("It began [at 7 p.m. IST].")
    known, unknown = expression.when(PUBLISHED, ZONE), expression.when(PUBLISHED, "Africa/Khartoum")
    assert known is not None
    assert unknown is not None
    assert (known.precision, unknown.precision) == (Precision.MINUTE, Precision.DAY)


def test_without_a_zone_times_are_read_as_utc() -> None:
    found = only("It began [on Friday at 07:00].").when(When.day(date(2023, 12, 2)), None)
    expect(found, "2023-12-01T07:00", "2023-12-01T07:01", "minute", "inferred", zone=None)
    assert found is not None
    assert found.zone is None


@pytest.mark.parametrize(
    ("sentence", "start", "end"),
    [
        ("It began [on 1 December 2023].", "2023-12-01", "2023-12-02"),
        ("It was [in November 2023].", "2023-11-01", "2023-12-01"),
        ("It held [24-30 November 2023].", "2023-11-24", "2023-12-01"),
        ("It held [since 24 November 2023].", "2023-11-24", "-"),
        ("It began [at 7 a.m. on 1 December 2023].", "2023-12-01T07:00", "2023-12-01T07:01"),
    ],
)
def test_full_dates_need_no_publication(sentence: str, start: str, end: str) -> None:
    found = only(sentence).when(None, ZONE)
    assert found is not None
    assert (found.start, found.end, found.basis) == (moment(start), moment(end), Basis.STATED)


@pytest.mark.parametrize(
    "words",
    [
        "on Friday",
        "today",
        "on 1 December",
        "last week",
        "at 7 a.m.",
        "in the past 24 hours",
        "by Sunday",
        "overnight",
        "two hours ago",
        "on the 29th",
        "from Monday to Friday",
        "over the weekend",
        "last summer",
    ],
)
def test_nothing_is_made_up_where_the_publication_is_unknown(words: str) -> None:
    assert only(f"It was [{words}].").when(None, ZONE) is None


class TestMoments:
    """The publication's moment is known: 2 December 2023, 05:30 in Jerusalem, given in UTC."""

    published = When.moment(datetime(2023, 12, 2, 3, 30, tzinfo=UTC), zone="UTC")

    @pytest.mark.parametrize(
        ("sentence", "future", "start", "end", "precision"),
        [
            ("It began [at 7 a.m.].", False, "2023-12-01T07:00", "2023-12-01T07:01", "minute"),
            ("It begins [at 7 a.m.].", True, "2023-12-02T07:00", "2023-12-02T07:01", "minute"),
            ("It begins [at 4 a.m.].", True, "2023-12-03T04:00", "2023-12-03T04:01", "minute"),
            ("It began [three hours ago].", False, "2023-12-02T02:00", "2023-12-02T03:00", "hour"),
            ("It began [ten minutes ago].", False, "2023-12-02T05:20", "2023-12-02T05:21", "minute"),
            ("Killed [in the past 24 hours].", False, "2023-12-01T05:30", "2023-12-02T05:31", "span"),
            ("Killed [since Friday].", False, "2023-12-01", "2023-12-02T05:31", "span"),
            ("Due [within the next two days].", True, "2023-12-02T05:30", "2023-12-04T05:31", "span"),
        ],
    )
    def test_times_count_from_the_moment(
        self, sentence: str, future: bool, start: str, end: str, precision: str
    ) -> None:
        expect(only(sentence).when(self.published, ZONE, future), start, end, precision, "inferred")

    def test_the_local_day_of_the_moment_counts(self) -> None:
        late = When.moment(datetime(2023, 12, 1, 22, 30, tzinfo=UTC), zone="UTC")
        expect(only("It began [today].").when(late, ZONE), "2023-12-02", "2023-12-03", "day", "inferred")

    def test_clocks_going_back_leave_an_interval_that_runs_forward(self) -> None:
        late = When.moment(datetime(2023, 10, 28, 23, 10, tzinfo=UTC), zone="UTC")
        found = only("It began [half an hour ago].").when(late, ZONE)
        assert found is not None
        assert found.start is not None
        assert found.end is not None
        assert found.start.astimezone(UTC) == datetime(2023, 10, 28, 22, 10, tzinfo=UTC)
        assert found.start.astimezone(UTC) < found.end.astimezone(UTC)


def test_a_day_later_is_no_rate_of_the_clock_time_before_it() -> None:
    found = find_times("It took effect at 07:00 on Friday, a day later than announced.")
    assert [e.words for e in found] == ["at 07:00 on Friday", "a day later"]
