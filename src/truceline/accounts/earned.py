"""Earned: whether the days by which a truce was extended are those that the releases earned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil, inf

from truceline.accounts.account import Version
from truceline.accounts.assumptions import Assumed, Assumption, Figure, System, unique
from truceline.accounts.binding import binding
from truceline.accounts.books import Books, deeds_of
from truceline.accounts.extent import Extent
from truceline.accounts.finding import Finding, FindingKind
from truceline.accounts.kinds import Fit, plain_all
from truceline.accounts.people import beside, fit_of, kinds_of
from truceline.accounts.pieces import Piece, days, told
from truceline.accounts.solver import Equation
from truceline.accounts.tally import narrowed
from truceline.accounts.wording import number, people, when
from truceline.agreements.clock import later
from truceline.agreements.terms import Duty, DutyKind, Earned, Population

IDENTITY = "the days given are those that the releases beyond the first ones earned"


@dataclass(frozen=True, slots=True)
class Base:
    """What the first stretch of the truce was given for; ``duty`` None where no duty says so."""

    need: float
    duty: Duty | None


def base_of(books: Books, earned: Earned) -> Base:
    """The releases that the truce itself was given for: the first plain amount owed of the same people."""
    for duty in books.terms.duties:
        amount = duty.amount
        if amount is None or amount.low is None or amount.all or not duty.owed or duty.kind is not DutyKind.COUNT:
            continue
        plain = not (duty.ratio or duty.each or duty.schedule)
        if plain and duty.what == earned.of and set(duty.by) & set(earned.by_party):
            return Base(amount.low, duty)
    return Base(0.0, None)


def released_for(books: Books, earned: Earned, population: Population) -> tuple[list[Piece], list[Piece]]:
    """The releases that count for an extension, and those apart that could."""
    category = population.category(earned.category) if earned.category else None
    versions = told(books, population, deeds_of("released"))
    pieces = days(versions, books.zone, lambda v: (fit_of(v, population, category) is Fit.NO, beside(v, population)))
    apart = [p for p in pieces if beside(p.version, population)]
    under = [p for p in pieces if p not in apart]
    if earned.outside:
        return [*under, *apart], []
    foreign = plain_all(population.outside)
    return under, [p for p in apart if not kinds_of(p.version, population) & foreign]


def presumed(piece: Piece, population: Population, category: str) -> Extent:
    """How many of a piece fall in the category: of those under the deal, all whom nothing speaks against."""
    found = population.category(category) if category else None
    fit = fit_of(piece.version, population, found)
    under = beside(piece.version, population) is False
    return narrowed(piece.count, Fit.YES if fit is Fit.MAYBE and under else fit)


def extensions(books: Books) -> tuple[Version, ...]:
    """The extensions that the account tells of, by the books' moment; "a day for every ten" is none of them."""
    told = (v for v in books.account.by_deed.get("extend", ()) if v.taken and not v.incident.per)
    found = (v for v in told if v.count and v.count.exact)
    return tuple(v for v in found if not ((v.start or v.known) and (v.start or v.known or books.at) > books.at))


def earned_findings(books: Books) -> Iterator[Finding]:
    """Once the days given have passed: the releases they were given for, against those told."""
    truce = books.terms.truce
    if truce is None or truce.earned is None or truce.earned.amount.low is None:
        return
    population = books.terms.population(truce.earned.of)
    given = extensions(books)
    if population is None or not given:
        return
    ends = binding(books.account, books.terms, books.at, lambda _: None).truce.end
    if ends is not None and ends <= books.at:
        yield from _Sum(books, truce.earned, population, given, ends).findings()


