"""The second reading: what each claim tells, once the rules have found it.

It goes on from a layer of the encoder with the claims marked in the text, each with what the rules take it for, and
says anew what the act is, its mode, its modality, and whether somebody is told to say it. It has seen many more
ways of telling a deed than the rules have; they know better where it begins and ends.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from truceline.reading.model.labels import CODES, MANNERS, MOODS, VOICED, claim_columns
from truceline.reading.model.seen import Seen

if TYPE_CHECKING:
    Run = Callable[[Mapping[str, Any]], Any]
    """Runs the layers on one window: ``hidden`` and ``opinions`` in, a row a piece out."""

_COLUMNS = claim_columns()
_LABELS = {"code": CODES, "manner": MANNERS, "mood": MOODS, "voiced": VOICED}


@dataclass(frozen=True, slots=True)
class Opinion:
    """A claim of the rules: its characters, last exclusive, and what they take it for."""

    start: int
    end: int
    code: str
    mood: str
    voiced: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """Shares of belief, which add up to one, in each act type, mode ("" for none), modality and kind of speaker."""

    codes: dict[str, float]
    manners: dict[str, float]
    moods: dict[str, float]
    voiced: float


def judged(seen: Seen, opinions: Sequence[Opinion], run: Run) -> list[Judged | None]:
    """What is told by each claim; None for one without a piece of text."""
    import numpy as np

    told: list[Judged | None] = [None] * len(opinions)
    places = [seen.within(one.start, one.end) for one in opinions]
    for number, (start, end) in enumerate(seen.windows):
        here = [n for n, (first, last) in enumerate(places) if start <= first < end and last > first]
        if not here:
            continue
        inside = [(places[n][0] - start + 1, min(places[n][1], end) - start + 1) for n in here]
        marks = np.zeros((1, end - start + 2, 4), dtype=np.int64)
        for k in sorted(range(len(here)), key=lambda k: inside[k][0] - inside[k][1]):
            marks[0, slice(*inside[k])] = (1 + k % 2, *_numbers(opinions[here[k]]))
        rows = run({"hidden": seen.hidden[number][None], "opinions": marks})
        for n, place in zip(here, inside, strict=True):
            told[n] = _judged(rows[slice(*place)])
    return told


def _numbers(one: Opinion) -> tuple[int, int, int]:
    return 1 + CODES.index(one.code), 1 + MOODS.index(one.mood), 1 + one.voiced


def _judged(rows: Any) -> Judged:
    shares = {head: dict(zip(labels, _shares(rows, head), strict=True)) for head, labels in _LABELS.items()}
    return Judged(shares["code"], shares["manner"], shares["mood"], shares["voiced"]["somebody"])


def _shares(rows: Any, head: str) -> list[float]:
    """The pieces' scores, each weighted by the head's first column, as shares."""
    import numpy as np

    part = rows[:, slice(*_COLUMNS[head])]
    weights = np.exp(part[:, 0] - part[:, 0].max())
    scores = weights @ part[:, 1:] / weights.sum()
    shares = np.exp(scores - scores.max())
    return [float(x) for x in shares / shares.sum()]
