"""Said: what several claims of one incident come to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact
from truceline.accounts.kinds import axis_of, plain

OPPOSED = (
    ("in the deal", "outside the deal"),
    ("living", "dead"),
    ("counts", "does not count"),
    ("unable", "withheld"),
)
"""Qualities of which only one can be so."""


@dataclass(frozen=True, slots=True)
class Said:
    """What facts of one incident say together."""

    count: Extent | None = None
    about: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    qualities: frozenset[str] = frozenset()
    place: str = ""
    known: datetime | None = None

    def filled(self, other: Said) -> Said:
        """With the other's values where these are silent."""
        return Said(
            other.count if self.count is None else self.count,
            self.about,
            self.actors or other.actors,
            self.recipients or other.recipients,
            self.what or other.what,
            self.kinds or other.kinds,
            self.qualities or other.qualities,
            self.place or other.place,
            self.known,
        )


_NOTHING = Said()


def said_of(facts: Sequence[Fact]) -> Said:
    """What facts of one incident say together: all numbers as one range, and of what speaks against itself nothing."""
    if not facts:
        return _NOTHING
    first = facts[0]
    if len(facts) == 1:
        qualities = _without_opposed(first.qualities)
        return Said(
            first.count,
            first.about,
            first.actors,
            first.recipients,
            first.what,
            first.kinds,
            qualities,
            first.place,
            first.known,
        )
    counts = [f.count for f in facts if f.count is not None]
    return Said(
        Extent.hull(counts) if counts else None,
        any(f.about for f in facts),
        _all([f.actors for f in facts]),
        _all([f.recipients for f in facts]),
        _all([f.what for f in facts]),
        _agreed_kinds({f.kinds for f in facts if f.kinds}),
        _without_opposed(frozenset().union(*(f.qualities for f in facts))),
        next((f.place for f in facts if f.place), ""),
        max(f.known for f in facts),
    )


def _all(names: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """All of them, in their order."""
    different = dict.fromkeys(names)
    return tuple(dict.fromkeys(n for ns in different for n in ns)) if len(different) > 1 else names[0]


def _agreed_kinds(given: set[frozenset[str]]) -> frozenset[str]:
    """The kinds that somebody gives and nobody speaks against."""
    if len(given) <= 1:
        return next(iter(given), frozenset())
    return frozenset(k for ks in given for k in ks if not any(_against(k, other) for other in given))


def _against(kind: str, others: frozenset[str]) -> bool:
    """Whether the others answer the same question about the people, and not with this kind."""
    for word in plain(kind):
        axis = axis_of(word)
        if not axis:
            continue
        answers = {o for k in others for o in plain(k) if axis_of(o) == axis}
        if answers and word not in answers:
            return True
    return False


def _without_opposed(found: frozenset[str]) -> frozenset[str]:
    """Without qualities of which only one can be so, where both are given."""
    if len(found) < 2:
        return found
    return found - {q for pair in OPPOSED if found.issuperset(pair) for q in pair}
