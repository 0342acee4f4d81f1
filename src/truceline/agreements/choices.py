"""Choices: where the text of an agreement can be read in more than one way, and who reads it how.

A choice comes from ``readings``, or from ``stated_by`` where fewer than all parties state a value: it
then stands as they state it, or not at all. Taking one option at every choice leaves a plain document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import product
from math import prod
from zoneinfo import ZoneInfo

from truceline.agreements.document import Entry, Node, Path, same_key
from truceline.agreements.names import Names
from truceline.agreements.points import moment
from truceline.agreements.problems import Problems, Unclear, meant
from truceline.errors import ValueProblem

MOST_READINGS = 4096
"""The most readings that are given at once; a file may have any number of choices."""
_OPTION_KEYS = ("means", "held_by", "since", "source")
_WRAPPER_KEYS = ("value", "stated_by", "source", "kind")
_FIXED = ("agreement", "id", "text_of", "zone", "parties", "others", "mediators", "monitors")
NOT_SO = "not so"


class ChoiceKind(StrEnum):
    READING = "reading"
    """What words mean."""
    SCOPE = "scope"
    """How far the text reaches, or which text is in force."""
    COUNTING = "counting"
    """How something is counted."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read it. ``value`` is what then stands there, on one line; "" where then nothing does.

    ``held_by`` are main names; ``since`` is when somebody first read it so, None where nobody says.
    """

    name: str
    value: str
    held_by: tuple[str, ...] = ()
    since: datetime | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A place (``path``: "truce.extended.enough") with its options in the file's order; the first is the default."""

    path: str
    kind: ChoiceKind
    options: tuple[Option, ...]
    line: int = 0

    def option(self, name: str) -> Option | None:
        return next((o for o in self.options if o.name == name), None)


@dataclass(frozen=True, slots=True)
class Said:
    """Who states what stands at a path, and where that is told."""

    path: str
    by: tuple[str, ...] = ()
    source: str = ""


class Reading(tuple[tuple[str, str], ...]):
    """One option taken at every choice: pairs of the choice's path and the option's name, in the order of the file."""

    __slots__ = ()

    @property
    def label(self) -> str:
        """The options by name, each with what it is about: "enough: eight will do; counted: on average"."""
        shown = [_last_words(path) for path, _ in self]
        subjects = [s if shown.count(s) == 1 else p.replace(".", " > ") for s, (p, _) in zip(shown, self, strict=True)]
        return "; ".join(f"{s}: {name}" for s, (_, name) in zip(subjects, self, strict=True)) or "as written"

    def option(self, path: str) -> str | None:
        """The name of the option taken at a choice; None where the path is none of a choice."""
        return dict(self).get(path)


def _last_words(path: str) -> str:
    return path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Place:
    """A choice with the nodes that its options put there; None leaves the place out."""

    choice: Choice
    nodes: tuple[Node | None, ...]


@dataclass(frozen=True, slots=True)
class Choices:
    """Every choice of a file, by path, and who is said to state what."""

    places: dict[str, Place]
    said: tuple[Said, ...]

    @property
    def all(self) -> tuple[Choice, ...]:
        return tuple(p.choice for p in self.places.values())

    def readings(self, paths: Iterable[str] | None = None) -> Iterator[Reading]:
        """Every combination of the options at ``paths`` (all choices, where None), the default at all others.

        Raises ValueProblem where they are more than MOST_READINGS.
        """
        wanted = None if paths is None else set(paths)
        rows = [c.options if wanted is None or c.path in wanted else c.options[:1] for c in self.all]
        if (n := prod(map(len, rows))) > MOST_READINGS:
            what = f"these {sum(len(r) > 1 for r in rows)} choices make {n:,} readings together."
            raise ValueProblem(what, todo=f"Name fewer choices, so that at most {MOST_READINGS:,} readings are made.")
        for options in product(*rows):
            yield Reading((c.path, o.name) for c, o in zip(self.all, options, strict=True))

    def one_by_one(self) -> Iterator[Reading]:
        """The default, then each other option on its own."""
        default = dict(next(self.readings(())))
        yield Reading(default.items())
        for choice in self.all:
            for option in choice.options[1:]:
                yield Reading((default | {choice.path: option.name}).items())


