"""Voices: from the words that name a speaker or doer to who that is.

Pronouns and descriptions ("it", "she", "the ministry", "the statement") are taken for the last
fitting name before them in the text; a last name alone for the full name given earlier.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

from truceline.model import PartyKind, Report, Voice, VoiceRole
from truceline.reading import lexicon, syntax
from truceline.reading.blocks import Blocks
from truceline.reading.parse import Parse
from truceline.reading.parties import Described, Registry, describe, describe_each, role_kind
from truceline.reading.parties.capitals import capitals
from truceline.reading.persons import bears, initials, is_person, may_mean, name_of
from truceline.reading.places import FoundPlace

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_IN_MIND = 150
_PERSON = frozenset(["he", "she", "his", "her", "him"])
_PLURAL = frozenset(["they", "their", "them", "these", "those", "both"])
_OURS = frozenset({"our", "my", "your"})
_SOME = frozenset({"one", "another", "some", "others"})
_OF_WHOM = frozenset({"them", "these", "those", "whom", "us"})
_THING = frozenset(["it", "its", "this"])
_MANY = frozenset(
    {PartyKind.ARMED_FORCE, PartyKind.ARMED_GROUP, PartyKind.PEOPLE, PartyKind.OFFICIAL, PartyKind.SOURCE}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
_GROUPS = frozenset("group movement militia faction organisation organization country nation state".split())
_TITLED = frozenset({PartyKind.OFFICIAL, PartyKind.PEOPLE, None})
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_OUTLET_WORDS = frozenset({"dispatch", "article", "story"})
"""What an outlet calls its own reports: then the report itself speaks."""
_FIGHTERS = frozenset(
    ("group movement militia faction rebel guerrilla militant insurgent paramilitary fighter").split()
)
_OFFICES = frozenset("minister premier president secretary chancellor cabinet parliament".split())
_OF_STATE = frozenset({"government", "military", "army", "cabinet"})
_OFFICE_IN_MIND = 6
"""How many sentences back a state is still the one whose offices are meant."""
_SIDE_WORDS = frozenset(
    (
        "side party government army country state capital neighbour neighbor delegation camp rival foe enemy "
        "belligerent signatory force military nation adversary"
    ).split()
)
_SIDE_NOUNS = frozenset("side party rival foe enemy belligerent signatory adversary opponent ally counterpart".split())
"""Nouns that mean somebody at war or in talks, whoever it is: "the other side has broken it"."""
_NONE_OR_EACH = frozenset({"no", "each", "every", "either", "neither"})
_PARTS_OF_BODIES = frozenset("wing band element service".split())
_TWO = frozenset({"both", "each", "either", "neither", "two"})
_DEEDS_OF = {
    "facilitator": frozenset({"facilitate", "host", "broker", "mediate", "convene"}),
    "mediator": frozenset({"mediate", "broker", "host"}),
    "guarantor": frozenset({"guarantee"}),
    "sponsor": frozenset({"sponsor", "broker"}),
    "broker": frozenset({"broker", "mediate"}),
}
"""What those do who are called by it."""
_OTHERS = frozenset({"other", "opposing", "opposite", "rival", "enemy", "second", "another", "neighbouring"})
_PARTS_OF_FORCES = frozenset({"air", "naval", "border", "ground", "police", "special", "rapid"})
"""With these before it, "the force" is not the army of a state."""
_SIDE_KINDS = frozenset({PartyKind.ARMED_GROUP, PartyKind.STATE, PartyKind.GOVERNMENT, PartyKind.ARMED_FORCE})
_GROUP_KINDS = frozenset({PartyKind.ARMED_GROUP, PartyKind.STATE, PartyKind.GOVERNMENT, PartyKind.INTERNATIONAL})


@dataclass(frozen=True, slots=True)
class _Named:
    """A noun phrase that names or describes somebody, and where it stands."""

    token: int
    who: Described
    salient: bool
    plural: bool
    person: bool
    speaks: bool
    """Whether a word of saying follows it."""


class Voices:
    """Who speaks and acts in one report."""

    def __init__(self, parse: Parse, report: Report, registry: Registry, places: Sequence[FoundPlace]) -> None:
        self._parse, self._report, self._registry, self._places = parse, report, registry, places
        self._known: dict[int, Described | None] = {}
        self._names: dict[tuple[int, ...], tuple[str, ...]] = {}
        self._phrases: dict[int, list[int]] = {}

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
        for who in [w for token in self._who_speak(head) for w in (self._sides(token) or (self.who(token),))]:
            if who is not None:
                found[who.name] = Voice(
                    who.name, who.kind, role, who.party.id if who.party else None, who.member_of, words
                )
        token = self._parse.doc[head]
        if not found and token.pos_ == "PRON":
            # Nobody fits before it: the word stays as it is, and is not taken for the report's own voice.
            return (Voice(self._parse.words(head), PartyKind.UNKNOWN, role, words=words),)
        return tuple(found.values())

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

    def _who_act(self, heads: tuple[int, ...]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for i in heads:
            token = self._parse.doc[i]
            mention = self._parse.mentions.get(i)
            if mention is not None and mention.form == "adjective":
                found[mention.party.name] = None  # "Peruvian fire" is Peru's
                continue
            if several := self._several(token):
                found.update((each.name, None) for each in several)
                continue
            who = self.who(token)
            if who is not None and (who.kind is not PartyKind.UNKNOWN or self._can_act(token, who)):
                found[who.name] = None
        return tuple(found)

    def _can_act(self, token: Token, who: Described) -> bool:
        """Whether one of no known kind is told of as somebody: by name, as a side, or with a pronoun of persons."""
        lemma = token.lemma_.lower()
        if token.lower_ in _PERSON or lemma in _FIGHTERS:
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
        if token.pos_ != "PROPN" or token.dep_ not in (*_SUBJECTS, "pobj") or token.lower_ in _CALENDAR:
            return False
        if not self._is_place_or_day(token):
            return token.dep_ in _SUBJECTS
        return token.dep_ == "nsubj" and bool(syntax.children(token.head, "dobj", "ccomp", "xcomp"))

    def _is_person(self, token: Token) -> bool:
        """A name that no list knows, of more than a word or with a title: most likely a person or a body."""
        return token.pos_ == "PROPN" and any(c.dep_ == "compound" and c.pos_ == "PROPN" for c in token.children)

    def who(self, token: Token) -> Described | None:
        """Whom a noun phrase means, or None when nothing says so."""
        if token.i not in self._known:
            self._known[token.i] = self._found(token)
        return self._known[token.i]

    def _several(self, token: Token) -> tuple[Described, ...]:
        """Those whom one noun stands for: "both sides", "Eritrean and Amhara forces"."""
        joined = sum(i in self._parse.mentions for i in self._phrase(token)) > 1 and token.i not in self._parse.mentions
        words = self._phrase(token) if joined and not syntax.children(token, "nummod") else []
        each = describe_each(self._parse.words(words[0], words[-1] + 1), self._day, self._registry) if words else ()
        return each or self._sides(token)

    def _sides(self, token: Token) -> tuple[Described, ...]:
        """Those whom a noun that names nobody stands for: "both sides", "the mediators"."""
        return self._pair(token) or self._by_deed(token)

    def _by_deed(self, token: Token) -> tuple[Described, ...]:
        """ "the mediators", "the facilitators": those who were said to mediate, or were called so with their names."""
        if token.lower_ == "they":
            meant = self.who(token)
            called = next((t for t in reversed(self._parse.doc[: token.i]) if meant and t.text == meant.name), None)
            return self._by_deed(called) if called is not None else ()
        deeds = _DEEDS_OF.get(token.lemma_.lower())
        if deeds is None or token.tag_ != "NNS" or self._has_name(token):
            return ()
        if not any(c.lower_ in ("the", "these", "its") for c in token.children):
            return ()
        for before in reversed(self._parse.doc[: token.i]):
            if before.lemma_.lower() == token.lemma_.lower() and (named := self._several(before)):
                return named
            doer = syntax.subject(before) if before.lemma_.lower() in deeds and syntax.is_verb(before) else None
            if doer is None:
                continue
            if doer.lower_ in ("they", "who", "which", "that"):
                return self._joined_before(doer)
            found = [self.who(t) for t in syntax.with_conjuncts(doer)]
            parties = tuple(w for w in found if w is not None and w.party is not None)
            if len(parties) > 1:
                return parties
        return ()

    def _pair(self, token: Token) -> tuple[Described, ...]:
        """ "each side", "both governments", "the two armies": the two that were last named together, or by turns."""
        words = {c.lower_ for c in token.children if c.dep_ in ("det", "predet", "nummod", "amod", "preconj")}
        if token.lemma_.lower() not in _SIDE_WORDS or not words & _TWO or token.i in self._parse.mentions:
            return ()
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children) or self._has_name(token):
            return ()
        return self._joined_before(token) or self._two_before(token) or self._two_foremost(token)

    def _joined_before(self, token: Token) -> tuple[Described, ...]:
        """The last two parties before a token that "and" joins."""
        for i in reversed([i for i in self._parse.mentions if i < token.i]):
            first = self._parse.doc[i].head if self._parse.doc[i].dep_ == "conj" else None
            if first is None or first.i >= i or self._parse.mentions[i].form != "name":
                continue
            pair = [self.who(t) for t in (first, self._parse.doc[i])]
            sides = tuple(w for w in pair if w is not None and w.kind in _SIDE_KINDS)
            if len(sides) == 2 and sides[0].name != sides[1].name and len(first.conjuncts) == 1:
                return sides
        return ()

    def _two_before(self, token: Token) -> tuple[Described, ...]:
        """The only two parties that the sentences before name; where there are more, nobody."""
        start = self._sentences_back(token, 3)
        found: dict[str, Described] = {}
        for i in [i for i in self._parse.mentions if start <= i < token.i]:
            who = self.who(self._parse.doc[i]) if self._parse.mentions[i].form == "name" else None
            if who is not None and who.kind in _SIDE_KINDS:
                found.setdefault(who.name, who)
        return tuple(found.values()) if len(found) == 2 else ()

    def _two_foremost(self, token: Token) -> tuple[Described, ...]:
        """The two that a text has named far more often than any other so far."""
        ranked = self._named_so_far(token, _SIDE_KINDS).most_common(3)
        third = ranked[2][1] if len(ranked) > 2 else 0
        if len(ranked) < 2 or ranked[1][1] < max(2, 2 * third):
            return ()
        return tuple(describe(name, self._day, self._registry) for name, _ in ranked[:2])

    def _named_so_far(self, token: Token, kinds: frozenset[PartyKind]) -> Counter[str]:
        """How often each known party of some kinds is named before a token."""
        before = (m.party for i, m in self._parse.mentions.items() if i < token.i)
        return Counter(party.name for party in before if party.kind in kinds)

    def _found(self, token: Token) -> Described | None:
        word = token.lower_
        if (
            token.pos_ == "PRON"
            or token.tag_ in ("PRP", "PRP$", "WP$")
            or word in ("this", "these", "those", "both", "which", "who")
        ):
            return self._pronoun(token)
        if token.i not in self._parse.mentions and token.lemma_.lower() in lexicon.cues().documents:
            return self._document(token)
        if word == "latter" and (before := [n for n in self._before(token.i) if n.who.party is not None]):
            return before[-1].who
        if word in _SOME and (among := self._among(token)) is not None:
            return among
        if (named := self._by_name(token)) is not None:
            return named
        definite = any(c.lower_ in ("the", "this", "that", "its", "his", "her", "their") for c in token.children)
        if definite and not self._has_name(token):
            meant = self._of_title(token) or self._definite(token)
            if meant is not None:
                return meant
        return self._seat(token) or self._owned(token) or self._longer(token, self._in_office(token))

    def _by_name(self, token: Token) -> Described | None:
        """ "its commander, Ann Lind": the name, with the sides of the office."""
        named = name_of(token)
        if named is None or token.i in self._parse.mentions or self._is_place_or_day(named):
            return None
        office = self._owned(token) or self._in_office(token)
        return self._person(office, named)

    def _of_title(self, token: Token) -> Described | None:
        """ "the major", after "Major Ann Lind": whoever was named with that title."""
        if token.tag_ != "NN" or role_kind(token.lemma_.lower()) not in _TITLED:
            return None
        of_its_own = syntax.children(token, "prep", "poss", "relcl", "acl")
        if of_its_own and not any(t.lower_ == "state" for t in syntax.prep_objects(token, "of")):
            return None
        for before in reversed(self._before(token.i - 1)):
            noun = self._parse.doc[before.token]
            if bears(noun, token):
                return self.who(noun)
        return None

    def _among(self, token: Token) -> Described | None:
        """ "one of them", "said one": one of the people that were last told of."""
        of = [n for p in syntax.children(token, "prep") if p.lower_ == "of" for n in syntax.children(p, "pobj")]
        if of and not (of[0].lower_ in _OF_WHOM or syntax.children(of[0], "poss")):
            return None
        if of and syntax.children(of[0], "poss"):
            whose = self._owned(of[0])
            return replace(whose, name=f"one of {whose.name}", party=None) if whose is not None else None
        tells = token.dep_ == "nsubj" and token.head.lemma_.lower() in _telling()
        if not of and (not tells or syntax.children(token, "det", "nummod", "amod", "prep", "relcl", "acl")):
            return None  # "three others", "the one for Friday"
        near = reversed(self._parse.doc[self._sentences_back(token, 2) : token.i])
        several = [t for t in near if t.tag_ in ("NNS", "NNPS")]
        if not tells and (_somewhere(token) or not several or not _is_people(several[0])):
            return None  # "at one of them", after shops
        told = [t for t in several if role_kind(t.lemma_.lower()) is not None]
        people = [t for t in told if not syntax.children(t, "nummod") and not token.head.is_ancestor(t)]
        chosen = next((t for t in people if t.dep_ in _SUBJECTS), people[0] if people else None)
        if chosen is None or (not tells and chosen.sent.start != told[0].sent.start):
            return None  # "Three men are held. One of them": not of those told of before the three
        who = self._plainly(chosen)
        return replace(who, name=f"one of {who.name}", party=None)

    def _in_office(self, token: Token) -> Described:
        """An office of state with no state named is that of the only state that has lately spoken or acted."""
        who = self._describe(token)
        if who.party is not None or who.member_of or who.run_by or not _is_office(token):
            return who
        near = [
            n for n in self._before(token.i) if n.salient and n.token >= self._sentences_back(token, _OFFICE_IN_MIND)
        ]
        names = {name for n in near for name in ((n.who.name,) if n.who.party else ()) + n.who.member_of}
        known = (self._registry.find(name) for name in names)
        states = {party.name for party in known if party is not None and party.kind is PartyKind.STATE}
        return replace(who, member_of=tuple(states)) if len(states) == 1 else who

    def _owned(self, token: Token) -> Described | None:
        """ "the group's armed wing", "its office": named after whoever owns it."""
        for owner in syntax.children(token, "poss"):
            numbers = [i for i in self._phrase(token) if i not in syntax.subtree(owner)]
            if owner.i in self._parse.mentions or owner.pos_ == "PROPN":
                continue
            whose = self.who(owner)
            if whose is not None and whose.kind is not PartyKind.UNKNOWN and numbers:
                own = describe(self._parse.words(numbers[0], numbers[-1] + 1), self._day, self._registry)
                office = whose.party is None and _is_office(owner)
                sides = whose.member_of if office else (whose.name, *whose.member_of)
                return replace(own, name=f"{own.name} of {whose.name}", party=None, member_of=sides)
        return None

    def _seat(self, token: Token) -> Described | None:
        """A capital that speaks or acts is its state."""
        addressed = token.dep_ == "dobj" and token.head.lemma_.lower() in lexicon.cues().verbs
        acting = token.dep_ in (*_SUBJECTS, "poss", "conj") or addressed or self._reported(token)
        if token.i in self._parse.mentions or token.pos_ != "PROPN" or not acting:
            return None
        numbers = self._phrase(token)
        state = capitals().get(self._parse.words(numbers[0], numbers[-1] + 1).replace("\n", " "))
        party = self._registry.get(state) if state else None
        return Described(party.name, party.kind, party) if party else None

    # --- noun phrases ---------------------------------------------------------------------------
    def _describe(self, token: Token) -> Described:
        """What the words say by themselves, and the sides of what is said beside them."""
        who = self._plainly(token)
        if who.party is not None or who.run_by:
            # A body that a group runs does not speak for the group.
            return who
        for named in syntax.children(token, "appos"):
            if token.pos_ == "NOUN" and named.pos_ == "PROPN":
                return self._person(who, named)
        if who.member_of:
            return who
        return replace(who, member_of=self._sides_in(token))

    def _person(self, office: Described, named: Token) -> Described:
        """ "the vice president, Kamala Harris": the name, with the sides of the office."""
        who = self._plainly(named)
        sides = who.member_of or office.member_of
        return replace(who, kind=office.kind if who.kind is PartyKind.UNKNOWN else who.kind, member_of=sides)

    def _plainly(self, token: Token) -> Described:
        """What the words say by themselves."""
        mention = self._parse.mentions.get(token.i)
        if mention is not None and mention.form == "name":
            return describe(self._parse.words(token.i), self._day, self._registry)
        numbers = self._phrase(token)
        if token.lemma_.lower() in _FIGHTERS:
            groups = [self._parse.mentions[i] for i in numbers if i in self._parse.mentions]
            if len(groups) == 1 and groups[0].party.kind is PartyKind.ARMED_GROUP:
                return describe(groups[0].party.name, self._day, self._registry)
        return describe(self._parse.words(numbers[0], numbers[-1] + 1), self._day, self._registry)

    def _phrase(self, token: Token) -> list[int]:
        """The words that name somebody: no clauses, no joined names; an apposition only without a clause of its own."""
        if token.i not in self._phrases:
            cut = [c.i for c in token.children if self._no_part(c)]
            run = next(r for r in syntax.runs(syntax.subtree(token, without=cut)) if r[0] <= token.i < r[1])
            self._phrases[token.i] = list(range(*run))
        return self._phrases[token.i]

    def _no_part(self, child: Token) -> bool:
        if child.dep_ == "prep":
            return child.lower_ not in ("of", "for", "with", "from", "at", "to") or not syntax.children(child, "pobj")
        if child.dep_ == "acl":
            return child.tag_ != "VBN"
        if child.lower_ in ("there", "here"):
            return child.i > child.head.i  # "traders there"
        if child.text == "-" and child.i < child.head.i:
            return False  # "Ann al-Lind"
        return child.dep_ in ("relcl", "appos", "punct", "conj", "cc", "case", "preconj", "advcl", "nummod")

    def _sides_in(self, token: Token) -> tuple[str, ...]:
        """The sides that the phrase or what is said beside it ("the head of the agency") belongs to."""
        own = set(self._phrase(token))
        for part in [token, *syntax.children(token, "appos")]:
            for node in part.subtree:
                if node.i == token.i or node.dep_ == "conj" or (part == token and node.i not in own):
                    continue
                if (mention := self._parse.mentions.get(node.i)) is not None:
                    return (mention.party.name, *self._registry.sides(mention.party.id, self._day))
                if node.dep_ == "pobj" and part != token and node.lemma_.lower() not in _GROUPS:
                    meant = self._definite(node)
                    if meant is not None and (meant.party or meant.member_of):
                        return (meant.name, *meant.member_of)
        return ()

    def _has_name(self, token: Token) -> bool:
        return any(i in self._parse.mentions or self._parse.doc[i].pos_ == "PROPN" for i in self._phrase(token))

    def _longer(self, token: Token, who: Described) -> Described:
        """A last name alone is whoever was named with it before."""
        if who.party is not None or token.pos_ != "PROPN" or " " in who.name:
            return who
        for named in reversed(self._named):
            proper = self._parse.doc[named.token].pos_ == "PROPN"
            if proper and named.token < token.i and named.who.name.endswith(" " + who.name):
                return named.who
            if proper and named.token < token.i and who.name.isupper() and initials(named.who.name) == who.name:
                return named.who
        return who

    # --- words that stand for a name ------------------------------------------------------------
    def _pronoun(self, token: Token) -> Described | None:
        word = token.lower_
        if word in syntax.RELATIVE and token.tag_ in ("WDT", "WP", "WP$"):
            noun = syntax.antecedent(token)
            return self.who(noun) if noun.i != token.i else None
        if (here := self._before_semicolon(token)) is not None:
            return here
        if word in _PERSON:
            return self._last(token, lambda n: n.person and not n.plural and may_mean(word, self._parse.doc[n.token]))
        if word in _THING:
            return self._last(token, lambda n: not n.person and not n.plural and n.who.kind is not PartyKind.PEOPLE)
        if word in _PLURAL:
            return self._last(token, lambda n: n.plural or (not n.person and n.who.kind in _MANY | _GROUP_KINDS))
        return None

    def _before_semicolon(self, token: Token) -> Described | None:
        """ "The guild freed one man; it says that it holds no other": the subject of the half before."""
        doc, start = self._parse.doc, token.sent.start
        if token.dep_ not in ("nsubj", "nsubjpass", "poss") or start == 0 or doc[start - 1].text != ";":
            return None
        half = doc[start - 1].sent
        topic = syntax.subject(half.root)
        if topic is None or topic.i >= start or topic.sent.start != half.start or topic.pos_ == "PRON":
            return None
        who = self.who(topic)
        known = who is not None and (who.kind is not PartyKind.UNKNOWN or topic.pos_ == "PROPN")
        return who if known and who is not None and self._agrees(token, topic, who) else None

    def _definite(self, token: Token) -> Described | None:
        """ "the ministry", "the group": the last name of that kind, the same noun first."""
        lemma = token.lemma_.lower()
        kind = role_kind(lemma)
        if kind is None and lemma not in _GROUPS | _FIGHTERS:
            return None
        beside = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod")}
        if beside & _OTHERS:
            return None  # "the opposing command" is not the one that was named
        if lemma == "force" and beside & _PARTS_OF_FORCES:
            return None
        before = [n for n in self._before(token.i - 1) if n.who.name.lower() != lemma]
        same = [n for n in before if _is_a(n.who, lemma, kind) and self._has_name(self._parse.doc[n.token])]
        if same:
            return same[-1].who
        wanted = {PartyKind.ARMED_GROUP} if lemma in _FIGHTERS else _GROUP_KINDS if lemma in _GROUPS else {kind}
        fitting = [n for n in before if n.who.kind in wanted and n.who.party is not None]
        if lemma in _FIGHTERS:
            return self._chief(token, fitting)
        forces = lemma == "force" and "armed" in beside
        if kind is PartyKind.ARMED_FORCE and lemma not in ("army", "military") and not forces:
            return None  # the navy is not the army
        if (token.tag_ == "NNS" and not forces) or kind in (PartyKind.PEOPLE, PartyKind.SOURCE, PartyKind.OFFICIAL):
            return None
        return fitting[-1].who if fitting else None

    def _chief(self, token: Token, fitting: list[_Named]) -> Described | None:
        """ "the group": the last that spoke or acted, else the one that the text speaks of most."""
        salient = [n for n in fitting if n.salient]
        if salient or not fitting:
            return salient[-1].who if salient else None
        so_far = self._named_so_far(token, frozenset({PartyKind.ARMED_GROUP}))
        name, often = so_far.most_common(1)[0] if so_far else ("", 0)
        if often > 2 * so_far[fitting[-1].who.name]:
            return describe(name, self._day, self._registry)
        return fitting[-1].who

    def _document(self, token: Token) -> Described | None:
        """ "a statement from the ministry", "its report": whose it is, else whoever spoke last."""
        if token.lemma_.lower() in _OUTLET_WORDS and not syntax.children(token, "poss"):
            return None
        for owner in [*syntax.children(token, "poss"), *syntax.prep_objects(token, "by", "from", "of")]:
            found = self.who(owner)
            if found is not None and found.kind is not PartyKind.UNKNOWN:
                return found
        inside = [self._parse.mentions[i] for i in self._phrase(token) if i in self._parse.mentions]
        if inside:
            return describe(inside[0].party.name, self._day, self._registry)
        return self._earlier(token) or self._last(token, lambda n: n.speaks) or self._last(token, lambda n: True)

    def _earlier(self, token: Token) -> Described | None:
        """ "the communique", after "a communique of the ministry": the same document again."""
        lemma, near = token.lemma_.lower(), self._sentences_back(token, _OFFICE_IN_MIND)
        documents = lexicon.cues().documents
        for before in reversed(self._parse.doc[: token.i]):
            alike = before.lemma_.lower() == lemma or (before.i >= near and before.lemma_.lower() in documents)
            if not alike or before.i in self._parse.mentions:
                continue
            for owner in [*syntax.children(before, "poss"), *syntax.prep_objects(before, "by", "from", "of")]:
                found = self.who(owner)
                if found is not None and found.kind is not PartyKind.UNKNOWN:
                    return found
        return None

    def _before(self, token: int) -> list[_Named]:
        """The names before a token, as far back as a reader would still have them in mind."""
        end = bisect_left(self._named, token, key=lambda n: n.token)
        return self._named[max(0, end - _IN_MIND) : end]

    def _last(self, token: Token, fits: Callable[[_Named], bool]) -> Described | None:
        """The last fitting name before a token; subjects come before other names of the same sentence."""
        before = [n for n in self._before(token.i) if fits(n) and not self._clashes(token, n)]
        if not before:
            return None
        if token.dep_ == "nsubj" and token.head.lemma_.lower() in _telling() and token.head.dep_ != "parataxis":
            here = any(n.speaks and n.token >= token.sent.start for n in before)
            spoke = self._spoke_before(token) if not here else None
            if spoke is not None:
                return spoke
        sentence = self._parse.doc[before[-1].token].sent
        near = [n for n in before if n.token >= sentence.start]
        salient = [n for n in near if n.salient]
        aside = token.head.dep_ == "parataxis"
        same = token.sent.start == sentence.start and not aside
        chosen = (salient[-1] if same else salient[0]) if salient else near[-1]
        return self.who(self._parse.doc[chosen.token]) or chosen.who

    def _spoke_before(self, token: Token) -> Described | None:
        """Who spoke last in the three sentences before, by name, description, pronoun or document."""
        first, verbs = self._sentences_back(token, 3), _telling()
        for before in reversed(self._parse.doc[first : token.sent.start]):
            told = before.dep_ == "nsubj" and before.head.lemma_.lower() in verbs and before.head.dep_ != "relcl"
            told = told or self._before_quotation(before)
            if not told and not self._reported(before):
                continue
            if before.lower_ in syntax.RELATIVE or before.lower_ in _OURS | {"i", "we", "you"}:
                continue
            who = self.who(before)
            if who is not None and self._agrees(token, before, who):
                return who
        return None

    def _before_quotation(self, token: Token) -> bool:
        """Whether a name stands before a colon and a quotation mark."""
        after = self._parse.doc[token.i + 1 : token.i + 3]
        return token.pos_ in ("PROPN", "NOUN") and len(after) == 2 and after[0].text == ":" and after[1].is_quote

    def _agrees(self, pronoun: Token, noun: Token, who: Described) -> bool:
        """Whether "he", "it" or "they" can stand for somebody."""
        word, plural = pronoun.lower_, noun.tag_ in ("NNS", "NNPS") or noun.lower_ in _PLURAL
        person = is_person(who, noun)
        person = person or noun.lower_ in _PERSON
        if word in _PERSON:
            return person and not plural and may_mean(word, noun)
        if word in _THING:
            return not person and not plural and who.kind is not PartyKind.PEOPLE
        return plural or not person or any(c.dep_ == "conj" for c in noun.children)

    def _sentences_back(self, token: Token, count: int) -> int:
        """Where the sentence begins that is ``count`` before a token's own."""
        start = token.sent.start
        for _ in range(count):
            if start == 0:
                break
            start = self._parse.doc[start - 1].sent.start
        return start

    def _clashes(self, token: Token, named: _Named) -> bool:
        """A pronoun that is a verb's object is not that verb's subject."""
        noun = self._parse.doc[named.token]
        return token.dep_ in ("dobj", "pobj") and noun.dep_ in _SUBJECTS and noun.head.i == token.head.i

    @cached_property
    def _day(self) -> date | None:
        return self._report.published.date if self._report.published is not None else None

    @cached_property
    def _named(self) -> list[_Named]:
        """All noun phrases of the text that name somebody, in order."""
        found = []
        for token in self._parse.doc:
            if token.pos_ not in ("NOUN", "PROPN") or token.dep_ in ("compound", "amod", "nmod") or token.like_num:
                continue
            if token.pos_ == "PROPN" and (self._is_place_or_day(token) or _is_shouted(token)):
                continue
            if any(c.lower_ in _OURS or c.lower_ == "no" for c in token.children if c.dep_ in ("poss", "det")):
                continue
            mention = self._parse.mentions.get(token.i)
            known = role_kind(token.lemma_.lower()) is not None or token.lemma_.lower() in _FIGHTERS
            if mention is None and token.pos_ == "NOUN" and not known:
                continue
            who = self._plainly(token)
            if who.kind is PartyKind.UNKNOWN and token.pos_ != "PROPN" and token.lemma_.lower() not in _FIGHTERS:
                continue
            found.append(
                _Named(
                    token.i,
                    who,
                    token.dep_ in _SUBJECTS
                    or (token.dep_ == "pobj" and token.head.dep_ == "agent")
                    or self._reported(token),
                    token.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in token.children),
                    is_person(who, token),
                    (token.dep_ == "nsubj" and token.head.lemma_.lower() in lexicon.cues().verbs)
                    or self._reported(token),
                )
            )
        return found

    def _is_place_or_day(self, token: Token) -> bool:
        if token.lower_ in _CALENDAR or token.i in self._parse.mentions:
            return token.lower_ in _CALENDAR
        start = self._parse.starts[token.i]
        return any(p.start <= start < p.end for p in self._places)

    def _reported(self, token: Token) -> bool:
        """After "according to"."""
        return token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.head.lower_ == "according"


