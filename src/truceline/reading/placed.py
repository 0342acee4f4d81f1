"""Placed: what stands somewhere in a text, listed in its order, and which of it stands in some words."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from truceline.reading import syntax
from truceline.reading.parse import Parse


class Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


F = TypeVar("F", bound=Placed)


def start_of(placed: Placed) -> int:
    return placed.start


def stretches(parse: Parse, tokens: Iterable[int]) -> list[tuple[int, int]]:
    """The code points, from and to, of each unbroken run of tokens."""
    return [(parse.starts[i], parse.ends[j - 1]) for i, j in syntax.runs(tokens)]


def inside(parse: Parse, tokens: Iterable[int], found: Sequence[F]) -> list[F]:
    """Those of what was found that stand wholly within a run of tokens."""
    runs = stretches(parse, tokens)
    if not runs:
        return []
    first = bisect_left(found, runs[0][0], key=start_of)
    near = found[first : bisect_right(found, runs[-1][1], key=start_of)]
    return [f for f in near if any(s <= f.start and f.end <= e for s, e in runs)]
