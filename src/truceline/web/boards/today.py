"""Today's boards: talks beside truce with the claims that moved them, the truce clock, the matrix in small, and what
changed since a moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import Any

from truceline.accounts.binding import Stretch
from truceline.accounts.board import Board, Line, board
from truceline.accounts.changes import Changed
from truceline.accounts.shown import Shown, according_of, borne_by, column_words, prohibitions, spoken_by, state_words
from truceline.accounts.talks_board import Standing, beside
from truceline.accounts.verdict import State
from truceline.agreements.agreement import Agreement
from truceline.assessment import Assessment
from truceline.errors import UnknownId
from truceline.outlook.shown import Reach, days_words, reaches
from truceline.web.boards.saying import BESIDE, SHORT, in_sentence
from truceline.web.working import Working, plain_moment

_TO_SEE = ("missed", "partly", "excused")
_MOVERS = 4
"""Claims that are quoted under a banner; the others are named by their ids."""


def standing(working: Working, as_of: str = "", agreement: str = "", silence: str = "undenied") -> dict[str, Any]:
    """Where things stand by one agreement; without any, what reports tell of a truce that can be extended."""
    known = working.moment(as_of)
    texts = working.case.agreements(known)
    if not texts:
        told = working.case.runways_as_told(known)
        lines = [{"days": days_words(r.days), "who": r.speaker, "sum": r.sum, "claims": list(r.claims)} for r in told]
        return {"agreements": [], "told": lines}
    found = working.assessment(agreement or texts[0].id, as_of, silence)
    return {
        "agreements": [{"id": text.id, "title": text.title} for text in texts],
        "agreement": {"id": found.agreement.id, "title": found.agreement.title},
        "at": plain_moment(found.at),
        "banners": list(_banners(working, found)),
        "clock": _clock(found),
        "matrix": _small(board(found.agreement, found.matrix(), found.at), found),
    }


# --- talks beside truce ---------------------------------------------------------------------------------
def _banners(working: Working, found: Assessment) -> Iterator[dict[str, Any]]:
    """The talks, and the truce: a line for each state, with who has it so and the claims that moved it there."""
    lines = beside(found.talks(), found.accounts)
    for head, name in (("Talks", "talks"), ("Truce, as told", "truce")):
        same: dict[tuple[str, datetime | None], list[tuple[tuple[str, ...], Standing]]] = {}
        for line in lines:
            one: Standing = getattr(line, name)
            same.setdefault((one.state, one.since), []).append((line.accounts, one))
        yield {"head": head, "lines": [_stand(working, found, group) for group in same.values()]}


def _stand(working: Working, found: Assessment, group: list[tuple[tuple[str, ...], Standing]]) -> dict[str, Any]:
    one = group[0][1]
    claims = list(dict.fromkeys(c for _, s in group for c in s.claims))
    named = {a for names, _ in group for a in names}
    accounts = [a for a in found.accounts if a in named]
    told = _parties_first(found, accounts, claims)
    return {
        "state": one.state,
        "since": plain_moment(one.since),
        "who": _told_by(found, accounts, claims),
        "moved": list(_quoted(working, told[:_MOVERS])),
        "more": told[_MOVERS:],
    }


def _parties_first(found: Assessment, accounts: Sequence[str], claims: Sequence[str]) -> list[str]:
    """The last claim of each of the accounts' own speakers, then the one before it, and so on; then what others say."""
    told: dict[str, list[str]] = {}
    for id in reversed(claims):
        speaking = found.speakers([id])
        told.setdefault(next((a for a in accounts if a in speaking), ""), []).append(id)
    others = told.pop("", [])
    turns = zip_longest(*(told[a] for a in accounts if a in told))
    return [*(id for turn in turns for id in turn if id is not None), *others]


def _told_by(found: Assessment, accounts: Sequence[str], claims: Sequence[str]) -> str:
    """As ``_borne``; where nothing is told at all, who says nothing of it."""
    if claims:
        return _borne(found, accounts, claims)
    every = len(accounts) == len(found.accounts)
    return "nobody says anything of it" if every else spoken_by(accounts, (), found.accounts)


def _quoted(working: Working, ids: Iterable[str]) -> Iterator[dict[str, Any]]:
    for id in ids:
        try:
            claim = working.case.standing(id).claim
        except UnknownId:
            continue
        before = after = ""
        if len(claim.quote) < SHORT:
            before, _, after = in_sentence(claim, working.case.report(claim.report), BESIDE)
        quote = " ".join(claim.quote.split())
        yield {"id": id, "speaker": claim.speaker, "before": before, "quote": quote, "after": after}


# --- the truce clock ------------------------------------------------------------------------------------
def _clock(found: Assessment) -> dict[str, Any]:
    ends: dict[tuple[object, ...], list[tuple[str, Stretch]]] = {}
    for account in found.accounts:
        stretch = found.end(account, found.own(account))
        ends.setdefault((stretch.start, stretch.end, stretch.why), []).append((account, stretch))
    return {
        "ends": [_until(found, group) for group in ends.values()],
        "runway": [_reach(found, r) for r in reaches(found.agreement, found.runways()) if not r.runway.teller],
    }


