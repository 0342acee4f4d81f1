"""The case room in this process, asked until nothing is being worked out any more."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient

from truceline.web import create_app

HTMX = {"HX-Request": "true"}


@contextmanager
def served(where: Path) -> Iterator[TestClient]:
    """The case in a file, as it is served to one person."""
    app = create_app(where)
    try:
        yield TestClient(app, base_url="http://127.0.0.1")
    finally:
        app.state.room.close()
        app.state.desk.close()


def answered(client: TestClient, path: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """The answer to a page, when its boards are there. Raises AssertionError where they do not come."""
    for _ in range(300):
        answer = client.get(path, headers=headers)
        if answer.status_code != 200 or "being worked out" not in answer.text:
            assert answer.status_code == status, answer.text[:2000]
            return answer
        time.sleep(0.1)
    raise AssertionError("it is still being worked out")


def words(client: TestClient, path: str, headers: dict[str, str] | None = None) -> str:
    """What a page says, without its marks."""
    return plain(answered(client, path, headers=headers).text)


def plain(text: str) -> str:
    """The words of a piece of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def token(client: TestClient, path: str) -> str:
    """What a form of the page is sent with, to show that it comes from there."""
    found = re.search(r'name="csrf" (?:content|value)="([^"]+)"', client.get(path).text)
    assert found
    return found[1]