@dataclass(frozen=True, slots=True)
class _Sum:
    books: Books
    earned: Earned
    population: Population
    given: Sequence[Version]
    ends: datetime

    def findings(self) -> Iterator[Finding]:
        under, apart = released_for(self.books, self.earned, self.population)
        under, apart = self._during(under), self._during(apart)
        times = sum(v.count.low for v in self.given if v.count) / self.earned.by.amount
        base = base_of(self.books, self.earned)
        per = self.earned.amount.need or 0.0
        need = base.need + per * times
        count = Extent.sum(self._falls_in(p) for p in under)
        if not under or not count.exact:
            # Where no release is told, it is unknown how many there were.
            return
        outcome = self._system(under, apart, need, times).outcome()
        if outcome.holds is None:
            return
        given = times * self.earned.by.amount
        unit = self.earned.by.unit.value if given != 1 else self.earned.by.unit.value[:-1]
        made = (
            f"{base.need:,g} + {times:,g} x {per:,g} = {need:,g}" if base.need else f"{times:,g} x {per:,g} = {need:,g}"
        )
        sentence = (
            f"{number(given)} {unit} {'was' if given == 1 else 'were'} given for {made}; "
            f"{count} {self.population.name} that count were released."
        )
        kind = FindingKind.HOLDS if outcome.holds else FindingKind.CONFLICT
        numbers = tuple(dict.fromkeys((need, count.low, base.need, per, times)))
        claims = unique((*self._claims, *(c for p in under for c in p.claims)))
        yield Finding(
            kind,
            self.books.account.speaker,
            "extension",
            IDENTITY,
            sentence,
            numbers,
            claims,
            outcome.conflicts,
            outcome.reconciled_by,
            outcome.cut,
        )

    def _system(self, under: Sequence[Piece], apart: Sequence[Piece], need: float, times: float) -> System:
        figures = [self._figure(f"r{i}", p, self._falls_in(p)) for i, p in enumerate(under)]
        figures += [self._figure(f"a{i}", p, Extent.exactly(0)) for i, p in enumerate(apart)]
        terms = (*((1.0, f.name) for f in figures), (-1.0, "need"))
        figures.append(
            Figure("need", f"the {need:,g} that the days were given for", Extent.exactly(need), self._claims)
        )
        counting = (self._counts(f"a{i}", p) for i, p in enumerate(apart))
        assumed = (*counting, *self._tolerance(under, times, self.earned.amount.need or 0.0))
        return System(tuple(figures), (Equation(IDENTITY, terms, 0.0, inf),), assumed)

    @property
    def _claims(self) -> tuple[str, ...]:
        return unique(c for v in self.given for c in v.claims)

    def _during(self, pieces: Sequence[Piece]) -> list[Piece]:
        return [p for p in pieces if p.version.start and p.version.start < self.ends and p.count.known]

    def _falls_in(self, piece: Piece) -> Extent:
        return presumed(piece, self.population, self.earned.category)

    def _figure(self, name: str, piece: Piece, extent: Extent) -> Figure:
        return Figure(name, self._said(piece), extent, piece.claims)

    def _said(self, piece: Piece) -> str:
        return f"{people(piece.version)} {when(piece.version, self.books.zone)}"

    def _counts(self, name: str, piece: Piece) -> Assumption:
        does, does_not = ("counts", "does not") if piece.count == Extent.exactly(1) else ("count", "do not")
        told = tuple(f.claim for f in piece.version.incident.facts if "counts" in f.qualities)
        said = self._said(piece)
        changes = ((name, self._falls_in(piece)),)
        return Assumption(Assumed.COUNTS, f"{said} {does}", changes, piece.claims, f"{said} {does_not}", told)

    def _tolerance(self, under: Sequence[Piece], times: float, per: float) -> Iterator[Assumption]:
        """That the least released on one of the days given will do for what each was given for."""
        if times == inf:
            return
        first = later(self.ends, self.earned.by, self.books.zone, -round(times))
        by_day: dict[object, float] = {}
        for piece in under:
            if piece.when and piece.version.start and piece.version.start >= first.replace(hour=0, minute=0):
                by_day[piece.when] = by_day.get(piece.when, 0.0) + self._falls_in(piece).low
        least = min(by_day.values(), default=0.0)
        if 0 < least < per:
            fewer = base_of(self.books, self.earned).need + ceil(least) * times
            words = f"{number(least)} will do for {number(per)}"
            yield Assumption(Assumed.OTHER, words, (("need", Extent(fewer, inf)),))
