"""What nouns say of an event: alone ("talks between X and Y") and with a verb ("lifted the curfew")."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from truceline.reading import arguments, syntax
from truceline.reading.book import Book, Code
from truceline.reading.happenings.found import Found
from truceline.reading.happenings.sides import Sides, sides

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

_LIGHT = frozenset({"be", "participate", "engage", "agree", "return", "enter", "go"})
"""Verbs whose noun may stand after any preposition: "returned to the capital for talks"."""
_MATERIAL = frozenset({"humanitarian", "financial", "military", "technical", "logistical", "material", "budget", "m"})
_ENDING = frozenset({"end", "stop", "collapse", "fail", "halt", "break", "suspend"})
_LABOUR = frozenset({"general", "hunger", "sympathy", "bus", "rail", "wildcat"})
_NOT_ALONE = frozenset({"ties", "deal", "rule", "concession"})


class Nouns:
    """Reads nouns by the book."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def classes(self, noun: Token) -> tuple[str, ...]:
        """A noun's classes, those of the noun with the word before it first ("state of siege", "hunger strike")."""
        lemma = noun.lemma_.lower()
        if lemma == "fire" and noun.i > 1 and noun.nbor(-1).text == "-" and noun.nbor(-2).lower_ == "cease":
            return ("truce",)
        near = [f"{c.lemma_.lower()} {lemma}" for c in noun.children if c.dep_ in ("compound", "amod", "nmod")]
        of = [f"{lemma} of {n.lemma_.lower()}" for n in syntax.prep_objects(noun, "of")]
        known = self._book.nouns
        whole = dict.fromkeys(c for w in (*near, *of) for c in known.get(w, ()))
        if "truce" in {c for w in noun.children if w.dep_ == "compound" for c in known.get(w.lemma_.lower(), ())}:
            whole["truce"] = None
        return tuple(dict.fromkeys([*whole, *(c for w in (lemma, noun.lower_) for c in known.get(w, ()))]))

    def objects(self, verb: Token) -> list[tuple[Token, str]]:
        """The nouns that a verb is about, each with the preposition before it."""
        out: list[Token] = []
        target = arguments.direct_object(verb)
        if target is not None:
            out += self._cores(target)
        out += syntax.children(verb, "attr", "oprd")
        for clause in syntax.children(verb, "ccomp", "xcomp"):
            out += syntax.children(clause, "nsubj") if clause.tag_ in ("VB", "VBG", "VBN") else []
        found = [(n, "") for n in out]
        for prep in syntax.children(verb, "prep", "prt"):
            found += [(n, prep.lower_) for t in syntax.children(prep, "pobj") for n in self._cores(t)]
        return found

    def paired(self, verb: Token, keys: list[str], who: Sides, weight: float) -> Iterator[Found]:
        """What the verb does to its nouns, by the tables."""
        known = sorted((k for k in keys if k in self._book.pairs), key=lambda k: -len(k.split()))
        for noun, prep in self.objects(verb):
            fitting = [k for k in known if not prep or k.endswith(f" {prep}") or verb.lemma_ in _LIGHT]
            for rank, code in enumerate(self._meanings(verb, noun, fitting)):
                yield Found(*_sharper(code, noun), weight * (1 - 0.02 * rank), verb, who.about(noun))

    def _meanings(self, verb: Token, noun: Token, keys: list[str]) -> list[Code]:
        """What the tables make of a verb with a noun: the longest phrase of the verb first."""
        out: list[Code] = []
        classes = self.classes(noun)
        for key in keys:
            for name in classes:
                code = self._book.pairs[key].get(name)
                if code is not None and name == "aid" and "troops" in classes and not _for_somebody(verb):
                    code = ("MOBILIZE", "weapons")
                if code is not None and code not in out:
                    out.append(code)
        return out

    def by_subject(self, verb: Token, weight: float) -> Iterator[Found]:
        """ "Talks between X and Y opened", "clashes left nine dead", "a truce took hold"."""
        topic = arguments.subject(verb)
        for noun in self._cores(topic) if topic is not None else ():
            classes = self.classes(noun)
            if "truce" in classes:
                yield Found("RETREAT", "ceasefire", weight, verb, sides(noun))
            elif "talks" in classes and verb.lemma_ in _ENDING:
                yield Found("SANCTION", "discontinue", weight, verb, sides(noun))
            elif noun.pos_ == "NOUN":
                yield from self.alone(noun, weight)

    def alone(self, noun: Token, weight: float) -> Iterator[Found]:
        """What a noun means by itself."""
        for name in self.classes(noun):
            code = self._book.alone.get(name)
            if code is not None and name not in _NOT_ALONE:
                yield Found(*_sharper(code, noun), weight, noun, sides(noun))
                return

    def _cores(self, noun: Token) -> list[Token]:
        """The nouns that a phrase is about: of "a new round of talks", the talks."""
        out = []
        for one in syntax.core_nouns(noun):
            if one.lemma_.lower() in self._book.shells:
                out += [n for t in syntax.prep_objects(one, "of", "to", "for") for n in self._cores(t)]
            out.append(one)
        return out


def _for_somebody(verb: Token) -> bool:
    """Whether something is sent to a named somebody."""
    to = [*syntax.children(verb, "dative"), *syntax.prep_objects(verb, "to", "for")]
    return any(n.pos_ == "PROPN" or n.lemma_.lower() in ("rebel", "ally", "government") for n in to)


def _sharper(code: Code, noun: Token) -> Code:
    """The code with what stands beside the noun: a general strike, a cyber attack, joint drills, military support."""
    lemma, kind = noun.lemma_.lower(), code[0]
    near = {c.lemma_.lower() for c in noun.children if c.dep_ in ("compound", "amod", "nmod")}
    if "hunger" in near and kind in ("PROTEST", "ASSAULT"):
        return "PROTEST", "hunger"
    if kind == "ASSAULT" and lemma == "strike" and near & _LABOUR:
        return "PROTEST", "strike"
    if kind == "ASSAULT" and ("cyber" in near or lemma.startswith("cyber")):
        return "COERCE", "cyber"
    aiding = kind == "SUPPORT" and lemma == "support" and near & _MATERIAL
    if aiding or (kind == "MOBILIZE" and any("peacekeep" in w.lower_ for w in noun.head.subtree)):
        return "AID", None
    if near & {"joint", "combined"} and lemma not in ("statement", "communique", "declaration"):
        return "COOPERATE", None
    return code
