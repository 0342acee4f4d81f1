"""What verbs say of an event: their phrases, the types these have, and who does the deed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from truceline.reading import arguments, syntax
from truceline.reading.book import Book
from truceline.reading.happenings.found import Found
from truceline.reading.happenings.nouns import Nouns
from truceline.reading.happenings.sides import Sides
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_TOGETHER = frozenset({"together", "jointly", "side", "alongside", "joint", "shared", "common", "combined"})
_MASSING = frozenset({"arrive", "gather", "land", "reach", "enter", "travel", "go", "converge", "fly", "assemble"})
_GOING = frozenset({"return", "go", "come", "travel", "arrive", "fly", "leave", "speak", "talk", "turn"})


class Verbs:
    """Reads the verbs of one parse by the book."""

    def __init__(self, book: Book, nouns: Nouns, parse: Parse) -> None:
        self._book, self._nouns = book, nouns
        self._peoples = {i for i, m in parse.mentions.items() if m.form == "people"}

    def keys(self, verb: Token) -> list[str]:
        """The verb alone and with its particles, prepositions and nouns; a lemma that no list has is mended."""
        lemma, word = verb.lemma_.lower(), verb.lower_
        keys = list(syntax.phrases(verb))
        keys += [f"{lemma} {c.lower_}" for c in syntax.children(verb, "intj")]
        if syntax.is_passive(verb):
            keys += [f"{lemma} {c.lemma_.lower()}" for c in syntax.children(verb, "nsubjpass")]
        if lemma not in self._book.types and lemma not in self._book.pairs:
            for other in (word.removesuffix("d"), word.removesuffix("ed"), word.removesuffix("ing") + "e"):
                if other in self._book.types or other in self._book.pairs:
                    keys += [k.replace(lemma, other, 1) for k in keys]
                    break
        for prep in syntax.children(verb, "prep", "agent", "prt", "advmod"):
            keys += [f"{k} {prep.lower_}" for k in keys if len(k.split()) == 2]
        return list(dict.fromkeys(keys))

    def carries(self, name: str, keys: list[str]) -> bool:
        """Whether the verb is of a class of verbs that only carry a clause."""
        words = self._book.carriers[name]
        return any(k in words for k in keys)

    def typed(self, keys: list[str]) -> str:
        """The longest phrase that has a type."""
        return max((k for k in keys if k in self._book.types), key=lambda k: len(k.split()), default="")

    def deeds(self, verb: Token, keys: list[str], who: Sides, weight: float) -> Iterator[Found]:
        """The events that a verb tells of with its nouns, by itself, through its subject and by its doers."""
        paired = list(self._nouns.paired(verb, keys, who, weight))
        yield from paired
        if self._in_protest(keys, who.doing(verb)):
            yield Found("PROTEST", None, weight * 1.04, verb, who)
        plain = verb.lemma_ in _GOING and bool(syntax.children(verb, "dobj"))
        phrase = self.typed([k for k in keys if " " not in k] if plain else keys)
        weak = not phrase or phrase in self._book.weak
        sure = 1.03 if _with_noun(verb, phrase) else 0.6 if weak else 0.93 if paired else 0.98
        for rank, kind in enumerate(self._ranked(verb, phrase)):
            yield Found(kind, None, weight * sure - 0.1 * rank, verb, who)
        if not paired:
            yield from self._nouns.by_subject(verb, weight * (0.88 if weak and phrase else 0.8))
        if self._joint(verb):
            yield Found("COOPERATE", None, weight * (0.95 if weak else 0.7), verb, who)

    def by_doer(self, deed: Found) -> Found:
        """What the same deed is when courts, hackers, police, helpers or soldiers do it."""
        doers, kinds = _lemmas(deed.sides.source_heads()), self._book.subjects
        lemma = deed.token.lemma_
        if doers & kinds["court"] and deed.type in ("COERCE", "AID", "ASSAULT") and lemma not in ("order", "ban"):
            return replace(deed, type="SANCTION", mode="convict")
        if doers & kinds["hackers"] and deed.type in ("ASSAULT", "COERCE"):
            return replace(deed, type="COERCE", mode="cyber")
        if doers & kinds["police"] and (deed.type, deed.mode) == ("ASSAULT", "abduct"):
            return replace(deed, type="COERCE", mode="arrest")
        if doers & kinds["helpers"] and lemma in ("arrive", "land", "reach", "deploy"):
            return replace(deed, type="AID", mode=None, score=max(deed.score, 0.97))
        if doers & kinds["force"] and deed.type == "CONSULT" and lemma in _MASSING:
            return replace(deed, type="MOBILIZE", mode="troops", score=max(deed.score, 0.9))
        return deed

    def _in_protest(self, keys: list[str], who: Sides) -> bool:
        """Crowds, workers, students who block, burn, gather."""
        heads, kinds = who.source_heads(), self._book.subjects
        doers = _lemmas(heads)
        if heads and heads[0].i in self._peoples and any(k in kinds["peoples_deeds"] for k in keys):
            return True
        civil = bool(doers & kinds["civil"]) and not doers & kinds["force"]
        return civil and any(k in kinds["civil_deeds"] for k in keys)

    def _ranked(self, verb: Token, phrase: str) -> list[str]:
        kinds = list(self._book.types.get(phrase, ()))
        if phrase == "strike" and arguments.direct_object(verb) is not None:
            kinds.sort(key=lambda k: k != "ASSAULT")
        return kinds

    def _joint(self, verb: Token) -> bool:
        """ "flew missions together", "jointly searched", "ran a joint post": done by several at once."""
        near = {c.lower_ for c in verb.children}
        near |= {c.lower_ for n, _ in self._nouns.objects(verb) for c in syntax.children(n, "amod", "compound")}
        near |= {n.lower_ for p in syntax.children(verb, "npadvmod", "advmod", "prep") for n in p.subtree}
        return arguments.subject(verb) is not None and bool(near & _TOGETHER)


def _lemmas(heads: list[Token]) -> frozenset[str]:
    """The nouns of the first phrases, alone and with the word before them."""
    nouns = [n for t in heads[:2] for n in syntax.core_nouns(t)]
    pairs = (f"{c.lemma_.lower()} {n.lemma_.lower()}" for n in nouns for c in syntax.children(n, "compound", "amod"))
    return frozenset([*(w for n in nouns for w in (n.lemma_.lower(), n.lower_)), *pairs])


def _with_noun(verb: Token, phrase: str) -> bool:
    """Whether a phrase of the book holds a noun or adjective of the clause: "take to street", not "throw out"."""
    parts = phrase.split()[1:]
    near = [*syntax.children(verb, "dobj", "attr", "acomp", "oprd", "intj", "nsubjpass", "xcomp", "ccomp")]
    near += [n for p in syntax.children(verb, "prep", "prt") for n in syntax.children(p, "pobj")]
    return any(n.lemma_.lower() in parts or n.lower_ in parts for n in near)
