"""Voice: who is speaking in a claim, and through whom it reached the report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from truceline.model.party import PartyKind


class VoiceRole(StrEnum):
    THROUGH = "through"
    """Passed it on: the outlet or agency that the speaker told."""
    SPEAKER = "speaker"
    """Whom the text makes answerable for the claim."""
    INNER = "inner"
    """Quoted by the speaker in turn."""


@dataclass(frozen=True, slots=True)
class Voice:
    """``name`` is the party's name where the data file knows it, else the words, tidied.

    ``party`` is the party's id, or None for a voice that is only described. ``member_of`` are the
    names of the sides it speaks for, nearest first (a spokesman: his ministry, his government).
    ``words`` are the words as written at the source span, before pronouns were resolved.
    """

    name: str
    kind: PartyKind = PartyKind.UNKNOWN
    role: VoiceRole = VoiceRole.SPEAKER
    party: str | None = None
    member_of: tuple[str, ...] = ()
    words: str = ""
