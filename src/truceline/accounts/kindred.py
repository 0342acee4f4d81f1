"""Kindred: nodes that may have to do with one another, straight or by way of others; the rest need no comparing.

Of two nodes that are not kindred nothing can be taken together, nor be in doubt: by whom it was done, whom it is
about or where it was rules that out, and no third node leads from the one to the other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from truceline.accounts.likeness import ruled_out
from truceline.accounts.nodes import Node


def kindred_pairs(nodes: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """Every two nodes of one deed that are kindred, by their places, in order."""
    alike: dict[object, list[int]] = defaultdict(list)
    for n, node in enumerate(nodes):
        alike[node.actors, node.people, node.recipients, node.place].append(n)
    family: dict[int, list[int]] = {}
    for kinds in _families(nodes, list(alike.values())):
        whole = sorted(n for kind in kinds for n in kind)
        family.update(dict.fromkeys(whole, whole))
    passed: dict[int, int] = defaultdict(int)
    for n in range(len(nodes)):
        whole = family[n]
        passed[whole[0]] += 1
        for m in whole[passed[whole[0]] :]:
            yield n, m


def _families(nodes: Sequence[Node], kinds: list[list[int]]) -> Iterator[list[list[int]]]:
    """The kinds of nodes that are kindred, together."""
    left = kinds
    while left:
        found, left = left[:1], left[1:]
        for kind in found:
            far = [other for other in left if ruled_out(nodes[kind[0]], nodes[other[0]])]
            if len(far) < len(left):
                known = {other[0] for other in far}
                found += [other for other in left if other[0] not in known]
                left = far
        yield found
