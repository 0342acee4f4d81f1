"""The desk: people, sessions, tokens, links, saved views, visits and failed sign-ins, in a file beside the case."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from truceline.errors import NotARecord, RecordUnwritable, UnknownId, ValueProblem
from truceline.web.desk import Desk, Role, attempt, checked_name, name_key, session, visit
from truceline.web.desk.own import own_path
from truceline.web.desk.store import Store


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.beside(tmp_path / "case.db") as made:
        yield made


def raw(desk: Desk, statement: str, *values: object) -> None:
    """Change the file behind the desk's back."""
    assert desk.path is not None
    connection = sqlite3.connect(desk.path)
    with connection:
        connection.execute(statement, values)
    connection.close()


def read_all(desk: Desk) -> bytes:
    assert desk.path is not None
    return b"".join(p.read_bytes() for p in desk.path.parent.glob(f"{desk.path.name}*"))


# --- the file -------------------------------------------------------------------------------------------
def test_only_its_owner_can_read_the_file(desk: Desk) -> None:
    assert desk.path is not None
    desk.views.save("a", "b", "/")
    assert {p.stat().st_mode & 0o777 for p in desk.path.parent.glob("case.db-desk*")} == {0o600}


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    Desk.beside(tmp_path / "case.db").close()
    (tmp_path / "case.db-desk").chmod(0o644)
    Desk.beside(tmp_path / "case.db").close()
    assert (tmp_path / "case.db-desk").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("content", [b"no database at all" * 99, b"SQLite format 3\x00" + b"x" * 200])
def test_a_file_that_is_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "case.db-desk"
    file.write_bytes(content)
    with pytest.raises(NotARecord):
        Desk.beside(tmp_path / "case.db")
    assert file.read_bytes() == content


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "case.db-desk")
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    with pytest.raises(NotARecord, match="left alone"):
        Desk.beside(tmp_path / "case.db")


def test_a_desk_of_a_newer_form_is_not_opened(tmp_path: Path) -> None:
    with Desk.beside(tmp_path / "case.db") as made:
        raw(made, "PRAGMA user_version = 99")
    with pytest.raises(NotARecord, match="form 99"):
        Desk.beside(tmp_path / "case.db")


def test_a_link_to_another_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("")
    (tmp_path / "case.db-desk").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RecordUnwritable):
        Desk.beside(tmp_path / "case.db", team=True)


def test_one_user_alone_needs_no_file_but_a_team_does(tmp_path: Path) -> None:
    (tmp_path / "case.db-desk").mkdir()
    with pytest.raises(RecordUnwritable):
        Desk.beside(tmp_path / "case.db", team=True)
    with Desk.beside(tmp_path / "case.db") as alone:
        alone.views.save("a", "b", "/claims")
        assert alone.path is None
        assert [v.name for v in alone.views.of("a")] == ["b"]


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    with Desk.beside(tmp_path / "case.db") as made:
        key, added = made.key, made.people.add("Rana Haddad", Role.ADMIN, password="kept")
    with Desk.beside(tmp_path / "case.db") as again:
        assert (again.key, again.people.all()) == (key, (added,))


# --- names and roles ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("  Rana   Haddad ", "Rana Haddad"),
        ("رنا حداد", "رنا حداد"),
        ("Zoe\u0308", "Zo\u00eb"),
        ("<b>Eve</b>", "<b>Eve</b>"),
        ("می\u200cروم", "می\u200cروم"),
    ],
)
def test_a_name_is_kept_as_one_line(words: str, name: str) -> None:
    assert checked_name(words) == name


@pytest.mark.parametrize(
    "words", ["", " \t ", "x" * 65, "a\x00b", "a\x1b[31m", "ab\u202ecd", "truceline", "Ｔruceline", "\ud800", "\u200d"]
)
def test_a_name_that_hides_something_is_refused(words: str) -> None:
    with pytest.raises(ValueProblem):
        checked_name(words)


