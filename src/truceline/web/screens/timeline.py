"""Timeline: what is told of each side, in order of time, with the figures beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from markupsafe import Markup

from truceline.case import Facet, Page
from truceline.errors import ValueProblem
from truceline.web.address import At
from truceline.web.boards.choosing import narrowing
from truceline.web.filter import NAMES, Filter, Filtered, value_words
from truceline.web.giving import members
from truceline.web.pages import page
from truceline.web.room import Board, Here, Room
from truceline.web.rows import rows

router = APIRouter()
PAGE = 30
VALUES = 80
"""Values of one facet that can be chosen from; the address takes any."""
LANES = {"actor": "who acts", "speaker": "who speaks"}
"""What a lane stands for, by its name in the address."""
FACETS = ("party", "speaker", "act", "place")
_VALUE, _SAID, _CHOSEN, _END = map(Markup, ('<option value="', '">', '" selected>', "</option>"))


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are looked at, both included."""

    first: date
    last: date

    @classmethod
    def of(cls, filter: Filter, board: Board) -> Window | None:
        """What the address asks for, else what lies near the reports' own days; None while nothing is known."""
        near = (board.value or {}).get("near") or [None, None]
        since, until = filter.asked.since, filter.asked.until
        first = _day(since) or (date.fromordinal(near[0]) if near[0] else None)
        last = _day(until) or (date.fromordinal(near[1]) if near[1] else None)
        if first is None or last is None:
            return None
        return cls(first, max(first, last))

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet, in words, with the number of claims that have it."""

    value: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A facet as a list to choose one value from."""

    name: str
    heading: str
    options: tuple[Option, ...]

    @property
    def written(self) -> Markup:
        """The options in HTML: each page has hundreds of them."""
        return Markup("").join(part for option in self.options for part in _written(option))


def _written(one: Option) -> tuple[str, ...]:
    return _VALUE, one.value, _CHOSEN if one.chosen else _SAID, one.words, f" ({one.count})", _END


@router.get("/timeline")
def timeline(request: Request, here: Here, filter: Filtered, by: str = "actor") -> Response:
    """Lanes, the switch and the filter; the marks come by themselves (``lines``), the list of them is on the page."""
    entry = here.case.head().seq
    board = _board(here, filter, by)
    window = Window.of(filter, board)
    found = _listed(here, filter, window)
    return page(
        request,
        "timeline.html",
        block="listing",
        filter=filter,
        board=board,
        entry=entry,
        by=by,
        lanes=LANES,
        window=window,
        found=found,
        rows=rows(here.drawn, "timeline_row.html", filter.at, found.claims) if found else [],
        undated=_undated(here, filter),
        in_claims=lambda **more: in_claims(filter, **more),
        fields=fields(here, filter),
    )


@router.get("/timeline/lines")
def lines(here: Here, filter: Filtered, by: str = "actor", within: str = "") -> Response:
    """The lanes and their marks, as JSON; 202 while they are being worked out. ``within`` "1" gives those of the days
    that the address asks for alone, one by one where they are few."""
    board = _board(here, filter, by, days=within == "1")
    if board.error is not None:
        return JSONResponse({"error": board.error.what, "todo": board.error.todo}, 422)
    if not board.there:
        return JSONResponse({"working": True}, 202)
    return members({"fresh": board.fresh, "entry": board.seq}, board)


@router.get("/timeline/claims/{id}")
def claim(request: Request, here: Here, at: At, id: str) -> Response:
    """One claim on a few lines, to be read beside its mark. Raises UnknownId."""
    viewed = here.case.standing(id)
    report = here.case.report(viewed.claim.report, at.as_of)
    return page(request, "timeline_claim.html", viewed=viewed, report=report)


# --- inside ---------------------------------------------------------------------------------------------
def _board(here: Room, filter: Filter, by: str, *, days: bool = False) -> Board:
    if by not in LANES:
        what = f"there are no lanes by {by!r}."
        raise ValueProblem(what, where="by", todo=f"Choose one of {', '.join(LANES)}.")
    since, until = _day(filter.asked.since), _day(filter.asked.until)
    within = [since.toordinal(), until.toordinal()] if days and since and until else []
    return here.board("timeline:lines", as_of=filter.at.as_of_words, by=by, query=narrowing(filter), within=within)


def _listed(here: Room, filter: Filter, window: Window | None) -> Page | None:
    """A part of the claims that the window holds, in order of the time they speak of."""
    if window is None:
        return None
    asked = replace(filter.asked, since=window.first, until=window.last, sort="when")
    return here.case.find(asked, limit=PAGE, cursor=filter.at.one("cursor"))


def _undated(here: Room, filter: Filter) -> int:
    """How many of the claims asked for name no time."""
    return here.case.count(replace(filter.asked, since=None, until=None, dated=False))


def in_claims(filter: Filter, *, path: str = "/claims", **more: Any) -> str:
    """The address of the table of claims, or another screen, with what is asked for here, and ``more``."""
    kept: dict[str, list[str]] = {}
    for name, value in narrowing(filter, times="dated" not in more):
        kept.setdefault(name, []).append(value)
    return filter.at.link(path, **{**kept, **more})


def fields(here: Room, filter: Filter, names: Sequence[str] = FACETS) -> list[Field]:
    """The facets that can be chosen from, counted in what else is asked for, whatever time it speaks of."""
    counts = here.case.facets(replace(filter.asked, since=None, until=None), limit=VALUES, of=names)
    return [Field(name, NAMES[name], _options(filter, name, counts.get(name, ()))) for name in names]


def _options(filter: Filter, name: str, facets: Sequence[Facet]) -> tuple[Option, ...]:
    wanted = filter.asked.wanted(name)
    found = {f.value: f.count for f in facets if f.value} | {
        v: 0 for v in wanted if v and v not in {f.value for f in facets}
    }
    return tuple(Option(v, value_words(name, v), n, v in wanted) for v, n in found.items())


def _day(moment: Any) -> date | None:
    return None if moment is None else date(moment.year, moment.month, moment.day)
