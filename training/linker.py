"""Train the linker and calibrate its scores: python training/linker.py --data DATA

Reads the articles that were kept aside from training with the weights in ``--reader``, fits a logistic regression on
whether each drafted attribution is right, and a rising curve from its score to the share that is right. The least score
that is kept is the one with the best F1 on the dev articles. Writes linker.json and renews the manifest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from data import kept_aside, lines
from export import FOLDER
from moves import all_moves
from scipy.optimize import minimize
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from truceline.reading.model import Reader
from truceline.reading.model.attribution import Draft, chance, drafts, spans
from truceline.reading.model.linking import Features, candidates, join_features, tied
from truceline.reading.model.seen import Seen

FUNCTION = set(
    "a an the of in on at by to from for with and or as that this these those his her its their our my your s t is was"
    " are were be been who which some any one other another several many most".split()
)


MOVES_WEIGHT = {"roles": 0.3, "fillers": 0.2, "effects": 0.2, "entities": 0.2}  # tried from 0 to 1 on the dev sentences


def chars(text: str, spans: Any) -> frozenset[int]:
    return frozenset(at for s, e in spans for at in range(s, e) if text[at].isalnum())


def words(text: str, spans: Any) -> set[str]:
    found = [w.lower() for s, e in spans for w in re.findall(r"\w+", text[s:e])]
    return {w for w in found if w not in FUNCTION} or set(found)


def dice(a: frozenset[int], b: frozenset[int]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0


def same_source(text: str, gold: Any, own: Any) -> bool:
    """Both empty, or they share a word that says something."""
    if not gold or not own:
        return not gold and not own
    return bool(chars(text, gold) & chars(text, own)) and bool(words(text, gold) & words(text, own))


def aligned(gold: list[frozenset[int]], own: list[frozenset[int]]) -> dict[int, tuple[int, float]]:
    """Own content to gold content, one to one, by overlap, best first."""
    pairs = [(dice(a, b), n, k) for n, a in enumerate(own) for k, b in enumerate(gold) if a & b]
    out: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()
    for share, n, k in sorted(pairs, reverse=True):
        if n not in out and k not in taken:
            out[n] = (k, share)
            taken.add(k)
    return out


def link_rows(article: dict[str, Any], seen: Seen) -> dict[str, list[Any]]:
    """For each content that is (part of) a gold one: its candidates, and which is right."""
    text = article["text"]
    parts = [(chars(text, [s]), n) for n, g in enumerate(article["attributions"]) for s in g["content"]]
    choices: dict[str, list[Any]] = {"cue": [], "source": []}
    for window in spans(seen):
        own = [chars(text, [seen.span(*c.at)]) for c in window.contents]
        of = [max(((dice(a, b), n) for b, n in parts if a & b), default=(0.0, -1)) for a in own]
        for content, (share, n) in zip(window.contents, of, strict=True):
            if share < 0.5:
                continue
            gold = article["attributions"][n]
            cue_at = None
            for role in ("cue", "source"):
                found = candidates(window, role, content.at, window.pointed(role, content.at), cue_at)
                right = [
                    k
                    for k, (one, _) in enumerate(found)
                    if same_source(text, gold[role], [seen.span(*one.at)] if one else [])
                ]
                if right:
                    choices[role].append(([features for _, features in found], right[0]))
                    if role == "cue":
                        chosen = found[right[0]][0]
                        cue_at = chosen.at if chosen else None
    return choices


def join_rows(article: dict[str, Any], seen: Seen) -> list[tuple[Features, int]]:
    """Pairs of contents next to each other, and whether they are parts of one gold attribution."""
    text = article["text"]
    parts = [(chars(text, [s]), n) for n, g in enumerate(article["attributions"]) for s in g["content"]]
    out = []
    for window in spans(seen):
        own = [chars(text, [seen.span(*c.at)]) for c in window.contents]
        of = [max(((dice(a, b), n) for b, n in parts if a & b), default=(0.0, -1)) for a in own]
        all_tied = [tied(window, content, seen.tables.linker) for content in window.contents]
        for (a, ga), (b, gb) in pairwise(zip(all_tied, of, strict=True)):
            if max(ga[0], gb[0]) >= 0.5:
                out.append((join_features(window, a, b), int(ga[1] == gb[1] and ga[1] >= 0)))
    return out


def ranking(rows: list[Any], strength: float = 0.3) -> dict[str, float]:
    """Weights with which the right candidate is the likeliest (a conditional logit)."""
    names = sorted({name for found, _ in rows for features in found for name in features})
    tables = [np.array([[f.get(name, 0.0) for name in names] for f in found]) for found, _ in rows]

    def loss(w: Any) -> Any:
        total, slope = strength * w @ w, 2 * strength * w
        for table, (_, right) in zip(tables, rows, strict=True):
            scores = table @ w
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            total -= np.log(shares[right] + 1e-12)
            slope = slope + shares @ table - table[right]
        return total, slope

    fitted = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    hits = sum(int((table @ fitted).argmax() == right) for table, (_, right) in zip(tables, rows, strict=True))
    print(f"  {len(rows)} choices, {hits / len(rows):.3f} right where one is among them")
    return {name: round(float(w), 4) for name, w in zip(names, fitted, strict=True)}


def logistic(rows: list[tuple[Features, int]], strength: float = 1.0) -> tuple[dict[str, float], Any]:
    """Weights of a logistic model, and the chances that models fitted on the other fifths give each row."""
    names = sorted({name for features, _ in rows for name in features})
    table = np.array([[features.get(name, 0.0) for name in names] for features, _ in rows])
    right = np.array([r for _, r in rows])
    model = LogisticRegression(C=strength, max_iter=2000)
    chances = cross_val_predict(model, table, right, cv=5, method="predict_proba")[:, 1]
    model.fit(table, right)
    print(f"  {len(rows)} rows, {right.mean():.3f} right, accuracy {((chances > 0.5) == right).mean():.3f}")
    weights = {name: round(float(w), 4) for name, w in zip(names, model.coef_[0], strict=True)}
    return weights | {"bias": round(float(model.intercept_[0]), 4)}, chances


def judged(article: dict[str, Any], seen: Seen, found: list[Draft]) -> list[int]:
    """1 for each draft that counts as right: half its content or more is a gold one's, and the source is the same."""
    text = article["text"]
    gold = [g for g in article["attributions"] if g["content"]]
    own = [chars(text, [seen.span(*c) for c in draft.contents]) for draft in found]
    right = [0] * len(found)
    for n, (k, share) in aligned([chars(text, g["content"]) for g in gold], own).items():
        source = [seen.span(*found[n].source)] if found[n].source else []  # type: ignore[misc]
        right[n] = int(share >= 0.5 and same_source(text, gold[k]["source"], source))
    return right


