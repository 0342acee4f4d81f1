"""Second reading: each claim of the rules once more, by the trained layers that have seen many more ways of telling.

They are told what the rules take a claim for, say what its act, its mode and its modality are, and point to the words
that name its time and its speaker (``pointing``). Where they are surer of another than of the rules', it is taken.
Words, figures, actors and place stay as the rules have them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from truceline.model import Act, Claim, Modality, PartyKind, Polarity, Spans, Stance, Voice, When, codebook
from truceline.reading.dating import Dating
from truceline.reading.learned import Learned
from truceline.reading.model import Judged, Opinion
from truceline.reading.pointing import Speakers, Times
from truceline.reading.voices import Voices

_SURE, _SURER = 0.5, 0.3
"""How likely another act or modality must be, and by how much likelier than that of the rules."""
_LEAST = 0.2
"""How likely the act must be at least, for its modality to be judged."""
_ANSWERS = frozenset({Stance.REJECTS, Stance.DENIES})
"""What is refused or denied is so by the stance, which the rules know; what a refusal is about stands elsewhere."""
_PEOPLE = frozenset({"killed", "wounded", "held", "missing", "displaced"})
"""States of people. Sums rest on them, so the rules keep those that they have counted, and where it is not said who the
people are no others are added."""
_NOUN = re.compile(r"[^\W\d_]")
"""What a bare number counts, "61 of them", was told before, where the rules have looked."""
_SIGNING = re.compile(r"\b(?:sign(?:s|ed|ing)?|signatures?|initial(?:l?ed|l?ing))\b", re.IGNORECASE)
"""A deal that is signed is concluded, which coders also take for support (docs/coding.md)."""
_BY_ITSELF = (_PEOPLE - {"held"}) | {"expired", "in-force", "stalled"}
"""States of people and of a truce of which nobody is told to be the doer."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A claim as it is taken now, less its identity, and how sure the second reading is of it."""

    voices: tuple[Voice, ...]
    act: Act
    spans: Spans
    signs: dict[str, float]


def reread(claims: Sequence[Claim], learned: Learned, dating: Dating, voices: Voices) -> list[Reread]:
    """What is taken for each claim, in their order. ``dating`` and ``voices`` are those of the report."""
    times, speakers = Times.of(dating, learned), Speakers(voices, learned)
    told = learned.judged([_opinion(claim, learned, times) for claim in claims], times.places)
    found = {claim.id: _reread(claim, one, claims, times, speakers) for claim, one in zip(claims, told, strict=True)}
    return [_with_its_whole(claim, claims, found) for claim in claims]


def _opinion(claim: Claim, learned: Learned, times: Times) -> Opinion:
    start, end = learned.place(claim.spans.content[0].start, claim.spans.content[-1].end)
    said = claim.voice.kind is not PartyKind.REPORT
    source = tuple(learned.place(s.start, s.end) for s in claim.spans.source) or None if said else ()
    act = claim.act
    return Opinion(start, end, act.type, act.modality.value, said, times.held(claim), source)


def _reread(claim: Claim, judged: Judged | None, claims: Sequence[Claim], times: Times, speakers: Speakers) -> Reread:
    if judged is None:
        return Reread(claim.voices, claim.act, claim.spans, {})
    act, answers = claim.act, claim.stance in _ANSWERS
    typed = _typed(act, judged) if not answers or act.type != "REJECT" else act
    if (act.type, typed.type) == ("AGREE", "SUPPORT") and _SIGNING.search(claim.quote):
        typed = act
    if typed.type != act.type and not _told_beside(claim, typed.type, claims):
        act = typed
    if not answers and judged.codes[act.type] >= _LEAST:
        act = _in_mood(act, claim, judged)
    act = replace(act, when=times.when(claim, act.modality, judged.when))
    heard = speakers.of(claim, judged.source)
    spans = claim.spans if heard.voices == claim.voices else Spans(heard.source, (), claim.spans.content)
    signs = {
        "read again as such": judged.codes[act.type],
        "read again in this mood": judged.moods[act.modality.value],
        "heard again from the same": heard.share,
    }
    return Reread(heard.voices, act, spans, signs)


def _with_its_whole(claim: Claim, claims: Sequence[Claim], found: Mapping[str, Reread]) -> Reread:
    """A part of a figure has its speaker, its act and its time from the whole, where it had them before."""
    again = found[claim.id]
    whole = next((c for c in claims for f in claim.act.figures if c.id == f.part_of), None)
    if whole is None:
        return again
    now = found[whole.id]
    if claim.voices == whole.voices and again.voices != now.voices:
        again = replace(again, voices=now.voices, spans=Spans(now.spans.source, now.spans.cue, claim.spans.content))
    if (claim.act.type, claim.act.mode) == (whole.act.type, whole.act.mode):
        again = replace(again, act=replace(again.act, type=now.act.type, mode=now.act.mode))
    if _same(claim.act.when, whole.act.when) and not _same(again.act.when, now.act.when):
        again = replace(again, act=replace(again.act, when=now.act.when))
    return again


def _same(one: When | None, other: When | None) -> bool:
    return (one and (one.start, one.end)) == (other and (other.start, other.end))


def _told_beside(claim: Claim, code: str, claims: Sequence[Claim]) -> bool:
    """Whether another claim of the same voices has the act already, in some of the same words: the accusation and the
    deed alleged, the attack and its toll."""
    start, end = claim.spans.content[0].start, claim.spans.content[-1].end
    return any(
        other.act.type == code
        and (other.voices == claim.voices or claim.act.type == "ACCUSE")
        and other.spans.content[0].start < end
        and other.spans.content[-1].end > start
        for other in claims
    )


def _typed(act: Act, judged: Judged) -> Act:
    """The act of which the layers are sure, with its mode, where it is for them to say."""
    best = _surer(judged.codes, act.type)
    if best == act.type or any(act.mode in _PEOPLE or not _NOUN.search(f.words) for f in act.figures):
        return act
    modes = ["", *codebook().acts[best].modes]
    mode = max(modes, key=lambda m: judged.manners.get(m, 0.0))
    if mode in _PEOPLE and act.category is None:
        return act
    if mode in _BY_ITSELF:
        act = replace(act, actors=(), recipients=())
    if best == "REJECT" and act.modality is Modality.DENIED:  # not to have kept one's side is the refusal itself
        act = replace(act, modality=Modality.HAPPENED, polarity=Polarity.POSITIVE)
    return replace(act, type=best, mode=mode or None)


def _in_mood(act: Act, claim: Claim, judged: Judged) -> Act:
    best = Modality(_surer(judged.moods, act.modality.value))
    corrected = act.modality is Modality.DENIED and claim.quote.lower().startswith("not ")  # "240, not 210"
    refused = best is Modality.DENIED and act.type == "REJECT"  # what was not kept was refused, and the refusal made
    if best is act.modality or corrected or refused:
        return act
    polarity = act.polarity  # what is not to be done is planned or demanded, and negative
    if best is Modality.DENIED:
        polarity = Polarity.POSITIVE if claim.stance is Stance.DENIES else Polarity.NEGATIVE
    elif act.modality is Modality.DENIED:
        polarity = Polarity.POSITIVE
    return replace(act, modality=best, polarity=polarity)


def _surer(shares: dict[str, float], was: str) -> str:
    best = max(shares, key=lambda label: shares[label])
    return best if shares[best] >= _SURE and shares[best] - shares[was] >= _SURER else was
