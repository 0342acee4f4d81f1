"""Out of: figures that are told as so many out of others, counted before ("61 of them")."""

from __future__ import annotations

import re

from truceline.model import Figure

_OTHERS = re.compile(r"\b(?:of|among|amongst) (?:them|these|those|whom|which)\b", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:of|among|amongst) (?:them|whom|which|these,|those,)(?: [a-z]+){0,2} $", re.IGNORECASE)


def out_of_others(figure: Figure, quote: str) -> bool:
    """Whether the figure itself is told so: "61 of them", "61 women among them", "of whom 61".

    A whole whose quote goes on to tell of its parts ("136 held, 61 of them women") is not.
    """
    if not _OTHERS.search(quote):
        return False
    at = quote.find(figure.words)
    if at < 0 or _OTHERS.search(figure.words):
        return at >= 0
    after = quote[at + len(figure.words) :]
    return bool(_BEFORE.search(quote[:at]) or _OTHERS.match(after.lstrip()))
