"""Second reading: each claim of the rules once more, by the trained layers that have seen many more ways of telling.

They are told what the rules take a claim for, and say what its act, its mode and its modality are. Where they are
surer of another than of the rules', it is taken. Speaker, words, figures, time and place stay as the rules have them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from truceline.model import Act, Claim, Modality, PartyKind, Polarity, Stance, codebook
from truceline.reading.learned import Learned
from truceline.reading.model import Judged, Opinion

_SURE, _SURER = 0.5, 0.3
"""How likely another act or modality must be, and by how much likelier than that of the rules."""
_LEAST = 0.2
"""How likely the act must be at least, for its modality to be judged."""
_ANSWERS = frozenset({Stance.REJECTS, Stance.DENIES})
"""What a refusal or a denial is about stands elsewhere, where the rules have looked."""
_BY_STANCE = frozenset({"ACCUSE", "REJECT"})
"""Acts that are as much somebody's stance, which the rules know; the deed alleged or refused is told besides."""
_PEOPLE = frozenset({"killed", "wounded", "held", "missing", "displaced"})
"""States of people. Sums rest on them, so the rules keep those that they have counted, and where it is not said who the
people are no others are added."""
_SUFFERED = _PEOPLE - {"held"}
"""Those of which nobody is told to be the doer."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A claim's act as it is taken now, and how sure the second reading is of it."""

    act: Act
    signs: dict[str, float]


def reread(claims: Sequence[Claim], learned: Learned) -> list[Reread]:
    """Each claim's act, in the order of the claims."""
    told = learned.judged([_opinion(claim, learned) for claim in claims])
    return [_reread(claim, one, claims) for claim, one in zip(claims, told, strict=True)]


def _opinion(claim: Claim, learned: Learned) -> Opinion:
    start, end = learned.place(claim.spans.content[0].start, claim.spans.content[-1].end)
    said = claim.voice.kind is not PartyKind.REPORT
    return Opinion(start, end, claim.act.type, claim.act.modality.value, said)


def _reread(claim: Claim, judged: Judged | None, claims: Sequence[Claim]) -> Reread:
    if judged is None:
        return Reread(claim.act, {})
    act = claim.act
    if claim.stance not in _ANSWERS:
        typed = _typed(act, judged)
        if typed.type != act.type and not _told_beside(claim, typed.type, claims):
            act = typed
        act = _in_mood(act, claim.stance, judged) if judged.codes[act.type] >= _LEAST else act
    return Reread(
        act, {"read again as such": judged.codes[act.type], "read again in this mood": judged.moods[act.modality.value]}
    )


def _told_beside(claim: Claim, code: str, claims: Sequence[Claim]) -> bool:
    """Whether another claim of the same voices has the act already, in some of the same words: the accusation and the
    deed alleged, the attack and its toll."""
    start, end = claim.spans.content[0].start, claim.spans.content[-1].end
    return any(
        other.act.type == code
        and other.voices == claim.voices
        and other.spans.content[0].start < end
        and other.spans.content[-1].end > start
        for other in claims
    )


def _typed(act: Act, judged: Judged) -> Act:
    """The act of which the layers are sure, with its mode, where it is for them to say."""
    best = _surer(judged.codes, act.type)
    by_stance = best == "ACCUSE" or act.type in _BY_STANCE
    counted = act.mode in _PEOPLE and act.figures
    if best == act.type or by_stance or counted:
        return act
    modes = ["", *codebook().acts[best].modes]
    mode = max(modes, key=lambda m: judged.manners.get(m, 0.0))
    if mode in _PEOPLE and act.category is None:
        return act
    if mode in _SUFFERED:
        act = replace(act, actors=(), recipients=())
    if best == "REJECT" and act.modality is Modality.DENIED:  # not to have kept one's side is the refusal itself
        act = replace(act, modality=Modality.HAPPENED, polarity=Polarity.POSITIVE)
    return replace(act, type=best, mode=mode or None)


def _in_mood(act: Act, stance: Stance, judged: Judged) -> Act:
    best = Modality(_surer(judged.moods, act.modality.value))
    if best is act.modality:
        return act
    polarity = act.polarity  # what is not to be done is planned or demanded, and negative
    if best is Modality.DENIED:
        polarity = Polarity.POSITIVE if stance is Stance.DENIES else Polarity.NEGATIVE
    elif act.modality is Modality.DENIED:
        polarity = Polarity.POSITIVE
    return replace(act, modality=best, polarity=polarity)


def _surer(shares: dict[str, float], was: str) -> str:
    best = max(shares, key=lambda label: shares[label])
    return best if shares[best] >= _SURE and shares[best] - shares[was] >= _SURER else was
