"""Towns: names in a text that the gazetteer of the world has, and where a place lies.

A capitalised word is taken for a town only where it stands as one ("in Goma", "the town of Sake", "captured Masisi")
and the gazetteer has exactly that name, in a country that the text is about or as a city of some size. Whether it is
sure which place is meant is told apart from that (``gazetteer.settled``).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from truceline.reading.gazetteer import Gazetteer, Town, settled
from truceline.reading.parties import Mention
from truceline.reading.parties.names import Rules

_PROPER = r"(?:(?:[Aa]l|[Ee]l|[Aa]n|[Ee]n|[Aa]d|[Ee]d|[Aa]sh|[Aa]s|[Aa]r)[- ])?[^\W\d_a-z][\w'’-]*"
_LINK = r"(?: (?:de|del|la|las|los|do|da|e|al|el|ez|es|sur|on|upon|le|les|du|am))"
_NAME = rf"{_PROPER}(?:{_LINK}{{0,2}} {_PROPER}){{0,3}}"
_STRONG = (
    r"(?:in|near|at|outside|inside|around|across|throughout|into|(?:north|south|east|west|miles|km|kilomet(?:er|re)s"
    r"|outskirts|suburbs?|city|town|village|port|camp|district|mayor|residents|people|centre|center|streets|hospital|siege"
    r"|capture|fall|battle) (?:of|from))"
)
_KIND = r"(?:city|town|village|port|district|camp|suburb|township|capital|stronghold|border town|hamlet)"
_WEAK = (
    r"(?:from|to|toward|towards|over|between|through|via|for|of|leave|left|enter|entered|reach|reached|capture|captured|seize|seized"
    r"|retake|retook|recapture|recaptured|take|took|shell|shelled|bomb|bombed|besiege|besieged|strike|struck|attack|attacked|hit"
    r"|occupy|occupied|liberate|liberated|bombard|bombarded|evacuate|evacuated|control|controls|held|hold)"
)
_SIDE = (
    r"(?:(?:the )?(?:north|south|east|west|central|eastern|western|northern|southern|downtown|nearby|besieged"
    r"|occupied)\W+)*"
)
_AT_TOWN = re.compile(rf"\b(?P<strong>{_STRONG}|{_KIND}) {_SIDE}(?P<name>{_NAME})(?![\w'’-])")
_TOWARDS = re.compile(rf"\b{_WEAK} {_SIDE}(?P<name>{_NAME})(?![\w'’-])")
_JOINED = re.compile(rf"(?:,| and| or|, and) (?:the )?(?P<name>{_NAME})(?=[.,;:)]| and | or |\s*\Z)")
_CALENDAR = re.compile(
    r" (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$"
    r"| (?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
_NEVER = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec".split()
)
_BESIDE = frozenset(
    "North South East West Northern Southern Eastern Western Central Greater Old New Upper Lower Port Fort In".split()
)
_LARGE, _CITY = 15_000, 50_000
_CAPITALISED = re.compile(r"(?<![.!?\"“] )(?<!\A)\b[A-Z][a-z]+\Z")
_EDGE = re.compile(r"\b")
_LONGEST = 40
"""No word before a name has more letters."""


@dataclass(frozen=True, slots=True)
class Named:
    """A town's name at ``start`` to ``end`` of a text, and the places that it may be."""

    start: int
    end: int
    towns: tuple[Town, ...]


_Taken = Callable[[int, int], bool]


def towns(text: str, countries: Collection[str], taken: _Taken, places: Iterable[int] = ()) -> Iterator[Named]:
    """The towns that ``text`` names and no list of ours has; none where ``taken`` tells of another name there.

    ``places`` are the ends of the places known so far, which a town can be joined to ("in Saravena and Tame").
    """
    for end in places:
        yield from _joined(text, end, countries, taken)
    for pattern, strong in ((_AT_TOWN, True), (_TOWARDS, False)):
        for found in pattern.finditer(text):
            named = _named(text, found, countries, taken, strong=strong)
            if named is not None:
                yield named
                yield from _joined(text, named.end, countries, taken)


