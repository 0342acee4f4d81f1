"""United: what people judged of incidents, carried out: what they joined is joined, what they parted stays apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from truceline.accounts.facts import order_of
from truceline.accounts.grouping import grouped
from truceline.accounts.incident import Incident, Merge
from truceline.accounts.likeness import Level
from truceline.accounts.occasions import of_facts
from truceline.accounts.rulings import Rulings
from truceline.record.entries import SameVerdict


def united(incidents: Sequence[Incident], rulings: Rulings) -> list[Incident]:
    """The incidents after the rulings.

    Where ``same`` would join, through others, what is judged different, it joins nothing there.
    """
    at = {c: n for n, i in enumerate(incidents) for c in i.claims}
    same, apart = [], []
    for (a, b), ruling in rulings.by_pair.items():
        if a not in at or b not in at or at[a] == at[b]:
            continue
        if ruling.verdict is SameVerdict.SAME:
            same.append((Level.EQUAL, at[a], at[b]))
        else:
            apart.append((at[a], at[b]))
    made = grouped(len(incidents), same, apart)
    return [_joined([incidents[n] for n in group], rulings) for group in made.groups]


def _joined(group: list[Incident], rulings: Rulings) -> Incident:
    if len(group) == 1:
        return group[0]
    facts = sorted((f for i in group for f in i.facts), key=order_of)
    inside = {f.claim for f in facts}
    merges = [m for i in group for m in i.merges]
    merges += [
        Merge(a, b, ruling.reason, True, ruling.by)
        for (a, b), ruling in sorted(rulings.by_pair.items())
        if ruling.verdict is SameVerdict.SAME and a in inside and b in inside
    ]
    return of_facts(facts, merges, all(i.mention for i in group))


def reviewed(doubtful: Sequence[Merge], at: Mapping[str, int], rulings: Rulings) -> list[Merge]:
    """What is left to review: what nobody judged, what is judged unsure, and what is judged the same and yet apart,
    since another judgement keeps it so. ``at`` is the place of each claim's incident."""
    found = [m for m in doubtful if at[m.a] != at[m.b] and not rulings.apart((m.a,), (m.b,))]
    for (a, b), ruling in rulings.by_pair.items():
        open_still = ruling.verdict is SameVerdict.UNSURE or ruling.verdict is SameVerdict.SAME
        if open_still and a in at and b in at and at[a] != at[b]:
            found.append(Merge(a, b, ruling.reason, False, ruling.by))
    return found
