"""Fact: one claim, as the agreements ask for it. It is still a claim: what its speaker holds or denies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from truceline.accounts.extent import Extent


class Told(StrEnum):
    """What the speaker says of the deed."""

    DONE = "done"
    NOT_DONE = "not done"
    """Denied, or said not to have happened."""
    PLANNED = "planned"
    OFFERED = "offered"
    DEMANDED = "demanded"
    SUPPOSED = "supposed"
    """Conditional, threatened, feared."""


class Measure(StrEnum):
    """What a figure measures."""

    FLOW = "flow"
    """This many on this occasion (or in this period, where ``per`` says so)."""
    TOTAL = "total"
    """This many in all, over the stretch from ``start`` to ``end``."""
    STOCK = "stock"
    """This many at this moment: held, dead, missing."""
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Fact:
    """``speaker`` is who holds it, ``sides`` whom that speaker speaks for, nearest first, itself included.

    ``deed`` is a word of ``data/deeds.toml``; "" where no deed is told. ``what`` are the words that
    say whom or what it is about, from the narrowest to the widest ("Israelis", "hostages").
    ``start`` to ``end`` is when it happened, both None where nothing says so; ``day_known`` is False where
    only the publication fixes it. ``known`` is when the report could be known at the latest.
    """

    claim: str
    report: str
    voice: str
    """One key for one voice: the same words of one speaker carried by ten outlets share it [law 7]."""
    speaker: str
    sides: tuple[str, ...]
    known: datetime
    deed: str
    told: Told
    measure: Measure
    accuses: bool = False
    """Whether it is told against the one who did it."""
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    count: Extent | None = None
    about: bool = False
    """Whether the speaker said "about"."""
    kinds: frozenset[str] = frozenset()
    qualities: frozenset[str] = frozenset()
    """Words of ``data/qualities.toml``: "in the deal", "outside the deal", "unable", "withheld", "defence"."""
    start: datetime | None = None
    end: datetime | None = None
    day_known: bool = False
    place: str = ""
    answers: str | None = None
    part_of: str | None = None
    per: tuple[float, str] | None = None
    held: bool = False
    """Whether it is told of people as held: left, remaining, in somebody's hands."""
    words: str = ""
    position: int = 0
    """Where the words begin in the report, in code points, for ordering."""
