"""WordPiece: words of a text cut into pieces of a vocabulary, as BERT's uncased encoders want them.

The scheme is that of BERT's tokenizer (Devlin and others, 2019): lower case without accents, every mark of punctuation
and every Chinese character a word of its own, and in each word the longest known piece first. Each piece keeps its
place in the text as written.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

_LONGEST = 100
"""A word of more letters is unknown."""
_UNKNOWN = "[UNK]"
_CHINESE = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0xF900, 0xFAFF), (0x20000, 0x2FA1F))


@dataclass(frozen=True, slots=True)
class Encoding:
    """For each piece: its id, its place in the text (code points, last exclusive), and the number of its word."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    word_ids: list[int]


@dataclass(slots=True)
class WordPiece:
    """``vocabulary`` gives the id of each piece; pieces that go on with a word begin with ##."""

    vocabulary: dict[str, int]
    _known: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict, repr=False)
    """Word -> the id and the length of each of its pieces."""

    @classmethod
    def from_json(cls, text: str) -> WordPiece:
        """From a ``tokenizer.json`` with such a vocabulary."""
        return cls(json.loads(text)["model"]["vocab"])

    def encode(self, text: str) -> Encoding:
        """The pieces of a text of any length."""
        ids: list[int] = []
        offsets: list[tuple[int, int]] = []
        words: list[int] = []
        for number, (word, places) in enumerate(_words(text)):
            at = 0
            for id, length in self._pieces(word):
                ids.append(id)
                offsets.append((places[at], places[at + length - 1] + 1))
                words.append(number)
                at += length
        return Encoding(ids, offsets, words)

    def _pieces(self, word: str) -> tuple[tuple[int, int], ...]:
        found = self._known.get(word)
        if found is None:
            found = self._cut(word)
            if len(self._known) < 200_000:
                self._known[word] = found
        return found

    def _cut(self, word: str) -> tuple[tuple[int, int], ...]:
        unknown = ((self.vocabulary[_UNKNOWN], len(word)),)
        if len(word) > _LONGEST:
            return unknown
        found, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = self.vocabulary.get(word[start:end] if start == 0 else f"##{word[start:end]}")
                if piece is not None:
                    found.append((piece, end - start))
                    start = end
                    break
            else:
                return unknown
        return tuple(found)


def _words(text: str) -> list[tuple[str, range | list[int]]]:
    """Words as the vocabulary has them, with the place in the text of each of their letters."""
    found: list[tuple[str, range | list[int]]] = []
    if text.isascii():
        # By far the most: every letter stays where it is.
        plain = text.lower()
        cuts = [-1, *(i for i, c in enumerate(plain) if not c.isalnum()), len(plain)]
        if all(c >= " " or c in "\t\n\r" for c in (plain[i] for i in cuts[1:-1])) and "\x7f" not in plain:
            for before, cut in pairwise(cuts):
                if cut > before + 1:
                    found.append((plain[before + 1 : cut], range(before + 1, cut)))
                if cut < len(plain) and not plain[cut].isspace():
                    found.append((plain[cut], range(cut, cut + 1)))
            return found
    letters: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for letter, sort in _normal(char):
            if sort != "letter" and letters:
                found.append(("".join(letters), places))
                letters, places = [], []
            if sort == "letter":
                letters.append(letter)
                places.append(place)
            elif sort == "mark":
                found.append((letter, [place]))
    if letters:
        found.append(("".join(letters), places))
    return found


@lru_cache(maxsize=20_000)
def _normal(char: str) -> tuple[tuple[str, str], ...]:
    """What a character becomes, and whether that is a "letter" of a word, a "mark" by itself, or a "space"."""
    if char in "\t\n\r" or unicodedata.category(char) == "Zs":
        return (("", "space"),)
    if char in "\0\N{REPLACEMENT CHARACTER}" or unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs"):
        return ()
    plain = [c for c in unicodedata.normalize("NFD", char) if unicodedata.category(c) != "Mn"]
    return tuple((lower, _sort(lower)) for c in plain for lower in c.lower() if unicodedata.category(lower) != "Mn")


def _sort(char: str) -> str:
    at = ord(char)
    ascii_mark = char.isascii() and not char.isalnum() and not char.isspace()
    chinese = any(first <= at <= last for first, last in _CHINESE)
    if ascii_mark or chinese or unicodedata.category(char).startswith("P"):
        return "mark"
    return "space" if char.isspace() else "letter"
