"""Course: people over time by account, as a chart draws them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from truceline.accounts.account import Account
from truceline.accounts.books import Books
from truceline.accounts.entry import Number
from truceline.accounts.extent import Extent
from truceline.agreements.terms import Terms

MOST = 60
"""Days on which a number is worked out; of a longer time, every second day, or third, and the last."""
BEFORE = timedelta(days=3)
"""How long before the truce a course begins."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a number came to at the end of a day. An unknown one is 0 to inf."""

    at: datetime
    count: Extent


@dataclass(frozen=True, slots=True)
class Course:
    """Who of a population was held, and who had been released under the deal, day by day; ``accounts`` are all that
    have it so on every day."""

    population: str
    accounts: tuple[str, ...]
    held: tuple[Step, ...]
    released: tuple[Step, ...]

    @property
    def moves(self) -> bool:
        """Whether a number of it ever changes."""
        return any(len({s.count for s in steps if s.count.known}) > 1 for steps in (self.held, self.released))


def courses(
    accounts: Mapping[str, Account], terms_of: Callable[[str], Terms], since: datetime, at: datetime
) -> tuple[Course, ...]:
    """How many of each population were held and released, day by day from shortly before ``since`` until ``at``.

    ``terms_of`` gives the terms as an account's own speaker reads them. An account that never gives a number of a
    population has no course of it.
    """
    found: list[Course] = []
    populations = dict.fromkeys(p.name for a in accounts for p in terms_of(a).populations)
    books = {name: Books(account, terms_of(name), at) for name, account in accounts.items()}
    days = {name: moments(since - BEFORE, at, one.zone) for name, one in books.items()}
    for population in populations:
        same: dict[tuple[tuple[Step, ...], ...], list[str]] = {}
        for account in accounts:
            steps = _steps(books[account], population, days[account])
            same.setdefault(steps, []).append(account)
        known = ((steps, names) for steps, names in same.items() if any(s.count.known for n in steps for s in n))
        found += (Course(population, tuple(names), *steps) for steps, names in known)
    return tuple(found)


def _steps(books: Books, named: str, days: Sequence[datetime]) -> tuple[tuple[Step, ...], ...]:
    """Those held, and those released, at the end of each day; unknown where the terms have no such population."""
    population = books.terms.population(named)
    if population is None:
        nobody = tuple(Step(day, Number().count) for day in days)
        return nobody, nobody
    each = [(day, books.as_of(day)) for day in days]
    held = tuple(Step(day, found.held(population, None).count) for day, found in each)
    return held, tuple(Step(day, found.released(population, None).count) for day, found in each)


def moments(since: datetime, until: datetime, place: tzinfo) -> tuple[datetime, ...]:
    """The ends of the local days from ``since`` on, and ``until`` itself."""
    until = until.astimezone(place)
    days, day = [], since.astimezone(place).replace(hour=0, minute=0, second=0, microsecond=0)
    while (day := day + timedelta(days=1)) < until:
        days.append(day)
    return (*days[:: -(-len(days) // MOST) or 1], until)
