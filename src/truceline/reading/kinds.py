"""Kinds: what kind of people a figure or a noun speaks of: women, soldiers, citizens of two states.

The words are data: ``data/codebook/kinds.toml``, and for nationalities the adjectives of the parties' lists.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from truceline.reading import syntax
from truceline.reading.parse import Parse
from truceline.reading.parties import Mention, Registry

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_BESIDE = frozenset({"amod", "compound", "nmod"})


@dataclass(frozen=True, slots=True)
class Kinds:
    """The words of the data file."""

    nouns: dict[str, tuple[str, ...]]
    adjectives: dict[str, tuple[str, ...]]
    service: frozenset[str]
    citizenship: frozenset[str]
    small: frozenset[str]
    offspring: frozenset[str]


@cache
def kinds() -> Kinds:
    path = files("truceline") / "data" / "codebook" / "kinds.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {name: frozenset(listed) for name, listed in data["words"].items()}
    return Kinds(
        {word: tuple(k) for word, k in data["nouns"].items()},
        {word: tuple(k) for word, k in data["adjectives"].items()},
        **words,
    )


def kinds_of(parse: Parse, noun: Token, given: Iterable[str] = ()) -> tuple[str, ...]:
    """The kinds that a noun phrase names, those ``given`` (the members of a joint category) first."""
    return tuple(dict.fromkeys([*given, *_named(parse, noun)]))


def _named(parse: Parse, noun: Token) -> Iterator[str]:
    book = kinds()
    yield from book.nouns.get(noun.lemma_.lower(), ())
    yield from _nationality(parse, noun)
    for word in noun.children:
        if word.dep_ in _BESIDE:
            yield from book.adjectives.get(word.lemma_.lower(), ())
            yield from _nationality(parse, word)
            yield from (k for w in word.children if w.dep_ in _BESIDE for k in _nationality(parse, w))
            if word.lemma_.lower() in book.small and noun.lemma_.lower() in book.offspring:
                yield "child"
    yield from _named_beside(noun)
    yield from _beside_hyphen(parse, noun)
    yield from _citizens(parse, noun)
    yield from _serving(parse, noun)


def _nationality(parse: Parse, token: Token) -> Iterator[str]:
    mention = parse.mentions.get(token.i)
    if mention is not None and mention.form != "name":
        yield adjective_of(mention, parse.words(token.i))


def adjective_of(mention: Mention, words: str) -> str:
    """The adjective as written, or the one that a word for the people belongs to: "Thais" gives "Thai"."""
    if mention.form == "adjective":
        return words
    adjectives = Registry.load().words[mention.party.id].adjectives
    return next((a for a in adjectives if words.removesuffix("s") == a), adjectives[0] if adjectives else words)


def _beside_hyphen(parse: Parse, noun: Token) -> Iterator[str]:
    """The first half of "three Russian-Israelis"."""
    first = noun.i
    while first > 1 and parse.words(first - 1) == "-" and parse.starts[first] == parse.ends[first - 1]:
        first -= 2
        yield from _nationality(parse, parse.doc[first])


def _named_beside(noun: Token) -> Iterator[str]:
    """Who is named with "and her two sons" is a woman."""
    if noun.dep_ == "conj" and noun.head.tag_ == "NNP":
        whose = {c.lower_ for c in noun.children if c.dep_ == "poss"}
        yield from (kind for word, kind in (("her", "woman"), ("his", "man")) if word in whose)


def _citizens(parse: Parse, noun: Token) -> Iterator[str]:
    """ "with Northern and Southern citizenship"."""
    found = syntax.prep_objects(noun, "with", "of", "holding")
    if noun.dep_ == "dobj":
        found += [h for h in syntax.prep_objects(noun.head, "with") if h.head.i == noun.i + 1]
    for held in found:
        if held.lemma_.lower() in kinds().citizenship or held.lower_ in kinds().citizenship:
            for word in sorted(held.subtree, key=lambda t: t.i):
                yield from _nationality(parse, word)


def _serving(parse: Parse, noun: Token) -> Iterator[str]:
    """ "men who have served in the army"."""
    for clause in syntax.children(noun, "relcl"):
        if serves(parse, clause):
            yield "soldier"


def serves(parse: Parse, verb: Token) -> bool:
    """Whether a clause says that its subject is of the armed forces: "belong to the army", "were members of it"."""
    if verb.lemma_ in ("serve", "belong", "enlist"):
        return any(_is_service(parse, n) for n in syntax.prep_objects(verb, "in", "to", "with"))
    if verb.lemma_ in ("be", "remain"):
        return any(_is_service(parse, n) for a in syntax.children(verb, "attr") for n in _of(a)) or any(
            "soldier" in kinds().nouns.get(a.lemma_.lower(), ()) for a in syntax.children(verb, "attr")
        )
    return False


def _of(noun: Token) -> list[Token]:
    return syntax.prep_objects(noun, "of", "in") if noun.lemma_ in ("member", "part") else []


def _is_service(parse: Parse, noun: Token) -> bool:
    mention = parse.mentions.get(noun.i)
    if mention is not None:
        return mention.party.kind.value == "armed force"
    return noun.lemma_.lower() in kinds().service or noun.lower_ in kinds().service
