"""Exchange, by running totals: whether those given by a moment are what the key makes of those released by then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.assumptions import Assumed, Assumption, Figure, System, unique
from truceline.accounts.books import Books
from truceline.accounts.exchange import Exchange, Key
from truceline.accounts.extent import Extent
from truceline.accounts.finding import Finding, FindingKind
from truceline.accounts.kinds import Fit
from truceline.accounts.people import fit_of
from truceline.accounts.pieces import Total, told, totals
from truceline.accounts.solver import Equation
from truceline.accounts.wording import last_day
from truceline.agreements.terms import Category

MOST_MOMENTS = 12
"""Running totals of those given that are checked: the latest ones."""


def by_totals(books: Books, exchange: Exchange) -> Finding | None:
    """At each moment for which a running total of those given is told, against those released by then.

    None where no such moment has exact figures on both sides.
    """
    given = [t for t in totals(told(books, exchange.given, exchange.given_deeds)) if t.end]
    moments = (_moment(books, exchange, t, t.end) for t in given[-MOST_MOMENTS:] if t.end)
    sure = [m for m in moments if all(m.claims) and all(e.exact for e in m.released)]
    if not sure:
        return None
    system = System(tuple(_figures(sure, exchange)), tuple(_equations(sure, exchange)), tuple(_only(sure, exchange)))
    outcome = system.outcome()
    if outcome.holds is None:
        return None
    return Finding(
        FindingKind.HOLDS if outcome.holds else FindingKind.CONFLICT,
        books.account.speaker,
        exchange.name,
        exchange.identity,
        f"{'; '.join(m.words(exchange) for m in sure)}.",
        tuple(dict.fromkeys(n for m in sure for n in m.numbers(exchange))),
        unique(c for f in system.figures for c in f.claims),
        outcome.conflicts,
        outcome.reconciled_by,
        outcome.cut,
    )


@dataclass(frozen=True, slots=True)
class _Moment:
    """Those given by the end of a running total, and those released by then under each key."""

    books: Books
    total: Total
    released: tuple[Extent, ...]
    claims: tuple[tuple[str, ...], ...]

    def words(self, exchange: Exchange) -> str:
        due = sum(k.worth * e.low for k, e in zip(exchange.keys, self.released, strict=True))
        made = " + ".join(f"{k.factor} x {e}" for k, e in zip(exchange.keys, self.released, strict=True))
        return f"{self.total.count:,g} {'=' if due == self.total.count else 'against'} {made} {self.until}"

    @property
    def until(self) -> str:
        return f"by {last_day(self.total.end or self.books.at, self.books.zone)}"

    def numbers(self, exchange: Exchange) -> Iterator[float]:
        yield self.total.count
        for key, count in zip(exchange.keys, self.released, strict=True):
            yield from (count.low, key.ratio.give, key.worth * count.low)


def _moment(books: Books, exchange: Exchange, total: Total, end: datetime) -> _Moment:
    early = replace_at(books, end)
    released = tuple(early.come_to(exchange.taken, exchange.category(k), exchange.taken_deeds) for k in exchange.keys)
    claims = tuple(_claims(early, exchange, exchange.category(k), end) for k in exchange.keys)
    return _Moment(early, total, released, claims)


def replace_at(books: Books, end: datetime) -> Books:
    """The books of the same account at an earlier moment."""
    return books.as_of(min(books.at, end))


def _claims(books: Books, exchange: Exchange, category: Category | None, end: datetime) -> tuple[str, ...]:
    """The claims of the running totals up to the moment, else of all releases before it."""
    versions = told(books, exchange.taken, exchange.taken_deeds)
    same = [t for t in totals(versions) if t.end == end and fit_of(t.version, exchange.taken, category) is Fit.YES]
    return unique(c for v in same for c in v.claims) or unique(c for v in versions for c in v.claims)


def _figures(moments: Sequence[_Moment], exchange: Exchange) -> Iterator[Figure]:
    for index, moment in enumerate(moments):
        words = f"the {moment.total.count:,g} {exchange.given.name} {moment.until}"
        yield Figure(f"g{index}", words, Extent.exactly(moment.total.count), moment.total.claims)
        for number, key in enumerate(exchange.keys):
            count = moment.released[number]
            words = f"the {count} {_called(exchange, key)} {moment.until}"
            yield Figure(f"t{index}.{number}", words, count, moment.claims[number])


def _called(exchange: Exchange, key: Key) -> str:
    return f"{exchange.taken.name}, {key.ratio.category}" if key.ratio.category else exchange.taken.name


def _equations(moments: Sequence[_Moment], exchange: Exchange) -> Iterator[Equation]:
    for index in range(len(moments)):
        taken = tuple((k.worth, f"t{index}.{n}") for n, k in enumerate(exchange.keys))
        yield Equation(exchange.identity, ((-1.0, f"g{index}"), *taken))


def _only(moments: Sequence[_Moment], exchange: Exchange) -> Iterator[Assumption]:
    """That the key runs on one category only, at every moment."""
    for category in exchange.other_categories():
        changes = []
        for index, moment in enumerate(moments):
            count = moment.books.come_to(exchange.taken, category, exchange.taken_deeds)
            changes += [(f"t{index}.{number}", count) for number in range(len(exchange.keys))]
        yield Assumption(Assumed.OTHER, f"only {category.name} count", tuple(changes))
