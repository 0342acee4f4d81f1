"""Details: the figures, times, places and categories of one report, and which of them an event has."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import TYPE_CHECKING, Protocol, TypeVar

from truceline.model import Basis, Modality, Polarity, Precision, Report, When, codebook
from truceline.reading import lexicon, syntax
from truceline.reading.events import Event
from truceline.reading.figures import FoundFigure, find_figures
from truceline.reading.governing import governing, opening_when
from truceline.reading.headings import Heading, find_headings, heading_at
from truceline.reading.kinds import kinds_of
from truceline.reading.layout import stamps
from truceline.reading.nearby import Nearby, is_vivid, lasts, tells, tells_now
from truceline.reading.parse import Parse
from truceline.reading.places import FoundPlace, find_places
from truceline.reading.qualities import FoundQuality, find_qualities, leads, of_verbs, within
from truceline.reading.reckoning import (
    FROM,
    JOINED,
    RUNNING,
    anchored,
    covered,
    is_deadline,
    is_since,
    long_past,
    missed,
    nearer,
    of_that_day,
    open_ended,
    some_hours,
    soon,
    up_to_now,
    whole_day,
)
from truceline.reading.since import since_events
from truceline.reading.times import Kind, TimeExpression, find_times
from truceline.reading.times.lengths import ToldStretch
from truceline.reading.times.moments import Bound, Point
from truceline.reading.whole_days import in_whole_days

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_AHEAD = frozenset({Modality.PLANNED, Modality.OFFERED, Modality.DEMANDED, Modality.HYPOTHETICAL})
_OTHER_CLAUSES = frozenset({"conj", "ccomp", "advcl", "parataxis"})
_WHERE = frozenset("in at near from on across into inside outside around over within of".split())
_DESCRIBING = frozenset({"acl", "relcl"})
_TAKING = frozenset({"take", "abduct", "kidnap", "capture", "seize", "hold", "snatch"})
_ENTERING = frozenset({"enter", "reach", "leave", "cross"})
_SIDES = frozenset("the northern southern eastern western central north south east west".split())
_DEEDS = frozenset({"COERCE", "RETREAT", "ASSAULT", "AID", "COOPERATE", "AGREE", "SANCTION"})
"""Acts that are done on a day."""
_HURT = frozenset({"killed", "wounded", "recovered"})
_COMPARING = ("against", "compared with", "compared to", "up from", "down from")
_WANTING = frozenset(
    "be have plan promise offer demand schedule set expect want hope call need propose suggest intend mean urge "
    "announce agree order".split()
)
"""Verbs whose own time may be that of what is wanted: "demanded talks on Friday"."""
_HELPING = ("aux", "auxpass")
_REMAINING = frozenset("remain stay continue keep".split())
_FILLING = frozenset({"acomp", "ccomp", "oprd", "xcomp"})
_ALWAYS = frozenset("daily nightly weekly monthly hourly always often usually regularly constantly".split())
"""Words of what is done again and again."""
_EACH = frozenset({"every", "each"})
_TURNS = frozenset("day night morning afternoon evening week weekend month year hour minute time other few".split())
_WORD = re.compile(r"\S")
_SAME_TIME = frozenset(["when", "as", "while", "during"])


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


F = TypeVar("F", bound=_Placed)


def _start(placed: _Placed) -> int:
    return placed.start


@dataclass(frozen=True, slots=True)
class Details:
    """Found once for a whole text; asked for one event at a time.

    ``anchors`` gives for each time expression the last time that was fixed before it, which words
    such as "two days later" count from.
    """

    parse: Parse
    report: Report
    figures: tuple[FoundFigure, ...]
    times: tuple[TimeExpression, ...]
    anchors: tuple[When | None, ...]
    places: tuple[FoundPlace, ...]
    nearby: Nearby
    qualities: tuple[FoundQuality, ...] = ()
    period: When | None = None
    """The time that the report says it covers: "weekly summary, covering 8 to 14 July"."""
    headings: tuple[Heading, ...] = ()
    """The times that lines of the text open with, and how far they reach."""
    figures_at: Mapping[int, list[FoundFigure]] = field(default_factory=dict, compare=False, repr=False)
    """The figures by their tokens."""
    known: dict[tuple[int, Modality], When | None] = field(default_factory=dict, compare=False, repr=False)
    """The times resolved so far, by their place in ``times``: what one event asks for others ask for too."""

    @classmethod
    def of(cls, parse: Parse, report: Report) -> Details:
        text = parse.text
        named = [*((m.start, m.end) for m in parse.mentions.values()), *stamps(text)]
        apart = (t for t in find_times(text) if not any(s <= t.start and t.end <= e for s, e in named))
        times = tuple(t for t in apart if not text.startswith(" than ", t.end))
        times = tuple(sorted([*times, *since_events(parse, report, times)], key=_start))
        anchors = tuple(anchored(times, report, parse))
        plain = [t.when(report.published, report.zone, anchor=a) for t, a in zip(times, anchors, strict=True)]
        fixed = [t for t, when in zip(times, plain, strict=True) if when is not None or t.kind is Kind.VAGUE]
        figures = tuple(_with_kinds(_hyphened(f, parse), parse) for f in _without(find_figures(parse), fixed))
        nearby = Nearby.of(parse, report, zip((parse.token_at(t.start) for t in times), plain, strict=True))
        period = covered(text, times, plain)
        places = find_places(text, tuple(parse.mentions.values()))
        qualities, headings = find_qualities(text), find_headings(text, zip(times, plain, strict=True))
        figures_at: dict[int, list[FoundFigure]] = {}
        for figure in figures:
            figures_at.setdefault(figure.token, []).append(figure)
        return cls(parse, report, figures, times, anchors, places, nearby, qualities, period, headings, figures_at)

    def when(
        self, event: Event, mood: Modality, figure: FoundFigure | None = None, *, counts: bool = False
    ) -> When | None:
        """The time that the event's clause names, resolved against the publication.

        Of several, the one beside the figure, then the one that hangs from the event's own word;
        where the clause names none, that of the clause it is joined to or happens in. ``counts``: whether people
        or things are counted in it.
        """
        mood = Modality.HAPPENED if missed(self.parse.doc[event.trigger]) else mood
        found = self._within(self.times, {*event.clause, *self._since_clauses(event)})
        after = [t for t in found if figure is not None and figure.end <= t.start < self._next_figure(figure)]
        after += self._right_after(figure) if figure is not None and not after else []
        found = [t for t in found if t in after or not self._of_a_part(t, figure)]
        found = sorted({*found, *after}, key=_start)
        token = self.parse.doc[event.trigger]
        plain = [t for t in found if not self._describes(t, event)]
        own = [t for t in plain if self._holder(t, event.trigger).i == event.trigger]
        for expression in (*after, *own, *plain):
            if (when := self._resolved(expression, mood)) is not None:
                when = of_that_day(when) if event.polarity is Polarity.NEGATIVE else when
                when = self._lasting(when, expression)
                return self._bounded(self._listed(when, expression, found, mood), expression, event.trigger)
        if any(isinstance(t.form, ToldStretch) for t in own):
            return self._in_all(event)  # "in those three days", of which the text has not told
        near = self._borrowed(token, mood) or self._governed(event, mood) or self._in_all(event)
        near = near or self._under_heading(event, mood)
        near = near or self._day_in_mind(event, mood, counts=counts)
        return near or self._in_the_period(event, mood)

    def _describes(self, expression: TimeExpression, event: Event) -> bool:
        """Whether a time is told only of somebody or something: "the talks, due to resume on Friday, were put off"."""
        token = self.parse.doc[self.parse.token_at(expression.start)]
        if any(t.lower_ in ("since", "until", "till") for t in (token, *token.ancestors) if event.trigger != t.i):
            return False
        while token.i != event.trigger and not syntax.is_root(token):
            if self._dates_a_noun(token, expression, event):
                return True
            if token.dep_ in _DESCRIBING and event.trigger not in {t.i for t in token.subtree}:
                return token.head.i != event.trigger
            if token.dep_ == "xcomp" and token.head.pos_ == "ADJ" and token.head.dep_ in ("amod", "appos", "acl"):
                return True
            token = token.head
        return False

    def _dates_a_noun(self, token: Token, expression: TimeExpression, event: Event) -> bool:
        """ "the truce of 2 May", "the May 2 truce": the day of the truce, not of what is told of it."""
        noun = token.head
        outside = not expression.start <= self.parse.starts[noun.i] < expression.end
        words, lemma = lexicon.events(), noun.lemma_.lower()
        happens = lemma in words.nouns or lemma in words.classes["truce"] | words.classes["deal"]
        if not happens and lemma not in lexicon.cues().documents:
            return False  # "the two women of Wednesday": the day on which it was done to them
        if token.dep_ == "prep" and token.lower_ == "of" and noun.pos_ == "NOUN":
            return outside and noun.i != event.trigger and noun.i not in event.used
        named = token.dep_ in ("compound", "nmod") and noun.pos_ == "NOUN"
        return named and outside and noun.i != event.trigger and noun.i not in event.used

    def _since_clauses(self, event: Event) -> set[int]:
        """The words of "since the truce began", which is a clause of its own."""
        return {i for c in self.parse.doc[event.trigger].children if is_since(c) for i in syntax.subtree(c)}

    def _in_all(self, event: Event) -> When | None:
        """A running total whose beginning no words fix: up to the publication."""
        published = self.report.published
        told = [q for q in within(self.qualities, self._stretches(self._said(event))) if q.cue.quality == "in all"]
        told = [q for q in told if q.cue.fits(event.type, event.mode)]
        if not told or published is None or published.end is None:
            return None
        words = self.parse.text[told[0].start : told[0].end]
        return When(None, published.end, Precision.SPAN, Basis.INFERRED, words, self.report.zone)

    def _in_the_period(self, event: Event, mood: Modality) -> When | None:
        """In a summary of a week or a day, what is told without a time happened in the time that it covers."""
        told = mood is Modality.HAPPENED and not event.noun
        return self.period if told and tells(self._verb_of(event)) else None

    def _under_heading(self, event: Event, mood: Modality) -> When | None:
        """ "6 September. Shells fall on the town": in a chronology, the time that the line opens with."""
        found = heading_at(self.headings, self.parse.starts[event.trigger]) if self.headings else None
        now = mood is Modality.HAPPENED or (mood is Modality.DENIED and self._is_deed(event))
        told = now and found is not None and tells_now(self._verb_of(event)) and not self._goes_on(event)
        return found if told else None

    def in_vivid_present(self, event: Event) -> bool:
        """ "13:00. The monitors reach the field": in a chronology the present tense tells what happened then."""
        headed = bool(self.headings) and heading_at(self.headings, self.parse.starts[event.trigger]) is not None
        return headed and is_vivid(self._verb_of(event)) and not self._goes_on(event)

    def _goes_on(self, event: Event) -> bool:
        """ "shells the town every day", "remains shut": not of the time of a heading alone."""
        verb = self._verb_of(event)
        near = (verb, *syntax.children(verb, "aux", "auxpass"), *((verb.head,) if verb.dep_ in _FILLING else ()))
        if any(t.lemma_.lower() in _REMAINING or t.lower_ == "remains" for t in near):
            return True
        words = (self.parse.doc[i] for i in self._said(event))
        return any(w.lower_ in _ALWAYS or (w.lower_ in _EACH and w.head.lemma_.lower() in _TURNS) for w in words)

    def _verb_of(self, event: Event) -> Token:
        token = self.parse.doc[event.trigger]
        while not syntax.is_verb(token) and not syntax.is_root(token):
            token = token.head
        return token

    def _said(self, event: Event) -> set[int]:
        """The clause of an event with its "since" clause, but no other."""
        verb = self.parse.doc[event.trigger]
        cut = [c.i for c in verb.children if c.dep_ in _OTHER_CLAUSES and syntax.is_verb(c) and not is_since(c)]
        return syntax.subtree(verb, without=cut)

    def _day_in_mind(self, event: Event, mood: Modality, *, counts: bool) -> When | None:
        """Of a deed told without a day: the day that the text is telling of."""
        told = mood in (Modality.HAPPENED, Modality.DENIED) and not event.noun
        verb = self._verb_of(event) if event.type == "STATE" else self.parse.doc[event.trigger]
        if not told or self._is_a_term(event):
            return None
        if self._is_deed(event):
            return self.nearby.day(verb.i)
        happened = counts and event.type == "STATE" and not lasts(verb) and self.period is None
        return self.nearby.day(verb.i, near=True) if happened else None

    def _is_deed(self, event: Event) -> bool:
        nouns = {self.parse.doc[i].lemma_.lower() for i in event.concerned}
        hurt = event.type == "STATE" and event.mode in _HURT
        return hurt or event.type in _DEEDS or (event.type == "REJECT" and "list" in nouns)

    def _is_a_term(self, event: Event) -> bool:
        """Whether the sentence tells of what is done for each of something, not of one day."""
        rates = self._figures_beside(event.trigger)
        return any(f.figure.per is not None and f.figure.per.unit not in ("day", "week", "hour") for f in rates)

    def _figures_beside(self, token: int) -> Sequence[FoundFigure]:
        """The figures of the sentence that a token stands in."""
        sentence = self.parse.doc[token].sent
        start, end = self.parse.starts[sentence.start], self.parse.ends[sentence.end - 1]
        return self.figures[bisect_left(self.figures, start, key=_start) : bisect_left(self.figures, end, key=_start)]

    def names_a_day(self, event: Event, *, alone: bool = False) -> bool:
        """Whether a time that can be fixed hangs from the event's own word; ``alone``: and counts from no other."""
        found = self._within(self.times, event.clause)
        own = (t for t in found if self._holder(t, event.trigger).i == event.trigger)
        own = (t for t in own if not alone or t.kind is Kind.TIME)
        return any(self._resolved(t, event.modality) is not None for t in own)

    def place(self, clause: Iterable[int]) -> str | None:
        """The first place of the clause that follows a preposition of place."""
        for found in self._within(self.places, clause):
            before = [w.lower() for w in self.parse.text[: found.start].rsplit(maxsplit=3)[-3:]]
            while before and before[-1] in _SIDES:
                before.pop()
            token = self.parse.doc[self.parse.token_at(found.start)]
            entered = token.dep_ == "dobj" and token.head.lemma_ in _ENTERING
            if entered or (before and before[-1] in _WHERE):
                return found.name
        return None

    def category(self, event: Event, figure: FoundFigure | None) -> str | None:
        """What people or goods the event is about: the figure's, else that of the nouns concerned."""
        if figure is not None and figure.figure.category:
            return figure.figure.category
        nouns = [self.parse.doc[i] for i in (*event.concerned, *event.recipients)]
        own = category_of(t.lower_ for t in nouns)
        if own is not None:
            return own
        inner = (self.parse.doc[i] for i in event.clause)
        near = (t.lower_ for t in inner if t.dep_ in ("pobj", "dobj", "conj", "nsubjpass") and t.pos_ == "NOUN")
        return category_of(near)

    # --- qualities ------------------------------------------------------------------------------
    def qualities_of(self, event: Event, figures: Sequence[int], number: int | None) -> tuple[str, ...]:
        """What the event's clause says of the deed, or of the people of one of its figures."""
        verb = self.parse.doc[event.trigger]
        assault = event.type == "ASSAULT" and not event.noun
        found = {q for q in (of_verbs().get(verb.lemma_.lower()),) if q is not None and assault}
        clause = self._said(event)
        people = self._people(event, number)
        for quality in within(self.qualities, self._stretches(clause | people)):
            if not quality.cue.fits(event.type, event.mode):
                continue
            inside = self.parse.token_at(quality.start) in people
            if inside if quality.cue.of_people else self._speaks_of(quality, figures, number):
                found.add(quality.cue.quality)
        return tuple(sorted(found))

    def _people(self, event: Event, number: int | None) -> set[int]:
        """The words for the people concerned, without clauses that hang from them."""
        heads = [self.figures[number].token] if number is not None else list(event.concerned)
        found: set[int] = set()
        for head in heads:
            token = self.parse.doc[head]
            cut = [c.i for c in token.children if c.dep_ in ("conj", "relcl", "acl", "appos", "cc", "punct")]
            found |= syntax.subtree(token, without=cut)
        return found

    def _speaks_of(self, quality: FoundQuality, figures: Sequence[int], number: int | None) -> bool:
        """Whether a cue in a clause with several figures speaks of this one.

        Right before a figure it speaks of that alone; before all of them, or after the verb that follows them, of all;
        else of those before it.
        """
        own = [self.figures[n] for n in figures if self.figures[n].part_of is None]
        if number is None or len(own) < 2:
            return True
        led = next((f for f in own if leads(self.parse.text, quality, f.start)), None)
        this = self.figures[number]
        if led is not None:
            return this.start == led.start
        before = [f for f in own if f.end <= quality.start]
        return not before or len(before) == len(own) or this.end <= quality.start

    def _stretches(self, tokens: Iterable[int]) -> list[tuple[int, int]]:
        return [(self.parse.starts[i], self.parse.ends[j - 1]) for i, j in syntax.runs(tokens)]

    # --- times ----------------------------------------------------------------------------------
    def _resolved(self, expression: TimeExpression, mood: Modality) -> When | None:
        number = bisect_left(self.times, expression.start, key=_start)
        if (number, mood) not in self.known:
            self.known[number, mood] = self._resolved_in(expression, mood, self.anchors[number])
        return self.known[number, mood]

    def _resolved_in(self, expression: TimeExpression, mood: Modality, anchor: When | None) -> When | None:
        ahead = mood in _AHEAD and not self._is_told(expression)
        found = expression.when(self.report.published, self.report.zone, future=ahead, anchor=anchor)
        lasting = ahead or open_ended(expression) or mood is Modality.ONGOING
        if not ahead and is_deadline(expression) and self._in_the_present(expression):
            return expression.when(self.report.published, self.report.zone, future=True, anchor=anchor)
        if found is not None and found.basis is Basis.INFERRED and lasting:
            other = expression.when(self.report.published, self.report.zone, future=not ahead, anchor=anchor)
            if mood is not Modality.HAPPENED or self._in_the_present(expression):
                found = nearer(found, other, mood, self.report, ahead=ahead)
        if found is not None and not ahead and long_past(found, self.report):
            found = self._of_another_year(found, expression, anchor)
        found = up_to_now(found, expression, mood, self.report) if found is not None else None
        if found is None or anchor is None or expression.kind is not Kind.ANCHORED:
            return found
        finer = anchor.precision is Precision.DAY and found.start is not None and found.start.time() != time()
        finer = finer and found.precision is not Precision.PART_OF_DAY
        return replace(anchor, words=expression.words, basis=Basis.INFERRED) if finer else found

    def _of_another_year(self, found: When, expression: TimeExpression, anchor: When | None) -> When:
        """A date without a year that comes out almost a year back: of the year that is told of, or the one to come."""
        published, zone = self.report.published, self.report.zone
        if self._is_to_come(expression):
            return soon(expression.when(published, zone, future=True, anchor=anchor), self.report) or found
        told, form = anchor.start if anchor is not None else None, expression.form
        floating = isinstance(form, Point) and form.day is not None and form.day.floating
        if told is None or found.start is None or not floating or told.year >= found.start.year:
            return found
        return expression.when(When.day(date(told.year, 12, 31), zone=zone), zone) or found

    def _is_told(self, expression: TimeExpression) -> bool:
        """Whether a time hangs from a verb in the past, whatever is wanted: "rang on Monday and asked for terms"."""
        verb = self.parse.doc[self.parse.token_at(expression.start)].head
        past = verb.tag_ == "VBD" and syntax.is_verb(verb) and verb.lemma_ not in _WANTING
        return past and not open_ended(expression) and not is_deadline(expression)

    def _is_to_come(self, expression: TimeExpression) -> bool:
        """Whether a time is not that of a verb in the past: "named a visit in August", "to begin on 1 April"."""
        first = token = self.parse.doc[self.parse.token_at(expression.start)]
        while token is first or not (token.pos_ in ("NOUN", "PROPN") or syntax.is_verb(token)):
            if syntax.is_root(token):
                return False
            token = token.head
        past = token.tag_ == "VBD" or any(
            c.tag_ == "VBD" or c.lower_ == "had" for c in syntax.children(token, *_HELPING)
        )
        return not past and not expression.words.lower().startswith(("since", "ever since"))

    def _in_the_present(self, expression: TimeExpression) -> bool:
        """Whether the words around a time speak of now, not of what is past: "runs until 15 July"."""
        sentence = self.parse.doc[self.parse.token_at(expression.start)].sent
        tags = {t.tag_ for t in sentence if t.pos_ in ("VERB", "AUX")}
        told = "VBD" in tags or expression.words.lower().startswith("from ")
        return (open_ended(expression) or is_deadline(expression)) and not told

    def _listed(self, when: When, expression: TimeExpression, found: list[TimeExpression], mood: Modality) -> When:
        """Days named in a row, "on 9, 10 and 12 June", are one stretch from the first to the last."""
        last, end = when, expression.end
        for later in found[found.index(expression) + 1 :]:
            joint = self.parse.text[end : later.start].strip(" ,")
            more = self._resolved(later, mood)
            alike = later.kind is Kind.TIME and more is not None and more.precision is when.precision
            if joint not in ("", "and", "or", "and again", "and then") or not alike or more is None or more.end is None:
                break
            last, end = more, later.end
        if last is when or when.start is None or last.end is None or last.end <= when.start:
            return when
        words = self.parse.text[expression.start : end]
        return replace(when, end=last.end, precision=Precision.SPAN, words=words)

    def _lasting(self, when: When, expression: TimeExpression) -> When:
        """ "42 days from 19 January", "from 30 March for two weeks": the length says where it ends."""
        if when.start is None or not expression.words.lower().startswith(FROM):
            return when
        number = bisect_left(self.times, expression.start, key=_start)
        for length in self.times[max(0, number - 1) : number + 2]:
            if length.length is None or length.length[0] != length.length[1]:
                continue
            before = self.parse.text[length.end : expression.start].strip(" ,\n").lower()
            after = self.parse.text[expression.end : length.start].strip(" ,\n").lower()
            joined = length.end <= expression.start and before in JOINED
            if joined or (expression.end <= length.start and after in JOINED):
                start = when.start.replace(hour=0, minute=0) if when.date is None else when.start
                return replace(when, end=length.length[0].after(start), precision=Precision.SPAN)
        return when

    def _bounded(self, when: When, expression: TimeExpression, trigger: int) -> When:
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

    def _holder(self, expression: TimeExpression, trigger: int) -> Token:
        """The verb, or the event's own word, that a time expression hangs from."""
        token = self.parse.doc[self.parse.token_at(expression.start)]
        while token.i != trigger and not syntax.is_verb(token) and not syntax.is_root(token):
            token = token.head
        return token

    def _borrowed(self, token: Token, mood: Modality) -> When | None:
        """The time of the clause that a clause is joined to, or of the one that tells when it happened."""
        near = [token.head] if token.dep_ == "conj" and syntax.is_verb(token.head) else []
        for clause in syntax.children(token, "advcl"):
            beside = clause.tag_ == "VBN" and clause.i < token.i and not syntax.children(clause, "mark")
            if beside or any(c.lower_ in _SAME_TIME for c in clause.children):
                near.append(clause)  # "when shells fell on Sunday", "brought together on Sunday, they agreed"
        for topic in syntax.children(token, "nsubj") if not near else []:
            # "monitors who went there on Sunday found": they found it when they went there.
            near += [c for c in syntax.children(topic, "relcl") if c.tag_ == token.tag_ == "VBD"]
        near += [c for c in syntax.children(token, "conj") if syntax.is_verb(c) and not near]
        for clause in near:
            for expression in self._within(self.times, syntax.subtree(clause)):
                when = self._resolved(expression, mood)
                if when is not None and when.start is not None and when.end is not None and not some_hours(when):
                    return when if clause.dep_ == "advcl" else whole_day(when)
        return None

    def _governed(self, event: Event, mood: Modality) -> When | None:
        """The time of the clause that an event's clause fills out: "was hit on Monday, killing a woman"."""
        if mood is not Modality.HAPPENED:
            return None
        token = self.parse.doc[event.trigger]
        named = self._when_named(token, mood)
        if named is not None:
            return named
        for clause in governing(token):
            own = [c.i for c in clause.children if c.dep_ in _OTHER_CLAUSES | _DESCRIBING and syntax.is_verb(c)]
            words = syntax.subtree(clause, without=own) - syntax.subtree(token)
            for expression in self._within(self.times, words):
                when = self._resolved(expression, mood)
                if when is not None and when.start is not None and when.end is not None:
                    return replace(in_whole_days(whole_day(when)), basis=Basis.INFERRED, words="")
            if (when := self._when_named(clause, mood)) is not None:
                return when
            if self._is_deed(event) and (when := self.nearby.day(clause.i)) is not None:
                return when
        return None

    def _when_named(self, verb: Token, mood: Modality) -> When | None:
        """ "since Sunday, when the army took the town": the Sunday itself."""
        opened = opening_when(verb)
        if opened is None:
            return None
        start = self.parse.starts[opened.i]
        n = bisect_left(self.times, start, key=_start) - 1
        expression = self.times[n] if n >= 0 else None
        if expression is None or self.parse.text[expression.end : start].strip(" ,\n"):
            return None
        form = expression.form.inner if isinstance(expression.form, Bound) else expression.form
        found = self._resolved(expression, mood)
        if form is not expression.form:
            found = replace(expression, form=form).when(self.report.published, self.report.zone)
        return replace(whole_day(found), basis=Basis.INFERRED, words="") if found is not None else None

    def _right_after(self, figure: FoundFigure) -> list[TimeExpression]:
        """ "39 of them in the past 24 hours": the time that stands right behind the words of a figure."""
        end = max(figure.end, self.parse.ends[max(self._words_of(figure))])
        return self._time_at(end)

    def _time_at(self, end: int) -> list[TimeExpression]:
        """The time that begins where something ends."""
        n, word = bisect_left(self.times, end, key=_start), _WORD.search(self.parse.text, end)
        return [t for t in self.times[n : n + 1] if word is not None and word.start() == t.start]

    def _words_of(self, figure: FoundFigure) -> set[int]:
        token = self.parse.doc[figure.token]
        return syntax.subtree(token, without=[c.i for c in token.children if c.dep_ not in ("prep", "nummod", "amod")])

    def _of_a_part(self, expression: TimeExpression, figure: FoundFigure | None) -> bool:
        """Whether a time stands right behind a figure that is a part of a whole, and so tells of that part alone."""
        beside = self._figures_beside(self.parse.token_at(expression.start))
        others = (f for f in beside if f != figure and f.end <= expression.start)
        parts = (f for f in others if f.part_of is not None or self._is_compared(f))
        return any(expression in self._right_after(f) for f in parts)

    def _is_compared(self, figure: FoundFigure) -> bool:
        """ "nine, against 14 in the week before", "up from 14 in May": a number of another time, to compare with."""
        before = self.parse.text[max(0, figure.start - 20) : figure.start].lower().rstrip()
        return before.endswith(_COMPARING)

    def behind(self, content: Sequence[int], mood: Modality) -> When | None:
        """ "speaks of 28 breaches by the army on Tuesday alone": the time right behind a noun phrase that is told."""
        end = self.parse.ends[content[-1]]
        near = self._time_at(end)
        return self._resolved(near[0], mood) if near else None

    def named_in(self, content: Iterable[int], mood: Modality) -> When | None:
        """The first time that words name, where the deed is told by others: "says that it did so in May"."""
        return next((w for t in self._within(self.times, content) if (w := self._resolved(t, mood)) is not None), None)

    def deadline(self, cue: int, mood: Modality) -> When | None:
        """ "gave the navy until 20 July to release them": the time by which it is wanted, where the cue has it."""
        verb = self.parse.doc[cue]
        own = [t for t in self._within(self.times, syntax.subtree(verb)) if self._holder(t, cue).i == cue]
        near = [t for t in own if t.words.lower().startswith(("until ", "till ", "by ", "before ", "within "))]
        return self._resolved(near[0], mood) if near else None

    def _next_figure(self, figure: FoundFigure) -> int:
        n = bisect_left(self.figures, figure.end, key=_start)
        return self.figures[n].start if n < len(self.figures) else len(self.parse.text)

    def _within(self, found: Sequence[F], clause: Iterable[int]) -> list[F]:
        runs = self._stretches(clause)
        if not runs:
            return []
        first = bisect_left(found, runs[0][0], key=_start)
        near = found[first : bisect_right(found, runs[-1][1], key=_start)]
        return [f for f in near if any(s <= f.start and f.end <= e for s, e in runs)]


