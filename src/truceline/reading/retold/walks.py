"""Walks: from a draft to its words of saying, its verb and its sentence, and to the same act as another."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.model import Polarity, codebook
from truceline.reading import arguments, syntax
from truceline.reading.details import Details
from truceline.reading.draft import Draft
from truceline.reading.event import Event
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.tokens import Token

NEAR = 2
FAR = 8
"""How many sentences back a number, or an attack, is still in mind."""


@dataclass(frozen=True)
class Walks:
    """Asked for one draft at a time."""

    parse: Parse
    details: Details

    def like(self, draft: Draft, other: Draft, *, clause: tuple[int, ...]) -> Draft:
        """The draft with the act of another, and its own words."""
        event: Event = replace(
            other.event,
            trigger=draft.event.trigger,
            clause=clause,
            polarity=Polarity.POSITIVE,
            noun=False,
        )
        return replace(draft, event=event, like=other.figures[0] if other.figures else None)

    def cue(self, draft: Draft) -> Token | None:
        """The word of saying that a draft is told with."""
        return self.parse.doc[draft.chain[-1].cue_head] if draft.chain else None

    def with_cue(self, draft: Draft, cue: Token) -> tuple[int, ...]:
        """The words of a draft and those of who tells it."""
        cut = [c.i for c in cue.children if c.dep_ in ("conj", "ccomp", "advcl", "parataxis")]
        return tuple(sorted({*draft.content, *syntax.subtree(cue, without=cut)}))

    def verb(self, draft: Draft) -> Token | None:
        """The verb of the draft's clause."""
        token = syntax.verb_over(self.parse.doc[draft.event.trigger])
        return token if syntax.is_verb(token) else None

    def sentence(self, draft: Draft) -> int:
        """The number of a draft's sentence."""
        return bisect_right(self._starts, draft.content[0])

    @cached_property
    def _starts(self) -> list[int]:
        return [s.start for s in self.parse.sentences()]

    def subjects(self, draft: Draft) -> list[Token]:
        """Of whom the verb of a draft is said."""
        verb = self.verb(draft)
        topic = arguments.subject(verb) if verb is not None else None
        return syntax.with_conjuncts(topic) if topic is not None else []

    def population(self, number: int) -> str:
        """What sort of thing a figure counts: "people", "captives"."""
        category = codebook().categories.get(self.details.figures[number].figure.category or "")
        return category.population if category is not None else ""

    def tops(self, draft: Draft) -> list[int]:
        """The figures of a draft that are no part of another of it."""
        return [n for n in draft.figures if self.details.figures[n].part_of not in draft.figures]
