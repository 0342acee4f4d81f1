"""Draft: a claim before its figures are told apart: who, what, in which tokens."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model import Figure, Stance
from truceline.reading.attribution import Attribution
from truceline.reading.events import Event

PLAIN = 0.3
"""The score of a sentence in which no act was found."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A claim before its figures are told apart: who, what, in which tokens."""

    chain: tuple[Attribution, ...]
    """From the outermost to the innermost; empty for the report's own words."""
    event: Event
    content: tuple[int, ...]
    score: float
    stance: Stance
    figures: tuple[int, ...] = ()
    """Numbers of the found figures that the event counts."""
    like: int | None = None
    """The figure before that bare numbers count the same as."""
    kinds: tuple[str, ...] = ()
    """Kinds of the people counted that stand apart from the number."""
    uncounted: tuple[Figure, ...] = ()
    """The people it is about, where no number of them is told and their kind is."""
    qualities: tuple[str, ...] = ()
    """What stands around the clause says of the deed, beside the clause's own words."""
