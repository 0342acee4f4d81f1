"""Rulings: what people judged of pairs of claims or incidents, as far as it bears on what is one incident."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from truceline.record.entries import About, Judgement, SameVerdict
from truceline.record.view import Judged

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ruling:
    verdict: SameVerdict
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Rulings:
    """The latest ruling on each pair of claims; ``claims`` are all that any ruling names."""

    by_pair: Mapping[Pair, Ruling] = field(default_factory=dict)
    claims: frozenset[str] = frozenset()

    @classmethod
    def of(cls, judged: Iterable[Judged | Judgement]) -> Rulings:
        """From judgements on incidents, in the order they were made. An incident stands for its first claim."""
        found: dict[Pair, Ruling] = {}
        for item in judged:
            author, judgement = (item.author, item.judgement) if isinstance(item, Judged) else ("", item)
            if judgement.about is About.INCIDENT:
                a, b = claim_of(judgement.a), claim_of(judgement.b)
                found[(a, b) if a < b else (b, a)] = Ruling(judgement.verdict, judgement.reason, author)
        return cls(found, frozenset(c for pair in found for c in pair))

    def apart(self, a: Iterable[str], b: Iterable[str]) -> bool:
        """Whether somebody judged one of ``a`` and one of ``b`` to be different, or could not tell."""
        if not self.by_pair:
            return False
        mine, yours = self.claims.intersection(a), self.claims.intersection(b)
        return any(
            (found := self.by_pair.get((x, y) if x < y else (y, x))) is not None
            and found.verdict is not SameVerdict.SAME
            for x in mine
            for y in yours
        )


def incident_id(claim: str) -> str:
    """The id of the incident whose first claim this is."""
    return "i-" + claim.removeprefix("c-")


def claim_of(id: str) -> str:
    """The claim that the id of an incident, or of a claim, leads to."""
    return "c-" + id.removeprefix("i-") if id.startswith("i-") else id
