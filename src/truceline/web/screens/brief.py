"""Brief: the situation brief of a moment, to be read, printed and taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from truceline.errors import InputError, UnknownId
from truceline.web.address import Address, At
from truceline.web.giving import PATIENT, given, worked_out
from truceline.web.pages import page
from truceline.web.room import PATIENCE, Board, Here, Room

router = APIRouter()
KINDS = {"html": "text/html", "md": "text/markdown", "json": "application/json"}
"""The forms a brief is given out in."""
FEW = 6
"""Note marks that stand in a row; further ones open on request."""
Since = Annotated[str, Query(max_length=40)]


@router.get("/brief", name="brief")
def brief(request: Request, here: Here, at: At, since: Since = "") -> Response:
    """``since`` is where "what changed" begins; ``section``, which may come several times, what is shown of it."""
    since = _moment(here, since)
    board = _whole(here, at, since)
    wanted = at.all("section")
    told = _chosen(board.value, wanted) if board.value is not None else None
    return page(
        request,
        "brief.html",
        board=board,
        told=told,
        entered=_entered(here, board),
        since=since,
        wanted=wanted,
        sections=[(s["key"], s["title"]) for s in board.value["sections"]] if board.value is not None else [],
        few=FEW,
        dated=dated,
        whole=kept_together,
        taken_out=lambda form: Address(f"/brief.{form}", at.query).same(),
    )


@router.get("/brief/pictures/{name}", name="brief_picture")
def picture(here: Here, at: At, name: str, since: Since = "") -> Response:
    """One picture of the brief, as a Vega-Lite specification: of the brief that the page shows meanwhile, where a newer
    one is being worked out. Raises UnknownId."""
    board = _whole(here, at, _moment(here, since), PATIENT)
    value = board.value if board.value is not None else worked_out(board)
    for chart in value["charts"]:
        if chart["name"] == name:
            return JSONResponse(chart["spec"])
    raise UnknownId("the brief has no such picture.", where=name, todo="See the brief for those that it has.")


@router.get("/brief.{form}", name="brief_file")
def file(here: Here, at: At, form: str, since: Since = "") -> Response:
    """The brief as a file: one HTML page that needs nothing else, Markdown, or JSON."""
    if form not in KINDS:
        raise InputError(f"a brief is not given out as {form!r}.", todo=f"Choose one of {', '.join(KINDS)}.")
    sections = sorted(set(at.all("section")))
    since = _moment(here, since)
    board = here.board(
        "brief:written", patience=PATIENT, format=form, as_of=at.as_of_words, since=since, sections=sections
    )
    value = worked_out(board)
    day = f"-{at.as_of_words[:10]}" if at.as_of_words else ""
    return given(value["text"], KINDS[form], f"brief{day}.{form}")


# --- inside ---------------------------------------------------------------------------------------------
def _whole(here: Room, at: Address, since: str, patience: float = PATIENCE) -> Board:
    return here.board("brief:whole", patience=patience, as_of=at.as_of_words, since=since)


def _entered(here: Room, board: Board) -> datetime | None:
    """When the last entry was made that the brief knows."""
    last = here.case.entries(board.seq - 1, limit=1) if board.seq else ()
    return last[0].time if last else None


def _moment(here: Room, words: str) -> str:
    """The words of a moment, once they are known to be one. Raises ValueProblem."""
    words = words.strip()
    if words:
        here.case.moment(words)
    return words


def _chosen(value: Mapping[str, Any], wanted: list[str]) -> dict[str, Any]:
    """The brief with the sections that are wanted (all, where none is named) and the notes that they call."""
    # A board's value is everybody's: what is written into it below is written into a copy.
    sections = deepcopy([s for s in value["sections"] if not wanted or s["key"] in wanted])
    first: dict[int, int] = {}
    for cell in _cells(sections):
        cell["first"] = [n for n in dict.fromkeys(cell["notes"]) if first.setdefault(n, id(cell)) == id(cell)]
    notes = [n for n in value["notes"] if n["number"] in first]
    there = {s["key"] for s in sections}
    charts: dict[str, list[Any]] = {}
    for chart in value["charts"]:
        if chart["section"] in there or (not chart["section"] and not wanted):
            charts.setdefault(chart["section"], []).append(chart)
    return {**value, "sections": sections, "notes": notes, "charts": charts}


def _cells(sections: list[Any]) -> Iterator[dict[str, Any]]:
    """Whatever calls notes, in the order of the page: the cells of tables and the sentences."""
    for group in (g for section in sections for g in section["groups"]):
        for line in group["table"]["lines"] if group["table"] else ():
            yield from line["entries"]
        yield from group["sentences"]
        yield from group["answers"]


def dated(text: str) -> str:
    """The text with each day kept on one line with its month and year."""
    return re.sub(r"(?<=\d) (?=[A-Z][a-z])|(?<=[a-z]) (?=\d{4}\b)", "\u00a0", text)


def kept_together(text: str) -> str:
    """The text of a cell with each count kept on one line: "50–61 of 50", "7 pending"."""
    return re.sub(r"(?<=\d) (?=of \d|[a-z])|(?<=of) (?=\d)|(?<=\w) (?=\d+(?:,|$))", "\u00a0", text)
