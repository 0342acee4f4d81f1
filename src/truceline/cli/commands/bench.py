"""bench: how well and how fast the program reads, beside what people marked and beside other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.benchmarks.names import Name
from truceline.cli.commands import bench_tables as tables
from truceline.cli.output import whole_file
from truceline.cli.session import Session, add
from truceline.errors import InputError

if TYPE_CHECKING:
    from truceline.benchmarks.board import Board

PANEL = "Measuring"
_NAMES = f"One benchmark alone: {', '.join(Name)}."
_GOLD = "File of the benchmark: texts with the answers of people; plain or .gz."
_DATA = "Folder with the data of the benchmarks: everything that is there is measured, in one table."
_OUT = "File to write what the program reads, in the shape that the published scorers take."
_TEXTS = "File with the texts, where GOLD has none (muc4-figures: the file of role fillers of the same documents)."
_TRAIN = "File that was trained on: cues and entities that are not in it are counted apart."
_ERRORS = "File to write the twenty worst texts to, with what was missed in them."
_SAVED = "File that keeps the run for the next one to be compared with; else one in your folder for states."


def register(app: typer.Typer) -> None:
    add(app, PANEL, bench)


def bench(
    session: Session,
    benchmark: Annotated[Name | None, typer.Argument(help=_NAMES, metavar="NAME", show_default=False)] = None,
    gold: Annotated[Path | None, typer.Argument(help=_GOLD, metavar="GOLD", show_default=False)] = None,
    *,
    predictions: Annotated[Path | None, typer.Option(help=_OUT, metavar="OUT", show_default=False)] = None,
    texts: Annotated[Path | None, typer.Option(help=_TEXTS, metavar="FILE", show_default=False)] = None,
    train: Annotated[Path | None, typer.Option(help=_TRAIN, metavar="FILE", show_default=False)] = None,
    data: Annotated[Path | None, typer.Option(help=_DATA, metavar="FOLDER", show_default=False)] = None,
    errors: Annotated[Path | None, typer.Option(help=_ERRORS, metavar="FILE", show_default=False)] = None,
    saved: Annotated[Path | None, typer.Option(help=_SAVED, metavar="FILE", show_default=False)] = None,
    keep: Annotated[bool, typer.Option("--keep", help="Compare with the kept run, and leave it as it is.")] = False,
    rounds: Annotated[int, typer.Option(help="How often the speed is measured; the median counts.", min=1)] = 5,
    device: Annotated[str, typer.Option(help="Where a model runs: cpu, or cuda where there is one.")] = "cpu",
) -> None:
    """Measure how well and how fast the program reads.

    One benchmark: its texts are read without a look at its answers, what was read is written to a file, and then
    held against the answers. Or all for which a folder has data, beside the rules alone and beside textacy where that
    is installed, on this machine in one run, with the speed and a comparison with the run before. The data are not
    part of the program.

    Example:
      truceline bench attribution articles.jsonl.gz --predictions read.jsonl
      truceline bench muc4-figures figures.json --texts roles.jsonl.gz --predictions read.json --json
      truceline bench --data benchmarks/ --errors worst.md
    """
    if benchmark is not None and gold is not None and data is None:
        _single(session, benchmark, gold, predictions, texts=texts, train=train, errors=errors, device=device)
    elif data is not None and benchmark is None:
        _all(session, data, errors=errors, saved=saved, keep=keep, rounds=rounds, device=device)
    else:
        todo = "Name a benchmark and its file, or a folder with --data."
        raise InputError("it is not said what to measure.", where="bench", todo=todo)


def _single(
    session: Session,
    name: Name,
    gold: Path,
    out: Path | None,
    *,
    texts: Path | None,
    train: Path | None,
    errors: Path | None,
    device: str,
) -> None:
    from truceline.benchmarks import single

    source = single.Source(name, gold, texts, train)
    measured = single.read(source, device=device)
    if out is not None:
        _write(session, out, single.predictions(source, measured))
    outcome = single.score(source, measured)
    if errors is not None:
        _write(session, errors, tables.errors([outcome]))
    if session.json:
        session.screen.data(tables.outcome_data(outcome))
    else:
        tables.show_outcome(session, outcome)
    if not measured.model:
        session.screen.say(tables.NO_WEIGHTS)


def _all(
    session: Session,
    data: Path,
    *,
    errors: Path | None,
    saved: Path | None,
    keep: bool,
    rounds: int,
    device: str,
) -> None:
    from truceline.benchmarks import board
    from truceline.benchmarks import saved as runs

    kept = saved or runs.default_file()
    step = (lambda _: None) if session.json else lambda what: session.screen.say(f"measuring {what} ...")
    made = board.measured(data, device=device, rounds=rounds, before=runs.load(kept), step=step)
    if errors is not None:
        _write(session, errors, tables.errors(made.own()))
    if not keep:
        board.save(made, kept)
    _show(session, made)
    if not made.model:
        session.screen.say(tables.NO_WEIGHTS)


def _show(session: Session, made: Board) -> None:
    if session.json:
        for row in tables.board_data(made):
            session.screen.data(row)
    else:
        tables.show_board(session, made)


def _write(session: Session, path: Path, words: str) -> None:
    with whole_file(path, record=session.db) as out:
        out.write(words)
