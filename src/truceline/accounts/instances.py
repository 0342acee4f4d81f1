"""Instances: the single times that a duty falls due, in one account, by one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from math import floor, inf

from truceline.accounts.answered import first_after
from truceline.accounts.binding import Stretch
from truceline.accounts.extent import Extent
from truceline.accounts.performance import Flow, Performance
from truceline.agreements.clock import Anchors, at_clock, days, end_of, later, reached
from truceline.agreements.terms import Duty, DutyKind, Length, Quota, Step, Unit

MOST = 5000
"""Instances of one duty that are told apart; a truce without an end goes no further than this."""


Periods = tuple[tuple[str, datetime, datetime], ...]
"""Label, beginning and end of periods that follow one another."""


@dataclass(frozen=True, slots=True)
class Instance:
    """``need`` is how many by ``due``; ``since`` is where counting begins, ``carried`` adds earlier surplus.

    A ``period`` stands for itself: what is done after it counts for the next. Otherwise the need is a running sum,
    all that was due so far, against all that was done.
    ``need`` None: nobody can say how many (all of an unknown number, or a single deed without a number is 1).
    """

    duty: str
    label: str
    opens: datetime | None
    due: datetime | None
    need: Extent | None
    since: datetime | None = None
    period: bool = False
    carried: float = 0.0
    answered: float | None = None
    """When the deed it asks an answer to was answered (seconds; inf for never); None where it asks for none."""
    periods: Periods = field(default=(), compare=False, repr=False)
    """The periods whose deeds are taken together, and those after them; the duty and ``since`` fix them."""
    why: str = ""
    claims: tuple[str, ...] = ()


def instances(
    duty: Duty, binding: Stretch, anchors: Anchors, at: datetime, performed: Performance, taken: Performance | None
) -> tuple[Instance, ...]:
    """The instances of a duty or act; ``taken`` is what its exchange key is taken on. Prohibitions have one."""
    opens = reached(duty.opens, anchors)
    if duty.bound_from is not None and (opens is None or opens < duty.bound_from):
        opens = duty.bound_from if opens is not None else None
    if duty.ratio is not None:
        return tuple(_exchanged(duty, binding, anchors, performed, taken)) if taken is not None else ()
    if duty.schedule:
        return tuple(_scheduled(duty, anchors, opens))
    if duty.each is not None:
        return _recurring(duty, binding, anchors, opens, at, performed)
    due = reached(duty.due, anchors, ends=True) if duty.due is not None else None
    return (Instance(duty.name, "", opens, due, _need(duty), since=opens),)


def _need(duty: Duty) -> Extent | None:
    if duty.amount is None:
        return Extent.exactly(1)
    return None if duty.amount.need is None else Extent.exactly(duty.amount.need)


# --- exchange keys ------------------------------------------------------------------------------------
def _exchanged(
    duty: Duty, binding: Stretch, anchors: Anchors, performed: Performance, taken: Performance
) -> Iterator[Instance]:
    """One instance for each day (or deed) on which the other side did what the key is taken on."""
    assert duty.ratio is not None
    if duty.kind is DutyKind.DEED:
        yield from _answered(duty, anchors, performed, taken)
        return
    factor = duty.ratio.give / duty.ratio.take
    same_day = duty.due is not None and duty.due.offset is None
    if not taken.flows.flows or (not same_day and taken.totals and performed.totals):
        yield from _exchanged_in_all(duty.name, factor, anchors.zone, taken)
        return
    running = Extent.exactly(0)
    for label, moment, count, claims in _by_day(taken, binding, anchors.zone):
        need = count.times(factor)
        why = f"{factor:g} x {count} = {need}"
        if same_day:
            start = at_clock(moment, _MIDNIGHT, anchors.zone)
            end = end_of(moment, anchors.zone)
            yield Instance(duty.name, label, start, end, need, since=start, period=True, why=why, claims=claims)
            continue
        running = running.plus(need)
        opens = end_of(moment, anchors.zone)
        due = later(opens, duty.due.offset, anchors.zone) if duty.due and duty.due.offset else None
        yield Instance(duty.name, label, opens, due, running, why=why, claims=claims)


def _exchanged_in_all(duty: str, factor: float, zone: tzinfo, taken: Performance) -> Iterator[Instance]:
    """Where only running totals are told, the key is held against each of them."""
    for flow in sorted((t for t in taken.totals if t.last < inf), key=lambda t: t.last):
        day = datetime.fromtimestamp(flow.last, zone)
        need = flow.count.times(factor)
        why = f"{factor:g} x {flow.count} = {need}"
        yield Instance(duty, f"by {said(day.date())}", day, None, need, why=why, claims=flow.version.all_claims)


def _answered(duty: Duty, anchors: Anchors, performed: Performance, taken: Performance) -> Iterator[Instance]:
    """One instance for each deed that asks for an answer, with the first answer that followed it."""
    asking = [f for f in taken.flows.flows if f.last < inf]
    answers = first_after([f.first for f in asking], sorted(f.last for f in performed.flows.flows))
    for flow, answer in zip(asking, answers, strict=True):
        opens = datetime.fromtimestamp(flow.last, anchors.zone)
        due = (
            later(opens, duty.due.offset, anchors.zone)
            if duty.due and duty.due.offset
            else end_of(opens.date(), anchors.zone)
        )
        label = f"{opens:%-d %B %Y %H:%M}"
        one, claims = Extent.exactly(1), flow.version.claims
        yield Instance(duty.name, label, opens, due, one, opens, answered=answer, claims=claims)


_MIDNIGHT = datetime.min.time()


def _by_day(taken: Performance, binding: Stretch, zone: tzinfo) -> Iterator[tuple[str, date, Extent, tuple[str, ...]]]:
    """Day by day, how many the key is taken on, with their claims."""
    groups: dict[date, list[tuple[Extent, tuple[str, ...]]]] = {}
    for flow in taken.flows.flows:
        moment = flow.version.start or flow.version.end
        if moment is not None:
            day, count = _keyed(flow, moment, binding, zone)
            groups.setdefault(day, []).append((count, flow.version.claims))
    for day in sorted(groups):
        claims = tuple(c for _, said in groups[day] for c in said)
        yield said(day), day, Extent.sum(count for count, _ in groups[day]), claims


def _keyed(flow: Flow, moment: datetime, binding: Stretch, zone: tzinfo) -> tuple[date, Extent]:
    """The day on which the key is taken on a deed, and on how many.

    Where people were set apart at first and are said later to count, nobody could have answered for them before that
    was said: the key is taken on them that day. Said when the truce was over, it leaves open whether it ever was.
    """
    done = moment.astimezone(zone).date()
    counted = [f.known for f in flow.version.incident.facts if "counts" in f.qualities]
    if "counts" not in flow.version.qualities or "in the deal" in flow.version.qualities or not counted:
        return done, flow.count
    told = min(counted)
    if binding.end is not None and told >= binding.end:
        return done, Extent(0, flow.count.high)
    # A report dated by the day alone is known when that day is over.
    return max(done, (told - timedelta(microseconds=1)).astimezone(zone).date()), flow.count


# --- schedules ----------------------------------------------------------------------------------------
def _scheduled(duty: Duty, anchors: Anchors, opens: datetime | None) -> Iterator[Instance]:
    """Each step asks for a running sum: what was due before it, and its own."""
    whole = duty.amount.need if duty.amount else None
    so_far = 0.0
    for step in duty.schedule:
        so_far = _after(step, so_far, whole)
        due = reached(step.due, anchors, ends=True)
        yield Instance(duty.name, step.label, opens, due, Extent.exactly(so_far), since=opens)


def _after(step: Step, so_far: float, whole: float | None) -> float:
    if step.rest:
        return whole if whole is not None else so_far
    return so_far + (step.amount or 0)


# --- recurring ----------------------------------------------------------------------------------------
def _recurring(
    duty: Duty, binding: Stretch, anchors: Anchors, opens: datetime | None, at: datetime, performed: Performance
) -> tuple[Instance, ...]:
    start = opens if opens is not None else binding.start
    if start is None or duty.each is None:
        return ()
    ends = [binding.end if not duty.survives else None, reached(duty.due, anchors, ends=True) if duty.due else None]
    end = min((e for e in ends if e is not None), default=None)
    zone = anchors.zone
    periods = tuple(_periods(duty, duty.each, start, end, at, zone))
    need = _need(duty)
    if duty.quota is Quota.AVERAGE and need is not None and periods:
        return (_average(duty.name, periods, need, start, end, at),)
    made, carried, so_far = [], 0.0, Extent.exactly(0)
    for label, first, last in periods:
        if need is None:
            made.append(Instance(duty.name, label, first, last, None, since=first, period=True))
            continue
        so_far = so_far.plus(need)
        if duty.quota is Quota.LATER:
            made.append(Instance(duty.name, label, first, last, so_far, since=start, periods=periods))
            continue
        more = carried if duty.surplus else 0.0
        made.append(Instance(duty.name, label, first, last, need, since=first, period=True, carried=more))
        if duty.surplus:
            carried = max(0.0, carried + performed.flows.within(first, last).low - need.low)
    return tuple(made)


def _average(
    duty: str,
    periods: Periods,
    need: Extent,
    start: datetime,
    end: datetime | None,
    at: datetime,
) -> Instance:
    """One instance: the sum over all the periods that were over by ``at``, due when the last one ends."""
    over = [p for p in periods if p[2] <= at]
    count = len(over) if end is None or at < end else len(periods)
    why = f"{count} x {need} = {need.times(count)}"
    return Instance(duty, "on average", start, end, need.times(count), since=start, why=why, periods=periods)


def _periods(
    duty: Duty, each: Length, start: datetime, end: datetime | None, at: datetime, zone: tzinfo
) -> Iterator[tuple[str, datetime, datetime]]:
    """Label, beginning and end of each period; without an end, as far as the one that holds ``at``."""
    if duty.before is not None and each == Length(1, Unit.DAYS):
        yield from _mornings(duty, start, end, at, zone)
    elif each == Length(1, Unit.DAYS):
        yield from _calendar_days(start, end, at, zone)
    else:
        yield from _stretches(each, start, end, at, zone)


def _mornings(
    duty: Duty, start: datetime, end: datetime | None, at: datetime, zone: tzinfo
) -> Iterator[tuple[str, datetime, datetime]]:
    assert duty.before is not None
    day, opens, count = start.astimezone(zone).date(), start, 0
    while count < MOST:
        due = at_clock(day, duty.before, zone)
        if (end is not None and due > end) or (end is None and opens > at):
            return
        if due > start:
            yield said(day), opens, due
            opens, count = due, count + 1
        day += timedelta(days=1)


def _calendar_days(
    start: datetime, end: datetime | None, at: datetime, zone: tzinfo
) -> Iterator[tuple[str, datetime, datetime]]:
    first = start.astimezone(zone).date()
    last = end if end is not None else max(at, start) + timedelta(days=1)
    # A last day counts where the truce holds for half of it.
    for index in range(min(max(floor(days(start, last, zone) + 0.5), 1), MOST)):
        day = first + timedelta(days=index)
        yield said(day), at_clock(day, _MIDNIGHT, zone), end_of(day, zone)


def _stretches(
    each: Length, start: datetime, end: datetime | None, at: datetime, zone: tzinfo
) -> Iterator[tuple[str, datetime, datetime]]:
    for index in range(MOST):
        first, last = later(start, each, zone, index), later(start, each, zone, index + 1)
        if (end is not None and first >= end) or (end is None and first > at):
            return
        yield f"from {said(first.astimezone(zone).date())}", first, last


def said(day: date) -> str:
    """A day in words: "30 November 2023"."""
    return f"{day:%-d %B %Y}"
