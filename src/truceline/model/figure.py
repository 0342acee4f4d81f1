"""Figure: how many, as a range, in the speaker's own terms."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

from truceline.errors import ValueProblem


class Comparator(StrEnum):
    """How the words bound the number. The bound itself is in ``low`` and ``high``."""

    EXACTLY = "exactly"
    OVER = "over"
    AT_LEAST = "at least"
    UNDER = "under"
    AT_MOST = "at most"
    ABOUT = "about"
    BETWEEN = "between"
    VAGUE = "vague"
    """An amount without a number: "dozens" (with the range the codebook states), "several"."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a figure is counted against: "for every 10 hostages", "a day" (count 1, unit "day")."""

    count: float
    unit: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", finite(self.count, self.unit))


@dataclass(frozen=True, slots=True)
class Figure:
    """``low`` to ``high``, both inclusive; None is open.

    "over 400" is low 400, high None, comparator over. ``unit`` is the counted noun as worded
    ("hostages", "strikes"); ``category`` the people category of the codebook ("women and
    children"), ``kinds`` its members ("woman", "child"). ``part_of`` is the id of the claim whose
    figure this one is a part of.
    """

    low: float | None
    high: float | None
    comparator: Comparator
    unit: str
    words: str
    category: str | None = None
    kinds: tuple[str, ...] = ()
    part_of: str | None = None
    per: Rate | None = None

    def __post_init__(self) -> None:
        for bound in ("low", "high"):
            if (value := getattr(self, bound)) is not None:
                object.__setattr__(self, bound, finite(value, self.words))
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueProblem(f"the figure {self.words!r} runs from {self.low} down to {self.high}.")


def finite(value: float, words: str) -> float:
    """The number as a float, so that 12 and 12.0 are written alike. Raises ValueProblem for no number."""
    if not math.isfinite(value):
        raise ValueProblem(f"the figure {words!r} is no number.")
    return float(value)
