"""Body: how much may be sent, counted while it comes in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.web.guard.refused import Refused

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import Message, Receive

_UPLOADS = ("multipart/form-data", "application/octet-stream", "application/x-ndjson", "text/plain", "text/html")
_PATIENCE = 60.0
"""Seconds to wait for the next piece of a body."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most bytes of a body: of ``upload`` where it carries files, else ``other``."""

    upload: int = 32 * 1024 * 1024
    other: int = 1024 * 1024

    def of(self, headers: Headers) -> int:
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        return self.upload if kind in _UPLOADS else self.other


class Body:
    """What a request sends: at most ``most`` bytes.

    ``receive`` raises Refused (413) as soon as it is more; ``refused`` keeps it.
    """

    def __init__(self, receive: Receive, headers: Headers, most: int) -> None:
        self._receive, self._most, self._length = receive, most, 0
        self._again: list[Message] = []
        self._done = False
        self.refused: Refused | None = None
        declared = headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self._most:
            self.refused = self._too_much()

    async def receive(self) -> Message:
        """The next piece; first those that were looked at before (``peek``)."""
        return self._again.pop(0) if self._again else await self._next()

    async def peek(self, most: int) -> bytes:
        """The beginning of the body: all of it, or at least ``most`` bytes. It is still received afterwards."""
        found, got = b"", []
        while not self._done and len(found) < most:
            message = await self._next()
            got.append(message)
            if message["type"] != "http.request":
                break
            found += message.get("body", b"")
        self._again += got
        return found

    async def _next(self) -> Message:
        if self.refused is not None:
            raise self.refused
        if self._done:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), _PATIENCE)
        except TimeoutError:
            self.refused = Refused(408, "The rest of what was being sent did not come.", "Send it again.")
            raise self.refused from None
        self._length += len(message.get("body", b""))
        self._done = message["type"] != "http.request" or not message.get("more_body", False)
        if self._length > self._most:
            self.refused = self._too_much()
            raise self.refused
        return message

    def _too_much(self) -> Refused:
        size = f"{self._most // 1024 // 1024} MB" if self._most >= 1024 * 1024 else f"{self._most} bytes"
        todo = "Send it in smaller parts, or read large files with `truceline read` on the machine of the case."
        return Refused(413, f"This is more than can be sent at once ({size}).", todo, {"Connection": "close"})
