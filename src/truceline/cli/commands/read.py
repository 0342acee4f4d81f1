"""init, read, enter: a record, reports into it, and claims typed by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truceline import words
from truceline.cli.progress import Interrupted, Reading
from truceline.cli.screen import Column, Marked
from truceline.cli.session import Session, add
from truceline.errors import TrucelineError

if TYPE_CHECKING:
    from truceline.case import Read

PANEL = "Reading"
_MANY = 40
"""Above this many reports, a terminal shows only those that ask for attention."""


def register(app: typer.Typer) -> None:
    add(app, PANEL, init, read, enter)


def init(
    session: Session,
    file: Annotated[Path | None, typer.Argument(help="File to make; else that of --db.", show_default=False)] = None,
    title: Annotated[str, typer.Option(help="Title of the case.", show_default=False)] = "",
    zone: Annotated[
        str | None, typer.Option(help="Time zone that its days are counted in, such as Asia/Beirut; else UTC.")
    ] = None,
) -> None:
    """Make a new, empty record.

    Nothing that is there is ever replaced.

    Example:
      truceline init sudan.db --title "Jeddah talks" --zone Africa/Khartoum
    """
    from truceline.case import Case

    with Case.create(file or session.db, title=title, zone=zone, author=session.author) as case:
        settings = case.settings
        if session.json:
            session.screen.data({"file": str(case.path), "title": settings.title, "zone": settings.zone})
            return
        session.screen.line(f"Made {case.path}: “{settings.title}”, days counted in {settings.zone or 'UTC'}.")
        session.screen.say(f"Next: {session.try_('read', 'FILES', db=case.path)}")


def read(
    session: Session,
    sources: Annotated[
        list[str], typer.Argument(help="Files, folders, patterns, or - for the standard input.", show_default=False)
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would become of each report.")] = False,
    device: Annotated[str, typer.Option(help="What the trained reader runs on: cpu or cuda.")] = "cpu",
) -> None:
    """Read reports into the record.

    Texts, web pages (HTML), JSON lines with one report each, and folders of them. A report is new,
    the same (word for word), changed (another text from a known address; both are kept), coded
    again, or unreadable. A report and its claims are added together or not at all; an interrupt
    (Ctrl-C) ends the reading after the report in hand.

    Example:
      truceline read reports/ more/*.html --dry-run
      truceline read reports/
    """
    with session.case(device) as case, Reading(case.sources(sources), quiet=session.json or dry_run) as reading:
        try:
            case.read(sources, dry_run=dry_run, step=reading.step)
        except (Interrupted, KeyboardInterrupt):
            report(session, reading.done, dry_run=dry_run, stopped=True)
            raise typer.Exit(130) from None
        except TrucelineError:
            # What was read before is in the record, so it must be said.
            report(session, reading.done, dry_run=dry_run, stopped=True)
            raise
        alone = not dry_run and case.coder.name == "rules"
    report(session, reading.done, dry_run=dry_run)
    if alone:
        session.screen.say("the trained reader is not installed: rules alone have read these reports.")
    if any(r.error for r in reading.done):
        raise typer.Exit(2)


def enter(
    session: Session,
    file: Annotated[Path, typer.Argument(help="A YAML file of claims, each with its speaker.", show_default=False)],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only check the file.")] = False,
) -> None:
    """Enter claims that were typed by hand.

    For sources that the program cannot read: a scan, another language, notes of a meeting. All of the file
    is added together or not at all; the same file again changes nothing.

    Example:
      truceline enter claims.yaml --dry-run
      truceline enter claims.yaml
    """
    with session.case() as case:
        done = case.read_typed(file, dry_run=dry_run)
    report(session, list(done), dry_run=dry_run)


def report(session: Session, done: list[Read], *, dry_run: bool = False, stopped: bool = False) -> None:
    """Show what became of each report, then the sums, then what could not be read."""
    screen = session.screen
    if session.json:
        for one in done:
            screen.data(_data(one))
    elif done:
        _table(session, done, dry_run)
        screen.blank()
    if not session.json and (done or stopped):
        kept = "Stopped. Done before: " if stopped else ""
        screen.say(f"{kept}{_sums(done, dry_run)}.")
    for one in done:
        if one.error is not None and not session.json:
            screen.say(f"error: {one.error}")


def _table(session: Session, done: list[Read], dry_run: bool) -> None:
    shown = done
    if session.screen.terminal and len(done) > _MANY and not dry_run:
        shown = [r for r in done if r.state.value in ("changed", "unreadable") or r.unread or r.notes]
    columns = (Column("state", whole=True), Column("claims", whole=True, right=True), Column("file"), Column("report"))
    told = session.screen.terminal
    rows = [(_state(r), _found(r, dry_run), r.where, "" if r.error and told else _about(r)) for r in shown]
    if rows:
        session.screen.table(columns, rows)
    if len(shown) < len(done):
        session.screen.line(f"… and {len(done) - len(shown):,} more that need no look.")


def _state(read: Read) -> Marked:
    style = {"new": "green", "changed": "yellow", "unreadable": "red"}.get(read.state.value, "")
    return Marked(read.state.value, style)


def _found(read: Read, dry_run: bool) -> str:
    return "" if dry_run or read.report is None else str(len(read.claims))


def _about(read: Read) -> str:
    if read.error is not None:
        return read.error.what
    title = words.report_words(read.report) if read.report else ""
    unread = f"kept, but not read: {read.unread}" if read.unread else ""
    return words.joined((title, unread, *read.notes))


def _sums(done: list[Read], dry_run: bool) -> str:
    states = Counter(r.state.value for r in done)
    counts = words.joined((f"{number:,} {state}" for state, number in sorted(states.items())), ", ")
    unread = sum(r.unread is not None for r in done)
    found = sum(len(r.claims) for r in done)
    return words.joined(
        (
            words.joined((words.counted(len(done), "report"), counts), ": "),
            "nothing was added, this was a dry run" if dry_run else words.counted(found, "claim"),
            f"{unread:,} kept but not read" if unread else "",
        )
    )


def _data(read: Read) -> dict[str, object]:
    error = read.error
    return {
        "where": read.where,
        "state": read.state.value,
        "report": read.report.id if read.report else None,
        "title": read.report.title if read.report else None,
        "claims": len(read.claims),
        "unread": read.unread,
        "notes": list(read.notes),
        "error": {"what": error.what, "where": error.where, "todo": error.todo} if error else None,
    }
