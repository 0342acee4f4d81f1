"""Parse: a report's text as tokens with parts of speech and dependencies, offsets kept.

The parser never sees the name of a known party: each mention becomes one token with the same
placeholder word, with its article, so no name can be read differently from another (law 4). Paragraphs are hard
sentence limits, semicolons too, and white space between them is no token.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from truceline.model import Span
from truceline.reading.gerunds import as_nouns
from truceline.reading.joined import raise_joined
from truceline.reading.language_model import english
from truceline.reading.layout import line_breaks, numbering, stamps
from truceline.reading.lemmas import LEMMATIZER, lemmas
from truceline.reading.parties import Mention, NameIndex, capitals
from truceline.reading.single_quotes import single_quotes
from truceline.reading.tokens import Sentence, Tokens
from truceline.reading.word_classes import RULER, word_classes
from truceline.reading.writings import writings

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

PLACEHOLDER = {"name": "Norland", "adjective": "Norlandian", "people": "Norlanders"}
_BREAK = re.compile(r";\s|\n\s*\n|\n(?=[^\S\n]*[-*•–—]\s)")
_BRACKET = re.compile(r" \((?:the )?")
_HEADING = re.compile(r"(?:\A|\n[^\S\n]*\n)[A-Z][^\n.,;:!?\"]{0,40}\n(?=\S)")
"""A short first line of a paragraph without a stop: what follows it is no part of it."""
_DATELINE = re.compile(
    r"(?:\A|\n)[A-Z][A-Z'.\- ]{2,30}(?:/[A-Z][A-Z'.\- ]{2,30})?(?:, [^\n-]{0,40}?)?(?: \([^)\n]{1,40}\))?"
    r" ?[-\u2013\u2014]{1,2} (?=\S)"
)
"""The place, and perhaps the day, that a dispatch opens with: "LIMA - "."""
_PREFIXES = frozenset("de re pre post non anti co multi semi counter ex sub inter intra over under".split())
_ARTICLE = re.compile(r"(?<![\w'-])[Tt]he\s+\Z")
_BESIDE = re.compile(
    r" (?:armed |military |foreign |security |peace |peacekeeping |border |rebel )?(?:government|army|military|forces?"
    r"|troops|soldiers|fighters|rebels|militia|militants|movement|group|side|delegation|team|envoy|officials?|mission"
    r"|peacekeepers|ministry|minister|president|leader|leadership|spokes(?:man|woman|person)|commander|secretary)\b"
)
_PIECE = tuple[int, int, str, bool, bool]
"""Start, end, word for the parser, followed by a space, first of a paragraph."""


@dataclass(frozen=True)
class Parse:
    """``doc`` token i stands at ``text[starts[i]:ends[i]]``; ``mentions`` maps tokens to known parties."""

    text: str
    doc: Tokens
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    mentions: dict[int, Mention]

    def __len__(self) -> int:
        return len(self.starts)

    def words(self, i: int, j: int | None = None) -> str:
        """The text as written from token i up to, not including, token j."""
        return self.text[self.starts[i] : self.ends[(i if j is None else j - 1)]]

    def token_at(self, place: int) -> int:
        """The token that a place in the text lies in, or behind."""
        return max(bisect_right(self.starts, place) - 1, 0)

    def span(self, i: int, j: int) -> Span:
        """The place of tokens i up to, not including, j."""
        return Span.of(self.text, self.starts[i], self.ends[j - 1])

    def sentences(self) -> Iterator[Sentence]:
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
    for i, piece in enumerate(pieces):
        if piece[4]:
            doc[i].is_sent_start = True
    for name, component in nlp.pipeline:
        doc = _instead().get(name, component)(doc)
    raise_joined(doc)
    as_nouns(doc)
    by_start = {_with_article(text, m): m for m in mentions}
    found = {i: by_start[p[0]] for i, p in enumerate(pieces) if p[0] in by_start}
    return Parse(text, Tokens.of(doc), tuple(p[0] for p in pieces), tuple(p[1] for p in pieces), found)


@cache
def _instead() -> Mapping[str, Callable[[Doc], Doc]]:
    """What does the work of some of the parser's components, and is quicker."""
    return {RULER: word_classes(), LEMMATIZER: lemmas()}


