"""Kinds: the plain words for who somebody is, and whether people of some kinds fall in a category."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from truceline.agreements.terms import Category, Population

_AGE = re.compile(r"\s+(?:under|below|up to)\s+\d+$")
_OR = re.compile(r"\s+(?:or|and)\s+")


@dataclass(frozen=True, slots=True)
class Kinds:
    """``axis`` gives, for a kind, the question it answers; kinds of an ``exclusive`` axis rule one another out."""

    axis: dict[str, str]
    exclusive: frozenset[str]
    same: dict[str, str]
    implies: dict[str, tuple[str, ...]]
    nouns: dict[str, tuple[str, str]]
    """How a sentence names one of a kind, and several."""


@cache
def kinds() -> Kinds:
    """The table that ships with the package, read once."""
    data = tomllib.loads((files("truceline") / "data" / "kinds.toml").read_text(encoding="utf-8"))
    return Kinds(
        axis={word: axis for axis, words in data["axis"].items() for word in words},
        exclusive=frozenset(data["exclusive"]),
        same={other: word for word, others in data["same"].items() for other in others},
        implies={word: tuple(others) for word, others in data["implies"].items()},
        nouns={word: (one, several) for word, (one, several) in data["nouns"].items()},
    )


@cache
def plain(word: str) -> frozenset[str]:
    """The kinds that a word stands for: "child under 19" is child, "girl" is girl and child."""
    table, found = kinds(), set()
    for part in _OR.split(word.strip()):
        known = _known(part)
        found |= {known, *table.implies.get(known, ())}
    return frozenset(found)


def _known(word: str) -> str:
    table, low = kinds(), word.lower()
    bare = _AGE.sub("", low)
    for form in (low, bare):
        if form in table.same:
            return table.same[form]
        if form in table.axis or form in table.implies:
            return form
    return word


def plain_all(words: Iterable[str]) -> frozenset[str]:
    """The kinds that several words stand for together."""
    return frozenset().union(*(plain(w) for w in words))


def axis_of(kind: str) -> str:
    """The question a kind answers; "" where the table does not know the kind."""
    return kinds().axis.get(kind, "")


class Fit(StrEnum):
    """Whether people fall in a category, as far as the words tell."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


LIFE = frozenset({"living", "dead"})
"""Qualities that are kinds of people as well."""


def fits(
    kinds: frozenset[str], qualities: frozenset[str], category: Category | None, population: Population | None
) -> Fit:
    """Whether people of these kinds fall in the category, beside its siblings in the population.

    No category holds everyone. A kind that the category never takes rules them out. A kind speaks for or
    against it only where it answers the same question as one of the category's own kinds, or where a
    sibling is drawn by it; where nothing does so, or some do and some do not, the answer is MAYBE.
    """
    return Fit.YES if category is None else _fits(kinds, qualities & LIFE, category, population)


@lru_cache(maxsize=65536)
def _fits(words: frozenset[str], life: frozenset[str], category: Category, population: Population | None) -> Fit:
    own = plain_all(words) | life
    if own & plain_all(category.never):
        return Fit.NO
    if not category.any_of:
        return _all_but(own, category)
    taken = plain_all(k for alternative in category.any_of for k in alternative)
    drawn = taken | (_drawn(population) if population else frozenset())
    return any_of(_alternative(own, plain_all(a), taken, drawn) for a in category.any_of)


def any_of(found: Iterable[Fit]) -> Fit:
    """YES where one is; NO where all are."""
    answers = set(found)
    if Fit.YES in answers:
        return Fit.YES
    return Fit.NO if answers == {Fit.NO} else Fit.MAYBE


def all_of(found: Iterable[Fit]) -> Fit:
    """NO where one is; YES where all are."""
    answers = set(found)
    if Fit.NO in answers:
        return Fit.NO
    return Fit.MAYBE if Fit.MAYBE in answers else Fit.YES


def _all_but(own: frozenset[str], category: Category) -> Fit:
    """A category that only says whom it never takes: another answer to the same question is a yes."""
    asked = {axis_of(k) for k in plain_all(category.never)} - {""}
    return Fit.YES if any(axis_of(k) in asked for k in own) else Fit.MAYBE


@lru_cache(maxsize=512)
def _drawn(population: Population) -> frozenset[str]:
    """Every kind by which the population's categories are drawn, or that stands outside it."""
    words = [k for c in population.categories for a in c.any_of for k in a]
    return plain_all([*words, *population.outside])


def _alternative(own: frozenset[str], asked: frozenset[str], taken: frozenset[str], drawn: frozenset[str]) -> Fit:
    """Whether everything that one alternative asks for together is there."""
    return all_of(_kind(own, kind, asked, taken, drawn) for kind in asked)


def _kind(own: frozenset[str], kind: str, asked: frozenset[str], taken: frozenset[str], drawn: frozenset[str]) -> Fit:
    axis = axis_of(kind)
    rivals = {k for k in own - taken if axis_of(k) == axis and (axis or k in drawn)}
    if kind in own:
        return Fit.MAYBE if rivals else Fit.YES
    if any(axis_of(k) == axis for k in (own & taken) - asked):
        return Fit.MAYBE if rivals else Fit.NO
    return Fit.NO if rivals and (not axis or axis in kinds().exclusive) else Fit.MAYBE
