"""Writes src/truceline/data/places/areas.tsv, circles around states and regions, from GeoNames data (CC BY 4.0).

usage: python scripts/areas.py CITIES COUNTRIES REGIONS

The three files are those of scripts/gazetteer.py. A circle is the smallest that holds every place that GeoNames files
under the state or region, made wider by 2 / sqrt(n) for n places and at least 10 km wide: an area's towns lie within
it, its borders may not. Areas of fewer than FEWEST places are left out, since nothing tells how far they reach. A line
gives the country (alpha-3), the region ("" for the whole country), latitude and longitude of the centre in degrees, and
the radius in kilometres.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gazetteer import _KINDS

OUT = Path(__file__).parents[1] / "src" / "truceline" / "data" / "places" / "areas.tsv"
EARTH = 6371.0
LEAST = 10.0
FEWEST = 5
Vector = tuple[float, float, float]


def vector(latitude: float, longitude: float) -> Vector:
    a, b = math.radians(latitude), math.radians(longitude)
    return (math.cos(a) * math.cos(b), math.cos(a) * math.sin(b), math.sin(a))


def degrees(at: Vector) -> tuple[float, float]:
    x, y, z = at
    return round(math.degrees(math.atan2(z, math.hypot(x, y))), 2), round(math.degrees(math.atan2(y, x)), 2)


def circle(points: list[Vector]) -> tuple[Vector, float]:
    """Centre and radius in radians of a circle that is the smallest around them, to within a few parts in a hundred.

    The centre is moved towards the farthest point, by less each time (Badoiu and Clarkson 2003).
    """
    centre = points[0]
    for step in range(1, 400):
        far = min(points, key=lambda p: _dot(centre, p))
        moved = [c + (f - c) / (step + 1) for c, f in zip(centre, far, strict=True)]
        size = math.hypot(*moved)
        centre = (moved[0] / size, moved[1] / size, moved[2] / size)
    return centre, math.acos(max(-1.0, min(1.0, *(_dot(centre, p) for p in points))))


def _dot(a: Vector, b: Vector) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def lines(cities: list[dict[str, Any]], alpha3: dict[str, str], regions: dict[str, str]) -> Iterator[str]:
    within: dict[tuple[str, str], set[Vector]] = defaultdict(set)
    for city in cities:
        code = city["countrycode"]
        if code not in alpha3:
            continue
        at = vector(city["latitude"], city["longitude"])
        within[alpha3[code], ""].add(at)
        region = _KINDS.sub("", regions.get(f"{code}.{city['admin1code']}", "")).strip()
        if region:
            within[alpha3[code], region].add(at)
    for (country, region), points in sorted(within.items()):
        if len(points) < FEWEST:
            continue
        centre, radius = circle(sorted(points))
        latitude, longitude = degrees(centre)
        wider = radius * EARTH * (1 + 2 / math.sqrt(len(points)))
        yield f"{country}\t{region}\t{latitude}\t{longitude}\t{max(LEAST, math.ceil(wider)):.0f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("cities", "countries", "regions"):
        parser.add_argument(name, type=Path)
    args = parser.parse_args()
    countries = json.loads(args.countries.read_text(encoding="utf-8"))
    alpha3 = {code: row["iso3"] for code, row in countries.items()} | {"XK": "XKX"}
    regions = {r["code"]: r["name"] for r in json.loads(args.regions.read_text(encoding="utf-8"))}
    cities = list(json.loads(args.cities.read_text(encoding="utf-8")).values())
    OUT.write_text("\n".join(lines(cities, alpha3, regions)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
