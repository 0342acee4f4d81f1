"""Names: whom the file of an agreement knows, by short key and by every name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.agreements.document import Node, same_key
from truceline.agreements.problems import Unclear, meant

ROLES = ("parties", "others", "mediators", "monitors")
_ALL = ("both", "all", "both parties", "all parties")


@dataclass(frozen=True, slots=True)
class Known:
    """One who is named: ``names`` as claims have them, the main one first."""

    role: str
    key: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Names:
    """Everyone whom the file names, in its order."""

    known: tuple[Known, ...] = ()

    def of(self, role: str) -> tuple[str, ...]:
        """The main names of all parties, others, mediators or monitors."""
        return tuple(k.name for k in self.known if k.role == role)

    @property
    def aliases(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Every main name with all its names."""
        return tuple((k.name, k.names) for k in self.known)

    def resolve(self, said: Iterable[str]) -> tuple[str, ...]:
        """The main names for keys, names, and "both" or "all" for all parties. Raises Unclear."""
        found = [name for word in said for name in self._one(word)]
        return tuple(dict.fromkeys(found))

    def _one(self, word: str) -> tuple[str, ...]:
        if word.casefold() in _ALL:
            return self.of("parties")
        known = next((k for k in self.known if _fits(k, word)), None)
        if known is None:
            every = [w for k in self.known for w in (k.key, *k.names) if w]
            raise Unclear(
                f'"{word}" is named nowhere in this file.',
                f"{meant(word, every, 'names')} Whoever is not there yet goes under `others` or `mediators`.",
            )
        return (known.name,)


def _fits(known: Known, word: str) -> bool:
    wanted = same_key(word).casefold()
    return wanted == same_key(known.key).casefold() or any(wanted == n.casefold() for n in known.names)


def read_names(root: Node) -> Names:
    """Whom the head of a file names; what is malformed there is left to the schema."""
    return Names(tuple(known for role in ROLES for known in _role(role, root.get(role))))


def _role(role: str, node: Node | None) -> Iterable[Known]:
    if node is None:
        return
    if node.get("value"):
        node = node.get("value")
    assert node is not None
    if node.entries is not None:
        for entry in node.entries:
            names = _texts(entry.node)
            yield Known(role, entry.key, names or (entry.key,))
    else:
        yield from (Known(role, "", (name,)) for name in _texts(node))


def _texts(node: Node) -> tuple[str, ...]:
    if node.text is not None:
        return (node.text,)
    return tuple(i.text for i in node.items or () if i.text)
