"""Clock: from lengths and points of an agreement to moments, on the local calendar of its zone."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from truceline.agreements.terms import Anchor, Length, Point, Unit

FIRST_YEAR, LAST_YEAR = 1000, 2999
_FIXED = {Unit.MINUTES: 60, Unit.HOURS: 3600}


@dataclass(frozen=True, slots=True)
class Anchors:
    """The moments that points are told from; None where an account does not say. ``done`` looks up a duty by name."""

    zone: tzinfo
    signed: datetime
    effect: datetime | None = None
    end: datetime | None = None
    done: Callable[[str], datetime | None] = lambda _: None

    def at(self, point: Point) -> datetime | None:
        """The anchor of a point."""
        match point.anchor:
            case Anchor.MOMENT:
                return point.at
            case Anchor.SIGNED:
                return self.signed
            case Anchor.EFFECT:
                return self.effect
            case Anchor.END:
                return self.end
            case Anchor.DUTY:
                return self.done(point.of)


def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def later(moment: datetime, length: Length, zone: tzinfo, times: int = 1) -> datetime:
    """``times`` lengths after ``moment``.

    Minutes and hours are counted as they pass. Days, weeks and months are counted on the local
    calendar: the same clock time on the day so reached, or on the last day of a shorter month. What lies
    beyond the years that agreements can tell of is the first or last moment of these.
    """
    try:
        return told_of(_later(moment, length, zone, times))
    except (OverflowError, ValueError):
        ahead = length.amount * times > 0
        return datetime(LAST_YEAR, 12, 31, tzinfo=zone) if ahead else datetime(FIRST_YEAR, 1, 1, tzinfo=zone)


def _later(moment: datetime, length: Length, zone: tzinfo, times: int) -> datetime:
    if length.unit in _FIXED:
        # In UTC, since a sum on local clocks would skip the hour that a change of clocks takes or gives.
        passed = timedelta(seconds=_FIXED[length.unit] * length.amount * times)
        return (moment.astimezone(UTC) + passed).astimezone(zone)
    local = moment.astimezone(zone)
    if length.unit is Unit.MONTHS:
        return _months(local, round(length.amount * times), zone)
    days = length.amount * times * (7 if length.unit is Unit.WEEKS else 1)
    whole = int(days // 1)
    there = at_clock(local.date() + timedelta(days=whole), local.timetz().replace(tzinfo=None), zone)
    return there + timedelta(days=days - whole)


def _months(local: datetime, months: int, zone: tzinfo) -> datetime:
    index = local.year * 12 + local.month - 1 + months
    year, month = divmod(index, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return at_clock(date(year, month + 1, day), local.timetz().replace(tzinfo=None), zone)


def told_of(moment: datetime) -> datetime:
    """A moment, or the first or last that agreements can tell of: far enough from what a calendar can say."""
    if FIRST_YEAR <= moment.year <= LAST_YEAR:
        return moment
    year = min(max(moment.year, FIRST_YEAR), LAST_YEAR)
    return (
        datetime(year, 1, 1, tzinfo=moment.tzinfo)
        if moment.year < year
        else datetime(year, 12, 31, tzinfo=moment.tzinfo)
    )


def at_clock(day: date, clock: time, zone: tzinfo) -> datetime:
    """A clock time on a local day."""
    return datetime.combine(day, clock, zone)


def end_of(day: date, zone: tzinfo) -> datetime:
    """The midnight that ends a local day."""
    return datetime.combine(day + timedelta(days=1), time(), zone)


def reached(point: Point, anchors: Anchors, *, ends: bool = False) -> datetime | None:
    """The moment of a point; None where its anchor is not known.

    Where only a day is told, it is the beginning of that day, or, with ``ends``, its end.
    """
    anchor = anchors.at(point)
    if anchor is None:
        return None
    moment = later(anchor, point.offset, anchors.zone) if point.offset else anchor
    if point.day is None and point.clock is None:
        return moment
    day = moment.astimezone(anchors.zone).date() + timedelta(days=(point.day or 1) - 1)
    if point.clock is not None:
        return at_clock(day, point.clock, anchors.zone)
    return end_of(day, anchors.zone) if ends else at_clock(day, time(), anchors.zone)


def days(start: datetime, end: datetime, zone: tzinfo) -> float:
    """How many local calendar days lie between two moments; a part of a day counts as that part."""
    first, last = start.astimezone(zone), end.astimezone(zone)
    whole = (last.date() - first.date()).days
    clocks = timedelta(hours=last.hour - first.hour, minutes=last.minute - first.minute)
    return whole + clocks / timedelta(days=1)
