"""Fit the small models of MUC-4: python training/muc/fit.py --data DATA [--to FOLDER]

Reads DATA/muc4/{roles,figures}_{train,dev}.*, DATA/polnear/train.jsonl.gz and DATA/plover/synthetic.jsonl.gz (these two
only to tell general words from names), and the reader's encoder where its weights are installed.  Writes words.txt,
models.json and deciders.json.  Needs scikit-learn.  See README.md.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import gold
import numpy as np
import stack
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from words import LEAST, general

from truceline.benchmarks.muc import features
from truceline.benchmarks.muc.judged import FATES, INCIDENTS, ROLES, hint, of_all, plain, read_models, shared
from truceline.benchmarks.muc.linear import Linear
from truceline.benchmarks.muc.mentions import groups, mentions
from truceline.benchmarks.muc.report import Report, read, vocabulary
from truceline.benchmarks.muc.seeing import sight
from truceline.reading.model import Reader

FOLDER = Path(__file__).parents[2] / "src/truceline/data/muc"
FOLDS = 5
_WORD = re.compile(r"[a-z]{2,}")
Features = Mapping[str, float]
Chances = dict[str, float]


class Examples:
    """Rows of features with a label set, a set of labels that do not count, and the document of each."""

    def __init__(self, labels: Sequence[str]) -> None:
        self.labels, self.rows, self.yes, self.unsure, self.of = labels, [], [], [], []

    def add(self, row: Features, yes: set[str], unsure: set[str], document: str) -> None:
        self.rows.append(row)
        self.yes.append(yes)
        self.unsure.append(unsure - yes)
        self.of.append(document)

    def matrix(self) -> tuple[list[str], csr_matrix]:
        """The features that are in LEAST documents or more, in order, and all rows over them."""
        seen: dict[str, set[str]] = {}
        for row, document in zip(self.rows, self.of, strict=True):
            for name in row:
                seen.setdefault(name, set()).add(document)
        names = sorted(name for name, documents in seen.items() if len(documents) >= LEAST)
        column = {name: n for n, name in enumerate(names)}
        values, places, ends = [], [], [0]
        for row in self.rows:
            kept = sorted((column[name], x) for name, x in row.items() if name in column)
            places += [c for c, _ in kept]
            values += [x for _, x in kept]
            ends.append(len(places))
        index = np.array(places, dtype=np.int32), np.array(ends, dtype=np.int32)
        return names, csr_matrix((values, *index), shape=(len(self.rows), len(names)))


def fit(
    examples: Examples, strength: float, penalty: str, fold: Mapping[str, int], most: int = 3000
) -> tuple[Linear, list[Chances]]:
    """A logistic regression a label on all rows, and for each row its chances by models that never saw its document.

    Of each label the ``most`` largest weights are kept.
    """
    names, x = examples.matrix()
    of = np.array([fold[d] for d in examples.of])
    table: dict[str, Any] = {}
    crossed: list[Chances] = [{} for _ in examples.rows]
    for label in examples.labels:
        sure = np.array([label not in u for u in examples.unsure])
        y = np.array([label in yes for yes in examples.yes])
        for n in range(FOLDS):
            at = np.flatnonzero(of == n)
            found = logistic(x, y, np.flatnonzero(sure & (of != n)), strength, penalty).predict_proba(x[at])[:, 1]
            for i, chance in zip(at, found, strict=True):
                crossed[i][label] = float(chance)
        one = logistic(x, y, np.flatnonzero(sure), strength, penalty)
        ranked = sorted(zip(names, one.coef_[0], strict=True), key=lambda item: -abs(item[1]))
        weights = {n: round(float(w), 4) for n, w in ranked[:most] if abs(w) >= 0.0005}
        table[label] = {"bias": round(float(one.intercept_[0]), 4), "weights": weights}
    print(f"{len(names)} features, {len(examples.rows)} rows", flush=True)
    return Linear.of(table), crossed


def logistic(x: csr_matrix, y: Any, at: Any, strength: float, penalty: str) -> LogisticRegression:
    how: dict[str, Any] = {"solver": "lbfgs"} if penalty == "l2" else {"solver": "liblinear", "tol": 1e-2}
    return LogisticRegression(C=strength, penalty=penalty, random_state=0, max_iter=1000, **how).fit(x[at], y[at])


def folds(documents: Sequence[str]) -> dict[str, int]:
    order = sorted(documents)
    random.Random(0).shuffle(order)
    return {document: n % FOLDS for n, document in enumerate(order)}


def by_document(examples: Examples, chances: Sequence[Chances]) -> dict[str, list[Chances]]:
    out: dict[str, list[Chances]] = {}
    for document, found in zip(examples.of, chances, strict=True):
        out.setdefault(document, []).append(found)
    return out


def as_table(model: Linear) -> dict[str, Any]:
    return {label: {"bias": bias, "weights": model.weights[label]} for label, bias in model.bias.items()}


STRENGTH = {"document": 10.0, "sparse": 2.0, "people": 0.5, "fillers": 0.5, "incidents": 0.03}


def train(reports: Mapping[str, Report], keys: Mapping[str, Any], texts: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of all four models, and the crossed chances of people, fillers and incidents (for measuring)."""
    fold = folds(list(keys))
    counts = {d: features.of_document(reports[d]) for d in keys}
    often = Counter(name for found in counts.values() for name in found)
    rarity = {n: round(math.sqrt(math.log(len(keys) / c)), 4) for n, c in often.items() if c >= LEAST}
    documents = Examples(INCIDENTS)
    for d, key in keys.items():
        documents.add(features.weighed(counts[d], rarity), *gold.types(key), d)
    models: dict[str, Linear] = {}
    models["document"], chances = fit(documents, STRENGTH["document"], "l2", fold, 1200)
    document = dict(zip(documents.of, chances, strict=True))
    models["sparse"], chances = fit(documents, STRENGTH["sparse"], "l1", fold)
    sparse = dict(zip(documents.of, chances, strict=True))
    people, fillers = Examples(FATES), Examples(ROLES)
    for d, key in keys.items():
        report, given = reports[d], hint(document[d])
        found = mentions(report)
        required, optional = gold.people(key)
        for group in groups(report, found):
            sure, soft = (gold.fates(report, group, items) for items in (required, optional))
            people.add(plain(features.of_group(report, group)) | given, sure, soft, d)
        filled = gold.roles(report, found, texts[d]["extracts"])
        for m, near, role in zip(found, shared(report, found), filled, strict=True):
            fillers.add(plain(features.of_mention(report, m) | near) | given, {role} - {""}, set(), d)
    models["people"], chances = fit(people, STRENGTH["people"], "l1", fold)
    of_people = by_document(people, chances)
    models["fillers"], chances = fit(fillers, STRENGTH["fillers"], "l1", fold)
    of_fillers = by_document(fillers, chances)
    whole = Examples(INCIDENTS)
    for d, key in keys.items():
        whole.add(of_all(document[d], sparse[d], of_people.get(d, []), of_fillers.get(d, [])), *gold.types(key), d)
    models["incidents"], chances = fit(whole, STRENGTH["incidents"], "l2", fold)
    tables = {name: as_table(model) for name, model in models.items()}
    used = {n for name in ("document", "sparse") for weights in models[name].weights.values() for n in weights}
    # words count for the length of a document's vector, so all are kept
    tables["rarity"] = {n: x for n, x in rarity.items() if n in used or n.startswith("u=")}
    whole_chances = dict(zip(whole.of, chances, strict=True))
    return {"tables": tables, "crossed": (document, of_people, of_fillers, whole_chances)}


