"""Means: the arms and attacks by which a deed was done, what kind they are, and whose.

"killed in a raid", "Peruvian tanks shelled", "broke the truce with rocket fire", "an exchange of fire".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.model import PartyKind
from truceline.reading import arguments, lexicon, syntax
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_NEAR = 40
"""How many tokens back the fire may stand that was exchanged."""
_FORCES = frozenset("army navy government police rebel coalition militia guerrilla insurgent separatist".split())
"""Whose means they are, before a noun: "an army air strike", "rebel rockets"."""
_FIRING = frozenset({"fire", "gunfire", "shot", "shell", "shelling", "artillery", "mortar", "bullet", "rocket"})
"""What is exchanged where nobody is let go."""
_HARMING = frozenset({"kill", "wound", "injure"})
_SINCE = frozenset({"since", "before", "until", "although", "though"})
"""What comes after these is not what somebody was killed in."""


class Means:
    """The words for arms and attacks, and what they tell of a verb or noun beside them."""

    def __init__(self) -> None:
        self._lexicon = lexicon.events()
        self._words = self._lexicon.classes["attack"] | self._lexicon.classes["weapon"]

    def instrument(self, token: Token) -> str | None:
        """The kind of arms nearest to a verb or noun in its clause, a mode of ASSAULT in the codebook."""
        for i in sorted(syntax.deed_words(token), key=lambda i: (i == token.i, abs(i - token.i))):
            word = token.doc[i]
            if (mode := self._kind_of(word)) is not None:
                return mode
        came_of_it = token.lemma_ in _HARMING and token.tag_ == "VBG" and token.dep_ == "advcl"
        return (
            self.instrument(token.head) if came_of_it and token.head.i < token.i else None
        )  # "a car bomb went off, killing nine"

    def _kind_of(self, word: Token) -> str | None:
        """What kind of arms a word is, with the word before it where the two are one: "tear gas"."""
        kinds = self._lexicon.instruments
        pair = f"{word.nbor(-1).lower_} {word.lemma_.lower()}" if word.i else ""
        first = f"{word.lower_} {word.nbor(1).lemma_.lower()}" if word.i + 1 < len(word.doc) else ""
        return kinds.get(pair) or kinds.get(first) or kinds.get(word.lemma_.lower()) or kinds.get(word.lower_)

    def with_weapon(self, verb: Token) -> bool:
        """ "broke the truce with rocket fire"."""
        return any(n.lemma_.lower() in self._words for n in syntax.prep_objects(verb, "with", "by", "through"))

    def named(self, verb: Token, subjects: list[Token]) -> bool:
        """Killed "in a strike", "when shells hit": someone did it, even if nobody is named."""
        parts = [c.i for c in verb.children if c.lower_ in ("including", "among", "of", "since", "before", "until")]
        parts += [c.i for c in syntax.children(verb, "advcl") if any(m.lower_ in _SINCE for m in c.children)]
        disaster = self._lexicon.classes["disaster"]
        if any(n.lemma_.lower() in disaster for n in subjects):
            parts += [c.i for c in syntax.children(verb, "conj")]  # "the storm killed nine and struck the coast"
        return any(verb.doc[i].lemma_.lower() in self._words for i in syntax.subtree(verb, without=parts))

    def comes_of_it(self, parse: Parse, verb: Token) -> bool:
        """ "a mine went off, killing a woman": what came of it, told of nobody who did it."""
        if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "conj"):
            return False
        doer = arguments.subject(verb)
        arms = self._words - {"sniper"}
        told = list(doer.children) if doer is not None else []
        # "Serbian shells", "coalition artillery": it is known whose
        owned = len(told) > 1 or any(c.i in parse.mentions or c.lemma_.lower() in _FORCES for c in told)
        return doer is None or (not owned and (doer.lemma_.lower() in arms or doer.lower_ in arms))

    def exchanged(self, noun: Token) -> bool:
        """ "an exchange of fire", where an exchange of prisoners would let them go."""
        return self._of_arms(noun) or self._of_fire(noun)

    def _of_arms(self, noun: Token) -> bool:
        return any(n.lemma_.lower() in self._words for n in syntax.prep_objects(noun, "of"))

    def _of_fire(self, noun: Token) -> bool:
        """ "the exchange", told after "exchanged fire" and of nobody who is held."""
        named = any(c.lower_ in ("of", "for", "with") or c.dep_ == "compound" for c in noun.children)
        if noun.lemma_ != "exchange" or named:
            return False
        captives = self._lexicon.classes["captives"]
        near = [t.lemma_.lower() for t in noun.doc[max(0, noun.i - _NEAR) : noun.i]]
        return any(w in _FIRING for w in near) and not any(w in captives or w == "release" for w in near)

    def owner(self, parse: Parse, verb: Token, doer: Token | None) -> Token | None:
        """ "killed by Peruvian fire", "killed in a Peruvian raid", "Peruvian tanks shelled": whose arms they are."""
        passive = syntax.is_passive(verb)
        if verb.lemma_ in ("die", "perish") and not passive:
            doer, passive = None, True
        means = [doer] if doer is not None else syntax.prep_objects(verb, "in", "by", "during") if passive else []
        for noun in means:
            if self.is_one(noun.lemma_.lower()) and noun.i not in parse.mentions:
                own = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod")]
                whose = [*syntax.children(noun, "poss"), *syntax.prep_objects(noun, "by")]
                if whose:
                    return whose[0]  # "killed in a raid by its commandos"
                known = [c for c in own if c.i in parse.mentions]
                land = [c for c in known if parse.mentions[c.i].party.kind is PartyKind.TERRITORY]
                before = parse.doc[noun.left_edge.i : noun.i]  # in "an army air strike" it hangs from the "air"
                found = next((c for c in known if c not in land), None)
                found = found or next((c for c in before if c.lemma_.lower() in _FORCES), None)
                return found or (noun if land else None)
        return None

    def is_one(self, lemma: str) -> bool:
        """Whether a word is for arms or an attack."""
        return lemma in self._words or lemma in self._lexicon.classes["arms"] or lemma in self._lexicon.instruments
