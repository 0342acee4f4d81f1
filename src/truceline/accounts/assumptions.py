"""Assumptions: what might be assumed of figures under an identity, and the fewest assumptions that reconcile them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from truceline.accounts.extent import Extent
from truceline.accounts.finding import ConflictingSet, Reconciliation
from truceline.accounts.solver import Domains, Equation, possible, propagate, reasons, smallest
from truceline.accounts.wording import listed

ABOUT = 0.1
"""How far "about" may be off: a tenth. A convention of this program, said wherever it is used."""
MOST_ASSUMPTIONS = 80
MOST_TRIED = 3000
MOST_LEFT_OUT = 130
"""Figures that are left out on trial, for each conflicting set that is asked for."""


class Assumed(StrEnum):
    COUNTS = "counts"
    DOES_NOT_COUNT = "does not count"
    ASIDE = "set aside"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that somebody gives. ``name`` is its variable."""

    name: str
    words: str
    extent: Extent
    claims: tuple[str, ...]
    about: bool = False


@dataclass(frozen=True, slots=True)
class Assumption:
    """What may be assumed: the variables take these values instead. ``otherwise`` says what holds where it is not
    assumed, for what would be left open; ``told`` are claims that say it themselves."""

    kind: Assumed
    words: str
    changes: tuple[tuple[str, Extent], ...]
    claims: tuple[str, ...] = ()
    otherwise: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """``holds`` is None where the search could not tell."""

    holds: bool | None
    conflicts: tuple[ConflictingSet, ...] = ()
    reconciled_by: tuple[Reconciliation, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class System:
    """Figures, the equations they should obey, and what might be assumed."""

    figures: tuple[Figure, ...]
    equations: tuple[Equation, ...]
    assumptions: tuple[Assumption, ...] = ()

    @property
    def domains(self) -> dict[str, Extent]:
        return {f.name: f.extent for f in self.figures}

    def outcome(self, most: int = 6) -> Outcome:
        """Whether the figures can all be true, and if not, why (up to ``most`` sets), and what would reconcile them."""
        if (holds := possible(self.domains, self.equations)) is not False:
            return Outcome(holds)
        found = reasons(self.domains, self.equations, most, budget=most * MOST_LEFT_OUT)
        by_name = {f.name: f for f in self.figures}
        sets = tuple(_set([by_name[n] for n in names]) for names in found.sets)
        core = {n for names in found.sets for n in names}
        return self._reconciled(sets, core, found.cut)

    def _reconciled(self, sets: tuple[ConflictingSet, ...], core: set[str], cut: bool) -> Outcome:
        tried = (*self.assumptions, *self._about(), *_aside([f for f in self.figures if f.name in core]))
        cut, tried = cut or len(tried) > MOST_ASSUMPTIONS, tried[:MOST_ASSUMPTIONS]
        costs = [int(a.kind is Assumed.ASIDE) for a in tried]
        found = smallest(costs, lambda s: self._works([tried[i] for i in s]), budget=MOST_TRIED)
        made = tuple(_reconciliation([tried[i] for i in s], self.assumptions) for s in found.sets)
        return Outcome(False, sets, made, cut or found.cut)

    def _about(self) -> Iterator[Assumption]:
        """That a figure told as "about" stands for what the others make of it, if that is no more than a tenth off."""
        for figure in self.figures:
            if not figure.about or figure.extent.high == inf:
                continue
            width = figure.extent.high * ABOUT
            wider = Extent(max(0.0, figure.extent.low - width), figure.extent.high + width)
            others = {f.name: f.extent for f in self.figures if f is not figure}
            asked = (propagate(others, self.equations) or {}).get(figure.name, Extent())
            stands = asked.meet(wider) or wider
            words = f"{figure.words} stands for {stands}, less than a tenth off"
            yield Assumption(Assumed.OTHER, words, ((figure.name, wider),), figure.claims)

    def _works(self, assumed: Sequence[Assumption]) -> bool:
        changed = [v for a in assumed for v, _ in a.changes]
        if len(set(changed)) < len(changed):
            return False
        domains = self.domains | {v: e for a in assumed for v, e in a.changes}
        return all(_in_reach(e, domains) for e in self.equations) and possible(domains, self.equations) is True


def _in_reach(equation: Equation, domains: Domains) -> bool:
    """A quick look before the search: whether the ranges as they are reach the sum at all."""
    low = high = 0.0
    for factor, variable in equation.terms:
        part = domains.get(variable, Extent()).times(factor)
        low, high = low + part.low, high + part.high
    return low <= equation.high + 1e-6 and high >= equation.low - 1e-6


def _set(figures: Sequence[Figure]) -> ConflictingSet:
    return ConflictingSet(tuple(f.words for f in figures), unique(c for f in figures for c in f.claims))


def unique(claims: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claims))


def _aside(figures: Iterable[Figure]) -> Iterable[Assumption]:
    for figure in figures:
        words = f"one leaves aside {figure.words}"
        yield Assumption(Assumed.ASIDE, words, ((figure.name, Extent()),), figure.claims)


def _reconciliation(assumed: Sequence[Assumption], offered: Sequence[Assumption]) -> Reconciliation:
    """What is assumed, and beside it what is then not assumed of its like."""
    counting = any(a.kind is Assumed.COUNTS for a in assumed)
    others = [a for a in offered if a.kind is Assumed.COUNTS and a not in assumed and a.otherwise] if counting else []
    words = [a.words for a in assumed] + [a.otherwise for a in others]

    def of(kind: Assumed) -> tuple[str, ...]:
        return unique(c for a in assumed if a.kind is kind for c in a.claims)

    return Reconciliation(
        sentence=listed(words) if len(words) > 2 else ", ".join(words),
        counts=of(Assumed.COUNTS),
        does_not_count=unique((*of(Assumed.DOES_NOT_COUNT), *(c for a in others for c in a.claims))),
        aside=of(Assumed.ASIDE),
        told=unique(c for a in assumed for c in a.told),
        size=len(assumed),
    )
