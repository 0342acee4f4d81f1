"""Zones: the clock that is kept at a place, from ``data/places/zones.toml``.

No guess is made. A place that is not listed, or a name that stands under several zones, has none.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʻʼʾʿ."))


@dataclass(frozen=True, slots=True)
class Country:
    """``zone`` is None where several clocks are kept; ``towns`` gives the zone of each listed town."""

    zone: str | None
    towns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Zones:
    """Countries by name (a name may belong to several) and the zones of towns by name."""

    countries: Mapping[str, tuple[Country, ...]]
    towns: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls) -> Zones:
        """The list that ships with the package."""
        return _load()

    def knows(self, place: str) -> bool:
        """Whether ``place`` is a listed town or country."""
        return _key(place) in self.towns or _key(place) in self.countries

    def knows_town(self, place: str) -> bool:
        return _key(place) in self.towns

    def of(self, parts: Sequence[str]) -> str | None:
        """The IANA zone of a place written as ``("Tel Aviv", "Israel")``, nearest first; else None.

        A country beside the town decides: "Tripoli, Lebanon" is not Libya's. Where the words beside
        the town are not known ("Paris, Texas") the zone is not known either.
        """
        keys = [_key(part) for part in parts]
        if whole := _only(self.towns.get(" ".join(keys))):
            return whole  # "Washington, D.C." is one name
        if len(keys) == 1:
            return None if keys[0] in self.towns else self._of_country(keys[0])
        for region in reversed(keys[1:]):
            if found := self.countries.get(region):
                towns = {c.towns[keys[0]] for c in found if keys[0] in c.towns}
                return _only(towns) or self._of_country(region)
        return None

    def _of_country(self, key: str) -> str | None:
        zones = {country.zone for country in self.countries.get(key, ())}
        return None if None in zones else _only({z for z in zones if z})


def _only(zones: set[str] | frozenset[str] | None) -> str | None:
    return next(iter(zones)) if zones is not None and len(zones) == 1 else None


def _key(name: str) -> str:
    """The name without capitals, accents, apostrophes, hyphens, full stops and a leading "the"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = bare.casefold().translate(_APOSTROPHES).replace("-", " ").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


@cache
def _load() -> Zones:
    source = files("truceline").joinpath("data/places/zones.toml")
    tables: dict[str, dict[str, Any]] = tomllib.loads(source.read_text("utf-8"))
    countries: dict[str, list[Country]] = defaultdict(list)
    towns: dict[str, set[str]] = defaultdict(set)
    for name, table in tables.items():
        by_town = {_key(town): zone for zone, listed in table.get("towns", {}).items() for town in listed}
        country = Country(table.get("zone"), by_town)
        for key in {_key(name), *map(_key, table.get("also", ()))}:
            countries[key].append(country)
        for town, zone in by_town.items():
            towns[town].add(zone)
    return Zones({k: tuple(v) for k, v in countries.items()}, {k: frozenset(v) for k, v in towns.items()})
