"""ledger, constraints: people as each account has them, and which figures cannot all be true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from truceline import words
from truceline.cli.assess import (
    DEFAULT,
    PANEL,
    AccountName,
    AsOf,
    At,
    Of,
    Silence,
    accounts_named,
    assessed,
    head,
)
from truceline.cli.screen import Cell, Column, Marked
from truceline.cli.session import Session, add
from truceline.plain import plain

if TYPE_CHECKING:
    from truceline.accounts.constraints import Finding
    from truceline.accounts.ledger import Ledger
    from truceline.accounts.people_board import PeopleBoard
    from truceline.assessment import Assessment

_NARROWEST = 10
_WAYS = 6
"""Ways to reconcile figures that are told on a screen; all are in --json."""


def register(app: typer.Typer) -> None:
    add(app, PANEL, ledger, constraints)


def ledger(
    session: Session,
    *,
    account: AccountName = None,
    as_of: AsOf = None,
    at: At = None,
    silence: Silence = DEFAULT,
    of: Of = None,
) -> None:
    """Show people by population and category, as each account has them.

    Taken, held, released under the deal and outside it, rescued, recovered, dead, as ranges. What nobody says is
    not known. With an account, each number stands with where it comes from and its claims.

    Example:
      truceline ledger --as-of 2023-12-01
      truceline ledger --account Israel
    """
    with session.case() as case:
        found = assessed(case, as_of=as_of, at=at, silence=silence, of=of)
        wanted = accounts_named(found, account)
        head(session, found)
        every = [found.ledger(name, found.own(name)) for name in found.accounts]
        books = [book for book in every if book.speaker in wanted]
        if session.json:
            for book in books:
                for entry in book.entries:
                    session.screen.data({"account": book.speaker, **plain(entry)})
        elif account is None:
            _table(session, books)
        else:
            _one(session, books, every)


def show(session: Session, found: Assessment) -> None:
    """The ledger of every account, side by side."""
    _table(session, [found.ledger(name, found.own(name)) for name in found.accounts])


def _table(session: Session, books: Sequence[Ledger]) -> None:
    from truceline.accounts.people_board import people_board
    from truceline.accounts.shown import column_words

    terminal, every = session.screen.terminal, [book.speaker for book in books]
    shown = people_board(books, together=terminal)
    if terminal and session.screen.width // (len(shown.columns) + 2) < _NARROWEST:
        _lists(session, shown, every)
        return
    heads = [Column(column_words(names, every), 2) for names in shown.columns]
    session.screen.table((Column("people", 3), *heads), _lines(shown) if terminal else _flat(shown))
    if not shown.lines:
        session.screen.say("no account gives a number of anybody whom the agreement speaks of.")


def _lines(shown: PeopleBoard) -> Iterator[list[Cell]]:
    for people, group in groupby(shown.lines, key=lambda n: n.people):
        yield [Marked(people, "bold"), *("" for _ in shown.columns)]
        for line in group:
            yield [f"  {line.words}", *(c.words for c in line.counts)]


def _flat(shown: PeopleBoard) -> Iterator[list[Cell]]:
    for line in shown.lines:
        yield [f"{line.people}: {line.words}", *(c.words for c in line.counts)]


def _lists(session: Session, shown: PeopleBoard, every: list[str]) -> None:
    from truceline.accounts.shown import column_words

    for people, group in groupby(shown.lines, key=lambda n: n.people):
        session.screen.line(Marked(people, "bold"))
        for line in group:
            told: dict[str, list[str]] = {}
            for names, count in zip(shown.columns, line.counts, strict=True):
                told.setdefault(count.words, []).extend(names)
            by = (f"{count}, {column_words(names, every)}" for count, names in told.items())
            session.screen.line(f"  {line.words}: {words.joined(by)}")


def _one(session: Session, books: Sequence[Ledger], every: Sequence[Ledger]) -> None:
    """One account's numbers, each with where it comes from, and what it leaves open while others tell it."""
    from truceline.accounts.people_board import people_board

    shown = people_board(books, among=every)
    columns = Column("people", 3), Column("number", 2), Column("from", 4), Column("claims", whole=True)
    rows = ((f"{n.people}: {n.words}", n.counts[0]) for n in shown.lines)
    session.screen.table(columns, ([p, c.words, c.why, "\n".join(c.claims)] for p, c in rows))
    if not shown.lines:
        session.screen.say("this account gives no number of anybody whom the agreement speaks of.")


# --- constraints ------------------------------------------------------------------------------------
def constraints(
    session: Session,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Also figures that obey their rule.")] = False,
    account: AccountName = None,
    as_of: AsOf = None,
    at: At = None,
    silence: Silence = DEFAULT,
    of: Of = None,
) -> None:
    """Hold the figures against one another: which cannot all be true.

    Those taken are those held, released, rescued and recovered; those freed are as many as the exchange key makes; a
    total is the sum of its days. Where figures break such a rule, they stand with the smallest assumptions that
    would reconcile them. None of them is called right.

    Example:
      truceline constraints --as-of 2023-12-01
      truceline constraints --account Hamas --all
    """
    with session.case() as case:
        found = assessed(case, as_of=as_of, at=at, silence=silence, of=of)
        wanted = accounts_named(found, account)
        head(session, found)
        findings = [f for f in found.findings() if f.speaker in wanted]
        if session.json:
            for one in findings:
                session.screen.data(plain(one))
            return
        _findings(session, findings, everything)


def _findings(session: Session, findings: Sequence[Finding], everything: bool) -> None:
    from truceline.accounts.constraints import FindingKind, shared

    found = shared(findings)
    holding = [f for f, _ in found if f.kind is FindingKind.HOLDS]
    shown = found if everything else [(f, a) for f, a in found if f.kind is not FindingKind.HOLDS]
    if session.screen.terminal:
        for one, names in shown:
            _finding(session, one, names)
    else:
        columns = [Column(n) for n in ("finding", "accounts", "about", "rule", "in figures", "reconciled by", "claims")]
        session.screen.table(columns, (_flat_finding(f, a) for f, a in shown))
    if not shown:
        session.screen.say("no figures stand against one another.")
    if holding and not everything:
        session.screen.say(f"{words.counted(len(holding), 'rule')} obeyed exactly; see them with --all.")


def _finding(session: Session, one: Finding, names: tuple[str, ...]) -> None:
    from truceline.accounts.shown import according

    screen = session.screen
    screen.line(Marked(f"{one.kind.value}, {according(*names)}", "bold"), f"  {one.about}" if one.about else "")
    screen.line(f"  {one.sentence}")
    screen.line(f"  rule: {one.identity}")
    for way in one.reconciled_by[:_WAYS]:
        screen.line(f"  they agree if {way.sentence}")
    if len(one.reconciled_by) > _WAYS:
        screen.line(f"  and in {len(one.reconciled_by) - _WAYS:,} more ways as small, see --json")
    screen.line("  ", Marked(words.joined(one.claims, " "), "dim"))
    screen.blank()


def _flat_finding(one: Finding, names: tuple[str, ...]) -> list[Cell]:
    ways = words.joined((w.sentence for w in one.reconciled_by), "; or ")
    claims = words.joined(one.claims, " ")
    return [one.kind.value, words.joined(names), one.about, one.identity, one.sentence, ways, claims]
