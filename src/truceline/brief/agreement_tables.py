"""The tables of an agreement in a brief: duties and people, each with the accounts side by side."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from truceline.accounts.board import board
from truceline.accounts.ledger import Ledger
from truceline.accounts.matrix import Matrix, Row
from truceline.accounts.people_board import PeopleBoard, people_board
from truceline.accounts.shown import Shown, according_of, column_words, own_cell
from truceline.accounts.talks import Talks
from truceline.accounts.talks_board import Standing, beside
from truceline.agreements.agreement import Agreement
from truceline.brief.brief import Entry, Line, Table
from truceline.brief.words import capital
from truceline.outlook.shown import Reach, runway_board


# --- duties ---------------------------------------------------------------------------------------------
def matrix_table(agreement: Agreement, matrix: Matrix, at: datetime) -> Table:
    """Duties by account; the last column says in which ways they differ, and below a duty stands what reading it
    otherwise changes."""
    shown, every = board(agreement, matrix, at), matrix.accounts
    lines: list[Line] = []
    for row, line in zip(matrix.rows, shown.lines, strict=True):
        cells = zip(shown.columns, line.cells, strict=True)
        entries = [_entry(cell, row, names) for names, cell in cells]
        lines.append(Line(capital(line.duty), (*entries, Entry(", ".join(line.differ))), remark=line.remark))
        for other in line.switched:
            changed = (Entry(c.words, c.mark, c.tint) if c else Entry("same", tint="same") for c in other.cells)
            lines.append(Line(capital(other.words), (*changed, Entry("")), under=True))
    heads = (capital(column_words(names, every)) for names in shown.columns)
    return Table(("Duty", *heads, "They differ in"), tuple(lines), _READ)


_READ = (
    "Each account is read in its own speaker's way; accounts that come to the same on every duty share a column. A "
    "full circle is met or kept, a half one partly, an empty one missed or broken, according to the account above it."
)


def _entry(cell: Shown, row: Row, accounts: Sequence[str]) -> Entry:
    own = (own_cell(row, a) for a in accounts)
    claims = dict.fromkeys(c for one in own if one is not None for v in one.verdicts for c in v.claims)
    return Entry(cell.words, cell.mark, cell.tint, tuple(claims))


# --- people ---------------------------------------------------------------------------------------------
def people_table(ledgers: Sequence[Ledger]) -> Table | None:
    """People by population and category, accounts side by side; None where nobody gives a number."""
    shown = people_board(ledgers)
    if not shown.lines:
        return None
    every = [book.speaker for book in ledgers]
    heads = (capital(column_words(names, every)) for names in shown.columns)
    return Table(("People", *heads), tuple(_people_lines(shown)), noted=True)


def talks_table(talks: Talks, accounts: Collection[str], said: Callable[[datetime], str]) -> Table | None:
    """Talks beside truce, as each account tells them; None where nobody tells of either."""
    lines = []
    for one in beside(talks, accounts):
        entries = (Entry(_stands(s, said), claims=s.claims) for s in (one.talks, one.truce))
        lines.append(Line(capital(according_of(one.accounts, accounts)), tuple(entries)))
    if not any(entry.claims for line in lines for entry in line.entries):
        return None
    return Table(("By whose account", "The talks", "The truce, as told"), tuple(lines), noted=True)


def _stands(standing: Standing, said: Callable[[datetime], str]) -> str:
    return standing.state if standing.since is None else f"{standing.state}, {said(standing.since)}"


def runway_table(lines: Sequence[Reach], accounts: Collection[str]) -> Table | None:
    """For how many more days by account, and below, what each reading changes; None where nothing can be counted."""
    shown = runway_board(lines, tuple(accounts))
    if not shown.lines:
        return None
    heads = (capital(column_words(names, accounts)) for names in shown.columns)
    rows = []
    for reading, cells in shown.lines:
        entries = (Entry(c.words, tint="" if c.claims else "same", claims=c.claims) for c in cells)
        rows.append(Line(capital(reading) or "As the text is first read", tuple(entries), under=bool(reading)))
    return Table(("More days", *heads), tuple(rows))


def _people_lines(shown: PeopleBoard) -> Iterator[Line]:
    for people, group in groupby(shown.lines, key=lambda n: n.people):
        yield Line(capital(people), ())
        for line in group:
            entries = tuple(Entry(c.words, claims=c.claims) for c in line.counts)
            yield Line(capital(line.words), entries, under=True)
