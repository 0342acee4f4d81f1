"""Places: where a text names states, territories, regions and towns, with the state each lies in.

A state's name is a place and a party at once; which of them is meant, the coder decides from what stands around it.
Names come from ``data/places/gazetteer.toml``, and towns that it does not list from the gazetteer of the world.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from truceline.model import PartyKind
from truceline.reading.gazetteer import Gazetteer, Town
from truceline.reading.parties import Hit, Mention, NameIndex, Registry, plain, spellings
from truceline.reading.towns import countries_of, locate, points, towns

_AREAS = frozenset({PartyKind.STATE, PartyKind.TERRITORY})
_CITY, _FAR_SMALLER = 100_000, 16
_Known = tuple[tuple[str, str | None], ...]
"""A place's own name and the code of its state, for each place that goes by a name."""


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A place named in a text at code points ``start`` to ``end`` (exclusive).

    ``name`` is the place's usual name with the words around it that belong to it ("northern Gaza Strip", "Jabalya
    refugee camp"). ``country`` is an ISO 3166-1 alpha-3 code, or None where the place is not known or lies between
    states, where states dispute it, or where several places go by the name and the text does not settle which.
    ``latitude`` and ``longitude`` are degrees, given only for a town or other point where it is sure which one is
    meant; where it is not, ``candidates`` are the places that it may be, the largest first.
    """

    start: int
    end: int
    name: str
    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    candidates: tuple[Town, ...] = ()


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    index: NameIndex[_Known]
    before: re.Pattern[str]
    of: re.Pattern[str]
    after: re.Pattern[str]
    unlisted: re.Pattern[str]
    never: frozenset[str]
    states: frozenset[str]
    listed: frozenset[str]
    """States and territories."""
    areas: re.Pattern[str]
    """What is no point: a side or a stretch of country around a place."""
    points: Mapping[str, tuple[str, ...]]
    """The towns of the list, with their other names."""
    between: frozenset[str]
    """Places between states, or that states dispute."""


def find_places(text: str, mentions: Sequence[Mention] | None = None) -> tuple[FoundPlace, ...]:
    """The places named in ``text``, the longest at each point, in order, not overlapping.

    ``mentions`` are the known parties in it, where they have been found before.
    """
    gazetteer = _gazetteer()
    even = plain(text)
    if mentions is None:
        mentions = Registry.load().mentions(even)
    hits = _outside_parties(even, list(gazetteer.index.hits(even)), mentions)
    alone = [h.value[0] for h in hits if len(h.value) == 1]
    certain = frozenset(code for name, code in alone if name not in gazetteer.points or not _rivals(name, code))
    about = frozenset(c for c in certain | countries_of(mentions) if c is not None)
    found: list[FoundPlace] = []
    for hit in hits:
        place = _placed(_settled(hit, certain, about), about, gazetteer)
        found.append(_grown(even, place, gazetteer, found[-1].end if found else 0))
    taken = [(f.start, f.end) for f in found]
    found += [p for p in _unlisted(even, gazetteer) if not _overlaps(p.start, p.end, taken)]
    taken = sorted([*((f.start, f.end) for f in found), *((m.start, m.end) for m in mentions)])
    ends = [f.end for f in found]
    for town in towns(even, about, lambda start, end: _overlaps(start, end, taken), ends):
        place = FoundPlace(town.start, town.end, " ".join(even[town.start : town.end].split()), None)
        found.append(_grown(even, _placed(place, about, gazetteer), gazetteer, 0))
    return tuple(_apart(sorted(found, key=lambda p: p.start)))


def place_called(name: str, countries: Collection[str] = ()) -> FoundPlace:
    """The place that goes by ``name`` and nothing else, in a text about ``countries`` (alpha-3 codes)."""
    gazetteer, even = _gazetteer(), plain(name)
    hit = next((h for h in gazetteer.index.hits(even) if (h.start, h.end) == (0, len(even))), None)
    about = frozenset(countries)
    found = _settled(hit, frozenset(), about) if hit is not None else FoundPlace(0, len(even), even, None)
    return _placed(found, about, gazetteer)


def pared(name: str) -> Iterator[str]:
    """The name without general words that may be around it, the fewest first: for "northern Masisi district"
    "northern Masisi", "Masisi district" and "Masisi"."""
    gazetteer = _gazetteer()
    ends = [i for i, c in enumerate(name) if c == " " and i and gazetteer.after.fullmatch(name, i)]
    starts = [i + 1 for i, c in enumerate(name) if c == " " and _is_general(name[: i + 1], gazetteer)]
    both = [(s, e) for s in starts for e in ends]
    for start, end in (*((0, e) for e in ends), *((s, len(name)) for s in starts), *both):
        if start < end:
            yield name[start:end]


def is_listed(name: str) -> bool:
    """Whether a place's own name is in the lists written by hand, or is a state's or territory's."""
    gazetteer = _gazetteer()
    return name in gazetteer.points or name in gazetteer.listed


