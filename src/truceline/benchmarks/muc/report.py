"""Report: one text as MUC-4 gives it, in one case, parsed, with its words told from its names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.reading.figures import FoundFigure

_JOINING = frozenset({"de", "la", "y", "del", "los"})


@cache
def vocabulary() -> frozenset[str]:
    """General words that are often in such reports; whatever else is alphabetic may be a name."""
    text = (files("truceline") / "data" / "muc" / "words.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.split() if line)


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """Token i stands at ``text[starts[i]:ends[i]]``; ``sentence[i]`` counts from 0, ``opens[i]`` is its first token.

    ``known`` says whether a token is a general word or no word at all. ``counts`` gives the exact number told of the
    noun (or of the bare number) at a token.
    """

    text: str
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    opens: tuple[int, ...]
    sentence: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]
    known: tuple[bool, ...]
    counts: dict[int, int]

    def __len__(self) -> int:
        return len(self.words)

    def slice(self, first: int, end: int) -> str:
        """The text as written, in lower case, from token ``first`` up to, not including, ``end``."""
        return self.text[self.starts[first] : self.ends[end - 1]]

    def general(self, i: int) -> str:
        """The lemma at token i where it is a general word, "X" where it is not."""
        return self.lemmas[i] if self.lemmas[i] in vocabulary() or self.words[i] in vocabulary() else "X"

    def end_of_sentence(self, i: int) -> int:
        """The token after the last of token i's sentence."""
        end = i
        while end < len(self.words) and self.opens[end] == self.opens[i]:
            end += 1
        return end

    def sentences(self) -> list[tuple[int, int]]:
        """Where each sentence begins and ends in the text, in order."""
        opens = sorted(set(self.opens))
        return [(self.starts[a], self.ends[b - 1]) for a, b in pairwise([*opens, len(self)])]

    def is_name(self, i: int) -> bool:
        """Whether token i is a word that no general text has."""
        return self.words[i].isalpha() and not self.known[i] and len(self.words[i]) > 1

    def joins(self, i: int) -> bool:
        """Whether token i joins two parts of a Spanish name ("de", "y")."""
        return self.words[i] in _JOINING and i + 1 < len(self) and self.is_name(i + 1)


def lowered(text: str) -> str:
    """The text in lower case, of the same length, so that places in it hold."""
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def read(text: str) -> Report:
    """Parse one report. Raises MissingExtra or AlteredModel when the parser cannot be loaded."""
    from truceline.reading.figures import find_figures
    from truceline.reading.parse import parse

    low = lowered(text)
    parsed = parse(low, ())
    doc = parsed.doc
    words = tuple(t.text for t in doc)
    opens = tuple(t.sent.start for t in doc)
    order = {first: n for n, first in enumerate(sorted(set(opens)))}
    children: list[list[int]] = [[] for _ in words]
    for token in doc:
        if token.head.i != token.i:
            children[token.head.i].append(token.i)
    return Report(
        low,
        words,
        tuple(t.lemma_.lower() for t in doc),
        tuple(t.tag_ for t in doc),
        tuple(t.dep_ for t in doc),
        tuple(t.head.i for t in doc),
        parsed.starts,
        parsed.ends,
        opens,
        tuple(order[o] for o in opens),
        tuple(map(tuple, children)),
        tuple(w in vocabulary() or not w.isalpha() for w in words),
        _counts(find_figures(parsed)),
    )


def _counts(found: tuple[FoundFigure, ...]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for one in found:
        low, high = one.figure.low, one.figure.high
        if low is not None and low == high and low == int(low):
            counts.setdefault(one.token, int(low))
    return counts
