"""The words of time in English, and how a readable pattern over them becomes a regular expression."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from truceline.reading.times.days import SEASONS, Unit

# fmt: off
MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_DAYS = ("Mon", "Tues", "Tue", "Wed", "Thurs", "Thur", "Thu", "Fri", "Sat", "Sun")
ONES = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)
OPENERS = (
    "a", "about", "almost", "an", "another", "approximately", "around", "barely", "coming", "dawn", "day", "daybreak",
    "days", "dusk", "earlier", "early", "exactly", "few", "for", "half", "hours", "just", "last", "late", "later",
    "less", "many", "mid", "midday", "midnight", "months", "more", "nearly", "next", "noon", "only", "over",
    "overnight", "past", "recent", "roughly", "several", "shortly", "some", "soon", "sunrise", "that", "the", "this",
    "today", "tomorrow", "tonight", "toward", "towards", "weeks", "within", "years", "yesterday", "all", "quarter",
    "through", "throughout", "easter", "christmas", "good", "new",
)
"""Words that can open an expression, besides numbers, prepositions and names of months, days and seasons."""

CORES = (
    "afternoon", "dawn", "daybreak", "decade", "dusk", "evening", "fortnight", "hour", "midday", "midnight", "minute",
    "month", "morning", "night", "noon", "overnight", "sunrise", "today", "tomorrow", "tonight", "week", "year",
    "yesterday", "day", "since", "first light", "nightfall", "sundown", "sunset", "after dark", "before dark",
    "clock", "half past", "quarter", "easter", "christmas", "new year", "good friday", "period", "interval",
    "that time", "same time", "by then", "until then", "time span", "same span", "that span", "stretch of time",
)
"""Words of which, or of a digit or a month's, weekday's or season's name, every expression has one."""

INNER = (
    "additional", "and", "calendar", "consecutive", "couple", "dozen", "dozens", "end", "extra", "final", "following",
    "full", "further", "hundred", "least", "middle", "most", "no", "not", "number", "of", "or", "other", "preceding",
    "previous", "quarter", "same", "small", "start", "straight", "than", "to", "total", "under", "until", "up", "whole",
    "o", "mid", "rest", "all", "ever", "twentieth", "thirtieth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
    "seventeenth", "eighteenth", "nineteenth",
    "these", "those", "entire", "reporting", "review", "stretch", "span", "time",
)
"""Words that, besides those that open one and ordinals, stand in an expression before the first of those."""
# fmt: on

OFFSETS = {"GMT": 0, "UTC": 0, "Z": 0, "EST": -300, "EDT": -240, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180}
OFFSETS |= {"MSK": 180, "EAT": 180, "CAT": 120, "WAT": 60}
"""Abbreviations of zones that mean one offset only, in minutes; the rest (IST, BST, CST) are left out."""

PLACES = {"ET": "America/New_York", "PT": "America/Los_Angeles"}
"""Abbreviations that mean the clock of a place, summer and winter."""

AREAS = ("Africa", "America", "Asia", "Europe", "Australia", "Pacific", "Atlantic", "Indian")


@cache
def _pieces() -> dict[str, str]:
    months = [m.title() for m in MONTHS] + list(SHORT_MONTHS)
    capitals = [m.upper() for m in MONTHS if m not in ("may", "march")]
    days = [d.title() for d in WEEKDAYS]
    whole = "|".join(ONES)
    return {
        "month": rf"(?-i:{'|'.join(months + capitals)})(?![a-zA-Z])",
        "weekday": rf"(?-i:{'|'.join(days + [d.upper() for d in days])})(?![a-zA-Z])",
        "shortday": rf"(?-i:{'|'.join(SHORT_DAYS)})(?![a-zA-Z])\.?",
        "dom": r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![\w:%]|[.,][0-9])",
        "spelledday": r"(?:thirty-first|thirtieth|twent(?:ieth|y-(?:" + "|".join(ORDINALS[:9]) + r"))"
        r"|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|"
        + "|".join(ORDINALS)
        + r")(?!\w)",
        "hourname": rf"(?:{'|'.join(ONES[:12])})(?!\w)",
        "ordinalday": r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)",
        "year": r"(?:19|20)[0-9]{2}(?!\w|[.,:][0-9])",
        "num": r"(?:[0-9]{1,4}(?:\.[0-9])?(?![0-9,.:]*[0-9])"
        rf"|(?:{'|'.join(TENS)})(?:[- ](?:{'|'.join(ONES[:9])}))?|half an?"
        rf"|(?:an?|one) (?:couple of|couple|dozen|hundred)|{whole}|an?)(?!\w)",
        "ordinal": rf"(?:{'|'.join(ORDINALS)}|[0-9]{{1,3}}(?:st|nd|rd|th))(?!\w)",
        "unit": r"(?:minute|hour|day|week|month|year|fortnight|decade)s?(?!\w)",
        "few": r"(?:a few|few|several|some|many|a number of|dozens of|recent)",
        "season": rf"(?:{'|'.join(SEASONS)})(?!\w)",
        "part": r"(?:early|late|mid|earlier|later|(?:the )?(?:start|beginning|middle|end|first half|second half|"
        r"(?:first|second|third|fourth) quarter|(?:first|second|third|last) week) (?:of|in))",
        "daypart": r"(?:morning|afternoon|evening|night|dawn|dusk|small hours|early hours)(?!\w)",
        "zonename": "|".join(sorted(OFFSETS, key=len, reverse=True)),
        "zone": rf"(?-i:{'|'.join(OFFSETS)})(?!\w)",
        "dash": r"[-\u2010\u2011\u2012\u2013\u2014]",
        "hyphen": r"[-\u2010\u2011\u2012\u2013]",
        "quote": r"['\u2019]",
    }


