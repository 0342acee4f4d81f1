"""The API of a case, asked as a program asks it, without a server between."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from httpx2 import Response
from starlette.testclient import TestClient

from truceline.case import Case
from truceline.web import create_app


class Asking:
    """``case`` is the case that is served; nothing else writes to it."""

    def __init__(self, app: FastAPI) -> None:
        self.case: Case = app.state.room.case
        self.client = TestClient(app, base_url="http://localhost")
        self.word: str = self.client.get("/api/v1/me").json()["csrf"]

    def ask(self, path: str, *, headers: dict[str, str] | None = None, **query: Any) -> Response:
        return self.client.get(f"/api/v1/{path}", params=query or None, headers=headers)

    def get(self, path: str, **query: Any) -> Any:
        """The answer, which must be one."""
        answer = self.ask(path, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def post(self, path: str, **sent: Any) -> Response:
        headers = {"X-CSRF-Token": self.word, **sent.pop("headers", {})}
        return self.client.post(f"/api/v1/{path}", headers=headers, **sent)

    def decide(self, claim: str, decision: str, **given: Any) -> Response:
        return self.post(f"claims/{claim}/{decision}", json=given)

    def parts(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """The items of every page of a list."""
        cursor = ""
        while cursor is not None:
            page = self.get(path, cursor=cursor, **query)
            yield from page["items"]
            cursor = page["next"]


@contextmanager
def asking(where: Path, **settings: Any) -> Iterator[Asking]:
    """The API of the case in a file."""
    app = create_app(where, **settings)
    try:
        yield Asking(app)
    finally:
        app.state.room.close()
        app.state.desk.close()
