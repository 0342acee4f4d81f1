"""Claims: lists of them, one of them, what they can be counted by, search, and export."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response, StreamingResponse

from truceline.case import Asked
from truceline.model import codec
from truceline.web.api import shapes
from truceline.web.api.answering import MISSING, answer, decision, joined, listed, stamp, standing
from truceline.web.api.asking import AsOf, Counted, ExportAsked, Found, Id, InOrderOfTime, Paged, Searched
from truceline.web.giving import written
from truceline.web.room import Here, Room

router = APIRouter(tags=["claims"])
_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "plover": "application/x-ndjson"}
_ENDS = {"csv": "csv", "jsonl": "jsonl", "plover": "plover.jsonl"}


@router.get("/claims", response_model=shapes.Claims, responses=MISSING)
def claims(here: Here, asked: Annotated[Found, Query()]) -> Response:
    """Claims as they stand."""
    return _page(here, asked.asked(here.case, asked.sort), asked)


@router.get("/timeline", response_model=shapes.Claims, responses=MISSING)
def timeline(here: Here, asked: Annotated[InOrderOfTime, Query()]) -> Response:
    """Claims by the time that they speak of; those without one last."""
    return _page(here, asked.asked(here.case, "when"), asked)


def _page(here: Room, asked: Asked, part: Paged) -> Response:
    found = here.case.find(asked, limit=part.limit, cursor=part.cursor)
    head = {"as_of": stamp(asked.as_of), "next": found.next, "total": found.total}
    return joined(head, f'{{"items":{listed(found.claims)}}}')


@router.get("/facets", response_model=shapes.Facets, responses=MISSING)
def facets(here: Here, asked: Annotated[Counted, Query()]) -> Response:
    """How many claims have each value; each facet as if it were not filtered on itself."""
    wanted = asked.asked(here.case)
    counted = here.case.facets(wanted, limit=asked.limit)
    shown = {name: [{"value": f.value, "count": f.count} for f in values] for name, values in counted.items()}
    total = here.case.count(wanted)
    return answer({"as_of": stamp(wanted.as_of), "facets": shown, "total": total})


@router.get("/claims/{id}", response_model=shapes.OneClaim, responses=MISSING)
def claim(here: Here, id: Id, asked: AsOf) -> Response:
    """One claim as it stands, with the coder's own value, who decided what, and the sentence it stands in."""
    known, shown = asked.moment(here.case), here.case.show(id)
    here.case.report(shown.report.id, known)
    sentence = {"start": shown.start, "end": shown.end, "text": shown.report.text[shown.start : shown.end]}
    return answer({"as_of": stamp(known), **standing(shown.viewed), "sentence": sentence})


@router.get("/claims/{id}/history", response_model=shapes.History, responses=MISSING)
def history(here: Here, id: Id) -> Response:
    """Who decided what on a claim, when and why, in the order of the journal."""
    one = here.case.standing(id)
    items = [decision(d) for d in one.history]
    return answer({"id": one.id, "status": one.status.value, "decided": one.decided, "items": items})


@router.get("/search", response_model=shapes.Hits)
def search(here: Here, asked: Annotated[Searched, Query()]) -> Response:
    """Reports and claims that have all the words, best first."""
    known = asked.moment(here.case)
    hits: list[dict[str, Any]] = codec.dump(here.case.search(asked.words, asked.limit, known))
    return answer({"as_of": stamp(known), "items": hits})


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": {kind.partition(";")[0]: {} for kind in _TYPES.values()}}, **MISSING},
)
def export(here: Here, asked: Annotated[ExportAsked, Query()]) -> Response:
    """Claims as a table (csv), whole (jsonl) or as PLOVER records, as they come from the record."""
    pieces = here.case.exported(asked.format, asked.asked(here.case, asked.sort))
    headers = {"Content-Disposition": f'attachment; filename="claims.{_ENDS[asked.format]}"'}
    return written(pieces, _TYPES[asked.format], headers)
