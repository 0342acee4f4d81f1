"""Nearby: the day that a clause without one is told of, taken from the times around it.

Law 6: what is taken over is labelled as inferred, and the day of publication is never used.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from truceline.model import Basis, Precision, Report, When
from truceline.reading import lexicon, syntax
from truceline.reading.parse import Parse
from truceline.reading.times.moments import FINE

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_A_DAY = timedelta(days=1)
_RECENT = timedelta(days=8)
_AGO = timedelta(days=120)
"""How far back a day or month may be that the next sentence takes over; not a day of a past year that is told of."""
_TRYING = frozenset("try attempt begin start manage continue fail go come keep".split())
_SENTENCES = 5
"""How far back a day is still in mind."""
_NEAR_SENTENCES = 2
_LASTING = frozenset("be have hold remain stay stand lie want need know own owe seem continue keep say".split())
_SHARES = frozenset("much most part all rest end start beginning middle course".split())
_NOT_THEN = frozenset("had has have will would shall may might could should must to".split())
_LONG_EVENTS = frozenset("war conflict truce ceasefire fighting siege blockade invasion offensive revolution".split())
_ASIDE = frozenset({"relcl", "acl", "advcl", "appos"})
_BLAMING = frozenset("accuse blame condemn criticise criticize".split())
_REFUSING = frozenset({"refuse", "reject", "decline"})
_EARLIER = frozenset("already earlier previously before once long first never ever".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A time that the text names of what it tells, in the token where it stands."""

    token: int
    holder: int
    """The verb that it hangs from."""
    when: When
    near: bool = True
    """Whether it is a day of the last week, which stays in mind for some sentences."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """The days that the report's own telling moves through."""

    parse: Parse
    told: tuple[Told, ...]
    held: Mapping[int, Told] = field(default_factory=dict)
    """By each verb the last time that hangs from it."""
    spans: tuple[Told, ...] = ()
    """The stretches, closed at both ends, that the telling goes through."""

    @classmethod
    def of(cls, parse: Parse, report: Report, times: Iterable[tuple[int, When | None]]) -> Nearby:
        """``times`` are the resolved times with the tokens where they begin, in order of the text."""
        end = report.published.end if report.published is not None else None
        found, spans = [], []
        for token, when in times:
            if when is None or when.start is None or when.end is None or end is None or when.start >= end:
                continue
            holder = _holder(parse.doc[token])
            if holder is not None and _is_since(holder):
                continue
            if when.precision is Precision.SPAN:
                if holder is not None and _past(holder) and when.end <= end and when.end - when.start > _A_DAY:
                    spans.append(Told(token, holder.i, when))
                continue
            past = holder is not None and (not syntax.is_verb(holder) or _past(holder) or _owns(parse.doc[token]))
            followed = when.precision in FINE and when.basis is Basis.INFERRED
            if holder is not None and past and (followed or end - _AGO <= when.start):
                near = when.precision in FINE and end - _RECENT <= when.start
                found.append(Told(token, holder.i, when, near))
        return cls(parse, tuple(found), {t.holder: t for t in found}, tuple(spans))

    def day(self, trigger: int, *, near: bool = False) -> When | None:
        """The day of a finite verb in the past: that of a clause around it, else the last one told before it.

        ``near``: not one that was told in a paragraph before, or more than two sentences before.
        """
        verb = self.parse.doc[trigger]
        around, blamed = self._around(verb), is_blamed(verb)
        if not (tells(verb) or (blamed and around is None)) or _before_all(verb):
            return None
        if (span := self._stretch(verb)) is not None:
            return span
        found = around or (None if _perfect(verb) and not blamed else self._before(verb))
        if found is None or (_pluperfect(verb) and (around is not None or not self._in_mind(found, verb))):
            return None  # "had been shot": before what the text is telling of
        if near and not self._is_close(found, verb):
            return None
        if not found.near:
            return self._just_told(found, verb)
        if found.when.date is None:
            return None
        return When.day(found.when.date, zone=found.when.zone, basis=Basis.INFERRED)

    def just_told(self, noun: Token) -> When | None:
        """The day of what "the attack" points back to: told in this sentence or in the two before it."""
        found = self._before(noun)
        if found is None or found.when.date is None or found.when.precision not in FINE or not found.near:
            return None
        first = noun.sent.start
        for _ in range(_NEAR_SENTENCES):
            first = self.parse.doc[first - 1].sent.start if first else 0
        known = found.token >= first
        return When.day(found.when.date, zone=found.when.zone, basis=Basis.INFERRED) if known else None

    def _stretch(self, verb: Token) -> When | None:
        """ "Five were killed over the past 48 hours. Two were hurt": a stretch is still meant in the next sentence."""
        n = bisect_left(self.spans, verb.sent.start, key=lambda t: t.token)
        span = self.spans[n - 1] if n and verb.sent.start else None
        if span is None or _pluperfect(verb) or self._around(verb) is not None:
            return None
        before = self.parse.doc[verb.sent.start - 1].sent
        day = self._before(verb)
        if span.token < before.start or (day is not None and day.token > span.token):
            return None
        starts = self.parse.starts
        apart = "\n" in self.parse.text[starts[span.token] : starts[verb.i]]
        return None if apart else replace(span.when, basis=Basis.INFERRED, words="")

    def _in_one(self, found: Told, verb: Token) -> bool:
        """ "On Monday six were freed; two had come home before them": the same day, told in one sentence."""
        first = verb.sent.start
        while first and self.parse.doc[first - 1].text == ";":
            first = self.parse.doc[first - 1].sent.start
        return found.token >= first

    def _in_mind(self, found: Told, verb: Token) -> bool:
        """ "Shells fell on Monday. The army said it had hit a depot": what is reported in the past perfect was then."""
        return self._in_one(found, verb) or is_reported(verb)

    def _just_told(self, found: Told, verb: Token) -> When | None:
        """A day or month further back is meant only where the sentence before, or this one, tells it."""
        first = verb.sent.start
        first = self.parse.doc[first - 1].sent.start if first else 0
        if found.token < first:
            return None
        return replace(found.when, basis=Basis.INFERRED, words="")

    def _is_close(self, told: Told, verb: Token) -> bool:
        first = verb.sent.start
        for _ in range(_NEAR_SENTENCES):
            first = self.parse.doc[first - 1].sent.start if first else 0
        starts, dated = self.parse.starts, self.parse.doc[told.token].dep_ in ("compound", "nmod")
        return not dated and told.token >= first and "\n" not in self.parse.text[starts[told.token] : starts[verb.i]]

    def _around(self, verb: Token) -> Told | None:
        """ "..., the ministry announced on Monday"."""
        above = (self.held.get(t.i) for t in verb.ancestors if syntax.is_verb(t))
        return max((t for t in above if t is not None), key=lambda t: t.token, default=None)

    def _before(self, verb: Token) -> Told | None:
        first = verb.sent.start
        for _ in range(_SENTENCES):
            first = self.parse.doc[first - 1].sent.start if first else 0
        n = bisect_left(self.told, verb.i, key=lambda t: t.token)
        return self.told[n - 1] if n and self.told[n - 1].token >= first else None


