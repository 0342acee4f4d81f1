"""Compliance: the verdict on every duty, for one account, under one reading, at one moment.

The rule, in one breath: what was done in time is met, and what was done afterwards is met late. What was
not done is superseded where a later text replaced it, suspended while what it waits for is not done,
lapsed where the truce ran out first, pending until it is due, excused where the account itself tells an
excuse, missed or partly met where the account says so, and otherwise unknown. Nothing is missed
because nobody speaks of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import chain
from math import inf

from truceline.accounts.account import Account, Position, Version
from truceline.accounts.binding import Binding, Stretch, binding
from truceline.accounts.chosen import Chosen
from truceline.accounts.counting import Counted, count
from truceline.accounts.extent import Extent
from truceline.accounts.instances import Instance, instances
from truceline.accounts.ordered import Ordered
from truceline.accounts.performance import Asked, Performance, SideOf, about
from truceline.accounts.refraining import refrained
from truceline.accounts.remaining import Left, remaining
from truceline.accounts.telling import Telling, is_state
from truceline.accounts.verdict import State, Verdict
from truceline.accounts.wording import number
from truceline.agreements.clock import Anchors, reached, zone
from truceline.agreements.terms import Anchor, Duty, DutyKind, Quota, Ratio, Terms

_MANY = 5
"""Instances from which on it pays to look for a verdict found under another reading."""
_A_SECOND, _A_DAY = timedelta(seconds=1), timedelta(days=1)
DONE = frozenset({State.MET, State.MET_LATE})


@dataclass(frozen=True, slots=True)
class Before:
    """What was judged before a few incidents, all between ``first`` and ``last`` (seconds), were told otherwise.

    The frame of the agreement, and so every instance of a duty, is the same as it was.
    """

    judge: Compliance
    first: float
    last: float

    def touched(self, duty: Duty) -> tuple[list[Verdict], tuple[tuple[int, Instance], ...]] | None:
        """The verdicts as they were, and those instances of a duty that may be told otherwise now, with their places.

        None where one instance may bear on another, so that all have to be judged anew.
        """
        listed = self.judge.listed.get(duty)
        if listed is None or duty.surplus or duty.ratio or not listed or not all(i.period for i in listed):
            return None
        start = bisect_left(listed, self.first - 1, key=lambda i: i.due.timestamp() if i.due else inf)
        stop = bisect_right(listed, self.last + 1, key=lambda i: i.since.timestamp() if i.since else -inf)
        return list(self.judge.of(duty)[: len(listed)]), tuple((n, listed[n]) for n in range(start, stop))


@dataclass(slots=True)
class Compliance:
    """Judges one account under one reading at ``at``; several readings can share one telling.

    The verdicts are a function of the account, the terms and the moment alone.
    """

    telling: Telling
    terms: Terms
    at: datetime
    before: Before | None = None
    calendar: dict[object, tuple[Instance, ...]] = field(default_factory=dict)
    """Instances of recurring duties, shared between accounts and readings."""
    _binding: Binding | None = None
    listed: dict[Duty, tuple[Instance, ...]] = field(default_factory=dict)
    """The instances of each duty that was judged."""
    _verdicts: dict[Duty, tuple[Verdict, ...]] = field(default_factory=dict)
    _asking: set[str] = field(default_factory=set)

    @property
    def account(self) -> Account:
        return self.telling.account

    @property
    def side_of(self) -> SideOf:
        return self.telling.side_of

    def named(self, name: str) -> tuple[Verdict, ...]:
        """The verdicts on what the text calls ``name``: a duty in all its versions, an order, a choice of persons."""
        duties = [self.of(d) for d in self.terms.duties if d.name == name and d.owed]
        ordered = Ordered(self.account, self.terms, self.at, self.side_of)
        orders = (ordered.verdict(o, self.binding.truce) for o in self.terms.orders if o.name == name)
        chosen = Chosen(self.account, self.terms, self.at, self.side_of)
        choices = (chosen.verdict(c, self._anchors(self.binding.truce)) for c in self.terms.choices if c.name == name)
        return tuple(chain(*duties, orders, choices))

    def of(self, duty: Duty) -> tuple[Verdict, ...]:
        """The verdicts on the instances of one duty."""
        found = self._verdicts.get(duty)
        if found is None:
            found = self._verdicts[duty] = tuple(self._judged(duty))
        return found

    @property
    def binding(self) -> Binding:
        """When the truce and its phases bind in this account."""
        if self._binding is None:
            self._binding = binding(self.account, self.terms, self.at, self.done)
        return self._binding

    def done(self, name: str) -> datetime | None:
        """When the duty or act ``name`` had been done in full, by ``at``; None where it was not, or nobody can say."""
        duty = self.terms.duty(name)
        if duty is None or name in self._asking:
            return None
        self._asking.add(name)
        try:
            return self._done(duty)
        finally:
            self._asking.discard(name)

    def performance(self, duty: Duty) -> Performance:
        """What counts for a duty in this account."""
        return self.telling.performance(Asked.of(duty, self.terms))

    # --- inside ---------------------------------------------------------------------------------
    def _done(self, duty: Duty) -> datetime | None:
        need = duty.amount.need if duty.amount else 1
        if need is None:
            verdicts = self.of(duty)
            return self.at if verdicts and all(v.state in DONE for v in verdicts) else None
        count = 0.0
        for flow in sorted(self.performance(duty).flows.flows, key=lambda f: f.last):
            count += flow.count.low
            if count >= need and flow.last < inf:
                moment = datetime.fromtimestamp(flow.last, zone(self.terms.zone))
                return moment if moment <= self.at or _same_day(moment, self.at) else None
        return None

    def _judged(self, duty: Duty) -> list[Verdict]:
        stretch = self.binding.of(duty.phase)
        if duty.kind is DutyKind.REFRAIN:
            return list(refrained(self.telling, self.terms, duty, self._barring(duty, stretch), self.at))
        performed = self.performance(duty)
        touched = self.before.touched(duty) if self.before is not None else None
        if touched is not None and self.before is not None:
            verdicts, anew = touched
            self.listed[duty] = self.before.judge.listed[duty]
        else:
            listed = self.listed[duty] = self._instances(duty, performed, stretch)
            verdicts, anew = [], ()
            verdicts += self._each(duty, listed, performed, stretch, many=len(listed) >= _MANY)
        if anew:
            told = self._each(duty, tuple(i for _, i in anew), performed, stretch, many=True)
            for (place, _), verdict in zip(anew, told, strict=True):
                verdicts[place] = verdict
        return [*verdicts, *self._rates(duty, performed, stretch)]

    def _each(
        self, duty: Duty, listed: tuple[Instance, ...], performed: Performance, stretch: Stretch, *, many: bool
    ) -> Iterator[Verdict]:
        """The verdict on each instance; of ``many``, readings that set the same one within the same frame share it."""
        if not many or duty.after or duty.together or duty.phase or duty.bound_until:
            yield from (self._verdict(duty, i, performed, stretch) for i in listed)
            return
        known, ended = self.telling.judged(duty), stretch.end if stretch.end and self.at >= stretch.end else None
        for instance in listed:
            lapsed = ended is not None and (instance.due is None or instance.due > ended)
            same = known.setdefault(instance.label, [])
            found = next((v for i, was, v in same if was is lapsed and i == instance), None)
            if found is None:
                found = self._verdict(duty, instance, performed, stretch)
                same.append((instance, lapsed, found))
            yield found

    def _instances(self, duty: Duty, performed: Performance, stretch: Stretch) -> tuple[Instance, ...]:
        if duty.quota is Quota.AVERAGE and performed.rates and not performed.flows.flows:
            return ()
        found = self._fixed(duty, performed, stretch)
        if duty.quota is Quota.AVERAGE and _averaged(performed, stretch):
            # Days of which nothing is told say less than an average over all of them.
            return tuple(i for i in found if not performed.untold(i.periods)[-1])
        return found

    def _fixed(self, duty: Duty, performed: Performance, stretch: Stretch) -> tuple[Instance, ...]:
        if duty.each is None or duty.surplus or duty.ratio or duty.opens.anchor is Anchor.DUTY:
            taken = self.telling.performance(taken_on(duty.ratio, self.terms)) if duty.ratio else None
            return instances(duty, stretch, self._anchors(stretch), self.at, performed, taken)
        # What falls due by the calendar alone is the same for every account whose truce binds as long.
        key = (duty, stretch.start, stretch.end)
        if key not in self.calendar:
            self.calendar[key] = instances(duty, stretch, self._anchors(stretch), self.at, performed, None)
        return self.calendar[key]

    def _anchors(self, stretch: Stretch) -> Anchors:
        return Anchors(zone(self.terms.zone), self.terms.signed, stretch.start, stretch.end, self.done)

    def _verdict(self, duty: Duty, instance: Instance, performed: Performance, stretch: Stretch) -> Verdict:
        if instance.need is None:
            return self._all(duty, instance, performed, stretch)
        counted = count(instance, performed, self.at, zone(self.terms.zone))
        need = instance.need
        if counted.done.low >= need.high:
            return self._said(instance, State.MET, performed, counted, counted.done)
        if counted.late.low >= need.high:
            return self._said(instance, State.MET_LATE, performed, counted)
        waiting = self._open(duty, instance, stretch)
        if waiting is not None:
            return self._said(instance, waiting, performed, counted, waits=self._waits(duty))
        excuse = self._excuse(duty, instance) if counted.late.high < need.low else ()
        if excuse:
            return self._said(instance, State.EXCUSED, performed, counted, excuses=excuse)
        return self._said(instance, self._failed(instance, counted.late, performed), performed, counted)

    def _open(self, duty: Duty, instance: Instance, stretch: Stretch) -> State | None:
        """Why what is not done is no failure yet; None where it is one, or may be."""
        due = instance.due
        if duty.bound_until and self.at >= duty.bound_until and (due is None or due > duty.bound_until):
            return State.SUPERSEDED
        if self._waits(duty):
            return State.SUSPENDED
        if not duty.survives and stretch.end and self.at >= stretch.end and (due is None or due > stretch.end):
            return State.LAPSED
        if instance.opens is None or due is None or self.at < due:
            return State.PENDING
        return None

    def _waits(self, duty: Duty) -> str:
        waits = [name for name in (*duty.after, *duty.together) if self.done(name) is None]
        phase = next((p for p in self.terms.phases if p.name == duty.phase), None)
        if phase is not None:
            waits += [name for name in phase.gate if self.done(name) is None]
        return " and ".join(waits)

    def _failed(self, instance: Instance, done: Extent, performed: Performance) -> State:
        need = instance.need or Extent.exactly(1)
        if done.high >= need.low:
            # Enough may have been done: the account's range holds both answers.
            return State.MISSED if done.low == 0 and self._denials(instance, performed) else State.UNKNOWN
        if done.low > 0:
            return State.PARTLY
        return State.MISSED if done.high == 0 and self._denials(instance, performed) else State.UNKNOWN

    def _denials(self, instance: Instance, performed: Performance) -> tuple[Version, ...]:
        """What the account says was not done, where that speaks of this instance."""
        around = performed.denied.over(*_around(instance))
        return tuple(f.version for f in around if _speaks_of(f.version, instance))

    def _excuse(self, duty: Duty, instance: Instance) -> tuple[Version, ...]:
        """Excuses and answers that the account itself tells for those who owe the duty [10, 12]."""
        asked = Asked.of(duty, self.terms)
        return tuple(
            v
            for v in self.telling.reasons
            if self._own(v, duty) and about(v, asked) and _overlaps(v, instance, self.at)
        )

    def _own(self, version: Version, duty: Duty) -> bool:
        """Whether those who owe the duty tell it of themselves: what others say of them is no excuse."""
        speaker = self.account.speaker
        return speaker in duty.by and any(speaker in self.side_of(actor) for actor in version.actors)

    # --- all of an unknown number ---------------------------------------------------------------
    def _all(self, duty: Duty, instance: Instance, performed: Performance, stretch: Stretch) -> Verdict:
        """ "All" is judged by how many the account has still to come [17]."""
        left = remaining(self.account, self.terms, duty, self.at)
        if left.count.high == 0:
            left = replace(left, claims=(*left.claims, *self._none_left(duty)))
        counted = count(instance, performed, self.at, zone(self.terms.zone))
        if left.count.high == 0:
            return self._said(instance, State.MET, performed, counted, left=left)
        waiting, excuses = self._open(duty, instance, stretch), self._excuse(duty, instance)
        if waiting is not None and not (waiting is State.PENDING and instance.due is None and not left.count.known):
            return self._said(instance, waiting, performed, counted, waits=self._waits(duty), left=left)
        if excuses:
            return self._said(instance, State.EXCUSED, performed, counted, excuses=excuses, left=left)
        failed = State.PARTLY if counted.late.low > 0 else State.MISSED
        state = failed if left.count.low > 0 else State.UNKNOWN
        return self._said(instance, state, performed, counted, left=left)

    def _none_left(self, duty: Duty) -> Iterator[str]:
        """The claims by which the account itself says that nobody of these people is left."""
        asked = Asked.of(duty, self.terms)
        for version in self.account.versions:
            none = version.position is Position.DENIED or (version.count is not None and version.count.high == 0)
            if none and version.position is not Position.SILENT and is_state(version) and about(version, asked):
                yield from version.claims

    # --- rates told on average ------------------------------------------------------------------
    def _rates(self, duty: Duty, performed: Performance, stretch: Stretch) -> Iterator[Verdict]:
        """ "170 a day, on average" says of no single day how many; it says whether all days can have had enough."""
        if duty.each is None or duty.amount is None or duty.amount.need is None or duty.quota is Quota.LATER:
            return
        if not performed.rates:
            return
        need, count = duty.amount.need, Extent.hull(r.count for r in performed.rates)
        state = State.UNKNOWN
        if duty.quota is Quota.AVERAGE and not _averaged(performed, stretch):
            state = State.UNKNOWN
        elif count.high < need:
            state = State.PARTLY if count.high > 0 else State.MISSED
        elif duty.quota is Quota.AVERAGE and count.low >= need:
            state = State.MET
        versions = [r.version for r in performed.rates]
        yield Verdict(
            duty.name,
            "on average" if duty.quota is Quota.AVERAGE else "average told",
            state,
            f"{count} on average against {need:,g} each",
            min((v.start for v in versions if v.start), default=None),
            max((v.end for v in versions if v.end), default=None),
            Extent.exactly(need),
            count,
            tuple(c for v in versions for c in v.claims),
            tuple(v.id for v in versions),
        )

    def _barring(self, duty: Duty, stretch: Stretch) -> Stretch:
        """From when until when a prohibition binds: as long as the truce, unless it says otherwise itself."""
        anchors = self._anchors(stretch)
        start = reached(duty.opens, anchors)
        due = reached(duty.due, anchors, ends=True) if duty.due is not None else None
        ends = (duty.bound_until, due, None if duty.survives else stretch.end)
        end = min((e for e in ends if e is not None), default=None)
        starts = [s for s in (start, duty.bound_from) if s is not None]
        return Stretch(max(starts) if starts else stretch.start, end)

    # --- words ----------------------------------------------------------------------------------
    def _said(
        self,
        instance: Instance,
        state: State,
        performed: Performance,
        counted: Counted,
        shown: Extent | None = None,
        *,
        waits: str = "",
        excuses: tuple[Version, ...] = (),
        left: Left | None = None,
    ) -> Verdict:
        done = counted.late if shown is None else shown
        resting = left.claims if left is not None else ()
        used = [
            *(f.version for f in counted.flows),
            *(() if state in DONE else self._denials(instance, performed)),
            *excuses,
            *(self.telling.by_claim[c] for c in resting if c in self.telling.by_claim),
        ]
        claims = (*instance.claims, *(c for v in used for c in v.claims), *resting)
        return Verdict(
            duty=instance.duty,
            instance=instance.label,
            state=state,
            sum=_sum(instance, state, done, counted, left, waits, excuses),
            opens=instance.opens,
            due=instance.due,
            need=instance.need,
            done=done,
            claims=tuple(dict.fromkeys(claims)),
            incidents=tuple(dict.fromkeys(v.id for v in used)),
            waits_for=waits,
            in_time=counted.done if state is State.MET_LATE else None,
        )


def taken_on(ratio: Ratio, terms: Terms) -> Asked:
    """What an exchange key is taken on."""
    people = terms.population(ratio.of)
    return Asked((ratio.deed,), ratio.by, ratio.of, people, ratio.category, ratio.outside, terms.populations)


def _averaged(performed: Performance, stretch: Stretch) -> bool:
    """Whether an average is told of the whole time, but for a part of its first and last day, or of no time told."""
    first = inf if stretch.start is None else (stretch.start + _A_DAY).timestamp()
    last = inf if stretch.end is None else (stretch.end - _A_DAY).timestamp()
    return any(r.first < first and (r.last > last or r.first == -inf) for r in performed.rates)


def _overlaps(version: Version, instance: Instance, at: datetime) -> bool:
    last = at if instance.due is None else min(at, instance.due)
    if version.start is not None and version.start > (last if instance.label else at):
        return False
    return not (version.end is not None and instance.opens is not None and version.end <= instance.opens)


def _around(instance: Instance) -> tuple[datetime | None, datetime | None]:
    """When a denial must be of: of the due moment, or, where a longer period stands for itself, of any time in it."""
    due = instance.due
    if due is None:
        return None, None
    if not instance.label:
        return None, due + _A_SECOND
    long = instance.period and instance.since is not None and due - instance.since > _A_DAY
    return (instance.since if long else due - _A_SECOND), due + _A_SECOND


def _speaks_of(version: Version, instance: Instance) -> bool:
    """Whether a denial, of the time around it, is of this instance; without a day, it is of the duty at large."""
    if version.start is None and version.end is None:
        return not instance.label
    if instance.due is None or version.start is None:
        return True
    # What is told of a day that only begins when the instance falls due is of the next one.
    later = version.start == instance.due and version.end is not None and version.end - version.start > _A_SECOND
    return version.start <= instance.due and not (instance.label and later)


def _same_day(a: datetime, b: datetime) -> bool:
    return a.date() == b.astimezone(a.tzinfo).date()


def _sum(
    instance: Instance,
    state: State,
    done: Extent,
    counted: Counted,
    left: Left | None,
    waits: str,
    excuses: tuple[Version, ...],
) -> str:
    """The arithmetic of a verdict in words and numbers."""
    parts = [_counted(instance, state, done, counted.sum, left), instance.why]
    if counted.untold and state not in DONE and left is None:
        parts.append(f"nobody tells of {number(counted.untold)} of the periods")
    if waits:
        parts.append(f"waits for {waits}")
    if excuses:
        parts.append(f"excuse told: {excuses[0].why}")
    return "; ".join(p for p in parts if p)


def _counted(instance: Instance, state: State, done: Extent, added: str, left: Left | None) -> str:
    if left is not None:
        return f"all asked for; {done} so far, {left.count} still to come"
    need = instance.need
    if need is None or need == Extent.exactly(1):
        return "told as done" if done.low >= 1 else "told as not done" if state is State.MISSED else "not told as done"
    if state is State.UNKNOWN and (done == Extent.exactly(0) or not done.known):
        return f"no figure told, {need} asked for"
    shown = str(done) if done.exact or state not in DONE else f"at least {done.low:,g}"
    if instance.carried:
        shown = f"{done.minus(Extent.exactly(instance.carried))} and {instance.carried:,g} carried over make {shown}"
    elif added:
        shown = f"{added} = {shown}"
    short = need.low - done.high
    return f"{shown} of {need}" + (f", {short:,g} short" if short > 0 else "")
