"""Several processes with one record, and one that is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from record_values import both, report

import truceline
from truceline.record import Journal, View

SCRIPT = Path(__file__).parent / "record_process.py"


def start(*arguments: str) -> subprocess.Popen[str]:
    source = str(Path(truceline.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": source, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_processes_that_read_the_same_reports_add_each_once(journal: Journal, path: Path) -> None:
    number = 60
    processes = [start("add", str(path), str(number)) for _ in range(2)]
    results = [p.communicate(timeout=60) for p in processes]
    assert [p.returncode for p in processes] == [0, 0], results
    assert sum(int(out) for out, _ in results) == number
    verified = journal.verify()
    assert (verified.entries, verified.reports, verified.claims) == (2 * number, number, number)
    assert len(View.of(journal).claims) == number


@pytest.mark.parametrize("after", [3, 4], ids=["after the report", "after its claims"])
def test_a_killed_process_leaves_nothing_of_its_append(journal: Journal, path: Path, after: int) -> None:
    journal.append(both(report(), "12 convoys"), "Ana")
    process = start("kill", str(path), str(after))
    _, errors = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL, errors
    assert journal.verify().entries == 2
    journal.append(both(report("Later: 12 convoys."), "12 convoys"), "Ana")
    with Journal.open(path) as again:
        assert again.verify().entries == 4
