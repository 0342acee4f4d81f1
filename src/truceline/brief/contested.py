"""Contested: what two voices say about one matter that cannot both hold as said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from truceline.brief import kinds
from truceline.brief.breaches import denial
from truceline.brief.brief import Group, Layout, Section
from truceline.brief.odds import groups
from truceline.brief.rivals import bare
from truceline.brief.sentences import can_be_coded, sentence
from truceline.brief.statements import Statement
from truceline.brief.words import matter_words
from truceline.model import Act

LIMIT = 12


class MatterKind(StrEnum):
    FIGURES = "figures"
    """Figures that do not meet."""
    DENIAL = "denial"
    """One says it, another denies it."""
    STATE = "state"
    """One says that it stands, another that it has run out."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter on which voices differ, beside any agreement.

    ``said`` are the ids of the claims behind each statement, in order of time: what one voice says, however many
    outlets carry it.
    """

    heading: str
    kind: MatterKind
    said: tuple[tuple[str, ...], ...]


def matters(all: Sequence[Statement]) -> tuple[Matter, ...]:
    """Every matter on which what two voices say cannot both hold as said, in order of time."""
    return tuple(Matter(_heading(group), _kind(group), tuple(s.ids for s in group)) for group in _contested(all))


def _kind(cluster: list[Statement]) -> MatterKind:
    if any(denial(s) or s.negated for s in cluster):
        return MatterKind.DENIAL
    return MatterKind.FIGURES if _counted(s.claim.act for s in cluster) else MatterKind.STATE


def contested(all: Sequence[Statement]) -> Section | None:
    """Rival figures and versions, matter by matter; accusations and their answers stand elsewhere."""
    found = _contested(all)
    if not found:
        return None
    lead = (
        "Different voices on one matter, side by side. They may count different people or speak of different moments."
    )
    left = tuple(i for g in found[:-LIMIT] for s in g for i in s.ids)
    return Section("contested", "Contested", lead, tuple(_group(g) for g in found[-LIMIT:]), left)


def _contested(all: Sequence[Statement]) -> list[list[Statement]]:
    found = [s for s in all if not kinds.breach(s)]
    return sorted(([found[n] for n in group] for group in groups(found)), key=lambda g: g[0].order)


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
