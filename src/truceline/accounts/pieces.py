"""Pieces: what an account tells of people released, returned or found, day by day and as running totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo

from truceline.accounts.account import Version
from truceline.accounts.books import Books
from truceline.accounts.dealt import as_dealt, inherited, until
from truceline.accounts.extent import Extent
from truceline.accounts.kinds import Fit, axis_of, plain_all
from truceline.accounts.people import beside, fit_of, kinds_of
from truceline.accounts.tally import A_DAY, is_counted, is_total, number, parts_of, remainder
from truceline.agreements.terms import Category, Population

Alike = Callable[[Version], object]
"""What matters of a version: parts that are alike in it are not taken apart."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One number of people of one description. ``when`` is its local day, None where it spans more or has no date."""

    version: Version
    count: Extent
    when: date | None

    @property
    def claims(self) -> tuple[str, ...]:
        return self.version.claims

    @property
    def about(self) -> bool:
        return self.version.about


def told(books: Books, population: Population, deeds: Sequence[str]) -> tuple[Version, ...]:
    """The versions of a population by these deeds that count, before the books' moment."""
    found = (v for d in deeds for v in books.account.by_deed.get(d, ()))
    mine = (v for v in found if v.taken and population.name in books.places(v) and is_counted(v))
    cut = (until(v, books.at) for v in mine)
    return tuple(sorted((v for v in cut if v is not None), key=_by_time))


def _by_time(version: Version) -> tuple[float, float, float]:
    count = number(version)
    return (version.start.timestamp() if version.start else 0.0, count.low, count.high)


def days(versions: Iterable[Version], zone: tzinfo, alike: Alike | None = None) -> tuple[Piece, ...]:
    """The pieces of all that are no running totals, each with its number under the deal.

    Parts are taken apart, except where ``alike`` says the same of all of them.
    """
    return tuple(p for v in versions if not is_total(v) for p in _pieces(as_dealt(v), zone, alike))


def _pieces(version: Version, zone: tzinfo, alike: Alike | None) -> Iterator[Piece]:
    same = alike is not None and len({alike(v) for v in (version, *_every_part(version))}) == 1
    if same or not parts_of(version):
        yield Piece(version, number(version), local_day(version, zone))
        return
    rest = remainder(number(version), Extent.sum(number(p) for p in parts_of(version)))
    if rest.high > 0:
        yield Piece(replace(version, count=rest, parts=()), rest, local_day(version, zone))
    for part in parts_of(version):
        dated = part if part.start else replace(part, start=version.start, end=version.end)
        yield from _pieces(dated, zone, alike)


def _every_part(version: Version) -> Iterator[Version]:
    for part in parts_of(version):
        yield part
        yield from _every_part(part)


def local_day(version: Version, zone: tzinfo) -> date | None:
    """The one local day of a version, if it has one."""
    if version.start is None or (version.end and version.end - version.start > A_DAY):
        return None
    return version.start.astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Total:
    """A running total, as one or several claims have it with the same number and the same people."""

    version: Version
    count: float

    @property
    def claims(self) -> tuple[str, ...]:
        return self.version.claims

    @property
    def end(self) -> datetime | None:
        return self.version.end


def totals(versions: Iterable[Version]) -> Iterator[Total]:
    """The running totals, each number that is told as one of its own; those without a single number are left out."""
    for version in versions:
        if is_total(version):
            yield from _totals(version)


def _totals(version: Version) -> Iterator[Total]:
    alike: dict[object, list[str]] = {}
    facts = {f.claim: f for f in version.incident.facts if f.claim in version.claims}
    for fact in facts.values():
        if fact.count is not None and fact.count.exact and not fact.about:
            alike.setdefault((fact.count.low, fact.kinds, fact.qualities, fact.what), []).append(fact.claim)
    for claims in alike.values():
        fact = facts[claims[0]]
        same = replace(
            version,
            count=fact.count,
            kinds=fact.kinds,
            qualities=fact.qualities,
            what=fact.what,
            claims=tuple(claims),
            parts=(),
        )
        yield Total(same, fact.count.low if fact.count else 0.0)
    for part in parts_of(version):
        yield from _totals(inherited(part, version))


def within(piece: Version, total: Version, population: Population) -> Fit:
    """Whether the people of a day are among those of whom a running total speaks."""
    said, own = beside(total, population), beside(piece, population)
    if total.qualities & {"in the deal", "outside the deal"} and bool(said) is not bool(own):
        return Fit.NO
    if "does not count" in total.qualities - piece.qualities:
        return Fit.NO
    category = _as_category(kinds_of(total, population))
    fits = [fit_of(piece, population, c) for c in category]
    if Fit.NO in fits:
        return Fit.NO
    return Fit.MAYBE if Fit.MAYBE in fits else Fit.YES


def _as_category(kinds: frozenset[str]) -> tuple[Category, ...]:
    """A category for each question that the kinds answer."""
    by_axis: dict[str, list[str]] = {}
    for kind in sorted(plain_all(kinds)):
        by_axis.setdefault(axis_of(kind), []).append(kind)
    return tuple(Category("", tuple((k,) for k in group)) for group in by_axis.values())
