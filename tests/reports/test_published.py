"""Publication times are read exactly, refused, or left unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import UnreadableReport, ValueProblem
from truceline.model import Basis, Precision, When
from truceline.reports.published import check_not_future, from_dateline, read_day, read_published

JERUSALEM = "Asia/Jerusalem"


@pytest.mark.parametrize(
    "words",
    [
        "2023-12-01",
        "1 December 2023",
        "Dec. 1, 2023",
        "Friday, December 1st, 2023",
        "20231201",
        "1 Dec 2023",
        "2023-12-01 00:00:00",
    ],
)
def test_a_day_is_the_whole_local_day(words: str) -> None:
    when = read_published(words, JERUSALEM)
    assert when is not None
    assert when.start is not None
    assert (when.start.isoformat(), when.precision, when.basis) == (
        "2023-12-01T00:00:00+02:00",
        Precision.DAY,
        Basis.STATED,
    )
    assert (when.zone, when.words) == (JERUSALEM, words)


@pytest.mark.parametrize(
    ("words", "local", "alone"),
    [
        ("2023-12-01T14:05Z", "2023-12-01T16:05:00+02:00", "2023-12-01T14:05:00+00:00"),
        ("2023-12-01T23:30:00Z", "2023-12-02T01:30:00+02:00", "2023-12-01T23:30:00+00:00"),
        ("2023-12-01 14:05+02:00", "2023-12-01T14:05:00+02:00", "2023-12-01T14:05:00+02:00"),
        ("20231201T1405Z", "2023-12-01T16:05:00+02:00", "2023-12-01T14:05:00+00:00"),
        ("Fri, 01 Dec 2023 14:05:00 +0200", "2023-12-01T14:05:00+02:00", "2023-12-01T14:05:00+02:00"),
        ("Fri, 1 Dec 2023 14:05:00 +0200 (IST)", "2023-12-01T14:05:00+02:00", "2023-12-01T14:05:00+02:00"),
        ("1 December 2023 14:05 GMT", "2023-12-01T16:05:00+02:00", "2023-12-01T14:05:00+00:00"),
        ("14:05 GMT, 1 December 2023", "2023-12-01T16:05:00+02:00", "2023-12-01T14:05:00+00:00"),
        ("1 December 2023 0500 GMT", "2023-12-01T07:00:00+02:00", "2023-12-01T05:00:00+00:00"),
        ("December 1, 2023 at 12:30 a.m. EST", "2023-12-01T07:30:00+02:00", "2023-12-01T00:30:00-05:00"),
        ("Dec. 1, 2023, 2:05 p.m.", "2023-12-01T14:05:00+02:00", "2023-12-01T14:05:00+00:00"),
        ("1 July 2023 14:05", "2023-07-01T14:05:00+03:00", "2023-07-01T14:05:00+00:00"),
    ],
)
def test_a_time_is_read_with_its_offset_or_in_the_zone_of_the_place(words: str, local: str, alone: str) -> None:
    there, nowhere = read_published(words, JERUSALEM), read_published(words, None)
    assert there is not None
    assert nowhere is not None
    assert there.start is not None
    assert nowhere.start is not None
    assert (there.start.isoformat(), there.zone, there.precision) == (local, JERUSALEM, Precision.MINUTE)
    assert (nowhere.start.isoformat(), nowhere.zone) == (alone, None)


def test_a_named_zone_counts_before_that_of_the_place() -> None:
    when = read_published("2023-12-01 14:05 Africa/Cairo", JERUSALEM)
    assert when is not None
    assert when.zone == "Africa/Cairo"


@pytest.mark.parametrize("words", ["", "  ", "unknown", "Not known", "n.d."])
def test_an_unknown_time_stays_unknown(words: str) -> None:
    assert read_published(words, JERUSALEM) is None


@pytest.mark.parametrize(
    "words",
    [
        "01/12/2023",
        "1 Dec 23",
        "2023-13-01",
        "31 November 2023",
        "1 December 2023 25:00",
        "1st of May",
        "December 1",
        "yesterday",
        "0001-01-01",
        "2023-12-01 ../../x",
        "1 December 2023 13:00 pm",
        "x" * 5000,
    ],
)
def test_a_time_that_cannot_be_read_is_refused(words: str) -> None:
    with pytest.raises(UnreadableReport, match="publication time"):
        read_published(words, JERUSALEM)


def test_zone_letters_with_several_meanings_are_refused() -> None:
    with pytest.raises(UnreadableReport, match=r"'IST'.*several meanings.*offset"):
        read_published("1 December 2023 14:05 IST", JERUSALEM)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_an_iso_time_is_read_to_the_minute(moment: datetime) -> None:
    when = read_published(moment.isoformat(), None)
    assert when is not None
    assert when.start == moment.replace(second=0, microsecond=0)


@given(st.text(max_size=40))
def test_any_words_are_read_refused_or_unknown(words: str) -> None:
    try:
        when = read_published(words, JERUSALEM)
    except UnreadableReport:
        return
    assert when is None or when.start is not None


@pytest.mark.parametrize(
    ("words", "url", "day", "basis"),
    [
        ("KHARTOUM, 3 May 2023 –", None, date(2023, 5, 3), Basis.STATED),
        ("CAIRO, March 3 –", "https://example.org/2024/03/04/talks", date(2024, 3, 3), Basis.INFERRED),
        ("CAIRO, March 3 –", "https://example.org/2024/04/04/talks", None, None),
        ("CAIRO, March 3 –", None, None, None),
        ("CAIRO, February 29, 2023 –", None, None, None),
    ],
)
def test_a_date_in_the_dateline_needs_its_year(
    words: str, url: str | None, day: date | None, basis: Basis | None
) -> None:
    named = read_day(words)
    assert named is not None
    when = from_dateline(named, url, "Africa/Cairo", words)
    assert (when and when.date, when and when.basis) == (day, basis)


def test_a_day_of_slack_is_given_for_zones() -> None:
    now = datetime(2023, 12, 1, 12, tzinfo=UTC)
    check_not_future(None, now)
    check_not_future(When.moment(now + timedelta(hours=23)), now)
    with pytest.raises(UnreadableReport, match=r"2023-12-03.*after today, 2023-12-01.*[Cc]orrect the date"):
        check_not_future(When.day(date(2023, 12, 3)), now)


def test_a_clock_without_offset_is_refused() -> None:
    with pytest.raises(ValueProblem, match="no UTC offset"):
        check_not_future(None, datetime(2023, 12, 1))
