"""Voices: from the words that name a speaker or doer to who that is.

Whom one noun phrase means is found in ``whom``, whom it means where they are several in ``several``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.model import PartyKind, Report, Voice, VoiceRole
from truceline.reading import lexicon, syntax
from truceline.reading.blocks import Blocks
from truceline.reading.noun_phrases import CALENDAR, FIGHTERS, SUBJECTS, NounPhrases
from truceline.reading.parse import Parse
from truceline.reading.parties import Described, Registry, describe, role_kind
from truceline.reading.places import FoundPlace
from truceline.reading.several import Several
from truceline.reading.stand_ins import HE_OR_SHE
from truceline.reading.whom import Whom

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_SIDE_NOUNS = frozenset("side party rival foe enemy belligerent signatory adversary opponent ally counterpart".split())
"""Nouns that mean somebody at war or in talks, whoever it is: "the other side has broken it"."""
_NONE_OR_EACH = frozenset({"no", "each", "every", "either", "neither"})
_PARTS_OF_BODIES = frozenset("wing band element service".split())


_CHARGING = frozenset({"accuse", "blame", "fault", "charge"})


class Voices:
    """Who speaks and acts in one report."""

    def __init__(self, parse: Parse, report: Report, registry: Registry, places: Sequence[FoundPlace]) -> None:
        self._parse, self._report, self._registry = parse, report, registry
        self._phrases = NounPhrases(parse, report, registry, places)
        self._whom = Whom(parse, self._phrases)
        self._several = Several(parse, self._phrases, self._whom)
        self._names: dict[tuple[int, ...], tuple[str, ...]] = {}

    @property
    def report(self) -> Voice:
        """The report's own voice."""
        return Voice(name=self._report.publisher or "The report", kind=PartyKind.REPORT)

    def answering(self, token: int) -> Voice:
        """Who answers for words that nobody in their sentence is told to say: mostly the report itself."""
        block = self._blocks.at(token)
        if block is None or block.speaker is None:
            return self.report
        if isinstance(block.speaker, int):
            return next(iter(self.speakers(block.speaker, self._parse.words(block.speaker))), self.report)
        who = block.speaker
        return Voice(who.name, who.kind, VoiceRole.SPEAKER, who.party.id if who.party else None, who.member_of)

    @cached_property
    def _blocks(self) -> Blocks:
        return Blocks.of(self._parse, self._report, self._registry)

    def speakers(self, head: int | None, words: str = "", role: VoiceRole = VoiceRole.SPEAKER) -> tuple[Voice, ...]:
        """The voices that a source names, one for each of the names joined in it."""
        if head is None:
            return (Voice(name="Unnamed source", kind=PartyKind.SOURCE, role=role, words=words),)
        found: dict[str, Voice] = {}
        each = [w for t in self._who_speak(head) for w in (self._several.sides(t) or (self._whom.who(t),))]
        mention = self._parse.mentions.get(head)
        whose = mention.party.name if mention is not None and mention.form == "adjective" else None
        for who in each:
            if who is not None and role is VoiceRole.SPEAKER and self._is_publisher(who):
                found[who.name] = self.report
            elif who is not None:
                name = whose or who.name  # "an Israeli demand" is Israel's
                found[name] = Voice(name, who.kind, role, who.party.id if who.party else None, who.member_of, words)
        token = self._parse.doc[head]
        if not found and token.pos_ == "PRON":
            # Nobody fits before it: the word stays as it is, and is not taken for the report's own voice.
            return (Voice(self._parse.words(head), PartyKind.UNKNOWN, role, words=words),)
        return tuple(found.values())

    def _is_publisher(self, who: Described) -> bool:
        """ "the Mission recorded nine shots", in the daily report of the Monitoring Mission: the report itself."""
        return who.party is None and not who.member_of and who.name == self._own_noun

    @cached_property
    def _own_noun(self) -> str | None:
        """What a body that publishes its own reports calls itself in them."""
        publisher = self._report.publisher or ""
        if describe(publisher).kind not in (PartyKind.BODY, PartyKind.MONITOR, PartyKind.INTERNATIONAL):
            return None
        noun = publisher.split()[-1]
        return noun if noun != publisher and role_kind(noun.lower()) is PartyKind.BODY else None

    def _who_speak(self, head: int) -> list[Token]:
        """The names joined in a source; people that are counted ("and 10 civilians") do not speak beside others."""
        joined = syntax.with_conjuncts(self._parse.doc[head])
        uncounted = [t for t in joined if not syntax.children(t, "nummod")]
        return uncounted or joined

    def names(self, heads: tuple[int, ...]) -> tuple[str, ...]:
        """The names of those parties among the noun phrases who can act; things and events are left out."""
        if heads not in self._names:
            self._names[heads] = self._who_act(heads)
        return self._names[heads]

    def state_among(self, names: tuple[str, ...]) -> str | None:
        """The state that an office is of, where its names hold no armed group: of "the ministry, Peru" it is Peru."""
        known = [party for name in names if (party := self._registry.find(name)) is not None]
        states = [p.name for p in known if p.kind is PartyKind.STATE]
        return states[0] if states and all(p.kind is not PartyKind.ARMED_GROUP for p in known) else None

    def _who_act(self, heads: tuple[int, ...]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for i in heads:
            token = self._parse.doc[i]
            mention = self._parse.mentions.get(i)
            if mention is not None and mention.form == "adjective":
                found[mention.party.name] = None  # "Peruvian fire" is Peru's
                continue
            if several := self._several.those(token):
                found.update((each.name, None) for each in several)
                continue
            who = self._whom.who(token)
            if who is not None and (who.kind is not PartyKind.UNKNOWN or self._can_act(token)):
                found[who.name] = None
        return tuple(found)

    def _can_act(self, token: Token) -> bool:
        """Whether one of no known kind is told of as somebody: by name, as a side, or with a pronoun of persons."""
        lemma = token.lemma_.lower()
        if token.lower_ in HE_OR_SHE or lemma in FIGHTERS:
            return True
        if token.pos_ == "NOUN" and role_kind(lemma) is not None:
            return True  # "a legislator loyal to the guild"
        if lemma in _SIDE_NOUNS:
            return all(c.lower_ not in _NONE_OR_EACH for c in syntax.children(token, "det"))
        if lemma in _PARTS_OF_BODIES:
            return bool(syntax.children(token, "poss", "compound", "amod"))
        return self._is_person(token) or self._acts_by_name(token)

    def _acts_by_name(self, token: Token) -> bool:
        """A name of one word that no list knows; that of a place only where it does something to somebody."""
        opens = token.i == token.sent.start and token.lower_.endswith("s")
        if opens and token.lower_.removesuffix("s") in lexicon.events().classes["weapon"]:
            return False  # "Rockets struck", which a parser takes for a name
        charged = token.dep_ == "dobj" and token.head.lemma_.lower() in _CHARGING
        if charged and token.pos_ == "PROPN" and not self._phrases.is_place_or_day(token):
            return True
        if token.pos_ != "PROPN" or token.dep_ not in (*SUBJECTS, "pobj") or token.lower_ in CALENDAR:
            return False
        if not self._phrases.is_place_or_day(token):
            return token.dep_ in SUBJECTS
        return token.dep_ == "nsubj" and bool(syntax.children(token.head, "dobj", "ccomp", "xcomp"))

    def _is_person(self, token: Token) -> bool:
        """A name that no list knows, of more than a word or with a title: most likely a person or a body."""
        return token.pos_ == "PROPN" and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.children)
