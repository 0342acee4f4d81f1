"""Claims: the table of those asked for, and one in full."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from truceline.case import Asked, Facet, Judged, Page, ViewedClaim
from truceline.errors import ValueProblem
from truceline.web.address import At
from truceline.web.card import Card, changes
from truceline.web.filter import NAMES, SORTS, Choice, Filter, Filtered
from truceline.web.marking import told_in
from truceline.web.pages import page
from truceline.web.room import Here, Room
from truceline.web.rows import marked_rows
from truceline.words import marked

router = APIRouter()
PAGE = 50
FEW = 8
"""Values of one facet that are seen at once."""
VALUES = 500
"""Values of one facet that can be chosen from; others are named in the address."""
JUDGED = 30
"""Other claims, judged to be of the same incident or not, that are shown with one."""
_OPEN = ("speaker", "act", "stance", "status")
_ASIDE = ("party", "mode")
"""Facets that are shown only where something is asked of them."""


@dataclass(frozen=True, slots=True)
class Column:
    """One facet as it is shown: its most frequent values, the chosen ones first. ``more`` where it has others."""

    name: str
    heading: str
    choices: tuple[Choice, ...]
    open: bool
    more: bool

    @classmethod
    def of(cls, filter: Filter, name: str, facets: tuple[Facet, ...]) -> Column:
        every = sorted(filter.choices(name, facets), key=lambda c: not c.chosen)
        chosen = sum(c.chosen for c in every)
        few = tuple(every[: max(FEW, chosen)])
        return cls(name, NAMES[name], few, bool(chosen) or name in _OPEN, len(every) > len(few))


@router.get("/claims")
def claims(request: Request, here: Here, filter: Filtered) -> Response:
    """The claims that the address asks for."""
    problem: ValueProblem | None = None
    found: Page | None = None
    facets: dict[str, tuple[Facet, ...]] = {}
    try:
        found = here.case.find(filter.asked, limit=PAGE, cursor=filter.at.one("cursor"))
        facets = here.case.facets(filter.asked, limit=FEW + 1, of=_shown(filter))
    except ValueProblem as error:
        problem = error
    return page(
        request,
        "claims.html",
        status=422 if problem else 200,
        filter=filter,
        found=found,
        rows=marked_rows(here.drawn, "claims_row.html", filter.at, found.claims) if found else [],
        columns=[c for name in _shown(filter) if (c := _column(filter, name, facets.get(name, ()))) is not None],
        sorts=SORTS,
        problem=problem,
        states=_states(here, filter) if found else 0,
        any=bool(found and found.total) or bool(here.case.count(Asked(as_of=filter.asked.as_of))),
    )


def _shown(filter: Filter) -> list[str]:
    return [name for name in NAMES if name not in _ASIDE or filter.asked.wanted(name)]


def _column(filter: Filter, name: str, facets: tuple[Facet, ...]) -> Column | None:
    chosen = bool(filter.asked.wanted(name))
    if not (facets or chosen):
        return None
    return Column.of(filter, name, facets)


def _states(here: Room, filter: Filter) -> int:
    """How many of the claims tell how things are: event records leave them out."""
    if filter.asked.act and "STATE" not in filter.asked.act:
        return 0
    return here.case.count(replace(filter.asked, act="STATE"))


@router.get("/claims/values")
def values(request: Request, here: Here, filter: Filtered, of: Annotated[str, Query(max_length=20)]) -> Response:
    """The values of one facet that the claims asked for have. Raises ValueProblem for what is no facet."""
    if of not in NAMES:
        raise ValueProblem(f"claims have no {of!r} to choose by.", where="of", todo=f"Choose from: {', '.join(NAMES)}.")
    facets = here.case.facets(filter.asked, limit=VALUES, of=(of,))[of]
    table = replace(filter, at=replace(filter.at, path="/claims")).without("of")
    return page(
        request,
        "values.html",
        block="values",
        name=of,
        heading=NAMES[of],
        choices=table.choices(of, facets),
        most=VALUES,
        table=table,
    )


@router.get("/claims/{id}")
def claim(request: Request, here: Here, at: At, id: str) -> Response:
    """One claim in full. Raises UnknownId where its report was not known at the moment shown."""
    shown = here.case.show(id)
    viewed = shown.viewed
    versions = here.case.versions(viewed.claim.report, at.as_of)
    claims = here.case.claims_of(viewed.claim.report, at.as_of)
    number = next((n for n, c in enumerate(claims) if c.id == viewed.id), None)
    outer = told_in([c.claim for c in claims])[number] if number is not None else None
    return page(
        request,
        "claim.html",
        shown=shown,
        card=Card.of(viewed),
        outer=claims[outer].claim if outer is not None else None,
        pieces=marked(viewed.claim, shown.report.text, shown.start, shown.end),
        decided=[(decision, changes(decision, viewed.machine)) for decision in viewed.history],
        latest=number is not None,
        line=next(v for v in versions if v.id == viewed.claim.report),
        notes=here.case.notes_on(viewed.id),
        judged=[_other(here, viewed.id, j) for j in here.case.judged_with(viewed.id)[:JUDGED]],
    )


@dataclass(frozen=True, slots=True)
class Other:
    """What was judged of this claim's incident and another's."""

    judged: Judged
    viewed: ViewedClaim


def _other(here: Room, id: str, judged: Judged) -> Other:
    """The judgement, with the other claim."""
    a, b = judged.judgement.pair
    return Other(judged, here.case.standing(b if a == id else a))
