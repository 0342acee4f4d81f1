"""Attribution: who says what, as source, cue and content in the tokens of a parse.

The roles are PolNeAR's (Newell, Margolin, Ruths, 2018). Whatever finds them, by rules or trained,
only has to give these values.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from truceline.model import Stance
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

PUT_FORWARD = frozenset({Stance.DEMANDS, Stance.OFFERS, Stance.PROMISES})
"""Stances by which somebody wants, offers or promises what is not done."""


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


def ended(parse: Parse, numbers: Iterable[int]) -> list[int]:
    """Token numbers without last words that only lead to what is left out: "for" of "10 men for [30 prisoners]"."""
    found = trimmed(parse, numbers)
    kept = set(found)
    while len(found) > 2 and _leads_on(parse.doc[found[-1]], kept):
        kept.discard(found.pop())
        found = trimmed(parse, found)
    return found


def _leads_on(word: Token, kept: set[int]) -> bool:
    """Whether a word is there for words that are not kept."""
    if word.dep_ in ("det", "mark", "poss", "predet", "preconj") or (word.dep_ == "advmod" and word.head.i > word.i):
        return word.head.i not in kept
    if word.dep_ == "conj" and word.pos_ == "NOUN" and word.head.pos_ == "VERB":
        after = word.nbor(1) if word.i + 1 < len(word.doc) else word
        return after.dep_ in ("aux", "auxpass") and after.i not in kept  # "and aid [could come in]"
    inner = [c.i for c in word.children if c.dep_ in ("pobj", "pcomp", "prep")]
    return (word.dep_ == "prep" or word.pos_ in ("ADP", "ADV")) and bool(inner) and kept.isdisjoint(inner)
