"""Noun: what a number counts, as worded, and the category that the codebook has for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from truceline.model import Category, codebook
from truceline.reading.figures.words import DURATIONS, word_set

_MEASURES = word_set(
    "km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters m cm mm hectare hectares "
    "degrees dollars dollar euros euro pounds shekels rials riyals percent"
)
_PEOPLE = frozenset({"people", "captives", "forces", "casualties"})


@dataclass(frozen=True, slots=True)
class Counted:
    """The counted noun: tokens ``first`` to ``last``, both inclusive, with its head.

    ``unit`` is empty where no noun is said. ``of`` is what a partitive without a noun is taken
    from: "pronoun" ("two of them") or "number" ("16 of the 33").
    """

    first: int
    last: int
    head: int
    unit: str
    category: str | None = None
    kinds: tuple[str, ...] = ()
    of: str = ""

    @property
    def duration(self) -> bool:
        return self.unit.lower() in DURATIONS

    @property
    def measure(self) -> bool:
        """Whether it measures (length, money, share, time), so that nothing counted is a part of it."""
        return measures(self.unit.lower()) or self.unit == "percentage points"


def measures(word: str) -> bool:
    """Whether a lower-case noun is one of time, length or money."""
    return word in DURATIONS or word in _MEASURES


@lru_cache(maxsize=4096)
def named_category(phrase: str) -> Category | None:
    return codebook().category(phrase)


def names_people(phrase: str) -> bool:
    """Whether a phrase names people: any, those held, armed forces, the dead and hurt."""
    category = named_category(phrase)
    return category is not None and category.population in _PEOPLE
