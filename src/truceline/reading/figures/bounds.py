"""Bounds: the words around a number that say on which side of it the amount lies."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from truceline.model import Comparator
from truceline.reading.figures.words import DURATIONS, Words, word_set

_BEFORE = {
    Comparator.OVER: "more than, over, above, in excess of, greater than, well over, just over, beyond, exceed, "
    "exceeds, exceeded, exceeding, surpassed",
    Comparator.AT_LEAST: "at least, no fewer than, no less than, not fewer than, not less than, a minimum of, "
    "minimum of, at the very least, upwards of, upward of, as few as",
    Comparator.UNDER: "fewer than, less than, under, below, almost, nearly, close to, just under, approaching, "
    "short of, just short of, not quite, close on, not far short of, just shy of, shy of, getting on for, verging on, "
    "the best part of, practically",
    Comparator.AT_MOST: "up to, at most, no more than, not more than, as many as, as much as, a maximum of, "
    "maximum of, at the most, not exceeding, no greater than, no longer than, not longer than, no further than, "
    "no bigger than, no larger than, a limit of, a ceiling of",
    Comparator.ABOUT: "about, around, some, roughly, approximately, approx, an estimated, estimated, circa, "
    "in the region of, on the order of, in the order of, something like, more or less",
}
"""Almost and nearly bound from above: high is the number, low is open."""
_AFTER = {
    ("or", "more"): Comparator.AT_LEAST,
    ("or", "above"): Comparator.AT_LEAST,
    ("at", "least"): Comparator.AT_LEAST,
    ("-", "plus"): Comparator.AT_LEAST,
    ("+",): Comparator.AT_LEAST,
    ("or", "fewer"): Comparator.AT_MOST,
    ("or", "less"): Comparator.AT_MOST,
    ("at", "most"): Comparator.AT_MOST,
    ("or", "so"): Comparator.ABOUT,
    ("or", "thereabouts"): Comparator.ABOUT,
    ("-", "odd"): Comparator.ABOUT,
}
_BETWEEN_BOUND_AND_NUMBER = frozenset({"another", "additional", "further", "a", "an"})
_PREPOSITIONS = frozenset({"over", "about", "around"})
_TALK = word_set(
    "talk talks talked talking negotiation negotiations dispute disputes row argument arguments argued arguing "
    "concern concerns concerned question questions disagreement disagreements discussion discussions information "
    "news doubt doubts fear fears anger debate clarity detail details speak spoke spoken ask asked asking know knew "
    "quarrel clash worry worried warned bargaining haggling deadlock impasse"
)
"""After these, "over" and "about" say what the talk is of."""
_PARTICLE_VERBS = frozenset(["hand", "hands", "handed", "handing", "turn", "turns", "turned", "turning"])
_TAKING = word_set("take takes took taken taking")
_POSTS = word_set(
    "roadblocks posts outposts checkpoints positions bases villages towns cities districts provinces regions buildings "
    "houses homes bridges hills heights areas sites stations offices schools hospitals camps barracks airfields "
    "airports crossings fields ports farms banks ministries municipalities neighbourhoods neighborhoods quarters "
    "suburbs kilometres kilometers blocks headquarters police army military border other key"
)
"""What somebody takes over, where people and weapons are taken."""
_BEFORE_A_LENGTH = word_set("for lasted last took take of after within just well")
"""After these, "over" bounds the length of time that follows; elsewhere it means during."""
_STRICT = frozenset({Comparator.OVER, Comparator.AT_LEAST, Comparator.UNDER, Comparator.AT_MOST})


class Bounds(NamedTuple):
    """``low`` to ``high``, both inclusive, None where open."""

    low: float | None
    high: float | None
    comparator: Comparator

    def under(self, comparator: Comparator) -> Bounds:
        """These bounds under one more bounding word; "about" leaves a stricter bound as it is."""
        if comparator is Comparator.ABOUT:
            weaker = self.comparator in _STRICT or self.comparator is Comparator.VAGUE
            return self if weaker else self._replace(comparator=comparator)
        if comparator in (Comparator.OVER, Comparator.AT_LEAST):
            low = self.low if self.low is not None else self.high
            return self if low is None else Bounds(low, None, comparator)
        high = self.high if self.high is not None else self.low
        return self if high is None else Bounds(None, high, comparator)


@cache
def _before() -> dict[str, tuple[tuple[tuple[str, ...], Comparator], ...]]:
    """The bounding words that stand before a number, by their last word, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], Comparator]]] = {}
    for comparator, listed in _BEFORE.items():
        for phrase in listed.split(", "):
            words = tuple(phrase.split())
            found.setdefault(words[-1], []).append((words, comparator))
    return {last: tuple(sorted(b, key=lambda x: -len(x[0]))) for last, b in found.items()}


def bound_before(words: Words, at: int, floor: int, end: int) -> tuple[int, Comparator] | None:
    """The bounding words that stand before token ``at``, not before ``floor``: where they begin, and the bound.

    ``end`` is the token after the number that is bounded.
    """
    skipped = at
    while skipped - 1 >= floor and words.word(skipped - 1) in _BETWEEN_BOUND_AND_NUMBER:
        skipped -= 1
    return _match_before(words, skipped, floor, end) or _match_before(words, at, floor, end)


def _match_before(words: Words, at: int, floor: int, end: int) -> tuple[int, Comparator] | None:
    for phrase, comparator in _before().get(words.word(at - 1), ()):
        start = at - len(phrase)
        if start < floor or tuple(words.low[start:at]) != phrase:
            continue
        prepositional = (len(phrase) == 1 or phrase[0] == "up") and _is_preposition(words, start, end)
        return None if prepositional else (start, comparator)
    return None


def _is_preposition(words: Words, start: int, end: int) -> bool:
    """ "talks over 136 hostages", "over ten days" and "owned up to 74 dead" bound nothing."""
    word, before = words.low[start], words.word(start - 1)
    if word == "up":
        return words.doc[start].dep_ == "prt"
    if word == "over" and words.low[end] in DURATIONS:
        return before not in _BEFORE_A_LENGTH
    if word == "over" and before in _PARTICLE_VERBS:
        return True
    if word == "over" and before in _TAKING and _POSTS & set(words.low[end : end + 3]):
        return True
    if word in _PREPOSITIONS and before in _TALK:
        return True
    return word in ("under", "above", "below", "beyond") and words.doc[start].dep_ == "prep"


def bound_after(words: Words, i: int) -> tuple[int, Comparator] | None:
    """The bounding words that begin at token i ("or more", "-plus"): where they end, and the bound."""
    for phrase, comparator in _AFTER.items():
        if tuple(words.low[i : i + len(phrase)]) == phrase:
            return i + len(phrase), comparator
    return None
