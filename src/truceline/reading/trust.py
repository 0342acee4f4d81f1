"""Trust: how often a coding like this one is right, so that 0.9 is right nine times in ten.

Right means that a person who codes the report by the same rules has a claim there, with the same speaker and the same
act. The weights of the signs were fitted (logistic regression) to reports coded by hand, which training/trust.py does
again; docs/benchmarks.md tells how well they hold on reports left out of the fit.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from truceline.model import Stance
from truceline.reading.draft import Draft

Signs = Mapping[str, float]
"""What speaks for or against a coding, by name."""


@dataclass(frozen=True, slots=True)
class Trust:
    """The weights of the signs where the ``rules`` read alone, and where the ``reader`` reads with them."""

    rules: Mapping[str, float]
    reader: Mapping[str, float]

    def of(self, signs: Signs, *, read: bool) -> float:
        """The share of codings with these signs that are right, to two places; never 0 or 1."""
        weights = self.reader if read else self.rules
        total = weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in signs.items())
        return round(min(max(1 / (1 + math.exp(-total)), 0.01), 0.99), 2)


@lru_cache(maxsize=1)
def trust() -> Trust:
    """The weights that ship with the package."""
    text = (files("truceline") / "data" / "codebook" / "trust.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    return Trust(found["rules"], found["reader"])


def signs_of(draft: Draft) -> dict[str, float]:
    """What the rules themselves can tell: how a draft came about, and of what kind it is."""
    event = draft.event
    return {
        f"from {draft.score:.1f}": 1.0,
        "own words": float(not draft.chain),
        "nested": float(len(draft.chain) > 1),
        "no source": float(bool(draft.chain) and draft.chain[0].source_head is None),
        "a state": float(event.type == "STATE"),
        "a condition": float(event.type == "STATE" and event.mode in ("condition", "total")),
        "a noun": float(event.noun),
        "a figure": float(bool(draft.figures)),
        "not asserted": float(draft.stance is not Stance.ASSERTS),
        "short": float(len(draft.content) < 4),
        "long": float(len(draft.content) > 25),
    }
