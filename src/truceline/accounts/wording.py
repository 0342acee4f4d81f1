"""Wording: numbers, days and people in plain words, for the sentences that accounts and outlook write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta, tzinfo
from math import inf

from truceline.accounts.account import Version
from truceline.accounts.extent import Extent
from truceline.accounts.kinds import kinds, plain_all

_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()


def number(amount: float) -> str:
    """A number as a sentence has it: "two", "137", "2.5"."""
    return _NUMBERS[int(amount)] if amount in range(len(_NUMBERS)) else f"{amount:,g}"


def extent(count: Extent, about: bool = False) -> str:
    """A count as a sentence has it: "240", "about 240", "17 to 22", "an unknown number"."""
    if not count.known:
        return "an unknown number"
    if count.low == 0 and count.high != inf:
        return "none" if count.high == 0 else f"at most {count.high:,g}"
    words = f"at least {count.low:,g}" if count.high == inf else str(count)
    return f"about {words}" if about else words


def listed(words: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def day(moment: datetime, zone: tzinfo) -> str:
    """The local day: "29 November"."""
    return f"{moment.astimezone(zone):%-d %B}"


def clock(moment: datetime, zone: tzinfo) -> str:
    """The local day and time: "2 December, 07:00"."""
    return f"{moment.astimezone(zone):%-d %B, %H:%M}"


def last_day(end: datetime, zone: tzinfo) -> str:
    """The last local day before an exclusive end."""
    return day(end - timedelta(microseconds=1), zone)


def when(version: Version, zone: tzinfo, on: str = "of") -> str:
    """ "of 29 November", "from 24 November to 30 November", or "without a date"."""
    if version.start is None:
        return "without a date"
    first = day(version.start, zone)
    last = last_day(version.end, zone) if version.end and version.end > version.start else first
    return f"{on} {first}" if first == last else f"from {first} to {last}"


def people(version: Version) -> str:
    """Whom a version speaks of, with how many: "the two women", "the man", "the 13 Israelis"."""
    count = version.count
    one = count is not None and count == Extent.exactly(1)
    noun = _noun(version, one)
    if one:
        return f"the {noun}"
    if count is None or not count.known:
        return f"the {noun}"
    return f"the {number(count.low) if count.exact else count} {noun}"


def _noun(version: Version, one: bool) -> str:
    """By who they were where that is told, else as they are called."""
    who = [k for k in kinds().nouns if k in plain_all(version.kinds)]
    if who:
        return listed([kinds().nouns[k][0 if one else 1] for k in who])
    word = next((w for w in version.what if w), "people")
    return word[:-1] if one and word.endswith("s") else word


def added(numbers: Iterable[float]) -> str:
    """ "390 + 307 + 303"."""
    return " + ".join(f"{n:,g}" for n in numbers)


def sum_of_day(on: str, done: Extent, counts: Sequence[tuple[Extent, str]], sign: str = "=") -> str:
    """ "110 = 50 x 1 + 30 x 2 on 30 January"."""
    made = " + ".join(f"{factor} x {count}" for count, factor in counts)
    return f"{done} {sign} {made} {on}"
