"""Refused: deeds that are told with a "not", and by that are another act.

"The rebels will not hand in their guns" is a refusal, "nobody was let past the bridge" keeps people out.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.model import Modality, Polarity
from truceline.reading import arguments, lexicon, modality, syntax
from truceline.reading.event import COOPERATIVE, Event
from truceline.reading.parties import role_kind

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_WILL = frozenset({"will", "wo", "'ll", "’ll", "would"})
_LETTING = frozenset({"allow", "let", "permit", "admit", "authorise", "authorize"})
_PROMISING = frozenset({"agree", "consent", "promise", "pledge", "undertake", "commit"})
_SIDES = frozenset({"side", "party", "parties", "both", "neither", "country", "state", "nation", "power"})
_TALKING = frozenset({"negotiate", "talk", "sit", "bargain", "parley", "haggle"})
"""What is refused where it is said not to be to come, with whomever it would be."""
_TIED = frozenset({"if", "unless", "until", "till", "before"})


def turned(event: Event, verb: Token) -> Event:
    """The event as the act that its negation makes of it; unchanged where it makes none."""
    if event.type in COOPERATIVE and not event.noun and _not_promised(verb):
        return replace(event, type="REJECT", mode=None, polarity=Polarity.POSITIVE, modality=Modality.HAPPENED)
    if event.polarity is not Polarity.NEGATIVE or event.noun:
        return event
    whom = [verb.doc[i] for i in event.recipients]
    alone = event.type == "CONSULT" and all(t.pos_ not in ("NOUN", "PROPN") for t in whom)  # "will meet no more"
    alone = alone and verb.lemma_.lower() not in _TALKING
    if event.type in COOPERATIVE and not alone and _will_not(verb):
        mood = Modality.HYPOTHETICAL if _is_tied(verb) else Modality.HAPPENED
        return replace(event, type="REJECT", mode=None, polarity=Polarity.POSITIVE, modality=mood)
    offered = event.type == "AGREE" or event.mode == "ceasefire"
    if offered and verb.lemma_ == "accept" and not (syntax.is_passive(verb) or modality.yet_to(verb) or _is_tied(verb)):
        mood = event.modality if event.modality is Modality.HYPOTHETICAL else Modality.HAPPENED
        return replace(event, type="REJECT", mode=None, polarity=Polarity.POSITIVE, modality=mood)
    barred = event.mode == "access" and verb.lemma_.lower() in _LETTING
    if barred and event.modality in (Modality.HAPPENED, Modality.ONGOING, Modality.DENIED):
        mood = Modality.ONGOING if modality.is_present(verb) else Modality.HAPPENED
        return replace(event, type="COERCE", mode="restrict", polarity=Polarity.POSITIVE, modality=mood)
    return event


def _not_promised(verb: Token) -> bool:
    """ "has not agreed to free them"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in _PROMISING and syntax.negated(verb.head)


def _will_not(verb: Token) -> bool:
    """Whether somebody says no to doing it: "would not lay down arms"."""
    said = any(c.lower_ in _WILL for c in syntax.children(verb, "aux"))
    topic = arguments.subject(verb)
    dated = any(c.lower_ in _TIED for c in syntax.children(verb, "prep"))  # "will not leave before the vote"
    return said and topic is not None and _can_refuse(topic) and not syntax.is_passive(verb) and not dated


def _is_tied(verb: Token) -> bool:
    """Whether it is refused under a condition: "would not sit down unless the guns fell silent"."""
    return any(m.lower_ in _TIED for c in syntax.children(verb, "advcl") for m in c.children)


def _can_refuse(topic: Token) -> bool:
    """Whether a subject is somebody: the rebels can refuse to come, a convoy cannot."""
    if topic.pos_ in ("PROPN", "PRON"):
        return topic.dep_ != "expl"
    lemma = topic.lemma_.lower()
    return lemma in _SIDES or lemma in lexicon.events().classes["person"] or role_kind(lemma) is not None
