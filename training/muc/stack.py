"""Fit what decides at the end, on the chances that the first models give to documents they never saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import gold
import incidents
import numpy as np
from sklearn.linear_model import LogisticRegression

from truceline.benchmarks.muc.entities import entities
from truceline.benchmarks.muc.judged import Judged
from truceline.benchmarks.muc.mentions import groups, mentions
from truceline.benchmarks.muc.report import Report
from truceline.benchmarks.muc.seeing import Sight, candidates_of
from truceline.benchmarks.muc.toll import tolls

STRENGTH = {"entities": 0.05, "tolls": 0.1}
DEV_WEIGHT = 5.0
Row = tuple[dict[str, float], bool | None]
"""Features, and whether it is right; None where it does not count."""


def judged(report: Report, crossed: Sequence[Mapping[str, Any]], document: str) -> Judged:
    """A training report as judged by models that never saw it; ``crossed`` as ``fit.train`` gives it."""
    _, people, fillers, incidents = crossed
    found = mentions(report)
    rest = people.get(document, []), fillers.get(document, [])
    return Judged(report, found, groups(report, found), incidents[document], *rest)


def entity_rows(one: Judged, sight: Sight | None, document: dict[str, Any]) -> list[Row]:
    rows: list[Row] = []
    text = document["doctext"]
    for entity in entities(candidates_of(one, text, sight), one.incidents):
        answers = {plain(m[0]) for e in document["extracts"].get(entity.role, []) for m in e}
        rows.append((entity.features, plain(entity.text) in answers))
    return rows


def plain(text: str) -> str:
    """As the scorer compares mentions: no case, punctuation or articles."""
    kept = "".join(c for c in text.lower() if c.isalnum() or c.isspace())
    return " ".join(w for w in kept.split() if w not in ("a", "an", "the"))


def toll_rows(one: Judged, sight: Sight | None, key: dict[str, Any]) -> list[Row]:
    required, optional = gold.people(key)
    rows: list[Row] = []
    seen = (sight.seeing, sight.fates) if sight else (None, None)
    for toll in tolls(one, *seen):
        sure, soft = (gold.fates(one.report, toll.group, items) for items in (required, optional))
        right = toll.fate in sure
        rows.append((toll.features, None if toll.fate in soft and not right else right))
    return rows


def fitted(rows: Sequence[Row], strength: float, more: Sequence[Row] = ()) -> dict[str, Any]:
    """One logistic regression on features standardised over ``rows``; each of ``more`` counts DEV_WEIGHT times."""
    first = [row for row in rows if row[1] is not None]
    kept = [*first, *(row for row in more if row[1] is not None)]
    names = sorted({name for features, _ in first for name in features})
    x = np.array([[features.get(name, 0.0) for name in names] for features, _ in kept])
    y = np.array([bool(right) for _, right in kept])
    count = np.array([1.0] * len(first) + [DEV_WEIGHT] * (len(kept) - len(first)))
    mean, spread = x[: len(first)].mean(0), x[: len(first)].std(0) + 1e-6
    one = LogisticRegression(C=strength, max_iter=2000).fit((x - mean) / spread, y, sample_weight=count)
    weights = one.coef_[0] / spread
    bias = float(one.intercept_[0] - (weights * mean).sum())
    return {"bias": round(bias, 5), "weights": {n: round(float(w), 5) for n, w in zip(names, weights, strict=True)}}


@dataclass(frozen=True)
class Split:
    """Judged reports with their answers, and what the encoder sees of them (None without one)."""

    judged: Mapping[str, Judged]
    keys: Mapping[str, Any]
    texts: Mapping[str, Any]
    sights: Mapping[str, Sight] | None

    def sight(self, document: str) -> Sight | None:
        return None if self.sights is None else self.sights[document]

    def entities(self) -> list[Row]:
        return [row for d, one in self.judged.items() for row in entity_rows(one, self.sight(d), self.texts[d])]

    def tolls(self) -> list[Row]:
        return [row for d, one in self.judged.items() for row in toll_rows(one, self.sight(d), self.keys[d])]


def deciders(train: Split, dev: Split) -> dict[str, Any]:
    """The tables that decide, with the encoder or without it.

    The encoder was trained on the train split, so it is surer there than elsewhere: what decides on entities is fitted
    on the dev split too, each of whose rows counts DEV_WEIGHT times. The others are fitted on the train split alone.
    """
    rows, more = train.entities(), dev.entities() if dev.sights is not None else []
    tables = {"entities": {"right": fitted(rows, STRENGTH["entities"], more)}}
    tables["tolls"] = {"right": fitted(train.tolls(), STRENGTH["tolls"])}
    gists = None if train.sights is None else {d: one.gist for d, one in train.sights.items()}
    told = {d: one.incidents for d, one in train.judged.items()}
    return tables | incidents.decided(incidents.Reports.of(train.keys, told, gists))