def _past(verb: Token) -> bool:
    """Whether a verb tells of the past: not of what is planned, demanded or goes on."""
    while verb.dep_ == "conj" and syntax.is_verb(verb.head) and verb.tag_ == "VBN":
        verb = verb.head
    if syntax.is_scheduled(verb):
        return verb.head.tag_ == "VBD"
    if verb.dep_ == "xcomp" and verb.head.lemma_ in _TRYING:
        return _past(verb.head)
    helpers = {c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if "MD" in helpers or verb.tag_ in ("VB", "VBG", "VBZ", "VBP"):
        return False
    return not any(syntax.is_scheduled(c) for c in verb.children)


def _holder(token: Token) -> Token | None:
    """The verb that a time hangs from, or the noun of a sentence without one; None where it only describes."""
    found, opens = None, token.i - token.sent.start <= 1
    while True:
        if found is None and syntax.is_verb(token):
            found = token
        if token.dep_ in ("relcl", "acl") or (found is None and _is_of(token)):
            return _root(token) if opens else None
        if syntax.is_root(token):
            return found or (token if opens or token.pos_ in ("NOUN", "PROPN") else None)
        token = token.head


def _is_since(verb: Token) -> bool:
    """ "the first raid since a truce took hold last week": the telling is not there."""
    return verb.dep_ == "advcl" and any(c.lower_ == "since" and c.dep_ == "mark" for c in verb.children)


def _owns(token: Token) -> bool:
    """ "owns up to last night's attack": the attack was then, whatever is done about it now."""
    while token.dep_ in ("amod", "compound", "det", "nummod"):
        token = token.head
    return token.dep_ == "poss"


def _is_of(token: Token) -> bool:
    """ "the truce of Monday"; not "for much of Monday", and not what a sentence is about, "the strike of 26 May"."""
    if token.dep_ != "pobj" or token.head.lower_ != "of":
        return False
    noun = token.head.head
    return noun.lower_ not in _SHARES and noun.dep_ not in ("nsubj", "nsubjpass")


def _root(token: Token) -> Token | None:
    while not syntax.is_root(token):
        token = token.head
    return token if syntax.is_verb(token) else None


def tells(verb: Token) -> bool:
    """Whether a verb tells an act of the past, in a clause of its own."""
    aside = any(t.dep_ in _ASIDE for t in (verb, *verb.ancestors)) and not _spelt_out(verb)
    if not syntax.is_verb(verb) or aside:
        return False
    words = syntax.helpers(verb)
    if verb.dep_ == "conj" and not words and syntax.is_verb(verb.head):
        words = syntax.helpers(verb.head)
    return verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(words & {"was", "were", "had", "have", "has"}))


