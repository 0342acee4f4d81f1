"""Exchange, day by day: whether those given in exchange are what the key makes of those released on the same days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from truceline.accounts.account import Version
from truceline.accounts.assumptions import Assumed, Assumption, Figure, Outcome, System, unique
from truceline.accounts.books import Books
from truceline.accounts.exchange import Exchange
from truceline.accounts.extent import Extent
from truceline.accounts.finding import Finding, FindingKind
from truceline.accounts.kinds import Fit
from truceline.accounts.people import beside, fit_of
from truceline.accounts.pieces import Piece, days, told, totals
from truceline.accounts.solver import Equation
from truceline.accounts.tally import narrowed
from truceline.accounts.wording import people, sum_of_day, when


def by_days(books: Books, exchange: Exchange) -> Finding | None:
    """The sum over the days on which both sides are told and everyone released falls under one key.

    None where there is no such day, or where the figures allow more than one sum.
    """
    sheet = _sheet(books, exchange)
    if sheet is None:
        return None
    outcome = sheet.system().outcome()
    if outcome.holds is None or (outcome.holds and not (sheet.due.exact and sheet.done.exact)):
        return None
    return sheet.finding(outcome)


def _sheet(books: Books, exchange: Exchange) -> _Sheet | None:
    versions = told(books, exchange.given, exchange.given_deeds)
    given = [p for p in days(versions, books.zone, _whole) if not beside(p.version, exchange.given)]
    taken = days(told(books, exchange.taken, exchange.taken_deeds), books.zone, exchange.kept)
    under = [p for p in taken if not exchange.apart(p)]
    checked = [s for s in _stretches(given, under) if s.is_checked(exchange)]
    if not checked:
        return None
    first, last = checked[0].start, checked[-1].end
    return _Sheet(
        books,
        exchange,
        tuple(checked),
        tuple(p for p in taken if exchange.may_count(p) and p.version.start and first <= _start(p) < last),
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Those given and those released under the deal whose times overlap, so that nobody can tell their days apart."""

    start: float
    end: float
    given: tuple[Piece, ...]
    under: tuple[Piece, ...]

    def is_checked(self, exchange: Exchange) -> bool:
        """Whether both sides are told, each with a number, and everyone released falls under one key."""
        told = bool(self.given and self.under) and all(p.count.known for p in (*self.given, *self.under))
        return told and all(exchange.key_of(p) is not None for p in self.under)

    def words(self, zone: tzinfo) -> str:
        """ "on 24 November", "on 26 and 27 November"."""
        first = datetime.fromtimestamp(self.start, zone)
        last = datetime.fromtimestamp(self.end - 1, zone)
        if first.date() == last.date():
            return f"on {first:%-d %B}"
        return f"from {first:%-d %B} to {last:%-d %B}"


def _start(piece: Piece) -> float:
    return piece.version.start.timestamp() if piece.version.start else 0.0


def _end(piece: Piece) -> float:
    return max(piece.version.end.timestamp() if piece.version.end else 0.0, _start(piece) + 1)


def _stretches(given: Sequence[Piece], under: Sequence[Piece]) -> list[_Stretch]:
    """The pieces with a date, put together where they overlap, in order of time."""
    sided = [(_start(p), _end(p), side, p) for side, ps in enumerate((given, under)) for p in ps if p.version.start]
    found: list[tuple[float, float, tuple[list[Piece], list[Piece]]]] = []
    for start, end, side, piece in sorted(sided, key=lambda p: p[:2]):
        if found and start < found[-1][1]:
            first, last, sides = found.pop()
            found.append((first, max(last, end), sides))
        else:
            found.append((start, end, ([], [])))
        found[-1][2][side].append(piece)
    return [_Stretch(start, end, tuple(sides[0]), tuple(sides[1])) for start, end, sides in found]


