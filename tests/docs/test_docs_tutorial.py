"""Every command of docs/tutorial.md is run, in order, in an empty folder, offline, and answers as the page shows.

In what is shown, "..." stands for anything, on a line or for lines; runs of white space are alike. ``ID`` is the id of
the first claim that the last search found.
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import socket
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from docs_pages import ROOT, blocks, page

from truceline.cli import run

DOC = page("tutorial.md")
_ID = re.compile(r"\bc-[0-9a-f]{12}\b")


@dataclass(frozen=True)
class Step:
    command: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Done:
    step: Step
    code: int
    output: str
    errors: str
    id: str


def steps() -> list[Step]:
    found: list[Step] = []
    for block in blocks(DOC, "console"):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Step(line[2:], ()))
            else:
                found[-1] = Step(found[-1].command, (*found[-1].shown, line))
    return found


STEPS = steps()


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Done]]:
    """The whole tutorial, walked through once."""
    folder = tmp_path_factory.mktemp("clone")
    (folder / "src").symlink_to(ROOT / "src")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("TRUCELINE_AUTHOR", "desk")
        patch.delenv("TRUCELINE_DB", raising=False)
        patch.setattr(socket.socket, "connect", _no_network)
        done: list[Done] = []
        for step in STEPS:
            done.append(_do(step, done[-1].id if done else "", patch))
        yield done


def _no_network(*address: object) -> None:
    raise AssertionError(f"the program opened a connection: {address}")


def _do(step: Step, id: str, patch: pytest.MonkeyPatch) -> Done:
    program, *arguments = shlex.split(step.command)
    arguments = [id if a == "ID" else a for a in arguments]
    if program != "truceline":
        return Done(step, _shell(program, arguments, patch), "", "", id)
    out, errors = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(errors):
        code = run(arguments)
    if arguments[0] == "search" and (found := _ID.search(out.getvalue())):
        id = found[0]
    return Done(step, code, out.getvalue(), errors.getvalue(), id)


def _shell(program: str, arguments: list[str], patch: pytest.MonkeyPatch) -> int:
    """The three commands of a shell that the tutorial needs."""
    if program == "cd":
        patch.chdir(arguments[0])
    elif program == "mkdir":
        Path(arguments[-1]).mkdir(parents=True)
    elif program == "cp":
        folder, _, pattern = arguments[0].rpartition("/")
        files = sorted(Path(folder).glob(pattern))
        assert files, arguments
        for file in files:
            shutil.copy(file, arguments[1])
    else:
        raise AssertionError(f"the test cannot run {program!r}")
    return 0


def _pattern(shown: tuple[str, ...], id: str) -> str:
    parts = []
    for line in shown:
        words = re.sub(r"^ID ", f"{id} ", " ".join(line.split()))
        anything = r"(?:[^\n]*\n)*"
        some = r"[^\n]*".join(re.escape(piece.strip()) for piece in words.split("..."))
        parts.append(anything if words == "..." else some + r"\n")
    return "".join(parts)


def _plain(output: str) -> str:
    lines = (" ".join(line.split()) for line in output.splitlines())
    return "".join(f"{line}\n" for line in lines if line)


@pytest.mark.parametrize("number", range(len(STEPS)), ids=[s.command[:50] for s in STEPS])
def test_the_command_runs_and_answers_as_shown(walk: list[Done], number: int) -> None:
    done = walk[number]
    assert done.code == 0, done.errors
    answers = re.fullmatch(_pattern(done.step.shown or ("...",), done.id), _plain(done.output)) is not None
    assert answers, f"{done.step.command}\nis shown as\n{chr(10).join(done.step.shown)}\nand answers\n{done.output}"


def test_what_came_later_is_not_in_the_view_of_the_day_before(walk: list[Done]) -> None:
    before, after = (d for d in walk if "240 Palestinian prisoners" in d.step.command)
    assert not _ID.search(before.output)
    assert _ID.search(after.output)


def test_the_tutorial_uses_the_commands_that_a_newcomer_needs() -> None:
    used = {shlex.split(s.command)[1] for s in STEPS if s.command.startswith("truceline")}
    wanted = "init read claims show timeline parties search accept reject correct same brief export verify"
    assert used >= set(wanted.split())
