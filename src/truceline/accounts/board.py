"""Board: the matrix in short words, as a screen and a brief show it, and one duty in full."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.matrix import Cell, Matrix, Row
from truceline.accounts.shown import (
    NOT_OWED,
    Shown,
    according_of,
    cell_words,
    choice_words,
    holders,
    options_of,
    own_cell,
    prohibitions,
    switched_cell,
    verdict_state,
)
from truceline.accounts.verdict import Verdict
from truceline.agreements.agreement import Agreement


@dataclass(frozen=True, slots=True)
class Switched:
    """One option taken by every account instead of the one it holds.

    ``cells`` are by column, None where it changes nothing; ``held_by`` read it so themselves.
    """

    path: str
    option: str
    held_by: tuple[str, ...]
    cells: tuple[Shown | None, ...]

    @property
    def words(self) -> str:
        """ "if enough is read as ‘eight will do’"."""
        held = f" (so {', '.join(self.held_by)})" if self.held_by else ""
        return f"if {self.path.rpartition('.')[2]} is read as ‘{self.option}’{held}"


@dataclass(frozen=True, slots=True)
class Line:
    """One duty: its cells by column, in which of the six ways they differ, and what reading it otherwise changes.

    ``remark`` is how the term stands in the text, where not all state it: "as Israel states it".
    """

    duty: str
    cells: tuple[Shown, ...]
    differ: tuple[str, ...] = ()
    switched: tuple[Switched, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """``columns`` are accounts, each in its own way of reading; those that come to the same on every line share one."""

    columns: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """One verdict in full, with all the accounts that come to it by the same sum, and the claims of all of them.

    ``reading`` is "" where each reads in its own way; ``barred`` where it is on a prohibition.
    """

    duty: str
    instance: str
    reading: str
    accounts: tuple[str, ...]
    words: str
    sum: str
    due: datetime | None
    claims: tuple[str, ...]
    barred: bool = False

    def said(self, all: Collection[str] = ()) -> str:
        """ "missed, according to Israel"; ``all`` are the accounts there are."""
        return f"{self.words}, {according_of(self.accounts, all)}"


def board(agreement: Agreement, matrix: Matrix, at: datetime, *, together: bool = True) -> Board:
    """The matrix in words, as judged at ``at``. ``together`` False gives every account a column of its own."""
    barred = prohibitions(agreement)
    lines = tuple(_line(agreement, row, matrix.accounts, at, row.duty in barred) for row in matrix.rows)
    columns: list[tuple[int, ...]] = [(n,) for n in range(len(matrix.accounts))]
    if together:
        groups: dict[tuple[object, ...], list[int]] = {}
        for n in range(len(matrix.accounts)):
            groups.setdefault(tuple(_column(line, n) for line in lines), []).append(n)
        # A shared column stands where its last account would: what nobody disputes stays at the end.
        columns = sorted((tuple(g) for g in groups.values()), key=lambda g: g[-1])
    return Board(
        tuple(tuple(matrix.accounts[n] for n in group) for group in columns),
        tuple(_narrowed(line, [group[0] for group in columns]) for line in lines),
    )


def _line(agreement: Agreement, row: Row, accounts: tuple[str, ...], at: datetime, barred: bool) -> Line:
    def words(cell: Cell | None) -> Shown:
        return cell_words(cell, at, barred=barred)

    own = [own_cell(row, account) for account in accounts]
    others = tuple(_switched(agreement, row, own, words))
    alone = [s for s in others if all(c is None or c.words == NOT_OWED for c in s.cells)]
    remark = _stated_by(agreement, alone[0].path) if alone else ""
    kept = tuple(s for s in others if s not in alone) if row.disputes else ()
    return Line(row.duty, tuple(map(words, own)), tuple(k.value for k in row.kinds), kept, remark)


def _stated_by(agreement: Agreement, path: str) -> str:
    """How a term stands that is not there in every reading: the first option of its choice."""
    return next((c.options[0].name for c in agreement.choices if c.path == path), "")


def _switched(
    agreement: Agreement, row: Row, own: list[Cell | None], words: Callable[[Cell | None], Shown]
) -> Iterator[Switched]:
    for path, option in options_of(row):
        other = [switched_cell(row, cell, path, option) if cell else None for cell in own]
        changed = tuple(words(o) if o and words(o) != words(c) else None for o, c in zip(other, own, strict=True))
        if any(changed):
            yield Switched(path, option, holders(agreement, path, option), changed)


def _column(line: Line, n: int) -> tuple[object, ...]:
    return line.cells[n], *(s.cells[n] for s in line.switched)


def _narrowed(line: Line, kept: list[int]) -> Line:
    switched = tuple(Switched(s.path, s.option, s.held_by, tuple(s.cells[n] for n in kept)) for s in line.switched)
    return Line(line.duty, tuple(line.cells[n] for n in kept), line.differ, switched, line.remark)


# --- one duty in full -----------------------------------------------------------------------------------
def stated(agreement: Agreement, row: Row, accounts: tuple[str, ...], at: datetime) -> tuple[Stated, ...]:
    """Every verdict on one duty with its sum: instance by instance as each account reads it, then what each option
    changes. Accounts that come to the same stand together."""
    barred = row.duty in prohibitions(agreement)
    own = {a: cell for a in accounts if (cell := own_cell(row, a)) is not None}
    found = list(_stated(row.duty, own, "", at, barred))
    for path, option in options_of(row):
        other = {a: c for a, cell in own.items() if (c := switched_cell(row, cell, path, option)) is not None}
        reading = choice_words(agreement, path, option)
        found += _stated(row.duty, {a: _only_new(c, own[a]) for a, c in other.items()}, reading, at, barred)
    return tuple(found)


def _only_new(cell: Cell, own: Cell) -> Cell:
    """The cell without the verdicts that its own way gives as well."""
    there = {(v.instance, v.state, v.sum) for v in own.verdicts}
    new = tuple(v for v in cell.verdicts if (v.instance, v.state, v.sum) not in there)
    return Cell(cell.account, cell.way, new, cell.state, cell.own)


def _stated(duty: str, cells: dict[str, Cell], reading: str, at: datetime, barred: bool) -> Iterator[Stated]:
    together: dict[tuple[object, ...], list[tuple[str, Verdict]]] = {}
    labels = dict.fromkeys(v.instance for c in cells.values() for v in c.verdicts)
    for label in labels:
        for account, cell in cells.items():
            for verdict in cell.verdicts:
                if verdict.instance == label:
                    key = (label, verdict.state, verdict.sum)
                    together.setdefault(key, []).append((account, verdict))
    for same in together.values():
        verdict = same[0][1]
        words = verdict_state(verdict, at, barred=barred)
        names = tuple(account for account, _ in same)
        claims = tuple(dict.fromkeys(c for _, v in same for c in v.claims))
        yield Stated(duty, verdict.instance, reading, names, words, verdict.sum, verdict.due, claims, barred)
