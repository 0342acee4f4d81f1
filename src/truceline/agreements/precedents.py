"""Precedents: what was argued about under earlier agreements, who said what, and what would have settled it.

They are data (``data/precedents``, one file a case). Nothing in them decides anything: a rule of the
lint looks at how a draft is built, and only shows the precedents that go by its name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Position:
    """What one speaker said in the dispute. ``confirmed`` is False where it is told from memory alone."""

    speaker: str
    said: str
    source: tuple[str, ...] = ()
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Precedent:
    """``rule`` is the rule of the lint that it stands behind, ``what`` the question that was open.

    ``words`` and ``yaml`` are a wording that would have settled it, for people and in the terms language.
    """

    id: str
    case: str
    rule: str
    what: str
    positions: tuple[Position, ...]
    words: str
    yaml: str


@cache
def precedents() -> tuple[Precedent, ...]:
    """All of them, by case and in the order of its file."""
    folder = files("truceline") / "data" / "precedents"
    shipped = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return tuple(p for f in shipped for p in _case(tomllib.loads(f.read_text(encoding="utf-8"))))


@cache
def behind(rule: str) -> tuple[Precedent, ...]:
    """The precedents of one rule of the lint."""
    return tuple(p for p in precedents() if p.rule == rule)


def _case(data: dict[str, Any]) -> Iterator[Precedent]:
    for one in data["precedent"]:
        positions = tuple(_position(p, data["sources"]) for p in one["positions"])
        yield Precedent(
            one["id"], data["case"], one["rule"], one["what"], positions, one["words"], one["yaml"].strip("\n")
        )


def _position(data: dict[str, Any], sources: list[str]) -> Position:
    confirmed = data.get("confirmed", True)
    # What nobody found again has no source to show, unless one is named with it.
    source = data.get("source", sources if confirmed else [])
    return Position(data["speaker"], data["said"], tuple(source), confirmed)
