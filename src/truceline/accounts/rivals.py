"""Rivals: two numbers told of the same people, or of the same deed, that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from truceline.accounts.account import Version
from truceline.accounts.assumptions import ABOUT, unique
from truceline.accounts.books import Books
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure
from truceline.accounts.finding import ConflictingSet, Finding, FindingKind
from truceline.accounts.people import beside
from truceline.accounts.pieces import days, told
from truceline.accounts.stock import Statement
from truceline.accounts.tally import spans
from truceline.accounts.wording import day, extent, listed, when
from truceline.agreements.deeds import deeds
from truceline.agreements.terms import Population

ONE_NUMBER = "one deed has one number"
ONE_STOCK = "those held are those held before, less whoever left since"
MOST_VERSIONS = 400
"""Deeds with rival numbers that are shown: the latest."""


def rival_findings(books: Books) -> Iterator[Finding]:
    """A finding for each deed whose tellers give numbers that exclude one another."""
    torn = [v for v in _every(books.account.versions) if v.taken and v.count is not None and not v.count.exact]
    for version in torn[-MOST_VERSIONS:]:
        facts = [f for f in version.incident.facts if f.claim in version.claims and f.count is not None]
        sets = [s for s in _by_number(facts) if s]
        clashing = [(a, b) for a, b in combinations(sets, 2) if _exclude(a[0], b[0])]
        clashing = [(a, b) for a, b in clashing if not _explained(books, version, a[0], b[0])]
        if clashing:
            yield _finding(books, version, clashing)


def _every(versions: Iterable[Version]) -> Iterator[Version]:
    for version in versions:
        if version.incident.measure in (Measure.FLOW, Measure.TOTAL) and version.incident.per is None:
            yield version
        yield from _every(version.parts)


def _by_number(facts: Iterable[Fact]) -> list[list[Fact]]:
    """The facts by their number, in the order in which the numbers were first told."""
    found: dict[object, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.count, []).append(fact)
    return list(found.values())


def _exclude(a: Fact, b: Fact) -> bool:
    return a.count is not None and b.count is not None and _wide(a).meet(_wide(b)) is None


def _wide(fact: Fact) -> Extent:
    """The number, a tenth wider on both sides where it is told as "about"."""
    count = fact.count or Extent()
    more = ABOUT if fact.about else 0.0
    return Extent(count.low * (1 - more), count.high * (1 + more))


def _explained(books: Books, version: Version, a: Fact, b: Fact) -> bool:
    """Whether one number only takes in whoever the other sets apart: 14 in all, 13 of them under the deal."""
    less, more = sorted((a, b), key=lambda f: f.count.low if f.count else 0.0)
    deal = {"in the deal", "outside the deal"}
    if not (less.count and more.count and less.qualities & deal and not more.qualities & deal):
        return False
    apart = more.count.low - less.count.low
    counts = [c for p in books.terms.populations if p.name in books.places(version) for c in _apart(books, p, version)]
    return any(sum(some) == apart for size in (1, 2, 3) for some in combinations(counts[:10], size))


def _apart(books: Books, population: Population, version: Version) -> list[float]:
    """The numbers of those who left on the other side of the deal in the same stretch."""
    side = bool(beside(version, population))
    pieces = days(told(books, population, (version.deed,)), books.zone)
    return [
        p.count.low for p in pieces if bool(beside(p.version, population)) is not side and spans(version, p.version)
    ]


def _finding(books: Books, version: Version, clashing: Sequence[tuple[list[Fact], list[Fact]]]) -> Finding:
    told_by = {id(s): s for pair in clashing for s in pair}.values()
    numbers = [s[0].count or Extent() for s in told_by]
    word = deeds()[version.deed].word if version.deed in deeds() else "there"
    what = next((w for w in version.what if w), "people")
    said = listed([f"{extent(n, s[0].about)} by {_tellers(s)}" for n, s in zip(numbers, told_by, strict=True)])
    sentence = f"{what} {word} {when(version, books.zone, 'on')}: {said}; they cannot all be true."
    sets = tuple(
        ConflictingSet(tuple(f"{s[0].count} by {_tellers(s)}" for s in pair), unique(f.claim for s in pair for f in s))
        for pair in clashing
    )
    claims = unique(f.claim for s in told_by for f in s)
    ends = tuple(dict.fromkeys(end for n in numbers for end in (n.low, n.high)))
    return Finding(FindingKind.CONFLICT, books.account.speaker, what, ONE_NUMBER, sentence, ends, claims, sets)


def _tellers(facts: Sequence[Fact]) -> str:
    names = ["a report" if f.voice.startswith("report:") else f.speaker for f in facts]
    return listed(list(dict.fromkeys(names)))


# --- those held ---------------------------------------------------------------------------------------
def stock_findings(books: Books) -> Iterator[Finding]:
    """A finding for each two statements of those held, one after the other, that the deeds between do not explain."""
    for population in books.terms.populations:
        for category in (None, *population.categories):
            told = sorted((s for s in books.said(population, category) if s.sharp), key=lambda s: (s.moment, s.until))
            for earlier, later in pairwise(told):
                rolled, between = books.brought(earlier, later.moment, population, category)
                if rolled.meet(later.count) is None and not (earlier.reclassified or later.reclassified):
                    about = f"{population.name}, {category.name}" if category else population.name
                    yield _stocks(books, about, (earlier, later), rolled, between)


def _stocks(
    books: Books, about: str, pair: tuple[Statement, Statement], rolled: Extent, between: tuple[str, ...]
) -> Finding:
    earlier, later = pair
    said = [f"{extent(s.count, s.about)} held by the word of {s.teller} on {day(s.moment, books.zone)}" for s in pair]
    left = f", which whoever left between makes {extent(rolled)}" if between else ", and nobody left between"
    numbers = tuple(dict.fromkeys(e for s in pair for e in (s.count.low, s.count.high)))
    return Finding(
        FindingKind.CONFLICT,
        books.account.speaker,
        about,
        ONE_STOCK,
        f"{said[0]}{left}; {said[1]}.",
        numbers,
        unique((*earlier.claims, *later.claims, *between)),
        (ConflictingSet((said[0], said[1]), unique((*earlier.claims, *later.claims, *between))),),
    )
