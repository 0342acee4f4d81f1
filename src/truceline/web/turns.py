"""Turns: one answer is made at a time, and who asked first is answered first.

One process makes all answers, and its threads take turns in any case: the more of them there are, the longer the
unlucky one waits. An answer that waits for something else (``aside``), and one that is being sent, keeps nobody
waiting.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from truceline.web.paths import made_from_the_record

_WAITS = b"wait="
_LONGEST = 60
"""Seconds after which a turn does not come any more: the server is ending."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """Whose turn it is, in one loop."""

    lock: asyncio.Semaphore
    loop: asyncio.AbstractEventLoop


_mine: ContextVar[_Turn | None] = ContextVar("the turn of the answer that is being made", default=None)


@contextmanager
def aside() -> Iterator[None]:
    """In a thread that makes an answer: others have their turn while it waits for something inside the block."""
    turn = _mine.get()
    if turn is None:
        yield
        return
    turn.loop.call_soon_threadsafe(turn.lock.release)
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(turn.lock.acquire(), turn.loop).result(_LONGEST)


class Turns:
    """ASGI middleware. Only questions take turns; what changes the record goes at once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not made_from_the_record(scope) or _WAITS in scope["query_string"]:
            await self._app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        lock = self._turns.setdefault(loop, asyncio.Semaphore(1))
        await lock.acquire()
        _mine.set(_Turn(lock, loop))
        mine = True

        async def sending(message: Message) -> None:
            nonlocal mine
            if mine:
                mine = False
                _mine.set(None)
                lock.release()
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            if mine:
                lock.release()
