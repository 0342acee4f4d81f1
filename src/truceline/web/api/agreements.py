"""Agreements: their texts, what they say in plain words, and what is wrong or left open in a draft."""

from __future__ import annotations

import json
from concurrent.futures import TimeoutError as TookLonger
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import Field
from starlette.responses import Response

from truceline.case import AgreementVersion, Verbatim
from truceline.errors import RecordBusy
from truceline.plain import plain
from truceline.web.api import agreement_shapes as shapes
from truceline.web.api.answering import MISSING, answer, stamp
from truceline.web.api.asking import AsOf, Id, Number, Strict, Text, Words
from truceline.web.api.deciding import Analyst, Why
from truceline.web.api.shapes import Problem
from truceline.web.room import Here, Room
from truceline.web.worker import Job

router = APIRouter(tags=["agreements"])
_NAMED = Field("agreement.yaml", description="Name of the file that it comes from; it stands in messages.")
_PATIENCE = 15.0
"""Seconds that a text is waited for to be checked; checking itself may take less."""
_WRONG: dict[int | str, dict[str, Any]] = {
    422: {"model": shapes.Wrong, "description": "What is wrong with it, by line."}
}
_AMENDING: dict[int | str, dict[str, Any]] = {
    **_WRONG,
    **MISSING,
    409: {"model": Problem, "description": "Somebody added a text since; nothing was added."},
}


class Draft(Strict):
    """The text of an agreement, in the terms language."""

    text: Annotated[Text, Field(min_length=1, max_length=200_000)]
    name: Words = _NAMED


class Amendment(Draft):
    reason: Why = Field(min_length=1)
    seen: Number = Field(description="`seq` of the last of its texts when the further one was written.")


@router.get("/agreements", response_model=shapes.Agreements)
def agreements(here: Here, asked: AsOf) -> Response:
    """Every agreement that was signed by then."""
    known = asked.moment(here.case)
    return answer({"as_of": stamp(known), "items": [_head(a) for a in here.case.agreements(known)]})


@router.get("/agreements/{id}", response_model=shapes.OneAgreement, responses=MISSING)
def agreement(here: Here, id: Id, asked: AsOf) -> Response:
    """One agreement: every term in plain words, with its readings side by side, and its texts."""
    known = asked.moment(here.case)
    found = here.case.agreement(id, known)
    texts = [_text(t) for t in here.case.agreement_texts(found.id, known)]
    return answer(
        {"as_of": stamp(known), **_head(found), "sentences": plain(here.case.in_words(found)), "texts": texts}
    )


@router.post("/agreements", status_code=201, response_model=shapes.Agreement, responses=_WRONG)
def add(here: Here, who: Analyst, given: Draft) -> Response:
    """Add the first text of an agreement."""
    problems = _worked(here, "checked", given)
    if problems:
        return _refused(problems)
    made = here.signed(who.name).add_agreement(Verbatim(given.text), name=given.name)
    return answer(_head(made), 201, {"Location": f"/api/v1/agreements/{made.id}"})


@router.post("/agreements/{id}/amend", status_code=201, response_model=shapes.Amended, responses=_AMENDING)
def amend(here: Here, who: Analyst, id: Id, given: Amendment) -> Response:
    """Add a further text, whole, beside those that are there; 409 where somebody added one since."""
    problems = _worked(here, "checked", given)
    if problems:
        return _refused(problems)
    whole = here.case.agreement(id).id
    case = here.signed(who.name)
    made = case.amend_agreement(whole, Verbatim(given.text), given.reason, name=given.name, seen=given.seen)
    return answer({**_head(made.after), "changed": plain(made.changed)}, 201)


@router.post("/agreements/check", response_model=shapes.Checked)
def check(here: Here, who: Analyst, given: Draft) -> Response:
    """All that is wrong with a text, by line; nothing where it can be added. Adds nothing."""
    return answer({"items": _worked(here, "checked", given)})


@router.post("/agreements/lint", response_model=shapes.Linted, responses=_WRONG)
def lint(here: Here, who: Analyst, given: Draft) -> Response:
    """What in a draft will be argued about, with precedents. Adds nothing."""
    problems = _worked(here, "checked", given)
    return _refused(problems) if problems else answer({"items": _worked(here, "linted", given)})


def _worked(here: Room, function: str, given: Draft) -> list[dict[str, Any]]:
    """What ``boards.values`` says of a draft: a text that takes long to parse holds up nobody else."""
    job = here.checking.submit(Job(f"truceline.web.boards.values:{function}", {"text": given.text, "name": given.name}))
    try:
        found: list[dict[str, Any]] = json.loads(job.result(_PATIENCE))
    except TookLonger:
        job.cancel()
        what = "checking takes long just now."
        raise RecordBusy(what, where=given.name, todo="Nothing was added. Try again in a moment.") from None
    return found


def _refused(problems: list[dict[str, Any]]) -> Response:
    return answer({**problems[0], "problems": problems}, 422)


def _head(one: Any) -> dict[str, Any]:
    return {
        "id": one.id,
        "title": one.title,
        "text_of": one.text_of.isoformat(),
        "zone": one.zone,
        "parties": list(one.parties),
        "mediators": list(one.mediators),
        "monitors": list(one.monitors),
        "source": one.source,
    }


def _text(one: AgreementVersion) -> dict[str, Any]:
    return {
        "seq": one.seq,
        "author": one.author,
        "time": one.time.isoformat(),
        "name": one.name,
        "text": one.text,
        "dated": plain(one.dated),
        "reason": one.reason,
    }
