"""Published: the words of a publication time -> When.

Read: ISO 8601 dates and times, RFC 2822 ("Fri, 1 Dec 2023 14:05:00 +0200"), and English dates with or without a
time ("1 December 2023 14:05 GMT", "Dec. 1, 2023, 2:05 p.m."). Not read, since they mean different days or hours to
different readers: 01/12/2023, two-digit years, and zone letters with several meanings (IST, BST, CST outside mail).

Midnight to the second without an offset ("2023-12-01 00:00:00") is how tables write a day, and is read as the day.

A time without an offset is read in the zone of the report's place; where that is not known it is read as UTC and
``zone`` stays None. A time with an offset is turned to the clock of the report's place where that is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from truceline.errors import UnreadableReport, ValueProblem
from truceline.model import Basis, When

FIRST_YEAR, LAST_YEAR = 1800, 9000

_HOW = 'Write it as 2023-12-01, 2023-12-01T14:05+02:00 or "1 December 2023 14:05 GMT", or leave it out.'
_NOT_KNOWN = frozenset({"", "unknown", "none", "null", "not known", "n/a", "n.d.", "undated"})
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH = r"(?P<{0}>" + "|".join(f"{m}|{m[:3]}" for m in _MONTHS) + r"|sept)\b\.?"
_NUMBER = r"(?P<{0}>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])"
_DAY = re.compile(
    r"(?<![\d:.])(?:(?P<y0>\d{4})-(?P<m0>\d{2})-(?P<d0>\d{2})(?!\d)"
    rf"|{_NUMBER.format('d1')}\s+{_MONTH.format('m1')}(?:,?\s+(?P<y1>\d{{4}})(?!\d))?"
    rf"|\b{_MONTH.format('m2')}\s+{_NUMBER.format('d2')}(?:,?\s+(?P<y2>\d{{4}})(?![\d:]))?)",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b[.,]?", re.IGNORECASE)
_TIME = re.compile(
    r"(?:at\s+)?(?P<h>\d{1,2})(?:[:.]?(?P<m>\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?)?"
    r"\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>\S.*)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?:GMT|UTC)?\s*(?P<sign>[+-−])(?P<h>\d{1,2}):?(?P<m>\d{2})?(?:\s*\([^)]{1,40}\))?", re.IGNORECASE
)
_EAST_OF_GREENWICH = {
    0: ("GMT", "UTC", "UT", "Z"),
    1: ("CET", "WAT"),
    2: ("CAT", "CEST", "EET"),
    3: ("EAT", "EEST"),
    -4: ("EDT",),
    -5: ("EST", "CDT"),
    -6: ("MDT",),
    -7: ("MST", "PDT"),
    -8: ("PST",),
}
"""Hours of the zone letters that have one meaning; those of mail (RFC 2822), but for CST, are among them."""

_HOURS = {name: hours for hours, names in _EAST_OF_GREENWICH.items() for name in names}


@dataclass(frozen=True, slots=True)
class DayWords:
    """A calendar day as worded; ``year`` is None where the words leave it out. ``rest`` are the other words."""

    year: int | None
    month: int
    number: int
    rest: str = ""

    def date(self, year: int | None = None) -> date | None:
        """The day, in ``year`` where the words have none; None without a year or for a day there is not."""
        known = self.year or year
        try:
            return date(known, self.month, self.number) if known else None
        except ValueError:
            return None


def read_day(words: str) -> DayWords | None:
    """The first day named in ``words``: "3 May 2023", "Dec. 1", "2023-12-01"."""
    if (found := _DAY.search(words)) is None:
        return None
    year, month, number = (_first(found, letter) for letter in "ymd")
    numbered = int(month) if month.isdigit() else [m[:3] for m in _MONTHS].index(month[:3].lower()) + 1
    rest = f"{words[: found.start()]} {words[found.end() :]}"
    return DayWords(int(year) if year else None, numbered, int(number), rest)


def read_published(words: str, zone: str | None) -> When | None:
    """When ``words`` say a report came out, at a place with the IANA zone ``zone``.

    None where the words say that it is not known. Raises UnreadableReport where they cannot be read.
    """
    words = " ".join(words.split())
    if words.lower() in _NOT_KNOWN:
        return None
    named = read_day(words)
    day = named.date() if named is not None else None
    if named is None or day is None or len(words) > 100:
        return _compact(words, zone)
    _check_year(day, words)
    rest = _WEEKDAY.sub(" ", named.rest).strip(" ,|").lstrip("Tt ")
    if not rest or rest == "00:00:00":
        return When.day(day, zone=zone, words=words)
    return _timed(day, rest, zone, words)


def _first(found: re.Match[str], letter: str) -> str:
    return next((found[letter + n] for n in "012" if found[letter + n]), "")


def _compact(words: str, zone: str | None) -> When:
    """The ISO forms without hyphens."""
    try:
        at = datetime.fromisoformat(words)
    except ValueError:
        raise _unreadable(words) from None
    _check_year(at.date(), words)
    if len(words) <= 10:
        return When.day(at.date(), zone=zone, words=words)
    return _moment(at, zone, words)


def _timed(day: date, rest: str, zone: str | None, words: str) -> When:
    found = _TIME.fullmatch(rest)
    if found is None or not (found["m"] or found["half"]):
        raise _unreadable(words)
    clock, named = _clock(found["zone"], words)
    hour, half = int(found["h"]), (found["half"] or "").lower()[:1]
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    try:
        at = datetime(day.year, day.month, day.day, hour, int(found["m"] or 0), tzinfo=clock)
    except ValueError:
        raise _unreadable(words) from None
    return _moment(at, zone if named is None else named, words)


def _clock(words: str | None, text: str) -> tuple[tzinfo | None, str | None]:
    """The clock that words after a time name, with its IANA name where they give that."""
    name = (words or "").strip(" ,")
    name = name[1:-1] if name.startswith("(") and name.endswith(")") else name
    if name.lower() in {"", "local time", "local"}:
        return None, None
    if found := _OFFSET.fullmatch(name):
        hours = timedelta(hours=int(found["h"]), minutes=int(found["m"] or 0))
        if hours >= timedelta(hours=24):
            raise _unreadable(text)
        return timezone(hours if found["sign"] == "+" else -hours), None
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()])), None
    if "/" in name:
        try:
            return ZoneInfo(name), name
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise _unreadable(text) from None
    raise UnreadableReport(
        f"the zone {name!r} in the publication time {text!r} is not known, or has several meanings.",
        todo="Write the offset instead, such as 14:05 +02:00.",
    )


def _moment(at: datetime, zone: str | None, words: str) -> When:
    """The minute of ``at``, on the clock of ``zone``, its offset written out."""
    clock = ZoneInfo(zone) if zone else None
    local = at.replace(tzinfo=clock or UTC) if at.tzinfo is None else at.astimezone(clock) if clock else at
    return When.moment(local.replace(tzinfo=timezone(local.utcoffset() or timedelta())), zone=zone, words=words)


def from_dateline(day: DayWords, url: str | None, zone: str | None, words: str) -> When | None:
    """The publication day that a dateline gives. A missing year is taken from the address, or the day is unknown."""
    if day.year is not None:
        found, basis = day.date(), Basis.STATED
    else:
        found, basis = day.date(_year_in(url, day.month)), Basis.INFERRED
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    return When.day(found, zone=zone, basis=basis, words=words)


def _year_in(url: str | None, month: int) -> int | None:
    """The year in an address such as ``.../2023/12/01/...``, if its month is the same."""
    found = re.search(r"/(\d{4})[/-](\d{1,2})(?=[/-])", url or "")
    return int(found[1]) if found and int(found[2]) == month else None


def _check_year(day: date, words: str) -> None:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UnreadableReport(f"the publication time {words!r} has a year no report can have.", todo="Correct it.")


def _unreadable(words: str) -> UnreadableReport:
    return UnreadableReport(f"the publication time {words[:80]!r} cannot be read.", todo=_HOW)


def check_not_future(published: When | None, now: datetime) -> None:
    """Raises UnreadableReport for a report dated after ``now``, with a day of slack for the zones."""
    if now.utcoffset() is None:
        raise ValueProblem(f"the time {now.isoformat()} has no UTC offset.")
    if published is None or published.start is None or published.start <= now + timedelta(days=1):
        return
    raise UnreadableReport(
        f"it says that it was published on {published.date}, which is after today, {now.date()}.",
        todo="Correct the date in the file, or the clock of this computer.",
    )
