"""accept, reject, correct, same, different, unsure: what people decide. The machine's coding always stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from truceline import corrections, words
from truceline.cli.commands import look
from truceline.cli.screen import Column
from truceline.cli.session import Session, add

if TYPE_CHECKING:
    from truceline.case import ViewedClaim

PANEL = "Deciding"

Id = Annotated[str, typer.Argument(help="Id of a claim, or its beginning.", show_default=False)]
Why = Annotated[str, typer.Option(help="Why, in a few words.", metavar="WORDS", show_default=False)]
First = Annotated[str, typer.Argument(metavar="A", help="A name as in the claims, or the id of a claim.")]
Second = Annotated[str, typer.Argument(metavar="B", help="Another one.")]


def register(app: typer.Typer) -> None:
    add(app, PANEL, accept, reject, correct, same, different, unsure)


def accept(session: Session, id: Id, reason: Why = "") -> None:
    """Accept a claim as it is coded.

    Example:
      truceline accept c-3f0a --reason "checked with the statement"
    """
    with session.case() as case:
        _decided(session, case.accept(id, reason))


def reject(session: Session, id: Id, reason: Why) -> None:
    """Reject a claim; it stays in the record, marked so.

    It leaves lists, briefs and exports; claims --all still shows it.

    Example:
      truceline reject c-3f0a --reason "a headline of another report"
    """
    with session.case() as case:
        _decided(session, case.reject(id, reason))


def correct(
    session: Session,
    id: Id,
    reason: Why,
    settings: Annotated[
        list[str],
        typer.Option(
            "--set", metavar="FIELD=VALUE", help="A field of claims --json and its new value.", show_default=False
        ),
    ],
) -> None:
    """Correct parts of a claim; the machine's value stays.

    Values are text or JSON (null empties a field). Names are parted by semicolons; figures may be
    written as "over 400 strikes" or "10 to 12 people", times as 2023-12-01, 2023-12-01T07:00 or
    "2023-11-24 to 2023-11-30". The quote follows the spans.

    Example:
      truceline correct c-3f0a --set actors="Side A; Side B" --reason "both"
      truceline correct c-3f0a --set place=null --reason "not named"
    """
    with session.case() as case:
        before = case.show(id).viewed
        changed = corrections.changes(case, before.claim, settings)
        viewed = case.correct(before.id, changed, reason)
        if not session.json:
            machine, now, shown = viewed.machine.to_json(), viewed.claim.to_json(), words.value_words
            columns = (Column("field", whole=True), Column("machine's value"), Column("now"))
            names = [*changed, *(["quote"] if "spans" in changed and "quote" not in changed else [])]
            rows = ([n, shown(n, machine[n]), shown(n, now[n], words.set_by(viewed, n))] for n in names)
            session.screen.table(columns, rows)
        _decided(session, viewed)


def same(session: Session, a: First, b: Second, reason: Why = "") -> None:
    """Judge that two names are one party, or two claims one incident.

    Example:
      truceline same "Health Ministry" "ministry of health"
    """
    _judge(session, "same", a, b, reason)


def different(session: Session, a: First, b: Second, reason: Why = "") -> None:
    """Judge that two names, or the incidents of two claims, differ.

    Example:
      truceline different c-3f0a c-91bd --reason "two convoys, on two days"
    """
    _judge(session, "different", a, b, reason)


def unsure(session: Session, a: First, b: Second, reason: Why = "") -> None:
    """Take back a judgement on two names or two claims.

    It also says, of a pair that nobody judged yet, that it cannot be judged.

    Example:
      truceline unsure c-3f0a c-91bd --reason "the place is not named"
    """
    _judge(session, "unsure", a, b, reason)


def _decided(session: Session, viewed: ViewedClaim) -> None:
    if session.json:
        session.screen.data(look.data(viewed))
        return
    session.screen.line(f"{viewed.id} is now {words.status_words(viewed)}: {words.act_words(viewed.claim.act)}")


def _judge(session: Session, verdict: str, a: str, b: str, reason: str) -> None:
    with session.case() as case:
        made = {"same": case.same, "different": case.different, "unsure": case.unsure}[verdict](a, b, reason)
        if session.json:
            about = {"about": made.about.value, "a": made.a, "b": made.b, "verdict": verdict, "reason": made.reason}
            session.screen.data(about)
            return
        noun = {"party": "parties", "incident": "incidents"}[made.about.value]
        link = {"same": "are one and the same", "different": "are different", "unsure": "may or may not be the same"}
        session.screen.line(f"{made.a} and {made.b} {link[verdict]} ({noun}).")
        for found in case.identity(made.about).contradictions():
            chain = " = ".join(found.chain)
            session.screen.say(f"note: {found.a} and {found.b} were judged different, but {chain}. Judge again.")
