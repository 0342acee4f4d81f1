"""Abbreviations: the short names that a text gives with the full ones: "the Popular Harvest Front (PHF)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_SHORT = re.compile(r"[A-Z][A-Za-z]?[A-Z](?:[A-Z/-]*[A-Z])?")
_LINKS = frozenset({"of", "for", "to", "in", "de"})


def abbreviations(parse: Parse) -> dict[str, int]:
    """Short name -> the head of the full name before it; none of the known parties, which have their names already."""
    found: dict[str, int] = {}
    for token in parse.doc:
        before = _before(token)
        if before is None or token.i in parse.mentions or not _SHORT.fullmatch(token.text):
            continue
        head = _full_name(before)
        if head is not None and head.i not in parse.mentions:
            found.setdefault(token.text, head.i)
    return found


def _before(token: Token) -> Token | None:
    """What a short name in brackets or behind ", or" stands behind."""
    doc, i = token.doc, token.i
    after = doc[i + 1].text if i + 1 < len(doc) else ""
    if i >= 2 and doc[i - 1].text == "(" and after == ")":
        return doc[i - 2]
    if i >= 3 and doc[i - 1].lower_ == "or" and doc[i - 2].text == "," and after in (",", "."):
        return doc[i - 3]
    return None


def _full_name(last: Token) -> Token | None:
    """The head of the name of several words that ends with a word; None where there is none."""
    head = last
    while head.dep_ == "pobj" and head.head.lower_ in _LINKS and head.head.head.text[:1].isupper():
        head = head.head.head
    words = [t for t in head.subtree if t.i <= last.i and t.text[:1].isupper()]
    return head if head.pos_ in ("PROPN", "NOUN") and head.text[:1].isupper() and len(words) > 1 else None
