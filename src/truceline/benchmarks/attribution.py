"""Attributions for PolNeAR: what the trained reader sees, or, without it, what the rules find.

Beside the reader the rules add nothing here: of the attributions that they alone find, one in five is
right. Of the rules' attributions inside one another only the outermost is given. Spans are as the text
has them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.benchmarks.scoring.articles import Marked, Runs

if TYPE_CHECKING:
    from truceline.reading.attribution import Attribution
    from truceline.reading.model import Reader
    from truceline.reading.parse import Parse

RULE_SCORE = 0.5
"""The score of an attribution by rules, which give none themselves."""


def attributions(texts: Sequence[str], reader: Reader | None, *, hidden: bool = False) -> list[list[dict[str, Any]]]:
    """For every text its attributions, in order: ``{"source", "cue", "content", "score"}``.

    With ``hidden`` the reader does not see the names of known parties, as when it reads reports.
    """
    if reader is None:
        return [[one.data() for one in by_rules(text)] for text in texts]
    read = by_reader_without_names if hidden else by_reader
    return [[one.data() for one in read(text, reader)] for text in texts]


def by_rules(text: str) -> list[Marked]:
    """The outermost attributions of a text by rules over its parse."""
    from truceline.reading.attributor import RuleAttributor
    from truceline.reading.parse import parse
    from truceline.reading.parties import Registry

    parsed = parse(text, Registry.load().mentions(text))
    made = (_marked(parsed, a) for a in RuleAttributor().find(parsed))
    return outermost(made)


def by_reader(text: str, reader: Reader) -> list[Marked]:
    """The attributions that the trained reader sees."""
    from truceline.reading.model import attribution

    (seen,) = reader.read([text])
    return [Marked(t.source, t.cue, t.content, t.score) for t in attribution.attributions(seen)]


def by_reader_without_names(text: str, reader: Reader) -> list[Marked]:
    """The same, with known parties under one name in what it reads, and spans in the text as it is."""
    shown = hidden_names(text)

    def spans(runs: Runs) -> Runs:
        return tuple((shown.back(start), shown.back(end, end=True)) for start, end in runs)

    found = by_reader(shown.text, reader)
    return [Marked(spans(m.source), spans(m.cue), spans(m.content), m.score) for m in found]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A text with other words in places; ``pieces`` are its stretches: place here, place there, both lengths."""

    text: str
    pieces: tuple[tuple[int, int, int, int], ...]

    def back(self, at: int, *, end: bool = False) -> int:
        """Where a place of this text stands in the true one; inside another word, at its edge."""
        starts = [piece[0] for piece in self.pieces]
        here, there, length, true = self.pieces[bisect_right(starts, at - end) - 1]
        if length == true:
            return there + at - here
        return there + true if end else there


def hidden_names(text: str) -> Hidden:
    """The text with the names of known parties put out of sight."""
    from truceline.reading.parse import PLACEHOLDER
    from truceline.reading.parties import Registry

    words: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    here = there = 0
    for mention in Registry.load().mentions(text):
        for word, until in ((text[there : mention.start], mention.start), (PLACEHOLDER[mention.form], mention.end)):
            if word:
                words.append(word)
                pieces.append((here, there, len(word), until - there))
                here += len(word)
            there = until
    words.append(text[there:])
    pieces.append((here, there, len(text) - there, len(text) - there))
    return Hidden("".join(words), tuple(pieces))


def outermost(many: Iterable[Marked]) -> list[Marked]:
    """Without those that stand inside the content of another, in order of the text."""
    kept: list[Marked] = []
    for one in sorted(many, key=lambda m: -_length(m.content)):
        inside = any(_within(one.cue or one.content, k.content) and one.content != k.content for k in kept)
        if not inside:
            kept.append(one)
    return sorted(kept, key=lambda m: m.content)


def _length(runs: Runs) -> int:
    return sum(end - start for start, end in runs)


def _within(inner: Runs, outer: Runs) -> bool:
    return all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def _marked(parsed: Parse, found: Attribution) -> Marked:
    from truceline.reading.syntax import runs

    def spans(numbers: Iterable[int]) -> Runs:
        return tuple((parsed.starts[i], parsed.ends[j - 1]) for i, j in runs(numbers))

    return Marked(spans(found.source), spans(found.cue), spans(found.content), RULE_SCORE)
