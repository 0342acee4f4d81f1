"""docs/commands.md and docs/codebook.md say what the program says, all of it and nothing else."""

from __future__ import annotations

import re
import runpy
from typing import Any

import pytest
import typer
from docs_pages import ROOT, blocks, headings, page

from truceline.cli.app import app
from truceline.errors import TrucelineError
from truceline.model import codebook

DOC = page("commands.md")
COMMANDS: dict[str, Any] = typer.main.get_command(app).commands  # type: ignore[attr-defined]
WANTED = """
    init read claims show timeline parties search brief accept reject correct same different export verify demo
"""


def written_by(script: str) -> str:
    return str(runpy.run_path(str(ROOT / "scripts" / script))["reference"]())


@pytest.mark.parametrize("name", ["commands", "codebook"])
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


def test_every_option_of_an_example_is_one_of_the_command() -> None:
    shared = {o for p in typer.main.get_command(app).params for o in p.opts}
    for block in blocks(DOC, "text"):
        for line in block.splitlines():
            words = line.split()
            if words[:1] == ["truceline"] and len(words) > 1:
                known = shared | {o for p in COMMANDS[words[1]].params for o in p.opts}
                assert {w for w in words if w.startswith("--")} <= known, line


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
