"""Carried: a sentence that several outlets carry word for word is quoted once, with all who say or carry it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from truceline.web.boards.saying import SHORT

Quoted = Mapping[str, Any]
"""A claim as ``Saying.plain`` gives it."""


def same_words(a: Quoted, b: Quoted) -> bool:
    """Whether two claims stand in one and the same sentence, or are one speaker's words of some length."""
    if _words(a["before"], a["quote"], a["after"]) == _words(b["before"], b["quote"], b["after"]):
        return _words(a["quote"]) == _words(b["quote"])
    return _voice(a) == _voice(b) and len(a["quote"]) >= SHORT and _words(a["quote"]) == _words(b["quote"])


def with_voice(voices: Sequence[dict[str, Any]], claim: Quoted) -> list[dict[str, Any]]:
    """Who says a sentence, each once, with the outlets that carry it: ``claim`` is one more who says or carries it."""
    carrier = {name: claim[name] for name in ("id", "publisher", "published")}
    if not any(_voice(known) == _voice(claim) for known in voices):
        return [*voices, {**{name: claim[name] for name in _SAYING}, "carried": [carrier]}]
    return [
        {**known, "carried": [*known["carried"], carrier]} if _voice(known) == _voice(claim) else known
        for known in voices
    ]


_SAYING = ("speaker", "stance", "figures")


def _voice(claim: Quoted) -> tuple[str, ...]:
    return tuple(claim[name] for name in _SAYING)


def _words(*texts: str) -> list[str]:
    return " ".join(texts).split()
