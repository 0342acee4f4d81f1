"""Whole days: a part of a day is coded as its day, a night without a name as the two days that it joins.

"On Monday morning" and "on Monday night" are the Monday; "overnight" and "in the night" are the day before and the
day after midnight. Only a clock time is finer than a day, and "about 05:40" is 05:40.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from truceline.model import Precision, When
from truceline.model.when import midnight

_BOTH_DAYS = re.compile(r"(?i)\b(?:overnight|(?:in|during|through|throughout|over) the (?:night|dark)|night into)\b")
_PARTS = re.compile(
    r"(?i)\b(?:morning|afternoon|evening|night|tonight|overnight|dawn|dusk|daybreak|sunrise|sunset|nightfall|early|late"
    r"|small hours|early hours)\b"
)
_CLOCK = re.compile(r"(?i)[0-9] ?(?:[ap]\.?m\b|:|hours|gmt|utc)|\b(?:noon|midday|midnight|o.clock)\b")
_NEAR = re.compile(r"(?i)\b(?:shortly|just|soon) (?:before|after)\b")
_ABOUT = re.compile(r"(?i)\b(?:about|around|approximately|roughly|circa|some time around|nearly|almost|towards?)\b")
_MORNING = 6
_INSTANT = timedelta(microseconds=1)


def in_whole_days(when: When) -> When:
    """A time by its days, unless its words give the clock time."""
    if when.precision is Precision.PART_OF_DAY:
        return _days_of(when, both=_BOTH_DAYS.search(when.words) is not None)
    if when.precision is Precision.HOUR and _NEAR.search(when.words):
        return _days_of(when, both=False)
    if when.precision is Precision.HOUR and _ABOUT.search(when.words):
        return _at_its_middle(when)
    if when.precision is Precision.SPAN and _has_hours(when):
        parts = _PARTS.search(when.words) is not None and not _CLOCK.search(when.words)
        return _widened(when) if parts else when
    return when


def _at_its_middle(when: When) -> When:
    """ "About 05:40" is coded as 05:40."""
    if when.start is None or when.end is None:
        return when
    middle = when.start + (when.end - when.start) / 2
    return replace(when, start=middle, end=middle + timedelta(minutes=1), precision=Precision.MINUTE)


def _has_hours(when: When) -> bool:
    return any(end is not None and end.time() != time() for end in (when.start, when.end))


def _days_of(when: When, *, both: bool) -> When:
    if when.start is None or when.end is None:
        return when
    last = (when.end - _INSTANT).date() if both else when.start.date()
    return replace(
        when,
        start=midnight(when.start.date(), when.zone),
        end=midnight(last + timedelta(days=1), when.zone),
        precision=Precision.SPAN if both else Precision.DAY,
    )


def _widened(when: When) -> When:
    """The days that a stretch touches: "from Friday evening until Sunday morning"."""
    start = midnight(when.start.date(), when.zone) if when.start is not None else None
    return replace(when, start=start, end=_day_after(when.end, when))


def _day_after(end: datetime | None, when: When) -> datetime | None:
    """The end of the day that an end lies in; a night that runs on to the morning is of the day before."""
    if end is None or end.time() == time():
        return end
    run_on = end.hour == _MORNING and "night" in when.words.lower()
    return midnight(end.date() + timedelta(days=0 if run_on else 1), when.zone)
