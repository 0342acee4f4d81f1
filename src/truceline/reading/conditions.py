"""Conditions: whether a clause is told only under a condition.

"if the lull holds", "should it end", "as long as the guards stay away", "only after the vote", "on condition that".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

CONDITION = frozenset(["if", "unless", "whether", "should", "provided", "lest"])
_PLANS = frozenset({"plan", "intention", "intent", "desire", "wish"})
_PROPOSALS = frozenset("proposal offer plan draft blueprint formula initiative".split())


def conditional(verb: Token) -> bool:
    """Whether a clause says under what condition: "if", "unless", "provided that", "on condition that"."""
    clauses = syntax.children(verb, "advcl")
    bounds = (c for c in syntax.children(verb, "advmod") if c.lower_ in ("long", "soon"))
    if any(_sets_condition(c) for c in clauses) or any(syntax.children(b, "advcl") for b in bounds):
        return True
    late = {m.lower_ for c in clauses for m in (c, *c.children)}
    late |= {c.lower_ for c in syntax.children(verb, "prep")}
    only = any(c.lower_ == "only" for x in (verb, *clauses, *syntax.children(verb, "prep")) for c in x.children)
    if only and late & {"after", "when", "once"}:
        return True  # "would leave only after the vote"
    if any(c.lower_ in ("provided", "providing") for c in syntax.children(verb, "prep")):
        return True
    named = [n for p in syntax.children(verb, "prep") if p.lower_ in ("on", "under") for n in p.children]
    return any(n.lower_ in ("condition", "conditions", "proviso") for n in named)


def _sets_condition(clause: Token) -> bool:
    """ "if it holds", "provided that", "as long as the guards stay away", "once the bodies are back"."""
    words = [clause.lower_, *(m.lower_ for m in clause.children)]
    if any(w in CONDITION for w in words) or "once" in words:
        return True
    return words.count("as") > 1 or ("as" in words and any(w in ("long", "soon") for w in words))


def inverted(verb: Token) -> bool:
    """ "Should the lull end, ...", "Had they stayed, ...": a condition without an "if"."""
    loose = verb.dep_ == "ccomp" and verb.head.lower_ == "had" and not syntax.children(verb.head, "nsubj", "expl")
    own = syntax.children(verb, "nsubj", "nsubjpass")
    if own and loose and verb.head.i < own[0].left_edge.i and verb.tag_ == "VBN":
        return True  # "would have killed dozens had the rockets not been shot down"
    lead = [c for c in syntax.children(verb, "aux", "auxpass") if c.lower_ in ("should", "had", "were")]
    return bool(own and lead) and lead[0].i < own[0].left_edge.i


def put_forward(verb: Token) -> bool:
    """ "Under the proposal the rebels would free 40": what nobody has agreed to."""
    if "would" not in syntax.helpers(verb):
        return False
    return any(n.lemma_.lower() in _PROPOSALS for n in syntax.prep_objects(verb, "under", "in"))


def as_put_forward(stance: Stance, source: Token) -> Stance:
    """ "The plan calls for a truce": a paper that is only proposed offers what it calls for."""
    proposed = stance is Stance.DEMANDS and source.lemma_.lower() in _PROPOSALS
    return Stance.OFFERS if proposed else stance


def unplanned(noun: Token) -> bool:
    """ "has no plans to withdraw": a wish or plan that nobody has."""
    if noun.lemma_.lower() not in _PLANS or noun.dep_ != "dobj":
        return False
    return syntax.negated(noun) or syntax.negated(noun.head)
