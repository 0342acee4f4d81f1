"""Verdict: where one duty stands, for one account, under one reading, at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from truceline.accounts.extent import Extent


class State(StrEnum):
    PENDING = "pending"
    MET = "met"
    MET_LATE = "met late"
    PARTLY = "partly met"
    MISSED = "missed"
    """Of a prohibition: broken. Always according to an account."""
    SUSPENDED = "suspended"
    """What it waits for has not been done, in this account."""
    EXCUSED = "excused as claimed"
    LAPSED = "lapsed"
    """The truce, or the phase, had run out before it fell due."""
    SUPERSEDED = "superseded"
    """A later text replaced it before it fell due."""
    UNKNOWN = "unknown"
    """The account does not say enough to tell."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``instance`` tells the instances of a recurring duty apart ("30 November", "day 7"); "" where there is one.

    ``need`` is how many were asked for by ``due``, ``done`` how many were done, in time where that was enough, else by
    the moment judged; of what was met late, ``in_time`` tells how many by ``due``. ``sum`` is the arithmetic written
    out in words and numbers; ``claims`` are what it rests on; ``waits_for`` names what a suspended duty waits for.
    """

    duty: str
    instance: str
    state: State
    sum: str
    opens: datetime | None = None
    due: datetime | None = None
    need: Extent | None = None
    done: Extent | None = None
    claims: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    waits_for: str = ""
    in_time: Extent | None = None


class DisputeKind(StrEnum):
    """In which way accounts differ on a duty."""

    EVENT = "event"
    """Whether it happened."""
    QUALIFICATION = "qualification"
    """What it was: woman or soldier, in the deal or outside it, defence or attack."""
    READING = "reading"
    """How the term is read."""
    COUNTING = "counting"
    """How many it was, or how they are counted."""
    SCOPE = "scope or text in force"
    """Whether the term reaches there, or which text binds."""
    EXCUSE = "excuse"
    """Whether what was not done is excused."""
