"""Reckoning: what a time in a report comes to, beside what its words say: years, periods, what is past by now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from truceline.model import Basis, Modality, Precision, Report, When
from truceline.reading import syntax
from truceline.reading.parse import Parse
from truceline.reading.since import begun
from truceline.reading.times import TimeExpression

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_LONG = timedelta(days=120)

_MUCH_NEARER = 3

FROM = ("from ", "starting ", "beginning ", "since ")

RUNNING = frozenset({"run", "last", "extend", "prolong", "continue", "stretch", "go", "hold"})

_HEAD = 800
"""How far into a text its head reaches, in code points."""

_SUMMARY = r"\b(?:summary|report|bulletin|review|digest|update|overview|sitrep)\b"
_COVERING = re.compile(
    r"(?i)\b(?:cover(?:s|ed|ing)?|period(?: covered| under review)?|reporting period)\b[\s:]*$"
    rf"|{_SUMMARY}(?: no\. ?\d+)?[^\n.;!?]{{0,50}}[,:(\u2013\u2014-]\s*$"
    rf"|{_SUMMARY} (?:for|of)\s*$"
)
"""What stands before the stretch that a summary covers: "covering", "Weekly summary no. 9 of the mission, "."""

JOINED = frozenset({"", "long", "more", "for", "and for", "lasting", "as"})


def of_that_day(when: When) -> When:
    """ "had sent no list by 07:00" speaks of that day, not of all time before."""
    by_the_clock = when.start is None and when.end is not None and when.end.time() != time()
    return replace(when, start=when.end.replace(hour=0, minute=0)) if by_the_clock and when.end is not None else when


def missed(verb: Token) -> bool:
    """ "was to have been vacated on Sunday", "should have opened by 3 May": planned then, and past by now."""
    for word in (verb, *syntax.children(verb, "xcomp")):
        helpers = {c.lower_ for c in word.children if c.dep_ in ("aux", "auxpass")}
        if "have" in helpers and helpers & {"to", "should"}:
            return True
    return False


def is_since(clause: Token) -> bool:
    return clause.dep_ == "advcl" and any(c.lower_ == "since" for c in clause.children)


def some_hours(when: When) -> bool:
    """Some hours of a day ("between 10:00 and 16:00"), which a joined clause need not share."""
    if when.start is None or when.end is None or when.precision is not Precision.SPAN:
        return False
    return when.end - when.start < timedelta(days=1)


def whole_day(when: When) -> When:
    """A clause that is joined to another shares its day, not its clock time."""
    if when.date is None or when.precision not in (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY):
        return when
    return When.day(when.date, zone=when.zone, basis=Basis.INFERRED, words=when.words)


def nearer(found: When, other: When | None, mood: Modality, report: Report, *, ahead: bool) -> When:
    """Of the two years that a date without a year can be of: the one that lies ahead, unless the other is much nearer.

    "Under the deal of 2 June the army was to leave", told on 16 June: not the June of the year after.
    """
    published = report.published.start if report.published is not None else None
    if other is None or published is None or mood is Modality.DENIED:
        return found
    near, far = _distance(found, published), _distance(other, published)
    if near is None or far is None or abs(near - far) < timedelta(days=1) or near + far < _LONG * 2:
        return found
    if ahead:
        return other if near > _MUCH_NEARER * far else found
    return other if near > _LONG and far < _MUCH_NEARER * near else found


def _distance(when: When, moment: datetime) -> timedelta | None:
    known = when.start or when.end
    return abs(known - moment) if known is not None else None


def open_ended(expression: TimeExpression) -> bool:
    return expression.words.lower().startswith(("until ", "till ", "by ", "to ", "through ", "from "))


def covered(text: str, times: Sequence[TimeExpression], resolved: Sequence[When | None]) -> When | None:
    """The stretch that the head of a summary names as the one it covers."""
    for time_, when in zip(times, resolved, strict=True):
        if time_.start > _HEAD or when is None or when.start is None or when.end is None:
            continue
        if _COVERING.search(text, max(0, time_.start - 90), time_.start) and when.precision is Precision.SPAN:
            return replace(when, basis=Basis.INFERRED, words="")
    return None


def anchored(times: tuple[TimeExpression, ...], report: Report, parse: Parse) -> Iterator[When | None]:
    """What "two days later" counts from: the last time that was fixed; "within ten days" counts from the deal."""
    alone = [t.when(report.published, report.zone) for t in times]
    last: When | None = None
    for n, expression in enumerate(times):
        deal = begun(parse, report, times, expression) if expression.words.lower().startswith("within ") else None
        yield deal or last or next((w for w in alone[n + 1 :] if w is not None), None)
        last = expression.when(report.published, report.zone, anchor=last) or last
