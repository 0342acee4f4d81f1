"""Views: tables of claims kept under a name by the person who made them, and a feed of what comes new to each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from truceline.errors import ValueProblem
from truceline.web.address import At
from truceline.web.desk import Desk, SavedView
from truceline.web.feed import atom
from truceline.web.filter import parsed, read
from truceline.web.guard import Role, needs
from truceline.web.pages import page, person_of
from truceline.web.room import Here

router = APIRouter()
OF = "/claims"
"""The page whose addresses are kept."""
ENTRIES = 50
Name = Annotated[str, Form(max_length=1000)]


@dataclass(frozen=True, slots=True)
class Tried:
    """A name that a view cannot have, and why; ``view`` is the one that was to be renamed, None for a new one."""

    name: str
    problem: ValueProblem
    view: int | None = None


@router.get("/views")
def views(request: Request, at: At, on: Annotated[str, Query(max_length=4000)] = "") -> Response:
    """The person's own; ``on`` is the address of the table looked at, which can be kept."""
    return _shown(request, on)


@router.post("/views", dependencies=[needs(Role.READER)])
def keep(request: Request, name: Name, address: Annotated[str, Form(max_length=4000)]) -> Response:
    """Keep a table of claims under a name; the form again where it cannot have it. Raises ValueProblem for no table."""
    if not _is_table(address):
        what = "only a table of claims can be kept as a view."
        raise ValueProblem(what, where="address", todo="Save it from the screen of claims.")
    try:
        _desk(request).views.save(person_of(request).name, name, address)
    except ValueProblem as error:
        return _shown(request, address, Tried(name, error))
    return RedirectResponse(address, 303)


@router.post("/views/{id}", dependencies=[needs(Role.READER)])
def rename(request: Request, id: int, name: Name) -> Response:
    """Call it otherwise; the form again where that cannot be. Raises UnknownId for somebody else's."""
    try:
        _desk(request).views.rename(id, person_of(request).name, name)
    except ValueProblem as error:
        return _shown(request, "", Tried(name, error, id))
    return RedirectResponse("/views", 303)


@router.post("/views/{id}/remove", dependencies=[needs(Role.READER)])
def remove(request: Request, id: int) -> Response:
    """Raises UnknownId for somebody else's."""
    _desk(request).views.remove(id, person_of(request).name)
    return RedirectResponse("/views", 303)


@router.post("/views/{id}/feed", dependencies=[needs(Role.READER)])
def new_feed(request: Request, id: int) -> Response:
    """Give the feed another address; the one before no longer works. Raises UnknownId for somebody else's."""
    _desk(request).views.new_feed(id, person_of(request).name)
    return RedirectResponse("/views", 303)


@router.get("/feeds/{secret}")
def feed(request: Request, here: Here, secret: str) -> Response:
    """The newest claims of a view, as Atom, at whatever moment the view itself is looked at."""
    view: SavedView = request.state.view
    asked = read(here.case, parsed(view.address, as_of="", sort="added", cursor="")).asked
    found = here.case.find(asked, limit=ENTRIES)
    title = here.case.settings.title or here.case.path.stem
    body = atom(view, found.claims, base=str(request.base_url).rstrip("/"), case=title)
    return _unkept(Response(body, media_type="application/atom+xml"))


def _shown(request: Request, on: str, tried: Tried | None = None) -> Response:
    mine = _desk(request).views.of(person_of(request).name)
    given: dict[str, Any] = {
        "views": mine,
        "on": on if _is_table(on) else "",
        "here": next((v for v in mine if v.address == on), None),
        "tried": tried,
        "wrong": {"name": tried.problem} if tried else {},
    }
    base = str(request.base_url).rstrip("/")
    return _unkept(page(request, "views.html", block="mine", status=422 if tried else 200, base=base, **given))


def _is_table(address: str) -> bool:
    return address == OF or address.startswith(f"{OF}?")


def _desk(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def _unkept(answer: Response) -> Response:
    """It depends on the desk, which an answer that was given before does not know of."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
