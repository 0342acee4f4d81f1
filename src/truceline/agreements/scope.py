"""Scope: what the terms of a file may name, and where a fault in one of them is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from truceline.agreements.document import Node, Path, same_key
from truceline.agreements.names import Names
from truceline.agreements.nouns import Nouns, category_of
from truceline.agreements.problems import Problems, Unclear, meant
from truceline.agreements.terms import Anchor, Point

_T = TypeVar("_T")
_D = TypeVar("_D")


@dataclass(frozen=True, slots=True)
class Scope:
    """``written`` are all duties and acts of the file, ``present`` those that stand under this reading.

    ``truce`` is whether there is one, so that terms can wait for its effect and its end.
    """

    names: Names
    nouns: Nouns
    zone: ZoneInfo
    problems: Problems
    written: tuple[str, ...]
    present: frozenset[str]
    phases: tuple[str, ...] = ()
    truce: bool = True


@dataclass(frozen=True, slots=True)
class Spot:
    """A term's place in the file, from which its faults are told."""

    scope: Scope
    node: Node
    path: Path

    def tell(self, error: Unclear, *keys: str) -> None:
        inside = (*keys, *error.at)
        written = self.node.written(inside)
        path = (*self.path, *written, *inside[len(written) :])
        self.scope.problems.add(self.node.line_of(inside), path, error.what, error.todo)

    def ask(self, find: Callable[[], _T], default: _D, *keys: str) -> _T | _D:
        """What ``find`` gives; where the words are unclear, that is told and the default is taken."""
        try:
            return find()
        except Unclear as error:
            self.tell(error, *keys)
            return default

    def who(self, said: Iterable[str], key: str) -> tuple[str, ...]:
        """The main names of those who are named under a key."""
        return self.ask(lambda: self.scope.names.resolve(said), (), key)

    def terms(self, said: Iterable[str], key: str) -> tuple[str, ...]:
        """Duties and acts by name; those that this reading leaves out fall away."""
        found = (self.ask(partial(self._term, word), "", key) for word in said)
        return tuple(dict.fromkeys(f for f in found if f in self.scope.present))

    def _term(self, word: str) -> str:
        wanted = same_key(word).casefold()
        found = next((w for w in self.scope.written if same_key(w).casefold() == wanted), None)
        if found is None:
            raise Unclear(f'there is no duty or act "{word}".', meant(word, self.scope.written, "duties and acts"))
        return found

    def point(self, point: Point | None, key: str) -> Point | None:
        """The point with the duty it names looked up; None where this reading leaves that duty out."""
        if point is None:
            return None
        if point.anchor is Anchor.DUTY and point.of:
            return self._after_term(point, key)
        if self.scope.truce or point.anchor not in (Anchor.EFFECT, Anchor.END):
            return point
        if point.anchor is Anchor.END:
            self.tell(Unclear("there is no truce that could end.", "Write a date, or add `truce`."), key)
            return None
        return replace(point, anchor=Anchor.SIGNED)

    def _after_term(self, point: Point, key: str) -> Point | None:
        try:
            name = self._term(point.of)
        except Unclear as error:
            todo = f"{error.todo} Or write a date, day 7, 48 hours after signing, 5 days after effect."
            self.tell(Unclear(f'"{point.of}" is no moment, nor a duty or act of this file.', todo), key)
            return None
        return replace(point, of=name) if name in self.scope.present else None

    def population(self, noun: str, by: Iterable[str], key: str, *, theirs: bool = True) -> tuple[str, str]:
        """The population and category that a noun means; told where it means none."""
        nouns = self.scope.nouns

        def find() -> tuple[str, str]:
            found = nouns.find(noun, by, theirs=theirs)
            if found is None:
                raise nouns.unknown(noun)
            return found.population, found.category

        return self.ask(find, (noun, ""), key)

    def category(self, population: str, said: str, key: str) -> str:
        """A category of a population, by its name in the file."""
        found = self.scope.nouns.population(population)
        return self.ask(lambda: category_of(found, said), said, key) if said and found else said
