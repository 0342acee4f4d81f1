"""Contested: what two voices say about one matter that cannot both hold as said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from truceline.brief import kinds
from truceline.brief.brief import Group, Layout, Section
from truceline.brief.rivals import at_odds, bare, signature
from truceline.brief.sentences import can_be_coded, sentence
from truceline.brief.statements import Statement
from truceline.brief.words import matter_words
from truceline.model import Act

LIMIT = 12


def contested(all: Sequence[Statement]) -> Section | None:
    """Rival figures and versions, matter by matter; accusations and their answers stand elsewhere."""
    found = _clusters([s for s in all if not kinds.breach(s)])
    if not found:
        return None
    found.sort(key=lambda g: g[0].order)
    lead = (
        "Different voices on one matter, side by side. They may count different people or speak of different moments."
    )
    left = tuple(i for g in found[:-LIMIT] for s in g for i in s.ids)
    return Section("contested", "Contested", lead, tuple(_group(g) for g in found[-LIMIT:]), left)


def _group(cluster: list[Statement]) -> Group:
    coded = all(can_be_coded(s) for s in cluster)
    sentences = tuple(sentence(s, coded=coded) for s in cluster)
    return Group(sentences, _heading(cluster), layout=Layout.BESIDE)


def _heading(cluster: list[Statement]) -> str:
    """The matter, by the fullest coded act among the rivals."""
    acts = sorted((s.claim.act for s in cluster), key=lambda act: (bare(act), not act.category))
    unnamed = bare(acts[0]) and not acts[0].category
    if not _counted(acts) and (unnamed or len({act.type for act in acts}) > 1):
        return "A statement and its denial"
    if unnamed and not acts[0].figures[0].unit:
        return "Differing counts"
    figures = acts[0].figures
    named = replace(acts[0], category=figures[0].unit) if figures and figures[0].unit else acts[0]
    return matter_words(named, modes=[act.mode for act in acts if not bare(act)])


def _counted(acts: Iterable[Act]) -> bool:
    return all(act.figures for act in acts)


def _clusters(found: list[Statement]) -> list[list[Statement]]:
    """Groups of statements each of which is at odds with another in the group; a voice's same count
    told twice joins two groups to one."""
    links: dict[int, set[int]] = defaultdict(set)
    for n, a in enumerate(found):
        for m in range(n + 1, len(found)):
            if at_odds(a, found[m]):
                links[n].add(m)
                links[m].add(n)
    _join_same_counts(found, links)
    groups, seen = [], set[int]()
    for n in sorted(links):
        if n not in seen:
            reached = _reached(n, links)
            seen |= reached
            groups.append([found[m] for m in sorted(reached)])
    return groups


def _join_same_counts(found: list[Statement], links: dict[int, set[int]]) -> None:
    first: dict[object, int] = {}
    for n in sorted(links):
        if (key := signature(found[n])) is not None:
            m = first.setdefault(key, n)
            if m != n:
                links[n].add(m)
                links[m].add(n)


def _reached(n: int, links: dict[int, set[int]]) -> set[int]:
    reached, todo = {n}, [n]
    while todo:
        fresh = links[todo.pop()] - reached
        reached |= fresh
        todo += fresh
    return reached
