"""Waiting: the claims that wait for a person, in one line, and where one stands in it.

In front are those on which something rests, in the order of the queue's board; after them the others by doubt. What
somebody decided on since they began stands before the whole line, so that one can go back to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import Any

from truceline.case import Asked, Case, Listed, Status, ViewedClaim
from truceline.errors import UnknownId
from truceline.model.score import BY_HAND

_LOOKED_THROUGH = 1000
"""Claims of the list by doubt among which one is looked for."""
_AT_ONCE = 8
"""Claims that are looked up together."""
_DECISIONS = ("review", "correction", "decision taken back")
_LOOKED = 500


@dataclass(frozen=True, slots=True)
class Mine:
    """A decision that one person made: the claim, and the number of the entry."""

    claim: str
    seq: int


class Waiting:
    """``weighed`` are the items of the queue's board, ``mine`` what one decided on, in that order.

    ``asked`` narrows the line, and must ask for what waits by doubt.
    """

    def __init__(self, case: Case, asked: Asked, weighed: Sequence[dict[str, Any]], mine: Sequence[Mine]) -> None:
        self._case, self._asked = case, asked
        self._items = {i["id"]: i for i in weighed if self._wanted(i)}
        self._front = list(self._items)
        self.mine = tuple(mine)
        self._mine = list(dict.fromkeys(m.claim for m in reversed(mine)))[::-1]
        self._known: dict[str, ViewedClaim | None] = {}
        self._listed: dict[str, Listed | None] = {}

    @cached_property
    def total(self) -> int:
        """How many wait."""
        return self._case.count(self._asked)

    def item(self, id: str) -> dict[str, Any] | None:
        """Why a claim stands where it stands, of the queue's board; None for one that stands there by doubt."""
        return self._items.get(id)

    @property
    def last_decided(self) -> str | None:
        """What one decided on last."""
        return self._mine[-1] if self._mine else None

    def first(self) -> str | None:
        return next(self._line(), None)

    def after(self, id: str) -> str | None:
        """The claim that follows; after the last one, the first that was passed over."""
        following = next(self._following(id), None)
        return following or next((other for other in self._line() if other != id), None)

    def before(self, id: str) -> str | None:
        """The claim before; before the first one, what was decided on last."""
        if id in self._mine and not self._waits(id):
            place = self._mine.index(id)
            return self._mine[place - 1] if place else None
        earlier = next(self._preceding(id), None)
        return earlier or self.last_decided

    def following(self, id: str, number: int) -> list[Listed]:
        """The next few that wait after a claim."""
        found = islice(self._of_those_waiting(self._following(id)), number)
        return [listed for other in found if (listed := self._listed[other]) is not None]

    def viewed(self, id: str) -> ViewedClaim | None:
        """A claim as it stands; None where the record has none with the id."""
        if id not in self._known:
            try:
                self._known[id] = self._case.standing(id)
            except UnknownId:
                self._known[id] = None
        return self._known[id]

    # --- the line -------------------------------------------------------------------------------
    def _wanted(self, item: dict[str, Any]) -> bool:
        return (not self._asked.report or item["report"].startswith(self._asked.report)) and (
            not self._asked.speaker or item["speaker"] in self._asked.speaker
        )

    def _line(self) -> Iterator[str]:
        """Everything that waits, in order."""
        yield from self._of_those_waiting(self._front)
        yield from self._by_doubt()

    def _following(self, id: str) -> Iterator[str]:
        """What comes after a claim; nothing where it is not in the line."""
        if id in self._mine and not self._waits(id):
            yield from self._mine[self._mine.index(id) + 1 :]
            yield from self._line()
        elif id in self._items:
            yield from self._of_those_waiting(self._front[self._front.index(id) + 1 :])
            yield from self._by_doubt()
        else:
            rest = self._by_doubt()
            if any(other == id for other in rest):
                yield from rest

    def _preceding(self, id: str) -> Iterator[str]:
        """What comes before a claim, nearest first."""
        front = self._front
        if id in self._items:
            front = front[: front.index(id)]
        else:
            passed = list(takewhile(lambda other: other != id, self._by_doubt()))
            yield from reversed(passed)
        yield from self._of_those_waiting(reversed(front))

    def _by_doubt(self) -> Iterator[str]:
        yield from (id for id in self._doubted if id not in self._items)

    @cached_property
    def _doubted(self) -> tuple[str, ...]:
        return self._case.ids(self._asked, limit=_LOOKED_THROUGH)

    def _of_those_waiting(self, ids: Iterable[str]) -> Iterator[str]:
        """Those of some claims that wait; a few are looked up at once."""
        rest = iter(ids)
        while some := list(islice(rest, _AT_ONCE)):
            if new := [id for id in some if id not in self._listed]:
                self._listed |= dict.fromkeys(new) | {one.id: one for one in self._case.listed(new)}
            yield from (id for id in some if self._waits(id))

    def _waits(self, id: str) -> bool:
        one = self._listed[id] if id in self._listed else self.viewed(id)
        return one is not None and one.status is Status.CODED and one.claim.score < BY_HAND


def mine(case: Case, author: str, after: int) -> tuple[Mine, ...]:
    """What somebody decided since the entry ``after`` and nobody took back, in the order of time."""
    found: dict[int, Mine] = {}
    for recorded in sorted(case.entries(after, limit=_LOOKED, newest=True, kinds=_DECISIONS), key=lambda r: r.seq):
        taken_back = getattr(recorded.entry, "decision", None)
        if isinstance(taken_back, int):
            found.pop(taken_back, None)
        elif recorded.author == author:
            found[recorded.seq] = Mine(getattr(recorded.entry, "claim", ""), recorded.seq)
    return tuple(found.values())
