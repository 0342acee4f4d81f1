"""Saved views: pages under a name, each with a feed of what comes new to it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from truceline.web.api.answering import MISSING, answer
from truceline.web.api.asking import Strict, Words
from truceline.web.desk import Desk
from truceline.web.desk.view import LONGEST
from truceline.web.guard import Who

router = APIRouter(tags=["views"])
_NOT_KEPT = {"Cache-Control": "no-store"}
_ONE: dict[int | str, dict[str, Any]] = {204: {"description": "It is gone, and its feed with it."}, **MISSING}


class View(BaseModel):
    """`address` is a path of this server with its query; `feed` the path of its Atom feed, which needs no sign-in."""

    id: int
    name: str
    address: str
    feed: str
    created: datetime


class Views(BaseModel):
    items: list[View]


class NewView(Strict):
    name: Annotated[Words, Field(min_length=1, max_length=LONGEST)]
    address: Annotated[str, Field(min_length=1, max_length=4000)]


@router.get("/views", response_model=Views)
def views(request: Request, who: Who) -> Response:
    """The views that one has saved."""
    return answer({"items": [_view(v) for v in _desk(request).views.of(who.name)]}, headers=_NOT_KEPT)


@router.post("/views", status_code=201, response_model=View)
def save(request: Request, who: Who, given: NewView) -> Response:
    """Save a page under a name; one saved under it before is replaced, and its feed stays."""
    return answer(_view(_desk(request).views.save(who.name, given.name, given.address)), 201)


@router.delete("/views/{id}", status_code=204, response_class=Response, responses=_ONE)
def remove(request: Request, who: Who, id: Annotated[int, Field(ge=0, le=2**53)]) -> Response:
    """Remove a saved view."""
    _desk(request).views.remove(id, who.name)
    return Response(status_code=204)


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _view(one: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": one.name,
        "address": one.address,
        "feed": f"/feeds/{one.feed}",
        "created": one.created.isoformat(),
    }
