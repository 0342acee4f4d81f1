"""Reads clock times at a place in a text, with whose time they are: "7 a.m. (0500 GMT)"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import time, timedelta

from truceline.reading.times.moments import Clock
from truceline.reading.times.words import OFFSETS, ONES, PLACES, joint, pattern, zone_of_place


@dataclass(frozen=True, slots=True)
class ClockAt:
    """A clock time read from the text up to ``end``."""

    end: int
    clock: Clock


_TWELVE = r"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<n>[0-5][0-9]))?(?: |)(?P<x>[ap])(?:\.m\.?|m)"
_TWENTY_FOUR = r"(?P<h>[01]?[0-9]|2[0-4]):(?P<n>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?![:0-9]|\.[0-9])"
_RUN_TOGETHER = r"(?P<h>[01][0-9]|2[0-4])[:.h]?(?P<n>[0-5][0-9])(?= ?(?:{zone}|hours|hrs|h\b|local time))"
_OCLOCK = (
    r"(?P<h>1[0-2]|[1-9])(?:[:.](?P<n>[0-5][0-9])| o{quote}clock)?"
    r" (?:in the (?P<p>morning|afternoon|evening)|at (?P<q>night))"
)
_SPELLED = (
    r"(?:(?P<f>half past|half after|(?:a )?quarter past|(?:a )?quarter to) )?"
    r"(?P<hw>one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?P<oc> o{quote}clock)?"
    r"(?: in the (?P<p>morning|afternoon|evening)| at (?P<q>night))?"
)
_NAMED = r"(?:12 )?(?P<w>noon|midday|midnight)"
_WHOSE = r"(?: |)(?P<z>(?-i:{zonename}))(?:(?P<sign>[+-])(?P<o>1[0-4]|0?[0-9])(?::?(?P<om>[0-5][05]))?)?"
_SOMEWHERE = r"(?: |)(?-i:(?P<z>[A-Z]{1,3}T)|(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?) time)"
_SIGNED = r"(?:(?P<z>Z)|(?P<sign>[+-])(?P<o>[01][0-9]):?(?P<om>[0-5][05]))"
_LOCAL = r"(?: (?:hours|hrs|h))?(?:,? local(?: time)?)?"
_PLACE = r" (?-i:(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?)) time"
_ABOUT = r"(?P<a>around|about|approximately|roughly|shortly after|shortly before|just after|just before|soon after) "


def clock_at(text: str, pos: int, stamp: bool = False) -> ClockAt | None:
    """A clock time with its zone and the same time in GMT in brackets, where they are given.

    ``stamp``: it follows the T of "2023-12-01T07:00+02:00", so that what a sign leads is an offset.
    """
    about = joint(_ABOUT).match(text, pos)
    bare = _bare_clock(text, about.end() if about else pos, stamp)
    if bare is None:
        return None
    placed = _bracketed(text, _zoned(text, bare, stamp))
    return ClockAt(placed.end, spread(placed.clock, about["a"] if about else ""))


def spread(clock: Clock, about: str) -> Clock:
    """The clock time as loosely as "about" or "shortly after" puts it."""
    hour, half, none = timedelta(hours=1), timedelta(minutes=30), timedelta(0)
    words = " ".join(about.lower().split())
    if not words:
        return clock
    if words.endswith("after"):
        return replace(clock, hour=clock.hour % 24, spread=(none, hour))
    return replace(clock, spread=(hour, none) if words.endswith("before") else (half, half))


def _bare_clock(text: str, pos: int, stamp: bool = False) -> ClockAt | None:
    for source in (_TWELVE, _RUN_TOGETHER, _TWENTY_FOUR, _OCLOCK, _NAMED):
        led_on = stamp or source is _RUN_TOGETHER
        found = (joint if led_on else pattern)(source).match(text, pos)
        clock = _clock_of(found.groupdict()) if found else None
        if found and clock:
            return ClockAt(found.end(), clock)
    return _spelled(text, pos)


_INITIALS = frozenset("aehfonstqAEHFONSTQ")
"""The letters that an hour in words can begin with."""
_PAST = {"half past": 30, "half after": 30, "quarter past": 15, "quarter to": -15}


def _spelled(text: str, pos: int) -> ClockAt | None:
    """ "five o'clock", "half past nine in the evening"; a bare "five" is no clock time."""
    found = pattern(_SPELLED).match(text, pos) if text[pos : pos + 1] in _INITIALS else None
    if found is None or not (found["f"] or found["oc"] or found["p"] or found["q"]):
        return None
    part = found["p"] or found["q"]
    past = _PAST[" ".join((found["f"] or "").lower().split()).removeprefix("a ")] if found["f"] else 0
    hour = ONES.index(found["hw"].lower()) + 1
    if past < 0:
        hour = (hour - 2) % 12 + 1  # "quarter to twelve at night": it is past eleven
    clock = hour_in(ONES[hour - 1], part.lower() if part else None)
    return ClockAt(found.end(), Clock(clock.hour, past % 60))


def hour_in(word: str, part: str | None) -> Clock:
    """The hour that a number, in words or digits, names; without a part of day those of a working day."""
    hour = int(word) if word.isdigit() else ONES.index(word.lower()) + 1
    if part is not None:
        return clock_in(part, hour, 0)
    return Clock(hour if hour >= 6 else hour + 12)


def _clock_of(groups: dict[str, str | None]) -> Clock | None:
    if named := groups.get("w"):
        return Clock(24 if named.lower() == "midnight" else 12)
    hour, minute = int(groups["h"] or 0), int(groups.get("n") or 0)
    if half := groups.get("x"):
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    elif named := groups.get("p") or groups.get("q"):
        return clock_in(named.lower(), hour, minute)
    return Clock(hour, minute) if hour * 60 + minute <= 1440 else None


def clock_in(part: str, hour: int, minute: int) -> Clock:
    """The time of a twelve-hour clock that lies in a part of day: seven in the evening is 19:00."""
    early = part in ("morning", "dawn", "small hours") or (part == "night" and hour in (12, 1, 2, 3, 4))
    return Clock(hour % 12 + (0 if early else 12), minute)


def _zoned(text: str, bare: ClockAt, stamp: bool = False) -> ClockAt:
    place = pattern(_PLACE).match(text, bare.end)
    zone = zone_of_place(place["place"]) if place else None
    if place and zone:
        return ClockAt(place.end(), replace(bare.clock, place=zone))
    whose = pattern(_SIGNED if stamp else _WHOSE).match(text, bare.end)
    if whose:
        away = int(whose["o"] or 0) * 60 + int(whose["om"] or 0)
        base = OFFSETS[whose["z"]] if whose["z"] else 0
        offset = base + (-away if whose["sign"] == "-" else away)
        return ClockAt(whose.end(), replace(bare.clock, offset=offset))
    if elsewhere := pattern(_SOMEWHERE).match(text, bare.end):
        name = elsewhere["z"] or elsewhere["place"]
        known = PLACES.get(name)
        clock = replace(bare.clock, place=known) if known else replace(bare.clock, unknown=name)
        return ClockAt(elsewhere.end(), clock)
    local = pattern(_LOCAL).match(text, bare.end)
    return ClockAt(local.end(), bare.clock) if local else bare


def _bracketed(text: str, first: ClockAt) -> ClockAt:
    """ "7 a.m. (0500 GMT)" or "0500 GMT (7 a.m.)": one moment in two zones, the local one leading."""
    opened = re.compile(r"\s?\(").match(text, first.end)
    bare = _bare_clock(text, opened.end()) if opened else None
    if bare is None:
        return first
    other = _zoned(text, bare)
    closed, pair = text[other.end : other.end + 1] == ")", _paired(first.clock, other.clock)
    return ClockAt(other.end + 1, pair) if closed and pair else first


def _paired(first: Clock, other: Clock) -> Clock | None:
    local, known = (first, other) if other.offset is not None else (other, first)
    if known.offset is None or local.offset is not None:
        return None
    minutes = (known.hour * 60 + known.minute - known.offset) % 1440
    return replace(local, utc=time(minutes // 60, minutes % 60), unknown="")
