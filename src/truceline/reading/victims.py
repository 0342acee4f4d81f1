"""Victims: "a woman was killed", "killing a farmer": one, though no number is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.model import Comparator, Figure
from truceline.reading import lexicon, syntax
from truceline.reading.event import Event
from truceline.reading.figures.noun import named_category, names_people
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_HARMING = frozenset(
    "kill wound injure hurt murder slay shoot execute maim behead assassinate kidnap abduct seize capture detain "
    "arrest destroy down sink die fall perish".split()
)
_HURT = frozenset({"killed", "wounded"})
_TAKEN = frozenset(
    {
        ("ASSAULT", "abduct"),
        ("COERCE", "arrest"),
        ("COERCE", "seize"),
        ("RETREAT", "release"),
        ("RETREAT", "access"),
        ("STATE", "missing"),
    }
)
"""Deeds done to one or to several, by whatever verb: "lured a colonel", "let a tanker through"."""
_ONE = frozenset({"a", "an", "another"})
_ALONE = frozenset({"another", "one"})
"""Words for one more, or one of those who were told of, without a noun: "another was wounded"."""
_MANY = frozenset(
    "number group dozen handful series lot couple crowd family patrol unit battalion convoy team score hundred "
    "thousand million majority minority half third quarter fifth part share fraction list wave band squad mob "
    "generation toll total figure count few pair string spate column".split()
)
_CLASSES = (
    "person",
    "troops",
    "peacekeepers",
    "vessel",
    "aircraft",
    "property",
    "premises",
    "post",
    "leaders",
    "freed",
)
_MORE = frozenset(
    "airliner balloon barge bicycle boxer broker builder bus bystander canoe caravan chemist coach colleague "
    "contractor cottage craft cruiser cyclist dentist designer dinghy drummer executive ferry footballer glider "
    "governor helicopter hut jeep kiosk lady launch lighthouse local lorry minesweeper minibus motorbike motorboat "
    "motorcycle native parachutist passer-by pedestrian physician pickup plumber policeman pub raft rider runner "
    "satellite scholar servant speedboat stranger submarine swimmer tanker taxi tractor train tram tug van villa "
    "welder woodcutter".split()
)
_DOERS = ("man", "woman", "boy", "girl", "ist", "ian", "keeper", "worker", "fighter", "maker", "herd", "monger")


def one_victim(parse: Parse, event: Event) -> Figure | None:
    """The one person or thing that an act of force is told to have struck; None where it is not one."""
    taken = (event.type, event.mode) in _TAKEN
    if not (taken or event.type == "ASSAULT" or (event.type == "STATE" and event.mode in _HURT)):
        return None
    trigger = parse.doc[event.trigger]
    if not taken and trigger.lemma_.lower() not in _HARMING:
        return None
    found = {t.i: t for t in _struck(parse, event, trigger) if _is_one(t) and not (taken and _is_place(t))}
    if len(found) != 1:
        return None
    (noun,) = found.values()
    if noun.lower_ in _ALONE:
        words = parse.words(noun.i)
        return Figure(low=1, high=1, comparator=Comparator.EXACTLY, unit="", words=words, category=None)
    article = next(c for c in noun.children if c.lower_ in _ONE)
    category = named_category(noun.lower_)
    return Figure(
        low=1,
        high=1,
        comparator=Comparator.EXACTLY,
        unit=parse.words(noun.i),
        words=parse.words(article.i, noun.i + 1),
        category=category.name if category is not None else None,
    )


def _struck(parse: Parse, event: Event, trigger: Token) -> Iterator[Token]:
    subjects = ("nsubjpass", "nsubj") if event.type == "STATE" else ("nsubjpass",)
    if trigger.tag_ == "VBN" and not syntax.children(trigger, "aux"):
        subjects = ("nsubjpass", "nsubj")
    yield from syntax.children(trigger, "dobj", *subjects)
    if trigger.dep_ == "acl" and trigger.tag_ == "VBN":
        yield trigger.head
    yield from (parse.doc[i] for i in event.recipients)


def _is_one(noun: Token) -> bool:
    """A noun in the singular with "a" or "an" that names no group and is joined to none."""
    lemma = noun.lemma_.lower()
    if noun.lower_ in _ALONE and noun.dep_ in ("nsubjpass", "nsubj", "dobj"):
        return all(c.dep_ in ("appos", "punct") for c in noun.children)
    if noun.tag_ != "NN" or lemma in _MANY or not _can_be_struck(lemma) or syntax.children(noun, "conj"):
        return False
    return any(c.lower_ in _ONE and c.dep_ == "det" for c in noun.children)


def _is_place(noun: Token) -> bool:
    """ "took a position", "seized a post": of places that are taken not one is counted."""
    classes = lexicon.events().classes
    return any(noun.lemma_.lower() in classes[c] for c in ("premises", "post", "property"))


def _can_be_struck(noun: str) -> bool:
    """A word for a person, a vessel, a craft or a building: not "shot a film", "captured a mood"."""
    if noun in _MORE or noun.endswith(_DOERS):
        return True
    classes = lexicon.events().classes
    return names_people(noun) or any(noun in classes[c] for c in _CLASSES)
