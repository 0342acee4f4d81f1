"""Grouping: nodes that are surely one, joined; where joining would join what is apart, nothing is joined.

The result is a function of the set: ties are never broken by order or by name. Where a node could as
well belong to one group as to another that is apart from it, it belongs to neither.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field

from truceline.accounts.likeness import Level

Pair = tuple[int, int]
_NONE: frozenset[int] = frozenset()


@dataclass(slots=True)
class Grouping:
    """``edges`` are what was joined by what; ``dropped`` would have joined what is apart."""

    groups: list[list[int]]
    edges: list[Pair] = field(default_factory=list)
    dropped: list[Pair] = field(default_factory=list)


def grouped(count: int, likely: Sequence[tuple[Level, int, int]], apart: Iterable[Pair]) -> Grouping:
    """The groups of nodes 0 to ``count`` - 1, the surest pairs joined first.

    ``likely`` holds each pair that is surely one with its level; ``apart`` the pairs that never are.
    """
    forest = _Forest(count, apart)
    levels: dict[Level, list[Pair]] = defaultdict(list)
    for level, a, b in likely:
        levels[level].append((a, b))
    made = Grouping([])
    for level in sorted(levels, reverse=True):
        _join(forest, levels[level], made)
    made.groups = forest.groups()
    made.dropped = [(a, b) for a, b in made.dropped if forest.root(a) != forest.root(b)]
    return made


class _Forest:
    """Disjoint groups, each with the groups it is apart from."""

    def __init__(self, count: int, apart: Iterable[Pair]) -> None:
        self._parent = list(range(count))
        self._apart: dict[int, set[int]] = defaultdict(set)
        for a, b in apart:
            self._apart[a].add(b)
            self._apart[b].add(a)

    def root(self, node: int) -> int:
        while self._parent[node] != node:
            self._parent[node] = self._parent[self._parent[node]]
            node = self._parent[node]
        return node

    def apart(self, a: int, b: int) -> bool:
        """Of two roots."""
        return b in self._apart.get(a, ())

    def apart_from(self, a: int) -> Set[int]:
        """The roots that a root is apart from."""
        return self._apart.get(a, _NONE)

    def join(self, a: int, b: int) -> None:
        a, b = self.root(a), self.root(b)
        if a == b:
            return
        a, b = min(a, b), max(a, b)
        self._parent[b] = a
        for other in self._apart.pop(b, ()):
            self._apart[other].discard(b)
            self._apart[other].add(a)
            self._apart[a].add(other)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for node in range(len(self._parent)):
            found[self.root(node)].append(node)
        return list(found.values())


def _join(forest: _Forest, pairs: list[Pair], made: Grouping) -> None:
    """Join all pairs of one level that contradict nothing."""
    near: dict[int, dict[int, list[Pair]]] = defaultdict(dict)
    for a, b in pairs:
        x, y = forest.root(a), forest.root(b)
        if x == y:
            continue
        if forest.apart(x, y):
            made.dropped.append((a, b))
            continue
        near[x].setdefault(y, []).append((a, b))
        near[y].setdefault(x, []).append((a, b))
    for x, y in _torn(forest, near):
        made.dropped += near[x][y][:1]
        del near[x][y], near[y][x]
    for part in _parts(near):
        if _contradicts(forest, part):
            made.dropped += [p[0] for x in part for y, p in near[x].items() if x < y]
            continue
        for x in part:
            for y in near[x]:
                if forest.root(x) != forest.root(y):
                    made.edges.append(near[x][y][0])
                    forest.join(x, y)


def _torn(forest: _Forest, near: dict[int, dict[int, list[Pair]]]) -> list[Pair]:
    """The links of a group to two others that are apart from one another."""
    found = set()
    for x, others in near.items():
        if len(others) < 2:
            continue
        for y in others:
            if not forest.apart_from(y).isdisjoint(others):
                found.add((min(x, y), max(x, y)))
    return sorted(found)


def _parts(near: dict[int, dict[int, list[Pair]]]) -> list[list[int]]:
    seen: set[int] = set()
    found = []
    for start in sorted(near):
        if start in seen:
            continue
        part, queue = [], [start]
        seen.add(start)
        while queue:
            x = queue.pop()
            part.append(x)
            fresh = [y for y in near[x] if y not in seen]
            seen.update(fresh)
            queue += fresh
        found.append(sorted(part))
    return found


def _contradicts(forest: _Forest, part: list[int]) -> bool:
    inside = set(part)
    return len(part) > 2 and any(not inside.isdisjoint(forest.apart_from(x)) for x in part)
