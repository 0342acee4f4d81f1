"""Which source and which cue belong to a content, and which contents belong together.

A content points: the encoder gives it two vectors that ask and every piece two that answer, so each piece has a share,
and the window's first piece the share of "none".  A span's share, and where it stands, are weighed by the small linear
models in ``linker.json`` (fitted by ``training/linker.py``).
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from truceline.reading.model.labels import LINK
from truceline.reading.model.seen import Seen

if TYPE_CHECKING:
    import numpy as np

    Shares = np.ndarray[Any, np.dtype[np.float32]]

Range = tuple[int, int]  # pieces, last exclusive
Features = dict[str, float]
_STOPS = frozenset(".!?;")


@dataclass(frozen=True, slots=True)
class Found:
    """A span of a layer with how sure its tags are; ``extra`` ones come out only when the layer is eased."""

    at: Range
    sure: float
    extra: bool = False


@dataclass(slots=True)
class Window:
    """What linking looks at in one window: the spans of each layer and the pieces that end a sentence."""

    seen: Seen
    number: int
    contents: list[Found]
    sources: list[Found]
    cues: list[Found]
    stops: list[int] = field(default_factory=list)
    answers: dict[str, Shares] = field(default_factory=dict)
    """What the window's first piece and each piece after it answer to a role, where it has been asked for."""

    def __post_init__(self) -> None:
        start, end = self.seen.windows[self.number]
        text, pieces = self.seen.text, self.seen.pieces
        self.stops = [at for at in range(start, end) if text[pieces.starts[at]] in _STOPS]

    def pointed(self, role: str, content: Range) -> Shares:
        """The share of the window's first piece and of each piece after it."""
        import numpy as np

        asks = self.seen.head(f"ask_{role}")
        ask = (asks[content[0]] + asks[content[1] - 1]) / 2
        if role not in self.answers:
            first, rest = self.seen.first(f"be_{role}", self.number), self.seen.windows[self.number]
            self.answers[role] = np.concatenate([first[None], self.seen.head(f"be_{role}", *rest)])
        scores = self.answers[role] @ ask / LINK**0.5
        shares = np.exp(scores - scores.max())
        return shares / shares.sum()  # type: ignore[no-any-return]

    def stops_between(self, a: Range, b: Range) -> int:
        low, high = (a[1], b[0]) if a[0] <= b[0] else (b[1], a[0])
        return max(0, bisect_left(self.stops, high) - bisect_left(self.stops, low))

    def contents_between(self, a: Range, b: Range) -> int:
        low, high = (a[1], b[0]) if a[0] <= b[0] else (b[1], a[0])
        return len([one for one in self.contents if low <= one.at[0] and one.at[1] <= high])


def gap(a: Range, b: Range) -> int:
    """Pieces between two ranges, 0 where they touch or overlap."""
    return max(0, b[0] - a[1], a[0] - b[1])


def log_share(share: float) -> float:
    return math.log(max(share, 1e-4))


def candidates(
    window: Window, role: str, content: Range, shares: Shares, cue: Range | None
) -> list[tuple[Found | None, Features]]:
    """Every span that may be the content's source (or cue), and none, each with its features.

    ``shares`` tell where the content points.
    """
    start, pointed = window.seen.windows[window.number][0], shares.tolist()
    out: list[tuple[Found | None, Features]] = [(None, {"none": 1.0, "share": log_share(pointed[0])})]
    if role == "source":
        out[0][1]["none_no_cue"] = float(cue is None)
    for found in window.sources if role == "source" else window.cues:
        at = found.at
        between = gap(at, content)
        features = {
            "share": log_share(sum(pointed[at[0] - start + 1 : at[1] - start + 1])),
            "sure": found.sure,
            "extra": float(found.extra),
            "far": math.log1p(between),
            "stops": min(2.0, window.stops_between(at, content)),
            "inside": float(content[0] <= at[0] and at[1] <= content[1]),
            "after": float(at[0] >= content[1]),
            "contents": float(min(2, window.contents_between(at, content))) if between else 0.0,
        }
        if role == "source" and cue is not None:
            features["cue_far"] = math.log1p(gap(at, cue))
            features["cue_stops"] = min(2.0, window.stops_between(at, cue))
        out.append((found, features))
    return out


def best(found: Sequence[tuple[Found | None, Features]], weights: dict[str, float]) -> tuple[Found | None, float]:
    """The likeliest candidate and its share of belief among all."""
    scores = [sum([weights.get(name, 0.0) * value for name, value in features.items()]) for _, features in found]
    top = max(scores)
    at = scores.index(top)
    return found[at][0], 1 / sum(math.exp(score - top) for score in scores)


@dataclass(frozen=True, slots=True, eq=False)
class Tied:
    """A content with its likeliest cue and source, their shares of belief, and where it points."""

    content: Found
    cue: Found | None
    cue_share: float
    source: Found | None
    source_share: float
    to_cue: Shares
    to_source: Shares


def tied(window: Window, content: Found, linker: dict[str, Any]) -> Tied:
    """The content's cue first, then its source, which may lean on the cue."""
    at = content.at
    to_cue, to_source = (window.pointed(role, at) for role in ("cue", "source"))
    cue, cue_share = best(candidates(window, "cue", at, to_cue, None), linker["cue"])
    known = cue.at if cue else None
    source, source_share = best(candidates(window, "source", at, to_source, known), linker["source"])
    return Tied(content, cue, cue_share, source, source_share, to_cue, to_source)


def join_features(window: Window, first: Tied, second: Tied) -> Features:
    """What tells whether two contents, the second next after the first, are parts of one attribution."""
    seen, a, b = window.seen, first.content.at, second.content.at
    one_cue = first.cue is not None and second.cue is not None and first.cue.at == second.cue.at
    one_source = first.source is not None and second.source is not None and first.source.at == second.source.at
    text, pieces = seen.text, seen.pieces
    between = (a[1], b[0])
    inner = text[pieces.ends[a[1] - 1] : pieces.starts[b[0]]]
    quoted = [pieces.quotes[a[1] - 1] > 1, pieces.quotes[b[0]] > 1]
    return {
        "one_cue": float(one_cue),
        "two_cues": float(first.cue is not None and second.cue is not None and not one_cue),
        "one_source": float(one_source),
        "two_sources": float(first.source is not None and second.source is not None and not one_source),
        "same_cue": _overlap(first.to_cue, second.to_cue),
        "same_cue_some": _overlap(first.to_cue[1:], second.to_cue[1:]),
        "same_source": _overlap(first.to_source, second.to_source),
        "gap": math.log1p(b[0] - a[1]),
        "touch": float(b[0] - a[1] <= 1),
        "stops": min(2.0, window.stops_between(a, b)),
        "stop_in_a": float(any(a[0] <= at < a[1] - 1 for at in window.stops) or a[1] - 1 in window.stops),
        "cue_between": float(any(between[0] <= c.at[0] < between[1] for c in window.cues)),
        "source_between": float(any(between[0] <= s.at[0] < between[1] for s in window.sources)),
        "paragraph": float("\n" in inner),
        "both_quoted": float(all(quoted)),
        "one_quoted": float(quoted[0] != quoted[1]),
        "capital": float(text[pieces.starts[b[0]]].isupper()),
    }


def _overlap(a: Shares, b: Shares) -> float:
    return float((a * b).sum() ** 0.5)
