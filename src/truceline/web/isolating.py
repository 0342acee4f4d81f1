"""Isolating: names in a script from right to left inside a sentence from left to right keep to themselves.

Without it, numbers and commas beside such a name change places with it: "26 by X, 29 by Y" reads "26 by 29, X".
"""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_NAME = re.compile(f"[{_LETTERS}]+(?:[\\s\u200c\u200d'’-]+[{_LETTERS}]+)*")


def isolated(words: object) -> Markup:
    """Words with each run of such letters in an element of its own (bdi); everything else is escaped as always."""
    if isinstance(words, Markup):
        return words
    return _isolated(str(words))


@lru_cache(4096)
def _isolated(text: str) -> Markup:
    found, at = Markup(""), 0
    for name in _NAME.finditer(text):
        found += escape(text[at : name.start()]) + Markup("<bdi>") + escape(name[0]) + Markup("</bdi>")
        at = name.end()
    return found + escape(text[at:])
