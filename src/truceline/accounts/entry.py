"""Entry: the numbers of a population, or of one of its categories, in one account."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.accounts.extent import Extent
from truceline.accounts.stock import Statement

UNKNOWN = Extent()

COLUMNS = ("taken", "held", "deliverable", "released", "outside", "rescued", "recovered", "dead")
"""``released`` is what counts under the deal, ``outside`` what was released apart from it."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a ledger. ``why`` says in words where it comes from; ``told`` are the statements it rests on."""

    count: Extent = UNKNOWN
    claims: tuple[str, ...] = ()
    about: bool = False
    why: str = ""
    told: tuple[Statement, ...] = ()
    below: float = 0.0
    """By how many it would be less than none; a sign that the figures behind it cannot all be true."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The numbers of a population (category "") or of one of its categories.

    ``deliverable`` is what those who owe a release can give: those held, less whom others hold and who
    cannot be found. ``reclassified`` where the account says that those left are no people of the category.
    """

    population: str
    category: str
    taken: Number
    held: Number
    deliverable: Number
    released: Number
    outside: Number
    rescued: Number
    recovered: Number
    dead: Number
    reclassified: bool = False

    def column(self, name: str) -> Number:
        """A number by the name of its column. Raises KeyError for another name."""
        if name not in COLUMNS:
            raise KeyError(name)
        number: Number = getattr(self, name)
        return number


def unknown(population: str, category: str = "") -> Entry:
    """An entry of which nothing is known."""
    none = Number()
    return Entry(population, category, none, none, none, none, none, none, none, none)
