"""Contested: each point in dispute, what each side says, in whose words, since when, and of which kind it is."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from truceline.errors import UnknownId, ValueProblem
from truceline.web.address import Address, At
from truceline.web.boards.contested import side_part
from truceline.web.drawn import drawn
from truceline.web.pages import page
from truceline.web.room import Board, Here, Room
from truceline.web.screens.behind import Cursor, behind
from truceline.web.span import Span, start_of

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
"""Points of one kind that are shown together with those of others; the pages of a kind have all."""
PAGE = 50
"""Points of one kind that are shown by themselves."""
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


@dataclass(frozen=True, slots=True)
class Group:
    """The points of one kind that are wanted, of which ``shown`` are drawn."""

    kind: str
    title: str
    words: str
    total: int
    shown: Markup


@router.get("/contested", name="contested")
def contested(
    request: Request, here: Here, at: At, kind: _Name = "", party: _Name = "", cursor: Cursor = "", side: _Name = ""
) -> Response:
    """All points; ``kind`` and ``party`` narrow them. ``side`` is the mark of one side: all that it rests on."""
    if kind and kind not in KINDS:
        raise ValueProblem(f"there is no kind of point {kind!r}.", where="kind", todo=f"Choose: {', '.join(KINDS)}.")
    board = here.board("contested:points", at)
    if side:
        return _side(request, here, at, board, side, cursor)
    value = board.value or {"points": [], "left": 0}
    all: list[dict[str, Any]] = value["points"]
    of_kind = [p for p in all if not kind or p["kind"] == kind]
    of_party = [p for p in all if not party or party in p["parties"]]
    counts = Counter(p["kind"] for p in of_kind if not party or party in p["parties"])
    span = Span(start_of(cursor), PAGE if kind else AT_ONCE, counts[kind] if kind else 0)
    return page(
        request,
        "contested.html",
        board=board,
        groups=[
            Group(name, *words, counts[name], _points(request, board, name, party, span))
            for name, words in KINDS.items()
            if counts[name]
        ],
        span=span,
        kinds=_kinds(of_party, kind),
        parties=_parties(of_kind, party),
        kind=kind,
        party=party,
        all=len(all),
        left=value["left"],
    )


def _points(request: Request, board: Board, kind: str, party: str, span: Span) -> Markup:
    def wanted() -> dict[str, Any]:
        points = [p for p in board.part(kind) if not party or party in p["parties"]]
        return {"points": points[span.start : span.start + span.size]}

    return drawn(request, board, "points.html", wanted, kind=kind, party=party, start=span.start, size=span.size)


def _side(request: Request, here: Room, at: Address, board: Board, mark: str, cursor: str) -> Response:
    """Raises UnknownId where no side has the mark."""
    found = board.part(side_part(mark))
    if board.there and found is None:
        raise UnknownId("there is no such side of a point.", where="contested", todo="Open the point again.")
    return page(
        request,
        "behind.html",
        block="behind",
        board=board,
        back=at.link("/contested", kind=found["kind"]) if found else at.link("/contested"),
        back_words="Contested",
        heading=", ".join(filter(None, (found["heading"], found["instances"]))) if found else "Contested",
        found=behind(here, found["claims"], cursor, found["who"]) if found else None,
        kind="",
    )


def _kinds(points: list[dict[str, Any]], chosen: str) -> list[Choice]:
    counts = Counter(p["kind"] for p in points)
    return [Choice(k, words[0], counts[k], k == chosen) for k, words in KINDS.items() if counts[k] or k == chosen]


def _parties(points: list[dict[str, Any]], chosen: str) -> list[Choice]:
    counts = Counter(name for p in points for name in p["parties"])
    names = [name for name, _ in sorted(counts.items(), key=lambda c: (-c[1], c[0]))]
    shown = list(dict.fromkeys([*([chosen] if chosen else []), *names[:FEW]]))
    return [Choice(name, name, counts[name], name == chosen) for name in shown]
