"""What kind of act a sentence or clause tells of: PLOVER's types and modes, and the five CAMEO classes."""

from __future__ import annotations

from truceline.reading.model.labels import MODES, QUADS, TYPES
from truceline.reading.model.seen import Seen


def types(seen: Seen, start: int, end: int) -> dict[str, float]:
    """Share of belief in each of the 16 PLOVER types and NONE for the characters from ``start`` to ``end``."""
    return _shares(seen, "type", TYPES, start, end)


def modes(seen: Seen, start: int, end: int) -> dict[str, float]:
    """Share of belief in each mode ("" for none)."""
    return _shares(seen, "mode", MODES, start, end)


def quads(seen: Seen, start: int, end: int) -> dict[str, float]:
    """Share of belief in each of the five classes."""
    return _shares(seen, "quad", QUADS, start, end)


def _shares(seen: Seen, head: str, labels: tuple[str, ...], start: int, end: int) -> dict[str, float]:
    """The pieces' scores, each weighted by the head's first column; equal shares where there are no pieces."""
    import numpy as np

    rows = seen.head(head, *seen.within(start, end))
    if not len(rows):
        return dict.fromkeys(labels, 1 / len(labels))
    weights = np.exp(rows[:, 0] - rows[:, 0].max())
    scores = weights @ rows[:, 1:] / weights.sum()
    shares = np.exp(scores - scores.max())
    shares /= shares.sum()
    return dict(zip(labels, shares.tolist(), strict=True))
