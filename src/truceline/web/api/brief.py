"""Brief: the situation brief, in parts for programs, or whole as a file."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.errors import UnknownId
from truceline.web.api import brief_shapes as shapes
from truceline.web.api.answering import LATER, answer, later, waited
from truceline.web.api.asking import BriefAsked, BriefPart, Words
from truceline.web.boards.brief import CHUNK
from truceline.web.boards.statements import ROWS, cut
from truceline.web.giving import members, streamed
from truceline.web.room import Here
from truceline.web.span import start_of

router = APIRouter(tags=["worked out"], responses=LATER)
FORMS = {"whole": ("json", "application/json"), "md": ("md", "text/markdown"), "html": ("html", "text/html")}
"""What ``format`` may be besides "json", with the ending and the kind of its file."""
_ALSO: dict[int | str, dict[str, Any]] = {200: {"content": {"text/markdown": {}, "text/html": {}}}}
_BOARD = "brief:whole"
Part = Annotated[BriefPart, Query()]


@router.get("/brief", response_model=shapes.Brief | shapes.BriefWhole, responses=_ALSO)
async def brief(here: Here, asked: Annotated[BriefAsked, Query()]) -> Response:
    """The situation brief as it opens: sections of sentences, each with the ids of its claims; or the whole of it as
    one file (`format=whole` is JSON, as `truceline brief --format json` writes it)."""
    if asked.format != "json":
        return await _file(here, asked)
    head, board = await waited(here, _BOARD, asked)
    return members(head, board, "opening") if board.there else later(head)


@router.get("/brief/sections/{key}", response_model=shapes.BriefPage)
async def section(here: Here, key: Words, asked: Part) -> Response:
    """One section of the brief with all its statements; `limit` counts rows."""
    head, board = await waited(here, _BOARD, asked)
    if not board.there:
        return later(head)
    chunk, skip = divmod(start_of(asked.cursor), ROWS)
    found, rows = board.part(f"sections/{key}/{chunk}"), _rows(board.value, key)
    groups = cut(found["groups"], skip, asked.limit) if found else []
    end = min(chunk * ROWS + skip + asked.limit, (chunk + 1) * ROWS)
    told = found or {**board.part(f"sections/{key}/0"), "groups": []}
    return answer({**head, **told, "groups": groups, "next": str(end) if groups and end < rows else None})


@router.get("/brief/notes", response_model=shapes.BriefNotes)
async def notes(here: Here, asked: Part) -> Response:
    """The notes of the brief in the order of their numbers: the words that it rests on."""
    return await _listed(here, asked, "notes", "notes")


@router.get("/brief/sources", response_model=shapes.BriefSources)
async def sources(here: Here, asked: Part) -> Response:
    """The reports that the brief is made from."""
    return await _listed(here, asked, "sources", "reports")


# --- inside ---------------------------------------------------------------------------------------------
async def _file(here: Here, asked: BriefAsked) -> Response:
    form, kind = FORMS[asked.format]
    head, board = await waited(here, "brief:written", asked, format=form, sections=[])
    return streamed(board, "text", kind, f"brief.{form}") if board.there else later(head)


async def _listed(here: Here, asked: BriefPart, name: str, counted: str) -> Response:
    """A part of a list of the brief. Lists are kept in chunks; a part ends where its chunk does."""
    head, board = await waited(here, _BOARD, asked)
    if not board.there:
        return later(head)
    start, total = start_of(asked.cursor), board.value["totals"][counted]
    chunk, skip = divmod(start, CHUNK)
    items = (board.part(f"{name}/{chunk}") or [])[skip : skip + asked.limit]
    end = start + len(items)
    return answer({**head, "items": items, "total": total, "next": str(end) if items and end < total else None})


def _rows(told: dict[str, Any], key: str) -> int:
    """How many rows a section has. Raises UnknownId."""
    for one in told["sections"]:
        if one["key"] == key:
            return int(one["rows"])
    there = "; ".join(one["key"] for one in told["sections"])
    raise UnknownId(f"the brief has no section {key!r}.", where="key", todo=f"There are: {there}.")
