"""Owned: deeds that somebody claims or disclaims by a noun for the part he had in them.

"claimed responsibility for the bombing", "denied any involvement in the raid", "admitted a role in the murder".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.model import Modality, Polarity
from truceline.reading import arguments, syntax
from truceline.reading.endings import named
from truceline.reading.event import Event
from truceline.reading.means import Means

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_SHARES = frozenset("responsibility involvement role part hand complicity participation".split())
_DISOWNING = frozenset({"deny", "disclaim", "disavow", "reject", "dismiss", "repudiate"})
_OWNING = _DISOWNING | {"claim", "admit", "accept", "take", "acknowledge", "assume"}
_DEEDS = frozenset({"ASSAULT", "COERCE"})


def events(noun: Token, means: Means) -> Iterator[Event]:
    """The deed that a noun for a share in it tells, done by whoever claims or disclaims it; none for other nouns."""
    verb = noun.head
    if noun.lemma_.lower() not in _SHARES or noun.dep_ != "dobj" or verb.lemma_.lower() not in _OWNING:
        return
    doer, deed = arguments.subject(verb), _deed(noun)
    act = named(deed) if deed is not None else None
    if doer is None or deed is None or act is None or syntax.negated(verb):
        return
    bare = {c.lower_ for c in deed.children} <= {"the", "this", "that"}
    if bare and noun.sent.start and verb.lemma_ not in _DISOWNING:
        return  # "claimed responsibility for the attack": the one told before
    undergone = syntax.prep_objects(deed, "on", "against", "of")
    yield Event(
        trigger=noun.i,
        type=act.act,
        mode=act.mode or (means.instrument(deed) if act.act == "ASSAULT" else None),
        actors=tuple(t.i for t in syntax.with_conjuncts(doer)),
        recipients=tuple(t.i for t in undergone),
        concerned=(),
        clause=tuple(sorted(syntax.deed_words(verb) | syntax.subtree(noun))),
        polarity=Polarity.POSITIVE,
        modality=Modality.HAPPENED,
        used=(deed.i,),
    )


def _deed(noun: Token) -> Token | None:
    """The "bombing" of "responsibility for the bombing", wherever a parser hangs it."""
    found = [n for h in (noun, noun.head) for n in syntax.prep_objects(h, "for", "in", "to") if n.i > noun.i]
    return next((n for n in found if (act := named(n)) is not None and act.act in _DEEDS), None)
