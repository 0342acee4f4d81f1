"""Described: how two descriptions of people, goods, parties or places stand to one another.

Everything here is symmetric and looks at the words alone. No word of a party or nation has a case of its own: a
capitalised word that the codebook does not know is taken as the name of a nation.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache

from truceline.accounts.kinds import axis_of, kinds, plain
from truceline.model import codebook


class Alike(IntEnum):
    """How two descriptions stand to one another."""

    APART = 0
    CROSSED = 1
    """Each says something that the other does not."""
    SILENT = 2
    """One of them says nothing."""
    WIDER = 3
    """One says less than the other, and nothing against it."""
    SAME = 4


# --- whom or what it is about -----------------------------------------------------------------------
@dataclass(frozen=True, slots=True, eq=False)
class People:
    """Made by ``people`` alone, so that equal ones are one and the same.

    ``things`` are the wide classes they fall in (people, aid, ...), ``heads`` what they are called,
    ``marks`` whatever else narrows them down: nations, sexes, ages, the living and the dead."""

    things: frozenset[str]
    heads: frozenset[str]
    nations: frozenset[str]
    marks: frozenset[str]

    @property
    def marked(self) -> bool:
        """Whether anything narrows them down."""
        return bool(self.nations or self.marks)

    @property
    def said(self) -> bool:
        return bool(self.things or self.heads or self.nations or self.marks)


_PERSONS = frozenset({"captives", "people", "forces", "casualties", "displaced"})
_ANYONE = frozenset({"people", "captives"})
_ANYTHING = frozenset({"aid", "attacks", "incidents", "violations", "weapons", "vehicles"})
"""Categories wide enough to hold others of their class."""


@lru_cache(maxsize=65536)
def people(what: tuple[str, ...], kinds: frozenset[str]) -> People:
    """What the words and kinds of a claim say of whom or what it is about."""
    things: set[str] = set()
    heads: set[str] = set()
    nations = {_stem(k) for k in kinds if k[:1].isupper()}
    marks = {m for k in kinds if not k[:1].isupper() for m in plain(k)}
    for words in what:
        for word in _parts(words):
            known = _category(word.casefold())
            if known is not None:
                _place(known, things, heads, marks)
            elif word[:1].isupper():
                nations.add(_stem(word))
            elif word == words:
                heads.add(_stem(word))
    if nations and not things:
        things.add("people")
    return People(frozenset(things), frozenset(heads), frozenset(nations), frozenset(marks))


@lru_cache(maxsize=4096)
def _parts(words: str) -> tuple[str, ...]:
    """What is known as a whole is not taken apart; a list of hostages is a list, and no hostages."""
    if " " not in words or _category(words.casefold()) is not None:
        return (words,)
    return tuple(words.split(" of ", maxsplit=1)[0].split())


def _place(known: tuple[str, str], things: set[str], heads: set[str], marks: set[str]) -> None:
    name, population = known
    things.add("people" if population in _PERSONS else population)
    if population == "casualties" and name != "casualties":
        marks.add("dead" if name == "bodies" else name)
    elif population == "captives" or population not in _PERSONS:
        heads.add(name)


@cache
def _categories() -> dict[str, tuple[str, str]]:
    return {w: (c.name, c.population) for c in codebook().categories.values() for w in (c.name, *c.words)}


def _category(word: str) -> tuple[str, str] | None:
    return _categories().get(word)


def _stem(word: str) -> str:
    low = word.casefold()
    return low[:-1] if low.endswith("s") and not low.endswith("ss") and len(low) > 3 else low


@lru_cache(maxsize=262144)
def alike(a: People, b: People) -> Alike:
    """How two descriptions of people or goods stand to one another."""
    if not a.said or not b.said:
        return Alike.SILENT
    if a.things and b.things and a.things.isdisjoint(b.things):
        return Alike.APART
    if "people" not in a.things or "people" not in b.things:
        return _goods(a, b)
    if _exclude(a, b):
        return Alike.APART
    mine, yours = a.nations | a.marks, b.nations | b.marks
    if mine == yours:
        return Alike.SAME if _called_alike(a, b) else Alike.WIDER
    mine, yours = mine - yours, yours - mine
    return Alike.WIDER if not mine or not yours or _one_within(mine, yours) else Alike.CROSSED


def _goods(a: People, b: People) -> Alike:
    if a.heads & b.heads:
        mine, yours = a.nations | a.marks, b.nations | b.marks
        if mine == yours:
            return Alike.SAME if a.heads == b.heads else Alike.WIDER
        return Alike.WIDER if mine < yours or yours < mine else Alike.CROSSED
    if a.heads & _ANYTHING or b.heads & _ANYTHING:
        return Alike.WIDER
    return Alike.APART if a.things and b.things and a.heads and b.heads else Alike.CROSSED


def _exclude(a: People, b: People) -> bool:
    held_a, held_b = a.heads - _ANYONE, b.heads - _ANYONE
    if held_a and held_b and held_a.isdisjoint(held_b):
        return True
    if a.nations and b.nations and a.nations.isdisjoint(b.nations) and not _one_within(a.nations, b.nations):
        return True
    return any(_speak_against(axis, a.marks, b.marks) for axis in kinds().exclusive)


def _one_within(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether what each says alone is a people with two names ("Russian-Israelis") and one of these names."""
    return all(any(x in y.split("-") or y in x.split("-") for y in b) for x in a)


def _speak_against(axis: str, a: frozenset[str], b: frozenset[str]) -> bool:
    mine, yours = {m for m in a if axis_of(m) == axis}, {m for m in b if axis_of(m) == axis}
    return bool(mine and yours and mine.isdisjoint(yours))


def _called_alike(a: People, b: People) -> bool:
    """Whether both say of what kind the people are, or neither does."""
    return bool(a.heads) == bool(b.heads) or bool(a.nations or a.marks)


# --- who, and where ---------------------------------------------------------------------------------
@lru_cache(maxsize=262144)
def same_parties(a: frozenset[str], b: frozenset[str]) -> Alike:
    """How two lists of parties, each with the sides they belong to, stand to one another.

    What is only described ("gunmen") says nothing against a name.
    """
    if not a or not b:
        return Alike.SILENT
    if not a.isdisjoint(b) or any(_one_name(x, y) for x in a for y in b):
        return Alike.SAME
    return Alike.WIDER if any(n[:1].islower() for n in (*a, *b)) else Alike.APART


@lru_cache(maxsize=65536)
def _one_name(a: str, b: str) -> bool:
    """Whether one name tells the other: "Hamas" in "armed wing of Hamas", "Israel" in "Israeli government"."""
    short, long = sorted((a.casefold(), b.casefold()), key=len)
    word = short.removeprefix("the ")
    if " " in word or len(word) < 4:
        return False
    # The endings of adjectives differ: the stem of the name is what must be there.
    return any(w.startswith(word[: max(4, len(word) - 1)]) and len(w) - len(word) <= 3 for w in long.split())


@lru_cache(maxsize=65536)
def same_place(a: str, b: str) -> Alike:
    if not a or not b:
        return Alike.SILENT
    x, y = a.casefold(), b.casefold()
    return Alike.SAME if x in y or y in x else Alike.APART
