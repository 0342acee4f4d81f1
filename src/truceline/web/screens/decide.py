"""Decide: accept, reject, correct and take back, one claim or those marked on a page.

Every decision says what was seen. Where somebody decided on the claim since, nothing is added, and both versions are
shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from truceline.case import Case, Decision, ViewedClaim
from truceline.corrections import FIELDS, from_form
from truceline.errors import Changed, InputError
from truceline.model import Claim, codebook, codec
from truceline.web.address import Address, At
from truceline.web.fields import check, wrong_in
from truceline.web.guard import Role, needs
from truceline.web.pages import person_of
from truceline.web.place import Place, Sent, place_sent, seen_as
from truceline.web.room import Here, Room
from truceline.web.screens.review import AHEAD, Said, changed, line_of, shown
from truceline.web.waiting import Waiting

router = APIRouter(prefix="/review", dependencies=[needs(Role.ANALYST)])
_LONGEST = 2000
_Words = Annotated[str, Form(max_length=_LONGEST)]
_Seen = Annotated[int, Form(ge=0, lt=10**15)]
_Marks = Annotated[list[str] | None, Form(max_length=AHEAD + 1)]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants to do with a claim: accept, reject, correct or undo, why, and the fields as typed."""

    what: str
    reason: str = ""
    typed: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was wanted of a claim on which another person decided meanwhile; ``since`` is what they did."""

    wanted: Wanted
    since: tuple[Decision, ...]


@router.post("/accept")
def accept(request: Request, here: Here, at: At, sent: Sent, claim: _Words, seen: _Seen) -> Response:
    """Accept the claim, and go to the next."""
    done = _Doing(request, here, at, place_sent(sent), claim, seen)
    return done.go(Wanted("accept"), lambda case: case.accept(claim, seen=seen))


@router.post("/reject")
def reject(
    request: Request, here: Here, at: At, sent: Sent, claim: _Words, seen: _Seen, reason: _Words = ""
) -> Response:
    """Reject the claim, and go to the next."""
    done = _Doing(request, here, at, place_sent(sent), claim, seen)
    return done.go(Wanted("reject", reason), lambda case: case.reject(claim, reason, seen=seen))


@router.post("/correct")
def correct(
    request: Request, here: Here, at: At, sent: Sent, claim: _Words, seen: _Seen, reason: _Words = ""
) -> Response:
    """Correct the fields that were typed otherwise than they stood there ("was.place"), and go to the next."""
    names = [name for name in FIELDS if name in sent and sent[name] != sent.get(f"was.{name}")]
    typed = {name: str(sent[name])[:_LONGEST] for name in names}

    def change(case: Case) -> ViewedClaim:
        if not typed:
            raise InputError("nothing is changed in this form.", todo="Change a field, or accept the claim as it is.")
        standing = case.standing(claim).claim
        check({name: partial(_changed, case, standing, name, words) for name, words in typed.items()} | _why(reason))
        return case.correct(claim, from_form(case, standing, typed), reason, seen=seen)

    done = _Doing(request, here, at, place_sent(sent), claim, seen)
    return done.go(Wanted("correct", reason, typed), change)


def _changed(case: Case, claim: Claim, name: str, words: str) -> Claim:
    """The claim with one field as it was typed. Raises InputError where it cannot be so."""
    found = from_form(case, claim, {name: words})
    if found.get("act", claim.act.type) not in codebook().acts:
        raise InputError(f"the codebook has no act {words!r}.", where=name, todo="Choose one of the list.")
    kept = {key: codec.dump(value) for key, value in found.items() if key != "speaker"}
    return Claim.from_json({**claim.to_json(), **kept})


def _why(reason: str) -> dict[str, Callable[[], object]]:
    """A check that there is a reason."""

    def given() -> None:
        if not reason.strip():
            raise InputError("a decision against a claim needs a reason.", todo="Say why, in a few words.")

    return {"reason": given}


@router.post("/undo")
def undo(request: Request, here: Here, at: At, sent: Sent, claim: _Words, seen: _Seen) -> Response:
    """Take back the last decision on a claim, and show it again."""
    done = _Doing(request, here, at, replace(place_sent(sent), claim=claim), claim, seen)
    return done.go(Wanted("undo"), lambda case: case.undo(claim, seen=seen))


@dataclass(frozen=True, slots=True)
class _Doing:
    """One decision on ``claim``, which was ``seen`` at a place in the queue."""

    request: Request
    here: Room
    at: Address
    place: Place
    claim: str
    seen: int

    def go(self, wanted: Wanted, decide: Callable[[Case], ViewedClaim]) -> Response:
        """Decide, and show what follows; the claim again where that could not be."""
        line = line_of(self.request, self.here, self.at, self.place)
        following = self.claim if wanted.what == "undo" else line.after(self.claim) or ""
        before = self.here.case.head().seq
        try:
            viewed = decide(self.here.signed(person_of(self.request).name))
        except Changed:
            return self._conflict(wanted)
        except InputError as error:
            return self._problem(wanted, error)
        place = replace(self.place.without(self.claim), claim=following)
        if _may_change_verdicts(wanted, viewed):
            place = replace(place, told=before if wanted.what == "undo" else self._told(before))
        return _answer(self.request, self.here, self.at, place, Said(wanted.what, viewed))

    def _told(self, before: int) -> int:
        """From where on changed verdicts are told: from this decision, unless those of an earlier one are due still."""
        due = changed(self.here, self.at, self.place)
        return self.place.told if due is not None and not due.fresh else before

    def _conflict(self, wanted: Wanted) -> Response:
        place = replace(self.place, claim=self.claim)
        since = tuple(d for d in self.here.case.standing(self.claim).history if d.seq > self.seen)
        return shown(self.request, self.here, self.at, place, status=409, conflict=Conflict(wanted, since))

    def _problem(self, wanted: Wanted, error: InputError) -> Response:
        form = wanted.what if wanted.what in ("reject", "correct") else ""
        place = replace(self.place, claim=self.claim, form=form)
        kept = {"reason": wanted.reason, **(wanted.typed or {})}
        wrong = wrong_in(error, *FIELDS, "reason")
        return shown(self.request, self.here, self.at, place, status=422, problem=error, wrong=wrong, kept=kept)


def _may_change_verdicts(wanted: Wanted, viewed: ViewedClaim) -> bool:
    """Accepting, and taking that back, leaves everything as it was coded."""
    if wanted.what != "undo":
        return wanted.what != "accept"
    back = viewed.history[-1].takes_back
    return any(d.seq == back and d.status.value != "accepted" for d in viewed.history)


def _answer(
    request: Request,
    here: Room,
    at: Address,
    place: Place,
    said: Said | None,
    refused: Sequence[ViewedClaim] = (),
) -> Response:
    if not request.headers.get("hx-request"):
        done = {"did": said.what, "on": said.viewed.id, "number": said.number} if said else {}
        return RedirectResponse(at.link("/review", **place.query, **done), 303)
    return shown(request, here, at, place, status=409 if refused else 200, said=said, refused=refused)


# --- several --------------------------------------------------------------------------------------------
@router.post("/accept-marked")
def accept_marked(request: Request, here: Here, at: At, sent: Sent, marked: _Marks = None) -> Response:
    """Accept the marked claims as they were seen on the page; those decided on since are shown, and left."""
    place, case = place_sent(sent), here.signed(person_of(request).name)
    line = line_of(request, here, at, place)
    accepted: list[ViewedClaim] = []
    refused: list[ViewedClaim] = []
    for id, seen in map(seen_as, marked or ()):
        try:
            accepted.append(case.accept(id, seen=seen))
        except Changed:
            refused.append(case.standing(id))
    place = replace(place, claim=_beyond(line, place.claim, {v.id for v in accepted}), marked=())
    said = Said("accept", accepted[-1], len(accepted)) if accepted else None
    return _answer(request, here, at, place, said, refused)


def _beyond(line: Waiting, claim: str, done: set[str]) -> str:
    """The claim, or the first after it that is not among those done."""
    if claim not in done:
        return claim
    return next((v.id for v in line.following(claim, AHEAD + 1) if v.id not in done), "")
