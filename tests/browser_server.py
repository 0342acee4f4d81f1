"""A server as a process of its own: started, waited for, stopped, and seen to have stopped cleanly."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
START, STOP = 90.0, 20.0
"""Seconds a server may take to answer, and to end."""


@dataclass
class Served:
    """``address`` as the server printed it: "http://127.0.0.1:40123"; ``process`` leads a process group of its own."""

    address: str
    process: subprocess.Popen[str]

    def kill(self, *, alone: bool = False) -> None:
        """End it and its workers at once, with no time to tidy up; ``alone``, the workers must end by themselves."""
        if alone:
            self.process.kill()
        else:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(STOP)
        assert not _group_lives(self.process.pid), "the server left processes behind"


def serve_command(case: Path, *more: str) -> tuple[str, ...]:
    """The command line that serves a case on a free port."""
    return (sys.executable, "-m", "truceline", "serve", "--db", str(case), "--port", "0", *more)


@contextmanager
def serving(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """The server that a command starts, once it answers; when the block is left it must end cleanly.

    ``environment`` is added to this process's own. A server that the block killed itself is left as it is.
    Raises AssertionError with what the server wrote.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
            env={**os.environ, **(environment or {})},
        )
        try:
            served = Served(_announced(process, log), process)
            _wait_until_it_answers(served.address)
            yield served
            if process.poll() is None:
                _stop(process, log)
        finally:
            _sweep(process)


def _announced(process: subprocess.Popen[str], log: IO[str]) -> str:
    """The address on the first line that has one; the lines after it are read too, so that the server never waits."""
    assert process.stdout is not None
    timer = threading.Timer(START, process.kill)
    timer.start()
    try:
        for line in process.stdout:
            if found := ADDRESS.search(line):
                threading.Thread(target=_drain, args=(process.stdout,), daemon=True).start()
                return found[0]
    finally:
        timer.cancel()
    raise AssertionError(f"the server told no address. It wrote:\n{_written(log)}")


def _drain(lines: IO[str]) -> None:
    for _ in lines:
        pass


def _wait_until_it_answers(address: str) -> None:
    end = time.monotonic() + START
    while True:
        try:
            with urlopen(address, timeout=START):
                return
        except HTTPError as answered:
            answered.close()
            return
        except URLError:
            assert time.monotonic() < end, f"nothing answers at {address}"
            time.sleep(0.05)


def _stop(process: subprocess.Popen[str], log: IO[str]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(STOP)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"the server did not end within {STOP:g} seconds.\n{_written(log)}") from None
    wrote = _written(log)
    assert process.returncode in (0, -signal.SIGTERM), f"the server ended with {process.returncode}.\n{wrote}"
    assert "Traceback" not in wrote, wrote
    assert not _group_lives(process.pid), "the server left processes behind"


def _written(log: IO[str]) -> str:
    log.flush()
    log.seek(0)
    return log.read()


def _group_lives(group: int) -> bool:
    """Whether any process of a group still runs after some seconds; one that only waits to be reaped does not."""
    end = time.monotonic() + STOP
    while time.monotonic() < end:
        if all(state == "Z" for number, state in _processes() if number == group):
            return False
        time.sleep(0.05)
    return True


def _processes() -> Iterator[tuple[int, str]]:
    """The process group and the state of everything that runs on this machine."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            state, _, group, *_ = (folder / "stat").read_text().rpartition(")")[2].split()
            yield int(group), state


def _sweep(process: subprocess.Popen[Any]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(STOP)
    if process.stdout is not None:
        process.stdout.close()
