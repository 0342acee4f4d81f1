"""The demo case, served as a process of its own, and pages of it in a real browser."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_client import Asking, asking
from boards_served import served
from browser_pages import CHROMIUM, GET_IT, Visits, flags
from playwright.sync_api import Browser, sync_playwright
from starlette.testclient import TestClient

from browser_server import Served, serve_command, serving
from truceline.case import DEMO, DEMO_ZONE, Case


@pytest.fixture(scope="session")
def demo_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the demo case. Not to be written to: see ``own_case``."""
    where = tmp_path_factory.mktemp("demo") / "demo.db"
    with Case.create(where, title=DEMO, zone=DEMO_ZONE, author="tests") as case:
        case.read_demo()
        case.add_demo_agreement()
    return where


@pytest.fixture
def own_case(demo_case: Path, tmp_path: Path) -> Path:
    """A copy of the demo case that a test may change."""
    return Path(shutil.copy(demo_case, tmp_path / "own.db"))


@pytest.fixture(scope="session")
def room(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The demo case as it is served, for all tests that only look."""
    copy = shutil.copy(demo_case, tmp_path_factory.mktemp("room") / "room.db")
    with serving(serve_command(Path(copy))) as served:
        yield served


@pytest.fixture
def own_room(own_case: Path) -> Iterator[Served]:
    """A copy of the demo case as it is served, for a test that changes it."""
    with serving(serve_command(own_case)) as served:
        yield served


@pytest.fixture(scope="module")
def client(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A copy of the demo case served in this process, for the tests of one file."""
    with served(Path(shutil.copy(demo_case, tmp_path_factory.mktemp("client") / "demo.db"))) as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium. Without it a test is left out, or fails where TRUCELINE_BROWSER is "required"."""
    if not CHROMIUM.exists():
        if os.environ.get("TRUCELINE_BROWSER") == "required":
            pytest.fail(GET_IT)
        pytest.skip(GET_IT)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=flags())
        yield started
        started.close()


@pytest.fixture
def visits(browser: Browser, room: Served) -> Iterator[Visits]:
    """Pages of the demo case. No page may log an error, nor ask anything of another machine."""
    made = Visits(browser, room.address)
    yield made
    made.close()


@pytest.fixture
def own_visits(browser: Browser, own_room: Served) -> Iterator[Visits]:
    """As ``visits``, of a copy that the test may change."""
    made = Visits(browser, own_room.address)
    yield made
    made.close()


@pytest.fixture(scope="session")
def api(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asking]:
    """The API of the demo case, for tests that only look."""
    copy = shutil.copy(demo_case, tmp_path_factory.mktemp("api") / "api.db")
    with asking(Path(copy)) as found:
        yield found


@pytest.fixture
def own_api(own_case: Path) -> Iterator[Asking]:
    """The API of a copy of the demo case, for a test that changes it."""
    with asking(own_case) as found:
        yield found
