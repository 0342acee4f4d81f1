"""Incidental: acts that are told only to say which people, when, what for or under what condition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import arguments, syntax
from truceline.reading.attribution import Attribution, Kind
from truceline.reading.details import Details
from truceline.reading.event import Event
from truceline.reading.parse import Parse
from truceline.reading.sayings import is_question
from truceline.reading.setting import Setting

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_WHEN = frozenset({"before", "since", "after", "until", "till"})
_BOUNDED = frozenset({"long", "soon", "far", "much", "many", "often"})
"""What stands before the "as" of a clause that says how far the rest holds: "for as long as"."""


@dataclass(frozen=True)
class Incidental:
    """Asked for one act at a time."""

    parse: Parse
    details: Details
    setting: Setting

    def only_mentioned(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """Whether an act is told for the sake of another alone."""
        if self.only_names(event, chain) or self.only_dates(event, chain):
            return True
        said = any(a.content_head == event.trigger for a in chain)  # "accused them of planning to stage a raid"
        return (self.only_adds(event) and not said) or self.only_condition(event, chain)

    def only_names(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """A participle or relative clause that only says which people are meant: "the hostages held there"."""
        token = self._clause_top(event.trigger)
        if token.head.lower_ in ("those", "them") and token.head.dep_ == "pobj":
            # "several women are among those held": it is said of the women, not only used to name them.
            return False
        reported = bool(chain) and all(a.stance is Stance.ASSERTS for a in chain)
        if reported and chain[-1].kind is Kind.NOMINAL and chain[-1].content_head == token.head.i:
            return False  # "confirmed reports of a man injured by shelling"
        if token.dep_ == "acl" and syntax.main_verb(token.sent.root).i == token.i:
            return False  # "The truce between the two largely held.": the parser takes the verb for a participle
        if (
            token.dep_ not in ("acl", "relcl")
            or token.tag_ == "VB"
            or event.noun
            or token.i in {a.content_head for a in chain}
        ):
            return False
        if any(c.lower_ in ("each", "every") for c in token.head.children):
            return True
        same = any(e.type == event.type for e in self.setting.by_trigger.get(token.head.head.i, ()))
        if token.dep_ == "acl" and event.type != "STATE" and not same and arguments.agent(token) is not None:
            return False  # "a truce brokered by the envoy": who did it is told besides
        if token.dep_ == "relcl" and event.mode != "held":
            return False
        counted = any(f.token in event.clause or f.token == token.head.i for f in self.details.figures)
        return not counted and not self.details.dating.names_a_day(event)

    def _clause_top(self, trigger: int) -> Token:
        """The event's word, or the participle that it hangs from: "aimed at securing the release"."""
        token = self.parse.doc[trigger]
        while token.dep_ in ("pcomp", "prep", "dobj", "conj", "pobj", "xcomp") and not syntax.is_root(token):
            token = token.head
        return token if token.dep_ == "acl" else self.parse.doc[trigger]

    def only_judged(self, event: Event) -> bool:
        """What is praised or blamed is taken as known: the judgement is the claim."""
        return event.trigger in self.setting.judged_heads

    def asks_not_to_be_named(self, event: Event) -> bool:
        """ "asked not to be named": how somebody speaks, not what is done."""
        token = self.parse.doc[event.trigger]
        asked = [token, *syntax.children(token, "xcomp", "ccomp", "advcl")]
        return any(
            t.lemma_ in ("name", "identify", "quote")
            and syntax.is_passive(t)
            and {t.lemma_, t.head.lemma_} & {"ask", "request", "decline", "refuse"}
            for t in asked
        )

    def only_asked(self, event: Event) -> bool:
        """ "asked about the raid, she said", "asked whether it would go on, he said": what reporters did."""
        token = self.parse.doc[event.trigger]
        return is_question(token) and not syntax.children(token, "xcomp")

    def only_aims(self, event: Event) -> bool:
        """A purpose that hangs from another act: "to keep the pauses going"."""
        token = self.parse.doc[event.trigger]
        if event.noun or not syntax.is_purpose(token) or token.head.i not in self.setting.triggers:
            return False
        counted = any(f.token in event.clause and not f.duration for f in self.details.figures)
        return not counted and not self.details.dating.names_a_day(event)

    def only_adds(self, event: Event) -> bool:
        """A purpose or a bound of another act, which is told with that act."""
        return self.only_aims(event) or only_bounds(self.parse.doc[event.trigger])

    def only_condition(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """A clause that only says under what condition the rest is: "if the fighting stopped"."""
        token = self.parse.doc[event.trigger]
        if token.dep_ != "advcl" or event.noun or token.i in {a.content_head for a in chain}:
            return False
        return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.children)

    def only_dates(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """A clause that only tells when the rest was: "before the truce ended", "before it was due to end"."""
        token = self.parse.doc[event.trigger]
        while token.dep_ in ("xcomp", "acomp") and token.tag_ != "VBG":
            token = token.head
        if token.dep_ not in ("advcl", "pcomp") or event.noun or token.i in {a.content_head for a in chain}:
            return False
        marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "advmod")}
        marks |= {token.head.lower_} if token.dep_ == "pcomp" or token.head.dep_ == "prep" else set()
        counted = any(f.token in event.clause and not f.duration for f in self.details.figures)
        if marks & _WHEN == {"since"} and event.type == "REJECT":
            return False  # "since it had failed to": because
        return bool(marks & _WHEN) and not counted and not self.details.dating.names_a_day(event, alone=True)


def only_bounds(verb: Token) -> bool:
    """ "for as long as the guards stayed away": a clause that says how far the rest holds."""
    marks = (c for c in verb.children if c.lower_ == "as" and 0 < c.i < verb.i)
    return verb.dep_ == "advcl" and any(c.nbor(-1).lower_ in _BOUNDED for c in marks)
