"""Drafts: which of the acts and figures of a parse are claims, whose, and in which words.

An act inside what somebody says is that speaker's; outside it is the report's own. What somebody
says without any act that can be coded is a state, and so is a figure that no act counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.model import Modality, PartyKind, Polarity, Stance
from truceline.reading import lexicon, modality, syntax
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.counting import Counting
from truceline.reading.details import Details, category_of
from truceline.reading.draft import PLAIN, Draft
from truceline.reading.events import Event
from truceline.reading.figures import FoundFigure
from truceline.reading.parse import Parse
from truceline.reading.parties import role_kind

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

ITSELF = {
    Stance.DEMANDS: "REQUEST",
    Stance.OFFERS: "AGREE",
    Stance.PROMISES: "AGREE",
    Stance.REJECTS: "REJECT",
    Stance.ACCUSES: "ACCUSE",
}
"""The act that a stance is by itself, where its content holds no act that can be coded."""
_PUT_FORWARD = frozenset({Stance.DEMANDS, Stance.OFFERS, Stance.PROMISES})
_TOLD = frozenset({Modality.HAPPENED, Modality.ONGOING, Modality.DENIED})
_WH = frozenset({"WDT", "WP", "WRB", "WP$"})
_WHEN = frozenset({"before", "since", "after", "until", "till"})
_NOT_TOLD = frozenset(
    {"if", "unless", "whether", "than", "before", "until", "till", "since", "how", "why", "that", "once"}
)
"""Marks of clauses that tell nothing by themselves."""
_DATING = frozenset({"after", "before"})
_BOUNDED = frozenset({"long", "soon", "far", "much", "many", "often"})
"""What stands before the "as" of a clause that says how far the rest holds: "for as long as"."""
_REPORTS = frozenset({"report", "news", "allegation", "claim", "account", "rumour", "rumor", "word", "case", "wave"})
_ASPECT = frozenset("continue begin start keep resume go proceed manage try attempt help stop cease come seem".split())
_LASTING = frozenset(["be", "remain", "stay", "need", "stand", "belong"])
"""Verbs of being: what was so when it was said is told as lasting."""
_OF_THINGS = frozenset("provide set contain cover leave cost take bring give include mean require make follow".split())
"""Verbs of which "it", with an object, is as often a paper or an event: "it sets no date"."""
_DOERS = frozenset({PartyKind.ARMED_FORCE, PartyKind.ARMED_GROUP, PartyKind.OFFICIAL, PartyKind.MONITOR})
_HURT = {"dead": "killed", "kill": "killed", "wounded": "wounded", "wound": "wounded", "injured": "wounded"}
_HURT |= {"injure": "wounded", "missing": "missing"}
_ASKING = frozenset({"what", "how", "who", "where", "why", "when"})
_STOPS = frozenset({".", "!", ":", "…"})
_HEADING = 12
"""A line of so few words without a full stop may be a heading."""
_ROLES = frozenset("lead command head chair run direct represent".split())
"""Verbs that only tell who somebody is: "who commands the army there"."""
_SHORT = 4
"""Relative clauses of so few words only name somebody."""
_WANTED = {
    "captive": ("RETREAT", "release"),
    "truce": ("RETREAT", "ceasefire"),
    "talks": ("CONSULT", None),
    "aid": ("AID", None),
    "currency": ("AID", None),
}
"""What somebody wants or offers who only names the thing: captives, to be let go."""


@dataclass(frozen=True)
class Drafting:
    """The drafts of one report."""

    parse: Parse
    details: Details
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]

    def drafts(self) -> tuple[Draft, ...]:
        found = [d for e in self.events for d in self._of_event(e)]
        found += list(self._of_silent(found))
        found += list(self._of_unsaid(found))
        found += list(self._of_plain_sentences(found))
        found += list(self._of_joined(found))
        found += list(self._of_clauses(found))
        found = [self._presupposed(d) for d in found if not self._is_asked(d)]
        found = self._counting.with_figures(found)
        found += list(self._of_loose_figures(found))
        # Words that are punctuation through and through leave the act's own word.
        return tuple(replace(d, content=d.content or (d.event.trigger,)) for d in found)

    def _is_asked(self, draft: Draft) -> bool:
        """ "Has the truce held?", "What we know so far": a question, or the heading over an answer, claims nothing."""
        sentence = self.parse.doc[draft.event.trigger].sent
        last = next((t for t in reversed(sentence) if not t.is_quote), None)
        if last is None:
            return False
        if last.text == "?":
            return all(a.kind is not Kind.POINTING for a in draft.chain)
        first = sentence[0]
        heads = first.lower_ in _ASKING and first.head.i == sentence.root.i and last.text not in _STOPS
        return heads and not draft.chain and len(sentence) <= _HEADING

    def _presupposed(self, draft: Draft) -> Draft:
        """ "eight hours after the truce took effect", inside what somebody says: told by the report, as known."""
        token = self.parse.doc[draft.event.trigger]
        inner = draft.chain and token.i != draft.chain[-1].content_head
        if inner and self._known_besides(draft, token):
            return replace(draft, chain=(), stance=Stance.ASSERTS)
        if not inner or token.dep_ not in ("advcl", "pcomp") or draft.event.noun:
            return draft
        dated = any(c.dep_ == "mark" and c.lower_ in _DATING for c in token.children)
        dated = dated or (token.dep_ == "pcomp" and token.head.lower_ in _DATING)
        own = syntax.children(token, "nsubj", "nsubjpass")
        if not dated or not own or draft.event.modality is not Modality.HAPPENED:
            return draft
        return replace(draft, chain=(), stance=Stance.ASSERTS)

    def _known_besides(self, draft: Draft, token: Token) -> bool:
        """ "asked for a way to the mills, where the wheat has lain since May": the wheat is no part of the wish."""
        if draft.chain[-1].stance not in _PUT_FORWARD or draft.event.modality not in _TOLD:
            return False
        clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl" and syntax.is_verb(t)), None)
        if clause is None or clause.i not in draft.chain[-1].content:
            return False
        first = clause.left_edge.i
        return first > 0 and self.parse.doc[first - 1].text == "," and self.parse.doc[first].tag_ in _WH

    @cached_property
    def _carried(self) -> frozenset[int]:
        """Verbs that only say what another is about: the "release" of "refused to release"."""
        events = {e.trigger: e for e in self.events}
        found = set()
        for event in self.events:
            for i in event.carried:
                inner = events.get(i)
                says = event.type == "REJECT" or event.mode == "ceasefire"  # "refused to free", "stopped shooting"
                if inner is not None and (says or inner.type == "AGREE" or inner.mode == "ceasefire"):
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
    def _replaced(self) -> frozenset[int]:
        """Verbs of agreeing whose act is the thing agreed to: "agreed to free the prisoners"."""
        known = {e.trigger for e in self.events} - self._carried
        return frozenset(e.trigger for e in self.events if e.type == "AGREE" and known.intersection(e.carried))

    # --- drafts ---------------------------------------------------------------------------------
    def _around(self, token: int) -> tuple[Attribution, ...]:
        """The attributions whose content holds a token, the widest first."""
        return self._holding.get(token, ())

    @cached_property
    def _holding(self) -> dict[int, tuple[Attribution, ...]]:
        """Token -> the attributions whose content holds it, the widest first."""
        found: dict[int, list[Attribution]] = {}
        for a in sorted(self.attributions, key=lambda a: -len(a.content)):
            for token in a.content:
                found.setdefault(token, []).append(a)
        return {token: tuple(held) for token, held in found.items()}

    @cached_property
    def _cued(self) -> dict[int, Attribution]:
        """Token -> the first attribution that it is a cue of."""
        return {token: a for a in reversed(self.attributions) for token in a.cue}

    @cached_property
    def _named_in(self) -> dict[int, list[Attribution]]:
        """Token -> the attributions that have it in any role."""
        found: dict[int, list[Attribution]] = {}
        for a in self.attributions:
            for token in {*a.content, *a.cue, *a.source}:
                found.setdefault(token, []).append(a)
        return found

    @cached_property
    def _by_trigger(self) -> dict[int, list[Event]]:
        found: dict[int, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.trigger, []).append(event)
        return found

    def _of_event(self, event: Event) -> Iterator[Draft]:
        if any(c.lower_ == "than" and c.dep_ == "mark" for c in self.parse.doc[event.trigger].children):
            return  # "less than was agreed" tells of no agreement
        own = self._cued.get(event.trigger) if not event.noun else None
        if (event.noun and self._only_judged(event)) or self._unnamed(event):
            return
        chain = tuple(a for a in self._around(event.trigger) if a is not own)
        if event.trigger in self._carried or (event.trigger in self._replaced and own is None):
            return
        if event.noun and not self._noun_stands(event, chain):
            return
        if any(a.stance is Stance.REJECTS for a in chain[-1:]) and own is None:
            return
        if any(a.kind is Kind.WITHHELD for a in chain):
            return
        if own is not None:
            yield from self._of_cue(event, own, chain)
            return
        if self._background(event, chain) or self._only_dates(event, chain) or self._only_aims(event):
            return
        if self._only_condition(event, chain) or _only_bounds(self.parse.doc[event.trigger]):
            return
        yield self._draft(event, chain)
        if len(chain) > 1 and chain[0].stance is Stance.DENIES and chain[1].source_head is not None:
            # What one side denies, the other whose charge it is still says.
            yield self._draft(event, chain[1:])

    def _background(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """A participle or relative clause that only says which people are meant: "the hostages held there"."""
        token = self._clause_top(event.trigger)
        if token.head.lower_ in ("those", "them") and token.head.dep_ == "pobj":
            # "several women are among those held": it is said of the women, not only used to name them.
            return False
        reported = bool(chain) and all(a.stance is Stance.ASSERTS for a in chain)
        if reported and chain[-1].kind is Kind.NOMINAL and chain[-1].content_head == token.head.i:
            return False  # "confirmed reports of a man injured by shelling"
        if token.dep_ == "acl" and _main_verb(token.sent.root).i == token.i:
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
        same = any(e.type == event.type for e in self._by_trigger.get(token.head.head.i, ()))
        if token.dep_ == "acl" and event.type != "STATE" and not same and syntax.agent(token) is not None:
            return False  # "a truce brokered by the envoy": who did it is told besides
        if token.dep_ == "relcl" and event.mode != "held":
            return False
        counted = any(f.token in event.clause or f.token == token.head.i for f in self.details.figures)
        return not counted and not self.details.names_a_day(event)

    def _clause_top(self, trigger: int) -> Token:
        """The event's word, or the participle that it hangs from: "aimed at securing the release"."""
        token = self.parse.doc[trigger]
        while token.dep_ in ("pcomp", "prep", "dobj", "conj", "pobj", "xcomp") and not syntax.is_root(token):
            token = token.head
        return token if token.dep_ == "acl" else self.parse.doc[trigger]

    @cached_property
    def _judgements(self) -> frozenset[int]:
        """Cues that are praise or blame of what they name: "condemned the attack"."""
        judged = {e.trigger for e in self.events if e.type in ("ACCUSE", "SUPPORT") and not e.noun}
        own = (a for a in self.attributions if a.kind is Kind.NOMINAL and a.stance is Stance.ASSERTS)
        return frozenset(a.cue_head for a in own if a.cue_head in judged)

    def _only_judged(self, event: Event) -> bool:
        """What is praised or blamed is taken as known: the judgement is the claim."""
        return event.trigger in self._judged_heads

    @cached_property
    def _judged_heads(self) -> frozenset[int]:
        return frozenset(a.content_head for a in self.attributions if a.cue_head in self._judgements)

    def _only_aims(self, event: Event) -> bool:
        """A purpose that hangs from another act: "to keep the pauses going"."""
        token = self.parse.doc[event.trigger]
        if event.noun or not syntax.is_purpose(token) or token.head.i not in self._triggers:
            return False
        counted = any(f.token in event.clause and not f.duration for f in self.details.figures)
        return not counted and not self.details.names_a_day(event)

    def _only_adds(self, event: Event) -> bool:
        """A purpose or a bound of another act, which is told with that act."""
        return self._only_aims(event) or _only_bounds(self.parse.doc[event.trigger])

    def _unnamed(self, event: Event) -> bool:
        """ "asked not to be named": how somebody speaks, not what is done."""
        token = self.parse.doc[event.trigger]
        asked = [token, *syntax.children(token, "xcomp", "ccomp", "advcl")]
        return any(
            t.lemma_ in ("name", "identify", "quote")
            and syntax.is_passive(t)
            and {t.lemma_, t.head.lemma_} & {"ask", "request", "decline", "refuse"}
            for t in asked
        )

    def _only_condition(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """A clause that only says under what condition the rest is: "if the fighting stopped"."""
        token = self.parse.doc[event.trigger]
        if token.dep_ != "advcl" or event.noun or token.i in {a.content_head for a in chain}:
            return False
        if token.lemma_ == "ask" and token.tag_ == "VBN" and not syntax.children(token, "xcomp"):
            return True  # "asked about the raid, she said"
        return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.children)

    def _only_dates(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
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
        return bool(marks & _WHEN) and not counted and not self.details.names_a_day(event, alone=True)

    def _of_cue(self, event: Event, own: Attribution, chain: tuple[Attribution, ...]) -> Iterator[Draft]:
        """The verb of an attribution that is an act itself: a demand, a refusal, an accusation."""
        inside = [e for e in self._events_in(own) if not (e.noun and e.type == "REJECT")]
        wants = own.stance in (Stance.DEMANDS, Stance.OFFERS, Stance.PROMISES)
        if chain and wants and (inside or self._implied(own)[0] != ITSELF[own.stance]):
            return
        if not chain and own.cue_head in self._judgements:
            yield Draft((own,), event, own.content, 0.8, own.stance)
            return
        if chain or own.kind is Kind.WITHHELD:
            draft = self._draft(event, chain)
            yield from self._split(replace(draft, content=tuple(sorted({*draft.content, *own.content}))), own)
        elif own.stance is Stance.ACCUSES and inside:
            whole = tuple(sorted({*own.source, *own.cue, *own.content}))
            yield Draft((), event, tuple(trimmed(self.parse, whole)), 0.6, Stance.ASSERTS)
        elif own.stance is Stance.REJECTS or (not inside and self._implied(own)[0] == ITSELF.get(own.stance, "STATE")):
            yield from self._split(Draft((own,), event, own.content, 0.8, own.stance), own)

    def _split(self, draft: Draft, own: Attribution) -> Iterator[Draft]:
        """A refusal of several things is several refusals: "offers to swap prisoners and to return bodies"."""
        verbs = [t for t in self._verbs_in(own) if t.dep_ == "conj" and t.i not in own.cue]
        verbs = verbs if own.stance is Stance.REJECTS else []
        parts = [syntax.subtree(t) & set(own.content) for t in verbs]
        first = set(draft.content).difference(*parts) if parts else set(draft.content)
        lead = first - (syntax.subtree(verbs[0].head) if verbs else set())
        nouns = [t for t in verbs[0].head.children if t.dep_ == "dobj"] if verbs else []
        concerned = tuple(t.i for t in nouns) or draft.event.concerned
        yield replace(draft, content=tuple(trimmed(self.parse, first)), event=replace(draft.event, concerned=concerned))
        for verb, part in zip(verbs, parts, strict=True):
            about = tuple(t.i for t in verb.children if t.dep_ == "dobj")
            yield replace(
                draft, content=tuple(trimmed(self.parse, part | lead)), event=replace(draft.event, concerned=about)
            )

    def _verbs_in(self, attribution: Attribution) -> list[Token]:
        return [t for i in attribution.content if syntax.is_verb(t := self.parse.doc[i])]

    def _events_in(self, attribution: Attribution) -> list[Event]:
        inside = [e for i in attribution.content for e in self._by_trigger.get(i, ()) if not e.weak]
        return [e for e in inside if not e.noun or self._noun_stands(e, (attribution,))]

    def _noun_stands(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """A noun is an act of its own at the head of what is said, or with a figure of its own."""
        token = self.parse.doc[event.trigger]
        heads = {a.content_head for a in chain}
        if token.i in heads or (token.dep_ == "conj" and token.head.i in heads):
            return True
        whose = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
        if whose.i != token.i and any(e.noun for e in self._by_trigger.get(whose.i, ())):
            return False  # "violations of the February truce": the violations are what is told
        if whose.i != token.i and whose.lemma_.lower() in _REPORTS and whose.i not in self._cued:
            return True  # "received reports of the abduction of eight students"
        wanted = bool(chain) and chain[-1].kind is Kind.ACTION and chain[-1].stance in _PUT_FORWARD
        if wanted and not syntax.is_verb(self.parse.doc[chain[-1].content_head]):
            return False  # "called for an enquiry into the strike of 1 March": the strike is not what is wanted
        if self.details.names_a_day(event) or (event.type == "REJECT" and event.actors and chain):
            return True
        if any(f.token in event.clause and f.token != event.trigger and not f.duration for f in self.details.figures):
            return token.lemma_ in ("release", "exchange", "swap", "return", "handover") or token.dep_ == "nsubj"
        return False

    @cached_property
    def _triggers(self) -> frozenset[int]:
        return frozenset(e.trigger for e in self.events if not e.noun)

    def _draft(self, event: Event, chain: tuple[Attribution, ...]) -> Draft:
        if not chain:
            content = trimmed(self.parse, self._own_words(event))
            return Draft((), event, tuple(content), 0.5 if event.weak else 0.7, Stance.ASSERTS)
        inner = chain[-1]
        whole = sum(not self._only_adds(e) for e in self._events_in(inner)) <= 1
        whole = whole and not self._joined_heads(inner.content_head, set(inner.content))
        whole = whole and not self._hangs_below(event, inner)
        whole = whole and not (inner.kind is Kind.NOMINAL and self._is_list(inner))
        words = set(inner.content) if whole else set(event.clause) & set(inner.content)
        content = trimmed(self.parse, words) or trimmed(self.parse, event.clause)
        stance = Stance.ACCUSES if self._blames(event, chain) else chain[0].stance
        return Draft(chain, event, tuple(content), 0.9 if inner.kind is Kind.CLAUSE else 0.8, stance)

    def _blames(self, event: Event, chain: tuple[Attribution, ...]) -> bool:
        """What goes on with an accusation, or names a breach and whose it is, is told against somebody."""
        if chain[0].stance is not Stance.ASSERTS or chain[0].source_head is None:
            return False
        if event.noun and event.type == "REJECT" and event.actors:
            return chain[0].source_head not in event.actors
        if event.type in ("STATE", "REJECT") or event.modality not in (Modality.HAPPENED, Modality.ONGOING):
            return False
        sentence = self.parse.doc[event.trigger].sent
        charges = (a for a in self.attributions if a.stance is Stance.ACCUSES and a.accused is not None)
        return any(sentence.start <= a.cue_head < chain[0].cue_head < sentence.end for a in charges)

    def _own_words(self, event: Event) -> set[int]:
        """The clause of an event in the report's own words, without whoever else is speaking in it."""
        around = {id(a) for a in self._around(event.trigger)}
        others = {i for i in event.clause if any(id(a) not in around for a in self._named_in.get(i, ()))}
        trigger = self.parse.doc[event.trigger]
        root = trigger.sent.root
        if not event.noun and not syntax.is_verb(root) and _main_verb(root).i == trigger.i:
            return set(range(trigger.sent.start, trigger.sent.end)) - others or {event.trigger}
        aspect = trigger.dep_ == "xcomp" and trigger.head.lemma_ in _ASPECT and trigger.head.i not in self._triggers
        if aspect and not event.noun:  # "continued to restrict the patrols": one clause
            return (syntax.own_clause(trigger.head) | set(event.clause)) - others or {event.trigger}
        top = trigger.head if syntax.is_scheduled(trigger) else trigger
        subject = set(syntax.subtree(top)) & set(event.clause)
        left = (subject or set(event.clause)) - others
        return left or {event.trigger}

    def _of_silent(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Attributions in which no act was found: what they say is a state, or the stance is the act."""
        spoken = {i for d in drafts if d.chain for i in d.content}
        for a in self.attributions:
            silent = a.kind is Kind.WITHHELD or self._is_within_silent(a)
            if silent or not spoken.isdisjoint(a.content):
                continue
            chain = (*[o for o in self._around(a.cue_head) if o is not a], a)
            noted = next((e for e in self._by_trigger.get(a.cue_head, ()) if e.weak), None)
            type, mode = (noted.type, noted.mode) if noted is not None else self._implied(a)
            event = Event(
                trigger=a.content_head,
                type=type,
                mode=mode,
                actors=self._silent_actors(a),
                recipients=(a.accused,) if a.accused is not None else (),
                concerned=tuple(t.i for t in syntax.core_nouns(self.parse.doc[a.content_head])),
                clause=a.content,
                polarity=self._polarity(a.content_head),
                modality=self._mood(a.content_head),
            )
            if type == ITSELF[Stance.DEMANDS] and a.stance is Stance.DEMANDS:
                event = replace(event, modality=Modality.DEMANDED)
            yield Draft(chain, event, self._first_clause(a), 0.5, chain[0].stance)

    def _of_unsaid(self, drafts: list[Draft]) -> Iterator[Draft]:
        """What somebody did not say or know, where it is no act otherwise: "they could not tell whose they were"."""
        told = {i for d in drafts for i in d.content} | {d.event.trigger for d in drafts}
        for a in self.attributions:
            if a.kind is not Kind.WITHHELD or a.cue_head in told or not told.isdisjoint(a.content):
                continue
            verb = self.parse.doc[a.cue_head]
            words = tuple(trimmed(self.parse, syntax.own_clause(verb) | set(a.content)))
            chain = tuple(o for o in self._around(a.cue_head) if o is not a)
            state = replace(self._state_of(verb, words), mode="unclear", modality=Modality.DENIED)
            state = replace(state, polarity=Polarity.NEGATIVE)
            yield Draft(chain, state, words, 0.5, chain[0].stance if chain else Stance.ASSERTS)

    def _first_clause(self, attribution: Attribution) -> tuple[int, ...]:
        """What is said, without the clauses that are joined to the first."""
        if attribution.kind is not Kind.CLAUSE:
            return attribution.content
        heads = self._joined_heads(attribution.content_head, set(attribution.content))
        later = {i for h in heads for i in syntax.subtree(h)}
        return tuple(trimmed(self.parse, set(attribution.content) - later)) or attribution.content

    def _silent_actors(self, attribution: Attribution) -> tuple[int, ...]:
        if attribution.stance in ITSELF:
            return (attribution.source_head,) if attribution.source_head is not None else ()
        return self._subject(attribution.content_head)

    def _subject(self, token: int) -> tuple[int, ...]:
        verb = self.parse.doc[token]
        found = syntax.subject(verb) if syntax.is_verb(verb) else None
        if found is None or found.lower_ in ("there", "this", "that") or self._is_nobody(found, verb):
            return ()
        if found.lemma_.lower() in lexicon.cues().documents and found.i not in self.parse.mentions:
            return ()  # "the figures could not be checked": nobody's deed, whose ever they are
        doers = syntax.with_conjuncts(found)
        acting = not syntax.is_passive(verb) and verb.lemma_ not in _LASTING
        return tuple(t.i for t in doers if category_of((t.lower_,)) is None or (acting and _does(t)))

    def _is_nobody(self, topic: Token, verb: Token) -> bool:
        """ "it is feared", "it lapses on Sunday": no doer; in "the group says it held nobody" somebody."""
        if topic.lower_ != "it":
            return False
        if syntax.is_passive(verb) or verb.lemma_ in ("be", "seem", "appear"):
            return True
        has_object = bool(syntax.children(verb, "dobj")) and verb.lemma_ not in _OF_THINGS
        return not has_object and not self._around(verb.i)

    def _polarity(self, token: int) -> Polarity:
        return Polarity.NEGATIVE if syntax.negated(self.parse.doc[token]) else Polarity.POSITIVE

    def _mood(self, token: int) -> Modality:
        verb = self.parse.doc[token]
        if not syntax.is_verb(verb):
            return Modality.HAPPENED
        cleft = syntax.cleft(verb)
        if cleft is not None:
            return modality.modality(cleft)
        mood = modality.modality(verb)
        over = (
            any(c.lower_ in ("had", "has", "have") and c.dep_ == "aux" for c in verb.children) and verb.lemma_ == "be"
        )
        past = verb.tag_ == "VBD" and verb.lemma_ == "be" and all(c.lower_ != "still" for c in verb.children)
        lasting = verb.lemma_ in _LASTING and not over and not past
        return Modality.ONGOING if mood is Modality.HAPPENED and lasting else mood

    def _of_plain_sentences(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Sentences of the report in which nothing was found so far: what they say is a state."""
        covered = {i for d in drafts for i in d.content} | {i for a in self.attributions for i in (*a.content, *a.cue)}
        for sentence in self.parse.sentences():
            verb = _main_verb(sentence.root)
            joined = [c.i for c in verb.children if c.dep_ == "conj" and c.i in self._triggers]
            if any(syntax.is_scheduled(c) and c.i in covered for c in verb.children):
                continue
            if verb.lemma_ == "quote" and syntax.is_passive(verb) and not covered.isdisjoint(syntax.subtree(verb)):
                continue
            words = trimmed(self.parse, syntax.subtree(verb, without=joined))
            told = syntax.subject(verb) is not None or verb.tag_ in ("VBD", "VBZ")
            if verb.i in covered or not syntax.is_verb(verb) or not told or len(words) < 3:
                continue
            event = replace(
                self._event_state(verb.i, tuple(words)),
                actors=self._subject(verb.i),
                polarity=self._polarity(verb.i),
                modality=self._mood(verb.i),
            )
            yield Draft((), event, tuple(words), PLAIN, Stance.ASSERTS)

    def _of_joined(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Clauses joined to one that is told, in which nothing was found: "looted shops and drove off the cattle"."""
        told = {d.event.trigger for d in drafts} | {i for a in self.attributions for i in (*a.cue, *a.source)}
        for a in self.attributions:
            if a.kind is not Kind.CLAUSE or self._is_within_silent(a):
                continue
            heads = self._joined_heads(a.content_head, set(a.content))
            chain = (*[o for o in self._around(a.cue_head) if o is not a], a)
            own = [d for d in drafts if d.chain and d.chain[-1] is a]
            own = own or [d for d in drafts if any(o is a for o in d.chain)]
            inner = bool(own) and all(self._hangs_below(d.event, a) for d in own)
            for verb in [self.parse.doc[a.content_head], *heads] if heads or inner else []:
                words = trimmed(self.parse, syntax.own_clause(verb) & set(a.content))
                if any(self.parse.doc[i].text == "," for i in words[:1]):
                    continue
                if syntax.is_verb(verb) and len(words) > 1 and told.isdisjoint(words):
                    told.add(verb.i)
                    yield Draft(chain, self._state_of(verb, tuple(words)), tuple(words), 0.5, chain[0].stance)
        yield from self._of_relatives(told)
        for sentence in self.parse.sentences():
            for verb in self._joined_heads(sentence.root.i, set(range(sentence.start, sentence.end))):
                words = trimmed(self.parse, syntax.own_clause(verb))
                if len(words) > 2 and told.isdisjoint(words) and not any(self._around(i) for i in words):
                    told.add(verb.i)
                    yield Draft((), self._state_of(verb, tuple(words)), tuple(words), PLAIN, Stance.ASSERTS)

    def _hangs_below(self, event: Event, attribution: Attribution) -> bool:
        """Whether an act is told in a clause below what is said, which tells something itself."""
        head, token = self.parse.doc[attribution.content_head], self.parse.doc[event.trigger]
        if attribution.kind is not Kind.CLAUSE or not syntax.is_verb(head) or head.lemma_ in _LASTING:
            return False
        below = [t for t in (token, *token.ancestors) if t.dep_ in ("advcl", "relcl") and head.is_ancestor(t)]
        return bool(below) and len(syntax.own_clause(head) & set(attribution.content)) > 2

    def _is_list(self, attribution: Attribution) -> bool:
        """Whether a count is a row of several: "57 dead, 184 wounded and 242 missing"."""
        inside = set(attribution.content)
        own = [f for f in self.details.figures if f.token in inside and f.part_of is None and not f.duration]
        return len(own) > 1

    def _of_relatives(self, told: set[int]) -> Iterator[Draft]:
        """Relative clauses behind a comma in which nothing was found: ", which was to have been vacated on Sunday"."""
        for verb in self.parse.doc:
            if verb.dep_ != "relcl" or not syntax.is_verb(verb) or verb.i in told:
                continue
            words = trimmed(self.parse, syntax.own_clause(verb))
            opened = len(words) > _SHORT and words[0] > 0 and self.parse.doc[words[0] - 1].text == ","
            led = [self.parse.doc[i].lower_ for i in words[:3]]
            whose = bool(led) and (led[0] in ("which", "who") or led[1:] in (["of", "whom"], ["of", "which"]))
            unnamed = any(c.lemma_ in ("name", "identify", "quote") and syntax.is_passive(c) for c in verb.subtree)
            if not opened or not whose or unnamed or not told.isdisjoint(words):
                continue
            if led[0] == "who" and verb.lemma_ in _ROLES and verb.tag_ in ("VBZ", "VBP"):
                continue
            told.add(verb.i)
            chain = tuple(a for a in self._around(verb.i) if a.kind is not Kind.WITHHELD)
            stance = chain[0].stance if chain else Stance.ASSERTS
            yield Draft(chain, self._state_of(verb, tuple(words)), tuple(words), PLAIN, stance)

    def _of_clauses(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Finite clauses with a subject of their own in which nothing was found: "because a guard had been told"."""
        told = {d.event.trigger for d in drafts} | {i for a in self.attributions for i in (*a.cue, *a.source)}
        heads = {a.content_head for a in self.attributions}
        for verb in self.parse.doc:
            if verb.i in told or verb.i in heads or not self._is_told_apart(verb):
                continue
            words = trimmed(self.parse, syntax.undated(verb, syntax.own_clause(verb)))
            if len(words) < _SHORT or not told.isdisjoint(words):
                continue
            chain = tuple(a for a in self._around(verb.i) if a.kind is not Kind.WITHHELD)
            if any(a.kind is not Kind.CLAUSE for a in chain):
                continue
            stance = chain[0].stance if chain else Stance.ASSERTS
            known = next((e for e in self._by_trigger.get(verb.i, ()) if not e.noun and not e.weak), None)
            if known is None and any(c.lower_ == "as" for c in syntax.children(verb, "mark")):
                continue
            yield Draft(chain, known or self._state_of(verb, tuple(words)), tuple(words), PLAIN, stance)

    def _is_told_apart(self, verb: Token) -> bool:
        """Whether a clause tells something itself, and not under what condition, when or in what way the rest is."""
        if verb.dep_ not in ("advcl", "relcl", "ccomp", "conj", "parataxis") or not syntax.is_verb(verb):
            return False
        topic = next(iter(syntax.children(verb, "nsubj", "nsubjpass")), None)
        if topic is None or topic.lower_ in syntax.RELATIVE or syntax.is_date(topic):
            return False
        tags = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
        if not tags & {"VBD", "VBZ", "VBP", "MD"}:
            return False
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
        asked = verb.dep_ == "ccomp" and verb.doc[min(t.i for t in verb.subtree)].tag_ in _WH
        return not asked and not marks & _NOT_TOLD and not _only_bounds(verb)

    def _joined_heads(self, head: int, within: set[int]) -> list[Token]:
        """The verbs joined to a verb by "and", with words of their own."""
        verbs = [c for c in self.parse.doc[head].conjuncts if c.i > head and c.i in within and syntax.is_verb(c)]
        return [v for v in verbs if len(syntax.own_clause(v) & within) > 1]

    def _state_of(self, verb: Token, words: tuple[int, ...]) -> Event:
        state = self._event_state(verb.i, words)
        actors, polarity = self._subject(verb.i), self._polarity(verb.i)
        return replace(state, actors=actors, polarity=polarity, modality=self._mood(verb.i))

    def _event_state(self, trigger: int, clause: tuple[int, ...]) -> Event:
        return Event(
            trigger=trigger,
            type="STATE",
            mode="condition",
            actors=(),
            recipients=(),
            concerned=(),
            clause=clause,
            polarity=Polarity.POSITIVE,
            modality=Modality.ONGOING,
        )

    def _implied(self, attribution: Attribution) -> tuple[str, str | None]:
        """The act of words that name none: what is wanted or offered ("the bodies"), else the stance, else a state."""
        if attribution.stance in (Stance.DEMANDS, Stance.OFFERS, Stance.PROMISES):
            classes = lexicon.events().classes
            nouns = {t.lemma_.lower() for t in syntax.core_nouns(self.parse.doc[attribution.content_head])}
            found = next((deed for name, deed in _WANTED.items() if nouns & classes[name]), None)
            if found is not None:
                return found
        if attribution.stance in ITSELF:
            return ITSELF[attribution.stance], None
        return "STATE", "condition"

    def _is_within_silent(self, attribution: Attribution) -> bool:
        """Whether the words are already a part of what a wider silent attribution says."""
        wider = [a for a in self._around(attribution.content[0]) if a is not attribution]
        return any(set(attribution.content) < set(a.content) and not self._events_in(a) for a in wider)

    # --- figures --------------------------------------------------------------------------------
    @cached_property
    def _counting(self) -> Counting:
        return Counting(self.parse, self.details)

    def _of_loose_figures(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Figures that no event counts: a state of their own ("136 are in captivity")."""
        counted = {n for d in drafts for n in d.figures}
        for number, figure in enumerate(self.details.figures):
            known = bool(figure.figure.category or self._around(figure.token) or self._sums_up(figure))
            if (
                number in counted
                or figure.duration
                or figure.part_of is not None
                or not known
                or self._counting.only_places(number)
            ):
                continue
            parts = tuple(n for n in self._counting.parts_of(number) if n not in counted)
            counted.update((number, *parts))
            draft = self._draft(self._state(figure), self._around(figure.token))
            if draft.chain and draft.chain[-1].kind is Kind.NOMINAL and self._is_list(draft.chain[-1]):
                words = syntax.subtree(self.parse.doc[figure.token]) & set(draft.chain[-1].content)
                draft = replace(draft, content=tuple(trimmed(self.parse, words)) or draft.content)
            yield replace(draft, figures=(number, *parts), score=min(draft.score, 0.6))

    def _sums_up(self, figure: FoundFigure) -> bool:
        """ "..., which makes 105 in all"."""
        token = self.parse.doc[figure.token]
        while not syntax.is_verb(token) and not syntax.is_root(token):
            token = token.head
        return not figure.figure.unit and token.lemma_ in ("make", "bring")

    def _state(self, figure: FoundFigure) -> Event:
        token = self.parse.doc[figure.token]
        while not syntax.is_verb(token) and not syntax.is_root(token):
            token = token.head
        state = self._event_state(figure.token, tuple(sorted(syntax.subtree(token))))
        mood = self._mood(token.i)
        ahead = mood in (Modality.PLANNED, Modality.DEMANDED, Modality.OFFERED, Modality.HYPOTHETICAL)
        hurt = _HURT.get(self.parse.doc[figure.token].lemma_.lower())
        if hurt is not None and not ahead:
            return replace(state, mode=hurt, concerned=(figure.token,), modality=Modality.HAPPENED)
        done = mood is Modality.HAPPENED and syntax.is_verb(token) and syntax.is_passive(token) and token.tag_ == "VBN"
        done = done and not any(c.lower_ in ("is", "are") for c in syntax.children(token, "auxpass"))
        return replace(
            state, mode="total", concerned=(figure.token,), modality=mood if ahead or done else state.modality
        )


def _does(noun: Token) -> bool:
    """ "fighters strolled in", "a helicopter answered": those who mostly act; "hostages slept" are only told of."""
    return role_kind(noun.lemma_.lower()) in _DOERS


def _main_verb(root: Token) -> Token:
    """A sentence's verb; the only participle where the parser has no verb: "The truce between the two held."."""
    if syntax.is_verb(root):
        return root
    verbs = [t for t in root.sent if syntax.is_verb(t)]
    alone = len(verbs) == 1 and verbs[0].tag_ in ("VBN", "VBD") and verbs[0].dep_ in ("acl", "relcl")
    return verbs[0] if alone else root


def _only_bounds(verb: Token) -> bool:
    """ "for as long as the guards stayed away": a clause that says how far the rest holds."""
    marks = (c for c in verb.children if c.lower_ == "as" and 0 < c.i < verb.i)
    return verb.dep_ == "advcl" and any(c.nbor(-1).lower_ in _BOUNDED for c in marks)
