"""Reads full dates in odd shapes: "01-Dec-2023", "24/11/2023", "MARCH 3, 2024"."""

from __future__ import annotations

import re
from functools import cache

from truceline.reading.times.dates import date_name
from truceline.reading.times.days import DateName
from truceline.reading.times.lengths import Vague
from truceline.reading.times.moments import Form, Point
from truceline.reading.times.phrases import Found
from truceline.reading.times.words import MONTHS, joint, pattern

_LEAD = r"(?:on )?(?:the )?"
_SLASHED = r"(?P<a>[0-3]?[0-9])/(?P<b>[0-3]?[0-9])/(?P<y>(?:19|20)[0-9]{2})(?!/)"
_YEAR_FIRST = r"(?P<y>(?:19|20)[0-9]{2})[/.](?P<b>[01]?[0-9])[/.](?P<a>[0-3]?[0-9])(?![/.][0-9])"


def odd_date_at(text: str, pos: int, least: int) -> Found | None:
    """A full date in an odd shape that ends beyond ``least``, where what else was read at ``pos`` ends.

    One whose day and month could change places is found, and stays open.
    """
    opened = joint(_LEAD).match(text, pos)
    start = opened.end() if opened else pos
    if found := pattern(_SLASHED).match(text, start):
        form = _slashed(int(found["a"]), int(found["b"]), int(found["y"]))
    elif found := pattern(_YEAR_FIRST).match(text, start):
        form = _point(date_name(int(found["a"]), int(found["b"]), int(found["y"])))
    elif (found := _spelled().match(text, start)) and found.end() > least:
        form = _point(_parsed(found.group()))
    else:
        return None
    return Found(pos, found.end(), form) if form else None


def _point(name: DateName | None) -> Form | None:
    return Point(name) if name else None


def _slashed(first: int, second: int, year: int) -> Form | None:
    """Day before month or month before day, where only one order can be meant."""
    names = {n for n in (date_name(first, second, year), date_name(second, first, year)) if n}
    return Vague() if len(names) == 2 else _point(next(iter(names), None))


@cache
def _spelled() -> re.Pattern[str]:
    month = "|".join(f"{name}|{name[:3]}" for name in MONTHS)
    gap = r"[\s./,-]{1,2}"
    day, year = r"[0-3]?[0-9](?:st|nd|rd|th)?", r"(?:19|20)[0-9]{2}"
    return re.compile(rf"(?:{day}{gap}(?:of\s)?(?:{month}){gap}{year}|(?:{month}){gap}{day}{gap}{year})(?!\w)", re.I)


def _parsed(words: str) -> DateName | None:
    """What dateparser makes of a day, a month's name and a year. It is slow to import, so only here."""
    import dateparser

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    found = dateparser.parse(words, languages=["en"], settings=settings)
    return DateName(found.day, found.month, found.year) if found else None