def is_area(name: str) -> bool:
    """Whether the words around a place's name make it an area and no point: "Masisi district"."""
    return bool(_gazetteer().areas.search(name))


def _is_general(words: str, gazetteer: _Gazetteer) -> bool:
    return any(p.fullmatch(words) for p in (gazetteer.before, gazetteer.of))


def _apart(found: Iterable[FoundPlace]) -> Iterator[FoundPlace]:
    """Without a place that begins inside the one before it."""
    end = 0
    for place in found:
        if place.start >= end:
            yield place
            end = place.end


def _outside_parties(text: str, hits: list[Hit[_Known]], mentions: Iterable[Mention]) -> list[Hit[_Known]]:
    """Without the names that are a part of a party's longer name ("Sudan" in a movement's)."""
    held = [(m.start, m.end) for m in mentions if m.party.kind not in _AREAS]
    inside = (bisect_right(held, (h.start, len(text))) - 1 for h in hits)
    return [h for h, i in zip(hits, inside, strict=True) if i < 0 or held[i][1] < h.end]


def _overlaps(start: int, end: int, ranges: Sequence[tuple[int, int]]) -> bool:
    """Whether one of the ranges (in order, not overlapping) shares a character with ``start`` to ``end``."""
    i = bisect_left(ranges, (end, 0))
    return i > 0 and ranges[i - 1][1] > start


def _settled(hit: Hit[_Known], certain: frozenset[str | None], about: frozenset[str]) -> FoundPlace:
    """Of several places with one name, the one whose state the text names a sure place of."""
    named = [v for v in hit.value if v[1] in certain] if len(hit.value) > 1 else list(hit.value)
    if len(hit.value) > 1 and not named:
        named = [v for v in hit.value if v[1] in about]
    name, country = named[0] if len(named) == 1 else (hit.value[0][0], None)
    if len(hit.value) == 1 and name in _gazetteer().points and country not in about and _rivals(name, country):
        country = None
    return FoundPlace(hit.start, hit.end, name, country)


@cache
def _rivals(name: str, country: str | None) -> bool:
    """Whether a city elsewhere goes by the name of a listed town, and is about as large or larger."""
    known = Gazetteer.load().find(name)
    own = max((t.people for t in known if t.country == country), default=0)
    return any(t.exact and t.country != country and t.people >= max(_CITY, own / _FAR_SMALLER) for t in known)


def _placed(place: FoundPlace, about: frozenset[str], gazetteer: _Gazetteer) -> FoundPlace:
    """The place with its country and coordinates, where they are sure, or with the places that it may be."""
    listed = place.name in gazetteer.points
    if not listed and place.name in gazetteer.listed:
        return place
    if place.name in gazetteer.between:
        point = points().get(("none", place.name), (None, None))
        return replace(place, latitude=point[0], longitude=point[1])
    countries = (place.country,) if place.country else tuple(sorted(about))
    found = locate(place.name, countries, others=gazetteer.points.get(place.name, ()))
    country = place.country if listed and place.country else found.country
    return replace(
        place, country=country, latitude=found.latitude, longitude=found.longitude, candidates=found.candidates
    )


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
    return replace(place, latitude=None, longitude=None) if gazetteer.areas.search(place.name) else place


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
        frozenset(p.name for p in Registry.load().parties.values() if p.kind in _AREAS),
        re.compile(rf"^(?:{_any(words['area_of'])}) of |(?<=\S )(?:{_any(words['area'])})$"),
        {name: tuple(others) for rows in data["place"].values() for name, others in rows.items()},
        frozenset(data["place"]["none"]),
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
    for code, rows in places.items():
        for name, others in rows.items():
            _add(found, (name, *others), name, None if code == "none" else code)
    return {spelling: tuple(known) for spelling, known in found.items()}


def _add(
    found: dict[str, dict[tuple[str, str | None], None]], known_as: Iterable[str], name: str, code: str | None
) -> None:
    for spelling in known_as:
        for written in spellings(plain(spelling)):
            found.setdefault(written, {})[(name, code)] = None
