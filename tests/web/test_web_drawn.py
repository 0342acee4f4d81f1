"""Drawn: a block of a board is made once, and nobody gets the block of another address, person or making."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from boards_served import answered, served
from jinja2 import DictLoader, UndefinedError
from starlette.testclient import TestClient

from truceline.case import Case
from truceline.web import drawn
from truceline.web.recent import Recent


@pytest.fixture(scope="module")
def client(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    copy = tmp_path_factory.mktemp("drawn") / "drawn.db"
    copy.write_bytes(demo_case.read_bytes())
    with served(copy) as found:
        yield found


@pytest.fixture
def own(own_case: Path) -> Iterator[TestClient]:
    """Of a copy that the test may change."""
    with served(own_case) as found:
        yield found


def kept(client: TestClient) -> int:
    found: Recent = client.app.state.room.drawn  # type: ignore[attr-defined]
    return len(found)


def table(client: TestClient, path: str) -> str:
    found = re.search(r'<div class="cells-side">.*?<aside', answered(client, path).text, re.DOTALL)
    assert found
    return found[0]


# --- the store ------------------------------------------------------------------------------------------
def test_the_blocks_asked_for_longest_ago_go_where_there_is_no_room() -> None:
    store = Recent(10)
    for name in "abc":
        store.put(name, "x" * 4, 4)
        store.get("a")
    assert [store.get(name) for name in "abc"] == [("xxxx", True), (None, False), ("xxxx", True)]


def test_a_block_that_is_larger_than_all_room_is_not_kept() -> None:
    store = Recent(10)
    store.put("a", "x" * 11, 11)
    assert len(store) == 0
    store.put("b", "x" * 10, 10)
    assert len(store) == 1


def test_a_block_put_again_takes_room_once() -> None:
    store = Recent(10)
    for _ in range(5):
        store.put("a", "x" * 6, 6)
    assert store.get("a") == ("xxxxxx", True)


# --- pages ----------------------------------------------------------------------------------------------
def test_another_address_with_the_same_table_is_given_the_table_that_was_drawn(client: TestClient) -> None:
    first = table(client, "/matrix?n=1")
    before = kept(client)
    assert table(client, "/matrix?n=2") == first
    assert kept(client) == before


@pytest.mark.parametrize(
    "query",
    [
        "silence=strict", "as_of=2023-11-28", "agreement=gaza", "at=2023-11-24T08:00", "show=disputed", "otherwise=1",
        "reading=duties.further releases.enough=eight will do", "open=exchange&account=Israel",
    ],
)  # fmt: skip
def test_whatever_changes_the_table_makes_it_another_one(client: TestClient, query: str) -> None:
    first = table(client, "/matrix")
    assert table(client, f"/matrix?{query}") != first
    assert table(client, "/matrix?n=2") == first


def test_one_duty_is_drawn_for_the_account_that_is_asked_for(client: TestClient) -> None:
    pages = [answered(client, f"/matrix/exchange?account={name}").text for name in ("Israel", "Hamas", "Israel")]
    assert pages[0] == pages[2]
    assert pages[0] != pages[1]


def test_points_are_drawn_for_the_voice_and_the_moment_that_are_asked_for(client: TestClient) -> None:
    paths = ("/contested", "/contested?party=OCHA", "/contested?as_of=2023-11-28", "/contested?kind=figures")
    points = [re.findall(r"<article.*?</article>", answered(client, path).text, re.DOTALL) for path in paths]
    assert len({tuple(one) for one in points}) == len(paths)


def test_a_newer_making_of_the_board_is_drawn_anew(own: TestClient) -> None:
    before = table(own, "/matrix")
    case: Case = own.app.state.room.case  # type: ignore[attr-defined]
    for claim in re.findall(r"c-[0-9a-f]{12}", answered(own, "/matrix/exchange?account=Israel").text)[:6]:
        case.reject(claim, "not what it says")
    after = table(own, "/matrix")
    assert after != before


@pytest.mark.parametrize("name", ["person", "at", "board", "team", "csrf"])
def test_a_block_cannot_read_what_is_not_in_its_key(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    template = DictLoader({"matrix_cells.html": f"{{{{ {name}.role }}}}", "macros.html": ""})
    here = drawn.environment().overlay(loader=template)
    answered(client, "/matrix")
    monkeypatch.setattr(drawn, "environment", lambda: here)
    monkeypatch.setattr(client.app.state.room, "drawn", Recent(1_000_000))  # type: ignore[attr-defined]
    with pytest.raises(UndefinedError):
        client.get(f"/matrix?n={name}")
