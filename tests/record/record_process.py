"""Run by the tests as a process of its own: ``record_process.py add|kill DATABASE NUMBER``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from record_values import both, report

from truceline.record import Entry, Journal, Known, Recorded, index


def add(journal: Journal, number: int) -> None:
    """Add the same reports as everyone else, one transaction each, and print how many were new."""
    new = 0
    for i in range(number):
        of = report(f"Report {i}: 12 convoys crossed.", url=f"https://post.example/{i}")

        def make(known: Known, of: object = of) -> list[Entry]:
            return [] if known.has_report(of.id) else both(of, "12 convoys")  # type: ignore[attr-defined, arg-type]

        new += bool(journal.append_new(make, f"process {os.getpid()}"))
    print(new)


def kill(journal: Journal, number: int) -> None:
    """Die, with no time to tidy up, when the entry of that number has just been written."""
    written = index.add

    def add_and_die(connection: object, recorded: Recorded) -> None:
        written(connection, recorded)  # type: ignore[arg-type]
        if recorded.seq == number:
            os.kill(os.getpid(), signal.SIGKILL)

    index.add = add_and_die
    journal.append(both(report("Killed: 12 convoys crossed. " * 3000), "12 convoys"), "process")


if __name__ == "__main__":
    with Journal.open(sys.argv[2], wait=30) as opened:
        {"add": add, "kill": kill}[sys.argv[1]](opened, int(sys.argv[3]))
