"""CAMEO scores on the sentences that ConfliBERT is measured on: five classes, and source and target spans.

The classes are 0 statement, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
4 material conflict. Spans are read as seqeval reads them by default: one begins at B-x, or at I-x
after O or another kind; a span is right where kind and both ends agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from truceline.benchmarks.scoring.counts import Counts, harmonic, share

CLASS_MEASURES = {"macro-F1": ("macro_f1",), "accuracy": ("acc",)}
ROLE_MEASURES = {"span micro-F1": ("micro", 2)}
PARTS: dict[str, str] = {}
_SpanOf = tuple[str, int, int]


def spans(tags: Iterable[str]) -> set[_SpanOf]:
    """BIO tags -> (kind, first token, token after the last)."""
    found, start, kind = set(), 0, None
    for i, tag in enumerate([*tags, "O"]):
        here = None if tag == "O" else tag[2:]
        if kind is not None and (here != kind or tag.startswith("B-")):
            found.add((kind, start, i))
            kind = None
        if here is not None and kind is None:
            kind, start = here, i
    return found


# --- classes --------------------------------------------------------------------------------------
def class_counts(gold: str, predicted: str) -> Counts:
    """What one sentence adds."""
    made: Counts = {"n": 1, f"gold:{gold}": 1, f"pred:{predicted}": 1}
    made["right"] = made[f"right:{gold}"] = gold == predicted
    return made


def class_figures(total: Counts) -> dict[str, Any]:
    """Accuracy, F1 by class and their mean, to four digits."""
    classes = sorted(name.partition(":")[2] for name, n in total.items() if name.startswith("gold:") and n)
    by_class = {}
    for k in classes:
        right = total.get(f"right:{k}", 0)
        f1 = harmonic(share(right, total.get(f"pred:{k}", 0)), share(right, total[f"gold:{k}"]))
        by_class[k] = round(f1, 4)
    n = total.get("n", 0)
    mean = share(sum(by_class.values()), len(by_class))
    accuracy = round(share(total.get("right", 0), n), 4)
    return {"n": int(n), "acc": accuracy, "macro_f1": round(mean, 4), "per_class": by_class}


# --- source and target spans ----------------------------------------------------------------------
def role_counts(gold: Sequence[str], predicted: Sequence[str]) -> Counts:
    """What one sentence adds; both are BIO tags, one a token."""
    wanted, given = spans(gold), spans(predicted)
    made: Counts = {"n": 1}
    for name, found in (("right", wanted & given), ("pred", given), ("gold", wanted)):
        for kind, _, _ in found:
            made[f"{name}:{kind}"] = made.get(f"{name}:{kind}", 0) + 1
    tokens = [(g[2:], p[2:]) for g, p in zip(gold, predicted, strict=False)]
    made["token_right"] = sum(bool(g) and g == p for g, p in tokens)
    made["token_pred"] = sum(bool(p) for _, p in tokens)
    made["token_gold"] = sum(bool(g) for g, _ in tokens)
    return made


def role_figures(total: Counts) -> dict[str, Any]:
    """P, R and F1 of whole spans, together and by kind, to four digits; and F1 of tokens."""
    kinds = sorted(name.partition(":")[2] for name, n in total.items() if name.startswith("gold:") and n)
    by_kind = {k: [total.get(f"{name}:{k}", 0) for name in ("right", "pred", "gold")] for k in kinds}
    per = {k: [round(v, 4) for v in _triple(*numbers)] for k, numbers in by_kind.items()}
    together = [sum(numbers[i] for numbers in by_kind.values()) for i in range(3)]
    tokens = _triple(*(total.get(f"token_{name}", 0) for name in ("right", "pred", "gold")))
    return {
        "n": int(total.get("n", 0)),
        "micro": [round(v, 4) for v in _triple(*together)],
        "macro_f1": round(share(sum(v[2] for v in per.values()), len(per)), 4),
        "per": per,
        "token_f1": round(tokens[2], 4),
    }


def _triple(right: float, predicted: float, wanted: float) -> tuple[float, float, float]:
    precision, recall = share(right, predicted), share(right, wanted)
    return precision, recall, harmonic(precision, recall)


# --- both -----------------------------------------------------------------------------------------
def joint(
    classes: Sequence[tuple[str, str, str]], tagged: Sequence[tuple[Sequence[str], Sequence[str], Sequence[str]]]
) -> dict[str, Any]:
    """Shares of the sentences that both files have, whose class, whole set of spans, and both are right.

    ``classes`` are text, marked and predicted class; ``tagged`` are words, marked and predicted tags.
    """
    known = {_bare(text): gold == predicted for text, gold, predicted in classes}
    rows = [
        (known[_bare("".join(words))], spans(gold) == spans(predicted))
        for words, gold, predicted in tagged
        if _bare("".join(words)) in known
    ]
    names = ("class_right", "all_spans_right", "both_right")
    sums = (sum(a for a, _ in rows), sum(b for _, b in rows), sum(a and b for a, b in rows))
    return {"n": len(rows)} | {k: round(share(v, len(rows)), 4) for k, v in zip(names, sums, strict=True)}


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())
