"""Resumed: an attack told right before, which a later clause only points to.

"Rebel guns shelled the town. Two soldiers were killed by the shelling": whose shelling it was is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Modality, Polarity
from truceline.reading import lexicon, syntax
from truceline.reading.event import Event
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_SENTENCES = 1
"""How many sentences back the attack may stand."""
_POINTING = frozenset({"the", "this", "that"})


def with_doers(parse: Parse, events: Iterable[Event]) -> tuple[Event, ...]:
    """The events in order; one that only points to an attack has the doers of the one told last."""
    ordered = sorted(events, key=lambda e: e.trigger)
    for n, event in enumerate(ordered):
        if event.type != "ASSAULT" or event.noun:
            continue
        attack = _pointed_to(parse.doc[event.trigger])
        if attack is not None and event.actors not in ((), (attack.i,)):
            continue
        told = _last(parse, ordered[:n], event) if attack is not None else None
        if told is not None:
            ordered[n] = replace(event, actors=told.actors)
    return tuple(ordered)


def _pointed_to(verb: Token) -> Token | None:
    """The attack of "killed in the attack", of which nothing else is said."""
    attacks = lexicon.events().classes["attack"]
    for noun in syntax.prep_objects(verb, "in", "by", "during") if syntax.is_verb(verb) else []:
        words = {c.lower_ for c in noun.children if c.dep_ != "punct"}
        dated = {c.lower_ for c in syntax.children(noun, "prep") if c.lower_ in ("on", "at")}
        if noun.lemma_.lower() in attacks and words & _POINTING and not words - _POINTING - dated:
            return noun
    return None


def _last(parse: Parse, before: list[Event], event: Event) -> Event | None:
    """The attack told last, if it is near, was made, is of the same kind and has doers."""
    start = parse.doc[event.trigger].sent.start
    for _ in range(_SENTENCES):
        start = parse.doc[start - 1].sent.start if start else 0
    near = [e for e in before if e.type == "ASSAULT" and e.trigger >= start]
    if not near:
        return None
    last = near[-1]
    kinds = {event.mode, last.mode}
    alike = None in kinds or len(kinds) == 1 or "aerial" not in kinds
    done = last.modality in (Modality.HAPPENED, Modality.ONGOING) and last.polarity is Polarity.POSITIVE
    return last if alike and done and last.actors else None
