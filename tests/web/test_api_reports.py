"""Reports are read by way of the API as they are from the command line: seen first, all or nothing, signed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from api_client import Asking, asking

TEXT = (
    "Title: Boats on the river\nPublisher: Example Daily\nPublished: 2023-12-03\n\n"
    "The river council said on Sunday that it had released 12 detainees near the old bridge.\n"
)


@pytest.fixture(scope="module")
def reader(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """One case for all that is read here: what reads has to be loaded only once."""
    with asking(Path(shutil.copy(demo_case, tmp_path_factory.mktemp("reading") / "own.db"))) as found:
        yield found


def read(api: Asking, text: str = TEXT, **query: Any) -> Any:
    headers = {"Content-Type": "text/plain"}
    return api.post(
        "reports", content=text.encode(), headers=headers, params={"name": "boats.txt", "wait": 30, **query}
    )


def ended(api: Asking, told: dict[str, Any]) -> dict[str, Any]:
    """What became of a reading in the end."""
    until = time.monotonic() + 60
    while told["state"] in ("waiting", "reading", "looking") and time.monotonic() < until:
        time.sleep(0.1)
        told = api.get(f"readings/{told['id']}")
    return told


def test_a_text_is_read_and_its_claims_are_there(reader: Asking) -> None:
    told = ended(reader, read(reader).json())
    assert told["counts"] == {"new": 1}
    report = told["items"][0]
    assert (report["title"], report["where"], report["state"]) == ("Boats on the river", "boats.txt", "new")
    assert report["claims"] == len(reader.get(f"reports/{report['report']}/claims")["items"]) > 0
    added = reader.get("journal", kind="report added", newest=True, limit=1)["items"][0]
    assert added["author"] == reader.get("me")["person"]


def test_a_dry_run_says_what_would_be_and_adds_nothing(reader: Asking) -> None:
    before = reader.case.head()
    files = [
        ("file", ("new.txt", TEXT.replace("12 detainees", "16 detainees").encode())),
        ("file", ("again.txt", TEXT.replace("12 detainees", "16 detainees").encode())),
        ("file", ("../../etc/broken.pdf", b"%PDF-1.4 no")),
    ]
    answer = reader.post("reports", files=files, params={"dry_run": True, "wait": 30})
    told = ended(reader, answer.json())
    assert [(i["state"]) for i in told["items"]] == ["new", "same", "unreadable"]
    assert told["items"][2]["error"]["error"]
    assert ".." not in told["items"][2]["where"]
    assert reader.case.head() == before


def test_what_takes_longer_is_answered_at_once_and_can_be_looked_at(reader: Asking) -> None:
    other = TEXT.replace("12 detainees", "14 detainees")
    answer = read(reader, other, wait=0)
    told = answer.json()
    assert answer.status_code == 202
    assert answer.headers["location"] == f"/api/v1/readings/{told['id']}"
    assert ended(reader, told)["counts"] == {"new": 1}
    assert ended(reader, read(reader, other).json())["counts"] == {"same": 1}


@pytest.mark.parametrize(
    ("sent", "status", "where"),
    [
        ({"content": b"x", "headers": {"Content-Type": "image/png"}}, 422, "Content-Type"),
        ({"content": b"x"}, 422, "Content-Type"),
        ({"json": {"text": "x"}}, 422, "Content-Type"),
        ({"files": [("other", ("a.txt", b"x"))]}, 422, ""),
        ({"content": b"no parts", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 400, ""),
        ({"content": b"no parts", "headers": {"Content-Type": "multipart/form-data"}}, 400, ""),
        ({"content": b"x" * (33 * 1024 * 1024), "headers": {"Content-Type": "text/plain"}}, 413, ""),
    ],
    ids=["picture", "no type", "json", "no file", "no parts", "no boundary", "too large"],
)
def test_what_carries_no_reports_is_refused(api: Asking, sent: dict[str, Any], status: int, where: str) -> None:
    before = api.case.head()
    answer = api.post("reports", **sent)
    assert answer.status_code == status, answer.text
    assert answer.json()["where"] == where
    assert api.case.head() == before


def test_a_reading_that_is_not_there_is_not_found(api: Asking) -> None:
    assert api.ask("readings/none").status_code == 404
