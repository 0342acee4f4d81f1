"""An event on its way to a happening, and what planning, refusing and ending make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from truceline.reading import syntax
from truceline.reading.event import COOPERATIVE
from truceline.reading.happenings.sides import Sides

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

FORCEFUL = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION", "PROTEST"})
WILL = frozenset({"will", "would", "shall", "'ll", "wo", "’ll", "may", "might", "could"})
FIRM = frozenset({"will", "would", "wo", "does", "do", "can", "ca", "shall", "could"})
_FRIENDLY = frozenset({"agree", "consent", "accept", "promise", "undertake", "offer", "hope", "volunteer", "commit"})


@dataclass(frozen=True, slots=True)
class Found:
    """``score`` is 1 for what a main clause says in so many words; ``token`` the verb or noun that says it."""

    type: str
    mode: str | None
    score: float
    token: Token
    sides: Sides


def ahead(deed: Found, verb: Token, words: set[str]) -> Found:
    """A deed that will be done: help is a promise; force, or a harm under a condition, a threat."""
    condition = _condition(verb)
    if deed.type in COOPERATIVE:
        if condition == "unless" and deed.type == "RETREAT":
            return replace(deed, type="THREATEN", mode="relations")
        return replace(deed, type="AGREE", mode=None)
    armed = deed.type in ("ASSAULT", "MOBILIZE") and not words & {"will", "shall"}
    if armed or (deed.type in FORCEFUL and (condition or words & {"may", "might", "could"})):
        return _threat(deed)
    return deed


def meant(deed: Found, verb: Token) -> Found:
    """What somebody is ready, plans or vows to do; nobody agrees to do harm."""
    friendly = verb.lemma_ in _FRIENDLY
    if deed.type in COOPERATIVE or (friendly and (deed.type in FORCEFUL or deed.type == "REJECT")):
        return replace(deed, type="AGREE", mode=None, score=deed.score + (1 - deed.score) / 2)
    return _threat(deed) if deed.type in FORCEFUL else deed


def not_done(deed: Found, words: set[str]) -> Found:
    """ "will not release", "did not agree", "does not accept"."""
    if deed.type in COOPERATIVE or deed.type == "REJECT":
        return replace(deed, type="REJECT", mode=None, score=deed.score * (1.0 if words & FIRM else 0.6))
    if deed.type in FORCEFUL:
        return replace(deed, type="AGREE", mode=None, score=deed.score * 0.6)
    return replace(deed, score=deed.score * 0.5)


def ceased(deed: Found) -> Found:
    """ "stopped shooting", "stopped paying": force that ends, help that ends."""
    if deed.type in FORCEFUL:
        return replace(deed, type="RETREAT", mode="ceasefire" if deed.type == "ASSAULT" else None)
    return replace(deed, type="SANCTION", mode="discontinue") if deed.type in COOPERATIVE else deed


def _threat(deed: Found) -> Found:
    return replace(deed, type="THREATEN", mode="violence" if deed.type in ("ASSAULT", "MOBILIZE") else "restrict")


def _condition(verb: Token) -> str:
    """ "if" or "unless", where the clause hangs on a condition."""
    for clause in syntax.children(verb, "advcl"):
        for mark in clause.children:
            if mark.lower_ in ("if", "unless", "should", "until") and mark.dep_ in ("mark", "aux", "advmod"):
                return "unless" if mark.lower_ in ("unless", "until") else "if"
    return ""
