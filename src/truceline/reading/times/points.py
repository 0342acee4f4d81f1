"""Reads the names of points in time at a place in a text: dates, weekdays, clock times, parts of days, periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from truceline.reading.times.clocks import clock_at, clock_in, hour_in, spread
from truceline.reading.times.days import (
    DateName,
    DayAway,
    DayForm,
    Easter,
    MonthName,
    SeasonName,
    Unit,
    UnitAway,
    WeekdayName,
    Weekend,
    YearName,
)
from truceline.reading.times.moments import Clock, DayPart, Point
from truceline.reading.times.told_days import told_day_at
from truceline.reading.times.words import (
    WEEKDAYS,
    count_of,
    day_number,
    joint,
    month_number,
    part_name,
    pattern,
    unit_of,
    weekday_number,
)

STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


@dataclass(frozen=True, slots=True)
class PointAt:
    """A point read from the text up to ``end``; ``sort`` is day, day clock, clock, part, dawn or period."""

    end: int
    point: Point
    sort: str


@dataclass(frozen=True, slots=True)
class DayAt:
    end: int
    day: DayForm


def point_at(text: str, pos: int, lead: str = "") -> PointAt | None:
    """The longest point that begins at ``pos`` after the preposition ``lead`` ("" for none), or None."""
    found = [
        *_dayish(text, pos, lead),
        *_clockish(text, pos),
        *_hourish(text, pos, lead),
        *_partish(text, pos),
        *_periods(text, pos, lead),
    ]
    return max(found, key=lambda p: p.end, default=None)


# Days


def day_at(text: str, pos: int, lead: str = "") -> DayAt | None:
    """A single day: a date, a weekday (with its date), today, two days ago, the 29th."""
    found = [d for read in (_date, _weekday, _away, _month_day, _holiday) if (d := read(text, pos, lead))]
    return max(found, key=lambda d: d.end, default=None)


_ISO = r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12][0-9]|3[01])(?:(?=T[0-9]{2}:?[0-9]{2})|(?!\w))"
_ITS_YEAR = r"(?:\.?,? (?:of )?(?P<y>{year})|,? (?:of )?(?P<s>last|this|next) year)?"
_DAY_MONTH = r"(?:the )?(?P<d>{dom})(?: of)? (?P<m>{month})" + _ITS_YEAR
_SPELLED_DAY = r"the (?P<d>{spelledday}) of (?P<m>{month})" + _ITS_YEAR
_SPELLED_ALONE = r"the (?P<d>{spelledday}) (?P<m>{month})" + _ITS_YEAR
"""Only after "on": "the second March volley" names no day."""
_MONTH_DAY = r"(?P<m>{month})\.? (?:the )?(?P<d>{dom})" + _ITS_YEAR
_DOTTED = r"(?P<d>[0-3]?[0-9])\.(?P<m>[01]?[0-9])\.(?P<y>(?:19|20)[0-9]{2})(?!\.[0-9])"


def _date(text: str, pos: int, lead: str = "", weekday: int | None = None) -> DayAt | None:
    spelled = () if text[pos : pos + 1] not in "tT" else (_SPELLED_DAY, _SPELLED_ALONE)[: 2 if lead == "on" else 1]
    for source in (_ISO, _DAY_MONTH, *spelled, _MONTH_DAY, _DOTTED):
        found = (joint if source is _ISO else pattern)(source).match(text, pos)
        if found is None or (source is _MONTH_DAY and lead in ("in", "during") and not found["y"]):
            continue  # "in May 12 people": the number is no day
        name = _date_name(found, weekday)
        if name is not None:
            return DayAt(found.end(), name)
    return None


def _date_name(found: re.Match[str], weekday: int | None = None) -> DateName | None:
    groups = found.groupdict()
    month = int(groups["m"]) if groups["m"].isdigit() else month_number(groups["m"])
    year, step = groups.get("y"), groups.get("s")
    return date_name(day_number(groups["d"]), month, int(year) if year else None, weekday, step)


def date_name(
    day: int, month: int, year: int | None, weekday: int | None = None, step: str | None = None
) -> DateName | None:
    """A day of the calendar; None for a day that does not exist (31 November)."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return DateName(day, month, year, weekday, STEPS[step.lower()] if step else None)


