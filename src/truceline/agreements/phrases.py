"""Phrases: what plain words of an agreement say: numbers, amounts, lengths of time, clock times, rates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time

from truceline.agreements.problems import Unclear, meant, nearest
from truceline.agreements.terms import Length, Unit

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve".split()
_WORDS = {word: float(n) for n, word in enumerate(_SMALL)} | {"a": 1.0, "an": 1.0}
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_UNITS = {u.value: u for u in Unit} | {u.value[:-1]: u for u in Unit} | {"hrs": Unit.HOURS, "hr": Unit.HOURS}
_MINUTES = {Unit.MINUTES: 1.0, Unit.HOURS: 60.0, Unit.DAYS: 1440.0, Unit.WEEKS: 10080.0, Unit.MONTHS: 43830.0}
_LONGEST = 100 * 12 * _MINUTES[Unit.MONTHS]


def words(value: object) -> str:
    """The words that stand there. Raises Unclear where nothing, a list or keys stand there."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if value is None or value == "":
        raise Unclear("nothing stands here.", "Write what it is, or leave the line out.")
    raise Unclear(f"{_kind(value)} where words belong.", "Write it on one line.")


def listed(value: object) -> tuple[str, ...]:
    """Words, or a list of words. An empty list says that there are none. Raises Unclear."""
    if isinstance(value, list):
        return tuple(words(v) for v in value)
    if isinstance(value, dict):
        raise Unclear("keys stand where words belong.", "Write words, or a list of words: [one, two].")
    return (words(value),)


def _kind(value: object) -> str:
    return "a list stands" if isinstance(value, list) else "keys stand"


def number(value: object) -> float:
    """ "200", "1,000", "2.5", "ten". Raises Unclear, for a number below nothing too."""
    said = words(value).casefold()
    if said in _WORDS:
        return _WORDS[said]
    if re.fullmatch(r"[-−]\s*\d.*", said):
        raise Unclear(f'"{said}" is less than nothing.', "Write a number of 0 or more.")
    if not _NUMBER.fullmatch(said):
        raise Unclear(f'"{said}" is no number.', "Write digits, such as 10 or 1,000.")
    return float(said.replace(",", ""))


def one_of(value: object, known: dict[str, str], kinds: str) -> str:
    """The value that the words stand for, of those in ``known``. Raises Unclear."""
    said = words(value)
    if said.casefold() not in known:
        raise Unclear(f'"{said}" is not known here.', meant(said, known, kinds))
    return known[said.casefold()]


def yes(value: object) -> bool:
    """ "yes" or "no". Raises Unclear."""
    table = {"yes": "y", "true": "y", "no": "", "false": ""}
    said = words(value)
    if said.casefold() not in table:
        raise Unclear(f'"{said}" is neither yes nor no.', "Write yes or no.")
    return bool(table[said.casefold()])


def length(value: object) -> Length:
    """ "4 days", "48 hours", "two months", "a week"; a year is 12 months. Raises Unclear."""
    said = words(value)
    found = re.fullmatch(r"(?P<n>[-−]?\s*\S+)\s+(?:calendar\s+)?(?P<unit>[a-z]+)", said.casefold())
    if not found:
        raise Unclear(f'"{said}" is no length of time.', _LENGTHS)
    amount, unit = number(found["n"]), _unit(found["unit"], said)
    if amount == 0:
        raise Unclear(f'"{said}" is no time at all.', "Write a length above nothing, or leave the line out.")
    if found["unit"].startswith("year"):
        amount *= 12
    if unit is Unit.MONTHS and not amount.is_integer():
        raise Unclear(f'"{said}" is no whole number of months.', "Write it in days or weeks.")
    return _short_enough(Length(amount, unit), said)


def _short_enough(stretch: Length, said: str) -> Length:
    if roughly(stretch) > _LONGEST:
        raise Unclear(f'"{said}" is more than a hundred years.', "Write a shorter one, or `without end`.")
    return stretch


_LENGTHS = 'Write a number and minutes, hours, days, weeks or months: "4 days", "48 hours".'


def _unit(word: str, said: str) -> Unit:
    if word in ("year", "years"):
        return Unit.MONTHS
    if word not in _UNITS:
        near = nearest(word, list(Unit))
        raise Unclear(f'"{word}" in "{said}" is no unit of time.', f'Did you mean "{near}"?' if near else _LENGTHS)
    return _UNITS[word]


def endless(value: object) -> Length | None:
    """A length, or None for "without end". Raises Unclear."""
    return None if words(value).casefold() in ("without end", "no end", "permanent") else length(value)


def every(value: object) -> Length:
    """How often: "day", "week", "2 months". Raises Unclear."""
    said = words(value)
    unit = _UNITS.get(said.casefold())
    return Length(1.0, unit) if unit else length(said)


def roughly(stretch: Length) -> float:
    """The length in minutes, a month being a twelfth of a year: only to see which of two is plainly longer."""
    return stretch.amount * _MINUTES[stretch.unit]


