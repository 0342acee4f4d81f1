"""Drafts: which of the acts and figures of a parse are claims, whose, and in which words.

An act inside what somebody says is that speaker's; outside it is the report's own. What somebody
says without any act that can be coded is a state, and so is a figure that no act counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.model import Modality, Polarity, Stance
from truceline.reading import arguments, lexicon, modality, syntax
from truceline.reading.attribution import PUT_FORWARD, Attribution, Kind, trimmed
from truceline.reading.counting import Counting
from truceline.reading.dating import SUMS
from truceline.reading.details import Details
from truceline.reading.draft import ITSELF, Draft
from truceline.reading.event import Event
from truceline.reading.figures import FoundFigure
from truceline.reading.furniture import Furniture
from truceline.reading.incidental import Incidental
from truceline.reading.parse import Parse
from truceline.reading.setting import Setting
from truceline.reading.sources import PAPERS
from truceline.reading.states import States
from truceline.reading.unnamed import unnamed

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_TOLD = frozenset({Modality.HAPPENED, Modality.ONGOING, Modality.DENIED})
_NAMES = frozenset({"VBG", "NN", "NNS"})
_BEFORE = frozenset({"was", "were", "had", "been"})
_DATING = frozenset({"after", "before"})
_ASPECT = frozenset(
    "continue begin start keep resume go proceed manage try attempt help stop cease come seem appear".split()
)
_ASKING = frozenset({"what", "how", "who", "where", "why", "when"})
_STOPS = frozenset({".", "!", ":", "…"})
_LOOSE = frozenset({"condition", "total", "held"})
_HURT = dict.fromkeys("dead killed death deaths fatality fatalities toll".split(), "killed")
_HURT |= dict.fromkeys("wounded injured injury injuries".split(), "wounded")
"""What people are called who were harmed, and how."""
_ARE = frozenset({"be", "include"})
_HEADING = 12
"""A line of so few words without a full stop may be a heading."""


@dataclass(frozen=True)
class Drafting:
    """The drafts of one report."""

    parse: Parse
    details: Details
    attributions: tuple[Attribution, ...]
    events: tuple[Event, ...]

    @cached_property
    def _setting(self) -> Setting:
        return Setting(self.parse, self.details, self.attributions, self.events)

    @cached_property
    def _incidental(self) -> Incidental:
        return Incidental(self.parse, self.details, self._setting)

    @cached_property
    def _states(self) -> States:
        return States(self.parse, self._setting)

    @cached_property
    def _counting(self) -> Counting:
        return Counting(self.parse, self.details)

    def drafts(self) -> tuple[Draft, ...]:
        found = [d for e in self.events for d in self._of_event(e)]
        found += list(self._states.of_silent(found))
        found += list(self._states.of_unsaid(found))
        found += list(self._states.of_plain_sentences(found))
        found += list(self._states.of_joined(found))
        found += list(self._states.of_clauses(found))
        found = [self._presupposed(d) for d in found if not self._is_asked(d)]
        found = [self._of_the_hurt(d) for d in self._counting.with_figures(found)]
        found += list(self._of_compared(found))
        found += list(self._of_loose_figures(found))
        found = [d for d in found if not self._tells_nothing(d)]
        # Words that are punctuation through and through leave the act's own word.
        return tuple(replace(d, content=d.content or (d.event.trigger,)) for d in found)

    @cached_property
    def _unnamed(self) -> frozenset[int]:
        return unnamed(self.parse)

    @cached_property
    def _furniture(self) -> Furniture:
        return Furniture(self.parse.text)

    def _tells_nothing(self, draft: Draft) -> bool:
        """Who wrote the report, a link, a caption; why somebody is not named."""
        trigger = draft.event.trigger
        return trigger in self._unnamed or self._furniture.at(self.parse.starts[trigger])

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
        stance = draft.chain[-1].stance
        if stance not in (*PUT_FORWARD, Stance.DENIES) or draft.event.modality not in _TOLD:
            return False
        clause = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl" and syntax.is_verb(t)), None)
        if clause is None or clause.i not in draft.chain[-1].content:
            return False
        first = clause.left_edge.i
        apart = first > 0 and self.parse.doc[first - 1].text == ","
        if stance in PUT_FORWARD and not apart and (clause.tag_ == "VBD" or syntax.helpers(clause) & _BEFORE):
            return True  # "wants the mines cleared from a road where four people died"
        if stance is Stance.DENIES and self.parse.doc[draft.chain[-1].content_head].tag_ not in _NAMES:
            return False
        return apart and self.parse.doc[first].tag_ in syntax.WH

    def _of_the_hurt(self, draft: Draft) -> Draft:
        """ "Nine of the dead were rebels", "put the toll at 140": people killed, and no other state."""
        event = draft.event
        if event.type != "STATE" or event.mode not in _LOOSE or not draft.figures:
            return draft
        figure = self.details.figures[draft.figures[0]].figure
        mode = _HURT.get(figure.unit.lower().split()[-1]) if figure.unit else None
        lemma = self.parse.doc[event.trigger].lemma_.lower()
        if lemma not in _ARE | SUMS and event.trigger != self.details.figures[draft.figures[0]].token:
            return draft  # "buried nine dead"
        if mode is None or event.polarity is Polarity.NEGATIVE or event.modality not in _TOLD:
            return draft
        event = replace(event, mode=mode, modality=Modality.HAPPENED, actors=())
        return replace(draft, event=event, score=max(draft.score, 0.5))

    def _of_event(self, event: Event) -> Iterator[Draft]:
        if any(c.lower_ == "than" and c.dep_ == "mark" for c in self.parse.doc[event.trigger].children):
            return  # "less than was agreed" tells of no agreement
        own = self._setting.cued.get(event.trigger) if not event.noun else None
        if (event.noun and self._incidental.only_judged(event)) or self._incidental.asks_not_to_be_named(event):
            return
        if self._incidental.only_asked(event):
            return
        chain = tuple(a for a in self._setting.around(event.trigger) if a is not own)
        if event.trigger in self._setting.carried or (event.trigger in self._setting.replaced and own is None):
            return
        if event.noun and not self._setting.noun_stands(event, chain):
            return
        if any(a.stance is Stance.REJECTS for a in chain[-1:]) and own is None:
            if not self._is_wanted(event, chain[-1]):
                return
            event, chain = replace(event, modality=Modality.DEMANDED), chain[:-1]
        if any(a.kind is Kind.WITHHELD for a in chain) or self._of_turned_down(chain):
            return
        if len(chain) > 1 and chain[-2].stance is Stance.REJECTS and chain[-1].stance is Stance.DEMANDS:
            chain = chain[-1:]  # "rejected a demand by Peru to disarm": Peru still demands it
        if own is not None:
            yield from self._of_cue(event, own, chain)
            return
        if self._incidental.only_mentioned(event, chain):
            return
        yield self._draft(event, chain)
        if len(chain) > 1 and chain[0].stance is Stance.DENIES and chain[1].source_head is not None:
            # What one side denies, the other whose charge it is still says.
            yield self._draft(event, chain[1:])

    def _is_wanted(self, event: Event, turned_down: Attribution) -> bool:
        """ "rejected a demand that it disarm": what is turned down is still demanded, by whomever."""
        token = self.parse.doc[event.trigger]
        wish = lexicon.cues().light_nouns.get(token.head.lemma_.lower())
        hangs = token.dep_ in ("acl", "ccomp", "relcl") and token.head.i == turned_down.content_head
        return hangs and wish is Stance.DEMANDS and syntax.is_verb(token)

    def _of_turned_down(self, chain: tuple[Attribution, ...]) -> bool:
        """ "vetoed a resolution calling for a truce": what the paper wants is what was turned down."""
        if len(chain) < 2 or chain[-2].stance is not Stance.REJECTS or chain[-1].source_head is None:
            return False
        paper = self.parse.doc[chain[-1].source_head].lemma_.lower() in PAPERS
        return paper and chain[-1].stance in PUT_FORWARD

    def _of_cue(self, event: Event, own: Attribution, chain: tuple[Attribution, ...]) -> Iterator[Draft]:
        """The verb of an attribution that is an act itself: a demand, a refusal, an accusation."""
        inside = [e for e in self._setting.events_in(own) if not (e.noun and e.type == "REJECT")]
        wants = own.stance in PUT_FORWARD
        if chain and wants and (inside or self._states.implied(own)[0] != ITSELF[own.stance]):
            return
        if not chain and own.cue_head in self._setting.judgements:
            yield self._judgement(event, own)
            return
        if chain or own.kind is Kind.WITHHELD:
            draft = self._draft(event, chain)
            yield from self._split(replace(draft, content=tuple(sorted({*draft.content, *own.content}))), own)
        elif own.stance is Stance.ACCUSES and inside:
            whole = tuple(sorted({*own.source, *own.cue, *own.content}))
            yield Draft((), event, tuple(trimmed(self.parse, whole)), 0.6, Stance.ASSERTS)
        elif own.stance is Stance.REJECTS or (
            not inside and self._states.implied(own)[0] == ITSELF.get(own.stance, "STATE")
        ):
            yield from self._split(Draft((own,), event, own.content, 0.8, own.stance), own)

    def _judgement(self, event: Event, own: Attribution) -> Draft:
        """ "Peru welcomed the truce" is told of Peru by the report; "Peru called it a breach" is what Peru says."""
        if not self._setting.only_told(own):
            return Draft((own,), event, own.content, 0.8, own.stance)
        words = tuple(trimmed(self.parse, {*own.source, *own.cue, *own.content}))
        return Draft((), event, words, 0.8, Stance.ASSERTS)

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

    def _draft(self, event: Event, chain: tuple[Attribution, ...]) -> Draft:
        if not chain:
            content = trimmed(self.parse, self._own_words(event))
            return Draft((), event, tuple(content), 0.5 if event.weak else 0.7, Stance.ASSERTS)
        inner = chain[-1]
        whole = sum(not self._incidental.only_adds(e) for e in self._setting.events_in(inner)) <= 1
        whole = whole and not self._setting.joined_heads(inner.content_head, set(inner.content))
        whole = whole and not self._setting.hangs_below(event, inner)
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
        around = {id(a) for a in self._setting.around(event.trigger)}
        beside = {id(a) for a in self.attributions if self._names_own(event, a)} | around
        others = {i for i in event.clause if any(id(a) not in beside for a in self._setting.named_in.get(i, ()))}
        trigger = self.parse.doc[event.trigger]
        root = trigger.sent.root
        if not event.noun and not syntax.is_verb(root) and syntax.main_verb(root).i == trigger.i:
            return set(range(trigger.sent.start, trigger.sent.end)) - others or {event.trigger}
        if not event.noun and modality.forgone(trigger):  # "stopped short of bombing"
            return (syntax.own_clause(syntax.verb_over(trigger.head)) | set(event.clause)) - others
        governed = trigger.dep_ == "xcomp" and trigger.head.lemma_ in _ASPECT | arguments.FORCING
        aspect = governed and trigger.head.i not in self._setting.triggers
        agreed = trigger.dep_ == "xcomp" and trigger.head.i in self._setting.replaced  # "agreed to free nine men"
        late = trigger.dep_ == "xcomp" and trigger.head.lemma_ == "have" and modality.yet_to(trigger)
        if (aspect or agreed or late) and not event.noun:  # "continued to restrict the patrols": one clause
            return (syntax.own_clause(trigger.head) | set(event.clause)) - others or {event.trigger}
        top = trigger.head if syntax.is_scheduled(trigger) else trigger
        subject = set(syntax.subtree(top)) & set(event.clause)
        left = (subject or set(event.clause)) - others
        return left or {event.trigger}

    def _names_own(self, event: Event, attribution: Attribution) -> bool:
        """ "A bombing claimed by the rebels killed nine": whose it is by their word stays with the bombing."""
        cue = self.parse.doc[attribution.cue_head]
        described = cue.dep_ == "acl" and cue.tag_ == "VBN" and cue.head.i == attribution.content_head
        return described and cue.head.head.i == event.trigger and cue.head.dep_ in syntax.SUBJECT

    def _is_list(self, attribution: Attribution) -> bool:
        """Whether a count is a row of several: "57 dead, 184 wounded and 242 missing"."""
        inside = set(attribution.content)
        own = [f for f in self.details.figures if f.token in inside and f.part_of is None and not f.duration]
        return len(own) > 1

    def _of_loose_figures(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Figures that no event counts: a state of their own ("136 are in captivity")."""
        counted = {n for d in drafts for n in d.figures}
        for number, figure in enumerate(self.details.figures):
            known = bool(figure.figure.category or self._setting.around(figure.token) or self._sums_up(figure))
            if (
                number in counted
                or figure.duration
                or figure.figure.high == 0
                or figure.part_of is not None
                or not known
                or self._counting.only_places(number)
                or self._counting.only_does(number)
            ):
                continue
            parts = tuple(n for n in self._counting.parts_of(number) if n not in counted)
            counted.update((number, *parts))
            draft = self._draft(self._states.of_figure(figure), self._setting.around(figure.token))
            if draft.chain and draft.chain[-1].kind is Kind.NOMINAL and self._is_list(draft.chain[-1]):
                token = self.parse.doc[figure.token]
                beside = [c.i for c in syntax.children(token, "conj")]
                words = syntax.subtree(token, without=beside) & set(draft.chain[-1].content)
                draft = replace(draft, content=tuple(trimmed(self.parse, words)) or draft.content)
            yield replace(draft, figures=(number, *parts), score=min(draft.score, 0.6))

    def _of_compared(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Figures of another time that one is held against: "61 shots, against 318 the week before"."""
        counted = {n for d in drafts for n in d.figures}
        for number, figure in enumerate(self.details.figures):
            top = self._held_against(figure) if number not in counted and not figure.duration else None
            if top is None:
                continue
            inside = range(top.sent.start, top.i)
            hosts = [d for d in drafts for n in d.figures if self.details.figures[n].token in inside]
            if hosts:
                host, words = hosts[-1], tuple(trimmed(self.parse, syntax.subtree(top)))
                event = replace(host.event, clause=words)
                yield replace(host, event=event, content=words, figures=(number,), like=host.figures[0], score=0.5)

    def _held_against(self, figure: FoundFigure) -> Token | None:
        """The "against" or "compared" over a number without a noun."""
        token = self.parse.doc[figure.token]
        if token.dep_ != "pobj" or figure.figure.unit:
            return None
        prep = token.head
        if prep.lower_ == "against":
            return prep
        return prep.head if prep.lower_ in ("with", "to") and prep.head.lower_ == "compared" else None

    def _sums_up(self, figure: FoundFigure) -> bool:
        """ "..., which makes 105 in all"."""
        token = syntax.verb_over(self.parse.doc[figure.token])
        return not figure.figure.unit and token.lemma_ in ("make", "bring")