_WEEKDAY = r"(?P<w>{weekday})(?:,? (?:of )?(?P<s>last|this|next) week)?"
_LAST_BEHIND = r"(?P<w>{weekday}) last(?! (?:week|month|year|night))"
_STEPPED = r"(?P<s>last|next|this coming|this past|this|the coming|coming|past) (?P<w>{weekday})"
_DATED = r"(?:{weekday}|{shortday}),? (?P<open>\()?"
_NOT_DAYS = r".*\b(?:each|every|black|good|easter|bloody|palm|ash|holy) $"
_NEWSPAPER = r" (?:Times|Telegraph|Express|Mirror|Mail|Herald|Mass)"


def _weekday(text: str, pos: int, lead: str = "") -> DayAt | None:
    if dated := _weekday_date(text, pos):
        return dated
    found = pattern(_STEPPED).match(text, pos)
    if found:
        return DayAt(found.end(), WeekdayName(weekday_number(found["w"]), STEPS[found["s"].lower().split()[-1]]))
    named = text[pos : pos + 1] in _WEEKDAYS
    if named and (found := pattern(_LAST_BEHIND).match(text, pos)):
        return DayAt(found.end(), WeekdayName(weekday_number(found["w"]), -1))
    found = pattern(_WEEKDAY).match(text, pos)
    if found is None or no_time_before(text, pos) or pattern(_NEWSPAPER).match(text, found.end()):
        return None
    week = STEPS[found["s"].lower()] if found["s"] else None
    return DayAt(found.end(), WeekdayName(weekday_number(found["w"]), week=week))


def no_time_before(text: str, pos: int) -> bool:
    """Whether the word before makes a rate or a name of the day that follows: every Friday, Good Friday."""
    before = text[max(0, pos - 12) : pos].replace("\n", " ").lower()
    return re.match(_NOT_DAYS, before) is not None


_WEEKDAYS = frozenset("MTWFS")
"""The letters that the name of a weekday begins with."""
_NUMBERED = r"{weekday},? (?:the )?(?P<d>{dom})(?= (?:{dash}|:) |:| ?\.\s+(?-i:[A-Z]))"
_WITH_ORDINAL = r"{weekday},? (?:the )?(?P<d>{ordinalday})(?=[^\w\s]|$)"


def _weekday_date(text: str, pos: int) -> DayAt | None:
    if text[pos : pos + 1] not in _WEEKDAYS:
        return None
    for source in (_NUMBERED, _WITH_ORDINAL) if _opens_line(text, pos) else (_WITH_ORDINAL, *_alone(text, pos)):
        if numbered := joint(source).match(text, pos):  # "Monday 3 - ...", "Thursday the 26th"
            return DayAt(
                numbered.end(), DateName(day_number(numbered["d"]), weekday=weekday_number(text[pos : pos + 3]))
            )
    named = joint(_DATED).match(text, pos)
    dated = _date(text, named.end(), "", weekday_number(text[pos : pos + 3])) if named else None
    if named is None or dated is None:
        return None
    if named["open"] is None:
        return dated
    return DayAt(dated.end + 1, dated.day) if text[dated.end : dated.end + 1] == ")" else None


def _opens_line(text: str, pos: int) -> bool:
    """At the head of a line "Monday 3" is a date; elsewhere the number may count: "nine on Monday, on Friday 12"."""
    return not text[max(text.rfind("\n", max(0, pos - 8), pos) + 1, pos - 8, 0) : pos].strip(" \t-*\u2022")


_NUMBERED_ALONE = (
    r"{weekday} (?P<d>3[01]|[12][0-9]|0?[1-9])(?=[.,;:)](?![0-9])|$| (?:and none|but|at|when|after|before|in the)\b)"
)


def _alone(text: str, pos: int) -> tuple[str, ...]:
    """ "One was handed over on Friday 14.": where no other day stands near that a count could go with."""
    around = f"{text[max(0, pos - 60) : pos]} {text[pos + 6 : pos + 40]}".lower()
    return () if any(day in around for day in WEEKDAYS) else (_NUMBERED_ALONE,)


_AWAY = r"(?:earlier |later )?(?P<a>the day before yesterday|yesterday|today|tomorrow|the day after tomorrow)"
_AGO = r"(?:(?:some|about|around|nearly|almost|just|only|over|more than) )?(?P<n>{num}) (?P<u>days?) ago"
_FROM_NOW = r"(?P<n>{num}) (?P<u>days?) from now"
_AWAYS = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tomorrow": 1, "the day after tomorrow": 2}


