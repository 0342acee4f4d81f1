"""Antecedents: whom a relative clause tells of: in "the four soldiers who were freed" the four soldiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from truceline.model import Comparator, Figure
from truceline.reading import syntax
from truceline.reading.events import Event
from truceline.reading.figures import FoundFigure
from truceline.reading.figures.counted import named_category
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

Figures = Mapping[int, Sequence[FoundFigure]]
"""The figures of a text by their tokens."""

_WHO = frozenset({"who", "whom", "which", "that"})
_TOLD_BY = ("nsubj", "nsubjpass", "dobj")
_PEOPLE = frozenset({"people", "captives", "forces", "casualties"})
_ANSWERS = frozenset({"REJECT", "ACCUSE"})
"""What is said of a number ("which the government rejects"), and not done to those it counts."""
_OTHERS = frozenset({"others", "rest"})
_PLURAL = frozenset({"NNS", "NNPS"})


def counted_antecedent(parse: Parse, event: Event, figures: Figures) -> Figure | None:
    """The figure of those that the clause of an event tells of, where it has none of its own."""
    verb = parse.doc[event.trigger]
    if (
        event.type in _ANSWERS
        or event.noun
        or verb.dep_ not in ("relcl", "acl")
        or not syntax.is_verb(verb)
        or not _tells_of(verb)
    ):
        return None
    near = (f for f in figures.get(verb.head.i, ()) if not f.duration and f.part_of is None)
    return next((f.figure for f in near if f.figure.per is None), None)


def left_figure(parse: Parse, event: Event, content: Iterable[int], figures: Figures) -> Figure | None:
    """The figure in the words of a claim that has none: of its own verb, or of the one that it is the subject of.

    "Some 40 foreigners are believed to have been kidnapped", "an attack on a funeral killed 40 people".
    """
    counted = (f for i in sorted(i for i in set(content) if i in figures) for f in figures[i])
    inside = [f for f in counted if not f.duration and f.figure.per is None]
    if not inside:
        return None
    trigger = parse.doc[event.trigger]
    for found in inside:
        if trigger.dep_ == "acl" and (
            trigger.head.lower_ == "those" or parse.words(trigger.head.i) == found.figure.unit
        ):
            return found.figure  # "put the number of fighters slain at 540", "among those killed were three reporters"
        verb = _verb_of(parse.doc[found.token])
        raised = trigger.dep_ in ("xcomp", "ccomp") and trigger.head.i == verb.i
        if verb.i == trigger.i or raised or (len(inside) == 1 and _is_in_subject(trigger, verb)):
            return found.figure if parse.doc[found.token].dep_ in _COUNTING else None
    return None


_COUNTING = frozenset("nsubj nsubjpass dobj attr pobj appos conj nummod".split())


def _verb_of(token: Token) -> Token:
    while not syntax.is_verb(token) and not syntax.is_root(token):
        token = token.head
    return token


def _is_in_subject(trigger: Token, verb: Token) -> bool:
    """Whether a word stands in the subject of a verb, and in no clause that only describes it but a short one."""
    token = trigger
    while token.head.i != verb.i:
        if syntax.is_root(token) or token.dep_ == "relcl":
            return False
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass") and token.i != verb.i


def some_freed(parse: Parse, event: Event) -> Figure | None:
    """ "to release the prisoners", "the return of children": people let go, without a word of how many."""
    if event.type != "RETREAT" or event.mode != "release":
        return None
    trigger = parse.doc[event.trigger]
    freed = _freed(parse, event, trigger)
    noun = next((n for n in freed if n.tag_ in _PLURAL and _are_people(n)), None)
    if noun is None or any(t.dep_ == "nummod" or t.lower_ == "no" for t in noun.children):
        return None
    category = named_category(noun.lower_)
    return Figure(
        low=None,
        high=None,
        comparator=Comparator.VAGUE,
        unit=parse.words(noun.i),
        words=parse.words(noun.i),
        category=category.name if category is not None else None,
    )


def _tells_of(verb: Token) -> bool:
    """Whether a clause is of its noun itself: "who were freed", "handed over in May"; not "whose house burned"."""
    led = [c for c in verb.children if c.i < verb.i and c.lower_ in _WHO]
    if led:
        return led[0].dep_ in _TOLD_BY
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and not any(c.i < verb.i for c in verb.children)


def _freed(parse: Parse, event: Event, trigger: Token) -> list[Token]:
    if event.noun:
        return syntax.prep_objects(trigger, "of")
    found = syntax.children(trigger, "dobj", "nsubjpass")
    if trigger.tag_ == "VBN" and not found:
        found = syntax.children(trigger, "nsubj")
    return [*found, *([trigger.head] if trigger.dep_ == "acl" and trigger.tag_ == "VBN" else [])]


def _are_people(noun: Token) -> bool:
    category = named_category(noun.lower_)
    return noun.lower_ in _OTHERS or (category is not None and category.population in _PEOPLE)
