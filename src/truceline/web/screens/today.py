"""Today: where things stand, what changed, and what waits to be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from truceline.case import Asked
from truceline.errors import ValueProblem
from truceline.web.address import Address, At
from truceline.web.around import around
from truceline.web.desk import Desk, Visit
from truceline.web.pages import page, person_of
from truceline.web.room import Board, Here, Room

router = APIRouter()
_NEWEST = 8


@dataclass(frozen=True, slots=True)
class Since:
    """From when what changed is told: a moment of the world as the address has it, or the end of the last visit."""

    words: str = ""
    visit: Visit | None = None


@router.get("/", name="today")
def today(request: Request, here: Here, at: At, since: Annotated[str, Query(max_length=40)] = "") -> Response:
    """``since`` is a day or a time; without it, what changed is told since the person's last visit."""
    # It is begun here, so that it is worked out while the lists are looked up.
    here.board("today:standing", at, patience=0)
    begin = _since(request, here, at, since.strip())
    asked = Asked(as_of=at.as_of)
    newest = here.case.find(Asked(as_of=at.as_of, sort="newest"), limit=_NEWEST).claims
    waiting = here.case.find(Asked(as_of=at.as_of, waiting=True, sort="doubt"), limit=3)
    answer = page(
        request,
        "today.html",
        standing=here.board("today:standing", at),
        since=begin,
        changed=_changed(here, at, begin),
        entered=_entered(here, begin, at),
        newest=newest,
        claims=here.case.count(asked),
        reports=here.case.report_lines(at.as_of, limit=1).total,
        waiting=waiting,
        around=around(here, (*newest, *waiting.claims)),
    )
    # It depends on who looked when.
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _since(request: Request, here: Room, at: Address, words: str) -> Since:
    if words:
        moment = here.case.moment(words)
        if at.as_of is not None and str(moment) > str(at.as_of):
            what = f"what changed cannot begin ({words}) after the moment shown ({at.as_of_words})."
            raise ValueProblem(what, where="since", todo="Choose an earlier day.")
        return Since(words)
    desk: Desk = request.app.state.desk
    person = person_of(request).name
    before = desk.visits.last(person, "today")
    desk.visits.note(person, "today", here.case.head().seq)
    return Since(visit=before)


def _changed(here: Room, at: Address, since: Since) -> Board | None:
    if since.words:
        return here.board("today:changed", at, since=since.words)
    if since.visit is not None and not at.as_of_words and here.case.head().seq > since.visit.seq:
        return here.board("today:changed", at, since="", known=since.visit.at.isoformat())
    return None


def _entered(here: Room, since: Since, at: Address) -> dict[str, Any]:
    """How many entries of each kind were made since the last visit; nothing where a moment of the world is asked."""
    if since.visit is None or at.as_of_words:
        return {}
    return {"by_kind": here.case.entered(since.visit.seq), "at": since.visit.at}
