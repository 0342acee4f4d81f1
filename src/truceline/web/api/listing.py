"""Listing: what the API can be asked, for programs (OpenAPI) and for people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from starlette.responses import Response

from truceline.case import __version__
from truceline.web.api.answering import answer
from truceline.web.pages import page

router = APIRouter(include_in_schema=False)
_ABOUT = "Reports, claims and what follows from them. Nothing here is a fact: everything is somebody's claim."
_TOKEN = {"type": "http", "scheme": "bearer", "description": "A token from /account."}
_WORD = {
    "type": "apiKey",
    "in": "header",
    "name": "X-CSRF-Token",
    "description": "For changes made without a token: `csrf` of GET /api/v1/me.",
}


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    """What the API can be asked, as OpenAPI."""
    return answer(document(request.app))


@router.get("/")
def listing(request: Request) -> Response:
    """The same as a page."""
    return page(request, "api.html", groups=list(_groups(document(request.app))))


@cache
def document(app: Any) -> dict[str, Any]:
    """The OpenAPI of the API; no other route of the server is in the schema."""
    made = get_openapi(title="Truceline", version=__version__, description=_ABOUT, routes=app.routes)
    made["components"]["securitySchemes"] = {"token": _TOKEN, "word": _WORD}
    for _, method, operation in _operations(made):
        operation["security"] = [{"token": []}, {"word": []}] if method != "get" else [{"token": []}, {}]
    return made


def _operations(made: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _groups(made: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, method, operation in _operations(made):
        asked = [p for p in operation.get("parameters", ()) if p["in"] == "query"]
        line = {
            "method": method.upper(),
            "path": path,
            "words": operation.get("description", ""),
            "asked": [(p["name"], p.get("description", "")) for p in asked],
        }
        groups.setdefault(operation["tags"][0], []).append(line)
    yield from groups.items()
