"""Refraining: whether a prohibition was kept, by each of those whom it binds [8]."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from math import inf

from truceline.accounts.account import Version
from truceline.accounts.binding import Stretch
from truceline.accounts.extent import Extent
from truceline.accounts.performance import Asked, Performance, SideOf, done_by
from truceline.accounts.placed import Side, side_of_truce
from truceline.accounts.telling import Telling
from truceline.accounts.verdict import State, Verdict
from truceline.agreements.clock import zone
from truceline.agreements.terms import Duty, Terms

_A_DAY = timedelta(days=1)


def refrained(telling: Telling, terms: Terms, duty: Duty, stretch: Stretch, at: datetime) -> Iterator[Verdict]:
    """One verdict for each party that ``duty`` binds while ``stretch`` lasts.

    Broken by what the account holds to be a breach, kept when it is over, and pending until then.
    """
    barred = list(_barred(telling, terms, duty, stretch, at))
    for party in duty.by:
        own = [v for v in barred if done_by(v, (party,), telling.side_of) and not _of_others(v, party, telling.side_of)]
        label = party if len(duty.by) > 1 else ""
        yield _verdict(duty, label, own, stretch, at)


def _of_others(version: Version, party: str, side_of: SideOf) -> bool:
    """Whether a party alone tells it and names nobody: who tells of an attack so tells of none of its own."""
    tellers = (f.sides for f in version.incident.facts)
    return not version.actors and all(any(party in side_of(s) for s in sides) for sides in tellers)


def _verdict(duty: Duty, label: str, barred: list[Version], stretch: Stretch, at: datetime) -> Verdict:
    breaches: list[Version] = []
    unnamed: list[Version] = []
    for version in barred:
        (breaches if version.actors and _while_it_bound(version, stretch) else unnamed).append(version)
    told = breaches or unnamed
    return Verdict(
        duty.name,
        label,
        _state(breaches, unnamed, stretch, at),
        _said(breaches, unnamed),
        stretch.start,
        stretch.end,
        Extent.exactly(0),
        Extent.exactly(len(breaches)),
        tuple(dict.fromkeys(c for v in told for c in v.claims)),
        tuple(v.id for v in told),
    )


def _while_it_bound(version: Version, stretch: Stretch) -> bool:
    """Whether it was done while the prohibition bound.

    What is told without a day may have come before it, and what is told of the day on which it ended, after it; who
    calls it a breach says that it did not.
    """
    if _blamed(version):
        return True
    ended = stretch.end is not None and (version.end is None or version.end > stretch.end)
    return not ended and (version.incident.day_known or side_of_truce(version) is Side.WITHIN)


def _blamed(version: Version) -> bool:
    return any(f.accuses or "claimed" in f.qualities for f in version.incident.facts)


def _state(breaches: list[Version], unnamed: list[Version], stretch: Stretch, at: datetime) -> State:
    if stretch.start is None or at < stretch.start:
        return State.PENDING
    if breaches:
        return State.EXCUSED if all(_in_answer(v) for v in breaches) else State.MISSED
    if unnamed:
        return State.UNKNOWN
    return State.MET if stretch.end is not None and at >= stretch.end else State.PENDING


def _said(breaches: list[Version], unnamed: list[Version]) -> str:
    if breaches and all(_in_answer(v) for v in breaches):
        return f"{_how_many(breaches)} in answer to the other side, as claimed"
    if breaches:
        return f"{_how_many(breaches)} held to be {'a breach' if len(breaches) == 1 else 'breaches'}"
    return f"{len(unnamed)} told without saying by whom, or whether it bound then" if unnamed else "none told"


def _in_answer(version: Version) -> bool:
    """Whether those by whom the account has it tell it as an answer, and none of them as a breach."""
    told = [f for f in version.incident.facts if f.claim in version.claims]
    return any("in answer" in f.qualities for f in told) and not any(f.accuses for f in told)


def _how_many(versions: list[Version]) -> str:
    return "one" if len(versions) == 1 else str(len(versions))


def _barred(telling: Telling, terms: Terms, duty: Duty, stretch: Stretch, at: datetime) -> Iterator[Version]:
    performed = telling.performance(Asked.of(duty, terms))
    first = stretch.start.timestamp() if stretch.start else inf
    totals = (t for t in performed.totals if t.first >= first or (t.first == -inf and t.last > first))
    told = [f.version for f in (*performed.flows.over(stretch.start, stretch.end), *totals)]
    told = [v for v in told if v.incident.day_known or side_of_truce(v) is not Side.AFTER]
    told += _filed_later(performed, stretch)
    resumed = any(_resumed(v, stretch) for v in told)
    for version in told:
        if _resumed(version, stretch) or (resumed and _of_the_last_day(version, stretch) and not _blamed(version)):
            continue
        began = version.start or version.known
        if (began is not None and began > at) or version.qualities & set(duty.unless):
            continue
        if duty.clock is None or _in_hours(version, duty, terms):
            yield version


def _filed_later(performed: Performance, stretch: Stretch) -> Iterator[Version]:
    """What is told without a day by a report from after the end, in words that place it in the truce."""
    if stretch.start is None or stretch.end is None:
        return
    end = stretch.end.timestamp()
    for flow in performed.flows.over(stretch.end, None):
        late = flow.first >= end and not flow.version.incident.day_known
        if late and side_of_truce(flow.version) is Side.WITHIN:
            yield flow.version


def _resumed(version: Version, stretch: Stretch) -> bool:
    """Whether it is told as taken up again on the day the prohibition ended: that was when it had ended."""
    again = all("resumed" in f.qualities for f in version.incident.facts if f.claim in version.claims)
    return again and _of_the_last_day(version, stretch)


def _of_the_last_day(version: Version, stretch: Stretch) -> bool:
    """Whether it is told of no narrower time than the whole day on which the prohibition ended."""
    if stretch.end is None or version.start is None or version.end is None:
        return False
    return version.start <= stretch.end < version.end and version.end - version.start >= _A_DAY


def _in_hours(version: Version, duty: Duty, terms: Terms) -> bool:
    """Whether a deed lies in the hours in which a prohibition binds; where no clock time is told, it may."""
    if duty.clock is None or version.start is None or version.end is None:
        return True
    start, end = (m.astimezone(zone(terms.zone)) for m in (version.start, version.end))
    if start.date() != end.date():
        return True
    return start.time() < duty.clock[1] and end.time() > duty.clock[0]
