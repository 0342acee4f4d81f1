"""Nouns: which population or goods of an agreement the words of a term mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from truceline.agreements.problems import Unclear, meant, nearest
from truceline.agreements.terms import Population

_ODD = {"people": "person", "children": "child", "women": "woman", "men": "man", "soldiers": "soldier"}
_THE = ("the ", "more ", "additional ", "further ", "other ")


@dataclass(frozen=True, slots=True)
class Found:
    """A population by name, and the category where the words name one."""

    population: str
    category: str = ""


def singular(words: str) -> str:
    """The words in lower case, the last of them as if it were one: only to see whether two are the same noun."""
    head, of, rest = words.casefold().partition(" of ")
    if of:
        return f"{singular(head)} of {singular(re.sub('^(?:an?|the) ', '', rest))}"
    *before, last = words.casefold().split() or [""]
    if last in _ODD:
        last = _ODD[last]
    elif last.endswith("ies"):
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith("ss"):
        last = last[:-1]
    return " ".join([*before, last])


@dataclass(frozen=True, slots=True)
class Nouns:
    """All populations and goods; ``goods`` are the names of those that are no people."""

    populations: tuple[Population, ...]
    goods: frozenset[str] = frozenset()

    def find(self, noun: str, by: Iterable[str], *, theirs: bool = True, measured: bool = False) -> Found | None:
        """What a noun means in a term about ``by``: among several, what they hold (or, without ``theirs``, do not).

        ``measured`` is whether a number stands before it, as in "130 litres of diesel". None where nothing
        here has that name. Raises Unclear where several have it.
        """
        plain = _bare(noun)
        units = (self._units,) if measured else ()
        for look in (self._named, self._categories, self._joined, self._called, *units):
            if found := look(plain):
                return self._one(found, noun, frozenset(by), theirs)
        return None

    def _named(self, noun: str) -> list[Found]:
        return [Found(p.name) for p in self.populations if singular(p.name) == noun]

    def _called(self, noun: str) -> list[Found]:
        return [Found(p.name) for p in self.populations if noun in map(singular, p.called)]

    def _categories(self, noun: str) -> list[Found]:
        return [Found(p.name, c.name) for p in self.populations for c in p.categories if singular(c.name) == noun]

    def _joined(self, noun: str) -> list[Found]:
        """ "living hostages": a category before the name of its population."""
        return [
            Found(p.name, c.name)
            for p in self.populations
            for c in p.categories
            for called in (p.name, *p.called)
            if noun == f"{c.name.casefold()} {singular(called)}" or noun == f"{singular(c.name)} {singular(called)}"
        ]

    def _units(self, noun: str) -> list[Found]:
        """ "litres of diesel": a measure of goods."""
        unit, of, thing = noun.partition(" of ")
        return (
            [f for f in self._named(thing) + self._called(thing) if f.population in self.goods] if unit and of else []
        )

    def _one(self, found: list[Found], noun: str, by: frozenset[str], theirs: bool) -> Found:
        fitting = [f for f in found if self._held(f, by) is theirs] if len(found) > 1 and by else found
        if len({f.population for f in fitting or found}) > 1:
            names = " or ".join(f'"{f.population}"' for f in fitting or found)
            raise Unclear(f'"{noun}" may mean {names}.', "Write which, by its name.")
        return (fitting or found)[0]

    def _held(self, found: Found, by: frozenset[str]) -> bool:
        population = self.population(found.population)
        return population is not None and not by.isdisjoint(population.held_by)

    def population(self, name: str) -> Population | None:
        return next((p for p in self.populations if p.name == name), None)

    def unknown(self, noun: str) -> Unclear:
        """What to say where a term is about people or goods that the file does not name."""
        names = [p.name for p in self.populations]
        return Unclear(
            f'"{noun}" is no population of this file.',
            f"{meant(noun, names, 'populations')} People are named under `people`, things under `goods`.",
        )

    def slip(self, noun: str) -> bool:
        """Whether a noun that means nothing here is so near to one that does that it is a slip of the pen."""
        plain = _bare(noun)
        words = {singular(w) for p in self.populations for w in (p.name, *p.called)}
        near = nearest(plain, words, at_least=0.85)
        return bool(near) and len(near.split()) == len(plain.split())


def _bare(noun: str) -> str:
    plain = singular(noun)
    for word in _THE:
        plain = plain.removeprefix(word)
    return plain


def category_of(population: Population, said: str) -> str:
    """The category's name as the file writes it.

    Raises Unclear where the population has categories and this is none of them; where it has none at
    all, any may be named, and is then one without a definition.
    """
    found = next((c.name for c in population.categories if singular(c.name) == singular(said)), None)
    if found is not None or not population.categories:
        return found or said
    known = [c.name for c in population.categories]
    raise Unclear(f'"{said}" is no category of {population.name}.', meant(said, known, "categories"))
