"""What a terminal is sent: readable at 80 columns, and nothing in a report can act on it."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_help import SCRIPT, Cli, environment

from truceline.cli import plain

STYLE = re.compile(r"\x1b\[[\d;]*m")
HOSTILE = "[red]Alpha[/red] \x1b[31m\x1b]0;title\x07 \x9b2J :smile: \u202egnp.exe https://x.example"


def hostile(folder: Path) -> None:
    """A report that tries what a text can try. JSON keeps what the cleaning of plain text would drop."""
    line = {
        "title": f"Title {HOSTILE}",
        "publisher": f"Post {HOSTILE}",
        "published": "2023-11-24",
        "url": "https://post.example/\u202e1",
        "text": f"The Ministry said that {HOSTILE} freed 12 prisoners [bold]and [link=x]more[/link] on that long day.",
    }
    (folder / "hostile.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")


COMMANDS = [["claims"], ["timeline"], ["parties"], ["search", "freed"], ["brief"], ["show"], ["accept"]]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: c[0])
def test_hostile_words_are_inert_on_a_terminal(terminal: Cli, folder: Path, command: list[str]) -> None:
    hostile(folder)
    terminal("init")
    assert terminal("read", "hostile.jsonl").code == 0
    id = terminal("claims", "--json").lines[0]["id"]
    result = terminal(*command, *([id] if command[0] in ("show", "accept") else []))
    assert result.code == 0
    inert = STYLE.sub("", result.out)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", inert)
    assert "\x1b[31m" not in result.out, "no colour comes from a report"
    if command[0] in ("claims", "timeline", "show"):
        assert "[red]Alpha[/red]" in " ".join(inert.split())
        assert ":smile:" in inert


def test_hostile_names_of_files_are_inert(terminal: Cli, folder: Path) -> None:
    name = "a\x1b[31m\nerror: all is lost.txt"
    Path(name).write_bytes(b"")
    terminal("init")
    result = terminal("read", name)
    assert "\x1b[31m" not in result.err
    assert not any(line.startswith("error: all is lost") for line in result.err.splitlines())


def test_control_characters_are_escaped_in_json() -> None:
    text = "a\x1b[31m\x9bb\x7fc\nd\u2028e\U0001f600"
    line = plain.data({"text": text})
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028]", line)
    assert json.loads(line) == {"text": text}
    ascii_only = plain.data({"text": text}, "latin-1")
    assert ascii_only.isascii()
    assert json.loads(ascii_only) == {"text": text}


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("command", COMMANDS[:5], ids=lambda c: c[0])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_cut_off(
    terminal: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch, command: list[str], width: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    text = STYLE.sub("", terminal(*command).out)
    assert max(map(len, text.splitlines())) <= width
    assert "…" not in text or command[0] == "search"
    for line in terminal("claims", "--json").lines[:3]:
        if command[0] in ("claims", "timeline"):
            assert line["id"] in text
            assert line["quote"].split()[-1] in text


def test_a_pipe_gets_whole_lines_without_colours(cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long = "The Committee said that " + "the convoy of that morning had crossed " * 30 + "the river."
    Path("long.txt").write_text(f"Published: 2023-11-24\n\n{long}", encoding="utf-8")
    monkeypatch.setenv("FORCE_COLOR", "1")
    cli("read", "long.txt")
    for command in COMMANDS[:5]:
        assert "\x1b" not in cli(*command).out
    rows = [line.split("\t") for line in cli("claims").out.splitlines()]
    assert {len(row) for row in rows} == {len(rows[0])}
    assert any(row[-1] == long.removeprefix("The Committee said that ").rstrip(".") for row in rows)


def test_notes_of_a_brief_are_numbered_on_a_terminal(terminal: Cli, filled: Path) -> None:
    text = STYLE.sub("", terminal("brief").out)
    assert "[^" not in text
    assert "[1]" in text
    assert re.search(r"(?m)^ +1 “", text)


def test_a_real_terminal_sees_progress_that_is_gone_at_the_end(filled: Path) -> None:
    for i in range(5):
        Path(f"reports/{i}.txt").write_text(f"The Ministry said that {i} lorries had crossed the bridge on that day.")
    master, slave = pty.openpty()
    command = [sys.executable, str(SCRIPT), "read", "reports"]
    terminal = environment(TERM="xterm", COLUMNS="80")
    process = subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave, env=terminal)
    os.close(slave)
    seen = b""
    while True:
        try:
            piece = os.read(master, 4096)
        except OSError:  # how the end is told
            break
        if not piece:
            break
        seen += piece
    os.close(master)
    assert process.wait(timeout=30) == 0
    text = seen.decode()
    assert "7/7" in text
    assert "\x1b[2K" in text, "the bar is wiped out"
    assert "7 reports: 5 new, 2 same; 5 claims." in text.rsplit("\x1b[2K", 1)[1]


def test_help_is_quick_and_loads_nothing_heavy() -> None:
    code = (
        "import sys, contextlib, io\n"
        "from truceline.cli import run\n"
        "with contextlib.redirect_stdout(io.StringIO()) as out: assert run(['--help']) == 0\n"
        "assert 'Example:' in out.getvalue()\n"
        "heavy = {'spacy', 'sqlalchemy', 'numpy', 'altair', 'lxml', 'truceline.case', 'truceline.record'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment())
    assert (done.stdout, done.stderr) == ("[]\n", "")
