"""The best row of O, B and I tags by Viterbi's method, and the spans in it."""

from __future__ import annotations

from collections.abc import Sequence


def best_spans(scores: Sequence[Sequence[float]], moves: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Spans (first, last exclusive) of the best chain.

    ``scores`` has a row of O, B, I for each piece; ``moves[i][j]`` is the score of tag j after tag i, and the fourth
    row that of starting with j.  An I that follows O begins a span.
    """
    if not scores:
        return []
    (oo, ob, oi), (bo, bb, bi), (io, ib, ii), first = moves
    o, b, i = (s + m for s, m in zip(scores[0], first, strict=True))
    back: list[tuple[int, int, int]] = []
    for so, sb, si in scores[1:]:
        to_o = _best(o + oo, b + bo, i + io)
        to_b = _best(o + ob, b + bb, i + ib)
        to_i = _best(o + oi, b + bi, i + ii)
        back.append((to_o[1], to_b[1], to_i[1]))
        o, b, i = to_o[0] + so, to_b[0] + sb, to_i[0] + si
    tag = _best(o, b, i)[1]
    tags = [tag]
    for row in reversed(back):
        tag = row[tag]
        tags.append(tag)
    tags.reverse()
    return _spans(tags)


def _best(o: float, b: float, i: float) -> tuple[float, int]:
    if o >= b:
        return (o, 0) if o >= i else (i, 2)
    return (b, 1) if b >= i else (i, 2)


def _spans(tags: list[int]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    began = -1
    for at, tag in enumerate(tags):
        if began >= 0 and tag != 2:
            out.append((began, at))
            began = -1
        if tag and began < 0:
            began = at
    if began >= 0:
        out.append((began, len(tags)))
    return out
