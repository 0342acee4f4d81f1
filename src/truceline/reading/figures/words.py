"""Words: the tokens of a parse as the figure finders read them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.reading.parse import Parse


def word_set(words: str) -> frozenset[str]:
    """The words of a string, separated by spaces."""
    return frozenset(words.split())


DURATIONS = frozenset(
    f"{unit}{s}" for unit in ("second", "minute", "hour", "day", "night", "week", "month", "year") for s in ("", "s")
)
HALVED = word_set("mile kilometre kilometer metre meter litre liter ton tonne kilo kilogram acre hectare")
"""What "half a" is a number of."""
DASHES = frozenset("-–—‑")


class Words:
    """The lower-case words with room behind the last, and what the parser says of them.

    A known party's token has the empty word, so that a name never holds a number.
    """

    __slots__ = ("doc", "ends", "low", "parse", "starts", "text")

    def __init__(self, parse: Parse) -> None:
        self.parse, self.text, self.doc = parse, parse.text, parse.doc
        self.starts, self.ends = parse.starts, parse.ends
        self.low = [self.text[s:e].lower() for s, e in zip(self.starts, self.ends, strict=True)]
        for i in parse.mentions:
            self.low[i] = ""
        self.low += [""] * 16

    def __len__(self) -> int:
        return len(self.starts)

    def tag(self, i: int) -> str:
        """The part-of-speech tag, empty outside the text."""
        return str(self.doc[i].tag_) if 0 <= i < len(self.starts) else ""

    def word(self, i: int) -> str:
        """The lower-case word, empty outside the text."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def joined(self, i: int) -> bool:
        """Whether token i touches the one after it."""
        return i + 1 < len(self.starts) and self.ends[i] == self.starts[i + 1]

    def tokens(self, start: int, end: int) -> range:
        """The tokens that overlap a stretch of the text."""
        return range(bisect_left(self.ends, start + 1), bisect_left(self.starts, end))

    def sentence_start(self, i: int) -> int:
        """The first token of the sentence that token i stands in."""
        return int(self.doc[i].sent.start)
