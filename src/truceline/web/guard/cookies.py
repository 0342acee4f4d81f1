"""Cookies: the two that there are, and how they are kept from other sites and from scripts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.web.desk.session import LONGEST
from truceline.web.guard.hosts import is_loopback

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Cookies:
    """``session``, ``visitor`` and ``passing`` (on the way to a sign-in service and back) are the names.

    ``secure`` says whether they go over https alone.

    Cookies do not know of ports: without https the name has the port, so that two cases served by one machine
    do not sign each other out.
    """

    session: str
    visitor: str
    passing: str
    secure: bool

    @classmethod
    def of(cls, request: Request, tls: bool) -> Cookies:
        url = request.url
        if tls or url.scheme == "https" or not is_loopback(url.hostname or ""):
            return cls("__Host-truceline", "__Host-truceline-visitor", "__Host-truceline-passing", True)
        port = url.port or 80
        return cls(f"truceline-{port}", f"truceline-visitor-{port}", f"truceline-passing-{port}", False)

    def give(self, answer: Response, name: str, value: str, *, lasts: int = int(LONGEST.total_seconds())) -> None:
        """Lax: a link from elsewhere opens the page as who one is, a form from elsewhere does not."""
        answer.set_cookie(name, value, max_age=lasts, path="/", secure=self.secure, httponly=True, samesite="lax")

    def take(self, answer: Response, name: str) -> None:
        answer.delete_cookie(name, path="/", secure=self.secure, httponly=True, samesite="lax")
