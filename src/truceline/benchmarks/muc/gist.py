"""Gist: what the encoder says of a whole report, as features that tell its kinds of incident."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from truceline.benchmarks.muc.entities import Seeing
from truceline.benchmarks.muc.report import Report

if TYPE_CHECKING:
    from truceline.reading.model.seen import Seen

_LEAD = 3
"""Sentences that count as the report's beginning."""


def gist(seen: Seen, report: Report, layers: Sequence[Seeing]) -> dict[str, float]:
    """The greatest of each number that a window has as a whole, of each mode's share in a sentence, and of each label's
    share at a piece (``layers``).

    ``report`` and ``layers`` are of the same text; a text without words has no features.
    """
    import numpy as np

    from truceline.reading.model.acts import modes

    sentences = [place for place in report.sentences() if range(*seen.within(*place))]
    if not sentences:
        return {}
    shares = np.array([list(modes(seen, *place).values()) for place in sentences])
    found = _named("first", seen.firsts.max(0)) | _most("mode", shares, shares[:_LEAD])
    lead = seen.within(sentences[0][0], sentences[:_LEAD][-1][1])
    for n, layer in enumerate(layers):
        pieces = np.array(layer.shares)
        found |= _most(f"layer{n}", pieces, pieces[slice(*lead)])
        found |= _named(f"layer{n} often", _odds(np.sort(pieces, axis=0)[-3:].mean(0)))
    return found


def _most(name: str, shares: Any, lead: Any) -> dict[str, float]:
    """Of each label the greatest share, the greatest in the beginning, and the sum of its shares."""
    import numpy as np

    most, first = _named(name, _odds(shares.max(0))), _named(f"{name} lead", _odds(lead.max(0)))
    return most | first | _named(f"{name} sum", np.log(shares.sum(0) + 0.05))


def _odds(shares: Any) -> Any:
    import numpy as np

    held = np.clip(shares, 0.003, 0.997)
    return np.log(held / (1 - held))


def _named(name: str, values: Any) -> dict[str, float]:
    return {f"{name}:{n}": x for n, x in enumerate(values.tolist())}
