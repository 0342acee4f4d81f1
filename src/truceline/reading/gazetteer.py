"""The gazetteer: towns and regions of the world by exact name, with coordinates.

``data/places/world.bin`` is GeoNames data (CC BY 4.0; see ``data/places/world.md``), packed by ``scripts/gazetteer.py``
and read when it is first asked. A name is looked up whole: it may be written in many ways (El Fasher, Al-Fashir), but a
part of a name, or a name that only begins alike, finds nothing (Gaza is not Ghazni).

The file is one zlib stream: a line of JSON (version, numbers, country codes), then columns of bytes. Names stand in
65,536 buckets by the first 16 bits of a hash of how they sound; per name the other 24 bits, a byte to tell spellings
apart (its high bit marks a common English word) and the number of the place; per place latitude + 90 and longitude +
180 in 1/10,000 degrees, country, magnitude (10 log10 of its people; 255 for a region) and name.
"""

from __future__ import annotations

import json
import math
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import blake2b
from importlib.resources import files
from itertools import accumulate, pairwise

from truceline.reading.parties.spelling import folded, sounded

BUCKETS = 1 << 16
REGION = 255
_NEAR = 20.0
"""Kilometres within which two entries of one name are one place."""
_LARGER = 12
"""By so much, in magnitude, one place must be larger than all others of its name in a country (some 16 times)."""
_SMALL = 10_000
"""Fewer people than that in towns of a region's name: the region is meant."""
_CITY = 50
"""The magnitude of 100,000 people."""


@dataclass(frozen=True, slots=True)
class Town:
    """A place of the gazetteer. ``country`` is ISO 3166-1 alpha-3; coordinates are degrees, None for a region.

    ``people`` is a rough number, 0 where not known. ``exact`` tells that the name asked for is one of its names as it
    is written, ``common`` that the name is an English word as well.
    """

    name: str
    country: str
    latitude: float | None
    longitude: float | None
    people: int
    exact: bool = True
    common: bool = False

    @property
    def magnitude(self) -> float:
        return 10 * math.log10(self.people + 1)


def key(heard: str) -> int:
    """40 bits of how a name sounds."""
    return int.from_bytes(blake2b(heard.encode(), digest_size=5).digest(), "big")


def check(name: str) -> int:
    """7 bits that tell a folded spelling from others that sound alike."""
    return blake2b(name.encode(), digest_size=1, person=b"spelling").digest()[0] & 0x7F