@pytest.mark.parametrize(
    ("one", "other"), [("Rana", "rana"), ("Rana", "Ｒana"), ("Straße", "STRASSE"), ("a b", "a\u200d b")]
)
def test_names_that_look_the_same_are_the_same(desk: Desk, one: str, other: str) -> None:
    assert name_key(one) == name_key(other)
    desk.people.add(one, Role.READER)
    with pytest.raises(ValueProblem, match="already a person"):
        desk.people.add(other, Role.READER)


def test_roles_are_ordered() -> None:
    assert Role.READER < Role.ANALYST < Role.ADMIN
    assert Role.ADMIN >= Role.ANALYST
    assert max(Role) is Role.ADMIN
    assert Role.named(" Analyst ") is Role.ANALYST


def test_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueProblem, match="reader, analyst, admin"):
        Role.named("owner")


# --- people ---------------------------------------------------------------------------------------------
def test_the_last_admin_stays_one(desk: Desk) -> None:
    one = desk.people.add("One", Role.ADMIN, password="kept")
    invited = desk.people.add("Two", Role.ADMIN)
    for change in (lambda: desk.people.set_role(one.id, Role.READER), lambda: desk.people.set_active(one.id, False)):
        with pytest.raises(ValueProblem, match="nobody would be left"):
            change()
    assert desk.people.get(one.id) == one
    desk.people.set_password(invited.id, "kept")
    assert desk.people.set_role(one.id, Role.READER).role is Role.READER


def test_somebody_who_does_not_exist_cannot_be_changed(desk: Desk) -> None:
    with pytest.raises(UnknownId):
        desk.people.set_role(4, Role.ADMIN)


def test_a_link_for_the_first_admin_is_given_until_there_is_one(desk: Desk) -> None:
    first, second = desk.people.first_link(), desk.people.first_link()
    assert desk.links.find(first.removeprefix("/set-up/")) is None
    assert desk.links.find(second.removeprefix("/set-up/")) is not None
    desk.people.add("One", Role.ADMIN, password="kept")
    assert desk.people.first_link() == ""


# --- sessions, links, tokens ----------------------------------------------------------------------------
def test_of_secrets_only_hashes_are_kept(desk: Desk) -> None:
    one = desk.people.add("One", Role.ADMIN, password="kept")
    _, secret = desk.tokens.make("One", "program", Role.READER, at_most=one.role)
    secrets = [desk.sessions.open(one.id), desk.links.make(one.id), desk.links.make(None), secret]
    assert all(len(s) >= 43 for s in secrets)
    assert not [s for s in secrets if s.encode() in read_all(desk)]


def test_a_session_is_known_by_its_token_alone(desk: Desk) -> None:
    one = desk.people.add("One", Role.READER)
    token = desk.sessions.open(one.id)
    found = desk.sessions.find(token)
    assert found is not None
    assert found.person == one
    assert desk.sessions.find(found.hash) is None
    assert desk.sessions.find("") is None


@pytest.mark.parametrize(
    ("seen", "expires", "holds"),
    [
        (timedelta(hours=11), timedelta(1), True),
        (session.IDLE, timedelta(1), False),
        (timedelta(0), timedelta(0), False),
    ],
)
def test_a_session_ends_when_it_is_not_used_or_too_old(
    desk: Desk, seen: timedelta, expires: timedelta, holds: bool
) -> None:
    token = desk.sessions.open(desk.people.add("One", Role.READER).id)
    now = datetime.now(UTC)
    raw(desk, "UPDATE sessions SET seen = ?, expires = ?", (now - seen).timestamp(), (now + expires).timestamp())
    assert (desk.sessions.find(token) is not None) is holds


def test_a_session_is_no_longer_known_when_its_person_is_shut_out(desk: Desk) -> None:
    one = desk.people.add("One", Role.READER)
    token = desk.sessions.open(one.id)
    desk.people.set_active(one.id, False)
    assert desk.sessions.find(token) is None


def test_a_session_takes_the_place_of_the_one_before(desk: Desk) -> None:
    one = desk.people.add("One", Role.READER)
    before = desk.sessions.open(one.id)
    after = desk.sessions.open(one.id, instead=before)
    assert desk.sessions.find(before) is None
    assert desk.sessions.find(after) is not None
    assert desk.sessions.counts() == {one.id: 1}


