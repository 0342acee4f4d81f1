"""An open page hears of what happens in the case, whatever program did it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from truceline.web.live import Live

T = TypeVar("T")


def run(page: Coroutine[Any, Any, T]) -> T:
    """In a thread of its own: the browser of other tests has a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, page).result(60)


async def _next(events: AsyncIterator[str], kind: str) -> str:
    async with asyncio.timeout(10):
        async for line in events:
            if line.startswith(f"event: {kind}\n"):
                return line
    raise AssertionError(f"no {kind} came")


def test_every_open_page_is_told() -> None:
    async def pages() -> list[str]:
        live = Live(lambda: 1)
        first, second = live.events(), live.events()
        for page in (first, second):
            assert (await anext(page)).startswith(":")
        live.tell("progress", {"done": 3, "what": "šum"})
        heard = [await _next(page, "progress") for page in (first, second)]
        for page in (first, second):
            await page.aclose()
        return heard

    line = 'event: progress\ndata: {"done": 3, "what": "šum"}\n\n'
    assert run(pages()) == [line, line]


def test_entries_that_another_program_adds_are_told() -> None:
    async def page() -> str:
        head = [1]
        events = Live(lambda: head[0]).events()
        await anext(events)
        head[0] = 4
        heard = await _next(events, "entries")
        await events.aclose()
        return heard

    assert run(page()) == 'event: entries\ndata: {"seq": 4}\n\n'


def test_closing_ends_every_stream() -> None:
    async def page() -> list[str]:
        live = Live(lambda: 1)
        events = live.events()
        await anext(events)
        live.close()
        async with asyncio.timeout(10):
            return [line async for line in events]

    assert len(run(page())) <= 1


def test_a_page_that_does_not_listen_loses_the_oldest_events_only() -> None:
    async def page() -> list[str]:
        live = Live(lambda: 1)
        events = live.events()
        await anext(events)
        for n in range(500):
            live.tell("progress", {"n": n})
        await asyncio.sleep(0.05)
        heard = [await _next(events, "progress") for _ in range(200)]
        await events.aclose()
        return heard

    heard = run(page())
    assert (heard[0].strip(), heard[-1].strip()) == (
        'event: progress\ndata: {"n": 300}',
        'event: progress\ndata: {"n": 499}',
    )
