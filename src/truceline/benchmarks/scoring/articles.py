"""Articles: a text with its attributions in spans of code points, as PolNeAR's files have them.

An article is ``{"id", "text", "attributions": [{"source", "cue", "content"}], "discard"}``; each
role is a list of ``[start, end)``, several where the words are interrupted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

ROLES = ("source", "cue", "content")
Runs = tuple[tuple[int, int], ...]
"""``[start, end)`` in code points, in order."""


@dataclass(frozen=True, slots=True)
class Marked:
    """One attribution. ``source`` is empty where nobody is named; ``score`` is None where a person marked it."""

    source: Runs
    cue: Runs
    content: Runs
    score: float | None = None

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Marked:
        source, cue, content = (_runs(given.get(role)) for role in ROLES)
        return cls(source, cue, content, given.get("score"))

    def role(self, name: str) -> Runs:
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]

    def data(self) -> dict[str, Any]:
        """As the files have it."""
        made: dict[str, Any] = {role: [list(run) for run in self.role(role)] for role in ROLES}
        return made if self.score is None else {**made, "score": self.score}


@dataclass(frozen=True, slots=True)
class Article:
    """A text with its attributions. ``discard`` is what the people who marked it left out."""

    id: str
    text: str
    attributions: tuple[Marked, ...] = ()
    discard: Runs = ()

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Article:
        marked = tuple(map(Marked.of, given.get("attributions") or ()))
        return cls(str(given["id"]), given["text"], marked, _runs(given.get("discard")))

    def words(self, runs: Runs) -> str:
        """The words of the runs, with an ellipsis where they are interrupted."""
        return " ... ".join(self.text[start:end] for start, end in runs)


def _runs(given: Iterable[Iterable[int]] | None) -> Runs:
    return tuple((int(start), int(end)) for start, end in given or ())
