"""Noun classes: the sorts of things that the rules for events ask for: a captive, a truce, a place, a named act.

The words of most classes are data (``data/codebook/events.toml``); some are told by what stands around a noun.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from truceline.model import codebook
from truceline.reading import lexicon, syntax
from truceline.reading.endings import ending
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_TAKEN = frozenset("capture seize hold detain abduct kidnap imprison arrest jail intern snatch".split())
_TITLES = frozenset(
    (
        "mr mrs ms mr. mrs. ms. gen gen. col col. maj maj. lt lt. sgt sgt. capt capt. dr dr. prof prof. sir lady lord "
        "dame sheikh imam mullah maulana ayatollah mufti sayyid hajji rabbi reb rev rev. reverend father brother "
        "sister mother pastor deacon bishop archbishop cardinal monsignor metropolitan patriarch pope saint lama swami "
        "guru pandit venerable ajahn sensei chief elder"
    ).split()
)
_KINDS = {"person": ("people", "displaced", "forces"), "aid": ("aid",), "captive": ("captives",)}
"""Classes of nouns that hold whatever the codebook's categories count among these."""


class NounClasses:
    """Whether nouns are of the classes of the event lexicon."""

    def __init__(self) -> None:
        self._lexicon = lexicon.events()
        self._population = {w: c.population for c in codebook().categories.values() for w in c.words}

    def any_is(self, parse: Parse, nouns: list[Token], classes: tuple[str, ...]) -> bool:
        return any(self.is_of(parse, noun, name) for noun in nouns for name in classes)

    def is_of(self, parse: Parse, noun: Token, name: str) -> bool:
        """Whether a noun is of a class; a number that stands alone is as good as people."""
        mention = parse.mentions.get(noun.i)
        if name == "*":
            return True
        if name == "event":
            return self.names_act(parse, noun)
        if name == "party":
            unknown = mention is None and noun.pos_ == "PROPN" and noun.dep_ in ("nsubj", "pobj", "conj")
            return unknown or (mention is not None and mention.form == "name")
        if name == "place":
            return (mention is not None and mention.party.kind.value in ("state", "territory")) or noun.pos_ == "PROPN"
        words = self._lexicon.classes.get(name, frozenset())
        if (
            noun.lemma_.lower() in words
            or noun.lower_ in words
            or (name in self._lexicon.paired and _paired(noun, words))
        ):
            return True
        opens = noun.tag_ == "NNPS" or (noun.tag_ == "NNP" and noun.i == noun.sent.start)
        if opens and noun.lower_.endswith("s") and noun.lower_.removesuffix("s") in words:
            return True  # "Rockets were launched", which a parser takes for a name
        if noun.like_num and name == ("currency" if _is_money(noun) else "number"):
            return True
        if name == "person" and noun.pos_ == "PROPN" and _is_titled(noun, words):
            return True
        if name == "person" and noun.dep_ == "nsubjpass" and noun.lower_ in ("they", "he", "she", "who"):
            return True
        if name in ("captive", "captives") and self.is_of(parse, noun, "person") and _is_taken(noun):
            return True
        if self._population.get(noun.lower_, self._population.get(noun.lemma_.lower())) in _KINDS.get(name, ()):
            return True
        if name in ("captive", "person") and noun.dep_ not in ("nsubj", "attr"):
            alone = noun.like_num and not _is_money(noun) and not any(c.pos_ == "NOUN" for c in noun.children)
            return alone or (mention is not None and mention.form == "people")
        return False

    def names_act(self, parse: Parse, noun: Token) -> bool:
        """Whether a noun names an act, by what it is of: "a burst of gunfire", no "burst of energy"."""
        named = self._lexicon.nouns.get(noun.lemma_.lower())
        if ending(noun) is not None:
            return True
        if named is None or not named.of:
            return named is not None
        of = [n for m in syntax.prep_objects(noun, "of") for n in syntax.core_nouns(m)]
        return self.any_is(parse, of, named.of) if of else "-" in named.of


def _is_money(number: Token) -> bool:
    """ "$50 million"."""
    return any(c.tag_ == "$" for c in number.children)


def _paired(noun: Token, words: frozenset[str]) -> bool:
    """ "the assembly area": a noun that is of a class with the noun before it alone."""
    return noun.i > 0 and f"{noun.nbor(-1).lower_} {noun.lemma_.lower()}" in words


def _is_titled(noun: Token, offices: frozenset[str]) -> bool:
    """ "Gen. Poll", "Captain Reyes": a name with an office before it."""
    before = syntax.children(noun, "compound", "nmod", "amod")
    return any(c.lower_ in _TITLES or c.lower_ in offices for c in before)


def _is_taken(noun: Token) -> bool:
    """ "the soldiers captured on Tuesday", "kidnapped girls": people who are said to be held."""
    return any(c.dep_ in ("amod", "acl") and c.tag_ == "VBN" and c.lemma_.lower() in _TAKEN for c in noun.children)
