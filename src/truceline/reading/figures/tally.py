"""Tally: a number with what it counts, on its way to becoming a figure."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.model import Rate
from truceline.reading.figures.noun import Counted
from truceline.reading.figures.numbers import Number


@dataclass(frozen=True, slots=True)
class Tally:
    """Tokens ``start`` to ``end`` (exclusive) hold the number, its noun and its rate; ``sentence`` counts from 1."""

    number: Number
    noun: Counted
    start: int
    end: int
    sentence: int
    per: Rate | None = None
