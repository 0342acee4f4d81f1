"""Calendar stretches that words can name: dates, weekdays, weeks, months, seasons, years.

Each form answers one question: which days are meant, given the day of publication and whether the
words look back (the nearest such day not after publication) or ahead (not before it).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice
from typing import Protocol

from truceline.model.when import Precision, When

ONE_DAY = timedelta(days=1)
LOOK_YEARS = 8
"""How far a date without a year is looked for: 29 February can be eight years away."""


class Unit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Clues:
    """What the words are read against: publication, zone, direction, and an anchor where one is known.

    ``today`` is the local day of publication; ``start`` and ``end`` bound the moment of publication.
    All three are None where publication is unknown. ``exact`` says that the moment itself is known.
    """

    today: date | None = None
    start: datetime | None = None
    end: datetime | None = None
    exact: bool = False
    zone: str | None = None
    future: bool = False
    anchor: When | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """From the ``first`` day to the ``last``, both included; ``stated`` when no guess was needed."""

    first: date
    last: date
    precision: Precision = Precision.DAY
    stated: bool = False


class DayForm(Protocol):
    """A way to name days. ``floating``: the name recurs, so that its neighbours choose which is meant."""

    @property
    def floating(self) -> bool: ...

    def days(self, clues: Clues) -> Days | None: ...


def month_start(year: int, month: int) -> date:
    """The first day of a month; ``month`` may run below 1 or over 12. Raises OverflowError outside 1-9998."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year <= 9998:
        raise OverflowError(f"the year {year} is outside the calendar")
    return date(year, month, 1)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    first = month_start(day.year, day.month + months)
    last = month_start(first.year, first.month + 1) - ONE_DAY
    return first.replace(day=min(day.day, last.day))


def unit_around(day: date, unit: Unit) -> Days:
    """The calendar day, week (Monday to Sunday), month or year that holds ``day``."""
    if unit is Unit.WEEK:
        first = day - timedelta(days=day.weekday())
        return Days(first, first + timedelta(days=6), Precision.WEEK)
    if unit is Unit.MONTH:
        return Days(day.replace(day=1), month_start(day.year, day.month + 1) - ONE_DAY, Precision.MONTH)
    if unit is Unit.YEAR:
        return Days(date(day.year, 1, 1), date(day.year, 12, 31), Precision.YEAR)
    return Days(day, day)


def shift_day(day: date, count: int, unit: Unit) -> date:
    if unit in (Unit.MONTH, Unit.YEAR):
        return add_months(day, count * (12 if unit is Unit.YEAR else 1))
    return day + timedelta(days=count * (7 if unit is Unit.WEEK else 1))


def part_of(days: Days, part: str | None, today: date | None) -> Days:
    """A third ("early", "mid", "late"), a half or a quarter of a stretch, or what lies before or after today.

    A month's thirds are its days 1-10, 11-20 and the rest; a year's parts are whole months.
    """
    if part is None:
        return days
    if part in ("earlier", "later"):
        return _side_of(days, part, today)
    kind, index, parts = _PARTS[part]
    if kind == "week":
        return _week_of(days, index)
    return Days(_cut(days, index, parts), _cut(days, index + 1, parts) - ONE_DAY, days.precision, days.stated)


_PARTS = {
    "early": ("cut", 0, 3),
    "mid": ("cut", 1, 3),
    "late": ("cut", 2, 3),
    "first half": ("cut", 0, 2),
    "second half": ("cut", 1, 2),
    "first quarter": ("cut", 0, 4),
    "second quarter": ("cut", 1, 4),
    "third quarter": ("cut", 2, 4),
    "fourth quarter": ("cut", 3, 4),
    "first week": ("week", 0, 0),
    "second week": ("week", 1, 0),
    "third week": ("week", 2, 0),
    "last week": ("week", -1, 0),
}


