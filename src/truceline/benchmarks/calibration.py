"""Calibration: of what was given with a score of about 0.9, how much is right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from truceline.benchmarks.answers import MarkedArticle, marked
from truceline.benchmarks.hand import Compared
from truceline.benchmarks.hand import marks as hand_marks
from truceline.benchmarks.scoring.aligned import aligned

EDGES = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where the bins begin and end; the last one takes in its end."""
Scored = tuple[float, bool]
"""A score, and whether what has it is right."""


@dataclass(frozen=True, slots=True)
class Bin:
    """What has a score from ``low`` up to ``high``: how many, their mean score, and the share that is right."""

    low: float
    high: float
    number: int
    score: float
    right: float


def bins(many: Iterable[Scored], edges: Sequence[float] = EDGES) -> list[Bin]:
    """The bins that hold anything, in order."""
    kept, found = list(many), []
    for low, high in pairwise(edges):
        inside = [(s, r) for s, r in kept if low <= s < high or (s == high == edges[-1])]
        if inside:
            n = len(inside)
            found.append(Bin(low, high, n, sum(s for s, _ in inside) / n, sum(r for _, r in inside) / n))
    return found


def off(many: Sequence[Bin]) -> float:
    """The mean distance of scores from shares that are right (expected calibration error)."""
    total = sum(b.number for b in many)
    return sum(b.number * abs(b.score - b.right) for b in many) / total if total else 0.0


def of_attributions(golds: Sequence[MarkedArticle], predictions: Sequence[Any]) -> list[Scored]:
    """Attributions that have a score; right are those that count as right in the attribution F1."""
    found = []
    for gold, given in zip(golds, predictions, strict=True):
        one = aligned(gold.article, marked(given))
        right = {p.predicted for p in one.pairs if p.match}
        found += [(m.marked.score, i in right) for i, m in enumerate(one.predicted) if m.marked.score is not None]
    return found


def of_claims(reports: Iterable[Compared]) -> list[Scored]:
    """Claims of hand-coded reports; right are those that stand for a hand-coded one with its speaker and act."""
    found: list[Scored] = []
    for report in reports:
        for pair in report.pairs:
            if pair.claim is not None:
                marks = hand_marks(pair)
                found.append((pair.claim.score, bool(marks["speaker"] and marks["act"])))
        found += [(claim.score, False) for claim in report.extra]
    return found