def _somewhere(noun: Token) -> bool:
    """ "at one of them": a place."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "near", "outside", "inside", "around", "into", "on")


def _is_people(noun: Token) -> bool:
    return role_kind(noun.lemma_.lower()) is not None


@cache
def _telling() -> frozenset[str]:
    """Verbs whose subject says something, with a clause or after a preposition."""
    words = lexicon.cues()
    return frozenset(words.verbs) | {verb for verb, _ in words.frames} | {v for v in words.aside_verbs if " " not in v}


def _is_shouted(token: Token) -> bool:
    """A word of a heading in capitals, which need not be a name."""
    return len(token.sent) > 1 and not any(c.islower() for t in token.sent for c in t.text)


def _is_office(token: Token) -> bool:
    """ "the prime minister", "the secretary of state", "a government spokesman"."""
    lemma = token.lemma_.lower()
    beside = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod", "nmod")}
    return lemma in _OFFICES or (role_kind(lemma) is PartyKind.OFFICIAL and bool(beside & _OF_STATE))


def _is_a(who: Described, lemma: str, kind: PartyKind | None) -> bool:
    """Whether a name has a noun and means such a one: no armed group is "the army" for having the word in its name."""
    return _has_word(who.name, lemma) and (who.party is None or kind is None or who.kind is kind)


def _has_word(name: str, lemma: str) -> bool:
    """Whether a name has a noun, or a longer form of it: "the monitors" after "the monitoring team"."""
    return any(w == lemma or (len(lemma) > 4 and w.startswith(lemma)) for w in name.lower().split())
