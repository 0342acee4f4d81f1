"""Word classes: what spaCy's attribute ruler makes of the words of a text, worked out once for each kind of word.

The ruler's rules (tag and word -> part of speech, morphology, lemma) look at one word, a few at two.
What they make of a word depends on its tag and dependency, and on its letters only where a rule names
them: so the ruler is asked once for each such combination, on a text of one word, and the answer is
kept. It costs a fifth of the parser's time otherwise. A test holds the outcome against the ruler's own.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from truceline.reading.language_model import english

if TYPE_CHECKING:
    from spacy.tokens import Doc

RULER = "attribute_ruler"
"""The component of the parser whose work this does."""
_LETTERS = re.compile(r".{0,2}|.*'.*", re.DOTALL)
"""Words that the rules with a pattern for letters could be about, besides those that they name."""
_ANY = "xxx"
"""Stands for every word that no rule names."""
_Row = tuple[int, int, int]
"""The numbers of a word's tag, of its letters, and of its dependency."""
_Values = tuple[int, int, int]
"""Those of its part of speech, morphology and lemma."""


class WordClasses:
    """Does what the parser's ruler does, for texts without tokens of white space."""

    def __init__(self) -> None:
        from spacy.matcher import Matcher

        self._nlp = english()
        ruler: Any = self._nlp.get_pipe(RULER)
        self._ruler = ruler
        self._named: set[str] = set()
        self._pairs, self._openers = Matcher(self._nlp.vocab), Matcher(self._nlp.vocab)
        for number, rule in enumerate(ruler.patterns):
            self._named |= {w for words in rule["patterns"] for word in words for w in _named(word.get("LOWER"))}
            if any(len(words) > 1 for words in rule["patterns"]):
                self._pairs.add(str(number), rule["patterns"])
                self._openers.add(str(number), [words[:1] for words in rule["patterns"]])
        self._kept: dict[_Row, tuple[_Values, bool]] = {}
        self._letters: dict[int, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        table = doc.to_array(["TAG", "LOWER", "DEP"]).tolist()
        rows = [(tag, self._letters.get(lower) or self._of_word(lower), dep) for tag, lower, dep in table]
        kept = [self._kept.get(row) or self._asked(row) for row in rows]
        values = [found for found, _ in kept]
        for i in (i for i, (_, opens) in enumerate(kept) if opens):
            for _, start, end in self._pairs(doc[i : i + 2]):
                values[i + start : i + end] = self._of(rows[i + start : i + end])
        import numpy as np

        made: Any = np.array(values, dtype="uint64")
        return doc.from_array(["POS", "MORPH", "LEMMA"], made)

    def _of_word(self, lower: int) -> int:
        """The word's own number where a rule may be about its letters, else that of any word."""
        strings = self._nlp.vocab.strings
        word = strings[lower]
        own = word in self._named or _LETTERS.fullmatch(word) is not None
        self._letters[lower] = lower if own else strings.add(_ANY)
        return self._letters[lower]

    def _asked(self, row: _Row) -> tuple[_Values, bool]:
        """What the ruler makes of a word by itself, and whether a rule for two words may begin with it."""
        text = self._text([row])
        (found,) = self._ruled(text)
        self._kept[row] = found, bool(self._openers(text))
        return self._kept[row]

    def _of(self, rows: list[_Row]) -> list[_Values]:
        """What the ruler itself makes of a text of these words."""
        return self._ruled(self._text(rows))

    def _text(self, rows: list[_Row]) -> Doc:
        from spacy.tokens import Doc

        strings = self._nlp.vocab.strings
        tags, words, deps = ([strings[number] for number in column] for column in zip(*rows, strict=True))
        return Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=[0] * len(words))

    def _ruled(self, text: Doc) -> list[_Values]:
        return [(t.pos, t.morph.key, t.lemma) for t in self._ruler(text)]


@cache
def word_classes() -> WordClasses:
    """The classes for the parser that is installed, made once."""
    return WordClasses()


def _named(given: Any) -> set[str]:
    """The words that a rule names."""
    if isinstance(given, str):
        return {given}
    return set(given.get("IN", ())) if isinstance(given, dict) else set()
