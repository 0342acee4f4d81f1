"""Accusation: whom a clause accuses, and of what.

"accused Y of", "blamed Y for", "charged Y with", "placed the blame on Y for", "held Y responsible for"; "attributed the
raid to Y", "pointed the finger at Y", "saw the hand of Y behind it", "laid it at Y's door".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.reading import arguments, lexicon, syntax
from truceline.reading.times.words import MONTHS, WEEKDAYS

if TYPE_CHECKING:
    from truceline.reading.tokens import Token


BLAMED = frozenset({"responsible", "accountable", "liable", "guilty", "answerable"})
_TRADING = frozenset({"trade", "exchange", "swap"})
_PLANNING = frozenset({"plan", "planning", "plot", "plotting", "prepare", "preparing", "try", "trying", "seek", "want"})
_ASCRIBING = frozenset({"attribute", "ascribe", "impute", "trace"})
_POINTING = frozenset({"finger", "accusing", "fingers"})


def _behind(verb: Token, lemma: str, target: Token) -> Token | None:
    """Whoever is said to be behind a deed: "laid the raid at their door", "saw the hand of the rebels in it"."""
    noun = target.lemma_.lower()
    found: list[Token] = []
    if lemma in _ASCRIBING and not syntax.is_passive(verb):
        found = [n for h in (verb, target) for n in syntax.prep_objects(h, "to")]
    elif lemma == "put down" and not syntax.is_passive(verb):
        found = [n for h in (verb, target, *syntax.children(verb, "prt")) for n in syntax.prep_objects(h, "to")]
    elif lemma == "point" and noun in _POINTING:
        found = [n for h in (verb, target) for n in syntax.prep_objects(h, "at", "to", "towards")]
    elif lemma in ("see", "suspect", "detect", "recognise", "recognize") and noun in ("hand", "hands", "handiwork"):
        found = [*syntax.children(target, "poss"), *syntax.prep_objects(target, "of")]
    elif lemma in ("lay", "place", "put"):
        doors = [n for h in (verb, target) for n in syntax.prep_objects(h, "at") if n.lemma_.lower() == "door"]
        found = [o for d in doors for o in (*syntax.children(d, "poss"), *syntax.prep_objects(d, "of"))]
    return found[0] if found else None


def _blamed_on(verb: Token, target: Token) -> list[Token]:
    """ "blamed the raid on the rebels", where a parser may take the raid to be one on them."""
    found = [n for n in syntax.prep_objects(verb, "on") if not _is_day(n)]
    if found or target.lemma_.lower() not in lexicon.events().nouns:
        return found
    inner = [n for t in target.subtree if t.lower_ == "on" and t.dep_ == "prep" for n in syntax.children(t, "pobj")]
    return [n for n in inner if not _is_day(n)]


def _is_day(noun: Token) -> bool:
    """ "blamed the rebels on Monday": when, and nobody who is blamed."""
    return noun.lower_ in WEEKDAYS or noun.lower_ in MONTHS or noun.like_num


def accused(verb: Token, lemma: str) -> tuple[Token | None, list[Token]]:
    target = arguments.direct_object(verb)
    if target is None:
        return None, []
    if (behind := _behind(verb, lemma, target)) is not None:
        return behind, [verb]
    if lemma in _TRADING and target.lemma_.lower() in lexicon.events().classes["blame"]:
        return target, [verb]
    if lemma in ("accuse", "blame", "fault", "charge", "indict", "suspect") and target.pos_ != "VERB":
        blamed = target.lemma_.lower() in ("blame", "responsibility")
        on = _blamed_on(verb, target) if lemma == "blame" else []
        if not on:
            return (None, []) if blamed else (target, [verb])
        return on[-1], [verb]
    if target.lemma_.lower() in ("blame", "responsibility"):
        found = syntax.prep_objects(target, "on", "upon") or syntax.prep_objects(verb, "on", "upon", "with")
        found = [n for n in found if n.lower_ not in WEEKDAYS]  # "claimed responsibility on Monday"
        return (found[0], [verb, target]) if found else (None, [])
    if lemma in ("hold", "find", "consider", "deem"):
        for word in (
            *syntax.children(verb, "oprd", "acomp", "xcomp", "advcl", "ccomp"),
            *syntax.children(target, "amod", "acl"),
        ):
            if word.lower_ in BLAMED and word.i > target.i:
                return target, [verb, word]
            inner = [t for t in word.children if t.lower_ in BLAMED]
            if inner:
                return target, [verb, inner[0]]
        adjective = next((t for t in verb.subtree if t.lower_ in BLAMED and t.i > verb.i), None)
        if adjective is not None:
            holder = next((s for s in syntax.children(adjective, "nsubj")), target)
            return holder, [verb, adjective]
    return None, []


def deeds(verb: Token, accused: Token, cue: list[Token]) -> list[Token]:
    """What the accused is said to have done: each thing after "of", "for" or "with", however it is attached."""
    inside = {t.i for c in verb.subtree if c != verb and c.dep_ in ("ccomp", "relcl", "parataxis") for t in c.subtree}
    joined = {t.i for c in verb.children if c.dep_ == "conj" for t in c.subtree}
    found: list[Token] = []
    target = arguments.direct_object(verb)
    if verb.lemma_ == "blame" and target is not None and target.i < accused.i:
        return syntax.with_conjuncts(target)  # "blamed the raid on the rebels"
    for prep in verb.subtree:
        if (
            prep.lower_ not in ("of", "for", "with", "over")
            or prep.pos_ not in ("ADP", "SCONJ")
            or prep.i in inside | joined
        ):
            continue
        deeds = syntax.children(prep, "pcomp", "pobj")
        late = prep.i > max(accused.i, cue[0].i) or prep.head in cue[1:]
        own = prep.head.i in (verb.i, accused.i, *(c.i for c in cue)) or any(_is_doing(d) for d in deeds)
        if prep.lower_ == "over" and not (deeds and _traded_over(accused, deeds[0])):
            continue
        if deeds and deeds[0].i != accused.i and late and own and not any(prep in d.subtree for d in found):
            found += syntax.with_conjuncts(_meant(verb, deeds[0]))
    return found


def is_mutual(accused: Token) -> bool:
    """Whether who accuses is accused in turn: "blamed each other", "each side blaming the other", "traded blame"."""
    words = {c.lower_ for c in accused.children}
    other = accused.lower_ in ("other", "another") and bool(words & {"each", "one", "the"})
    sides = [c for s in syntax.children(accused.head, "nsubj") for c in (s, *s.children)]
    each = bool(words & {"each", "one"}) or any(c.lower_ in ("each", "both") for c in sides)
    return (other and each) or is_traded(accused)


def is_traded(accused: Token) -> bool:
    """Whether it is no party but the "blame" of "traded blame"."""
    return accused.lemma_.lower() in lexicon.events().classes["blame"]


def _traded_over(accused: Token, deed: Token) -> bool:
    """ "traded blame over the shelling", not "over the truce"."""
    events = lexicon.events()
    named = events.nouns.get(deed.lemma_.lower())
    return is_traded(accused) and named is not None and named.act == "ASSAULT"


def _meant(verb: Token, deed: Token) -> Token:
    """The "stage" of "of planning to stage a raid", where a parser takes the planning for a noun."""
    if deed.tag_ not in ("VBG", "NN") or deed.lemma_.lower() not in _PLANNING or syntax.children(deed, "dobj", "xcomp"):
        return deed
    led = (c for c in syntax.children(verb, "xcomp", "advcl") if c.i > deed.i and c.tag_ == "VB")
    return next((c for c in led if any(a.lower_ == "to" for a in c.children)), deed)


def _is_doing(token: Token) -> bool:
    """A gerund, or a noun that a gerund was taken to qualify."""
    return token.tag_ == "VBG" or any(syntax.is_gerund(c) for c in token.children)