def scored(articles: list[Any], seen: list[Seen]) -> tuple[list[tuple[Features, int]], int]:
    """Features of every draft and whether it is right; and how many gold attributions there are."""
    rows = []
    for article, one in zip(articles, seen, strict=True):
        dropped = chars(article["text"], article.get("discard") or [])
        found = [
            d
            for d in drafts(one)
            if 2 * len((c := chars(article["text"], [one.span(*x) for x in d.contents])) & dropped) < max(1, len(c))
        ]
        rows += [(d.features, r) for d, r in zip(found, judged(article, one, found), strict=True)]
    return rows, sum(bool(a["content"]) for article in articles for a in article["attributions"])


def f1(rows: list[tuple[Features, int]], gold: int, weights: dict[str, float], least: float) -> float:
    kept = [right for features, right in rows if chance(features, weights) >= least]
    return 2 * sum(kept) / max(1, len(kept) + gold)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--reader", type=Path, default=FOLDER)
    a = ap.parse_args()
    reader = Reader.load(where=a.reader)
    if reader is None:
        raise SystemExit(f"{a.reader}: no weights; run export.py first")
    aside = [x for x in lines(a.data / "polnear/train.jsonl.gz") if kept_aside(x)]
    dev = lines(a.data / "polnear/dev.jsonl.gz")
    seen, seen_dev = (reader.read([x["text"] for x in some]) for some in (aside, dev))
    linker = (seen + seen_dev)[0].tables.linker  # one table, shared by all that the reader sees
    linker |= {"ease": {"source": 2.5, "cue": 2.0, "content": 0.8}}
    choices: dict[str, list[Any]] = {"cue": [], "source": []}
    for article, one in zip(aside, seen, strict=True):
        for role, rows in link_rows(article, one).items():
            choices[role] += rows
    for role, rows in choices.items():
        print(role)
        linker[role] = ranking(rows)
    print("join")
    linker["join"], _ = logistic(
        [row for article, one in zip(aside, seen, strict=True) for row in join_rows(article, one)]
    )
    linker["join_least"] = 0.5
    best: tuple[float, Any] = (0.0, None)
    for ease in (0.0, 0.5, 1.0, 1.5, 2.0):
        linker["ease"]["content"] = ease
        rows, _ = scored(aside, seen)
        weights, chances = logistic(rows, 0.3)
        rows_dev, gold = scored(dev, seen_dev)
        least, top = max(((c / 100, f1(rows_dev, gold, weights, c / 100)) for c in range(0, 70, 2)), key=lambda x: x[1])
        print(f"  ease {ease}: best F1 {top:.4f} keeping from {least}")
        if top > best[0]:
            curve = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip")
            curve.fit(chances, [r for _, r in rows])
            best = (top, (ease, weights, least, curve))
    ease, linker["right"], linker["least"], curve = best[1]
    linker["ease"]["content"] = ease
    grid = [0.0, *[c / 20 for c in range(1, 20)], 1.0]
    linker["calibration"] = [[x, round(float(y), 3)] for x, y in zip(grid, curve.predict(grid), strict=True)]
    linker["moves"] = all_moves(a.data, reader.tokenizer)
    linker["moves_weight"] = MOVES_WEIGHT
    linker["roles_least"] = {"T": 0.6}  # on the dev sentences
    (a.reader / "linker.json").write_text(json.dumps(linker) + "\n", encoding="utf-8")
    manifest = json.loads((a.reader / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["linker.json"] = hashlib.sha256((a.reader / "linker.json").read_bytes()).hexdigest()
    (a.reader / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