def _joined(text: str, end: int, countries: Collection[str], taken: _Taken) -> Iterator[Named]:
    joined = _JOINED.match(text, end)
    while joined is not None:
        named = _named(text, joined, countries, taken, strong=False, listed=True)
        if named is None:
            return
        yield named
        joined = _JOINED.match(text, named.end)


def _named(
    text: str, found: re.Match[str], countries: Collection[str], taken: _Taken, *, strong: bool, listed: bool = False
) -> Named | None:
    name = _CALENDAR.sub("", found["name"])
    start, end = found.start("name"), found.start("name") + len(name)
    if taken(start, end) or _is_person(text, name, start):
        return None
    known = Gazetteer.load().find(name)
    near = tuple(t for t in known if t.country in countries)
    common = any(t.common for t in known if t.exact) and not listed
    if name in _NEVER or (common and not any(t.people >= (_LARGE if strong else _CITY) for t in near)):
        return None
    if strong:
        large = tuple(t for t in known if t.exact and t.people >= _LARGE)
        fits = near or (known if large else ())
    else:
        fits = tuple(t for t in near if t.exact)
    return Named(start, end, fits) if fits else None


def _is_person(text: str, name: str, start: int) -> bool:
    """Whether the name is, or holds, somebody's: a given name in it, a title before it, or in full elsewhere."""
    rules = Rules.load()
    words = name.split()
    before = re.search(r"([\w'-]+)[ .]+$", text[max(0, start - 30) : start])
    titled = before is not None and before[1] in rules.titles
    in_full = len(words) == 1 and any(w not in _BESIDE and w not in _NEVER for w in _before(text, name))
    return titled or in_full or (len(words) > 1 and words[0] in rules.given)


def _before(text: str, name: str) -> Iterator[str]:
    """The capitalised words right before a name in a text, but those that open a sentence."""
    at = text.find(f" {name}")
    while at > 0:
        word = _CAPITALISED.search(text, max(0, at - _LONGEST), at)
        if word is not None and _EDGE.match(text, at + 1 + len(name)):
            yield word[0]
        at = text.find(f" {name}", at + 1)


@dataclass(frozen=True, slots=True)
class Located:
    """Where a place is: its country and coordinates in degrees where they are sure, else the places that it may be."""

    country: str | None
    latitude: float | None = None
    longitude: float | None = None
    candidates: tuple[Town, ...] = ()


def locate(name: str, countries: Collection[str] = (), *, others: Collection[str] = ()) -> Located:
    """Where the place called ``name`` is, in a text about ``countries`` (alpha-3 codes).

    ``others`` are its other names. Coordinates are given only where it is sure which place is meant and it is a point.
    """
    for country in countries:
        point = points().get((country, name))
        if point is not None:
            return Located(country, *point)
    found = Gazetteer.load().find(name)
    for other in others if not any(t.country in countries for t in found) else ():
        found += tuple(t for t in Gazetteer.load().find(other) if t.country in countries)
    town = settled(found, countries)
    if town is not None:
        return Located(town.country, town.latitude, town.longitude)
    near = tuple(t for t in found if t.country in countries)
    open_to = near or tuple(t for t in found if t.exact)
    where = {t.country for t in open_to}
    return Located(where.pop() if len(where) == 1 else None, None, None, open_to)


@cache
def points() -> Mapping[tuple[str, str], tuple[float, float]]:
    """(code, name) -> latitude and longitude, as listed by hand in points.toml; "none" for a place between states."""
    raw = (files("truceline") / "data" / "places" / "points.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[float]]] = tomllib.loads(raw)["point"]
    return {(country, name): (at[0], at[1]) for country, rows in tables.items() for name, at in rows.items()}


def countries_of(mentions: Iterable[Mention]) -> frozenset[str]:
    """The codes of the states that are named, or whose people, groups and bodies are."""
    found = {m.party.code[:3] for m in mentions if m.party.code}
    return frozenset(found - {"IGO", "NGO", "NGM", "IMG", "MNC"})
