"""Unnamed: words that tell only how somebody came to speak: why without a name, and upon which question.

"Speaking on condition of anonymity because they were not authorized to discuss the talks", "who asked not to be named";
"asked if the army would go on, he said".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.reading import syntax
from truceline.reading.parse import Parse
from truceline.reading.sayings import is_question

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_NAMING = frozenset({"name", "identify", "quote"})
_ASKING = frozenset({"ask", "request", "decline", "refuse", "insist", "want", "wish", "prefer"})
_LEAVE = frozenset({"authorize", "authorise", "permit", "allow", "empower", "entitle", "clear"})
_TALKING = frozenset("speak discuss talk comment brief disclose release describe reveal address give".split())
_BESIDE = frozenset({"nsubj", "nsubjpass", "ccomp", "parataxis", "conj"})
"""What hangs from such a verb and is told for itself."""
_ASIDE = frozenset({"advcl", "acl", "relcl"})


def unnamed(parse: Parse) -> frozenset[int]:
    """The numbers of such words."""
    found: set[int] = set()
    for token in parse.doc:
        verb = _withholding(token)
        if verb is not None and (verb.dep_ in _ASIDE or not syntax.children(verb, "ccomp")):
            found |= syntax.subtree(verb, without=[c.i for c in verb.children if c.dep_ in _BESIDE])
        if is_question(token):
            found |= {token.i, *(i for c in token.children if _is_put(c) for i in syntax.subtree(c))}
    return frozenset(found)


def _is_put(part: Token) -> bool:
    """The "if the army would go on" that somebody was asked."""
    first = part.left_edge
    clause = part.dep_ in ("ccomp", "advcl") and (first.lower_ in ("if", "whether") or first.tag_ in syntax.WH)
    return clause or (part.dep_ == "prep" and part.lower_ in ("about", "on"))


def _withholding(word: Token) -> Token | None:
    """The verb of the clause that says so."""
    if word.lower_ == "anonymity":
        verb = syntax.verb_over(word)
        return verb if syntax.is_verb(verb) else None
    over = word.head
    if word.lemma_ in _NAMING and word.tag_ == "VBN" and word.dep_ in ("xcomp", "ccomp", "advcl"):
        return over if over.lemma_ in _ASKING else None
    if word.lemma_ in _TALKING and word.dep_ == "xcomp" and over.lemma_ in _LEAVE and syntax.negated(over):
        return over if over.dep_ in _ASIDE or any(t.lower_ == "anonymity" for t in over.sent) else None
    return None
