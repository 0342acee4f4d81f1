"""Weighing: what rests on a claim, and which verdicts would be others without it.

A claim is left out as if somebody had rejected it, and the cells of the matrix that this touches are worked out
again. That is done for the claims on which most rests, as far as ``TRIED`` and ``SECONDS`` go; of the others it is
known what rests on them.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.ledger import COLUMNS
from truceline.accounts.matrix import Cell, Row
from truceline.accounts.shown import Shown, according_of, cell_words, own_cell, prohibitions
from truceline.assessment import Assessment

TRIED = 200
"""Claims that are left out in turn, at most."""
SECONDS = 5.0
"""Seconds after which no further claim is left out."""

Place = tuple[str, str]
"""A cell of the matrix, in its account's own reading: (duty, account)."""


@dataclass(frozen=True, slots=True)
class Flip:
    """One cell that would read otherwise."""

    place: Place
    before: Shown
    after: Shown


@dataclass(slots=True)
class Weight:
    """What rests on one claim: cells of the matrix, ``alone`` those with a verdict that rests on nothing else.

    ``others`` says what else does: "talks", "truce", "people", "runway". ``flips`` are the cells that would be others
    without the claim; None where that was not tried.
    """

    claim: str
    cells: set[Place] = field(default_factory=set)
    alone: set[Place] = field(default_factory=set)
    others: dict[str, None] = field(default_factory=dict)
    flips: tuple[Flip, ...] | None = None


def weights(found: Assessment, among: Mapping[str, float]) -> dict[str, Weight]:
    """What rests on the claims ``among`` which it is asked for, each given with its score."""
    all = _resting(found)
    wanted = {id: weight for id, weight in all.items() if id in among}
    tried = sorted((w for w in wanted.values() if w.cells), key=lambda w: _promise(w, among[w.claim]))
    _try(found, tried[:TRIED])
    return wanted


def resting(found: Assessment) -> dict[str, set[Place]]:
    """The cells that rest on each claim."""
    return {id: weight.cells for id, weight in _resting(found).items()}


def plain(found: Assessment, weight: Weight) -> dict[str, Any]:
    """A weight as plain values, with cells that read alike together."""
    every = tuple(found.accounts)
    same: dict[tuple[str, Shown, Shown], list[str]] = defaultdict(list)
    for flip in weight.flips or ():
        same[flip.place[0], flip.before, flip.after].append(flip.place[1])
    duties: dict[str, list[str]] = defaultdict(list)
    for duty, account in sorted(weight.cells, key=lambda p: every.index(p[1])):
        duties[duty].append(account)
    return {
        "changes": [
            {"duty": duty, "who": according_of(names, every), "before": _plain(before), "after": _plain(after)}
            for (duty, before, after), names in same.items()
        ],
        "changed": len(weight.flips or ()),
        "tried": weight.flips is not None,
        "rests": [
            {"duty": name, "who": according_of(duties[name], every)}
            for name in found.judging.duties()
            if name in duties
        ],
        "cells": len(weight.cells),
        "alone": len(weight.alone),
        "others": list(weight.others),
    }


def _plain(shown: Shown) -> dict[str, str]:
    return {"mark": shown.mark, "words": shown.words, "tint": shown.tint}


# --- what rests on what ---------------------------------------------------------------------------------
def _resting(found: Assessment) -> dict[str, Weight]:
    weights: dict[str, Weight] = {}
    for place, cell in _own_cells(found):
        for verdict in cell.verdicts:
            for id in verdict.claims:
                weight = weights.setdefault(id, Weight(id))
                weight.cells.add(place)
                if len(verdict.claims) == 1:
                    weight.alone.add(place)
    for what, ids in _else(found):
        for id in ids:
            weights.setdefault(id, Weight(id)).others[what] = None
    return weights


def _own_cells(found: Assessment) -> Iterator[tuple[Place, Cell]]:
    for row in found.matrix().rows:
        for account in found.accounts:
            cell = own_cell(row, account)
            if cell is not None:
                yield (row.duty, account), cell


def _else(found: Assessment) -> Iterator[tuple[str, Iterable[str]]]:
    """Everything but verdicts that rests on claims, each with the ids of these."""
    talks = found.talks()
    for account in found.accounts:
        own = found.own(account)
        reading = found.read(own)
        for what, moves in (("talks", talks.of(account).moves[-1:]), ("truce", talks.truce(account).moves[-1:])):
            yield what, [id for move in moves for id in move.claims]
        yield "truce", found.end(account, own).claims
        yield "runway", found.runway(account, own).claims if found.agreement.terms(reading).extensions else ()
        book = found.ledger(account, own)
        yield "people", [id for entry in book.entries for name in COLUMNS for id in entry.column(name).claims]


# --- leaving out ----------------------------------------------------------------------------------------
def _promise(weight: Weight, score: float) -> tuple[int, int, float, str]:
    """Those on which most rests first: what rests on them alone before what rests on others as well."""
    return -len(weight.alone), -len(weight.cells), score, weight.claim


def _try(found: Assessment, tried: Iterable[Weight]) -> None:
    facts = {fact.claim: fact for fact in found.facts}
    barred = prohibitions(found.agreement)
    rows = {row.duty: row for row in found.matrix().rows}
    end = time.monotonic() + SECONDS
    for weight in tried:
        if time.monotonic() > end:
            return
        if weight.claim in facts:
            weight.flips = tuple(_flips(found, _without(found, facts[weight.claim]), rows, barred))


def _without(found: Assessment, fact: Fact) -> Assessment:
    """The assessment as if one claim told of nothing."""
    return found.with_facts([Fact(
        fact.claim, fact.report, fact.voice, fact.speaker, fact.sides, fact.known, "", Told.SUPPOSED, Measure.NONE,
        position=fact.position,
    )])  # fmt: skip


def _flips(found: Assessment, later: Assessment, rows: Mapping[str, Row], barred: frozenset[str]) -> Iterator[Flip]:
    for after in later.matrix().rows:
        before = rows.get(after.duty)
        if before is None or after is before:
            continue
        for account in found.accounts:
            one, other = own_cell(before, account), own_cell(after, account)
            if _states(one) != _states(other):
                yield Flip((after.duty, account), *(_words(found, c, after.duty in barred) for c in (one, other)))


def _states(cell: Cell | None) -> tuple[object, ...]:
    return tuple((v.instance, v.state) for v in cell.verdicts) if cell is not None else ()


def _words(found: Assessment, cell: Cell | None, barred: bool) -> Shown:
    return cell_words(cell, found.at, barred=barred)
