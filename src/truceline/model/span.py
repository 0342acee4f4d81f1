"""Span: a place in a report's text, with the words that stand there."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.errors import ValueProblem


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """``text[start:end] == quote``; offsets count code points, ``end`` is exclusive."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.quote):
            raise ValueProblem(f"span {self.start}-{self.end} does not fit a quote of {len(self.quote)} characters.")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        return cls(start, end, text[start:end])

    def holds_in(self, text: str) -> bool:
        """Whether the quote is exactly what the text has at these offsets."""
        return text[self.start : self.end] == self.quote


@dataclass(frozen=True, slots=True)
class Spans:
    """The three roles of an attribution (PolNeAR: source, cue, content).

    Each role may be empty (a report's own words have no source and no cue) or interrupted, and
    then has several spans, in order of the text.
    """

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
