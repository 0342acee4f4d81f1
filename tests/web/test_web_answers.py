"""An answer that was made is given again until something changes, and never to somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Receive, Scope, Send

from truceline.case import Case
from truceline.web.answers import Answers, unsettled


class Room:
    def __init__(self, case: Case) -> None:
        self.case = case


class As:
    """Stands in for the guard: whoever the request says asks."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope.setdefault("state", {})["person"] = dict(scope["headers"]).get(b"x-person", b"")
        await self._app(scope, receive, send)


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[TestClient, list[str], Room]]:
    with Case.create(tmp_path / "case.db", author="desk") as case:
        app, calls = FastAPI(), []
        app.state.room = Room(case)

        @app.get("/page")
        def page(request: Request) -> Response:
            calls.append(str(request.url.query))
            return JSONResponse({"call": len(calls)})

        @app.get("/never")
        def never() -> Response:
            calls.append("never")
            return JSONResponse({}, headers={"Cache-Control": "no-store"})

        @app.get("/cookie")
        def cookie() -> Response:
            calls.append("cookie")
            return JSONResponse({}, headers={"Set-Cookie": "a=b"})

        @app.get("/wrong")
        def wrong() -> Response:
            calls.append("wrong")
            return JSONResponse({"error": "it is not there"}, 404)

        @app.get("/long")
        def long() -> Response:
            calls.append("long")
            return StreamingResponse((b"x" * 65536 for _ in range(40)), media_type="application/json")

        @app.get("/table")
        def table() -> Response:
            calls.append("table")
            return StreamingResponse(iter(("a,b\n", "1,2\n")), media_type="text/csv")

        @app.get("/waits")
        def waits() -> Response:
            calls.append("waits")
            unsettled()
            return JSONResponse({})

        @app.get("/waits-awhile")
        async def waits_awhile() -> Response:
            calls.append("waits")
            unsettled()
            return JSONResponse({})

        @app.get("/file")
        def file() -> Response:
            calls.append("file")
            return PlainTextResponse("a,b")

        app.add_middleware(Answers)
        app.add_middleware(As)
        yield TestClient(app), calls, app.state.room


def test_the_same_question_is_answered_once(made: tuple[TestClient, list[str], Room]) -> None:
    client, calls, _ = made
    assert [client.get("/page?a=1").json() for _ in range(3)] == [{"call": 1}] * 3
    assert client.get("/page?a=2").json() == {"call": 2}
    assert len(calls) == 2


def test_a_table_that_was_written_in_pieces_is_given_again_whole(made: tuple[TestClient, list[str], Room]) -> None:
    client, calls, _ = made
    assert [client.get("/table").text for _ in range(3)] == ["a,b\n1,2\n"] * 3
    assert calls == ["table"]


def test_a_browser_that_has_the_answer_is_told_so(made: tuple[TestClient, list[str], Room]) -> None:
    client, calls, _ = made
    mark = client.get("/page").headers["etag"]
    again = client.get("/page", headers={"If-None-Match": mark})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", mark)
    assert client.get("/page", headers={"If-None-Match": '"another"'}).status_code == 200
    assert len(calls) == 1


@pytest.mark.parametrize("header", ["X-Person", "HX-Request", "HX-Target", "Accept"])
def test_another_person_or_another_kind_of_request_gets_its_own(
    made: tuple[TestClient, list[str], Room], header: str
) -> None:
    client, calls, _ = made
    client.get("/page")
    client.get("/page", headers={header: "other"})
    assert len(calls) == 2


def test_an_entry_in_the_journal_makes_every_answer_new(made: tuple[TestClient, list[str], Room]) -> None:
    client, calls, room = made
    client.get("/page")
    room.case.note("here", "a note")
    assert client.get("/page").json() == {"call": 2}
    assert len(calls) == 2


@pytest.mark.parametrize("path", ["/waits", "/waits-awhile"])
def test_an_answer_that_waits_for_a_board_is_not_kept(made: tuple[TestClient, list[str], Room], path: str) -> None:
    client, calls, _ = made
    client.get(path)
    client.get(path)
    assert len(calls) == 2


def test_the_same_words_have_the_same_mark(made: tuple[TestClient, list[str], Room]) -> None:
    client, _, room = made
    mark = client.get("/waits").headers["etag"]
    room.case.note("here", "a note that changes nothing on the page")
    assert client.get("/waits", headers={"If-None-Match": mark}).status_code == 304


@pytest.mark.parametrize("path", ["/never", "/cookie", "/wrong", "/long", "/file"])
def test_what_must_not_be_kept_is_made_each_time(made: tuple[TestClient, list[str], Room], path: str) -> None:
    client, calls, _ = made
    first, second = client.get(path), client.get(path)
    assert first.content == second.content
    assert len(calls) == 2


def test_a_long_answer_comes_whole(made: tuple[TestClient, list[str], Room]) -> None:
    client, _, _ = made
    assert client.get("/long").content == b"x" * 65536 * 40


def test_what_is_kept_stays_within_its_room(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, calls, _ = made
    monkeypatch.setattr("truceline.web.answers.ROOM", 40)
    for n in range(10):
        client.get(f"/page?n={n}")
    client.get("/page?n=9")
    assert len(calls) == 10
    client.get("/page?n=0")
    assert len(calls) == 11
