from __future__ import annotations

import sys
from pathlib import Path

import cli_coder
import pytest
from cli_help import REPORTS, Cli, Result

from truceline.cli import run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "truceline.reading.coders", cli_coder.module())
    monkeypatch.setenv("TRUCELINE_AUTHOR", "Ana")
    for name in ("TRUCELINE_DB", "COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command line in this process."""

    def call(*arguments: object) -> Result:
        capsys.readouterr()
        code = run([str(a) for a in arguments])
        return Result(code, *capsys.readouterr())

    return call


@pytest.fixture
def terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """As ``cli``, where the output is a terminal with colours, 80 columns wide."""
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("FORCE_COLOR", "1")

    def call(*arguments: object) -> Result:
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
        return cli(*arguments)

    return call


@pytest.fixture
def filled(cli: Cli, folder: Path) -> Path:
    """A record with two reports and five claims."""
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    assert cli("init", "--title", "Two days").code == 0
    assert cli("read", "reports").code == 0
    return folder / "truceline.db"
