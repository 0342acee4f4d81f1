"""brief, export: what the record gives out."""

from __future__ import annotations

import io
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from truceline import words
from truceline.cli.commands.look import Act, All, AsOf, OfReport, Party, Speaker, filters
from truceline.cli.output import whole_file
from truceline.cli.session import Session, add, moments

PANEL = "Giving out"


class BriefFormat(StrEnum):
    MD = "md"
    HTML = "html"
    JSON = "json"


class ExportFormat(StrEnum):
    CSV = "csv"
    JSONL = "jsonl"
    PLOVER = "plover"


def register(app: typer.Typer) -> None:
    add(app, PANEL, brief, export)


def brief(
    session: Session,
    *,
    as_of: AsOf = None,
    since: Annotated[
        str | None, typer.Option(help="Where “what changed” begins; else the last day.", metavar="MOMENT")
    ] = None,
    format: Annotated[BriefFormat, typer.Option(help="Form of the brief.")] = BriefFormat.MD,
    output: Annotated[Path | None, typer.Option(help="File to write; else the screen.", metavar="FILE")] = None,
) -> None:
    """Write a situation brief, with its sources.

    Where things stand, what changed, what was offered and refused, what is contested. Every sentence
    names who speaks, and its numbered notes open to the words it rests on.

    Example:
      truceline brief --as-of 2023-11-30
      truceline brief --format html --output brief.html
    """
    with session.case() as case:
        known, began = moments(case, as_of, since)
        made = case.brief(known, began)
        text = case.render(made, "json" if session.json and output is None else format.value)
        if output is not None:
            with whole_file(output, record=case.path) as out:
                out.write(text)
            _wrote(session, output, words.counted(len(made.claims), "claim"))
        elif format is BriefFormat.MD and not session.json:
            session.screen.markdown(text)
        else:
            session.screen.text(text)
        if not made.reports:
            session.screen.say("no report was known by then." if as_of else "the record is empty.")


def export(
    session: Session,
    *,
    format: Annotated[ExportFormat, typer.Option(help="Form of the export.", show_default=False)],
    output: Annotated[Path | None, typer.Option(help="File to write; else the screen.", metavar="FILE")] = None,
    speaker: Speaker = None,
    party: Party = None,
    act: Act = None,
    of_report: OfReport = None,
    as_of: AsOf = None,
    everything: All = False,
) -> None:
    """Write claims as a CSV table, JSON lines or PLOVER records.

    The choices are those of the list of claims.

    Example:
      truceline export --format csv --output claims.csv --as-of 2023-11-30
    """
    chosen = {**filters(speaker=speaker, party=party, act=act, of_report=of_report), "rejected": everything}
    with session.case() as case:
        (moment,) = moments(case, as_of)
        if output is not None:
            with whole_file(output, record=case.path) as out:
                done = case.export(format.value, out, moment, **chosen)
            _wrote(session, output, words.counted(done.written, "claim"))
        else:
            text = io.StringIO(newline="")
            done = case.export(format.value, text, moment, **chosen)
            session.screen.text(text.getvalue())
        for kind, number in done.left_out:
            what = words.counted(number, "claim")
            session.screen.say(f"left out: {what} of type {kind}, for which {format.value} has no record.")


def _wrote(session: Session, path: Path, what: str) -> None:
    if session.json:
        session.screen.data({"file": str(path)})
    else:
        session.screen.line(f"Wrote {path}: {what}.")
