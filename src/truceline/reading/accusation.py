"""Accusation: whom a clause accuses, and of what.

"accused Y of", "blamed Y for", "charged Y with", "placed the blame on Y for", "held Y responsible for".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.reading import syntax

if TYPE_CHECKING:
    from truceline.reading.tokens import Token


def accused(verb: Token, lemma: str) -> tuple[Token | None, list[Token]]:
    target = syntax.direct_object(verb)
    if target is None:
        return None, []
    if lemma in ("accuse", "blame", "fault", "charge", "indict", "suspect") and target.pos_ != "VERB":
        blamed = target.lemma_.lower() in ("blame", "responsibility")
        if lemma != "blame" or not syntax.prep_objects(verb, "on"):
            return (None, []) if blamed else (target, [verb])
        return syntax.prep_objects(verb, "on")[0], [verb]
    if target.lemma_.lower() in ("blame", "responsibility"):
        found = syntax.prep_objects(target, "on", "upon") or syntax.prep_objects(verb, "on", "upon", "with")
        return (found[0], [verb, target]) if found else (None, [])
    if lemma in ("hold", "find", "consider", "deem"):
        for word in (
            *syntax.children(verb, "oprd", "acomp", "xcomp", "advcl", "ccomp"),
            *syntax.children(target, "amod", "acl"),
        ):
            if word.lower_ in ("responsible", "accountable", "liable", "guilty") and word.i > target.i:
                return target, [verb, word]
            inner = [t for t in word.children if t.lower_ in ("responsible", "accountable")]
            if inner:
                return target, [verb, inner[0]]
        adjective = next((t for t in verb.subtree if t.lower_ in ("responsible", "accountable") and t.i > verb.i), None)
        if adjective is not None:
            holder = next((s for s in syntax.children(adjective, "nsubj")), target)
            return holder, [verb, adjective]
    return None, []


def deeds(verb: Token, accused: Token, cue: list[Token]) -> list[Token]:
    """What the accused is said to have done: each thing after "of", "for" or "with", however it is attached."""
    inside = {t.i for c in verb.subtree if c != verb and c.dep_ in ("ccomp", "relcl", "parataxis") for t in c.subtree}
    joined = {t.i for c in verb.children if c.dep_ == "conj" for t in c.subtree}
    found: list[Token] = []
    for prep in verb.subtree:
        if prep.lower_ not in ("of", "for", "with") or prep.pos_ not in ("ADP", "SCONJ") or prep.i in inside | joined:
            continue
        deeds = syntax.children(prep, "pcomp", "pobj")
        late = prep.i > max(accused.i, cue[0].i) or prep.head in cue[1:]
        own = prep.head.i in (verb.i, accused.i, *(c.i for c in cue)) or any(_is_doing(d) for d in deeds)
        if deeds and deeds[0].i != accused.i and late and own and not any(prep in d.subtree for d in found):
            found += syntax.with_conjuncts(deeds[0])
    return found


def _is_doing(token: Token) -> bool:
    """A gerund, or a noun that a gerund was taken to qualify."""
    return token.tag_ == "VBG" or any(syntax.is_gerund(c) for c in token.children)
