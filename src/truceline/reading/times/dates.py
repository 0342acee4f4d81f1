"""Reads the names of days at a place in a text: dates, weekdays, "today", "two days ago", "the 29th", holidays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from truceline.reading.times.days import (
    DateName,
    DayAway,
    DayForm,
    Easter,
    WeekdayName,
)
from truceline.reading.times.words import (
    WEEKDAYS,
    count_of,
    day_number,
    joint,
    month_number,
    pattern,
    weekday_number,
)

STEPS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


@dataclass(frozen=True, slots=True)
class DayAt:
    """A day or period read from the text up to ``end``."""

    end: int
    day: DayForm


def day_at(text: str, pos: int, lead: str = "") -> DayAt | None:
    """A single day: a date, a weekday (with its date), today, two days ago, the 29th."""
    found = [d for read in (_date, _weekday, _away, _month_day, _holiday) if (d := read(text, pos, lead))]
    return max(found, key=lambda d: d.end, default=None)


_ISO = r"(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12][0-9]|3[01])(?:(?=T[0-9]{2}:?[0-9]{2})|(?!\w))"
ITS_YEAR = r"(?:\.?,? (?:of )?(?P<y>{year})|,? (?:of )?(?P<s>last|this|next) year)?"
_DAY_MONTH = r"(?:the )?(?P<d>{dom})(?: of)? (?P<m>{month})" + ITS_YEAR
_SPELLED_DAY = r"the (?P<d>{spelledday}) of (?P<m>{month})" + ITS_YEAR
_SPELLED_ALONE = r"the (?P<d>{spelledday}) (?P<m>{month})" + ITS_YEAR
"""Only after "on": "the second March volley" names no day."""
_MONTH_DAY = r"(?P<m>{month})\.? (?:the )?(?P<d>{dom})" + ITS_YEAR
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
