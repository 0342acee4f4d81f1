"""Matrix: every duty by account, and one duty with its sum, its claims and what would turn it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse, Response
from markupsafe import Markup

from truceline.errors import UnknownId
from truceline.web.address import Address, At
from truceline.web.boards.duty import dispute_part, verdict_part
from truceline.web.drawn import drawn
from truceline.web.giving import PATIENT, given, sound, table, worked_out
from truceline.web.pages import page
from truceline.web.room import PATIENCE, Board, Here, Room
from truceline.web.screens.behind import Behind, Cursor, behind

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
    if _left_empty(at):
        return RedirectResponse(at.same(), 303)
    board = sound(_matrix(here, at, by))
    opened = _opened(here, at, by, open, account) if open else None
    shown = Shown(by, show if show in _SHOW else "all", bool(otherwise))
    return page(
        request,
        "matrix.html",
        block="board",
        board=board,
        cells=_cells(request, board, shown, opened),
        readings=_readings(request, board),
        by=by,
        show=shown.show,
        otherwise=shown.otherwise,
        opened=opened,
        sums=_sums(request, by, opened, panel=True) if opened else None,
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
    kind: Name = "",
    cursor: Cursor = "",
) -> Response:
    """One duty by one account; ``part`` "crux" adds what would turn it, on one ``instance``.

    ``part`` "claims" is all that one verdict rests on, or, with a ``kind``, one dispute, from ``cursor`` on.
    """
    if _left_empty(at):
        return RedirectResponse(at.same(), 303)
    fragment = bool(request.headers.get("hx-request"))
    opened = _opened(here, at, by, duty, account)
    sound(opened.board)
    if part == "claims":
        return _claims(request, here, at, by, opened, Named(account, instance or "", kind), cursor)
    crux = _crux(here, at, by, opened, instance) if part == "crux" and opened.group else None
    template = "duty.html" if not fragment else "crux.html" if part == "crux" else "cell.html"
    return page(
        request,
        template,
        opened=opened,
        sums=_sums(request, by, opened, panel=fragment),
        readings=_readings(request, opened.board) if not fragment else None,
        crux=crux,
        instance=instance,
        by=by,
        panel=fragment,
    )


def _left_empty(at: Address) -> bool:
    """Whether a form sent choices that were left as they are: the address is then better without them."""
    return "" in at.all("reading")


# --- what is drawn of a board ---------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Shown:
    """Which lines of a matrix are shown, and how."""

    by: Judged
    show: str
    otherwise: bool


def _cells(request: Request, board: Board, shown: Shown, opened: Opened | None) -> Markup | None:
    if board.value is None or not board.value["agreements"]:
        return None
    named = (opened.duty, opened.account) if opened else ("", "")
    return drawn(
        request,
        board,
        "matrix_cells.html",
        lambda: {"lines": _lines(board.value, shown.show)},
        by=shown.by,
        show=shown.show,
        otherwise=shown.otherwise,
        duty=named[0],
        opened=named[1],
    )


def _readings(request: Request, board: Board) -> Markup | None:
    return drawn(request, board, "readings.html") if board.there and board.value.get("choices") else None


def _sums(request: Request, by: Judged, opened: Opened, *, panel: bool) -> Markup | None:
    if opened.group is None:
        return None
    return drawn(request, opened.board, "sums.html", by=by, account=opened.account, panel=panel)


# --- all claims behind something ------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Named:
    """What a list of claims is behind: the verdict of an account on an instance, or, with a ``kind``, a dispute."""

    account: str
    instance: str
    kind: str


def _claims(
    request: Request, here: Room, at: Address, by: Judged, opened: Opened, named: Named, cursor: str
) -> Response:
    return page(
        request,
        "behind.html",
        block="behind",
        board=opened.board,
        back=at.link(f"/matrix/{quote(opened.duty)}", account=named.account, **by.query),
        back_words=opened.duty,
        heading=", ".join(filter(None, (opened.duty, named.instance))),
        found=_behind(here, opened, named, cursor) if opened.group is not None else None,
        kind=named.kind,
    )


def _behind(here: Room, opened: Opened, named: Named, cursor: str) -> Behind:
    """Raises UnknownId where the duty has no such verdict, or dispute."""
    value, group = opened.board.value, opened.group or {}
    where = value["accounts"].index(group)
    among = value["disputes"] if named.kind else group["verdicts"]
    for n, one in enumerate(among):
        if one["instance"] == named.instance and one.get("kind", "") == named.kind:
            part = dispute_part(n) if named.kind else verdict_part(where, n)
            ids = opened.board.part(part) or one["claims"]
            words = one["words"] if named.kind else f"{one['sum']}, {group['words']}"
            return behind(here, ids, cursor, words, one.get("cell"))
    what = "there is no such difference between accounts" if named.kind else "this account has no verdict"
    what += f" on {named.instance!r}." if named.instance else " on the whole duty."
    raise UnknownId(what, where=opened.duty, todo="Open the duty for those that it has.")


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
