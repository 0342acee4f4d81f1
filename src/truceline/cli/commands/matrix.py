"""matrix, crux: where every duty stands by each account, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Any

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
    duty_named,
    head,
    instance_named,
    moment,
)
from truceline.cli.screen import Cell, Column, Marked, Part
from truceline.cli.session import Session, add
from truceline.plain import plain

if TYPE_CHECKING:
    from truceline.accounts.board import Board, Stated
    from truceline.accounts.crux import Crux
    from truceline.accounts.matrix import Row
    from truceline.accounts.shown import Shown
    from truceline.accounts.verdict import Verdict
    from truceline.assessment import Assessment

_NARROWEST = 12
"""Letters that a column of the table needs; on a narrower screen each duty is told as a list."""
_TINTS = {"met": "green", "partly": "yellow", "missed": "red", "excused": "magenta", "none": "dim"}
_CRUXES = 12
"""Ways to another verdict that are told of one account; all of them are in --json."""


def register(app: typer.Typer) -> None:
    add(app, PANEL, matrix, crux)


# --- matrix -----------------------------------------------------------------------------------------
def matrix(
    session: Session,
    duty: Annotated[
        str | None, typer.Argument(help="A duty, or the beginning of its name: shown in full.", show_default=False)
    ] = None,
    *,
    as_of: AsOf = None,
    at: At = None,
    silence: Silence = DEFAULT,
    of: Of = None,
) -> None:
    """Show where every duty stands, by each account, and how they differ.

    A column is an account, read in its own way; accounts that come to the same on every duty share one. The
    last column says in which of six ways they differ: event, qualification, reading, counting, scope or text
    in force, excuse. Below a duty stand the readings that would change it. With a DUTY, every instance is
    shown with its sum and the claims it rests on.

    Example:
      truceline matrix --as-of 2023-12-01
      truceline matrix exchange --at 2023-11-30T23:59
    """
    with session.case() as case:
        found = assessed(case, as_of=as_of, at=at, silence=silence, of=of)
        name = duty_named(found, duty) if duty is not None else None
        head(session, found)
        if name is not None:
            _one_duty(session, found, name)
        elif session.json:
            for row in found.matrix().rows:
                session.screen.data(_row_data(found, row))
        else:
            show(session, found)


def show(session: Session, found: Assessment) -> None:
    """The whole matrix, as a table or, on a narrow screen, as a list."""
    _table(session, found)


def show_cruxes(session: Session, found: Assessment) -> None:
    """For every duty on which accounts differ, what would make them agree."""
    for row in found.matrix().disputed:
        for label in _instances(row, None):
            cruxes = found.agreements(row.duty, label)
            if cruxes:
                session.screen.line(Marked(words.joined((row.duty, label), ", "), "bold"))
                _together(session, found, cruxes)


def _table(session: Session, found: Assessment) -> None:
    from truceline.accounts.board import board
    from truceline.accounts.shown import column_words

    terminal = session.screen.terminal
    shown = board(found.agreement, found.matrix(), found.at, together=terminal)
    room = session.screen.width // (len(shown.columns) + 2)
    if terminal and room < _NARROWEST:
        _lists(session, shown, tuple(found.accounts))
        return
    every = tuple(found.accounts)
    heads = [Column(column_words(names, every), 2) for names in shown.columns]
    session.screen.table((Column("duty", 3), *heads, Column("differ in", 2)), _lines(shown))


def _lines(shown: Board) -> Iterator[list[Cell]]:
    for line in shown.lines:
        duty: list[Part] = [Marked(line.duty, "bold"), f"\n({line.remark})" if line.remark else ""]
        yield [duty, *map(_marked, line.cells), words.joined(line.differ, ", ")]
        for other in line.switched:
            cells = (_marked(c) if c else Marked("same", "dim") for c in other.cells)
            yield [Marked(f"  {other.words}", "dim"), *cells, ""]


def _marked(shown: Shown) -> Marked:
    return Marked(str(shown), _TINTS.get(shown.tint, ""))


def _lists(session: Session, shown: Board, every: tuple[str, ...]) -> None:
    """Each duty with what the accounts come to below it, where the screen is too narrow for columns."""
    screen = session.screen
    for line in shown.lines:
        differ = f", they differ in {words.joined(line.differ, ', ')}" if line.differ else ""
        remark = f" ({line.remark})" if line.remark else ""
        screen.line(Marked(line.duty, "bold"), remark, differ)
        for cell, who in _told(shown.columns, line.cells, every):
            screen.line("  ", _marked(cell), f", {who}")
        for other in line.switched:
            told = (f"{cell}, {who}" for cell, who in _told(shown.columns, other.cells, every))
            screen.line("    ", Marked(f"{other.words}: {words.joined(told)}", "dim"))


def _told(
    columns: tuple[tuple[str, ...], ...], cells: Sequence[Shown | None], every: tuple[str, ...]
) -> Iterator[tuple[Shown, str]]:
    """Each cell that is told, once, with all the accounts that come to it."""
    from truceline.accounts.shown import according_of

    same: dict[Shown, list[str]] = {}
    for names, cell in zip(columns, cells, strict=True):
        if cell is not None:
            same.setdefault(cell, []).extend(names)
    for cell, accounts in same.items():
        yield cell, according_of([a for a in every if a in accounts], every)


def _row_data(found: Assessment, row: Row) -> dict[str, Any]:
    from truceline.accounts.shown import prohibitions, verdict_state

    barred = row.duty in prohibitions(found.agreement)

    def verdict(one: Verdict, account: str) -> dict[str, Any]:
        return {**plain(one), "word": verdict_state(one, found.at, barred=barred), "account": account}

    cells = [
        {
            "account": cell.account,
            "way": dict(cell.way),
            "own": cell.own,
            "state": plain(cell.state),
            "verdicts": [verdict(v, cell.account) for v in cell.verdicts],
        }
        for cell in row.cells
    ]
    return {
        "agreement": found.agreement.id,
        "duty": row.duty,
        "prohibition": barred,
        "differ": plain(row.kinds),
        "disputes": plain(row.disputes),
        "cells": cells,
    }


def _one_duty(session: Session, found: Assessment, name: str) -> None:
    from truceline.accounts.board import stated

    row = found.row(name)
    if session.json:
        session.screen.data(_row_data(found, row))
        return
    all = stated(found.agreement, row, tuple(found.accounts), found.at)
    if not session.screen.terminal:
        names = ("duty", "instance", "read otherwise", "verdict", "sum", "due", "claims")
        session.screen.table([Column(n) for n in names], (_flat(found, s) for s in all))
        return
    session.screen.line(Marked(name, "bold"))
    for (reading, instance), group in groupby(all, key=lambda s: (s.reading, s.instance)):
        session.screen.blank()
        title = words.joined((instance or "in all", reading), ", ")
        session.screen.line(Marked(title, "bold"))
        columns = Column("verdict", 3), Column("sum", 3), Column("claims", whole=True)
        rows = ([s.said(found.accounts), _sum(found, s), "\n".join(s.claims)] for s in group)
        session.screen.table(columns, rows, heading=False)
    _disputes(session, found, row)


def _flat(found: Assessment, one: Stated) -> list[str]:
    claims = words.joined(one.claims, " ")
    return [one.duty, one.instance, one.reading, one.said(found.accounts), one.sum, moment(found, one.due), claims]


def _sum(found: Assessment, one: Stated) -> str:
    due = f"{'until' if one.barred else 'due'} {moment(found, one.due)}" if one.due else ""
    return words.joined((one.sum, due), "\n")


def _disputes(session: Session, found: Assessment, row: Row) -> None:
    from truceline.accounts.shown import dispute_words, prohibitions

    if not row.disputes:
        return
    barred = row.duty in prohibitions(found.agreement)
    session.screen.blank()
    session.screen.line(Marked("How they differ", "bold"))
    for dispute in row.disputes:
        kind = words.joined((dispute.kind.value, dispute.instance), ", ")
        session.screen.line(f"  {kind}: {dispute_words(dispute, barred=barred)}")


# --- crux -------------------------------------------------------------------------------------------
def crux(
    session: Session,
    duty: Annotated[str, typer.Argument(help="A duty, or the beginning of its name.", show_default=False)],
    *,
    account: AccountName = None,
    instance: Annotated[
        str | None, typer.Option(help="Only this instance, such as a day.", metavar="WORDS", show_default=False)
    ] = None,
    as_of: AsOf = None,
    at: At = None,
    silence: Silence = DEFAULT,
    of: Of = None,
) -> None:
    """Show the smallest change that gives a duty another verdict.

    For each account: which facts, told as somebody else tells them, or which readings would turn its verdict, and
    what would make all accounts agree. Of several ways, each is as small as can be.

    Example:
      truceline crux exchange --account Qatar --instance "30 November"
    """
    with session.case() as case:
        found = assessed(case, as_of=as_of, at=at, silence=silence, of=of)
        name, wanted = duty_named(found, duty), accounts_named(found, account)
        labels = _instances(found.row(name), instance)
        head(session, found)
        for label in labels:
            flips = [(a, found.flips(name, a, instance=label)) for a in wanted]
            together = () if account else found.agreements(name, label)
            if session.json:
                for one in (*(c for _, group in flips for c in group), *together):
                    session.screen.data(plain(one))
                continue
            for names, group in _alike(flips):
                _flip(session, found, names, group)
            _together(session, found, together)


def _instances(row: Row, asked: str | None) -> tuple[str, ...]:
    """The instance asked for; else those on which accounts or readings differ; else all together."""
    if asked is not None:
        return (instance_named((v.instance for c in row.cells for v in c.verdicts), asked),)
    return tuple(dict.fromkeys(d.instance for d in row.disputes)) or ("",)


_Flips = list[tuple[str, "tuple[Crux, ...]"]]


def _alike(flips: _Flips) -> Iterator[tuple[list[str], tuple[Crux, ...]]]:
    """Accounts that the same changes turn in the same way stand together."""
    same: dict[tuple[object, ...], tuple[list[str], tuple[Crux, ...]]] = {}
    for account, group in flips:
        if group:
            key = tuple((c.instance, c.before, c.after, c.changes, c.shortfall, c.cut) for c in group)
            same.setdefault(key, ([], group))[0].append(account)
    yield from same.values()


def _flip(session: Session, found: Assessment, names: list[str], group: tuple[Crux, ...]) -> None:
    from truceline.accounts.shown import according_of, prohibitions, state_words

    screen, first = session.screen, group[0]
    barred = first.duty in prohibitions(found.agreement)
    who = according_of(names, found.accounts)
    head = f"{state_words(first.before[0], barred=barred)}, {who}"
    screen.line(Marked(words.joined((first.instance, head), ": "), "bold"))
    for one in group[:_CRUXES] if first.changes else ():
        screen.line(f"  {state_words(one.after, barred=barred)}, {who}, {_changes(found, one)}")
    _rest(session, len(group))
    if first.shortfall:
        screen.line(f"  {first.shortfall}")
    if not first.changes:
        cut = ", as far as it was searched" if first.cut else ""
        screen.line(f"  no claim told otherwise and no other reading turns it{cut}")


def _changes(found: Assessment, one: Crux) -> str:
    from truceline.accounts.shown import change_words

    claims = words.joined(dict.fromkeys(c for change in one.changes for c in change.claims), " ")
    changes = words.joined((change_words(found.agreement, c) for c in one.changes), ", and ")
    return words.joined((changes, f"[{claims}]" if claims else ""), " ")


def _rest(session: Session, number: int) -> None:
    if number > _CRUXES:
        session.screen.line(f"  and {number - _CRUXES:,} more ways as small, see --json")


def _together(session: Session, found: Assessment, cruxes: tuple[Crux, ...]) -> None:
    from truceline.accounts.shown import according_of, prohibitions, state_words

    if not cruxes:
        return
    barred = cruxes[0].duty in prohibitions(found.agreement)
    who = according_of(cruxes[0].accounts, found.accounts)
    session.screen.line(Marked("What would make them agree", "bold"))
    for one in cruxes[:_CRUXES]:
        session.screen.line(f"  {state_words(one.after, barred=barred)}, {who}, {_changes(found, one)}")
    _rest(session, len(cruxes))
