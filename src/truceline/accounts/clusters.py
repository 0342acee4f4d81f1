"""Clusters: the claims of one deed and one day, taken together where they surely speak of one occasion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from truceline.accounts.fact import Fact
from truceline.accounts.grouping import Grouping, Pair, grouped
from truceline.accounts.incident import Merge
from truceline.accounts.kindred import kindred_pairs
from truceline.accounts.likeness import APART, NOTHING, Level, Likeness, deeds_once, is_barred, like
from truceline.accounts.nodes import INSTANT, Lane, Members, Node, lane_of, nodes_of
from truceline.accounts.rulings import Rulings
from truceline.accounts.sums import figure_of, sums

ONE_VOICE = "one voice, with the same content"
ALL_ALIKE = "they tell the same in every point"
NO_DAY = "it names no day, and of the day it was published it fits this alone"
NO_NUMBER = "it gives no number, and of this day it fits this alone"
MAY_BE = "it may be this one, or another of the same day"


@dataclass(frozen=True, slots=True)
class Ground:
    """What claims are compared on: the sides that names belong to, and what people judged."""

    members: Members
    rulings: Rulings

    def like(self, a: Node, b: Node) -> Likeness:
        """How far two nodes may speak of one deed; what people judged goes first."""
        if self.rulings.by_pair and self.rulings.apart((f.claim for f in a.facts), (f.claim for f in b.facts)):
            return APART
        return like(a, b)


@dataclass(slots=True, eq=False)
class Cluster:
    """``mention`` marks claims that may be of one of several others."""

    nodes: list[Node]
    merges: list[Merge] = field(default_factory=list)
    mention: bool = False

    @property
    def claims(self) -> list[str]:
        return [f.claim for n in self.nodes for f in n.facts]

    @property
    def first(self) -> Fact:
        return self.nodes[0].facts[0]


@dataclass(slots=True)
class Cell:
    """The clusters of one deed and one day; what is told over midnight, and denials, may be of another day's."""

    clusters: list[Cluster] = field(default_factory=list)
    doubtful: list[Merge] = field(default_factory=list)
    nightly: list[Node] = field(default_factory=list)
    denials: list[Node] = field(default_factory=list)


def cell_of(facts: Sequence[Fact], ground: Ground) -> Cell:
    """The clusters of the facts of one deed and day, which come in their order."""
    cell = Cell()
    lanes: dict[Lane, list[Fact]] = defaultdict(list)
    for fact in facts:
        lanes[lane_of(fact)].append(fact)
    for lane in Lane:
        if not (there := lanes.get(lane)):
            continue
        nodes = nodes_of(there, ground.members, ground.rulings.claims)
        if lane is Lane.DENIAL:
            cell.denials += nodes
            continue
        cell.nightly += [n for n in nodes if nightly(n)]
        _settle([n for n in nodes if not nightly(n)], cell, ground)
    return cell


def nightly(node: Node) -> bool:
    """Whether an occasion runs over midnight, so that it may be told under either day."""
    first = node.first
    if node.lane is not Lane.OCCASION or first.start is None or first.end is None or not node.deed:
        return False
    return first.start.date() < (first.end - INSTANT).date()


def _settle(nodes: list[Node], cell: Cell, ground: Ground) -> None:
    """Dated claims with a number first; then those without a day, then those without a number."""
    if nodes and not nodes[0].deed and nodes[0].lane is not Lane.STOCK:
        cell.clusters += [Cluster([n], _told_alike(n)) for n in nodes]
        return
    counted = [n for n in nodes if _stands_alone(n)]
    clusters = _clustered([n for n in counted if n.dated], cell, ground)
    left = _placed([n for n in counted if not n.dated], clusters, NO_DAY, cell, ground)
    clusters += _clustered(left, cell, ground)
    left = _placed([n for n in nodes if not _stands_alone(n)], clusters, NO_NUMBER, cell, ground)
    cell.clusters += clusters + _clustered(left, cell, ground)


def _stands_alone(node: Node) -> bool:
    """Whether it tells enough to be more than a mention of what others tell with a number."""
    return node.lane is not Lane.OCCASION or node.count is not None or is_barred(node.deed) or deeds_once(node.deed)


# --- compared with one another ------------------------------------------------------------------------
def clustered(nodes: list[Node], ground: Ground) -> tuple[list[Cluster], list[Merge]]:
    """The clusters of nodes of one lane, and what is doubtful among them."""
    cell = Cell()
    return _clustered(nodes, cell, ground), cell.doubtful


@dataclass(slots=True)
class _Compared:
    """Every pair of kindred nodes that is not simply unlike."""

    nodes: list[Node]
    found: dict[Pair, Likeness] = field(default_factory=dict)
    apart: list[Pair] = field(default_factory=list)
    asked: list[Merge] = field(default_factory=list)
    """Pairs that are kept apart, and yet are for a person to judge."""

    @classmethod
    def of(cls, nodes: list[Node], ground: Ground) -> _Compared:
        made = cls(nodes)
        compare = ground.like if ground.rulings.by_pair else like
        for i, j in kindred_pairs(nodes):
            likeness = compare(nodes[i], nodes[j])
            if likeness is APART:
                made.apart.append((i, j))
            elif likeness.level is Level.APART:
                made.apart.append((i, j))
                made.asked.append(_merge(nodes[i], nodes[j], likeness.reason, sure=False))
            elif likeness is not NOTHING:
                made.found[i, j] = likeness
        return made

    def merge(self, pair: Pair, why: str = "", sure: bool = True) -> Merge:
        i, j = sorted(pair)
        return _merge(self.nodes[i], self.nodes[j], self.found[i, j].reason + why, sure)


