"""How long a large case takes to answer what the browser asks of it: lists, facets, one claim, one decision.

    .venv/bin/python bench/query_speed.py CASE.db [--decide] [--times 60]

CASE.db is one that bench/big_case.py made. Each question is asked several times by one thread, after the first that
reads the columns; given are the median and the slowest but five in a hundred. ``--decide`` times decisions
as well: they are made in a copy that is thrown away. The memory is that of the whole process at the end.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

from truceline.case import Asked, Case, Sort

DAY, MOMENT = date(2024, 3, 30), datetime(2024, 4, 2, 12, tzinfo=UTC)
WORDS = ("released", "hostages", "fire Stonebridge", "list", "Port opened", "tents")


def timed(name: str, times: int, ask: Callable[[int], object]) -> None:
    taken = []
    for n in range(times):
        begun = perf_counter()
        ask(n)
        taken.append(1000 * (perf_counter() - begun))
    taken.sort()
    print(f"  {name:40} {statistics.median(taken):8.2f} {taken[int(times * 0.95)]:8.2f} ms")


def look(case: Case, times: int) -> None:
    first = case.find(Asked(sort="doubt"), limit=1).claims[0]
    narrow = Asked(as_of=MOMENT, speaker="Ridge", act="RETREAT", stance="asserts", place=("Port", "Hill"))
    questions: dict[str, Callable[[int], object]] = {
        **{f"find, {sort.value}": lambda _, s=sort.value: case.find(Asked(sort=s)) for sort in Sort},  # type: ignore[misc]
        "find, as of a day": lambda _: case.find(Asked(as_of=DAY)),
        "find, five filters": lambda _: case.find(narrow),
        "find, by words": lambda n: case.find(Asked(words=f'{WORDS[n % len(WORDS)]} "{n % 31 or 1}"')),
        "facets": lambda _: case.facets(),
        "facets, five filters": lambda _: case.facets(narrow),
        "facets, by words": lambda n: case.facets(Asked(words=WORDS[n % len(WORDS)])),
        "one claim": lambda _: case.standing(first.id),
        "one report with its claims": lambda _: (case.report(first.claim.report), case.claims_of(first.claim.report)),
        "reports": lambda _: case.report_lines(),
        "reports, by words, as of a moment": lambda _: case.report_lines(MOMENT, words="released"),
        "the log": lambda _: case.entries(newest=True),
        "head, settings, a moment": lambda _: (case.head(), case.settings, case.moment("2024-03-01T07:00")),
    }
    for name, ask in questions.items():
        timed(name, times, ask)


def decide(case: Case, times: int) -> None:
    ids = case.ids(Asked(sort="doubt", waiting=True))[: 2 * times]
    timed("accept", times, lambda n: case.accept(ids[n]))
    timed("correct", times, lambda n: case.correct(ids[n], {"place": "Port"}, "it says so"))
    timed("undo", times, lambda n: case.undo(ids[n]))
    timed("accept, and the list again", times, lambda n: (case.accept(ids[times + n]), case.find(), case.facets()))
    timed("judge two claims, without consolidation", times, lambda n: case.same(ids[n], ids[-n - 1], consolidate=False))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("case", type=Path)
    options.add_argument("--times", type=int, default=60)
    options.add_argument("--decide", action="store_true")
    given = options.parse_args()
    with Case.open(given.case) as case:
        begun = perf_counter()
        total = case.find(limit=1).total
        print(f"{total:,} claims stand; the first list took {1000 * (perf_counter() - begun):.0f} ms")
        print(f"  {'':40} {'median':>8} {'p95':>8}")
        look(case, given.times)
        if given.decide:
            with tempfile.TemporaryDirectory() as folder:
                case.backup(Path(folder) / "copy.db")
                with Case.open(Path(folder) / "copy.db") as copy:
                    copy.find(limit=1)
                    decide(copy, given.times)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
