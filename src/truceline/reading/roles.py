"""Roles: who tells a draft, who did what it tells, and to whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.model import (
    Modality,
    Stance,
    Voice,
    VoiceRole,
)
from truceline.model.party import PartyKind
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.accusation import is_mutual
from truceline.reading.attribution import Attribution, Kind
from truceline.reading.details import Details
from truceline.reading.draft import ITSELF, Draft, mood_of
from truceline.reading.event import Event
from truceline.reading.figures import FoundFigure
from truceline.reading.noun_phrases import CALENDAR
from truceline.reading.parse import Parse
from truceline.reading.voices import Voices

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_NOT_MEETING = frozenset("visit tour inspect discuss debate negotiate address weigh prepare arrange mediate".split())
"""Verbs of talks and visits whose object is a place or a matter, and nobody who takes part."""
_OURS = frozenset({"our", "ours", "my", "mine", "ourselves", "myself"})
_SIDES = frozenset(
    "side country nation government group movement party army military force man troop fighter soldier unit people "
    "state delegation team".split()
)
"""What "our" before it makes those for whom somebody speaks."""
_OUTLETS = frozenset("agency newspaper paper magazine channel station bulletin page column newsletter website".split())
_VICTIMS = frozenset("victim dead casualty fatality wounded injured corpse body".split())
_PACTS = frozenset("truce ceasefire cease-fire armistice lull pause agreement accord deal pact".split())
_SHIFTED = frozenset({"had", "would", "could"})
"""What shows that somebody's words are told after him: "said that it would go"."""
_NOBODY = frozenset({"nobody", "none", "no-one", "anyone", "anybody"})


