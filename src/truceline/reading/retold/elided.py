"""Elided: clauses that leave their deed out, since it was told right before.

"So was a second guard"; "none has been so far"; "Norland did not"; "among them are 82 sailors".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Modality, Polarity
from truceline.reading import modality, syntax
from truceline.reading.draft import Draft
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_STANDING_IN = frozenset({"be", "do", "have"})
_TELLING = ("attr", "acomp", "dobj", "xcomp", "ccomp", "prep", "advcl", "oprd", "prt")
_THEM = frozenset({"them", "those", "these", "whom"})


def elided(parse: Parse, draft: Draft, before: Sequence[Draft]) -> Draft | None:
    """The draft with the deed that its clause leaves out; None where it leaves none out."""
    verb = parse.doc[draft.event.trigger]
    if draft.event.type != "STATE" or draft.event.mode not in ("condition", "total"):
        return None
    if _counts_some(parse, draft):
        told = _told(parse, draft, before, counted=True)
        return _as(draft, told) if told is not None else None
    if draft.figures or not _stands_in(verb):
        return None
    told = _told(parse, draft, before)
    if told is None:
        return None
    made = _as(draft, told)
    doers = made.event.actors if verb.lemma_ == "be" else draft.event.actors
    mood = Modality.DENIED if syntax.negated(verb) else modality.modality(verb)
    mood = Modality.HAPPENED if mood is Modality.ONGOING else mood
    return replace(made, event=replace(made.event, actors=doers, modality=mood))


def _counts_some(parse: Parse, draft: Draft) -> bool:
    """ "Among them are 82 sailors": some of those told of before."""
    words = [parse.doc[i].lower_ for i in draft.content[:4]]
    among = words[:1] == ["among"] or words[1:2] == ["among"]
    return bool(draft.figures) and among and not _THEM.isdisjoint(words)


def _stands_in(verb: Token) -> bool:
    """Whether a "be", "do" or "have" stands for a whole clause: "it has not", "so did the police"."""
    if verb.lemma_ not in _STANDING_IN or verb.dep_ in ("aux", "auxpass"):
        return False
    topic = syntax.children(verb, "nsubj", "nsubjpass")
    asked = any(t.tag_ in ("WRB", "WP", "WDT") for t in topic for t in t.subtree)
    if not topic or asked or any(c.lower_ == "there" for c in verb.children):
        return False
    so = any(c.lower_ in syntax.SO and c.i < verb.i for c in verb.children)
    return not syntax.children(verb, *(_TELLING if not so else ("dobj", "ccomp", "xcomp")))


def _told(parse: Parse, draft: Draft, before: Sequence[Draft], *, counted: bool = False) -> Draft | None:
    """The deed told last, in the sentence or the one before."""
    start = parse.doc[draft.content[0]].sent.start
    first = parse.doc[start - 1].sent.start if start else 0
    near = [
        d for d in before if d.content[0] >= first and not (d.event.type == "STATE" and d.event.mode == "condition")
    ]
    near = [d for d in near if d.figures] if counted else near
    return near[-1] if near and not (counted and near[-1].event.mode == "total") else None


def _as(draft: Draft, told: Draft) -> Draft:
    event = replace(told.event, trigger=draft.event.trigger, clause=draft.event.clause, noun=False)
    return replace(draft, event=replace(event, polarity=Polarity.POSITIVE))
