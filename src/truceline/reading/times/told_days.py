"""Told days: the day that a clock time is of where the words point to one told before, "6 a.m. the following day"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from truceline.reading.times.days import Clues, Days
from truceline.reading.times.words import joint

_TOLD_DAY = (
    r",? (?:on |of )?(?:(?P<n>the (?:next|following))|(?:that|the) same|that) (?:day|morning|afternoon|evening|night)"
    r"(?!\w)"
)


@dataclass(frozen=True, slots=True)
class ToldDay:
    """The day that the text named last, or the one after it (``step`` 1)."""

    step: int

    @property
    def floating(self) -> bool:
        return True

    def days(self, clues: Clues) -> Days | None:
        if clues.anchor is None or clues.anchor.start is None:
            return None
        day = clues.anchor.start.date() + timedelta(days=self.step)
        return Days(day, day)


def told_day_at(text: str, pos: int) -> tuple[int, ToldDay] | None:
    """Where "the following day" or "that evening" behind a clock time ends, and which day it means."""
    found = joint(_TOLD_DAY).match(text, pos)
    return (found.end(), ToldDay(1 if found["n"] else 0)) if found is not None else None
