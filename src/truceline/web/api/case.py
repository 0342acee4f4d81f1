"""The case, and who asks."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from truceline.case import Asked, __version__
from truceline.web.api import shapes
from truceline.web.api.answering import answer, stamp
from truceline.web.api.asking import AsOf
from truceline.web.guard import Who
from truceline.web.room import Here

router = APIRouter(tags=["case"])


@router.get("/case", response_model=shapes.CaseInfo)
def case(here: Here, asked: AsOf) -> Response:
    """The case: its title and zone, the last entry of its journal, and how much is in it."""
    known, settings, head = asked.moment(here.case), here.case.settings, here.case.head()
    counts = {
        "reports": here.case.report_lines(known, limit=1).total,
        "claims": here.case.count(Asked(as_of=known)),
        "waiting": here.case.count(Asked(as_of=known, waiting=True)),
    }
    return answer(
        {
            "as_of": stamp(known),
            "title": settings.title or here.case.path.stem,
            "zone": settings.zone,
            "head": {"seq": head.seq, "hash": head.hash},
            "counts": counts,
            "agreements": list(here.case.agreement_ids(known)),
            "version": __version__,
        }
    )


@router.get("/me", response_model=shapes.Me)
def me(who: Who) -> Response:
    """Who asks, with the word that a change made without a token has to show."""
    return answer({"person": who.name, "role": str(who.role), "csrf": who.csrf}, headers={"Cache-Control": "no-store"})
