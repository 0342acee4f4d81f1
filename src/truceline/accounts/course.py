"""Course: people over time by account, as a chart draws them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from truceline.accounts.account import Account
from truceline.accounts.extent import Extent
from truceline.accounts.ledger import Entry, entry_of
from truceline.agreements.clock import zone
from truceline.agreements.terms import Terms

MOST = 60
"""Days on which a number is worked out; of a longer time, every second day, or third, and the last."""
BEFORE = timedelta(days=3)
"""How long before the truce a course begins."""
DRAWN = ("held", "released")


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
    for population in populations:
        same: dict[tuple[tuple[Step, ...], ...], list[str]] = {}
        for account in accounts:
            days = tuple(_entries(accounts[account], terms_of(account), population, since, at))
            steps = tuple(tuple(Step(m, e.column(name).count) for m, e in days) for name in DRAWN)
            same.setdefault(steps, []).append(account)
        known = ((steps, names) for steps, names in same.items() if any(s.count.known for n in steps for s in n))
        found += (Course(population, tuple(names), *steps) for steps, names in known)
    return tuple(found)


def _entries(
    account: Account, terms: Terms, population: str, since: datetime, at: datetime
) -> Iterator[tuple[datetime, Entry]]:
    for moment in moments(since - BEFORE, at, zone(terms.zone)):
        yield moment, entry_of(account, terms, moment, population)


def moments(since: datetime, until: datetime, place: tzinfo) -> tuple[datetime, ...]:
    """The ends of the local days from ``since`` on, and ``until`` itself."""
    until = until.astimezone(place)
    days, day = [], since.astimezone(place).replace(hour=0, minute=0, second=0, microsecond=0)
    while (day := day + timedelta(days=1)) < until:
        days.append(day)
    return (*days[:: -(-len(days) // MOST) or 1], until)
