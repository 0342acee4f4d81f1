"""Reads the names of points in time at a place in a text: days, clock times, parts of days, periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.reading.times.clocks import clock_at, clock_in, hour_in, spread
from truceline.reading.times.dates import day_at
from truceline.reading.times.days import DayAway
from truceline.reading.times.moments import Clock, DayPart, Point
from truceline.reading.times.periods import periods_at
from truceline.reading.times.told_days import told_day_at
from truceline.reading.times.words import (
    joint,
    pattern,
)


@dataclass(frozen=True, slots=True)
class PointAt:
    """A point read from the text up to ``end``; ``sort`` is day, day clock, clock, part, dawn or period."""

    end: int
    point: Point
    sort: str


def point_at(text: str, pos: int, lead: str = "") -> PointAt | None:
    """The longest point that begins at ``pos`` after the preposition ``lead`` ("" for none), or None."""
    found = [
        *_dayish(text, pos, lead),
        *_clockish(text, pos),
        *_hourish(text, pos, lead),
        *_partish(text, pos),
        *(PointAt(found.end, Point(found.day), "period") for found in periods_at(text, pos, lead)),
    ]
    return max(found, key=lambda p: p.end, default=None)


_EARLY_ON = r"(?P<p>early|late|earlier|later)(?: on)? "
_PART_AFTER = r"(?: in the| at|,)? (?P<e>(?:early|late) )?(?P<p>{daypart})"
_AT_HOUR = r",? (?:at|by) (?P<h>{hourname})(?= (?:the|a|he|she|they|it|and|when|with|in|on)\b|\s*(?:[.,;:)]|$))"
_AT_AFTER = r"(?:,? (?:at|around|about|by)| at (?:around|about|exactly|precisely)|,)? "


def _dayish(text: str, pos: int, lead: str) -> Iterator[PointAt]:
    """A day, alone, with a part ("late on Thursday night") and with a clock time ("Friday at 07:00")."""
    early = joint(_EARLY_ON).match(text, pos)
    name = early["p"].lower() if early else None
    day = day_at(text, early.end() if early else pos, lead)
    if day is None:
        return
    end, at = day.end, DayPart(name) if name in ("early", "late") else None
    if part := pattern(_PART_AFTER).match(text, end):
        end, at = part.end(), DayPart(part_of_day(part["p"], part["e"] or name))
    yield PointAt(end, Point(day.day, at), "part" if at else "day")
    link = joint(_AT_AFTER).match(text, end) or re.compile("T(?=[0-9])").match(text, end)
    clock = clock_at(text, link.end(), link.group() == "T") if link else None
    if link and clock:
        about = re.search(r"(?i)around|about", link.group())
        yield PointAt(clock.end, Point(day.day, spread(clock.clock, about.group() if about else "")), "day clock")
    elif hour := pattern(_AT_HOUR).match(text, end):
        named = at.name if isinstance(at, DayPart) and at.name in ("morning", "afternoon", "evening", "night") else None
        yield PointAt(hour.end(), Point(day.day, hour_in(hour["h"], named)), "day clock")


def part_of_day(name: str, early: str | None = None) -> str:
    """The name in ``moments.PARTS`` of a part of day with "early" or "late" before it."""
    name = " ".join(name.lower().split())
    if name in ("small hours", "early hours"):
        return "small hours"
    early = (early or "").strip().lower()
    return f"{early} {name}" if early in ("early", "late") and name not in ("dawn", "dusk") else name


# Clock times with a day

_ON_DAY = r"(?:,? (?:on |of )?(?:the )?(?:(?P<p>morning|afternoon|evening|night) (?:of|on) )?)"


def _clockish(text: str, pos: int) -> Iterator[PointAt]:
    """A clock time, alone and with its day ("7 a.m. (0500 GMT) on Friday")."""
    clock = clock_at(text, pos)
    if clock is None:
        return
    yield PointAt(clock.end, Point(None, clock.clock), "clock")
    link = joint(_ON_DAY).match(text, clock.end)
    day = day_at(text, link.end(), "on") if link else None
    if told := told_day_at(text, clock.end):
        yield PointAt(told[0], Point(told[1], clock.clock), "clock")
    if day is None:
        return
    part = pattern(_PART_AFTER).match(text, day.end)
    at = clock.clock
    if part and "clock" in text[pos : clock.end].lower() and at.hour <= 17:
        at = clock_in(part_of_day(part["p"]), at.hour, at.minute)  # "at five o'clock on Wednesday morning"
    yield PointAt(part.end() if part else day.end, Point(day.day, at), "clock")


_HOUR_OF = r"(?P<h>1[0-2]|0?[1-9]|{hourname})(?::(?P<n>[0-5][0-9]))?(?: o{quote}clock)? (?:on )?"


def _hourish(text: str, pos: int, lead: str) -> Iterator[PointAt]:
    """ "at 7 on Friday morning": the part of day says which of the two sevens is meant."""
    opened = joint(_HOUR_OF).match(text, pos) if lead in ("at", "by", "until", "since", "before", "after") else None
    day = day_at(text, opened.end(), "on") if opened else None
    part = pattern(_PART_AFTER).match(text, day.end) if day else None
    if opened and day and part:
        hour = hour_in(opened["h"], part_of_day(part["p"])).hour
        clock = Clock(hour, int(opened["n"] or 0))
        yield PointAt(part.end(), Point(day.day, clock), "clock")


# Parts of days

_PART_OF = r"(?:the )?(?P<e>early |late )?(?P<p>{daypart})(?: (?:of|on))? "
_OVERNIGHT = r"overnight(?: (?P<i>into|to|on|from))? "
_NOW = (
    r"(?:(?P<t>tonight|last night|overnight)"
    r"|(?:earlier |later )?this (?P<e>early |late )?(?P<p>morning|afternoon|evening))"
)
_AT_DAWN = r"(?:dawn|dusk|daybreak|sunrise)"


def _partish(text: str, pos: int) -> Iterator[PointAt]:
    if found := pattern(_NOW).match(text, pos):
        yield PointAt(found.end(), _this_part(found), "part")
    if found := pattern(_AT_DAWN).match(text, pos):
        yield PointAt(found.end(), Point(None, DayPart("dusk" if found.group().lower() == "dusk" else "dawn")), "dawn")
    for source in (_PART_OF, _OVERNIGHT):
        found = joint(source).match(text, pos)
        day = day_at(text, found.end(), "on") if found else None
        if found and day:
            groups = found.groupdict()
            into = (groups.get("i") or "").lower() in ("into", "to")
            night = "night into" if into else "overnight"
            name = part_of_day(groups["p"], groups["e"]) if groups.get("p") else night
            yield PointAt(day.end, Point(day.day, DayPart(name)), "part")


def _this_part(found: re.Match[str]) -> Point:
    if found["p"]:
        return Point(DayAway(0), DayPart(part_of_day(found["p"], found["e"])))
    words = " ".join(found["t"].lower().split())
    if words == "overnight":
        return Point(None, DayPart("overnight"))
    return Point(DayAway(0 if words == "tonight" else -1), DayPart("night"))
