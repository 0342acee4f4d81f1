"""A page with forms, as somebody uses it without a script: read, filled in, sent."""

from __future__ import annotations

import re
import shutil
import time
from html import unescape
from pathlib import Path
from typing import Any

from boards_served import served
from starlette.testclient import TestClient

_FORM = re.compile(r"<form\b[^>]*action=\"([^\"]+)\"[^>]*>(.*?)</form>", re.DOTALL)
_FIELD = re.compile(r"<input\b[^>]*>")
_ATTRIBUTE = re.compile(r"([\w.-]+)=\"([^\"]*)\"")
SCRIPT = {"HX-Request": "true"}
"""What the page's own script sends along."""


def settled(client: TestClient, path: str) -> Any:
    """A page when nothing on it is being worked out any more."""
    for _ in range(300):
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        if "being worked out" not in answer.text:
            return answer
        time.sleep(0.05)
    raise AssertionError("it is still being worked out")


def with_boards(case: Path, folder: Path, *pages: str) -> Path:
    """A copy of a case with what was worked out for some pages beside it, so that no test waits for that."""
    where = Path(shutil.copy(case, folder / "case.db"))
    with served(where) as client:
        for page in pages:
            settled(client, page)
    return where


def copied(case: Path, folder: Path) -> Path:
    """A copy of a case with all that lies beside it."""
    for file in case.parent.glob(f"{case.name}*"):
        shutil.copy(file, folder / file.name)
    return folder / case.name


def fields(page: str, action: str) -> dict[str, str]:
    """The fields of the page's first form that goes to ``action``, as they are filled in."""
    for target, inside in _FORM.findall(page):
        if unescape(target).split("?")[0] == action:
            named = (dict(_ATTRIBUTE.findall(field)) for field in _FIELD.findall(inside))
            return {f["name"]: unescape(f.get("value", "")) for f in named if "name" in f}
    raise AssertionError(f"no form goes to {action}")


def send(client: TestClient, page: str, action: str, **values: Any) -> Any:
    """The answer to the form, with some fields filled in otherwise, as the page's script asks for it."""
    return client.post(action, data={**fields(page, action), **values}, headers=SCRIPT)
