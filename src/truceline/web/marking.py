"""Marking: the text of a report in pieces, each with the claims whose source, cue or content it belongs to.

Offsets count code points, as spans do, so the cutting is done here and never in the browser. The pieces of all
paragraphs and the white space between them are exactly the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple
from unicodedata import bidirectional

from truceline.model import Claim, Span

RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ku nqo ps sd syr ug ur yi".split())
"""ISO 639 codes of languages that are written from right to left."""
_ROLES = ("source", "cue", "content")
_LETTERS = {"source": "s", "cue": "u", "content": "c", "figure": "f", "time": "t"}
_DEEPEST = 4
_NEAR = 400
"""Characters around the words of a claim in which those of its figures and of its time are looked for."""
_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n(?=\S).*\S)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in which no mark begins or ends.

    ``source``, ``cue`` and ``content`` are the numbers of the claims that it has these roles in. ``looks`` are the
    marks it always has, also where none of them is looked at: "s", "u" and "c" for the roles, "f" for a figure, "t"
    for a time. ``begins`` are the claims whose words begin with it. ``opens`` and ``closes`` count the nested voices
    that begin with it and end with it, ``depth`` those it lies in: 0 where nobody's words are told, 1 for a speaker,
    2 for somebody whom the speaker tells of.
    """

    text: str
    source: tuple[int, ...] = ()
    cue: tuple[int, ...] = ()
    content: tuple[int, ...] = ()
    looks: str = ""
    begins: tuple[int, ...] = ()
    opens: int = 0
    closes: int = 0
    depth: int = 0

    @property
    def marked(self) -> bool:
        return bool(self.source or self.cue or self.content or self.looks)

    @property
    def classes(self) -> str:
        """What the look of the piece follows from."""
        deep = (f"d{min(self.depth, _DEEPEST)}",) if self.depth > 1 else ()
        return " ".join((*self.looks, *deep))

    def roles(self, number: int) -> str:
        """The marks of the piece where one claim is the one looked at: "on-source on-cue"; "" where it has none."""
        return " ".join(f"on-{role}" for role in _ROLES if number in getattr(self, role))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``direction`` is "rtl", or "auto" where the first letter tells."""

    start: int
    pieces: tuple[Piece, ...]
    direction: str = "auto"


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks. ``outer`` gives for each claim the number of the claim whose words it is told in."""

    paragraphs: tuple[Paragraph, ...]
    outer: tuple[int | None, ...]


class _Hull(NamedTuple):
    start: int
    end: int
    number: int


@dataclass(slots=True)
class _Marks:
    """Where something begins and ends, by its offset."""

    edges: set[int]
    on: dict[int, list[tuple[str, int]]] = field(default_factory=dict)
    off: dict[int, list[tuple[str, int]]] = field(default_factory=dict)

    def add(self, role: str, number: int, start: int, end: int) -> None:
        self.edges |= {start, end}
        self.on.setdefault(start, []).append((role, number))
        self.off.setdefault(end, []).append((role, number))


def mark(
    text: str, claims: Sequence[Claim], language: str | None = None, hidden: Collection[int] = frozenset()
) -> Marked:
    """The text of a report with the marks of its claims, which are numbered as they are given, from 0.

    The marks of the ``hidden`` ones are there to be shown when one of them is looked at, and not seen otherwise.
    """
    seen = [n for n in range(len(claims)) if n not in hidden]
    outer = told_in(claims, seen)
    paragraphs = [found.span() for found in _PARAGRAPH.finditer(text)]
    marks = _Marks({edge for pair in paragraphs for edge in pair})
    for number, claim in enumerate(claims):
        for role in _ROLES:
            for span in getattr(claim.spans, role):
                marks.add(role, number, span.start, span.end)
    for number in seen:
        for name, (start, end) in amounts(text, claims[number]):
            marks.add(name, number, start, end)
        if outer[number] is not None:
            marks.add("voice", number, *_hull(claims[number].spans.content, number)[:2])
    cut = _Cut(text, marks, _begins(claims, seen), frozenset(hidden))
    made = [(start, tuple(cut.pieces(start, end))) for start, end in paragraphs]
    return Marked(tuple(Paragraph(start, pieces, _direction(pieces, language)) for start, pieces in made), outer)


