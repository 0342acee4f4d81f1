"""Judged: the record held against an agreement, and what else is worked out from the whole of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from truceline.errors import UnknownId
from truceline.web.api import judged_shapes as shapes
from truceline.web.api.answering import LATER, later, part, waited, worked_out
from truceline.web.api.asking import (
    ChangesAsked,
    CruxAsked,
    DutyAsked,
    GroundsAsked,
    Judged,
    JudgedPart,
    PeopleAsked,
    WaitingPart,
    Words,
)
from truceline.web.boards.values import account_part
from truceline.web.giving import members
from truceline.web.room import Here

router = APIRouter(tags=["worked out"], responses=LATER)
Asked = Annotated[Judged, Query()]


@router.get("/matrix", response_model=shapes.Matrix)
async def matrix(here: Here, asked: Asked) -> Response:
    """Every duty by account and reading, and in which of six ways they differ."""
    return await worked_out(here, "matrix", asked)


@router.get("/matrix/{duty:path}", response_model=shapes.Duty)
async def duty(here: Here, duty: Words, asked: Annotated[DutyAsked, Query()]) -> Response:
    """One duty, by its name: every verdict with its arithmetic, and the first of the claims behind it."""
    head, board = await waited(here, "duty", asked, name=duty)
    if not board.there:
        return later(head)
    name = account_part(asked.account.strip()) if asked.account.strip() else ""
    if board.size(name) is None:
        raise UnknownId(
            f"there is no account {asked.account!r}.", where="account", todo="See the accounts of the matrix."
        )
    return members(head, board, name)


@router.get("/grounds", response_model=shapes.Grounds)
async def grounds(here: Here, asked: Annotated[GroundsAsked, Query()]) -> Response:
    """All claims, or incidents, that one verdict rests on, or one dispute; by their ids."""
    return await part(here, "grounds", asked)


@router.get("/crux", response_model=shapes.Cruxes)
async def crux(here: Here, asked: Annotated[CruxAsked, Query()]) -> Response:
    """The smallest changes of facts or readings that turn the verdicts on a duty, or make all accounts agree."""
    return await worked_out(here, "crux", asked)


@router.get("/contested", response_model=shapes.Disputes)
async def contested(here: Here, asked: Asked) -> Response:
    """Every way in which accounts, or readings, differ on a duty, and what each says."""
    return await worked_out(here, "disputes", asked)


@router.get("/accounts", response_model=shapes.Accounts)
async def accounts(here: Here, asked: Asked) -> Response:
    """Who has an account, and of how many incidents it holds, denies or says nothing."""
    return await worked_out(here, "accounts", asked)


@router.get("/accounts/{name:path}", response_model=shapes.Account)
async def account(here: Here, name: Words, asked: Annotated[JudgedPart, Query()]) -> Response:
    """One account: its version of each incident, and why."""
    return await part(here, "account", asked, name=name)


@router.get("/incidents", response_model=shapes.Incidents)
async def incidents(here: Here, asked: Annotated[JudgedPart, Query()]) -> Response:
    """What is told to have been done, each deed once, with the claims that speak of it."""
    return await part(here, "incidents", asked)


@router.get("/people", response_model=shapes.People)
async def people(here: Here, asked: Annotated[PeopleAsked, Query()]) -> Response:
    """The ledger of each account: people by population and category, as ranges."""
    return await part(here, "people", asked)


@router.get("/people/findings", response_model=shapes.Findings)
async def findings(here: Here, asked: Asked) -> Response:
    """Which figures cannot all be true, and the smallest assumptions that would reconcile them."""
    return await worked_out(here, "findings", asked)


@router.get("/talks", response_model=shapes.Talks)
async def talks(here: Here, asked: Asked) -> Response:
    """Where the talks stand, and the truce beside them, by account."""
    return await worked_out(here, "talks", asked)


@router.get("/runway", response_model=shapes.Runway)
async def runway(here: Here, asked: Asked) -> Response:
    """How many more days the truce could be extended, by account and reading, with the sum."""
    return await worked_out(here, "runway", asked)


@router.get("/changes", response_model=shapes.Changes)
async def changes(here: Here, asked: Annotated[ChangesAsked, Query()]) -> Response:
    """What two moments judge differently, and which claims did it."""
    return await worked_out(here, "changes", asked)


@router.get("/parties", response_model=shapes.Parties)
async def parties(here: Here, asked: Annotated[WaitingPart, Query()]) -> Response:
    """Everyone who speaks or acts in the claims, the most frequent first."""
    return await part(here, "parties", asked)
