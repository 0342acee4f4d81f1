"""Antecedents: whom a relative clause tells of: in "the four soldiers who were freed" the four soldiers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from truceline.model import Comparator, Figure
from truceline.reading import arguments, syntax
from truceline.reading.event import Event
from truceline.reading.figures import FoundFigure
from truceline.reading.figures.noun import named_category, names_people
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

Figures = Mapping[int, Sequence[FoundFigure]]
"""The figures of a text by their tokens."""

_WHO = frozenset({"who", "whom", "which", "that"})
_PUTTING = frozenset({"put", "place", "set", "estimate"})
_LETTING = frozenset({"let", "allow", "permit", "enable"})
_TOLD_BY = ("nsubj", "nsubjpass", "dobj")
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


def let_figure(parse: Parse, event: Event, figures: Figures) -> Figure | None:
    """The figure of those who are let: "let 40 people go", "allowed dozens of men to leave"."""
    verb = parse.doc[event.trigger]
    if event.noun or verb.lemma_ not in _LETTING:
        return None
    topics = (t for clause in syntax.children(verb, "ccomp", "xcomp") for t in syntax.children(clause, "nsubj"))
    return next((f for t in topics for f in _of_noun(t, figures)), None)


def shared_figure(parse: Parse, event: Event, figures: Figures) -> Figure | None:
    """The figure of the subject that a clause shares: "two roads were reopened and closed again"."""
    verb = parse.doc[event.trigger]
    own = syntax.children(verb, "nsubj", "nsubjpass")
    if event.noun or event.type in _ANSWERS or own or verb.dep_ not in ("conj", "xcomp"):
        return None
    topic = arguments.subject(verb)
    if topic is None or not _undergoes(verb):
        return None
    return next(iter(_of_noun(topic, figures)), None)


def _undergoes(verb: Token) -> bool:
    """Whether the subject is what the deed is done to, in a clause that leaves it out."""
    helped = verb.dep_ == "conj" and verb.tag_ == "VBN" and not syntax.children(verb, "dobj", "aux")
    return syntax.is_passive(verb) or (helped and syntax.is_passive(verb.head))


def _of_noun(noun: Token, figures: Figures) -> list[Figure]:
    """The figures of a noun, or of what a "dozens of" or "two of" before it counts."""
    near = [*figures.get(noun.i, ()), *(f for t in syntax.prep_objects(noun, "of") for f in figures.get(t.i, ()))]
    return [f.figure for f in near if not f.duration and f.figure.per is None]


def left_figure(parse: Parse, event: Event, content: Iterable[int], figures: Figures) -> Figure | None:
    """The figure in the words of a claim that has none: of its own verb, or of the one that it is the subject of.

    "Some 40 foreigners are believed to have been kidnapped", "an attack on a funeral killed 40 people".
    """
    counted = (f for i in sorted(i for i in set(content) if i in figures) for f in figures[i])
    inside = [f for f in counted if not f.duration and f.figure.per is None and f.figure.high != 0]
    inside = [f for f in inside if not _is_doer(parse.doc[f.token])]
    if not inside:
        return None
    trigger = parse.doc[event.trigger]
    for found in inside:
        if trigger.dep_ == "acl" and (
            trigger.head.lower_ == "those" or parse.words(trigger.head.i) == found.figure.unit
        ):
            return found.figure  # "put the number of fighters slain at 540", "among those killed were three reporters"
        if trigger.lemma_ in _PUTTING and len(inside) == 1 and parse.doc[found.token].head.lower_ == "at":
            return found.figure  # "puts the number of fighters slain at 540", wherever a parser hangs the 540
        verb = syntax.verb_over(parse.doc[found.token])
        raised = trigger.dep_ in ("xcomp", "ccomp") and trigger.head.i == verb.i
        lowered = verb.dep_ == "xcomp" and verb.head.i == trigger.i and parse.doc[found.token].dep_ == "dobj"
        if verb.i == trigger.i or raised or lowered or (len(inside) == 1 and _is_in_subject(trigger, verb)):
            return found.figure if parse.doc[found.token].dep_ in _COUNTING else None
    return None


def _is_doer(noun: Token) -> bool:
    """ "led away by three men": how many did it."""
    by = noun.head
    return by.lower_ == "by" and by.dep_ in ("agent", "prep") and syntax.is_passive(by.head)


_COUNTING = frozenset("nsubj nsubjpass dobj attr pobj appos conj nummod".split())


def _is_in_subject(trigger: Token, verb: Token) -> bool:
    """Whether a word stands in the subject of a verb, and in no clause that only describes it but a short one."""
    token = trigger
    while token.head.i != verb.i:
        if syntax.is_root(token) or token.dep_ == "relcl":
            return False
        token = token.head
    return token.dep_ in ("nsubj", "nsubjpass", "csubj") and token.i != verb.i


def some_freed(parse: Parse, event: Event) -> Figure | None:
    """ "to release the prisoners", "the return of children": people let go, without a word of how many."""
    if event.type != "RETREAT" or event.mode != "release":
        return None
    trigger = parse.doc[event.trigger]
    freed = _freed(event, trigger)
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


def _freed(event: Event, trigger: Token) -> list[Token]:
    if event.noun:
        return syntax.prep_objects(trigger, "of")
    found = syntax.children(trigger, "dobj", "nsubjpass")
    if trigger.tag_ == "VBN" and not found:
        found = syntax.children(trigger, "nsubj")
    if not found and trigger.dep_ == "xcomp" and syntax.is_passive(trigger):
        found = [t for t in (arguments.subject(trigger),) if t is not None]  # "prisoners are to be freed"
    return [*found, *([trigger.head] if trigger.dep_ == "acl" and trigger.tag_ == "VBN" else [])]


def _are_people(noun: Token) -> bool:
    return noun.lower_ in _OTHERS or names_people(noun.lower_)
