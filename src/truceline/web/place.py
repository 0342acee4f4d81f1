"""Place: where somebody is in the queue of claims, as the page's address, or a form that it sent, has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.datastructures import FormData

from truceline.case import Listed, ViewedClaim
from truceline.web.address import Address

_NUMBERS = ("start", "told")
_WORDS = ("claim", "form", "report", "speaker")
_NARROWING = ("report", "speaker")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Place:
    """``start`` is the entry after which somebody began; ``told`` the one after which a decision of theirs may have
    changed verdicts, 0 for none. ``form`` is "reject" or "correct" while that is asked for. ``report`` and ``speaker``
    narrow the queue; ``marked`` are claims as they were seen on the page (``mark``).
    """

    claim: str = ""
    start: int = 0
    told: int = 0
    form: str = ""
    report: str = ""
    speaker: str = ""
    marked: tuple[str, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, Any], marked: Iterable[Any] = ()) -> Place:
        """From a query, or from a form. A number that is none is left aside."""
        numbers = {name: int(v) for name in _NUMBERS if (v := str(given.get(name, ""))).isdecimal() and len(v) < 16}
        texts = {name: str(given.get(name, ""))[:_LONGEST] for name in _WORDS}
        return cls(**numbers, **texts, marked=tuple(str(m) for m in marked))  # type: ignore[arg-type]

    def link(self, at: Address, path: str = "/review", **changes: Any) -> str:
        """The address of this place, or of another one. What is marked is left to the page, unless it is given."""
        there = replace(self, **{"marked": (), **changes})
        return at.link(path, **there.query, marked=list(there.marked))

    @property
    def query(self) -> dict[str, Any]:
        """The place in a query, but for what is marked."""
        return {name: getattr(self, name) or None for name in (*_WORDS, *_NUMBERS)}

    @property
    def carried(self) -> dict[str, Any]:
        """What a form takes along, besides the claim that it is about. What narrows the queue is named so: a form to
        correct has a speaker of its own."""
        names = {f"queue.{name}": name for name in _NARROWING} | {name: name for name in _NUMBERS}
        return {sent: v for sent, name in names.items() if (v := getattr(self, name))}

    def without(self, claim: str) -> Place:
        """The same place, with a claim no longer marked."""
        return replace(self, marked=tuple(m for m in self.marked if m.partition(":")[0] != claim))


def mark(viewed: ViewedClaim | Listed) -> str:
    """A claim as it is seen: its id, and the number of the last entry that decided on it."""
    return f"{viewed.id}:{viewed.decided}"


def seen_as(mark: str) -> tuple[str, int]:
    """The claim of a mark, and the number of the last entry that had decided on it."""
    id, _, seen = mark.partition(":")
    return id, int(seen) if seen.isdecimal() and len(seen) < 16 else 0


async def _sent(request: Request) -> FormData:
    return await request.form()


Sent = Annotated[FormData, Depends(_sent)]
"""Everything a form sent."""


def place_sent(sent: FormData) -> Place:
    """Where a form was sent from."""
    narrowed = {name: sent.get(f"queue.{name}", "") for name in _NARROWING}
    return replace(Place.of({**sent, **narrowed}, sent.getlist("marked")), form="")
