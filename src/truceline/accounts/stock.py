"""Stock: how many of a population an account has held or dead, by who tells it, from whole figures and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import combinations

from truceline.accounts.account import Account, Position, Version
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.kinds import LIFE, Fit, axis_of, kinds, plain_all
from truceline.accounts.nodes import INSTANT
from truceline.accounts.people import belongs, fit_of, kinds_of, people_word
from truceline.agreements.terms import Category, Population

MOST_PARTS = 10
"""Parts of one statement that are tried in every combination; beyond these, the largest alone."""

_WHO = (Measure.STOCK, Measure.NONE)
_THOSE_LEFT = re.compile(
    r"\b(?:all|only|remaining|remain|left|rest|none but|nobody but)\b|^\W*(?:these|those)\b", re.IGNORECASE
)
_SOME = re.compile(r"\b(?:among|amongst|some|several|including)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one teller says, as of one day, of the number in a population or category.

    ``reclassified`` where it says that those left are people whom the category does not take.
    """

    teller: str
    count: Extent
    moment: datetime
    """From when on it speaks."""
    until: datetime
    claims: tuple[str, ...]
    about: bool = False
    reclassified: bool = False
    living: bool = False
    """Whether it counts the living alone."""
    sharp: bool = True
    """Whether it speaks of the very category, and does not only bound it."""


def facts_in(versions: Iterable[Version]) -> Iterator[Fact]:
    """The facts that versions, and their parts, rest on and take as done."""
    for version in versions:
        if version.taken:
            claims = set(version.claims)
            yield from (f for f in version.incident.facts if f.claim in claims and f.told is Told.DONE)
            yield from facts_in(version.parts)


def stock_facts(account: Account, deed: str = "") -> tuple[Fact, ...]:
    """The facts of an account that tell how many, or who, there are: of those held (no deed), or dead ("kill")."""
    wanted = (Measure.STOCK,) if deed else _WHO
    found = facts_in(account.by_deed.get(deed, ()))
    return tuple(f for f in found if f.measure in wanted and "missing" not in f.what)


def contested(versions: Iterable[Version]) -> Iterator[Fact]:
    """The facts on who is held that some tell and others deny, of versions that leave them aside for that."""
    for version in versions:
        if version.position is Position.SILENT and not version.taken and version.incident.told is Told.DONE:
            yield from (f for f in version.incident.facts if f.told is Told.DONE and f.measure in _WHO)


def of_population(facts: Sequence[Fact], population: Population, others: Sequence[Population] = ()) -> tuple[Fact, ...]:
    """Those that speak of the population; a part that only says they are people goes with its whole.

    People told as held, with no word of whose, are those whom the rest of the report tells as held ("15 women remain").
    """
    by_claim = {f.claim: f for f in facts}
    told = _told_as_held(facts, others)

    def mine(fact: Fact, depth: int = 0) -> bool:
        if belongs(fact, population, others):
            return True
        whole = by_claim.get(fact.part_of or "")
        if whole is None and _of_whom_unsaid(fact):
            return told.get(fact.report) == {population.name}
        if whole is None or depth > len(by_claim):
            return False
        return all(people_word(w) for w in fact.what) and mine(whole, depth + 1)

    return tuple(f for f in facts if mine(f))


def _of_whom_unsaid(fact: Fact) -> bool:
    named = fact.held and fact.count is not None and not fact.actors and fact.part_of is None
    return named and bool(fact.what) and all(people_word(w) for w in fact.what)


def _told_as_held(facts: Sequence[Fact], others: Sequence[Population]) -> dict[str, set[str]]:
    """The populations that each report tells as held in so many words, where it also tells of people without any."""
    loose = {f.report for f in facts if _of_whom_unsaid(f)}
    told: dict[str, set[str]] = {}
    for fact in facts if loose else ():
        if fact.report in loose and fact.held:
            told.setdefault(fact.report, set()).update(p.name for p in others if belongs(fact, p, others))
    return told


