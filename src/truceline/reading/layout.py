"""Layout: where the lines of a text tell that a sentence begins: after a heading, and after the time of an entry."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE = re.compile(r"(?m)^[^\S\n]*(?P<words>\S[^\n]*?)[^\S\n]*\n[^\S\n]*(?P<next>\S[^\n]*)")
_STAMP = re.compile(
    r"(?m)^[^\S\n]*(?:\d{1,2}[:.h]\d{2}|\d{4})(?:[^\S\n]?(?:am|pm|a\.m\.|p\.m\.|GMT|UTC|CET|EST|EDT|local|hrs))*"
    r"(?:[^\S\n]?[:|\u2013\u2014-])?[^\S\n]+(?=[A-Z\"\u201c])"
)
_SHORT = 80
"""How many characters a heading has at most."""


def line_breaks(text: str) -> Iterator[int]:
    """Where a line begins that the line before does not run on into: that had room for its first word."""
    at = 0
    while (found := _LINE.search(text, at)) is not None:
        words, following = found["words"], found["next"]
        at = found.start("next")
        room = len(words) + 1 + len(following.split()[0]) <= len(following)
        if len(words) <= _SHORT and room and not words.endswith(","):
            yield at


def stamps(text: str) -> Iterator[tuple[int, int]]:
    """The times of entries that lines open with: "14:20 The ministry says ...". They tell when the entry was made."""
    yield from (m.span() for m in _STAMP.finditer(text))
