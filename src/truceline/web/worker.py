"""Worker: a process beside the server, where whatever needs the whole record is worked out.

The server answers from the record's index and keeps little in memory. A job that needs more runs here, one after the
other, in a process that opens the case by itself, ends when it has had nothing to do for a while, and dies with the
server. A job is a function named "module:function" that takes a ``Working`` and plain arguments and gives plain values.
"""

from __future__ import annotations

import json
import logging
import queue
import signal
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import Any

from truceline import errors
from truceline.errors import TrucelineError
from truceline.web.working import Told, Working

IDLE = 120.0
"""Seconds without a job after which the process ends, and its memory is given back."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What to work out; ``arguments`` are plain values."""

    function: str
    arguments: Mapping[str, Any]


_Task = tuple[Job, Future[str], Told | None]


class Worker:
    """Jobs done one after the other in a process of their own. Close it."""

    def __init__(self, path: Path, *, idle: float = IDLE) -> None:
        self._path, self._idle = path, idle
        self._tasks: queue.Queue[_Task | None] = queue.Queue()
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._thread.start()

    def submit(self, job: Job, *, told: Told | None = None) -> Future[str]:
        """The answer as JSON, when it is there. ``told`` is called with what the job tells of its progress.

        The future raises what the job raised of Truceline's own errors, else TrucelineError.
        """
        future: Future[str] = Future()
        self._tasks.put((job, future, told))
        return future

    def close(self) -> None:
        """End the process, whatever it is at; what it has not done is not done."""
        self._closed.set()
        self._tasks.put(None)
        # The thread may end the process, and forget it, at the same moment.
        process = self._process
        with suppress(ValueError):
            if process is not None and process.is_alive():
                process.terminate()
        self._thread.join(timeout=10)

    # --- the thread that feeds the process ------------------------------------------------------
    def _run(self) -> None:
        while not self._closed.is_set():
            try:
                task = self._tasks.get(timeout=self._idle)
            except queue.Empty:
                self._end()
                continue
            if task is not None:
                self._do(*task)
        self._end()
        while True:
            with suppress(queue.Empty):
                left = self._tasks.get_nowait()
                if left is not None:
                    left[1].cancel()
                continue
            return

    def _do(self, job: Job, future: Future[str], told: Told | None) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            pipe = self._started()
            pipe.send((job.function, dict(job.arguments)))
            kind, value = pipe.recv()
            while kind == "told":
                if told is not None:
                    told(value)
                kind, value = pipe.recv()
        except (EOFError, OSError):
            self._end()
            what = "the process that works this out has ended."
            future.set_exception(TrucelineError(what, todo="Load the page again; if it ends again, see the log."))
            return
        if kind == "done":
            future.set_result(value)
        else:
            future.set_exception(_error(value))

    def _started(self) -> Connection:
        if self._process is None or not self._process.is_alive() or self._pipe is None:
            self._end()
            ours, theirs = get_context("spawn").Pipe()
            self._process = get_context("spawn").Process(target=_work, args=(str(self._path), theirs), daemon=True)
            self._process.start()
            theirs.close()
            self._pipe = ours
        return self._pipe

    def _end(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.terminate()
            self._process.join(timeout=5)
            self._process.close()
        self._pipe = self._process = None


# --- in the process -------------------------------------------------------------------------------------
def _work(path: str, pipe: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with_the_server()
    with Working.open(path) as working:
        while True:
            try:
                function, arguments = pipe.recv()
            except EOFError:
                return
            pipe.send(_answer(working, function, arguments, lambda value: pipe.send(("told", value))))


def _die_with_the_server() -> None:
    import os

    parent = parent_process()
    if parent is None:
        return

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _answer(working: Working, function: str, arguments: dict[str, Any], told: Callable[[Any], None]) -> tuple[str, Any]:
    module, _, name = function.partition(":")
    working.told = told
    try:
        value = getattr(import_module(module), name)(working, **arguments)
        return "done", json.dumps(value, ensure_ascii=False)
    except TrucelineError as error:
        return "error", (type(error).__name__, error.what, error.where, error.todo)
    except Exception:  # noqa: BLE001
        # The server must hear of it, whatever it is; the trace goes to the log.
        _log.exception("a job failed: %s", function)
        return "error", ("TrucelineError", "this could not be worked out.", "", "The log of the server says more.")


def _error(told: tuple[str, str, str, str]) -> TrucelineError:
    kind, what, where, todo = told
    found: type[TrucelineError] = getattr(errors, kind, TrucelineError)
    return found(what, where=where, todo=todo)
