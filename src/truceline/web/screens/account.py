"""Account: one's own password, and the tokens of one's own programs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from truceline.errors import InputError
from truceline.web.desk import Role, checked_name
from truceline.web.fields import check, wrong_in
from truceline.web.guard import Person, Refused, needs
from truceline.web.guard.signing import change_password
from truceline.web.pages import page
from truceline.web.screens.signing import (
    Number,
    Word,
    address_of_client,
    cookies_of,
    desk_of,
    password_checks,
    private,
    signed_in,
)

router = APIRouter(prefix="/account")
Reader = Annotated[Person, needs(Role.READER)]


@router.get("")
def account(request: Request, who: Reader) -> Response:
    return _page(request, who)


@router.post("/password")
def password(request: Request, who: Reader, old: Word = "", new: Word = "", again: Word = "") -> Response:
    """Change the password; every session ends, and this browser gets a new one."""
    if not who.signed_in:
        raise Refused(403, "This case is served without sign-in.", "There is no password to change.")
    try:
        check(password_checks(new, again, who.name))
        token = change_password(desk_of(request), who.id, old, new, again, address=address_of_client(request))
    except Refused as error:
        answer = _page(request, who, status=error.status, problem=error)
        answer.headers.update(error.headers)
        return answer
    except InputError as error:
        return _page(request, who, status=422, problem=error, wrong=wrong_in(error))
    return signed_in(request, token, "/account?done=password")


@router.post("/sessions")
def end_sessions(request: Request, who: Reader) -> Response:
    """Sign out everywhere."""
    desk, cookies = desk_of(request), cookies_of(request)
    if who.signed_in:
        desk.sessions.close_all(who.id)
        desk.events.note(who.name, "signed out everywhere")
    answer = RedirectResponse("/sign-in", 303, {"Clear-Site-Data": '"cache"'})
    cookies.take(answer, cookies.session)
    return answer


@router.post("/tokens")
def make_token(request: Request, who: Reader, name: Word = "", role: Word = "") -> Response:
    """A new token; it is on the page that answers, and never again."""
    desk = desk_of(request)
    try:
        check({"name": lambda: checked_name(name), "role": lambda: Role.named(role)})
        token, secret = desk.tokens.make(who.name, name, Role.named(role), at_most=who.role)
    except InputError as error:
        wrong = wrong_in(error, "name", "role")
        return _page(request, who, status=422, problem=error, wrong=wrong, typed=(name, role))
    desk.events.note(who.name, f"made the token {token.name!r} ({token.role})")
    return _page(request, who, made=token, secret=secret)


@router.post("/tokens/{id}/revoke")
def revoke_token(request: Request, who: Reader, id: Number) -> Response:
    desk = desk_of(request)
    token = desk.tokens.revoke(id, who.name)
    desk.events.note(who.name, f"revoked the token {token.name!r}")
    return RedirectResponse("/account", 303)


def _page(request: Request, who: Person, *, status: int = 200, **values: Any) -> Response:
    desk = desk_of(request)
    shown: dict[str, Any] = {"problem": None, "wrong": {}, "typed": ("", ""), "made": None, "secret": "", "done": ""}
    if request.query_params.get("done"):
        shown["done"] = "The password is changed. Other browsers are signed out."
    shown["member"] = desk.people.get(who.id) if who.signed_in else None
    shown["roles"] = [role for role in Role if role <= who.role]
    shown["tokens"] = desk.tokens.all(who.name)
    return private(page(request, "account.html", status=status, **{**shown, **values}))
