"""What MUC-4 asks of a report: fillers of its roles, and what became of people."""

from __future__ import annotations

from truceline.reading.model.labels import EFFECTS, FILLERS
from truceline.reading.model.seen import Seen
from truceline.reading.model.tags import Span
from truceline.reading.model.tags import spans as tagged


def spans(seen: Seen, ease: float = 0.0) -> tuple[Span, ...]:
    """Every mention that fills a role, in order; ``ease`` above 0 gives more of them, surer or not.

    A span's score is the mean share of its role over its words, as if ``ease`` were 0.
    """
    return tagged(seen, "fillers", FILLERS, 0, len(seen.pieces), ease)


def effects(seen: Seen, ease: float = 0.0) -> tuple[Span, ...]:
    """People who were killed, injured, held or released, in order."""
    return tagged(seen, "effects", EFFECTS, 0, len(seen.pieces), ease)
