"""Exporting: all the claims of a view, in its order, as a file."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from truceline.web.address import Address, At
from truceline.web.filter import read
from truceline.web.room import Here, Room

router = APIRouter()
_KINDS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "plover": "application/x-ndjson"}
_ENDS = {"csv": "csv", "jsonl": "jsonl", "plover": "plover.jsonl"}
_PIECE = 64 * 1024


@router.get("/claims.csv")
def as_csv(here: Here, at: At) -> StreamingResponse:
    """A table: one row a claim. Cells that a spreadsheet could run begin with an apostrophe."""
    return _file(here, at, "csv")


@router.get("/claims.jsonl")
def as_json(here: Here, at: At) -> StreamingResponse:
    """One claim a line, whole."""
    return _file(here, at, "jsonl")


@router.get("/claims.plover")
def as_plover(here: Here, at: At) -> StreamingResponse:
    """Event records, one a line; claims of how things are, which are no events, are left out."""
    return _file(here, at, "plover")


def _file(here: Room, at: Address, format: str) -> StreamingResponse:
    pieces = here.case.exported(format, read(here.case, at, strict=True).asked)
    moment = f"-as-of-{at.as_of_words.replace(':', '.')}" if at.as_of_words else ""
    name = quote(f"claims{moment}.{_ENDS[format]}", safe="")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return StreamingResponse(_gathered(pieces), media_type=_KINDS[format], headers=headers)


def _gathered(pieces: Iterator[str]) -> Iterator[bytes]:
    """The same text in larger pieces, so that few of them cross from the thread that makes them."""
    waiting, size = [], 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= _PIECE:
            yield "".join(waiting).encode()
            waiting, size = [], 0
    yield "".join(waiting).encode()
