"""Exporting: all the claims of a view, in its order, as a file."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter
from fastapi.responses import Response

from truceline.web.address import Address, At
from truceline.web.filter import read
from truceline.web.giving import written
from truceline.web.room import Here, Room

router = APIRouter()
_KINDS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "plover": "application/x-ndjson"}
_ENDS = {"csv": "csv", "jsonl": "jsonl", "plover": "plover.jsonl"}


@router.get("/claims.csv")
def as_csv(here: Here, at: At) -> Response:
    """A table: one row a claim. Cells that a spreadsheet could run begin with an apostrophe."""
    return _file(here, at, "csv")


@router.get("/claims.jsonl")
def as_json(here: Here, at: At) -> Response:
    """One claim a line, whole."""
    return _file(here, at, "jsonl")


@router.get("/claims.plover")
def as_plover(here: Here, at: At) -> Response:
    """Event records, one a line; claims of how things are, which are no events, are left out."""
    return _file(here, at, "plover")


def _file(here: Room, at: Address, format: str) -> Response:
    pieces = here.case.exported(format, read(here.case, at, strict=True).asked)
    moment = f"-as-of-{at.as_of_words.replace(':', '.')}" if at.as_of_words else ""
    name = quote(f"claims{moment}.{_ENDS[format]}", safe="")
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return written(pieces, _KINDS[format], headers)
