"""How fast "answer each request within so long" is judged, side by side with reelay 25 and clingo 5.8, in one run.

    .venv/bin/python -m pip install reelay==25.0.0 clingo==5.8.3      # the two it is compared with, only for this
    .venv/bin/python bench/answer_speed.py [--events 100000] [--runs 5]

The same events go to all three, on one core: requests and answers at whole seconds, of which some are late, some
missing, and some still open at the end. Each is timed from the events in memory to its verdicts; the best of the
runs counts. The verdicts are then held against a plain search: a request that is not answered in time is a
miss only when its time is up (a pending tail gives false verdicts in tools that judge the end of the
stream as the end of time).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from time import perf_counter

from truceline.accounts.answered import states
from truceline.accounts.verdict import State

WITHIN = 60
Event = tuple[int, str]


def stream(count: int, seed: int = 7) -> list[Event]:
    """Requests and answers in order of time; the last requests are still open when the stream ends."""
    chance = random.Random(seed)
    events: list[Event] = []
    moment = 0
    while len(events) < count:
        moment += chance.randint(1, 40)
        events.append((moment, "request"))
        fate = chance.random()
        if fate < 0.9 and len(events) < count:
            moment += chance.randint(1, WITHIN if fate < 0.8 else 3 * WITHIN)
            events.append((moment, "answer"))
        elif fate >= 0.97:
            moment += 2 * WITHIN
    return events


def truceline(events: list[Event], at: int) -> list[int]:
    """The requests that were not answered in time, by their moment."""
    asked = [float(t) for t, kind in events if kind == "request"]
    given = [float(t) for t, kind in events if kind == "answer"]
    found = states(asked, given, WITHIN, at)
    bad = (State.MISSED, State.MET_LATE)
    return [int(t) for t, state in zip(asked, found, strict=True) if state in bad]


def reelay(events: list[Event], at: int) -> list[int]:
    import reelay as peer

    monitor = peer.dense_timed_monitor(pattern=f"(once[{WITHIN}:{WITHIN}]{{q}}) -> (once[:{WITHIN}]{{p}})")
    found: list[int] = []
    for moment, kind in events:
        asked = kind == "request"
        for part in (
            monitor.update({"time": float(moment), "q": asked, "p": not asked}),
            monitor.update({"time": float(moment) + 0.5, "q": False, "p": False}),
        ):
            found += [int(v["time"]) - WITHIN for v in part if not v["value"]]
    found += [
        int(v["time"]) - WITHIN for v in monitor.update({"time": float(at), "q": False, "p": False}) if not v["value"]
    ]
    return found


def clingo(events: list[Event], at: int) -> list[int]:
    import clingo as peer

    control = peer.Control(["--warn=none"])
    # Each event carries its stretch of WITHIN seconds, so that clingo joins near neighbours and not all with all.
    facts = " ".join(f"{kind}({moment},{moment // WITHIN})." for moment, kind in events)
    rules = (
        f"met(T) :- request(T,B), answer(U,B), T <= U."
        f" met(T) :- request(T,B), answer(U,B+1), U <= T+{WITHIN}."
        f" missed(T) :- request(T,_), not met(T), T+{WITHIN} < {at}. #show missed/1."
    )
    control.add("base", [], facts + rules)
    control.ground([("base", [])])
    found: list[int] = []
    control.solve(on_model=lambda model: found.extend(s.arguments[0].number for s in model.symbols(shown=True)))
    return found


def searched(events: list[Event], at: int) -> set[int]:
    """The misses by a plain search, to hold the others against."""
    answers = [t for t, kind in events if kind == "answer"]
    misses, low = set(), 0
    for moment in (t for t, kind in events if kind == "request"):
        while low < len(answers) and answers[low] < moment:
            low += 1
        in_time = low < len(answers) and answers[low] <= moment + WITHIN
        if not in_time and moment + WITHIN < at:
            misses.add(moment)
    return misses


def timed(
    judge: Callable[[list[Event], int], list[int]], events: list[Event], at: int, runs: int
) -> tuple[float, set[int]]:
    best, found = float("inf"), []
    for _ in range(runs):
        start = perf_counter()
        found = judge(events, at)
        best = min(best, perf_counter() - start)
    return best, set(found)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=100_000)
    options.add_argument("--runs", type=int, default=5)
    given = options.parse_args()
    events = stream(given.events)
    at = events[-1][0]
    truth = searched(events, at)
    print(f"{len(events):,} events, {len(truth):,} misses, judged at the last event; best of {given.runs}")
    ours = None
    for name, judge in (("truceline", truceline), ("reelay", reelay), ("clingo", clingo)):
        try:
            seconds, found = timed(judge, events, at, given.runs)
        except ImportError:
            print(f"{name:10} not installed (see the top of this file)")
            continue
        ours = ours or seconds
        wrong, lost = len(found - truth), len(truth - found)
        speed = len(events) / seconds
        print(f"{name:10} {speed:12,.0f} events/s   {seconds / ours:6.1f} x the time   false {wrong}, lost {lost}")


if __name__ == "__main__":
    main()
