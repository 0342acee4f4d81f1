"""Guard: the layer around the whole application. It finds out who asks, and lets through what that person may do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response

from truceline.case import default_author
from truceline.errors import TrucelineError
from truceline.web.desk import Desk, Role
from truceline.web.desk.secret import fresh, sealed
from truceline.web.guard import doors, forgery
from truceline.web.guard.body import Body, Limits
from truceline.web.guard.cookies import Cookies
from truceline.web.guard.headers import secure
from truceline.web.guard.hosts import Hosts
from truceline.web.guard.known import Known
from truceline.web.guard.needs import permitted
from truceline.web.guard.person import STRANGER, Person
from truceline.web.guard.refused import Refused, refused, to_sign_in

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

Page = Callable[[Request, Refused], Response]


class Guard:
    """ASGI middleware; put it outermost.

    Without ``team`` whoever reaches the server is ``author``, with the role of an analyst. ``names`` are those
    under which a team's server is reached besides loopback, ``port`` where it listens (0: any), ``tls`` that it is
    reached by https. ``page`` draws what is refused.
    """

    def __init__(
        self,
        app: ASGIApp,
        desk: Desk,
        *,
        team: bool = False,
        names: Iterable[str] = (),
        port: int = 80,
        author: str = "",
        tls: bool = False,
        limits: Limits | None = None,
        page: Page = refused,
    ) -> None:
        self._app, self._desk, self._page, self._tls = app, desk, page, tls
        self._limits = limits or Limits()
        self._hosts = Hosts(port, names if team else ())
        self._alone = None if team else author or default_author()
        self._known = Known(desk, self._alone)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(Request(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._app(scope, receive, send)

    async def _http(self, request: Request, receive: Receive, send: Send) -> None:
        scope = request.scope
        request.state.person, request.state.cookies = STRANGER, Cookies.of(request, self._tls)
        # Strangers bring no files.
        open = doors.is_open(request.scope["path"])
        body = Body(receive, request.headers, self._limits.other if open else self._limits.of(request.headers))
        out = _Out(send, request, body, self._page)
        try:
            answer = await self._checked(request, body, out)
            await (answer or self._app)(scope, body.receive, out.send)
        except _Ended:
            return
        except Refused as error:
            if out.started:
                raise
            await _answer(self._page, request, error)(scope, receive, out.send)
        except Exception:
            if not out.started:
                failed = Refused(500, "The program failed to answer this.", "What you did may not have been kept.")
                await _answer(self._page, request, failed)(scope, receive, out.send)
            raise

    async def _checked(self, request: Request, body: Body, out: _Out) -> Response | None:
        """Put the person into the request's state. Gives what is answered instead of the page; raises Refused."""
        path, method, headers = request.scope["path"], request.method, request.headers
        if not self._hosts.answers(headers.get("host", "")):
            raise Refused(421, "This server does not answer to that name.", f"It answers to: {self._hosts.listed()}.")
        if body.refused is not None:
            raise body.refused
        if path.startswith("/static/") and method in forgery.SAFE:
            return None
        person = request.state.person = await self._person(request, out)
        if not person.token:
            forgery.check_site(method, headers)
        if not doors.is_open(path):
            if not person.known:
                return to_sign_in(request)
            if person.signed_in or person.token:
                permitted(person, doors.asked(method, path))
        if not person.token and method not in forgery.SAFE:
            await forgery.check_word(headers, body, person.csrf)
        return None

    async def _person(self, request: Request, out: _Out) -> Person:
        path, headers = request.scope["path"], request.headers
        scheme, _, shown = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return await self._by_token(path, shown.strip())
        if path.startswith("/feeds/"):
            return await self._by_feed(request, path.removeprefix("/feeds/"))
        if self._alone is not None:
            return Person(self._alone, Role.ANALYST, sealed(self._desk.key, "alone"))
        cookies: Cookies = request.state.cookies
        token = request.cookies.get(cookies.session, "")
        if token:
            found = await self._known.by_session(token)
            if found is not None:
                out.still = lambda: self._known.by_session(token)
                return found
        return self._stranger(request, cookies, out)

    def _stranger(self, request: Request, cookies: Cookies, out: _Out) -> Person:
        """Somebody who has not signed in has a word too: else another site could sign a browser in as somebody."""
        visitor = request.cookies.get(cookies.visitor, "")
        if len(visitor) != len(fresh()):
            visitor = fresh()
            if request.method in forgery.SAFE and doors.is_open(request.scope["path"]):
                holder = Response()
                cookies.give(holder, cookies.visitor, visitor, lasts=24 * 3600)
                out.cookie = holder.headers["set-cookie"]
        return Person("", Role.READER, sealed(self._desk.key, "visitor", visitor), known=False)

    async def _by_token(self, path: str, secret: str) -> Person:
        if not doors.takes_token(path):
            headers = {"WWW-Authenticate": "Bearer"}
            raise Refused(401, "A token is of use for the API only.", "Sign in with a browser for the pages.", headers)
        found = await self._known.by_token(secret)
        if found is None:
            headers = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
            raise Refused(401, "This token is not valid.", "Make a new one at /account.", headers)
        return found

    async def _by_feed(self, request: Request, feed: str) -> Person:
        view = await run_in_threadpool(self._desk.views.by_feed, feed)
        owner = await run_in_threadpool(self._desk.people.named, view.owner) if view and self._alone is None else None
        if view is None or (self._alone is None and not (owner and owner.active)):
            raise Refused(404, "There is no such feed.", "Copy its address again from the saved view.")
        request.state.view = view
        return Person(view.owner, Role.READER)


class _Ended(Exception):
    """The person signed out, or was signed out, while an answer was still being sent."""


class _Out:
    """What goes out: its headers, and whether who gets it may still have it."""

    def __init__(self, send: Send, request: Request, body: Body, page: Page) -> None:
        self._send, self._request, self._body, self._page = send, request, body, page
        self.started = False
        self.cookie = ""
        self.still: Callable[[], Awaitable[Person | None]] | None = None
        self._stream = False
        self._replaced = False

    async def send(self, message: Message) -> None:
        if self._replaced:
            return
        if message["type"] == "http.response.start":
            if self._body.refused is not None and message["status"] != self._body.refused.status:
                await self._replace(self._body.refused)
                return
            self.started = True
            headers = MutableHeaders(scope=message)
            secure(headers, self._request.scope["path"])
            if self.cookie:
                headers.append("set-cookie", self.cookie)
            self._stream = headers.get("content-type", "").startswith("text/event-stream")
        elif self._stream and self.still is not None and await self.still() is None:
            self._replaced = True
            await self._send({"type": "http.response.body", "body": b"", "more_body": False})
            raise _Ended
        await self._send(message)

    async def _replace(self, error: Refused) -> None:
        """What the application makes of a body that was cut off is not what the person is told."""
        answer = _answer(self._page, self._request, error)
        await answer(self._request.scope, self._body.receive, self.send)
        self._replaced = True


def _answer(page: Page, request: Request, error: Refused) -> Response:
    if error.status == 401 and "WWW-Authenticate" not in error.headers and not request.state.person.known:
        return to_sign_in(request)
    with suppress(TrucelineError):
        return page(request, error)
    return refused(request, error)
