"""The six benchmarks: where their texts stand, what answers people gave, how predictions are written and scored.

Texts and answers are read apart: ``texts`` gives items that have nothing but an id and the text, and
only these reach a coder. The shapes of predictions are those that the published scorers take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from truceline.benchmarks import answers, texts
from truceline.benchmarks.names import Name
from truceline.benchmarks.scoring import attribution, cameo, muc4_figures, muc4_roles, plover
from truceline.benchmarks.scoring.counts import Counts, added
from truceline.benchmarks.scoring.interval import Interval, interval
from truceline.benchmarks.texts import Item

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """One benchmark.

    ``texts`` and ``answers`` read the gold file; answers come in the order of the items. ``counts``
    makes what one item adds of its answer and its prediction, ``figures`` the measures of the sum;
    ``measures`` names those that are shown, and where they stand in the figures; ``parts`` where
    their P, R and F1 stand. ``written`` is the whole of the predictions file.
    """

    name: Name
    about: str
    texts: Callable[[Path, Path | None], tuple[Item, ...]]
    answers: Callable[[Path], list[Any]]
    counts: Callable[[Any, Any], Counts]
    figures: Callable[[Counts], dict[str, Any]]
    measures: Mapping[str, Path_]
    written: Callable[[Sequence[Item], Sequence[Any]], str]
    parts: Mapping[str, str] = field(default_factory=dict)

    def units(self, golds: Sequence[Any], predictions: Sequence[Any]) -> list[Counts]:
        """The counts of each item, in order."""
        return [self.counts(gold, given) for gold, given in zip(golds, predictions, strict=True)]

    def value(self, total: Counts, measure: str) -> float:
        """A measure of summed counts, between 0 and 1."""
        return float(_at(self.figures(total), self.measures[measure])) / (100 if self.name in _IN_PERCENT else 1)

    def interval(self, units: Sequence[Counts], measure: str) -> Interval:
        """A measure with its bootstrap interval."""
        return interval(units, partial(self.value, measure=measure))

    def shown(self, units: Sequence[Counts]) -> dict[str, tuple[Interval, dict[str, float]]]:
        """Every measure that the items allow, with its interval and, where it has them, P and R."""
        total = added(units)
        made = self.figures(total)
        there = {m: p for m, p in self.measures.items() if _has(made, p)}
        return {m: (self.interval(units, m), self._rates(made, p)) for m, p in there.items()}

    def _rates(self, made: dict[str, Any], path: Path_) -> dict[str, float]:
        """P and R beside an F1."""
        row = _at(made, path[:-1])
        if isinstance(row, list):
            return {"P": row[0], "R": row[1]}
        found = {k.upper(): v for k, v in row.items() if k in ("P", "R", "p", "r")} if isinstance(row, dict) else {}
        return {k: v / (100 if self.name in _IN_PERCENT else 1) for k, v in found.items()}


_IN_PERCENT = frozenset({Name.MUC4_ROLES, Name.MUC4_FIGURES})


def _at(figures: Any, path: Path_) -> Any:
    for step in path:
        figures = figures[step]
    return figures


def _has(figures: Any, path: Path_) -> bool:
    return path[0] in figures if isinstance(figures, dict) else False


TASKS: Mapping[Name, Task] = {
    task.name: task
    for task in (
        Task(
            Name.ATTRIBUTION,
            "who says what in news articles (PolNeAR)",
            texts.articles,
            answers.articles,
            lambda gold, given: attribution.counts(gold.article, answers.marked(given), gold.seen_cues),
            attribution.figures,
            attribution.MEASURES,
            texts.as_articles,
            attribution.PARTS,
        ),
        Task(
            Name.PLOVER,
            "event type, and who to whom, in single sentences (PLOVER gold records)",
            texts.records,
            answers.records,
            plover.counts,
            plover.figures,
            plover.MEASURES,
            texts.by_id,
        ),
        Task(
            Name.CAMEO_CLASS,
            "five classes of single sentences (CAMEO)",
            texts.rows,
            answers.rows,
            lambda gold, given: cameo.class_counts(gold, str(given)),
            cameo.class_figures,
            cameo.CLASS_MEASURES,
            texts.as_list,
        ),
        Task(
            Name.CAMEO_ROLES,
            "source and target spans of single sentences (CAMEO)",
            texts.tagged,
            answers.tagged,
            cameo.role_counts,
            cameo.role_figures,
            cameo.ROLE_MEASURES,
            texts.as_list,
        ),
        Task(
            Name.MUC4_ROLES,
            "role fillers of whole reports (MUC-4)",
            texts.documents,
            answers.documents,
            lambda gold, given: muc4_roles.counts(gold.fillers, muc4_roles.predicted(given), gold.seen),
            muc4_roles.figures,
            muc4_roles.MEASURES,
            texts.by_id,
        ),
        Task(
            Name.MUC4_FIGURES,
            "incident types, and people held, released, killed, injured, in whole reports (MUC-4)",
            texts.keyed,
            answers.keyed,
            muc4_figures.counts,
            muc4_figures.figures,
            muc4_figures.MEASURES,
            texts.by_id,
        ),
    )
}
