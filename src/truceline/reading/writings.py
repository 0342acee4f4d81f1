"""Words that are written in more than one way: "cease-fire", "hand-over" and "re-opened" are read as the one word.

A word with a hyphen is taken for the one word that the tables of acts have, in any of its forms; "cease fire" where it
stands as a noun. The text stays as written; only what the parser is given changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from truceline.reading.book import book

_HYPHENED = re.compile("(?<![\\w'’-])([A-Za-z]+)[-\u2010\u2011]([A-Za-z]+)(?![\\w-])")
_TWO_WORDS = re.compile(
    r"\b(?:an?|the|this|that|any|no|its|their|his|her|new|full|first|permanent|immediate|temporary|lasting|indefinite"
    r"|humanitarian|unilateral|bilateral|mutual|partial|nationwide|\w+-(?:hour|day|week|month)|formal|fragile|shaky"
    r"|complete|comprehensive|general) (cease fires?)\b"
    r"|\b(cease fire) (?=agreement|accord|deal|line|talks|terms|violation|commission|proposal|plan|monitor|offer)",
    re.IGNORECASE,
)
_ENDINGS = re.compile(r"(?:s|es|d|ed|ing|r|er|ers|ment|ments|ion|ions)\Z")


def writings(text: str) -> Iterator[tuple[int, int, str]]:
    """First and last character (exclusive) of such words, and the word that they are read as."""
    for found in _HYPHENED.finditer(text):
        word = found[1] + found[2].lower()
        if _known(word.lower()):
            yield found.start(), found.end(), word
    for found in _TWO_WORDS.finditer(text):
        group = 1 if found[1] else 2
        yield *found.span(group), found[group][:5] + found[group][6:].lower()


@cache
def _known(word: str) -> bool:
    """Whether the tables have a word, or one that it is a form of."""
    words = _one_words()
    return word in words or any(word[: -n or None] + e in words for n, e in _stems(word))


def _stems(word: str) -> Iterator[tuple[int, str]]:
    for length in range(1, 5):
        if _ENDINGS.search(word[-length:]) and _ENDINGS.fullmatch(word[-length:]):
            yield length, ""
            yield length, "e"


@cache
def _one_words() -> frozenset[str]:
    tables = book()
    return frozenset(word for word in (*tables.nouns, *tables.types, *tables.pairs) if word.isalpha())
