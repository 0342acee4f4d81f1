"""Single quotes: 'We will not leave,' as British papers write what is said, read as words between double marks.

An apostrophe is none of them: that of "soldiers' graves", of "it's" or of "the '90s". The text stays as written; only
what the parser is given changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from truceline.reading.paragraphs import BLANK_LINE

_OPENS = re.compile(r"(?<![^\s(\[—–:-])['\u2018](?=[^\W\d_]|\.\.\.|…|[A-Z0-9])")
_CLOSES = re.compile(r"(?<=\S)['\u2019](?![\w'\u2019])")
_DOUBLE = re.compile(r'"[^"\n]*"|“[^”\n]*”|«[^»\n]*»')
_STOPS = frozenset(",.!?…")


def single_quotes(text: str) -> Iterator[tuple[int, int, str]]:
    """First and last character (exclusive) of the marks around what is said, and the mark that each is read as."""
    if "'" not in text and "\u2018" not in text:
        return
    start = 0
    for end in (*(m.start() for m in BLANK_LINE.finditer(text)), len(text)):
        yield from _in_paragraph(text, start, end)
        start = end


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    doubles = [m.span() for m in _DOUBLE.finditer(text, start, end)]
    opened = [m.start() for m in _OPENS.finditer(text, start, end)]
    opened = [i for i in opened if not any(a < i < b for a, b in doubles)]
    closed = [m.start() for m in _CLOSES.finditer(text, start, end)]
    until = start
    for n, first in enumerate(opened):
        if first < until:
            continue
        after = opened[n + 1] if n + 1 < len(opened) else end
        last = _end(text, first, after, closed)
        if last is not None:
            yield first, first + 1, "“"
            yield last, last + 1, "”"
            until = last + 1


def _end(text: str, first: int, after: int, closed: list[int]) -> int | None:
    """Where a quotation ends: at its first mark that is no apostrophe of owners in the plural."""
    near = [i for i in closed if first + 1 < i < after]
    sure = next((i for i in near if text[i - 1] in _STOPS or text[i - 1] != "s"), None)
    return sure if sure is not None else next(iter(near), None)
