"""The second reading: what each claim tells, once the rules have found it.

It goes on from a layer of the encoder with the claims and the words for times marked in the text, each claim with what
the rules take it for. It says anew what the act is, its mode and its modality, and points to the words that name the
time and the speaker. It has seen many more ways of telling a deed than the rules
have; they know better where it begins and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.reading.model.labels import CODES, LINK, MANNERS, MOODS, POINTERS, claim_columns
from truceline.reading.model.seen import Seen

if TYPE_CHECKING:
    Run = Callable[[Mapping[str, Any]], Any]
    """Runs the layers on one window: ``hidden`` and ``opinions`` in, a row a piece out."""

Place = tuple[int, int]
"""The first and last character of some words, last exclusive."""
_LEAST = 0.005
"""Of pieces less likely than this there is no more talk."""
_COLUMNS = claim_columns()
_LABELS = {"code": CODES, "manner": MANNERS, "mood": MOODS}


@dataclass(frozen=True, slots=True)
class Opinion:
    """A claim of the rules: its characters, last exclusive, and what they take it for.

    ``when`` and ``source`` are the characters of the words by which they have its time and its speaker: none where no
    time is told and where the report itself speaks, None where they have them by other means.
    """

    start: int
    end: int
    code: str
    mood: str
    voiced: bool
    when: tuple[Place, ...] | None = ()
    source: tuple[Place, ...] | None = ()


@dataclass(frozen=True, slots=True, eq=False)
class Pointed:
    """Shares of belief, which add up to one, in each piece of a window as the words that are meant.

    ``start`` is the window's first piece. ``none`` is that no words are, ``elsewhere`` that they are in another window.
    """

    seen: Seen
    start: int
    shares: Any

    @property
    def none(self) -> float:
        return float(self.shares[0])

    @property
    def elsewhere(self) -> float:
        return float(self.shares[-1])

    @property
    def somewhere(self) -> float:
        """That words of this window are meant."""
        return 1.0 - self.none - self.elsewhere

    @property
    def likely(self) -> Iterator[tuple[int, float]]:
        """The pieces that are at all likely, by their first character, with their shares."""
        import numpy as np

        for n in np.flatnonzero(self.shares[1:-1] >= _LEAST).tolist():
            yield self.seen.pieces.starts[self.start + n], float(self.shares[1 + n])

    def of(self, start: int, end: int) -> float:
        """The share of the characters from ``start`` to ``end``; 0 where they are in another window."""
        pieces = self.shares[1:-1]
        first, last = (min(max(0, at - self.start), len(pieces)) for at in self.seen.within(start, end))
        return float(pieces[first:last].sum())


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """Shares of belief, which add up to one, in each act type, mode ("" for none) and modality, and in the words that
    name time and speaker."""

    codes: dict[str, float]
    manners: dict[str, float]
    moods: dict[str, float]
    when: Pointed
    source: Pointed


def judged(seen: Seen, opinions: Sequence[Opinion], times: Sequence[Place], run: Run) -> list[Judged | None]:
    """What is told by each claim; None for one without a piece of text. ``times`` are characters of words for times."""
    import numpy as np

    told: list[Judged | None] = [None] * len(opinions)
    timed, spoken = np.zeros((2, len(seen.pieces)), dtype=np.int64)
    for place in times:
        timed[slice(*seen.within(*place))] = 1
    places = [seen.within(one.start, one.end) for one in opinions]
    for number, (start, end) in enumerate(seen.windows):
        here = [n for n, (first, last) in enumerate(places) if start <= first < end and last > first]
        if not here:
            continue
        inside = [(places[n][0] - start + 1, min(places[n][1], end) - start + 1) for n in here]
        spoken[:] = 0
        for place in (place for n in here for place in opinions[n].source or ()):
            spoken[slice(*seen.within(*place))] = 1
        marks = np.zeros((1, end - start + 2, 6), dtype=np.int64)
        marks[0, 1:-1, 4:] = np.stack([timed, spoken])[:, start:end].T
        for k in sorted(range(len(here)), key=lambda k: inside[k][0] - inside[k][1]):
            marks[0, slice(*inside[k]), :4] = (1 + k % 2, *_numbers(opinions[here[k]]))
        rows = run({"hidden": seen.hidden[number][None], "opinions": marks})
        for n, place in zip(here, inside, strict=True):
            held = (_held(seen, getattr(opinions[n], name), start, end) for name in POINTERS)
            points = (_pointed(rows, place, name, at) for name, at in zip(POINTERS, held, strict=True))
            told[n] = _judged(rows[slice(*place)], *(Pointed(seen, start, shares) for shares in points))
    return told


def _held(seen: Seen, places: Sequence[Place] | None, start: int, end: int) -> list[int]:
    """The pieces of a window by which the rules have something; its first for nothing, its last for words elsewhere."""
    if places is None:
        return []
    pieces = (i for place in places for i in range(*seen.within(*place)))
    inside = [i - start + 1 for i in pieces if start <= i < end]
    return inside or [end - start + 1 if places else 0]


def _numbers(one: Opinion) -> tuple[int, int, int]:
    return 1 + CODES.index(one.code), 1 + MOODS.index(one.mood), 1 + one.voiced


def _judged(rows: Any, when: Pointed, source: Pointed) -> Judged:
    shares = {head: dict(zip(labels, _shares(rows, head), strict=True)) for head, labels in _LABELS.items()}
    return Judged(shares["code"], shares["manner"], shares["mood"], when, source)


def _shares(rows: Any, head: str) -> list[float]:
    """The pieces' scores, each weighted by the head's first column, as shares."""
    return [float(x) for x in _softmax(_weighed(rows, head))]


def _pointed(rows: Any, place: tuple[int, int], name: str, held: list[int]) -> Any:
    """How far a claim points to each piece of its window, leaning to those by which the rules have it."""
    asked = _weighed(rows[slice(*place)], f"ask_{name}")
    scores = rows[:, slice(*_COLUMNS[f"be_{name}"])] @ asked[1:] / LINK**0.5
    scores[sorted({*held})] += asked[0]
    return _softmax(scores)


def _weighed(rows: Any, head: str) -> Any:
    """The columns of a head, each piece weighed by the first of them."""
    part = rows[:, slice(*_COLUMNS[head])]
    return _softmax(part[:, 0]) @ part[:, 1:]


def _softmax(scores: Any) -> Any:
    import numpy as np

    shares = np.exp(scores - scores.max())
    return shares / shares.sum()
