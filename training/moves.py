"""How much likelier one tag follows another than by chance, counted over the words of the training sets."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from data import Fillers, Packed, Window, cameo_sentences, entity_sentences


def counted(windows: list[Window], head: str, size: int, least: float = 1.0) -> list[list[float]]:
    """Log of the ratio between a pair's share and what the two tags' shares would give; rare pairs are smoothed."""
    pairs = np.full((size, size), least / size)
    for one in windows:
        row = one.tags.get(head, [])
        for a, b in pairwise(row):
            if a >= 0 and b >= 0:
                pairs[a, b] += 1
    joint = pairs / pairs.sum()
    ratio = np.log(joint / (joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)))
    return [[round(float(x), 3) for x in row] for row in np.clip(ratio, -6, 6)]


def all_moves(data: Path, tokenizer: Any) -> dict[str, list[list[float]]]:
    """The table of each head that is decoded word by word."""
    rng = random.Random(4)
    muc = Fillers(data / "muc4/roles_train.jsonl.gz", tokenizer).pass_over(rng)
    return {
        "roles": counted(Packed("", cameo_sentences(data / "cameo", tokenizer, dev=False)).pass_over(rng), "roles", 7),
        "fillers": counted(muc, "fillers", 11),
        "effects": counted(muc, "effects", 9),
        "entities": counted(
            Packed("", entity_sentences(data / "re3d/train.txt", tokenizer)).pass_over(rng), "entities", 21
        ),
    }
