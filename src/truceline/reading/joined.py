"""Joined: doers that a parser hangs too low: "the government of Norland and the rebels have signed" is two who sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Token as SpacyToken

_OF_ONE = frozenset({"government", "army", "military"})
"""What belongs to one state only: "the government of Peru and the Red Front" is not of both."""
_MANY = frozenset({"have", "are", "were", "'ve", "'re"})


def raise_joined(doc: Doc) -> None:
    """Join to a subject what a parser joined to the name after its "of", where only that can be meant."""
    for topic in [t for t in doc if t.dep_ == "nsubj" and t.tag_ in ("NN", "NNP") and t.i < t.head.i]:
        if topic.lemma_.lower() in _OF_ONE or _takes_plural(topic.head):
            _part(topic)
            joined = _low(topic)
            if joined is not None:
                for word in [t for t in joined.head.children if t.dep_ == "cc" and t.i < joined.i]:
                    word.head = topic
                joined.head = topic


def _part(topic: SpacyToken) -> None:
    """ "the government of Peru and the M8 armed group": a name before "and", and the noun that the other belongs to."""
    for of in [c for c in topic.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > topic.i]:
        for noun in [c for c in of.children if c.dep_ == "pobj"]:
            for name in [c for c in noun.children if c.dep_ in ("nmod", "compound") and c.tag_ == "NNP"]:
                joined = [c for c in name.children if c.dep_ == "conj"]
                if len(joined) == 1 and joined[0].i < noun.i:
                    name.head, name.dep_ = of, "pobj"
                    noun.head, noun.dep_ = name, "conj"
                    joined[0].head, joined[0].dep_ = noun, "compound"


def _low(topic: SpacyToken) -> SpacyToken | None:
    """The second of two names that are joined after "of"."""
    if any(c.dep_ in ("conj", "appos") for c in topic.children):
        return None
    for of in topic.children:
        if of.dep_ != "prep" or of.lower_ != "of" or of.i < topic.i:
            continue
        for name in of.children:
            joined = [c for c in name.children if c.dep_ == "conj" and c.i < topic.head.i]
            if len(joined) == 1 and not any(c.dep_ == "conj" for c in joined[0].children):
                return joined[0]
    return None


def _takes_plural(verb: SpacyToken) -> bool:
    """Whether a verb's form is that of several: "have signed", not "has signed"."""
    helping = [c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i]
    first = helping[0] if helping else verb
    return first.lower_ in _MANY if helping else first.tag_ == "VBP"
