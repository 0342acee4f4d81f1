"""Paths: which addresses of the server are no answers that are made from the record."""

from __future__ import annotations

from starlette.types import Scope

_ELSE = ("/static/", "/events")


def made_from_the_record(scope: Scope) -> bool:
    """Whether a request asks for such an answer; files that ship, and the stream of news, are none."""
    return scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith(_ELSE)
