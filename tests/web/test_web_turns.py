"""A few answers are made at once; what waits, and what is being sent, keeps nobody waiting."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from truceline.web.turns import AT_ONCE, Turns


class Slow:
    """An application that answers, or goes on sending, when it is let."""

    def __init__(self, *, sends_first: bool = False) -> None:
        self.sends_first, self.begun, self.order = sends_first, 0, list[str]()
        self.let = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun += 1
        self.order.append(scope["path"])
        if self.sends_first:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        await self.let.wait()
        if scope["path"] == "/broken":
            self.begun -= 1
            raise ValueError("a defect")
        if not self.sends_first:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        self.begun -= 1


def asked(path: str, *, method: str = "GET", query: bytes = b"") -> Scope:
    return {"type": "http", "method": method, "path": path, "query_string": query}


async def at_once(slow: Slow, *scopes: Scope) -> int:
    """How many of the questions are under way while none is answered."""

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        await asyncio.sleep(0)

    turns = Turns(slow)
    all = [asyncio.ensure_future(turns(scope, receive, send)) for scope in scopes]
    for _ in range(20):
        await asyncio.sleep(0)
    begun = slow.begun
    slow.let.set()
    await asyncio.gather(*all, return_exceptions=True)
    return begun


def run(made: Any) -> Any:
    """In a thread of its own: the browser of other tests has a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, made).result(60)


def test_only_a_few_are_made_at_once_and_who_asked_first_comes_first() -> None:
    slow = Slow()
    paths = [f"/{n}" for n in range(10)]
    assert run(at_once(slow, *map(asked, paths))) == AT_ONCE
    assert slow.order == paths


@pytest.mark.parametrize(
    "scopes",
    [
        [asked(f"/{n}", method="POST") for n in range(10)],
        [asked("/events") for _ in range(10)],
        [asked("/api/v1/matrix", query=b"wait=30") for _ in range(10)],
    ],
    ids=["what changes the record", "open streams", "what waits for a board"],
)
def test_what_must_not_wait_goes_at_once(scopes: list[Scope]) -> None:
    assert run(at_once(Slow(), *scopes)) == 10


def test_an_answer_that_is_being_sent_keeps_nobody_waiting() -> None:
    assert run(at_once(Slow(sends_first=True), *(asked(f"/{n}") for n in range(10)))) == 10


def test_a_failure_gives_its_turn_back() -> None:
    slow = Slow()
    run(at_once(slow, *(asked("/broken") for _ in range(10))))
    assert len(slow.order) == 10
