"""Map's board: the incidents that claims give a place, where each lies and how sure that is, and what is on no map."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from truceline.case import About, Case, ViewedClaim
from truceline.model import codebook
from truceline.web.boards.choosing import Query, chosen
from truceline.web.boards.timeline import NOT_DONE, QUADS, told_as_done
from truceline.web.working import Working
from truceline.words import type_words

WIDEST = 300.0
"""Kilometres: a place that may be anywhere in a wider circle is listed, and not drawn; so is a whole state."""
MOST = 2500
"""Incidents that are given one by one; more are counted by place and class."""
_CLAIMS = 60
"""Ids of claims that are given with an incident."""
_TOWNS = 60
_AROUND = 1.0
"""Degrees around the places in which towns are named, to find one's way by."""


@dataclass
class _Place:
    """What lies at one point, under one or several names."""

    names: dict[str, str]
    latitude: float
    longitude: float
    radius: float
    kind: str
    incidents: list[dict[str, Any]] = field(default_factory=list)


def incidents(working: Working, as_of: str = "", query: Query = ()) -> dict[str, Any]:
    """The incidents of the claims that a filter asks for: those of one place together, and what has no place to show.

    Claims that the record takes for one incident are one mark, at the narrowest of the places they name.
    """
    found = chosen(working, as_of, query)
    groups = _together(working, as_of, found)
    named = {c.claim.act.place for c in found if c.claim.act.place}
    known = Case.whereabouts(sorted(named), _parties(working, as_of))
    places: dict[tuple[float, float], _Place] = {}
    missing: dict[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        spot = _spot(group, known)
        if spot is None:
            for claim in group:
                missing[claim.claim.act.place or ""][claim.id] += 1
            continue
        place = places.setdefault((spot.latitude, spot.longitude), _new(spot))
        place.names[spot.name], place.radius = spot.why, max(place.radius, spot.radius)
        place.incidents.append(_incident(group))
    ordered = sorted(places.values(), key=lambda p: (-len(p.incidents), list(p.names)))
    return {
        "places": [_plain(p, sum(len(p.incidents) for p in ordered) <= MOST) for p in ordered],
        "missing": [_missing(name, ids, known) for name, ids in _by_number(missing) if name],
        "unplaced": len(missing.get("", ())),
        "nameless": sum(not c.claim.act.place for c in found),
        "claims": len(found),
        "incidents": len(groups),
        "towns": _towns(ordered),
    }


def _together(working: Working, as_of: str, found: Iterable[ViewedClaim]) -> list[list[ViewedClaim]]:
    """The claims of each incident, as the record joins them."""
    view = working.view(as_of)
    joined = working.once(("joined", as_of), lambda: view.identity(About.INCIDENT))
    groups: dict[str, list[ViewedClaim]] = defaultdict(list)
    for viewed in found:
        groups[joined.main(viewed.id)].append(viewed)
    return list(groups.values())


def _parties(working: Working, as_of: str) -> set[str]:
    """Everyone whom the record names, whatever is asked for: a place is the same whoever speaks of it."""
    claims = (c.claim for c in working.view(as_of).current)
    return {n for c in claims for n in (*(v.name for v in c.voices), *c.act.actors, *c.act.recipients)}


def _spot(group: Sequence[ViewedClaim], known: Mapping[str, Any]) -> Any:
    """The narrowest place that its claims name and that can be drawn; None where there is none."""
    counts = Counter(c.claim.act.place for c in group if c.claim.act.place)
    drawn = [(known[n].radius, -number, n) for n, number in counts.items() if _can_be_drawn(known[n])]
    return known[min(drawn)[2]] if drawn else None


def _can_be_drawn(where: Any) -> bool:
    return where.latitude is not None and where.radius <= WIDEST and where.kind.value != "state"


def _new(spot: Any) -> _Place:
    return _Place({}, spot.latitude, spot.longitude, spot.radius, spot.kind.value)


def _incident(group: Sequence[ViewedClaim]) -> dict[str, Any]:
    first = group[0].claim
    acts = codebook().acts
    quads = Counter(acts[c.claim.act.type].quad for c in group if c.claim.act.type in acts)
    days = sorted(c.claim.act.when.date for c in group if c.claim.act.when is not None and c.claim.act.when.date)
    return {
        "id": first.id,
        "quad": QUADS.index(quads.most_common(1)[0][0]) if quads else QUADS.index("state"),
        "bits": 0 if any(told_as_done(c.claim) for c in group) else NOT_DONE,
        "count": len(group),
        "claims": [c.id for c in group[:_CLAIMS]],
        "what": type_words(first.act.type),
        "who": list(dict.fromkeys(a for c in group for a in c.claim.act.actors))[:4],
        "day": days[0].isoformat() if days else "",
        "quote": " ".join(first.quote.split())[:160],
        "speakers": list(dict.fromkeys(c.claim.speaker for c in group))[:4],
    }


def _plain(place: _Place, one_by_one: bool) -> dict[str, Any]:
    counts = Counter(i["quad"] for i in place.incidents)
    return {
        "names": list(place.names),
        "why": next(iter(place.names.values())),
        "latitude": place.latitude,
        "longitude": place.longitude,
        "radius": place.radius,
        "kind": place.kind,
        "number": len(place.incidents),
        "claims": sum(i["count"] for i in place.incidents),
        "incidents": sorted(place.incidents, key=lambda i: (i["day"] or "9999", i["id"])) if one_by_one else [],
        "counts": [[quad, number] for quad, number in sorted(counts.items())],
    }


def _by_number(missing: Mapping[str, Counter[str]]) -> list[tuple[str, Counter[str]]]:
    return sorted(missing.items(), key=lambda item: (-len(item[1]), item[0]))


def _missing(name: str, ids: Counter[str], known: Mapping[str, Any]) -> dict[str, Any]:
    where = known[name]
    wide = where.latitude is not None
    why = where.why
    if where.kind.value == "state":
        why = "It names a state, or a part of one that no list of places has."
    elif wide:
        why = f"{where.why} That is wider than the {WIDEST:g} km that are drawn."
    return {
        "name": name,
        "kind": "wide" if wide else where.kind.value,
        "why": why,
        "candidates": list(where.candidates[:6]),
        "more": max(0, len(where.candidates) - 6),
        "claims": len(ids),
    }


def _towns(places: Sequence[_Place]) -> list[list[Any]]:
    """[name, latitude, longitude, people] of the larger towns around the places."""
    if not places:
        return []
    at = [p.latitude for p in places], [p.longitude for p in places]
    south, north = min(at[0]) - _AROUND, max(at[0]) + _AROUND
    west, east = min(at[1]) - _AROUND, max(at[1]) + _AROUND
    near = Case.towns(south, west, north, east, _TOWNS)
    main = places[0]
    close = Case.towns(main.latitude - 1, main.longitude - 1, main.latitude + 1, main.longitude + 1, _TOWNS)
    towns = {(_unmarked(t.name), t.latitude, t.longitude): t.people for t in (*near, *close)}
    return [[*key, people] for key, people in sorted(towns.items(), key=lambda item: (-item[1], item[0][0]))]


def _unmarked(name: str) -> str:
    """A name without the marks of a transliteration: "Khan Yunis" for "Khān Yūnis"."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
