"""Grounds: whether what came into the record since some entry may change a verdict."""

from __future__ import annotations

from truceline.case import Case, Recorded, Status

_LOOKED = 100
"""Entries that are looked through; after more of them it is taken that one may."""


def same_since(case: Case, seq: int) -> bool:
    """Whether nothing after the entry ``seq`` can change a verdict: merely to accept a claim, or to note, does not."""
    since = case.entries(seq, limit=_LOOKED)
    return len(since) < _LOOKED and all(_changes_nothing(case, entry) for entry in since)


def _changes_nothing(case: Case, recorded: Recorded) -> bool:
    if recorded.kind != "review":
        return recorded.kind == "note"
    # Whoever accepts what was rejected or corrected before lets it count again.
    history = case.standing(getattr(recorded.entry, "claim", "")).history
    return all(decision.status is Status.ACCEPTED for decision in history)
