"""Spans from a layer of tags, word by word: the best chain of tags for each stretch that is not surely outside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.reading.model.seen import Seen

if TYPE_CHECKING:
    import numpy as np

    Table = np.ndarray[Any, np.dtype[np.float64]]

_SURELY_OUT = 0.98
_NEVER = -1e4


@dataclass(frozen=True, slots=True)
class Span:
    """A span of the text in code points, its label, and the mean share of that label over its words."""

    role: str
    start: int
    end: int
    score: float


def spans(seen: Seen, head: str, labels: tuple[str, ...], first: int, end: int, ease: float = 0.0) -> tuple[Span, ...]:
    """Spans among the pieces from ``first`` to ``end``; ``ease`` is added to the score of every tag but O.

    The tags are O, B-first, I-first, B-second ...; a chain is scored by the tags' log shares and by how much likelier
    one tag follows another than by chance (``linker.json``: ``moves`` of the head, times ``moves_weight``).
    """
    import numpy as np

    if end <= first:
        return ()
    logits = seen.head(head, first, end).astype(np.float64)
    logits -= logits.max(1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(1, keepdims=True))
    scores = logits.copy()
    scores[:, 1:] += ease
    scores -= np.log(np.exp(scores).sum(1, keepdims=True))
    if not (scores[:, 0] < np.log(_SURELY_OUT)).any():
        return ()
    words = _words(seen, first, end)
    table = np.stack([_word_scores(scores[a - first : b - first]) for a, b in words])
    plain = np.stack([_word_scores(logits[a - first : b - first]) for a, b in words]) if ease else table
    moves = _moves(seen, head, len(labels))
    out: list[Span] = []
    for low, high in _stretches(table[:, 0] < np.log(_SURELY_OUT)):
        for a, b, label in _runs(_best(table[low:high], moves)):
            share = np.exp(plain[low + a : low + b, 1 + 2 * label : 3 + 2 * label]).sum(1).mean()
            place = seen.span(words[low + a][0], words[low + b - 1][1])
            out.append(Span(labels[label], *place, min(1.0, float(share))))
    return tuple(out)


def _words(seen: Seen, first: int, end: int) -> list[tuple[int, int]]:
    numbers = seen.pieces.words
    starts = [at for at in range(first, end) if at == first or numbers[at] != numbers[at - 1]]
    return list(zip(starts, [*starts[1:], end], strict=True))


def _word_scores(scores: Table) -> Table:
    """A word's tags from its pieces: the first piece counts, the others as much together as it alone."""
    if len(scores) == 1:
        only: Table = scores[0]
        return only
    inner = scores[1:].mean(0)
    inner[1::2] = inner[2::2]
    mean: Table = (scores[0] + inner) / 2
    return mean


def _moves(seen: Seen, head: str, labels: int) -> Table:
    """Scores from tag to tag; an I follows only its own B or I."""
    import numpy as np

    size = 1 + 2 * labels
    linker = seen.tables.linker
    told = linker.get("moves", {}).get(head)
    moves: Table = np.array(told) * linker["moves_weight"][head] if told else np.zeros((size, size))
    for tag in range(2, size, 2):
        allowed = np.zeros(size, dtype=bool)
        allowed[tag - 1 : tag + 1] = True
        moves[~allowed, tag] = _NEVER
    return moves


def _stretches(open_: Any) -> Iterator[tuple[int, int]]:
    """Words that are not surely outside, with the one before them."""
    began = -1
    for at, is_open in enumerate([*open_.tolist(), False]):
        if is_open and began < 0:
            began = max(0, at - 1)
        elif not is_open and began >= 0:
            yield began, at
            began = -1


def _best(table: Table, moves: Table) -> list[int]:
    score = table[0].copy()
    score[2::2] += _NEVER
    back = []
    for row in table[1:]:
        ways = score[:, None] + moves
        back.append(ways.argmax(0))
        score = ways.max(0) + row
    tag = int(score.argmax())
    tags = [tag]
    for row in reversed(back):
        tag = int(row[tag])
        tags.append(tag)
    return tags[::-1]


def _runs(tags: list[int]) -> Iterator[tuple[int, int, int]]:
    """First word, last word (exclusive) and label of each span."""
    began = -1
    for at, tag in enumerate([*tags, 0]):
        if began >= 0 and (tag == 0 or tag % 2):
            yield began, at, (tags[began] - 1) // 2
            began = -1
        if tag % 2:
            began = at
