"""Whom: whom one noun phrase means: by name, title, office or owner, or standing for a name before it.

A last name alone is taken for the full name given earlier.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import PartyKind
from truceline.reading import lexicon, syntax
from truceline.reading.noun_phrases import SUBJECTS, NounPhrases, telling
from truceline.reading.parse import Parse
from truceline.reading.parties import Described, role_kind
from truceline.reading.parties.capitals import capitals
from truceline.reading.persons import bears, initials, name_of
from truceline.reading.stand_ins import GROUPS, OFFICE_IN_MIND, StandIns

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_SOME = frozenset({"one", "another", "some", "others"})
_OF_WHOM = frozenset({"them", "these", "those", "whom", "us"})
_TITLED = frozenset({PartyKind.OFFICIAL, PartyKind.PEOPLE, None})
_OFFICES = frozenset("minister premier president secretary chancellor cabinet parliament".split())
_BODIES_LED = frozenset({"ministry", "office", "department", "party", "bureau", "command"})
"""What is somebody's who leads it: "his ministry said"."""
_OWN = frozenset({"country", "nation", "group", "movement", "organisation", "organization", "side"})
"""What is somebody's who speaks for it."""
_COURTESY = frozenset("mr mrs ms miss dr gen lt col brig maj capt sgt adm cmdr sen gov prof rev mgr".split())
_OF_STATE = frozenset({"government", "military", "army", "cabinet"})


