"""Live: what happens in the case while a page is open, as server-sent events.

Events are ``entries`` (the journal has grown, by whatever program), ``board`` (something was worked out) and
``progress`` (of reading). Each has one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Callable
from typing import Any

_LOOK = 1.0
"""Seconds between two looks for entries that another program has added, while a page is open."""
_STILL = 15
"""Looks without news after which a line is sent that keeps the connection open."""
_MOST = 200
"""Events that wait for a page that does not take them; then the oldest go."""

_Queue = asyncio.Queue[tuple[str, str]]


class Live:
    """``head`` gives the number of the last entry."""

    def __init__(self, head: Callable[[], int]) -> None:
        self._head = head
        self._lock = threading.Lock()
        self._pages: list[tuple[asyncio.AbstractEventLoop, _Queue]] = []
        self._closed = False

    def tell(self, event: str, data: dict[str, Any]) -> None:
        """Tell every open page. From any thread."""
        line = json.dumps(data, ensure_ascii=False)
        with self._lock:
            pages = list(self._pages)
        for loop, waiting in pages:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_put, waiting, (event, line))

    def close(self) -> None:
        """End every open stream, so that the server can stop."""
        self._closed = True
        self.tell("close", {})

    async def events(self) -> AsyncIterator[str]:
        """The events of one page, as lines of a stream."""
        waiting: _Queue = asyncio.Queue(_MOST)
        page = (asyncio.get_running_loop(), waiting)
        with self._lock:
            self._pages.append(page)
        seen, still = await asyncio.to_thread(self._head), 0
        try:
            yield ": the case room\n\n"
            while not self._closed:
                try:
                    event, line = await asyncio.wait_for(waiting.get(), _LOOK)
                    yield f"event: {event}\ndata: {line}\n\n"
                except TimeoutError:
                    still += 1
                    if still % _STILL == 0:
                        yield ": still here\n\n"
                head = await asyncio.to_thread(self._head)
                if head != seen:
                    seen = head
                    yield f'event: entries\ndata: {{"seq": {head}}}\n\n'
        finally:
            with self._lock:
                self._pages.remove(page)


def _put(waiting: _Queue, event: tuple[str, str]) -> None:
    if waiting.full():
        waiting.get_nowait()
    waiting.put_nowait(event)
