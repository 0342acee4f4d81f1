"""Books: works out the entries of a ledger, for one account under one reading at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import cache
from math import inf

from truceline.accounts.account import UNDISPUTED, Account, Position, Silence, Version
from truceline.accounts.batch import Batch, said
from truceline.accounts.dealt import DEAL, as_dealt, claims_of, until
from truceline.accounts.entry import Entry, Number
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.kinds import Fit
from truceline.accounts.people import Sorter, covers, of_people, people_word
from truceline.accounts.stock import Statement, contested, of_population, statements, stock_facts
from truceline.accounts.tally import Fits, Tally, is_counted, is_total, remainder
from truceline.accounts.wording import day, extent, listed
from truceline.agreements.clock import zone
from truceline.agreements.deeds import deeds
from truceline.agreements.terms import Category, Population, Terms


@cache
def deeds_of(column: str) -> tuple[str, ...]:
    return tuple(d.name for d in deeds().values() if d.ledger == column)


PEOPLE_DEEDS = ("taken", "released", "rescued", "recovered")
"""Columns whose deeds move people in or out."""


@dataclass(slots=True)
class Books:
    """Works out the entries of one ledger; what several entries share is worked out once."""

    account: Account
    terms: Terms
    at: datetime
    figure: frozenset[str] = frozenset()
    """Claims that alone say how many are held; empty takes all."""
    _sorter: Sorter = field(init=False)
    _own: frozenset[str] = field(init=False)
    _signed_day: datetime = field(init=False)
    _dealt: dict[tuple[str, str], tuple[Version, ...]] = field(default_factory=dict)
    _moved: dict[tuple[str, str], tuple[Version, ...]] = field(default_factory=dict)
    _batches: dict[tuple[str, str], Batch] = field(default_factory=dict)
    _left: dict[tuple[str, datetime, datetime], Batch] = field(default_factory=dict)
    _stocks: dict[tuple[str, str], tuple[Fact, ...]] = field(default_factory=dict)
    _wholes: dict[str, Version] | None = None
    """The version that rests on each claim."""

    def __post_init__(self) -> None:
        self._sorter = Sorter(self.terms.populations)
        self._signed_day = self.terms.signed.astimezone(self.zone).replace(hour=0, minute=0, second=0, microsecond=0)
        mine = (v for v in self.account.versions if v.position is Position.HELD)
        self._own = frozenset(c for v in mine for c in claims_of(v) if self.account.speaker != UNDISPUTED)

    def as_of(self, at: datetime) -> Books:
        """The same books at another moment; what does not turn on the moment is not worked out again."""
        other = copy(self)
        other.at, other._moved, other._batches = at, {}, {}
        return other

    @property
    def zone(self) -> tzinfo:
        return zone(self.terms.zone)

    def places(self, version: Version) -> frozenset[str]:
        """The names of the populations that a version speaks of; who is told as one of others is of theirs."""
        return self._sorter.places(version) or self._of_whole(version)

    def _of_whole(self, version: Version) -> frozenset[str]:
        facts = [f for f in version.incident.facts if f.part_of]
        if not facts or not all(people_word(w) for w in version.what):
            return frozenset()
        if self._wholes is None:
            self._wholes = {c: v for v in self.account.versions for c in v.claims}
        wholes = [w for f in facts if (w := self._wholes.get(f.part_of or "")) is not None]
        return frozenset[str]().union(*(self._sorter.places(w) for w in wholes))

    def is_own(self, claims: Collection[str]) -> bool:
        """Whether the account's own tellers tell all of these claims."""
        return bool(claims) and self._own.issuperset(claims)

    @property
    def unplaced(self) -> tuple[Version, ...]:
        """The versions of people taken, released, rescued or recovered whom no population takes."""
        if not any(p.held_by for p in self.terms.populations):
            return ()
        of_people = (v for c in PEOPLE_DEEDS for d in deeds_of(c) for v in self.account.by_deed.get(d, ()))
        return tuple(v for v in of_people if v.taken and not self.places(v))

    def entries(self, population: Population) -> Iterator[Entry]:
        """The entry of the whole population, then one for each category."""
        yield self.entry(population, None)
        yield from (self.entry(population, c) for c in population.categories)

    def entry(self, population: Population, category: Category | None) -> Entry:
        held = self.held(population, category)
        return Entry(
            population.name,
            category.name if category else "",
            taken=self.summed(population, category, "taken"),
            held=held,
            deliverable=self.deliverable(population, category, held),
            released=self.released(population, category),
            outside=self.released(population, category, apart=True),
            rescued=self.summed(population, category, "rescued"),
            recovered=self.summed(population, category, "recovered"),
            dead=self.dead(population, category),
            reclassified=bool(held.told) and all(s.reclassified for s in held.told),
        )

    # --- what was done --------------------------------------------------------------------------------
    def moved(self, population: Population, column: str) -> tuple[Version, ...]:
        """The versions of a population that move a column, as far as they lie before ``at``."""
        key = (population.name, column)
        if key not in self._moved:
            cuts = (until(v, self.at) for v in self._moving(population, column))
            self._moved[key] = tuple(cut for cut in cuts if cut is not None)
        return self._moved[key]

    def _moving(self, population: Population, column: str) -> tuple[Version, ...]:
        """As ``moved``, whenever they happened."""
        key = (population.name, column)
        if key not in self._dealt:
            told = (v for deed in deeds_of(column) for v in self.account.by_deed.get(deed, ()))
            self._dealt[key] = tuple(as_dealt(v) for v in told if v.taken and population.name in self.places(v))
        return self._dealt[key]

    def summed(self, population: Population, category: Category | None, column: str) -> Number:
        """What the deeds of a column come to; unknown where none is told."""
        return self._number(population, column, self._sorter.fit(population, category))

    def released(self, population: Population, category: Category | None, *, apart: bool = False) -> Number:
        """How many were released under the deal, or ``apart`` from it."""
        versions = self._batch(population, "released").versions
        return self._number(population, "released", self._sorter.release(population, category, versions, apart=apart))

    def _number(self, population: Population, column: str, fit: Fits) -> Number:
        batch = self._batch(population, column)
        return batch.number(fit, lambda total, day: covers(total, day, population), self.zone)

    def _batch(self, population: Population, column: str) -> Batch:
        key = (population.name, column)
        if key not in self._batches:
            versions, beside = self.moved(population, column), tuple[Version, ...]()
            if column == "released":
                versions = tuple(v for v in versions if not self._earlier(v))
                # A running total of those who are back takes in whoever was rescued.
                beside = self.moved(population, "rescued") if any(is_total(v) for v in versions) else ()
            if column == "dead":
                versions = tuple(v for v in versions if v.incident.measure is not Measure.STOCK)
            self._batches[key] = Batch.of(versions, beside)
        return self._batches[key]

    def earlier(self, population: Population) -> Number:
        """How many were released before the agreement, and so neither under it nor beside it."""
        versions = [v for v in self.moved(population, "released") if self._earlier(v)]
        before = [v for v in versions if v.end and v.end <= self._signed_day]
        count = Tally.of(before).sum(lambda _: Fit.YES) if before else Extent()
        return Number(count, tuple(c for v in before for c in claims_of(v)), why=said(before, self.zone))

    def _earlier(self, version: Version) -> bool:
        """Whether a release came before the agreement, or a running total takes in some that did."""
        before = version.start is not None and version.start < self._signed_day
        return before and not version.qualities & DEAL

    def come_to(self, population: Population, category: Category | None, named: Sequence[str]) -> Extent:
        """How many these deeds come to under the deal."""
        told = (v for deed in named for v in self.account.by_deed.get(deed, ()))
        mine = (as_dealt(v) for v in told if v.taken and population.name in self.places(v))
        versions = [cut for v in mine if (cut := until(v, self.at)) is not None]
        fit = self._sorter.release(population, category, versions, apart=False)
        return Tally.of(versions).sum(fit, lambda total, day: covers(total, day, population))

    # --- who is there ---------------------------------------------------------------------------------
    def stock(self, population: Population, deed: str = "") -> tuple[Fact, ...]:
        """The facts that tell how many of a population are held, or, for "kill", dead."""
        key = (population.name, deed)
        if key not in self._stocks:
            facts = stock_facts(self.account, deed)
            self._stocks[key] = of_population(facts, population, self.terms.populations)
        return self._stocks[key]

    def held(self, population: Population, category: Category | None) -> Number:
        """How many are held: by the account's own tellers, or, where it is silent, by all whom nobody denies."""
        told = self.said(population, category)
        if not told:
            return Number(why="nobody says how many are held")
        rolled = [self._rolled(s, population, category) for s in told]
        count = Extent.hull(r for r, _ in rolled)
        claims = tuple(dict.fromkeys(c for s, (_, more) in zip(told, rolled, strict=True) for c in (*s.claims, *more)))
        why = listed([self._said(s, r) for s, (r, _) in zip(told, rolled, strict=True)])
        below = max(0.0, -count.high)
        clipped = Extent(max(count.low, 0.0), max(count.high, 0.0))
        return Number(clipped, claims, any(s.about for s in told), why, told, below)

    def said(self, population: Population, category: Category | None) -> tuple[Statement, ...]:
        """The statements of how many are held that the account goes by."""
        if not of_people(population):
            return ()
        debtors = self.debtors(population)
        facts = [f for f in self.stock(population) if not debtors or not f.actors or set(f.actors) & debtors]
        if self.figure:
            facts = [f for f in facts if f.claim in self.figure]
        heard = self.heard(facts, statements(facts, population, category, self.at, self.zone))
        if any(s.teller in self._tellers(facts) for s in heard):
            return heard
        return (*heard, *self._others_left(population, category))

    def _others_left(self, population: Population, category: Category | None) -> tuple[Statement, ...]:
        """That none of the category are left, where some say so and others deny it: to who is silent both may be."""
        if category is None or self.account.policy is Silence.STRICT:
            return ()
        told = contested(self.account.by_deed.get("", ()))
        facts = [f for f in told if not self.figure or f.claim in self.figure]
        mine = of_population(facts, population, self.terms.populations)
        return tuple(s for s in statements(mine, population, category, self.at, self.zone) if s.reclassified)

    def _tellers(self, facts: Iterable[Fact]) -> frozenset[str]:
        """The account's own tellers among those who tell these facts."""
        return frozenset(f.speaker for f in facts if f.claim in self._own)

    def heard(self, facts: Iterable[Fact], told: Sequence[Statement]) -> tuple[Statement, ...]:
        """The statements of the account's own tellers, where they speak of the category; else all that do.

        Statements that only bound it are heard where there are no others.
        """
        own = self._tellers(facts)
        sharp = [s for s in told if s.sharp] or list(told)
        return tuple(s for s in sharp if s.teller in own) or tuple(sharp)

    def debtors(self, population: Population) -> frozenset[str]:
        """Those who owe the release of a population; its holders where nobody does."""
        freeing = {*deeds_of("released"), *deeds_of("recovered")}
        owing = [d for d in self.terms.duties if d.owed and d.what == population.name and freeing & set(d.deeds)]
        return frozenset(n for d in owing for n in (*d.by, *d.also_by)) or frozenset(population.held_by)

    def _rolled(
        self, told: Statement, population: Population, category: Category | None
    ) -> tuple[Extent, tuple[str, ...]]:
        return self.brought(told, self.at, population, category)

    def brought(
        self, told: Statement, to: datetime, population: Population, category: Category | None
    ) -> tuple[Extent, tuple[str, ...]]:
        """A statement brought to another moment by the releases, rescues and finds between, with their claims."""
        if told.reclassified:
            return told.count, ()
        ahead = told.moment <= to
        first, last = (told.until, to) if ahead else (to, told.moment)
        gone = self._gone(population, first, last)
        fit = self._sorter.fit(population, category)
        between = gone.tally.sum(fit)
        if between.high == 0:
            return told.count, ()
        count = told.count.minus(between) if ahead else told.count.plus(between)
        return count, gone.number(fit, lambda _total, _day: True, self.zone).claims

    def _gone(self, population: Population, first: datetime, last: datetime) -> Batch:
        """Whoever left between two moments, day by day."""
        key = (population.name, first, last)
        if key not in self._left:
            told = (v for c in ("released", "rescued", "recovered") for d in deeds_of(c) for v in self._by_deed(d))
            mine = (v for v in told if v.start and first <= v.start < last and not is_total(v))
            versions = [as_dealt(v) for v in mine if v.taken and population.name in self.places(v)]
            self._left[key] = Batch.of(versions)
        return self._left[key]

    def _by_deed(self, deed: str) -> tuple[Version, ...]:
        return self.account.by_deed.get(deed, ())

    def _said(self, told: Statement, rolled: Extent) -> str:
        said = f"{extent(told.count, told.about)} by {told.teller} as of {day(told.moment, self.zone)}"
        if told.reclassified:
            return f"none by {told.teller}, who says that those left are others"
        return said if rolled == told.count else f"{said}, so {extent(rolled)} on {day(self.at, self.zone)}"

    def deliverable(self, population: Population, category: Category | None, held: Number) -> Number:
        """Those held, less whom others than the debtors hold and who are said not to be found."""
        if not held.told:
            return Number(why=held.why)
        away = self.away(population, category, held.count)
        if not away.claims:
            return held
        claims = tuple(dict.fromkeys((*held.claims, *away.claims)))
        count = remainder(held.count, away.count)
        return Number(count, claims, held.about, f"{held.why}, less {extent(away.count)} {away.why}", held.told)

    def away(self, population: Population, category: Category | None, held: Extent) -> Number:
        """How many of those held are out of the debtors' reach: held by others, or not to be found."""
        debtors = self.debtors(population)
        elsewhere = [f for f in self.stock(population) if debtors and f.actors and not set(f.actors) & debtors]
        elsewhere = [f for f in elsewhere if (f.start or f.known) <= self.at]
        lost = [f for f in self._lost(population) if f not in elsewhere]
        count = Extent.sum(self._away(f, population, category, held) for f in (elsewhere, lost) if f)
        words = [f"held by {listed(list(f.actors))} ({self._counted(f)})" for f in elsewhere]
        words += [f"whom {f.speaker} says that nobody can find or reach ({self._counted(f)})" for f in lost]
        return Number(count, tuple(f.claim for f in (*elsewhere, *lost)), why=listed(list(dict.fromkeys(words))))

    def _counted(self, fact: Fact) -> str:
        told = extent(fact.count, fact.about) if fact.count else "no number"
        return f"{told} as of {day(fact.start or fact.known, self.zone)}"

    def bodies_since(self, population: Population, category: Category | None, dead: Number) -> Extent:
        """How many bodies came back since the dead were told of, and so are held no more."""
        deaths = [v.start for v in self.moved(population, "dead") if v.start]
        first = min([*(s.until for s in dead.told), *deaths], default=None)
        back = [v for v in self.moved(population, "recovered") if not is_total(v) and is_counted(v)]
        since = [v for v in back if first and v.start and v.start >= first]
        return Tally.of(since).sum(self._sorter.fit(population, category))

    def _lost(self, population: Population) -> list[Fact]:
        """What the account's own tellers say cannot be found or reached."""
        names = ("", *deeds_of("released"), *deeds_of("recovered"))
        versions = (v for deed in names for v in self.account.by_deed.get(deed, ()))
        facts = (f for v in versions for f in v.incident.facts if "unable" in f.qualities)
        own = (f for f in facts if self.account.speaker in f.sides and f.told is not Told.SUPPOSED)
        return [f for f in own if population.name in self._sorter.places(f) and (f.start or f.known) <= self.at]

    def _away(self, facts: Sequence[Fact], population: Population, category: Category | None, held: Extent) -> Extent:
        """How many of the category these facts put out of reach; without a number, anything up to all."""
        if any(f.count is None for f in facts):
            return Extent(0.0, held.high)
        holders = dict.fromkeys(f.actors for f in facts)
        told = (
            statements([f for f in facts if f.actors == h], population, category, self.at, self.zone) for h in holders
        )
        away = Extent.sum(Extent.hull(s.count for s in group) if group else Extent(0.0, held.high) for group in told)
        return Extent(min(away.low, held.high), min(away.high, held.high))

    def dead(self, population: Population, category: Category | None) -> Number:
        """How many are told as dead: as a number of the dead, or death by death."""
        facts = self.stock(population, "kill")
        told = self.heard(facts, statements(facts, population, category, self.at, self.zone))
        told = tuple(s for s in told if s.moment <= self.at)
        summed = self.summed(population, category, "dead")
        if not told:
            return summed
        # The dead whom nobody tells of are not counted: what is told of some of them is what is told.
        stock = Extent.hull(Extent(s.count.low, s.count.low if s.count.high == inf else s.count.high) for s in told)
        count = Extent(max(stock.low, summed.count.low), max(stock.high, summed.count.high)) if summed.claims else stock
        claims = tuple(dict.fromkeys((*(c for s in told for c in s.claims), *summed.claims)))
        why = listed([self._said(s, s.count) for s in told] + ([summed.why] if summed.claims else []))
        return Number(count, claims, any(s.about for s in told), why, told)
