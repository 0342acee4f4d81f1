"""From lengths and points of an agreement to moments on the local calendar."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from truceline.agreements.clock import Anchors, days, later, reached, zone
from truceline.agreements.terms import Anchor, Length, Point, Unit

JERUSALEM, ADEN, KYIV = zone("Asia/Jerusalem"), zone("Asia/Aden"), zone("Europe/Kyiv")


def at(text: str, place: object = JERUSALEM) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=place)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "length", "end"),
    [
        ("2023-11-24 07:00", Length(4, Unit.DAYS), "2023-11-28 07:00"),
        ("2023-11-24 07:00", Length(168, Unit.HOURS), "2023-12-01 07:00"),
        ("2022-04-02 19:00", Length(2, Unit.MONTHS), "2022-06-02 19:00"),
        ("2024-01-31 12:00", Length(1, Unit.MONTHS), "2024-02-29 12:00"),
        ("2025-12-31 00:00", Length(2, Unit.MONTHS), "2026-02-28 00:00"),
        ("2025-01-19 11:15", Length(6, Unit.WEEKS), "2025-03-02 11:15"),
        ("2025-01-19 11:15", Length(1.5, Unit.DAYS), "2025-01-20 23:15"),
    ],
)
def test_a_length_is_counted_on_the_local_calendar(start: str, length: Length, end: str) -> None:
    assert later(at(start), length, JERUSALEM) == at(end)


def test_days_keep_the_clock_time_when_the_clocks_change_and_hours_do_not() -> None:
    before = at("2025-03-29 12:00", KYIV)
    assert later(before, Length(1, Unit.DAYS), KYIV) == at("2025-03-30 12:00", KYIV)
    # By the calendar 13:00 on a day that was one hour short.
    assert later(before, Length(24, Unit.HOURS), KYIV).astimezone(UTC) == at("2025-03-30 13:00", KYIV).astimezone(UTC)


ANCHORS = Anchors(
    JERUSALEM,
    signed=at("2023-11-22 00:00"),
    effect=at("2023-11-24 07:00"),
    end=at("2023-12-01 07:00"),
    done={"first release": at("2023-11-27 20:00")}.get,
)


@pytest.mark.parametrize(
    ("point", "ends", "moment"),
    [
        (Point(Anchor.EFFECT), False, "2023-11-24 07:00"),
        (Point(Anchor.SIGNED, offset=Length(48, Unit.HOURS)), False, "2023-11-24 00:00"),
        (Point(Anchor.EFFECT, day=1), True, "2023-11-25 00:00"),
        (Point(Anchor.EFFECT, day=7), False, "2023-11-30 00:00"),
        (Point(Anchor.EFFECT, day=7, clock=time(9)), True, "2023-11-30 09:00"),
        (Point(Anchor.END), True, "2023-12-01 07:00"),
        (Point(Anchor.DUTY, of="first release", offset=Length(3, Unit.DAYS)), False, "2023-11-30 20:00"),
        (Point(Anchor.MOMENT, at=at("2023-12-01 00:00"), day=1), True, "2023-12-02 00:00"),
        (Point(Anchor.MOMENT, at=at("2023-12-01 05:00"), clock=time(7)), False, "2023-12-01 07:00"),
    ],
)
def test_a_point_is_told_from_its_anchor(point: Point, ends: bool, moment: str) -> None:
    assert reached(point, ANCHORS, ends=ends) == at(moment)


def test_a_point_whose_anchor_is_not_known_has_no_moment() -> None:
    assert reached(Point(Anchor.DUTY, of="talks"), ANCHORS) is None
    assert reached(Point(Anchor.EFFECT), Anchors(ADEN, signed=at("2022-04-02 19:00", ADEN))) is None


def test_the_days_between_two_moments_are_those_of_the_calendar() -> None:
    assert days(at("2023-11-24 07:00"), at("2023-12-01 07:00"), JERUSALEM) == 7
    assert days(at("2025-03-29 12:00", KYIV), at("2025-03-30 12:00", KYIV), KYIV) == 1
