"""Intervals by the bootstrap over texts: how far a measure would wander had other texts been taken.

Texts are drawn with replacement, as many as there are, and the measure is made of the sum of their
counts; the interval holds 95 of 100 draws. Two runs are compared on the same draws.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from truceline.benchmarks.scoring.counts import Counts, added

DRAWS = 1000
_LOW, _HIGH = 0.025, 0.975
Measure = Callable[[Counts], float]


@dataclass(frozen=True, slots=True)
class Interval:
    """A measure of all texts, and the bounds that hold 95 of 100 draws."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What a second run has more than a first one, on the same texts."""

    value: float
    low: float
    high: float
    better: float
    """The share of draws in which the second run is the better one; draws without a difference count half."""

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out no difference."""
        return self.low > 0 or self.high < 0


def interval(units: Sequence[Counts], measure: Measure, draws: int = DRAWS, seed: int = 0) -> Interval:
    """The measure with its interval; without draws or texts the bounds are the value itself."""
    value = measure(added(units))
    if not units or not draws:
        return Interval(value, value, value)
    table = _Table(units)
    found = sorted(measure(table.sum(draw)) for draw in _draws(len(units), draws, seed))
    return Interval(value, found[int(_LOW * draws)], found[int(_HIGH * draws)])


def difference(
    before: Sequence[Counts], after: Sequence[Counts], measure: Measure, draws: int = DRAWS, seed: int = 0
) -> Difference:
    """How much more the second run reaches; both must have counts of the same texts in the same order."""
    value = measure(added(after)) - measure(added(before))
    if not before or not draws:
        return Difference(value, value, value, 0.5)
    first, second = _Table(before), _Table(after)
    found = sorted(measure(second.sum(draw)) - measure(first.sum(draw)) for draw in _draws(len(before), draws, seed))
    better = sum((d > 0) + 0.5 * (d == 0) for d in found) / draws
    return Difference(value, found[int(_LOW * draws)], found[int(_HIGH * draws)], better)


def _draws(size: int, draws: int, seed: int) -> list[list[int]]:
    chance = random.Random(seed)  # noqa: S311  (drawing texts, no secret)
    return [chance.choices(range(size), k=size) for _ in range(draws)]


class _Table:
    """Counts of texts as rows of numbers, so that a thousand sums are quick."""

    def __init__(self, units: Sequence[Counts]) -> None:
        import numpy as np

        self._names = list(added(units))
        self._rows = np.array([[unit.get(name, 0) for name in self._names] for unit in units], dtype=float)

    def sum(self, draw: Sequence[int]) -> Counts:
        sums = self._rows[list(draw)].sum(axis=0)
        return dict(zip(self._names, sums.tolist(), strict=True))
