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
    kind, entry = one.kind, json.loads(one.payload)
    if not whole and kind == "report added":
        del entry["report"]["text"]
    if not whole and kind == "claims coded":
        entry["claims"] = len(entry["claims"])
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
