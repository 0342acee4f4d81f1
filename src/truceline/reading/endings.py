"""Endings: nouns that by themselves end something, and are the act that ending it is.

"An end to the attacks" is a truce, "the lifting of the blockade" a way opened, "a halt to the talks" their end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.reading import lexicon, syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_ENDING = frozenset({"end", "halt", "stop", "suspension", "cessation", "termination", "lifting", "easing", "removal"})
_OVER = frozenset({"war", "campaign", "operation", "battle", "siege", "exchange", "sweep"})
"""What comes to its end in time as well: "after the end of the war"."""
_ACTS = (
    ("curb", "RETREAT", "access"),
    ("attack", "RETREAT", "ceasefire"),
    ("talks", "SANCTION", "discontinue"),
)
_PAIRS = (("fast", "PROTEST", "hunger"), ("walkout", "PROTEST", "strike"))


def named(noun: Token) -> lexicon.EventNoun | None:
    """The act that a noun names, with the word before it where the two are one: "a hunger strike"."""
    words, lemma = lexicon.events(), noun.lemma_.lower()
    pair = f"{noun.nbor(-1).lower_} {lemma}" if noun.i else ""
    strike = next((lexicon.EventNoun(act, mode) for name, act, mode in _PAIRS if pair in words.classes[name]), None)
    return ending(noun) or strike or words.nouns.get(lemma)


def ending(noun: Token) -> lexicon.EventNoun | None:
    """The act of a noun of ending, by what is ended; None for any other noun."""
    lemma = noun.lemma_.lower()
    if lemma not in _ENDING:
        return None
    ended = [n for head in _ended(noun, lemma) for n in syntax.core_nouns(head)]
    words = {n.lemma_.lower() for n in ended} | {n.lower_ for n in ended}
    classes = lexicon.events().classes
    return next((lexicon.EventNoun(act, mode) for name, act, mode in _ACTS if words & classes[name]), None)


def _ended(noun: Token, lemma: str) -> list[Token]:
    """What is ended: "the end of the war" is more often a time, unless it is an object ("demanded the end of ...")."""
    found = syntax.prep_objects(noun, "to")
    if lemma != "end":
        return found + syntax.prep_objects(noun, "of", "in")
    of = syntax.prep_objects(noun, "of") if noun.dep_ in ("dobj", "conj") else []
    return found + [n for n in of if n.lemma_.lower() not in _OVER]
