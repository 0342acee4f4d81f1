"""Contrast: what another says beside somebody's words is no part of them.

"The army said that 37 were killed, while the group said that five were": the second is the group's own. "The group
denied that it had shelled the town and accused the army": who denies also accuses, though the parser puts the
accusation inside what is denied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import arguments, syntax
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_BESIDE = frozenset({"while", "whereas", "whilst"})
_ALTHOUGH = frozenset({"although", "though"})
_SHIFTED = frozenset({"had", "would"})
"""What shows that somebody's words go on: "..., he said, and the rebels had claimed it"."""


def apart(parse: Parse, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions, each without what another says beside it."""
    made = [_without_accounts(parse, a, found) for a in found]
    for n, inner in enumerate(made):
        if parse.doc[inner.cue_head].dep_ not in ("advcl", "conj"):
            continue
        for m, outer in enumerate(made):
            if m == n or inner.cue_head not in outer.content or outer.source_head is None:
                continue
            beside = _stands_beside(parse, inner) or _follows(parse, outer, inner)
            if not beside and not _goes_on(parse, outer, inner):
                continue
            rest = set(outer.content) - syntax.subtree(parse.doc[inner.cue_head])
            words = trimmed(parse, rest)
            if outer.content_head not in words:
                continue
            made[m] = replace(outer, content=tuple(words))
            if not beside:
                made[n] = replace(inner, source=outer.source, source_head=outer.source_head)
    return tuple(made)


def _without_accounts(parse: Parse, denial: Attribution, found: Sequence[Attribution]) -> Attribution:
    """ "The army denies having hit the camp, where nine died, according to the mayor": nobody denies that nine died."""
    if denial.stance not in (Stance.DENIES, Stance.REJECTS, Stance.ACCUSES):
        return denial
    told = [a for a in found if parse.doc[a.cue_head].lower_ == "according" and set(a.content) < set(denial.content)]
    inner = {i for a in told if parse.doc[a.content_head].dep_ in ("relcl", "advcl") for i in a.content}
    words = trimmed(parse, set(denial.content) - inner)
    return replace(denial, content=tuple(words)) if inner and denial.content_head in words else denial


def _stands_beside(parse: Parse, inner: Attribution) -> bool:
    """Whether it is told in a clause of its own that sets it against the rest."""
    verb = parse.doc[inner.cue_head]
    marked = any(c.dep_ in ("mark", "advmod") and c.lower_ in _BESIDE for c in verb.children)
    return verb.dep_ == "advcl" and marked and inner.source_head is not None


def _follows(parse: Parse, outer: Attribution, inner: Attribution) -> bool:
    """ "Four died, the army said, and the radio reported nine": told after an aside, by somebody else, by himself."""
    verb, before = parse.doc[inner.cue_head], parse.doc[outer.cue_head]
    own = syntax.children(verb, "nsubj")
    aside = outer.kind is Kind.CLAUSE and outer.content[0] < outer.cue_head < verb.i
    if not aside or not own or inner.source_head != own[0].i or own[0].tag_ == "PRP" or own[0].i < outer.cue_head:
        return False
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    joined = marks & _ALTHOUGH if verb.dep_ == "advcl" else not marks and _with_and(verb, before.i)
    return bool(joined) and not (_SHIFTED & {c.lower_ for c in verb.children if c.dep_ == "aux"})


def _with_and(verb: Token, start: int) -> bool:
    """Whether "and" or "but" opens its clause, after a comma behind another word."""
    opening = [t for t in verb.doc[start : verb.left_edge.i] if t.dep_ == "cc" or t.text == ","]
    return len(opening) > 1 and opening[-1].dep_ == "cc" and opening[-1].nbor(-1).text == ","


def _goes_on(parse: Parse, outer: Attribution, inner: Attribution) -> bool:
    """Whether an accusation without a subject of its own goes on with a denial before it."""
    verb = parse.doc[inner.cue_head]
    if verb.head.i == outer.content_head and arguments.speaks_on(verb):
        return outer.source_head == inner.source_head
    joined = verb.dep_ == "conj" and verb.head.i == outer.content_head
    joined = joined and not syntax.children(verb, "nsubj", "nsubjpass")
    return joined and outer.stance is Stance.DENIES and inner.stance is Stance.ACCUSES
