"""Node: claims that say quite the same of one deed, ready to be compared with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from truceline.accounts.described import People, people
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told

_FINE = 3 * 3600.0
"""A stretch of more seconds than this does not tell two deeds of a day apart."""
INSTANT = timedelta(microseconds=1)


class Lane(StrEnum):
    """What is never taken together, however alike it is: a running total is no day's number."""

    OCCASION = "occasion"
    RATE = "rate"
    TOTAL = "total"
    STOCK = "stock"
    DENIAL = "denial"
    PLANNED = "planned"
    OFFERED = "offered"
    DEMANDED = "demanded"
    SUPPOSED = "supposed"


Members = Mapping[str, tuple[str, ...]]
"""For a name, the sides it belongs to."""
Named = Mapping[str, str | Sequence[str]]
"""The same as a caller may give it: one side, or several."""


def sides_by_name(named: Named | None) -> Members:
    return {name: (sides,) if isinstance(sides, str) else tuple(sides) for name, sides in (named or {}).items()}


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """``facts`` in their order. Times are seconds since 1970, None where no words fix them.

    ``wholes`` are the claims of whose people these are told as a part.
    """

    facts: tuple[Fact, ...]
    deed: str
    lane: Lane
    people: People
    actors: frozenset[str]
    speakers: frozenset[str]
    recipients: frozenset[str]
    voices: frozenset[str]
    qualities: frozenset[str]
    count: Extent | None
    measure: Measure
    per: tuple[float, str] | None
    place: str
    start: float | None
    end: float | None
    wholes: frozenset[str]
    shape: tuple[Measure, str] | None
    """What its figure measures, and of what it is a rate; None where it has none."""
    looked: dict[object, tuple[object, list[Any]]] | None
    """For a denial, what was found for it in the clusters of a cell, as long as these are the same."""

    @property
    def precise(self) -> bool:
        return self.start is not None and self.end is not None and self.end - self.start <= _FINE

    @property
    def dated(self) -> bool:
        return self.start is not None or self.end is not None

    def within(self, other: Node) -> bool:
        """Whether these are told as a part of the other's people, or both as parts of one whole."""
        if not self.wholes:
            return False
        return not self.wholes.isdisjoint(other.wholes) or any(f.claim in self.wholes for f in other.facts)

    @property
    def first(self) -> Fact:
        return self.facts[0]


def lane_of(fact: Fact) -> Lane:
    if fact.told is Told.NOT_DONE:
        return Lane.DENIAL
    if fact.told is not Told.DONE:
        return Lane(fact.told.value)
    if fact.per is not None:
        return Lane.RATE
    return {Measure.TOTAL: Lane.TOTAL, Measure.STOCK: Lane.STOCK}.get(fact.measure, Lane.OCCASION)


def day_of(fact: Fact) -> date:
    """The local day under which a fact is filed: of what it tells, or else of its report.

    A total or a stock is filed under its last day, since that is what it is a count of.
    """
    if fact.measure in (Measure.TOTAL, Measure.STOCK):
        last = (fact.end or fact.known) - INSTANT
        return (max(last, fact.start) if fact.start is not None else last).date()
    if fact.start is not None:
        return fact.start.date()
    return ((fact.end or fact.known) - INSTANT).date()


def nodes_of(facts: Iterable[Fact], members: Members, judged: frozenset[str] = frozenset()) -> list[Node]:
    """Claims that say the same, gathered; those that people judged stand alone. ``facts`` are in order."""
    alike: dict[object, list[Fact]] = defaultdict(list)
    for fact in facts:
        # The parts of one whole are different people, however alike they are told.
        alone = fact.claim in judged or fact.part_of is not None
        alike[_said(fact, fact.claim if alone else "")].append(fact)
    return [_node(tuple(group), members) for group in alike.values()]


def _said(fact: Fact, apart: str) -> object:
    # A deed without anything said of it is one's own words alone.
    words = "" if fact.deed and (fact.actors or fact.what or fact.count) else (fact.voice, fact.words)
    return (
        fact.actors,
        fact.recipients,
        fact.what,
        fact.count,
        fact.kinds,
        fact.qualities,
        fact.start,
        fact.end,
        fact.place,
        fact.per,
        fact.measure,
        words,
        apart,
    )


def _node(facts: tuple[Fact, ...], members: Members) -> Node:
    first = facts[0]
    return Node(
        facts=facts,
        deed=first.deed,
        lane=lane_of(first),
        people=people(first.what, first.kinds),
        actors=_with_sides(first.actors, facts, members),
        speakers=_interned(tuple(s for f in facts for s in f.sides)),
        recipients=_with_sides(first.recipients, facts, members),
        voices=_interned(tuple(f.voice for f in facts)),
        qualities=first.qualities,
        count=first.count,
        measure=first.measure,
        per=first.per,
        place=first.place,
        start=_stamp(first.start),
        end=_stamp(first.end),
        wholes=_interned(tuple(f.part_of for f in facts if f.part_of)),
        shape=None if first.count is None else (first.measure, first.per[1] if first.per else ""),
        looked={} if first.told is Told.NOT_DONE else None,
    )


def _with_sides(names: tuple[str, ...], facts: tuple[Fact, ...], members: Members) -> frozenset[str]:
    if not names:
        return _NOBODY
    found = names
    for name in names:
        found += members.get(name, ())
    for fact in facts:
        if fact.speaker in names and len(fact.sides) > 1:
            found += fact.sides
    return _interned(found)


_NOBODY: frozenset[str] = frozenset()


@lru_cache(maxsize=4096)
def _interned(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(names)


def _stamp(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()
