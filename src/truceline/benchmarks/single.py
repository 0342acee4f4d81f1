"""One benchmark: the texts of a gold file are read, and only then the answers are looked at."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.benchmarks.answers import with_seen_cues, with_seen_mentions
from truceline.benchmarks.coders import Who
from truceline.benchmarks.measured import Measured, measure
from truceline.benchmarks.names import Name
from truceline.benchmarks.scoring.counts import Counts, added
from truceline.benchmarks.scoring.interval import Interval
from truceline.benchmarks.tasks import TASKS, Task
from truceline.benchmarks.texts import Item


@dataclass(frozen=True, slots=True)
class Source:
    """Where a benchmark's gold is. ``texts`` is the file of its texts, where the gold has none.

    ``train`` is the file that was trained on: what is not in it is counted apart. With ``tenth`` only
    the tenth of the texts is read that training leaves out (sets that come without a split).
    """

    name: Name
    gold: Path
    texts: Path | None = None
    train: Path | None = None
    tenth: bool = False

    def items(self) -> tuple[Item, ...]:
        """Ids and texts, and nothing else of the file. Raises InputError."""
        found = TASKS[self.name].texts(self.gold, self.texts)
        return tuple(item for item in found if left_out(item.text)) if self.tenth else found

    def golds(self) -> list[Any]:
        """The answers to the items, in their order. Raises InputError."""
        task = TASKS[self.name]
        golds = task.answers(self.gold)
        if self.tenth:
            pairs = zip(task.texts(self.gold, self.texts), golds, strict=True)
            golds = [gold for item, gold in pairs if left_out(item.text)]
        return _with_train(self.name, golds, self.train) if self.train is not None else golds


@dataclass(frozen=True, slots=True)
class Outcome:
    """A benchmark that was read and scored."""

    task: Task
    items: tuple[Item, ...]
    golds: list[Any]
    units: list[Counts]
    measured: Measured

    @property
    def figures(self) -> dict[str, Any]:
        """All figures, in the form of the published scorers."""
        return self.task.figures(added(self.units))

    def shown(self) -> dict[str, tuple[Interval, dict[str, float]]]:
        """The measures that tables show, with intervals, P and R."""
        return self.task.shown(self.units)


def left_out(text: str) -> bool:
    """Whether a sentence is in the tenth that training leaves out, told by its letters alone."""
    letters = re.sub(r"\W+", "", text.lower())
    return int(hashlib.sha256(letters.encode()).hexdigest(), 16) % 10 == 0


def read(source: Source, who: Who = Who.TRUCELINE, device: str = "cpu") -> Measured:
    """Let a coder read the texts. Raises InputError, and what the coder raises."""
    return measure(who, source.name, source.items(), device)


def predictions(source: Source, measured: Measured) -> str:
    """The predictions file, in the shape that the published scorers take."""
    return TASKS[source.name].written(source.items(), measured.predictions)


def score(source: Source, measured: Measured) -> Outcome:
    """Hold what was read against the answers."""
    task, golds = TASKS[source.name], source.golds()
    return Outcome(task, source.items(), golds, task.units(golds, measured.predictions), measured)


def _with_train(name: Name, golds: Sequence[Any], train: Path) -> list[Any]:
    if name is Name.ATTRIBUTION:
        return list(with_seen_cues(golds, train))
    if name is Name.MUC4_ROLES:
        return list(with_seen_mentions(golds, train))
    return list(golds)
