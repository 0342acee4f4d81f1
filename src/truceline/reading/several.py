"""Several: those whom one noun stands for together: "both sides", "the mediators", "Eritrean and Amhara forces"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.model import PartyKind
from truceline.reading import arguments, syntax
from truceline.reading.noun_phrases import NounPhrases
from truceline.reading.parse import Parse
from truceline.reading.parties import Described, describe_each
from truceline.reading.whom import Whom

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_SIDE_WORDS = frozenset(
    (
        "side party government army country state capital neighbour neighbor delegation camp rival foe enemy "
        "belligerent signatory force military nation adversary"
    ).split()
)
_TWO = frozenset({"both", "each", "either", "neither", "two"})
_DEEDS_OF = {
    "facilitator": frozenset({"facilitate", "host", "broker", "mediate", "convene"}),
    "mediator": frozenset({"mediate", "broker", "host"}),
    "guarantor": frozenset({"guarantee"}),
    "sponsor": frozenset({"sponsor", "broker"}),
    "broker": frozenset({"broker", "mediate"}),
}
"""What those do who are called by it."""
_URGING = frozenset(
    "urge call press appeal ask invite summon implore welcome broker mediate facilitate host sponsor convene".split()
)
"""What is done to the sides by those who stand outside."""
_HELP = frozenset("mediation facilitation sponsorship auspices help support patronage brokerage".split())
_TAKING_PART = frozenset({"between", "by", "with", "against", "from", "to"})
_DOING = frozenset({"nsubj", "nsubjpass", "dobj", "agent", "dative"})
_AT_ODDS = frozenset({"side", "party", "belligerent", "adversary", "foe"})
"""Whom "the sides" means without a number."""
_SIDE_KINDS = frozenset({PartyKind.ARMED_GROUP, PartyKind.STATE, PartyKind.GOVERNMENT, PartyKind.ARMED_FORCE})
_LEAD = 12
"""How many words a first sentence has at least that names the sides of its story."""
_BETWEEN = frozenset({PartyKind.STATE, PartyKind.INTERNATIONAL, PartyKind.GOVERNMENT})
"""Who the two are that are called mediators without a word of what they did."""


@dataclass(frozen=True, slots=True)
class Several:
    """Asked for one noun phrase at a time."""

    parse: Parse
    phrases: NounPhrases
    whom: Whom

    def those(self, token: Token) -> tuple[Described, ...]:
        """Those whom one noun stands for: "both sides", "Eritrean and Amhara forces"."""
        words, parties = self.phrases.words_of(token), self.parse.mentions
        joined = sum(i in parties for i in words) > 1 and token.i not in parties
        if not joined or syntax.children(token, "nummod"):
            return self.sides(token)
        named = self.parse.words(words[0], words[-1] + 1)
        return describe_each(named, self.phrases.day, self.phrases.registry) or self.sides(token)

    def sides(self, token: Token) -> tuple[Described, ...]:
        """Those whom a noun that names nobody stands for: "both sides", "the mediators"."""
        return self._pair(token) or self._by_deed(token)

    def _by_deed(self, token: Token) -> tuple[Described, ...]:
        """ "the mediators", "the facilitators": those who were said to mediate, or were called so with their names."""
        if token.lower_ == "they":
            meant = self.whom.who(token)
            called = next((t for t in reversed(self.parse.doc[: token.i]) if meant and t.text == meant.name), None)
            return self._by_deed(called) if called is not None else ()
        deeds = _DEEDS_OF.get(token.lemma_.lower())
        if deeds is None or token.tag_ != "NNS" or self.phrases.has_name(token):
            return ()
        if not any(c.lower_ in ("the", "these", "its") for c in token.children):
            return ()
        for before in reversed(self.parse.doc[: token.i]):
            if before.lemma_.lower() == token.lemma_.lower() and (named := self.those(before)):
                return named
            doer = arguments.subject(before) if before.lemma_.lower() in deeds and syntax.is_verb(before) else None
            if doer is None:
                continue
            if doer.lower_ in ("they", "who", "which", "that"):
                return self._joined_before(doer, outside=True)
            found = [self.whom.who(t) for t in syntax.with_conjuncts(doer)]
            parties = tuple(w for w in found if w is not None and w.party is not None)
            if len(parties) > 1:
                return parties
        two = any(c.lower_ == "two" for c in token.children)
        return self._joined_before(token, _BETWEEN) if two else ()

    def _pair(self, token: Token) -> tuple[Described, ...]:
        """ "each side", "both governments", "the two armies": the two that were last named together, or by turns."""
        words = {c.lower_ for c in token.children if c.dep_ in ("det", "predet", "nummod", "amod", "preconj")}
        lemma = token.lemma_.lower()
        bare = token.tag_ == "NNS" and lemma in _AT_ODDS and "the" in words and words <= {"the", "warring", "opposing"}
        if lemma not in _SIDE_WORDS or not (bare or words & _TWO) or token.i in self.parse.mentions:
            return ()
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children) or self.phrases.has_name(token):
            return ()
        near, lead = self.phrases.sentences_back(token, 3), self._lead(token)
        return (
            self._joined_before(token)
            or self._only_two(near, token.i)
            or self._only_two(0, lead)
            or self._two_foremost(token)
        )

    def _lead(self, token: Token) -> int:
        """Where the first sentence of the text ends, or the second where that is a dateline or a few words."""
        end = 0
        while end < token.sent.start and end < _LEAD:
            end = self.parse.doc[end].sent.end
        return end

    def _joined_before(
        self, token: Token, kinds: frozenset[PartyKind] = _SIDE_KINDS, *, outside: bool = False
    ) -> tuple[Described, ...]:
        """The last two parties of some kinds that "and" joins before a token.

        Only where ``outside``, or where other than sides are meant, also those who urge others or mediate.
        """
        for last in reversed(self.parse.doc[: token.i]):
            first = last.head
            if last.dep_ != "conj" or first.i >= last.i or last.pos_ not in ("PROPN", "NOUN"):
                continue
            mention = self.parse.mentions.get(last.i)
            if (mention is not None and mention.form != "name") or (kinds is _SIDE_KINDS and _mediate(first)):
                continue
            if kinds is _SIDE_KINDS and not outside and _stand_apart(first, token):
                continue  # "Mediators Peru and Chile spoke of violations by both sides"
            sides = {w.name: w for t in (first, last) if (w := self._side(t, kinds)) is not None}
            joined = [w for t in first.conjuncts if (w := self._side(t, kinds)) is None or w.name not in sides]
            if len(sides) == 2 and not joined and (self._is_named(first) or self._is_named(last) or _foes(sides)):
                return tuple(sides.values())
        return ()

    def _side(self, noun: Token, kinds: frozenset[PartyKind]) -> Described | None:
        """The party that a noun names; of "leaders of the rebels" the rebels."""
        who = self.whom.who(noun)
        if who is not None and who.kind is PartyKind.OFFICIAL:
            who = next((w for n in syntax.prep_objects(noun, "of") if (w := self.whom.who(n)) is not None), None)
        return who if who is not None and who.kind in kinds else None

    def _is_named(self, noun: Token) -> bool:
        return noun.i in self.parse.mentions or self.phrases.has_name(noun)

    def _only_two(self, start: int, end: int) -> tuple[Described, ...]:
        """The only two sides that some words name as doing or undergoing something; where there are more, nobody."""
        found: dict[str, Described] = {}
        between: set[str] = set()
        for named in [n for n in self.phrases.before(end) if n.token >= start]:
            noun = self.parse.doc[named.token]
            who = self.whom.who(noun) if _takes_part(noun) else None
            if who is None or who.kind not in _SIDE_KINDS or not (who.party or who.member_of or self._is_named(noun)):
                continue
            side = self._state_of(who)
            found.setdefault(side, who)
            first = noun.head if noun.dep_ == "conj" else noun
            between |= {side} if _mediate(first) or _stands_outside(first) else set()
        sides = [who for side, who in found.items() if side not in between]
        return tuple(sides) if len(sides) == 2 else ()

    def _state_of(self, who: Described) -> str:
        """The state that somebody acts for, else the name: its army and its government are no two sides."""
        for name in (who.name, *who.member_of):
            party = self.phrases.registry.find(name)
            if party is not None and party.kind is PartyKind.STATE:
                return name
        return who.name

    def _two_foremost(self, token: Token) -> tuple[Described, ...]:
        """The two that a text has named far more often than any other so far."""
        ranked = self.phrases.so_far(token, _SIDE_KINDS).most_common(3)
        third = ranked[2][1] if len(ranked) > 2 else 0
        if len(ranked) < 2 or ranked[1][1] < max(2, 2 * third):
            return ()
        return tuple(self.phrases.described(name) for name, _ in ranked[:2])


def _foes(sides: dict[str, Described]) -> bool:
    """ "the army and the rebels": one side that is armed against a state, and one that is the state's."""
    return sum(who.kind is PartyKind.ARMED_GROUP for who in sides.values()) == 1


