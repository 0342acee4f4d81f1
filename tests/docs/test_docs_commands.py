"""docs/commands.md, docs/codebook.md and docs/lint.md say what the program says, all of it and nothing else."""

from __future__ import annotations

import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from docs_pages import FENCE, PAGES, ROOT, blocks, headings, page

from truceline.cli.app import app
from truceline.errors import TrucelineError
from truceline.model import codebook

DOC = page("commands.md")


def named(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command by its name; one that stands in a group has the group's name before it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from named(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS: dict[str, Any] = dict(named(typer.main.get_command(app)))
WANTED = """
    init read claims show timeline parties search brief accept reject correct same different export verify demo
"""


def written_by(script: str) -> str:
    return str(runpy.run_path(str(ROOT / "scripts" / script))["reference"]())


@pytest.mark.parametrize("name", ["commands", "codebook", "lint"])
def test_the_page_is_the_one_that_the_script_writes(name: str) -> None:
    script = f"{name}_reference.py"
    assert page(f"{name}.md") == written_by(script), f"Run: python scripts/{script}"


def test_every_command_has_a_heading_and_no_other_has() -> None:
    assert headings(DOC)[3:] == list(COMMANDS)


def test_the_commands_that_were_promised_are_there() -> None:
    assert set(COMMANDS) >= set(WANTED.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_named_under_its_command(name: str) -> None:
    part = DOC.split(f"\n## {name}\n")[1].split("\n## ")[0] + DOC.split("### For every command")[0]
    for parameter in COMMANDS[name].params:
        for option in parameter.opts if parameter.param_type_name == "option" else ():
            assert re.search(rf"`{option}[ `]", part), option


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_an_example_of_itself(name: str) -> None:
    part = DOC.split(f"\n## {name}\n")[1].split("\n## ")[0]
    assert f"truceline {name}" in "".join(blocks(part, "text"))


def command_lines(path: Path) -> Iterator[list[str]]:
    """Every command of the program that a page shows, in a block or inside a sentence, as words."""
    text = path.read_text(encoding="utf-8")
    shown = [line.removeprefix("$ ") for _, body in FENCE.findall(text) for line in body.splitlines()]
    shown += re.findall(r"`(truceline [^`]+)`", FENCE.sub("", text).replace("\n", " "))
    for line in shown:
        words = shlex.split(line, comments=True) if line.startswith("truceline ") else []
        if len(words) > 1 and words[1].islower():
            yield words[1:]


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_every_command_and_option_that_a_page_names_is_there(path: Path) -> None:
    shared = {o for p in typer.main.get_command(app).params for o in p.opts}
    for first, *words in command_lines(path):
        name = first if first in COMMANDS or first.startswith("-") else f"{first} {words[0]}"
        if name.startswith("-"):
            assert name in shared
            continue
        known = shared | {o for p in COMMANDS[name].params for o in p.opts}
        assert {w for w in words if w.startswith("--")} <= known, (name, words)


def test_every_act_and_category_is_in_the_codebook_page() -> None:
    text = page("codebook.md")
    assert [h for h in headings(text) if h.isupper()] == list(codebook().acts)
    assert all(f"`{name}`" in text for name in codebook().categories)


def test_every_exit_code_of_an_error_is_in_the_help() -> None:
    codes = {str(e.exit_code) for e in _tree(TrucelineError)}
    listed = {line.split()[0] for line in DOC.split("Exit codes:")[1].split("```")[1].splitlines()[1:]}
    assert codes <= listed


def _tree(error: type[TrucelineError]) -> list[type[TrucelineError]]:
    return [error, *(e for child in error.__subclasses__() for e in _tree(child))]
