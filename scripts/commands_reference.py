"""Writes docs/commands.md from the command line itself.

usage: python scripts/commands_reference.py
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import typer

from truceline.cli.app import app

PAGE = Path(__file__).parents[1] / "docs" / "commands.md"
HEAD = """# Commands

Written by `python scripts/commands_reference.py` from the program itself: `truceline COMMAND --help` says the
same.

The [tutorial](tutorial.md) uses them one after the other; [errors](errors.md) says what the exit codes stand for; the
shape of what `--json` prints for a claim is in [the data model](data-model.md); what `agreement lint` warns of is in
[what will be argued about](lint.md); what the commands on an agreement show is in [accounts](accounts.md).
"""
EVERY = """\
The options `--db`, `--author` and `--json` may stand before or after the name of the command. The environment
variables `TRUCELINE_DB` and `TRUCELINE_AUTHOR` stand in for the first two. `--json` answers with one object a
line, made for programs; without a terminal (in a pipe or a file) lists are written as lines with tabs between
the columns.
"""


def reference() -> str:
    """The whole page."""
    group: Any = typer.main.get_command(app)
    named = dict(_named(group))
    commands = list(named.values())
    shared = _shared(commands)
    parts = [HEAD, _contents(named), "## truceline", "", *_help(group.help or ""), ""]
    parts += _options(_own(group, frozenset())), ["", "### For every command", "", EVERY]
    lines = [*_flat(parts), *_flat(_command(n, c, shared) for n, c in named.items())]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _named(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its name; one that stands in a group has the group's name before it."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _named(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _flat(parts: Any) -> Iterator[str]:
    for part in parts:
        if isinstance(part, str):
            yield part
        else:
            yield from part


def _shared(commands: Any) -> frozenset[str]:
    """The options that every command has."""
    names = [{p.name for p in c.params if p.param_type_name == "option"} for c in commands]
    return frozenset(set.intersection(*names)) if names else frozenset()


def _contents(named: dict[str, Any]) -> str:
    panels: dict[str, list[str]] = {}
    for name, command in named.items():
        panels.setdefault(command.rich_help_panel, []).append(f"[{name}](#{name.replace(' ', '-')})")
    return "".join(f"- {panel}: {', '.join(names)}\n" for panel, names in panels.items())


def _command(name: str, command: Any, shared: frozenset[str]) -> list[str]:
    arguments = [p for p in command.params if p.param_type_name == "argument"]
    usage = " ".join(["truceline", name, *map(_usage, arguments), "[OPTIONS]"])
    lines = [f"## {name}", "", f"`{usage}`", "", *_help(command.help or ""), ""]
    return [*lines, *_options([*arguments, *_own(command, shared)])]


def _own(command: Any, shared: frozenset[str]) -> list[Any]:
    return [p for p in command.params if p.param_type_name == "option" and p.name not in shared and p.name != "help"]


def _help(text: str) -> Iterator[str]:
    """The help, with what is indented under a heading ("Example:") as a block."""
    inside = False
    for line in inspect.cleandoc(text).replace("\\[", "[").splitlines():
        indented = line.startswith("  ")
        if inside and not indented:
            yield "```"
        if indented and not inside:
            yield from ("", "```text")
        inside = indented
        yield line.removeprefix("  ")
    if inside:
        yield "```"


def _options(parameters: list[Any]) -> list[str]:
    if not parameters:
        return ["No options but those of every command.", ""]
    rows = [f"| `{_written(p)}` | {_says(p)} |" for p in parameters]
    return ["| argument or option | meaning |", "|---|---|", *rows, ""]


def _usage(argument: Any) -> str:
    name = _metavar(argument) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _written(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return _metavar(parameter)
    names = ", ".join([*parameter.opts, *parameter.secondary_opts])
    return names if parameter.is_flag else f"{names} {_metavar(parameter)}"


def _metavar(parameter: Any) -> str:
    kind = parameter.type_descriptor.annotation
    if parameter.metavar:
        return str(parameter.metavar)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "\\|".join(str(member.value) for member in kind)
    return "NUMBER" if kind is int else str(parameter.name).upper()


def _says(parameter: Any) -> str:
    said = [str(parameter.help or "").strip()]
    default = parameter.default.value if isinstance(parameter.default, Enum) else parameter.default
    if parameter.required and parameter.param_type_name == "option":
        said.append("Required.")
    elif default not in (None, "", False) and parameter.show_default:
        said.append(f"Default: `{default}`.")
    many = getattr(parameter, "multiple", False) or str(parameter.type_descriptor.annotation).startswith("list[")
    if many and parameter.param_type_name == "option":
        said.append("May be given several times.")
    return " ".join(said).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