def _clustered(nodes: list[Node], cell: Cell, ground: Ground) -> list[Cluster]:
    if not nodes:
        return []
    compared = _Compared.of(nodes, ground)
    made = _grouped(compared)
    group_of = {n: g for g, group in enumerate(made.groups) for n in group}
    clusters = [Cluster([nodes[n] for n in group]) for group in made.groups]
    for cluster in clusters:
        cluster.merges += [m for node in cluster.nodes for m in _told_alike(node)]
    for a, b in made.edges:
        clusters[group_of[a]].merges.append(compared.merge((a, b)))
    cell.doubtful += [*compared.asked, *_doubts(compared, made.dropped, group_of)]
    return clusters


def _grouped(compared: _Compared) -> Grouping:
    """Grouped by what is sure; a number that only adds up others is no rival of theirs."""
    sure = [(likeness.level, i, j) for (i, j), likeness in compared.found.items() if likeness.sure]
    if not sure:
        return Grouping([[n] for n in range(len(compared.nodes))])
    joined = {n for _, *pair in sure for n in pair}
    apart = [pair for pair in compared.apart if pair[0] in joined and pair[1] in joined]
    alike = [pair for pair in sure if pair[0] > Level.RIVALS]
    made = grouped(len(compared.nodes), alike, apart)
    if len(alike) == len(sure):
        return made
    figures = [figure_of(f for n in group for f in compared.nodes[n].facts) for group in made.groups]
    adding = sums(figures)
    if adding:
        pairs = ((g, part) for g, parts in adding.items() for part in parts)
        summed = [(a, b) for g, part in pairs for a in made.groups[g] for b in made.groups[part]]
        compared.apart += summed
        apart += summed
    return grouped(len(compared.nodes), sure, apart)


def _doubts(compared: _Compared, dropped: Iterable[Pair], group_of: dict[int, int]) -> list[Merge]:
    """One for every two groups that may be one; groups that some pair keeps apart are not doubtful."""

    def groups(pair: Pair) -> Pair:
        a, b = group_of[pair[0]], group_of[pair[1]]
        return (a, b) if a < b else (b, a)

    torn = {(min(p), max(p)) for p in dropped}
    asked: dict[Pair, Pair] = {}
    for pair, likeness in compared.found.items():
        both = groups(pair)
        if both[0] != both[1] and (likeness.level is Level.DOUBTFUL or pair in torn):
            asked.setdefault(both, pair)
    known = {n for both in asked for n in both}
    for pair in compared.apart if asked else ():
        if group_of[pair[0]] in known and group_of[pair[1]] in known:
            asked.pop(groups(pair), None)
    why = ", but it may as well be another"
    return [compared.merge(pair, why if pair in torn else "", sure=False) for pair in asked.values()]


# --- compared with what is there already --------------------------------------------------------------
def _placed(nodes: list[Node], clusters: list[Cluster], why: str, cell: Cell, ground: Ground) -> list[Node]:
    """Add each node to the one cluster it fits; return those that fit none.

    What fits several is a mention of one of them. Two that exclude each other never join the same cluster.
    """
    wanted: dict[int, list[tuple[Level, Node, str]]] = defaultdict(list)
    left = []
    for node in nodes:
        fits = best_fits(node, clusters, ground)
        sure = [i for i, f in fits if f.sure]
        if len(sure) == 1:
            wanted[sure[0]].append((fits[0][1].level, node, fits[0][1].reason))
        elif sure or (fits and not _stands_alone(node)):
            _mention(node, [clusters[i] for i, _ in fits], cell)
        else:
            left.append(node)
            cell.doubtful += [_merge(clusters[i].nodes[0], node, f.reason, sure=False) for i, f in fits]
    for index, wishes in wanted.items():
        for level, node, reason in wishes:
            if any(o is not node and at >= level and _excludes(node, o, ground) for at, o, _ in wishes):
                left.append(node)
            else:
                add_to(clusters[index], node, f"{reason}; {why}")
    return left


def _excludes(a: Node, b: Node, ground: Ground) -> bool:
    return ground.like(a, b).level is Level.APART


def best_fits(node: Node, clusters: list[Cluster], ground: Ground) -> list[tuple[int, Likeness]]:
    """The clusters that a node may belong to, of the highest level that any has."""
    fits = [(i, f) for i, c in enumerate(clusters) if (f := fit(node, c, ground)).level > Level.NONE]
    if not fits:
        return []
    best = max(f.level for _, f in fits)
    return [(i, f) for i, f in fits if f.level == best]


def fit(node: Node, cluster: Cluster, ground: Ground) -> Likeness:
    """The best likeness to any member; APART where it is apart from any."""
    found = Likeness(Level.NONE)
    for other in cluster.nodes:
        likeness = ground.like(node, other)
        if likeness.level is Level.APART:
            return likeness
        if likeness.level > found.level:
            found = likeness
    return found


def _mention(node: Node, several: list[Cluster], cell: Cell) -> None:
    cell.clusters.append(Cluster([node], _told_alike(node), mention=True))
    cell.doubtful += [_merge(other.nodes[0], node, MAY_BE, sure=False) for other in several]


def add_to(cluster: Cluster, node: Node, why: str, beside: str = "") -> None:
    """Add a node to a cluster, beside one of its claims, or else its first."""
    cluster.merges += _told_alike(node)
    cluster.merges.append(Merge(beside or cluster.first.claim, node.first.claim, why))
    cluster.nodes.append(node)


def _merge(a: Node, b: Node, why: str, sure: bool = True) -> Merge:
    return Merge(a.first.claim, b.first.claim, why, sure)


def _told_alike(node: Node) -> list[Merge]:
    first = node.first
    return [Merge(first.claim, f.claim, ONE_VOICE if f.voice == first.voice else ALL_ALIKE) for f in node.facts[1:]]
