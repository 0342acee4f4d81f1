"""Learned: what the trained reader sees in one report, in the tokens of its parse.

The rules come first: they know stances, nested voices and every part of a clause. The reader, which has seen many more
ways of saying who says what, adds the attributions that the rules have not found, judges what their claims tell, and
says how sure both can be. Like the parser it never sees the name of a known party, so that no name can be read
differently from another (law 4).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from truceline.model import Stance
from truceline.reading import clauses, lexicon, syntax
from truceline.reading.attribution import Attribution, Kind, trimmed
from truceline.reading.draft import Draft
from truceline.reading.parse import Parse

if TYPE_CHECKING:
    from truceline.reading.model import Judged, Opinion, Reader, Seen, Tagged
    from truceline.reading.tokens import Token

_SURE = 0.7
"""How sure the reader must be of an attribution that no rule has found."""
_Known = tuple[frozenset[int], frozenset[int]]
"""The content and the cue of an attribution that the rules have found."""


@dataclass(frozen=True)
class Learned:
    """``starts`` and ``ends`` are the tokens' places in the text that the reader saw."""

    parse: Parse
    seen: Seen
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    reader: Reader

    @classmethod
    def of(cls, parse: Parse, reader: Reader) -> Learned:
        """One reading of the report's text, names of known parties put out of sight."""
        text, starts, ends = masked(parse)
        (seen,) = reader.read([text])
        return cls(parse, seen, starts, ends, reader)

    # --- who says what --------------------------------------------------------------------------
    def attributions(self, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
        """Those that the rules have found, and those that only the reader has, in order of their cues."""
        known = [(frozenset(a.content), frozenset(a.cue)) for a in found]
        more = [a for t in self._tagged if t.score >= _SURE and (a := self._attribution(t, known)) is not None]
        return tuple(sorted([*found, *more], key=lambda a: (a.cue, a.content)))

    @cached_property
    def _tagged(self) -> tuple[Tagged, ...]:
        from truceline.reading.model import attribution

        return attribution.attributions(self.seen)

    def _attribution(self, tagged: Tagged, known: Sequence[_Known]) -> Attribution | None:
        """As the rules would have it; None where they have it already, or where nothing ties it to the sentence."""
        content, source, cue = (self._tokens(spans) for spans in (tagged.content, tagged.source, tagged.cue))
        words = trimmed(self.parse, content)
        if not words or not cue or not source or _is_known(set(words), set(cue), known):
            return None
        verb = self._top(cue)
        if syntax.is_verb(verb) and syntax.negated(verb):
            return None
        head = self._top(words)
        kind = Kind.CLAUSE if syntax.is_verb(head) else Kind.NOMINAL
        lead = [verb.i, *(i for i in cue if i != verb.i)]
        return Attribution(
            source=tuple(source),
            source_head=self._top(source).i,
            cue=tuple(lead),
            content=tuple(words),
            content_head=head.i,
            stance=self._stance(verb, head),
            kind=kind,
        )

    def _stance(self, verb: Token, head: Token) -> Stance:
        lemma = " ".join([verb.lemma_.lower(), *(p.lower_ for p in syntax.children(verb, "prt"))])
        cues = lexicon.cues()
        readings = cues.verbs.get(lemma, ())
        if readings:
            return clauses.stance_of(readings, head, readings[0].stance)
        return cues.light_nouns.get(lemma, Stance.ASSERTS)

    def _tokens(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        """The tokens that lie in the spans by more than half."""
        found = []
        for start, end in spans:
            i = bisect_left(self.ends, start + 1)
            while i < len(self.starts) and self.starts[i] < end:
                inside = min(end, self.ends[i]) - max(start, self.starts[i])
                if 2 * inside > self.ends[i] - self.starts[i]:
                    found.append(i)
                i += 1
        return sorted(set(found))

    def _top(self, tokens: Sequence[int]) -> Token:
        """The token that the others hang from."""
        inside = set(tokens)
        tops = [self.parse.doc[i] for i in tokens if self.parse.doc[i].head.i not in inside or self._is_root(i)]
        words = [t for t in tops if not t.is_punct]
        return next((t for t in words if syntax.is_verb(t)), (words or tops)[0])

    def _is_root(self, i: int) -> bool:
        return self.parse.doc[i].head.i == i

    # --- what the claims tell, once they are found ------------------------------------------------
    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the reader saw the report's characters from ``start`` to ``end``."""
        first = bisect_left(self.parse.ends, start + 1)
        last = max(first + 1, bisect_left(self.parse.starts, end))
        return self.starts[first], self.ends[last - 1]

    def judged(self, opinions: Sequence[Opinion], times: Sequence[tuple[int, int]]) -> list[Judged | None]:
        return self.reader.judge(self.seen, opinions, times)

    def _acts(self, draft: Draft) -> dict[str, float]:
        """The share of each act in what the reader takes a draft's words for, worked out once for the same words."""
        from truceline.reading.model import acts

        place = self.starts[min(draft.content)], self.ends[max(draft.content)]
        if place not in self._acts_by_place:
            self._acts_by_place[place] = acts.types(self.seen, *place)
        return self._acts_by_place[place]

    @cached_property
    def _acts_by_place(self) -> dict[tuple[int, int], dict[str, float]]:
        return {}

    # --- how sure both can be -------------------------------------------------------------------
    def signs_of(self, draft: Draft) -> dict[str, float]:
        """What the reader says of a draft: whether it hears the same speaker, and sees the same act."""
        words = set(draft.chain[0].content if draft.chain else draft.content)
        heard, same = 0.0, 0.0
        for tagged, content, source in self._heard:
            if words.isdisjoint(content):
                continue
            common = len(words & content)
            share = 2 * common / (len(words) + len(content)) if draft.chain else common / len(words)
            heard = max(heard, share * tagged.score)
            if draft.chain and not source.isdisjoint(draft.chain[0].source):
                same = max(same, share * tagged.score)
        shares = self._acts(draft)
        kind = shares.get(draft.event.type, shares.get("NONE", 0.0))
        return {
            "heard": heard if draft.chain else 0.0,
            "heard from the same": same,
            "heard from somebody": 0.0 if draft.chain else heard,
            "seen as such": kind if draft.event.type != "STATE" else 0.0,
            "seen as no act": kind if draft.event.type == "STATE" else 0.0,
        }

    @cached_property
    def _heard(self) -> list[tuple[Tagged, frozenset[int], frozenset[int]]]:
        found = self._tagged
        return [(t, frozenset(self._tokens(t.content)), frozenset(self._tokens(t.source))) for t in found]


def _is_known(content: set[int], cue: set[int], known: Iterable[_Known]) -> bool:
    """Whether the rules have it, or cut the words in another way. One inside another is neither."""
    for theirs, their_cue in known:
        if not cue.isdisjoint(their_cue):
            return True
        if content.isdisjoint(theirs):
            continue
        inside = theirs <= content and their_cue <= content
        around = content <= theirs and cue <= theirs
        if not inside and not around:
            return True
    return False


def masked(parse: Parse) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """The text as the parser saw it, known parties under one name, and where each token begins and ends in it."""
    parts: list[str] = []
    starts, ends, at, before = [], [], 0, 0
    for i, (start, end) in enumerate(zip(parse.starts, parse.ends, strict=True)):
        gap = parse.text[before:start]
        word = parse.doc[i].text
        parts += (gap, word)
        starts.append(at + len(gap))
        at += len(gap) + len(word)
        ends.append(at)
        before = end
    parts.append(parse.text[before:])
    return "".join(parts), tuple(starts), tuple(ends)
