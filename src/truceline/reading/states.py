"""States: what is told in words in which no act was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import Modality, PartyKind, Polarity, Stance
from truceline.reading import arguments, lexicon, modality, syntax
from truceline.reading.attribution import PUT_FORWARD, Attribution, Kind, trimmed
from truceline.reading.details import category_of
from truceline.reading.draft import ITSELF, PLAIN, Draft
from truceline.reading.event import Event
from truceline.reading.figures import FoundFigure
from truceline.reading.incidental import only_bounds
from truceline.reading.parse import Parse
from truceline.reading.parties import role_kind
from truceline.reading.sayings import cannot_be_said, is_question
from truceline.reading.setting import LASTING, Setting

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_NOT_TOLD = frozenset(
    {"if", "unless", "whether", "than", "before", "until", "till", "since", "how", "why", "that", "once"}
)
"""Marks of clauses that tell nothing by themselves."""
_OF_THINGS = frozenset("provide set contain cover leave cost take bring give include mean require make follow".split())
"""Verbs of which "it", with an object, is as often a paper or an event: "it sets no date"."""
_DOERS = frozenset({PartyKind.ARMED_FORCE, PartyKind.ARMED_GROUP, PartyKind.OFFICIAL, PartyKind.MONITOR})
_HURT = {"dead": "killed", "kill": "killed", "wounded": "wounded", "wound": "wounded", "injured": "wounded"}
_HURT |= {"injure": "wounded", "missing": "missing"}
_HOW = frozenset(
    "set expect schedule suppose slate due likely unlikely ready willing able unable poise prepare agree".split()
)
"""What is said of somebody's deed to come: "is likely to"."""
_ROLES = frozenset("lead command head chair run direct represent".split())
"""Verbs that only tell who somebody is: "who commands the army there"."""
_GIVEN_BACK = frozenset({"back", "home", "free", "out"})
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
class States:
    """The states of one report. ``drafts`` are those found so far, which a state does not repeat."""

    parse: Parse
    setting: Setting

    def of_silent(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Attributions in which no act was found: what they say is a state, or the stance is the act."""
        spoken = {i for d in drafts if d.chain for i in d.content}
        for a in self.setting.attributions:
            silent = a.kind is Kind.WITHHELD or self._is_within_silent(a) or self.setting.only_told(a)
            if silent or not spoken.isdisjoint(a.content):
                continue
            chain = (*[o for o in self.setting.around(a.cue_head) if o is not a], a)
            noted = next((e for e in self.setting.by_trigger.get(a.cue_head, ()) if e.weak), None)
            type, mode = (noted.type, noted.mode) if noted is not None else self.implied(a)
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

    def of_unsaid(self, drafts: list[Draft]) -> Iterator[Draft]:
        """What somebody did not say or know, where it is no act otherwise: "they could not tell whose they were"."""
        told = {i for d in drafts for i in d.content} | {d.event.trigger for d in drafts}
        for a in self.setting.attributions:
            if a.kind is not Kind.WITHHELD or a.cue_head in told or not told.isdisjoint(a.content):
                continue
            verb = self.parse.doc[a.cue_head]
            if is_question(verb) or cannot_be_said(verb) or (verb.dep_ == "xcomp" and verb.head.i in told):
                continue
            words = tuple(trimmed(self.parse, syntax.own_clause(verb) | set(a.content)))
            chain = tuple(o for o in self.setting.around(a.cue_head) if o is not a)
            state = replace(self._state_of(verb, words), mode="unclear", modality=Modality.DENIED)
            state = replace(state, polarity=Polarity.NEGATIVE)
            yield Draft(chain, state, words, 0.5, chain[0].stance if chain else Stance.ASSERTS)

    def of_plain_sentences(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Sentences of the report in which nothing was found so far: what they say is a state."""
        covered = {i for d in drafts for i in d.content} | {
            i for a in self.setting.attributions for i in (*a.content, *a.cue)
        }
        told = self.setting.triggers | self.setting.cued.keys()
        for sentence in self.parse.sentences():
            verb = syntax.main_verb(sentence.root)
            joined = [c.i for c in verb.children if c.dep_ == "conj" and (c.i in told or _stands(c))]
            if any(syntax.is_scheduled(c) and c.i in covered for c in verb.children) or _only_says_how(verb, covered):
                continue
            if verb.lemma_ == "quote" and not covered.isdisjoint(syntax.subtree(verb)):
                continue
            if verb.lemma_ == "go" and any(c.i in covered for c in syntax.children(verb, "xcomp", "advcl")):
                continue  # "went on to say that"
            words = trimmed(self.parse, syntax.subtree(verb, without=joined))
            finite = arguments.subject(verb) is not None or verb.tag_ in ("VBD", "VBZ")
            if verb.i in covered or not syntax.is_verb(verb) or not finite or len(words) < 3:
                continue
            event = replace(
                self._event_state(verb.i, tuple(words)),
                actors=self._subject(verb.i),
                polarity=self._polarity(verb.i),
                modality=self._mood(verb.i),
            )
            yield Draft((), event, tuple(words), PLAIN, Stance.ASSERTS)

    def of_joined(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Clauses joined to one that is told, in which nothing was found: "looted shops and drove off the cattle"."""
        told = {d.event.trigger for d in drafts} | {i for a in self.setting.attributions for i in (*a.cue, *a.source)}
        for a in self.setting.attributions:
            if a.kind is not Kind.CLAUSE or self._is_within_silent(a):
                continue
            heads = self.setting.joined_heads(a.content_head, set(a.content))
            chain = (*[o for o in self.setting.around(a.cue_head) if o is not a], a)
            own = [d for d in drafts if d.chain and d.chain[-1] is a]
            own = own or [d for d in drafts if any(o is a for o in d.chain)]
            inner = bool(own) and all(self.setting.hangs_below(d.event, a) for d in own)
            for verb in [self.parse.doc[a.content_head], *heads] if heads or inner else []:
                words = trimmed(self.parse, syntax.own_clause(verb) & set(a.content))
                if any(self.parse.doc[i].text == "," for i in words[:1]):
                    continue
                if syntax.is_verb(verb) and len(words) > 1 and told.isdisjoint(words):
                    told.add(verb.i)
                    yield Draft(chain, self._state_of(verb, tuple(words)), tuple(words), 0.5, chain[0].stance)
        yield from self._of_relatives(told)
        for sentence in self.parse.sentences():
            for verb in self.setting.joined_heads(sentence.root.i, set(range(sentence.start, sentence.end))):
                words = trimmed(self.parse, syntax.own_clause(verb))
                if len(words) > 2 and told.isdisjoint(words) and not any(self.setting.around(i) for i in words):
                    told.add(verb.i)
                    yield Draft((), self._state_of(verb, tuple(words)), tuple(words), PLAIN, Stance.ASSERTS)

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
            chain = tuple(a for a in self.setting.around(verb.i) if a.kind is not Kind.WITHHELD)
            stance = chain[0].stance if chain else Stance.ASSERTS
            yield Draft(chain, self._state_of(verb, tuple(words)), tuple(words), PLAIN, stance)

    def of_clauses(self, drafts: list[Draft]) -> Iterator[Draft]:
        """Finite clauses with a subject of their own in which nothing was found: "because a guard had been told"."""
        told = {d.event.trigger for d in drafts} | {i for a in self.setting.attributions for i in (*a.cue, *a.source)}
        heads = {a.content_head for a in self.setting.attributions}
        for verb in self.parse.doc:
            if verb.i in told or verb.i in heads or not self._is_told_apart(verb):
                continue
            words = trimmed(self.parse, syntax.undated(verb, syntax.own_clause(verb)))
            if len(words) < _SHORT or not told.isdisjoint(words):
                continue
            chain = tuple(a for a in self.setting.around(verb.i) if a.kind is not Kind.WITHHELD)
            if any(a.kind is not Kind.CLAUSE for a in chain):
                continue
            stance = chain[0].stance if chain else Stance.ASSERTS
            known = next((e for e in self.setting.by_trigger.get(verb.i, ()) if not e.noun and not e.weak), None)
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
        asked = verb.dep_ == "ccomp" and verb.doc[min(t.i for t in verb.subtree)].tag_ in syntax.WH
        return not asked and not marks & _NOT_TOLD and not only_bounds(verb)

    def _is_within_silent(self, attribution: Attribution) -> bool:
        """Whether the words are already a part of what a wider silent attribution says."""
        wider = [a for a in self.setting.around(attribution.content[0]) if a is not attribution]
        return any(set(attribution.content) < set(a.content) and not self.setting.events_in(a) for a in wider)

    def _first_clause(self, attribution: Attribution) -> tuple[int, ...]:
        """What is said, without the clauses that are joined to the first."""
        if attribution.kind is not Kind.CLAUSE:
            return attribution.content
        heads = self.setting.joined_heads(attribution.content_head, set(attribution.content))
        later = {i for h in heads for i in syntax.subtree(h)}
        return tuple(trimmed(self.parse, set(attribution.content) - later)) or attribution.content

    def implied(self, attribution: Attribution) -> tuple[str, str | None]:
        """The act of words that name none: what is wanted or offered ("the bodies"), else the stance, else a state."""
        if attribution.stance in PUT_FORWARD:
            classes = lexicon.events().classes
            head = self.parse.doc[attribution.content_head]
            back = syntax.children(head, "nsubj") if head.lower_ in _GIVEN_BACK else []  # "wants the pilots back"
            nouns = {t.lemma_.lower() for n in [head, *back] for t in syntax.core_nouns(n)}
            found = next((deed for name, deed in _WANTED.items() if nouns & classes[name]), None)
            if found is not None:
                return found
        if attribution.stance in ITSELF:
            return ITSELF[attribution.stance], None
        return "STATE", "condition"

    def _silent_actors(self, attribution: Attribution) -> tuple[int, ...]:
        if attribution.stance is Stance.DEMANDS and self.implied(attribution)[0] != ITSELF[Stance.DEMANDS]:
            return ()  # "demanded the bodies": whoever has them is to give them back
        if attribution.stance in ITSELF:
            return (attribution.source_head,) if attribution.source_head is not None else ()
        return self._subject(attribution.content_head)

    def of_figure(self, figure: FoundFigure) -> Event:
        """What a figure that no act counts tells: "136 are in captivity"."""
        token = syntax.verb_over(self.parse.doc[figure.token])
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

    def _subject(self, token: int) -> tuple[int, ...]:
        verb = self.parse.doc[token]
        found = arguments.subject(verb) if syntax.is_verb(verb) else None
        if found is None or found.lower_ in ("there", "this", "that") or self._is_nobody(found, verb):
            return ()
        if found.lemma_.lower() in lexicon.cues().documents and found.i not in self.parse.mentions:
            return ()  # "the figures could not be checked": nobody's deed, whose ever they are
        doers = syntax.with_conjuncts(found)
        acting = not syntax.is_passive(verb) and verb.lemma_ not in LASTING
        return tuple(t.i for t in doers if category_of((t.lower_,)) is None or (acting and _does(t)))

    def _is_nobody(self, topic: Token, verb: Token) -> bool:
        """ "it is feared", "it lapses on Sunday": no doer; in "the group says it held nobody" somebody."""
        if topic.lower_ != "it":
            return False
        if syntax.is_passive(verb) or verb.lemma_ in ("be", "seem", "appear"):
            return True
        has_object = bool(syntax.children(verb, "dobj")) and verb.lemma_ not in _OF_THINGS
        return not has_object and not self.setting.around(verb.i)

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
        lasting = verb.lemma_ in LASTING and not over and not past
        return Modality.ONGOING if mood is Modality.HAPPENED and lasting else mood


def _only_says_how(verb: Token, covered: set[int]) -> bool:
    """ "is set to expire", "are likely to meet", "is ready to free them": how far it is true of what is told."""
    holders = [verb, *(a for a in syntax.children(verb, "acomp") if a.lemma_.lower() in _HOW)]
    told = verb.lemma_.lower() in _HOW and (syntax.is_passive(verb) or verb.lemma_ == "agree")
    holders = holders if told else holders[1:]
    return any(c.i in covered and any(a.lower_ == "to" for a in c.children) for h in holders for c in _led(h))


def _led(holder: Token) -> list[Token]:
    return [c for c in syntax.children(holder, "xcomp") if syntax.is_verb(c)]


def _stands(clause: Token) -> bool:
    """Whether a joined clause tells something of its own, with a subject and a tense."""
    own = syntax.children(clause, "nsubj", "nsubjpass")
    tags = {clause.tag_, *(c.tag_ for c in syntax.children(clause, "aux", "auxpass"))}
    return bool(own) and bool(tags & {"VBD", "VBZ", "VBP", "MD"})


def _does(noun: Token) -> bool:
    """ "fighters strolled in", "a helicopter answered": those who mostly act; "hostages slept" are only told of."""
    return role_kind(noun.lemma_.lower()) in _DOERS
