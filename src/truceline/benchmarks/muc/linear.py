"""Linear: a logistic regression a label over named features, read from a small file of weights."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, eq=False)
class Linear:
    """``bias`` and ``weights`` by label; a feature that a label does not name weighs nothing."""

    bias: dict[str, float]
    weights: dict[str, dict[str, float]]

    def chances(self, features: Mapping[str, float]) -> dict[str, float]:
        """How likely each label is, 0 to 1."""
        return {label: share(self.score(label, features)) for label in self.bias}

    def score(self, label: str, features: Mapping[str, float]) -> float:
        """The log odds of one label."""
        weights = self.weights[label]
        return self.bias[label] + sum(x * weights[name] for name, x in features.items() if name in weights)

    @classmethod
    def of(cls, table: dict[str, Any]) -> Linear:
        """From {label: {"bias": number, "weights": {feature: number}}}."""
        return cls({k: v["bias"] for k, v in table.items()}, {k: v["weights"] for k, v in table.items()})


def share(score: float) -> float:
    """Log odds as a share, 0 to 1."""
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


def odds(chance: float, least: float = 0.01) -> float:
    """Log odds of a share, held between those of ``least`` and 1 - ``least``."""
    chance = min(max(chance, least), 1 - least)
    return math.log(chance / (1 - chance))


@cache
def table(name: str) -> dict[str, Any]:
    """A file of weights from the package's data; see training/muc/README.md."""
    path = files("truceline") / "data" / "muc" / f"{name}.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