def statements(
    facts: Iterable[Fact], population: Population, category: Category | None, at: datetime, zone: tzinfo
) -> tuple[Statement, ...]:
    """The statement of each teller that stands at ``at``: the latest before it that speaks of the category.

    Where a teller spoke only later of an earlier or unnamed day, the first one after ``at`` stands.
    """
    days: dict[str, dict[object, list[Fact]]] = {}
    for fact in facts:
        day = as_of(fact)[0].astimezone(zone).date()
        days.setdefault(fact.speaker, {}).setdefault(day, []).append(fact)
    found = ((_of_day(t, group, population, category) for group in told.values()) for t, told in days.items())
    return tuple(s for made in found if (s := _standing([m for m in made if m is not None], at)) is not None)


def _standing(made: list[Statement], at: datetime) -> Statement | None:
    """Statements that speak of the category itself go before those that only bound it."""
    sharp = [s for s in made if s.sharp] or made
    before = [s for s in sharp if s.moment <= at]
    if before:
        return max(before, key=lambda s: s.moment)
    return min(sharp, key=lambda s: s.moment, default=None)


def as_of(fact: Fact) -> tuple[datetime, datetime]:
    """From when to when a fact of a stock speaks; the day of the report where it says nothing."""
    start = fact.start or fact.end or fact.known - INSTANT
    return start, max(fact.end or start, start)


def _of_day(teller: str, facts: list[Fact], population: Population, category: Category | None) -> Statement | None:
    """What the facts of one teller and day come to."""
    fits = {f.claim: fit_of(f, population, category) for f in facts}
    kinds_by = {f.claim: kinds_of(f, population) for f in facts}
    found = _left(facts, fits) or bounded(facts, fits, kinds_by, category)
    if found is None:
        return None
    used = [f for f in facts if f.claim in found.claims]
    starts, ends = zip(*(as_of(f) for f in used), strict=True)
    living = any("living" in kinds_by[f.claim] for f in used)
    return Statement(
        teller,
        found.count,
        max(starts),
        max(ends),
        tuple(f.claim for f in used),
        any(f.about for f in used),
        found.reclassified,
        living,
        found.sharp,
    )


@dataclass(frozen=True, slots=True)
class Bound:
    """What figures say of a category; ``sharp`` where they speak of the category itself."""

    count: Extent
    claims: tuple[str, ...]
    sharp: bool = True
    reclassified: bool = False


def _left(facts: Sequence[Fact], fits: dict[str, Fit]) -> Bound | None:
    """None of the category are there where those left are said to be people whom it does not take."""
    said = [f for f in facts if fits[f.claim] is Fit.NO and _says_all(f)]
    return Bound(Extent.exactly(0), tuple(f.claim for f in said), reclassified=True) if said else None


def _says_all(fact: Fact) -> bool:
    if "all of them" in fact.qualities:
        return True
    some = fact.count is not None or _SOME.search(fact.words) is not None
    return not some and _THOSE_LEFT.search(fact.words) is not None


def bounded(
    facts: Sequence[Fact], fits: dict[str, Fit], kinds_by: dict[str, frozenset[str]], category: Category | None
) -> Bound | None:
    """How many are in the category by figures of one day: whole ones, else parts that rule one another out."""
    groups = _grouped([f for f in facts if f.count is not None], kinds_by)
    wholes = [g for g in groups if not g.kinds and not g.parts] or [g for g in groups if g.kinds == {"living"}]
    inside = [g for g in groups if g.fits(fits) is Fit.YES]
    if category is None:
        return _from_parts(wholes or inside, [], [], frozenset())
    asked = frozenset().union(*(plain_all(a) for a in category.any_of))
    # Whether they live says nothing of how many there are, except to a category of the living or the dead.
    complete = [g for g in inside if asked and g.kinds - (LIFE - asked) == asked and not _narrower(g, inside)]
    outside = [g for g in groups if g.fits(fits) is Fit.NO]
    return _from_parts(complete or inside, outside, wholes, asked)


