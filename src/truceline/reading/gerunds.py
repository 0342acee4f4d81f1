"""Gerunds: deeds that a parser takes for verbs, and so for the doing of who only told of them or underwent them."""

from __future__ import annotations

from calendar import month_name
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

_DEEDS = frozenset("shelling bombing shooting fighting firing sniping stabbing rocketing strafing looting".split())
_UNDERGONE = frozenset({"by", "in", "during", "amid", "through"})
_DYING = frozenset({"die", "perish"})
_TAKING_PART = frozenset({"engage", "involve", "implicate"})
"""Who is engaged in shelling shells."""
_OF_A_VERB = frozenset({"dobj", "aux", "auxpass", "neg", "nsubj", "prt"})
_MONTHS = frozenset(month_name[1:])
""" "killed by shelling between 6 and 10 May": a parser takes the month for what was shelled."""


def as_nouns(doc: Doc) -> None:
    """Take for a noun what names a deed: "Medics said shelling killed two", "two were killed by shelling"."""
    for deed in [t for t in doc if t.tag_ == "VBG" and t.dep_ in ("xcomp", "pcomp")]:
        if any(c.dep_ in _OF_A_VERB and c.text not in _MONTHS for c in deed.children):
            continue
        if deed.dep_ == "xcomp":
            _of_the_clause_behind(deed)
        elif deed.lower_ in _DEEDS and _is_undergone(deed):
            deed.dep_, deed.tag_, deed.pos_, deed.lemma_ = "pobj", "NN", "NOUN", deed.lower_


def _of_the_clause_behind(deed: SpacyToken) -> None:
    """ "Medics said shelling by the rebels killed two": the shelling is what killed, and nothing that medics did."""
    if deed.head.i > deed.i:
        return
    clauses = [c for c in deed.head.children if c.dep_ == "ccomp" and c.i > deed.i and c.tag_ in ("VBD", "VBZ")]
    own = any(c.dep_ in ("nsubj", "nsubjpass") for v in clauses for c in v.children)
    if clauses and not own:
        deed.head, deed.dep_, deed.tag_, deed.pos_, deed.lemma_ = clauses[0], "nsubj", "NN", "NOUN", deed.lower_


def _is_undergone(deed: SpacyToken) -> bool:
    """ "killed by shelling", "died in fighting": by those who did not do it."""
    verb = deed.head.head
    passive = any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or verb.tag_ == "VBN"
    lemma = verb.lemma_.lower()
    return deed.head.lower_ in _UNDERGONE and (passive or lemma in _DYING) and lemma not in _TAKING_PART
