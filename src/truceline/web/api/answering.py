"""Answering: values as JSON, by their fields alone, and what a board has to say."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from truceline.case import Case, Decision, Listed, Moment, ViewedClaim
from truceline.model import codec
from truceline.web.api import judged_shapes, shapes
from truceline.web.giving import members
from truceline.web.parts import CHUNK
from truceline.web.room import Board, Room
from truceline.web.span import start_of

REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": shapes.Problem, "description": words}
    for status, words in (
        (400, "What was sent cannot be read."),
        (401, "No valid token and no session."),
        (403, "Not open to this role, or without the word that a change needs."),
        (413, "More than can be sent at once."),
        (421, "Asked under a name that the server does not answer to."),
        (422, "Something that was asked for, or sent, cannot be used."),
        (503, "Another program is writing; ask again."),
    )
}
"""What every route may answer besides its own."""
MISSING: dict[int | str, dict[str, Any]] = {
    404: {
        "model": shapes.Problem,
        "description": "There is none with this id, or there was none at the moment asked for.",
    }
}
LATER: dict[int | str, dict[str, Any]] = {
    202: {"model": judged_shapes.Later, "description": "It is being worked out: ask again, or ask with `wait`."},
    **MISSING,
}
_LOOK = 0.05
"""Seconds between two looks for a board that is being waited for."""
_SOON = 2
"""Seconds after which it is worth asking again."""


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """Any plain value as JSON."""
    return Response(_json(value), status, headers, "application/json")


def joined(head: Mapping[str, Any], members: str) -> Response:
    """An object with the members of ``head`` and those of another, which is JSON already."""
    between = "," if head and members != "{}" else ""
    return Response(f"{_json(head)[:-1]}{between}{members[1:]}", media_type="application/json")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def stamp(moment: Moment | None) -> str | None:
    """A day or a moment in ISO form."""
    return moment.isoformat() if moment is not None else None


# --- values of the record ---------------------------------------------------------------------------------
def listed(found: Sequence[Listed]) -> str:
    """Claims as a JSON list. The record has each claim as JSON already; it is not read and written again."""
    return f"[{','.join(_listed(one) for one in found)}]"


def _listed(one: Listed) -> str:
    rest = {
        "status": one.status.value,
        "title": one.title,
        "publisher": one.publisher,
        "published": codec.dump(one.published),
        "known": one.known.isoformat(),
        "decided": one.decided,
        "superseded": one.superseded,
    }
    return f'{{"claim":{one.json},{_json(rest)[1:]}'


def standing(one: ViewedClaim) -> dict[str, Any]:
    claim = one.claim.to_json()
    return {
        "claim": claim,
        "machine": claim if one.machine is one.claim else one.machine.to_json(),
        "status": one.status.value,
        "decided": one.decided,
        "history": [decision(d) for d in one.history],
    }


def decision(one: Decision) -> dict[str, Any]:
    data: dict[str, Any] = codec.dump(one)
    return {**data, "changes": json.loads(one.changes) if one.changes else {}}


# --- boards -----------------------------------------------------------------------------------------------
class AsksForBoard(Protocol):
    """What is asked for of a board: ``wait`` in seconds, the arguments of the board, the moment that is replayed."""

    wait: float

    def board(self) -> dict[str, Any]: ...

    def moment(self, case: Case) -> Moment | None: ...


class AsksForPart(AsksForBoard, Protocol):
    limit: int
    cursor: str


async def worked_out(here: Room, function: str, asked: AsksForBoard, **more: Any) -> Response:
    """The board of a function of ``boards.values``, with what was asked for and how much of the record it knows.

    202 while it is being worked out; ``asked.wait`` seconds are waited for it. Raises why it cannot be worked out.
    """
    head, board = await waited(here, function, asked, **more)
    if not board.there:
        return later(head)
    return members(head, board)


async def part(here: Room, function: str, asked: AsksForPart, **more: Any) -> Response:
    """A part of a board's list. Lists are worked out in chunks; a part ends where its chunk does."""
    start = start_of(asked.cursor)
    chunk, skip = divmod(start, CHUNK)
    head, board = await waited(here, function, asked, chunk=chunk, **more)
    if not board.there:
        return later(head)
    items = board.value["items"][skip : skip + asked.limit]
    end, total = start + len(items), board.value["total"]
    return answer({**head, **board.value, "items": items, "next": str(end) if items and end < total else None})


async def waited(here: Room, function: str, asked: AsksForBoard, **more: Any) -> tuple[dict[str, Any], Board]:
    """What every answer from a board says first, and the board."""
    until, arguments = monotonic() + asked.wait, {**asked.board(), **more}
    as_of = await run_in_threadpool(asked.moment, here.case)
    while True:
        worked = here.worked
        board = await run_in_threadpool(_board, here, function, arguments)
        if board.error is not None or (board.fresh and board.there) or monotonic() >= until:
            break
        while here.worked == worked and monotonic() < until:
            await asyncio.sleep(_LOOK)
    if board.error is not None:
        raise board.error
    return {"as_of": stamp(as_of), "seq": board.seq, "fresh": board.fresh}, board


def later(head: dict[str, Any]) -> Response:
    """It is not there yet."""
    headers = {"Retry-After": str(_SOON), "Cache-Control": "no-store"}
    return answer({**head, "state": "being worked out"}, 202, headers)


def _board(here: Room, function: str, arguments: dict[str, Any]) -> Board:
    name = function if ":" in function else f"values:{function}"
    return here.board(name, patience=0.0, **arguments)
