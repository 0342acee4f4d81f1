"""Incident: the claims that speak of one and the same deed, and why they were taken together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.fact import Fact, Measure, Told


@dataclass(frozen=True, slots=True)
class Merge:
    """That the claims ``a`` and ``b`` speak of one deed, with the reason; ``sure`` False is for a person to review."""

    a: str
    b: str
    reason: str
    sure: bool = True
    by: str = ""
    """The author of the judgement; "" where it follows from the rules alone."""


@dataclass(frozen=True, slots=True)
class Incident:
    """``facts`` are in order of when they were known; ``id`` follows from the earliest of them.

    ``start`` to ``end`` is the narrowest stretch that the facts agree on, or the hull where they differ.
    """

    id: str
    deed: str
    facts: tuple[Fact, ...]
    merges: tuple[Merge, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    day_known: bool = True
    """False where nothing but the day of the report fixes ``start`` and ``end``."""
    whole: str = ""
    """The id of the incident of whose people these are a part ("10 Thais" of "eleven foreigners"); "" for none."""
    sum_of: tuple[str, ...] = ()
    """The ids of the incidents that this one only adds up ("seventeen left": 13, three and one)."""
    mention: bool = False
    """Whether it may be one of several other incidents, and nothing tells which: never counted beside them."""

    @property
    def measure(self) -> Measure:
        """What its figures measure; NONE where no claim gives one."""
        return next((f.measure for f in self.facts if f.measure is not Measure.NONE), Measure.NONE)

    @property
    def per(self) -> tuple[float, str] | None:
        """What a rate is counted against ("a day" is 1, "day"); None for plain figures."""
        return next((f.per for f in self.facts if f.per is not None), None)

    @property
    def told(self) -> Told:
        """What is told: done, unless every claim says otherwise; then as the first claim has it."""
        return Told.DONE if any(f.told is Told.DONE for f in self.facts) else self.facts[0].told

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(f.claim for f in self.facts)
