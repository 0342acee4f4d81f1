"""Span: the stretch of a long list that is shown at once, and the cursors of those beside it."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.errors import ValueProblem


@dataclass(frozen=True, slots=True)
class Span:
    """At most ``size`` items from ``start`` on (counted from 0), of ``total``.

    ``next`` and ``previous`` are cursors; "" is that of the first stretch, None is none.
    """

    start: int
    size: int
    total: int

    @property
    def number(self) -> int:
        """Of the stretch, from 1."""
        return self.start // self.size + 1

    @property
    def of(self) -> int:
        """How many stretches there are; an empty list has one."""
        return max(self.total - 1, 0) // self.size + 1

    @property
    def next(self) -> str | None:
        after = self.start + self.size
        return str(after) if after < self.total else None

    @property
    def previous(self) -> str | None:
        before = max(self.start - self.size, 0)
        return (str(before) if before else "") if self.start else None


def start_of(cursor: str) -> int:
    """How many items stand before a cursor. Raises ValueProblem where it is none."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 10):
        raise ValueProblem("this is no part of this list.", where="cursor", todo="Begin at its first part.")
    return int(cursor or 0)
