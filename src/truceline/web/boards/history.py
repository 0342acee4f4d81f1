"""How the verdict on one term came about: by each account, at each moment that could change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any

from truceline.accounts.matrix import Cell
from truceline.accounts.shown import Shown, cell_words, column_words, own_cell, prohibitions
from truceline.agreements.clock import told_of
from truceline.assessment import Assessment
from truceline.errors import UnknownId
from truceline.web.boards.duty import assessed, row_of
from truceline.web.boards.matrix import cell, heading
from truceline.web.working import Working, plain_moment

MOST = 60
"""Moments that are looked at; of more, evenly many are left out, never the first nor the last."""
BUDGET = 60.0
"""Seconds that they may take together; where one takes long, fewer are looked at."""
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with the verdicts of every account on the term; None of an account that has none."""

    at: datetime
    shown: dict[str, Shown]
    claims: dict[str, tuple[str, ...]]


def history(
    working: Working, name: str, as_of: str = "", agreement: str = "", silence: str = "undenied"
) -> dict[str, Any]:
    """The verdicts on one duty over time: at each moment what could be known by then, judged at that moment.

    The moments are those at which a claim that bears on the duty was known, an instance fell due or a text was dated.
    """
    found = assessed(working, as_of, agreement, silence)
    row_of(found, name)
    every = tuple(found.accounts)
    possible = _possible(working, found, name, as_of)
    looked, left_out = _looked_at(working, found, name, silence, possible)
    groups = _groups(looked, every)
    return {
        **heading(found),
        "duty": name,
        "moments": len(looked),
        "left_out": left_out,
        "columns": [{"account": names[0], "words": column_words(names, every)} for names in groups],
        "rows": list(_rows(looked, groups)),
    }


# --- which moments --------------------------------------------------------------------------------------
def _possible(working: Working, found: Assessment, name: str, as_of: str) -> list[datetime]:
    cells = found.row(name).cells
    bearing = {claim for c in cells for v in c.verdicts for claim in v.claims}
    incidents = {i for c in cells for v in c.verdicts for i in v.incidents}
    facts = (f for i in found.incidents.incidents if i.id in incidents for f in i.facts)
    moments = {f.known for f in facts} | {f.known for f in found.facts if f.claim in bearing}
    moments |= {at for c in cells for v in c.verdicts for at in (v.opens, v.due) if at is not None}
    texts = working.case.agreement_texts(found.agreement.id, working.moment(as_of))
    moments |= {t.dated.start for t in texts if t.dated.start is not None}
    begin = min((t.dated.start for t in texts if t.dated.start is not None), default=found.agreement.text_of)
    told = sorted({told_of(m) for m in moments if m <= found.at} | {found.at})
    return [m for m in told if m >= begin] or [found.at]


def thinned(moments: Sequence[datetime], most: int) -> list[datetime]:
    """At most so many, evenly spread, the first and the last among them."""
    if len(moments) <= most:
        return list(moments)
    step = (len(moments) - 1) / (most - 1)
    return [moments[round(n * step)] for n in range(most)]


def _looked_at(
    working: Working, found: Assessment, name: str, silence: str, possible: Sequence[datetime]
) -> tuple[list[Moment], int]:
    """The verdicts at the moments, or at as many of them as there is time for; how many were left out."""
    begun = monotonic()
    last = _moment(found, found.at, name)
    took = monotonic() - begun
    begun = monotonic()
    first = _known_at(working, found, name, silence, possible[0])
    took = max(took, monotonic() - begun, 0.001)
    chosen = thinned(possible, max(_FEWEST, min(MOST, int(BUDGET / took))))
    between = [_known_at(working, found, name, silence, m) for m in chosen[1:-1]]
    every = [first, *between, last] if len(chosen) > 1 else [last]
    return [m for m in every if m is not None], len(possible) - len(chosen)


def _known_at(working: Working, found: Assessment, name: str, silence: str, at: datetime) -> Moment | None:
    """What was judged at a moment by what was known then; None where there was no such agreement or duty yet."""
    try:
        then = working.case.assess(found.agreement.id, as_of=at, silence=silence)
        row_of(then, name)
    except UnknownId:
        return None
    return _moment(then, at, name)


def _moment(then: Assessment, at: datetime, name: str) -> Moment:
    row, barred = then.row(name), name in prohibitions(then.agreement)
    own = {account: own_cell(row, account) for account in then.accounts}
    return Moment(
        at,
        {account: cell_words(c, then.at, barred=barred) for account, c in own.items()},
        {account: _claims(c) for account, c in own.items()},
    )


def _claims(found: Cell | None) -> tuple[str, ...]:
    verdicts = found.verdicts if found is not None else ()
    return tuple(dict.fromkeys(c for v in verdicts for c in v.claims))


# --- what changed ---------------------------------------------------------------------------------------
def _groups(looked: Sequence[Moment], every: Sequence[str]) -> list[list[str]]:
    """Accounts that had the same verdict at every moment stand together."""
    same: dict[object, list[str]] = {}
    for account in every:
        same.setdefault(tuple(m.shown.get(account) for m in looked), []).append(account)
    return sorted(same.values(), key=lambda names: every.index(names[-1]))


def _rows(looked: Sequence[Moment], groups: Sequence[Sequence[str]]) -> Iterator[dict[str, Any]]:
    """The moments at which a verdict is another than before, each with the claims that were new in it."""
    before: Moment | None = None
    for n, moment in enumerate(looked):
        cells = [_cell(moment, before, names[0]) for names in groups]
        if any(c["changed"] for c in cells) or n + 1 == len(looked):
            new = [c for names in groups for a in names for c in _new(moment, before, a)]
            yield {"at": plain_moment(moment.at), "cells": cells, "claims": list(dict.fromkeys(new))}
        before = moment


def _cell(moment: Moment, before: Moment | None, account: str) -> dict[str, Any]:
    now = moment.shown.get(account)
    changed = before is None or before.shown.get(account) != now
    return {"cell": cell(now), "changed": changed}


def _new(moment: Moment, before: Moment | None, account: str) -> Iterator[str]:
    known = set(before.claims.get(account, ())) if before is not None else set()
    if before is None or before.shown.get(account) != moment.shown.get(account):
        yield from (c for c in moment.claims.get(account, ()) if c not in known)
