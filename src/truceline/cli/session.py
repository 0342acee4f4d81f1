"""Session: what every command is given: which record, who signs, and how to answer."""

from __future__ import annotations

import inspect
import os
import shlex
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_type_hints

import typer

from truceline.cli.screen import Screen

if TYPE_CHECKING:
    from truceline.case import Case, Moment

DEFAULT_DB = "truceline.db"
EVERY = "Options of every command"
DB_HELP = f"File of the record; else TRUCELINE_DB, else {DEFAULT_DB} in this folder."
AUTHOR_HELP = "Who signs what is added; else TRUCELINE_AUTHOR, else your user name."

Db = Annotated[Path | None, typer.Option("--db", metavar="FILE", help=DB_HELP, rich_help_panel=EVERY)]
Author = Annotated[str | None, typer.Option("--author", metavar="NAME", help=AUTHOR_HELP, rich_help_panel=EVERY)]
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, one object a line.", rich_help_panel=EVERY)]
_SHARED = {"db": (Db, None), "author": (Author, None), "json": (Json, False)}


class OutputClosed(Exception):
    """Whoever reads the output has stopped reading, as ``head`` does."""


@dataclass(frozen=True, slots=True)
class Session:
    db: Path
    author: str | None = None
    json: bool = False
    screen: Screen = field(default_factory=Screen)

    @classmethod
    def of(cls, before: dict[str, Any], given: dict[str, Any]) -> Session:
        """``before`` and ``given`` are the options before and after the name of the command."""
        db = given["db"] or before.get("db") or os.environ.get("TRUCELINE_DB") or DEFAULT_DB
        return cls(Path(db), given["author"] or before.get("author"), given["json"] or bool(before.get("json")))

    def case(self, device: str = "cpu") -> Case:
        """The case in the record; ``device`` is what reads reports. Raises NotARecord where there is none."""
        from truceline.case import Case

        return Case.open(self.db, author=self.author, device=device)

    def try_(self, *words: str, db: Path | None = None) -> str:
        """A command line that works from here, for this record (or the one in ``db``)."""
        db = db or self.db
        named = [] if db == Path(os.environ.get("TRUCELINE_DB") or DEFAULT_DB) else ["--db", str(db)]
        return f"{program()} {shlex.join([*words[:1], *named, *words[1:]])}"


def program() -> str:
    """How this program is called from the folder the user is in."""
    called = Path(sys.argv[0])
    if called.name == "__main__.py":
        return f"{_called(Path(sys.executable))} -m truceline"
    return _called(called)


def _called(path: Path) -> str:
    """The name of a program where the shell finds it by that, else its path."""
    found = shutil.which(path.name)
    # Not resolved: the interpreter of a virtual environment is a link to one that lacks the packages.
    if found is not None and Path(found).absolute() == path.absolute():
        return path.name
    relative = os.path.relpath(path)
    return shlex.quote(relative if not relative.startswith("..") else str(path.absolute()))


def moments(case: Case, *words: str | None) -> tuple[Moment | None, ...]:
    """Days or times as typed, read in the zone of the case. Raises ValueProblem."""
    return tuple(case.moment(w.strip()) if w else None for w in words)


def add(app: typer.Typer, panel: str, *functions: Callable[..., None]) -> None:
    """Make functions commands of their names: each is given a Session first, and takes the options of every command."""
    for function in functions:
        named = app.command(function.__name__, rich_help_panel=panel, help=help_text(function.__doc__ or ""))
        named(_with_session(function))


def help_text(doc: str) -> str:
    """A docstring as help: each paragraph flows, examples and lists keep their lines, brackets are no markup."""
    paragraphs = inspect.cleandoc(doc).replace("[", "\\[").split("\n\n")
    return "\n\n".join(p if "\n  " in p else p.replace("\n", " ") for p in paragraphs)


def _with_session(function: Callable[..., None]) -> Callable[..., None]:
    hints = get_type_hints(function, include_extras=True)
    own = [p.replace(annotation=hints[p.name]) for p in inspect.signature(function).parameters.values()][1:]

    @wraps(function)
    def run(context: typer.Context, **given: Any) -> None:
        session = Session.of(context.obj or {}, {name: given.pop(name) for name in _SHARED})
        try:
            function(session, **given)
            sys.stdout.flush()
        except BrokenPipeError:
            raise OutputClosed from None

    keyword = inspect.Parameter.KEYWORD_ONLY
    shared = [inspect.Parameter(n, keyword, default=d, annotation=a) for n, (a, d) in _SHARED.items()]
    first = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    parameters = [first, *(p.replace(kind=keyword) for p in own), *shared]
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {p.name: p.annotation for p in parameters}
    return run
