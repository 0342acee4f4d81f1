"""Pointing: when a claim was and who tells it, by the words that the second reading points to.

The trained layers only say which words of the text are meant, and how likely. What these words come to, a day or
somebody, is for the rules, and so is every claim where the layers are not surer by far than the rules.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from truceline.model import Basis, Claim, Modality, PartyKind, Span, Stance, Voice, When
from truceline.reading import syntax
from truceline.reading.dating import Dating
from truceline.reading.learned import Learned
from truceline.reading.reckoning import whole_day
from truceline.reading.resolved import AHEAD
from truceline.reading.times import TimeExpression
from truceline.reading.voices import Voices

if TYPE_CHECKING:
    from truceline.reading.model import Pointed
    from truceline.reading.tokens import Token

_TIME, _SURER_OF_TIME = 0.7, 0.4
"""How likely other words for the time must be, and by how much likelier than those of the rules."""
_SOMEBODY, _STILL_NOBODY = 0.5, 0.15
"""How likely somebody must be where the rules have the report itself, and how likely it may be that nobody is meant."""
_NOBODY, _STILL_SOMEBODY = 0.8, 0.2
"""The same for the report itself where the rules have somebody."""
_WITHIN_A_NAME = frozenset({"compound", "amod", "nmod", "det", "poss", "nummod", "quantmod", "punct", "case"})


@dataclass(frozen=True, slots=True)
class Times:
    """The words for times of one report, with their places in what the reader saw."""

    dating: Dating
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, dating: Dating, learned: Learned) -> Times:
        return cls(dating, tuple(learned.place(t.start, t.end) for t in dating.times.found))

    def held(self, claim: Claim) -> tuple[tuple[int, int], ...] | None:
        """The words by which the rules have a claim's time: none where it has none, None where they do not name it."""
        when, mood = claim.act.when, claim.act.modality
        if when is None:
            return ()
        found = zip(self.dating.times.found, self.places, strict=True)
        return tuple(place for words, place in found if gives(self.dating, words, when, mood)) or None

    def when(self, claim: Claim, mood: Modality, pointed: Pointed) -> When | None:
        """The time of a claim whose modality is now ``mood``."""
        was, found = self._in_mood(claim, mood), self.dating.times.found
        if not found or pointed.somewhere < _TIME:
            return was
        shares = [pointed.of(*place) for place in self.places]
        best = max(range(len(shares)), key=lambda n: shares[n])
        if shares[best] < _TIME or gives(self.dating, found[best], was, mood):
            return was
        held = pointed.none
        if was is not None:
            held = sum(
                share for words, share in zip(found, shares, strict=True) if gives(self.dating, words, was, mood)
            )
        if shares[best] - held < _SURER_OF_TIME:
            return was
        words = found[best]
        when = self.dating.by(words, mood)
        return _as_told(when, words, claim) if when is not None else was

    def _in_mood(self, claim: Claim, mood: Modality) -> When | None:
        """The rules' own time, reckoned anew where what they took for done is now to come, or the reverse."""
        when, content = claim.act.when, claim.spans.content
        if when is None or not when.words or (mood in AHEAD) == (claim.act.modality in AHEAD):
            return when
        own = (t for t in self.dating.times.found if content[0].start <= t.start < content[-1].end)
        words = next((t for t in own if t.words == when.words), None)
        return (self.dating.by(words, mood) if words is not None else None) or when


def gives(dating: Dating, words: TimeExpression, when: When | None, mood: Modality) -> bool:
    """Whether a time comes from some words, or they come to the same."""
    if when is None:
        return False
    if when.words and (when.words in words.words or words.words in when.words):
        return True
    found = dating.by(words, mood)
    return found is not None and (found.start, found.end) == (when.start, when.end)


def _as_told(when: When, words: TimeExpression, claim: Claim) -> When:
    """As the claim's own words have it; from elsewhere, as the day that the text is telling of."""
    content = claim.spans.content
    if content[0].start <= words.start < content[-1].end:
        return when
    return replace(whole_day(when), basis=Basis.INFERRED, words="")