def _pieces(text: str, mentions: Sequence[Mention], more_breaks: Collection[int]) -> Iterator[_PIECE]:
    """Tokens of the text, with each mention as one piece."""
    tokenizer = english().tokenizer
    marks = (m.end() for p in (_BREAK, _HEADING, _DATELINE) for m in p.finditer(text))
    points = numbering(text)
    opened = {end for _, end in (*stamps(text), *points)}
    breaks = sorted({*marks, *line_breaks(text), *opened, *more_breaks})
    inside: dict[int, tuple[int, str]] = {s: (e, word) for s, e, word in (*writings(text), *single_quotes(text))}
    inside |= {s: (e, PLACEHOLDER["name"]) for s, e in _seats(text, mentions)}
    inside |= {_with_article(text, m): (m.end, PLACEHOLDER[m.form]) for m in mentions}
    inside |= {_with_article(text, m): (end, PLACEHOLDER["name"]) for m, end in _with_short_names(text, mentions)}
    limits = sorted({b for start, (end, _) in inside.items() for b in (start, end)})
    unread = {i for start, end in points for i in range(start, end)}
    first, until, ahead = True, 0, 0
    for start, end in _cut(_whole_words(tokenizer(text)), limits):
        if end <= until or start in unread or text[start:end].isspace():
            continue
        stop, word = inside.get(start) or (end, text[start:end])
        while ahead < len(breaks) and breaks[ahead] <= start:
            first = first or breaks[ahead] >= until
            ahead += 1
        yield start, stop, word, text[stop : stop + 1].isspace(), first
        first, until = False, stop


def _seats(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """Where capitals stand, which speak and act for their states: they are read alike as well."""
    taken = [(m.start, m.end) for m in mentions]
    for hit in _capitals().hits(text):
        i = bisect_right(taken, (hit.start, len(text))) - 1
        later = taken[i + 1][0] if i + 1 < len(taken) else len(text)
        if (i < 0 or taken[i][1] <= hit.start) and hit.end <= later:
            yield hit.start, hit.end


@cache
def _capitals() -> NameIndex[str]:
    return NameIndex(capitals())


def _with_short_names(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, int]]:
    """Names with another of the same party in brackets, and where these end: "the World Health Organization (WHO)"."""
    for name, other in pairwise(mentions):
        alike = name.party.id == other.party.id and name.form == other.form == "name"
        if alike and _BRACKET.fullmatch(text, name.end, other.start) and text[other.end : other.end + 1] == ")":
            yield name, other.end + 1


def _with_article(text: str, mention: Mention) -> int:
    """Where a name begins with its article: "the Philippines" and "Peru" are read alike, as one name.

    Not "the Peru government", whose article is the government's.
    """
    if mention.form != "name" or _BESIDE.match(text, mention.end):
        return mention.start
    article = _ARTICLE.search(text, max(0, mention.start - 8), mention.start)
    return article.start() if article is not None else mention.start


def _whole_words(doc: Doc) -> Iterator[tuple[int, int]]:
    """The tokenizer's tokens, with a prefix and its hyphen left on their word: "de-escalation", "non-combatants"."""
    words, until = list(doc), 0
    for i, word in enumerate(words):
        if i < until:
            continue
        joined = word.lower_ in _PREFIXES and not word.whitespace_ and _on_a_hyphen(words[i + 1 : i + 3])
        last = words[i + 2] if joined else word
        yield word.idx, last.idx + len(last)
        until = i + 3 if joined else i + 1


def _on_a_hyphen(after: Sequence[SpacyToken]) -> bool:
    return len(after) == 2 and after[0].text == "-" and not after[0].whitespace_ and after[1].is_alpha


def _cut(words: Iterable[tuple[int, int]], limits: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The tokens' ranges, cut where a mention begins or ends inside one."""
    ahead = 0
    for begin, end in words:
        start = begin
        while ahead < len(limits) and limits[ahead] < end:
            if limits[ahead] > start:
                yield start, limits[ahead]
                start = limits[ahead]
            ahead += 1
        yield start, end
