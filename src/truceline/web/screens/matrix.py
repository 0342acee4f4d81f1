"""Matrix: every duty by account, and one duty with its sum, its claims and what would turn it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from truceline.errors import UnknownId
from truceline.web.address import Address, At
from truceline.web.giving import PATIENT, given, sound, table, worked_out
from truceline.web.pages import page
from truceline.web.room import PATIENCE, Board, Here, Room

router = APIRouter()
_LONGEST = 600
_SHOW = ("all", "disputed")


@dataclass(frozen=True, slots=True)
class Judged:
    """What a matrix is asked with besides the address: the moment judged, and what all are to read alike."""

    judged: str = ""
    readings: tuple[str, ...] = ()

    @property
    def query(self) -> dict[str, Any]:
        """The same as the query of an address."""
        return {"at": self.judged, "reading": list(self.readings)}

    def without(self, path: str) -> list[str]:
        """The readings but for that of one choice."""
        return [one for one in self.readings if not one.startswith(f"{path}=")]


Name = Annotated[str, Query(max_length=_LONGEST)]
Readings = Annotated[list[str] | None, Query(max_length=64)]


def asked(at: Annotated[str, Query(max_length=40)] = "", reading: Readings = None) -> Judged:
    """What an address asks a matrix with; an empty reading is none."""
    return Judged(at.strip(), tuple(sorted({one for one in reading or () if one})))


By = Annotated[Judged, Depends(asked)]


@router.get("/matrix", name="matrix")
def matrix(
    request: Request,
    here: Here,
    at: At,
    by: By,
    show: Name = "",
    otherwise: Name = "",
    open: Name = "",
    account: Name = "",
) -> Response:
    """``show`` "disputed" leaves out duties on which nobody differs, ``otherwise`` adds what other readings change.

    ``open`` and ``account`` name the cell that is opened beside the matrix.
    """
    board = sound(_matrix(here, at, by))
    return page(
        request,
        "matrix.html",
        block="board",
        board=board,
        lines=_lines(board.value, show),
        by=by,
        show=show if show in _SHOW else "all",
        otherwise=bool(otherwise),
        opened=_opened(here, at, by, open, account) if open else None,
        crux=None,
        panel=True,
    )


@router.get("/matrix.json", name="matrix_json")
def matrix_json(here: Here, at: At, by: By, show: Name = "") -> Response:
    """What the matrix shows, as values."""
    value = worked_out(_matrix(here, at, by, patience=PATIENT))
    body = json.dumps({**value, "lines": _lines(value, show)}, ensure_ascii=False, indent=1)
    return given(body, "application/json", "matrix.json")


@router.get("/matrix.csv", name="matrix_csv")
def matrix_csv(here: Here, at: At, by: By, show: Name = "", otherwise: Name = "") -> Response:
    """What the matrix shows: a line for each duty, a column for each of the page."""
    value = worked_out(_matrix(here, at, by, patience=PATIENT))
    return given(table(_rows(value, _lines(value, show), bool(otherwise))), "text/csv", "matrix.csv")


@router.get("/matrix/{duty:path}", name="duty")
def duty(
    request: Request,
    here: Here,
    at: At,
    by: By,
    duty: str,
    account: Name = "",
    part: Name = "",
    instance: Name | None = None,
) -> Response:
    """One duty by one account; ``part`` "crux" adds what would turn it, on one ``instance``."""
    fragment = bool(request.headers.get("hx-request"))
    opened = _opened(here, at, by, duty, account)
    sound(opened.board)
    crux = _crux(here, at, by, opened, instance) if part == "crux" and opened.group else None
    template = "duty.html" if not fragment else "crux.html" if part == "crux" else "cell.html"
    return page(request, template, opened=opened, crux=crux, instance=instance, by=by, panel=fragment)


# --- boards ---------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Opened:
    """One duty, and those of its accounts that are shown: the one asked for, with all that come to the same."""

    duty: str
    account: str
    board: Board
    group: dict[str, Any] | None = None


def _matrix(here: Room, at: Address, by: Judged, patience: float = PATIENCE) -> Board:
    return here.board("matrix:matrix", at, patience=patience, judged=by.judged, readings=list(by.readings))


def _opened(here: Room, at: Address, by: Judged, duty: str, account: str) -> Opened:
    """Raises UnknownId for an account that there is none of; without one, the first is shown."""
    board = here.board("duty:duty", at, name=duty, judged=by.judged, readings=list(by.readings))
    if board.value is None:
        return Opened(duty, account, board)
    groups = board.value["accounts"]
    group = next((g for g in groups if account in g["names"]), None if account else groups[0])
    if group is None:
        what = f"there is no account of {account!r}."
        raise UnknownId(what, where=duty, todo="Choose one of the accounts of the matrix.")
    return Opened(duty, account or group["names"][0], board, group)


def _crux(here: Room, at: Address, by: Judged, opened: Opened, instance: str | None) -> Board:
    given: dict[str, Any] = {"judged": by.judged, "readings": list(by.readings), "instance": instance}
    return here.board("crux:crux", at, name=opened.duty, account=opened.account, **given)


def _lines(value: dict[str, Any] | None, show: str) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = (value or {}).get("lines", [])
    return [line for line in lines if line["differ"]] if show == "disputed" else lines


# --- giving out -----------------------------------------------------------------------------------------
def _rows(value: dict[str, Any], lines: list[dict[str, Any]], otherwise: bool) -> Iterator[list[str]]:
    yield ["duty", "as stated by", *(c["words"] for c in value.get("columns", ())), "differ in"]
    for line in lines:
        cells = [cell["words"] for cell in line["cells"]]
        yield [line["duty"], line["remark"], *cells, ", ".join(line["differ"])]
        for other in line["otherwise"] if otherwise else ():
            changed = [cell["words"] if cell else "same" for cell in other["cells"]]
            yield [f"{line['duty']}, {other['words']}", "", *changed, ""]
