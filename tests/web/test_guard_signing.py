"""Signing in and out of a team's case, passwords, links, tokens, and the screens of admins."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from guarded import ADDRESS, PASSWORD, PORT, QUICK, Browser, Team, serving, text_of

from truceline.case import KINDS, Case
from truceline.errors import ValueProblem
from truceline.web.desk import Role
from truceline.web.guard import passwords
from truceline.web.guard.passwords import checked_password, kept_of, right
from truceline.web.screens import log

NEW = "four kettles on the stairs"
SESSION = f"truceline-{PORT}"


@pytest.fixture
def effort() -> PasswordHasher:
    """What a hash costs; little, where a test is not about that."""
    return QUICK


@pytest.fixture(autouse=True)
def _hashes_cost_little(effort: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    passwords._nobody.cache_clear()
    monkeypatch.setattr(passwords, "_HASHER", effort)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("signing") / "own.db"
    Case.create(where, title="A case", author="tests").close()
    return where


@pytest.fixture(scope="module")
def served(case: Path) -> Iterator[Team]:
    with serving(case) as made:
        yield made


@pytest.fixture
def team(served: Team) -> Team:
    served.anew()
    return served


def link_in(text: str) -> str:
    found = re.search(r"/set-up/[\w-]+", text)
    assert found is not None
    return found[0]


# --- signing in -----------------------------------------------------------------------------------------
def test_somebody_signs_in_and_gets_to_the_page_that_was_asked_for(team: Team) -> None:
    browser = Browser(team.app)
    asked = browser.see("/claims?act=RETREAT&words=a%20b")
    assert asked.headers["location"] == "/sign-in?next=/claims%3Fact%3DRETREAT%26words%3Da%2520b"
    page = browser.see(asked.headers["location"])
    found = re.search(r'name="next" value="([^"]*)"', page.text)
    assert found is not None
    answer = browser.do("/sign-in", name="analyst", password=PASSWORD, next=found[1].replace("&amp;", "&"))
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims?act=RETREAT&words=a%20b")
    assert browser.get("/claims").status_code == 200


@pytest.mark.parametrize(
    "next", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nb: c"]
)
def test_nobody_is_sent_to_another_server(team: Team, next: str) -> None:
    browser = Browser(team.app)
    assert 'name="next" value="/"' in browser.see("/sign-in", params={"next": next}).text
    answer = browser.do("/sign-in", name="analyst", password=PASSWORD, next=next)
    assert answer.headers["location"] == "/"
    signed_in = team.browser(Role.READER)
    assert signed_in.get("/sign-in", params={"next": next}).headers["location"] == "/"


def test_the_page_to_sign_in_tells_nothing_of_the_case(team: Team) -> None:
    page = Browser(team.app).see("/sign-in")
    assert "A case" not in page.text
    assert "analyst" not in page.text
    assert page.headers["cache-control"] == "no-store"


def test_a_wrong_name_and_a_wrong_password_are_told_the_same(team: Team) -> None:
    answers = [Browser(team.app).sign_in(name, "nonsense words here") for name in ("analyst", "nobody at all")]
    assert [a.status_code for a in answers] == [401, 401]
    words = [text_of(a) for a in answers]
    assert words[0] == words[1]


def test_a_wrong_name_costs_as_much_as_a_wrong_password(team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counting(PasswordHasher):
        compared = 0

        def verify(self, *given: Any) -> Any:
            Counting.compared += 1
            return super().verify(*given)

    shut_out = team.members[Role.READER].id
    team.desk.people.set_active(shut_out, False)
    monkeypatch.setattr(passwords, "_HASHER", Counting(time_cost=1, memory_cost=256, parallelism=1))
    for number, name in enumerate(("analyst", "nobody", "reader", ""), start=1):
        assert Browser(team.app).sign_in(name, "nonsense words here").status_code == 401
        assert Counting.compared == number


def test_after_five_wrong_passwords_the_right_one_waits_too(team: Team) -> None:
    answers = [Browser(team.app).sign_in("analyst", "nonsense words here") for _ in range(5)]
    assert {a.status_code for a in answers} == {401}
    answer = Browser(team.app).sign_in("Analyst")
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 900
    assert "Try again in 15 minutes" in text_of(answer)
    assert Browser(team.app).sign_in("reader").status_code == 303


def test_somebody_who_is_shut_out_cannot_sign_in(team: Team) -> None:
    team.desk.people.set_active(team.members[Role.READER].id, False)
    assert Browser(team.app).sign_in("reader").status_code == 401


def test_the_form_of_another_site_signs_nobody_in(team: Team) -> None:
    answer = Browser(team.app).post("/sign-in", data={"name": "analyst", "password": PASSWORD, "csrf": "0" * 64})
    assert answer.status_code == 403
    foreign = Browser(team.app)
    foreign.see("/sign-in")
    headers = {"origin": "https://evil.example", "sec-fetch-site": "cross-site"}
    given = {"name": "analyst", "password": PASSWORD, "csrf": foreign.word}
    assert foreign.post("/sign-in", data=given, headers=headers).status_code == 403


# --- sessions -------------------------------------------------------------------------------------------
def test_a_session_that_somebody_else_chose_is_not_taken(team: Team) -> None:
    browser = Browser(team.app)
    browser.cookies.set(SESSION, "a-session-that-was-planted-here-by-somebody")
    answer = browser.sign_in("analyst")
    assert answer.status_code == 303
    assert browser.cookies.get(SESSION, domain="127.0.0.1") not in (None, "a-session-that-was-planted-here-by-somebody")
    planted = Browser(team.app)
    planted.cookies.set(SESSION, "a-session-that-was-planted-here-by-somebody")
    assert planted.get("/claims").status_code == 303


def test_signing_in_ends_the_session_that_the_browser_had(team: Team) -> None:
    before = team.desk.sessions.open(team.members[Role.READER].id)
    browser = Browser(team.app)
    word = re.search(r'value="(\w{64})"', browser.get("/sign-in").text)
    assert word is not None
    answer = browser.post("/sign-in", data={"name": "analyst", "password": PASSWORD, "csrf": word[1]})
    assert answer.status_code == 303
    assert team.desk.sessions.find(before) is not None
    second = Browser(team.app, headers={"cookie": f"{SESSION}={before}"})
    second.see("/account")
    assert second.do("/sign-in", name="analyst", password=PASSWORD).status_code == 303
    assert team.desk.sessions.find(before) is None


def test_signing_out_ends_the_session_and_the_old_cookie_is_worth_nothing(team: Team) -> None:
    browser = team.browser(Role.ANALYST)
    token = browser.cookies[SESSION]
    answer = browser.do("/sign-out")
    assert answer.headers["clear-site-data"] == '"cache"'
    assert f'{SESSION}="";' in answer.headers["set-cookie"]
    assert Browser(team.app, headers={"cookie": f"{SESSION}={token}"}).get("/claims").status_code == 303


def test_changing_the_password_ends_every_session_and_begins_another(team: Team) -> None:
    one, other = team.browser(Role.ANALYST), team.browser(Role.ANALYST)
    before = one.cookies[SESSION]
    assert one.do("/account/password", old=PASSWORD, new=NEW, again=NEW).status_code == 303
    assert "changed" in one.see("/account?done=password").text
    assert other.get("/claims").status_code == 303
    assert Browser(team.app, headers={"cookie": f"{SESSION}={before}"}).get("/claims").status_code == 303
    assert Browser(team.app).sign_in("analyst").status_code == 401
    assert Browser(team.app).sign_in("analyst", NEW).status_code == 303


def test_a_password_is_changed_only_by_who_knows_it(team: Team) -> None:
    browser = team.browser(Role.ANALYST)
    for _ in range(5):
        assert browser.do("/account/password", old="nonsense words here", new=NEW, again=NEW).status_code == 403
    answer = browser.do("/account/password", old=PASSWORD, new=NEW, again=NEW)
    assert answer.status_code == 429
    assert browser.get("/claims").status_code == 200


def test_somebody_signs_out_everywhere(team: Team) -> None:
    one, other = team.browser(Role.READER), team.browser(Role.READER)
    one.do("/account/sessions")
    assert [b.get("/claims").status_code for b in (one, other)] == [303, 303]


# --- passwords ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("password", "again", "why"),
    [
        (NEW, NEW + "x", "not the same"),
        ("short one", "short one", "12 to 256"),
        ("x" * 257, "x" * 257, "12 to 256"),
        ("ababababababab", "ababababababab", "same few"),
        ("rana haddad 1", "rana haddad 1", "little more than the name"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, again: str, why: str) -> None:
    with pytest.raises(ValueProblem, match=why):
        checked_password(password, again, "Rana Haddad")


REAL = passwords._HASHER


@pytest.mark.parametrize("effort", [REAL])
def test_a_password_is_kept_as_argon2id_and_never_as_it_is(effort: PasswordHasher) -> None:
    kept = kept_of(NEW)
    assert "m=65536,t=3,p=1" in kept
    assert kept.startswith("$argon2id$")
    assert NEW not in kept
    assert kept_of(NEW) != kept
    assert right(kept, NEW)


@pytest.mark.parametrize("given", [NEW + " ", NEW.upper(), "", "x" * 10_000, "\ud800" * 12])
def test_another_password_is_not_right(given: str) -> None:
    assert not right(kept_of(NEW), given)
    assert not right(None, given)
    assert not right("not a hash", given)


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    assert right(kept_of("caf\u00e9 in the old harbour"), "cafe\u0301 in the old harbour")


def test_a_password_that_was_kept_with_less_effort_is_kept_anew(team: Team) -> None:
    member = team.members[Role.READER]
    team.desk.people.set_password(member.id, PasswordHasher(time_cost=1, memory_cost=128).hash(PASSWORD))
    assert Browser(team.app).sign_in("reader").status_code == 303
    assert "m=256,t=1" in str(team.desk.people.password(member.id))


# --- links ----------------------------------------------------------------------------------------------
def test_the_first_admin_is_made_by_a_link_that_works_once(team: Team) -> None:
    team.anew([])
    link = team.desk.people.first_link()
    browser = Browser(team.app)
    assert "The first admin" in text_of(browser.see(link))
    assert browser.do(link, name="Rana Haddad", password="short", again="short").status_code == 422
    answer = browser.do(link, name="Rana Haddad", password=NEW, again=NEW)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/admin").status_code == 200
    assert Browser(team.app).see(link).status_code == 404
    assert team.desk.people.first_link() == ""


def test_a_link_for_the_first_admin_is_worth_nothing_once_there_is_one(team: Team) -> None:
    link = f"/set-up/{team.desk.links.make(None)}"
    browser = Browser(team.app)
    browser.see("/sign-in")
    assert browser.see(link).status_code == 404
    assert browser.do(link, name="Eve", password=NEW, again=NEW).status_code == 404
    assert team.desk.people.named("Eve") is None


def test_an_admin_adds_somebody_who_chooses_a_password(team: Team) -> None:
    admin = team.browser(Role.ADMIN)
    answer = admin.do("/admin/people", name="Omar Saleh", role="analyst")
    link = link_in(answer.text)
    assert f"{ADDRESS}{link}" in answer.text
    assert link not in admin.see("/admin").text
    new = Browser(team.app)
    assert "Omar Saleh" in new.see(link).text
    assert new.do(link, name="Somebody Else", password=NEW, again=NEW).status_code == 303
    assert new.see("/account").status_code == 200
    assert team.desk.people.named("Somebody Else") is None
    assert Browser(team.app).sign_in("Omar Saleh", NEW).status_code == 303


def told(text: str, name: str) -> str:
    """What is wrong with a field of the page."""
    return text.partition(f'id="wrong-{name}">')[2].partition("</p>")[0]


def test_all_that_is_wrong_with_a_new_person_is_told_and_what_was_typed_stays(team: Team) -> None:
    admin = team.browser(Role.ADMIN)
    answer = admin.do("/admin/people", name="Truceline", role="king")
    assert answer.status_code == 422
    assert "kept for the program" in told(answer.text, "name")
    assert "no role" in told(answer.text, "role")
    assert 'value="Truceline"' in answer.text
    taken = admin.do("/admin/people", name="reader", role="analyst")
    assert "already a person" in told(taken.text, "name")
    assert "<option selected>analyst" in taken.text


def test_all_that_is_wrong_with_a_first_admin_is_told_at_once(team: Team) -> None:
    team.anew(())
    link = team.desk.people.first_link()
    new = Browser(team.app)
    new.see(link)
    answer = new.do(link, name=" ", password="short", again="other")
    assert answer.status_code == 422
    says = {"name": "no name", "password": "12 to 256", "again": "not the same"}
    assert {name for name, words in says.items() if words in told(answer.text, name)} == set(says)
    assert "short" not in told(answer.text, "password")
    assert new.see(link).status_code == 200


def test_a_link_for_a_password_ends_the_sessions_and_the_old_password(team: Team) -> None:
    admin, reader = team.browser(Role.ADMIN), team.browser(Role.READER)
    link = link_in(admin.do(f"/admin/people/{team.members[Role.READER].id}/link").text)
    assert reader.get("/claims").status_code == 200
    new = Browser(team.app)
    new.see(link)
    assert new.do(link, password=NEW, again=NEW).status_code == 303
    assert reader.get("/claims").status_code == 303
    assert Browser(team.app).sign_in("reader").status_code == 401


def test_a_link_of_somebody_who_was_shut_out_does_not_work(team: Team) -> None:
    member = team.members[Role.READER]
    link = f"/set-up/{team.desk.links.make(member.id)}"
    team.desk.people.set_active(member.id, False)
    assert Browser(team.app).see(link).status_code == 404


# --- tokens ---------------------------------------------------------------------------------------------
def test_a_token_is_shown_once_and_can_be_revoked(team: Team) -> None:
    browser = team.browser(Role.ANALYST)
    answer = browser.do("/account/tokens", name="nightly export", role="reader")
    found = re.search(r"trl_[\w-]{43}", answer.text)
    assert found is not None
    assert found[0] not in browser.see("/account").text
    program = Browser(team.app, headers={"Authorization": f"Bearer {found[0]}"})
    assert program.get("/api/v1/claims").status_code == 200
    token = team.desk.tokens.all("analyst")[0]
    assert team.browser(Role.READER).do(f"/account/tokens/{token.id}/revoke").status_code == 404
    assert program.get("/api/v1/claims").status_code == 200
    assert browser.do(f"/account/tokens/{token.id}/revoke").status_code == 303
    assert program.get("/api/v1/claims").status_code == 401


@pytest.mark.parametrize(
    ("role", "status"), [("reader", 200), ("analyst", 422), ("admin", 422), ("owner", 422), ("", 422)]
)
def test_a_reader_makes_tokens_of_a_reader_alone(team: Team, role: str, status: int) -> None:
    assert team.browser(Role.READER).do("/account/tokens", name="x", role=role).status_code == status


def test_a_program_neither_makes_tokens_nor_changes_people(team: Team) -> None:
    program = team.program(Role.ADMIN)
    for path in ("/account/tokens", "/account/password", "/admin/people", "/admin/backup", "/sign-out"):
        assert program.post(path, data={"name": "x", "role": "admin"}).status_code == 401


def test_an_admin_sees_and_revokes_everybodys_tokens(team: Team) -> None:
    program, admin = team.program(Role.READER), team.browser(Role.ADMIN)
    assert program.get("/api/v1/claims").status_code == 200
    assert "a program" in admin.see("/admin/tokens").text
    assert admin.do(f"/admin/tokens/{team.desk.tokens.all()[0].id}/revoke").status_code == 303
    assert program.get("/api/v1/claims").status_code == 401


# --- admins ---------------------------------------------------------------------------------------------
def test_somebody_shut_out_is_out_at_once_and_can_be_let_in_again(team: Team) -> None:
    admin, analyst = team.browser(Role.ADMIN), team.browser(Role.ANALYST)
    path = f"/admin/people/{team.members[Role.ANALYST].id}/active"
    assert analyst.get("/claims").status_code == 200
    admin.do(path, active="no")
    assert analyst.get("/claims").status_code == 303
    admin.do(path, active="yes")
    assert analyst.get("/claims").status_code == 303
    assert Browser(team.app).sign_in("analyst").status_code == 303


def test_the_last_admin_cannot_shut_the_door_behind_itself(team: Team) -> None:
    admin, id = team.browser(Role.ADMIN), team.members[Role.ADMIN].id
    for path, fields in (
        (f"/admin/people/{id}/active", {"active": "no"}),
        (f"/admin/people/{id}/role", {"role": "reader"}),
    ):
        answer = admin.do(path, **fields)
        assert answer.status_code == 422
        assert "Make somebody else an admin first" in text_of(answer)
    assert admin.get("/admin").status_code == 200


def test_what_happens_at_the_door_is_noted(team: Team) -> None:
    Browser(team.app).sign_in("reader", "nonsense words here")
    Browser(team.app).sign_in("reader")
    admin = team.browser(Role.ADMIN)
    admin.do("/admin/people", name="Omar Saleh", role="reader")
    words = text_of(admin.see("/admin/events"))
    for said in ("could not sign in", "signed in from", "added 'Omar Saleh' (reader)"):
        assert said in words
    assert PASSWORD not in words


def test_the_journal_is_shown_as_a_log_and_by_author_and_kind(team: Team, case: Path) -> None:
    with Case.open(case, author="Rana Haddad") as open:
        open.read_text(
            "Title: A release\nPublisher: Example Wire\nDate: 2023-11-25\n\nThree people came home, a ministry said."
        )
        open.note("the case", "looked at <b>twice</b>")
    admin = team.browser(Role.ADMIN)
    words = text_of(admin.see("/admin/journal"))
    assert "report added" in words
    assert "looked at <b>twice</b>" in words
    by = text_of(admin.see("/admin/journal", params={"author": "tests"})).partition("the newest first")[2]
    assert "settings" in by
    assert "Rana Haddad" not in by
    notes = text_of(admin.see("/admin/journal", params={"kind": "note"})).partition("the newest first")[2]
    assert "report added" not in notes
    assert admin.see("/admin/journal", params={"kind": "gossip"}).status_code == 422


def test_every_kind_of_entry_has_words_in_the_log() -> None:
    assert set(log._TOLD) == set(KINDS)


def test_every_kind_of_entry_is_told_with_who_and_why(team: Team, demo_case: Path, tmp_path: Path) -> None:
    with Case.open(shutil.copy(demo_case, tmp_path / "demo.db"), author="Rana Haddad") as case:
        one, two, *_ = case.claims()
        case.reject(one.id, "a headline of another report")
        case.undo(one.id, "a slip")
        case.correct(two.id, {"place": "Rafah"}, "named in the text")
        case.same(one.id, two.id, "one release")
        lines = log.log_lines(case, before=0, author="Rana Haddad", kind="", limit=10)["lines"]
        first = log.log_lines(case, before=0, author="", kind="report added", limit=3)
    assert [(line.kind, line.link) for line in reversed(lines)] == [
        ("review", f"/claims/{one.id}"),
        ("decision taken back", f"/claims/{one.id}"),
        ("correction", f"/claims/{two.id}"),
        ("judgement", f"/claims/{one.id}"),
    ]
    assert lines[-1].what == "rejected: a headline of another report"
    assert lines[1].what == "place: named in the text"
    assert len(first["lines"]) == 3
    assert first["more"] == first["lines"][-1].seq


def test_a_backup_is_a_whole_record_that_opens(team: Team, case: Path, tmp_path: Path) -> None:
    answer = team.browser(Role.ADMIN).do("/admin/backup")
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="own-\d{8}-\d{6}\.db"', answer.headers["content-disposition"])
    (tmp_path / "copy.db").write_bytes(answer.content)
    with Case.open(tmp_path / "copy.db") as copy, Case.open(case) as own:
        assert copy.head() == own.head()
        copy.verify()
    assert not list(Path(tempfile.gettempdir()).glob("truceline-*/copy"))


def test_alone_the_screen_of_admins_says_what_it_is_for(case: Path) -> None:
    with serving(case, team=False) as alone:
        browser = Browser(alone.app)
        assert "--team" in browser.see("/admin").text
        for path in ("/admin/tokens", "/admin/journal", "/admin/events", "/admin/backup"):
            assert browser.get(path).status_code == 403
        assert browser.do("/admin/people", name="Eve", role="admin").status_code == 403
        assert alone.desk.people.named("Eve") is None
        assert browser.see("/account").status_code == 200
        assert browser.get("/sign-in").headers["location"] == "/"
        assert browser.do("/sign-in", name="x", password="y").headers["location"] == "/"
        assert browser.see("/set-up/x").status_code == 404
