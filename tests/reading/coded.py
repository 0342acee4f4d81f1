"""Sentences of our own, coded by the rules as a report of Wednesday 5 March 2025."""

from __future__ import annotations

from datetime import date
from functools import cache

from truceline.model import Claim, Report, When
from truceline.reading.rules import RuleCoder

PUBLISHED = When.day(date(2025, 3, 5))
"""A Wednesday."""


@cache
def coder() -> RuleCoder:
    return RuleCoder()


def claims(text: str) -> tuple[Claim, ...]:
    return coder().code(Report.of(text, published=PUBLISHED, language="en"))


def with_words(text: str, words: str) -> Claim:
    """The shortest claim that has these words."""
    found = [c for c in claims(text) if words in " ".join(c.quote.split())]
    assert found, [(c.speaker, c.quote) for c in claims(text)]
    return min(found, key=lambda c: len(c.quote))


def days(when: When | None) -> tuple[str | None, str | None] | None:
    """From and until, as days, or to the minute where a time is not of whole days."""
    if when is None:
        return None
    ends = (when.start, when.end)
    first, last = (e.isoformat()[:16].removesuffix("T00:00") if e is not None else None for e in ends)
    return first, last
