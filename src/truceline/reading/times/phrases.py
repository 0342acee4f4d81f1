"""Reads points with what joins them: prepositions ("by Sunday"), ranges ("24-30 November"), lists ("24 and 25 May")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from truceline.reading.times.clocks import clock_at
from truceline.reading.times.dates import date_name, day_at
from truceline.reading.times.days import DateName, DayForm, MonthName, UnitAway, Weekend, YearName
from truceline.reading.times.moments import Bound, Clock, DayPart, Form, Point, Range, Side
from truceline.reading.times.points import PointAt, point_at
from truceline.reading.times.words import day_number, joint, month_number, pattern


@dataclass(frozen=True, slots=True)
class Found:
    """An expression from ``start`` to ``end`` of the text; without a form, words of time to pass over (a rate)."""

    start: int
    end: int
    form: Form | None


_SIDES = {
    "by": Side.BY,
    "until": Side.BY,
    "till": Side.BY,
    "through": Side.BY,
    "up to": Side.BY,
    "up until": Side.BY,
    "no later than": Side.BY,
    "not later than": Side.BY,
    "since": Side.SINCE,
    "ever since": Side.SINCE,
    "from": Side.FROM,
    "starting": Side.FROM,
    "starting on": Side.FROM,
    "starting from": Side.FROM,
    "beginning": Side.FROM,
    "beginning on": Side.FROM,
    "before": Side.BEFORE,
    "prior to": Side.BEFORE,
    "ahead of": Side.BEFORE,
    "after": Side.AFTER,
}
_PLACED = ("on", "at", "in", "during", "throughout", "over", "as of", "for")
_LEAD = rf"(?P<l>{'|'.join(sorted([*_SIDES, *_PLACED, 'between'], key=len, reverse=True))}) (?:at least )?"
LEAD_WORDS = frozenset(word.split()[0] for word in (*_SIDES, *_PLACED, "between"))


def phrase_at(text: str, pos: int) -> Found | None:
    """The longest point, bounded point or range that begins at ``pos``, with its preposition."""
    return max(_phrases(text, pos), key=lambda f: f.end, default=None)


def _phrases(text: str, pos: int) -> Iterator[Found]:
    if found := _plain(text, pos, pos, ""):
        yield found
    opened = joint(_LEAD).match(text, pos)
    if opened is None:
        return
    lead, after = " ".join(opened["l"].lower().split()), opened.end()
    found = _bound(text, pos, after, lead) if lead in _SIDES else _plain(text, pos, after, lead)
    if found:
        yield found


_SET_FOR = r"(?i)\b(?:scheduled|slated|planned|set|due|called|expected)\s$"
"""What stands before "for July": elsewhere "for" names no time."""


def _plain(text: str, start: int, pos: int, lead: str) -> Found | None:
    """A range or a point where no bound is meant."""
    point = point_at(text, pos, lead) if lead != "between" else None
    ranged = _range_at(text, pos, lead, point)
    if point and lead == "for":
        point = point if point.sort == "period" and re.search(_SET_FOR, text[max(0, start - 11) : start]) else None
    if point and not _fits(lead, point, text[pos : pos + 4].lower() == "the "):
        point = None
    if ranged and (point is None or ranged[0] > point.end):
        return Found(start, ranged[0], ranged[1])
    if point is None:
        return None
    if point.sort == "clock" and _daily(text, start, point.end):
        return Found(start, point.end, None)
    if latest := pattern(r",? at the latest").match(text, point.end):
        return Found(start, latest.end(), Bound(Side.BY, point.point))
    return Found(start, point.end, _as_small_hours(point.point) if lead == "before" else point.point)


def _fits(lead: str, point: PointAt, opened_by_the: bool = False) -> bool:
    """Whether a preposition goes with this sort of point: "on Friday", "at noon", "in May"."""
    stretch = isinstance(point.point.day, Weekend) or getattr(point.point.day, "part", None) is not None
    if lead == "on":
        return point.sort in ("day", "day clock", "part") or isinstance(point.point.day, Weekend)
    if lead == "at":
        return point.sort in ("clock", "day clock", "dawn") or (point.sort == "period" and stretch)
    if lead == "in":
        return point.sort == "period" or (point.sort == "part" and opened_by_the)
    if lead == "over":
        return isinstance(point.point.day, Weekend)
    return not (lead in ("during", "throughout") and point.sort in ("clock", "dawn"))


_NO_RATE = r"(?! (?:later|earlier|before|after|ago|late|early))"
_EACH_DAY = (
    r",? (?:daily|nightly|on (?:each|every) day|every (?:day|night|morning)|each (?:day|night|morning)"
    rf"|a day{_NO_RATE}|per day)"
)
_DAILY = r"\b(?:daily|nightly|weekdays|(?:every|each)\s(?:day|night|morning)),?\s(?:at\s|from\s|between\s)?$"


def _daily(text: str, pos: int, end: int) -> bool:
    """Whether a clock time is one of every day: "at 07:00 daily", "weekdays from 6 to 9 a.m."."""
    before = text[max(0, pos - 30) : pos]
    return pattern(_EACH_DAY).match(text, end) is not None or re.search(f"(?i){_DAILY}", before) is not None


def _as_small_hours(point: Point) -> Point:
    return replace(point, at=DayPart("small hours")) if point.at == DayPart("dawn") else point


def _bound(text: str, start: int, pos: int, lead: str) -> Found | None:
    side = _SIDES[lead]
    point = point_at(text, pos, lead)
    if side is Side.FROM and (ranged := _range_at(text, pos, lead, point)):
        return Found(start, ranged[0], ranged[1])
    if point is None:
        return None
    if point.sort == "clock" and _daily(text, start, point.end):
        return Found(start, point.end, None)
    if lead in ("from", "up to") and pattern(r"{quote}s?").match(text, point.end):
        return Found(pos, point.end, point.point)  # "absent from Sunday's ceremony": the day of the ceremony
    if lead == "before" and point.point.at == DayPart("dawn"):
        return Found(start, point.end, _as_small_hours(point.point))
    if side is Side.BEFORE and pattern(r"(?:the )?end of").match(text, pos):
        side = Side.BY
    inner = at_its_start(point.point) if side in (Side.SINCE, Side.FROM, Side.AFTER) else point.point
    return Found(start, point.end, Bound(side, inner))


def at_its_start(point: Point) -> Point:
    """Midnight ends the day it is named with, but what begins at midnight begins with the day."""
    if isinstance(point.at, Clock) and point.at.hour == 24:
        return replace(point, at=replace(point.at, hour=0))
    return point


# Ranges

_TO = r"(?:{hyphen}| {hyphen} | to | until | till | through )"
_JOINTS = {"between": r" and ", "": r"(?:{hyphen}| to | until | till | through )"}
_DAYS = r"(?:the )?(?P<a>{dom})<to>(?:the )?(?P<d>{dom})(?: of)? (?P<m>{month})(?:\.?,? (?P<y>{year}))?"
_DAYS_AFTER = r"(?P<m>{month})\.? (?P<a>{dom})<to>(?P<d>{dom})(?:,? (?P<y>{year}))?"
_MONTHS = r"(?P<m>{month})(?:{hyphen}| to | through )(?P<n>{month})\.?,? (?P<y>{year})"
_YEARS = r"(?P<y>{year})(?:{dash}| {dash} | to | until | through )(?P<z>{year})"
_HOURS = r"(?P<h>1[0-2]|0?[1-9])(?:[:.](?P<n>[0-5][0-9]))?<to>"
_HOURS_RUN = r"(?P<h>[01][0-9]|2[0-4])(?P<n>[0-5][0-9])<to>"
_UNCOUNTED = (
    r"\s*(?:[^\w\s]|$)|\s+(?:and|at|in|but|when|after|before|as|the|with|for|while|by|on|from|was|were|had|of)\b"
)


def _range_at(text: str, pos: int, lead: str, point: PointAt | None) -> tuple[int, Form | None] | None:
    """The longest range at ``pos``, where ``point`` is the point that stands there."""
    link = _JOINTS["between"] if lead == "between" else _TO if lead in ("from", "in") else _JOINTS[""]
    found = [
        *_short_days(text, pos, link),
        *_short_months(text, pos),
        *_short_years(text, pos),
        *_short_hours(text, pos, lead),
        *_two_points(text, pos, lead, link, point),
        *_day_and_hours(text, pos),
    ]
    best = max(found, key=lambda f: f[0], default=None)
    if best and _has_clock(best[1]) and _daily(text, pos, best[0]):
        return best[0], None
    return best


def _has_clock(form: Form | None) -> bool:
    return isinstance(form, Range) and isinstance(form.last.at, Clock)


def _short_days(text: str, pos: int, link: str) -> Iterator[tuple[int, Form]]:
    """ "24-30 November", "November 24 through 30": the first day takes the month of the last."""
    for source in (_DAYS, _DAYS_AFTER):
        found = pattern(source.replace("<to>", link)).match(text, pos)
        if found is None or (source is _DAYS_AFTER and not re.compile(_UNCOUNTED).match(text, found.end())):
            continue
        month, year = month_number(found["m"]), int(found["y"]) if found["y"] else None
        first = date_name(day_number(found["a"]), month, year)
        last = date_name(day_number(found["d"]), month, year)
        if first and last and first.day < last.day:
            yield found.end(), Range(Point(first), Point(last))


def _short_months(text: str, pos: int) -> Iterator[tuple[int, Form]]:
    if found := pattern(_MONTHS).match(text, pos):
        first, last = MonthName(month_number(found["m"])), MonthName(month_number(found["n"]), int(found["y"]))
        yield found.end(), _range_of(Point(first), Point(last))


def _short_years(text: str, pos: int) -> Iterator[tuple[int, Form]]:
    """ "1977 to 1990": no preposition is needed where one year leads on to another."""
    found = pattern(_YEARS).match(text, pos)
    if found and int(found["y"]) < int(found["z"]):
        yield found.end(), Range(Point(YearName(int(found["y"]))), Point(YearName(int(found["z"]))))


def _short_hours(text: str, pos: int, lead: str) -> Iterator[tuple[int, Form]]:
    """ "10 to 11 a.m.", "0500-1400 GMT": the first hour takes its half of day, or its zone, from the last."""
    link = _JOINTS["between"] if lead == "between" else _TO
    for source in (_HOURS_RUN, _HOURS):
        found = joint(source.replace("<to>", link)).match(text, pos)
        last = point_at(text, found.end()) if found else None
        if found is None or last is None or not isinstance(last.point.at, Clock):
            continue
        said = text[found.end() : last.end]
        hour = int(found["h"])
        if source is _HOURS:
            if not re.match(r"(?i)[0-9:.]+\s?[ap]\.?m", said):
                continue
            hour = _in_half_of(hour, int(found["n"] or 0), last.point.at)
        yield last.end, _range_of(Point(last.point.day, Clock(hour, int(found["n"] or 0))), last.point)


def _in_half_of(hour: int, minute: int, last: Clock) -> int:
    hour = hour % 12 + (12 if last.hour >= 12 else 0)
    return hour if (hour, minute) < (last.hour, last.minute) else (hour + 12) % 24


def _two_points(text: str, pos: int, lead: str, link: str, point: PointAt | None) -> Iterator[tuple[int, Form]]:
    """Any two points: "from 7 a.m. on Friday until Sunday", "between 2014 and 2021"."""
    inner = "between" if lead in ("from", "between") else lead
    first = point if inner == lead != "between" else point_at(text, pos, inner)
    if first is None:
        return
    spaced = _TO if first.sort == "clock" and lead != "between" else link
    linked = joint(spaced).match(text, first.end)
    last = point_at(text, linked.end(), inner) if linked else None
    if last is None or (last.point.day is None and first.point.at is None):
        return
    if first.sort.split()[-1] != last.sort.split()[-1] and lead not in ("from", "between"):
        return
    yield last.end, _range_of(first.point, last.point)


def _day_and_hours(text: str, pos: int) -> Iterator[tuple[int, Form]]:
    """ "Friday from 10:00 to 16:00"."""
    day = day_at(text, pos, "on")
    opened = joint(r",? (?P<l>from|between) ").match(text, day.end) if day else None
    if day is None or opened is None or clock_at(text, opened.end()) is None:
        return
    lead = opened["l"].lower()
    ranged = _range_at(text, opened.end(), lead, point_at(text, opened.end(), lead))
    if ranged and isinstance(ranged[1], Range) and ranged[1].last.day is None:
        yield ranged[0], replace(ranged[1], first=replace(ranged[1].first, day=day.day))


def _range_of(first: Point, last: Point) -> Range:
    """A range whose ends lend each other the year, the month and the zone that only one of them names."""
    first, last = _share_zone(first, last), _share_zone(last, first)
    first_day, last_day = _share_month(first.day, last.day)
    if first_day and last_day:
        first_day, last_day = _share_year(first_day, last_day)
    return Range(at_its_start(replace(first, day=first_day)), replace(last, day=last_day))


def _share_zone(point: Point, other: Point) -> Point:
    if not isinstance(point.at, Clock) or not isinstance(other.at, Clock):
        return point
    if point.at.offset is not None or point.at.place is not None or point.at.utc is not None:
        return point
    return replace(point, at=replace(point.at, offset=other.at.offset, place=other.at.place))


def _share_month(first: DayForm | None, last: DayForm | None) -> tuple[DayForm | None, DayForm | None]:
    if not isinstance(first, DateName) or not isinstance(last, DateName):
        return first, last
    if first.month and not last.month and first.day <= last.day:
        return first, date_name(last.day, first.month, first.year) or last
    if last.month and not first.month and first.day <= last.day:
        return date_name(first.day, last.month, last.year) or first, last
    return first, last


def _share_year(first: DayForm, last: DayForm) -> tuple[DayForm, DayForm]:
    if not isinstance(first, DateName | MonthName) or not isinstance(last, DateName | MonthName):
        return first, last
    if first.month is None or last.month is None or not (first.floating or last.floating):
        return first, last
    turn = 1 if (first.month, getattr(first, "day", 0)) > (last.month, getattr(last, "day", 32)) else 0
    if last.year is not None and first.floating:
        return replace(first, year=last.year - turn), last
    if first.year is not None and last.floating:
        return first, replace(last, year=first.year + turn)
    return first, last


# Lists

_LIST = (
    r"(?:on )?(?:the )?(?P<l>{dom}(?:, {dom}){0,5}),? (?:and|or) (?:the )?(?P<d>{dom})(?: of)? (?P<m>{month})"
    r"(?:\.?,? (?P<y>{year}))?"
)
_LIST_AFTER = r"(?:on )?(?P<m>{month})\.? (?P<l>{dom}(?:, {dom}){0,5}),? (?:and|or) (?P<d>{dom})(?:,? (?P<y>{year}))?"
_NEXT = r"(?:,? and |, )"


def list_at(text: str, pos: int) -> tuple[Found, ...]:
    """The days of a list that shares one month: "on 24 and 25 November" is "on 24" and "25 November"."""
    for source in (_LIST, _LIST_AFTER):
        found = pattern(source).match(text, pos)
        if found is None or (source is _LIST_AFTER and not re.compile(_UNCOUNTED).match(text, found.end())):
            continue
        month, year = month_number(found["m"]), int(found["y"]) if found["y"] else None
        spots = [(m.start(), m.end(), m.group()) for m in pattern(r"{dom}").finditer(text, *found.span("l"))]
        spots.append((found.start("d"), found.end(), found["d"]))
        names = [date_name(day_number(words), month, year) for _, _, words in spots]
        if all(names) and len(names) > 1:
            spots[0] = (pos, *spots[0][1:])
            return tuple(Found(s, e, Point(n)) for (s, e, _), n in zip(spots, names, strict=True))
    return ()


def more_of(text: str, found: Found, lead: str) -> Found | None:
    """The next of a list whose first member has the preposition ``lead``: "in October and November"."""
    linked = joint(_NEXT).match(text, found.end)
    if lead not in ("in", "on") or linked is None or not isinstance(found.form, Point):
        return None
    point = point_at(text, linked.end(), lead)
    if point is None or not _fits(lead, point) or type(point.point.day) is not type(found.form.day):
        return None
    if not isinstance(point.point.day, MonthName | YearName | DateName | UnitAway):
        return None
    return Found(linked.end(), point.end, point.point)