def _whole(_: Version) -> None:
    """Of those given, who they are does not matter."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Those given, those released under the deal, and those released apart who could count."""

    books: Books
    exchange: Exchange
    stretches: tuple[_Stretch, ...]
    apart: tuple[Piece, ...]

    @property
    def given(self) -> tuple[Piece, ...]:
        return tuple(p for s in self.stretches for p in s.given)

    @property
    def under(self) -> tuple[Piece, ...]:
        return tuple(p for s in self.stretches for p in s.under)

    @property
    def due(self) -> Extent:
        return Extent.sum(self.exchange.due(p) for p in self.under)

    @property
    def done(self) -> Extent:
        return Extent.sum(p.count for p in self.given)

    # --- as a system ----------------------------------------------------------------------------------
    def system(self) -> System:
        released = (*self.under, *self.apart)
        figures = [self._figure(f"t{i}", p, i < len(self.under)) for i, p in enumerate(released)]
        figures += [self._figure(f"g{i}", p, True) for i, p in enumerate(self.given)]
        terms = [(key.worth, f"t{i}") for i, p in enumerate(released) if (key := self.exchange.key_of(p))]
        terms += [(-1.0, f"g{i}") for i in range(len(self.given))]
        return System(tuple(figures), (Equation(self.exchange.identity, tuple(terms)),), tuple(self._assumptions()))

    def _figure(self, name: str, piece: Piece, counts: bool) -> Figure:
        if counts:
            return Figure(name, self._said(piece), piece.count, piece.claims, piece.about)
        return Figure(name, f"{self._said(piece)}, told as outside the deal", Extent.exactly(0), piece.claims)

    def _said(self, piece: Piece) -> str:
        return f"{people(piece.version)} {when(piece.version, self.books.zone)}"

    def _assumptions(self) -> Iterator[Assumption]:
        """That some released apart count, that some released under the deal do not, or that one category alone does."""
        for index, piece in enumerate(self.apart):
            yield self._counts(f"t{index + len(self.under)}", piece)
        for index, piece in enumerate(self.under):
            do_not = "does not count" if piece.count == Extent.exactly(1) else "do not count"
            words = f"{self._said(piece)} {do_not}"
            yield Assumption(Assumed.DOES_NOT_COUNT, words, ((f"t{index}", Extent.exactly(0)),), piece.claims)
        for category in self.exchange.other_categories():
            fits = [fit_of(p.version, self.exchange.taken, category) for p in self.under]
            if Fit.NO in fits and set(fits) != {Fit.NO}:
                pairs = zip(self.under, fits, strict=True)
                changes = tuple((f"t{i}", narrowed(p.count, f)) for i, (p, f) in enumerate(pairs))
                yield Assumption(Assumed.OTHER, f"only {category.name} count", changes)

    def _counts(self, name: str, piece: Piece) -> Assumption:
        does, does_not = ("counts", "does not") if piece.count == Extent.exactly(1) else ("count", "do not")
        said = self._said(piece)
        told = tuple(f.claim for f in piece.version.incident.facts if "counts" in f.qualities)
        changes = ((name, piece.count),)
        return Assumption(Assumed.COUNTS, f"{said} {does}", changes, piece.claims, f"{said} {does_not}", told)

    # --- as a finding ---------------------------------------------------------------------------------
    def finding(self, outcome: Outcome) -> Finding:
        summed = [t for t in self._totals() if self.done.exact and t[0] == self.done.low]
        claims = (*(c for p in (*self.under, *self.given) for c in p.claims), *(c for _, cs in summed for c in cs))
        return Finding(
            FindingKind.HOLDS if outcome.holds else FindingKind.CONFLICT,
            self.books.account.speaker,
            self.exchange.name,
            self.exchange.identity,
            " ".join([self._sentence(bool(outcome.holds)), *self._day_by_day()]),
            self._numbers(),
            unique(claims),
            outcome.conflicts,
            outcome.reconciled_by,
            outcome.cut,
        )

    def _totals(self) -> list[tuple[float, tuple[str, ...]]]:
        """The running totals of those given."""
        versions = told(self.books, self.exchange.given, self.exchange.given_deeds)
        return [(t.count, t.claims) for t in totals(versions)]

    def _sentence(self, holds: bool) -> str:
        sums = []
        for key in self.exchange.keys:
            count = Extent.sum(p.count for p in self.under if self.exchange.key_of(p) == key)
            if count.high:
                sums.append(f"{key.factor} x {count}")
        made, done, what = f"{' + '.join(sums)} = {self.due}", self.done, self.exchange.given.name
        return f"{made}, {'and' if holds else 'while'} {done} {what} were given{'' if holds else self._as_key()}."

    def _as_key(self) -> str:
        """What number the given ones would be the key of."""
        if len(self.exchange.keys) > 1 or not self.done.exact:
            return ""
        key = self.exchange.keys[0]
        count = self.done.low / key.worth
        return f", which is {key.factor} x {count:,g}" if abs(count - round(count)) < 1e-9 else ""

    def _day_by_day(self) -> Iterator[str]:
        """Which days obey the key by themselves, and which do not."""
        good: list[str] = []
        bad: list[str] = []
        for stretch in self.stretches:
            due = Extent.sum(self.exchange.due(p) for p in stretch.under)
            done = Extent.sum(p.count for p in stretch.given)
            counts = [(p.count, k.factor) for p in stretch.under if (k := self.exchange.key_of(p))]
            obeys = due.meet(done) is not None
            words = sum_of_day(stretch.words(self.books.zone), done, counts, "=" if obeys else "against")
            (good if obeys else bad).append(words)
        if good:
            yield f"Day by day: {'; '.join(good)}."
        if bad:
            yield f"Not so: {'; '.join(bad)}."

    def _numbers(self) -> tuple[float, ...]:
        counted = Extent.sum(p.count for p in self.under)
        extents = [self.due, self.done, counted, *(p.count for p in (*self.under, *self.given))]
        ends = [end for e in extents for end in (e.low, e.high)]
        return tuple(dict.fromkeys([*ends, *(k.ratio.give for k in self.exchange.keys)]))
