"""Counts: what one text adds to a score; counts of several texts are summed before a measure is made of them."""

from __future__ import annotations

from collections.abc import Iterable

Counts = dict[str, float]
"""Name of what is counted -> how many. A name that is missing counts nothing."""


def added(many: Iterable[Counts]) -> Counts:
    """The sum of counts, name by name, in the order in which the names first come."""
    total: Counts = {}
    for one in many:
        for name, number in one.items():
            total[name] = total.get(name, 0) + number
    return total


def share(part: float, whole: float) -> float:
    """``part / whole``; nothing of nothing is 0."""
    return part / whole if whole else 0.0


def harmonic(precision: float, recall: float) -> float:
    """F1 of a precision and a recall."""
    return share(2 * precision * recall, precision + recall)


def rates(right: float, predicted: float, wanted: float) -> dict[str, float]:
    """P, R and F1, between 0 and 1."""
    precision, recall = share(right, predicted), share(right, wanted)
    return {"P": precision, "R": recall, "F1": harmonic(precision, recall)}


def percentages(right: float, predicted: float, wanted: float) -> dict[str, float]:
    """p, r and f1 times 100 to two digits, with the counts they are made of (the form of the MUC scorers)."""
    precision, recall = share(right, predicted), share(right, wanted)
    f1 = round(200 * precision * recall / (precision + recall), 2) if precision + recall else 0.0
    numbers = {"tp": int(right), "pred": int(predicted), "gold": int(wanted)}
    return {"p": round(100 * precision, 2), "r": round(100 * recall, 2), "f1": f1, **numbers}
