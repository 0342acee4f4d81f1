"""Counting: how many deeds count for one instance of a duty, in time and by now, and which ones they are."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, tzinfo
from math import inf

from truceline.accounts.extent import Extent
from truceline.accounts.instances import Instance
from truceline.accounts.performance import Flow, Performance
from truceline.accounts.tally import is_total
from truceline.agreements.clock import at_clock

_A_DAY = 86400.0
MOST_SAID = 12
"""Summands that are written out."""


@dataclass(frozen=True, slots=True)
class Counted:
    """``done`` is how many by the due moment, ``late`` how many by now; ``sum`` writes the addition out.

    ``flows`` are all that may have counted by now, single deeds and running totals. ``untold`` are the periods, of
    those taken together, of which nobody tells anything: what was done in them is open.
    """

    done: Extent
    late: Extent
    flows: tuple[Flow, ...]
    sum: str = ""
    untold: int = 0


def count(instance: Instance, performed: Performance, at: datetime, zone: tzinfo) -> Counted:
    """What counts for an instance, of what was performed by ``at``."""
    limit = at if instance.due is None else min(at, instance.due)
    since = _since(instance, zone)
    if instance.answered is not None:
        done, late = (Extent.exactly(instance.answered <= m.timestamp()) for m in (limit, at))
        return Counted(done, late, performed.flows.over(since, at))
    done, flows = _by(performed, since, limit, instance)
    if instance.period or limit == at:
        untold = _untold(performed, instance, flows, at)
        done = Extent(done.low) if untold else done
        return Counted(done, done, flows, _written(flows, done, instance.carried), untold)
    if _untold(performed, instance, flows, limit):
        done = Extent(done.low)
    late, flows = _by(performed, since, at, instance)
    untold = _untold(performed, instance, flows, at)
    late = Extent(late.low) if untold else late
    return Counted(done, late, flows, _written(flows, late, 0.0), untold)


def _untold(performed: Performance, instance: Instance, flows: tuple[Flow, ...], by: datetime) -> int:
    """Of how many of the periods that were over by then, and are taken together, nobody tells anything."""
    if not instance.periods or _spanned(flows, instance, by):
        return 0
    return performed.untold(instance.periods)[bisect_right(instance.periods, by, key=lambda p: p[2])]


def _spanned(flows: tuple[Flow, ...], instance: Instance, by: datetime) -> bool:
    """Whether a running total is told that takes in all these periods, but for a part of the first and last day."""
    first = inf if instance.since is None else instance.since.timestamp()
    last = min(by, instance.periods[-1][2]).timestamp()
    totals = (f for f in flows if is_total(f.version))
    return any(t.first < first + _A_DAY and t.last > last - _A_DAY for t in totals)


def _since(instance: Instance, zone: tzinfo) -> datetime | None:
    """From when deeds count: the whole of the first day does, since most are told by the day alone."""
    if instance.since is None or instance.period:
        return instance.since
    return at_clock(instance.since.astimezone(zone).date(), datetime.min.time(), zone)


def _by(
    performed: Performance, since: datetime | None, moment: datetime, instance: Instance
) -> tuple[Extent, tuple[Flow, ...]]:
    """The sum of the single deeds, or a running total told, whichever says more; and what it rests on."""
    first, last = -inf if since is None else since.timestamp(), moment.timestamp()
    flows = performed.flows.between(first, last)
    low = high = 0.0
    for flow in flows:
        high += flow.count.high
        if flow.first >= first and flow.last <= last:
            low += flow.count.low
    totals = _totals(performed, first, last, instance) if performed.totals else ()
    for total in totals:
        low, high = max(low, total.count.low), max(high, total.count.high)
    return Extent(low + instance.carried, high + instance.carried), (*flows, *totals)


def _totals(performed: Performance, first: float, last: float, instance: Instance) -> tuple[Flow, ...]:
    # Most totals are told by days: the whole of the first one is meant.
    begun = first - _A_DAY
    # Nothing says from when an open total counts; where periods follow one another, it may be of any of them.
    return tuple(
        t
        for t in performed.totals
        if t.last <= last and (t.first >= begun or (t.first == -inf and not instance.period))
    )


def _written(flows: tuple[Flow, ...], whole: Extent, carried: float) -> str:
    """The addition in numbers, where it comes out."""
    counts = [f.count for f in flows]
    if not 2 <= len(counts) <= MOST_SAID or not all(c.exact for c in counts):
        return ""
    adds_up = Extent.sum(counts).plus(Extent.exactly(carried)) == whole
    return " + ".join(str(c) for c in counts) if adds_up else ""
