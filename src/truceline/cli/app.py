"""The program ``truceline``: its options, its commands, its errors and its exit codes."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer

from truceline import __version__
from truceline.cli import INTERRUPTED, plain
from truceline.cli.commands import (
    agreement,
    bench,
    changes,
    decide,
    demo,
    give,
    look,
    matrix,
    people,
    read,
    serve,
    standing,
    team,
)
from truceline.cli.session import AUTHOR_HELP, DB_HELP, OutputClosed, help_text
from truceline.errors import TrucelineError

CLOSED = 141
"""The code that a shell gives for a program ended by a closed pipe."""

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
for module in (read, look, agreement, matrix, changes, people, standing, decide, give, serve, team, bench, demo):
    module.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"truceline {__version__}")
        raise typer.Exit


OVERVIEW = """
Who says what about a conflict and its talks.

Read reports, keep a sourced record that nobody can quietly change, and write a brief in which every
sentence names who speaks.

Example:
  truceline init
  truceline read reports/
  truceline brief

Ids may be given by their beginning. Days are written 2023-12-01, times 2023-12-01T07:00.

Exit codes:
  0    all is well
  1    the command could not be done
  2    what was given cannot be used (read: some of it; the rest is kept)
  3    the record cannot be used: not there, damaged, busy, full disk
  4    something the program needs is missing or altered
  130  interrupted; what was read before is kept
  141  whoever reads the output stopped reading, as head does
"""


@app.callback(help=help_text(OVERVIEW))
def options(
    context: typer.Context,
    db: Annotated[str | None, typer.Option("--db", metavar="FILE", help=DB_HELP)] = None,
    author: Annotated[str | None, typer.Option("--author", metavar="NAME", help=AUTHOR_HELP)] = None,
    json: Annotated[bool, typer.Option("--json", help="Answer in JSON, one object a line.")] = False,
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """The options that may also stand before the name of a command."""
    context.obj = {"db": db, "author": author, "json": json}


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; errors are told on the standard error output."""
    _prepare_output()
    json = "--json" in arguments[: arguments.index("--")] if "--" in arguments else "--json" in arguments
    try:
        code = app(list(arguments) or ["--help"], prog_name="truceline", standalone_mode=False)
        sys.stdout.flush()
    except TrucelineError as error:
        return _tell(error, json)
    except typer.TyperException as error:
        return _tell(_usage(error), json)
    except (OutputClosed, BrokenPipeError):
        _give_up_output()
        return CLOSED
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except OSError as error:
        _give_up_output()
        where = str(error.filename or "output")
        return _tell(TrucelineError(f"{error.strerror or error}.", where=where, todo="Nothing more was done."), json)
    if code == INTERRUPTED:
        _say("interrupted.")
    return code if isinstance(code, int) else 0


def _usage(error: typer.TyperException) -> TrucelineError:
    command = getattr(getattr(error, "ctx", None), "command_path", "truceline")
    message = error.format_message()
    told = TrucelineError(message if message.endswith((".", "?")) else f"{message}.", todo=f"See: {command} --help")
    told.exit_code = 2
    return told


def _tell(error: TrucelineError, json: bool) -> int:
    """Say what is wrong, on one line, and return the exit code that stands for it."""
    with suppress(OSError):
        sys.stdout.flush()
    if json:
        about = {"error": error.what, "where": error.where, "todo": error.todo, "code": error.exit_code}
        _say(plain.data(about, sys.stderr.encoding))
    else:
        _say(f"error: {plain.line(error)}")
    return error.exit_code


def _say(words: str) -> None:
    with suppress(OSError):
        sys.stderr.write(words + "\n")
        sys.stderr.flush()


def _prepare_output() -> None:
    """No character of a report may stop the output, whatever the encoding of the terminal."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _give_up_output() -> None:
    """Let what is still to be written go nowhere, so that leaving is silent."""
    with suppress(OSError, io.UnsupportedOperation):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
