"""Setting: the attributions and acts of a report, looked up by the tokens that they hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import syntax
from truceline.reading.attribution import PUT_FORWARD, Attribution, Kind
from truceline.reading.details import Details
from truceline.reading.event import Event
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

LASTING = frozenset(["be", "remain", "stay", "need", "stand", "belong"])
"""Verbs of being: what was so when it was said is told as lasting."""
_CEASING = frozenset("stop halt cease hold end suspend silence lay respect observe honour honor uphold keep".split())
"""What is agreed or promised with these is a truce, not a deal about one."""
_SERIES = frozenset({"series", "string", "spate", "wave", "number", "campaign", "host", "dozen", "score"})
_TOLD_THROUGH = frozenset({"by", "in", "during"})
"""What leads from people who were killed to the deed that killed them."""
_REPORTS = frozenset({"report", "news", "allegation", "claim", "account", "rumour", "rumor", "word", "case", "wave"})

_PRAISING = frozenset("welcome praise hail applaud commend salute laud thank".split())
"""What somebody does with these is told of him, as "thanked" is; what he blames, he says to be so."""


@dataclass(frozen=True)
class Setting:
    """What stands around each act of one report."""

    parse: Parse
    details: Details
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]

    def around(self, token: int) -> tuple[Attribution, ...]:
        """The attributions whose content holds a token, the widest first."""
        return self._holding.get(token, ())

    @cached_property
    def _holding(self) -> dict[int, tuple[Attribution, ...]]:
        """Token -> the attributions whose content holds it, the widest first."""
        found: dict[int, list[Attribution]] = {}
        for a in sorted(self._said, key=lambda a: -len(a.content)):
            for token in a.content:
                found.setdefault(token, []).append(a)
        return {token: tuple(held) for token, held in found.items()}

    @cached_property
    def _said(self) -> list[Attribution]:
        return [a for a in self.attributions if not self.only_told(a)]

    @cached_property
    def cued(self) -> dict[int, Attribution]:
        """Token -> the first attribution that it is a cue of."""
        return {token: a for a in reversed(self.attributions) for token in a.cue}

    @cached_property
    def named_in(self) -> dict[int, list[Attribution]]:
        """Token -> the attributions that have it in any role."""
        found: dict[int, list[Attribution]] = {}
        for a in self._said:
            for token in {*a.content, *a.cue, *a.source}:
                found.setdefault(token, []).append(a)
        return found

    @cached_property
    def by_trigger(self) -> dict[int, list[Event]]:
        """Token -> the acts that it tells."""
        found: dict[int, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.trigger, []).append(event)
        return found

    @cached_property
    def triggers(self) -> frozenset[int]:
        """The verbs that tell an act."""
        return frozenset(e.trigger for e in self.events if not e.noun)

    @cached_property
    def carried(self) -> frozenset[int]:
        """Verbs that only say what another is about: the "release" of "refused to release"."""
        events = {e.trigger: e for e in self.events}
        found = set()
        for event in self.events:
            for i in event.carried:
                inner = events.get(i)
                says = event.type == "REJECT" or event.mode == "ceasefire"  # "refused to free", "stopped shooting"
                held = inner is not None and inner.mode == "ceasefire" and event.type != "REQUEST"
                held = held and not (event.type == "AGREE" and self.parse.doc[i].lemma_.lower() in _CEASING)
                same = inner is not None and inner.type == event.type  # "failed to hand over a list"
                if inner is not None and (says or inner.type == "AGREE" or held or same):
                    found.add(i)
        found |= {e.trigger for e in self.events if not e.noun and self._is_let(e, events)}
        return frozenset(found)

    def _is_let(self, event: Event, events: dict[int, Event]) -> bool:
        """The "go" of "let 30 prisoners go": the same deed, told by the verb that it hangs from."""
        token = self.parse.doc[event.trigger]
        if token.tag_ != "VB" or token.dep_ not in ("ccomp", "xcomp") or syntax.children(token, "aux"):
            return False
        outer = events.get(token.head.i)
        return outer is not None and outer.type == event.type

    @cached_property
    def replaced(self) -> frozenset[int]:
        """Verbs of agreeing whose act is the thing agreed to: "agreed to free the prisoners"."""
        known = {e.trigger for e in self.events} - self.carried
        return frozenset(e.trigger for e in self.events if e.type == "AGREE" and known.intersection(e.carried))

    @cached_property
    def judgements(self) -> frozenset[int]:
        """Cues that are praise or blame of what they name: "condemned the attack"."""
        judged = {e.trigger for e in self.events if e.type in ("ACCUSE", "SUPPORT") and not e.noun}
        own = (a for a in self.attributions if a.kind is Kind.NOMINAL and a.stance is Stance.ASSERTS)
        return frozenset(a.cue_head for a in own if a.cue_head in judged)

    def only_told(self, attribution: Attribution) -> bool:
        """ "welcomed the truce": what somebody did, so that nothing told inside is what he says."""
        verb = self.parse.doc[attribution.cue_head]
        named = attribution.source_head is not None and verb.lemma_.lower() in _PRAISING
        return named and attribution.cue_head in self.judgements

    @cached_property
    def judged_heads(self) -> frozenset[int]:
        """What is praised or blamed."""
        return frozenset(a.content_head for a in self.attributions if a.cue_head in self.judgements)

    def events_in(self, attribution: Attribution) -> list[Event]:
        """The acts told in what somebody says."""
        inside = [e for i in attribution.content for e in self.by_trigger.get(i, ()) if not e.weak]
        return [e for e in inside if not e.noun or self.noun_stands(e, (attribution,))]

    def noun_stands(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """A noun is an act of its own at the head of what is said, or with a figure of its own."""
        token = self.parse.doc[event.trigger]
        heads = {a.content_head for a in chain}
        if token.i in heads or (token.dep_ == "conj" and token.head.i in heads):
            return True
        whose = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        if whose.i in heads and whose.lemma_.lower() in _SERIES:
            return True  # "accused them of a series of attacks"
        if whose.i != token.i and any(e.noun for e in self.by_trigger.get(whose.i, ())):
            return False  # "violations of the February truce": the violations are what is told
        if whose.i != token.i and whose.lemma_.lower() in _REPORTS and whose.i not in self.cued:
            return True  # "received reports of the abduction of eight students"
        wanted = bool(chain) and chain[-1].kind is Kind.ACTION and chain[-1].stance in PUT_FORWARD
        if wanted and not syntax.is_verb(self.parse.doc[chain[-1].content_head]):
            return False  # "called for an enquiry into the strike of 1 March": the strike is not what is wanted
        if self._is_told_by_its_toll(event):
            return False
        if self.details.dating.names_a_day(event) or (event.type == "REJECT" and event.actors and chain):
            return True
        if any(f.token in event.clause and f.token != event.trigger and not f.duration for f in self.details.figures):
            return token.lemma_ in ("release", "exchange", "swap", "return", "handover") or token.dep_ == "nsubj"
        return False

    def _is_told_by_its_toll(self, event: Event) -> bool:
        """ "Five were killed in a raid on Monday": the raid is what the killing of five tells already."""
        token = self.parse.doc[event.trigger]
        if event.type != "ASSAULT" or token.dep_ != "pobj" or token.head.lower_ not in _TOLD_THROUGH:
            return False
        return any(e.type == "ASSAULT" and not e.noun for e in self.by_trigger.get(token.head.head.i, ()))

    def joined_heads(self, head: int, within: set[int]) -> list[Token]:
        """The verbs joined to a verb by "and", with words of their own."""
        verbs = [c for c in self.parse.doc[head].conjuncts if c.i > head and c.i in within and syntax.is_verb(c)]
        return [v for v in verbs if len(syntax.own_clause(v) & within) > 1]

    def hangs_below(self, event: Event, attribution: Attribution) -> bool:
        """Whether an act is told in a clause below what is said, which tells something itself."""
        head, token = self.parse.doc[attribution.content_head], self.parse.doc[event.trigger]
        if attribution.kind is not Kind.CLAUSE or not syntax.is_verb(head) or head.lemma_ in LASTING:
            return False
        below = [t for t in (token, *token.ancestors) if t.dep_ in ("advcl", "relcl") and head.is_ancestor(t)]
        return bool(below) and len(syntax.own_clause(head) & set(attribution.content)) > 2
