"""Runway: how many more days a truce can be extended by releases, in one account, under one reading.

The pool is whoever is still held of the category that counts, less the dead, less whom others hold, plus what was
released beyond what was asked where that is carried over. It is divided by what one extension asks for, and cut
by the cap. Every step is written out. Nothing is predicted: it says how far the people would reach, not whether
anybody will release them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from math import floor, inf

from truceline.accounts.account import Account
from truceline.accounts.assumptions import unique
from truceline.accounts.binding import binding, said
from truceline.accounts.books import Books
from truceline.accounts.dealt import supposing
from truceline.accounts.earned import base_of, extensions, presumed, released_for
from truceline.accounts.entry import Number
from truceline.accounts.extent import Extent
from truceline.accounts.tally import remainder
from truceline.accounts.wording import clock, extent, listed, number
from truceline.agreements.clock import days as days_between
from truceline.agreements.clock import later
from truceline.agreements.terms import Category, Earned, Length, Population, Terms, Unit

NOT_EARNED = "The agreement has no extension that is earned by releases, so there is nothing to count."
_DAYS = {Unit.MINUTES: 1 / 1440, Unit.HOURS: 1 / 24, Unit.DAYS: 1.0, Unit.WEEKS: 7.0, Unit.MONTHS: 30.0}
"""A month is taken as 30 days only where an answer in days is asked for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the sum: what is added or taken away, and why."""

    words: str
    count: Extent
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Runway:
    """``days`` is how many more days, as a range; None where there is nothing to count. ``over`` is who is left beyond
    them, None where that is a range. ``until`` is the earliest and latest moment so reached.

    ``sum`` is the whole sum in words and numbers; ``caveats`` what could make it less, and by how much nobody says.
    ``teller`` is the one whose figure of those held it rests on, "" for all of the account's; ``rule_by`` who tells
    the rule, "" for the agreement.
    """

    speaker: str
    days: Extent | None
    sum: str
    over: float | None = None
    until: tuple[datetime | None, datetime | None] = (None, None)
    pool: Extent = field(default_factory=Extent)
    rate: float | None = None
    steps: tuple[Step, ...] = ()
    claims: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    teller: str = ""
    rule_by: str = ""


def runway(
    account: Account,
    terms: Terms,
    at: datetime,
    *,
    figure: Collection[str] = (),
    suppose: Collection[str] = (),
) -> Runway:
    """The runway of one account under the reading of ``terms``, from the end of the truce as known at ``at``.

    ``figure`` are claims that alone say how many are held; ``suppose`` claims that are taken as held whoever told
    them. Raises nothing: where the agreement has no earned extension, or the pool is not known, it says so.
    """
    earned = terms.truce.earned if terms.truce else None
    population = terms.population(earned.of) if earned else None
    if earned is None or population is None:
        return Runway(account.speaker, None, NOT_EARNED)
    if not earned.amount.need or earned.amount.need <= 0:
        return Runway(account.speaker, None, "Nobody says how many releases an extension asks for.")
    told = supposing(account, suppose) if suppose else account
    return _Reckoning(Books(told, terms, at, frozenset(figure)), earned, population).runway()


def runways(account: Account, terms: Terms, at: datetime) -> tuple[Runway, ...]:
    """The runway of the account, and, where several tellers give different figures, that of each of them."""
    whole = runway(account, terms, at)
    earned = terms.truce.earned if terms.truce else None
    population = terms.population(earned.of) if earned else None
    if earned is None or population is None:
        return (whole,)
    category = population.category(earned.category) if earned.category else None
    told = Books(account, terms, at).held(population, category).told
    if len({s.count for s in told}) < 2:
        return (whole,)
    each = (_of_teller(runway(account, terms, at, figure=s.claims), s.teller) for s in told)
    return (whole, *each)


def _of_teller(found: Runway, teller: str) -> Runway:
    return Runway(**{name: getattr(found, name) for name in Runway.__slots__} | {"teller": teller})


@dataclass(slots=True)
class _Reckoning:
    """Works out one runway."""

    books: Books
    earned: Earned
    population: Population
    steps: list[Step] = field(default_factory=list)
    caveats: list[str] = field(default_factory=list)

    @property
    def category(self) -> Category | None:
        return self.population.category(self.earned.category) if self.earned.category else None

    @property
    def who(self) -> str:
        return self.earned.category or self.population.name

    @property
    def rate(self) -> float:
        return self.earned.amount.need or 1.0

    def runway(self) -> Runway:
        held = self.books.held(self.population, self.category)
        caps = self._caps()
        if not held.told:
            return self._unknown(caps)
        pool = self._pool(held)
        times = Extent(_whole(pool.low / self.rate), _whole(pool.high / self.rate))
        capped = self._capped(times, caps)
        claims = unique(c for s in self.steps for c in s.claims)
        return Runway(
            self.books.account.speaker,
            capped.times(self._days),
            " ".join([*self._plainly(held), self._sum(pool, times, capped, caps)]),
            over.low if (over := self._over(pool, times)) and over.exact else None,
            self._until(capped),
            pool,
            self.rate,
            tuple(self.steps),
            claims,
            tuple(self.caveats),
        )

    @property
    def _days(self) -> float:
        return self.earned.by.amount * _DAYS[self.earned.by.unit]

    def _over(self, pool: Extent, times: Extent) -> Extent | None:
        if not times.exact or times.high == inf:
            return None
        return pool.minus(times.times(self.rate))

    # --- the pool -------------------------------------------------------------------------------------
    def _pool(self, held: Number) -> Extent:
        pool = held.count
        count = "no" if pool.high == 0 else extent(pool, held.about)
        self.steps.append(Step(f"{count} {self.who} held: {held.why}", pool, held.claims))
        pool = self._less_dead(pool, held)
        pool = self._less_away(pool, held)
        return self._carried(pool)

    def _less_dead(self, pool: Extent, held: Number) -> Extent:
        """The dead, unless the category asks for them, or only the living were counted."""
        asked = {k for a in self.category.any_of for k in a} if self.category else set()
        if "dead" in asked or all(s.living for s in held.told):
            return pool
        dead = self.books.dead(self.population, self.category)
        count = remainder(dead.count, self.books.bodies_since(self.population, self.category, dead))
        if not dead.claims or not count.high or not pool.high:
            return pool
        if not self._counted_in(held, dead):
            # Whoever counted those held may have left out the dead of whom others tell.
            count = Extent(0.0, count.high)
            self.steps.append(
                Step(f"less none to {count.high:,g} dead, who may be left out already: {dead.why}", count, dead.claims)
            )
        else:
            self.steps.append(Step(f"less {extent(count)} dead: {dead.why}", count, dead.claims))
        return remainder(pool, count)

    def _counted_in(self, held: Number, dead: Number) -> bool:
        """Whether those who tell of the dead hold the account, or are those who count the held."""
        tellers = {s.teller for s in held.told}
        return self.books.is_own(dead.claims) or ({s.teller for s in dead.told} <= tellers and bool(dead.told))

    def _less_away(self, pool: Extent, held: Number) -> Extent:
        """Whom others hold: taken away as far as they are told of the very category, else a caveat."""
        away = self.books.away(self.population, self.category, held.count)
        if not away.claims or not pool.high:
            return pool
        if away.count.low > 0:
            self.steps.append(Step(f"less {extent(away.count)} {away.why}", away.count, away.claims))
            return remainder(pool, away.count)
        self.caveats.append(f"Some may not be deliverable, and nobody says how many of the {self.who}: {away.why}.")
        return pool

    def _carried(self, pool: Extent) -> Extent:
        """What was released beyond all that was asked so far, where it is carried over."""
        if not self.earned.surplus:
            return pool
        under, apart = released_for(self.books, self.earned, self.population)
        told = [p for p in apart if "counts" in p.version.qualities]
        pieces = [*under, *told]
        counted = Extent.sum(presumed(p, self.population, self.earned.category) for p in pieces)
        asked = base_of(self.books, self.earned).need + (self.earned.amount.low or self.rate) * self._given
        extra = remainder(counted, Extent.exactly(asked))
        if not pieces or not extra.high:
            return pool
        claims = unique(c for p in pieces for c in p.claims)
        words = f"and {extent(extra)} carried over: {extent(counted)} released, {asked:,g} asked for so far"
        self.steps.append(Step(words, extra, claims))
        return pool.plus(extra)

    @property
    def _given(self) -> float:
        """How many times the truce was extended so far."""
        return sum(v.count.low for v in extensions(self.books) if v.count) / self.earned.by.amount

    # --- the cap --------------------------------------------------------------------------------------
    def _caps(self) -> list[tuple[float, str]]:
        """How many more extensions each cap leaves room for, with the cap in words."""
        found = []
        if self.earned.cap is not None and (room := self._room(self.earned.cap)) is not None:
            found.append((room, f"{said(self.earned.cap)} in all"))
        if self.earned.cap_count is not None and (more := self._count_room()) is not None:
            found.append((more, f"{self.earned.cap_count.words} in all"))
        return found

    def _room(self, cap: Length) -> float | None:
        stretch = binding(self.books.account, self.books.terms, self.books.at, lambda _: None).truce
        if stretch.start is None or stretch.end is None:
            return None
        zone = self.books.zone
        left = days_between(stretch.end, later(stretch.start, cap, zone), zone)
        return max(0.0, floor(left / self._days + 1e-9))

    def _count_room(self) -> float | None:
        """The people still to be given under the cap, by what one extension costs of them."""
        cap = self.earned.cap_count
        population = self.books.terms.population(cap.of) if cap else None
        if cap is None or population is None or (cap.high or cap.low) is None:
            return None
        cost = self.rate * self._key(population)
        released = self.books.released(population, None)
        if not cost or not released.claims:
            return None
        return max(0.0, floor(((cap.high or cap.low or 0.0) - released.count.low) / cost + 1e-9))

    def _key(self, given: Population) -> float:
        """How many of the people under the cap are given for one released."""
        if given == self.population:
            return 1.0
        ratios = [d.ratio for d in self.books.terms.duties if d.what == given.name and d.ratio]
        return next((r.give / r.take for r in ratios if r.of == self.population.name and r.take), 0.0)

    def _capped(self, times: Extent, caps: list[tuple[float, str]]) -> Extent:
        most = min((room for room, _ in caps), default=inf)
        return Extent(min(times.low, most), min(times.high, most))

    # --- in words -------------------------------------------------------------------------------------
    def _until(self, times: Extent) -> tuple[datetime | None, datetime | None]:
        end = binding(self.books.account, self.books.terms, self.books.at, lambda _: None).truce.end
        if end is None:
            return None, None
        first, last = (
            later(end, self.earned.by, self.books.zone, int(t)) if t != inf else None for t in (times.low, times.high)
        )
        return first, last

    def _sum(self, pool: Extent, times: Extent, capped: Extent, caps: list[tuple[float, str]]) -> str:
        words = ["; ".join(s.words for s in self.steps) + "."]
        words.append(
            f"{self._divided(pool, times)}: {self._more(capped)}{self._left(pool, times)}{self._moment(capped)}."
        )
        for room, cap in caps:
            if room < times.high:
                words.append(f"The cap of {cap} leaves {self._more(Extent.exactly(room))}.")
        return " ".join([*words, *self.caveats])

    def _plainly(self, held: Number) -> Iterator[str]:
        """What each teller's figure comes to by itself, where the dead or the surplus make more or less of it."""
        for told in held.told if len(self.steps) > 1 else ():
            if told.count.exact and told.count.low:
                times = Extent.exactly(_whole(told.count.low / self.rate))
                more = f"{self._more(times)}{self._left(told.count, times)}"
                yield f"By {told.teller}: {self._divided(told.count, times)}, {more}."

    def _divided(self, pool: Extent, times: Extent) -> str:
        if pool.high == 0:
            return "Nobody is left to be counted"
        if pool.exact:
            rest = pool.low - times.low * self.rate
            return f"{pool} = {times} x {self.rate:,g}" + (f" + {rest:,g}" if rest else "")
        return f"{pool} at {self.rate:,g} for {self._length}"

    @property
    def _length(self) -> str:
        return said(self.earned.by)

    def _more(self, times: Extent) -> str:
        amount, unit = times.times(self.earned.by.amount), self.earned.by.unit.value
        if amount.high == 0:
            return f"no more {unit}"
        if amount.exact:
            return f"{number(amount.low)} more {unit if amount.low != 1 else unit[:-1]}"
        return f"{amount} more {unit}"

    def _left(self, pool: Extent, times: Extent) -> str:
        over = self._over(pool, times)
        return f", {over} over" if over is not None and over.high else ""

    def _moment(self, times: Extent) -> str:
        if not times.high:
            return ""
        moments = [clock(m, self.books.zone) for m in dict.fromkeys(self._until(times)) if m]
        return f", until {listed(moments, 'or')}" if moments else ""

    def _unknown(self, caps: list[tuple[float, str]]) -> Runway:
        most = min((room for room, _ in caps), default=inf)
        times = Extent(0.0, most)
        words = (
            f"Nobody says how many {self.who} are held, so nobody can say how many more {self.earned.by.unit.value}."
        )
        if caps:
            words = f"{words} The cap of {min(caps)[1]} leaves at most {self._more(Extent.exactly(most))}."
        days = times.times(self._days) if most != inf else Extent()
        return Runway(self.books.account.speaker, days, words, until=self._until(times), rate=self.rate)


def _whole(times: float) -> float:
    return inf if times == inf else float(max(0, floor(times + 1e-9)))
