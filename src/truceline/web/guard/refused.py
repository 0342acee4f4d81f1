"""Refused: why a request is not answered, and how that is told."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response

from truceline.web.desk.own import own_path

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{what}</title><link rel="stylesheet" href="/static/css/base.css"></head>
<body><main><h1>{what}</h1><p>{todo}</p><p><a href="/">Back to the case</a></p></main></body></html>
"""


class Refused(Exception):
    """``what`` is wrong and what ``todo`` about it, in plain words; ``status`` and ``headers`` of the answer."""

    def __init__(self, status: int, what: str, todo: str = "", headers: Mapping[str, str] | None = None) -> None:
        self.status, self.what, self.todo, self.headers = status, what, todo, dict(headers or {})
        super().__init__(f"{what} {todo}".rstrip())


def refused(request: Request, error: Refused) -> Response:
    """The answer: JSON for a program, plain words for a part of a page, else a page that tells nothing of the case."""
    if wants_json(request):
        return JSONResponse({"error": error.what, "where": "", "todo": error.todo}, error.status, error.headers)
    if request.headers.get("hx-request"):
        return PlainTextResponse(f"{error.what} {error.todo}".rstrip(), error.status, error.headers)
    page = _PAGE.format(what=escape(error.what), todo=escape(error.todo))
    return HTMLResponse(page, error.status, error.headers)


def to_sign_in(request: Request) -> Response:
    """Where somebody who is not signed in is sent: to the page for it, and from there back."""
    if wants_json(request):
        todo = "Send the header Authorization: Bearer with a token from /account, or sign in."
        return refused(request, Refused(401, "This needs a token or a session.", todo, {"WWW-Authenticate": "Bearer"}))
    if request.headers.get("hx-request"):
        return Response(status_code=401, headers={"HX-Redirect": "/sign-in"})
    back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    back = own_path(back) if request.method == "GET" else "/"
    return RedirectResponse("/sign-in" if back == "/" else f"/sign-in?next={quote(back, safe='/')}", 303)


def wants_json(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.headers.get("accept", "").startswith("application/json")
