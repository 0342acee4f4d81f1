"""Running: running totals held against the days that they span."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from truceline.accounts.account import Version
from truceline.accounts.assumptions import Assumed, Assumption, Figure, Outcome, System, unique
from truceline.accounts.books import Books, deeds_of
from truceline.accounts.extent import Extent
from truceline.accounts.finding import Finding, FindingKind
from truceline.accounts.kinds import Fit, plain_all
from truceline.accounts.people import beside, kinds_of
from truceline.accounts.pieces import Piece, Total, days, told, totals, within
from truceline.accounts.solver import Equation
from truceline.accounts.tally import narrowed, spans
from truceline.accounts.wording import added, day, last_day, number, people, when
from truceline.agreements.terms import Population

IDENTITY = "a running total is the sum of the days that it spans"
MOST_TOTALS = 40
"""Running totals of one kind of deed that are checked: the latest ones."""
MOST_MISSING = 0.5
"""Where the days come to less than this share of a total, they are too few to be held against it."""
MOST_ADDED = 12
"""Days that a sum writes out one by one."""


def running_findings(books: Books) -> Iterator[Finding]:
    """A finding for each running total that days are told for: it holds, is stale, more than told, or in conflict."""
    for population in books.terms.populations:
        for column in ("released", "recovered", "rescued", "taken"):
            versions = told(books, population, deeds_of(column))
            for total in list(totals(versions))[-MOST_TOTALS:]:
                # Whether the parts are told apart matters only to a total of some of them.
                whole = days(versions, books.zone, partial(_is_beside, population))
                ways = (_Check(books, population, total, p) for p in (whole, days(versions, books.zone)))
                finding = next((f for way in ways if (f := way.finding()) is not None), None)
                if finding is not None:
                    yield finding


def _is_beside(population: Population, version: Version) -> bool:
    return bool(beside(version, population))


@dataclass(frozen=True, slots=True)
class _Check:
    books: Books
    population: Population
    total: Total
    pieces: tuple[Piece, ...]

    def finding(self) -> Finding | None:
        mine = [(p, self._fit(p)) for p in self.pieces]
        spanned = [(p, f) for p, f in mine if f is not Fit.NO]
        summed = Extent.sum(narrowed(p.count, f) for p, f in spanned)
        if not spanned or not summed.exact:
            return None
        pieces = [p for p, _ in spanned]
        if summed.low == self.total.count:
            return self._made(FindingKind.HOLDS, pieces, f"{self._sum(pieces)}, as {self._said}.")
        if (stale := self._stale(pieces, summed.low)) is not None:
            return stale
        return self._off(pieces, summed.low)

    def _fit(self, piece: Piece) -> Fit:
        if not spans(self.total.version, piece.version) or self._earlier(piece):
            return Fit.NO
        return within(piece.version, self.total.version, self.population)

    def _earlier(self, piece: Piece) -> bool:
        """Whether a piece spans a longer stretch of its own that the total need not hold."""
        start, end = self.total.version.start, self.total.version.end
        own = piece.version
        return bool(start and own.start and own.start < start) or bool(end and own.end and own.end > end)

    @property
    def _said(self) -> str:
        return f"the {self.total.count:,g} told {when(self.total.version, self.books.zone)}"

    def _sum(self, pieces: Sequence[Piece]) -> str:
        numbers = [p.count.low for p in pieces]
        if len(numbers) == 1:
            return f"{numbers[0]:,g}"
        if len(numbers) > MOST_ADDED:
            days = {p.when for p in pieces}
            whose = "days" if len(days) == len(numbers) else "figures told"
            if None not in days and len(days) != len(numbers):
                whose = f"{whose} of {'one day' if len(days) == 1 else f'{number(len(days))} days'}"
            return f"The {len(numbers)} {whose} come to {sum(numbers):,g}"
        return f"{added(numbers)} = {sum(numbers):,g}"

    def _stale(self, pieces: Sequence[Piece], summed: float) -> Finding | None:
        """Where the total is what the days came to at an earlier moment, and more had been done by its own."""
        if summed < self.total.count or any(p.version.start is None for p in pieces):
            return None
        ordered = sorted(pieces, key=lambda p: p.version.start.timestamp() if p.version.start else 0.0)
        running, last = 0.0, None
        for index, piece in enumerate(ordered):
            running += piece.count.low
            later = ordered[index + 1] if index + 1 < len(ordered) else None
            if running == self.total.count and later and later.version.start != piece.version.start:
                last = index
        if last is None:
            return None
        zone, until = self.books.zone, ordered[last].version
        end = self.total.end
        as_of = f"by {last_day(end, zone)}" if end else "in all"
        sentence = (
            f"{self.total.count:,g} is what the days came to by {day(until.start, zone) if until.start else ''}; "
            f"{as_of} they came to {summed:,g}."
        )
        return self._made(FindingKind.STALE, ordered, sentence, (running, summed))

    def _off(self, pieces: Sequence[Piece], summed: float) -> Finding | None:
        """More or less than the days: more may be missing in the record, less cannot be."""
        less = self.total.count < summed
        if not less and summed < self.total.count * MOST_MISSING:
            return None
        outcome = self._system(pieces).outcome(most=2)
        if outcome.holds is not False:
            return None
        if not less:
            said = tuple(r for r in outcome.reconciled_by if not r.aside)
            outcome = replace(outcome, conflicts=(), reconciled_by=said)
        apart = abs(self.total.count - summed)
        sentence = f"{self._sum(pieces)}, {apart:,g} {'more' if less else 'fewer'} than {self._said}."
        kind = FindingKind.CONFLICT if less else FindingKind.MORE
        return self._made(kind, pieces, sentence, (summed,), outcome)

    def _system(self, pieces: Sequence[Piece]) -> System:
        apart = [p for p in self.pieces if p not in pieces and self._might(p)]
        figures = [Figure(f"d{i}", self._of(p), p.count, p.claims, p.about) for i, p in enumerate(pieces)]
        figures += [Figure(f"a{i}", self._of(p), Extent.exactly(0), p.claims) for i, p in enumerate(apart)]
        figures.append(Figure("t", self._said, Extent.exactly(self.total.count), self.total.claims))
        terms = tuple((-1.0 if f.name == "t" else 1.0, f.name) for f in figures)
        assumed = tuple(self._counts(f"a{i}", p) for i, p in enumerate(apart))
        return System(tuple(figures), (Equation(IDENTITY, terms),), assumed)

    def _might(self, piece: Piece) -> bool:
        """Whether a piece of the same days could be among those counted, though it is told as apart from them."""
        foreign = kinds_of(piece.version, self.population) & plain_all(self.population.outside)
        inside = spans(self.total.version, piece.version) and not self._earlier(piece)
        return inside and not foreign and piece.count.known and bool(beside(piece.version, self.population))

    def _counts(self, name: str, piece: Piece) -> Assumption:
        one = piece.count == Extent.exactly(1)
        does, does_not = ("is", "is not") if one else ("are", "are not")
        said = self._of(piece)
        words = (f"{said} {does} counted", f"{said} {does_not}")
        return Assumption(Assumed.COUNTS, words[0], ((name, piece.count),), piece.claims, words[1])

    def _of(self, piece: Piece) -> str:
        return f"{people(piece.version)} {when(piece.version, self.books.zone)}"

    def _made(
        self,
        kind: FindingKind,
        pieces: Sequence[Piece],
        sentence: str,
        numbers: tuple[float, ...] = (),
        outcome: Outcome | None = None,
    ) -> Finding:
        found = outcome or Outcome(True)
        claims = unique((*self.total.claims, *(c for p in pieces for c in p.claims)))
        every = (self.total.count, *numbers, *(p.count.low for p in pieces))
        return Finding(
            kind,
            self.books.account.speaker,
            self.population.name,
            IDENTITY,
            sentence,
            tuple(dict.fromkeys(every)),
            claims,
            found.conflicts,
            found.reconciled_by,
            found.cut,
        )
