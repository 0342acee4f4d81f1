"""Whereabouts: what is known of where a place lies, from its name alone: a circle, and why it is that wide.

A claim has its place as it was worded. Where it is sure which place is meant, a circle is drawn around it: narrow
around a town, wide around a region. Where it is not sure, no point is made up: the places that it may be are listed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files

from truceline.model import PartyKind
from truceline.reading.gazetteer import Gazetteer, Town, kilometres
from truceline.reading.parties import Registry
from truceline.reading.parties.spelling import folded
from truceline.reading.places import FoundPlace, is_area, is_listed, pared, place_called

PEOPLE_A_KM2 = 3000
"""How densely towns are taken to be lived in, to tell how far one reaches from its number of people."""
_LEAST, _BESIDE, _BY = 1.0, 5.0, 15.0
"""Kilometres: around a place that is known to a point, around a town that only lends its name, and where what is
named after it may well lie outside."""
_BY_A_TOWN = ("airport", "crossing")
_SAME = 10.0
"""Kilometres within which two lists mean one town."""
_CITY, _TOWN = 99_000, 14_000
"""So many people make a place known beyond its country, or beyond the places of a record (numbers are rough)."""
_ONE_PLACE = 30.0
"""Candidates within this many kilometres of one another are drawn as one circle."""


class PlaceKind(StrEnum):
    POINT = "point"
    """A town, camp, crossing or the like."""
    AREA = "area"
    """A region: somewhere within the circle."""
    STATE = "state"
    """A whole state, or a part of one that no list has."""
    SEVERAL = "several"
    """Several places go by the name and nothing tells which is meant."""
    UNKNOWN = "unknown"
    """No list has the name, or how far the place reaches is not known."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """``latitude`` and ``longitude`` are degrees, ``radius`` the kilometres within which the place lies; all None
    where it is not known. ``country`` is an ISO 3166-1 alpha-3 code and says nothing on a place's status. ``why``
    says in a sentence what the circle rests on, or why there is none; ``candidates`` are places that it may be."""

    name: str
    kind: PlaceKind
    why: str
    latitude: float | None = None
    longitude: float | None = None
    radius: float | None = None
    country: str | None = None
    candidates: tuple[str, ...] = ()


def whereabouts(name: str, countries: Collection[str] = (), others: Collection[str] = ()) -> Whereabouts:
    """Where the place lies that a claim calls ``name``.

    ``countries`` are the codes (alpha-3) of those that the record has places in, ``others`` of those it names beside
    them. A place elsewhere is taken to be meant only where it is a city, or listed by hand; one in the ``others``,
    where it is a town of some size.
    """
    first = _in(name, frozenset(countries), frozenset(countries))
    if first.latitude is not None or not set(others) - set(countries):
        return first
    second = _in(name, frozenset(countries), frozenset(countries) | frozenset(others))
    return first if second.kind is PlaceKind.UNKNOWN else second


def _in(name: str, home: frozenset[str], about: frozenset[str]) -> Whereabouts:
    found = place_called(name, about)
    if found.latitude is not None and not _is_meant(found, home, about):
        why = "A place elsewhere goes by this name, and nothing in the record says that it is the one meant."
        return Whereabouts(name, PlaceKind.SEVERAL, why, candidates=(_label(found.name, found.country),))
    if found.latitude is not None:
        radius = _reach(found)
        why = f"Within about {_km(radius)} of this point: the middle of the place, and as far as it may reach."
        return _town(name, found, radius, why)
    if not found.candidates:
        known = _area(name, found, about) or _named_after(name, home, about)
        if known is not None:
            return known
    return _open(name, found.candidates)


def _is_meant(found: FoundPlace, home: Collection[str], about: Collection[str]) -> bool:
    """Whether a place of this name can be taken to be the one meant: by its country, or by its size."""
    if found.country in home or is_listed(found.name):
        return True
    people = _people(found)
    return people >= _CITY or (people >= _TOWN and found.country in about)


def _named_after(name: str, home: Collection[str], about: Collection[str]) -> Whereabouts | None:
    """A place that is named by another one and general words: "northern Gaza", "Jabalya refugee camp"."""
    for base in pared(name):
        found = place_called(base, about)
        around = _area(name, found, about)
        if around is not None:
            return replace(around, why=f"The words name {base}, or a part of it. {around.why}")
        if found.latitude is not None and _is_meant(found, home, about):
            return _near(name, base, found)
        if found.candidates:
            return _open(name, found.candidates)
    return None


def _near(name: str, base: str, found: FoundPlace) -> Whereabouts:
    by_a_town = name.lower().endswith(_BY_A_TOWN)
    if is_area(name) and not by_a_town and not name.startswith("outskirts"):
        why = f"It is an area by the name of {base}, and no list says how far it reaches."
        return Whereabouts(name, PlaceKind.UNKNOWN, why, country=found.country)
    radius = max(_BY if by_a_town else _BESIDE, 2 * _reach(found))
    return _town(name, found, radius, f"Drawn around {base}, which it is named after, within about {_km(radius)}.")


def _town(name: str, found: FoundPlace, radius: float, why: str) -> Whereabouts:
    return Whereabouts(name, PlaceKind.POINT, why, found.latitude, found.longitude, round(radius, 1), found.country)


def _reach(found: FoundPlace) -> float:
    """How far a town reaches from its middle, in km, by its number of people."""
    return max(_LEAST, math.sqrt(_people(found) / PEOPLE_A_KM2 / math.pi))


def _people(found: FoundPlace) -> int:
    """How many people live there, as the gazetteer of the world has it; 0 where it does not say."""
    at = (found.latitude or 0.0, found.longitude or 0.0)
    same = [t for t in Gazetteer.load().find(found.name) if t.latitude is not None and t.longitude is not None]
    return max((t.people for t in same if kilometres(at, (t.latitude or 0, t.longitude or 0)) < _SAME), default=0)


def _area(name: str, found: FoundPlace, countries: Collection[str]) -> Whereabouts | None:
    """The circle around the towns of a state or region; None where none, or not only one, is called so."""
    if found.latitude is not None and found.country is None:
        return None  # It lies between states, and is no part of a region of one.
    party = Registry.load().find(found.name)
    if party is not None and party.kind is PartyKind.STATE and (party.code, "") in _areas():
        return _circle(name, (party.code or "", ""), "state")
    named = [t for t in Gazetteer.load().find(found.name) if t.latitude is None and t.exact]
    keys = {(t.country, folded(t.name)) for t in named if (t.country, folded(t.name)) in _areas()}
    within = {found.country} if found.country else set(countries)
    fits = [k for k in keys if k[0] in within]
    return _circle(name, fits[0], "region") if len(fits) == 1 else None


def _circle(name: str, key: tuple[str, str], noun: str) -> Whereabouts:
    latitude, longitude, radius = _areas()[key]
    why = f"Somewhere in a {noun}: the circle of {_km(radius)} holds its towns, and says nothing of its borders."
    kind = PlaceKind.STATE if noun == "state" else PlaceKind.AREA
    return Whereabouts(name, kind, why, latitude, longitude, radius, key[0])


def _open(name: str, candidates: Sequence[Town]) -> Whereabouts:
    points = [(t.latitude, t.longitude) for t in candidates if t.latitude is not None and t.longitude is not None]
    if points and len(points) == len(candidates):
        middle = (sum(a for a, _ in points) / len(points), sum(b for _, b in points) / len(points))
        far = max(kilometres(middle, p) for p in points)
        if far <= _ONE_PLACE:
            why = f"{len(points)} places close to one another go by this name; the circle holds them all."
            radius = round(max(_BESIDE, far + _LEAST), 1)
            country = candidates[0].country
            return Whereabouts(name, PlaceKind.POINT, why, round(middle[0], 4), round(middle[1], 4), radius, country)
    if candidates:
        why = "Several places go by this name, and nothing in the record settles which one is meant."
        return Whereabouts(name, PlaceKind.SEVERAL, why, candidates=tuple(_labels(candidates)))
    return Whereabouts(name, PlaceKind.UNKNOWN, "No list of places that ships with the program has this name.")


def _labels(candidates: Iterable[Town]) -> list[str]:
    """ "Tripoli (Libya)": each once, the largest first."""
    return list(dict.fromkeys(_label(t.name, t.country) for t in candidates))


def _label(name: str, country: str | None) -> str:
    return f"{name} ({_codes().get(country, country)})" if country else name


def _km(radius: float) -> str:
    return f"{radius:,.0f} km"


def countries_of_places(names: Iterable[str]) -> frozenset[str]:
    """The codes of the states that places surely lie in, or are: those listed by hand, and states themselves."""
    found = (place_called(n) for name in names for n in (name, *pared(name)))
    return frozenset(p.country for p in found if p.country and p.country in _codes() and is_listed(p.name))


def countries_of_parties(names: Iterable[str]) -> frozenset[str]:
    """The codes of the states that parties are, or belong to."""
    find = Registry.load().find
    codes = {party.code[:3] for name in names if (party := find(name)) is not None and party.code}
    return frozenset(codes & _codes().keys())


@cache
def _codes() -> Mapping[str, str]:
    """State codes with the state's name."""
    areas = [p for p in Registry.load().parties.values() if p.kind in _STATES and p.code]
    named = sorted(areas, key=lambda p: p.kind is PartyKind.STATE)
    return {p.code: p.name for p in named if p.code}


_STATES = frozenset({PartyKind.STATE, PartyKind.TERRITORY})


@cache
def _areas() -> Mapping[tuple[str, str], tuple[float, float, float]]:
    """(country, folded name of the region, "" for the whole country) -> latitude, longitude, radius in km."""
    raw = (files("truceline") / "data" / "places" / "areas.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in raw.splitlines())
    return {(country, folded(region)): (float(a), float(b), float(r)) for country, region, a, b, r in rows}