class Gazetteer:
    """Towns and regions by name. ``Gazetteer.load()`` gives the one that ships with the package."""

    def __init__(self, packed: bytes) -> None:
        raw = zlib.decompress(packed)
        line = raw.index(b"\n")
        head = json.loads(raw[:line])
        self.version: str = head["version"]
        self._countries: list[str] = head["countries"]
        entries, places = head["entries"], head["places"]
        columns = [BUCKETS, *[entries] * 7, *[places] * 8]
        ends = list(accumulate(columns, initial=line + 1))
        view = [raw[a:b] for a, b in pairwise(ends)]
        self._starts = [0, *accumulate(view[0])]
        self._rest, self._check, self._place = view[1:4], view[4], view[5:8]
        self._latitude, self._longitude, self._country, self._magnitude = view[8:11], view[11:14], view[14], view[15]
        self._raw_names = raw[ends[-1] :]

    @cached_property
    def _names(self) -> list[bytes]:
        return self._raw_names.split(b"\n")

    @staticmethod
    def load() -> Gazetteer:
        """The gazetteer of ``truceline/data/places``, read once."""
        return _load()

    def find(self, name: str) -> tuple[Town, ...]:
        """All places that go by ``name``, those so spelt first, then the larger ones; empty for a name not known.

        Of places that are not so spelt, those whose own name sounds like it.
        """
        spelt = folded(name)
        if not spelt:
            return ()
        heard = sounded(name)
        found = [self._town(n, c, spelt) for n, c in self._entries(heard)]
        towns = [t for t in found if t.exact or sounded(t.name) == heard]
        best: dict[tuple[str, float | None, float | None], Town] = {}
        for town in towns:
            held = best.get((town.name, town.latitude, town.longitude))
            if held is None or town.exact > held.exact:
                best[town.name, town.latitude, town.longitude] = town
        return tuple(sorted(best.values(), key=lambda t: (not t.exact, -t.people)))

    def largest(self, south: float, west: float, north: float, east: float, most: int) -> tuple[Town, ...]:
        """The towns with most people between two latitudes and two longitudes, at most so many."""
        a, b, c = self._latitude
        d, e, f = self._longitude
        low, high = round((south + 90) * 10_000), round((north + 90) * 10_000)
        left, right = round((west + 180) * 10_000), round((east + 180) * 10_000)
        first, last = max(0, low) >> 16, max(0, high) >> 16
        inside = [
            n
            for n, upper in enumerate(a)
            if first <= upper <= last
            and self._magnitude[n] != REGION
            and low <= (upper << 16 | b[n] << 8 | c[n]) <= high
            and left <= (d[n] << 16 | e[n] << 8 | f[n]) <= right
        ]
        inside.sort(key=lambda n: (-self._magnitude[n], n))
        return tuple(self._town(n, 0, "") for n in inside[:most])

    def _entries(self, heard: str) -> Iterator[tuple[int, int]]:
        hashed = key(heard)
        first, last = self._starts[hashed >> 24], self._starts[(hashed >> 24) + 1]
        wanted = (hashed >> 16 & 0xFF, hashed >> 8 & 0xFF, hashed & 0xFF)
        a, b, c = self._rest
        p, q, r = self._place
        for i in range(first, last):
            if (a[i], b[i], c[i]) == wanted:
                yield p[i] << 16 | q[i] << 8 | r[i], self._check[i]

    def _town(self, number: int, checked: int, spelt: str) -> Town:
        a, b, c = (plane[number] for plane in self._latitude)
        d, e, f = (plane[number] for plane in self._longitude)
        size = self._magnitude[number]
        region = size == REGION
        return Town(
            self._names[number].decode(),
            self._countries[self._country[number]],
            None if region else round((a << 16 | b << 8 | c) / 10_000 - 90, 4),
            None if region else round((d << 16 | e << 8 | f) / 10_000 - 180, 4),
            0 if region else round(10 ** (size / 10)) - 1,
            checked & 0x7F == check(spelt),
            checked > 0x7F,
        )


def settled(towns: Iterable[Town], countries: Collection[str] = ()) -> Town | None:
    """Which of the places of one name is meant, where that is sure; else None.

    Of those in the ``countries`` that a text is about, the only one, or the one far larger than the rest; where none
    of them has one, the only place in the world so spelt, or a city far larger than all others. Entries close to one
    another are one place.
    """
    known = tuple(towns)
    for group in (
        [t for t in known if t.country in countries and t.exact],
        [t for t in known if t.country in countries],
    ):
        if group:
            return _chief(group, 0)
    return _chief([t for t in known if t.exact], _CITY)


def _chief(towns: list[Town], least: int) -> Town | None:
    """The one place that all are, or the one far larger than the rest, of at least a magnitude."""
    points = [t for t in towns if t.latitude is not None]
    regions = [t for t in towns if t.latitude is None]
    if regions and all(t.people < _SMALL for t in points):
        points = []
    ranked = sorted(points or towns, key=lambda t: -t.people)
    if not ranked:
        return None
    first, others = ranked[0], [t for t in ranked[1:] if distance(ranked[0], t) > _NEAR]
    if not others:
        return first
    larger = all(first.magnitude - t.magnitude >= _LARGER for t in others)
    return first if larger and first.magnitude >= least else None


def distance(one: Town, other: Town) -> float:
    """Kilometres between two places; 0 where one is a region of no known point."""
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return 0.0
    return kilometres((one.latitude, one.longitude), (other.latitude, other.longitude))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres along the great circle between two points in degrees (haversine, a sphere of 6,371 km)."""
    a, b, c, d = map(math.radians, (*one, *other))
    half = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(half))


@cache
def _load() -> Gazetteer:
    return Gazetteer((files("truceline") / "data" / "places" / "world.bin").read_bytes())
