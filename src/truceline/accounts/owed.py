"""Owed: where the days come to exactly what a duty asks for."""

from __future__ import annotations

from collections.abc import Iterator

from truceline.accounts.account import Version
from truceline.accounts.assumptions import unique
from truceline.accounts.books import Books
from truceline.accounts.extent import Extent
from truceline.accounts.finding import Finding, FindingKind
from truceline.accounts.kinds import Fit
from truceline.accounts.people import beside, fit_of
from truceline.accounts.pieces import days, told
from truceline.accounts.wording import added
from truceline.agreements.terms import Anchor, Duty, DutyKind

IDENTITY = "the releases of a duty add up to what it asks for"
MOST_ADDED = 12


def owed_findings(books: Books) -> Iterator[Finding]:
    """One for each plain amount that the days, or the first of them, add up to exactly."""
    for duty in books.terms.duties:
        plain = duty.kind is DutyKind.COUNT and duty.owed and not (duty.ratio or duty.each or duty.schedule)
        if plain and duty.amount and duty.amount.low and not duty.amount.all:
            found = _finding(books, duty, duty.amount.low)
            if found is not None:
                yield found


def _while_owed(version: Version, duty: Duty) -> bool:
    """Whether a release came while the duty stood: not before it opened, nor after it was changed."""
    opened = duty.opens.at if duty.opens.anchor is Anchor.MOMENT else duty.bound_from
    early = opened is not None and (version.start is None or version.start < opened)
    late = duty.bound_until is not None and version.start is not None and version.start >= duty.bound_until
    return not (early or late)


def _finding(books: Books, duty: Duty, need: float) -> Finding | None:
    population = books.terms.population(duty.what)
    if population is None:
        return None
    category = population.category(duty.category) if duty.category else None

    def alike(version: Version) -> object:
        return fit_of(version, population, category) is Fit.NO, beside(version, population)

    pieces = [
        p
        for p in days(told(books, population, duty.deeds), books.zone, alike)
        if not beside(p.version, population)
        and fit_of(p.version, population, category) is not Fit.NO
        and _while_owed(p.version, duty)
    ]
    running, used = 0.0, []
    for piece in pieces:
        if not piece.count.exact:
            return None
        running += piece.count.low
        used.append(piece)
        if running >= need:
            break
    if running != need or not 1 < len(used) <= MOST_ADDED:
        return None
    numbers = [p.count.low for p in used]
    sentence = f"{added(numbers)} = {Extent.exactly(need)}, as {duty.name} asks for."
    claims = unique(c for p in used for c in p.claims)
    every = tuple(dict.fromkeys((need, *numbers)))
    return Finding(FindingKind.HOLDS, books.account.speaker, duty.name, IDENTITY, sentence, every, claims)
