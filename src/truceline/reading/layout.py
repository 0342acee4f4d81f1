"""Layout: where the lines of a text tell that a sentence begins: after a heading, an entry's time, a point's mark."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

_LINE = re.compile(r"(?m)^[^\S\n]*(?P<words>\S[^\n]*?)[^\S\n]*\n[^\S\n]*(?P<next>\S[^\n]*)")
_STAMP = re.compile(
    r"(?m)^[^\S\n]*(?:\d{1,2}[:.h]\d{2}|\d{4})(?:[^\S\n]?(?:am|pm|a\.m\.|p\.m\.|GMT|UTC|CET|EST|EDT|local|hrs))*"
    r"(?:[^\S\n]?[:|\u2013\u2014-])?[^\S\n]+(?=[A-Z\"\u201c])"
)
_POINT = re.compile(r"(?m)^[^\S\n]*\(?(?P<mark>\d{1,2}|[a-z]|[ivx]{1,5})(?:\)|\.(?=[^\S\n]+[^a-z\s]))[^\S\n]+(?=\S)")
_ROMAN = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx".split()
_ORDERS = ([str(n) for n in range(1, 100)], [chr(n) for n in range(ord("a"), ord("z") + 1)], _ROMAN)
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


def numbering(text: str) -> list[tuple[int, int]]:
    """The marks before the points of a list ("1.", "(b)", "iv)"): of points that have a neighbour in the same order."""
    found = [(m["mark"].lstrip("0"), m.span()) for m in _POINT.finditer(text)]
    marks = {mark for mark, _ in found}
    beside = {
        mark for order in _ORDERS for pair in itertools.pairwise(order) if marks.issuperset(pair) for mark in pair
    }
    return [span for mark, span in found if mark in beside]
