"""Who says, thinks or wants what: sources, cues and contents, tied together and scored.

Each layer of tags is decoded by itself (so spans of different layers may overlap), then each content takes its cue and
its source, and contents that are parts of one saying are joined (``linking``).  A last linear model in ``linker.json``
says how likely the whole is right; what is unlikely is dropped.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from truceline.reading.model.chain import best_spans
from truceline.reading.model.linking import (
    Features,
    Found,
    Range,
    Tied,
    Window,
    join_features,
    log_share,
    tied,
)
from truceline.reading.model.seen import Seen

if TYPE_CHECKING:
    import numpy as np

    Shares = np.ndarray[Any, np.dtype[np.float32]]

Spans = tuple[tuple[int, int], ...]  # characters, last exclusive
_LAYERS = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution in code points of the text; ``source`` and ``cue`` may be empty, ``content`` never is.

    ``score`` is the chance that it is right: that its content is found in the text as said, with its right source.
    """

    source: Spans
    cue: Spans
    content: Spans
    score: float


@dataclass(slots=True)
class Draft:
    """An attribution in pieces, with what tells whether it is right."""

    contents: list[Range]
    source: Range | None
    cue: Range | None
    features: Features


def attributions(seen: Seen) -> tuple[Tagged, ...]:
    """The attributions of a text in the order of their contents."""
    linker = seen.tables.linker
    out = []
    for draft in drafts(seen):
        score = chance(draft.features, linker["right"])
        if score >= linker["least"]:
            out.append(
                Tagged(
                    source=_chars(seen, [draft.source] if draft.source else []),
                    cue=_chars(seen, [draft.cue] if draft.cue else []),
                    content=_chars(seen, draft.contents),
                    score=calibrated(score, linker["calibration"]),
                )
            )
    return tuple(out)


def drafts(seen: Seen) -> Iterator[Draft]:
    """Every likely attribution, window by window, before it is judged as a whole."""
    linker = seen.tables.linker
    for window in spans(seen):
        yield from _linked(window, linker)


def spans(seen: Seen) -> Iterator[Window]:
    """The spans of the three layers in each window that has any content."""
    linker = seen.tables.linker
    for number, (start, end) in enumerate(seen.windows):
        contents = _Layer.of(seen, "content", start, end)
        if at := contents.spans(linker["ease"]["content"]):
            sources, cues = (_eased(_Layer.of(seen, n, start, end), linker["ease"][n]) for n in ("source", "cue"))
            yield Window(seen, number, [contents.found(one) for one in at], sources, cues)


def chance(features: Features, weights: dict[str, float]) -> float:
    """A logistic model's chance; the weight named "bias" is its constant."""
    total = weights["bias"] + sum([weights.get(name, 0.0) * value for name, value in features.items()])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def calibrated(score: float, points: list[list[float]]) -> float:
    """Between the points of the calibration curve, which rises, in a straight line."""
    for (x0, y0), (x1, y1) in pairwise(points):
        if score <= x1:
            return y0 if x1 == x0 else y0 + (y1 - y0) * max(0.0, score - x0) / (x1 - x0)
    return points[-1][1] if points else score


def _chars(seen: Seen, ranges: list[Range]) -> Spans:
    return tuple(seen.span(first, end) for first, end in ranges)


def _linked(window: Window, linker: dict[str, Any]) -> list[Draft]:
    out: list[Draft] = []
    before: Tied | None = None
    for content in window.contents:
        here = tied(window, content, linker)
        if before and chance(join_features(window, before, here), linker["join"]) >= linker["join_least"]:
            out[-1].contents.append(content.at)
        else:
            out.append(Draft([content.at], _at(here.source), _at(here.cue), _features(here, window)))
        before = here
    for draft in out:
        draft.features["parts"] = float(len(draft.contents) > 1)
    return out


def _eased(layer: _Layer, ease: float) -> list[Found]:
    """The spans of a layer, and those that come out besides when its tags are made easier."""
    plain = layer.spans(0.0)
    more = layer.spans(ease) if ease else []
    more = [one for one in more if not any(one[0] < other[1] and other[0] < one[1] for other in plain)]
    found = [*(layer.found(one) for one in plain), *(layer.found(one, extra=True) for one in more)]
    return sorted(found, key=lambda one: one.at)


@dataclass
class _Layer:
    """The tags of one layer in one window: a row of O, B and I for each piece from ``start`` on."""

    start: int
    logits: Shares
    moves: list[list[float]]

    @classmethod
    def of(cls, seen: Seen, name: str, start: int, end: int) -> _Layer:
        return cls(start, seen.head(f"bio_{name}", start, end), seen.tables.moves[_LAYERS.index(name)])

    def spans(self, ease: float) -> list[Range]:
        """The best spans when B is made easier by ``ease``, and I by a quarter of it."""
        if self._most + ease < -4:
            return []
        rows = [(o, b + ease, i + ease / 4) for o, b, i in self._rows] if ease else self._rows
        return [(self.start + a, self.start + b) for a, b in best_spans(rows, self.moves)]

    def found(self, at: Range, *, extra: bool = False) -> Found:
        """A span, with how sure its tags are."""
        outside = self._outside[at[0] - self.start : at[1] - self.start]
        return Found(at, _logit(1 - sum(outside) / len(outside)), extra)

    @cached_property
    def _most(self) -> float:
        return float((self.logits[:, 1] - self.logits[:, 0]).max())

    @cached_property
    def _rows(self) -> list[list[float]]:
        rows: list[list[float]] = self.logits.tolist()
        return rows

    @cached_property
    def _outside(self) -> list[float]:
        """The share of O in each piece."""
        import numpy as np

        shares = np.exp(self.logits - self.logits.max(1, keepdims=True))
        outside: list[float] = (shares[:, 0] / shares.sum(1)).tolist()
        return outside


def _at(found: Found | None) -> Range | None:
    return found.at if found else None


def _features(here: Tied, window: Window) -> Features:
    """What tells whether an attribution is right, but for whether it has several parts."""
    import numpy as np

    seen, at, source, cue = window.seen, here.content.at, here.source, here.cue
    _, end = seen.windows[window.number]
    logits = seen.head("bio_content", at[0], min(at[1] + 1, end))
    shares = np.exp(logits - logits.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    length = at[1] - at[0]
    quotes = seen.pieces.quotes[at[0] : at[1]]
    words = len(set(seen.pieces.words[at[0] : at[1]]))
    return {
        "begins": _logit(float(shares[0, 1])),
        "mean": here.content.sure,
        "least": _logit(1 - float(shares[:length, 0].max())),
        "ends": _logit(1 - float(shares[length, 2])) if len(shares) > length else 3.0,
        "quoted": sum(q > 1 for q in quotes) / len(quotes),
        "short": 1.0 / words,
        "long": math.log1p(words),
        "no_source": float(source is None),
        "no_cue": float(cue is None),
        "source_sure": source.sure if source else 0.0,
        "cue_sure": cue.sure if cue else 0.0,
        "source_share": log_share(here.source_share),
        "cue_share": log_share(here.cue_share),
    }


def _logit(share: float) -> float:
    share = min(max(share, 1e-3), 1 - 1e-3)
    return math.log(share / (1 - share))
