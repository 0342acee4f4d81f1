"""Seeing: what the encoder says of a report, as far as MUC-4 asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.benchmarks.muc.entities import Candidate, Mark, Seeing, candidates, chained
from truceline.benchmarks.muc.gist import gist
from truceline.benchmarks.muc.judged import FATES, ROLES, Judged
from truceline.benchmarks.muc.report import Report

if TYPE_CHECKING:
    from truceline.reading.model.seen import Seen

_EASES = (0.0, 2.0)
"""The marks at the first ease, then more at the second where the first has none."""


@dataclass(frozen=True, slots=True, eq=False)
class Sight:
    """``seeing`` the chances of roles over the text, ``fates`` those of people's fates, ``marks`` the stretches marked.

    ``gist`` are the features that tell the report's kinds of incident.
    """

    seeing: Seeing
    fates: Seeing
    marks: tuple[Mark, ...]
    gist: dict[str, float]


def sight(seen: Seen, report: Report) -> Sight:
    """From what the encoder gave for one text, and the parse of it."""
    from truceline.reading.model import fillers

    layers = [[Mark(s.role, s.start, s.end) for s in fillers.spans(seen, ease)] for ease in _EASES]
    roles, fates = _seeing(seen, "fillers", ROLES), _seeing(seen, "effects", FATES)
    return Sight(roles, fates, tuple(chained(*layers)), gist(seen, report, (roles, fates)))


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
