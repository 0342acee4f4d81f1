"""Draft: a claim before its figures are told apart: who, what, in which tokens, and whether it is told as done."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model import Figure, Modality, Polarity, Stance
from truceline.reading.attribution import PUT_FORWARD, Attribution
from truceline.reading.event import Event

ITSELF = {
    Stance.DEMANDS: "REQUEST",
    Stance.OFFERS: "AGREE",
    Stance.PROMISES: "AGREE",
    Stance.REJECTS: "REJECT",
    Stance.ACCUSES: "ACCUSE",
}
"""The act that a stance is by itself, where its content holds no act that can be coded."""
MOODS = {
    Stance.DEMANDS: Modality.DEMANDED,
    Stance.OFFERS: Modality.OFFERED,
    Stance.PROMISES: Modality.PLANNED,
    Stance.DENIES: Modality.DENIED,
}
"""The modality of what is demanded, offered, promised or denied."""
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


def mood_of(draft: Draft) -> Modality:
    """The event's own, unless a stance around it says that it is wanted, offered or denied."""
    if draft.event.type == "THREATEN":
        return Modality.HYPOTHETICAL
    if draft.event.type == "STATE" and draft.event.mode == "no-comment":
        return Modality.DENIED
    for a in reversed(draft.chain):
        put_forward = a.stance in PUT_FORWARD
        if a.stance in MOODS and (put_forward or draft.event.type != ITSELF.get(a.stance)):
            return MOODS[a.stance]
    if draft.event.polarity is Polarity.NEGATIVE and draft.event.modality in (Modality.HAPPENED, Modality.ONGOING):
        return Modality.DENIED
    harm = draft.event.type in ("ASSAULT", "COERCE", "MOBILIZE")
    if harm and draft.event.modality is Modality.PLANNED and any(a.stance is Stance.ACCUSES for a in draft.chain):
        return Modality.HYPOTHETICAL  # "accused the rebels of planning an attack"
    return draft.event.modality
