"""Draft: an agreement as the rules of the lint look at it: what it says, and what is written at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from truceline.agreements.agreement import Agreement
from truceline.agreements.document import Entry, Node, Path
from truceline.agreements.names import Names, read_names
from truceline.agreements.terms import Duty, DutyKind, Population, Terms
from truceline.agreements.wording import PACE

EVERYONE = ("everyone else", "everybody else", "all others")


@dataclass(frozen=True, slots=True)
class Fix:
    """What to write: ``put`` goes into the keys at the path ``at``, and ``without`` is left out."""

    at: Path
    put: Mapping[str, Any]
    without: Path = ()

    @property
    def yaml(self) -> str:
        """``put`` as lines of the file."""
        return "\n".join(f"{_scalar(key)}: {_flow(value)}" for key, value in self.put.items())


@dataclass(frozen=True, slots=True)
class Found:
    """Something that will be argued about: where, why in a sentence, and what would settle it."""

    path: Path
    what: str
    words: str
    fix: Fix


@dataclass(frozen=True, slots=True)
class Written:
    """A duty or act as it now stands, with what is written of it and where."""

    path: Path
    duty: Duty
    node: Node

    @property
    def name(self) -> str:
        return self.duty.name

    def says(self, key: str) -> bool:
        return self.node.get(key) is not None


@dataclass(frozen=True)
class Draft:
    """An agreement under the first reading of everything that has several."""

    agreement: Agreement

    @cached_property
    def tree(self) -> Node:
        return self.agreement.document()

    @cached_property
    def names(self) -> Names:
        return read_names(self.agreement.tree)

    @cached_property
    def terms(self) -> Terms:
        return self.agreement.terms(self.agreement.default)

    @cached_property
    def duties(self) -> tuple[Written, ...]:
        """What is owed, each in its latest version."""
        return tuple(self._written("duties", owed=True))

    @cached_property
    def acts(self) -> tuple[Written, ...]:
        """What is not owed, and waited for."""
        return tuple(self._written("acts", owed=False))

    def of_kind(self, kind: DutyKind) -> tuple[Written, ...]:
        return tuple(w for w in self.duties if w.duty.kind is kind)

    @property
    def extended(self) -> Node | None:
        return self.tree.at(("truce", "extended"))

    def beside(self, written: Written, put: Mapping[str, Any]) -> Fix:
        """Duties to write where one is written: among the first text's, or among the changes of a later one."""
        if written.path[0] != "amendments":
            return Fix(("duties",), put)
        return Fix(written.path[:-1], {f"duties.{name}": value for name, value in put.items()})

    def population(self, name: str) -> tuple[Path, Population, Node] | None:
        """A population of people, with what is written of it; None for goods, and for what is declared nowhere."""
        population, node = self.terms.population(name), self.tree.at(("people", name))
        return (("people", name), population, node) if population is not None and node is not None else None

    @cached_property
    def counted(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """The people that are released or returned by number: population, category, and who owes it."""
        found = []
        for written in self.of_kind(DutyKind.COUNT):
            duty = written.duty
            if {"release", "return"} & set(duty.deeds):
                found.append((duty.what, duty.category, duty.by))
                if duty.ratio:
                    found.append((duty.ratio.of, duty.ratio.category, duty.ratio.by))
        earned = self.terms.truce.earned if self.terms.truce else None
        if earned:
            found.append((earned.of, earned.category, earned.by_party))
        return tuple(found)

    @cached_property
    def people(self) -> tuple[tuple[Path, Population, Node], ...]:
        """The populations of people that are counted."""
        names = dict.fromkeys(name for name, _, _ in self.counted)
        return tuple(found for name in names if (found := self.population(name)) is not None)

    def waits(self) -> Iterator[tuple[str, str]]:
        """Pairs of who waits (a duty, an act or a phase) and what for."""
        for written in (*self.duties, *self.acts):
            duty = written.duty
            points = [p for p in (duty.opens, duty.due, *(s.due for s in duty.schedule)) if p is not None]
            for name in (*duty.after, *duty.together, *(p.of for p in points if p.of)):
                yield written.name, name
        for phase in self.terms.phases:
            for name in (*phase.gate, *((phase.starts.of,) if phase.starts.of else ())):
                yield phase.name, name

    def key(self, name: str) -> str:
        """The short key of somebody's main name, where the file has one."""
        return next((k.key for k in self.names.known if k.name == name and k.key), name)

    def keys(self, names: Iterable[str]) -> str | list[str]:
        """Names as a file says them: "both" where all parties are meant, one name alone, or a list."""
        given, parties = list(names), self.terms.parties
        if set(given) == set(parties):
            return "both" if len(parties) == 2 else "all"
        found = [self.key(n) for n in given]
        return found[0] if len(found) == 1 else found

    def others(self, names: Iterable[str]) -> list[str]:
        """The parties that are not among the names; all of them where none is left."""
        given = set(names)
        return [p for p in self.terms.parties if p not in given] or list(self.terms.parties)

    def _written(self, section: str, *, owed: bool) -> Iterator[Written]:
        for duty in self.terms.duties:
            if duty.owed is owed and duty.bound_until is None and not duty.name.endswith(PACE):
                found = self._place(section, duty.name)
                if found is not None:
                    yield Written(found[0], duty, found[1])

    def _place(self, section: str, name: str) -> tuple[Path, Node] | None:
        """Where a duty is written as it now stands, with what later texts changed in it."""
        path: Path = (section, name)
        node = self.tree.at(path)
        for n, amendment in enumerate(self._amendments()):
            changes = amendment.get("changes")
            for entry in (changes.entries or ()) if changes else ():
                if entry.key == f"{section}.{name}" and not entry.node.empty:
                    path, node = ("amendments", n, "changes", entry.key), entry.node
                elif node is not None and entry.key.startswith(f"{section}.{name}."):
                    node = _with(node, Entry(entry.key.removeprefix(f"{section}.{name}."), entry.line, entry.node))
        return (path, node) if node is not None else None

    def _amendments(self) -> tuple[Node, ...]:
        found = self.tree.get("amendments")
        return (found.items or ()) if found else ()


def _with(node: Node, entry: Entry) -> Node:
    kept = tuple(e for e in node.entries or () if e.key != entry.key)
    return node if entry.node.empty else node.where((*kept, entry))


def number(value: float) -> str:
    return f"{value:g}"


def words_of(*texts: str) -> set[str]:
    """The words of texts, bare: small, and without the s of a plural."""
    found = re.findall(r"[^\W\d_]+", " ".join(texts).casefold())
    return {w.removesuffix("s") for w in found} - {"a", "an", "the", "of", "all", "list", "on", "for", "and"}


_SPECIAL = re.compile(r"^$|^[\s>|@`\"'%&*!?#-]|[:#,\[\]{}]|\s$")


def _scalar(value: str) -> str:
    if _SPECIAL.search(value):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return value


def _flow(value: Any) -> str:
    """A value on one line, as YAML; None is null."""
    if value is None:
        return "null"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(k)}: {_flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(str(value))
