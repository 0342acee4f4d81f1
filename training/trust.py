"""Fit how far codings are to be trusted to the reports coded by hand, and write the weights into the package.

usage: trust.py [--check] [--held-out]

Codes reports with the rules and, where its weights are there, with the trained reader, and fits one logistic
regression each. The rules were changed with the open reports of tests/reading/hand and training/reports in view, so
more is right in them than in a new one: the bias is set anew, by how many codings of the reports kept aside are right
in all. The second reading is trained on the open reports and surer of them than it will be of others: the reader's
weights are fitted to reports which it has not learnt from, those kept aside and the open ones in the manner of
agencies (training/reports/agency.txt). ``--check`` writes nothing: each report is
judged by a fit to the others, and a table shows how many codings of each band of trust were right. ``--held-out``
shows the same of the weights that ship, and the held-out reports.
"""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from truceline.benchmarks import hand
from truceline.model import Claim
from truceline.reading import trust
from truceline.reading.coders import default
from truceline.reading.rules import RuleCoder

ROOT = Path(__file__).parent.parent
HAND = ROOT / "tests" / "reading" / "hand"
REPORTS = ROOT / "training" / "reports"
OUT = ROOT / "src" / "truceline" / "data" / "codebook" / "trust.toml"
HEAD = """# How far a coding is to be trusted, by its signs (reading/trust.py). Written by training/trust.py.
version = "2026-11-24"
source = "reports coded by hand in tests/reading/hand and training/reports"
"""
RIDGE = 2.0
"""How strongly weights are held near zero: there are some thousands of claims and a score of signs."""

Place = tuple[str, Path]
"""A report's name and its folder."""
Example = tuple[str, dict[str, float], bool]
"""The report, the signs of one coding, and whether it is right."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--check", action="store_true")
    options.add_argument("--held-out", action="store_true", help="only show how the weights do there")
    given = options.parse_args()
    check = given.check
    text = HEAD
    aside = inside(REPORTS / "aside")
    agency = frozenset((REPORTS / "agency.txt").read_text(encoding="utf-8").split())
    for name, coder in (("rules", RuleCoder()), ("reader", default())):
        if given.held_out:
            there = examples(coder, [(report, HAND) for report in hand.HELD_OUT])
            judged = [(trust.trust().of(s, read=name == "reader"), r) for _, s, r in there]
            table(f"{name}, held out", judged)
            continue
        opened = inside(REPORTS / "open")
        unlearnt = [*aside, *(place for place in opened if place[0] in agency)]
        found = examples(coder, unlearnt if name == "reader" else [*((report, HAND) for report in hand.OPEN), *opened])
        if check:
            show(name, found)
        weights = fitted(found) if name == "reader" else settled(fitted(found), examples(coder, aside))
        text += f"\n[{name}]\n" + "".join(f'"{sign}" = {value:.3f}\n' for sign, value in weights.items())
    if not check and not given.held_out:
        OUT.write_text(text.replace('"bias"', "bias"), encoding="utf-8")


def inside(folder: Path) -> list[Place]:
    return [(path.stem, folder) for path in sorted(folder.glob("*.txt"))]


def examples(coder: RuleCoder, places: Sequence[Place]) -> list[Example]:
    """Every coding of the reports, with its signs."""
    found: list[Example] = []
    for name, folder in places:
        report = hand.report_of(name, folder)
        signs: dict[str, dict[str, float]] = {}

        def keep(claim: Claim, told: dict[str, float], signs: dict[str, dict[str, float]] = signs) -> None:
            signs[claim.id] = told

        claims = coder.code(report, signs=keep)
        pairs = hand.paired(hand.gold_of(name, folder), claims, report.text)
        right = {p.claim.id for p in pairs if p.claim is not None and good(hand.marks(p))}
        found += [(name, signs[c.id], c.id in right) for c in claims]
    return found


def good(marks: Any) -> bool:
    return bool(marks["speaker"] and marks["act"])


def fitted(found: Sequence[Example]) -> dict[str, float]:
    """The weight of each sign, and the bias; Newton's method, with a ridge."""
    names = sorted({n for _, signs, _ in found for n in signs})
    x = np.array([[1.0, *(signs.get(n, 0.0) for n in names)] for _, signs, _ in found])
    y = np.array([float(right) for _, _, right in found])
    w = np.zeros(x.shape[1])
    ridge = np.diag([0.0, *([RIDGE] * len(names))])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        step = np.linalg.solve((x.T * (p * (1 - p))) @ x + ridge, x.T @ (y - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return {"bias": float(w[0]), **{n: float(v) for n, v in zip(names, w[1:], strict=True)}}


def settled(weights: dict[str, float], found: Sequence[Example]) -> dict[str, float]:
    """The same weights, with the bias at which as many of these are said to be right as are."""
    wanted = sum(right for _, _, right in found)
    low, high = -5.0, 5.0
    for _ in range(60):
        middle = (low + high) / 2
        made = {**weights, "bias": weights["bias"] + middle}
        said = sum(1 / (1 + np.exp(-total(made, signs))) for _, signs, _ in found)
        low, high = (middle, high) if said < wanted else (low, middle)
    return {**weights, "bias": weights["bias"] + low}


def total(weights: dict[str, float], signs: dict[str, float]) -> float:
    return weights["bias"] + sum(weights.get(n, 0.0) * v for n, v in signs.items())


def show(name: str, found: Sequence[Example]) -> None:
    """Each report by a fit to the others."""
    judged: list[tuple[float, bool]] = []
    for report in dict.fromkeys(r for r, _, _ in found):
        weights = fitted([e for e in found if e[0] != report])
        made = trust.Trust(weights, weights)
        judged += [(made.of(signs, read=True), right) for r, signs, right in found if r == report]
    table(name, judged)


def table(name: str, judged: Sequence[tuple[float, bool]]) -> None:
    """How many codings of each band of trust are right."""
    print(f"{name}: {len(judged)} codings, {sum(r for _, r in judged) / len(judged):.2f} right")
    edges = [0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    for low, high in itertools.pairwise(edges):
        band = [(s, r) for s, r in judged if low <= s < high]
        if band:
            said, true = (sum(v[i] for v in band) / len(band) for i in (0, 1))
            print(f"  {low:.1f} to {min(high, 1):.1f}: {len(band):4} codings, said {said:.2f}, right {true:.2f}")
    print(f"  expected error {error(judged):.3f}, ranks right above wrong {area(judged):.3f}")


def error(judged: Sequence[tuple[float, bool]], bands: int = 10) -> float:
    """The expected calibration error: how far what is said is from what is so, over bands of equal size."""
    ordered, total = sorted(judged), 0.0
    for part in np.array_split(np.arange(len(ordered)), bands):
        said, true = (float(np.mean([ordered[i][k] for i in part])) for k in (0, 1))
        total += abs(said - true) * len(part) / len(ordered)
    return total


def area(judged: Sequence[tuple[float, bool]]) -> float:
    """How often a right coding is trusted more than a wrong one."""
    good, bad = ([s for s, r in judged if r is wanted] for wanted in (True, False))
    return float(np.mean([(a > b) + 0.5 * (a == b) for a in good for b in bad]))


if __name__ == "__main__":
    main()