class Whom:
    """Whom the noun phrases of one report mean."""

    def __init__(self, parse: Parse, phrases: NounPhrases) -> None:
        self.parse, self.phrases = parse, phrases
        self._known: dict[int, Described | None] = {}

    @property
    def _stand_ins(self) -> StandIns:
        # Made where it is asked for: held, it would hold this in turn, and both the whole parse.
        return StandIns(self.parse, self.phrases, self.who)

    def who(self, token: Token) -> Described | None:
        """Whom a noun phrase means, or None when nothing says so."""
        if token.i not in self._known:
            self._known[token.i] = None  # while it is looked for: words that lead in a circle mean nobody
            self._known[token.i] = self._found(token)
        return self._known[token.i]

    def _found(self, token: Token) -> Described | None:
        word = token.lower_
        if (
            token.pos_ == "PRON"
            or token.tag_ in ("PRP", "PRP$", "WP$")
            or word in ("this", "these", "those", "both", "which", "who")
        ):
            return self._stand_ins.pronoun(token)
        if token.i not in self.parse.mentions and token.lemma_.lower() in lexicon.cues().documents:
            return self._stand_ins.document(token)
        if word == "latter" and (before := [n for n in self.phrases.before(token.i) if n.who.party is not None]):
            return before[-1].who
        if word in _SOME and (among := self._among(token)) is not None:
            return among
        if (named := self._by_name(token)) is not None:
            return named
        definite = any(c.lower_ in ("the", "this", "that", "its", "his", "her", "their") for c in token.children)
        if definite and not self.phrases.has_name(token):
            own = any(c.lower_ in ("his", "her") for c in syntax.children(token, "poss"))
            if own and (side := self._own_side(token)) is not None:
                return side
            if own and token.lemma_.lower() in _BODIES_LED and (led := self._owned(token)) is not None:
                return led
            meant = self._of_title(token) or self._stand_ins.definite(token)
            if meant is not None:
                return meant
        return self._seat(token) or self._owned(token) or self._longer(token, self._in_office(token))

    def _by_name(self, token: Token) -> Described | None:
        """ "its commander, Ann Lind": the name, with the sides of the office."""
        named = name_of(token)
        if named is None or token.i in self.parse.mentions or self.phrases.is_place_or_day(named):
            return None
        office = self._owned(token) or self._in_office(token)
        return self._person(office, named)

    def _own_side(self, token: Token) -> Described | None:
        """ "his country", "her group": the one for which that person speaks."""
        owners = syntax.children(token, "poss") if token.lemma_.lower() in _OWN else []
        found = [who for o in owners if (who := self.who(o)) is not None and who.member_of]
        sides = [self.phrases.described(name) for who in found[:1] for name in who.member_of]
        states = [who for who in sides if who.kind is PartyKind.STATE]
        return next(iter(states if token.lemma_ in ("country", "nation") else sides), None)

    def _of_title(self, token: Token) -> Described | None:
        """ "the major", after "Major Ann Lind": whoever was named with that title."""
        if token.tag_ != "NN" or role_kind(token.lemma_.lower()) not in _TITLED:
            return None
        of_its_own = syntax.children(token, "prep", "poss", "relcl", "acl")
        if of_its_own and not any(t.lower_ == "state" for t in syntax.prep_objects(token, "of")):
            return None
        for before in reversed(self.phrases.before(token.i - 1)):
            noun = self.parse.doc[before.token]
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
        tells = token.dep_ == "nsubj" and token.head.lemma_.lower() in telling()
        if not of and (not tells or syntax.children(token, "det", "nummod", "amod", "prep", "relcl", "acl")):
            return None  # "three others", "the one for Friday"
        near = reversed(self.parse.doc[self.phrases.sentences_back(token, 2) : token.i])
        several = [t for t in near if t.tag_ in ("NNS", "NNPS")]
        if not tells and (_somewhere(token) or not several or not _is_people(several[0])):
            return None  # "at one of them", after shops
        told = [t for t in several if role_kind(t.lemma_.lower()) is not None]
        people = [t for t in told if not syntax.children(t, "nummod") and not token.head.is_ancestor(t)]
        chosen = next((t for t in people if t.dep_ in SUBJECTS), people[0] if people else None)
        if chosen is None or (not tells and chosen.sent.start != told[0].sent.start):
            return None  # "Three men are held. One of them": not of those told of before the three
        who = self.phrases.plainly(chosen)
        return replace(who, name=f"one of {who.name}", party=None)

    def _in_office(self, token: Token) -> Described:
        """An office of state with no state named is that of the only state that has lately spoken or acted."""
        who = self._describe(token)
        if who.party is not None or who.member_of or who.run_by or not _is_office(token):
            return who
        start = self.phrases.sentences_back(token, OFFICE_IN_MIND)
        near = [n for n in self.phrases.before(token.i) if n.salient and n.token >= start]
        names = {name for n in near for name in ((n.who.name,) if n.who.party else ()) + n.who.member_of}
        known = (self.phrases.registry.find(name) for name in names)
        states = {party.name for party in known if party is not None and party.kind is PartyKind.STATE}
        return replace(who, member_of=tuple(states)) if len(states) == 1 else who

    def _owned(self, token: Token) -> Described | None:
        """ "the group's armed wing", "its office": named after whoever owns it."""
        for owner in syntax.children(token, "poss"):
            numbers = [i for i in self.phrases.words_of(token) if i not in syntax.subtree(owner)]
            if owner.i in self.parse.mentions or owner.pos_ == "PROPN":
                continue
            whose = self.who(owner)
            if whose is not None and whose.kind is not PartyKind.UNKNOWN and numbers:
                own = self.phrases.described(self.parse.words(numbers[0], numbers[-1] + 1))
                office = whose.party is None and _is_office(owner)
                sides = whose.member_of if office else (whose.name, *whose.member_of)
                return replace(own, name=f"{own.name} of {whose.name}", party=None, member_of=sides)
        return None

    def _seat(self, token: Token) -> Described | None:
        """A capital that speaks or acts is its state."""
        addressed = token.dep_ == "dobj" and token.head.lemma_.lower() in lexicon.cues().verbs
        acting = token.dep_ in (*SUBJECTS, "poss", "conj") or addressed or self.phrases.is_reported(token)
        if token.i in self.parse.mentions or token.pos_ != "PROPN" or not acting:
            return None
        numbers = self.phrases.words_of(token)
        state = capitals().get(self.parse.words(numbers[0], numbers[-1] + 1).replace("\n", " "))
        party = self.phrases.registry.get(state) if state else None
        return Described(party.name, party.kind, party) if party else None

    def _describe(self, token: Token) -> Described:
        """What the words say by themselves, and the sides of what is said beside them."""
        who = self.phrases.plainly(token)
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
        who = self.phrases.plainly(named)
        sides = who.member_of or office.member_of
        return replace(who, kind=office.kind if who.kind is PartyKind.UNKNOWN else who.kind, member_of=sides)

    def _sides_in(self, token: Token) -> tuple[str, ...]:
        """The sides that the phrase or what is said beside it ("the head of the agency") belongs to."""
        own = set(self.phrases.words_of(token))
        for part in [token, *syntax.children(token, "appos")]:
            for node in part.subtree:
                if node.i == token.i or node.dep_ == "conj" or (part == token and node.i not in own):
                    continue
                if (mention := self.parse.mentions.get(node.i)) is not None:
                    return (mention.party.name, *self.phrases.registry.sides(mention.party.id, self.phrases.day))
                if node.dep_ == "pobj" and part != token and node.lemma_.lower() not in GROUPS:
                    meant = self._stand_ins.definite(node)
                    if meant is not None and (meant.party or meant.member_of):
                        return (meant.name, *meant.member_of)
        return ()

    def _longer(self, token: Token, who: Described) -> Described:
        """A last name alone is whoever was named with it before."""
        last = _last_name(who.name)
        if who.party is not None or token.pos_ != "PROPN" or " " in last:
            return who
        longest = [n for n in self.phrases.named if n.token < token.i and n.who.name.endswith(" " + last)]
        longest = [n for n in longest if self.parse.doc[n.token].pos_ == "PROPN"]
        if full := [n for n in longest if " " in _last_name(n.who.name)] or (longest if who.name == last else []):
            title = who.name.removesuffix(last)
            alike = [n for n in full if title and n.who.name.startswith(title)]
            return (alike or full)[-1].who
        for named in reversed(self.phrases.named):
            proper = self.parse.doc[named.token].pos_ == "PROPN"
            if proper and named.token < token.i and who.name.isupper() and initials(named.who.name) == who.name:
                return named.who
        return who


def _last_name(name: str) -> str:
    """The "Lind" of "Ms Lind"; any other name as it is."""
    title, _, rest = name.partition(" ")
    return rest if title.lower().rstrip(".") in _COURTESY and rest else name


def _somewhere(noun: Token) -> bool:
    """ "at one of them": a place."""
    return noun.dep_ == "pobj" and noun.head.lower_ in ("at", "in", "near", "outside", "inside", "around", "into", "on")


def _is_people(noun: Token) -> bool:
    return role_kind(noun.lemma_.lower()) is not None


def _is_office(token: Token) -> bool:
    """ "the prime minister", "the secretary of state", "a government spokesman"."""
    lemma = token.lemma_.lower()
    beside = {c.lower_ for c in token.children if c.dep_ in ("compound", "amod", "nmod")}
    return lemma in _OFFICES or (role_kind(lemma) is PartyKind.OFFICIAL and bool(beside & _OF_STATE))
