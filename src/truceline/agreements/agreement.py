"""Agreement: one text, with everything in it that can be read in more than one way.

``Agreement.parse`` reads the file; ``terms`` gives what it says under one reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

from truceline.agreements.choices import Choice, ChoiceKind, Choices, Finder, Option, Reading, Said, taken
from truceline.agreements.document import Node, parse
from truceline.agreements.names import Names, read_names
from truceline.agreements.problems import Problems, meant
from truceline.agreements.terms import Terms
from truceline.errors import ValueProblem

Picks: TypeAlias = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """``text`` is the file's YAML and ``name`` its name; two are equal where these are.

    ``speakers`` are parties, mediators and monitors, in this order: whoever has an account of what was
    done. ``names`` knows everyone who is named, with every name.
    """

    text: str
    name: str
    id: str = field(compare=False)
    title: str = field(compare=False)
    text_of: datetime = field(compare=False)
    zone: str = field(compare=False)
    names: Names = field(compare=False, repr=False)
    parties: tuple[str, ...] = field(compare=False)
    mediators: tuple[str, ...] = field(compare=False)
    monitors: tuple[str, ...] = field(compare=False)
    choices: tuple[Choice, ...] = field(compare=False)
    said: tuple[Said, ...] = field(compare=False)
    """Who states which value, and the sources given for it; also where it makes no choice."""
    source: str = field(compare=False)
    tree: Node = field(compare=False, repr=False)
    """The file with its lines, before any reading is taken."""
    _choices: Choices = field(compare=False, repr=False)
    _terms: dict[Picks, Terms] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def parse(cls, text: str, name: str = "agreement.yaml") -> Agreement:
        """The agreement that a file says. Raises AgreementProblem, which holds all that is wrong with it."""
        tree = parse(text, name)
        problems = Problems(name)
        names, zone = read_names(tree), _zone(tree)
        choices = _choices(tree, names, zone, problems)
        problems.settle()
        terms = _first(tree, choices, names, zone, problems)
        problems.raise_any()
        first = next(iter(terms.values()))
        return cls(
            text=text,
            name=name,
            id=_text(tree, "id") or slug(first.title),
            title=first.title,
            text_of=first.signed,
            zone=first.zone,
            names=names,
            parties=first.parties,
            mediators=first.mediators,
            monitors=first.monitors,
            choices=choices.all,
            said=choices.said,
            source=_source(tree),
            tree=tree,
            _choices=choices,
            _terms=terms,
        )

    @property
    def speakers(self) -> tuple[str, ...]:
        return self.parties + self.mediators + self.monitors

    @property
    def default(self) -> Reading:
        """The first option of every choice."""
        return next(self._choices.readings(()))

    def choice(self, path: str) -> Choice:
        """The choice at a path. Raises ValueProblem."""
        found = next((c for c in self.choices if c.path == path), None)
        if found is None:
            todo = meant(path, [c.path for c in self.choices], "choices")
            raise ValueProblem(f'there is no choice "{path}" in this agreement.', where=self.name, todo=todo)
        return found

    def readings(self, paths: Iterable[str] | None = None) -> tuple[Reading, ...]:
        """Every combination of the options at ``paths`` (at all choices, where None), the default ones elsewhere.

        The first is the default reading. Raises ValueProblem for a path that is none of a choice, and where
        there would be more than ``choices.MOST_READINGS``.
        """
        wanted = None if paths is None else {self.choice(path).path for path in paths}
        return tuple(self._choices.readings(wanted))

    def reading(self, picks: Iterable[tuple[str, str]] = ()) -> Reading:
        """The reading that takes these options, and the default ones elsewhere. Raises ValueProblem."""
        options = dict(self.default)
        for path, option in picks:
            choice = self.choice(path)
            if choice.option(option) is None:
                todo = meant(option, [o.name for o in choice.options], "options")
                raise ValueProblem(f'"{path}" has no option "{option}".', where=self.name, todo=todo)
            options[path] = option
        return Reading(options.items())

    def terms(self, reading: Iterable[tuple[str, str]] = ()) -> Terms:
        """What the agreement says under one reading, the default one where a choice is not in it.

        Raises AgreementProblem where these options contradict each other, ValueProblem for an unknown one.
        """
        if isinstance(reading, tuple) and (known := self._terms.get(reading)) is not None:
            return known
        whole = self.reading(reading)
        if whole not in self._terms:
            problems = Problems(self.name)
            found = _compiled(self.document(whole), self.tree, self.names, ZoneInfo(self.zone), problems)
            problems.raise_any()
            assert found is not None
            self._terms[whole] = found
        return self._terms[whole]

    def document(self, reading: Iterable[tuple[str, str]] = ()) -> Node:
        """The file under one reading, with its lines: nothing in it says any more who states or reads it how."""
        return taken(self.tree, self._choices, self.reading(reading))


def _choices(tree: Node, names: Names, zone: ZoneInfo, problems: Problems) -> Choices:
    from truceline.agreements.checked import required

    return Finder(names, zone, problems, required).find(tree)


def _first(tree: Node, choices: Choices, names: Names, zone: ZoneInfo, problems: Problems) -> dict[Picks, Terms]:
    """The terms of the default reading; every other option is tried on its own, so that its faults are told too."""
    found: dict[Picks, Terms] = {}
    for reading in choices.one_by_one():
        terms = _compiled(taken(tree, choices, reading), tree, names, zone, problems)
        if terms is not None:
            found[reading] = terms
    return found


def _compiled(plain: Node, written: Node, names: Names, zone: ZoneInfo, problems: Problems) -> Terms | None:
    from truceline.agreements.compile import compiled

    return compiled(plain, written, names, zone, problems)


def _zone(tree: Node) -> ZoneInfo:
    """The file's zone, or UTC where it names none that is known, which the schema will tell."""
    said = _text(tree, "zone")
    try:
        return ZoneInfo(said)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def _text(tree: Node, key: str) -> str:
    node = tree.get(key)
    inside = node.get("value") if node is not None and node.entries is not None else node
    return (inside.text or "") if inside is not None else ""


def _source(tree: Node) -> str:
    node = tree.get("source")
    return ", ".join(i.text or "" for i in node.items) if node is not None and node.items else _text(tree, "source")


def slug(title: str) -> str:
    """A short name for files and commands, from a title: "humanitarian-pause-gaza-november-2023"."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.casefold()).strip("-") or "agreement"


__all__ = ["Agreement", "Choice", "ChoiceKind", "Option", "Reading", "Said", "slug"]
