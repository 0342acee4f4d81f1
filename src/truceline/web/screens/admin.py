"""Admin: the people of a team's case, their tokens, the journal as a log, what happened at the door, a backup."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path as File
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from truceline.errors import InputError
from truceline.web.desk import Role, checked_name
from truceline.web.fields import check, wrong_in
from truceline.web.guard import Person, Who, needs
from truceline.web.pages import page
from truceline.web.room import Here
from truceline.web.screens.log import log_lines
from truceline.web.screens.signing import Number, Word, desk_of, own_address, private

router = APIRouter(prefix="/admin")
Admin = Annotated[Person, needs(Role.ADMIN)]
_PAGE = 50
_PIECE = 256 * 1024
_MORE = Annotated[int, Query(ge=0, le=2**53)]


@router.get("")
def people(request: Request, who: Who) -> Response:
    """The people; where the case is served without sign-in, what there would be."""
    return _people(request) if request.app.state.team else private(page(request, "admin_alone.html"))


@router.post("/people")
def add_person(request: Request, who: Admin, name: Word = "", role: Word = "") -> Response:
    """A new person, and the link by which that person chooses a password."""
    desk = desk_of(request)
    try:
        check({"name": lambda: checked_name(name), "role": lambda: Role.named(role)})
        member = desk.people.add(name, Role.named(role))
    except InputError as error:
        return _people(request, status=422, problem=error, wrong=wrong_in(error, "name"), typed=(name, role))
    desk.events.note(who.name, f"added {member.name!r} ({member.role})")
    return _people(request, member=member, link_made=_link(request, member.id))


@router.post("/people/{id}/role")
def change_role(request: Request, who: Admin, id: Number, role: Word = "") -> Response:
    desk = desk_of(request)
    try:
        member = desk.people.set_role(id, Role.named(role))
    except InputError as error:
        return _people(request, status=422, problem=error)
    desk.events.note(who.name, f"made {member.name!r} {member.role}")
    return RedirectResponse("/admin", 303)


@router.post("/people/{id}/active")
def change_active(request: Request, who: Admin, id: Number, active: Word = "") -> Response:
    """``active`` is "yes" or "no"; whoever is not active is signed out everywhere, and its tokens do not work."""
    desk = desk_of(request)
    try:
        member = desk.people.set_active(id, active == "yes")
    except InputError as error:
        return _people(request, status=422, problem=error)
    if not member.active:
        desk.sessions.close_all(id)
    desk.events.note(who.name, f"{'let in' if member.active else 'shut out'} {member.name!r}")
    return RedirectResponse("/admin", 303)


@router.post("/people/{id}/link")
def make_link(request: Request, who: Admin, id: Number) -> Response:
    """A link by which the person chooses a new password; the old one holds until it is used."""
    desk = desk_of(request)
    member = desk.people.get(id)
    desk.events.note(who.name, f"made a link for the password of {member.name!r}")
    return _people(request, member=member, link_made=_link(request, id))


@router.post("/people/{id}/sessions")
def end_sessions(request: Request, who: Admin, id: Number) -> Response:
    """Sign the person out everywhere."""
    desk = desk_of(request)
    member = desk.people.get(id)
    desk.sessions.close_all(id)
    desk.events.note(who.name, f"signed {member.name!r} out everywhere")
    return RedirectResponse("/admin", 303)


@router.get("/tokens")
def tokens(request: Request, who: Admin) -> Response:
    return private(page(request, "admin_tokens.html", tokens=desk_of(request).tokens.all()))


@router.post("/tokens/{id}/revoke")
def revoke_token(request: Request, who: Admin, id: Number) -> Response:
    desk = desk_of(request)
    token = desk.tokens.revoke(id)
    desk.events.note(who.name, f"revoked the token {token.name!r} of {token.owner!r}")
    return RedirectResponse("/admin/tokens", 303)


@router.get("/journal")
def journal(request: Request, who: Admin, here: Here, before: _MORE = 0, author: str = "", kind: str = "") -> Response:
    """The entries of the record, the newest first, those before the entry ``before``."""
    shown = log_lines(here.case, before=before, author=author, kind=kind, limit=_PAGE)
    return private(page(request, "admin_journal.html", **shown, author=author, kind=kind, before=before))


@router.get("/events")
def events(request: Request, who: Admin, before: _MORE = 0) -> Response:
    """Who signed in, and who changed what others may do."""
    found = desk_of(request).events.newest(before=before, limit=_PAGE + 1)
    more = found[_PAGE - 1].id if len(found) > _PAGE else 0
    return private(page(request, "admin_events.html", events=found[:_PAGE], more=more, before=before))


@router.get("/backup")
def backup_page(request: Request, who: Admin, here: Here) -> Response:
    head = here.case.head()
    return private(page(request, "admin_backup.html", head=head, size=here.case.path.stat().st_size))


@router.post("/backup")
def backup(request: Request, who: Admin, here: Here) -> Response:
    """The record as it is at this moment, as one file."""
    folder = File(tempfile.mkdtemp(prefix="truceline-"))
    try:
        here.case.backup(folder / "copy")
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    copy = (folder / "copy").open("rb")
    size = os.fstat(copy.fileno()).st_size
    # It is open: where the system lets it, it goes from the disk now, whatever becomes of the download.
    shutil.rmtree(folder, ignore_errors=True)
    desk_of(request).events.note(who.name, "took a backup of the record")
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", here.case.path.stem).strip("-.") or "case"
    name = f"{stem}-{datetime.now(UTC):%Y%m%d-%H%M%S}.db"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Length": str(size)}
    return private(StreamingResponse(_given_out(copy, folder), headers=headers, media_type="application/vnd.sqlite3"))


def _given_out(copy: BinaryIO, folder: File) -> Iterator[bytes]:
    with copy:
        while piece := copy.read(_PIECE):
            yield piece
    shutil.rmtree(folder, ignore_errors=True)


def _people(request: Request, *, status: int = 200, **values: Any) -> Response:
    desk = desk_of(request)
    shown: dict[str, Any] = {"problem": None, "wrong": {}, "typed": ("", ""), "link_made": None, "member": None}
    shown |= {"people": desk.people.all(), "sessions": desk.sessions.counts(), "roles": list(Role), **values}
    return private(page(request, "admin.html", status=status, **shown))


def _link(request: Request, person: int) -> str:
    """The whole address of a new link for a person."""
    return f"{own_address(request)}/set-up/{desk_of(request).links.make(person)}"
