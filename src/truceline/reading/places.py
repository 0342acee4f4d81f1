"""Places: where a text names states, territories, regions and towns, with the state each lies in.

A state's name is a place and a party at once; which of them is meant, the coder decides from what stands around it.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from truceline.model import PartyKind
from truceline.reading.parties import Hit, NameIndex, Registry, plain, spellings

_AREAS = frozenset({PartyKind.STATE, PartyKind.TERRITORY})
_Known = tuple[tuple[str, str | None], ...]
"""A place's own name and the code of its state, for each place that goes by a name."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place named in a text at code points ``start`` to ``end`` (exclusive).

    ``name`` is the place's usual name with the words around it that belong to it ("northern Gaza Strip", "Jabalya
    refugee camp"). ``country`` is an ISO 3166-1 alpha-3 code, or None where the place is not known or lies between
    states, where states dispute it, or where several places go by the name and the text does not settle which.
    """

    start: int
    end: int
    name: str
    country: str | None


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    index: NameIndex[_Known]
    before: re.Pattern[str]
    of: re.Pattern[str]
    after: re.Pattern[str]
    unlisted: re.Pattern[str]
    never: frozenset[str]
    states: frozenset[str]


def find_places(text: str) -> tuple[FoundPlace, ...]:
    """The places named in ``text``, the longest at each point, in order, not overlapping."""
    gazetteer = _gazetteer()
    even = plain(text)
    hits = _outside_parties(even, list(gazetteer.index.hits(even)))
    certain = frozenset(h.value[0][1] for h in hits if len(h.value) == 1)
    found: list[FoundPlace] = []
    for hit in hits:
        found.append(_grown(even, _settled(hit, certain), gazetteer, found[-1].end if found else 0))
    taken = [(f.start, f.end) for f in found]
    found += [p for p in _unlisted(even, gazetteer) if not _overlaps(p.start, p.end, taken)]
    return tuple(sorted(found, key=lambda p: p.start))


def _outside_parties(text: str, hits: list[Hit[_Known]]) -> list[Hit[_Known]]:
    """Without the names that are a part of a party's longer name ("Sudan" in a movement's)."""
    mentions = [(m.start, m.end) for m in Registry.load().mentions(text) if m.party.kind not in _AREAS]
    inside = (bisect_right(mentions, (h.start, len(text))) - 1 for h in hits)
    return [h for h, i in zip(hits, inside, strict=True) if i < 0 or mentions[i][1] < h.end]


def _overlaps(start: int, end: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the ranges (in order, not overlapping) shares a character with ``start`` to ``end``."""
    i = bisect_left(ranges, (end, 0))
    return i > 0 and ranges[i - 1][1] > start


def _settled(hit: Hit[_Known], certain: frozenset[str | None]) -> FoundPlace:
    """Of several places with one name, the one whose state the text names a sure place of."""
    named = [v for v in hit.value if v[1] in certain] if len(hit.value) > 1 else list(hit.value)
    name, country = named[0] if len(named) == 1 else (hit.value[0][0], None)
    return FoundPlace(hit.start, hit.end, name, country)


def _grown(text: str, place: FoundPlace, gazetteer: _Gazetteer, after_last: int) -> FoundPlace:
    """The place with the general words that belong to it: "northern", "port of", "refugee camp"."""
    after = gazetteer.after.match(text, place.end)
    whole = place.name in gazetteer.states and after is not None and "border" not in after[1]
    if after and not whole and not place.name.lower().endswith(after[1].lower()):
        place = replace(place, end=after.end(), name=f"{place.name} {after[1]}")
    for pattern in (gazetteer.before, gazetteer.of):
        before = pattern.search(text, max(after_last, place.start - 40), place.start)
        if before:
            place = replace(place, start=before.start(), name=f"{_even(before[0])}{place.name}")
    return place


def _even(words: str) -> str:
    """Words before a place in lower case, with single spaces."""
    return " ".join(words.lower().split()) + " "


def _unlisted(text: str, gazetteer: _Gazetteer) -> Iterator[FoundPlace]:
    """Names that only the word after them shows to be a place ("Zamzam camp")."""
    find = Registry.load().find
    for found in gazetteer.unlisted.finditer(text):
        start, name = found.start(), found[1]
        while name.split()[0] in gazetteer.never and " " in name:
            start += len(name) - len(name.split(maxsplit=1)[1])
            name = name.split(maxsplit=1)[1]
        plainly = name not in gazetteer.never and "'s" not in name
        if plainly and not any(find(w) for w in (name, name.split()[0])):
            yield FoundPlace(start, found.end(), " ".join(text[start : found.end()].split()), None)


@cache
def _gazetteer() -> _Gazetteer:
    raw = (files("truceline") / "data" / "places" / "gazetteer.toml").read_text(encoding="utf-8")
    data = tomllib.loads(raw)
    words: dict[str, list[str]] = data["words"]
    proper = r"(?:(?:[Aa]l|[Ee]l)-)?[^\W\d_a-z][\w'-]*"
    joined = rf"(?<![\w-])({proper}(?: (?:de |of |{proper}))*?) (?:{_any(words['unlisted'])})(?![\w-])"
    return _Gazetteer(
        NameIndex(_names(data["place"])),
        re.compile(rf"(?<![\w-])(?:{_any(words['sides'])})\s+(?:the\s+)?\Z", re.IGNORECASE),
        re.compile(rf"(?<![\w-])(?:{_any(words['of'])})\s+of\s+(?:the\s+)?\Z", re.IGNORECASE),
        re.compile(rf"\s+({_any(words['after'])})(?![\w-])"),
        re.compile(joined),
        frozenset(words["never"]),
        frozenset(p.name for p in Registry.load().parties.values() if p.kind is PartyKind.STATE),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _names(places: Mapping[str, Mapping[str, list[str]]]) -> dict[str, _Known]:
    """Every spelling, with the places it may mean. Towns go before a state or territory of the same name."""
    found: dict[str, dict[tuple[str, str | None], None]] = {}
    registry = Registry.load()
    for party in registry.parties.values():
        if party.kind in _AREAS:
            _add(found, registry.words[party.id].names, party.name, party.code)
    for code, towns in places.items():
        for name, others in towns.items():
            _add(found, (name, *others), name, None if code == "none" else code)
    return {spelling: tuple(known) for spelling, known in found.items()}


def _add(
    found: dict[str, dict[tuple[str, str | None], None]], known_as: Iterable[str], name: str, code: str | None
) -> None:
    for spelling in known_as:
        for written in spellings(plain(spelling)):
            found.setdefault(written, {})[(name, code)] = None
