"""The words of happenings: verbs and nouns by class, and what the two mean together."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from truceline.errors import ValueProblem

Code = tuple[str, str | None]
"""A PLOVER type and its mode."""


@dataclass(frozen=True, slots=True)
class Book:
    """``carriers``: verbs that only carry a clause, by class; ``types``: types a verb may have, by the place in the
    file; ``nouns``: classes of a noun; ``pairs``: for a verb, what each class of noun makes of it.
    """

    carriers: Mapping[str, frozenset[str]]
    types: Mapping[str, tuple[str, ...]]
    nouns: Mapping[str, tuple[str, ...]]
    pairs: Mapping[str, Mapping[str, Code]]
    alone: Mapping[str, Code]
    """What a class of nouns means by itself: the talks of "Talks between X and Y"."""
    subjects: Mapping[str, frozenset[str]]
    """Kinds of doers (civil, court, force, helpers) and what only civil doers do in protest."""
    shells: frozenset[str]
    """Nouns that say little without what comes after their "of"."""
    weak: frozenset[str]
    """Verbs that say little without their noun."""


_PAIRS = (
    "vow",
    "leave",
    "approve",
    "enact",
    "break",
    "declare",
    "mobilise",
    "welcome",
    "accept",
    "cancel",
    "refuse",
    "deny",
    "receive",
    "face",
    "seize",
    "shut",
    "free",
    "withdraw",
    "deploy",
    "stop",
    "ease",
    "give",
    "do",
)
"""Where a verb stands in several tables, the earlier table says what a noun makes of it."""


@cache
def book() -> Book:
    """The book that ships with the package, read once. Raises ValueProblem where the data is wrong."""
    folder = files("truceline") / "data" / "codebook"
    data = tomllib.loads((folder / "happenings.toml").read_text(encoding="utf-8"))
    nouns: dict[str, list[str]] = {}
    for name, words in data["noun"].items():
        for word in _words(words):
            nouns.setdefault(word, []).append(name)
    types: dict[str, list[str]] = {}
    for kind, words in data["verb"].items():
        for word in _words(words):
            types.setdefault(word, []).append(kind)
    pairs: dict[str, dict[str, Code]] = {}
    for name in _PAIRS:
        table = dict(data[name])
        verbs = _words(table.pop("verbs"))
        if unknown := table.keys() - data["noun"].keys():
            raise ValueProblem(f"no class of nouns is called {sorted(unknown)[0]!r}.", where="happenings.toml")
        for verb in verbs:
            for noun, code in table.items():
                pairs.setdefault(verb, {}).setdefault(noun, _code(code))
    return Book(
        {name: frozenset(_words(words)) for name, words in data["carrier"].items()},
        {word: tuple(kinds) for word, kinds in types.items()},
        {word: tuple(names) for word, names in nouns.items()},
        pairs,
        {noun: _code(code) for noun, code in data["do"].items() if noun != "verbs"},
        {name: frozenset(_words(words)) for name, words in data["subject"].items()},
        frozenset(_words(data["shell"]["nouns"])),
        frozenset(_words(data["weak"]["verbs"])),
    )


def _words(listed: str) -> list[str]:
    return [word.strip() for word in listed.split(",") if word.strip()]


def _code(written: str) -> Code:
    kind, _, mode = written.partition("/")
    return kind, mode or None
