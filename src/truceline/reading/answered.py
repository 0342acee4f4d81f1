"""Answered: the claim that a refusal, a denial or a confirmation points back to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from truceline.model import (
    Act,
    Claim,
    Stance,
)
from truceline.reading.attribution import Attribution, Kind
from truceline.reading.draft import Draft
from truceline.reading.parse import Parse
from truceline.reading.voices import Voices

_TOLD = frozenset("explanation account version claim charge accusation allegation argument statement report".split())
"""What is rejected with these words is what was last said, not what was last put forward."""
_POINTING = frozenset({"this", "that", "these", "such"})
_IT = frozenset({"it", "this", "that", "these"})
_CONFIRMING = frozenset({"confirm", "verify", "corroborate", "substantiate"})


@dataclass(frozen=True)
class Answers:
    """Asked for one draft at a time."""

    parse: Parse
    voices: Voices

    def answered(self, draft: Draft, before: Iterable[Claim]) -> Claim | None:
        """The claim that a refusal or denial points back to: "which it refused", "rejected this proposal"."""
        last = draft.chain[-1] if draft.chain else None
        unsure = last is not None and (_confirms_nothing(draft, self.parse) or _confirms_it(draft, self.parse))
        if last is None or not (unsure or last.stance in (Stance.REJECTS, Stance.DENIES)):
            return None
        start = self.parse.starts[draft.content[0]]
        others = [c for c in before if c.spans.content[-1].end <= start and self._is_another(c, last)]
        if last.kind is Kind.POINTING:
            sentence = self.parse.starts[self.parse.doc[draft.content[0]].sent.start]
            return next((c for c in reversed(others) if c.start >= sentence), None)
        if unsure:
            held = [c for c in others if c.start >= self._sentence_before(draft) and c.stance is Stance.ASSERTS]
            if _confirms_it(draft, self.parse):
                return held[-1] if held else None
            # One sentence may tell both what was done and what came of it; what came of it is what is confirmed.
            return next((c for c in held if c.act.type == "STATE" and c.act.figures), held[0] if held else None)
        words = [self.parse.doc[i] for i in draft.content[:3]]
        told = any(w.lemma_.lower() in _TOLD for w in words)
        pointing = _POINTING | {"the", "its", "their"} if told and last.stance is Stance.DENIES else _POINTING
        if not any(w.lower_ in pointing and w.dep_ != "mark" for w in words):
            return None
        if last.stance is Stance.DENIES and len(draft.content) == 1 and others:
            return next((c for c in others if c.start >= self._sentence_before(draft)), others[-1])
        put = tuple(Stance) if told else (Stance.OFFERS, Stance.DEMANDS, Stance.ACCUSES)
        return next((c for c in reversed(others) if c.stance in put), None)

    def _is_another(self, claim: Claim, attribution: Attribution) -> bool:
        """Whether a claim's innermost voice is not the one that answers."""
        names = self.voices.names((attribution.source_head,)) if attribution.source_head is not None else ()
        return claim.voices[-1].name not in names

    def _sentence_before(self, draft: Draft) -> int:
        """Where the sentence before the draft's begins; where its own does, in the first."""
        own = self.parse.doc[draft.content[0]].sent.start
        return self.parse.starts[self.parse.doc[own - 1].sent.start] if own else 0


def _confirms_nothing(draft: Draft, parse: Parse) -> bool:
    """ "could not confirm it", "was unable to verify the report": what was just told is neither held nor denied."""
    if draft.event.mode != "no-comment":
        return False
    words = [parse.doc[i] for i in draft.event.clause]
    told = any(w.lower_ in _IT or w.lemma_.lower() in _TOLD for w in words if w.dep_ in ("dobj", "pobj", "nsubjpass"))
    return told and any(w.lemma_.lower() in _CONFIRMING for w in words)


def _confirms_it(draft: Draft, parse: Parse) -> bool:
    """ "both governments confirmed it": what was just told is told again, by them."""
    words = [parse.doc[i].lower_ for i in draft.content]
    cue = parse.doc[draft.chain[-1].cue_head].lemma_.lower()
    return cue in _CONFIRMING and bool(words) and all(w in _IT for w in words)


def answer(claim: Claim, answered: Claim) -> tuple[Stance, Act]:
    """The stance and act of a claim that answers another."""
    act, told = claim.act, answered.act
    bare = act.type == "STATE" and act.mode == "condition" and not act.figures
    if bare and claim.stance in (Stance.DENIES, Stance.ASSERTS):
        # "calls the account fiction", "confirmed it": the deed that was told is denied, or told again.
        act = replace(act, type=told.type, mode=told.mode, actors=told.actors, recipients=told.recipients)
    stance = Stance.DOUBTS if claim.act.mode == "no-comment" else claim.stance
    return stance, replace(act, answers=answered.id)