def is_reported(verb: Token) -> bool:
    """Whether a verb tells what somebody said, with no word that sets it further back: "said it had hit a depot"."""
    while verb.dep_ == "conj" and syntax.is_verb(verb.head):
        verb = verb.head
    saying = verb.head
    if verb.lemma_.lower() in _REFUSING:
        return False  # "said that Peru had refused the list": why something came about, and so before it
    if verb.dep_ not in ("ccomp", "pcomp") or saying.tag_ != "VBD" or saying.lemma_.lower() not in lexicon.cues().verbs:
        return False
    return not any(c.lower_ in _EARLIER for c in verb.children)


def is_blamed(verb: Token) -> bool:
    """ "accused the army of shelling the port", "claimed to have hit a depot": what somebody is told to have done."""
    while verb.dep_ == "conj" and syntax.is_verb(verb.head) and verb.tag_ == verb.head.tag_:
        verb = verb.head
    if verb.tag_ == "VBN" and verb.dep_ == "xcomp" and {"to", "have"} <= syntax.helpers(verb):
        return verb.head.lemma_.lower() in lexicon.cues().verbs
    of = verb.head
    if verb.tag_ != "VBG" or verb.dep_ != "pcomp" or of.lower_ not in ("of", "for") or syntax.helpers(verb):
        return False
    blaming = syntax.verb_over(of.head)
    return blaming.tag_ == "VBD" and blaming.lemma_.lower() in _BLAMING


def _spelt_out(verb: Token) -> bool:
    """ "The worst came on Monday: strikes which left nine dead": what stands right behind the colon is told as well."""
    first = verb.head.left_edge.i
    return verb.dep_ == "relcl" and first > 0 and verb.doc[first - 1].text == ":"


def tells_now(verb: Token) -> bool:
    """Whether a verb tells what happened then, in the past or in the vivid present: not before it, and not after."""
    helpers = syntax.helpers(verb)
    if helpers & _NOT_THEN or verb.dep_ in ("acl", "relcl"):
        return False
    return verb.tag_ in ("VBD", "VBZ", "VBP", "VBN", "VBG") or not syntax.is_verb(verb)


def is_vivid(verb: Token) -> bool:
    """Whether a verb in the present tells a deed, not a state or something under way: "are greeted", "reaches"."""
    passive = verb.tag_ == "VBN" and any(c.dep_ == "auxpass" and c.tag_ in ("VBZ", "VBP") for c in verb.children)
    simple = verb.tag_ in ("VBZ", "VBP") and verb.lemma_ not in _LASTING
    return (simple or passive) and tells_now(verb)


def lasts(verb: Token) -> bool:
    """ "were", "remained": a verb of a state, not of what came about on a day."""
    return verb.lemma_.lower() in _LASTING


def _before_all(verb: Token) -> bool:
    """ "Before the war about 500 lorries came in each day": not of the day that the text is telling of."""
    led = (c for c in syntax.children(verb, "prep") if c.lower_ in ("before", "until", "till") and c.i < verb.i)
    return any(n.lemma_.lower() in _LONG_EVENTS for c in led for n in syntax.children(c, "pobj"))


def _pluperfect(verb: Token) -> bool:
    return any(c.lower_ == "had" and c.dep_ == "aux" for c in verb.children)


def _perfect(verb: Token) -> bool:
    return any(c.lower_ in ("has", "have") and c.dep_ == "aux" for c in verb.children)
