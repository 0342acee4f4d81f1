"""Incidents: facts that speak of one and the same deed, taken together, each time with the reason.

The result is a function of the set of facts and rulings. Facts are filed in cells, one for each deed and day,
and a cell's clusters follow from its own facts alone. Denials, and deeds that run over midnight, may belong to a
cell nearby; a denial that answers a claim belongs where that claim is. One more fact therefore changes few cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from truceline.accounts.clusters import Cell, Cluster, Ground, add_to, cell_of
from truceline.accounts.fact import Fact
from truceline.accounts.filing import Filing, Key, Order
from truceline.accounts.incident import Incident, Merge
from truceline.accounts.nodes import Named, nodes_of, sides_by_name
from truceline.accounts.occasions import Parts, incident_of, order_in_time, wholes_of, with_sums
from truceline.accounts.rulings import Rulings
from truceline.accounts.united import reviewed, united
from truceline.accounts.wandering import NOWHERE, REACH, Place, Placed, denials_placed, nightly_placed
from truceline.model.bulk import bulk
from truceline.record.entries import Judgement
from truceline.record.view import Judged

Ordered = tuple[Order, Key, Incident]


@dataclass(frozen=True, slots=True)
class Worked:
    """All that was worked out on the way, so that one more fact leaves most of it as it is."""

    filing: Filing = field(default_factory=Filing)
    cells: Mapping[Key, Cell] = field(default_factory=dict)
    nights: Mapping[Key, Placed] = field(default_factory=dict)
    denials: Mapping[Key, Placed] = field(default_factory=dict)
    there: Mapping[Key, Sequence[Cluster]] = field(default_factory=dict)
    """The clusters of each cell, with those of its nightly deeds that belong nowhere else."""
    ordered: tuple[Ordered, ...] = ()
    parts: Parts = field(default_factory=dict)


@dataclass(frozen=True)
class Incidents:
    """``incidents`` in order of time. Made by ``incidents_of``, and from one another by ``add``."""

    incidents: tuple[Incident, ...] = ()
    ground: Ground = field(default_factory=lambda: Ground({}, Rulings()), repr=False, compare=False)
    worked: Worked = field(default_factory=Worked, repr=False, compare=False)

    @cached_property
    def merges(self) -> tuple[Merge, ...]:
        """Every pair of claims that was taken together, with the reason."""
        return tuple(m for i in self.incidents for m in i.merges)

    @cached_property
    def doubtful(self) -> tuple[Merge, ...]:
        """Pairs of claims that may speak of one deed and were not taken together, for a person to judge."""
        worked = self.worked
        found = [m for cell in worked.cells.values() for m in cell.doubtful]
        found += [m for p in (*worked.nights.values(), *worked.denials.values()) for m in p.doubtful]
        at = {c: n for n, i in enumerate(self.incidents) for c in i.claims}
        if self.ground.rulings.by_pair:
            found = reviewed(found, at, self.ground.rulings)
        place = {c: n for n, c in enumerate(at)}
        return tuple(sorted(found, key=lambda m: (place[m.a], place[m.b])))

    @cached_property
    def by_claim(self) -> Mapping[str, Incident]:
        """The incident of each claim."""
        return {c: i for i in self.incidents for c in i.claims}

    def speakers(self, claims: Iterable[str]) -> frozenset[str]:
        """In whose accounts some claims are told: the speaker of each, and the sides that it speaks for."""
        asked = frozenset(claims)
        incidents = (self.by_claim.get(id) for id in asked)
        facts = (f for incident in incidents if incident for f in incident.facts if f.claim in asked)
        return frozenset(side for fact in facts for side in (fact.speaker, *fact.sides))

    def add(self, facts: Iterable[Fact]) -> Incidents:
        """The incidents with these facts as well; a fact of a claim that is there already takes its place.

        The same as ``incidents_of`` of all the facts together.
        """
        with bulk():
            return _incidents(_worked(self.worked, facts, self.ground), self.ground)


def incidents_of(
    facts: Iterable[Fact],
    judged: Iterable[Judged | Judgement] = (),
    members: Named | None = None,
) -> Incidents:
    """The incidents of facts, whatever their order.

    ``judged`` are people's judgements in the order they were made: what is judged the same is one incident,
    different or unsure keeps apart. ``members`` gives, for a name, the sides it belongs to.
    """
    ground = Ground(sides_by_name(members), Rulings.of(judged))
    with bulk():
        return _incidents(_worked(Worked(), facts, ground), ground)


def _incidents(worked: Worked, ground: Ground) -> Incidents:
    made = [i for _, _, i in worked.ordered]
    if ground.rulings.by_pair:
        order = worked.filing.order
        made = sorted(wholes_of(united(made, ground.rulings), {})[0], key=lambda i: order_in_time(i, order))
    elif worked.parts:
        made = [worked.parts[i.id][1] if i.id in worked.parts else i for i in made]
    return Incidents(tuple(made), ground, worked)


# --- working out ------------------------------------------------------------------------------------
def _worked(old: Worked, facts: Iterable[Fact], ground: Ground) -> Worked:
    """All worked out anew where it may have changed; the rest is kept as it is."""
    filing, changed = old.filing.with_facts({f.claim: f for f in facts})
    cells = {**old.cells, **{k: cell_of(filing.staying(k), ground) for k in changed}}
    clusters = {k: c.clusters for k, c in cells.items()}
    night = {k: nightly_placed(k, cells[k], clusters, ground) for k in _around(changed, cells)}
    there = {**old.there, **{k: [*cells[k].clusters, *night[k].own] for k in night}}
    denial = {k: denials_placed(k, cells[k], there, ground) for k in _around(set(night), cells)}
    nights, denials = {**old.nights, **night}, {**old.denials, **denial}
    stale = changed | _moved(old.nights, night) | _moved(old.denials, denial)
    worked = Worked(filing, cells, nights, denials, there)
    incoming = _incoming((*nights.values(), *denials.values()))
    ordered = [o for o in old.ordered if o[1] not in stale]
    fresh = ((k, i) for k in stale for i in _made(k, worked, incoming.get(k, {}), ground))
    ordered += [(order_in_time(i, filing.order), k, i) for k, i in fresh]
    ordered.sort(key=lambda o: o[0])
    return replace(worked, ordered=tuple(ordered), parts=wholes_of([i for _, _, i in ordered], old.parts)[1])


def _around(changed: set[Key], cells: Mapping[Key, Cell]) -> set[Key]:
    return {k for deed, day in changed for d in range(-REACH, REACH + 1) if (k := (deed, day + d)) in cells}


def _moved(old: Mapping[Key, Placed], new: Mapping[Key, Placed]) -> set[Key]:
    """The cells whose wandering nodes, or those that belong to them, are not as they were."""
    found: set[Key] = set()
    for key, placed in new.items():
        before = old.get(key, NOWHERE)
        if placed.places != before.places or placed.own or before.own:
            found |= {key, *(p.key for p in (*placed.places, *before.places))}
    return found


def _incoming(placed: Iterable[Placed]) -> dict[Key, dict[int, list[Place]]]:
    found: dict[Key, dict[int, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for place in (p for each in placed for p in each.places):
        found[place.key][place.number].append(place)
    return found


def _made(key: Key, worked: Worked, incoming: Mapping[int, list[Place]], ground: Ground) -> list[Incident]:
    """The incidents of a cell, with the nodes of cells nearby that belong to them, and what answers them by name."""
    found = []
    for number, cluster in enumerate((*worked.there[key], *worked.denials[key].own)):
        whole = replace(cluster, nodes=list(cluster.nodes), merges=list(cluster.merges))
        for place in incoming.get(number, ()):
            add_to(whole, place.node, place.why)
        found += [incident_of(c, worked.filing.order) for c in _answered(whole, worked.filing, ground)]
    return with_sums(found)


def _answered(whole: Cluster, filing: Filing, ground: Ground) -> list[Cluster]:
    """A cluster with the denials that answer it by name; those that people judged apart from it stand alone."""
    made = [whole]
    for fact in filing.answers_to(whole.claims):
        home = next((c for c in made if fact.answers in c.claims), whole)
        nodes = nodes_of([fact], ground.members)
        if ground.rulings.apart((fact.claim,), home.claims):
            made += [Cluster([node]) for node in nodes]
            continue
        for node in nodes:
            add_to(home, node, "it answers that claim", fact.answers or "")
    return made
