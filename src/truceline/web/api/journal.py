"""The journal, as a log of who entered what and when."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.case import Recorded
from truceline.web.api import journal_shapes as shapes
from truceline.web.api.answering import answer
from truceline.web.api.asking import EntriesAsked
from truceline.web.room import Here

router = APIRouter(tags=["journal"])
_CODER = '"coder":{'


@router.get("/journal", response_model=shapes.Journal)
def journal(here: Here, asked: Annotated[EntriesAsked, Query()]) -> Response:
    """The entries of the journal; each seals all those before it by their hash."""
    head = here.case.head()
    found = here.case.entries(
        asked.after,
        before=asked.before,
        limit=asked.limit,
        newest=asked.newest,
        kinds=tuple(asked.kind),
        author=asked.author,
    )
    full = len(found) == asked.limit
    last = found[-1].seq if found else 0
    more = last > 1 if asked.newest else last < head.seq
    return answer(
        {
            "head": {"seq": head.seq, "hash": head.hash},
            "items": [_entry(one, asked.whole) for one in found],
            "next": last if full and more else None,
        }
    )


def _entry(one: Recorded, whole: bool) -> dict[str, Any]:
    kind = one.kind
    entry = coding_of(one.payload) if kind == "claims coded" and not whole else json.loads(one.payload)
    if not whole and kind == "report added":
        del entry["report"]["text"]
    if kind == "correction":
        entry["changes"] = json.loads(entry["changes"])
    return {
        "seq": one.seq,
        "author": one.author,
        "time": one.time.isoformat(),
        "kind": kind,
        "entry": entry,
        "previous": one.previous,
        "hash": one.hash,
    }


def coding_of(payload: str) -> dict[str, Any]:
    """A coding with the number of its claims in place of them.

    The claims are most of the text, so they are counted and not read. In canonical JSON they come first, and each has
    one coder, as the coding itself has behind them; no string can hold the quotation marks that a name stands between.
    """
    begin = '{"claims":['
    claims, _, rest = payload.rpartition(f"],{_CODER}")
    if not payload.startswith(begin) or not rest:
        entry: dict[str, Any] = json.loads(payload)
        return {**entry, "claims": len(entry["claims"])}
    return {"claims": claims.count(_CODER), **json.loads(f"{{{_CODER}{rest}")}
