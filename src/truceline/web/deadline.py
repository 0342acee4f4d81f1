"""Deadline: a search that may take long is ended after some seconds, and its caller says so."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TookLonger(Exception):
    """What was begun has not been done in time."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TookLonger inside the block when it has run for ``seconds``.

    It needs the main thread of a process, as a worker's jobs have it, and a system with interval timers; elsewhere
    the block takes as long as it takes.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(number: int, frame: Any) -> None:
        raise TookLonger

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
