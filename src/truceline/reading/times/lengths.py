"""Lengths of time, and what they reach when counted from publication or from something else in the text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from truceline.model.when import Basis, Precision, When
from truceline.reading.times.days import ONE_DAY, Clues, Unit, UnitAway, add_months, shift_day, unit_around
from truceline.reading.times.moments import FINE, DayPart, Form, Kind, Point, interval


@dataclass(frozen=True, slots=True)
class Length:
    """How long: calendar months (a year is twelve), calendar days, and time by the clock."""

    months: int = 0
    days: int = 0
    clock: timedelta = timedelta(0)

    @classmethod
    def of(cls, count: float, unit: Unit) -> Length:
        """``count`` units. Half a month is 15 days."""
        if unit in (Unit.MINUTE, Unit.HOUR):
            return cls(clock=timedelta(minutes=count * (60 if unit is Unit.HOUR else 1)))
        if unit in (Unit.DAY, Unit.WEEK):
            days = count * (7 if unit is Unit.WEEK else 1)
            return cls(days=int(days), clock=timedelta(days=days - int(days)))
        months = count * (12 if unit is Unit.YEAR else 1)
        return cls(months=int(months), days=round((months - int(months)) * 30))

    @property
    def exact(self) -> timedelta | None:
        """The length as one span of time; None where months make it depend on the calendar."""
        return None if self.months else timedelta(days=self.days) + self.clock

    def after(self, start: datetime, way: int = 1) -> datetime:
        """``start`` moved on, or back (``way`` -1)."""
        day = add_months(start.date(), way * self.months) + timedelta(days=way * self.days)
        moved = datetime.combine(day, start.timetz())
        if not self.clock:
            return moved
        return (moved.astimezone(UTC) + way * self.clock).astimezone(start.tzinfo)


@dataclass(frozen=True, slots=True)
class Ago:
    """So many hours or minutes from publication. Days and more are calendar units: ``UnitAway``."""

    length: Length
    way: int
    unit: Unit

    @property
    def kind(self) -> Kind:
        return Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        if clues.start is None or clues.end is None:
            return None
        start, end = self.length.after(clues.start, self.way), self.length.after(clues.end, self.way)
        if not clues.exact:
            return interval(start, end, Precision.SPAN, clues.zone)
        if self.unit is Unit.HOUR:
            half = timedelta(minutes=30)
            return interval(start - half, start + half, Precision.HOUR, clues.zone)
        return interval(start, end, Precision.MINUTE, clues.zone)


@dataclass(frozen=True, slots=True)
class Window:
    """The stretch of a length that ends (-1) or begins (1) at publication, whenever on its day that was."""

    length: Length
    way: int

    @property
    def kind(self) -> Kind:
        return Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        if clues.start is None or clues.end is None:
            return None
        if self.way < 0:
            return interval(self.length.after(clues.start, -1), clues.end, Precision.SPAN, clues.zone)
        return interval(clues.start, self.length.after(clues.end), Precision.SPAN, clues.zone)


@dataclass(frozen=True, slots=True)
class Offset:
    """So many units before (-1) or after (1) a named point, or an anchor: "two days earlier", "that week"."""

    count: int
    unit: Unit
    way: int
    point: Point | None = None
    part: DayPart | None = None

    @property
    def kind(self) -> Kind:
        return Kind.ANCHORED if self.point is None else Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        base = clues.anchor if self.point is None else self.point.resolve(clues)
        if base is None:
            return None
        if self.unit in (Unit.MINUTE, Unit.HOUR):
            return self._by_the_clock(base)
        day = _edge(base, self.way)
        if day is None:
            return None
        weeks = self.count > 0 and self.count % 7 == 0 and base.precision not in FINE  # "against 61 a week earlier"
        days = unit_around(shift_day(day, self.way * self.count, self.unit), Unit.WEEK if weeks else self.unit)
        return Point(None, self.part).within(
            replace(days, stated=base.basis is Basis.STATED), replace(clues, zone=base.zone)
        )

    def _by_the_clock(self, base: When) -> When | None:
        if base.start is None or base.end is None:
            return None
        length = Length.of(self.count, self.unit)
        start, end = length.after(base.start, self.way), length.after(base.end, self.way)
        return replace(interval(start, end, base.precision, base.zone), basis=base.basis)


def _edge(base: When, way: int) -> date | None:
    """The first day of an anchor to count back from, or its last to count on from."""
    if way > 0 and base.end is not None:
        return max((base.end - timedelta(microseconds=1)).date(), base.start.date() if base.start else date.min)
    return base.start.date() if base.start is not None else None


@dataclass(frozen=True, slots=True)
class Nth:
    """So many units of an anchor's course, counted from its start: "the first day", "the first 24 hours"."""

    index: int
    count: int
    unit: Unit

    @property
    def kind(self) -> Kind:
        return Kind.ANCHORED

    def resolve(self, clues: Clues) -> When | None:
        if clues.anchor is None or clues.anchor.start is None:
            return None
        begun, zone = clues.anchor.start, clues.anchor.zone
        if self.unit not in (Unit.MINUTE, Unit.HOUR):
            begun = datetime.combine(begun.date(), datetime.min.time(), begun.tzinfo)
        start = Length.of(self.index - 1, self.unit).after(begun)
        end = Length.of(self.index - 1 + self.count, self.unit).after(begun)
        single = self.unit is Unit.DAY and self.count == 1
        return interval(start, end, Precision.DAY if single else Precision.SPAN, zone)


