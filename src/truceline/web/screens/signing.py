"""Signing in and out, and choosing a password by a link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response

from truceline.errors import InputError, ValueProblem
from truceline.web.desk import Desk, checked_name
from truceline.web.desk.own import own_path
from truceline.web.fields import check, wrong_in
from truceline.web.guard import Refused, Who
from truceline.web.guard.cookies import Cookies
from truceline.web.guard.oidc import PASSING, Oidc, Passing, member_of
from truceline.web.guard.passwords import checked_password
from truceline.web.guard.signing import opened, sign_in, sign_out, use_link, working_link
from truceline.web.pages import page

router = APIRouter()
Word = Annotated[str, Form(max_length=1000)]
Number = Annotated[int, Path(ge=1, le=2**53)]


@router.get("/sign-in")
def sign_in_page(request: Request, who: Who, next: str = "/") -> Response:
    """The form; ``next`` is the page of this server that was asked for."""
    if who.known:
        return RedirectResponse(own_path(next), 303)
    return _sign_in(request, next)


@router.post("/sign-in")
def signing_in(
    request: Request, who: Who, name: Word = "", password: Word = "", next: Annotated[str, Form()] = "/"
) -> Response:
    if not request.app.state.team:
        return RedirectResponse("/", 303)
    cookies = cookies_of(request)
    before = request.cookies.get(cookies.session, "")
    try:
        token = sign_in(desk_of(request), name, password, address=address_of_client(request), before=before)
    except Refused as error:
        answer = _sign_in(request, next, status=error.status, name=name[:64], problem=error)
        answer.headers.update(error.headers)
        return answer
    return signed_in(request, token, own_path(next))


def _sign_in(
    request: Request, next: str, *, name: str = "", problem: Refused | None = None, status: int = 200
) -> Response:
    values: dict[str, Any] = {"next": own_path(next), "name": name, "problem": problem, "service": service(request)}
    return private(page(request, "sign-in.html", status=status, **values))


@router.get("/sign-in/service")
def to_service(request: Request, next: str = "/") -> Response:
    """On to the sign-in service."""
    cookies, desk = cookies_of(request), desk_of(request)
    address, passing = _oidc(request).begin(_back(request), own_path(next))
    answer = RedirectResponse(address, 303)
    cookies.give(answer, cookies.passing, passing.sealed(desk.key), lasts=PASSING)
    return private(answer)


@router.get("/sign-in/back")
def from_service(request: Request) -> Response:
    """Back from the sign-in service: signed in, if all fits."""
    oidc, cookies, desk = _oidc(request), cookies_of(request), desk_of(request)
    passing = Passing.unsealed(desk.key, request.cookies.get(cookies.passing, ""))
    identity = oidc.finish(request.url.query, _back(request), passing)
    member = member_of(desk, oidc, identity)
    before = request.cookies.get(cookies.session, "")
    token = opened(desk, member, address=address_of_client(request), before=before)
    answer = signed_in(request, token, own_path(passing.next))
    cookies.take(answer, cookies.passing)
    return answer


@router.post("/sign-out")
def signing_out(request: Request, who: Who) -> Response:
    cookies = cookies_of(request)
    if who.signed_in:
        sign_out(desk_of(request), who.name, request.cookies.get(cookies.session, ""))
    answer = RedirectResponse("/sign-in", 303, {"Clear-Site-Data": '"cache"'})
    cookies.take(answer, cookies.session)
    return answer


@router.get("/set-up/{link}")
def set_up_page(request: Request, link: str) -> Response:
    """Where somebody with a link chooses a password, and the first admin a name too."""
    return private(page(request, "set-up.html", **_asked(request, link), name="", problem=None, wrong={}))


@router.post("/set-up/{link}")
def setting_up(request: Request, link: str, name: Word = "", password: Word = "", again: Word = "") -> Response:
    asked = _asked(request, link)
    try:
        member = asked["member"]
        named = {} if member else {"name": lambda: checked_name(name)}
        check(named | password_checks(password, again, member.name if member else name))
        token = use_link(desk_of(request), link, name, password, again, address=address_of_client(request))
    except InputError as error:
        return private(
            page(
                request,
                "set-up.html",
                status=422,
                **asked,
                name=name[:64],
                problem=error,
                wrong=wrong_in(error, "name"),
            )
        )
    return signed_in(request, token, "/")


def _oidc(request: Request) -> Oidc:
    found: Oidc | None = getattr(request.app.state, "oidc", None)
    if found is None:
        raise Refused(404, "There is no sign-in service here.", "Sign in with name and password.")
    return found


def _back(request: Request) -> str:
    """The address that the service sends people back to."""
    return f"{own_address(request)}/sign-in/back"


def _asked(request: Request, link: str) -> dict[str, Any]:
    if not request.app.state.team:
        raise Refused(404, "This case is served without sign-in.", "There are no passwords to choose.")
    desk = desk_of(request)
    found = working_link(desk, link)
    return {"action": request.url.path, "member": None if found.person is None else desk.people.get(found.person)}


def password_checks(password: str, again: str, name: str) -> dict[str, Callable[[], object]]:
    """What a new password, and the same again, must be for the person of that name."""

    def same() -> None:
        if again != password:
            raise ValueProblem("the two are not the same.", where="again", todo="Write the new password twice.")

    return {"password": lambda: checked_password(password, password, name), "again": same}


# --- what the screens of people share -------------------------------------------------------------------
def desk_of(request: Request) -> Desk:
    found: Desk = request.app.state.desk
    return found


def cookies_of(request: Request) -> Cookies:
    found: Cookies = request.state.cookies
    return found


def address_of_client(request: Request) -> str:
    """The network address that asks."""
    return request.client.host if request.client else ""


def own_address(request: Request) -> str:
    """This server as the browser calls it: "https://truce.example.org"."""
    scheme = "https" if cookies_of(request).secure else request.url.scheme
    return f"{scheme}://{request.url.netloc}"


def service(request: Request) -> str:
    """What the sign-in service is called, "" where there is none."""
    found: Oidc | None = getattr(request.app.state, "oidc", None)
    return found.settings.title if found is not None else ""


def signed_in(request: Request, token: str, to: str) -> Response:
    """On to a page, with the cookie of a session that has just begun."""
    cookies, answer = cookies_of(request), RedirectResponse(to, 303)
    cookies.give(answer, cookies.session, token)
    cookies.take(answer, cookies.visitor)
    return private(answer)


def private(answer: Response) -> Response:
    """An answer that nobody keeps."""
    answer.headers["Cache-Control"] = "no-store"
    return answer
