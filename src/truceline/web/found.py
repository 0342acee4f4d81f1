"""Found: the words that were looked for, marked in a text."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

_MARK, _END = Markup("<mark>"), Markup("</mark>")


def found(text: str, places: Iterable[tuple[int, int]]) -> Markup:
    """The text, escaped, with ``mark`` around each of the places, which are in order and apart."""
    parts, end = list[Markup](), 0
    for start, stop in places:
        parts += [escape(text[end:start]), _MARK + text[start:stop] + _END]
        end = stop
    return Markup("").join([*parts, escape(text[end:])])
