"""Datelines: where a report says it was written: "Tel Aviv, Israel –", "CAIRO, March 3 (Agency) -".

The dateline stays in the text, and ``dateline.words`` is the exact slice of it, dash included, so that
``text.find(dateline.words)`` finds it. It is looked for at the start of the text, and after up to three
lines that look like headlines.

Few openings with a dash are datelines ("Hamas – which governs Gaza – said"). One is taken for a dateline only when
the text after it does not go on in small letters and it has a mark of its own: a listed town, a listed country
after the town, a date, an agency between slashes, or, written in capitals, an agency in brackets or a listed country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.model import Dateline
from truceline.reports.published import DayWords, read_day
from truceline.reports.zones import Zones

_LONGEST = 160
_HEADLINES = 3
_DASH = re.compile(r"\s*[—–―]\s*|\s*--+\s+|\s+-\s+|(?<=[/)])[.:]\s+")
_BRACKETS = re.compile(r"\(([^()\n]{1,60})\)|\[([^\[\]\n]{1,60})\]|(?<=[\s.])/([^/\n]{1,60})/")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SMALL = frozenset(
    (
        *("a", "al", "and", "at", "d", "da", "de", "del", "do", "du", "e", "el", "es", "i", "la", "las", "le", "los"),
        *("of", "on", "os", "se", "su", "sur", "the", "um", "ur", "y"),
    )
)
"""Words within names of places that are written small."""


@dataclass(frozen=True, slots=True)
class FoundDateline:
    """``text[start:end] == dateline.words``; ``day`` is the date it carries, or None."""

    dateline: Dateline
    start: int
    end: int
    day: DayWords | None


def find(text: str) -> FoundDateline | None:
    """The dateline of a cleaned text, or None."""
    for start, line in _openings(text):
        if found := _read(line, start):
            return found
    return None


def _openings(text: str) -> Iterator[tuple[int, str]]:
    """The starts of the lines where a dateline may stand, with what follows there."""
    start, seen = 0, 0
    while start < len(text) and seen <= _HEADLINES:
        stop = text.find("\n", start, start + 1000)
        line = text[start : stop if stop != -1 else start + 1000]
        if line.strip():
            indent = len(line) - len(line.lstrip())
            yield start + indent, line[indent : indent + _LONGEST]
            seen += 1
            if stop == -1 or len(line) > 200 or line.endswith((".", "?", "!", "”", '"')):
                return
        start = stop + 1


def _read(line: str, start: int) -> FoundDateline | None:
    for dash in _DASH.finditer(line):
        head, after = line[: dash.start()], line[dash.end() :]
        if parts := _Parts.of(head):
            if not after or after[0].islower() or not parts.is_dateline():
                return None
            words = line[: dash.end()].rstrip()
            zone = parts.zone()
            return FoundDateline(Dateline(parts.place, words, zone, parts.agency), start, start + len(words), parts.day)
    return None


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stands before the dash: "GENEVA, Switzerland", 3 March 2024, "Agency"."""

    place: str
    agency: str | None
    day: DayWords | None
    slashes: bool

    @classmethod
    def of(cls, head: str) -> _Parts | None:
        agency, slashes = None, False
        dates: list[str] = []
        for found in _BRACKETS.finditer(head):
            inner = (found[1] or found[2] or found[3]).strip()
            if read_day(inner):
                dates.append(inner)
            elif inner:
                agency, slashes = inner, slashes or bool(found[3])
        places, dated = _split(_BRACKETS.sub(" ", head))
        day = read_day(", ".join(dates + dated)) if dates or dated else None
        place = ", ".join(places)
        if agency is None and "/" in place:
            place, agency = _desk(place)
        if not _may_be_place(place) or (day is None and dated):
            return None
        return cls(place, agency, day, slashes)

    def zone(self) -> str | None:
        """The zone of the place; of several places ("JERUSALEM/CAIRO") only where they share one."""
        found = {Zones.load().of(_commas(place)) for place in self.place.split("/")}
        return found.pop() if len(found) == 1 else None

    def is_dateline(self) -> bool:
        zones, parts = Zones.load(), _commas(self.place.split("/")[0])
        if self.day is not None or self.slashes or zones.knows_town(parts[0]):
            return True
        if any(zones.knows(part) for part in parts[1:]):
            return True
        return parts[0].isupper() and (self.agency is not None or zones.knows(parts[0]))


def _split(rest: str) -> tuple[list[str], list[str]]:
    """The parts between commas that name a place, and those that name a day; weekdays are left out."""
    places: list[str] = []
    dated: list[str] = []
    for part in _commas(rest):
        if _is_weekday(part):
            continue
        if before := _before_day(part):
            places.append(before)
            dated.append(part[len(before) :])
        elif read_day(part) or (dated and part.isdigit() and len(part) == 4):
            dated.append(part)
        else:
            places.append(part)
    return places, dated


def _before_day(part: str) -> str:
    """The place in front of a day written without a comma ("KHARTOUM 3 May"); "" where there is none."""
    words = part.split()
    for i in range(1, len(words)):
        before = " ".join(words[:i])
        if read_day(" ".join(words[i:])) and (before.isupper() or Zones.load().knows(before)):
            return before if not read_day(before) and not before.isdigit() else ""
    return ""


def _is_weekday(part: str) -> bool:
    word = part.lower().rstrip(".")
    return word[:3] in _WEEKDAYS and (len(word) <= 5 or word.endswith("day")) and word.isalpha()


def _desk(place: str) -> tuple[str, str | None]:
    """ "GENEVA/AP" is a place and an agency; "JERUSALEM/CAIRO" are two places."""
    first, _, second = place.partition("/")
    others = [_commas(other) for other in second.split("/")]
    if Zones.load().knows(first.strip()) and not any(other and Zones.load().knows(other[0]) for other in others):
        return first.strip(), second.strip() or None
    return place, None


def _may_be_place(place: str) -> bool:
    words = re.split(r"[\s/,]+", place)
    if not place or len(place) > 60 or len(words) > 8 or any(c.isdigit() for c in place):
        return False
    if not place[0].isalpha() or any(c in '“”":;?!()<>' for c in place):
        return False
    return all(not w[:1].islower() or w.split("-")[0].split("'")[0] in _SMALL or "’" in w for w in words if w)


def _commas(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip(" .")]
