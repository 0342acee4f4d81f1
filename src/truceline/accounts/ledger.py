"""Ledger: people by population and category in one account, as ranges, with the claims behind each number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.account import Account
from truceline.accounts.books import Books
from truceline.accounts.entry import COLUMNS, Entry, Number, unknown
from truceline.agreements.terms import Terms

__all__ = ["COLUMNS", "Books", "Entry", "Ledger", "Number", "entry_of", "ledger"]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of one account at one moment. ``unplaced`` are versions of people whom no population takes."""

    speaker: str
    at: datetime
    entries: tuple[Entry, ...]
    unplaced: tuple[str, ...] = ()

    def entry(self, population: str, category: str = "") -> Entry:
        """One entry; all unknown where the agreement has no such population or category."""
        found = (e for e in self.entries if (e.population, e.category) == (population, category))
        return next(found, unknown(population, category))


def ledger(account: Account, terms: Terms, at: datetime) -> Ledger:
    """The ledger of ``account`` for every population of ``terms`` and each of its categories, at ``at``.

    What was known when is decided by the account; ``at`` leaves out deeds that came after it.
    Raises nothing: a population that nobody speaks of has unknown numbers.
    """
    books = Books(account, terms, at)
    entries = tuple(e for p in terms.populations for e in books.entries(p))
    return Ledger(account.speaker, at, entries, tuple(v.id for v in books.unplaced))


def entry_of(account: Account, terms: Terms, at: datetime, population: str, category: str = "") -> Entry:
    """One entry alone, without working out the others."""
    found = terms.population(population)
    if found is None or (category and found.category(category) is None):
        return unknown(population, category)
    return Books(account, terms, at).entry(found, found.category(category))