def _narrower(group: Group, inside: Sequence[Group]) -> bool:
    """Whether these are told as a part of others who are all of the category ("19 women, two of them minors").

    Being of all its kinds at once, they are no number of the whole category.
    """
    return any(not group.parts.isdisjoint(g.claims) for g in inside)


@dataclass(frozen=True, slots=True)
class Group:
    """The figures that one teller gives on one day for the same kinds: one number of people, or rival ones."""

    kinds: frozenset[str]
    count: Extent
    claims: tuple[str, ...]
    parts: frozenset[str] = frozenset()
    """The claims of whose people these are a part."""

    def fits(self, fits: dict[str, Fit]) -> Fit:
        return fits[self.claims[0]]


def _grouped(facts: Sequence[Fact], kinds_by: dict[str, frozenset[str]]) -> list[Group]:
    """A part without kinds of its own stays by itself, since nothing says that it is another's number."""
    by_kinds: dict[object, list[Fact]] = {}
    for fact in facts:
        own = kinds_by[fact.claim]
        by_kinds.setdefault((own, fact.claim if fact.part_of and not own else ""), []).append(fact)
    wholes = {f.claim: f.part_of for f in facts if f.part_of}
    return [_group(group, kinds_by[group[0].claim], wholes) for group in by_kinds.values()]


def _group(facts: Sequence[Fact], own: frozenset[str], wholes: dict[str, str]) -> Group:
    above: set[str] = set()
    for fact in facts:
        at: str | None = fact.part_of
        while at is not None and at not in above:
            above.add(at)
            at = wholes.get(at)
    count = Extent.hull(f.count for f in facts if f.count)
    return Group(own, count, tuple(f.claim for f in facts), frozenset(above))


def _from_parts(
    inside: Sequence[Group], outside: Sequence[Group], wholes: Sequence[Group], asked: frozenset[str]
) -> Bound | None:
    """The sum of those inside where they cover all that is asked; else no more than the whole less those outside."""
    parts, others = apart(inside), apart(outside)
    if not parts and not wholes:
        return None
    sure = Extent.sum(g.count for g in parts)
    named = frozenset().union(*(g.kinds for g in parts))
    if parts and asked <= named and (asked or not any(g.kinds or g.parts for g in parts)):
        return Bound(sure, _claims(parts))
    if not wholes:
        return Bound(Extent(sure.low), _claims(parts), sharp=False)
    rest = wholes[0].count.minus(Extent.sum(g.count for g in others))
    high = max(rest.high, sure.low)
    return Bound(Extent(sure.low, high), _claims([*parts, *others, *wholes]), sharp=bool(parts))


def _claims(groups: Iterable[Group]) -> tuple[str, ...]:
    return tuple(c for g in groups for c in g.claims)


def apart(groups: Sequence[Group]) -> tuple[Group, ...]:
    """The most people that these figures come to without counting anybody twice.

    Two figures can be added where their kinds rule one another out ("men", "women") and neither is told
    as a part of the other.
    """
    ordered = sorted(groups, key=lambda g: (-g.count.low, sorted(g.kinds), g.claims))[:MOST_PARTS]
    sets = [
        chosen
        for size in range(1, len(ordered) + 1)
        for chosen in combinations(ordered, size)
        if all(_are_apart(a, b) for a, b in combinations(chosen, 2))
    ]
    return max(sets, key=lambda s: (sum(g.count.low for g in s), len(s)), default=())


def _are_apart(a: Group, b: Group) -> bool:
    nested = not a.parts.isdisjoint(b.claims) or not b.parts.isdisjoint(a.claims)
    return not nested and rule_out(a.kinds, b.kinds)


def rule_out(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether nobody can be of both sets of kinds: they answer a question that has one answer, differently."""
    for axis in kinds().exclusive:
        left, right = ({k for k in s if axis_of(k) == axis} for s in (a, b))
        if left and right and not left & right:
            return True
    return False
