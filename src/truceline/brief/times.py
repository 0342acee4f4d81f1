"""Times in words: a mediator's dates, with what is not known left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from truceline.brief.words import tidy
from truceline.model import Basis, Precision, Report, When

_NAMES = "January February March April May June July August September October November December"
_MONTHS = tuple(_NAMES.split())


def day_words(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def clock_words(moment: datetime, zone: str | None) -> str:
    """ "07:00 UTC+2"; the offset only where the zone is known."""
    clock = f"{moment:%H:%M}"
    return f"{clock} {offset_words(moment)}" if zone else clock


def offset_words(moment: datetime) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def when_words(when: When) -> str:
    """The interval as a reader says it: "1 December 2023", "24 to 30 November 2023", "since 24 November 2023"."""
    start, end = when.start, when.end
    if start is None:
        return f"until {_end_words(when)}"
    if end is None:
        return f"since {_clocked(start, when)}"
    if when.precision in (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY):
        return _within_day(start, end, when)
    return days_words(start.date(), _last_day(start, end))


def _last_day(start: datetime, end: datetime) -> date:
    return end.date() if end == start else (end - timedelta(microseconds=1)).date()


def _end_words(when: When) -> str:
    assert when.end is not None
    if when.end.hour or when.end.minute:
        return _clocked(when.end, when)
    return day_words((when.end - timedelta(microseconds=1)).date())


def _clocked(moment: datetime, when: When) -> str:
    if moment.hour or moment.minute:
        return f"{day_words(moment.date())}, {clock_words(moment, when.zone)}"
    return day_words(moment.date())


def _within_day(start: datetime, end: datetime, when: When) -> str:
    if when.precision is Precision.MINUTE and end - start <= timedelta(minutes=1):
        return f"{day_words(start.date())}, {clock_words(start, when.zone)}"
    if start.date() != _last_day(start, end):
        return f"{_clocked(start, when)} to {_clocked(end, when)}"
    return f"{day_words(start.date())}, {start:%H:%M} to {clock_words(end, when.zone)}"


def days_words(first: date, last: date) -> str:
    """A run of days; a whole month or year is called by its name."""
    if first == last:
        return day_words(first)
    after = last + timedelta(days=1)
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1) and after.year == first.year + 1:
        return str(first.year)
    if first.year != last.year:
        return f"{day_words(first)} to {day_words(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} to {day_words(last)}"
    if first.day == 1 and after.day == 1:
        return f"{_MONTHS[first.month - 1]} {first.year}"
    return f"{first.day} to {day_words(last)}"


def run_words(labels: Sequence[str]) -> list[str]:
    """Labels, with days that follow one another as one: "13 to 19 October 2025". Others stay as they are."""
    made: list[tuple[date, date] | str] = []
    for label in labels:
        day, last = _day(label), made[-1] if made else None
        if day is not None and isinstance(last, tuple) and day - last[1] == timedelta(days=1):
            made[-1] = (last[0], day)
        else:
            made.append(label if day is None else (day, day))
    return [m if isinstance(m, str) else days_words(*m) for m in made]


def _day(label: str) -> date | None:
    """The day that ``day_words`` writes so; None for other words."""
    day, _, rest = label.partition(" ")
    month, _, year = rest.partition(" ")
    if month not in _MONTHS or not (day.isdigit() and year.isdigit()):
        return None
    return date(int(year), _MONTHS.index(month) + 1, int(day))


def published_words(report: Report) -> str:
    """The day a report came out, with the clock where that is known."""
    return when_words(report.published) if report.published is not None else "date not known"


def published_day(report: Report) -> date | None:
    return report.published.date if report.published is not None else None


def basis_words(when: When | None) -> str:
    """How the time of a claim is known, for its note; "" where the words give none."""
    if when is None or when.basis is Basis.PUBLICATION:
        return "not given; only the day of the report is known"
    words = f"“{tidy(when.words)}”" if when.words else "the report"
    if when.basis is Basis.INFERRED:
        return f"{when_words(when)}, worked out from {words}"
    return when_words(when)


def moment_words(moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        zone = "known" if moment.utcoffset() is not None else None
        return f"{day_words(moment.date())}, {clock_words(moment, zone)}"
    return day_words(moment)
