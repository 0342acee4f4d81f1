"""Turns: only a few answers are made at once, and who asked first is answered first.

One process makes all answers, and its threads take turns in any case: the more of them there are, the longer the
unlucky one waits. An answer that waits for something else, and one that is being sent, keeps nobody waiting.
"""

from __future__ import annotations

import asyncio
from weakref import WeakKeyDictionary

from starlette.types import ASGIApp, Message, Receive, Scope, Send

AT_ONCE = 3
"""One that is made, one whose thread is in the database, and one that may wait a moment for a board."""
_NOT = ("/static/", "/events")
_WAITS = b"wait="


class Turns:
    """ASGI middleware. Only questions take turns; what changes the record goes at once."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._turns: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = WeakKeyDictionary()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or _goes_at_once(scope):
            await self._app(scope, receive, send)
            return
        turn = self._turns.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE))
        await turn.acquire()
        mine = True

        async def sending(message: Message) -> None:
            nonlocal mine
            if mine:
                mine = False
                turn.release()
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            if mine:
                turn.release()


def _goes_at_once(scope: Scope) -> bool:
    return scope["path"].startswith(_NOT) or _WAITS in scope["query_string"]
