"""People as the screen shows them: the ledger by account, and the figures that cannot all be true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from truceline.accounts.constraints import Finding, FindingKind, Reconciliation, shared
from truceline.accounts.people_board import NOT_KNOWN, Count, people_board
from truceline.accounts.shown import according_of, column_words
from truceline.assessment import Assessment
from truceline.web.boards.matrix import heading
from truceline.web.working import Working

WAYS = 6
"""Ways to reconcile figures that are told of one finding; the others are counted."""
FOUND = {
    FindingKind.CONFLICT: "Figures that cannot all be true",
    FindingKind.STALE: "A figure of an earlier day",
    FindingKind.MORE: "A total of more than the days that are told",
    FindingKind.NEGATIVE: "More left than were there",
    FindingKind.UNPLACED: "People of whom the agreement does not speak",
    FindingKind.HOLDS: "Figures that obey their rule",
}
_GRAVE = (FindingKind.CONFLICT, FindingKind.NEGATIVE)
"""Findings that are shown at once; the others are opened."""


def ledger(
    working: Working, as_of: str = "", agreement: str = "", silence: str = "undenied", judged: str = ""
) -> dict[str, Any]:
    """The ledger of every account, each number with where it comes from and its claims.

    Without an agreement in the case, ``agreements`` is empty and nothing else is there.
    """
    texts = working.case.agreements(working.moment(as_of))
    if not texts:
        return {"agreements": []}
    found = working.assessment(agreement or texts[0].id, as_of, silence, judged)
    books = [found.ledger(name, found.own(name)) for name in found.accounts]
    shown, every = people_board(books), tuple(found.accounts)
    groups: dict[str, list[dict[str, Any]]] = {}
    for line in shown.lines:
        told = {
            "population": line.population,
            "category": line.category,
            "column": line.column,
            "words": line.words,
            "counts": [_count(one) for one in line.counts],
            "told": _told(shown.columns, line.counts, every),
        }
        groups.setdefault(line.people, []).append(told)
    return {
        "agreements": [{"id": text.id, "title": text.title} for text in texts],
        **heading(found),
        "columns": [{"accounts": list(names), "words": column_words(names, every)} for names in shown.columns],
        "groups": [{"people": people, "lines": lines} for people, lines in groups.items()],
    }


def _count(one: Count) -> dict[str, Any]:
    return {"words": one.words, "known": one.words != NOT_KNOWN, "why": one.why, "claims": list(one.claims)}


def _told(columns: Sequence[Sequence[str]], counts: Sequence[Count], every: Sequence[str]) -> list[dict[str, Any]]:
    """Each number once, with all the accounts that have it: for a narrow page."""
    same: dict[str, list[str]] = {}
    for names, one in zip(columns, counts, strict=True):
        same.setdefault(one.words, []).extend(names)
    found = ((words, [a for a in every if a in names]) for words, names in same.items())
    return [{"words": words, "account": names[0], "who": according_of(names, every)} for words, names in found]


# --- figures against one another ------------------------------------------------------------------------
def findings(
    working: Working, as_of: str = "", agreement: str = "", silence: str = "undenied", judged: str = ""
) -> dict[str, Any]:
    """What the rules say of the figures, by kind. The same finding in several accounts stands once."""
    texts = working.case.agreements(working.moment(as_of))
    if not texts:
        return {"kinds": []}
    found = working.assessment(agreement or texts[0].id, as_of, silence, judged)
    told = shared(found.findings())
    abouts = list(dict.fromkeys(one.about for one, _ in told))
    told = tuple(sorted(told, key=lambda pair: abouts.index(pair[0].about)))
    kinds = ((kind, [_finding(found, one, by) for one, by in told if one.kind is kind]) for kind in FindingKind)
    return {
        "kinds": [
            {"kind": kind.value, "head": FOUND[kind], "grave": kind in _GRAVE, "findings": all}
            for kind, all in kinds
            if all
        ]
    }


def _finding(found: Assessment, one: Finding, by: Sequence[str]) -> dict[str, Any]:
    return {
        "who": according_of(by, found.accounts),
        "about": one.about,
        "sentence": one.sentence,
        "rule": one.identity,
        "sets": [{"words": list(s.words), "claims": list(s.claims)} for s in one.conflicts],
        "ways": [_way(way) for way in one.reconciled_by[:WAYS]],
        "more": max(0, len(one.reconciled_by) - WAYS),
        "cut": one.cut,
        "claims": list(one.claims),
    }


def _way(way: Reconciliation) -> dict[str, Any]:
    claims = dict.fromkeys((*way.counts, *way.does_not_count, *way.aside, *way.told))
    return {"words": way.sentence, "claims": list(claims)}
