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

_TIME, _SURER_OF_TIME = 0.8, 0.5
"""How likely other words for the time must be, and by how much likelier than those of the rules."""
_SPEAKER, _SURER_OF_SPEAKER = 0.9, 0.8
"""How likely somebody must be where the rules have the report itself, or the reverse, and by how much likelier."""
_CUE, _SURER_BY_A_CUE = 0.6, 0.4
"""The same for somebody where the rules have found a word of saying."""
_WITHIN_A_NAME = frozenset({"compound", "amod", "nmod", "det", "poss", "nummod", "quantmod", "punct", "case"})


@dataclass(frozen=True, slots=True)
class Times:
    """The words for times of one report, with their places in what the reader saw."""

    dating: Dating
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, dating: Dating, learned: Learned) -> Times:
        return cls(dating, tuple(learned.place(t.start, t.end) for t in dating.times.found))

    def when(self, claim: Claim, mood: Modality, pointed: Pointed) -> When | None:
        """The time of a claim whose modality is now ``mood``."""
        was, shares = self._in_mood(claim, mood), [pointed.of(*place) for place in self.places]
        best = max(range(len(shares)), key=lambda n: shares[n], default=None)
        if best is None or shares[best] < _TIME or self._gives(best, was, mood):
            return was
        held = pointed.none if was is None else sum(s for n, s in enumerate(shares) if self._gives(n, was, mood))
        if shares[best] - held < _SURER_OF_TIME:
            return was
        words = self.dating.times.found[best]
        found = self.dating.by(words, mood)
        return _as_told(found, words, claim) if found is not None else was

    def _in_mood(self, claim: Claim, mood: Modality) -> When | None:
        """The rules' own time, reckoned anew where what they took for done is now to come, or the reverse."""
        when, content = claim.act.when, claim.spans.content
        if when is None or not when.words or (mood in AHEAD) == (claim.act.modality in AHEAD):
            return when
        own = (t for t in self.dating.times.found if content[0].start <= t.start < content[-1].end)
        words = next((t for t in own if t.words == when.words), None)
        return (self.dating.by(words, mood) if words is not None else None) or when

    def _gives(self, number: int, when: When | None, mood: Modality) -> bool:
        """Whether a time comes from some words, or they come to the same."""
        words = self.dating.times.found[number]
        if when is None:
            return False
        if when.words and (when.words in words.words or words.words in when.words):
            return True
        found = self.dating.by(words, mood)
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
        shares, named = self._shares(pointed)
        best = max(shares, key=lambda name: shares[name], default=None)
        if claim.voice.kind is not PartyKind.REPORT:
            held = max(shares.get(claim.voice.name, 0.0), self._own(claim, pointed))
            told = len(claim.voices) == 1 and claim.spans.cue and claim.stance is Stance.ASSERTS
            if told and pointed.none >= _SPEAKER and pointed.none - held >= _SURER_OF_SPEAKER:
                alone = self.voices.answering(self.learned.parse.token_at(claim.spans.content[0].start))
                return Heard((alone,), (), pointed.none)
            return Heard(claim.voices, claim.spans.source, held)
        sure, surer = (_CUE, _SURER_BY_A_CUE) if claim.spans.cue else (_SPEAKER, _SURER_OF_SPEAKER)
        if best is None or shares[best] < sure or shares[best] - pointed.none < surer:
            return Heard(claim.voices, claim.spans.source, pointed.none)
        voice, words = named[best]
        if claim.spans.content[0].start <= words.start < claim.spans.content[-1].end:
            return Heard(claim.voices, claim.spans.source, pointed.none)  # who is told of does not tell it
        return Heard((voice,), (words,), shares[best])

    def _own(self, claim: Claim, pointed: Pointed) -> float:
        """The share of the words by which the rules have found the speaker."""
        return sum(pointed.of(*self.learned.place(s.start, s.end)) for s in claim.spans.source)

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
