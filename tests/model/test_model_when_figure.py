"""What a time and a figure may be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import ValueProblem
from truceline.model import Basis, Comparator, Figure, Membership, Precision, Rate, When
from truceline.model.when import midnight, tzinfo

NOON = datetime(2023, 12, 1, 12, tzinfo=UTC)


def when(start: datetime | None, end: datetime | None) -> When:
    return When(start, end, Precision.SPAN, Basis.STATED)


def test_a_time_needs_an_end() -> None:
    with pytest.raises(ValueProblem, match="at least one end"):
        when(None, None)


@pytest.mark.parametrize(("start", "end"), [(datetime(2023, 12, 1), None), (None, datetime(2023, 12, 1))])
def test_a_time_needs_its_offset(start: datetime | None, end: datetime | None) -> None:
    with pytest.raises(ValueProblem, match="2023-12-01T00:00:00 has no UTC offset"):
        when(start, end)


def test_a_time_does_not_end_before_it_starts() -> None:
    with pytest.raises(ValueProblem, match=r"ends .* before it starts"):
        when(NOON, NOON - timedelta(seconds=1))


def test_ends_are_compared_as_moments_and_not_as_clock_faces() -> None:
    earlier_face = datetime(2023, 12, 1, 10, 30, tzinfo=UTC)
    assert when(datetime(2023, 12, 1, 12, tzinfo=ZoneInfo("Asia/Beirut")), earlier_face).end == earlier_face
    with pytest.raises(ValueProblem):
        when(NOON, datetime(2023, 12, 1, 13, tzinfo=ZoneInfo("Asia/Beirut")))


@pytest.mark.parametrize(("start", "end"), [(NOON, None), (None, NOON), (NOON, NOON)])
def test_an_end_may_be_open_and_a_time_may_be_a_point(start: datetime | None, end: datetime | None) -> None:
    assert when(start, end).date == date(2023, 12, 1)


def test_an_open_start_takes_the_last_day_before_its_end() -> None:
    assert when(None, datetime(2023, 12, 2, tzinfo=UTC)).date == date(2023, 12, 1)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2023, 12, 1), "Asia/Beirut", 24),
        (date(2023, 12, 1), None, 24),
        (date(2024, 3, 31), "Europe/Kyiv", 23),
        (date(2024, 10, 27), "Europe/Kyiv", 25),
    ],
)
def test_a_day_is_as_long_as_its_zone_makes_it(day: date, zone: str | None, hours: int) -> None:
    whole = When.day(day, zone=zone)
    assert whole.start is not None
    assert whole.end is not None
    assert whole.end.timestamp() - whole.start.timestamp() == hours * 3600
    assert (whole.date, whole.precision, whole.zone) == (day, Precision.DAY, zone)


@given(st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_moment_is_the_minute_that_holds_it(at: datetime) -> None:
    minute = When.moment(at)
    assert minute.start is not None
    assert minute.end is not None
    assert minute.start <= at < minute.end
    assert minute.end - minute.start == timedelta(minutes=1)


def test_a_time_without_a_zone_is_read_as_utc() -> None:
    assert tzinfo(None) is UTC
    assert midnight(date(2023, 12, 1), None) == datetime(2023, 12, 1, tzinfo=UTC)
    assert midnight(date(2023, 12, 1), "Asia/Beirut").utcoffset() == timedelta(hours=2)


def figure(low: float | None, high: float | None) -> Figure:
    return Figure(low, high, Comparator.BETWEEN, "convoys", "so many convoys")


@pytest.mark.parametrize(("low", "high"), [(None, None), (400, None), (None, 5), (12, 12), (0, 0), (-1, 1)])
def test_a_figure_may_be_open_or_a_point(low: float | None, high: float | None) -> None:
    assert (figure(low, high).low, figure(low, high).high) == (low, high)


def test_a_figure_does_not_run_down() -> None:
    with pytest.raises(ValueProblem, match=r"'so many convoys' runs from 12 ?(\.0)? ?down to 10"):
        figure(12, 10)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_figure_holds_exactly_the_ranges_that_run_up(low: float, high: float) -> None:
    if low <= high:
        assert figure(low, high).per is None
    else:
        with pytest.raises(ValueProblem):
            figure(low, high)


def test_figures_with_the_same_words_are_equal() -> None:
    rate = Rate(10, "hostages")
    assert Figure(1, 1, Comparator.EXACTLY, "day", "one day", per=rate) == Figure(
        1.0, 1.0, Comparator.EXACTLY, "day", "one day", per=Rate(10.0, "hostages")
    )


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2023, 11, 30), False), (date(2023, 12, 1), True), (date(2023, 12, 31), True), (date(2024, 1, 1), False)],
)
def test_a_membership_holds_from_its_first_day_to_the_day_before_its_end(day: date, holds: bool) -> None:
    member = Membership("arland", since=datetime(2023, 12, 1, tzinfo=UTC), until=datetime(2024, 1, 1, tzinfo=UTC))
    assert member.holds_on(day) is holds
    assert Membership("arland").holds_on(day)
