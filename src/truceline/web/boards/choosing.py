"""Choosing: the claims that the filter of an address asks for, out of what a worker holds."""

from __future__ import annotations

from collections.abc import Sequence

from truceline.case import FACETS, ViewedClaim
from truceline.web.address import Address
from truceline.web.filter import Filter, read
from truceline.web.working import Working

Query = Sequence[Sequence[str]]
"""Names and values of a filter, as an address has them."""
_NARROWING = frozenset((*FACETS, "words", "report", "waiting", "rejected", "without", "doubt", "dated"))


def narrowing(filter: Filter, *, times: bool = False) -> list[tuple[str, str]]:
    """What of an address narrows the claims down; the ``times`` they speak of only where these are wanted too. It is
    in one order, to be kept by."""
    names = {*_NARROWING, "since", "until"} if times else _NARROWING
    return sorted((n, v) for n, v in filter.at.query if n in names and v)


def chosen(working: Working, as_of: str, query: Query) -> list[ViewedClaim]:
    """The claims as they stand that a filter asks for, in the record's order. Raises ValueProblem."""
    view = working.view(as_of)
    if not query:
        return list(view.current)
    at = Address("", tuple((n, v) for n, v in query), working.moment(as_of), as_of)
    asked = read(working.case, at).asked
    wanted = frozenset(working.case.ids(asked))
    return [c for c in view.claims if c.id in wanted]
