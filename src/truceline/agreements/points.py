"""Points: moments in plain words: "2023-11-24 07:00", "48 hours after signing", "day 7", "week 6"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, tzinfo

from truceline.agreements.clock import Anchors, reached
from truceline.agreements.phrases import clock, length, words
from truceline.agreements.problems import Unclear
from truceline.agreements.terms import Anchor, Length, Point, Unit

_DATE = re.compile(r"(?P<date>\d{1,4}[-./]\d{1,2}[-./]\d{1,4})(?:[ T]+(?P<clock>\S+))?")
_DAY = re.compile(r"(?P<unit>day|week)\s+(?P<n>-?\d+)(?:\s+(?P<clock>\d\S*))?", re.IGNORECASE)
_AFTER = re.compile(r"(?P<length>.+?)\s+after\s+(?P<anchor>.+?)(?:\s+(?P<clock>\d{1,2}:\S*))?", re.IGNORECASE)
_LAST_DAY = 36_525
_ANCHORS = {
    "signing": Anchor.SIGNED,
    "signature": Anchor.SIGNED,
    "effect": Anchor.EFFECT,
    "the start": Anchor.EFFECT,
    "end": Anchor.END,
    "the end": Anchor.END,
}


def moment(value: object, zone: tzinfo) -> datetime:
    """A date, taken from its start, or a date with a clock time, in ``zone``. Raises Unclear."""
    said = words(value)
    found = _DATE.fullmatch(said)
    if not found:
        raise Unclear(f'"{said}" is no date.', "Write year-month-day: 2023-11-24, or 2023-11-24 07:00.")
    at = clock(found["clock"]) if found["clock"] else time()
    return datetime.combine(_day(found["date"]), at, zone)


def _day(said: str) -> date:
    parts = re.split(r"[-./]", said)
    if len(parts[0]) != 4 or "-" not in said:
        raise Unclear(f'"{said}" can mean two days to two readers.', "Write year-month-day: 2023-11-24.")
    if not 1000 <= int(parts[0]) < 3000:
        raise Unclear(f'"{said}" lies too far off.', "Look at the year.")
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        raise Unclear(f'the date "{said}" does not exist.', "Look at the month and the day.") from None


def start(value: object, zone: tzinfo) -> Point:
    """A point at which something begins: a date is its first moment. Raises Unclear."""
    return _point(value, zone, late=False)


def due(value: object, zone: tzinfo) -> Point:
    """A point by which something is due: a date is the end of that day. Raises Unclear."""
    return _point(value, zone, late=True)


def _point(value: object, zone: tzinfo, *, late: bool) -> Point:
    said = words(value)
    if found := _DATE.fullmatch(said):
        point = Point(Anchor.MOMENT, moment(said, zone))
        return replace(point, day=1) if late and not found["clock"] else point
    if found := _DAY.fullmatch(said):
        return _counted(found, said)
    if found := _AFTER.fullmatch(said):
        offset = length(found["length"])
        at = clock(found["clock"]) if found["clock"] else None
        return replace(_anchored(found["anchor"]), offset=offset, clock=at)
    if re.search(r"\bbefore\b", said):
        raise Unclear(f'"{said}" counts backwards.', "Write the day it falls on: day 7, or a date.")
    if re.match(r"\d", said):
        raise Unclear(f'"{said}" is no moment.', _POINTS)
    return _anchored(said)


_POINTS = 'Write a date, "48 hours after signing", "day 7", "week 6", or "3 days after NAME OF A DUTY".'


def _counted(found: re.Match[str], said: str) -> Point:
    n = int(found["n"])
    if n < 1:
        raise Unclear(f'"{said}" comes before the first day, which is day 1.', "Count from day 1.")
    if n > _LAST_DAY:
        raise Unclear(f'"{said}" lies more than a hundred years off.', "Look at the number.")
    at = clock(found["clock"]) if found["clock"] else None
    week = found["unit"].casefold() == "week"
    return Point(Anchor.EFFECT, day=n * 7 if week else n, clock=at)


def _anchored(said: str) -> Point:
    anchor = _ANCHORS.get(said.casefold())
    return Point(anchor) if anchor else Point(Anchor.DUTY, of=said)


def plus(point: Point, by: Length) -> Point:
    """The point that comes ``by`` after another, as one offset. Raises Unclear where the two cannot be added."""
    if point.offset is None and point.day is None:
        return replace(point, offset=by)
    days = _days(by)
    if point.day is not None and days is not None:
        return replace(point, day=point.day + days - (0 if point.clock else 1))
    if point.offset is not None and point.clock is None:
        return replace(point, offset=_sum(point.offset, by))
    raise _odd()


def _odd() -> Unclear:
    return Unclear("this length cannot be counted on from where the duty opens.", "Write the moment itself as `due`.")


def _days(by: Length) -> int | None:
    factor = {Unit.DAYS: 1, Unit.WEEKS: 7}.get(by.unit)
    return int(by.amount * factor) if factor and float(by.amount * factor).is_integer() else None


def _sum(first: Length, second: Length) -> Length:
    if first.unit is second.unit:
        return Length(first.amount + second.amount, first.unit)
    for small, large, factor in ((Unit.DAYS, Unit.WEEKS, 7), (Unit.MINUTES, Unit.HOURS, 60)):
        if {first.unit, second.unit} == {small, large}:
            parts = (p.amount * (factor if p.unit is large else 1) for p in (first, second))
            return Length(sum(parts), small)
    raise _odd()


def same_day(point: Point) -> Point:
    """The end of the day on which a point falls."""
    return replace(point, day=point.day or 1, clock=None)


def last_moment(point: Point) -> datetime | None:
    """The moment that a point names by itself, the end of the day where only a day is told; None for any other."""
    if point.anchor is not Anchor.MOMENT or point.at is None:
        return None
    anchors = Anchors(point.at.tzinfo or UTC, point.at)
    return reached(point, anchors, ends=True)
