"""People: how many by whose account, how that changed over time, and which figures cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, Response

from truceline.errors import UnknownId
from truceline.web.address import Address, At
from truceline.web.giving import PATIENT, given, sound, table, worked_out
from truceline.web.pages import page
from truceline.web.room import PATIENCE, Board, Here, Room
from truceline.web.screens.matrix import Judged

router = APIRouter()
Name = Annotated[str, Query(max_length=600)]
Moment = Annotated[str, Query(alias="at", max_length=40)]
FEW = 16
"""Findings of one kind that are shown before all of them are asked for."""


@router.get("/people", name="people")
def people(
    request: Request,
    here: Here,
    at: At,
    judged: Moment = "",
    open: Name = "",
    people: Name = "",
    account: Name = "",
    all: Name = "",
) -> Response:
    """``open``, ``people`` and ``account`` name the number that is opened beside the others.

    ``all`` shows every finding, however many there are.
    """
    by = Judged(judged.strip())
    ledger = sound(_board(here, at, by, "people:ledger"))
    return page(
        request,
        "people.html",
        block="board",
        board=ledger,
        findings=_board(here, at, by, "people:findings", 0),
        steps=_board(here, at, by, "steps:steps", 0),
        by=by,
        few=None if all else FEW,
        opened=_opened(ledger, open, people, account) if open and ledger.value is not None else None,
        panel=True,
    )


@router.get("/people.csv", name="people_csv")
def people_csv(here: Here, at: At, judged: Moment = "") -> Response:
    """The numbers that are shown: a line for each, a column for each of the page."""
    value = worked_out(_board(here, at, Judged(judged.strip()), "people:ledger", PATIENT))
    return given(table(_rows(value)), "text/csv", "people.csv")


@router.get("/people/steps.json", name="people_steps")
def people_steps(
    here: Here, at: At, judged: Moment = "", population: Name = "", strip: Annotated[int, Query(ge=0, le=100)] = 0
) -> Response:
    """One strip of the numbers over time, as a Vega-Lite specification."""
    board = _board(here, at, Judged(judged.strip()), "steps:steps", PATIENT)
    # While newer ones are worked out, the page shows these and says so.
    value = board.value if board.value is not None else worked_out(board)
    found = next((p for p in value["populations"] if p["population"] == population), None)
    if found is None or strip >= len(found["strips"]):
        raise UnknownId("there is no such picture.", where=population, todo="See the page on people for those there.")
    return JSONResponse(found["strips"][strip])


@router.get("/people/{column}", name="number")
def number(
    request: Request, here: Here, at: At, column: str, judged: Moment = "", people: Name = "", account: Name = ""
) -> Response:
    """One number by every account: where it comes from, and its claims."""
    by = Judged(judged.strip())
    board = sound(_board(here, at, by, "people:ledger"))
    opened = _opened(board, column, people, account) if board.value is not None else None
    fragment = bool(request.headers.get("hx-request"))
    template = "number.html" if fragment else "number_page.html"
    return page(request, template, board=board, opened=opened, by=by, panel=fragment)


def _board(here: Room, at: Address, by: Judged, function: str, patience: float = PATIENCE) -> Board:
    return here.board(function, at, patience=patience, judged=by.judged)


def _opened(board: Board, column: str, people: str, account: str) -> dict[str, Any]:
    """Raises UnknownId for a number that the ledger has not."""
    value = board.value
    group = next((g for g in value.get("groups", ()) if g["people"] == people), None)
    line = next((n for n in group["lines"] if n["column"] == column), None) if group is not None else None
    if line is None:
        raise UnknownId("the ledger has no such number.", where=people, todo="See the page on people for those there.")
    columns = value["columns"]
    at = next((n for n, c in enumerate(columns) if account in c["accounts"]), 0)
    counts = [
        {**count, "who": head["words"], "chosen": n == at}
        for n, (count, head) in enumerate(zip(line["counts"], columns, strict=True))
    ]
    return {"people": people, "column": column, "words": line["words"], "account": account, "counts": counts}


def _rows(value: dict[str, Any]) -> Iterator[list[str]]:
    yield ["people", "number", *(c["words"] for c in value.get("columns", ()))]
    for group in value.get("groups", ()):
        for line in group["lines"]:
            yield [group["people"], line["words"], *(count["words"] for count in line["counts"])]
