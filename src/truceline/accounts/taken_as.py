"""Taken as: a row of the matrix with some choices taken alike by every account, whatever its own speaker holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from truceline.accounts.judging import Judging
from truceline.accounts.matrix import Cell, Matrix, Row, Way, disputes, ordered, rolled


def taken_as(judging: Judging, options: Mapping[str, str]) -> Matrix:
    """The matrix with these options (by the path of their choice) taken by every account.

    The other choices stay as each account's own speaker holds them. Options of a choice that does not touch a duty
    leave its row as it is.
    """
    whole = judging.matrix()
    return Matrix(whole.accounts, tuple(row_taken_as(judging, row, options) for row in whole.rows))


def row_taken_as(judging: Judging, row: Row, options: Mapping[str, str]) -> Row:
    """One duty as ``taken_as`` has it: its own cells are those of the options, and it differs only among these."""
    touched = {path for way in row.ways for path, _ in way}
    wanted = {path: option for path, option in options.items() if path in touched}
    if not wanted:
        return row
    ways = tuple(way for way in row.ways if all(wanted.get(path, option) == option for path, option in way))
    cells: list[Cell] = []
    for account in judging.accounts:
        own = _way(judging, account, row.ways[0], wanted)
        found = [replace(c, own=c.way == own) for c in row.cells if c.account == account and c.way in ways]
        cells += found if any(c.own for c in found) else [*found, _judged(judging, row.duty, account, own)]
    tellings = {account: judging.telling(account) for account in judging.accounts}
    differ = disputes(tuple(cells), judging.kinds, tellings)
    return Row(row.duty, ways, tuple(cells), ordered(differ, tuple(cells)))


def _way(judging: Judging, account: str, pattern: Way, wanted: Mapping[str, str]) -> Way:
    """The account's own way with the wanted options in it; ``pattern`` gives the paths in their order."""
    default, held = dict(judging.agreement.default), judging.own(account)
    return tuple((path, wanted.get(path, held.get(path, default[path]))) for path, _ in pattern)


def _judged(judging: Judging, duty: str, account: str, way: Way) -> Cell:
    """A cell that the row lacks, since too many ways of reading it can be told apart."""
    verdicts = judging.verdicts(account, judging.switched(dict(way)), duty)
    return Cell(account, way, verdicts, rolled(verdicts), own=True)