def told_in(claims: Sequence[Claim], seen: Iterable[int] | None = None) -> tuple[int | None, ...]:
    """For each claim the number of the one in whose content another speaker tells it; None where there is none.

    Only the claims that are ``seen`` are looked at; by default all are.
    """
    numbers = range(len(claims)) if seen is None else seen
    content = ((claims[n].spans.content, n) for n in numbers)
    hulls = sorted((_hull(spans, n) for spans, n in content if spans), key=_widest_first)
    outer: list[int | None] = [None] * len(claims)
    around: list[_Hull] = []
    for hull in hulls:
        around = [a for a in around if a.end > hull.start]
        speaker = claims[hull.number].speaker
        holds = [a for a in around if a.end >= hull.end and a[:2] != hull[:2] and claims[a.number].speaker != speaker]
        if holds:
            outer[hull.number] = min(holds, key=lambda a: (a.end - a.start, a.number)).number
        around.append(hull)
    return tuple(outer)


def amounts(text: str, claim: Claim) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where the words of the claim's figures ("figure") and of its time ("time") stand.

    They stand in its content, or else in the same line of the text, nearest to it; those that were worked out from
    no words stand nowhere.
    """
    if not claim.spans.content:
        return
    hull = _hull(claim.spans.content, 0)
    written = [("figure", figure.words) for figure in claim.act.figures]
    if claim.act.when is not None:
        written.append(("time", claim.act.when.words))
    for name, words in written:
        place = _nearest(text, words, hull)
        if place is not None:
            yield name, place


# --- inside ---------------------------------------------------------------------------------------------
class _Cut:
    """A text being cut, from its beginning to its end."""

    def __init__(self, text: str, marks: _Marks, begins: dict[int, list[int]], hidden: frozenset[int]) -> None:
        self._text, self._marks, self._begins, self._hidden = text, marks, begins, hidden
        self._on: dict[str, set[int]] = {name: set() for name in (*_ROLES, "voice", "figure", "time")}
        self._pairs = iter(pairwise(sorted(marks.edges)))
        self._pair = next(self._pairs, None)

    def pieces(self, start: int, end: int) -> Iterator[Piece]:
        """Those of the next paragraph."""
        while self._pair is not None and self._pair[0] < end:
            at, following = self._pair
            self._step(at)
            if at >= start:
                yield self._piece(at, following)
            self._pair = next(self._pairs, None)

    def _step(self, at: int) -> None:
        for name, number in self._marks.off.get(at, ()):
            self._on[name].discard(number)
        for name, number in self._marks.on.get(at, ()):
            self._on[name].add(number)

    def _piece(self, at: int, end: int) -> Piece:
        on = self._on
        shown = {name for name, numbers in on.items() if numbers - self._hidden}
        return Piece(
            self._text[at:end],
            source=tuple(sorted(on["source"])),
            cue=tuple(sorted(on["cue"])),
            content=tuple(sorted(on["content"])),
            looks="".join(letter for name, letter in _LETTERS.items() if name in shown),
            begins=tuple(self._begins.get(at, ())),
            opens=sum(name == "voice" for name, _ in self._marks.on.get(at, ())),
            closes=sum(name == "voice" for name, _ in self._marks.off.get(end, ())),
            depth=("content" in shown) + len(on["voice"]),
        )


def _begins(claims: Sequence[Claim], seen: Iterable[int]) -> dict[int, list[int]]:
    """The claims by where their content begins, or what else they have."""
    found: dict[int, list[int]] = {}
    for number in seen:
        spans = claims[number].spans
        if has := spans.content or spans.cue or spans.source:
            found.setdefault(min(s.start for s in has), []).append(number)
    return found


def _hull(spans: Sequence[Span], number: int) -> _Hull:
    return _Hull(min(s.start for s in spans), max(s.end for s in spans), number)


def _widest_first(hull: _Hull) -> tuple[int, int, int]:
    return hull.start, -hull.end, hull.number


def _nearest(text: str, words: str, hull: _Hull) -> tuple[int, int] | None:
    """The place of the words in the line, or lines, of ``hull``: within it, or else nearest to it."""
    if not words.strip():
        return None
    start, end = max(hull.start - _NEAR, 0), min(hull.end + _NEAR, len(text))
    first, last = text.rfind("\n", start, hull.start), text.find("\n", hull.end, end)
    found = [m.span() for m in _pattern(words).finditer(text, first + 1 or start, last if last >= 0 else end)]
    if not found:
        return None
    return min(found, key=lambda place: (max(hull.start - place[0], place[1] - hull.end, 0), place))


@lru_cache(2048)
def _pattern(words: str) -> re.Pattern[str]:
    """The words as they stand, however they are spaced, and not as a part of a longer word or number."""
    spaced = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w)(?<!\d[.,]){spaced}(?!\w|[.,]\d)")


def _direction(pieces: Iterable[Piece], language: str | None) -> str:
    """A line in a language written from right to left is so as a whole, unless no letter of it is."""
    if (language or "").partition("-")[0] not in RIGHT_TO_LEFT:
        return "auto"
    return "rtl" if any(bidirectional(c) in ("R", "AL") for p in pieces for c in p.text) else "auto"
