"""Parse: a report's text as tokens with parts of speech and dependencies, offsets kept.

The parser never sees the name of a known party: each mention becomes one token with the same
placeholder word, so no name can be read differently from another (law 4). Paragraphs are hard
sentence limits, semicolons too, and white space between them is no token.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.model import Span
from truceline.reading.language_model import english
from truceline.reading.parties import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as SpacySpan

_PLACEHOLDER = {"name": "Norland", "adjective": "Norlandian", "people": "Norlanders"}
_BREAK = re.compile(r";\s|\n\s*\n|\n(?=[^\S\n]*[-*•–—]\s)")
_PREFIXES = frozenset("de re pre post non anti co multi semi counter ex sub inter intra over under".split())
_PIECE = tuple[int, int, str, bool, bool]
"""Start, end, word for the parser, followed by a space, first of a paragraph."""


@dataclass(frozen=True)
class Parse:
    """``doc`` token i stands at ``text[starts[i]:ends[i]]``; ``mentions`` maps tokens to known parties."""

    text: str
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    mentions: dict[int, Mention]

    def __len__(self) -> int:
        return len(self.starts)

    def words(self, i: int, j: int | None = None) -> str:
        """The text as written from token i up to, not including, token j."""
        return self.text[self.starts[i] : self.ends[(i if j is None else j - 1)]]

    def span(self, i: int, j: int) -> Span:
        """The place of tokens i up to, not including, j."""
        return Span.of(self.text, self.starts[i], self.ends[j - 1])

    def sentences(self) -> Iterator[SpacySpan]:
        yield from self.doc.sents


def parse(text: str, mentions: Sequence[Mention], *, breaks: Collection[int] = ()) -> Parse:
    """Parse an English text in which the given known parties (in order, not overlapping) occur.

    ``breaks`` are further code points at which a sentence begins, besides paragraphs.
    """
    from spacy.tokens import Doc

    nlp = english()
    pieces = list(_pieces(text, mentions, breaks))
    words = [p[2] for p in pieces]
    doc = Doc(nlp.vocab, words=words, spaces=[p[3] for p in pieces])
    for token, piece in zip(doc, pieces, strict=True):
        if piece[4]:
            token.is_sent_start = True
    for _, component in nlp.pipeline:
        doc = component(doc)
    by_start = {m.start: m for m in mentions}
    found = {i: by_start[p[0]] for i, p in enumerate(pieces) if p[0] in by_start}
    return Parse(text, doc, tuple(p[0] for p in pieces), tuple(p[1] for p in pieces), found)


def _pieces(text: str, mentions: Sequence[Mention], more_breaks: Collection[int]) -> Iterator[_PIECE]:
    """Tokens of the text, with each mention as one piece."""
    tokenizer = english().tokenizer
    breaks = sorted({*(m.end() for m in _BREAK.finditer(text)), *more_breaks})
    limit = {b for m in mentions for b in (m.start, m.end)}
    inside = {m.start: m for m in mentions}
    first, until = True, 0
    for begin, finish in _whole_words(tokenizer(text)):
        for start, end in _cut(begin, finish, limit):
            if end <= until:
                continue
            if text[start:end].isspace():
                continue
            mention = inside.get(start)
            stop = mention.end if mention else end
            word = _PLACEHOLDER[mention.form] if mention else text[start:stop]
            first = first or bisect_right(breaks, start) > bisect_right(breaks, max(until - 1, 0))
            yield start, stop, word, stop < len(text) and text[stop].isspace(), first
            first, until = False, stop


def _whole_words(doc: Doc) -> Iterator[tuple[int, int]]:
    """The tokenizer's tokens, with a prefix and its hyphen left on their word: "de-escalation", "non-combatants"."""
    i = 0
    while i < len(doc):
        joined = doc[i].lower_ in _PREFIXES and i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].is_alpha
        joined = joined and not doc[i].whitespace_ and not doc[i + 1].whitespace_
        last = doc[i + 2] if joined else doc[i]
        yield doc[i].idx, last.idx + len(last)
        i += 3 if joined else 1


def _cut(start: int, end: int, limits: set[int]) -> Iterator[tuple[int, int]]:
    """The token's range, cut where a mention begins or ends inside it."""
    inner = sorted(x for x in range(start + 1, end) if x in limits)
    yield from zip([start, *inner], [*inner, end], strict=True)
