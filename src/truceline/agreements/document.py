"""Document: the file of an agreement as a tree of words, lists and keys, each with the line it stands on.

YAML would turn 07:00 into a number, 2023-11-24 into a date and "no" into a truth value. Here every value
stays the words that were written; what they mean is for the place where they stand to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from truceline.agreements.problems import Problems

if TYPE_CHECKING:
    import yaml

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"
Path: TypeAlias = tuple[str | int, ...]

LONGEST = 1_000_000
WRITE = "Write the terms in a plain text file (YAML), saved as UTF-8."
_NO_TEXT = (
    ("%PDF-", "a PDF document"),
    ("PK\x03\x04", "a Word document or a packed file"),
    ("{\\rtf", "an RTF document"),
    ("\ufffdPNG", "an image"),
    ("\x89PNG", "an image"),
    ("\xd0\xcf\x11\xe0", "an older Word document"),
)
"""How files begin that are no text; a browser gives what it cannot decode as U+FFFD."""
MOST_NODES = 100_000
_STANDARD = "tag:yaml.org,2002:"
_PLAIN = ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")


def same_key(key: str) -> str:
    """The one spelling of a key that may be written with spaces or with underscores."""
    return key.strip().replace("_", " ")


@dataclass(frozen=True, slots=True)
class Entry:
    """A key of a mapping, the line on which the key stands, and what stands under it."""

    key: str
    line: int
    node: Node


@dataclass(frozen=True, slots=True)
class Node:
    """Words (``text``), a list (``items``), keys (``entries``), or, with all three None, nothing."""

    line: int
    text: str | None = None
    items: tuple[Node, ...] | None = None
    entries: tuple[Entry, ...] | None = None
    _by_key: dict[str, Entry] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Of two keys of one spelling the first is meant.
        by_key = {same_key(e.key): e for e in reversed(self.entries or ())}
        object.__setattr__(self, "_by_key", by_key)

    @property
    def empty(self) -> bool:
        return self.text is None and self.items is None and self.entries is None

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(e.key for e in self.entries or ())

    def entry(self, key: str) -> Entry | None:
        return self._by_key.get(same_key(key))

    def get(self, key: str) -> Node | None:
        """What stands under a key, spelt with spaces or underscores; None where the key is not written."""
        found = self.entry(key)
        return found.node if found else None

    def at(self, path: Path) -> Node | None:
        """The node at a path of keys and positions (from 0); None where nothing is written there."""
        here: Node | None = self
        for step in path:
            here = here.child(step) if here is not None else None
        return here

    def child(self, step: str | int) -> Node | None:
        if isinstance(step, int):
            return self.items[step] if self.items and step < len(self.items) else None
        return self.get(step)

    def written(self, path: Path) -> Path:
        """The path in the file's own spelling, as far as anything is written there."""
        here, found = self, []
        for step in path:
            entry = here.entry(step) if isinstance(step, str) else None
            child = here.child(step)
            if child is None:
                break
            found.append(entry.key if entry else step)
            here = child
        return tuple(found)

    def line_of(self, path: Path) -> int:
        """The line on which what the path names begins; that of the nearest thing above, where it is not written."""
        here, line = self, self.line
        for step in path:
            entry = here.entry(step) if isinstance(step, str) else None
            child = here.child(step)
            if child is None:
                break
            here, line = child, entry.line if entry else child.line
        return line

    def walk(self, path: Path = ()) -> Iterator[tuple[Path, Node]]:
        """Every node under this one, itself first, with its path."""
        yield path, self
        for entry in self.entries or ():
            yield from entry.node.walk((*path, entry.key))
        for n, item in enumerate(self.items or ()):
            yield from item.walk((*path, n))

    def plain(self) -> Plain:
        """The same as words, lists, dictionaries and None."""
        if self.entries is not None:
            return {e.key: e.node.plain() for e in self.entries}
        if self.items is not None:
            return [i.plain() for i in self.items]
        return self.text

    def flow(self) -> str:
        """The same on one line, as it could be written in the file."""
        if self.entries is not None:
            return "{" + ", ".join(f"{e.key}: {e.node.flow()}".rstrip() for e in self.entries) + "}"
        if self.items is not None:
            return "[" + ", ".join(i.flow() for i in self.items) + "]"
        return self.text or ""

    def where(self, entries: tuple[Entry, ...]) -> Node:
        """The same place with other keys."""
        return Node(self.line, entries=entries)


def parse(text: str, name: str) -> Node:
    """The tree of a file's text. Raises AgreementProblem where it is no YAML, is empty, or is no list of keys."""
    problems = Problems(name)
    node = _Reading(problems).root(text)
    problems.raise_any()
    return node


