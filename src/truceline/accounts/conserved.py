"""Conserved: those taken are those held, those who came back, and, unless they are counted among the held, the dead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import inf

from truceline.accounts.account import Version
from truceline.accounts.assumptions import Figure, System, unique
from truceline.accounts.books import Books, deeds_of
from truceline.accounts.entry import Number
from truceline.accounts.extent import Extent
from truceline.accounts.finding import Finding, FindingKind
from truceline.accounts.solver import Equation
from truceline.accounts.stock import Statement, facts_in
from truceline.accounts.tally import is_total
from truceline.accounts.wording import day, extent, listed
from truceline.agreements.terms import Population

IDENTITY = "taken = held + back + bodies back, and the dead where they are not counted among the held"
BACK = ("released", "rescued")


def conserved_findings(books: Books) -> Iterator[Finding]:
    """A finding for each statement of those held against those taken, and one where a population goes below none."""
    for population in books.terms.populations:
        yield from _below(books, population)
        taken = books.summed(population, None, "taken")
        if not taken.count.known or taken.count == Extent.exactly(0):
            continue
        for statement in books.said(population, None):
            if statement.sharp and not statement.living and statement.moment <= books.at:
                yield from _against(books, population, taken, statement)


def _below(books: Books, population: Population) -> Iterator[Finding]:
    for category in (None, *population.categories):
        held = books.held(population, category)
        if held.below:
            about = f"{population.name}, {category.name}" if category else population.name
            sentence = f"{held.below:,g} more are said to have left than were held: {held.why}."
            numbers = tuple(s.count.low for s in held.told)
            kind = FindingKind.NEGATIVE
            yield Finding(kind, books.account.speaker, about, IDENTITY, sentence, numbers, held.claims)


@dataclass(frozen=True, slots=True)
class _Back:
    """Those who came back alive by a moment."""

    count: Extent
    claims: tuple[str, ...]
    words: str


def _against(books: Books, population: Population, taken: Number, held: Statement) -> Iterator[Finding]:
    early = replace_at(books, held)
    backs = list(_told_back(early, population)) or [_summed_back(early, population)]
    for back in backs:
        yield from _Sum(early, population, taken, held, back).findings()


def replace_at(books: Books, held: Statement) -> Books:
    """The books at the end of the day of which a statement speaks."""
    return books.as_of(min(books.at, max(held.until, held.moment)))


def _told_back(books: Books, population: Population) -> Iterator[_Back]:
    """Totals of all who came back: those that reach back before the agreement, or have releases as parts."""
    for total in _latest(_totals(books, population)):
        tellers = listed(list(dict.fromkeys(f.speaker for f in total.incident.facts if f.claim in total.claims)))
        count = total.count or Extent()
        yield _Back(count, total.claims, f"{extent(count, total.about)} back by the word of {tellers}")


def _totals(books: Books, population: Population) -> Iterator[Version]:
    leaving = {*deeds_of("released"), *deeds_of("rescued")}
    named = {f.part_of for f in facts_in(books.account.versions) if f.part_of and f.deed in leaving}
    for version in books.account.versions:
        if not version.taken or version.count is None or not is_total(version):
            continue
        whole = not version.deed and any(c in named for c in version.claims)
        back = version.deed in leaving and version.start is not None and version.start < books.terms.signed
        if (whole or back) and population.name in books.places(version) and (version.start or books.at) <= books.at:
            yield version


def _latest(totals: Iterable[Version]) -> list[Version]:
    """The one that reaches furthest."""
    ordered = sorted(totals, key=lambda v: (v.end.timestamp() if v.end else 0.0, v.count.low if v.count else 0.0))
    return ordered[-1:]


def _summed_back(books: Books, population: Population) -> _Back:
    """Those released, before the agreement, under it and apart from it, and rescued; none where none is told."""
    numbers = [
        books.released(population, None),
        books.released(population, None, apart=True),
        books.earlier(population),
        books.summed(population, None, "rescued"),
    ]
    counts = [n.count if n.claims else Extent.exactly(0) for n in numbers]
    count = Extent.sum(counts)
    return _Back(count, unique(c for n in numbers for c in n.claims), f"{extent(count)} back")


@dataclass(frozen=True, slots=True)
class _Sum:
    books: Books
    population: Population
    taken: Number
    held: Statement
    back: _Back

    def findings(self) -> Iterator[Finding]:
        figures = self._figures()
        outcome = self._system(figures).outcome()
        if outcome.holds is None or (outcome.holds and not all(f.extent.exact for f in figures)):
            return
        parts = [f for f in figures[1:] if f.extent.high]
        low, high = (sum(getattr(f.extent, end) for f in parts) for end in ("low", "high"))
        made = f"{' + '.join(str(f.extent) for f in parts)} = {Extent(low, high)}"
        taken = extent(self.taken.count, self.taken.about)
        kind = FindingKind.HOLDS if outcome.holds else FindingKind.CONFLICT
        words = "; ".join(f.words for f in figures)
        sentence = f"{made}, {'as' if outcome.holds else 'against'} {taken} taken: {words}."
        numbers = tuple(dict.fromkeys((*(e for f in figures for e in (f.extent.low, f.extent.high) if e != inf), low)))
        yield Finding(
            kind,
            self.books.account.speaker,
            self.population.name,
            IDENTITY,
            sentence,
            numbers,
            unique(c for f in figures for c in f.claims),
            outcome.conflicts,
            outcome.reconciled_by,
            outcome.cut,
        )

    def _figures(self) -> list[Figure]:
        moment = day(self.held.moment, self.books.zone)
        held = f"{extent(self.held.count, self.held.about)} held by the word of {self.held.teller} on {moment}"
        taken = f"{extent(self.taken.count, self.taken.about)} taken"
        figures = [
            Figure("taken", taken, self.taken.count, self.taken.claims, self.taken.about),
            Figure("held", held, self.held.count, self.held.claims, self.held.about),
            Figure("back", self.back.words, self.back.count, self.back.claims),
        ]
        found = self.books.summed(self.population, None, "recovered")
        if found.claims:
            figures.append(Figure("bodies", f"{extent(found.count)} bodies back", found.count, found.claims))
        dead = self.books.dead(self.population, None)
        if dead.claims:
            words = f"none to all of the {extent(dead.count)} dead not counted among the held"
            figures.append(Figure("dead", words, replace(dead.count, low=0.0), dead.claims))
        return figures

    def _system(self, figures: list[Figure]) -> System:
        terms = ((1.0, "taken"), *((-1.0, f.name) for f in figures[1:]))
        return System(tuple(figures), (Equation(IDENTITY, tuple(terms)),))