def write(path: Path, tables: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(tables, separators=(",", ":"), sort_keys=True) + "\n", encoding="utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    ap.add_argument("--data", type=Path, required=True)
    ap.add_argument("--to", type=Path, default=FOLDER)
    a = ap.parse_args()
    keys, texts = gold.load(a.data, "train")
    a.to.mkdir(parents=True, exist_ok=True)
    words = general(a.data, (_WORD.findall(texts[d]["doctext"].lower()) for d in keys))
    (a.to / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    vocabulary.cache_clear()
    reports = {d: read(texts[d]["doctext"]) for d in keys}
    found = train(reports, keys, texts)
    write(a.to / "models.json", found["tables"])
    judged = {d: stack.judged(reports[d], found["crossed"], d) for d in keys}
    dev_keys, dev_texts = gold.load(a.data, "dev")
    models = read_models(found["tables"])
    dev = {d: models.judge(read(dev_texts[d]["doctext"])) for d in dev_keys}
    write(a.to / "deciders.json", decide((judged, keys, texts), (dev, dev_keys, dev_texts)))


def decide(train: tuple[Any, ...], dev: tuple[Any, ...]) -> dict[str, Any]:
    """The deciders without the encoder and, where its weights are installed, with it."""
    tables: dict[str, Any] = {"plain": stack.deciders(stack.Split(*train, None), stack.Split(*dev, None))}
    reader = Reader.load()
    if reader is not None:
        seen = [
            {d: sight(reader.read([split[2][d]["doctext"]])[0], one.report) for d, one in split[0].items()}
            for split in (train, dev)
        ]
        tables["seen"] = stack.deciders(stack.Split(*train, seen[0]), stack.Split(*dev, seen[1]))
        tables["reader"] = reader.version
    return tables


if __name__ == "__main__":
    main()