def _without(figures: tuple[FoundFigure, ...], times: list[TimeExpression]) -> tuple[FoundFigure, ...]:
    """The figures less the lengths of time that are themselves a time: "two weeks ago"."""
    gone = {n for n, f in enumerate(figures) if f.duration and any(t.start < f.end and f.start < t.end for t in times)}
    kept = [n for n in range(len(figures)) if n not in gone]
    renumbered = {old: new for new, old in enumerate(kept)}
    return tuple(
        FoundFigure(
            f.figure, f.start, f.end, f.token, renumbered.get(f.part_of) if f.part_of is not None else None, f.duration
        )
        for f in (figures[n] for n in kept)
    )


def _hyphened(found: FoundFigure, parse: Parse) -> FoundFigure:
    """The unit as worded where a hyphen joins it: "three Russian-Israelis"."""
    first = found.token
    while first > 1 and parse.words(first - 1) == "-" and parse.starts[first] == parse.ends[first - 1]:
        if parse.doc[first - 2].like_num:
            break
        first -= 2
    if first == found.token or found.figure.unit != parse.words(found.token):
        return found
    return replace(found, figure=replace(found.figure, unit=parse.words(first, found.token + 1)))


def _with_kinds(found: FoundFigure, parse: Parse) -> FoundFigure:
    """The figure with the kinds of people that its words name."""
    given = found.figure.kinds
    token = parse.doc[found.token]
    named = kinds_of(parse, _unit_token(parse, token, found.figure.unit), given)
    told = [*syntax.children(token, "relcl"), *(syntax.children(token.head, "relcl") if token.dep_ == "conj" else [])]
    taken = any(c.lemma_ in _TAKING and syntax.is_passive(c) for c in told)
    category = "captives" if taken and found.figure.category in (None, "people") else found.figure.category
    if named == given and category == found.figure.category:
        return found
    return replace(found, figure=replace(found.figure, kinds=named, category=category))


def _unit_token(parse: Parse, token: Token, unit: str) -> Token:
    """The noun that is counted, where it stands apart from the number: "put the number of sailors at 12"."""
    if not token.like_num or not unit:
        return token
    last = unit.rsplit(maxsplit=1)[-1]
    return next((t for t in token.sent if parse.words(t.i) == last), token)


def category_of(words: Iterable[str]) -> str | None:
    """The category that lower-case nouns name; two kinds named together are their joint category."""
    book = codebook()
    found = list(dict.fromkeys(c.name for w in words if (c := book.category(w)) is not None))
    if not found:
        return None
    joint = next((c.name for c in book.categories.values() if c.members and set(c.members) <= set(found)), None)
    return joint or found[0]
