"""Breakdown: whether the parts of a number add up to the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from truceline.accounts.account import Account
from truceline.accounts.assumptions import unique
from truceline.accounts.fact import Fact
from truceline.accounts.finding import ConflictingSet, Finding, FindingKind
from truceline.accounts.kinds import axis_of, plain_all
from truceline.accounts.stock import facts_in, rule_out
from truceline.accounts.wording import added, listed

IDENTITY = "the parts of a number add up to the whole"
MOST_SUMS = 4096
"""Ways of putting parts together that are tried for one whole."""


def breakdown_findings(account: Account) -> Iterator[Finding]:
    """A finding for each whole number that the account gives in parts: that they add up, or that they cannot."""
    facts = {f.claim: f for f in facts_in(account.versions)}
    parts: dict[str, list[Fact]] = {}
    for fact in facts.values():
        whole = facts.get(fact.part_of or "")
        if whole and whole.count and whole.count.exact and fact.count and fact.count.exact and not fact.per:
            parts.setdefault(whole.claim, []).append(fact)
    for claim, inside in parts.items():
        found = [f for group in _by_question(inside) for f in _Sum(account.speaker, facts[claim], group).findings()]
        yield from found or _Sum(account.speaker, facts[claim], inside).together()


def _by_question(facts: Iterable[Fact]) -> Iterable[list[Fact]]:
    """Parts that answer the same question about the people: men and women, or nationals and foreigners."""
    groups: dict[object, list[Fact]] = {}
    for fact in facts:
        axes = frozenset(axis_of(k) for k in plain_all(fact.kinds))
        groups.setdefault((axes, fact.measure if not axes else ""), []).append(fact)
    return groups.values()


@dataclass(frozen=True, slots=True)
class _Sum:
    speaker: str
    whole: Fact
    parts: Sequence[Fact]

    def findings(self) -> Iterator[Finding]:
        slots = self._slots()
        ways = self._ways(slots)
        exact = [w for w in ways if _total(w) == self._number]
        best = [w for w in exact if len(w) > 1 and not any(_inside(w, o) for o in exact)]
        for way in best:
            yield self._made(FindingKind.HOLDS, way, f"{added(map(_count, way))} = {self._number:,g}.")
        yield from self._rivals(best)
        if not best and (over := self._over(slots)) is not None:
            yield over

    def together(self) -> Iterator[Finding]:
        """Parts that answer different questions, where all of them together come to the whole exactly."""
        way = [slot[0] for slot in self._slots()]
        if len(way) > 1 and _total(way) == self._number:
            yield self._made(FindingKind.HOLDS, way, f"{added(map(_count, way))} = {self._number:,g}.")

    @property
    def _number(self) -> float:
        return self.whole.count.low if self.whole.count else 0.0

    def _slots(self) -> list[list[Fact]]:
        """The parts by who they are: rival numbers of the same people stand in one slot, each number once."""
        slots: dict[object, dict[float, Fact]] = {}
        for part in sorted(self.parts, key=lambda f: (f.known, f.position, -_count(f))):
            slots.setdefault(plain_all(part.kinds) or part.claim, {}).setdefault(_count(part), part)
        return [list(slot.values()) for slot in slots.values()]

    def _ways(self, slots: Sequence[Sequence[Fact]]) -> list[tuple[Fact, ...]]:
        """Every choice of one number, or none, for each slot; of too many, all parts together alone."""
        size = 1
        for slot in slots:
            size *= len(slot) + 1
        if size > MOST_SUMS:
            return [tuple(slot[0] for slot in slots)]
        choices = product(*([None, *slot] for slot in slots))
        return [tuple(f for f in way if f is not None) for way in choices]

    def _rivals(self, exact: Sequence[tuple[Fact, ...]]) -> Iterator[Finding]:
        """Numbers that stand in no sum that comes out: put in the place of their rival, the parts miss the whole."""
        used = {(plain_all(f.kinds), _count(f)) for way in exact for f in way}
        for part in (p for slot in self._slots() for p in slot):
            kinds = plain_all(part.kinds)
            same = [w for w in exact if any(plain_all(f.kinds) == kinds for f in w)]
            if (kinds, _count(part)) in used or not kinds or not same:
                continue
            way = tuple(part if plain_all(f.kinds) == kinds else f for f in same[0])
            yield self._conflict(way)
        for slot in self._slots():
            left = [p for p in slot if (plain_all(p.kinds), _count(p)) not in used]
            if left and len(slot) > 1:
                yield self._one_number(slot)

    def _one_number(self, slot: Sequence[Fact]) -> Finding:
        told = listed([f"{_count(f):,g} by {f.speaker}" for f in slot])
        sentence = f"Of {self._number:,g}, the same people are {told}; they cannot all be true."
        return self._made(FindingKind.CONFLICT, slot, sentence, summed=False)

    def _over(self, slots: Sequence[Sequence[Fact]]) -> Finding | None:
        """Parts that share nobody, and are more than the whole."""
        least = [min(slot, key=_count) for slot in slots]
        apart = all(rule_out(plain_all(a.kinds), plain_all(b.kinds)) for a in least for b in least if a is not b)
        if any(_count(f) > self._number for f in least):
            return self._conflict([f for f in least if _count(f) > self._number][:1])
        return self._conflict(least) if apart and _total(least) > self._number else None

    def _same(self, part: Fact) -> list[Fact]:
        """All claims of the same number of the same people."""
        kinds = plain_all(part.kinds)
        same = [f for f in self.parts if kinds and plain_all(f.kinds) == kinds and _count(f) == _count(part)]
        return same or [part]

    def _conflict(self, way: Sequence[Fact]) -> Finding:
        summed = _total(way)
        made = f"{added(map(_count, way))} = {summed:,g}" if len(way) > 1 else f"{summed:,g}"
        sentence = f"{made}, while the whole is told as {self._number:,g}."
        return self._made(FindingKind.CONFLICT, way, sentence)

    def _made(self, kind: FindingKind, way: Sequence[Fact], sentence: str, *, summed: bool = True) -> Finding:
        claims = unique((self.whole.claim, *(f.claim for part in way for f in self._same(part))))
        words = (f"{self._number:,g} in all", *(f"{_count(f):,g} of them" for f in way))
        conflicts = (ConflictingSet(words, claims),) if kind is FindingKind.CONFLICT else ()
        sums = (_total(way),) if summed else ()
        numbers = tuple(dict.fromkeys((self._number, *map(_count, way), *sums)))
        about = next((w for w in self.whole.what if w), "")
        return Finding(kind, self.speaker, about, IDENTITY, sentence, numbers, claims, conflicts)


def _count(fact: Fact) -> float:
    return fact.count.low if fact.count else 0.0


def _total(facts: Iterable[Fact]) -> float:
    return sum(map(_count, facts))


def _inside(way: Sequence[Fact], other: Sequence[Fact]) -> bool:
    """Whether another sum has all of these parts, and more."""
    return len(way) < len(other) and {f.claim for f in way} <= {f.claim for f in other}
