"""Rules and a trained reader weighed together: what each believes of a sentence's event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from truceline.reading.happenings.find import Happening

SHARE = 1.0
"""How much a reader's full belief in a type adds to the score of the rules (1 for the event of the main clause)."""


def weighed(found: Sequence[Happening], beliefs: Mapping[str, float]) -> tuple[Happening, ...]:
    """The events of the rules with the reader's belief (type to share of 1, NONE for no event) added, best first.

    A type that only the reader sees takes the sides of the rules' best event; without any rule it has none.
    """
    seen = {h.type for h in found}
    best = max(found, key=lambda h: h.score, default=Happening("NONE", None, 0.0, 0))
    both = [replace(h, score=h.score + SHARE * beliefs.get(h.type, 0.0)) for h in found]
    both += [
        replace(best, type=kind, mode=None, score=SHARE * share)
        for kind, share in beliefs.items()
        if kind not in seen and kind != "NONE"
    ]
    return tuple(sorted(both, key=lambda h: -h.score))
