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
        # Written out, since this is run for every piece of every layer; of equal ways the first is taken.
        to_o, to_b, to_i, by_o, by_b, by_i = o + oo, o + ob, o + oi, 0, 0, 0
        if (way := b + bo) > to_o:
            to_o, by_o = way, 1
        if (way := i + io) > to_o:
            to_o, by_o = way, 2
        if (way := b + bb) > to_b:
            to_b, by_b = way, 1
        if (way := i + ib) > to_b:
            to_b, by_b = way, 2
        if (way := b + bi) > to_i:
            to_i, by_i = way, 1
        if (way := i + ii) > to_i:
            to_i, by_i = way, 2
        back.append((by_o, by_b, by_i))
        o, b, i = to_o + so, to_b + sb, to_i + si
    tag = (o, b, i).index(max(o, b, i))
    tags = [tag]
    for row in reversed(back):
        tag = row[tag]
        tags.append(tag)
    tags.reverse()
    return _spans(tags)


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
