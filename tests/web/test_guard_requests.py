"""What the guard lets through to an application: hosts, sites, words, sizes, people, headers."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from fastapi import FastAPI, Request
from starlette.responses import JSONResponse, PlainTextResponse, StreamingResponse
from starlette.testclient import TestClient

from truceline.errors import ValueProblem
from truceline.web.desk import Desk, Member, Role
from truceline.web.guard import Guard, Person, Refused, check_bind, needs
from truceline.web.guard.body import Limits
from truceline.web.guard.headers import CONTENT
from truceline.web.guard.hosts import Hosts

PORT = 8123
HOME = f"http://127.0.0.1:{PORT}"
LIMITS = Limits(upload=50_000, other=2_000)


def little_app() -> FastAPI:
    """Routes that say who asks, and what arrived."""
    app = FastAPI()

    @app.get("/who")
    @app.post("/who")
    async def who(request: Request) -> dict[str, Any]:
        person: Person = request.state.person
        return {"name": person.name, "role": str(person.role), "csrf": person.csrf, "signed_in": person.signed_in}

    @app.api_route("/echo", methods=["POST", "PUT", "PATCH", "DELETE"])
    @app.post("/account/echo")
    @app.post("/api/v1/echo")
    async def echo(request: Request) -> PlainTextResponse:
        return PlainTextResponse(await request.body())

    @app.post("/parts")
    async def parts(request: Request) -> JSONResponse:
        async with request.form() as form:
            return JSONResponse({name: getattr(v, "filename", v) for name, v in form.multi_items()})

    @app.get("/admin/x", dependencies=[needs(Role.ADMIN)])
    @app.get("/api/v1/x")
    @app.get("/static/x")
    @app.get("/accounts")
    async def x() -> str:
        return "x"

    @app.get("/needs/{role}")
    async def for_role(request: Request, role: str) -> str:
        return (await needs(Role.named(role)).dependency(request)).name

    @app.get("/feeds/{feed}")
    async def feed(request: Request, feed: str) -> str:
        return f"{request.state.view.address} for {request.state.person.name}"

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError("the inside of the program")

    @app.get("/stream")
    async def stream() -> StreamingResponse:
        async def lines() -> AsyncIterator[str]:
            for n in range(200):
                if n == 5:
                    getattr(app.state, "meanwhile", lambda: None)()
                yield f"data: {n}\n\n"
                await asyncio.sleep(0)

        return StreamingResponse(lines(), media_type="text/event-stream")

    return app


@pytest.fixture
def desk() -> Iterator[Desk]:
    with Desk.in_memory() as made:
        yield made


def client(desk: Desk, *, home: str = HOME, team: bool = False, **more: Any) -> TestClient:
    app = little_app()
    app.add_middleware(Guard, desk=desk, team=team, port=PORT, author="local", limits=LIMITS, **more)
    return TestClient(app, base_url=home, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def alone(desk: Desk) -> TestClient:
    return client(desk)


@pytest.fixture
def team(desk: Desk) -> TestClient:
    return client(desk, team=True)


def word(browser: TestClient) -> str:
    return str(browser.get("/who").json()["csrf"])


def sign_in(browser: TestClient, desk: Desk, role: Role) -> Member:
    member = desk.people.named(role.value) or desk.people.add(role.value, role)
    browser.cookies.set(f"truceline-{PORT}", desk.sessions.open(member.id))
    return member


# --- where it listens, and the names it answers to ------------------------------------------------------
@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "localhost", "LOCALHOST", "::1", "[::1]"])
@pytest.mark.parametrize("team", [True, False])
def test_it_may_listen_to_its_own_machine(host: str, team: bool) -> None:
    check_bind(host, team)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "truce.example.org", "127.0.0.1.example.org", ""])
def test_without_sign_in_it_listens_to_nothing_else(host: str) -> None:
    with pytest.raises(ValueProblem, match="open to everybody"):
        check_bind(host, tls=True, proxied=True)


def test_a_team_is_served_over_a_network_only_where_it_is_encrypted() -> None:
    with pytest.raises(ValueProblem, match="in the clear"):
        check_bind("0.0.0.0", team=True)
    check_bind("0.0.0.0", team=True, tls=True)
    check_bind("0.0.0.0", team=True, proxied=True)


@pytest.mark.parametrize(
    ("host", "alone", "team"),
    [
        (f"127.0.0.1:{PORT}", True, True),
        (f"LocalHost:{PORT}", True, True),
        (f"[::1]:{PORT}", True, True),
        ("127.0.0.1", False, False),
        ("127.0.0.1:80", False, False),
        ("truce.example.org", False, True),
        ("TRUCE.example.org:443", False, True),
        ("at.example.org:8443", False, True),
        ("at.example.org", False, False),
        ("evil.truce.example.org", False, False),
        ("truce.example.org.evil.example", False, False),
        (f"127.0.0.1:{PORT}@evil.example", False, False),
        ("truce.example.org:443 ", False, False),
        ("", False, False),
    ],
)
def test_it_answers_to_its_own_names_alone(host: str, alone: bool, team: bool) -> None:
    names = ("truce.example.org", "at.example.org:8443")
    assert Hosts(PORT).answers(host) is alone
    assert Hosts(PORT, names).answers(host) is team


def test_a_server_at_any_port_answers_at_every_port() -> None:
    assert Hosts(0).answers("127.0.0.1:9")
    assert Hosts(0).answers("localhost")
    assert not Hosts(0).answers("evil.example:9")


@pytest.mark.parametrize("name", ["https://truce.example.org", "a/b", "*.example.org", "", "a b"])
def test_a_name_that_is_none_is_told(name: str) -> None:
    with pytest.raises(ValueProblem, match="no name of a server"):
        Hosts(PORT, [name])


def test_a_page_that_points_its_own_name_here_gets_nothing(alone: TestClient) -> None:
    answer = alone.get("/who", headers={"host": f"evil.example:{PORT}"})
    assert answer.status_code == 421
    assert "local" not in answer.text.replace("localhost", "")


# --- what other sites make a browser ask ----------------------------------------------------------------
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")


@pytest.mark.parametrize("method", UNSAFE)
@pytest.mark.parametrize("given", [{}, {"x-csrf-token": ""}, {"x-csrf-token": "0" * 64}, {"x-csrf-token": "\xe9"}])
def test_a_change_without_the_word_is_refused(alone: TestClient, method: str, given: dict[str, str]) -> None:
    headers = {k: v.encode("latin-1") for k, v in given.items()}
    assert alone.request(method, "/echo", headers=headers).status_code == 403


@pytest.mark.parametrize("method", UNSAFE)
def test_a_change_with_the_word_is_let_through(alone: TestClient, method: str) -> None:
    assert alone.request(method, "/echo", headers={"x-csrf-token": word(alone)}).status_code == 200


def test_the_word_may_be_a_field_of_the_form_and_the_form_arrives_whole(alone: TestClient) -> None:
    answer = alone.post("/parts", data={"a": "1", "csrf": word(alone), "b": "رنا"})
    assert answer.json()["b"] == "رنا"


def test_a_form_with_two_words_is_refused(alone: TestClient) -> None:
    assert alone.post("/parts", data={"csrf": [word(alone), "x"]}).status_code == 403


def test_a_form_with_files_has_the_word_first_and_arrives_whole(alone: TestClient) -> None:
    good, files = word(alone), {"f": ("a.txt", b"z" * 20_000)}
    answer = alone.post("/parts", data={"csrf": good, "a": "1"}, files=files)
    assert answer.json() == {"csrf": good, "a": "1", "f": "a.txt"}
    assert alone.post("/parts", data={"a": "1", "csrf": good}, files=files).status_code == 403
    assert alone.post("/parts", data={"csrf": "no"}, files=files).status_code == 403


PARTS, FIELD = "multipart/form-data; boundary=x", b"Content-Disposition: form-data"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n\r\n"),
        ("multipart/form-data; boundary=", b"--\r\n\r\nx\r\n--"),
        (PARTS, b'--x\r\n%b; name="csrf"\r\n\r\n' % FIELD + b"a" * 9000),
        (PARTS, b'--x\r\n%b; name="csrf"; filename="csrf"\r\n\r\nWORD\r\n--x--' % FIELD),
        (PARTS, b"csrf=WORD"),
        ("application/x-www-form-urlencoded", b"csrf%00=WORD"),
        ("application/x-www-form-urlencoded", b"&" * 1500),
        ("application/json", b'{"csrf": "WORD"}'),
        ("text/plain", b"csrf=WORD"),
        ("", b"csrf=WORD"),
    ],
)
def test_a_word_in_any_other_place_does_not_count(alone: TestClient, kind: str, body: bytes) -> None:
    sent = body.replace(b"WORD", word(alone).encode())
    assert alone.post("/echo", content=sent, headers={"content-type": kind}).status_code in (400, 403)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": HOME}, 200),
        ({"origin": HOME, "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"origin": "null"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "http://127.0.0.1:9999"}, 403),
        ({"origin": f"http://localhost:{PORT}"}, 403),
        ({"origin": "http://[bad"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": HOME}, 403),
        ({"sec-fetch-site": "anything else"}, 403),
    ],
)
def test_a_change_another_site_asks_for_is_refused_even_with_the_word(
    alone: TestClient, headers: dict[str, str], status: int
) -> None:
    answer = alone.post("/echo", headers={"x-csrf-token": word(alone), **headers})
    assert answer.status_code == status


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("cross-site", "navigate", 200),
        ("same-site", "navigate", 200),
        ("none", "navigate", 200),
        ("same-origin", "cors", 200),
        ("cross-site", "no-cors", 403),
        ("same-site", "cors", 403),
        ("cross-site", "", 403),
    ],
)
def test_another_site_may_link_here_and_embed_nothing(alone: TestClient, site: str, mode: str, status: int) -> None:
    headers = {"sec-fetch-site": site, "sec-fetch-mode": mode}
    assert alone.get("/who", headers=headers).status_code == status


def test_the_word_of_one_session_is_not_that_of_another(team: TestClient, desk: Desk) -> None:
    sign_in(team, desk, Role.ANALYST)
    first = word(team)
    sign_in(team, desk, Role.ANALYST)
    assert word(team) != first
    assert team.post("/echo", headers={"x-csrf-token": first}).status_code == 403


# --- sizes ----------------------------------------------------------------------------------------------
def pieces(total: int, of: int = 1000) -> Iterator[bytes]:
    for _ in range(total // of):
        yield b"x" * of


@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "", "image/png"])
@pytest.mark.parametrize("streamed", [False, True])
def test_too_large_a_body_is_refused_while_it_comes(alone: TestClient, kind: str, streamed: bool) -> None:
    headers = {"content-type": kind, "x-csrf-token": word(alone)}
    content: Any = pieces(3000) if streamed else b"x" * 3000
    answer = alone.post("/echo", content=content, headers=headers)
    assert answer.status_code == 413
    assert "more than can be sent" in answer.text
    assert alone.post("/echo", content=b"x" * 2000, headers=headers).status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/octet-stream", "multipart/form-data; boundary=x"])
def test_uploads_may_be_larger_and_are_bounded_too(alone: TestClient, kind: str) -> None:
    headers = {"content-type": kind, "x-csrf-token": word(alone)}
    assert len(alone.post("/echo", content=pieces(50_000), headers=headers).content) == 50_000
    assert alone.post("/echo", content=pieces(60_000), headers=headers).status_code == 413


def test_an_upload_that_is_too_large_is_refused_though_a_form_is_read(alone: TestClient) -> None:
    answer = alone.post("/parts", data={"csrf": word(alone)}, files={"f": ("a", b"x" * 60_000)})
    assert answer.status_code == 413
    assert answer.headers["content-security-policy"] == CONTENT


def test_strangers_bring_no_files(team: TestClient) -> None:
    assert team.post("/sign-in", data={"csrf": "x"}, files={"f": ("a", b"x" * 3000)}).status_code == 413


def test_a_length_that_lies_is_counted(alone: TestClient) -> None:
    headers = {"content-type": "application/json", "x-csrf-token": word(alone), "content-length": "10"}
    assert alone.post("/echo", content=pieces(3000), headers=headers).status_code == 413


# --- who may what ---------------------------------------------------------------------------------------
def test_one_user_alone_is_an_analyst_under_the_own_name(alone: TestClient) -> None:
    told = alone.get("/who").json()
    assert (told["name"], told["role"], told["signed_in"]) == ("local", "analyst", False)
    assert alone.get("/admin/x").status_code == 403


def test_a_stranger_is_sent_to_sign_in_and_then_back(team: TestClient) -> None:
    answer = team.get("/who?a=1&b=%2Fx")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?next=/who%3Fa%3D1%26b%3D%252Fx"


@pytest.mark.parametrize(
    "path", ["/who", "/nothing-here", "/admin/x", "/stream", "/accounts", "/sign-inside", "//evil.example"]
)
def test_nothing_is_open_to_a_stranger(team: TestClient, path: str) -> None:
    answer = team.get(HOME + path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert not answer.headers["location"].startswith("/sign-in?next=//")


def test_a_program_without_a_token_is_told_so_in_json(team: TestClient) -> None:
    answer = team.get("/api/v1/x")
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
    assert set(answer.json()) == {"error", "where", "todo"}


def test_a_part_of_a_page_leads_the_whole_page_to_sign_in(team: TestClient) -> None:
    answer = team.get("/who", headers={"hx-request": "true"})
    assert (answer.status_code, answer.headers["hx-redirect"]) == (401, "/sign-in")


@pytest.mark.parametrize(
    ("method", "path", "least"),
    [
        ("GET", "/who", Role.READER),
        ("POST", "/account/echo", Role.READER),
        ("POST", "/echo", Role.ANALYST),
        ("POST", "/api/v1/echo", Role.ANALYST),
        ("GET", "/admin/x", Role.ADMIN),
        ("GET", "/needs/reader", Role.READER),
        ("GET", "/needs/analyst", Role.ANALYST),
        ("GET", "/needs/admin", Role.ADMIN),
    ],
)
@pytest.mark.parametrize("role", list(Role))
def test_each_role_does_what_it_may(
    team: TestClient, desk: Desk, role: Role, method: str, path: str, least: Role
) -> None:
    sign_in(team, desk, role)
    answer = team.request(method, path, headers={"x-csrf-token": word(team)})
    assert answer.status_code == (200 if role >= least else 403)


@pytest.mark.parametrize("role", list(Role))
def test_a_token_does_what_its_role_may_and_needs_no_word(team: TestClient, desk: Desk, role: Role) -> None:
    desk.people.add("Owner", Role.ADMIN)
    _, secret = desk.tokens.make("Owner", "program", role, at_most=Role.ADMIN)
    headers = {"authorization": f"bearer {secret}"}
    assert team.get("/api/v1/x", headers=headers).status_code == 200
    assert team.post("/api/v1/echo", headers=headers).status_code == (200 if role >= Role.ANALYST else 403)


def test_a_token_is_of_no_use_for_pages(team: TestClient, desk: Desk) -> None:
    desk.people.add("Owner", Role.ADMIN)
    _, secret = desk.tokens.make("Owner", "program", Role.ADMIN, at_most=Role.ADMIN)
    for path in ("/who", "/admin/x", "/account/echo"):
        assert team.get(path, headers={"authorization": f"Bearer {secret}"}).status_code == 401


@pytest.mark.parametrize("shown", ["Bearer ", "Bearer trl_none", "Bearer \xe9", "bearer"])
def test_a_token_that_is_none_is_refused_though_a_session_is_there(team: TestClient, desk: Desk, shown: str) -> None:
    sign_in(team, desk, Role.ADMIN)
    answer = team.get("/api/v1/x", headers={"authorization": shown.encode("latin-1")})
    assert answer.status_code == 401


def test_a_token_does_no_more_than_its_owner_may_now(team: TestClient, desk: Desk) -> None:
    owner = desk.people.add("Owner", Role.ANALYST)
    _, secret = desk.tokens.make("Owner", "program", Role.ANALYST, at_most=owner.role)
    headers = {"authorization": f"Bearer {secret}"}
    assert team.post("/api/v1/echo", headers=headers).status_code == 200
    desk.people.set_role(owner.id, Role.READER)
    assert team.post("/api/v1/echo", headers=headers).status_code == 403
    desk.people.set_active(owner.id, False)
    assert team.get("/api/v1/x", headers=headers).status_code == 401


def test_one_user_alone_has_tokens_too_and_nobody_elses_count(alone: TestClient, desk: Desk) -> None:
    for owner, status in (("local", 200), ("Somebody", 401)):
        _, secret = desk.tokens.make(owner, "program", Role.ANALYST, at_most=Role.ANALYST)
        assert alone.post("/api/v1/echo", headers={"authorization": f"Bearer {secret}"}).status_code == status


def test_a_change_of_role_holds_at_once(team: TestClient, desk: Desk) -> None:
    desk.people.add("Other", Role.ADMIN, password="kept")
    member = sign_in(team, desk, Role.ADMIN)
    assert team.get("/admin/x").status_code == 200
    desk.people.set_role(member.id, Role.READER)
    assert team.get("/admin/x").status_code == 403


@pytest.mark.parametrize("cookie", ["x", "", "a" * 5000, "' OR 1=1 --"])
def test_a_session_that_was_never_given_is_none(team: TestClient, cookie: str) -> None:
    answer = team.get("/who", headers={"cookie": f"truceline-{PORT}={cookie}"})
    assert answer.status_code == 303


def test_a_feed_is_read_by_its_address_alone_until_its_owner_is_shut_out(team: TestClient, desk: Desk) -> None:
    owner = desk.people.add("Owner", Role.READER)
    view = desk.views.save("Owner", "Releases", "/claims?act=RETREAT")
    assert team.get(f"/feeds/{view.feed}").json() == "/claims?act=RETREAT for Owner"
    assert team.get(f"/feeds/{view.feed}x").status_code == 404
    desk.people.set_active(owner.id, False)
    assert team.get(f"/feeds/{view.feed}").status_code == 404


def test_a_stream_ends_when_its_person_is_signed_out(team: TestClient, desk: Desk) -> None:
    member = sign_in(team, desk, Role.READER)
    assert "data: 199" in team.get("/stream").text
    team.app.state.meanwhile = lambda: desk.sessions.close_all(member.id)
    answer = team.get("/stream")
    assert "data: 4" in answer.text
    assert "data: 5" not in answer.text


# --- what goes out --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "status"), [("/who", 200), ("/nothing", 404), ("/fails", 500), ("/static/x", 200), ("/admin/x", 403)]
)
def test_every_answer_has_the_headers(alone: TestClient, path: str, status: int) -> None:
    answer = alone.get(path)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"] == CONTENT
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert answer.headers.get("cache-control") == (None if path == "/static/x" else "no-store")


def test_what_fails_inside_is_not_told_outside(alone: TestClient) -> None:
    answer = alone.get("/fails")
    assert "inside" not in answer.text
    assert "RuntimeError" not in answer.text


def test_what_is_refused_is_drawn_as_the_application_likes(desk: Desk) -> None:
    def page(request: Request, error: Refused) -> PlainTextResponse:
        return PlainTextResponse(f"drawn: {error.what}", error.status)

    assert client(desk, page=page).get("/admin/x").text.startswith("drawn: ")


@pytest.mark.parametrize(
    ("home", "tls", "name", "secure"),
    [
        (HOME, False, f"truceline-visitor-{PORT}", False),
        (HOME, True, "__Host-truceline-visitor", True),
        ("https://truce.example.org", False, "__Host-truceline-visitor", True),
        ("http://truce.example.org", False, "__Host-truceline-visitor", True),
    ],
)
def test_cookies_are_kept_from_scripts_and_from_the_clear(
    desk: Desk, home: str, tls: bool, name: str, secure: bool
) -> None:
    answer = client(desk, home=home, team=True, names=("truce.example.org",), tls=tls).get("/sign-in")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{name}=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= {part.strip() for part in cookie.split(";")}
    assert ("Secure" in cookie) is secure
    assert "Domain" not in cookie


def test_who_asks_is_known_without_a_look_at_the_desk_each_time(
    team: TestClient, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(team, desk, Role.READER)
    looked: list[str] = []
    find = desk.sessions.find
    monkeypatch.setattr(desk.sessions, "find", lambda token: looked.append(token) or find(token))
    for _ in range(20):
        assert team.get("/who").status_code == 200
    assert len(looked) == 1
    now = time.monotonic()
    monkeypatch.setattr("truceline.web.guard.known.monotonic", lambda: now + 6)
    team.get("/who")
    assert len(looked) == 2