def _stand_apart(first: Token, token: Token) -> bool:
    """ "monitors from Peru and Chile", "Peru and Chile urged both sides to talk": not whom "both sides" means."""
    if (first.dep_ == "pobj" and first.head.lower_ == "from") or _stands_outside(first):
        return True
    if first.dep_ not in ("nsubj", "nsubjpass"):
        return False
    return first.head.i != token.head.i and first.head in list(token.ancestors)


def _stands_outside(first: Token) -> bool:
    """Who urges, hosts or mediates: "Peru urged both sides", "brokered by Peru", "with the mediation of Peru"."""
    if first.dep_ in ("nsubj", "nsubjpass"):
        return first.head.lemma_.lower() in _URGING
    if first.dep_ != "pobj":
        return False
    over = first.head.head.lemma_.lower()
    return over in _HELP or (first.head.lower_ == "by" and over in _URGING)


def _takes_part(noun: Token) -> bool:
    """Who does or undergoes something: not "in Peru", "the capital of Peru", "Peru's border", "talks on Peru"."""
    first = noun
    while first.dep_ == "conj" and first.head is not first:
        first = first.head
    if first.dep_ == "pobj":
        return first.head.lower_ in _TAKING_PART
    return first.dep_ in _DOING


def _mediate(noun: Token) -> bool:
    """Whether two are called mediators with their names."""
    beside = [*syntax.children(noun, "compound", "appos", "nmod"), *([noun.head] if noun.dep_ == "appos" else [])]
    return any(c.lower_.removesuffix("s") in _DEEDS_OF for c in beside)