@dataclass(frozen=True, slots=True)
class Around:
    """The stretch of a length just before (-1) or after (1) a named point, or an anchor.

    ``within``: its own time is included.
    """

    length: Length
    way: int
    within: bool = False
    point: Point | None = None

    @property
    def kind(self) -> Kind:
        return Kind.ANCHORED if self.point is None else Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        anchor = clues.anchor if self.point is None else self.point.resolve(clues)
        if anchor is None or anchor.start is None or anchor.end is None:
            return None
        if self.way < 0:
            return interval(self.length.after(anchor.start, -1), anchor.start, Precision.SPAN, anchor.zone)
        start = anchor.start if self.within else anchor.end
        return interval(start, self.length.after(anchor.end), Precision.SPAN, anchor.zone)


@dataclass(frozen=True, slots=True)
class UpTo:
    """The stretch of a length that ends with a named point, "in the week to Sunday", or just before it."""

    length: Length
    point: Point
    before: bool

    @property
    def kind(self) -> Kind:
        return Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        last = self.point.resolve(clues)
        if last is None or last.start is None or last.end is None:
            return None
        clock = last.precision in (Precision.MINUTE, Precision.HOUR)
        end = last.start if self.before or clock else last.end
        return interval(self.length.after(end, -1), end, Precision.SPAN, last.zone)


@dataclass(frozen=True, slots=True)
class ToldStretch:
    """A stretch that the text told of before, by its length where that is said: "in those three days"."""

    length: Length | None
    hours: bool = False
    """Whether it may be some hours of a day: "during that time"."""

    @property
    def kind(self) -> Kind:
        return Kind.ANCHORED

    def resolve(self, clues: Clues) -> When | None:
        anchor = clues.anchor
        return replace(anchor, basis=Basis.INFERRED) if anchor is not None and self.fits(anchor) else None

    def fits(self, when: When) -> bool:
        """Whether a time is a stretch of this length, closed at both ends; a month more or less is let pass."""
        if when.start is None or when.end is None or when.precision in FINE:
            return False
        days = (when.end - when.start).days
        if self.length is None:
            return (_SOME_HOURS if self.hours else 2 * ONE_DAY) <= when.end - when.start and days <= _LONG_STRETCH
        if self.length.months:
            return self.length.months * 28 <= days < self.length.months * 31 + 31
        return self.length.days - 1 <= days <= self.length.days + 1


_LONG_STRETCH = 400
_SOME_HOURS = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Duration:
    """A length alone, from ``low`` to ``high``; ``ahead``: "in two days" is a time too, where it is planned."""

    low: Length
    high: Length
    ahead: Ago | UnitAway | None = None

    @property
    def kind(self) -> Kind:
        return Kind.DURATION

    def resolve(self, clues: Clues) -> When | None:
        if self.ahead is None or not clues.future:
            return None
        return as_form(self.ahead).resolve(clues)


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that the words leave open: "in the coming days", "several weeks ago".

    ``days``: how long before (-) or after it lies what is told next, where that is said: "two days after the visit".
    """

    days: int | None = None

    @property
    def kind(self) -> Kind:
        return Kind.VAGUE

    def resolve(self, clues: Clues) -> When | None:
        return None


def as_form(form: Ago | UnitAway) -> Form:
    return Point(form) if isinstance(form, UnitAway) else form


def away(count: float, unit: Unit, way: int) -> Ago | UnitAway:
    """So much before (-1) or after (1) publication: by the clock for hours, else by calendar units."""
    if unit in (Unit.MINUTE, Unit.HOUR) or count != int(count):
        return Ago(Length.of(count, unit), way, unit)
    return UnitAway(way * int(count), unit)