class Finder:
    """Goes through a tree once and gathers its choices.

    ``required`` says of a place whether it may never be empty.
    """

    def __init__(self, names: Names, zone: ZoneInfo, problems: Problems, required: Callable[[Path], bool]) -> None:
        self.names, self.zone, self.problems, self.required = names, zone, problems, required
        self.places: dict[str, Place] = {}
        self.said: list[Said] = []

    def find(self, root: Node) -> Choices:
        for entry in root.entries or ():
            self._look(entry.node, (entry.key,), (entry.key,))
        return Choices(self.places, tuple(self.said))

    def _look(self, node: Node, path: Path, real: Path) -> None:
        """``path`` names the place for people, ``real`` leads there in the plain document."""
        if node.items is not None:
            for n, item in enumerate(node.items):
                self._look(item, (*path, _item_name(item, n)), (*real, n))
        elif node.get("readings") is not None or "readings" in node.keys:
            self._readings(node, path, real)
        elif node.entries is not None:
            self._stated(node, path, real)

    def _stated(self, node: Node, path: Path, real: Path) -> None:
        value, wrapped = unwrapped(node)
        if wrapped and (extra := [k for k in node.keys if k not in _WRAPPER_KEYS]):
            what = f'"{extra[0]}" stands beside "value".'
            self._problem(node, path, what, "Beside value: only stated_by:, source: and kind: may stand.")
        if wrapped and any(k in value.keys for k in ("readings", "value", "stated_by")):
            self._problem(value, path, "who says so is told twice here.", "Write either readings: or value:, not both.")
            return
        self._attributed(node, value, path, real)
        if wrapped:
            self._look(value, path, real)
            return
        for entry in value.entries or ():
            self._look(entry.node, (*path, entry.key), (*real, entry.key))

    def _attributed(self, node: Node, value: Node, path: Path, real: Path) -> None:
        by = self._names(node.get("stated_by"), (*path, "stated_by"))
        source = self._source(node.get("source"), path)
        if by or source:
            self.said.append(Said(_joined(path), by, source))
        if not by or set(by) >= set(self.names.of("parties")) or self.required(real):
            return
        if path[0] in _FIXED:
            return
        stands = Option(f"as {' and '.join(by)} state{'s' if len(by) == 1 else ''} it", value.flow(), by, None, source)
        kind = self._kind(node, path) if node.get("kind") else ChoiceKind.SCOPE
        self._add(Choice(_joined(path), kind, (stands, Option(NOT_SO, "")), node.line), (value, None))

    def _readings(self, node: Node, path: Path, real: Path) -> None:
        if path[0] in _FIXED:
            self._problem(node, path, "this cannot be read in two ways.", "Write one value.")
            return
        if extra := [k for k in node.keys if k not in ("readings", "kind", "source")]:
            what = f'"{extra[0]}" stands beside "readings".'
            self._problem(node, path, what, "Who reads it how stands in each reading, under held_by:.")
        listed = node.get("readings")
        options = (listed.entries if listed else None) or ()
        if len(options) < 2:
            what = "readings need at least two options, each with a name."
            todo = "Write {ten means ten: {means: 10}, eight will do: {means: 8}}, or write the value alone."
            self._problem(node, path, what, todo)
            return
        read = [self._option(entry, path) for entry in options]
        choice = Choice(_joined(path), self._kind(node, path), tuple(o for o, _ in read), node.line)
        self._add(choice, tuple(n for _, n in read))
        for option, means in read:
            if means is not None:
                self._look(means, (*path[:-1], f"{path[-1]} ({option.name})"), real)

    def _option(self, entry: Entry, path: Path) -> tuple[Option, Node | None]:
        inside = (*path, entry.key)
        node = entry.node
        if node.entries is None and not node.empty:
            self._problem(node, inside, "keys belong here.", "Write {means: VALUE, held_by: [WHO]}, or {}.")
        for key in node.keys:
            if key not in _OPTION_KEYS:
                self._problem(node, inside, f'"{key}" is no key of a reading.', meant(key, _OPTION_KEYS, "keys"))
        written = node.entry("means")
        means = written.node if written else Node(entry.line, text=entry.key)
        put = None if means.empty else means
        held = self._names(node.get("held_by"), (*inside, "held_by"))
        since, source = self._since(node.get("since"), inside), self._source(node.get("source"), inside)
        return Option(entry.key, put.flow() if put else "", held, since, source), put

    def _kind(self, node: Node, path: Path) -> ChoiceKind:
        said = node.get("kind")
        if said is not None:
            if said.text in tuple(ChoiceKind):
                return ChoiceKind(said.text)
            self._problem(said, (*path, "kind"), f'"{said.flow()}" is no kind.', meant("", list(ChoiceKind), "kinds"))
        scope = path[0] == "amendments" or path[-1] in ("where", "between")
        return ChoiceKind.SCOPE if scope else ChoiceKind.READING

    def _names(self, node: Node | None, path: Path) -> tuple[str, ...]:
        if node is None:
            return ()
        said = (node.text,) if node.text else tuple(i.text or "" for i in node.items or ())
        try:
            return self.names.resolve(said)
        except Unclear as error:
            self._problem(node, path, error.what, error.todo)
            return ()

    def _since(self, node: Node | None, path: Path) -> datetime | None:
        if node is None:
            return None
        try:
            return moment(node.text, self.zone)
        except Unclear as error:
            self._problem(node, (*path, "since"), error.what, error.todo)
            return None

    def _source(self, node: Node | None, path: Path) -> str:
        if node is None:
            return ""
        words = [node.text] if node.items is None else [i.text for i in node.items]
        if any(w is None for w in words):
            self._problem(node, (*path, "source"), "a source is words, or a list of words.", "Write its name.")
        return ", ".join(w for w in words if w)

    def _add(self, choice: Choice, nodes: tuple[Node | None, ...]) -> None:
        self.places[choice.path] = Place(choice, nodes)

    def _problem(self, node: Node, path: Path, what: str, todo: str) -> None:
        self.problems.add(node.line, path, what, todo)


