"""The API: ``/api/v1``, the same values as the Python API, in JSON."""

from __future__ import annotations

from fastapi import APIRouter

from truceline.web.api import agreements, brief, case, claims, deciding, journal, judged, listing, reports, views
from truceline.web.api.answering import REFUSALS

router = APIRouter(prefix="/api/v1", responses=REFUSALS)
for part in (case, claims, reports, deciding, agreements, judged, brief, journal, views, listing):
    router.include_router(part.router)

__all__ = ["router"]
