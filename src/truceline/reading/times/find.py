"""Finds the words for times in English news text, and resolves them against the publication.

``find_times`` gives the expressions of a text; ``TimeExpression.when`` gives the interval that one
of them means. Rules, in short: weeks run from Monday to Sunday; a weekday, or a date without a year, is the
nearest one not after publication (not before it, where the words look ahead); midnight ends the
day it is named with; rates ("every day", "ten a day"), ages and years used as names are no times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby

from truceline.model.when import Precision, When, midnight, tzinfo
from truceline.reading.times.amounts import amount_at
from truceline.reading.times.days import ONE_DAY, SEASONS, Clues
from truceline.reading.times.lengths import Duration, Length
from truceline.reading.times.moments import Form, Kind
from truceline.reading.times.odd import odd_date_at
from truceline.reading.times.phrases import LEAD_WORDS, Found, list_at, more_of, phrase_at
from truceline.reading.times.words import (
    CORES,
    INNER,
    MONTHS,
    ONES,
    OPENERS,
    ORDINALS,
    SHORT_DAYS,
    SHORT_MONTHS,
    TENS,
    WEEKDAYS,
)

__all__ = ["Kind", "Length", "TimeExpression", "find_times"]


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words for a time, at code points ``start`` to ``end`` (exclusive) of the text; ``form`` is what they mean."""

    start: int
    end: int
    words: str
    form: Form

    @property
    def kind(self) -> Kind:
        """Whether the words give a time, need an anchor for one, give a length only, or stay open."""
        return self.form.kind

    @property
    def length(self) -> tuple[Length, Length] | None:
        """The shortest and longest length that a duration's words allow; None for other kinds."""
        return (self.form.low, self.form.high) if isinstance(self.form, Duration) else None

    def when(
        self, published: When | None, zone: str | None, future: bool = False, anchor: When | None = None
    ) -> When | None:
        """The interval meant, or None where nothing fixes it.

        ``published`` is when the report came out (None: unknown), ``zone`` the IANA name its local times
        are read in (None: UTC), ``future`` whether the words look ahead, ``anchor`` the time that
        words such as "two days earlier" count from.
        """
        try:
            found = self.form.resolve(_clues(published, zone, future, anchor))
        except OverflowError:  # a time beyond the calendar's years, such as "9000 years ago", cannot be placed
            return None
        return replace(found, words=self.words) if found else None


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in its order, not overlapping; where several begin at one place, the longest."""
    return tuple(TimeExpression(f.start, f.end, text[f.start : f.end], f.form) for f in _found(text) if f.form)


_REACH = 48
"""How far from its opening word an expression's first telling word can be: "within an additional twenty-four hours"."""
_OPENING = frozenset({*OPENERS, *LEAD_WORDS, *MONTHS, *WEEKDAYS, *ONES, *TENS, *SEASONS})
_OPENING |= {w.lower() for w in (*SHORT_MONTHS, *SHORT_DAYS)}
_LEADING = _OPENING | {*ORDINALS, *INNER}
"""What can stand before the first telling word."""
_WORD = re.compile("[a-z]+")


def _found(text: str) -> Iterator[Found]:
    cursor, cores, core = 0, [m.start() for m in _cores().finditer(text)], 0
    for word in _openers().finditer(text):
        while core < len(cores) and cores[core] < word.start():
            core += 1
        if word.start() < cursor or core == len(cores) or cores[core] > word.start() + _REACH:
            continue
        if not _LEADING.issuperset(_WORD.findall(text[word.start() : cores[core]].lower())):
            continue
        for found in _at(text, word.start()):
            yield found
            cursor = found.end


def _at(text: str, pos: int) -> Iterator[Found]:
    """What begins at ``pos``: the members of a list, or the longest single expression and what continues it."""
    single = max(_singles(text, pos), key=lambda f: f.end, default=None)
    listed = list_at(text, pos)
    if listed and (single is None or listed[-1].end > single.end):
        yield from listed
        return
    lead = text[pos : pos + 2].lower()
    while single is not None:
        yield single
        single = more_of(text, single, lead)


def _singles(text: str, pos: int) -> Iterator[Found]:
    found = [f for f in (phrase_at(text, pos), amount_at(text, pos)) if f is not None]
    yield from found
    if odd := odd_date_at(text, pos, max((f.end for f in found), default=pos)):
        yield odd


@cache
def _openers() -> re.Pattern[str]:
    """The words that can open an expression."""
    alone = r"\b(?<![\w$€£#/])(?<![0-9][.,:])(?<!\w[-\u2010\u2011])"
    return re.compile(rf"{alone}(?:[0-9]|(?:{_by_letter(_OPENING)})(?![a-z]))", re.IGNORECASE)


def _by_letter(words: Iterable[str]) -> str:
    """The words as alternatives, those with one first letter together: the others are passed over at once."""
    groups = groupby(sorted(words), key=lambda w: w[0])
    return "|".join(f"{letter}(?:{'|'.join(w[1:] for w in group)})" for letter, group in groups)


@cache
def _cores() -> re.Pattern[str]:
    """The words of which every expression has one."""
    names = [w.title() for w in (*MONTHS, *WEEKDAYS)] + [w.upper() for w in (*MONTHS, *WEEKDAYS)]
    names += [*SHORT_MONTHS, *SHORT_DAYS]
    return re.compile(rf"[0-9]|\b(?:{'|'.join(names)}|(?i:{'|'.join([*CORES, *SEASONS])}))")


def _clues(published: When | None, zone: str | None, future: bool, anchor: When | None) -> Clues:
    """Day precision is the whole local day in ``zone``; a moment counts on the local day that it falls on."""
    if published is None or published.date is None:
        return Clues(zone=zone, future=future, anchor=anchor)
    moment = published.precision in (Precision.MINUTE, Precision.HOUR) and published.start is not None
    if moment and published.start is not None:
        start, end = published.start, published.end or published.start
        if zone:
            start, end = start.astimezone(tzinfo(zone)), end.astimezone(tzinfo(zone))
        return Clues(start.date(), start, end, True, zone, future, anchor)
    today = published.date
    return Clues(today, midnight(today, zone), midnight(today + ONE_DAY, zone), False, zone, future, anchor)
