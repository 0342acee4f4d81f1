"""Courses: so many units of a week, month or year, and days that are pointed to beside a clock time.

"In the first nine months of this year", "in the last two weeks of May"; "from 6 a.m. the following day".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from truceline.model.when import Precision, When, midnight
from truceline.reading.times.dates import DayAt
from truceline.reading.times.days import ONE_DAY, Clues, DayForm, Unit, UnitAway
from truceline.reading.times.lengths import Length
from truceline.reading.times.moments import Kind, interval
from truceline.reading.times.points import point_at
from truceline.reading.times.words import count_of, joint, ordinal_number, unit_of

_PART = (
    r"(?:(?:in|over|during|within|for|throughout|on) )?the (?P<o>{ordinal}|last|final|closing|opening|initial)"
    r" (?:(?P<n>{num}) )?(?P<u>{unit}) of (?P<t>the (?P<w>week|month|year)(?! [0-9])(?!\w))?"
)
_FROM_ITS_END = ("last", "final", "closing")
_AT_ITS_HEAD = ("opening", "initial")


@dataclass(frozen=True, slots=True)
class PartOf:
    """So many units from the beginning (``index`` 1 and up) or the end (-1) of some days."""

    index: int
    length: Length
    days: DayForm

    @property
    def kind(self) -> Kind:
        return Kind.TIME

    def resolve(self, clues: Clues) -> When | None:
        whole = self.days.days(clues)
        if whole is None:
            return None
        first, after = midnight(whole.first, clues.zone), midnight(whole.last + ONE_DAY, clues.zone)
        if self.index < 0:
            start, end = self.length.after(after, -1), after
        else:
            start = first
            for _ in range(self.index - 1):
                start = self.length.after(start)
            end = self.length.after(start)
        if start < first or end > after or (not clues.future and _is_ahead(start, clues)):
            return None
        single = end - start == timedelta(days=1)
        return interval(start, end, Precision.DAY if single else Precision.SPAN, clues.zone)


def _is_ahead(start: datetime, clues: Clues) -> bool:
    return clues.end is not None and start >= clues.end


def course_at(text: str, pos: int) -> tuple[int, PartOf] | None:
    """Where "the first nine months of this year" ends, if it begins at ``pos``, and what it means."""
    found = joint(_PART).match(text, pos)
    if found is None or found["u"].lower().endswith("s") != (found["n"] is not None):
        return None
    of = _period_at(text, found)
    index = _index(found["o"].lower())
    if of is None or not index or (found["n"] is not None and index > 1):
        return None
    unit, per = unit_of(found["u"])
    count = (count_of(found["n"]) if found["n"] else 1) * per
    return of.end, PartOf(index, Length.of(count, unit), of.day)


def _index(word: str) -> int | None:
    if word in _FROM_ITS_END:
        return -1
    return 1 if word in _AT_ITS_HEAD else ordinal_number(word)


def _period_at(text: str, found: re.Match[str]) -> DayAt | None:
    if found["t"]:
        return DayAt(found.end(), UnitAway(0, Unit(found["w"].lower())))
    point = point_at(text, found.end(), "in")
    if point is None or point.sort != "period" or point.point.day is None:
        return None
    return DayAt(point.end, point.point.day)
