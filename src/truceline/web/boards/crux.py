"""What would give a duty another verdict, and what would make the accounts agree on it: searched for when asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from truceline.accounts.crux import Crux
from truceline.accounts.matrix import Row, Way
from truceline.accounts.shown import according_of, change_words, prohibitions, state_words
from truceline.accounts.taken_as import row_taken_as
from truceline.assessment import Assessment
from truceline.errors import UnknownId
from truceline.web.boards.duty import assessed, row_of
from truceline.web.boards.matrix import heading, taken
from truceline.web.deadline import TookLonger, within
from truceline.web.working import Working

PATIENCE = 20.0
"""Seconds for each of the two searches; what takes longer is left to the command line."""
MOST = 8
"""Ways of one size that are told; the others are counted."""


def crux(
    working: Working,
    name: str,
    account: str,
    as_of: str = "",
    agreement: str = "",
    silence: str = "undenied",
    judged: str = "",
    readings: Sequence[str] = (),
    instance: str | None = None,
) -> dict[str, Any]:
    """The smallest changes that turn the verdict of one account, and those after which all accounts agree.

    ``instance`` is one of the duty; None is the first on which accounts differ, or the whole duty.
    """
    found = assessed(working, as_of, agreement, silence, judged)
    options = taken(found.agreement, readings)
    row = row_taken_as(found.judging, row_of(found, name), options)
    labels = list(dict.fromkeys(d.instance for d in row.disputes)) or [""]
    wanted = labels[0] if instance is None else instance
    barred = name in prohibitions(found.agreement)
    flips, flips_cut = _searched(lambda: found.flips(name, account, _way(row, account), wanted))
    together, together_cut = _searched(lambda: found.agreements(name, wanted)) if not options else ((), False)
    return {
        **heading(found),
        "instance": wanted,
        "labels": labels,
        "account": account,
        "who": according_of([account], found.accounts),
        "flips": [_crux(found, one, barred) for one in flips[:MOST] if one.changes],
        "flips_more": max(0, len(flips) - MOST),
        "before": state_words(flips[0].before[0], barred=barred) if flips else "",
        "shortfall": flips[0].shortfall if flips else "",
        "none": bool(flips) and not flips[0].changes,
        "cut": flips_cut or any(one.cut for one in flips),
        "together": [_crux(found, one, barred) for one in together[:MOST]],
        "together_more": max(0, len(together) - MOST),
        "together_cut": together_cut,
        "alike": bool(options),
    }


def _way(row: Row, account: str) -> Way:
    found = next((c.way for c in row.cells if c.account == account and c.own), None)
    if found is None:
        what = f"there is no account of {account!r}."
        raise UnknownId(what, where=row.duty, todo="Choose one of the accounts of the matrix.")
    return found


def _searched(search: Any) -> tuple[tuple[Crux, ...], bool]:
    """What a search finds, and whether it took too long."""
    try:
        with within(PATIENCE):
            return search(), False
    except TookLonger:
        return (), True


def _crux(found: Assessment, one: Crux, barred: bool) -> dict[str, Any]:
    return {
        "after": state_words(one.after, barred=barred),
        "who": according_of(one.accounts, found.accounts),
        "changes": [
            {
                "words": change_words(found.agreement, change),
                "reading": f"{change.path}={change.option}" if change.path else "",
                "claims": _once(change.claims),
            }
            for change in one.changes
        ],
    }


def _once(claims: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(claims))
