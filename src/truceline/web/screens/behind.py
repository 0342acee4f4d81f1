"""Behind: all the claims that a verdict, a dispute or one side of a point rests on, a page of them at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Query

from truceline.case import Listed
from truceline.web.around import Around, around
from truceline.web.room import Room
from truceline.web.span import Span, start_of

PAGE = 25
"""Claims that are shown at once."""
Cursor = Annotated[str, Query(max_length=20)]
"""Where a page of a list begins; "" is the first."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The ``claims`` of a ``span``; ``words`` and ``cell`` say what they are behind."""

    words: str
    cell: Mapping[str, Any] | None
    claims: Sequence[Listed]
    around: Mapping[str, Around]
    span: Span


def behind(here: Room, ids: Sequence[str], cursor: str, words: str, cell: Mapping[str, Any] | None = None) -> Behind:
    """The page of claims that a cursor names. Raises ValueProblem for a cursor that is none."""
    span = Span(start_of(cursor), PAGE, len(ids))
    found = here.case.listed(ids[span.start : span.start + PAGE])
    return Behind(words, cell, found, around(here, found), span)
