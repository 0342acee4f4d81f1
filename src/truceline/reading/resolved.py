"""Resolved: the time that an expression means where it stands, by its verb, its clause and what was told before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TYPE_CHECKING

from truceline.model import Basis, Modality, Precision, Report, When
from truceline.reading import syntax
from truceline.reading.governing import is_of_saying, said_of
from truceline.reading.parse import Parse
from truceline.reading.placed import inside, start_of
from truceline.reading.reckoning import (
    FROM,
    JOINED,
    RUNNING,
    in_told_year,
    is_deadline,
    is_since,
    is_to_come,
    long_past,
    nearer,
    open_ended,
    soon,
    up_to_now,
)
from truceline.reading.times import Kind, Length, TimeExpression
from truceline.reading.times.lengths import Window

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_WORD = re.compile(r"\S")
_THAT_YEAR = re.compile(r"(?i),?\s(?:of\s|in\s)?(?:that|the\ssame)(?:\ssame)?\syear\b")
AHEAD = frozenset({Modality.PLANNED, Modality.OFFERED, Modality.DEMANDED, Modality.HYPOTHETICAL})
_EXTENDING = frozenset({"extend", "prolong", "renew", "postpone", "delay", "adjourn"})
_WANTING = frozenset(
    "be have plan promise offer demand schedule set expect want hope call need propose suggest intend mean urge "
    "announce agree order".split()
)
"""Verbs whose own time may be that of what is wanted: "demanded talks on Friday"."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The time expressions of one report.

    ``anchors`` gives for each the last time that was fixed before it, which words such as "two days later" count from.
    """

    parse: Parse
    report: Report
    found: tuple[TimeExpression, ...]
    anchors: tuple[When | None, ...]
    known: dict[tuple[int, Modality], When | None] = field(default_factory=dict, compare=False, repr=False)
    """The times resolved so far, by their place in ``found``: what one event asks for others ask for too."""

    def inside(self, words: Iterable[int]) -> list[TimeExpression]:
        """Those that stand in some words."""
        return inside(self.parse, words, self.found)

    def at(self, end: int) -> list[TimeExpression]:
        """The time that begins where something ends."""
        n, word = bisect_left(self.found, end, key=start_of), _WORD.search(self.parse.text, end)
        return [t for t in self.found[n : n + 1] if word is not None and word.start() == t.start]

    def when(self, expression: TimeExpression, mood: Modality) -> When | None:
        """What an expression means beside a deed that is told, planned or wanted."""
        number = bisect_left(self.found, expression.start, key=start_of)
        if (number, mood) not in self.known:
            self.known[number, mood] = self._resolved_in(expression, mood, self.anchors[number])
        return self.known[number, mood]

    def _resolved_in(self, expression: TimeExpression, mood: Modality, anchor: When | None) -> When | None:
        if (
            expression.length is not None
            and expression.length[0] == expression.length[1]
            and self._is_up_to_now(expression)
        ):
            return self._window(expression.length[0])
        if (same := self._of_that_year(expression, anchor)) is not None:
            return same
        ahead = mood in AHEAD and not self._is_told(expression)
        if ahead and (said := self._said_on(expression)) is not None:
            return expression.when(said, self.report.zone, future=True, anchor=anchor)
        found = expression.when(self.report.published, self.report.zone, future=ahead, anchor=anchor)
        lasting = ahead or open_ended(expression) or mood is Modality.ONGOING
        if (
            not ahead
            and is_deadline(expression)
            and (self._in_the_present(expression) or self._is_extended(expression))
        ):
            return expression.when(self.report.published, self.report.zone, future=True, anchor=anchor)
        if found is not None and found.basis is Basis.INFERRED and lasting:
            other = expression.when(self.report.published, self.report.zone, future=not ahead, anchor=anchor)
            if mood is not Modality.HAPPENED or self._in_the_present(expression):
                found = nearer(found, other, mood, self.report, ahead=ahead and not self._was_to_be(expression))
        if found is not None and not ahead and long_past(found, self.report):
            found = self._of_another_year(found, expression, anchor)
        found = up_to_now(found, expression, mood, self.report) if found is not None else None
        if found is None or anchor is None or expression.kind is not Kind.ANCHORED:
            return found
        finer = anchor.precision is Precision.DAY and found.start is not None and found.start.time() != time()
        finer = finer and found.precision is not Precision.PART_OF_DAY
        return replace(anchor, words=expression.words, basis=Basis.INFERRED) if finer else found

    def _said_on(self, expression: TimeExpression) -> When | None:
        """ "said on Friday that they would leave on Sunday": the Friday, from which what is promised counts."""
        first = self.parse.doc[self.parse.token_at(expression.start)]
        verb = syntax.verb_over(first)
        saying = said_of(verb)
        if saying is None or is_of_saying(first, verb):
            return None
        for other in self.inside(t.i for t in saying.sent):
            token = self.parse.doc[self.parse.token_at(other.start)]
            own = is_of_saying(token, verb) or syntax.verb_over(token.head).i == saying.i
            when = other.when(self.report.published, self.report.zone) if own and other.kind is Kind.TIME else None
            if when is not None and when.precision is Precision.DAY:
                return when
        return None

    def _of_that_year(self, expression: TimeExpression, told: When | None) -> When | None:
        """ "in November that year", "on 3 May of the same year": of the year that was told of last."""
        known = told.start if told is not None else None
        if known is None or not _THAT_YEAR.match(self.parse.text, expression.end):
            return None
        return expression.when(When.day(date(known.year, 12, 31), zone=self.report.zone), self.report.zone)

    def _of_another_year(self, found: When, expression: TimeExpression, anchor: When | None) -> When:
        """A date without a year that comes out almost a year back: of the year that is told of, or the one to come."""
        if is_to_come(self.parse, expression):
            ahead = expression.when(self.report.published, self.report.zone, future=True, anchor=anchor)
            return soon(ahead, self.report) or found
        return in_told_year(found, expression, anchor, self.report)

    def _is_up_to_now(self, expression: TimeExpression) -> bool:
        """ "have died in three weeks": the length is that of the time up to now."""
        led = expression.words.lower()
        verb = syntax.verb_over(self.parse.doc[self.parse.token_at(expression.start)])
        perfect = bool(syntax.helpers(verb) & {"has", "have"})
        if led.startswith("for "):
            return perfect and verb.tag_ in ("VBG", "VBN") and (verb.tag_ == "VBG" or self._is_none(verb))
        return led.startswith(("in ", "over ")) and verb.tag_ == "VBN" and perfect

    def _is_none(self, verb: Token) -> bool:
        """ "no aid has entered for two weeks", "has not met them for a month": what has lasted up to now."""
        nouns = syntax.children(verb, *syntax.SUBJECT, *syntax.PASSIVE_SUBJECT)
        return bool(syntax.children(verb, "neg")) or any(c.lower_ == "no" for n in nouns for c in n.children)

    def _window(self, length: Length) -> When | None:
        published, zone = self.report.published, self.report.zone
        return TimeExpression(0, 0, "", Window(length, -1)).when(published, zone)

    def _is_told(self, expression: TimeExpression) -> bool:
        """Whether a time hangs from a verb in the past, whatever is wanted: "rang on Monday and asked for terms"."""
        verb = self.parse.doc[self.parse.token_at(expression.start)].head
        passive = verb.tag_ == "VBN" and bool(syntax.helpers(verb) & {"was", "were"})
        past = (verb.tag_ == "VBD" or passive) and syntax.is_verb(verb) and verb.lemma_ not in _WANTING
        return past and not open_ended(expression) and not is_deadline(expression)

    def _was_to_be(self, expression: TimeExpression) -> bool:
        """ "Norland was to withdraw by 26 January", told in April: the January before, unless the next one is near."""
        verb = syntax.verb_over(self.parse.doc[self.parse.token_at(expression.start)])
        was = verb.dep_ == "xcomp" and verb.head.lemma_ == "be" and verb.head.tag_ == "VBD"
        return was or any(c.lower_ in ("was", "were") for c in syntax.children(verb, "aux"))

    def _is_extended(self, expression: TimeExpression) -> bool:
        """ "extended the truce until Sunday": told as done, it reaches ahead."""
        return syntax.verb_over(self.parse.doc[self.parse.token_at(expression.start)]).lemma_.lower() in _EXTENDING

    def _in_the_present(self, expression: TimeExpression) -> bool:
        """Whether the words around a time speak of now, not of what is past: "runs until 15 July"."""
        sentence = self.parse.doc[self.parse.token_at(expression.start)].sent
        tags = {t.tag_ for t in sentence if t.pos_ in ("VERB", "AUX")}
        told = "VBD" in tags or expression.words.lower().startswith("from ")
        return (open_ended(expression) or is_deadline(expression)) and not told

    def lasting(self, when: When, expression: TimeExpression) -> When:
        """ "42 days from 19 January", "from 30 March for two weeks": the length says where it ends."""
        if when.start is None or not expression.words.lower().startswith(FROM):
            return when
        number = bisect_left(self.found, expression.start, key=start_of)
        for length in self.found[max(0, number - 1) : number + 2]:
            if length.length is None or length.length[0] != length.length[1]:
                continue
            before = self.parse.text[length.end : expression.start].strip(" ,\n").lower()
            after = self.parse.text[expression.end : length.start].strip(" ,\n").lower()
            joined = length.end <= expression.start and before in JOINED
            if joined or (expression.end <= length.start and after in JOINED):
                start = when.start.replace(hour=0, minute=0) if when.date is None else when.start
                return replace(when, end=length.length[0].after(start), precision=Precision.SPAN)
        return when

    def listed(self, when: When, expression: TimeExpression, found: list[TimeExpression], mood: Modality) -> When:
        """Days named in a row, "on 9, 10 and 12 June", are one stretch from the first to the last."""
        last, end = when, expression.end
        for later in found[found.index(expression) + 1 :]:
            between = self.parse.text[end : later.start]
            joint = between.strip(" ,")
            more = self.when(later, mood)
            alike = later.kind is Kind.TIME and more is not None and more.precision is when.precision
            beside = not joint and "," not in between  # "the truce of 6 March on Friday"
            if (
                beside
                or joint not in ("", "and", "or", "and again", "and then")
                or not alike
                or more is None
                or more.end is None
            ):
                break
            last, end = more, later.end
        if last is when or when.start is None or last.end is None or last.end <= when.start:
            return when
        words = self.parse.text[expression.start : end]
        return replace(when, end=last.end, precision=Precision.SPAN, words=words)

    def bounded(self, when: When, expression: TimeExpression, trigger: int) -> When:
        """ "went on until the collapse on Friday": the Friday is where it ended."""
        token = self.parse.doc[self.parse.token_at(expression.start)]
        while token.i != trigger and not syntax.is_root(token) and not syntax.is_verb(token):
            token = token.head
            if token.lower_ in ("until", "till") and when.end is not None:
                return replace(when, start=None, precision=Precision.SPAN)
            if token.lower_ == "since" and (since := self._since_then(when)) is not None:
                return since
        if token.i != trigger and is_since(token) and (since := self._since_then(when)) is not None:
            return since
        runs_to = self.parse.text[: expression.start].rstrip()[-8:].lower().endswith((" to", " through"))
        holder = self.parse.doc[trigger]
        if runs_to and when.end is not None and {holder.lemma_.lower(), token.lemma_.lower()} & RUNNING:
            return replace(when, start=None, precision=Precision.SPAN)
        return when

    def _since_then(self, when: When) -> When | None:
        """From the beginning of a time to the publication; None where it is no stretch."""
        published = self.report.published
        end = published.end if published is not None else None
        if when.start is None or end is None or when.end is None or when.end >= end or when.start >= end:
            return None
        return replace(when, end=end, precision=Precision.SPAN)