SPACE = r"(?:[^\S\n]{1,4}\n?[^\S\n]{0,4}|\n[^\S\n]{0,4})"
"""Short white space, at most one line break: an expression never runs over a paragraph's end."""


@cache
def pattern(source: str) -> re.Pattern[str]:
    """The expression of ``source``, ending where a word ends. ``{name}`` is a piece, a blank any short white space."""
    return re.compile(_written_out(source) + r"(?!\w)", re.IGNORECASE)


@cache
def joint(source: str) -> re.Pattern[str]:
    """Like ``pattern``, for what leads on to something else."""
    return re.compile(_written_out(source), re.IGNORECASE)


def _written_out(source: str) -> str:
    for name, piece in _pieces().items():
        source = source.replace(f"{{{name}}}", f"(?:{piece})")
    return source.replace("[- ]", rf"(?:-|{SPACE})").replace(" ", SPACE)


def month_number(word: str) -> int:
    """1 to 12, from a month's name or its first three letters."""
    return next(i for i, name in enumerate(MONTHS, 1) if name[:3] == word[:3].lower())


def weekday_number(word: str) -> int:
    """0 (Monday) to 6, from a weekday's name or its first three letters."""
    return next(i for i, name in enumerate(WEEKDAYS) if name[:3] == word[:3].lower())


_TEENTHS = {f"{name.removesuffix('t')}th": n for n, name in enumerate(ONES[12:], 13)}


def day_number(word: str) -> int:
    """ "29th", "29" or "twenty-ninth"."""
    word = word.lower()
    if word[:1].isalpha():
        tens, _, last = word.rpartition("-")
        whole = {"twentieth": 20, "thirtieth": 30} | _TEENTHS
        ones = whole.get(last) or ORDINALS.index(last) + 1
        return ones + {"": 0, "twenty": 20, "thirty": 30}[tens]
    return int(re.sub(r"[a-z]+", "", word.lower()))


def ordinal_number(word: str) -> int:
    return ORDINALS.index(word.lower()) + 1 if word.lower() in ORDINALS else day_number(word)


def count_of(words: str) -> float:
    """The number that a match of ``{num}`` says."""
    text = " ".join(words.lower().replace("-", " ").split())
    if text[0].isdigit():
        return float(text)
    if text.startswith("half"):
        return 0.5
    fixed = {"couple": 2, "of": 2, "dozen": 12, "hundred": 100, "a": 1, "an": 1}
    last = text.split()[-1]
    if last in fixed:
        return fixed[last]
    return sum(ONES.index(w) + 1 if w in ONES else (TENS.index(w) + 2) * 10 for w in text.split())


def unit_of(word: str) -> tuple[Unit, int]:
    """A unit and how many of it the word means: a fortnight is two weeks, a decade ten years."""
    name = word.lower().removesuffix("s")
    if name == "fortnight":
        return Unit.WEEK, 2
    if name == "decade":
        return Unit.YEAR, 10
    return Unit(name), 1


def part_name(words: str | None) -> str | None:
    """The name in ``part_of``'s table of a match of ``{part}``."""
    if words is None:
        return None
    text = " ".join(words.lower().split()).removeprefix("the ").removesuffix(" of").removesuffix(" in")
    return {"start": "early", "beginning": "early", "middle": "mid", "end": "late"}.get(text, text)


@cache
def zone_of_place(name: str) -> str | None:
    """The IANA zone called after a city, or None: "Khartoum" gives Africa/Khartoum."""
    city = name.replace(" ", "_")
    if not re.fullmatch(r"[A-Za-z_]+", city):
        return None
    for area in AREAS:
        try:
            return ZoneInfo(f"{area}/{city}").key
        except (ZoneInfoNotFoundError, OSError):
            continue
    return None
