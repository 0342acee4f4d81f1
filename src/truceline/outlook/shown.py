"""Shown: runways as a reader sees them, accounts that come to the same by the same sum together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from truceline.accounts.extent import Extent
from truceline.accounts.shown import choice_words
from truceline.agreements.agreement import Agreement
from truceline.outlook.runway import Runway

_AND = ", and "


@dataclass(frozen=True, slots=True)
class Reach:
    """One runway with all ``accounts`` that come to it.

    ``reading`` says what is read otherwise than by the first options of the file; "" where nothing is.
    """

    accounts: tuple[str, ...]
    reading: str
    runway: Runway
    claims: tuple[str, ...]
    several: bool = False
    """Whether several choices are read otherwise at once."""

    @property
    def words(self) -> str:
        """ "1 more day", "0 to 2 more days", "not known for how many more days"."""
        return days_words(self.runway.days)


def reaches(agreement: Agreement, found: Iterable[tuple[str, Mapping[str, str], Runway]]) -> tuple[Reach, ...]:
    """Runways by account and reading as ``Assessment.runways`` gives them. The first reading of the text goes first;
    what nobody can count has no line."""
    same: dict[tuple[str, Extent, str, str], list[tuple[str, Runway]]] = {}
    for account, reading, runway in found:
        if runway.days is not None:
            words = _otherwise(agreement, reading)
            same.setdefault((words, runway.days, runway.sum, runway.teller), []).append((account, runway))
    lines = [_reach(words, group) for (words, *_), group in same.items()]
    readings = list(dict.fromkeys(["", *(r.reading for r in lines)]))
    # What a teller's figure alone comes to stands below the account that has it.
    first = {a: n for n, r in enumerate(lines) for a in reversed(r.accounts) if not r.runway.teller}

    def place(reach: Reach) -> tuple[int, int, bool]:
        return readings.index(reach.reading), first.get(reach.accounts[0], 0), bool(reach.runway.teller)

    return tuple(sorted(lines, key=place))


def _reach(reading: str, group: Sequence[tuple[str, Runway]]) -> Reach:
    claims = dict.fromkeys(c for _, r in group for c in r.claims)
    return Reach(tuple(dict.fromkeys(a for a, _ in group)), reading, group[0][1], tuple(claims), _AND in reading)


@dataclass(frozen=True, slots=True)
class Cell:
    """For how many more days, by one account and reading; ``claims`` are what it rests on."""

    words: str
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunwayBoard:
    """Days by account and reading: ``columns`` are accounts that come to the same throughout; a line is a reading
    ("" is the first of the text) with a cell for each column."""

    columns: tuple[tuple[str, ...], ...]
    lines: tuple[tuple[str, tuple[Cell, ...]], ...]


def runway_board(lines: Sequence[Reach], accounts: Sequence[str]) -> RunwayBoard:
    """The whole runways among ``lines`` as a table. A reading that changes nothing for an account says "same"; one of
    several choices at once, which was tried for the account of its holder alone, is empty elsewhere."""
    whole = [r for r in lines if not r.runway.teller]
    readings = {r.reading: Cell("" if r.several else "same") for r in whole}
    cells = {(a, r.reading): Cell(short_days(r.runway.days), r.claims) for r in whole for a in r.accounts}
    groups: dict[tuple[str, ...], list[str]] = {}
    for account in accounts:
        if any((account, reading) in cells for reading in readings):
            key = tuple(cells.get((account, r), other).words for r, other in readings.items())
            groups.setdefault(key, []).append(account)
    rows = ((r, tuple(cells.get((names[0], r), other) for names in groups.values())) for r, other in readings.items())
    return RunwayBoard(tuple(map(tuple, groups.values())), tuple(rows))


def _otherwise(agreement: Agreement, reading: Mapping[str, str]) -> str:
    default = dict(agreement.default)
    changed = [(p, o) for p, o in reading.items() if default.get(p) != o]
    return _AND.join(choice_words(agreement, path, option) for path, option in changed)


def short_days(days: Extent | None) -> str:
    """ "0 days", "1 to 2 days", "not known"."""
    words = days_words(days)
    return "not known" if words.startswith("not known") else words.replace(" more", "").replace("no days", "0 days")


def days_words(days: Extent | None) -> str:
    """A number of days, as a range: "no more days", "1 more day", "1 to 2 more days", "at least 3 more days"."""
    if days is None or not days.known:
        return "not known for how many more days"
    low, high = f"{days.low:,.3g}", f"{days.high:,.3g}"
    if days.exact:
        return "no more days" if days.low == 0 else f"{low} more {'day' if days.low == 1 else 'days'}"
    return f"at least {low} more days" if days.high == inf else f"{low} to {high} more days"
