"""People board: the ledgers of all accounts side by side in short words, as a screen and a brief show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from truceline.accounts.extent import Extent
from truceline.accounts.ledger import COLUMNS, Entry, Ledger, Number

COUNTED = {
    "taken": "taken",
    "held": "held",
    "deliverable": "deliverable",
    "released": "released under the deal",
    "outside": "released outside the deal",
    "rescued": "rescued",
    "recovered": "bodies returned or recovered",
    "dead": "dead",
}
"""What the columns of a ledger count, in words."""
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Count:
    """One number in words, with where it comes from."""

    words: str
    why: str = ""
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleLine:
    """One number of a population (category "") or a category, by column of the board."""

    population: str
    category: str
    column: str
    counts: tuple[Count, ...]

    @property
    def people(self) -> str:
        """ "hostages: women and children"."""
        return ": ".join(filter(None, (self.population, self.category)))

    @property
    def words(self) -> str:
        return COUNTED[self.column]


@dataclass(frozen=True, slots=True)
class PeopleBoard:
    """``columns`` are accounts; those with the same numbers throughout share one. A number that no account gives, or
    that says nothing of its own, has no line."""

    columns: tuple[tuple[str, ...], ...]
    lines: tuple[PeopleLine, ...]


def people_board(ledgers: Sequence[Ledger], *, together: bool = True, among: Sequence[Ledger] = ()) -> PeopleBoard:
    """The ledgers in words. ``together`` False gives every account a column of its own.

    Of fewer ledgers than all, the board has the lines that it has of all of them (``among``): what one account leaves
    open and another gives is seen to be unknown there.
    """
    rows = [([book.entry(*key) for book in ledgers], name) for key, name in _rows(among or ledgers)]
    columns: list[list[int]] = [[n] for n in range(len(ledgers))]
    if together:
        groups: dict[tuple[object, ...], list[int]] = {}
        for n in range(len(ledgers)):
            groups.setdefault(tuple(_same(entries[n], name) for entries, name in rows), []).append(n)
        columns = sorted(groups.values(), key=lambda g: g[-1])
    return PeopleBoard(
        tuple(tuple(ledgers[n].speaker for n in group) for group in columns),
        tuple(_line(entries, name, columns) for entries, name in rows),
    )


def _rows(ledgers: Sequence[Ledger]) -> Iterator[tuple[tuple[str, str], str]]:
    """Population, category and column of each line."""
    keys = list(dict.fromkeys((e.population, e.category) for book in ledgers for e in book.entries))
    blocks = {key: [book.entry(*key) for book in ledgers] for key in keys}
    for key, entries in blocks.items():
        yield from ((key, name) for name in _told(entries, blocks.get((key[0], ""), entries)))


def _told(entries: Sequence[Entry], whole: Sequence[Entry]) -> Iterator[str]:
    """The columns in which some account says more than follows by itself.

    It follows that nothing is known, that there is none, that a category has at most as many as the ``whole``, and that
    whoever is held is deliverable.
    """
    for name in COLUMNS:
        numbers = [e.column(name).count for e in entries]
        within = [w.column(name).count for w in whole]
        least = Extent.exactly(0) if name not in ("held", "deliverable") else None
        if name == "deliverable" and numbers == [e.held.count for e in entries]:
            continue
        told = (n for n, w in zip(numbers, within, strict=True) if entries is whole or not _follows(n, w))
        if any(n.known and n != least for n in told):
            yield name


def _follows(count: Extent, whole: Extent) -> bool:
    return count.low == 0 and count.high == whole.high


def _same(entry: Entry, name: str) -> tuple[object, ...]:
    number = entry.column(name)
    return number.count, number.about, entry.reclassified


def _line(entries: Sequence[Entry], name: str, columns: Sequence[Sequence[int]]) -> PeopleLine:
    counts = tuple(_count([entries[n] for n in group], name) for group in columns)
    return PeopleLine(entries[0].population, entries[0].category, name, counts)


def _count(entries: Sequence[Entry], name: str) -> Count:
    number: Number = entries[0].column(name)
    claims = dict.fromkeys(c for e in entries for c in e.column(name).claims)
    others = name == "held" and entries[0].reclassified
    words = count_words(number.count, number.about)
    return Count(f"{words}; those left are others" if others else words, number.why, tuple(claims))


def count_words(count: Extent, about: bool = False) -> str:
    """ "137", "17 to 22", "at least 50", "about 240", "not known"."""
    if not count.known:
        return NOT_KNOWN
    low, high = f"{count.low:,g}", f"{count.high:,g}"
    told = "about " if about else ""
    if count.exact:
        return f"{told}{low}"
    if count.high == inf:
        return f"at least {told}{low}"
    return f"at most {told}{high}" if count.low <= 0 else f"{told}{low} to {high}"
