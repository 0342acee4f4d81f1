"""Agreements: what was agreed, in plain words; its texts, written and checked here; how a verdict came about."""

from __future__ import annotations

import json
from concurrent.futures import TimeoutError as TookLonger
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from truceline.case import Verbatim
from truceline.errors import Changed, InputError, TrucelineError, UnknownId
from truceline.web.address import At
from truceline.web.giving import sound
from truceline.web.guard import Role, needs
from truceline.web.pages import page, person_of
from truceline.web.room import Here, Room
from truceline.web.worker import Job

router = APIRouter()
NAME = "agreement.yaml"
_BEGINNING = """agreement: Name of the agreement
text_of: 2024-01-01
zone: Europe/London
parties: {north: North, south: South}

people:
  prisoners: {held_by: north}

truce: {from: 2024-01-02 07:00, for: 14 days}

duties:
  first release: {by: north, release: 10 prisoners, within: 4 days}
  talks: {by: both, meet: talks, due: day 5}
"""
"""What stands where a new agreement is begun."""
_PATIENCE = 10.0
"""Seconds that a page waits for a text to be checked; checking itself takes less (``boards.drafts``)."""
Name = Annotated[str, Query(max_length=600)]
Words = Annotated[str, Form()]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as somebody has typed it, of a new agreement or a further one of ``of``.

    ``seen`` is the number of the text that was there when it was begun.
    """

    text: str = ""
    name: str = NAME
    reason: str = ""
    of: str = ""
    seen: int = 0


@router.get("/agreements", name="agreements")
def agreements(request: Request, here: Here, at: At, part: Name = "") -> Response:
    """Every agreement; ``part`` "draft" is where a new one is written."""
    if part == "draft":
        return _editor(request, here, Draft(_BEGINNING))
    board = sound(here.board("agreements:listed", as_of=at.as_of_words))
    return page(request, "agreements.html", block="board", board=board)


@router.get("/agreements/{path:path}", name="agreement")
def agreement(request: Request, here: Here, at: At, path: str, part: Name = "") -> Response:
    """One agreement by its id, or the history of one of its terms: ID/TERM.

    ``part`` "text" is its text, "texts" are all its texts with what each changed, "draft" is where a further one is
    written.
    """
    id, term = _parted(here, path)
    if term:
        board = sound(here.board("history:history", at.of(id), name=term))
        return page(request, "history.html", block="board", board=board, id=id, term=term)
    if part == "draft":
        last = here.case.agreement_texts(id)[-1]
        return _editor(request, here, Draft(last.text, last.name, "", id, last.seq))
    board = sound(here.board("agreements:shown", id=id, as_of=at.as_of_words))
    checked = (
        _checked(here, Draft(board.value["text"], board.value["name"])) if part == "text" and board.value else None
    )
    part = part if part in ("text", "texts") else "words"
    return page(request, "agreement.html", block="board", board=board, id=id, part=part, checked=checked)


@router.post("/agreements/check", name="check_draft", dependencies=[needs(Role.ANALYST)])
def check(request: Request, here: Here, text: Words = "", name: Words = NAME, of: Words = "") -> Response:
    """What is wrong with a text, what will be argued about, and what it says. Nothing is added."""
    draft = Draft(_unified(text), name or NAME, of=of)
    answer = page(request, "checked.html", checked=_checked(here, draft), of=of)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@router.post("/agreements", name="add_draft", dependencies=[needs(Role.ANALYST)])
def add(
    request: Request,
    here: Here,
    text: Words = "",
    name: Words = NAME,
    reason: Words = "",
    of: Words = "",
    seen: Annotated[int, Form()] = 0,
    look: Words = "",
) -> Response:
    """Add a text: of a new agreement, or a further one of ``of``. What was typed stays where it cannot be added.

    ``look`` only checks it.
    """
    draft = Draft(_unified(text), name or NAME, reason, of, seen)
    checked = _checked(here, draft)
    if look:
        return _editor(request, here, draft, checked)
    if checked["problems"] or (of and not reason.strip()):
        return _editor(request, here, draft, checked, status=422)
    case = here.signed(person_of(request).name)
    try:
        if of:
            made = case.amend_agreement(of, Verbatim(draft.text), reason, name=draft.name, seen=seen).after
        else:
            made = case.add_agreement(Verbatim(draft.text), name=draft.name)
    except Changed as error:
        return _editor(request, here, draft, checked, error, 409)
    except InputError as error:
        return _editor(request, here, draft, checked, error, 422)
    return RedirectResponse(f"/agreements/{quote(made.id)}", 303)


def _editor(
    request: Request,
    here: Room,
    draft: Draft,
    checked: dict[str, Any] | None = None,
    refused: TrucelineError | None = None,
    status: int = 200,
) -> Response:
    """Where a text is written; where another came in ``between``, it is shown what differs from that one."""
    if person_of(request).role < Role.ANALYST:
        raise HTTPException(403, "texts are written by analysts.")
    between = None
    if isinstance(refused, Changed):
        between = here.case.agreement_texts(draft.of)[-1]
        draft, checked = replace(draft, seen=between.seq), _checked(here, draft)
    given: dict[str, Any] = {"draft": draft, "checked": checked, "refused": refused, "between": between}
    given["wrong"] = {}
    if status == 422 and draft.of and not draft.reason.strip():
        given["wrong"] = {"reason": InputError("a further text needs a reason.", todo="Say it in a few words.")}
    answer = page(request, "draft.html", status=status, of=draft.of, **given)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _checked(here: Room, draft: Draft) -> dict[str, Any]:
    arguments = {"text": draft.text, "name": draft.name, "of": draft.of}
    job = here.checking.submit(Job("truceline.web.boards.drafts:checked", arguments))
    try:
        found: dict[str, Any] = json.loads(job.result(_PATIENCE))
    except TookLonger:
        job.cancel()
        what = "checking takes long just now."
        return {"problems": [{"line": 0, "what": what, "todo": "Try again in a moment."}], "more": 0}
    return found


def _unified(text: str) -> str:
    """A text as a form sends it, with the line ends that a file has."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parted(here: Room, path: str) -> tuple[str, str]:
    """The id of an agreement and the name of a term of it, "" where the path ends with the id. Raises UnknownId."""
    ids = here.case.agreement_ids()
    if path in ids:
        return path, ""
    found = max((id for id in ids if path.startswith(f"{id}/")), key=len, default="")
    if not found:
        raise UnknownId(f"there is no agreement {path[:200]!r}.", todo="See those there are under Agreements.")
    return found, path.removeprefix(f"{found}/")
