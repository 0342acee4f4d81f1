"""App: the case room as one ASGI application.

From the outside in: the guard finds out who asks and what they may do; answers that were made already are given
again; others wait for their turn; the screens and the API make them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.exceptions import HTTPException

from truceline import __version__
from truceline.case import Case, default_author
from truceline.errors import Changed, InputError, RecordBusy, TrucelineError, UnknownId
from truceline.web.answers import Answers
from truceline.web.api import router as api
from truceline.web.assets import Assets
from truceline.web.desk import Desk
from truceline.web.guard import Guard, Person, Refused, refused
from truceline.web.guard.oidc import Oidc
from truceline.web.guard.oidc_settings import oidc_settings
from truceline.web.pages import page, person_of
from truceline.web.room import Here, Room
from truceline.web.screens import ROUTERS
from truceline.web.turns import Turns

API = "/api/"


def create_app(
    where: str | Path, *, team: bool = False, port: int = 0, names: tuple[str, ...] = (), tls: bool = False
) -> FastAPI:
    """The case room of the case in the file ``where``.

    ``team`` asks everybody to sign in; ``names`` are the hosts it may be called by besides loopback, on ``port``
    (0: any); ``tls`` says that it is reached by https. ``app.state.room`` and ``app.state.desk`` are to be closed.
    Raises NotARecord.
    """
    case = Case.open(where)
    room, desk = Room(case), Desk.beside(case.path, team=team)
    app = FastAPI(title="Truceline", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    settings = oidc_settings() if team else None
    app.state.oidc = Oidc(settings) if settings else None
    app.state.room, app.state.desk, app.state.team, app.state.assets = room, desk, team, Assets()
    for router in ROUTERS:
        app.include_router(router, include_in_schema=False)
    app.include_router(api)
    app.mount("/static", app.state.assets.files, name="static")
    app.add_api_route("/events", events, include_in_schema=False)
    app.add_api_route("/healthz", healthz, include_in_schema=False)
    for kind, handler in _HANDLERS.items():
        app.add_exception_handler(kind, handler)
    app.add_middleware(Turns)
    app.add_middleware(Answers)
    app.add_middleware(Guard, desk=desk, team=team, port=port, names=names, tls=tls, author=default_author())
    return app


async def events(here: Here) -> StreamingResponse:
    """What happens in the case while a page is open, as server-sent events."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(here.live.events(), media_type="text/event-stream", headers=headers)


async def healthz() -> PlainTextResponse:
    """That the server answers, for whatever watches over it."""
    return PlainTextResponse("ok\n", headers={"Cache-Control": "no-store"})


# --- errors ---------------------------------------------------------------------------------------------
def status_of(error: TrucelineError) -> int:
    """The status that stands for an error of the tree."""
    if isinstance(error, Changed):
        return 409
    if isinstance(error, UnknownId):
        return 404
    if isinstance(error, RecordBusy):
        return 503
    return 422 if isinstance(error, InputError) else 500


async def _told(request: Request, error: Any) -> Response:
    return refusal(request, status_of(error), error.what, error.todo, error.where)


async def _refused(request: Request, error: Any) -> Response:
    known = {
        400: ("what was sent cannot be read.", "Send it whole, in UTF-8, and as what it is said to be."),
        404: ("there is nothing at this address.", "Look for it from one of the screens."),
        405: ("this cannot be done at this address.", "Use the page's own forms."),
    }
    what, todo = known.get(error.status_code, (str(error.detail), ""))
    todo = getattr(error, "todo", "") or todo
    return refusal(request, error.status_code, what, todo, headers=error.headers)


async def _malformed(request: Request, error: Any) -> Response:
    first = error.errors()[0]
    where = ".".join(str(part) for part in first.get("loc", ())[1:])
    return refusal(request, 422, f"{_wrong(first)}.", "", where)


def _wrong(problem: Mapping[str, Any]) -> str:
    """What pydantic finds wrong with a value, in plain words; its own where it finds something rarer."""
    bounds = problem.get("ctx", {})
    words = _WRONG.get(str(problem.get("type")))
    if words is not None:
        return words.format(**{"expected": "", **bounds})
    told = str(problem.get("msg", "this cannot be used")).removeprefix("Value error, ")
    return told[:1].lower() + told[1:]


def refusal(request: Request, status: int, what: str, todo: str = "", where: str = "", headers: Any = None) -> Response:
    """What is wrong, where, and what to do: as a page, as a fragment for htmx, or as JSON for the API.

    Whoever is not signed in sees nothing of the case, not even its name.
    """
    if request.url.path.startswith(API):
        answer: Response = JSONResponse({"error": what, "where": where, "todo": todo}, status)
    elif not person_of(request).known:
        answer = refused(request, Refused(status, what, todo))
    else:
        told = {"what": what, "todo": todo, "where": where, "unready": status == 503}
        answer = page(request, "problem.html", block="problem", status=status, **told)
    for name, value in (headers or {}).items():
        answer.headers[name] = value
    return answer


_WRONG = {
    "missing": "this has to be given",
    "extra_forbidden": "nothing of this name can be given here",
    "literal_error": "this has to be {expected}",
    "int_parsing": "this has to be a whole number",
    "int_type": "this has to be a whole number",
    "float_parsing": "this has to be a number",
    "bool_parsing": "this has to be true or false",
    "string_type": "this has to be a text",
    "greater_than_equal": "this has to be {ge} or more",
    "less_than_equal": "this has to be {le} or less",
    "string_too_long": "this has to be no longer than {max_length} characters",
    "too_long": "these have to be no more than {max_length}",
}
"""Kinds of pydantic's problems, in our words."""
_HANDLERS: dict[Any, Any] = {
    TrucelineError: _told,
    HTTPException: _refused,
    RequestValidationError: _malformed,
    Refused: lambda request, error: refusal(request, error.status, error.what, error.todo, headers=error.headers),
}

__all__ = ["Person", "create_app"]
