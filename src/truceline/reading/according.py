"""According: what "according to" somebody speaks of, and who that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import lexicon, syntax
from truceline.reading.attribution import Attribution, Kind
from truceline.reading.spoken import source_tokens

if TYPE_CHECKING:
    from truceline.reading.tokens import Token


def according(token: Token) -> Iterator[Attribution]:
    """ "according to the ministry, ten men were freed"."""
    found = syntax.prep_objects(token, "to") or syntax.children(token, "pobj")
    if not found:
        return
    holder = _clause_head(token)
    inner = syntax.subtree(token)
    content = syntax.subtree(holder, without=[token.i]) - inner
    content = {i for i in content if not _semicolon_between(i, token)} - _told_beside(holder, token)
    to = [c.i for c in token.children if c.lower_ == "to"]
    source = found[0]
    yield Attribution(
        tuple(sorted(source_tokens(source))),
        source.i,
        (token.i, *to),
        tuple(sorted(content)),
        holder.i,
        Stance.ASSERTS,
        Kind.CLAUSE,
    )


def _semicolon_between(i: int, token: Token) -> bool:
    """Whether a semicolon keeps a word apart from "according to": each of the two is said by itself."""
    first, last = min(i, token.i), max(i, token.i)
    return any(token.doc[n].text == ";" for n in range(first, last))


def _told_beside(holder: Token, token: Token) -> set[int]:
    """ "The war, which began in May, has killed 40, according to the mayor": he has counted, and not told the rest."""
    topics = syntax.children(holder, *syntax.SUBJECT) if token.i > holder.i else []
    clauses = (c for t in topics for c in syntax.children(t, "relcl") if c.left_edge.nbor(-1).text == ",")
    return {i for c in clauses for i in syntax.subtree(c)}


def _clause_head(token: Token) -> Token:
    """The verb of the clause that "according to" speaks of; set off by a comma it takes the whole sentence."""
    head = syntax.verb_over(token.head)
    set_off = (token.i > 0 and token.nbor(-1).text == ",") or token.i == token.sent.start
    ends = all(t.is_punct for t in token.sent[max(syntax.subtree(token)) + 1 - token.sent.start :])
    around = ["advcl", "relcl", "acl", "xcomp", "pcomp", *(["conj"] if ends else [])]
    own = head
    if ends and set_off and _answers(head) and (last := _clause_before(head, token)) is not None:
        return last
    while set_off and head.dep_ in around and not syntax.is_root(head):
        head = syntax.verb_over(head.head)
    return own if own.dep_ in ("relcl", "advcl") and _answers(head) else head


def _clause_before(verb: Token, token: Token) -> Token | None:
    """The clause of its own that ends right before the comma of "according to"."""
    clauses = (c for c in verb.subtree if c.dep_ in ("relcl", "advcl") and c.i < token.i and syntax.is_verb(c))
    return next((c for c in clauses if c.right_edge.i in (token.i - 1, token.i - 2)), None)


def _answers(verb: Token) -> bool:
    """ "The army denies having hit the camp, where nine died, according to the mayor": the denial is the army's."""
    readings = lexicon.cues().verbs.get(verb.lemma_.lower(), ())
    told = any(r.stance in (Stance.DENIES, Stance.REJECTS, Stance.ACCUSES) for r in readings)
    return told and bool(syntax.children(verb, "nsubj"))
