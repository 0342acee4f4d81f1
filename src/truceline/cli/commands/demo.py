"""demo: a small case, from the dispatches that ship with the package."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from truceline import words
from truceline.cli.output import whole_file
from truceline.cli.progress import Interrupted, Reading
from truceline.cli.screen import Marked
from truceline.cli.session import Session, add
from truceline.errors import InputError, TrucelineError

if TYPE_CHECKING:
    from truceline.case import Case

PANEL = "Trying it"


def register(app: typer.Typer) -> None:
    add(app, PANEL, demo)


def demo(
    session: Session,
    folder: Annotated[Path, typer.Argument(help="Folder to write to; it is made if it is not there.")] = Path("demo"),
) -> None:
    """Build a small case, print its brief, and hold it against the agreement.

    The brief is also written as a page with pictures. The dispatches were written for this demo
    from public facts and quote nobody. Run again, it keeps the record and what you decided in it.

    Example:
      truceline demo
    """
    _make(folder)
    path = folder / "case.db"
    with _open(session, path) as case:
        with Reading(quiet=session.json) as reading:
            try:
                case.read_demo(step=reading.step)
            except (Interrupted, KeyboardInterrupt):
                session.screen.say(f"{words.counted(len(reading.done), 'report')} read; run it again to go on.")
                raise typer.Exit(130) from None
        case.add_demo_agreement()
        made = case.brief()
        page = folder / "brief.html"
        with whole_file(page, record=case.path) as out:
            out.write(case.render(made, "html"))
        if session.json:
            counts = {"reports": len(made.reports), "claims": len(made.claims)}
            session.screen.data({"db": str(path), "brief": str(page), **counts})
            return
        body, _, _ = case.render(made, "md").partition("\n## Notes\n")
        session.screen.markdown(body)
        session.screen.line(f"The {len(made.notes)} notes, each with the words it rests on, are in {page}.")
        _held_against(session, case)
        _next(session, case, page)


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"the folder cannot be made: {error.strerror}."
        raise TrucelineError(what, where=str(folder), todo="Choose another place.") from error


def _open(session: Session, path: Path) -> Case:
    from truceline.case import DEMO, DEMO_ZONE, Case

    if not path.exists():
        return Case.create(path, title=DEMO, zone=DEMO_ZONE, author=session.author)
    case = Case.open(path, author=session.author)
    if case.settings.title != DEMO:
        case.close()
        raise InputError("another case is kept here.", where=str(path), todo="Name another folder for the demo.")
    return case


def _held_against(session: Session, case: Case) -> None:
    """What matrix, crux, ledger and runway say of the demo's agreement, as these commands say it."""
    from truceline.cli.commands import matrix, people, standing

    found, screen = case.assess(), session.screen
    parts = (
        ("Where every duty stands, by each account (truceline matrix)", matrix.show),
        ("What would make the accounts agree (truceline crux)", matrix.show_cruxes),
        ("People, by each account (truceline ledger)", people.show),
        ("How far the truce could still be extended (truceline runway)", standing.show_runway),
    )
    for title, show in parts:
        screen.line()
        screen.line(Marked(title, "bold"))
        screen.line()
        show(session, found)


def _next(session: Session, case: Case, page: Path) -> None:
    """Commands that work from the folder the user is in."""
    last = case.claims()[-1].id if case.claims() else "ID"
    tries = (
        ("the same case in the browser", session.try_("serve", db=case.path)),
        ("every claim, with who says it", session.try_("claims", db=case.path)),
        ("one claim in its sentence", session.try_("show", last, db=case.path)),
        ("what was known on a day", session.try_("brief", "--as-of", "2023-11-30", db=case.path)),
        ("a case of your own", session.try_("init", "my-case.db")),
    )
    screen = session.screen
    screen.line()
    screen.line(f"The same brief, with its pictures, to open in a browser: {page}")
    screen.line("What to try next:")
    for why, what in tries:
        screen.line(f"  {what}")
        screen.line(f"      {why}")
