"""Who acts and who undergoes, as a trained reader sees it, with spans that do not cut a noun phrase in two."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.reading.model.labels import ROLES
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.model import Seen

_INSIDE = -2.0
"""For a span that begins or ends inside a noun phrase, and for one that begins where another ends."""
_TOUCH = -2.5
_NEVER = -1e9
_LOOSE = re.compile(r"(?:\s+(?:in|on|at|to|for|from|with|by|of|and|or|the|a|an|that)|\s*[,;:(])+$", re.IGNORECASE)
"""Words and signs that end no phrase."""


@dataclass(frozen=True, slots=True)
class Role:
    """``role`` is S (source), T (target) or R (one of several who do the same); code points of the text."""

    role: str
    start: int
    end: int


def roles(seen: Seen, parse: Parse, least: float = 0.0) -> tuple[Role, ...]:
    """The likeliest spans of a text as a whole, in order; ``least`` is the share of belief that a target must have."""
    words = _words(seen)
    if not words:
        return ()
    scores = _scores(seen, words)
    path = _path(scores, [_cut(parse, start) for start, _ in words])
    spans = [s for s in _spans(words, path) if s.role != "T" or _belief(scores, words, s) >= least]
    return tuple(_trimmed(parse.text, span) for span in spans)


def _belief(scores: list[list[float]], words: list[tuple[int, int]], span: Role) -> float:
    """The mean share of belief in a span's role over its words."""
    begin = 1 + 2 * ROLES.index(span.role)
    shares = [
        math.exp(row[begin]) + math.exp(row[begin + 1])
        for row, (start, end) in zip(scores, words, strict=True)
        if span.start <= start and end <= span.end
    ]
    return sum(shares) / len(shares)


def _words(seen: Seen) -> list[tuple[int, int]]:
    """Code points of the reader's words, in order."""
    out: list[tuple[int, int]] = []
    last = None
    for word, start, end in zip(seen.pieces.words, seen.pieces.starts, seen.pieces.ends, strict=True):
        if word == last:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
        last = word
    return out


def _scores(seen: Seen, words: list[tuple[int, int]]) -> list[list[float]]:
    """For each word the log shares of O, B and I of each role, those of its first piece."""
    import numpy as np

    rows = seen.head("roles")
    rows = rows - rows.max(1, keepdims=True)
    logs = rows - np.log(np.exp(rows).sum(1, keepdims=True))
    out, first = [], 0
    for _, end in words:
        out.append([float(x) for x in logs[first]])
        first += 1
        while first < len(logs) and seen.pieces.starts[first] < end:
            first += 1
    return out


def _cut(parse: Parse, at: int) -> bool:
    """Whether a place stands inside a noun phrase."""
    return any(parse.starts[a] < at < parse.ends[b - 1] for a, b in parse.doc.noun_chunks)


def _path(scores: list[list[float]], cuts: list[bool]) -> list[int]:
    """The likeliest tags: O, then B and I of each role."""
    kinds = range(1 + 2 * len(ROLES))
    best = [s if k == 0 or k % 2 else _NEVER for k, s in enumerate(scores[0])]
    back: list[list[int]] = []
    for i in range(1, len(scores)):
        step, came = [], []
        for now in kinds:
            options = [best[was] + _move(was, now, cuts[i]) for was in kinds]
            top = max(kinds, key=options.__getitem__)
            step.append(options[top] + scores[i][now])
            came.append(top)
        best = step
        back.append(came)
    path = [max(kinds, key=best.__getitem__)]
    for came in reversed(back):
        path.append(came[path[-1]])
    return path[::-1]


def _move(was: int, now: int, cut: bool) -> float:
    if now and now % 2 == 0:  # inside a span: only from its beginning or inside
        return 0.0 if was in (now - 1, now) else _NEVER
    if now == 0:
        return _INSIDE if was and cut else 0.0
    return (_TOUCH if was else 0.0) + (_INSIDE if cut else 0.0)


def _spans(words: list[tuple[int, int]], path: list[int]) -> list[Role]:
    out: list[Role] = []
    for (start, end), tag in zip(words, path, strict=True):
        if not tag:
            continue
        if tag % 2:
            out.append(Role(ROLES[(tag - 1) // 2], start, end))
        else:
            out[-1] = Role(out[-1].role, out[-1].start, end)
    return out


def _trimmed(text: str, span: Role) -> Role:
    words = text[span.start : span.end]
    return Role(span.role, span.start, span.start + len(_LOOSE.sub("", words)))