@dataclass(frozen=True)
class Roles:
    """Asked for one draft at a time."""

    parse: Parse
    voices: Voices
    details: Details

    def speaking(self, draft: Draft) -> Iterator[tuple[Voice, ...]]:
        """The chain of voices of each speaker; joined speakers with the same words are two claims."""
        spoken = [a for a in draft.chain if a.source_head is not None and not self._is_ours(a.source_head)]
        if spoken and self._in_passing(draft, spoken[-1]):
            spoken = []
        if not spoken:
            yield (self.voices.answering(draft.event.trigger),)
            return
        speakers = self._named(spoken[0], VoiceRole.SPEAKER) or (self.voices.answering(draft.event.trigger),)
        inner = [v for a in spoken[1:] for v in self._named(a, VoiceRole.INNER)]
        for speaker in speakers:
            yield (*self._through(spoken[0]), speaker, *(v for v in inner if v.name != speaker.name))

    def _in_passing(self, draft: Draft, attribution: Attribution) -> bool:
        """ "He said that the men who raided the port had left": who they are is told as known, by the report."""
        if attribution.kind is not Kind.CLAUSE or attribution.stance is not Stance.ASSERTS:
            return False
        token = self.parse.doc[draft.event.trigger]
        while token.i != attribution.content_head and token.head is not token:
            if token.dep_ == "relcl" and token.i in attribution.content:
                known = _describes(token) or self._keeps_its_tense(token, attribution)
                return known and not self._is_quoted(attribution)
            token = token.head
        return False

    def _keeps_its_tense(self, clause: Token, attribution: Attribution) -> bool:
        """ "It said it would quit the pact, which Peru brokered": not "had brokered", as in what is said."""
        cue, head = self.parse.doc[attribution.cue_head], self.parse.doc[attribution.content_head]
        shifted = bool(syntax.helpers(head) & _SHIFTED) and cue.tag_ == "VBD" and cue.i < head.i
        return shifted and clause.tag_ == "VBD" and clause.lemma_ != "be" and not syntax.children(clause, "aux")

    def _is_quoted(self, attribution: Attribution) -> bool:
        """Whether the words stand between quotation marks: all that is in them is the speaker's."""
        first = attribution.content[0]
        return first > 0 and self.parse.doc[first - 1].is_quote

    def _named(self, attribution: Attribution, role: VoiceRole) -> tuple[Voice, ...]:
        source = attribution.source
        if attribution.source_head is not None and self._is_this_paper(self.parse.doc[attribution.source_head]):
            return (replace(self.voices.answering(attribution.source_head), role=role),)
        words = self.parse.words(source[0], source[-1] + 1) if source else ""
        return self.voices.speakers(attribution.source_head, words, role)

    def _is_this_paper(self, word: Token) -> bool:
        """ "the statement reads", in a statement: whoever issued it."""
        if word.lemma_.lower() not in lexicon.cues().documents or word.i in self.parse.mentions:
            return False
        plain = all(c.dep_ in ("det", "punct") for c in word.children)
        return plain and self.voices.answering(word.i).kind is not PartyKind.REPORT

    def _through(self, attribution: Attribution) -> tuple[Voice, ...]:
        """The outlet that the speaker told."""
        verb = self.parse.doc[attribution.cue_head]
        told = [*syntax.children(verb, "dobj", "dative"), *syntax.prep_objects(verb, "to", "with", "by")]
        if any(self.parse.doc[i].lemma_ in ("cite", "quote") for i in attribution.cue[1:]):
            told += syntax.children(verb, "nsubj")
        found = [v for t in told for v in self.voices.speakers(t.i, self.parse.words(t.i), VoiceRole.THROUGH)]
        return tuple(v for v in found if v.kind is PartyKind.OUTLET and v.party is not None)

    def _is_ours(self, token: int) -> bool:
        """ "we counted", "our count", "a count by this newspaper", "nobody says": no voice beside the report's own."""
        word = self.parse.doc[token]
        this = word.lemma_.lower() in _OUTLETS and any(c.lower_ == "this" for c in word.children)
        none = word.lower_ in _NOBODY or any(c.lower_ == "no" and c.dep_ == "det" for c in word.children)
        return self._is_we(token) or word.lower_ in _OURS or this or none

    def _is_we(self, token: int) -> bool:
        """ "we call on the other side": whoever is speaking already, or the report itself."""
        return self.parse.doc[token].lower_ in ("we", "i", "us")

    def actors(self, draft: Draft, *, in_return: bool = False) -> tuple[str, ...]:
        """Who did it; in an accusation the accused, where the clause names nobody or the accuser."""
        heads = draft.event.actors if not in_return else ()
        if draft.event.type == "STATE":
            heads = tuple(h for h in heads if not _are_victims(self.parse.doc[h]))
        for a in draft.chain:
            itself = draft.event.type == ITSELF.get(a.stance) and draft.event.trigger in (a.content_head, *a.cue)
            if a.stance is Stance.DEMANDS and a.kind is Kind.ACTION and self._tell_it(a, heads) and not itself:
                heads = ()
            if a.stance is Stance.DEMANDS and a.kind is Kind.ACTION and not heads and not itself:
                heads = self._addressed(a)
            if a.accused is not None and not itself and (not heads or self._tell_it(a, heads)):
                heads = tuple(t.i for t in syntax.with_conjuncts(self.parse.doc[a.accused]))
            if not heads and a.source_head is not None and self._claims_it(a, draft):
                heads = (a.source_head,)
            if itself and heads == (a.source_head,):
                heads = self._meant(a, draft)
        heads = heads or self._who_pledges(draft)
        ours = tuple(h for h in heads if self._is_we(h) or self._is_our_side(h))
        names = self.voices.names((*(h for h in heads if h not in ours), *self._partners(draft, heads)))
        speaker = next(iter(self.speaking(draft)))[0] if ours else None
        if speaker is None or speaker.kind is PartyKind.REPORT:
            return names
        return tuple(dict.fromkeys((self._meant_by_us(speaker, ours), *names)))

    def _claims_it(self, attribution: Attribution, draft: Draft) -> bool:
        """ "a bombing claimed by the rebels", "the rebels claimed the attack": they say that they did it."""
        cue, event = self.parse.doc[attribution.cue_head], draft.event
        named = attribution.kind is Kind.NOMINAL and event.noun and event.trigger == attribution.content_head
        return named and cue.lemma_ == "claim" and event.type == "ASSAULT" and not syntax.negated(cue)

    def _who_pledges(self, draft: Draft) -> tuple[int, ...]:
        """ "Donors pledged a billion dollars", "promised the return of the bodies": what somebody promises, he does."""
        last = draft.chain[-1] if draft.chain else None
        named = last is not None and last.stance is Stance.PROMISES and last.source_head is not None
        if last is None or not named or syntax.is_verb(self.parse.doc[last.content_head]):
            return ()
        own = draft.event.trigger == last.content_head and draft.event.type != "STATE"
        own = own and not syntax.is_passive(self.parse.doc[last.cue_head])  # "had been promised passage"
        return (last.source_head,) if own and last.source_head is not None else ()

    def _is_our_side(self, token: int) -> bool:
        """ "our men", "our country": those for whom the speaker speaks."""
        noun = self.parse.doc[token]
        whose = any(c.lower_ == "our" for c in syntax.children(noun, "poss"))
        return whose and noun.lemma_.lower() in _SIDES and not syntax.children(noun, "prep", "compound")

    def _meant_by_us(self, speaker: Voice, heads: tuple[int, ...]) -> str:
        """The speaker; of "we" or "our men", in the words of somebody who speaks for others, those others."""
        words = [self.parse.doc[h] for h in heads]
        if not speaker.member_of or all(w.lower_ in ("i", "us") for w in words):
            return speaker.name
        state = self.voices.state_among(speaker.member_of) if any(w.lemma_.lower() in _SIDES for w in words) else None
        return state or speaker.member_of[0]

    def _tell_it(self, attribution: Attribution, heads: tuple[int, ...]) -> bool:
        """Whether the doers are those who speak: "Peru and Chile called on the army to withdraw"."""
        if attribution.source_head is None or not heads:
            return False
        topic = arguments.subject(self.parse.doc[attribution.cue_head]) if attribution.accused is not None else None
        tellers = [self.parse.doc[attribution.source_head], *([topic] if topic is not None else [])]
        return set(heads) <= {t.i for teller in tellers for t in syntax.with_conjuncts(teller)}

    def in_turn(self, draft: Draft, voice: Voice) -> tuple[str, ...] | None:
        """Who did it by the word of one of those who accuse each other: the others; None where nobody does so."""
        last = draft.chain[-1] if draft.chain else None
        if last is None or last.accused is None or not is_mutual(self.parse.doc[last.accused]):
            return None
        if draft.event.type == "ACCUSE":
            return None
        sides = tuple(v[0].name for v in self.speaking(draft))
        return tuple(s for s in sides if s != voice.name) if voice.name in sides else ()

    def _partners(self, draft: Draft, heads: tuple[int, ...]) -> tuple[int, ...]:
        """ "the envoy met the rebels", "talks with both sides": who takes part in talks is nobody's recipient."""
        if draft.event.type == "AGREE" and heads and draft.event.modality in (Modality.HAPPENED, Modality.ONGOING):
            beside = (i for i in draft.event.recipients if self._beside_with(self.parse.doc[i]))
            return tuple(beside)  # "signed a deal with the rebels"
        if draft.event.type != "CONSULT" or not heads:
            return ()
        return tuple(i for i in draft.event.recipients if self._takes_part(self.parse.doc[i], draft.event))

    def _beside_with(self, token: Token) -> bool:
        while token.dep_ == "conj":
            token = token.head
        return token.dep_ == "pobj" and token.head.lower_ == "with"

    def _takes_part(self, token: Token, event: Event) -> bool:
        """Not who is only visited or talked about, or between whom somebody goes back and forth."""
        first = token
        while first.dep_ == "conj":
            first = first.head
        if first.dep_ == "pobj":
            visited = first.head.lower_ == "to" and event.mode == "visit"  # "travelled to Peru"
            return first.head.lower_ in ("with", "to") and not visited
        return event.mode != "visit" and first.head.i == event.trigger and first.head.lemma_ not in _NOT_MEETING

    def _meant(self, attribution: Attribution, draft: Draft) -> tuple[int, ...]:
        """Who should do what is demanded, where no act could be coded; else who speaks."""
        head, event = self.parse.doc[attribution.content_head], draft.event
        if event.type != "REQUEST" or mood_of(draft) is not Modality.DEMANDED:
            return event.actors
        own = syntax.children(head, "nsubj") if syntax.is_verb(head) else []
        doers = [t.i for n in own for t in syntax.with_conjuncts(n)]
        return tuple(doers) or self._addressed(attribution)

    def _addressed(self, attribution: Attribution) -> tuple[int, ...]:
        """ "asked both parties to guarantee passage", "gave the navy until Sunday to leave": of whom it is wanted."""
        cue, head = self.parse.doc[attribution.cue_head], self.parse.doc[attribution.content_head]
        told = arguments.direct_object(cue) if not syntax.is_passive(cue) else None
        asked = (n for n in syntax.prep_objects(cue, "on", "upon", "to") if n.lower_ not in CALENDAR)
        told = told or next(asked, None)
        told = told or next((n for p in syntax.children(cue, "prt") for n in syntax.children(p, "pobj")), None)
        wanted = syntax.is_verb(head) or (head.dep_ == "pobj" and head.head.lower_ == "for")  # "asked Peru for access"
        if told is None or not wanted or told.i in attribution.content or told.i > head.i:
            return ()
        return tuple(t.i for t in syntax.with_conjuncts(told))

    def gapped(self, draft: Draft, found: FoundFigure | None) -> tuple[str, ...]:
        """ "the group is to free 20 hostages and Peru 60 prisoners": who stands right before a later figure."""
        own = self._counted_by(found) if found is not None and draft.event.type in ("ASSAULT", "REJECT") else ()
        if own:
            return own
        if found is None or len(draft.figures) < 2 or found is self.details.figures[draft.figures[0]]:
            return ()
        before = bisect_right(self.parse.starts, found.start) - 2
        mention = self.parse.mentions.get(before)
        joined = before > 0 and self.parse.doc[before - 1].lower_ in ("and", ",", "while")
        return self.voices.names((before,)) if mention is not None and mention.form == "name" and joined else ()

    def _counted_by(self, found: FoundFigure) -> tuple[str, ...]:
        """ "40 breaches by the rebels and nine by the army": whose the second number is."""
        token = self.parse.doc[found.token]
        joined = token.like_num and token.dep_ == "conj"
        return self.voices.names(tuple(t.i for t in syntax.prep_objects(token, "by"))) if joined else ()

    def recipients(self, draft: Draft) -> tuple[str, ...]:
        """To whom it was done, who did it left out."""
        found = self.voices.names(draft.event.recipients)
        blamed = tuple(a.accused for a in draft.chain if a.accused is not None and draft.event.type != "ACCUSE")
        actors = (*self.actors(draft), *self.voices.names(blamed)) if found else ()
        return tuple(name for name in found if name not in actors)

    def source_of(self, draft: Draft) -> tuple[int, ...]:
        """Whoever tells it."""
        head = draft.chain[0].source_head
        return (head,) if head is not None else ()


def _are_victims(noun: Token) -> bool:
    """ "most of the victims", "the dead": who underwent it, and does nothing in what is told of them."""
    nouns = (noun, *syntax.prep_objects(noun, "of"))
    return any(n.lemma_.lower() in _VICTIMS or n.lower_ in _VICTIMS for n in nouns)


def _describes(clause: Token) -> bool:
    """ "who raided the port", "the truce that began on Monday": which people or which pact is meant."""
    shifted = any(c.lower_ in ("would", "will", "may", "might", "could") for c in syntax.children(clause, "aux"))
    if shifted or clause.head.like_num:
        return False  # "seven of the 183 who came out": it is said of those who are counted
    people = any(t.lower_ in ("who", "whose") for t in clause.subtree if t.i <= clause.i)
    joined = clause.left_edge.nbor(-1).text != "," if clause.left_edge.i else False
    return people or (joined and clause.head.lemma_.lower() in _PACTS)
