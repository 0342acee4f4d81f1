"""Reads the names of periods at a place in a text: months, years, decades, seasons, weeks, weekends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.reading.times.dates import ITS_YEAR, STEPS, DayAt
from truceline.reading.times.days import (
    MonthName,
    SeasonName,
    Unit,
    UnitAway,
    Weekend,
    YearName,
)
from truceline.reading.times.words import (
    count_of,
    month_number,
    part_name,
    pattern,
    unit_of,
)

_MONTH_YEAR = r"(?:(?P<p>{part})(?: |{dash}))?(?P<m>{month})" + ITS_YEAR
_STEPPED_MONTH = r"(?:(?P<p>{part}) )?(?P<s>last|this|next|this coming|this past|this) (?P<m>{month})"
_SEASON = r"(?:the )?(?:(?P<p>early|late|mid)(?: |{dash}))?(?P<n>{season})(?:,?(?: of)? (?P<y>{year}))?"
_STEPPED_SEASON = r"(?P<s>last|this|next) (?P<n>{season})"
_YEAR = r"(?:the year )?(?:(?P<p>{part})(?: |{dash}))?(?P<y>{year})"
_DECADE = r"the (?P<y>(?:19|20)[0-9]0)s"
_STEPPED_UNIT = r"(?:(?P<p>{part}) )?(?P<s>last|this|next) (?P<u>week|month|year)"
_THE_UNIT = r"(?P<p>(?:the )?(?:start|beginning|middle|end) of) the (?P<u>week|month|year)"
_WEEKEND = r"(?:the |(?P<s>last|this|next|this past|the past|this coming|the coming) )weekend"
_UNITS_AGO = (
    r"(?:(?:some|about|around|nearly|almost|just|only|over|more than) )?(?P<n>{num}) (?P<u>weeks?|months?|years?|"
    r"fortnights?|decades?)(?P<w> ago| from now)"
)
_COUNTED = (
    r" (?:people|persons|men|women|children|civilians|soldiers|troops|fighters|hostages|prisoners|detainees|trucks"
    r"|tonn?es|tons|k?m|kilomet(?:er|re)s|met(?:er|re)s|miles|feet|strikes|houses|homes|buildings|families|dollars|cases"
    r"|places|villages|locations|sites|lit(?:er|re)s|US|others|members|workers|patients|refugees|bodies)"
)
_SURE_OF_MAY = ("in", "since", "until", "till", "by", "during", "throughout", "between")


def periods_at(text: str, pos: int, lead: str) -> Iterator[DayAt]:
    """Months, years, seasons, weeks. A month or year alone counts only after a preposition."""
    for read in (_month, _stepped, _year, _season, _units_ago):
        if found := read(text, pos, lead):
            yield found


def _month(text: str, pos: int, lead: str) -> DayAt | None:
    found = pattern(_MONTH_YEAR).match(text, pos)
    if found is None:
        return None
    alone = not (found["p"] or found["y"] or found["s"])
    unsure = found["m"].lower() in ("may", "march") and lead not in _SURE_OF_MAY
    if alone and (not lead or unsure or re.compile(r"\s?[0-9]+(?:st|nd|rd|th)\b").match(text, found.end())):
        return None
    step = STEPS[found["s"].lower()] if found["s"] else None
    year = int(found["y"]) if found["y"] else None
    return DayAt(found.end(), MonthName(month_number(found["m"]), year, None, step, part_name(found["p"])))


def _stepped(text: str, pos: int, lead: str) -> DayAt | None:
    """Last May, this summer, early next week, the end of the month, the weekend."""
    if found := pattern(_STEPPED_MONTH).match(text, pos):
        step = STEPS[found["s"].lower().split()[-1]]
        return DayAt(found.end(), MonthName(month_number(found["m"]), step=step, part=part_name(found["p"])))
    if found := pattern(_STEPPED_SEASON).match(text, pos):
        return DayAt(found.end(), SeasonName(found["n"].lower(), step=STEPS[found["s"].lower()]))
    if found := pattern(_WEEKEND).match(text, pos):
        return DayAt(found.end(), Weekend(STEPS[found["s"].lower().split()[-1]] if found["s"] else None))
    if found := pattern(_THE_UNIT).match(text, pos):
        return DayAt(found.end(), UnitAway(0, Unit(found["u"].lower()), part_name(found["p"])))
    found = pattern(_STEPPED_UNIT).match(text, pos)
    if found is None or (found["s"].lower() == "last" and lead.endswith("the")):
        return None
    return DayAt(found.end(), UnitAway(STEPS[found["s"].lower()], Unit(found["u"].lower()), part_name(found["p"])))


def _year(text: str, pos: int, lead: str) -> DayAt | None:
    if found := pattern(_DECADE).match(text, pos):
        return DayAt(found.end(), YearName(int(found["y"]), count=10))
    found = pattern(_YEAR).match(text, pos)
    if found is None or not (lead or found["p"]) or pattern(_COUNTED).match(text, found.end()):
        return None
    return DayAt(found.end(), YearName(int(found["y"]), part_name(found["p"])))


def _season(text: str, pos: int, lead: str) -> DayAt | None:
    found = pattern(_SEASON).match(text, pos)
    if found is None or not (found["y"] or (lead == "in" and found["n"].lower() != "fall")):
        return None
    year = int(found["y"]) if found["y"] else None
    return DayAt(found.end(), SeasonName(found["n"].lower(), year, part=part_name(found["p"])))


def _units_ago(text: str, pos: int, lead: str) -> DayAt | None:
    found = pattern(_UNITS_AGO).match(text, pos)
    if found is None:
        return None
    (unit, per), count = unit_of(found["u"]), count_of(found["n"])
    if count != int(count):
        return None
    number, unit = by_the_day(int(count) * per, unit, found.group())
    return DayAt(found.end(), UnitAway(number * (-1 if found["w"].strip().lower() == "ago" else 1), unit))


_LOOSELY = re.compile(r"(?i)(?:some|about|around|nearly|almost|over|more than|roughly|less than|approximately|at|up)\b")


def by_the_day(count: int, unit: Unit, words: str) -> tuple[int, Unit]:
    """Weeks that are counted off, "two weeks ago", "a week later", lead to a day; "about two weeks ago" to a week."""
    exact = unit is Unit.WEEK and not _LOOSELY.match(words)
    return (count * 7, Unit.DAY) if exact else (count, unit)