def _cut(days: Days, index: int, parts: int) -> date:
    if days.precision is Precision.YEAR:
        return month_start(days.first.year, 1 + 12 * index // parts)
    count = (days.last - days.first).days + 1
    return days.first + timedelta(days=count * index // parts)


def _week_of(days: Days, index: int) -> Days:
    first = days.last - timedelta(days=6) if index < 0 else days.first + timedelta(days=7 * index)
    return Days(first, first + timedelta(days=6), Precision.WEEK, days.stated)


def _side_of(days: Days, part: str, today: date | None) -> Days:
    if today is None or not days.first <= today <= days.last:
        return days
    if part == "earlier":
        return Days(days.first, max(days.first, today - ONE_DAY), days.precision, days.stated)
    return Days(today, days.last, days.precision, days.stated)


@dataclass(frozen=True, slots=True)
class DateName:
    """A day of a month. Without a month ("the 29th") or year, the nearest one that fits is meant.

    A weekday named with it chooses between the last such date and the next one.
    ``year_step`` is -1, 0 or 1 for "1 May last / this / next year".
    """

    day: int
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    year_step: int | None = None

    @property
    def floating(self) -> bool:
        return self.year is None and self.year_step is None

    def days(self, clues: Clues) -> Days | None:
        if self.year is not None and self.month is not None:
            found = _valid(self.year, self.month, self.day)
            return Days(found, found, stated=True) if found else None
        if clues.today is None:
            return None
        if self.year_step is not None and self.month is not None:
            found = _valid(clues.today.year + self.year_step, self.month, self.day)
        else:
            found = self._nearest(clues.today, clues.future)
        return Days(found, found) if found else None

    def _nearest(self, today: date, future: bool) -> date | None:
        if self.month is None and self.weekday is not None:
            around = (*islice(self._from(today, -1), _MONTHS_NEAR), *islice(self._from(today, 1), _MONTHS_NEAR))
            return next((d for d in around if d.weekday() == self.weekday), None)
        last, following = next(self._from(today, -1), None), next(self._from(today, 1), None)
        found, other = (following, last) if future else (last, following)
        misfit = self.weekday is not None and found is not None and found.weekday() != self.weekday
        if misfit and other is not None and other.weekday() == self.weekday:
            return other
        return found

    def _from(self, today: date, way: int) -> Iterator[date]:
        """Such dates on or beyond ``today``, nearest first, going back (-1) or ahead (1)."""
        step = 1 if self.month is None else 12
        month = today.month if self.month is None else self.month
        for turn in range(LOOK_YEARS + 1):
            first = month_start(today.year, month + way * step * turn)
            found = _valid(first.year, first.month, self.day)
            if found is not None and (found - today) * way >= timedelta(0):
                yield found


_MONTHS_NEAR = 2
"""How many months around publication a day of a month with its weekday, "Monday 3", can be of."""


def _valid(year: int, month: int, day: int) -> date | None:
    last = month_start(year, month + 1) - ONE_DAY
    return last.replace(day=day) if 1 <= day <= last.day else None


@dataclass(frozen=True, slots=True)
class Easter:
    """A day so many days from the western Easter Sunday: Easter Monday is 1, Good Friday -2."""

    offset: int

    @property
    def floating(self) -> bool:
        return True

    def days(self, clues: Clues) -> Days | None:
        if clues.today is None:
            return None
        near = [easter(clues.today.year + n) + timedelta(days=self.offset) for n in (-1, 0, 1)]
        past, ahead = [d for d in near if d <= clues.today], [d for d in near if d >= clues.today]
        found = min(ahead) if clues.future else max(past)
        return Days(found, found)


def easter(year: int) -> date:
    """Easter Sunday of the western churches, by the anonymous Gregorian reckoning (Nature, 20 April 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


@dataclass(frozen=True, slots=True)
class WeekdayName:
    """Monday is 0. Plain, the nearest one, publication's own day included.

    ``step``: -1 the last one before publication, 1 the next one after it, 0 the one of this week.
    ``week``: the one in last (-1), this (0) or next (1) week.
    """

    index: int
    step: int | None = None
    week: int | None = None

    @property
    def floating(self) -> bool:
        return self.step is None and self.week is None

    def days(self, clues: Clues) -> Days | None:
        if clues.today is None:
            return None
        ahead = (self.index - clues.today.weekday()) % 7
        found = clues.today + timedelta(days=self._offset(ahead, clues))
        return Days(found, found)

    def _offset(self, ahead: int, clues: Clues) -> int:
        assert clues.today is not None
        if self.week is not None or self.step == 0:
            return self.index - clues.today.weekday() + 7 * (self.week or 0)
        if self.step == 1:
            return ahead or 7
        if self.step == -1:
            return ahead - 7
        return ahead if clues.future or ahead == 0 else ahead - 7


@dataclass(frozen=True, slots=True)
class DayAway:
    """So many days from publication: today 0, yesterday -1, tomorrow 1."""

    count: int

    @property
    def floating(self) -> bool:
        return False

    def days(self, clues: Clues) -> Days | None:
        if clues.today is None:
            return None
        found = clues.today + timedelta(days=self.count)
        return Days(found, found)


@dataclass(frozen=True, slots=True)
class UnitAway:
    """The calendar unit so many units from publication: last week, three months ago, next year."""

    count: int
    unit: Unit
    part: str | None = None

    @property
    def floating(self) -> bool:
        return False

    def days(self, clues: Clues) -> Days | None:
        if clues.today is None:
            return None
        return part_of(unit_around(shift_day(clues.today, self.count, self.unit), self.unit), self.part, clues.today)


@dataclass(frozen=True, slots=True)
class MonthName:
    """A month. ``step``: -1 the last one before publication's month, 0 this year's, 1 the next one."""

    month: int
    year: int | None = None
    step: int | None = None
    year_step: int | None = None
    part: str | None = None

    @property
    def floating(self) -> bool:
        return self.year is None and self.step is None and self.year_step is None

    def days(self, clues: Clues) -> Days | None:
        year = self.year if self.year is not None else self._year(clues)
        if year is None:
            return None
        whole = unit_around(month_start(year, self.month), Unit.MONTH)
        whole = Days(whole.first, whole.last, whole.precision, self.year is not None)
        return part_of(whole, self.part, clues.today)

    def _year(self, clues: Clues) -> int | None:
        if clues.today is None:
            return None
        year, month = clues.today.year, clues.today.month
        if self.year_step is not None or self.step == 0:
            return year + (self.year_step or 0)
        if self.step == -1:
            return year if self.month < month else year - 1
        if self.step == 1:
            return year if self.month > month else year + 1
        if clues.future:
            return year if self.month >= month else year + 1
        return year if self.month <= month else year - 1


@dataclass(frozen=True, slots=True)
class YearName:
    """A year ("in 2022"), or so many from it ("the 1990s" is ten)."""

    year: int
    part: str | None = None
    count: int = 1

    @property
    def floating(self) -> bool:
        return False

    def days(self, clues: Clues) -> Days | None:
        last = date(self.year + self.count - 1, 12, 31)
        precision = Precision.YEAR if self.count == 1 else Precision.SPAN
        return part_of(Days(date(self.year, 1, 1), last, precision, stated=True), self.part, clues.today)


SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month each begins in, three months long, as English-language news counts them (northern)."""


@dataclass(frozen=True, slots=True)
class SeasonName:
    """A season; a winter belongs to the year it begins in."""

    name: str
    year: int | None = None
    step: int | None = None
    part: str | None = None

    @property
    def floating(self) -> bool:
        return self.year is None and self.step is None

    def days(self, clues: Clues) -> Days | None:
        year = self.year if self.year is not None else self._year(clues)
        if year is None:
            return None
        return part_of(self._of(year), self.part, clues.today)

    def _of(self, year: int) -> Days:
        start = SEASONS[self.name]
        last = month_start(year, start + 3) - ONE_DAY
        return Days(month_start(year, start), last, Precision.SPAN, self.year is not None)

    def _year(self, clues: Clues) -> int | None:
        today = clues.today
        if today is None:
            return None
        years = range(today.year - 2, today.year + 3)
        if self.step == 0:
            return today.year - (1 if self._of(today.year - 1).last >= today else 0)
        if self.step == 1 or (self.step is None and clues.future):
            return next(y for y in years if (self._of(y).first if self.step == 1 else self._of(y).last) >= today)
        back = reversed(years)
        return next(y for y in back if (self._of(y).last < today if self.step == -1 else self._of(y).first <= today))


@dataclass(frozen=True, slots=True)
class Weekend:
    """Saturday and Sunday. Plain, the nearest one begun; ``step`` counts weeks from this one."""

    step: int | None = None

    @property
    def floating(self) -> bool:
        return self.step is None

    def days(self, clues: Clues) -> Days | None:
        if clues.today is None:
            return None
        saturday = clues.today + timedelta(days=5 - clues.today.weekday() + 7 * (self.step or 0))
        if self.step is None and not clues.future and saturday > clues.today:
            saturday -= timedelta(days=7)
        return Days(saturday, saturday + ONE_DAY, Precision.SPAN)