class _Reading:
    def __init__(self, problems: Problems) -> None:
        self.problems, self.nodes = problems, 0

    def root(self, text: str) -> Node:
        composed = self._composed(text)
        node = self._node(composed, (), ()) if composed is not None else Node(1)
        if not self.problems.found and (node.empty or not node.entries):
            found = "the file says nothing" if node.empty else "the file is no list of keys and what they say"
            self.problems.add(1, (), f"{found}.", 'Begin with a line such as "agreement: Humanitarian pause".')
        return node

    def _composed(self, text: str) -> yaml.Node | None:
        import yaml

        if len(text) > LONGEST:
            self.problems.add(
                1, (), f"the file has more than {LONGEST:,} characters.", "Write the terms, not the text."
            )
            return None
        if name := looks_like(text):
            self.problems.add(1, (), f"this looks like {name}, not like text.", WRITE)
            return None
        try:
            found: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self.problems.add(mark.line + 1 if mark else 1, (), *_told(error))
        except yaml.reader.ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            self.problems.add(line, (), "a character stands here that no text has: this may be no text file.", WRITE)
        except RecursionError:
            self.problems.add(1, (), "lists stand inside lists too deep to follow.", "Write them flatter.")
        else:
            return found
        return None

    def _node(self, composed: yaml.Node, path: Path, above: tuple[yaml.Node, ...]) -> Node:
        import yaml

        line = composed.start_mark.line + 1
        self.nodes += 1
        if any(composed is a for a in above):
            self.problems.add(line, path, "this repeats itself without an end (& and *).", "Write it out.")
            return Node(line)
        if self.nodes > MOST_NODES:
            if self.nodes == MOST_NODES + 1:
                self.problems.add(line, path, "the file is too long when its * are written out.", "Write less.")
            return Node(line)
        if composed.tag.removeprefix(_STANDARD) not in _PLAIN:
            mark = composed.tag.replace(_STANDARD, "!!")
            self.problems.add(line, path, f"the mark {mark} is no part of the language.", "Leave it out.")
        inside = (*above, composed)
        if isinstance(composed, yaml.MappingNode):
            return self._mapping(composed, line, path, inside)
        if isinstance(composed, yaml.SequenceNode):
            return Node(line, items=tuple(self._node(c, (*path, n), inside) for n, c in enumerate(composed.value)))
        if composed.tag == _STANDARD + "null":
            return Node(line)
        return Node(line, text=" ".join(str(composed.value).split()))

    def _mapping(self, composed: yaml.MappingNode, line: int, path: Path, inside: tuple[yaml.Node, ...]) -> Node:
        entries: dict[str, Entry] = {}
        for key_node, value in composed.value:
            key, key_line = self._key(key_node, path), key_node.start_mark.line + 1
            if (before := entries.get(same_key(key))) is not None:
                what = f'"{key}" stands here a second time; the first is on line {before.line}.'
                self.problems.add(key_line, (*path, key), what, "Keep one, or give the second another name.")
                continue
            entries[same_key(key)] = Entry(key, key_line, self._node(value, (*path, key), inside))
        return Node(line, entries=tuple(entries.values()))

    def _key(self, node: Any, path: Path) -> str:
        import yaml

        if isinstance(node, yaml.ScalarNode):
            return " ".join(str(node.value).split())
        self.problems.add(node.start_mark.line + 1, path, "a key must be words.", "Write words before the colon.")
        return ""


_SIGNS = (
    ("mapping values are not allowed", "a colon stands inside the words", 'Put the words in quotes: "like: this".'),
    ("found character '\\t'", "the line begins with a tab", "Use spaces."),
    ("could not find expected ':'", "a key lacks its colon", "Write KEY: VALUE."),
    (
        "expected ',' or",
        "a comma or a closing bracket is missing",
        "Look at the brackets of this line and those above.",
    ),
    ("expected <block end>", "the line is set in otherwise than the ones above", "Set it in by as many spaces."),
    ("expected a single document", "a second document begins here (---)", "Write one agreement a file."),
    ("undefined alias", "a * stands for something that has no &", "Put words that begin with * in quotes."),
    ("unexpected end of stream", "a quote or a bracket is opened and never closed", "Close it."),
)


def looks_like(text: str) -> str:
    """What a file is, by how it begins, that was given instead of a text; "" where nothing tells that."""
    return next((name for sign, name in _NO_TEXT if text.startswith(sign)), "")


def _told(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    said = f"{error.context or ''} {error.problem or ''}"
    for sign, what, todo in _SIGNS:
        if sign in said:
            return f"{what}.", todo
    return f"this is no YAML: {said.strip()}.", "Look at the marks of this line and the one above."
