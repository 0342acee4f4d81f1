"""Remaining: how many of those that "all" asks for an account has still to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.account import Account
from truceline.accounts.extent import Extent
from truceline.accounts.ledger import Books
from truceline.agreements.terms import Duty, Terms


@dataclass(frozen=True, slots=True)
class Left:
    """``count`` is unknown where the account does not say."""

    count: Extent
    claims: tuple[str, ...] = ()


def remaining(account: Account, terms: Terms, duty: Duty, at: datetime) -> Left:
    """How many the account has still held of whom the duty is about, at ``at``."""
    people = terms.population(duty.what)
    category = people.category(duty.category) if people and duty.category else None
    if people is None or (duty.category and category is None):
        return Left(Extent())
    held = Books(account, terms, at).held(people, category)
    return Left(held.count, held.claims)
