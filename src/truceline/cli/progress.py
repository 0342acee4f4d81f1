"""Progress: what has been read so far, shown while it goes on, and ended cleanly by an interrupt."""

from __future__ import annotations

import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from truceline.case import Read


class Interrupted(Exception):
    """The user asked to stop, and the report in hand is done."""


class Reading:
    """Counts reports as they are done, in ``done``; use it in a ``with`` statement and give ``step`` to Case.

    The first interrupt lets the report in hand be finished, then ``step`` raises Interrupted; a
    second one stops at once, and the record keeps nothing of that report.
    """

    def __init__(self, sources: Sequence[Path] = (), *, quiet: bool = False) -> None:
        self.done: list[Read] = []
        self._asked = False
        self._sources = sources
        self._files: set[str] = set()
        self._progress = None if quiet or not sys.stderr.isatty() else _progress()
        self._task: TaskID | None = None
        self._before: object = None

    def __enter__(self) -> Self:
        # While the standard input is waited for, only an interrupt at once can end the waiting.
        if Path("-") not in self._sources:
            self._before = signal.signal(signal.SIGINT, self._interrupt)
        if self._progress is not None:
            self._task = self._progress.add_task("reading", total=len(self._sources) or None)
            self._progress.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]
        if self._progress is not None:
            self._progress.stop()

    def step(self, read: Read) -> None:
        """Take note of a report that is done. Raises Interrupted."""
        self.done.append(read)
        if self._progress is not None and self._task is not None:
            # One file of JSON lines holds many reports: its bar moves on when the next file begins.
            self._files.add(read.where if Path(read.where) in self._sources else read.where.rpartition(":")[0])
            completed = len(self._files) if self._sources else len(self.done)
            self._progress.update(self._task, completed=completed, description=f"{len(self.done)} reports")
        if self._asked:
            raise Interrupted

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        # The handler may run in the middle of another write, so it goes past the buffers.
        sys.stderr.write("\nstopping after this report; Ctrl-C again stops at once.\n")


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("files"))
    return Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
