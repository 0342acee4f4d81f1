"""Deeds: what agreements oblige to or bar, in plain words, and the acts of the codebook that tell of it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from truceline.model import codebook

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Deed:
    """``acts`` are act types ("ASSAULT") or types with a mode ("RETREAT/release").

    ``about`` are categories one of which a claim must be about, or ``said`` words one of which its quote must
    have; where both are empty, the act alone tells. ``lacking`` are words by which a state that is said not to
    be so tells that the deed was not done ("no list was sent"). ``barred`` marks what agreements bar, so that
    to tell it of somebody is to accuse; ``once`` what is seldom done twice on one day by the same ones.
    ``ledger`` is the column of the ledger of people that it moves, or "". With ``people``, a category that says no more
    than that they are people leaves it to the words ``said``.
    """

    name: str
    acts: tuple[str, ...]
    word: str
    about: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    barred: bool = False
    once: bool = False
    ledger: str = ""
    people: bool = False

    @property
    def about_words(self) -> frozenset[str]:
        return frozenset(self.about)


@cache
def deeds() -> dict[str, Deed]:
    """Every deed by its name, in the order in which they are tried on a claim."""
    data = tomllib.loads((files("truceline") / "data" / "deeds.toml").read_text(encoding="utf-8"))
    return {name: _deed(name, d) for name, d in data["deed"].items()}


def _deed(name: str, data: dict[str, Any]) -> Deed:
    return Deed(
        name,
        tuple(data["acts"]),
        data["word"],
        tuple(data.get("about", ())),
        tuple(data.get("said", ())),
        tuple(data.get("lacking", ())),
        data.get("barred", False),
        data.get("once", False),
        data.get("ledger", ""),
        data.get("people", False),
    )


def deed_of(type: str, mode: str | None, category: str | None, quote: str) -> str:
    """The deed that an act tells of: the first in the file that fits; "" where none does."""
    return _deed_of(type, mode, (category or "").casefold(), quote)


@lru_cache(maxsize=16384)
def _deed_of(type: str, mode: str | None, category: str, quote: str) -> str:
    told = _told_by(type, mode)
    said = frozenset(_WORD.findall(quote.casefold())) if any(d.said for d in told) else frozenset()
    return next((d.name for d in told if _fits(d, category, said)), "")


@cache
def _told_by(type: str, mode: str | None) -> tuple[Deed, ...]:
    return tuple(d for d in deeds().values() if type in d.acts or f"{type}/{mode}" in d.acts)


def _fits(deed: Deed, category: str, said: frozenset[str]) -> bool:
    """By the category, or by the words of the quote, unless a category of the codebook tells otherwise."""
    if not deed.about and not deed.said:
        return True
    if category in deed.about or not deed.about_words.isdisjoint(category.split()):
        return True
    known = codebook().categories.get(category)
    by_category = known is not None and not deed.about_words.isdisjoint(codebook().categories)
    if deed.people and known is not None and known.population == "people":
        by_category = False
    return not by_category and not said.isdisjoint(deed.said)


def lacking(quote: str) -> str:
    """The deed that was not done where a state is said not to be so ("no list was sent"); "" for none."""
    return next((_lacking()[w] for w in _WORD.findall(quote.casefold()) if w in _lacking()), "")


@cache
def _lacking() -> dict[str, str]:
    return {word: d.name for d in deeds().values() for word in d.lacking}


@cache
def qualities() -> dict[str, str]:
    """Every quality a claim may give a deed, with its definition."""
    data = tomllib.loads((files("truceline") / "data" / "qualities.toml").read_text(encoding="utf-8"))
    return dict(data["quality"])
