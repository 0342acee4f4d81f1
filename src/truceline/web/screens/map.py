"""Map: incidents where claims place them, with how sure that is, on an outline that ships with the program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from markupsafe import Markup

from truceline.case import ViewedClaim
from truceline.errors import UnknownId
from truceline.web.boards.choosing import narrowing
from truceline.web.drawn import drawn
from truceline.web.filter import Filter, Filtered
from truceline.web.giving import members
from truceline.web.pages import page
from truceline.web.room import Board, Here, Room
from truceline.web.screens.timeline import fields, in_claims

router = APIRouter()
LISTED = 40
"""Incidents of one place that are listed."""
FACETS = ("act", "party", "speaker", "place")


@router.get("/map")
def map(request: Request, here: Here, filter: Filtered, incident: str = "") -> Response:
    """The filter, the list of places, what could not be placed and why; the drawing comes by itself (``marks``).

    ``incident`` is the id of the first claim of an incident whose claims are shown.
    """
    board = _board(here, filter)
    chosen = _chosen(here, filter, board, incident)
    return page(
        request,
        "map.html",
        block="chosen",
        filter=filter,
        board=board,
        chosen=chosen,
        fields=fields(here, filter, FACETS),
        places=_places(request, filter, board, incident, chosen["place"]["names"] if chosen else ())
        if board.there
        else "",
    )


@router.get("/map/marks")
def marks(here: Here, filter: Filtered) -> Response:
    """The places with their incidents, as JSON; 202 while they are being worked out."""
    board = _board(here, filter)
    if board.error is not None:
        return JSONResponse({"error": board.error.what, "todo": board.error.todo}, 422)
    if not board.there:
        return JSONResponse({"working": True}, 202)
    return members({"fresh": board.fresh}, board)


# --- inside ---------------------------------------------------------------------------------------------
def _board(here: Room, filter: Filter) -> Board:
    return here.board("map:incidents", as_of=filter.at.as_of_words, query=narrowing(filter, times=True))


def _places(request: Request, filter: Filter, board: Board, incident: str, chosen: Sequence[str]) -> Markup:
    """The places with their incidents, that of the ``chosen`` names open, and what is not on the map."""

    def more() -> dict[str, Any]:
        # What the links ask for is what the board was asked for.
        opening = in_claims(filter, path="/map", incident="-").removesuffix("-")
        return {"opening": opening, "in_claims": lambda **more: in_claims(filter, **more), "listed": LISTED}

    return drawn(request, board, "map_places.html", more, incident=incident, chosen=tuple(chosen))


def _chosen(here: Room, filter: Filter, board: Board, incident: str) -> dict[str, Any] | None:
    """The incident asked for: its place, and its claims as they stand. Raises UnknownId."""
    if not incident or board.value is None:
        return None
    for place in board.value["places"]:
        for one in place["incidents"]:
            if one["id"] == incident:
                claims = [_claim(here, filter, id) for id in one["claims"]]
                return {"place": place, "incident": one, "claims": claims}
    what = f"there is no incident {incident!r} on this map."
    raise UnknownId(what, todo="Choose one of its marks.")


def _claim(here: Room, filter: Filter, id: str) -> tuple[ViewedClaim, Any]:
    viewed = here.case.standing(id)
    return viewed, here.case.report(viewed.claim.report, filter.asked.as_of)
