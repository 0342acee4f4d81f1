"""Sums: figures of one day that only add up others ("seventeen left": 13, three and one), and must not be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from truceline.accounts.described import Alike, People, alike, people, same_parties
from truceline.accounts.fact import Fact, Measure, Told

MOST = 8
"""Of more figures than this some always add up to another by chance."""
_SIDES = frozenset({"in the deal", "outside the deal"})


@dataclass(frozen=True, slots=True)
class _Description:
    """``span`` is empty for a single occasion; ``sides`` are in or outside the deal."""

    people: People
    actors: frozenset[str]
    sides: frozenset[str]
    span: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One exact number of people or goods, by whoever gives it."""

    number: float
    description: _Description


def figure_of(facts: Iterable[Fact]) -> Figure | None:
    """The figure of facts that speak of one occasion; None where they give none, or several.

    What is told as a part needs no adding up: its whole is told as well.
    """
    told = [f for f in facts if f.told is Told.DONE and f.count is not None and f.per is None]
    numbers = {f.count for f in told}
    first = told[0] if told else None
    if first is None or first.count is None or len(numbers) > 1 or not first.count.exact:
        return None
    if first.measure not in (Measure.FLOW, Measure.TOTAL) or any(f.part_of for f in told):
        return None
    span = (first.start, first.end) if first.measure is Measure.TOTAL else ()
    sides = _SIDES.intersection(*(f.qualities for f in told))
    actors = frozenset(a for f in told for a in f.actors)
    return Figure(first.count.low, _Description(people(first.what, first.kinds), actors, sides, span))


def sums(figures: Sequence[Figure | None]) -> Mapping[int, tuple[int, ...]]:
    """For each figure that two or more others come to, by its place, the places of those; only where one way leads
    there. A sum is no part of another sum."""
    told: dict[_Description, list[int]] = defaultdict(list)
    for n, figure in enumerate(figures):
        if figure is not None:
            told[figure.description].append(n)
    if len(told) < 2:
        return {}
    inside = {w: [p for p in told if _may_be_in(p, w)] for w in told}
    found: dict[int, tuple[int, ...]] = {}
    for number, n in sorted((f.number, n) for n, f in enumerate(figures) if f is not None):
        within = inside[_figure(figures, n).description]
        if len(within) < 2:
            continue
        smaller = [m for p in within for m in told[p] if m not in found and _figure(figures, m).number < number]
        if 2 <= len(smaller) <= MOST and (parts := _one_way(number, sorted(smaller), figures)):
            found[n] = parts
    return found


def _figure(figures: Sequence[Figure | None], n: int) -> Figure:
    figure = figures[n]
    assert figure is not None
    return figure


def _one_way(number: float, smaller: list[int], figures: Sequence[Figure | None]) -> tuple[int, ...]:
    told = {n: _figure(figures, n) for n in smaller}
    ways = [
        some
        for size in range(2, len(smaller) + 1)
        for some in combinations(smaller, size)
        if sum(told[n].number for n in some) == number and _told_apart([told[n].description for n in some])
    ]
    return ways[0] if len(ways) == 1 else ()


def _may_be_in(part: _Description, whole: _Description) -> bool:
    """Whether all that is said of the whole is said of the part as well, and nothing against it."""
    if part.span != whole.span or not whole.people.said or not whole.sides <= part.sides:
        return False
    if same_parties(part.actors, whole.actors) is Alike.APART:
        return False
    marks = part.people.nations | part.people.marks >= whole.people.nations | whole.people.marks
    return marks and alike(part.people, whole.people) in (Alike.WIDER, Alike.SAME)


def _told_apart(parts: Sequence[_Description]) -> bool:
    return all(alike(a.people, b.people) is not Alike.SAME or a.sides != b.sides for a, b in combinations(parts, 2))
