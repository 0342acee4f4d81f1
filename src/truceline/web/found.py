"""Found: the words that were looked for, marked in a text."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape


def found(text: str, places: Iterable[tuple[int, int]]) -> Markup:
    """The text, escaped, with ``mark`` around each of the places, which are in order and apart."""
    parts, end = [], 0
    for start, stop in places:
        parts += [escape(text[end:start]), Markup("<mark>{}</mark>").format(text[start:stop])]
        end = stop
    return Markup("").join([*parts, escape(text[end:])])
