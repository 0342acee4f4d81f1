"""Headings: the times that lines open with, and what is told under them: "6 September. Shells fall on the town."

A chronology or a list of incidents names the time once, before the telling; a clock time alone ("09:50. The coffins
are carried over.") is of the last day that was named.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from truceline.model import Basis, Precision, When
from truceline.reading.paragraphs import BLANK_LINE
from truceline.reading.times import TimeExpression
from truceline.reading.times.moments import FINE, Clock, Point
from truceline.reading.whole_days import in_whole_days

_BEFORE = re.compile(
    r"(?:[ \t]*(?:[0-9]{1,2}[.)]|[a-z]\)|[-*\u2022])[ \t]+)?(?:[A-Z][\w'\u2019-]+(?: [\w'\u2019-]+){0,3}, )?$"
)
"""What may stand before the time of a heading: the number of an entry, and a place."""
_NAME = r"[A-Z][\w'\u2019-]*"
_WHERE = (
    r"(?:,? (?:about|around|before|after|at|in|near|towards?)[ \t]+(?:the )?[\w:'\u2019-]{1,14}"
    rf"|,? (?:early|late)\b|, {_NAME}(?: {_NAME})?)"
)
_STOP = r"(?:[.:)]|[ \t]?[-\u2013\u2014])[ \t]*(?:\n|(?=[ \t\"\u201c'A-Z0-9]))"
_AFTER = re.compile(rf"(?:{_WHERE}{{0,2}}|(?: {_NAME}){{1,3}}(?=:)){_STOP}")
"""What may stand between the time of a heading and its text: where or when more closely, and a stop; no verb."""
_STAMPED = re.compile(r"[ \t]+(?=[A-Z\"\u201c])")
"""After a clock time in digits that opens a line, "14:40 Casualties", no stop is needed."""
_DIGITS = re.compile(r"[0-9]{1,2}[:.h][0-9]{2}\b")
_LED = re.compile(r"(?i)(?:on|by|at|in|until|till|since|for|from|before|after|during|within)\b")
_ENDED = re.compile(r"[.;?!][\"\u201d]?\s")
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A time at the head of a line, and the stretch of text that is told under it."""

    start: int
    end: int
    first_stop: int
    """Where its first sentence ends: the minute is of that one alone."""
    when: When

    def at(self, place: int) -> When:
        if self.when.precision is Precision.MINUTE and place >= self.first_stop and self.when.start is not None:
            return _day(self.when)
        return self.when


def find_headings(text: str, times: Iterable[tuple[TimeExpression, When | None]]) -> tuple[Heading, ...]:
    """The headings of a text, in its order; ``times`` are its time expressions with what they come to."""
    opened = list(_opened(text, times))
    starts = [h[0] for h in opened] + [len(text)]
    found = []
    for n, (start, body, when) in enumerate(opened):
        blank = BLANK_LINE.search(text, body, starts[n + 1])
        end = blank.start() if blank else starts[n + 1]
        stop = _ENDED.search(text, body, end)
        found.append(Heading(start, end, stop.end() if stop else end, replace(when, basis=Basis.INFERRED, words="")))
    return tuple(found)


def heading_at(headings: tuple[Heading, ...], place: int) -> When | None:
    """The time that a place in the text is told under."""
    n = bisect_right(headings, place, key=lambda h: h.start) - 1
    return headings[n].at(place) if n >= 0 and place < headings[n].end else None


def _opened(text: str, times: Iterable[tuple[TimeExpression, When | None]]) -> Iterator[tuple[int, int, When]]:
    day: When | None = None
    taken = 0
    for expression, when in times:
        if when is None or expression.start < taken:
            continue
        bare = isinstance(expression.form, Point) and expression.form.day is None
        near = max(0, expression.start - _LONGEST - 1)
        line = text.rfind("\n", near, expression.start) + 1 or near
        after = _after(text, expression, line) if expression.start - line <= _LONGEST else None
        if after is not None and _BEFORE.fullmatch(text, line, expression.start):
            placed = _on(expression, day) if bare else when
            if placed is not None:
                taken = after.end()
                yield line, taken, in_whole_days(placed)
        if not bare and when.precision in FINE:
            day = when


def _after(text: str, expression: TimeExpression, line: int) -> re.Match[str] | None:
    """What ends the time of a heading; "On Monday." with a full stop ends a sentence instead."""
    after = _AFTER.match(text, expression.end)
    if after is None and expression.start == line and _DIGITS.fullmatch(expression.words):
        return _STAMPED.match(text, expression.end)
    ends = after is not None and "." in after.group() and _LED.match(expression.words) is not None
    return None if ends else after


def _on(expression: TimeExpression, day: When | None) -> When | None:
    """A clock time on the day that was named last."""
    form = expression.form
    if day is None or day.date is None or not isinstance(form, Point) or not isinstance(form.at, Clock):
        return None
    return replace(form.at.on(day.date, day.zone), words=expression.words)


def _day(when: When) -> When:
    assert when.start is not None
    return When.day(when.start.date(), zone=when.zone, basis=when.basis, words=when.words)
