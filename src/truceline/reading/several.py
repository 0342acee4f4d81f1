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
_URGING = frozenset({"urge", "call", "press", "appeal", "ask", "invite", "summon", "implore", "welcome", "broker"})
"""What is done to the sides by those who stand outside."""
_SIDE_KINDS = frozenset({PartyKind.ARMED_GROUP, PartyKind.STATE, PartyKind.GOVERNMENT, PartyKind.ARMED_FORCE})
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
        if token.lemma_.lower() not in _SIDE_WORDS or not words & _TWO or token.i in self.parse.mentions:
            return ()
        if any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children) or self.phrases.has_name(token):
            return ()
        return self._joined_before(token) or self._two_before(token) or self._two_foremost(token)

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

    def _two_before(self, token: Token) -> tuple[Described, ...]:
        """The only two parties that the sentences before name; where there are more, nobody."""
        start = self.phrases.sentences_back(token, 3)
        found: dict[str, Described] = {}
        between: set[str] = set()
        for i in [i for i in self.parse.mentions if start <= i < token.i]:
            name = self.parse.doc[i]
            who = self.whom.who(name) if self.parse.mentions[i].form == "name" else None
            if who is not None and who.kind in _SIDE_KINDS:
                found.setdefault(who.name, who)
                between |= {who.name} if _mediate(name.head if name.dep_ == "conj" else name) else set()
        found = {name: who for name, who in found.items() if name not in between}
        return tuple(found.values()) if len(found) == 2 else ()

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
    if first.dep_ == "pobj" and first.head.lower_ == "from":
        return True
    if first.dep_ not in ("nsubj", "nsubjpass"):
        return False
    asks = first.head.lemma_.lower() in _URGING
    return asks or (first.head.i != token.head.i and first.head in list(token.ancestors))


def _mediate(noun: Token) -> bool:
    """Whether two are called mediators with their names."""
    beside = [*syntax.children(noun, "compound", "appos", "nmod"), *([noun.head] if noun.dep_ == "appos" else [])]
    return any(c.lower_.removesuffix("s") in _DEEDS_OF for c in beside)
