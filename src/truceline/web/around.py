"""Around: the words beside a short quote in its sentence, so that “136” says of what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol
from weakref import WeakKeyDictionary

from truceline.model import Claim, Report
from truceline.web.boards.saying import BESIDE, SHORT, in_sentence, said_at
from truceline.web.room import Room

_KEPT = 20_000
"""Quotes whose neighbourhood is kept at hand: a report never changes, nor what stands around its words."""


class _Listed(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def claim(self) -> Claim: ...


@dataclass(frozen=True, slots=True)
class Around:
    """What stands before a quote in its sentence, and after it."""

    before: str
    after: str


_kept: WeakKeyDictionary[Room, dict[tuple[str, int, int], Around]] = WeakKeyDictionary()


def around(here: Room, claims: Iterable[_Listed]) -> dict[str, Around]:
    """What stands around the short quotes among some claims, by the ids of these claims."""
    kept = _kept.setdefault(here, {})
    report = cache(here.case.report)
    return {one.id: _of(report, one.claim, kept) for one in claims if len(one.claim.quote) < SHORT}


def _of(report: Callable[[str], Report], claim: Claim, kept: dict[tuple[str, int, int], Around]) -> Around:
    key = (claim.report, *said_at(claim))
    if (found := kept.get(key)) is None:
        before, _, after = in_sentence(claim, report(claim.report), BESIDE)
        if len(kept) >= _KEPT:
            kept.clear()
        found = kept[key] = Around(before, after)
    return found
