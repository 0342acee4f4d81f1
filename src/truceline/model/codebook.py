"""Codebook: act types and modes, people categories, reporting verbs, amounts.

The codes are data, in ``truceline/data/codebook/*.toml``; this file gives them their shape. Act
types are PLOVER's (CC BY-SA 4.0, see NOTICE), with CAMEO codes, and STATE for what is the case.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class ActType:
    code: str
    quad: str
    """verbal cooperation, material cooperation, verbal conflict, material conflict, or state."""
    score: float
    cameo: tuple[str, ...]
    modes: tuple[str, ...]
    definition: str
    positive: str
    negative: str


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of people or goods: the words that name it and, for a joint one, its members."""

    name: str
    words: tuple[str, ...]
    population: str
    """What it is a part of: "captives", "casualties", "displaced", "aid", or "people"."""
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Codebook:
    version: str
    acts: dict[str, ActType]
    categories: dict[str, Category]

    def category(self, word: str) -> Category | None:
        """The category that a lower-case noun names, singular or plural."""
        return self._by_word.get(word)

    @cached_property
    def _by_word(self) -> dict[str, Category]:
        """Of several categories that a word names, the first."""
        return {word: c for c in reversed(self.categories.values()) for word in c.words}


def _table(name: str) -> dict[str, Any]:
    text = (files("truceline") / "data" / "codebook" / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def codebook() -> Codebook:
    """The codebook that ships with the package, read once."""
    acts, people = _table("acts.toml"), _table("categories.toml")
    return Codebook(
        version=acts["version"],
        acts={
            code: ActType(
                code,
                a["quad"],
                a["score"],
                tuple(a["cameo"]),
                tuple(a["modes"]),
                a["definition"],
                a["positive"],
                a["negative"],
            )
            for code, a in acts["act"].items()
        },
        categories={
            name: Category(name, tuple(c["words"]), c["population"], tuple(c.get("members", ())))
            for name, c in people["category"].items()
        },
    )
