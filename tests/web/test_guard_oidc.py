"""Signing in by a sign-in service: who gets in, as whom, and what is not believed."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from guarded import PORT, Browser, Team, serving, text_of
from joserfc.jwk import ECKey
from oidc_service import CLIENT, SECRET, Service, signing_service

from truceline.case import Case
from truceline.errors import MissingExtra, ValueProblem
from truceline.web.desk import Role
from truceline.web.guard.oidc import Oidc
from truceline.web.guard.oidc_settings import FILE, NAMES, PREFIX, OidcSettings, oidc_settings

GROUPS = {"desk-admins": Role.ADMIN, "desk": Role.ANALYST, "guests": Role.READER}
RANA = {"sub": "u-17", "preferred_username": "Rana Haddad", "realm_access": {"roles": ["guests", "desk", "other"]}}


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with signing_service() as made:
        yield made


@pytest.fixture
def service(running: Service) -> Service:
    """A service that nobody has asked anything yet."""
    running.renew(Service(address=running.address))
    return running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    where = tmp_path_factory.mktemp("oidc") / "own.db"
    Case.create(where, title="A case", author="tests").close()
    with serving(where) as made:
        yield made


@pytest.fixture
def team(served: Team, service: Service) -> Team:
    settings = OidcSettings(
        service.address, CLIENT, SECRET, "Example Login", role_claim="realm_access.roles", roles=GROUPS
    )
    served.anew()
    served.app.state.oidc = Oidc(settings)
    return served


def come(team: Team, service: Service, claims: dict[str, Any], *, next: str = "/claims", **change: Any) -> Any:
    """Somebody goes to the service and comes back; ``change`` alters the query that the browser comes back with."""
    browser = Browser(team.app)
    service.claims = claims
    there = browser.get("/sign-in/service", params={"next": next})
    assert there.status_code == 303, there.text
    query = {k: v[0] for k, v in parse_qs(urlsplit(there.headers["location"]).query).items()}
    back = urlsplit(service.authorize(query))
    given = {k: v[0] for k, v in parse_qs(back.query).items()} | change
    answer = browser.get(back.path, params={k: v for k, v in given.items() if v is not None})
    return browser, answer


def test_somebody_comes_by_the_service_and_is_let_in_with_the_role_it_says(team: Team, service: Service) -> None:
    assert "Example Login" in Browser(team.app).see("/sign-in").text
    browser, answer = come(team, service, RANA, next="/claims?act=RETREAT")
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims?act=RETREAT")
    assert "Rana Haddad" in browser.see("/account").text
    assert "Your tokens" not in browser.see("/account").text
    member = team.desk.people.named("Rana Haddad")
    assert member is not None
    assert (member.role, member.subject) == (Role.ANALYST, f"{service.address} u-17")


def test_who_it_is_goes_by_the_services_number_and_not_by_the_name(team: Team, service: Service) -> None:
    come(team, service, RANA)
    come(team, service, RANA | {"preferred_username": "R. Saleh"})
    assert [m.name for m in team.desk.people.all() if m.subject] == ["Rana Haddad"]


def test_nobody_becomes_somebody_else_by_having_the_name(team: Team, service: Service) -> None:
    for name in ("admin", "ADMIN", "ａdmin", "truceline", "a\u202eb", ""):
        browser, answer = come(team, service, RANA | {"preferred_username": name})
        assert answer.status_code == 403
        assert browser.get("/claims").status_code == 303
    come(team, service, RANA)
    _, answer = come(team, service, RANA | {"sub": "u-18"})
    assert answer.status_code == 403


def test_the_role_follows_what_the_service_says(team: Team, service: Service) -> None:
    for groups, role in ((["desk-admins"], Role.ADMIN), (["guests"], Role.READER)):
        _, answer = come(team, service, RANA | {"realm_access": {"roles": groups}})
        assert answer.status_code == 303
        assert team.desk.people.of_subject(f"{service.address} u-17").role is role
    _, answer = come(team, service, RANA | {"realm_access": {"roles": ["other"]}})
    assert answer.status_code == 403
    assert "no role" in text_of(answer)


def test_somebody_shut_out_stays_out(team: Team, service: Service) -> None:
    come(team, service, RANA)
    team.desk.people.set_active(team.desk.people.named("Rana Haddad").id, False)
    _, answer = come(team, service, RANA)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-program"},
        {"aud": [CLIENT, "another"], "azp": "another"},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 600},
        {"exp": None},
        {"sub": None},
        {"preferred_username": 7},
        {"preferred_username": None},
    ],
)
def test_what_does_not_fit_is_not_believed(team: Team, service: Service, claims: dict[str, Any]) -> None:
    browser, answer = come(team, service, RANA | claims)
    assert answer.status_code == 403
    assert browser.get("/claims").status_code == 303


@pytest.mark.parametrize("how", ["another key", "no signature", "the shared secret", "the public key as a secret"])
def test_what_is_signed_by_somebody_else_is_not_believed(team: Team, service: Service, how: str) -> None:
    if how == "another key":
        service.signs_with = ECKey.generate_key("P-256", {"kid": "one"})
    else:
        words = {"no signature": b"", "the shared secret": SECRET.encode()}
        service.shared = words.get(how, service.key.as_pem(private=False))
    _, answer = come(team, service, RANA)
    assert answer.status_code == 403


def test_new_keys_of_the_service_are_looked_up(team: Team, service: Service) -> None:
    come(team, service, RANA)
    service.key = ECKey.generate_key("P-256", {"kid": "two"})
    _, answer = come(team, service, RANA)
    assert answer.status_code == 303


def test_what_the_service_says_of_itself_is_asked_once(team: Team, service: Service) -> None:
    for _ in range(3):
        come(team, service, RANA)
    assert service.asked.count("/keys") == 1


@pytest.mark.parametrize("change", [{"state": "another"}, {"state": None}, {"code": "another"}, {"code": None}])
def test_an_answer_to_another_question_is_not_taken(team: Team, service: Service, change: dict[str, Any]) -> None:
    _, answer = come(team, service, RANA, **change)
    assert answer.status_code == 403


def test_a_code_works_in_the_browser_that_asked_and_once(team: Team, service: Service) -> None:
    first = Browser(team.app)
    service.claims = RANA
    there = first.get("/sign-in/service")
    query = {k: v[0] for k, v in parse_qs(urlsplit(there.headers["location"]).query).items()}
    back = service.authorize(query).removeprefix(f"http://127.0.0.1:{PORT}")
    assert Browser(team.app).get(back).status_code == 403
    assert first.get(back).status_code == 303
    assert first.get(back).status_code == 403


def test_a_refusal_of_the_service_is_told_without_its_words(team: Team, service: Service) -> None:
    _, answer = come(team, service, RANA, code=None, error="access_denied", error_description="<script>x</script>")
    assert answer.status_code == 403
    assert "script>x" not in answer.text


@pytest.mark.parametrize("cookie", ["", "x", "x.y", "e30=.0", "\xe9.\xe9"])
def test_a_cookie_that_was_not_given_is_not_taken(team: Team, cookie: str) -> None:
    headers = {"cookie": f"truceline-passing-{PORT}={cookie}".encode("latin-1")}
    assert Browser(team.app).get("/sign-in/back?code=x&state=y", headers=headers).status_code == 403


def test_who_took_too_long_begins_again(team: Team, service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truceline.web.guard.oidc.PASSING", -1)
    _, answer = come(team, service, RANA)
    assert answer.status_code == 403
    assert "too long" in text_of(answer)


def test_a_service_that_is_away_or_another_is_told_in_words(team: Team, service: Service) -> None:
    service.issuer = "https://evil.example"
    answer = Browser(team.app).get("/sign-in/service")
    assert answer.status_code == 503
    team.app.state.oidc = Oidc(OidcSettings("http://127.0.0.1:9", CLIENT, SECRET, default_role=Role.READER))
    answer = Browser(team.app).get("/sign-in/service")
    assert answer.status_code == 503
    assert "cannot be reached" in text_of(answer)


def test_nobody_is_sent_to_another_server_afterwards(team: Team, service: Service) -> None:
    _, answer = come(team, service, RANA, next="//evil.example")
    assert answer.headers["location"] == "/"


def test_without_a_service_there_is_no_way_to_it(team: Team) -> None:
    team.app.state.oidc = None
    assert Browser(team.app).get("/sign-in/service").status_code == 404
    assert Browser(team.app).get("/sign-in/back").status_code == 404


# --- settings -------------------------------------------------------------------------------------------
GIVEN = {
    "TRUCELINE_OIDC_ISSUER": "https://login.example.org/realms/desk",
    "TRUCELINE_OIDC_CLIENT_ID": CLIENT,
    "TRUCELINE_OIDC_CLIENT_SECRET": SECRET,
    "TRUCELINE_OIDC_DEFAULT_ROLE": "reader",
}


def test_settings_come_from_variables() -> None:
    given = {"TRUCELINE_OIDC_ROLES": "desk=analyst, cn=heads=admin", "TRUCELINE_OIDC_ROLE_CLAIM": "groups"}
    found = oidc_settings(GIVEN | given)
    assert found is not None
    assert found.roles == {"desk": Role.ANALYST, "cn=heads": Role.ADMIN}
    assert found.role_of({"groups": ["desk", "cn=heads"]}) is Role.ADMIN
    assert found.role_of({"groups": []}) is Role.READER
    assert SECRET not in repr(found)


def test_settings_come_from_a_file_and_variables_come_first(tmp_path: Path) -> None:
    file = tmp_path / "oidc.toml"
    file.write_text(
        'issuer = "https://login.example.org"\nclient_id = "a"\nclient_secret = "b"\nrole_claim = "groups"\n'
        'title = "Example Login"\n[roles]\n"desk" = "analyst"\n'
    )
    found = oidc_settings({"TRUCELINE_OIDC_FILE": str(file), "TRUCELINE_OIDC_CLIENT_ID": "c"})
    assert found is not None
    assert (found.client_id, found.title, found.roles) == ("c", "Example Login", {"desk": Role.ANALYST})
    assert found.role_of({"groups": ["desk", 7]}) is Role.ANALYST
    assert found.role_of({"groups": "desk"}) is Role.ANALYST
    assert found.role_of({"groups": None}) is None


def test_without_settings_there_is_no_service() -> None:
    assert oidc_settings({}) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"TRUCELINE_OIDC_CLIENT_SECRET": ""}, "client_secret"),
        ({"TRUCELINE_OIDC_ISSUER": "http://login.example.org"}, "https"),
        ({"TRUCELINE_OIDC_DEFAULT_ROLE": ""}, "would have a role"),
        ({"TRUCELINE_OIDC_DEFAULT_ROLE": "owner"}, "no role"),
        ({"TRUCELINE_OIDC_FILE": "/nothing/here.toml"}, "cannot be read"),
    ],
)
def test_settings_that_cannot_be_meant_are_told(change: dict[str, str], why: str) -> None:
    with pytest.raises(ValueProblem, match=why):
        oidc_settings(GIVEN | change)


def test_every_setting_and_its_variable_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "team.md").read_text(encoding="utf-8")
    assert FILE in page
    for name in NAMES:
        assert f"| `{name}` | `{PREFIX}{name.upper()}` |" in page


@pytest.mark.parametrize("text", ["issuer = ", 'isuer = "x"', "roles = 3\n"])
def test_a_file_that_cannot_be_meant_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "oidc.toml").write_text(text)
    with pytest.raises(ValueProblem):
        oidc_settings(GIVEN | {"TRUCELINE_OIDC_FILE": str(tmp_path / "oidc.toml")})


def test_a_package_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "authlib", None)
    with pytest.raises(MissingExtra, match=r"truceline\[oidc\]"):
        Oidc(OidcSettings("https://login.example.org", CLIENT, SECRET, default_role=Role.READER))


def test_nothing_of_it_is_loaded_where_it_is_not_configured() -> None:
    import subprocess

    names = "('authlib', 'httpx', 'joserfc')"
    code = f"import sys, truceline.web.guard.oidc; print([m for m in {names} if m in sys.modules])"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"
