"""What the encoder saw in one text: a row of numbers for each word piece, from which every head reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.reading.model.labels import columns
from truceline.reading.model.pieces import Pieces

if TYPE_CHECKING:
    import numpy as np

    Rows = np.ndarray[Any, np.dtype[np.float32]]

_COLUMNS = columns()


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One text as read.

    ``windows`` are the first and last piece (exclusive) of each window; ``rows`` has a row for each piece and
    ``firsts`` one for the first special piece of each window.  ``hidden`` has for each window what the second reading
    goes on from, special pieces and all.  ``tables`` are the small tables shipped with the weights.
    """

    text: str
    pieces: Pieces
    windows: tuple[tuple[int, int], ...]
    rows: Rows
    firsts: Rows
    hidden: tuple[Rows, ...]
    tables: Tables

    def head(self, name: str, start: int = 0, end: int | None = None) -> Rows:
        """The columns of one head for the pieces from ``start`` to ``end``."""
        return self.rows[start:end, slice(*_COLUMNS[name])]

    def first(self, name: str, window: int) -> Rows:
        """The columns of one head for a window's first special piece."""
        return self.firsts[window, slice(*_COLUMNS[name])]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The pieces that the characters from ``start`` to ``end`` touch (first and last, exclusive)."""
        return bisect_right(self.pieces.ends, start), bisect_left(self.pieces.starts, end)

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The characters of the pieces from ``first`` to ``end`` (exclusive), out to the edges of whole words."""
        words = self.pieces.words
        while first > 0 and words[first - 1] == words[first]:
            first -= 1
        while end < len(words) and words[end] == words[end - 1]:
            end += 1
        return self.pieces.starts[first], self.pieces.ends[end - 1]


@dataclass(frozen=True, slots=True)
class Tables:
    """``moves``: scores from tag to tag of each attribution layer; ``linker``: weights and thresholds."""

    moves: list[list[list[float]]]
    linker: dict[str, Any]
