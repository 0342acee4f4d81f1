"""Wandering: denials, and deeds told over midnight, brought to the day they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from truceline.accounts.clusters import MAY_BE, Cell, Cluster, Ground, clustered, fit
from truceline.accounts.filing import Key
from truceline.accounts.incident import Merge
from truceline.accounts.likeness import denies
from truceline.accounts.nodes import Lane, Node

REACH = 3
"""How many days away a wandering node may belong."""
_DENIABLE = frozenset({Lane.OCCASION, Lane.TOTAL, Lane.RATE})
_MAY_DENY = "it may deny this one, or another"

Belongs = Callable[[Node, Cluster], str]
"""Why a node belongs to a cluster; "" where it does not."""


@dataclass(frozen=True, slots=True)
class Place:
    """A node that belongs to a cluster, by its number, of the cell ``key``, and why."""

    node: Node
    key: Key
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of a cell's wandering nodes: brought to others, in clusters of their own, in doubt."""

    places: tuple[Place, ...] = ()
    own: tuple[Cluster, ...] = ()
    doubtful: tuple[Merge, ...] = ()


NOWHERE = Placed()
There = Mapping[Key, Sequence[Cluster]]


def nightly_placed(key: Key, cell: Cell, there: There, ground: Ground) -> Placed:
    """Where the deeds of one cell that run over midnight belong: on either day."""
    if not cell.nightly:
        return NOWHERE

    def belongs(node: Node, cluster: Cluster) -> str:
        found = fit(node, cluster, ground)
        return found.reason if cluster.nodes[0].lane is node.lane and found.sure else ""

    days = [range(key[1], key[1] + REACH)]
    return _placed([(n, _found(n, key[0], days, there, belongs)) for n in cell.nightly], there, MAY_BE, ground)


def denials_placed(key: Key, cell: Cell, there: There, ground: Ground) -> Placed:
    """Where the denials of one cell belong: on their own day, or, where they name none, on one shortly before."""
    if not cell.denials:
        return NOWHERE

    def belongs(node: Node, cluster: Cluster) -> str:
        return _denied(node, cluster, ground)

    found = [(n, _found(n, key[0], _days(n, key[1]), there, belongs)) for n in cell.denials]
    return _placed(found, there, _MAY_DENY, ground)


def _days(node: Node, day: int) -> list[range]:
    """The days to look at, the likeliest first."""
    if node.start is not None:
        return [range(day, day + 1)]
    return [range(day - back, day - back + 1) for back in range(REACH + 1)]


def _found(node: Node, deed: str, days: list[range], there: There, belongs: Belongs) -> list[Place]:
    """The clusters that a node fits, of the likeliest days that have any."""
    for likely in days:
        if found := [p for day in likely for p in _looked(node, (deed, day), there, belongs)]:
            return found
    return []


def _looked(node: Node, key: Key, there: There, belongs: Belongs) -> list[Place]:
    """The clusters of a cell that a node fits; looked up but once as long as the clusters are the same."""
    clusters = there.get(key)
    if not clusters:
        return []
    before = node.looked.get(key) if node.looked is not None else None
    if before is None or before[0] is not clusters:
        before = (clusters, [Place(node, key, n, why) for n, c in enumerate(clusters) if (why := belongs(node, c))])
        if node.looked is not None:
            node.looked[key] = before
    return before[1]


def _placed(found: Iterable[tuple[Node, list[Place]]], there: There, doubt: str, ground: Ground) -> Placed:
    places: list[Place] = []
    left: dict[Lane, list[Node]] = defaultdict(list)
    doubtful: list[Merge] = []
    for node, several in found:
        if len(several) == 1:
            places += several
            continue
        left[node.lane].append(node)
        firsts = [there[p.key][p.number].first for p in several]
        doubtful += [Merge(first.claim, node.first.claim, doubt, sure=False) for first in firsts]
    made = [clustered(left[lane], ground) for lane in sorted(left)]
    own = [c for clusters, _ in made for c in clusters]
    return Placed(tuple(places), tuple(own), (*doubtful, *(m for _, merges in made for m in merges)))


def _denied(node: Node, cluster: Cluster, ground: Ground) -> str:
    """Why a node denies a cluster; "" where it does not, or where its own voice tells of the deed.

    Who could not do it denies nothing that was done.
    """
    if not node.deed or cluster.nodes[0].lane not in _DENIABLE or "unable" in node.qualities:
        return ""
    if ground.rulings.by_pair and ground.rulings.apart((f.claim for f in node.facts), cluster.claims):
        return ""
    if any(not node.voices.isdisjoint(n.voices) for n in cluster.nodes):
        return ""
    return next((d.reason for n in cluster.nodes if (d := denies(node, n)).sure), "")
