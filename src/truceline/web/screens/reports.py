"""Reports: the list of them, and one with its claims marked in the text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from truceline.case import ReportPage, Status, ViewedClaim
from truceline.errors import ValueProblem
from truceline.model import Report
from truceline.web.address import Address, At
from truceline.web.card import Card
from truceline.web.guard import Role
from truceline.web.marking import Marked, mark, told_in
from truceline.web.pages import page, person_of
from truceline.web.room import Here, Room

router = APIRouter()
PAGE = 50
LISTED = 300
"""Claims of a report that are listed beside its text; the list of more is a page of its own."""
RECENT = 3
"""Reports that are kept at hand with their claims."""
Words = Annotated[str, Query(max_length=500)]
Cursor = Annotated[str, Query(max_length=500)]


@router.get("/reports")
def reports(request: Request, here: Here, at: At, words: Words = "", cursor: Cursor = "") -> Response:
    """The reports that have all the ``words``, those known last first."""
    found: ReportPage | None = None
    problem: ValueProblem | None = None
    try:
        found = here.case.report_lines(at.as_of, words=words.strip(), limit=PAGE, cursor=cursor)
    except ValueProblem as error:
        problem = error
    return page(
        request,
        "reports.html",
        status=422 if problem else 200,
        found=found,
        problem=problem,
        words=words.strip(),
        any=bool(found and found.total) or bool(here.case.report_lines(at.as_of, limit=1).total),
        may_read=person_of(request).role >= Role.ANALYST,
    )


@dataclass(frozen=True, slots=True)
class Look:
    """The claims of a report with the one looked at: ``number`` is its place among them, from 0; None for none."""

    claims: tuple[ViewedClaim, ...]
    number: int | None
    base: str

    @property
    def card(self) -> Card | None:
        return Card.of(self.claims[self.number]) if self.number is not None else None

    @property
    def outer(self) -> int | None:
        """The number of the claim in whose words the one looked at is told."""
        if self.number is None:
            return None
        seen = [n for n, c in enumerate(self.claims) if c.status is not Status.REJECTED or n == self.number]
        return told_in([c.claim for c in self.claims], seen)[self.number]

    def address(self, number: int) -> str:
        """The address at which another claim is looked at."""
        return f"{self.base}{self.claims[number].id}"

    def beside(self, by: int) -> int | None:
        """The number of the claim before, or after; the first where none is looked at."""
        number = (0 if by > 0 else None) if self.number is None else self.number + by
        return number if number is not None and 0 <= number < len(self.claims) else None


@router.get("/reports/{id}")
def report(
    request: Request, here: Here, at: At, id: str, claim: Annotated[str, Query(max_length=100)] = ""
) -> Response:
    """One report; ``claim`` is the id of the claim looked at. A script gets only what is said of the claim."""
    opened = _open(here, at, id)
    found, claims = opened.report, opened.claims
    number = next((n for n, c in enumerate(claims) if claim and c.id.startswith(claim)), None)
    address = f"/reports/{found.id}"
    base = at.link(address, claim="-").removesuffix("-")
    given: dict[str, Any] = {"report": found, "look": Look(claims, number, base), "address": address, "LISTED": LISTED}
    given["elsewhere"] = claim if claim and number is None else ""
    if request.headers.get("hx-request"):
        return page(request, "report.html", block="looked", **given)
    versions = here.case.versions(found.id, at.as_of)
    line = next(v for v in versions if v.id == found.id)
    return page(request, "report.html", marked=opened.marked, line=line, versions=versions, **given)


@dataclass(frozen=True)
class _Opened:
    """A report with its claims as they stand."""

    report: Report
    claims: tuple[ViewedClaim, ...]

    @cached_property
    def marked(self) -> Marked:
        hidden = {n for n, c in enumerate(self.claims) if c.status is Status.REJECTED}
        return mark(self.report.text, [c.claim for c in self.claims], self.report.language, hidden)


_recent: WeakKeyDictionary[Room, dict[tuple[str, str, str], _Opened]] = WeakKeyDictionary()
"""The reports looked at last: whoever steps through the claims of a long one does not wait for all of them again."""


def _open(here: Room, at: Address, id: str) -> _Opened:
    key = (here.case.head().hash, at.as_of_words, id)
    recent = _recent.setdefault(here, {})
    if (found := recent.get(key)) is None:
        report = here.case.report(id, at.as_of)
        found = _Opened(report, here.case.claims_of(report.id, at.as_of))
        for old in list(recent)[: -RECENT + 1]:
            recent.pop(old, None)
        recent[key] = found
    return found
