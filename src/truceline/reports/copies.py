"""Copies: reports whose texts are near-copies of one another, one voice carried by several outlets.

Two texts are near-copies when the sets of their runs of three words have a Jaccard index of at least 0.6
(|A and B| / |A or B|). Candidates come from MinHash signatures in bands (rensa); each pair is then checked exactly,
so that chance can hide a pair (below one in a thousand at the threshold) and can never make one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from truceline.model import Report

THRESHOLD = 0.6
SHINGLE = 3

_PERMUTATIONS, _BANDS, _SEED = 256, 64, 42
_WORD = re.compile(r"\w+")


def near_copies(reports: Iterable[Report]) -> tuple[tuple[str, ...], ...]:
    """Groups of the ids of near-copies, each sorted, of two reports or more; the order of ``reports`` is no matter.

    A group is closed: a copy of a copy is in it, however far it has drifted from the first.
    """
    texts = dict(sorted((report.id, report.text) for report in reports))
    ids = list(texts)
    shingles = [_shingles(text) for text in texts.values()]
    leader = list(range(len(ids)))
    for a, b in _candidates(shingles):
        if _root(leader, a) != _root(leader, b) and jaccard(shingles[a], shingles[b]) >= THRESHOLD:
            low, high = sorted((_root(leader, a), _root(leader, b)))
            leader[high] = low
    groups: dict[int, list[str]] = {}
    for i, id in enumerate(ids):
        groups.setdefault(_root(leader, i), []).append(id)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def jaccard(a: frozenset[str], b: frozenset[str]) -> float:
    """The share of what two sets have in common in what they have together, 0 to 1; 0 where both are empty."""
    return len(a & b) / len(a | b) if a or b else 0.0


def _shingles(text: str) -> frozenset[str]:
    words = _WORD.findall(text.casefold())
    runs = max(1, len(words) - SHINGLE + 1) if words else 0
    return frozenset(" ".join(words[i : i + SHINGLE]) for i in range(runs))


def _candidates(shingles: list[frozenset[str]]) -> list[tuple[int, int]]:
    """Pairs that share a band of their signatures."""
    if len(shingles) < 2:
        return []
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(THRESHOLD, _PERMUTATIONS, _BANDS)
    signatures = RMinHash.from_token_sets([sorted(s) for s in shingles], _PERMUTATIONS, _SEED)
    index.insert_many(signatures)
    found = enumerate(index.query_all(signatures))
    return sorted({(min(a, b), max(a, b)) for a, others in found for b in others if a != b})


def _root(leader: list[int], i: int) -> int:
    while leader[i] != i:
        leader[i] = leader[leader[i]]
        i = leader[i]
    return i
