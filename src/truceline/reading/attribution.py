"""Attribution: who says what, as source, cue and content in the tokens of a parse.

The roles are PolNeAR's (Newell, Margolin, Ruths, 2018). Whatever finds them, by rules or trained,
only has to give these values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from truceline.model import Stance
from truceline.reading.parse import Parse


class Kind(StrEnum):
    CLAUSE = "clause"
    """The content is a sentence or part of one: "said that talks had ended"."""
    NOMINAL = "nominal"
    """The content is a noun phrase: "reported casualties"."""
    ACTION = "action"
    """The content is something to be done: "refused to leave", "demanded the release of"."""
    ACCUSATION = "accusation"
    """The content is a deed of the accused: "accused the army of shelling"."""
    POINTING = "pointing"
    """The content is a clause that points back: "which the other side refused"."""
    WITHHELD = "withheld"
    """The content is what was not said: "has not said whether it will"."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Token numbers of the three roles. ``source`` is empty where the text names nobody.

    ``source_head`` and ``content_head`` are the heads of their phrases; ``accused`` is the head of
    the phrase that names whom an accusation is against.
    """

    source: tuple[int, ...]
    source_head: int | None
    cue: tuple[int, ...]
    content: tuple[int, ...]
    content_head: int
    stance: Stance
    kind: Kind
    accused: int | None = None

    @property
    def cue_head(self) -> int:
        return self.cue[0]


class Attributor(Protocol):
    def find(self, parse: Parse) -> tuple[Attribution, ...]:
        """All attributions of a text, nested ones too, in order of their cues."""


def trimmed(parse: Parse, numbers: Iterable[int]) -> list[int]:
    """Token numbers without leading and trailing punctuation, "that" and conjunctions."""
    doc, found = parse.doc, sorted(numbers)
    while found and (doc[found[0]].is_punct or (doc[found[0]].lower_ in ("that", "and", "but") and len(found) > 1)):
        if doc[found[0]].lower_ == "that" and doc[found[0]].dep_ != "mark":
            break
        found.pop(0)
    while found and (doc[found[-1]].is_punct or doc[found[-1]].dep_ == "cc"):
        found.pop()
    return found
