"""How fast reports are read on this machine, beside the bare parser, in one run.

usage: read_speed.py [--rounds N] [FILE ...]

Reads the reports that ship with the project (or the files named) N times on one core, and prints
words per second of: spaCy's parser alone on the same texts (the peer, without names masked), the
coder (text to claims, with the trained reader), and `Case.read` (files to a record on disk); each as a
share of the parser, and the peak memory of the process. `truceline bench` has the encoder beside it.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from truceline.case import Case
from truceline.reading.coders import default
from truceline.reading.language_model import english
from truceline.reports import read_path

ROOT = Path(__file__).parent.parent
FOLDERS = ("src/truceline/data/demo", "tests/reading/hand")


def best(work: Callable[[], object], rounds: int) -> float:
    """Seconds of the quickest of several runs."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    files = args.files or [f for folder in FOLDERS for f in sorted((ROOT / folder).glob("*.txt"))]
    reports = [loaded.report for path in files for loaded in read_path(path) if loaded.report is not None]
    words = sum(len(r.text.split()) for r in reports)
    nlp, coder = english(), default()

    def into_a_record() -> None:
        with tempfile.TemporaryDirectory() as folder:
            Case.create(Path(folder) / "case.db").close()
            with Case.open(Path(folder) / "case.db", coder=coder) as case:
                case.read(files)

    claims = sum(len(coder.code(r)) for r in reports)
    rows = {
        "parser alone": best(lambda: [nlp(r.text) for r in reports], args.rounds),
        "text to claims": best(lambda: [coder.code(r) for r in reports], args.rounds),
        "files to record": best(into_a_record, args.rounds),
    }
    peer = rows["parser alone"]
    print(f"{len(reports)} reports, {words} words, {claims} claims; one core, best of {args.rounds}")
    for name, seconds in rows.items():
        print(f"{name:16} {words / seconds:8.0f} words/s   {peer / seconds:5.2f} of the parser's speed")
    print(f"peak memory      {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MB")


if __name__ == "__main__":
    main()
