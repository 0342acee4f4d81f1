"""Every route of the API, every filter and every refusal is in docs/api.md."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from api_client import Asking

from browser_server import Served
from truceline.web.api.answering import REFUSALS
from truceline.web.api.asking import Filters

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"^\| `((?:GET|POST|DELETE) /api/v1/[^`]*)` \|", PAGE, re.MULTILINE))


def test_every_route_is_in_the_documentation_and_no_other(api: Asking) -> None:
    made = api.get("openapi.json")["paths"]
    there = {f"{method.upper()} {path}" for path, methods in made.items() for method in methods}
    assert there | {"GET /api/v1/openapi.json", "GET /api/v1/"} == NAMED


def test_every_filter_is_in_the_documentation() -> None:
    told = PAGE.partition("take the same filters:")[2].partition(".\n")[0]
    assert set(re.findall(r"`(\w+)`", told)) >= set(Filters.model_fields)


def test_every_refusal_is_in_the_documentation() -> None:
    assert {int(s) for s in re.findall(r"^\| (\d{3}) \|", PAGE, re.MULTILINE)} >= {int(s) for s in REFUSALS}


def test_every_route_says_what_it_does(api: Asking) -> None:
    made = api.get("openapi.json")["paths"]
    silent = [path for path, methods in made.items() for one in methods.values() if not one.get("description")]
    assert silent == []
    page = api.client.get("/api/v1/")
    assert page.headers["content-type"].startswith("text/html")
    assert all(path in page.text for path in made)


def ran(command: list[str], room: Served, where: Path) -> str:
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=where,
        env={**os.environ, "ROOM": room.address},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_program_in_the_documentation_works(room: Served, tmp_path: Path) -> None:
    program = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[0]
    assert "fuel" in ran([sys.executable, "-c", program], room, tmp_path)


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_commands_in_the_documentation_work(room: Served, tmp_path: Path) -> None:
    commands = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)[0]
    told = ran(["/bin/sh", "-ec", commands], room, tmp_path)
    assert '"title":"Gaza truce' in told
    assert (tmp_path / "claims.csv").read_text(encoding="utf-8").startswith("id,report")
