"""Filing: facts filed by deed and day, each denial with the claim that it answers by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from truceline.accounts.fact import Fact, Told
from truceline.accounts.facts import order_of
from truceline.accounts.nodes import day_of

Key = tuple[str, int]
"""A deed and a day, as its number in the calendar."""
Order = tuple[object, ...]

_ANSWERING = frozenset({Told.NOT_DONE, Told.SUPPOSED})
"""What a claim that answers another may say of it: that it is not so, or that it may be."""


@dataclass(frozen=True, slots=True)
class Filing:
    """``inside`` are the claims of each cell; ``answering``, for a claim, the claims that deny or doubt it by name."""

    facts: Mapping[str, Fact] = field(default_factory=dict)
    home: Mapping[str, Key] = field(default_factory=dict)
    inside: Mapping[Key, frozenset[str]] = field(default_factory=dict)
    answering: Mapping[str, frozenset[str]] = field(default_factory=dict)
    order: Mapping[str, Order] = field(default_factory=dict)

    def with_facts(self, fresh: Mapping[str, Fact]) -> tuple[Filing, set[Key]]:
        """The filing with these facts as well, by claim, and the cells that are not as they were."""
        facts = {**self.facts, **fresh}
        order = {**self.order, **{claim: order_of(fact) for claim, fact in fresh.items()}}
        answering = self._answering(fresh)
        home, inside = dict(self.home), dict(self.inside)
        changed: dict[Key, set[str]] = {}
        for claim in _touched(fresh, answering):
            if (was := home.get(claim)) is not None:
                changed.setdefault(was, set(inside[was])).discard(claim)
            home[claim] = now = _home(claim, facts)
            changed.setdefault(now, set(inside.get(now, ()))).add(claim)
        inside.update({key: frozenset(claims) for key, claims in changed.items()})
        return Filing(facts, home, inside, answering, order), set(changed)

    def _answering(self, fresh: Mapping[str, Fact]) -> Mapping[str, frozenset[str]]:
        found = [(f.answers, c) for c, f in fresh.items() if f.answers and f.told in _ANSWERING]
        stale = [c for c in fresh if c in self.facts and self.facts[c].answers]
        if not found and not stale:
            return self.answering
        answering = {target: claims.difference(stale) for target, claims in self.answering.items()}
        for target, claim in found:
            answering[target] = answering.get(target, frozenset()) | {claim}
        return answering

    def staying(self, key: Key) -> list[Fact]:
        """The facts of a cell that are filed for themselves, in their order."""
        claims = (c for c in self.inside[key] if not self.answering or root_of(c, self.facts) == c)
        return [self.facts[c] for c in sorted(claims, key=self.order.__getitem__)]

    def answers_to(self, claims: Iterable[str]) -> list[Fact]:
        """The denials that answer one of these claims by name, directly or through others, in their order."""
        if not self.answering:
            return []
        found: dict[str, Fact] = {}
        queue = list(claims)
        while queue:
            for claim in self.answering.get(queue.pop(), ()):
                if claim not in found and root_of(claim, self.facts) != claim:
                    found[claim] = self.facts[claim]
                    queue.append(claim)
        return [found[c] for c in sorted(found, key=self.order.__getitem__)]


def root_of(claim: str, facts: Mapping[str, Fact]) -> str:
    """The claim at the end of a chain of denials by name; the claim itself where the chain ends nowhere."""
    here, seen = claim, {claim}
    while facts[here].told in _ANSWERING:
        answered = facts[here].answers
        if answered is None or answered not in facts:
            break
        if answered in seen:
            return claim
        here = answered
        seen.add(here)
    return here


def _touched(fresh: Mapping[str, Fact], answering: Mapping[str, frozenset[str]]) -> Iterable[str]:
    """The fresh claims, and those that answer them, directly or through others."""
    queue, seen = list(fresh), set(fresh)
    while queue:
        claim = queue.pop()
        yield claim
        more = answering.get(claim, frozenset()) - seen
        seen |= more
        queue += more


def _home(claim: str, facts: Mapping[str, Fact]) -> Key:
    fact = facts[root_of(claim, facts)]
    return fact.deed, day_of(fact).toordinal()
