"""Behind: all the claims that a verdict, a dispute or one side of a point rests on, a page of them at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query

from truceline.case import Listed
from truceline.errors import ValueProblem
from truceline.web.around import Around, around
from truceline.web.room import Room

PAGE = 25
"""Claims that are shown at once."""
Cursor = Annotated[str, Query(max_length=20)]
"""Where a page of a list begins; "" is the first."""


@dataclass(frozen=True, slots=True)
class Behind:
    """``claims`` begin at ``start`` of ``total``; ``words`` and ``cell`` say what they are behind.

    ``next`` and ``previous`` are the cursors of the pages beside; "" is the first page, None is none.
    """

    words: str
    cell: Mapping[str, Any] | None
    claims: Sequence[Listed]
    around: Mapping[str, Around]
    start: int
    total: int

    @property
    def next(self) -> str | None:
        after = self.start + PAGE
        return str(after) if after < self.total else None

    @property
    def previous(self) -> str | None:
        before = max(self.start - PAGE, 0)
        return (str(before) if before else "") if self.start else None


def behind(here: Room, ids: Sequence[str], cursor: str, words: str, cell: Mapping[str, Any] | None = None) -> Behind:
    """The page of claims that a cursor names. Raises ValueProblem for a cursor that is none."""
    start = beginning(cursor)
    found = here.case.listed(ids[start : start + PAGE])
    return Behind(words, cell, found, around(here, found), start, len(ids))


def beginning(cursor: str) -> int:
    """Where a page begins. Raises ValueProblem for a cursor that is none."""
    if cursor and not (cursor.isascii() and cursor.isdigit()):
        raise ValueProblem("this is no part of this list.", where="cursor", todo="Begin at its first page.")
    return int(cursor or 0)
