"""Occasions: clusters as incidents, with their time, and with what is a part or a sum of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from math import inf

from truceline.accounts.clusters import Cluster
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.filing import Order
from truceline.accounts.incident import Incident, Merge
from truceline.accounts.nodes import INSTANT
from truceline.accounts.rulings import incident_id
from truceline.accounts.sums import figure_of, sums


def incident_of(cluster: Cluster, order: Mapping[str, Order]) -> Incident:
    """The incident of a cluster; its facts in order, its time the narrowest that they agree on."""
    facts = [f for n in cluster.nodes for f in n.facts]
    if len(facts) > 1:
        facts.sort(key=lambda f: order[f.claim])
    return of_facts(facts, cluster.merges, cluster.mention)


def of_facts(facts: Sequence[Fact], merges: Iterable[Merge], mention: bool = False) -> Incident:
    """The incident of facts that come in their order."""
    start, end, known = _time(facts)
    first = _telling(facts)[0]
    return Incident(
        id=incident_id(facts[0].claim),
        deed=first.deed,
        facts=tuple(facts),
        merges=tuple(merges),
        start=start,
        end=end,
        day_known=known,
        mention=mention,
    )


def _telling(facts: Sequence[Fact]) -> list[Fact]:
    """Those that tell of the deed, where any do, and not only answer what others tell of it."""
    told = [f for f in facts if f.told is not Told.NOT_DONE and not (f.told is Told.SUPPOSED and f.answers)]
    return told or list(facts)


def _time(facts: Sequence[Fact]) -> tuple[datetime | None, datetime | None, bool]:
    told = _telling(facts)
    dated = [f for f in told if f.day_known]
    if len(dated) == 1:
        return dated[0].start, dated[0].end, True
    if not dated:
        first = told[0]
        if first.measure is Measure.TOTAL or first.per is not None:
            return None, first.known, False
        day = (first.known - INSTANT).date()
        return datetime.combine(day, time(), first.known.tzinfo), first.known, False
    starts = [f.start for f in dated if f.start is not None]
    ends = [f.end for f in dated if f.end is not None]
    start, end = (max(starts) if starts else None), (min(ends) if ends else None)
    if start is not None and end is not None and start >= end:
        start, end = min(starts), max(ends)
    return start, end, True


def order_in_time(incident: Incident, order: Mapping[str, Order]) -> Order:
    moment = incident.start or incident.end
    return (moment.timestamp() if moment else inf, *order[incident.facts[0].claim])


# --- parts and sums ---------------------------------------------------------------------------------
Parts = Mapping[str, tuple[Incident, Incident]]


def wholes_of(incidents: Sequence[Incident], before: Parts) -> tuple[list[Incident], Parts]:
    """The incidents, those of a part with the id of the whole; and these, by id, before and after.

    What ``before`` has already is kept as it is, so that what did not change stays one and the same.
    """
    parts = [i for i in incidents if any(f.part_of for f in i.facts)]
    if not parts:
        return list(incidents), {}
    at = {c: i for i in incidents for c in i.claims}
    up = {i.id: w for i in parts if (w := _whole(i, at))}
    found = {i.id: (i, _within(i, up[i.id], before)) for i in parts if i.id in up and not _comes_round(i.id, up)}
    return [found[i.id][1] if i.id in found else i for i in incidents], found


def _whole(part: Incident, at: Mapping[str, Incident]) -> str:
    """What is a part of other people of another deed is told of them, but not counted among them."""
    wholes = (at[f.part_of] for f in part.facts if f.part_of and f.part_of in at)
    return next((w.id for w in wholes if w.id != part.id and w.deed == part.deed and w.told is part.told), "")


def _within(part: Incident, whole: str, before: Parts) -> Incident:
    known = before.get(part.id)
    return known[1] if known and known[0] is part and known[1].whole == whole else replace(part, whole=whole)


def _comes_round(id: str, up: Mapping[str, str]) -> bool:
    """Whether an incident would be, by way of others, a part of itself."""
    here, seen = up.get(id, ""), {id}
    while here and here not in seen:
        seen.add(here)
        here = up.get(here, "")
    return here == id


def with_sums(incidents: Sequence[Incident]) -> list[Incident]:
    """The incidents of one deed and day, those marked that only add up others."""
    found = sums([figure_of(i.facts) for i in incidents]) if len(incidents) > 2 else {}
    return [
        replace(i, sum_of=tuple(incidents[m].id for m in found[n])) if n in found else i
        for n, i in enumerate(incidents)
    ]