def _away(text: str, pos: int, lead: str = "") -> DayAt | None:
    found = pattern(_AWAY).match(text, pos)
    if found:
        return DayAt(found.end(), DayAway(_AWAYS[" ".join(found["a"].lower().split())]))
    for source, way in ((_AGO, -1), (_FROM_NOW, 1)):
        found = pattern(source).match(text, pos)
        if found and (count := count_of(found["n"])) == int(count):
            return DayAt(found.end(), DayAway(way * int(count)))
    return None


_HOLIDAY = (
    r"(?P<h>Christmas Day|Christmas Eve|Christmas|Boxing Day|New Year{quote}?s Eve|New Year{quote}?s Day"
    r"|(?:the )?New Year|Good Friday|Easter Sunday|Easter Monday|Easter Saturday|Easter Day)"
)
_DATED_AFTER = r"[,;]? \(?(?:which fell |falling |held )?(?:on )?(?:the )?(?:{dom}(?: of)? {month}|{month} {dom})"
_CALENDARS = re.compile(
    r"(?i)\b(?:orthodox|coptic|copts?|julian|gregorian|old style|lunar|calendar)\b"
    r"|(?-i:\b(?!(?:On|At|By|In|The|Since|Until|Till|Before|After|From|During|Over|For|Around)\b)[A-Z]\w+)"
    r" (?:apostolic|church(?:es)?|christians?|rite|christmas|easter|new year)\b"
)
"""Words of whose calendar a feast is told by: "Orthodox", "the Old Town Church", "the Northern New Year"."""
_CALENDAR_NEAR = 90
"""How many code points around a feast another calendar, or another church, may be named in."""
_FEASTS = frozenset("CBNGEt")
_FIXED = {
    "christmas": (25, 12),
    "christmas day": (25, 12),
    "christmas eve": (24, 12),
    "boxing day": (26, 12),
    "new years eve": (31, 12),
}


def _holiday(text: str, pos: int, lead: str = "") -> DayAt | None:
    """ "before Christmas", "on Easter Monday", "from the New Year"."""
    found = pattern(_HOLIDAY).match(text, pos) if lead and text[pos : pos + 1] in _FEASTS else None
    if found is None or _of_another_calendar(text, pos, found.end()):
        return None
    name = re.sub(r"['\u2019]", "", " ".join(found["h"].lower().split()))
    if name.startswith(("easter", "good")):
        return DayAt(found.end(), Easter({"friday": -2, "saturday": -1, "monday": 1}.get(name.split()[-1], 0)))
    day, month = _FIXED.get(name, (1, 1))
    return DayAt(found.end(), DateName(day, month))


def _of_another_calendar(text: str, start: int, end: int) -> bool:
    """ "Orthodox Christmas", "Christmas Day, 7 January": whose feast it is, or its day, is told beside it."""
    dated = joint(_DATED_AFTER).match(text, end) is not None
    return dated or _CALENDARS.search(text, max(0, start - _CALENDAR_NEAR), end + _CALENDAR_NEAR) is not None


_THE_NTH = r"the (?P<d>{ordinalday})"
_AFTER_NTH = (
    r"\s*(?:[^\w\s]|$)|\s+(?-i:and|or|to|at|in|but|when|after|before|as|the|with|for|while|he|she|they|it|by|of|that"
    r"|which|who|where|until|through|if|on|from|was|were|is|are|had|has|have)\b"
)


def _month_day(text: str, pos: int, lead: str = "") -> DayAt | None:
    """ "the 29th", where a preposition and what follows show that it is no "29th brigade"."""
    found = pattern(_THE_NTH).match(text, pos) if lead else None
    if found is None or not re.compile(_AFTER_NTH).match(text, found.end()):
        return None
    return DayAt(found.end(), DateName(day_number(found["d"])))


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


# Periods

_MONTH_YEAR = r"(?:(?P<p>{part})(?: |{dash}))?(?P<m>{month})" + _ITS_YEAR
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


def _periods(text: str, pos: int, lead: str) -> Iterator[PointAt]:
    """Months, years, seasons, weeks. A month or year alone counts only after a preposition."""
    for read in (_month, _stepped, _year, _season, _units_ago):
        if found := read(text, pos, lead):
            yield PointAt(found.end, Point(found.day), "period")


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
