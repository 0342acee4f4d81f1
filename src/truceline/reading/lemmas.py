"""Lemmas: what spaCy's lemmatizer makes of the words of a text, worked out once for each word.

A word's lemma depends on its letters, part of speech and morphology, unless a rule has told it before. The lemmatizer
keeps what it has looked up in its tables, but weighs every word that is in its base form, as most are, again each time.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from truceline.reading.language_model import english

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEMMATIZER = "lemmatizer"
"""The component of the parser whose work this does."""
_MOST = 100_000
"""How many words are kept."""


class Lemmas:
    """Does what the parser's lemmatizer does."""

    def __init__(self) -> None:
        nlp = english()
        self._lemmatizer: Any = nlp.get_pipe(LEMMATIZER)
        self._strings = nlp.vocab.strings
        self._kept: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        import numpy as np

        rows = doc.to_array(["ORTH", "POS", "MORPH", "LEMMA"]).tolist()
        lemmas = [told or self._kept.get((*word,)) or self._asked(doc, i, word) for i, (*word, told) in enumerate(rows)]
        made: Any = np.array(lemmas, dtype="uint64")
        return doc.from_array(["LEMMA"], made)

    def _asked(self, doc: Doc, i: int, word: list[int]) -> int:
        if len(self._kept) >= _MOST:
            self._kept.clear()
        lemma = self._strings.add(self._lemmatizer.lemmatize(doc[i])[0])
        letters, pos, morph = word
        self._kept[letters, pos, morph] = lemma
        return lemma


@cache
def lemmas() -> Lemmas:
    """The lemmas for the parser that is installed, made once."""
    return Lemmas()
