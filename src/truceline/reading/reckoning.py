"""Reckoning: what a time in a report comes to, beside what its words say: years, periods, what is past by now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from truceline.model import Basis, Modality, Precision, Report, When
from truceline.reading import syntax
from truceline.reading.parse import Parse
from truceline.reading.since import begun, begun_of, of_course
from truceline.reading.times import Kind, TimeExpression
from truceline.reading.times.days import Unit
from truceline.reading.times.lengths import Nth, Offset, ToldStretch, Vague
from truceline.reading.times.moments import FINE, Bound, Form, Point, Range, Side
from truceline.reading.times.told_days import ToldDay
from truceline.reading.whole_days import in_whole_days

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_LONG = timedelta(days=120)

_DUE = frozenset("due suppose schedule expect mean slate plan".split())
"""Words of what was to be: "had been due to go home on Wednesday"."""

_MUCH_NEARER = 3

FROM = ("from ", "starting ", "beginning ", "since ")

RUNNING = frozenset({"run", "last", "extend", "prolong", "continue", "stretch", "go", "hold"})

_DEADLINES = ("until ", "till ", "up to ", "up until ", "no later than ", "not later than ")

_THIS = ("this week", "this month", "this year")

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
        helpers = syntax.helpers(word)
        if "have" in helpers and helpers & {"to", "should"}:
            return True
    due = verb.head if verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _DUE else None
    if verb.lemma_ == "be" and verb.tag_ == "VBN":
        due = next((c for c in syntax.children(verb, "acomp") if c.lemma_.lower() in _DUE), due)
    return due is not None and any(c.lower_ == "had" for t in (due, due.head) for c in (t, *t.children))


def days_off(times: Iterable[TimeExpression]) -> int | None:
    """How many days off "eleven days after they took the town" puts what it tells: none for "hours after"."""
    vague = [t for t in times if isinstance(t.form, Vague)]
    counted = [t.form.days for t in vague if isinstance(t.form, Vague) and t.form.days is not None]
    hours = any(_SOME_HOURS.search(t.words) for t in vague)
    return counted[0] if counted else (0 if hours else None)


def by_night(when: When) -> bool:
    """ "Early on Friday", "before dawn": some hours before it was still the day before."""
    return when.precision is Precision.PART_OF_DAY and when.start is not None and when.start.hour < _MORNING


_SOME_HOURS = re.compile(r"(?i)\b(?:hours?|minutes?) (?:after|before)$")
_MORNING = 6


def is_since(clause: Token) -> bool:
    return clause.dep_ == "advcl" and any(c.lower_ == "since" for c in clause.children)


def some_hours(when: When) -> bool:
    """Some hours of a day ("between 10:00 and 16:00"), which a joined clause need not share."""
    if when.start is None or when.end is None or when.precision is not Precision.SPAN:
        return False
    return when.end - when.start < timedelta(days=1)


def whole_day(when: When) -> When:
    """A clause that is joined to another shares its day, not its clock time."""
    if when.precision is Precision.PART_OF_DAY:
        return replace(in_whole_days(when), basis=Basis.INFERRED)
    if when.date is None or when.precision not in (Precision.MINUTE, Precision.HOUR):
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


def long_past(when: When, report: Report) -> bool:
    """Whether a date without a year comes out so long ago that the year would have been told with it."""
    published = report.published.start if report.published is not None else None
    if when.basis is not Basis.INFERRED or published is None:
        return False
    known = when.start or when.end
    return known is not None and published - known > _ALMOST_A_YEAR


def soon(when: When | None, report: Report) -> When | None:
    """A time of the weeks to come; else None."""
    published = report.published.start if report.published is not None else None
    known = (when.start or when.end) if when is not None else None
    return when if published is not None and known is not None and known - published < _SOON else None


def is_to_come(parse: Parse, expression: TimeExpression) -> bool:
    """Whether a time is not that of a verb in the past: "named a visit in August", "to begin on 1 April"."""
    first = token = parse.doc[parse.token_at(expression.start)]
    while token is first or not (token.pos_ in ("NOUN", "PROPN") or syntax.is_verb(token)):
        if syntax.is_root(token):
            return False
        token = token.head
    past = token.tag_ == "VBD" or any(
        c.tag_ == "VBD" or c.lower_ == "had" for c in syntax.children(token, "aux", "auxpass")
    )
    return not past and not expression.words.lower().startswith(("since", "ever since"))


def as_told(expression: TimeExpression, anchor: When | None, report: Report) -> When | None:
    """What an expression means where it tells of the past, whatever its verb."""
    found = expression.when(report.published, report.zone, anchor=anchor)
    return in_told_year(found, expression, anchor, report) if found is not None and long_past(found, report) else found


def in_told_year(found: When, expression: TimeExpression, told: When | None, report: Report) -> When:
    """ "On 2 November" after "on 6 October 2012": a date that comes out long ago is of the year that is told of."""
    known, form = told.start if told is not None else None, expression.form
    floating = isinstance(form, Point) and form.day is not None and form.day.floating
    if known is None or found.start is None or not floating or known.year >= found.start.year:
        return found
    same = expression.when(When.day(date(known.year, 12, 31), zone=report.zone), report.zone)
    if same is None or same.start is None or known - same.start > _HALF_A_YEAR:
        return found  # "on 13 January" after "in December 2020": the January that came next
    return same


_HALF_A_YEAR = timedelta(days=183)
_ALMOST_A_YEAR = timedelta(days=270)
_SOON = timedelta(days=95)


def _distance(when: When, moment: datetime) -> timedelta | None:
    known = when.start or when.end
    return abs(known - moment) if known is not None else None


def up_to_now(when: When, expression: TimeExpression, mood: Modality, report: Report) -> When:
    """ "has killed 25 people this year": what is told as done was done by the publication."""
    end = report.published.end if report.published is not None else None
    this = expression.words.lower().startswith(_THIS) or (
        when.precision in (Precision.MONTH, Precision.YEAR) and expression.kind is Kind.TIME
    )
    done = mood in (Modality.HAPPENED, Modality.DENIED) and this
    if not done or end is None or when.start is None or when.end is None or not when.start < end < when.end:
        return when
    return replace(when, end=end, precision=Precision.SPAN)


def is_deadline(expression: TimeExpression) -> bool:
    """ "are shut until Thursday", "no later than the 15th": told in the present, it lies ahead."""
    return expression.words.lower().startswith(_DEADLINES)


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
    """What "two days later" counts from: the last time that was fixed; "within ten days" counts from the deal.

    A day counts from the last day, not from a month told in between.
    """
    alone = [t.when(report.published, report.zone) for t in times]
    last: When | None = None
    day: When | None = None
    named: When | None = None
    told_before: list[When] = []
    for n, expression in enumerate(times):
        if isinstance(expression.form, ToldStretch):
            yield next((w for w in reversed(told_before) if expression.form.fits(w)), None) or _from_one_to_another(
                told_before, expression.form
            )
            continue
        pointed = _THAT.match(expression.words) is not None or points_to_a_day(expression.form)
        if named is not None and pointed and by_the_day(expression.form):
            yield named
            found = expression.when(report.published, report.zone, anchor=named)
            last, day = found or last, its_day(found) or day
            told_before += [found] if found is not None else []
            continue
        waits = expression.kind is Kind.ANCHORED
        following = next((w for w in alone[n + 1 :] if w is not None), None) if waits else None
        if isinstance(expression.form, Nth) and (course := of_course(parse, expression)) is not None:
            yield begun_of(parse, report, times, course)
        elif expression.words.lower().startswith("within ") and not by_the_day(expression.form):
            base = begun(parse, report, times, expression) or _recent(last, report) or following
            yield base or (report.published if _is_announced(parse, expression) else None)
        elif _is_since_then(expression.form):
            base = last if last is not None and last.start is not None else day
            yield base or following
            told_before += [w for w in (expression.when(report.published, report.zone, anchor=base),) if w is not None]
            continue  # "has held ever since": the telling stays where it was
        else:
            yield (day if day is not None and by_the_day(expression.form) else last) or following
        found = expression.when(report.published, report.zone, anchor=day if by_the_day(expression.form) else last)
        if found is not None and long_past(found, report):
            found = _of_the_year_meant(found, expression, day or last, report, parse)
        if isinstance(expression.form, Bound) and expression.form.inner.kind is Kind.ANCHORED:
            continue  # "had by then left": the telling stays where it was
        last = found or last
        told_before += [found] if found is not None else []
        found = its_day(found)
        named = found if found is not None and found.precision in FINE else named
        told = found is not None and found.precision in FINE and not _looks_back(expression.form)
        if told and not _describes(parse, expression):
            day = found


def _from_one_to_another(told: Sequence[When], stretch: ToldStretch) -> When | None:
    """ "Began on 19 January and expired on 1 March. During the six weeks": from the one day to the other."""
    if stretch.length is None:
        return None
    for first, last in zip(told[-2::-1], told[:0:-1], strict=True):
        if first.date is None or last.date is None or not first.date < last.date:
            continue
        run = When(first.start, last.end, Precision.SPAN, Basis.INFERRED, zone=last.zone)
        if stretch.fits(run):
            return run
    return None


def _is_announced(parse: Parse, expression: TimeExpression) -> bool:
    """ "will leave within two weeks": as "in two weeks", it counts from the publication where nothing else is told."""
    return "will" in syntax.helpers(syntax.verb_over(parse.doc[parse.token_at(expression.start)]))


def _of_the_year_meant(
    found: When, expression: TimeExpression, told: When | None, report: Report, parse: Parse
) -> When:
    """ "The truce takes effect on April 1. Until then ...": the April to come."""
    if is_to_come(parse, expression):
        ahead = soon(expression.when(report.published, report.zone, future=True), report)
        if ahead is not None:
            return ahead
    return in_told_year(found, expression, told, report)


def its_day(when: When | None) -> When | None:
    """ "The same day" after "from 0800 to 1000 GMT on Saturday": the Saturday."""
    if when is None or when.start is None or not some_hours(when):
        return when
    return When.day(when.start.date(), zone=when.zone, basis=Basis.INFERRED, words=when.words)


_THAT = re.compile(r"(?i)(?:on |in |during |at )?(?:that same|the same|that)\b")
"""What opens a time that points to the day named last, whatever was told of it: "on that day"."""
_A_FORTNIGHT = timedelta(days=14)


def by_the_day(form: Form) -> bool:
    """Whether a form counts from a day: "a day earlier", "that evening", "at noon"."""
    if isinstance(form, Bound):
        return by_the_day(form.inner)
    if isinstance(form, Offset):
        weeks = form.count > 0 and form.count % 7 == 0
        return form.unit in (Unit.DAY, Unit.HOUR, Unit.MINUTE) and not weeks
    return points_to_a_day(form) or (isinstance(form, Point) and form.day is None)


def points_to_a_day(form: Form) -> bool:
    """ "From 6 p.m. that day", "at 4 a.m. the next day": the day is the one told before, or the one after it."""
    if isinstance(form, Bound):
        return points_to_a_day(form.inner)
    point = form.first if isinstance(form, Range) else form
    return isinstance(point, Point) and isinstance(point.day, ToldDay)


def _is_since_then(form: Form) -> bool:
    """ "since then", "ever since": from the time told last, be it a day, a month or a year."""
    return isinstance(form, Bound) and form.side is Side.SINCE and form.inner.kind is Kind.ANCHORED


def _looks_back(form: Form) -> bool:
    """ "had warned the day before": the telling stays where it was."""
    return isinstance(form, Offset) and form.way < 0 and form.count > 0


def _recent(last: When | None, report: Report) -> When | None:
    """The last time told where it is of these days; else the publication, from which "within ten days" counts."""
    published = report.published
    if last is None or published is None or published.start is None or last.start is None:
        return last
    return last if abs(published.start - last.start) <= _A_FORTNIGHT else published


def _describes(parse: Parse, expression: TimeExpression) -> bool:
    """Whether a time is told of somebody only, "the airman, captured in May 2022", or before what is told.

    "The guns had been taken away on 10 May", "calmer than since the war began on 4 April": the telling is elsewhere.
    """
    token = parse.doc[parse.token_at(expression.start)]
    while not syntax.is_root(token):
        if token.dep_ in ("relcl", "acl") or (token.dep_ == "advcl" and _is_earlier(token)):
            return True
        token = token.head
    return False


def _is_earlier(clause: Token) -> bool:
    return any(c.lower_ in ("since", "than") for c in clause.children)
