"""Giving: what a page shows, as a file to be kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from truceline.web.room import Board

PATIENT = 20.0
"""Seconds that a file waits for the board it is made of."""


def sound(board: Board) -> Board:
    """The board. Raises what it could not be worked out for."""
    if board.error is not None:
        raise board.error
    return board


def worked_out(board: Board) -> dict[str, Any]:
    """What a board holds. Raises as ``sound`` does, and answers 503 where it is being worked out still."""
    if sound(board).value is None or not board.fresh:
        raise HTTPException(503, "this is being worked out. Ask again in a moment.", {"Retry-After": "5"})
    found: dict[str, Any] = board.value
    return found


def table(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV; what a spreadsheet would take for a formula is marked as words."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[_plain(cell) for cell in row] for row in rows])
    return out.getvalue()


def _plain(words: str) -> str:
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r") else words


def given(body: str, kind: str, name: str) -> Response:
    """A file called ``name``."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, media_type=f"{kind}; charset=utf-8", headers=headers)
