"""Performance: the deeds of one account that count for one duty, and how many they come to by any moment."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, lru_cache
from itertools import accumulate
from math import inf

from truceline.accounts.account import Account, Position, Silence, Version
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Told
from truceline.accounts.kinds import axis_of, plain_all
from truceline.accounts.people import Fit, belongs, forms, kinds_of, outside
from truceline.accounts.people import counted as counts_as
from truceline.accounts.tally import is_total, value
from truceline.agreements.terms import Category, Duty, DutyKind, Population, Terms

SideOf = Callable[[str], tuple[str, ...]]
Spans = tuple[tuple[str, datetime, datetime], ...]
"""Stretches of time with their names."""

_NOTHING = Extent(0, 0)
_IN_PLACE = ("recover", "rescue")


@dataclass(frozen=True, slots=True)
class Flow:
    """One version that counts: ``count`` of it, at some moment from ``first`` to ``last`` (seconds; inf where open)."""

    version: Version
    count: Extent
    first: float
    last: float


@dataclass(frozen=True, slots=True)
class Stream:
    """Flows in order of ``first``, so that a stretch of them is found at once."""

    flows: tuple[Flow, ...] = ()
    _firsts: tuple[float, ...] = field(default=(), repr=False, compare=False)
    _longest: float = field(default=0.0, repr=False, compare=False)

    @classmethod
    def of(cls, flows: Iterable[Flow]) -> Stream:
        """In order of their beginning."""
        ordered = tuple(sorted(flows, key=lambda f: f.first))
        longest = max((f.last - f.first for f in ordered), default=0.0)
        return cls(ordered, tuple(f.first for f in ordered), longest)

    def within(self, start: datetime, end: datetime) -> Extent:
        """How many were done from ``start`` until ``end``; what may lie outside counts in the upper end alone."""
        low = high = 0.0
        first, last = start.timestamp(), end.timestamp()
        for flow in self.between(first, last):
            high += flow.count.high
            if flow.first >= first and flow.last <= last:
                low += flow.count.low
        return Extent(low, high)

    def over(self, start: datetime | None, end: datetime | None) -> tuple[Flow, ...]:
        """The flows that may lie between two moments."""
        return self.between(-inf if start is None else start.timestamp(), inf if end is None else end.timestamp())

    def between(self, first: float, last: float) -> tuple[Flow, ...]:
        """As ``over``, in seconds."""
        if not self.flows:
            return ()
        stop = bisect_left(self._firsts, last)
        if first == -inf:
            return self.flows[:stop]
        begin = 0 if self._longest == inf else bisect_left(self._firsts, first - self._longest)
        return tuple([f for f in self.flows[begin:stop] if f.last > first])


@dataclass(frozen=True, slots=True)
class Performance:
    """``flows`` are single deeds, ``totals`` running totals, ``rates`` averages; ``denied`` say it was not done."""

    flows: Stream = Stream()
    totals: tuple[Flow, ...] = ()
    rates: tuple[Flow, ...] = ()
    denied: Stream = Stream()
    _untold: dict[int, tuple[Spans, list[int]]] = field(default_factory=dict, repr=False, compare=False)

    def untold(self, spans: Spans) -> list[int]:
        """How many of the first n ``spans`` nothing is told of, neither a deed nor that there was none, for each n."""
        if id(spans) not in self._untold:
            missing = (not (self.flows.over(s, e) or self.denied.over(s, e)) for _, s, e in spans)
            self._untold[id(spans)] = spans, [0, *accumulate(map(int, missing))]
        return self._untold[id(spans)][1]

    @property
    def all(self) -> tuple[Flow, ...]:
        return (*self.flows.flows, *self.totals, *self.rates, *self.denied.flows)

    @property
    def told(self) -> bool:
        """Whether the account says anything at all about it."""
        return bool(self.flows.flows or self.totals or self.rates or self.denied.flows)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a duty asks of a deed for it to count: the part of it that performances depend on, and nothing else."""

    deeds: tuple[str, ...]
    by: tuple[str, ...]
    what: str
    population: Population | None
    category: str = ""
    outside: bool = False
    others: tuple[Population, ...] = ()
    where: tuple[str, ...] = ()

    def __hash__(self) -> int:
        # The populations, which take long to hash, seldom tell two of one agreement apart.
        return hash((self.deeds, self.by, self.what, self.category, self.outside, self.where))

    @classmethod
    def of(cls, duty: Duty, terms: Terms) -> Asked:
        by = (*duty.by, *duty.also_by)
        people = terms.population(duty.what)
        # Whoever may act in another's place finds or rescues those whom the other was to give back.
        deeds = (*duty.deeds, *_IN_PLACE) if duty.also_by and duty.kind is DutyKind.COUNT else duty.deeds
        return cls(deeds, by, duty.what, people, duty.category, duty.outside, terms.populations, duty.where)


def performance(account: Account, asked: Asked, side_of: SideOf) -> Performance:
    """The performance of what is ``asked`` in ``account``."""
    deeds = dict.fromkeys((*asked.deeds, "hold back"))
    versions = (v for deed in deeds for v in account.by_deed.get(deed, ()))
    return _sorted_out(versions, asked, account.policy, side_of)


def renewed(
    old: Performance, gone: Container[str], fresh: Iterable[Version], asked: Asked, account: Account, side_of: SideOf
) -> Performance:
    """As ``performance`` of the account, where only the incidents ``gone`` are told otherwise, as ``fresh``."""
    more = _sorted_out(fresh, asked, account.policy, side_of)
    if not more.told and not any(f.version.id in gone for f in old.all):
        return old

    def kept(before: Iterable[Flow], after: Iterable[Flow]) -> tuple[Flow, ...]:
        return (*(f for f in before if f.version.id not in gone), *after)

    return Performance(
        Stream.of(kept(old.flows.flows, more.flows.flows)),
        kept(old.totals, more.totals),
        kept(old.rates, more.rates),
        Stream.of(kept(old.denied.flows, more.denied.flows)),
    )


