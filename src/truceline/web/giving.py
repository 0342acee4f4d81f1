"""Giving: what a page shows, as a file to be kept."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from fastapi.responses import Response, StreamingResponse
from starlette.exceptions import HTTPException

from truceline.web.kept import PIECE
from truceline.web.room import Board

PATIENT = 20.0
"""Seconds that a file waits for the board it is made of."""
_IN_TURN = 10
"""Pieces of a long file that are made at once, in the turn of who asks; others have theirs between the further ones."""
_LARGE = 64 * 1024


def sound(board: Board) -> Board:
    """The board. Raises what it could not be worked out for."""
    if board.error is not None:
        raise board.error
    return board


def ready(board: Board) -> Board:
    """The board. Raises as ``sound`` does, and answers 503 where it is being worked out still."""
    if not sound(board).there or not board.fresh:
        raise HTTPException(503, "this is being worked out. Ask again in a moment.", {"Retry-After": "5"})
    return board


def worked_out(board: Board) -> dict[str, Any]:
    """What a board holds. Raises as ``ready`` does."""
    found: dict[str, Any] = ready(board).value
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
    return Response(body, media_type=f"{kind}; charset=utf-8", headers=_called(name))


def streamed(board: Board, name: str, kind: str, filename: str) -> Response:
    """A text or a part of a board, or the board itself (""), as a file called ``filename`` that is sent in pieces: no
    more than one is in memory at once. Answers 404 where the board has none of this name.
    """
    return _sent(board.chunks(name), _size(board, name), f"{kind}; charset=utf-8", _called(filename))


def written(pieces: Iterator[str], kind: str, headers: Mapping[str, str]) -> Response:
    """A file that is written as it is sent: whole where it is short, else in larger pieces after its beginning."""
    begun = list(islice(pieces, _IN_TURN))
    if len(begun) < _IN_TURN:
        return Response("".join(begun), media_type=kind, headers=dict(headers))
    return StreamingResponse(_gathered(chain(begun, pieces)), media_type=kind, headers=dict(headers))


def _gathered(pieces: Iterable[str]) -> Iterator[bytes]:
    """The same text in larger pieces, so that few of them cross from the thread that makes them."""
    waiting, size = list[str](), 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _LARGE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()


def members(head: Mapping[str, Any], board: Board, name: str = "") -> Response:
    """A JSON object with the members of ``head`` and those of a board, or of a part of it, which is one as well; sent
    in pieces, as ``streamed`` does."""
    size = _size(board, name)
    start = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()[:-1]
    start += b"," if head and size > len(b"{}") else b""
    return _sent(_after(start, board.chunks(name)), len(start) + size - 1, "application/json", {})


def _after(start: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """An object whose first members are ``start``."""
    yield start + next(pieces, b"{}")[1:]
    yield from pieces


def _size(board: Board, name: str) -> int:
    size = board.size(name)
    if size is None:
        raise HTTPException(404, "there is no such file.")
    return size


def _sent(pieces: Iterator[bytes], size: int, kind: str, headers: dict[str, str]) -> Response:
    if size <= PIECE:
        return Response(b"".join(pieces), media_type=kind, headers=headers)
    return StreamingResponse(pieces, media_type=kind, headers={**headers, "Content-Length": str(size)})


def _called(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}
