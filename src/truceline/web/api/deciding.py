"""Deciding: what people decide on claims, incidents and names, each as one entry that they sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.responses import Response

from truceline.case import Case, ViewedClaim
from truceline.errors import Changed
from truceline.model import codec
from truceline.web.api import shapes
from truceline.web.api.answering import MISSING, answer, standing
from truceline.web.api.asking import Id, Number, Strict, Text, Words
from truceline.web.guard import Person, Role, needs
from truceline.web.room import Here, Room
from truceline.web.worker import Job

router = APIRouter(tags=["decisions"])
Analyst = Annotated[Person, needs(Role.ANALYST)]
Why = Annotated[Text, Field(max_length=2000)]
_SEEN = "The number of the last decision on the claim when it was looked at: its `decided`, 0 for none."
_CHANGED: dict[int | str, dict[str, Any]] = {
    **MISSING,
    409: {"model": shapes.Conflict, "description": "Somebody decided since; nothing was added."},
}
_JUDGED: dict[int | str, dict[str, Any]] = {
    **MISSING,
    409: {"model": shapes.Problem, "description": "Somebody judged the two since; nothing was added."},
}


class Decided(Strict):
    seen: Number = Field(description=_SEEN)
    reason: Why = ""


class DecidedAgainst(Strict):
    seen: Number = Field(description=_SEEN)
    reason: Why = Field(min_length=1, description="A few words that say why.")


class Corrected(DecidedAgainst):
    changes: dict[str, Any] = Field(
        min_length=1, max_length=20, description="Fields of a claim and their new values, in the shape of a claim."
    )


class Judged(Strict):
    """Two claims, or two names."""

    a: Words = Field(min_length=1)
    b: Words = Field(min_length=1)
    verdict: Literal["same", "different", "unsure"]
    reason: Why = ""
    seen: Number = Field(
        description="The last entry of the journal when the two were looked at: `head.seq` of the case."
    )


class Noted(Strict):
    about: Words = Field(min_length=1, description="Id of a claim or a report, or a name.")
    text: Annotated[Text, Field(min_length=1, max_length=10_000)]


class Judgement(BaseModel):
    about: Literal["party", "incident"]
    a: str
    b: str
    verdict: Literal["same", "different", "unsure"]
    reason: str


@router.post("/claims/{id}/accept", response_model=shapes.Standing, responses=_CHANGED)
def accept(here: Here, who: Analyst, id: Id, given: Decided) -> Response:
    """Accept a claim as coded."""
    return _decided(here, id, lambda case: case.accept(id, given.reason, seen=given.seen), who)


@router.post("/claims/{id}/reject", response_model=shapes.Standing, responses=_CHANGED)
def reject(here: Here, who: Analyst, id: Id, given: DecidedAgainst) -> Response:
    """Reject a claim; it stays in the record."""
    return _decided(here, id, lambda case: case.reject(id, given.reason, seen=given.seen), who)


@router.post("/claims/{id}/correct", response_model=shapes.Standing, responses=_CHANGED)
def correct(here: Here, who: Analyst, id: Id, given: Corrected) -> Response:
    """Correct parts of a claim; the coder's own value stays beside the new one."""
    return _decided(here, id, lambda case: case.correct(id, given.changes, given.reason, seen=given.seen), who)


@router.post("/claims/{id}/undo", response_model=shapes.Standing, responses=_CHANGED)
def undo(here: Here, who: Analyst, id: Id, given: Decided) -> Response:
    """Take back the last decision on a claim that stands."""
    return _decided(here, id, lambda case: case.undo(id, given.reason, seen=given.seen), who)


@router.post("/judgements", response_model=Judgement, status_code=201, responses=_JUDGED)
def judge(here: Here, who: Analyst, given: Judged) -> Response:
    """Judge whether two names, or the incidents that two claims speak of, are one."""
    case = here.signed(who.name)
    verdict = {"same": case.same, "different": case.different, "unsure": case.unsure}[given.verdict]
    try:
        made = verdict(given.a, given.b, given.reason, seen=given.seen, consolidate=False)
    except Changed as error:
        return answer({"error": error.what, "where": error.where, "todo": error.todo}, 409)
    if made.about == "incident":
        here.reading.submit(Job("truceline.web.boards.queue:consolidate", {}))
    return answer(codec.dump(made), 201)


@router.post("/notes", status_code=201, response_model=Noted)
def note(here: Here, who: Analyst, given: Noted) -> Response:
    """Add a note about a claim, a report or a name."""
    here.signed(who.name).note(given.about, given.text)
    return answer({"about": given.about, "text": given.text}, 201)


def _decided(here: Room, id: str, decide: Callable[[Case], ViewedClaim], who: Person) -> Response:
    """The claim as it stands after a decision; 409 with the claim as it stands where somebody decided since."""
    try:
        return answer(standing(decide(here.signed(who.name))))
    except Changed as error:
        now = standing(here.case.standing(id))
        return answer({"error": error.what, "where": error.where, "todo": error.todo, "now": now}, 409)
