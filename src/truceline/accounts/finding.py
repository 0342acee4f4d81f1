"""Finding: what the figures of one account come to when they are held against one another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    CONFLICT = "conflict"
    """The figures cannot all be true."""
    STALE = "stale"
    """A running total is that of an earlier day."""
    MORE = "more than told"
    """A running total is larger than the days that are told: some may be missing in the record."""
    NEGATIVE = "negative"
    """More are said to have left a population than were in it."""
    UNPLACED = "unplaced"
    """People of whom no population of the agreement speaks."""
    HOLDS = "holds"
    """The figures obey an identity exactly."""


@dataclass(frozen=True, slots=True)
class ConflictingSet:
    """Figures that cannot all be true, while any of them could be left out and the rest be true."""

    words: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """One smallest set of assumptions under which the figures obey the identity.

    ``counts`` and ``does_not_count`` are the claims of the deeds it says so of, ``aside`` those of the
    figures it sets aside; ``told`` are claims that say the same themselves.
    """

    sentence: str
    counts: tuple[str, ...] = ()
    does_not_count: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    size: int = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """``about`` is the duty or population concerned; ``identity`` the rule in words; ``numbers`` all that it sets
    against one another; ``claims`` those behind them. ``cut`` where not every reconciliation was tried.

    No figure is called right: a conflict is a fact about the figures, and so is what would reconcile them.
    """

    kind: FindingKind
    speaker: str
    about: str
    identity: str
    sentence: str
    numbers: tuple[float, ...] = ()
    claims: tuple[str, ...] = ()
    conflicts: tuple[ConflictingSet, ...] = ()
    reconciled_by: tuple[Reconciliation, ...] = ()
    cut: bool = False
