"""Fit what decides on a report's kinds of incident: what the encoder says, and the chance above which one is told.

All by cross-validation on the train split: the chances by the words come from models that never saw the report, and so
do those by the encoder's gist.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gold
import numpy as np
from sklearn.linear_model import LogisticRegression

from truceline.benchmarks.muc.deciding import joined
from truceline.benchmarks.muc.judged import INCIDENTS, Chances

SEEN = ("ATTACK", "BOMBING", "KIDNAPPING")
"""The others are too rare for the encoder's gist."""
STRENGTH = 0.003
FOLDS, ROUNDS = 10, 4
GRID = np.arange(0.06, 0.7, 0.01)


@dataclass(frozen=True)
class Reports:
    """A row a report: chances by the words, right answers, answers that do not count, and the gist if there is one.

    ``further`` counts required incidents of types that are never told.
    """

    told: Sequence[Chances]
    right: Any
    unsure: Any
    further: int
    names: Sequence[str]
    gists: Any

    @classmethod
    def of(cls, keys: Mapping[str, Any], told: Mapping[str, Chances], gists: Mapping[str, Any] | None) -> Reports:
        types = [gold.types(keys[d]) for d in told]
        names = sorted({name for d in told for name in gists[d]}) if gists else []
        return cls(
            list(told.values()),
            np.array([[t in required for t in INCIDENTS] for required, _ in types]),
            np.array([[t in optional for t in INCIDENTS] for _, optional in types]),
            sum(len(required - set(INCIDENTS)) for required, _ in types),
            names,
            np.array([[gists[d].get(name, 0.0) for name in names] for d in told]) if gists else None,
        )

    def columns(self) -> list[int]:
        return [INCIDENTS.index(t) for t in SEEN] if self.gists is not None else []


def decided(reports: Reports) -> dict[str, Any]:
    """The tables ``incidents`` (by the gist) and ``least`` (the chance above which a type is told)."""
    every = np.arange(len(reports.right))
    table = {INCIDENTS[k]: _table(reports, _fit(reports, k, every)) for k in reports.columns()}
    rounds = [_crossed(reports, seed) for seed in range(ROUNDS if reports.columns() else 1)]
    least = _least(rounds, reports)
    share = np.mean([f1(chances, least, reports) for chances in rounds])
    print(f"incident types: F1 {100 * share:.1f} on the train split, crossed", flush=True)
    return {"incidents": table, "least": dict(zip(INCIDENTS, least.round(2).tolist(), strict=True))}


def _fit(reports: Reports, k: int, at: Any) -> tuple[Any, Any, LogisticRegression]:
    """Mean, spread and the regression of type ``k`` over the rows ``at``."""
    rows = reports.gists[at]
    mean, spread = rows.mean(0), rows.std(0) + 1e-6
    sure = ~reports.unsure[at, k]
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    return mean, spread, model.fit(((rows - mean) / spread)[sure], reports.right[at, k][sure])


def _table(reports: Reports, fitted: tuple[Any, Any, LogisticRegression]) -> dict[str, Any]:
    mean, spread, model = fitted
    weights = model.coef_[0] / spread
    bias = float(model.intercept_[0] - (weights * mean).sum())
    named = zip(reports.names, weights, strict=True)
    return {"bias": round(bias, 5), "weights": {n: round(float(w), 5) for n, w in named if abs(w) >= 5e-6}}


def _crossed(reports: Reports, seed: int) -> Any:
    """The joined chances, a row a report, those by the gist from models that never saw the report."""
    fold = np.random.RandomState(seed).permutation(len(reports.right)) % FOLDS
    seen: list[Chances] = [{} for _ in reports.told]
    for n in range(FOLDS):
        at, rest = np.flatnonzero(fold == n), np.flatnonzero(fold != n)
        for k in reports.columns():
            mean, spread, model = _fit(reports, k, rest)
            chances = model.predict_proba((reports.gists[at] - mean) / spread)[:, 1]
            for row, chance in zip(at, chances, strict=True):
                seen[row][INCIDENTS[k]] = float(chance)
    found = [joined(told, more) for told, more in zip(reports.told, seen, strict=True)]
    return np.array([[one[t] for t in INCIDENTS] for one in found])


def f1(chances: Any, least: Any, reports: Reports) -> float:
    """Of all types together, as the scorer counts."""
    told = (chances > least) & ~reports.unsure
    return float(2 * (told & reports.right).sum() / (told.sum() + reports.right.sum() + reports.further))


def _least(rounds: Sequence[Any], reports: Reports) -> Any:
    """One chance for all types, then a better one for each type in turn, three times over."""

    def mean(least: Any) -> float:
        return float(np.mean([f1(chances, least, reports) for chances in rounds]))

    found = np.full(len(INCIDENTS), _top([mean(x) for x in GRID]))
    for _ in range(3):
        for k in range(len(INCIDENTS)):
            found[k] = _top([mean(np.where(np.arange(len(found)) == k, x, found)) for x in GRID])
    return found


def _top(values: Sequence[float]) -> float:
    """Where on the grid the mean of seven neighbours is greatest, so that no single report decides."""
    smooth = np.convolve(np.pad(values, 3, "edge"), np.ones(7) / 7, "valid")
    return float(GRID[int(smooth.argmax())])
