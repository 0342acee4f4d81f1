"""Constraints: what the figures of an account must obey, and which of them cannot all be true.

Every rule is an identity over what the account itself tells; a search that was cut short says so. Nothing is
corrected, and no figure is preferred to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from truceline.accounts.account import Account
from truceline.accounts.assumptions import unique
from truceline.accounts.books import Books
from truceline.accounts.breakdown import breakdown_findings
from truceline.accounts.conserved import conserved_findings
from truceline.accounts.earned import earned_findings
from truceline.accounts.exchange import exchanges
from truceline.accounts.exchange_days import by_days
from truceline.accounts.exchange_totals import by_totals
from truceline.accounts.finding import ConflictingSet, Finding, FindingKind, Reconciliation
from truceline.accounts.owed import owed_findings
from truceline.accounts.rivals import rival_findings, stock_findings
from truceline.accounts.running import running_findings
from truceline.agreements.agreement import Agreement
from truceline.agreements.terms import Terms

__all__ = ["ConflictingSet", "Finding", "FindingKind", "Reconciliation", "constraints", "findings", "shared"]

_ORDER = list(FindingKind)


def constraints(account: Account, terms: Terms, at: datetime) -> tuple[Finding, ...]:
    """All findings of one account at ``at``: conflicts first, then by rule, in the order of the agreement.

    Raises nothing: a population that goes below none, or claims that fit no population, are findings.
    """
    books = Books(account, terms, at)
    found: list[Finding] = [
        *_exchange(books),
        *earned_findings(books),
        *conserved_findings(books),
        *stock_findings(books),
    ]
    found += [*running_findings(books), *owed_findings(books), *breakdown_findings(account), *rival_findings(books)]
    found += list(_unplaced(books))
    return tuple(sorted(dict.fromkeys(found), key=lambda f: _ORDER.index(f.kind)))


def findings(accounts: Mapping[str, Account], agreement: Agreement, at: datetime) -> tuple[Finding, ...]:
    """The findings of every account under the agreement's first reading, account by account."""
    terms = agreement.terms(agreement.default)
    return tuple(f for account in accounts.values() for f in constraints(account, terms, at))


def _exchange(books: Books) -> Iterator[Finding]:
    for exchange in exchanges(books):
        found = by_days(books, exchange) or by_totals(books, exchange)
        if found is not None:
            yield found


def _unplaced(books: Books) -> Iterator[Finding]:
    versions = books.unplaced
    if not versions:
        return
    claims = unique(c for v in versions for c in v.claims)
    words = list(dict.fromkeys(w for v in versions for w in v.what[:1]))
    rule = "whoever is taken, released, rescued or found belongs to a population of the agreement"
    said = f"No population of the agreement is called by these words: {', '.join(words)}."
    if not words:
        said = "No report says in a word who these people are, so that no population of the agreement takes them."
    yield Finding(FindingKind.UNPLACED, books.account.speaker, "", rule, said, (), claims)


def shared(findings: Iterable[Finding]) -> tuple[tuple[Finding, tuple[str, ...]], ...]:
    """The same finding in several accounts once, with the accounts that have it."""
    by_content: dict[object, list[Finding]] = {}
    for finding in findings:
        key = (finding.kind, finding.about, finding.identity, finding.sentence, finding.claims, finding.reconciled_by)
        by_content.setdefault(key, []).append(finding)
    return tuple((group[0], tuple(f.speaker for f in group)) for group in by_content.values())