def _sorted_out(versions: Iterable[Version], asked: Asked, policy: Silence, side_of: SideOf) -> Performance:
    flows: list[Flow] = []
    totals: list[Flow] = []
    rates: list[Flow] = []
    denied: list[Flow] = []
    seen: dict[object, bool] = {}
    for version in versions:
        key = (version.deed, version.what, version.actors, version.recipients, version.place)
        if key not in seen:
            seen[key] = _concerns(version, asked, side_of)
        if not seen[key]:
            continue
        if version.deed not in asked.deeds:
            if version.taken:
                denied.append(Flow(version, _NOTHING, *stamps_of(version)))
            continue
        if version.position is Position.DENIED or _undenied_lack(version, policy):
            denied.append(Flow(version, _NOTHING, *stamps_of(version)))
            continue
        count = counted(version, asked) if version.taken else None
        if count is None:
            continue
        flow = Flow(version, count, *stamps_of(version))
        if version.incident.per:
            rates.append(flow)
        elif not is_total(version):
            flows.append(flow)
        elif _of_those_owed(version, asked):
            totals.append(flow)
    return Performance(Stream.of(flows), tuple(totals), tuple(rates), Stream.of(denied))


def _concerns(version: Version, asked: Asked, side_of: SideOf) -> bool:
    """Whether it is of what is asked, by those asked, there; or that those asked held it back."""
    if version.deed not in asked.deeds and (version.deed != "hold back" or not version.actors):
        return False
    return done_by(version, asked.by, side_of) and about(version, asked) and in_place(version, asked.where)


def _undenied_lack(version: Version, policy: Silence) -> bool:
    """Whether a report itself tells that it was not done, and nobody says otherwise.

    What one side says against another is not enough: that counts only for those who hold it.
    """
    if policy is Silence.STRICT or version.position is not Position.SILENT:
        return False
    facts = version.incident.facts
    return all(f.told is Told.NOT_DONE for f in facts) and any(f.voice.startswith("report:") for f in facts)


def _of_those_owed(total: Version, asked: Asked) -> bool:
    """Whether a running total holds only people who count: one that does not say so may hold others as well."""
    apart = asked.population is not None and bool(asked.population.outside)
    return asked.outside or not apart or bool(total.qualities & {"in the deal", "counts"})


def done_by(version: Version, parties: tuple[str, ...], side_of: SideOf) -> bool:
    """Whether one of ``parties``, or who acts for it, did it; where nobody is named, anybody may have."""
    if not version.actors or not parties:
        return True
    return any(side in parties for actor in version.actors for side in side_of(actor))


def about(version: Version, asked: Asked) -> bool:
    """Whether it concerns the people or goods asked for."""
    if asked.population is not None:
        return belongs(version, asked.population, asked.others)
    return not asked.what or bool(_heads(asked.what) & {h for w in version.what for h in _heads(w)})


@lru_cache(maxsize=4096)
def _heads(words: str) -> frozenset[str]:
    """The noun that words turn on: a "list of hostages" is a list, "lists" are lists."""
    return frozenset(forms(words.casefold().split(" of ")[0].split()[-1])) if words.strip() else frozenset()


def in_place(version: Version, places: tuple[str, ...]) -> bool:
    """Whether it was in one of ``places``; an untold place is not held against it."""
    if not places or not version.place:
        return True
    place = version.place.casefold()
    return any(p.casefold() in place or place in p.casefold() for p in places)


def counted(version: Version, asked: Asked) -> Extent | None:
    """How many of them count for what is asked: a range where the account does not say enough; None for none."""
    count = version.count if version.count is not None else _uncounted(asked)
    if asked.population is None or version.count is None:
        return count
    parts = tuple(p for p in version.parts if p.taken)
    found = value(replace(version, parts=parts) if version.parts else version, lambda v: _fit(v, asked))
    return None if found.high == 0 else found


def _fit(version: Version, asked: Asked) -> Fit:
    """Whether people count for what is asked.

    A release that nobody sets apart, or that is said to be under the deal, is taken as one of those
    agreed: only what is said of the people themselves rules them out, or leaves it open.
    """
    people = asked.population
    assert people is not None
    category = people.category(asked.category) if asked.category else None
    fit = counts_as(version, people, category, asked.outside)
    if fit is not Fit.MAYBE or category is None:
        return fit
    told = {axis_of(k) or k for k in kinds_of(version, people)}
    return Fit.YES if outside(version, people) is False or told.isdisjoint(_turns_on(category)) else fit


@cache
def _turns_on(category: Category) -> frozenset[str]:
    """The questions that a category turns on: of what age, a soldier or not."""
    kinds = plain_all(k for group in (*category.any_of, category.never) for k in group)
    return frozenset(axis_of(k) or k for k in kinds)


def _uncounted(asked: Asked) -> Extent:
    """A deed told without a number: one of a kind, or nobody knows how many people."""
    return Extent(1, inf) if asked.population is not None else Extent.exactly(1)


def stamps_of(version: Version) -> tuple[float, float]:
    """The earliest and latest moment it may have happened, in seconds; open ends are infinite."""
    if version.start is None and version.end is None:
        return -inf, version.known.timestamp() if version.known else inf
    first = version.start.timestamp() if version.start else -inf
    last = version.end.timestamp() if version.end else inf
    return first, max(first, last - 1e-6) if last != inf else last
