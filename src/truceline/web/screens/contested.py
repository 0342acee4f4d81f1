"""Contested: each point in dispute, what each side says, in whose words, since when, and of which kind it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from truceline.web.address import At
from truceline.web.pages import page
from truceline.web.room import Here

router = APIRouter()
KINDS = {
    "event": ("Whether it happened", "One account holds that it was done; another denies it, or tells another deed."),
    "qualification": ("What it was", "The accounts agree that it was done, and not what it was, or who they were."),
    "counting": ("How many", "The accounts count otherwise, or other people."),
    "reading": ("How the text is read", "The words of the agreement can be read in more than one way."),
    "scope or text in force": (
        "What the text covers",
        "Not all state that the text has the term, that it reaches there, or that this is the text in force.",
    ),
    "excuse": ("Whether it is excused", "One account gives a reason for what was not done; another does not take it."),
    "figures": (
        "Figures that do not meet",
        "Voices give figures of one matter that cannot all be true as they are said.",
    ),
    "denial": ("Said and denied", "One voice says it, and another, or a later word of the same, denies it."),
    "state": ("Whether it still stands", "One voice says that it stands, another that it has run out."),
}
"""The kinds of points: as a reader calls them, and what they are. The order is that of the page."""
AT_ONCE = 20
"""Points of one kind that are shown together with those of others; its own page has all."""
FEW = 12
"""Names that can be chosen at once."""
_Name = Annotated[str, Query(max_length=300)]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that the points can be narrowed by."""

    value: str
    label: str
    count: int
    chosen: bool


@router.get("/contested", name="contested")
def contested(request: Request, here: Here, at: At, kind: _Name = "", party: _Name = "") -> Response:
    """All points; ``kind`` and ``party`` narrow them."""
    board = here.board("contested:points", at)
    all: list[dict[str, Any]] = board.value["points"] if board.text is not None else []
    of_kind = [p for p in all if not kind or p["kind"] == kind]
    of_party = [p for p in all if not party or party in p["parties"]]
    wanted = [p for p in of_kind if not party or party in p["parties"]]
    return page(
        request,
        "contested.html",
        board=board,
        groups=[(name, *words, found) for name, words in KINDS.items() if (found := _of(wanted, name))],
        at_once=len(wanted) if kind else AT_ONCE,
        kinds=_kinds(of_party, kind),
        parties=_parties(of_kind, party),
        kind=kind,
        party=party,
        all=len(all),
        shown=len(wanted),
        left=board.value["left"] if board.text is not None else 0,
    )


def _of(points: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [p for p in points if p["kind"] == kind]


def _kinds(points: list[dict[str, Any]], chosen: str) -> list[Choice]:
    counts = Counter(p["kind"] for p in points)
    return [Choice(k, words[0], counts[k], k == chosen) for k, words in KINDS.items() if counts[k] or k == chosen]


def _parties(points: list[dict[str, Any]], chosen: str) -> list[Choice]:
    counts = Counter(name for p in points for name in p["parties"])
    names = [name for name, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]
    shown = list(dict.fromkeys([*([chosen] if chosen else []), *names[:FEW]]))
    return [Choice(name, name, counts[name], name == chosen) for name in shown]