def unwrapped(node: Node) -> tuple[Node, bool]:
    """What a node says, without who states it; and whether it stood under ``value``."""
    value = node.entry("value")
    if value is not None:
        return value.node, True
    gone = ("stated_by", "source", "kind") if node.get("stated_by") else ("source",)
    return node.where(tuple(e for e in node.entries or () if same_key(e.key) not in map(same_key, gone))), False


def _item_name(item: Node, n: int) -> str:
    """How a path names a thing in a list: by its name where it has one, else by its place, from 1."""
    inside = item.get("value") or item
    named = inside.get("name")
    return named.text if named is not None and named.text else str(n + 1)


def _joined(path: Path) -> str:
    return ".".join(str(step) for step in path)


def taken(root: Node, choices: Choices, reading: Iterable[tuple[str, str]]) -> Node:
    """The plain document under one reading: no ``readings``, ``stated_by`` or ``source`` stand in it any more."""
    picks = dict(reading)
    entries = []
    for entry in root.entries or ():
        node = _taken(entry.node, (entry.key,), choices, picks)
        if node is not None:
            entries.append(Entry(entry.key, entry.line, node))
    return root.where(tuple(entries))


def _taken(node: Node, path: Path, choices: Choices, picks: dict[str, str]) -> Node | None:
    place = choices.places.get(_joined(path))
    if "readings" in node.keys:
        if place is None:
            return _first_value(node)
        name = picks.get(place.choice.path, place.choice.options[0].name)
        n = next(i for i, o in enumerate(place.choice.options) if o.name == name)
        found = place.nodes[n]
        return None if found is None else _taken(found, (*path[:-1], f"{path[-1]} ({name})"), choices, picks)
    if place is not None and picks.get(place.choice.path) == NOT_SO:
        return None
    if node.items is not None:
        kept = (_taken(i, (*path, _item_name(i, n)), choices, picks) for n, i in enumerate(node.items))
        return Node(node.line, items=tuple(k for k in kept if k is not None))
    return _keys_taken(node, path, choices, picks) if node.entries is not None else node


def _first_value(node: Node) -> Node | None:
    """Something to go on with where the readings themselves are at fault."""
    listed = node.get("readings")
    for entry in (listed.entries if listed else None) or ():
        return entry.node.get("means") or Node(entry.line, text=entry.key)
    return None


def _keys_taken(node: Node, path: Path, choices: Choices, picks: dict[str, str]) -> Node | None:
    value, wrapped = unwrapped(node)
    if wrapped:
        return _taken(value, path, choices, picks)
    entries = []
    for entry in value.entries or ():
        kept = _taken(entry.node, (*path, entry.key), choices, picks)
        if kept is not None:
            entries.append(Entry(entry.key, entry.line, kept))
    return value.where(tuple(entries))
