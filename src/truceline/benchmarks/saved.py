"""Saved: the counts of the last run, so that the next one can be compared with it, text by text."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from truceline.benchmarks.names import Name
from truceline.benchmarks.scoring.counts import Counts
from truceline.benchmarks.scoring.interval import Difference, difference
from truceline.benchmarks.tasks import TASKS
from truceline.errors import InputError

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Run:
    """When it was made, by which version, and for every benchmark the counts of each text by its id."""

    made: str
    version: str
    units: Mapping[Name, Mapping[str, Counts]]

    def differences(self, name: Name, ids: Sequence[str], units: Sequence[Counts]) -> dict[str, Difference]:
        """What a newer run has more in each measure, on the texts that both have."""
        before = self.units.get(name, {})
        both = [i for i, id in enumerate(ids) if id in before]
        if not both:
            return {}
        task = TASKS[name]
        old, new = [before[ids[i]] for i in both], [units[i] for i in both]
        made = {}
        for measure in task.shown(new):
            made[measure] = difference(old, new, partial(task.value, measure=measure))
        return made


def default_file() -> Path:
    """Where runs are kept if no file is named: in the folder for the state of the user's programs."""
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local" / "state") / "truceline" / "bench.json"


def load(path: Path) -> Run | None:
    """The run that a file holds; None where there is no file. Raises InputError."""
    if not path.exists():
        return None
    todo = "Name another file with --saved, or remove this one."
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("this is no saved run.", where=str(path), todo=todo) from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise InputError("this is no saved run of this version.", where=str(path), todo=todo)
    units = {Name(name): by_id for name, by_id in data["units"].items()}
    return Run(data["made"], data["version"], units)


def dumped(run: Run) -> str:
    """What the file of a run says; counts of nothing are left out."""
    units = {name.value: {id: _whole(c) for id, c in by_id.items()} for name, by_id in run.units.items()}
    data: dict[str, Any] = {"format": FORMAT, "made": run.made, "version": run.version, "units": units}
    return json.dumps(data)


def _whole(counts: Counts) -> Counts:
    return {name: n if n % 1 else int(n) for name, n in counts.items() if n}
