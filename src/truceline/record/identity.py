"""Identity: which parties, or incidents, are one and the same, by the judgements made so far.

Everything here is a function of the table of judgements alone:

1.  A pair has one verdict: the latest judgement on it, whichever way round it was named.
2.  What is joined by ``same``, directly or through others, is one group.
3.  ``different`` and ``unsure`` join nothing. Where ``different`` stands between two of one group,
    the judgements contradict one another. Both are kept, and the contradiction is reported with the
    chain that joins the two: someone must judge again.
4.  A group goes by its smallest id, so neither the order of the judgements nor any name is preferred.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from truceline.record.entries import About, Judgement, SameVerdict

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """``a`` and ``b`` were judged different, yet ``chain`` leads from one to the other by ``same``."""

    a: str
    b: str
    chain: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """The latest verdict on each pair and the groups that follow. Make it with ``Identity.of``."""

    verdicts: Mapping[Pair, SameVerdict] = field(default_factory=dict)
    _main: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, judgements: Iterable[Judgement], about: About) -> Identity:
        """The identities that follow from the judgements on ``about``, given in the order they were made."""
        latest = {j.pair: j.verdict for j in judgements if j.about is about}
        verdicts = dict(sorted(latest.items()))
        return cls(verdicts, _joined(p for p, v in verdicts.items() if v is SameVerdict.SAME))

    def main(self, id: str) -> str:
        """The id that the group of ``id`` goes by; ``id`` itself where nothing was joined to it."""
        return self._main.get(id, id)

    def group(self, id: str) -> tuple[str, ...]:
        """Everything that is the same as ``id``, and itself, sorted."""
        main = self.main(id)
        return tuple(sorted({id, *(other for other, m in self._main.items() if m == main)}))

    def groups(self) -> tuple[tuple[str, ...], ...]:
        """Every group of two or more, each sorted, in order of their first."""
        members: dict[str, list[str]] = {}
        for id in sorted(self._main):
            members.setdefault(self._main[id], []).append(id)
        return tuple(sorted(tuple(m) for m in members.values()))

    def verdict(self, a: str, b: str) -> SameVerdict | None:
        """The latest judgement on exactly this pair; None where nobody judged it."""
        return self.verdicts.get((a, b) if a < b else (b, a))

    def same(self, a: str, b: str) -> bool:
        """Whether the two are joined, directly or through others."""
        return self.main(a) == self.main(b)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Each pair judged different that is joined through others all the same."""
        apart = [p for p, v in self.verdicts.items() if v is SameVerdict.DIFFERENT and self.same(*p)]
        if not apart:
            return ()
        near = self._neighbours()
        return tuple(Contradiction(a, b, _chain(near, a, b)) for a, b in apart)

    def _neighbours(self) -> dict[str, list[str]]:
        near: dict[str, list[str]] = {}
        for (a, b), verdict in self.verdicts.items():
            if verdict is SameVerdict.SAME:
                near.setdefault(a, []).append(b)
                near.setdefault(b, []).append(a)
        return {id: sorted(others) for id, others in near.items()}


def _joined(pairs: Iterable[Pair]) -> dict[str, str]:
    """Union-find, in which the smallest id of a group is always its root."""
    parent: dict[str, str] = {}

    def root(id: str) -> str:
        parent.setdefault(id, id)
        while parent[id] != id:
            parent[id] = parent[parent[id]]
            id = parent[id]
        return id

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return {id: root(id) for id in parent}


def _chain(near: Mapping[str, list[str]], start: str, end: str) -> tuple[str, ...]:
    """The shortest way from one to the other; among equals the first in order of ids."""
    came_from, queue = {start: start}, deque([start])
    while queue and end not in came_from:
        here = queue.popleft()
        for other in near[here]:
            if other not in came_from:
                came_from[other] = here
                queue.append(other)
    way = [end]
    while way[-1] != start:
        way.append(came_from[way[-1]])
    return tuple(reversed(way))
