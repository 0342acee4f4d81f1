"""A text cut into word pieces with the two features that an uncased encoder lacks, and packed into windows.

Shape: how a word is written (lower, Title, UPPER, with digits, mixed, no letters).  Quote: outside or inside double
quotation marks, or a mark itself; a quotation ends with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from truceline.reading.model.wordpiece import WordPiece

SHAPES = 7  # 0 is for padding and special pieces
QUOTES = 5
LIMIT = 190  # word pieces of text in a window, without its first and last special piece
FIRST, LAST, PAD = 101, 102, 0

_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"(?<=[.!?;])[\"'”’)\]]*\s+(?=[^a-z\s])")
_ANY_STOP = re.compile(r"(?<=[.!?;,])[\"'”’)\]]*\s+")
_LONE = re.compile("[\ud800-\udfff]")  # halves of a pair, which the tokenizer refuses
_OPENS, _CLOSES, _EITHER = "“«„", "”»", '"'


@dataclass(frozen=True, slots=True)
class Pieces:
    """Word pieces of one text: ids, code-point offsets, shape, quotation state and word number of each."""

    ids: list[int]
    starts: list[int]
    ends: list[int]
    shapes: list[int]
    quotes: list[int]
    words: list[int]

    def __len__(self) -> int:
        return len(self.ids)


def pieces(tokenizer: WordPiece, text: str) -> Pieces:
    """The word pieces of a text, whatever its length."""
    encoding = tokenizer.encode(_LONE.sub("\N{REPLACEMENT CHARACTER}", text))
    offsets, words = encoding.offsets, encoding.word_ids
    shapes: list[int] = []
    at = 0
    while at < len(words):
        end = at + 1
        while end < len(words) and words[end] == words[at]:
            end += 1
        shapes += [_shape(text[offsets[at][0] : offsets[end - 1][1]])] * (end - at)
        at = end
    states = _quote_states(text)
    quotes = [states[start] if start < len(states) else 1 for start, _ in offsets] if states else [1] * len(offsets)
    return Pieces(encoding.ids, [start for start, _ in offsets], [end for _, end in offsets], shapes, quotes, words)


def _shape(word: str) -> int:
    if word.isalpha():
        if word.islower():
            return 1
        if len(word) > 1 and word.isupper():
            return 3
        return 2 if word[0].isupper() and (len(word) == 1 or word[1:].islower()) else 5
    if any(c.isdigit() for c in word):
        return 4
    return 6


def _quote_states(text: str) -> bytearray | None:
    """State of each character: 1 outside, 2 inside, 3 a mark that opens, 4 a mark that closes; None without marks."""
    if not any(mark in text for mark in '"“”«»„'):
        return None
    states = bytearray(b"\x01" * len(text))
    for found in _PARAGRAPH.finditer(text):
        inside, since = False, found.start()
        for at in range(found.start(), found.end()):
            char = text[at]
            if char in _OPENS or (char in _EITHER and not inside):
                if inside:
                    states[since:at] = b"\x02" * (at - since)
                states[at] = 3
                inside, since = True, at + 1
            elif char in _CLOSES or char in _EITHER:
                if inside:
                    states[since:at] = b"\x02" * (at - since)
                states[at] = 4
                inside = False
        if inside:
            states[since : found.end()] = b"\x02" * (found.end() - since)
    return states


def windows(text: str, cut: Pieces, limit: int = LIMIT, first: int | None = None) -> list[tuple[int, int]]:
    """Windows (first and last piece, exclusive) of whole paragraphs, or of sentences where a paragraph is too long.

    Every piece is in exactly one window.  ``first`` is another limit for the first window (training varies it).
    """
    out: list[tuple[int, int]] = []
    room = first or limit
    for start, end in _units(text, cut, limit):
        if out and end - out[-1][0] <= room:
            out[-1] = (out[-1][0], end)
        else:
            if out:
                room = limit
            out.append((start, end))
    return out


def _units(text: str, cut: Pieces, limit: int) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _PARAGRAPH.finditer(text):
        end = _piece_at(cut, found.end(), at)
        if end > at:
            yield from _split(text, cut, at, end, limit, (_SENTENCE, _ANY_STOP))
            at = end
    if at < len(cut):
        yield from _split(text, cut, at, len(cut), limit, (_SENTENCE, _ANY_STOP))


def _split(
    text: str, cut: Pieces, at: int, end: int, limit: int, breaks: tuple[re.Pattern[str], ...]
) -> Iterator[tuple[int, int]]:
    if end - at <= limit:
        yield at, end
        return
    if not breaks:
        for start in range(at, end, limit):
            yield start, min(start + limit, end)
        return
    start = at
    for found in breaks[0].finditer(text, cut.starts[at], cut.ends[end - 1]):
        stop = _piece_at(cut, found.end(), start)
        if start < stop < end:
            yield from _split(text, cut, start, stop, limit, breaks[1:])
            start = stop
    yield from _split(text, cut, start, end, limit, breaks[1:])


def _piece_at(cut: Pieces, char: int, low: int) -> int:
    """The first piece from ``low`` that starts at or after a character."""
    high = len(cut.starts)
    while low < high:
        middle = (low + high) // 2
        if cut.starts[middle] < char:
            low = middle + 1
        else:
            high = middle
    return low
