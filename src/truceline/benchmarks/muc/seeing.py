"""Seeing: what the encoder says of a report, as far as MUC-4 asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.benchmarks.muc.entities import Candidate, Mark, Seeing, candidates, chained
from truceline.benchmarks.muc.judged import FATES, INCIDENTS, ROLES, Chances, Judged
from truceline.benchmarks.muc.linear import odds

if TYPE_CHECKING:
    from truceline.reading.model.seen import Seen

_EASES = (0.0, 2.0)
"""The marks at the first ease, then more at the second where the first has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """``seeing`` the chances of roles over the text, ``fates`` those of people's fates, ``marks`` the stretches marked.

    ``incidents`` are the chances of each type in the report's likeliest part.
    """

    seeing: Seeing
    fates: Seeing
    marks: tuple[Mark, ...]
    incidents: Chances


def sight(seen: Seen) -> Sight:
    """From what the encoder gave for one text."""
    from truceline.reading.model import fillers

    layers = [[Mark(s.role, s.start, s.end) for s in fillers.spans(seen, ease)] for ease in _EASES]
    return Sight(
        _seeing(seen, "fillers", ROLES),
        _seeing(seen, "effects", FATES),
        tuple(chained(*layers)),
        fillers.incidents(seen),
    )


def _seeing(seen: Seen, head: str, labels: Sequence[str]) -> Seeing:
    """The chance of each label at each piece, begun or gone on."""
    import numpy as np

    logits = seen.head(head).astype(np.float64)
    if not len(logits):
        return Seeing((), (), (), labels)
    shares = np.exp(logits - logits.max(1, keepdims=True))
    shares = shares / shares.sum(1, keepdims=True)
    found = shares[:, 1:].reshape(len(shares), len(labels), 2).sum(2)
    return Seeing(seen.pieces.starts, seen.pieces.ends, found.tolist(), labels)


def candidates_of(judged: Judged, text: str, seen: Sight | None) -> list[Candidate]:
    """Mentions that may fill a role, with or without the encoder."""
    return candidates(judged, text, seen.marks if seen else (), seen.seeing if seen else None)


def seen_features(incidents: Chances, seen: Sight) -> dict[str, float]:
    """The features that decide on the incidents of a report: by the words, and by what the encoder saw."""
    found = {"told:" + t: odds(incidents[t], 0.002) for t in INCIDENTS}
    for k, role in enumerate(ROLES):
        values = sorted(row[k] for row in seen.seeing.shares)
        found["most:" + role] = odds(_mean(values[-2:]), 0.002)
        found["sum:" + role] = odds(min(sum(values) / 20, 1.0), 0.005)
    return found | {"net:" + t: odds(seen.incidents[t], 0.005) for t in INCIDENTS}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