def clock(value: object) -> time:
    """ "07:00". Raises Unclear."""
    said = words(value)
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", said)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Unclear(f'"{said}" is no time of day.', "Write hours and minutes from 00:00 to 23:59, such as 07:00.")
    return time(int(found[1]), int(found[2]))


def window(value: object) -> tuple[time, time]:
    """ "10:00-16:00" or "10:00 to 16:00"; one that ends earlier than it starts runs past midnight. Raises Unclear."""
    said = words(value)
    ends = re.split(r"\s*(?:-|–|—|\bto\b|\band\b)\s*", said)
    if len(ends) != 2:
        raise Unclear(f'"{said}" is no stretch of the day.', 'Write two times of day: "10:00-16:00".')
    start, end = clock(ends[0]), clock(ends[1])
    if start == end:
        raise Unclear(f'"{said}" starts and ends at one time.', "Write two times of day, or leave the line out.")
    return start, end


@dataclass(frozen=True, slots=True)
class Count:
    """So many of something, before anybody has looked up what the something is."""

    low: float | None
    high: float | None
    noun: str
    words: str
    all: bool = False
    about: bool = False


_N = r"(?:\d[\d,]*(?:\.\d+)?|" + "|".join([*_SMALL, "an", "a"]) + r")"
_ALL = re.compile(r"(?:all(?: of)?(?: the)?|every)\s+(?P<noun>.+)", re.IGNORECASE)
_RANGE = re.compile(rf"(?:between\s+)?(?P<low>{_N})\s+(?:to|and)\s+(?P<high>{_N})\s+(?P<noun>.+)", re.IGNORECASE)
_ONE = re.compile(rf"(?P<how>about|around|at least|up to|at most)?\s*(?P<n>{_N})\s+(?P<noun>.+)", re.IGNORECASE)
_LOOSE = re.compile(r"(?:more|less|fewer|over|under|almost|nearly)\b.*\d.*", re.IGNORECASE)


def count(value: object) -> Count:
    """ "50 hostages", "at least 50 hostages", "990 to 1,650 prisoners", "all prisoners". Raises Unclear."""
    found = maybe_count(value)
    if found is None:
        raise Unclear(f'"{value}" does not say how many of what.', 'Write a number and a noun: "10 hostages".')
    return found


def maybe_count(value: object) -> Count | None:
    """The same, or None where the words name no number. Raises Unclear for a number that cannot stand there."""
    said = words(value)
    if re.match(r"[-−]\s*\d", said):
        raise Unclear(f'"{said}" is less than nothing.', "Write a number of 0 or more.")
    if _LOOSE.fullmatch(said):
        raise Unclear(f'"{said}" leaves open how many.', 'Write "at least N", "up to N", "about N" or "N to M".')
    if found := _ALL.fullmatch(said):
        return Count(None, None, found["noun"], said, all=True)
    if found := _RANGE.fullmatch(said):
        return _between(number(found["low"]), number(found["high"]), found["noun"], said)
    if found := _ONE.fullmatch(said):
        return _counted((found["how"] or "").casefold(), number(found["n"]), found["noun"], said)
    if re.fullmatch(r"[\d,.]+", said):
        raise Unclear(f'"{said}" does not say of what.', f'Write what is counted: "{said} hostages".')
    return None


def faulty(value: object) -> bool:
    """Whether a number stands there that cannot stand there."""
    try:
        maybe_count(value)
    except Unclear:
        return True
    return False


def _between(low: float, high: float, noun: str, said: str) -> Count:
    if high < low:
        raise Unclear(f'"{said}" ends lower than it begins.', "Write the lower number first.")
    return Count(low, high, noun, said)


def _counted(how: str, n: float, noun: str, said: str) -> Count:
    if n == 0 and how not in ("up to", "at most"):
        raise Unclear(f'"{said}" asks for nothing.', "Write a number above 0, or leave the line out.")
    low = None if how in ("up to", "at most") else n
    high = None if how == "at least" else n
    return Count(low, high, noun, said, about=how in ("about", "around"))


@dataclass(frozen=True, slots=True)
class Pace:
    """So many in each period: "10 a day"."""

    low: float
    each: Length
    words: str


def pace(value: object) -> Pace:
    """ "10 a day", "at least 10 per day", "3 every 2 weeks". Raises Unclear."""
    said = words(value)
    form = rf"(?:at least\s+)?(?P<n>[-−]?{_N})\s+(?:a|an|per|each|every)\s+(?P<each>.+)"
    found = re.fullmatch(form, said, re.IGNORECASE)
    if not found:
        raise Unclear(f'"{said}" is no pace.', 'Write how many in which time: "10 a day".')
    low = number(found["n"])
    if low == 0:
        raise Unclear(f'"{said}" asks for nothing.', "Write a number above 0, or leave the line out.")
    return Pace(low, every(found["each"]), said)


def digits(n: float) -> str:
    """A number as people write it: 1,650 and 2.5."""
    return f"{n:,.0f}" if float(n).is_integer() else f"{n:,}"
