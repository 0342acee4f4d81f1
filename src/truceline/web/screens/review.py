"""Review: the claims that wait, one after the other, each with what would change without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from truceline import words
from truceline.case import Asked, Case, Decision, ViewedClaim
from truceline.corrections import as_typed
from truceline.errors import UnknownId, ValueProblem
from truceline.model import Modality, Polarity, Stance, codebook
from truceline.web.address import Address, At
from truceline.web.around import around
from truceline.web.card import Card, changes
from truceline.web.grounds import same_since
from truceline.web.pages import page, person_of
from truceline.web.place import Place, mark
from truceline.web.room import Board, Here, Room
from truceline.web.screens import pairs
from truceline.web.waiting import Waiting, mine

router = APIRouter()
AHEAD = 6
"""Claims that are listed beside the one that is looked at."""
REASONS = (
    "somebody else says this",
    "the words do not say this",
    "it says nothing of this case",
    "it is coded twice",
    "a heading, a caption or the like",
)
"""Common reasons to reject, chosen by number."""
DONE = {"accept": "Accepted", "reject": "Rejected", "correct": "Corrected", "undo": "Taken back"}
_CONTEXT = 220
"""Code points that are shown before and after the sentence of a claim."""
_Marked = Annotated[list[str] | None, Query(max_length=AHEAD + 1)]


@dataclass(frozen=True, slots=True)
class Said:
    """What was done (accept, reject, correct, undo), for the line that tells it: to ``number`` claims, ``viewed`` the
    last of them."""

    what: str
    viewed: ViewedClaim
    number: int = 1

    @property
    def done(self) -> str:
        return DONE[self.what]


@dataclass(frozen=True, slots=True)
class Back:
    """The decision that can be taken back: the last on the claim looked at, else the last that was made here."""

    viewed: ViewedClaim
    decision: Decision


@router.get("/review", name="review")
def review(request: Request, here: Here, at: At, queue: str = "claims", marked: _Marked = None) -> Response:
    """The queue: ``queue`` is claims, incidents or parties."""
    if queue in pairs.KINDS:
        return pairs.show(request, here, at, queue)
    if queue != "claims":
        todo = f"Choose: claims, {', '.join(pairs.KINDS)}."
        raise ValueProblem(f"there is no queue {queue!r}.", where="queue", todo=todo)
    place = Place.of(request.query_params, marked or ())
    place = place if place.start else replace(place, start=here.case.head().seq)
    return shown(request, here, at, place, said=_told_by_address(here.case, request.query_params))


@router.get("/review/beside")
def beside(
    request: Request, here: Here, at: At, seen: Annotated[int, Query(ge=0)] = 0, marked: _Marked = None
) -> Response:
    """What stands beside the claim looked at: the next ones, and what came in or was worked out meanwhile."""
    place = Place.of(request.query_params, marked or ())
    line = line_of(request, here, at, place)
    viewed = line.viewed(place.claim) if place.claim else None
    # What one decides oneself in another window is news to this one, too.
    since = [d for d in viewed.history if d.seq > seen] if viewed else []
    around = _around(request, here, at, place, line, viewed)
    return _unkept(page(request, "review_beside.html", **around, since=since, changed=changed(here, at, place)))


def shown(request: Request, here: Room, at: Address, place: Place, *, status: int = 200, **more: Any) -> Response:
    """The page, or the part of it that moves: the claim of a place, and what is around it. Raises UnknownId."""
    line = line_of(request, here, at, place)
    viewed = line.viewed(place.claim or line.first() or "")
    if place.claim and viewed is None:
        raise UnknownId(f"there is no claim with the id {place.claim!r}.", todo="Go back to the queue.")
    place = replace(place, claim=viewed.id if viewed else "")
    given = {"said": None, "conflict": None, "problem": None, "wrong": {}, "refused": (), "kept": {}, **more}
    given |= _around(request, here, at, place, line, viewed)
    given |= _of_claim(here.case, viewed) if viewed else {}
    given |= {"counts": pairs.counts(here, at), "changed": changed(here, at, place)}
    answer = page(request, "review.html", block="review", status=status, **given)
    if request.method == "POST":
        answer.headers["HX-Push-Url"] = place.link(at, marked=place.marked)
    return _unkept(answer)


def _unkept(answer: Response) -> Response:
    """It follows from when somebody began as well, and from what they did: it is made anew each time."""
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _told_by_address(case: Case, query: Mapping[str, str]) -> Said | None:
    """What was done just before, where the page was led to by an answer that needs no script."""
    number, what = query.get("number", ""), query.get("did", "")
    if what not in DONE or not query.get("on"):
        return None
    return Said(what, case.standing(query["on"]), int(number) if number.isdecimal() and len(number) < 4 else 1)


# --- the queue ------------------------------------------------------------------------------------------
def line_of(request: Request, here: Room, at: Address, place: Place) -> Waiting:
    """The queue as it is for somebody who is at a place in it."""
    asked = Asked(as_of=at.as_of, waiting=True, sort="doubt", report=place.report, speaker=place.speaker)
    board = settled(here, "queue:claims", at)
    weighed = board.value["claims"] if board.there else ()
    return Waiting(here.case, asked, weighed, mine(here.case, person_of(request).name, place.start))


def settled(here: Room, function: str, at: Address, **arguments: Any) -> Board:
    """A board of verdicts: it is not worked out again where nothing since can have changed one."""
    kept = here.kept(function, at, **arguments)
    if kept.there and (kept.fresh or same_since(here.case, kept.seq)):
        return replace(kept, fresh=True)
    return here.board(function, at, **arguments)


def changed(here: Room, at: Address, place: Place) -> Board | None:
    """Which verdicts are others than before the decision that is told of; None where there is nothing to tell."""
    before = here.case.entries(place.told - 1, limit=1) if place.told else ()
    if not before:
        return None
    return settled(here, "today:changed", at, since="", known=before[0].time.isoformat())


# --- what a page is given -------------------------------------------------------------------------------
def _around(
    request: Request, here: Room, at: Address, place: Place, line: Waiting, viewed: ViewedClaim | None
) -> dict[str, Any]:
    ahead = line.following(viewed.id, AHEAD) if viewed else []
    return {
        "queue": "claims",
        "place": place,
        "line": line,
        "viewed": viewed,
        "board": settled(here, "queue:claims", at),
        "item": line.item(viewed.id) if viewed else None,
        "ahead": ahead,
        "around": around(here, ahead),
        "next": line.after(viewed.id) if viewed else None,
        "before": line.before(viewed.id) if viewed else line.last_decided,
        "back": _back(viewed, line),
        "mark": mark,
        "fragment": bool(request.headers.get("hx-request")),
    }


def _back(viewed: ViewedClaim | None, line: Waiting) -> Back | None:
    if viewed is not None and viewed.last is not None:
        return Back(viewed, viewed.last)
    for one in reversed(line.mine):
        other = line.viewed(one.claim)
        # Where somebody else decided since, theirs is not taken back unseen.
        if other is not None and other.last is not None and other.last.seq == one.seq:
            return Back(other, other.last)
    return None


def _of_claim(case: Case, viewed: ViewedClaim) -> dict[str, Any]:
    shown = case.show(viewed.id)
    text = shown.report.text
    return {
        "report": shown.report,
        "card": Card.of(viewed),
        "lead": _lead(text, shown.start),
        "pieces": words.marked(viewed.claim, text, shown.start, shown.end),
        "rest": _rest(text, shown.end),
        "decided": [(decision, changes(decision, viewed.machine)) for decision in viewed.history],
        "typed": as_typed(viewed.claim),
        "acts": codebook().acts,
        "options": {"stance": list(Stance), "polarity": list(Polarity), "modality": list(Modality)},
        "categories": tuple(codebook().categories),
        "reasons": REASONS,
    }


def _lead(text: str, start: int) -> str:
    """A little of what stands before the sentence, from the beginning of a word."""
    if start <= _CONTEXT:
        return text[:start].lstrip()
    return "… " + text[start - _CONTEXT : start].partition(" ")[2]


def _rest(text: str, end: int) -> str:
    """A little of what stands after it, to the end of a word."""
    if end + _CONTEXT >= len(text):
        return text[end:].rstrip()
    return text[end : end + _CONTEXT].rpartition(" ")[0] + " …"
