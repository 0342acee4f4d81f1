"""Addressed: whom "they" means who refuse or agree: those of whom something was wanted right before.

"The envoy asked the rebels to free the men, but they refused": the rebels, and neither the envoy nor the men.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.reading import arguments, syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_ANSWERING = frozenset(
    "refuse agree accept reject decline comply ignore obey consent balk rebuff oblige respond reply answer".split()
)
_ASKING = frozenset("ask urge order tell beg press call appeal warn implore request instruct persuade invite".split())
_PRONOUNS = frozenset({"it", "they", "he", "she"})


def addressee(pronoun: Token) -> Token | None:
    """Of whom something was wanted in the clause or the sentence before the answer whose subject is a pronoun."""
    verb = pronoun.head
    if pronoun.lower_ not in _PRONOUNS or pronoun.dep_ != "nsubj" or verb.lemma_ not in _ANSWERING:
        return None
    asking = _asking_before(verb)
    if asking is None or syntax.is_passive(asking):
        return None
    told = arguments.direct_object(asking) or next(iter(syntax.prep_objects(asking, "on", "upon", "to")), None)
    inner = next((c for c in syntax.children(asking, "ccomp", "xcomp") if syntax.children(c, "nsubj")), None)
    if inner is not None and (told is None or told.i > inner.i):
        told = syntax.children(inner, "nsubj")[0]
    return told if told is not None and told.i < pronoun.i else None


def _asking_before(verb: Token) -> Token | None:
    """The verb of asking that an answer is joined to, or that the sentence before has."""
    above = verb.head if verb.dep_ in ("conj", "advcl") else None
    while above is not None and above.lemma_ not in _ASKING and above.dep_ in ("xcomp", "ccomp", "conj"):
        above = above.head
    if above is None and syntax.is_root(verb) and verb.sent.start > 0:
        before = verb.doc[verb.sent.start - 1].sent.root
        above = next((t for t in (before, *syntax.children(before, "acl")) if t.lemma_ in _ASKING), None)
    return above if above is not None and above.lemma_ in _ASKING else None
