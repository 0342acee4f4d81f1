"""Queue's boards: what waits for a person, what would change a verdict most first: claims, pairs of claims that may
speak of one incident, pairs of names that may mean one party."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from truceline.assessment import Assessment
from truceline.case import Status
from truceline.consolidation import doubtful
from truceline.model.score import BY_HAND
from truceline.web.boards import weighing
from truceline.web.boards.weighing import Weight
from truceline.web.working import Working

MOST = 400
"""Items of a queue that are ordered by what rests on them; claims beyond these follow by doubt."""


def claims(working: Working, as_of: str = "", agreement: str = "", silence: str = "undenied") -> dict[str, Any]:
    """The claims nobody has looked at yet and on which something rests, in the order of the queue.

    First what would change most verdicts if it were rejected, then what else a verdict rests on, then what only bears
    on talks, truce, people or runway; those alike in this by doubt, the least sure first.
    """
    view = working.view(as_of)
    waiting = {c.id: c for c in view.current if c.status is Status.CODED and c.claim.score < BY_HAND}
    scores = {id: c.claim.score for id, c in waiting.items()}
    place = {id: n for n, id in enumerate(waiting)}
    found: dict[str, list[tuple[Assessment, Weight]]] = {}
    for assessment in _assessments(working, as_of, agreement, silence):
        for id, weight in weighing.weights(assessment, scores).items():
            found.setdefault(id, []).append((assessment, weight))
    ordered = sorted(found, key=lambda c: (*_rank([weight for _, weight in found[c]]), scores[c], place[c]))
    tried = sum(any(weight.flips is not None for _, weight in by) for by in found.values())
    items = [_item(waiting[id], found[id]) for id in ordered[:MOST]]
    return {"claims": items, "bearing": len(ordered), "tried": tried}


def _rank(by: Sequence[Weight]) -> tuple[int, bool]:
    """First what would change most; where that was not tried, a verdict that rests on nothing else would. Then whatever
    a verdict rests on at all."""
    most = sum(len(w.flips) if w.flips is not None else len(w.alone) for w in by)
    return -most, not any(w.cells for w in by)


def _item(viewed: Any, by: Sequence[tuple[Assessment, Weight]]) -> dict[str, Any]:
    items = [{"agreement": found.agreement.title, **weighing.plain(found, weight)} for found, weight in by]
    return {
        "id": viewed.id,
        "score": viewed.claim.score,
        "report": viewed.claim.report,
        "speaker": viewed.claim.speaker,
        "by": items,
        "changed": sum(one["changed"] for one in items),
    }


def _assessments(working: Working, as_of: str, agreement: str, silence: str) -> Iterator[Assessment]:
    """By the agreement asked for, else by each there is."""
    wanted = [agreement] if agreement else [text.id for text in working.case.agreements(working.moment(as_of))]
    for id in wanted:
        yield working.assessment(id, as_of, silence)


# --- incidents ------------------------------------------------------------------------------------------
def incidents(working: Working, as_of: str = "", agreement: str = "", silence: str = "undenied") -> dict[str, Any]:
    """Pairs of claims that may speak of one incident, those first on which most cells of the matrix rest."""
    view = working.view(as_of)
    place = {c.id: n for n, c in enumerate(view.current)}
    cells: dict[str, int] = {}
    for assessment in _assessments(working, as_of, agreement, silence):
        for id, rests in weighing.resting(assessment).items():
            cells[id] = cells.get(id, 0) + len(rests)
    pairs = []
    for pair, doubt in doubtful(view).items():
        first, second = sorted(pair, key=place.__getitem__)
        bearing = sum(cells.get(id, 0) for id in pair)
        pairs.append((bool(doubt.by), -bearing, place[first], place[second], first, second, doubt))
    ordered = [
        {"a": a, "b": b, "reason": doubt.reason, "by": doubt.by, "cells": -bearing}
        for _, bearing, _, _, a, b, doubt in sorted(pairs, key=lambda p: p[:4])
    ]
    return {"pairs": ordered[:MOST], "total": len(ordered)}


def consolidate(working: Working) -> dict[str, int]:
    """Note what follows from people's judgements on pairs of claims; the number of entries that it took."""
    return {"added": working.case.consolidate().added}


# --- parties --------------------------------------------------------------------------------------------
def parties(working: Working, as_of: str = "", agreement: str = "", silence: str = "undenied") -> dict[str, Any]:
    """Pairs of names that may mean one party, the likeliest reason first."""
    found = working.case.suggested_names(working.moment(as_of))
    pairs = [{"a": _name(one.a), "b": _name(one.b), "why": one.why} for one in found]
    return {"pairs": pairs[:MOST], "total": len(pairs)}


def _name(party: Any) -> dict[str, Any]:
    known = party.party.name if party.party is not None else ""
    return {"name": party.name, "known": known, "speaks": party.speaks, "acts": party.acts, "same": list(party.same_as)}
