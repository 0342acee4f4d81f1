"""Dating: when an event was, by the times of its clause, of clauses around it, or of what the text tells of there."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from truceline.model import Basis, Modality, Polarity, Precision, Report, When
from truceline.reading import lexicon, syntax
from truceline.reading.compared import compares, held_against, runs_beside
from truceline.reading.event import Event
from truceline.reading.figures import FoundFigure
from truceline.reading.governing import (
    TOLLS,
    alike,
    as_told_before,
    counted_by,
    governing,
    is_of_saying,
    is_outcome,
    lenders,
    opening_when,
    put_at,
    reported_by,
    shares,
)
from truceline.reading.headings import Heading, heading_at
from truceline.reading.nearby import Nearby, is_vivid, lasts, tells, tells_now
from truceline.reading.parse import Parse
from truceline.reading.placed import start_of, stretches
from truceline.reading.qualities import FoundQuality, within
from truceline.reading.reckoning import (
    FROM,
    by_night,
    days_off,
    is_since,
    missed,
    of_that_day,
    some_hours,
    whole_day,
)
from truceline.reading.resolved import AHEAD, Resolved
from truceline.reading.times import Kind, TimeExpression
from truceline.reading.times.lengths import ToldStretch
from truceline.reading.times.moments import Bound
from truceline.reading.whole_days import in_whole_days

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_OTHER_CLAUSES = frozenset({"conj", "ccomp", "advcl", "parataxis"})
_DESCRIBING = frozenset({"acl", "relcl"})
_DEEDS = frozenset({"COERCE", "RETREAT", "ASSAULT", "AID", "COOPERATE", "SANCTION"})
"""Acts that are done on a day."""
_HURT = frozenset({"killed", "wounded", "recovered"})
SUMS = frozenset("put place estimate rise climb grow stand reach bring raise exceed pass total surpass top".split())
"""Verbs of what a number comes to."""
_COMPARING = ("against", "compared with", "compared to", "up from", "down from")
_REMAINING = frozenset("remain stay continue keep".split())
_FILLING = frozenset({"acomp", "ccomp", "oprd", "xcomp"})
_ALWAYS = frozenset("daily nightly weekly monthly hourly always often usually regularly constantly".split())
"""Words of what is done again and again."""
_STRETCHES = ("since ", "by ", "over the ", "in the past ", "in the last ", "during the ")
_LATER = frozenset({"later", "afterwards", "afterward", "eventually", "subsequently"})
"""Words of what was done some time after the day of a heading."""
_ONE_ATTACK = frozenset(
    "attack strike raid bombing shelling blast explosion ambush killing shooting assault airstrike massacre".split()
)
"""Deeds of one day, by their nouns."""
_EACH = frozenset({"every", "each"})
_TURNS = frozenset("day night morning afternoon evening week weekend month year hour minute time other few".split())


@dataclass(frozen=True, slots=True)
class Dating:
    """The times of one report; asked for one event at a time."""

    parse: Parse
    report: Report
    times: Resolved
    figures: tuple[FoundFigure, ...]
    qualities: tuple[FoundQuality, ...]
    nearby: Nearby
    period: When | None
    """The time that the report says it covers: "weekly summary, covering 8 to 14 July"."""
    headings: tuple[Heading, ...]
    """The times that lines of the text open with, and how far they reach."""

    def when(
        self, event: Event, mood: Modality, figure: FoundFigure | None = None, *, counts: bool = False
    ) -> When | None:
        """The time that the event's clause names, resolved against the publication.

        Of several, the one beside the figure, then the one that hangs from the event's own word;
        where the clause names none, that of the clause it is joined to or happens in. ``counts``: whether people
        or things are counted in it.
        """
        mood = Modality.HAPPENED if missed(self.parse.doc[event.trigger]) else mood
        found = self.times.inside({*event.clause, *self._since_clauses(event)}) or self._begun_in(event)
        after = [t for t in found if figure is not None and figure.end <= t.start < self._next_figure(figure)]
        after += self._right_after(figure) if figure is not None and not after else []
        after, found = ([t for t in ts if not held_against(self.parse.text, t)] for ts in (after, found))
        found = [t for t in found if t in after or not self._of_a_part(t, figure)]
        found = sorted({*found, *after}, key=start_of)
        token = self.parse.doc[event.trigger]
        plain = [t for t in found if not self._describes(t, event)]
        own = [t for t in plain if self._holder(t, event.trigger).i == event.trigger]
        other = [t for t in plain if not self._dates_what_is_broken(t, event)]
        if event.type == "REJECT" or other:
            own, plain = [t for t in own if t in other], other
        for expression in (*after, *own, *plain):
            if (when := self.times.when(expression, mood)) is not None:
                when = of_that_day(when) if event.polarity is Polarity.NEGATIVE else when
                when = self.times.lasting(when, expression)
                return self.times.bounded(self.times.listed(when, expression, found, mood), expression, event.trigger)
        if any(isinstance(t.form, ToldStretch) for t in own):
            return self._in_all(event)  # "in those three days", of which the text has not told
        near = (
            self._counted_off(token, mood)
            or self._borrowed(token, mood)
            or self._governed(event, mood)
            or (None if mood in AHEAD else self._in_all(event))
            or self._of_the_one_told(event, mood)
        )
        near = near or self._under_heading(event, mood) or self._day_in_mind(event, mood, counts=counts)
        return near or self._in_the_period(event, mood)

    def _begun_in(self, event: Event) -> list[TimeExpression]:
        """ "agreed to a truce from 0700 GMT on Tuesday": a time that the parse divides between two clauses."""
        words = set(event.clause)
        near = self.times.inside(syntax.subtree(syntax.verb_over(self.parse.doc[event.trigger])))
        return [t for t in near if _is_from(t) and self.parse.token_at(t.start) in words]

    def names_a_day(self, event: Event, *, alone: bool = False) -> bool:
        """Whether a time that can be fixed hangs from the event's own word; ``alone``: and counts from no other."""
        found = self.times.inside(event.clause)
        own = (t for t in found if self._holder(t, event.trigger).i == event.trigger)
        own = (t for t in own if not alone or t.kind is Kind.TIME)
        return any(self.times.when(t, event.modality) is not None for t in own)

    def in_vivid_present(self, event: Event) -> bool:
        """ "13:00. The monitors reach the field": in a chronology the present tense tells what happened then."""
        headed = bool(self.headings) and heading_at(self.headings, self.parse.starts[event.trigger]) is not None
        return headed and is_vivid(self._verb_of(event)) and not self._goes_on(event)

    def behind(self, content: Sequence[int], mood: Modality) -> When | None:
        """ "speaks of 28 breaches by the army on Tuesday alone": the time right behind a noun phrase that is told."""
        end = self.parse.ends[content[-1]]
        near = self.times.at(end)
        return self.times.when(near[0], mood) if near else None

    def named_in(self, content: Iterable[int], mood: Modality) -> When | None:
        """The first time that words name, where the deed is told by others: "says that it did so in May"."""
        told = (self.times.when(t, mood) for t in self.times.inside(content))
        return next((when for when in told if when is not None), None)

    def by(self, expression: TimeExpression, mood: Modality) -> When | None:
        """What the words for a time come to for a deed that is told with them, wherever it is told."""
        when = self.times.when(expression, mood)
        if when is None:
            return None
        verb = syntax.verb_over(self.parse.doc[self.parse.token_at(expression.start)])
        when = self.times.listed(self.times.lasting(when, expression), expression, list(self.times.found), mood)
        return in_whole_days(self.times.bounded(when, expression, verb.i))

    def deadline(self, cue: int, mood: Modality) -> When | None:
        """ "gave the navy until 20 July to release them": the time by which it is wanted, where the cue has it."""
        verb = self.parse.doc[cue]
        own = [t for t in self.times.inside(syntax.subtree(verb)) if self._holder(t, cue).i == cue]
        near = [t for t in own if t.words.lower().startswith(("until ", "till ", "by ", "before ", "within "))]
        return self.times.when(near[0], mood) if near else None

    def _describes(self, expression: TimeExpression, event: Event) -> bool:
        """Whether a time is told only of somebody or something: "the talks, due to resume on Friday, were put off"."""
        token = self.parse.doc[self.parse.token_at(expression.start)]
        if compares(self.parse.text, token, expression, event) or is_of_saying(token, self._verb_of(event)):
            return True
        if runs_beside(token, event):
            return False
        while token.i != event.trigger and not syntax.is_root(token):
            if self._dates_a_noun(token, expression, event):
                return True
            if token.dep_ in _DESCRIBING and event.trigger not in {t.i for t in token.subtree}:
                return token.head.i != event.trigger
            if token.dep_ == "advcl" and as_told_before(token):
                return True
            if token.dep_ == "xcomp" and token.head.pos_ == "ADJ" and token.head.dep_ in ("amod", "appos", "acl"):
                return True
            token = token.head
        return False

    def _dates_a_noun(self, token: Token, expression: TimeExpression, event: Event) -> bool:
        """ "the truce of 2 May", "the May 2 truce": the day of the truce, not of what is told of it."""
        noun = token.head
        outside = not expression.start <= self.parse.starts[noun.i] < expression.end
        words, lemma = lexicon.events(), noun.lemma_.lower()
        if lemma in words.classes["attack"] and noun.dep_ == "pobj" and noun.head.lower_ in ("in", "during"):
            return False  # "were taken in the fighting of February"
        happens = lemma in words.nouns or lemma in words.classes["truce"] | words.classes["deal"]
        if not happens and lemma not in lexicon.cues().documents:
            return False  # "the two women of Wednesday": the day on which it was done to them
        if token.dep_ == "prep" and token.lower_ == "of" and noun.pos_ == "NOUN":
            return outside and noun.i != event.trigger and noun.i not in event.used
        named = token.dep_ in ("compound", "nmod") and noun.pos_ == "NOUN"
        return named and outside and noun.i != event.trigger and noun.i not in event.used

    def _dates_what_is_broken(self, expression: TimeExpression, event: Event) -> bool:
        """ "broke the truce of 6 March": the day of the truce, which the act already speaks for."""
        classes = lexicon.events().classes
        token = self.parse.doc[self.parse.token_at(expression.start)]
        while not syntax.is_root(token) and expression.start <= self.parse.starts[token.head.i] < expression.end:
            token = token.head
        if token.dep_ == "pobj" and token.head.lower_ == "of":
            token = token.head
        noun = token.head if token.dep_ in ("compound", "nmod", "nummod") else None
        if token.dep_ == "prep" and token.lower_ == "of" and token.i:
            noun = token.nbor(-1)  # a parser may hang the "of" from the verb
        known = noun is not None and noun.lemma_.lower() in classes["truce"] | classes["deal"]
        return known and noun is not None and noun.i != event.trigger

    def _since_clauses(self, event: Event) -> set[int]:
        """The words of "since the truce began", which is a clause of its own."""
        return {i for c in self.parse.doc[event.trigger].children if is_since(c) for i in syntax.subtree(c)}

    def _holder(self, expression: TimeExpression, trigger: int) -> Token:
        """The verb, or the event's own word, that a time expression hangs from."""
        token = self.parse.doc[self.parse.token_at(expression.start)]
        while token.i != trigger and not syntax.is_verb(token) and not syntax.is_root(token):
            token = token.head
        return token

    def _is_of(self, expression: TimeExpression, clause: Token) -> bool:
        """Whether a time is told of a clause itself: "let it open on Sunday"; not "freed men who were held in May"."""
        holder = self._holder(expression, clause.i)
        while holder.i != clause.i and shares(holder):
            holder = syntax.verb_over(holder.head)
        return holder.i == clause.i

    def _verb_of(self, event: Event) -> Token:
        return syntax.verb_over(self.parse.doc[event.trigger])

    def _counted_off(self, token: Token, mood: Modality) -> When | None:
        """ "came on Thursday, eleven days after they took the town": the day that is counted from."""
        verb = token.head if token.dep_ == "acomp" else token
        while verb.dep_ == "conj" and syntax.is_verb(verb.head) and alike(verb, verb.head):
            verb = verb.head  # "two days after they took the town and killed nine"
        mark = next((c.i for c in syntax.children(verb, "mark") if c.lower_ in ("after", "before")), None)
        if verb.dep_ not in ("advcl", "acl", "ccomp", "relcl") or mark is None:
            return None
        days = days_off(self.times.inside({*syntax.subtree(verb), *range(max(0, mark - 4), mark)}))
        above = syntax.verb_over(verb.head)
        words = syntax.subtree(above, without=[verb.i])
        told = (self.times.when(t, mood) for t in self.times.inside(words) if self._is_of(t, above))
        base = next((when for when in told if when is not None), None)
        if base is None and days is not None:
            base = self._day_right_before(verb, mood)
        if base is None and self.headings:
            base = heading_at(self.headings, self.parse.starts[above.i])
        if days is None or base is None or base.date is None or (days == 0 and by_night(base)):
            return None
        return When.day(base.date + timedelta(days=days), zone=base.zone, basis=Basis.INFERRED)

    def _day_right_before(self, verb: Token, mood: Modality) -> When | None:
        """ "A truce held today, a day after planes bombed the city": the day named last, however it is parsed."""
        words = {t.i for t in verb.sent if t.i < verb.i} - syntax.subtree(verb)
        told = [self.times.when(t, mood) for t in self.times.inside(words)]
        return next((when for when in reversed(told) if when is not None and when.date is not None), None)

    # --- no time of its own -----------------------------------------------------------------------
    def _borrowed(self, token: Token, mood: Modality) -> When | None:
        """The time of the clause that a clause is joined to, or of the one that tells when it happened."""
        for clause in lenders(token):
            for expression in self.times.inside(syntax.subtree(clause)):
                if not self._is_of(expression, clause):
                    continue  # "condemned it and asked them to leave by Friday"
                when = self.times.when(expression, mood)
                if when is not None and when.start is not None and when.end is not None and not some_hours(when):
                    return when if clause.dep_ == "advcl" else whole_day(when)
        return None

    def _governed(self, event: Event, mood: Modality) -> When | None:
        """The time of the clause that an event's clause fills out: "was hit on Monday, killing a woman"."""
        token = self.parse.doc[event.trigger]
        if mood is Modality.ONGOING and is_outcome(token):
            mood = Modality.HAPPENED  # "six of them being killed": as far as what it is told with
        if mood is not Modality.HAPPENED:
            return None
        named = self._when_named(token, mood)
        if named is not None:
            return named
        if (counted := self._counted_up_to(token, mood)) is not None:
            return counted
        for clause in governing(token):
            own = [c.i for c in clause.children if c.dep_ in _OTHER_CLAUSES | _DESCRIBING and syntax.is_verb(c)]
            words = syntax.subtree(clause, without=own) - syntax.subtree(token)
            for expression in self.times.inside(words):
                when = self.times.when(expression, mood) if self._is_of(expression, clause) else None
                if when is not None and when.start is not None and when.end is not None:
                    return replace(in_whole_days(whole_day(when)), basis=Basis.INFERRED, words="")
            if (when := self._when_named(clause, mood)) is not None:
                return when
            if self._is_deed(event) and (when := self.nearby.day(clause.i)) is not None:
                return when
        return None

    def _counted_up_to(self, token: Token, mood: Modality) -> When | None:
        """ "reported 31 dead by Friday", "has counted 112 since Monday": a stretch is of what is counted."""
        token = token.head if token.dep_ == "acl" and token.tag_ == "VBN" else token
        while token.dep_ == "conj" and not syntax.is_verb(token):
            token = token.head  # "has counted 92 dead and 822 injured since Monday"
        verb = counted_by(token) or reported_by(token) or put_at(token)
        if verb is None:
            return None
        for expression in self.times.inside(syntax.subtree(verb)):
            stretch = expression.words.lower().startswith(_STRETCHES) and self._is_of(expression, verb)
            if stretch or self._is_days_toll(expression):
                when = self.times.when(expression, mood)
                return replace(in_whole_days(when), basis=Basis.INFERRED, words="") if when is not None else None
        return None

    def _is_days_toll(self, expression: TimeExpression) -> bool:
        """ "put Saturday's toll at 140": of the Saturday."""
        day = self.parse.doc[self.parse.token_at(expression.start)]
        return day.dep_ == "poss" and day.head.dep_ == "dobj" and day.head.lemma_.lower() in TOLLS

    def _when_named(self, verb: Token, mood: Modality) -> When | None:
        """ "since Sunday, when the army took the town": the Sunday itself."""
        opened = opening_when(verb)
        if opened is None:
            return None
        start = self.parse.starts[opened.i]
        n = bisect_left(self.times.found, start, key=start_of) - 1
        expression = self.times.found[n] if n >= 0 else None
        if expression is None or self.parse.text[expression.end : start].strip(" ,\n"):
            return None
        form = expression.form.inner if isinstance(expression.form, Bound) else expression.form
        found = self.times.when(expression, mood)
        if form is not expression.form:
            found = replace(expression, form=form).when(self.report.published, self.report.zone)
        return replace(whole_day(found), basis=Basis.INFERRED, words="") if found is not None else None

    def _under_heading(self, event: Event, mood: Modality) -> When | None:
        """ "6 September. Shells fall on the town": in a chronology, the time that the line opens with."""
        found = heading_at(self.headings, self.parse.starts[event.trigger]) if self.headings else None
        now = mood is Modality.HAPPENED or (mood is Modality.DENIED and self._is_deed(event))
        verb = self._verb_of(event)
        told = now and found is not None and tells_now(verb) and not self._goes_on(event)
        return found if told and not any(c.lower_ in _LATER for c in syntax.children(verb, "advmod")) else None

    def _goes_on(self, event: Event) -> bool:
        """ "shells the town every day", "remains shut": not of the time of a heading alone."""
        verb = self._verb_of(event)
        near = (verb, *syntax.children(verb, "aux", "auxpass"), *((verb.head,) if verb.dep_ in _FILLING else ()))
        if any(t.lemma_.lower() in _REMAINING or t.lower_ == "remains" for t in near):
            return True
        words = (self.parse.doc[i] for i in said_in(self.parse, event))
        return any(w.lower_ in _ALWAYS or (w.lower_ in _EACH and w.head.lemma_.lower() in _TURNS) for w in words)

    def _day_in_mind(self, event: Event, mood: Modality, *, counts: bool) -> When | None:
        """Of a deed told without a day: the day that the text is telling of."""
        told = mood is Modality.HAPPENED and not event.noun
        verb = self._verb_of(event) if event.type == "STATE" else self.parse.doc[event.trigger]
        if not told or self._is_a_term(event):
            return None
        if self._is_deed(event):
            return self.nearby.day(verb.i)
        happened = counts and event.type == "STATE" and not lasts(verb) and self.period is None
        return self.nearby.day(verb.i, near=True) if happened else None

    def _of_the_one_told(self, event: Event, mood: Modality) -> When | None:
        """ "blamed the rebels for the attack": an attack that was just told, and so its day."""
        noun = self.parse.doc[event.trigger]
        pointed = any(c.lower_ in ("the", "that", "this") for c in syntax.children(noun, "det")) and noun.tag_ == "NN"
        known = event.noun and event.type == "ASSAULT" and noun.lemma_.lower() in _ONE_ATTACK
        return self.nearby.just_told(noun) if pointed and known and mood is Modality.HAPPENED else None

    def _is_deed(self, event: Event) -> bool:
        nouns = {self.parse.doc[i].lemma_.lower() for i in event.concerned}
        hurt = event.type == "STATE" and event.mode in _HURT and not self._sums_up(event)
        return hurt or event.type in _DEEDS or (event.type == "REJECT" and "list" in nouns)

    def _sums_up(self, event: Event) -> bool:
        """ "put the toll at 140", "the number of dead rose to 45": all so far, and not of one day."""
        return bool({self.parse.doc[event.trigger].lemma_.lower(), self._verb_of(event).lemma_.lower()} & SUMS)

    def _in_the_period(self, event: Event, mood: Modality) -> When | None:
        """In a summary of a week or a day, what is told without a time happened in the time that it covers."""
        told = mood is Modality.HAPPENED and not event.noun
        return self.period if told and tells(self._verb_of(event)) else None

    def _in_all(self, event: Event) -> When | None:
        """A running total whose beginning no words fix: up to the publication."""
        published = self.report.published
        said = stretches(self.parse, said_in(self.parse, event))
        told = [q for q in within(self.qualities, said) if q.cue.quality == "in all"]
        told = [q for q in told if q.cue.fits(event.type, event.mode)]
        if not told or published is None or published.end is None:
            return None
        words = self.parse.text[told[0].start : told[0].end]
        return When(None, published.end, Precision.SPAN, Basis.INFERRED, words, self.report.zone)

    # --- times and figures --------------------------------------------------------------------------
    def _is_a_term(self, event: Event) -> bool:
        """Whether the sentence tells of what is done for each of something, not of one day."""
        rates = self._figures_beside(event.trigger)
        return any(f.figure.per is not None and f.figure.per.unit not in ("day", "week", "hour") for f in rates)

    def _figures_beside(self, token: int) -> Sequence[FoundFigure]:
        """The figures of the sentence that a token stands in."""
        sentence = self.parse.doc[token].sent
        start, end = self.parse.starts[sentence.start], self.parse.ends[sentence.end - 1]
        first, last = (bisect_left(self.figures, at, key=start_of) for at in (start, end))
        return self.figures[first:last]

    def _right_after(self, figure: FoundFigure) -> list[TimeExpression]:
        """ "39 of them in the past 24 hours": the time that stands right behind the words of a figure."""
        return self.times.at(max(figure.end, self.parse.ends[max(self._words_of(figure))]))

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

    def _next_figure(self, figure: FoundFigure) -> int:
        n = bisect_left(self.figures, figure.end, key=start_of)
        return self.figures[n].start if n < len(self.figures) else len(self.parse.text)


def _is_from(expression: TimeExpression) -> bool:
    return expression.words.lower().startswith(FROM)


def said_in(parse: Parse, event: Event) -> set[int]:
    """The clause of an event with its "since" clause, but no other."""
    verb = parse.doc[event.trigger]
    cut = [c.i for c in verb.children if c.dep_ in _OTHER_CLAUSES and syntax.is_verb(c) and not is_since(c)]
    return syntax.subtree(verb, without=cut)
