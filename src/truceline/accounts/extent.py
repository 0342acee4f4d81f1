"""Extent: how many, as a range that can be added up; an open end stays open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True, slots=True)
class Extent:
    """From ``low`` to ``high``, both inclusive; ``high`` is ``inf`` where nobody says an end. Unknown is 0 to inf."""

    low: float = 0.0
    high: float = inf

    @classmethod
    def exactly(cls, number: float) -> Extent:
        return cls(number, number)

    @classmethod
    def sum(cls, extents: Iterable[Extent]) -> Extent:
        """All of them together; of none, exactly 0."""
        low = high = 0.0
        for extent in extents:
            low += extent.low
            high += extent.high
        return cls(low, high)

    @classmethod
    def hull(cls, extents: Iterable[Extent]) -> Extent:
        """The narrowest that holds each of them; of none, unknown."""
        all = list(extents)
        return cls(min(e.low for e in all), max(e.high for e in all)) if all else cls()

    def meet(self, other: Extent) -> Extent | None:
        """What both allow; None where they exclude each other."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Extent(low, high) if low <= high else None

    def plus(self, other: Extent) -> Extent:
        return Extent(self.low + other.low, self.high + other.high)

    def minus(self, other: Extent) -> Extent:
        """The difference of the two as ranges; it may go below 0."""
        return Extent(self.low - other.high, self.high - other.low)

    def times(self, factor: float) -> Extent:
        """Raises nothing; a factor of 0 gives exactly 0."""
        if factor == 0:
            return Extent.exactly(0)
        ends = (self.low * factor, self.high * factor)
        return Extent(min(ends), max(ends))

    def holds(self, number: float) -> bool:
        return self.low <= number <= self.high

    @property
    def exact(self) -> bool:
        return self.low == self.high

    @property
    def known(self) -> bool:
        """Whether anything at all is known."""
        return self != Extent()

    def __str__(self) -> str:
        low = f"{self.low:,g}"
        if self.high == inf:
            return "not known" if self.low == 0 else f"{low} or more"
        return low if self.exact else f"{low} to {self.high:,g}"
