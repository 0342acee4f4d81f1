"""Answers: pages that were made already, given again as long as nothing has changed.

A page is a function of the journal, of its address and of who asks. So an answer to the same question is kept, and a
browser that has it is told so (ETag, 304). Not kept is an answer that lacks a board, or shows an older one, while that
is being worked out (``unsettled``).
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truceline.web.paths import made_from_the_record

ROOM = 32 * 1024 * 1024
"""Bytes of answers that are kept at once."""
_LARGEST = 1024 * 1024
_ASKED = (b"hx-request", b"hx-target", b"hx-boosted", b"accept")
"""Headers that an answer may depend on."""
_TEXTS = ("text/html", "application/json", "application/atom", "text/csv", "application/x-ndjson")
_waiting: ContextVar[list[bool] | None] = ContextVar("answers waiting for a board", default=None)


def unsettled() -> None:
    """Say that the answer which is being made will soon be another one, so that it is not kept."""
    found = _waiting.get()
    if found is not None:
        found.append(True)


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    mark: bytes


class Answers:
    """ASGI middleware. An answer that says "no-store" is not kept, nor one that sets a cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, _Answer] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not made_from_the_record(scope):
            await self._app(scope, receive, send)
            return
        key = _key(scope)
        answer = self._get(key)
        if answer is None:
            made, waiting = _Made(send), list[bool]()
            _waiting.set(waiting)
            await self._app(scope, receive, made.take)
            answer = made.answer()
            if answer is None:
                return
            if not waiting and answer.status == 200 and _key(scope) == key:
                self._put(key, answer)
        await _give(answer, Headers(scope=scope), send)

    def _get(self, key: bytes) -> _Answer | None:
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
            return answer

    def _put(self, key: bytes, answer: _Answer) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = answer
                self._size += len(answer.body)
            while self._size > ROOM:
                _, old = self._kept.popitem(last=False)
                self._size -= len(old.body)


class _Made:
    """An answer as it is being made: gathered where it can be kept, else passed on as it comes."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()
        self._passing = False

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            self._passing = not _keepable(message)
            if self._passing:
                await self._send(message)
            return
        if not self._passing and len(self._body) + len(message.get("body", b"")) > _LARGEST:
            await self._pass_on()
        if self._passing:
            await self._send(message)
            return
        self._body += message.get("body", b"")

    async def _pass_on(self) -> None:
        self._passing = True
        if self._start is not None:
            await self._send(self._start)
        await self._send({"type": "http.response.body", "body": bytes(self._body), "more_body": True})
        self._body.clear()

    def answer(self) -> _Answer | None:
        """What is to be given still; None where it was passed on."""
        if self._passing or self._start is None:
            return None
        body = bytes(self._body)
        mark = b'"' + hashlib.sha256(body).hexdigest()[:24].encode() + b'"'
        headers = [(n, v) for n, v in self._start["headers"] if n.lower() not in (b"etag", b"content-length")]
        return _Answer(self._start["status"], tuple(headers), body, mark)


def _keepable(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    text = headers.get("content-type", "").startswith(_TEXTS)
    # A large one says so, and is passed on in the pieces that it comes in.
    text = text and int(headers.get("content-length", 0)) <= _LARGEST
    return text and "set-cookie" not in headers and "no-store" not in headers.get("cache-control", "")


async def _give(answer: _Answer, asked: Headers, send: Send) -> None:
    headers = [*answer.headers, (b"etag", answer.mark), (b"vary", b"Cookie, Authorization, HX-Request")]
    if answer.status == 200 and answer.mark.decode() in asked.get("if-none-match", ""):
        kept = [(n, v) for n, v in headers if n.lower() not in (b"content-type", b"content-length")]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    length = (b"content-length", str(len(answer.body)).encode())
    await send({"type": "http.response.start", "status": answer.status, "headers": [*headers, length]})
    await send({"type": "http.response.body", "body": answer.body})


def _key(scope: Scope) -> bytes:
    """Everything an answer depends on, in one mark."""
    room, person = scope["app"].state.room, scope["state"]["person"]
    asked: list[Any] = [v for n, v in scope["headers"] if n in _ASKED]
    parts = (room.case.head().hash, scope["path"], scope["query_string"], person, asked)
    return hashlib.sha256(repr(parts).encode()).digest()
