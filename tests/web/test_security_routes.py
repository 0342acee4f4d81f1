"""Every route and every role: who gets in, who does not, and that no change is made without the page's own word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from guarded import Browser, Team, serving
from route_table import TABLE, routes

from truceline.case import Case
from truceline.errors import ValueProblem
from truceline.web.desk import Role

ROUTES = sorted(TABLE)
API = [route for route in ROUTES if route[1].startswith("/api/")]
CHANGES = [route for route in ROUTES if route[0] != "GET"]
ALONE_REFUSED = {route for route, who in TABLE.items() if who == "admin"} - {("GET", "/admin")}
"""What one user alone does not have: there are no people to see to."""
OWN_REFUSALS = {("POST", "/account/password")}
"""Refused to one user alone as well, who has no password."""


def test_the_table_names_every_route(team: Team) -> None:
    assert set(routes(team.app)) == set(TABLE)


# --- what is served -------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("routes") / "own.db"
    Case.create(where, title="A case", zone="UTC", author="tests").close()
    return where


@pytest.fixture(scope="module", autouse=True)
def _nothing_is_worked_out() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        refused: Future[str] = Future()
        refused.set_exception(ValueProblem("nothing is worked out here."))
        patch.setattr("truceline.web.worker.Worker.submit", lambda *_, **__: refused)
        patch.setattr("truceline.web.room.PATIENCE", 0.0)
        yield


@pytest.fixture(scope="module")
def team(case: Path) -> Iterator[Team]:
    with serving(case) as made:
        made.app.state.room.live.close()
        yield made


@pytest.fixture(scope="module")
def alone(case: Path) -> Iterator[Team]:
    with serving(case, team=False) as made:
        made.app.state.room.live.close()
        yield made


def ask(browser: Browser, route: tuple[str, str], **headers: str) -> Any:
    """The answer to a request for something that is not there; it has the word of the page, if there is one."""
    method, path = route
    given = {"x-csrf-token": browser.word} if browser.word else {}
    return browser.request(method, re.sub(r"{\w+(:path)?}", "77", path), headers={**given, **headers})


def let_in(answer: Any) -> bool:
    # 503 is what a file of something answers that is still being worked out.
    assert answer.status_code < 500 or answer.status_code == 503, answer.text[:500]
    away = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in?")
    return answer.status_code not in (401, 403) and not away


# --- who gets in ----------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_a_role_gets_in_where_it_may_and_nowhere_else(team: Team, route: tuple[str, str], role: Role) -> None:
    who = TABLE[route]
    allowed = who == "everybody" or role >= Role(who)
    browser = team.browser(role)
    assert browser.word
    if route == ("POST", "/sign-in"):
        assert ask(browser, route).status_code == 401
        return
    if route == ("POST", "/account/password"):
        assert ask(browser, route).status_code == 422
        return
    assert let_in(ask(browser, route)) is allowed


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_a_stranger_gets_in_nowhere_but_to_sign_in(team: Team, route: tuple[str, str]) -> None:
    browser = Browser(team.app)
    browser.see("/sign-in")
    assert browser.word
    answer = ask(browser, route)
    assert answer.status_code < 500
    if TABLE[route] != "everybody":
        assert answer.status_code in (303, 401)
        assert "A case" not in answer.text
        assert answer.headers.get("location", "/sign-in").startswith("/sign-in")


@pytest.mark.parametrize("role", [Role.READER, Role.ANALYST])
@pytest.mark.parametrize("route", API, ids=" ".join)
def test_a_token_gets_in_where_its_role_may_though_its_owner_is_an_admin(
    team: Team, route: tuple[str, str], role: Role
) -> None:
    assert let_in(ask(program(team, role), route)) is (role >= Role(TABLE[route]))


@pytest.mark.parametrize("route", [route for route in ROUTES if route not in API], ids=" ".join)
def test_a_token_gets_in_to_no_page(team: Team, route: tuple[str, str]) -> None:
    assert ask(program(team, Role.ADMIN), route).status_code == 401


@cache
def program(team: Team, role: Role) -> Browser:
    return team.program(role, of=Role.ADMIN)


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_one_user_alone_gets_in_everywhere_but_where_people_are_seen_to(alone: Team, route: tuple[str, str]) -> None:
    browser = Browser(alone.app)
    browser.see("/account")
    assert let_in(ask(browser, route)) is (route not in ALONE_REFUSED | OWN_REFUSALS)


# --- changes that another site asks for -----------------------------------------------------------------
@pytest.mark.parametrize("given", [{}, {"x-csrf-token": "0" * 64}], ids=["no word", "a wrong word"])
@pytest.mark.parametrize("route", CHANGES, ids=" ".join)
def test_no_change_is_made_without_the_word(
    team: Team, alone: Team, route: tuple[str, str], given: dict[str, str]
) -> None:
    for browser in (team.browser(Role.ADMIN), Browser(alone.app)):
        browser.word = ""
        before = browser.app.state.room.case.head()
        assert ask(browser, route, **given).status_code == 403
        assert browser.app.state.room.case.head() == before


@pytest.mark.parametrize("route", CHANGES, ids=" ".join)
def test_no_change_is_made_for_another_site(team: Team, alone: Team, route: tuple[str, str]) -> None:
    here = Browser(alone.app)
    here.see("/account")
    for browser in (team.browser(Role.ADMIN), here):
        assert browser.word
        headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
        assert ask(browser, route, **headers).status_code == 403


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_no_route_answers_under_another_name(alone: Team, route: tuple[str, str]) -> None:
    assert ask(Browser(alone.app), route, host="evil.example").status_code == 421


@pytest.mark.parametrize("route", [r for r in ROUTES if r[0] == "GET"], ids=" ".join)
def test_every_answer_has_the_headers_and_nobody_else_keeps_it(team: Team, route: tuple[str, str]) -> None:
    answer = ask(team.browser(Role.ADMIN), route)
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "'unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"].startswith(("no-store", "private"))
    assert "access-control-allow-origin" not in answer.headers
