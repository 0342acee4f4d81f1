"""One answer is made at a time; what waits, and what is being sent, keeps nobody waiting."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from truceline.web.turns import Turns, aside


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


def test_one_is_made_at_a_time_and_who_asked_first_comes_first() -> None:
    slow = Slow()
    paths = [f"/{n}" for n in range(10)]
    assert run(at_once(slow, *map(asked, paths))) == 1
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


class Patient:
    """An application that waits in a thread, aside, and counts how many do so, and how many go on at once after it."""

    def __init__(self, number: int) -> None:
        self.all_wait = threading.Barrier(number)
        self.after, self.most = 0, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.to_thread(self.wait)
        self.after += 1
        self.most = max(self.most, self.after)
        await asyncio.sleep(0.001)
        self.after -= 1
        await send({"type": "http.response.start", "status": 200, "headers": []})

    def wait(self) -> None:
        with aside():
            self.all_wait.wait(30)


def test_whoever_waits_in_a_thread_lets_the_others_go_on_and_takes_a_turn_again() -> None:
    patient = Patient(4)

    async def all() -> None:
        async def send(message: Message) -> None:
            await asyncio.sleep(0)

        turns = Turns(patient)
        await asyncio.gather(*(turns(asked(f"/{n}"), None, send) for n in range(4)))  # type: ignore[arg-type]

    run(all())
    assert patient.most == 1


def test_nobody_stands_aside_where_there_are_no_turns() -> None:
    with aside():
        pass


def test_a_failure_gives_its_turn_back() -> None:
    slow = Slow()
    run(at_once(slow, *(asked("/broken") for _ in range(10))))
    assert len(slow.order) == 10
