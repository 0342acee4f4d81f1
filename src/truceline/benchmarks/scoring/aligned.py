"""Aligned: which predicted attribution stands for which marked one, in one article.

Words are compared by their letters and digits only: quotation marks, commas and white space at
or inside the edges neither help nor hurt. Two attributions can stand for one another where their
contents share anything; of all ways to pair them one to one, the one with the most in common is
taken: the Dice figure of the contents, with a little for the sources and less for the cues.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from truceline.benchmarks.scoring.articles import ROLES, Article, Marked, Runs
from truceline.benchmarks.scoring.matching import best_pairs

FOUND = 0.5
"""The least Dice figure of two contents that counts as found."""
STRICT = 0.8
"""The least Dice figure of contents, and of sources, in the strict measure."""
_SOURCE_WEIGHT, _CUE_WEIGHT = 0.05, 0.01
_WORD = re.compile(r"\w+")
_FUNCTION = frozenset(
    "a an the of in on at by to from for with and or as that this these those his her its their our my your s t is "
    "was are were be been who which some any one other another several many most".split()
)
"""Words that make no match by themselves, unless a marked source has no others."""

Letters = frozenset[int]
"""Code points of the letters and digits of some words."""


@dataclass(frozen=True, slots=True)
class Lettered:
    """An attribution with the letters of its roles; ``marked`` is what it was made of."""

    marked: Marked
    source: Letters
    cue: Letters
    content: Letters

    @classmethod
    def of(cls, text: str, marked: Marked) -> Lettered:
        return cls(marked, *(letters(text, marked.role(role)) for role in ROLES))

    def role(self, name: str) -> Letters:
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


@dataclass(frozen=True, slots=True)
class Pair:
    """The places of a marked attribution and of the predicted one that stands for it, and how alike they are."""

    gold: int
    predicted: int
    content: float
    source: float
    same_source: bool
    """Whether the sources share a word that says something."""

    @property
    def found(self) -> bool:
        return self.content >= FOUND

    @property
    def match(self) -> bool:
        return self.found and self.same_source

    @property
    def strict(self) -> bool:
        return self.content >= STRICT and self.source >= STRICT

    @property
    def exact(self) -> bool:
        return self.content == 1 and self.source == 1


@dataclass(frozen=True, slots=True)
class Aligned:
    """An article's attributions that take part: those with content, outside of what was discarded."""

    gold: tuple[Lettered, ...]
    predicted: tuple[Lettered, ...]
    pairs: tuple[Pair, ...]


def letters(text: str, runs: Runs) -> Letters:
    """The code points of the letters and digits in the runs; what reaches beyond the text is left out."""
    return frozenset(i for start, end in runs for i in range(max(0, start), min(end, len(text))) if text[i].isalnum())


def dice(a: Letters, b: Letters) -> float:
    """Twice what is common, of both together; 1 where both are empty."""
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def aligned(gold: Article, predicted: tuple[Marked, ...]) -> Aligned:
    """Pair the attributions of an article with the predicted ones."""
    out = letters(gold.text, gold.discard)
    wanted = _taking_part(gold.text, gold.attributions, out)
    given = _taking_part(gold.text, predicted, out)
    weights = {
        (i, j): dice(g.content, p.content)
        + _SOURCE_WEIGHT * dice(g.source, p.source)
        + _CUE_WEIGHT * dice(g.cue, p.cue)
        for i, g in enumerate(wanted)
        for j, p in enumerate(given)
        if g.content & p.content
    }
    weak = _function_letters(gold.text)
    pairs = best_pairs(weights, len(wanted), len(given))
    return Aligned(wanted, given, tuple(_pair(i, j, wanted[i], given[j], weak) for i, j in pairs))


def _taking_part(text: str, marked: tuple[Marked, ...], out: Letters) -> tuple[Lettered, ...]:
    whole = (Lettered.of(text, m) for m in marked)
    return tuple(a for a in whole if a.content and 2 * len(a.content & out) < len(a.content))


def _pair(i: int, j: int, gold: Lettered, predicted: Lettered, weak: Letters) -> Pair:
    shared = gold.source & predicted.source
    telling = shared - weak if gold.source - weak else shared
    same = bool(telling) or not (gold.source or predicted.source)
    return Pair(i, j, dice(gold.content, predicted.content), dice(gold.source, predicted.source), same)


def _function_letters(text: str) -> Letters:
    words = (m for m in _WORD.finditer(text) if m.group().lower() in _FUNCTION)
    return frozenset(i for m in words for i in range(m.start(), m.end()))