@dataclass(frozen=True, slots=True)
class Heard:
    """The voices of a claim, the words that name the speaker, and how likely that is by the layers."""

    voices: tuple[Voice, ...]
    source: tuple[Span, ...]
    share: float


@dataclass(frozen=True, slots=True)
class Speakers:
    """Who may be meant by the words of one report."""

    voices: Voices
    learned: Learned
    known: dict[int, Voice | None] = field(default_factory=dict, compare=False, repr=False)

    def of(self, claim: Claim, pointed: Pointed) -> Heard:
        """Who tells a claim: somebody in place of the report, or the report in place of somebody.

        Between two who are told to speak the rules decide, and what is quoted, demanded or denied is somebody's.
        """
        if claim.voice.kind is PartyKind.REPORT and pointed.none > _STILL_NOBODY:
            return Heard(claim.voices, claim.spans.source, pointed.none)
        shares, named = self._shares(pointed)
        best = max(shares, key=lambda name: shares[name], default=None)
        if claim.voice.kind is not PartyKind.REPORT:
            held = max(shares.get(claim.voice.name, 0.0), self._own(claim, pointed))
            told = len(claim.voices) == 1 and claim.spans.cue and claim.stance is Stance.ASSERTS
            if told and pointed.none >= _NOBODY and held <= _STILL_SOMEBODY:
                alone = self.voices.answering(self.learned.parse.token_at(claim.spans.content[0].start))
                return Heard((alone,), (), pointed.none)
            return Heard(claim.voices, claim.spans.source, held)
        if best is None or shares[best] < _SOMEBODY:
            return Heard(claim.voices, claim.spans.source, pointed.none)
        voice, words = named[best]
        return Heard((voice,), (words,), shares[best])

    def _own(self, claim: Claim, pointed: Pointed) -> float:
        """The share of the words by which the rules have found the speaker, be they in another window."""
        here = sum(pointed.of(*self.learned.place(s.start, s.end)) for s in claim.spans.source)
        return max(here, pointed.elsewhere)

    def _shares(self, pointed: Pointed) -> tuple[dict[str, float], dict[str, tuple[Voice, Span]]]:
        """How likely each speaker is; and each with the first words that name it best."""
        shares: dict[str, float] = {}
        heads: dict[int, float] = {}
        for token, share in self._tokens(pointed):
            head = _head(token).i
            heads[head] = heads.get(head, 0.0) + share
        named: dict[str, tuple[Voice, Span]] = {}
        for head in sorted(heads, key=lambda i: -heads[i]):
            voice = self._voice(head)
            if voice is not None:
                shares[voice.name] = shares.get(voice.name, 0.0) + heads[head]
                named.setdefault(voice.name, (voice, self._span(head)))
        return shares, named

    def _tokens(self, pointed: Pointed) -> Iterator[tuple[Token, float]]:
        for start, share in pointed.likely:
            yield self.learned.parse.doc[bisect_left(self.learned.ends, start + 1)], share

    def _voice(self, head: int) -> Voice | None:
        if head not in self.known:
            found = self.voices.speakers(head, self.learned.parse.words(head))
            some = found and found[0].kind not in (PartyKind.REPORT, PartyKind.UNKNOWN)
            self.known[head] = found[0] if some else None
        return self.known[head]

    def _span(self, head: int) -> Span:
        """The words of a name, from the first that belongs to it to its head."""
        parse = self.learned.parse
        first = min([head, *(t.i for t in parse.doc[head].children if t.dep_ in _WITHIN_A_NAME and t.i < head)])
        return Span.of(parse.text, parse.starts[first], parse.ends[head])


def _head(token: Token) -> Token:
    """The word that a name or description hangs from."""
    while token.dep_ in _WITHIN_A_NAME and not syntax.is_root(token) and token.head.pos_ in ("NOUN", "PROPN"):
        token = token.head
    return token
