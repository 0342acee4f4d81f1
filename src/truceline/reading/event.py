"""Event: an act in the tokens of a parse, and what gives them for a whole text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from truceline.model import Modality, Polarity
from truceline.reading.parse import Parse


@dataclass(frozen=True, slots=True)
class Event:
    """An act in the tokens of a parse. ``actors`` and ``recipients`` are heads of noun phrases.

    ``concerned`` are the nouns it is about; ``clause`` the tokens of its own clause, the clauses
    of other events taken out; ``weak`` marks a reading that only stands when nothing better does.
    """

    trigger: int
    type: str
    mode: str | None
    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    concerned: tuple[int, ...]
    clause: tuple[int, ...]
    polarity: Polarity
    modality: Modality
    noun: bool = False
    weak: bool = False
    carried: tuple[int, ...] = ()
    """Verbs that only say what this one is about ("refused to release")."""
    used: tuple[int, ...] = ()
    """Nouns that this event already speaks for (the talks of "held talks")."""


COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
"""Acts that one side does for the other: to vow one is no threat, to be unwilling is to refuse."""


class EventCoder(Protocol):
    def find(self, parse: Parse) -> tuple[Event, ...]:
        """All acts and states of a text, in order."""
