"""Quoted: the words of the text that a claim stands on: whose they are, by which word of saying, and what is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from truceline.model import (
    Span,
    Spans,
)
from truceline.reading import syntax
from truceline.reading.attribution import Kind, ended, trimmed
from truceline.reading.details import Details
from truceline.reading.draft import Draft
from truceline.reading.figures import FoundFigure
from truceline.reading.parse import Parse

_TELLING = frozenset({Kind.NOMINAL, Kind.ACTION})
_AGAINST = frozenset({"against", "compared"})
_BARE = 5
"""A number without its noun has at most so many words."""
_CLAUSE = 25
"""How many words the clause around a word that only points has at most."""


@dataclass(frozen=True)
class Quoted:
    """Asked for one draft at a time."""

    parse: Parse
    details: Details

    def spans(self, draft: Draft, found: FoundFigure | None) -> Spans:
        """The words of a draft; of one of its figures, where it has several."""
        content = draft.content
        if found is not None and len(draft.figures) > 1:
            content = self._around_figure(draft, found)
        content = tuple(ended(self.parse, self._with_cue(draft, content))) or content
        if found is not None and self._is_bare(draft, found, content):
            content = self._with_teller(draft, content)
        first = next((a for a in draft.chain if a.source_head is not None), None)
        first = first or (draft.chain[0] if draft.chain else None)
        return Spans(
            source=self._runs(first.source) if first else (),
            cue=self._runs(first.cue) if first else (),
            content=self._runs(content),
        )

    def _is_bare(self, draft: Draft, found: FoundFigure, content: tuple[int, ...]) -> bool:
        """Whether the words are of the first number of a draft, and without its noun."""
        leads = found is self.details.figures[draft.figures[0]] and self.parse.doc[found.token].like_num
        return leads and self.parse.doc[content[0]].lower_ not in _AGAINST

    def _with_teller(self, draft: Draft, content: tuple[int, ...]) -> tuple[int, ...]:
        """ "the mission put the dead at 48": a number alone is given with whoever tells it."""
        last = draft.chain[-1] if draft.chain else None
        if last is None or last.kind not in _TELLING or not last.source or len(content) > _BARE:
            return content
        if any(syntax.is_verb(self.parse.doc[i]) for i in content):
            return content
        near = last.cue[0] - 2 * _BARE < last.source[0] < last.cue[0]
        ends = sorted({*(last.source if near else ()), *last.cue, *content})
        told = tuple(range(ends[0], ends[-1] + 1))
        return told if len(told) < _CLAUSE else content

    def _with_cue(self, draft: Draft, content: tuple[int, ...]) -> tuple[int, ...]:
        """ "the army calls that false": words that only point are given with whoever says so of them."""
        last = draft.chain[-1] if draft.chain else None
        words = [self.parse.doc[i] for i in content]
        if (
            last is None
            or not last.source
            or any(w.pos_ not in ("PRON", "DET", "ADV") for w in words)
            or len(words) > 2
        ):
            return content
        verb = self.parse.doc[last.cue_head]
        if verb.dep_ == "xcomp" or syntax.negated(verb) or any(c.dep_ == "preconj" for c in verb.children):
            return content
        if last.kind is not Kind.NOMINAL or any(w.lower_ in ("what", "which") for w in words):
            return content
        ends = sorted({*last.source, *last.cue, *content})
        clause = set(range(ends[0], ends[-1] + 1)) | {
            c.i for c in syntax.children(verb, "oprd", "prt", "acomp", "advmod")
        }
        return tuple(range(min(clause), max(clause) + 1)) if len(clause) < _CLAUSE else content

    def _around_figure(self, draft: Draft, found: FoundFigure) -> tuple[int, ...]:
        """Of several figures in one clause: the words of this one, where they can be told apart."""
        first = self.details.figures[draft.figures[0]]
        if found.token == first.token and found is not first and found.start < self.parse.starts[found.token]:
            return self._own_number(draft, found)
        if found is first and (first.part_of is None or first.part_of in draft.figures[1:2]):
            return self._without_later(draft, found)
        token = self.parse.doc[found.token]
        words = set(syntax.subtree(token.head if token.dep_ == "pobj" and token.head.lower_ == "against" else token))
        for token in (self.parse.doc[i] for i in sorted(words & self.details.figures_at.keys())):
            besides = syntax.told_besides(token) if token.i > found.token else set()
            words -= besides if found.token not in besides else set()
        if first.part_of == draft.figures[1] and found is self.details.figures[draft.figures[1]]:
            words = {i for i in words if i > first.token}  # "30 of the 50 lorries": the 50 lorries
        return tuple(trimmed(self.parse, words)) or draft.content

    def _own_number(self, draft: Draft, found: FoundFigure) -> tuple[int, ...]:
        """The "two southern" of "three northern, two southern and four eastern battalions"."""
        starts = [self.parse.token_at(self.details.figures[n].start) for n in draft.figures]
        own = self.parse.token_at(found.start)
        end = min((s for s in starts if s > own), default=max(own, found.token) + 1)
        words = [i for i in range(own, end) if self.parse.doc[i].dep_ not in ("cc", "punct")]
        return tuple(words) or draft.content

    def _without_later(self, draft: Draft, first: FoundFigure) -> tuple[int, ...]:
        """The clause without what its later figures count: "puts its loss at 15 men" of "... and 12 boys"."""
        later = {self.details.figures[n].token for n in draft.figures} - {first.token, draft.event.trigger}
        cut: set[int] = set()
        for token in (self.parse.doc[i] for i in later):
            words = syntax.told_besides(token)
            if token.i > first.token and not words & {first.token, draft.event.trigger}:
                cut |= words
        left = set(draft.content) - cut
        if cut:
            left = syntax.before_lost_join([self.parse.doc[i] for i in sorted(left)], first.token)
        return tuple(trimmed(self.parse, left)) or draft.content

    def _runs(self, numbers: Iterable[int]) -> tuple[Span, ...]:
        return tuple(self.parse.span(i, j) for i, j in syntax.runs(numbers))