def test_all_sessions_of_one_person_are_ended_and_of_nobody_else(desk: Desk) -> None:
    one, two = desk.people.add("One", Role.READER), desk.people.add("Two", Role.READER)
    mine, others = [desk.sessions.open(one.id), desk.sessions.open(one.id)], desk.sessions.open(two.id)
    desk.sessions.close_all(one.id)
    assert [desk.sessions.find(t) for t in mine] == [None, None]
    assert desk.sessions.find(others) is not None


def test_a_link_works_once_and_for_a_day(desk: Desk) -> None:
    one = desk.people.add("One", Role.READER)
    link = desk.links.make(one.id)
    found = desk.links.use(link)
    assert found is not None
    assert found.person == one.id
    assert desk.links.use(link) is None
    late = desk.links.make(one.id)
    raw(desk, "UPDATE links SET expires = ?", datetime.now(UTC).timestamp())
    assert desk.links.use(late) is None


def test_a_token_can_do_no_more_than_its_owner(desk: Desk) -> None:
    with pytest.raises(ValueProblem, match="no more than the person"):
        desk.tokens.make("One", "program", Role.ADMIN, at_most=Role.ANALYST)


def test_a_revoked_token_is_not_known_and_stays_listed(desk: Desk) -> None:
    token, secret = desk.tokens.make("One", "program", Role.READER, at_most=Role.READER)
    assert desk.tokens.find(secret) is not None
    desk.tokens.revoke(token.id, "One")
    assert desk.tokens.find(secret) is None
    assert [t.revoked is None for t in desk.tokens.all()] == [False]


def test_somebody_elses_token_is_not_revoked(desk: Desk) -> None:
    token, secret = desk.tokens.make("One", "program", Role.READER, at_most=Role.READER)
    with pytest.raises(UnknownId):
        desk.tokens.revoke(token.id, "Two")
    assert desk.tokens.find(secret) is not None


def test_the_number_of_tokens_is_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truceline.web.desk.token.MOST", 2)
    for _ in range(2):
        desk.tokens.make("One", "program", Role.READER, at_most=Role.READER)
    with pytest.raises(ValueProblem, match="2 tokens"):
        desk.tokens.make("One", "program", Role.READER, at_most=Role.READER)


# --- failed sign-ins ------------------------------------------------------------------------------------
def test_five_attempts_then_a_wait_of_a_quarter_of_an_hour(desk: Desk) -> None:
    waits = [desk.attempts.begin("One", "192.0.2.7") for _ in range(6)]
    assert waits[:5] == [0] * 5
    assert 890 < waits[5] <= 900
    assert desk.attempts.begin("Two", "192.0.2.7") == 0
    assert desk.attempts.begin("One", "192.0.2.8") == 0


def test_letter_case_and_a_restart_give_no_new_attempts(tmp_path: Path) -> None:
    for name in ("One", "one", "ＯNE", "One", "oNe"):
        with Desk.beside(tmp_path / "case.db") as desk:
            assert desk.attempts.begin(name, "192.0.2.7") == 0
    with Desk.beside(tmp_path / "case.db") as desk:
        assert desk.attempts.begin("one", "192.0.2.7") > 0


def test_attempts_of_one_network_and_on_one_name_are_bounded_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempt, "FOR_ADDRESS", 4)
    assert [desk.attempts.begin(f"p{n}", f"2001:db8::{n:x}") > 0 for n in range(6)] == [False] * 4 + [True] * 2
    monkeypatch.setattr(attempt, "FOR_NAME", 3)
    assert [desk.attempts.begin("One", f"198.51.100.{n}") > 0 for n in range(5)] == [False] * 3 + [True] * 2


def test_old_attempts_and_those_before_the_right_password_do_not_count(desk: Desk) -> None:
    for _ in range(4):
        desk.attempts.begin("One", "192.0.2.7")
    desk.attempts.forget("One", "192.0.2.7")
    assert [desk.attempts.begin("One", "192.0.2.7") for _ in range(5)] == [0] * 5
    raw(desk, "UPDATE attempts SET at = at - ?", attempt.WITHIN.total_seconds() + 1)
    assert desk.attempts.begin("One", "192.0.2.7") == 0


