"""Reports: lists of them, one of them with its claims, and reading more."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator
from time import monotonic
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.responses import Response

from truceline.errors import ValueProblem
from truceline.model import codec
from truceline.web.api import read_shapes, shapes
from truceline.web.api.answering import MISSING, answer, stamp, standing
from truceline.web.api.asking import AsOf, Id, ReportsFound
from truceline.web.api.deciding import Analyst
from truceline.web.room import Here, Room
from truceline.web.uploads import Upload

router = APIRouter(tags=["reports"])
_LOOK = 0.05
_TEXTS = ("text/plain", "text/html", "application/x-ndjson", "application/octet-stream")
_FORMS = "multipart/form-data"


@router.get("/reports", response_model=shapes.Reports)
def reports(here: Here, asked: Annotated[ReportsFound, Query()]) -> Response:
    """The reports, those known last first."""
    known = asked.moment(here.case)
    found = here.case.report_lines(known, words=asked.words, limit=asked.limit, cursor=asked.cursor)
    items = [codec.dump(line) for line in found.reports]
    return answer({"as_of": stamp(known), "items": items, "next": found.next, "total": found.total})


@router.get("/reports/{id}", response_model=shapes.OneReport, responses=MISSING)
def report(here: Here, id: Id, asked: AsOf) -> Response:
    """One report with its text, in which the spans of its claims count code points."""
    known = asked.moment(here.case)
    return answer({"as_of": stamp(known), "report": codec.dump(here.case.report(id, known))})


@router.get("/reports/{id}/claims", response_model=shapes.Standings, responses=MISSING)
def claims_of(here: Here, id: Id, asked: AsOf) -> Response:
    """The claims of one report in order of its text, the rejected ones as well."""
    known = asked.moment(here.case)
    found = here.case.claims_of(here.case.report(id, known).id, known)
    return answer({"as_of": stamp(known), "items": [standing(one) for one in found]})


# --- reading ----------------------------------------------------------------------------------------------
@router.post(
    "/reports",
    response_model=read_shapes.Reading,
    responses={202: {"model": read_shapes.Reading, "description": "It is under way: see `Location`."}},
    openapi_extra={"requestBody": read_shapes.BODY},
)
async def read(
    here: Here, who: Analyst, request: Request, asked: Annotated[read_shapes.ReadAsked, Query()]
) -> Response:
    """Read reports into the record, or only say what each of them would be."""
    upload = await _upload(here, who.name, request, asked.name)
    if asked.dry_run:
        here.uploads.look(upload)
    else:
        here.uploads.read(upload, who.name)
    until = monotonic() + asked.wait
    while here.uploads.get(upload.id, who.name).busy and monotonic() < until:
        await asyncio.sleep(_LOOK)
    return _outcome(upload, 202 if upload.busy else 200)


@router.get("/readings/{id}", response_model=read_shapes.Reading, responses=MISSING)
def reading(here: Here, who: Analyst, id: Id) -> Response:
    """How far a reading has come, and what became of each report; for an hour after its end."""
    return _outcome(here.uploads.get(id, who.name), 200)


async def _upload(here: Room, owner: str, request: Request, name: str) -> Upload:
    """What was sent, kept apart. Raises ValueProblem for what carries no reports."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == _FORMS:
        async with request.form(max_files=1000, max_fields=20) as form:
            files = [(f.filename or "report", f.file) for f in form.getlist("file") if isinstance(f, UploadFile)]
            return await run_in_threadpool(here.uploads.add, owner, files)
    if kind not in _TEXTS:
        what = f"reports cannot be sent as {kind or 'something without a type'}."
        todo = f"Send one text as {', '.join(_TEXTS)}, or files named file as {_FORMS}."
        raise ValueProblem(what, where="Content-Type", todo=todo)
    one: BinaryIO = io.BytesIO(await request.body())
    return await run_in_threadpool(here.uploads.add, owner, [(name, one)])


def _outcome(upload: Upload, status: int) -> Response:
    error = upload.error
    told: dict[str, Any] = {
        "id": upload.id,
        "state": upload.state,
        "done": upload.done,
        "all": upload.all,
        "counts": dict(upload.counts),
        "items": list(_items(upload)),
        "error": {"error": error.what, "where": error.where, "todo": error.todo} if error else None,
    }
    headers = {"Cache-Control": "no-store", "Location": f"/api/v1/readings/{upload.id}"}
    return answer(told, status, headers)


def _items(upload: Upload) -> Iterator[dict[str, Any]]:
    for one in upload.found:
        error = {"error": one.what, "where": one.where, "todo": one.todo} if one.what else None
        yield {
            "where": one.where,
            "state": one.state,
            "report": one.report,
            "title": one.title,
            "claims": one.claims,
            "unread": one.unread or None,
            "error": error,
            "notes": list(one.notes),
        }
