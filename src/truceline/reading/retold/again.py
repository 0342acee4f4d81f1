"""Again: which drafts name no act of their own and go on with one that was told before.

"Peru counted four"; "the ministry puts the number of freed sailors at 12"; "four sailors followed"; "of these, ten are
women"; "these women belong to the army"; "the group claimed responsibility". Each keeps its own speaker and words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from truceline.model import Modality, Stance
from truceline.reading.details import Details
from truceline.reading.draft import Draft
from truceline.reading.parse import Parse
from truceline.reading.qualities import within
from truceline.reading.retold.attacks import Attacks
from truceline.reading.retold.disowned import disowned
from truceline.reading.retold.elided import elided
from truceline.reading.retold.held import Held
from truceline.reading.retold.numbers import Numbers
from truceline.reading.retold.walks import Walks

_DISPATCHES = frozenset({"dispatch", "report", "article", "story", "bulletin", "version"})
_CORRECTING = re.compile(r"\b(?:CORRECTION|Correction|CORRECTS|Corrects|corrected (?:report|dispatch|version))\b")


@dataclass(frozen=True)
class Retold:
    """The drafts of one report, read again in order."""

    parse: Parse
    details: Details

    @cached_property
    def _walks(self) -> Walks:
        return Walks(self.parse, self.details)

    @cached_property
    def _numbers(self) -> Numbers:
        return Numbers(self.parse, self.details, self._walks)

    @cached_property
    def _held(self) -> Held:
        return Held(self.parse, self.details, self._walks)

    @cached_property
    def _attacks(self) -> Attacks:
        return Attacks(self.parse, self._walks)

    def retold(self, drafts: Iterable[Draft]) -> list[Draft]:
        """The drafts, each as what it goes on with has it."""
        done: list[Draft] = []
        rest = sorted(drafts, key=lambda d: (d.content[0], d.event.trigger))
        for n, draft in enumerate(rest):
            done.append(self._withdrawn(self._again(draft, done, rest[n + 1 :])))
        return [*done, *(self._attacks.deaths(d) for d in done if self._attacks.tells_deaths(d))]

    def _again(self, draft: Draft, before: list[Draft], after: list[Draft]) -> Draft:
        """The first of these that fits; the draft as it was where none does."""
        if (denial := disowned(self.parse, draft, before)) is not None:
            return denial
        if draft.event.noun and draft.event.type == "RETREAT":
            return self._planned_beside(draft, before)
        if draft.event.type == "ASSAULT" and not self._attacks.has_doer(draft):
            told = (self._attacks.the_attack(draft, before) if not draft.event.actors else None) or draft
            return self._attacks.owned(told) or told
        if draft.event.type == "ACCUSE" or self._attacks.only_charges(draft):
            return self._attacks.charged(draft, before) or draft
        if draft.event.mode == "held" and not draft.figures:
            return self._held.uncounted(draft, self._walks.subjects(draft))
        if draft.event.mode == "held" and (freed := self._numbers.opened_with(draft, after)) is not None:
            return freed
        if draft.event.type != "STATE" or draft.event.mode not in ("condition", "total"):
            return draft
        return (
            self._numbers.again(draft, before, after)
            or self._held.of_the_held(draft, before)
            or self._attacks.claimed(draft, before)
            or self._described(draft, before)
            or elided(self.parse, draft, before)
            or draft
        )

    def _withdrawn(self, draft: Draft) -> Draft:
        """ "CORRECTION: ... Our dispatch also said that ...": a report that corrects another denies what that told."""
        last = draft.chain[-1] if draft.chain else None
        if last is None or last.source_head is None or last.stance is not Stance.ASSERTS:
            return draft
        source = self.parse.doc[last.source_head]
        own = any(c.lower_ in ("our", "the", "that") for c in source.children)
        if source.lemma_.lower() not in _DISPATCHES or not own or not _CORRECTING.search(self.parse.text):
            return draft
        return replace(draft, chain=(*draft.chain[:-1], replace(last, stance=Stance.DENIES)), stance=Stance.DENIES)

    def _planned_beside(self, draft: Draft, before: list[Draft]) -> Draft:
        """ "is to free 50 women in exchange for 150 men": what is given for what is planned is planned too."""
        above = {t.i for t in self.parse.doc[draft.event.trigger].ancestors}
        ahead = next((d for d in before if d.event.trigger in above and d.event.mode == draft.event.mode), None)
        if ahead is None or ahead.event.modality is Modality.HAPPENED:
            return draft
        return replace(draft, event=replace(draft.event, modality=ahead.event.modality))

    def _described(self, draft: Draft, before: list[Draft]) -> Draft | None:
        """ "..., which the group described as a gesture": the group tells the deed so."""
        cue = self._walks.cue(draft)
        if cue is None or cue.lemma_ not in ("describe", "present", "call", "term", "portray") or draft.figures:
            return None
        named = [self.parse.doc[i].lower_ for i in draft.content if i < cue.i]  # not what it is described as
        if not named or not all(word in ("which", "this", "that", "it") for word in named):
            return None
        told = next(
            (d for d in reversed(before) if d.figures and self._walks.sentence(d) == self._walks.sentence(draft)), None
        )
        said = (self.parse.starts[cue.i], self.parse.ends[max(t.i for t in cue.subtree)])
        found = [
            q for q in within(self.details.qualities, [said]) if told and q.cue.fits(told.event.type, told.event.mode)
        ]
        if told is None or not found:
            return None
        qualities = (*draft.qualities, *(q.cue.quality for q in found))
        return replace(draft, event=told.event, figures=told.figures, like=told.like, qualities=qualities)