def _until(found: Assessment, group: list[tuple[str, Stretch]]) -> dict[str, Any]:
    stretch = group[0][1]
    claims = list(dict.fromkeys(c for _, s in group for c in s.claims))
    return {
        "who": _borne(found, [a for a, _ in group], claims),
        "words": _binds(stretch, found.at),
        "moment": plain_moment(stretch.start if _to_come(stretch, found.at) else stretch.end),
        "sum": "" if stretch.why == "without an end" else stretch.why,
        "claims": claims,
    }


def _borne(found: Assessment, accounts: Sequence[str], claims: Sequence[str]) -> str:
    """Whose word it rests on that some accounts hold; without claims it follows from the text, in all of them."""
    speaking = found.speakers(claims) if claims else accounts
    return borne_by(accounts, speaking, found.accounts)


def _to_come(stretch: Stretch, at: datetime) -> bool:
    return stretch.start is not None and stretch.start > at


def _binds(stretch: Stretch, at: datetime) -> str:
    if stretch.start is None:
        return "has not begun"
    if stretch.start > at:
        return "begins"
    if stretch.end is None:
        return "binds, with no end set"
    return "ran out" if stretch.end <= at else "binds until"


def _reach(found: Assessment, reach: Reach) -> dict[str, Any]:
    return {
        "who": _borne(found, reach.accounts, reach.claims),
        "reading": reach.reading,
        "days": reach.words,
        "sum": reach.runway.sum,
        "claims": list(reach.claims),
    }


# --- the matrix in small --------------------------------------------------------------------------------
def _small(shown: Board, found: Assessment) -> dict[str, Any]:
    """The lines to look at; those on which every account comes to the same, and to nothing missed, are named only."""
    every = tuple(found.accounts)
    alike = [line for line in shown.lines if _alike_and_well(line)]
    return {
        "columns": [column_words(names, every) for names in shown.columns],
        "lines": [
            {"duty": line.duty, "differ": list(line.differ), "cells": [_cell(cell) for cell in line.cells]}
            for line in shown.lines
            if line not in alike
        ],
        "alike": [{"duty": line.duty, "cell": _cell(line.cells[0])} for line in alike],
    }


def _alike_and_well(line: Line) -> bool:
    return not line.differ and len(set(line.cells)) == 1 and line.cells[0].tint not in _TO_SEE


def _cell(shown: Shown) -> dict[str, str]:
    return {"mark": shown.mark, "words": shown.words, "tint": shown.tint}


# --- what changed ---------------------------------------------------------------------------------------
def changed(
    working: Working, since: str, as_of: str = "", agreement: str = "", silence: str = "undenied", known: str = ""
) -> dict[str, Any]:
    """The verdicts that are others than they were, with the claims behind each.

    ``since`` is a moment of the world; where it is "", ``known`` is a moment of the record: what had been entered by
    then is held against what is there now, judged at the same moment. ``changed`` counts a duty once for each account,
    as the queue does; in ``verdicts``, accounts that changed alike stand together. ``by`` is the agreement where there
    are several.
    """
    texts = working.case.agreements(working.moment(as_of))
    if not texts:
        return {"verdicts": [], "changed": 0, "by": ""}
    wanted = agreement or texts[0].id
    later = working.assessment(wanted, as_of, silence)
    if since:
        earlier = working.assessment(wanted, since, silence)
    else:
        moment = datetime.fromisoformat(known) + timedelta(microseconds=1)
        earlier = working.recorded(wanted, moment, later.at, as_of, silence)
    found = later.changes(earlier)
    return {
        "verdicts": [_changed(later, group) for group in _alike(found)],
        "changed": len({(one.duty, one.account) for one in found}),
        "by": later.agreement.title if len(texts) > 1 else "",
    }


def _alike(found: Iterable[Changed]) -> Iterator[list[Changed]]:
    same: dict[tuple[object, ...], list[Changed]] = {}
    for one in found:
        same.setdefault((one.duty, one.instance, one.before, one.after, one.sum), []).append(one)
    yield from same.values()


def _changed(found: Assessment, group: list[Changed]) -> dict[str, Any]:
    one = group[0]
    barred = one.duty in _barred(found.agreement)
    claims = list(dict.fromkeys(c for each in group for c in each.because))
    return {
        "duty": one.duty,
        "instance": one.instance,
        "before": state_words(one.before, barred=barred),
        "after": state_words(one.after, barred=barred),
        "who": _changed_by(found, group, claims),
        "account": one.account,
        "sum": one.sum,
        "claims": claims,
    }


def _changed_by(found: Assessment, group: list[Changed], claims: Sequence[str]) -> str:
    """In whose accounts a verdict changed; one that is not known now is nobody's word."""
    accounts = [c.account for c in group]
    if group[0].after in (None, State.UNKNOWN):
        return according_of(accounts, found.accounts)
    return _borne(found, accounts, claims)


def _barred(agreement: Agreement) -> frozenset[str]:
    return prohibitions(agreement)
