"""Doors: what is open to whom, by the path. Whatever a route asks for itself comes on top of it."""

from __future__ import annotations

from truceline.web.desk import Role
from truceline.web.guard.forgery import SAFE

OPEN = ("/static/", "/sign-in", "/set-up/", "/feeds/", "/healthz", "/favicon.ico")
"""Open to everybody: a path, or all that begins with one that ends in "/" or is followed by it."""
OWN = ("/account", "/sign-out", "/views", "/visits", "/api/v1/views")
"""What a reader may change: only what is the reader's own."""
ADMIN = ("/admin",)
BY_TOKEN = ("/api",)
"""Where a program's token counts."""


def is_open(path: str) -> bool:
    return _under(path, OPEN)


def takes_token(path: str) -> bool:
    return _under(path, BY_TOKEN)


def asked(method: str, path: str) -> Role:
    """The least that a request of this kind asks for."""
    if _under(path, ADMIN):
        return Role.ADMIN
    return Role.READER if method in SAFE or _under(path, OWN) else Role.ANALYST


def _under(path: str, doors: tuple[str, ...]) -> bool:
    return any(path == door or path.startswith(door if door.endswith("/") else f"{door}/") for door in doors)
