"""Times as intervals: days with a clock time or part of day, ranges, and bounds open on one side.

Each form resolves itself to a ``When`` (without its words), or to None where nothing fixes it.
Wall-clock times are those of the report's zone, or UTC where none is known.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import Protocol

from truceline.model.when import Basis, Precision, When, midnight, tzinfo
from truceline.reading.times.days import ONE_DAY, Clues, DayForm, Days
from truceline.reading.times.told_days import ToldDay


class Kind(StrEnum):
    """What an expression can give: a time; a time once an anchor is known; a length only; nothing."""

    TIME = "time"
    ANCHORED = "anchored"
    DURATION = "duration"
    VAGUE = "vague"


class Form(Protocol):
    """The meaning of an expression, apart from any report."""

    @property
    def kind(self) -> Kind: ...

    def resolve(self, clues: Clues) -> When | None: ...


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. ``offset`` (minutes from GMT) or ``place`` (IANA name) say whose; else the report's zone.

    ``unknown`` names a zone or place that cannot be told: only the day is known then.
    ``utc`` is the same moment in GMT, where both are given: it fixes the offset. ``spread`` widens
    the minute by so much before and after ("about 7 a.m.", "shortly after 7 a.m.").
    """

    hour: int
    minute: int = 0
    offset: int | None = None
    place: str | None = None
    utc: time | None = None
    unknown: str = ""
    spread: tuple[timedelta, timedelta] | None = None

    def on(self, day: date, zone: str | None) -> When:
        naive = datetime.combine(day, time()) + timedelta(hours=self.hour, minutes=self.minute)
        if self.unknown and naive.replace(tzinfo=tzinfo(zone)).tzname() != self.unknown:
            return When.day(naive.date(), zone=zone, basis=Basis.INFERRED)
        start, zone = self._placed(naive, zone)
        if self.spread is None:
            return When.moment(start, zone=zone, basis=Basis.INFERRED)
        before, after = self.spread
        return interval(start - before, start + after, Precision.HOUR, zone)

    def _placed(self, naive: datetime, zone: str | None) -> tuple[datetime, str | None]:
        zone = self.place or zone
        local = naive.replace(tzinfo=tzinfo(zone))
        if self.utc is not None:
            fixed = timezone(self._gap())
            agree = zone is not None and local.utcoffset() == fixed.utcoffset(None)
            return (local, zone) if agree else (naive.replace(tzinfo=fixed), None)
        if self.offset is None:
            return local, zone
        start = naive.replace(tzinfo=timezone(timedelta(minutes=self.offset)))
        return (start.astimezone(tzinfo(zone)) if zone else start), zone

    def _gap(self) -> timedelta:
        """Local time less GMT, between -12 and +12 hours (the day may differ)."""
        assert self.utc is not None
        minutes = (self.hour - self.utc.hour) * 60 + self.minute - self.utc.minute
        return timedelta(minutes=(minutes + 719) % 1440 - 719)


PARTS = {
    "small hours": (0, 6),
    "early": (0, 9),
    "dawn": (4, 8),
    "early morning": (0, 9),
    "morning": (6, 12),
    "late morning": (9, 12),
    "afternoon": (12, 18),
    "early afternoon": (12, 15),
    "late afternoon": (15, 18),
    "evening": (18, 24),
    "early evening": (18, 21),
    "late evening": (21, 24),
    "dusk": (17, 20),
    "late": (18, 24),
    "night": (18, 30),
    "early night": (18, 24),
    "late night": (21, 30),
    "overnight": (18, 30),
    "night into": (-6, 6),
}
"""Parts of a day as hours from its midnight; a night runs on to six in the morning."""


@dataclass(frozen=True, slots=True)
class DayPart:
    name: str

    def on(self, day: date, zone: str | None) -> When:
        first, last = (datetime.combine(day, time()) + timedelta(hours=h) for h in PARTS[self.name])
        zoned = tzinfo(zone)
        return interval(first.replace(tzinfo=zoned), last.replace(tzinfo=zoned), Precision.PART_OF_DAY, zone)


def interval(start: datetime, end: datetime, precision: Precision, zone: str | None) -> When:
    """An interval worked out from the words.

    Where clocks go back, wall times can run backwards: then their offsets decide.
    """
    if end < start or end.astimezone(UTC) < start.astimezone(UTC):
        start, end = sorted((start.astimezone(UTC), end.astimezone(UTC)))
    return When(start, end, precision, Basis.INFERRED, zone=zone)


