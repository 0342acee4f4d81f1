"""Names: an index of exact names, and where a text has them.

Names are found as whole words, the longest at each place; what looks like a name but is a part of
a person's name is none.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from truceline.errors import ValueProblem

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_GIVEN = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ][\w'-]*")
_BEFORE = re.compile(r"(?:[\w'-]+ ){1,5}\Z")
_PARTICLES = frozenset("dos das da de do del della di du des la le van von der den bin ibn ben bint al el abu".split())
"""What belongs to a family name that it stands before: "dos Santos" is no "Santos"."""
_SAME_LENGTH = {"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "‑": "-"}


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides about names that look alike (names.toml)."""

    prefixes: frozenset[str]
    given: frozenset[str]
    titles: frozenset[str]
    not_given: frozenset[str]
    masks: tuple[str, ...]
    otherwise: Mapping[str, str]

    @staticmethod
    @cache
    def load() -> Rules:
        data = table("names")
        prefixes, given, titles, not_given = (
            frozenset(data[k]) for k in ("prefixes", "given_names", "titles", "not_given")
        )
        otherwise = {k.casefold(): v for k, v in data["otherwise"].items()}
        return Rules(prefixes, given, titles, not_given, tuple(data["not_parties"]), otherwise)


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A name of an index at ``start`` to ``end`` of a text, and what it stands for there."""

    start: int
    end: int
    name: str
    value: T


class NameIndex(Generic[T]):
    """Finds exact names in texts: the longest at each place, as whole words, in one pass.

    ``names`` gives what each name stands for. Names that ``names.toml`` lists as no party's are passed over, and so
    are parts of other words ("pro-Russian") and of persons' names ("Michael Jordan").
    """

    def __init__(self, names: Mapping[str, T]) -> None:
        self._rules = Rules.load()
        index: dict[str, list[tuple[tuple[str, ...], str, T | None]]] = defaultdict(list)
        for name, value in (dict.fromkeys(self._rules.masks) | dict(names)).items():
            first = _WORD.search(name)
            if first is None:
                raise ValueProblem(f"the name {name!r} has no letter or digit.", todo="Take it out of the data.")
            index[first[0]].append((tuple(name[first.start() :].split()), name, value))
        self._first = {first: tuple(sorted(entries, key=lambda e: -len(e[1]))) for first, entries in index.items()}

    def hits(self, text: str) -> Iterator[Hit[T]]:
        text, get = plain(text), self._first.get
        free = 0
        before: re.Match[str] | None = None
        for word in _WORD.finditer(text):
            entries = get(word[0])
            if entries is not None and word.start() >= free:
                for words, name, value in entries:
                    end = _end(text, word.start(), words)
                    if end and self._stands(text, before, word, end) and not self._is_article(text, word, end):
                        free = end
                        if value is not None:
                            yield Hit(word.start(), end, name, value)
                        break
            before = word

    def _is_article(self, text: str, word: re.Match[str], end: int) -> bool:
        """Whether "The" of a name ("The National") is only the article of a longer one ("the National Congress")."""
        following = _WORD.match(text, word.end() + 1) if word[0] in ("The", "the") else None
        if following is None:
            return False
        return any(_end(text, following.start(), w) > end for w, _, _ in self._first.get(following[0], ()))

    def _stands(self, text: str, before: re.Match[str] | None, word: re.Match[str], end: int) -> bool:
        """Whether a name at ``word`` is not a part of another word, nor of a person's name."""
        if before is None or before.end() + 1 < word.start():
            return True
        between = text[before.end() : word.start()]
        if between == "-":
            return before[0].lower() not in self._rules.prefixes
        if between != " " or end != word.end():
            return True
        if before[0] in self._rules.given:
            return False
        after = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
        return not (before[0] in self._rules.titles and after and after[0][0].isupper() and not after[0].isupper())

    def strangers(self, text: str, surnames: Iterable[str]) -> frozenset[str]:
        """The family names that somebody else bears in ``text``: "told Ann Harris", "Ana Maria dos Harris"."""
        text = plain(text)
        return frozenset(
            name
            for name in surnames
            for m in re.finditer(rf"(?<= ){re.escape(name)}(?!\w)", text)
            if (before := _BEFORE.search(text, max(0, m.start() - 80), m.start())) and self._is_given(before[0].split())
        )

    def _is_given(self, words: list[str]) -> bool:
        """Whether the words before a family name end in given names, by themselves or by what stands before them."""
        known = self._rules.titles | self._rules.not_given
        particle = words[-1].lower() in _PARTICLES
        rest, given = words[:-1] if particle else list(words), 0
        while given < 3 and rest and _GIVEN.fullmatch(rest[-1]) and rest[-1] not in known:
            last, given = rest.pop(), given + 1
            if particle or last in self._rules.given:
                return True
        return bool(given and rest) and (rest[-1] in known or (given == 1 and rest[-1][0].islower()))


def _end(text: str, at: int, words: tuple[str, ...]) -> int:
    """Where the words that start at ``at`` end, or 0 where they do not stand there as whole words."""
    for i, word in enumerate(words):
        if i:
            space = at
            while text[at : at + 1].isspace():
                at += 1
            if at == space:
                return 0
        if not text.startswith(word, at):
            return 0
        at += len(word)
    after = text[at : at + 1]
    if after.isalnum() or after in {"_", "$", "€", "£"}:
        return 0
    if after == "'" and text[at + 1 : at + 2].isalpha():
        return at if text[at + 1] in "sS" and not text[at + 2 : at + 3].isalnum() else 0
    return at


def plain(text: str) -> str:
    """The text with one kind of apostrophe, space and hyphen; every character stays at its place."""
    if not text.isascii():
        for odd, usual in _SAME_LENGTH.items():
            text = text.replace(odd, usual)
    return text


def table(name: str) -> dict[str, Any]:
    text = (files("truceline") / "data" / "parties" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def spellings(name: str) -> Iterable[str]:
    """The name, as it opens a sentence, with stops ("P.L.O."), and in capitals as headlines and datelines have it."""
    yield name
    if 2 <= len(name) <= 4 and name.isalpha() and name.isupper():
        yield "".join(f"{letter}." for letter in name)
    if name[0].islower():
        yield name[0].upper() + name[1:]
    if len(name) > 3 and not name.isupper():
        yield name.upper()