def test_what_was_typed_as_a_name_is_not_kept(desk: Desk) -> None:
    desk.attempts.begin("my secret password", "192.0.2.7")
    assert b"secret" not in read_all(desk)


# --- views and visits -----------------------------------------------------------------------------------
def test_a_view_of_the_same_name_takes_the_place_of_the_one_before_and_keeps_its_feed(desk: Desk) -> None:
    first = desk.views.save("One", "Releases", "/claims?act=CONSULT")
    again = desk.views.save("One", "Releases", "/claims?act=RETREAT")
    assert (again.id, again.feed, again.address) == (first.id, first.feed, "/claims?act=RETREAT")
    assert desk.views.save("Two", "Releases", "/claims").id != first.id


def test_a_view_is_its_owners_alone(desk: Desk) -> None:
    mine = desk.views.save("One", "Releases", "/claims")
    for use in (desk.views.get, desk.views.remove, desk.views.new_feed, lambda i, o: desk.views.rename(i, o, "x")):
        with pytest.raises(UnknownId):
            use(mine.id, "Two")
    assert desk.views.of("Two") == ()
    assert desk.views.of("One") == (mine,)


def test_a_view_is_renamed_but_not_over_another(desk: Desk) -> None:
    one, two = desk.views.save("One", "a", "/claims"), desk.views.save("One", "b", "/claims?x=1")
    assert desk.views.rename(one.id, "One", "c").feed == one.feed
    with pytest.raises(ValueProblem, match="already a view"):
        desk.views.rename(two.id, "One", "c")


def test_a_new_feed_ends_the_one_before(desk: Desk) -> None:
    view = desk.views.save("One", "Releases", "/claims")
    after = desk.views.new_feed(view.id, "One")
    assert desk.views.by_feed(view.feed) is None
    assert desk.views.by_feed(after.feed) == after


ELSEWHERE = [
    "",
    "claims",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/claims\r\nSet-Cookie: a=b",
    "/a b",
    "/\u2028",
    "/" + "a" * 5000,
    "/..//evil.example\\",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_an_address_elsewhere_is_no_view_and_no_way_back(desk: Desk, address: str) -> None:
    assert own_path(address) == "/"
    with pytest.raises(ValueProblem):
        desk.views.save("One", "Releases", address)


@pytest.mark.parametrize("address", ["/", "/claims?act=A&words=%D8%B1%D9%86%D8%A7", "/reports/r-1?next=//x", "/a:b@c"])
def test_an_address_here_is_kept_as_it_is(address: str) -> None:
    assert own_path(address) == address


def test_a_visit_is_told_from_the_one_before_it(desk: Desk) -> None:
    assert desk.visits.last("One", "today") is None
    desk.visits.note("One", "today", 3)
    desk.visits.note("One", "today", 5)
    assert desk.visits.last("One", "today") is None
    raw(desk, "UPDATE visits SET at = at - ?", visit.PAUSE.total_seconds() + 1)
    before = desk.visits.last("One", "today")
    assert before is not None
    assert before.seq == 5
    desk.visits.note("One", "today", 9)
    desk.visits.note("One", "today", 12)
    assert desk.visits.last("One", "today") == before
    assert desk.visits.last("Two", "today") is None


def test_the_events_at_the_door_are_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truceline.web.desk.event.KEPT", 3)
    for n in range(5):
        desk.events.note("One", f"did {n}")
    assert [e.what for e in desk.events.newest()] == ["did 4", "did 3", "did 2"]
    assert [e.what for e in desk.events.newest(before=4)] == ["did 2"]


def test_half_a_character_and_too_large_a_number_are_refused_in_words(desk: Desk) -> None:
    for use in (lambda: desk.views.by_feed("\ud800"), lambda: desk.people.get(2**70)):
        with pytest.raises(ValueProblem, match="cannot be kept"):
            use()


def test_a_store_in_memory_serves_many_threads() -> None:
    from concurrent.futures import ThreadPoolExecutor

    desk = Desk(Store.open(None))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: desk.views.save("One", f"view {n}", "/claims"), range(40)))
    assert len(desk.views.of("One")) == 40
    desk.close()
