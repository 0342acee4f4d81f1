"""Brief: the situation brief of a moment, to be read, printed and taken out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from truceline.errors import InputError, UnknownId
from truceline.web.address import Address, At
from truceline.web.boards.brief import CHUNK
from truceline.web.boards.statements import NOTES as NAMED
from truceline.web.boards.statements import ROWS
from truceline.web.drawn import drawn
from truceline.web.giving import PATIENT, members, ready, streamed
from truceline.web.pages import page
from truceline.web.room import PATIENCE, Board, Here, Room
from truceline.web.span import Span, start_of

router = APIRouter()
KINDS = {"html": "text/html", "md": "text/markdown", "json": "application/json"}
"""The forms a brief is given out in."""
FEW = 6
"""Note marks that stand in a row; further ones open on request."""
MARKS = 8
"""Note marks of a statement that rests on more claims than can be named, where its section is shown with others."""
NOTES, MOST = 100, 250
"""Notes that stand on a page: so many where more than so many are called. The others' numbers lead to their claims."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the text shows: ``sections`` by their keys, ``all`` where none was chosen, and where one was chosen alone,
    which ``part`` of it, from 0."""

    sections: tuple[str, ...]
    all: bool
    part: int | None = None


Since = Annotated[str, Query(max_length=40)]
Cursor = Annotated[str, Query(max_length=20)]


@router.get("/brief", name="brief")
def brief(request: Request, here: Here, at: At, since: Since = "", cursor: Cursor = "") -> Response:
    """``since`` is where "what changed" begins; ``section``, which may come several times, what is shown of it. One
    section alone is shown with all its statements, from the row ``cursor`` on."""
    since, start = _moment(here, since), start_of(cursor)
    board = _whole(here, at, since)
    told, wanted = board.value, at.all("section")
    return page(
        request,
        "brief.html",
        board=board,
        told=told,
        entered=_entered(here, board),
        since=since,
        wanted=wanted,
        text=_text(request, board, since, wanted, start) if told is not None else "",
        taken_out=lambda form: Address(f"/brief.{form}", at.query).same(cursor=None),
    )


@router.get("/brief/pictures/{name}", name="brief_picture")
def picture(here: Here, at: At, name: str, since: Since = "") -> Response:
    """One picture of the brief, as a Vega-Lite specification: of the brief that the page shows meanwhile, where a newer
    one is being worked out. Raises UnknownId."""
    board = _whole(here, at, _moment(here, since), PATIENT)
    if not board.there:
        ready(board)
    if board.size(f"pictures/{name}") is None:
        raise UnknownId("the brief has no such picture.", where=name, todo="See the brief for those that it has.")
    return members({}, board, f"pictures/{name}")


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
    day = f"-{at.as_of_words[:10]}" if at.as_of_words else ""
    return streamed(ready(board), "text", KINDS[form], f"brief{day}.{form}")


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


def _text(request: Request, board: Board, since: str, wanted: list[str], start: int) -> Markup:
    """The sections that are wanted (all, where none is named), their notes and the sources."""
    rows = {s["key"]: s["rows"] for s in board.value["sections"]}
    if unknown := [key for key in wanted if key not in rows]:
        todo = f"Choose of {', '.join(rows)}."
        raise UnknownId(f"the brief has no section {unknown[0]!r}.", where="section", todo=todo)
    shown = tuple(key for key in rows if not wanted or key in wanted)
    alone = len(wanted) == len(shown) == 1
    in_all = rows[shown[0]] if alone else 0
    part = min(start, max(in_all - 1, 0)) // ROWS
    chosen = Chosen(shown, not wanted, part if alone else None)

    def more() -> dict[str, Any]:
        words = {"few": FEW, "dated": dated, "whole": kept_together, "beside": ROWS}
        return {**words, **_read(board, chosen), "span": Span(part * ROWS, ROWS, in_all), "alone": alone}

    return drawn(request, board, "brief_text.html", more, since=since, chosen=chosen)


def _read(board: Board, chosen: Chosen) -> dict[str, Any]:
    """What the text shows: its sections with the marks of their notes, the notes themselves, pictures and sources."""
    shown, alone = chosen.sections, chosen.part is not None
    if alone:
        sections = [board.part(f"sections/{shown[0]}/{chosen.part}")]
    else:
        sections = [s for s in board.part("opening")["brief"]["sections"] if s["key"] in shown]
    sections, called = _marked(sections, NAMED if alone else MARKS)
    there = called if len(called) <= MOST else called[:NOTES]
    charts: dict[str, list[Any]] = {}
    for chart in board.value["charts"]:
        if (chart["section"] in shown and not chosen.part) or (not chart["section"] and chosen.all):
            charts.setdefault(chart["section"], []).append(chart)
    return {
        "sections": sections,
        "notes": list(_notes(board, sorted(there))),
        "there": frozenset(there),
        "further": len(called) - len(there),
        "charts": charts,
        "sources": board.part("sources/0") or [],
    }


def _marked(sections: list[Any], most: int) -> tuple[list[Any], list[int]]:
    """The sections with the marks of the notes of each statement, and the numbers of all of these as they are called.

    A mark is a number, its claim, and whether the note is called there first. Of a statement that rests on more than
    can be named, so many as ``most`` are shown.
    """
    called: dict[int, None] = {}

    def mark(cell: dict[str, Any]) -> dict[str, Any]:
        found = list(zip(cell["notes"], cell["claims"], strict=False))
        found = found[:most] if cell["notes_in_all"] > len(found) else found
        marks = [(number, claim, number not in called) for number, claim in found]
        called.update(dict.fromkeys(number for number, _ in found))
        return {**cell, "marks": marks, "beyond": cell["notes_in_all"] - len(marks)}

    # A part of a board is everybody's: what is added to it is added to a copy.
    def marked(group: dict[str, Any]) -> dict[str, Any]:
        table = group["table"]
        if table:
            lines = [{**line, "entries": [mark(entry) for entry in line["entries"]]} for line in table["lines"]]
            table = {**table, "lines": lines}
        said = {name: [mark(sentence) for sentence in group[name]] for name in ("sentences", "answers")}
        return {**group, "table": table, **said}

    return [{**s, "groups": [marked(group) for group in s["groups"]]} for s in sections], list(called)


def _notes(board: Board, numbers: list[int]) -> Iterator[dict[str, Any]]:
    """The notes of these numbers, which count from 1."""
    for chunk, found in groupby(numbers, lambda number: (number - 1) // CHUNK):
        part = board.part(f"notes/{chunk}")
        yield from (part[(number - 1) % CHUNK] for number in found)


def dated(text: str) -> str:
    """The text with each day kept on one line with its month and year."""
    return re.sub(r"(?<=\d) (?=[A-Z][a-z])|(?<=[a-z]) (?=\d{4}\b)", "\u00a0", text)


def kept_together(text: str) -> str:
    """The text of a cell with each count kept on one line: "50–61 of 50", "7 pending"."""
    return re.sub(r"(?<=\d) (?=of \d|[a-z])|(?<=of) (?=\d)|(?<=\w) (?=\d+(?:,|$))", "\u00a0", text)
