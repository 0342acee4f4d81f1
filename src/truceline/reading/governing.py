"""Governing clauses: the ones whose time a clause without a time of its own shares.

"A shell hit the market on Monday, killing a woman" and "..., in which a woman was killed": both were on the Monday. Who
or what is only described ("men who had fled the town") need not have done it then.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.reading import lexicon, syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_COUNTING = frozenset("count register record log tally observe document list number find see treat".split())
_THERE = frozenset({"which", "whom", "where"})
_HIGHEST = 4


def governing(token: Token) -> Iterator[Token]:
    """The clauses that a word's clause fills out, nearest first."""
    for _ in range(_HIGHEST):
        above = _above(token)
        if above is None:
            return
        yield above
        token = above


def opening_when(verb: Token) -> Token | None:
    """The "when" that opens the clause of a verb, or of the one that it is joined to."""
    if verb.dep_ == "conj" and syntax.is_verb(verb.head):
        verb = verb.head
    if verb.dep_ not in ("relcl", "advcl") or _helped(verb, "had"):
        return None
    return next((c for c in verb.children if c.lower_ == "when" and c.i < verb.i), None)


def _above(token: Token) -> Token | None:
    if not syntax.is_verb(token):
        return _counted_by(token)
    if token.dep_ == "conj" and syntax.is_verb(token.head):
        return token.head
    if token.dep_ == "advcl" and syntax.is_verb(token.head) and _is_outcome(token):
        return token.head
    if token.dep_ == "advcl" and _is_then(token) and syntax.is_verb(token.head):
        return token.head
    if token.dep_ == "relcl" and _is_set_there(token):
        return _verb_above(token.head)
    return None


def _is_outcome(verb: Token) -> bool:
    """ "..., killing a woman", "..., with 28 people killed": said of the same moment, by no word of its own."""
    if any(c.dep_ in ("mark", "aux") for c in verb.children):
        return False
    with_people = verb.tag_ == "VBN" and verb.i > verb.head.i and bool(syntax.children(verb, "nsubjpass", "nsubj"))
    return with_people or (verb.tag_ == "VBG" and verb.i > verb.head.i)


def _is_then(verb: Token) -> bool:
    """ "when their patrol was attacked", "as masked men pushed him": at the time of what it is told with."""
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and _helped(verb, "was", "were"))
    return past and any(c.lower_ in ("when", "as", "while") and c.i < verb.i for c in verb.children)


def _is_set_there(verb: Token) -> bool:
    """ "in which three people were killed", "where gunmen killed 18"."""
    past = verb.tag_ == "VBD" or (verb.tag_ == "VBN" and _helped(verb, "was", "were"))
    return past and any(t.lower_ in _THERE and _led_by_in(t) for t in _words_before(verb))


def _words_before(verb: Token) -> list[Token]:
    """The words before a verb that hang from it, and what hangs from its prepositions."""
    own = [c for c in verb.children if c.i < verb.i]
    return [*own, *(g for c in own if c.dep_ == "prep" for g in c.children)]


def _led_by_in(word: Token) -> bool:
    return word.lower_ == "where" or (word.dep_ == "pobj" and word.head.lower_ in ("in", "during", "of"))


def _helped(verb: Token, *words: str) -> bool:
    return any(c.lower_ in words and c.dep_ in ("aux", "auxpass") for c in verb.children)


def _verb_above(token: Token) -> Token | None:
    while not syntax.is_verb(token):
        if syntax.is_root(token):
            return None
        token = token.head
    return token


def _counted_by(token: Token) -> Token | None:
    """ "logged 112 impacts on Thursday": the verb that tells the number of something."""
    if token.dep_ not in ("dobj", "nsubjpass", "nsubj") or not syntax.is_verb(token.head):
        return None
    lemma = token.head.lemma_.lower()
    return token.head if lemma in _COUNTING or lemma not in lexicon.cues().verbs else None