@dataclass(frozen=True, slots=True)
class Point:
    """Some days, or a time of day on one of them; without a day, the publication day is meant."""

    day: DayForm | None
    at: Clock | DayPart | None = None

    @property
    def kind(self) -> Kind:
        return Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        if self.day is None:
            return self._undated(clues)
        days = self.day.days(clues)
        return None if days is None else self.within(days, clues)

    def within(self, days: Days, clues: Clues) -> When:
        """This point, its days already known."""
        basis = Basis.STATED if days.stated else Basis.INFERRED
        if self.at is not None:
            first = days.first
            if self.at == DayPart("overnight") and first == clues.today and not clues.future:
                first -= ONE_DAY  # "overnight on Monday", told on the Monday: the night into it
            return replace(self.at.on(first, clues.zone), basis=basis)
        start, end = midnight(days.first, clues.zone), midnight(days.last + ONE_DAY, clues.zone)
        return When(start, end, days.precision, basis, zone=clues.zone)

    def _undated(self, clues: Clues) -> When | None:
        """On the day that was told of last, else on the publication day.

        Where the moment of publication is known, the nearest before it (after it, if planned).
        """
        if clues.today is None or clues.start is None or clues.end is None or self.at is None:
            return None
        told = _day_told(clues)
        if told is not None and self.at != DayPart("overnight"):
            return self.at.on(told, clues.zone)
        first = clues.today - ONE_DAY if self.at == DayPart("overnight") and not clues.future else clues.today
        found = self.at.on(first, clues.zone)
        if not clues.exact or found.start is None or found.end is None:
            return found
        if clues.future and found.end <= clues.start:
            return self.at.on(first + ONE_DAY, clues.zone)
        if not clues.future and found.start >= clues.end:
            return self.at.on(first - ONE_DAY, clues.zone)
        return found


def _is_part(form: Form) -> bool:
    return isinstance(form, Point) and form.day is None and isinstance(form.at, DayPart)


FINE = frozenset({Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY, Precision.DAY})
_IN_MIND = timedelta(days=8)


def _day_told(clues: Clues) -> date | None:
    """The day that the text told of last, in the week before publication, which a time of day without one is of."""
    base = clues.anchor
    if base is None or base.date is None or base.precision not in FINE or clues.today is None or clues.future:
        return None
    return base.date if timedelta(0) <= clues.today - base.date <= _IN_MIND else None


@dataclass(frozen=True, slots=True)
class Range:
    """From one point to another, both included; a clock time ends it to the minute."""

    first: Point
    last: Point

    @property
    def kind(self) -> Kind:
        return Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        ends = self._ends(clues)
        if ends is None:
            return None
        first, last = ends
        start, end = first.start, last.start if isinstance(self.last.at, Clock) else last.end
        if start is None or end is None:
            return None
        stated = first.basis is Basis.STATED and last.basis is Basis.STATED
        found = interval(start, end, Precision.SPAN, last.zone)
        return replace(found, basis=Basis.STATED if stated else Basis.INFERRED)

    def _ends(self, clues: Clues) -> tuple[When, When] | None:
        if self.first.day is None or self.last.day is None:
            return self._one_day(clues)
        back = clues.future and not isinstance(self.last.day, ToldDay)
        lead, other = (self.last, self.first) if back else (self.first, self.last)
        led = lead.day.days(clues) if lead.day else None
        if led is None or other.day is None:
            return None
        followed = _beside(other.day, led, clues)
        if followed is None:
            return None
        pair = (lead.within(led, clues), other.within(followed, clues))
        found = pair[::-1] if back else pair
        return found if _in_order(*found) else None

    def _one_day(self, clues: Clues) -> tuple[When, When] | None:
        """A day named once serves both ends; an end earlier by the clock falls on the day after."""
        day = self.first.day or self.last.day
        first = replace(self.first, day=day).resolve(clues)
        if first is None or first.start is None or self.last.at is None:
            return None
        last = self.last.at.on(first.start.date(), clues.zone)
        if not _in_order(first, last):
            last = self.last.at.on(first.start.date() + ONE_DAY, clues.zone)
        return first, replace(last, basis=first.basis)


def _in_order(first: When, last: When) -> bool:
    return first.start is not None and last.start is not None and first.start <= last.start


def _beside(day: DayForm, led: Days, clues: Clues) -> Days | None:
    """The other end of a range: the nearest such days beyond the end that is known."""
    if not day.floating:
        return day.days(clues)
    told = When.day(led.first, zone=clues.zone)
    return day.days(replace(clues, today=led.first, future=not clues.future, anchor=told))


class Side(StrEnum):
    BY = "by"
    SINCE = "since"
    FROM = "from"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Bound:
    """A time open on one side; what is said to have lasted since then lasted until publication."""

    side: Side
    inner: Form

    @property
    def kind(self) -> Kind:
        return Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        if self.side is Side.BY and not clues.future and _is_part(self.inner):
            return self.inner.resolve(clues)  # "by nightfall the shelling had stopped": that day
        # Whatever is planned, "since Friday" looks back.
        inner = self.inner.resolve(replace(clues, future=False) if self.side is Side.SINCE else clues)
        ends = self._ends(inner, clues) if inner else None
        if inner is None or ends is None or ends == (None, None):
            return None
        return When(*ends, Precision.SPAN, inner.basis, zone=inner.zone)

    def _ends(self, inner: When, clues: Clues) -> tuple[datetime | None, datetime | None] | None:
        moment = inner.precision is Precision.MINUTE
        if self.side is Side.BY:
            return None, inner.start if moment else inner.end
        if self.side is Side.BEFORE:
            return None, inner.start
        if self.side is Side.AFTER:
            return (inner.start if moment else inner.end), None
        lasting = self.side is Side.SINCE or not clues.future
        known = lasting and inner.start is not None and clues.end is not None and inner.start < clues.end
        return inner.start, clues.end if known else None
