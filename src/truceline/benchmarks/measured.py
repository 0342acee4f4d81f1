"""Measured: a coder's predictions with what they took, on one core, in a process of its own.

A process of its own has the memory of this coder and nothing else, and no cache that another filled.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import Any, TypeVar

from truceline.benchmarks.coders import Who, ready
from truceline.benchmarks.names import Name
from truceline.benchmarks.texts import Item
from truceline.errors import TrucelineError

T = TypeVar("T")
_WARM = 2
"""Texts that are read before the clock starts, so that what is loaded once is not counted."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Predictions in order of the items. ``seconds`` of the core's time, without loading; ``memory`` in MB, at most."""

    who: Who
    version: str
    predictions: list[Any]
    words: int
    seconds: float
    loading: float
    memory: float
    model: bool
    """Whether a trained model took part."""

    @property
    def speed(self) -> float:
        """Words a second."""
        return self.words / self.seconds if self.seconds else 0.0


def measure(who: Who, name: Name, items: Sequence[Item], device: str = "cpu") -> Measured:
    """Let a coder read in a process of its own. Raises what the coder raises."""
    return apart(predict, who, name, tuple(items), device)


def apart(work: Callable[..., T], *given: object) -> T:
    """What the work gives in a process of its own; in this one where the system lets no other be started.

    Raises what the work raises, and TrucelineError where its process is ended from outside.
    """
    try:
        pool = ProcessPoolExecutor(max_workers=1, mp_context=multiprocessing.get_context("spawn"))
    except (OSError, ImportError):
        return work(*given)
    with pool:
        try:
            return pool.submit(work, *given).result()
        except BrokenProcessPool as error:
            todo = "Most often there was too little memory: close other programs, and run it again."
            raise TrucelineError("the process that reads was ended from outside.", where="bench", todo=todo) from error


def predict(who: Who, name: Name, items: Sequence[Item], device: str = "cpu") -> Measured:
    """Let a coder read in this process, on one of its cores."""
    one_core()
    now = clock(device)
    begun = now()
    coder = ready(who, device)
    coder.predict(name, items[:_WARM])
    start = now()
    predictions = coder.predict(name, items)
    seconds = now() - start
    words = sum(len(item.text.split()) for item in items)
    reads = coder.reader is not None
    return Measured(who, coder.version, predictions, words, seconds, start - begun, memory(), reads)


def clock(device: str) -> Callable[[], float]:
    """What seconds are counted by: the core's time, so that other programs on the machine count little.

    Where a GPU does a part, by the clock on the wall.
    """
    return time.process_time if device == "cpu" else time.perf_counter


def one_core() -> None:
    """Keep this process to the first of the cores that it may use, where the system allows that."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def memory() -> float:
    """The most memory that this process has held so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024 * 1024 if sys.platform == "darwin" else 1024)
