"""Sheet: a file of claims typed by hand, as cells that know the line they stand on.

Every value is read as the words that were written: YAML's own guesses (``no`` as false, ``10:00`` as 600,
``2023-11-24`` as a date object) would lose what a person typed, and what a value means is decided by its key.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from truceline.errors import ValueProblem

MOST_CHARACTERS = 5_000_000
DEEPEST = 20
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_YES = {"yes": True, "true": True, "no": False, "false": False}
_BROKEN = "If this is the rest of a sentence that broke at a comma, put the whole sentence in quotes."
_QUOTE = "Put a text that has a comma, a colon or a # in quotes."


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of a sheet. ``key`` is what it is called there; exactly one of the last three is meant."""

    file: str
    line: int
    key: str
    words: str | None = None
    parts: tuple[Cell, ...] | None = None
    fields: dict[str, Cell] = field(default_factory=dict)

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}"

    def wrong(self, what: str, todo: str = "") -> ValueProblem:
        """The error that stands at this cell."""
        return ValueProblem(what, where=self.where, todo=todo)

    def record(self, known: Iterable[str], needed: Iterable[str] = ()) -> dict[str, Cell]:
        """The fields by name. Raises ValueProblem for one that is not known, or a needed one that is missing."""
        if self.words is not None or self.parts is not None:
            raise self.wrong(f"{self.key}: these are no keys with values.", f"Known keys: {', '.join(known)}.")
        all = tuple(known)
        for name, cell in self.fields.items():
            if name not in all:
                broken = cell.words == "" or (" " in name and len(name) > 20)
                raise cell.wrong(
                    f"there is no key {name!r} here.", _BROKEN if broken else near(name, all, "Known keys")
                )
        for name in needed:
            if name not in self.fields:
                raise self.wrong(f"{self.key}: the key {name!r} is missing.", f"Add `{name}:`.")
        return self.fields

    def items(self) -> tuple[Cell, ...]:
        """The items of a list. Raises ValueProblem for anything else."""
        if self.parts is None:
            raise self.wrong(f"{self.key}: a list is needed here.", "Begin each item on its own line with `- `.")
        return self.parts

    def text(self) -> str:
        """The words of a single value. Raises ValueProblem where there are none."""
        if self.words is None:
            raise self.wrong(f"{self.key}: one value is needed here, not a list or keys.", _QUOTE)
        if not self.words.strip():
            raise self.wrong(f"{self.key}: there is nothing after it.", "Give it a value, or leave the key out.")
        return " ".join(self.words.split())

    def texts(self) -> tuple[str, ...]:
        """The words of a value, or of each value of a list."""
        return tuple(c.text() for c in self.parts) if self.parts is not None else (self.text(),)

    def yes(self) -> bool:
        """Whether it says yes. Raises ValueProblem for anything but yes and no."""
        said = self.text().casefold()
        if said not in _YES:
            raise self.wrong(f"{self.key}: {said!r} is neither yes nor no.", "Write yes or no.")
        return _YES[said]


def read_sheet(text: str, name: str) -> Cell:
    """The whole of a sheet; ``name`` is its file. Raises ValueProblem with file and line for what is no YAML."""
    if len(text) > MOST_CHARACTERS:
        raise ValueProblem(f"the sheet has over {MOST_CHARACTERS:,} characters.", where=name, todo="Split it.")
    try:
        _check_depth(text, name)
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise _no_yaml(error, name) from None
    except yaml.YAMLError as error:
        raise ValueProblem(f"this is no YAML: {error}.", where=name, todo="Save it as plain UTF-8 text.") from None
    if root is None:
        raise ValueProblem("the sheet is empty.", where=name, todo="Begin with `case:` and `reports:`.")
    return _cell(root, name, "sheet", set())


def _check_depth(text: str, name: str) -> None:
    """A parser that calls itself for each bracket dies of a hundred thousand of them; one that lists them does not."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise ValueProblem("lists and keys are nested too deep.", where=name, todo="Lay it out flat.")


def _no_yaml(error: yaml.MarkedYAMLError, name: str) -> ValueProblem:
    mark = error.problem_mark or error.context_mark
    where = f"{name}:{mark.line + 1}" if mark else name
    return ValueProblem(f"this is no YAML: {error.problem or error.context}.", where=where, todo=_QUOTE)


def _cell(node: yaml.Node, file: str, key: str, seen: set[int], line: int = 0) -> Cell:
    """``line`` is that of the key, which is where a person looks; 0 where there is none."""
    line = line or node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return Cell(file, line, key, words=node.value)
    if id(node) in seen:
        # A few aliases of aliases can stand for more cells than a machine can hold.
        raise ValueProblem(f"{key}: it is repeated by an alias (*).", where=f"{file}:{line}", todo="Write it out.")
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return Cell(file, line, key, parts=tuple(_cell(n, file, key, seen) for n in node.value))
    return Cell(file, line, key, fields=_fields(node, file, seen))


def _fields(node: yaml.Node, file: str, seen: set[int]) -> dict[str, Cell]:
    fields: dict[str, Cell] = {}
    for name, value in node.value:
        line = name.start_mark.line + 1
        if not isinstance(name, yaml.ScalarNode):
            raise ValueProblem("a key must be a word.", where=f"{file}:{line}", todo=_QUOTE)
        key = " ".join(name.value.split())
        if key in fields:
            raise ValueProblem(f"the key {key!r} is there twice.", where=f"{file}:{line}", todo="Keep one of them.")
        fields[key] = _cell(value, file, key, seen, line)
    return fields


def near(word: str, known: Iterable[str], all: str) -> str:
    """What to write instead of ``word``: the nearest known one, else ``all`` of them."""
    every = tuple(known)
    found = difflib.get_close_matches(word, every, 1)
    return f"Did you mean `{found[0]}`?" if found else f"{all}: {', '.join(every)}."
