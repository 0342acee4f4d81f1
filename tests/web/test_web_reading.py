"""Reading files in by the browser: what they are is seen before anything is written, and what became of them after."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_pages import NARROW, Visits, axe, picture, wider_than_the_window
from guarded import Browser, Team, serving, text_of
from playwright.sync_api import Page, expect

from truceline.case import Case
from truceline.web.desk import Role
from truceline.web.screens.reading import with_header

NEW = b"Title: A new one\nPublished: 2021-06-01\n\nThe council said on Tuesday that 12 men were held at the bridge.\n"
OLD = b"Title: An old one\nURL: https://news.example/old\nPublished: 2021-05-01\n\nThe guard said 3 men were freed.\n"
CHANGED = OLD.replace(b"3 men", b"4 men")
BROKEN = b"\x00\x01\x02"
LINES = b'{"text": "The guard said 5 men were freed."}\n{"text": \n{"text": "The guard said 6 men were freed."}\n'


def made_case(folder: Path) -> Path:
    """A case with one report."""
    where = folder / "case.db"
    with Case.create(where, zone="UTC", author="tests") as case:
        case.read_text(OLD, name="old.txt")
    return where


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    return made_case(tmp_path)


@pytest.fixture
def alone(case_file: Path) -> Iterator[Team]:
    with serving(case_file, team=False) as made:
        yield made


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """A case that nothing is read into."""
    with serving(made_case(tmp_path_factory.mktemp("unread")), team=False) as made:
        before = head(made)
        yield made
        assert head(made) == before


def given(client: Browser, *files: tuple[str, bytes], **fields: str) -> Any:
    client.see("/reports")
    sent = [("files", file) for file in files] or None
    return client.post("/reports/reading", data={"csrf": client.word, **fields}, files=sent)


def settled(client: Browser, address: str) -> Any:
    """The page of an upload, when nothing is being done with it any more."""
    for _ in range(600):
        answer = client.see(address)
        if 'hx-trigger="progress' not in answer.text:
            return answer
        time.sleep(0.05)
    raise AssertionError(f"it is not done yet: {text_of(answer)}")


def looked_at(client: Browser, *files: tuple[str, bytes], **fields: str) -> tuple[str, Any]:
    answer = given(client, *files, **fields)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"], settled(client, answer.headers["location"])


def head(team: Team) -> int:
    return team.app.state.room.case.head().seq  # type: ignore[no-any-return]


def test_what_files_are_is_seen_before_anything_is_written(unread: Team) -> None:
    client, before = unread.browser(), head(unread)
    files = (("new.txt", NEW), ("old.txt", OLD), ("changed.txt", CHANGED), ("b.bin", BROKEN), ("l.jsonl", LINES))
    _, answer = looked_at(client, *files)
    page = text_of(answer)
    assert "Nothing is written yet." in page
    assert "3 new 1 there already, word for word 1 another version 2 cannot be read" in page
    assert "new.txt A new one 2021-06-01 new" in page
    assert "changed.txt An old one 2021-05-01 another version Its address is in the record with another text" in page
    assert "b.bin cannot be read It looks like a binary file" in page
    assert "l.jsonl:2 cannot be read The line is no JSON" in page
    assert head(unread) == before


def test_what_was_chosen_is_read_in_the_name_of_who_chose_it(alone: Team) -> None:
    client = alone.browser()
    address, _ = looked_at(client, ("new.txt", NEW), ("changed.txt", CHANGED), ("b.bin", BROKEN))
    assert client.do(f"{address}/read", wanted=["0"]).headers["location"] == address
    page = text_of(settled(client, address))
    assert "What became of them 1 new All reports" in page
    case = alone.app.state.room.case
    (entry,) = case.entries(newest=True, kinds=("report added",), limit=1)
    assert (entry.entry.report.title, entry.entry.name, entry.author) == ("A new one", "new.txt", case._author)
    assert case.report_lines().total == 2
    found = re.search(r'href="(/reports/r-[0-9a-f]+)">A new one', client.get(address).text)
    assert found
    assert "A new one" in text_of(client.get(found[1]))


def test_what_is_left_is_not_read_and_is_gone(unread: Team) -> None:
    client, before = unread.browser(), head(unread)
    address, _ = looked_at(client, ("new.txt", NEW))
    assert client.do(f"{address}/leave").headers["location"] == "/reports"
    assert client.get(address).status_code == 404
    assert head(unread) == before


def test_a_pasted_text_is_read_with_what_is_known_about_it(alone: Team) -> None:
    client = alone.browser()
    about = {"title": "Pasted\nhere", "publisher": "Test Wire", "published": "2021-06-02", "url": ""}
    address, answer = looked_at(client, text="The council said 7 men were freed.", **about)
    assert "pasted text Pasted here Test Wire 2021-06-02 new" in text_of(answer)
    client.do(f"{address}/read", wanted=["0"])
    settled(client, address)
    (line,) = alone.app.state.room.case.report_lines(words="Pasted").reports
    assert (line.title, line.publisher, line.name) == ("Pasted here", "Test Wire", "pasted text")


@pytest.mark.parametrize(
    ("about", "text", "expected"),
    [
        ({"Title": "", "URL": " "}, "Title: its own\n\nText.", "Title: its own\n\nText."),
        ({"Title": "A\nPublisher: B"}, "\r\nText.", "Title: A Publisher: B\n\nText."),
    ],
)
def test_fields_become_lines_that_cannot_be_broken_out_of(about: dict[str, str], text: str, expected: str) -> None:
    assert with_header(text, about) == expected


def test_nothing_given_is_told_so(unread: Team) -> None:
    answer = given(unread.browser())
    assert answer.status_code == 422
    assert "No file was given" in text_of(answer)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("../../../etc/passwd", b"\xff\xfe\x00"),
        ("deep.json", b"[" * 100_000),
        ("page.html", b"<html><body>" + b"<div>" * 5000),
        ("utf16.txt", "The council said 3 men were freed.".encode("utf-16")),
        ("a.zip", b"PK\x03\x04" + b"\x00" * 100),
        ("x" * 300 + ".txt", NEW),
        ("<img src=x onerror=alert(1)>.txt", BROKEN),
        ("marks.txt", ("a" + "\u0301" * 5000).encode()),
    ],
)
def test_files_that_are_none_are_looked_at_and_told_of_without_harm(unread: Team, name: str, data: bytes) -> None:
    client = unread.browser()
    _, answer = looked_at(client, (name, data))
    assert answer.status_code == 200
    assert "<img src=x" not in answer.text
    assert "etc/passwd" not in answer.text
    assert "The log of the server" not in answer.text


def test_more_than_can_be_sent_at_once_is_refused(unread: Team) -> None:
    client = unread.browser()
    answer = given(client, ("large.txt", b"x" * (33 * 1024 * 1024)))
    assert answer.status_code == 413
    assert "more than can be sent at once (32 MB)" in text_of(answer)


def test_a_form_of_another_site_is_refused(unread: Team) -> None:
    client = unread.browser()
    client.see("/reports")
    answer = client.post("/reports/reading", data={"csrf": "guessed"}, files=[("files", ("a.txt", NEW))])
    assert answer.status_code == 403


def test_a_reader_reads_nothing_in_and_an_analyst_sees_only_what_is_his_own(case_file: Path) -> None:
    with serving(case_file) as team:
        analyst, reader, admin = (team.browser(role) for role in (Role.ANALYST, Role.READER, Role.ADMIN))
        assert "Add reports" not in reader.see("/reports").text
        assert given(reader, ("new.txt", NEW)).status_code == 403
        address, _ = looked_at(analyst, ("new.txt", NEW))
        for other in (reader, admin):
            other.see("/account")
            assert other.get(address).status_code in (403, 404)
            assert other.do(f"{address}/read", wanted=["0"]).status_code in (403, 404)
        analyst.do(f"{address}/read", wanted=["0"])
        assert "1 new" in text_of(settled(analyst, address))
        (entry,) = team.app.state.room.case.entries(newest=True, kinds=("report added",), limit=1)
        assert entry.author == "analyst"


def test_two_people_who_read_at_once_both_have_theirs_read(case_file: Path) -> None:
    with serving(case_file) as team:
        people = [team.browser(role) for role in (Role.ANALYST, Role.ADMIN)]
        many = b"".join(b'{"text": "The guard said %d men were freed."}\n' % n for n in range(3, 40))
        other = many.replace(b"guard", b"council")
        addresses = [looked_at(p, ("l.jsonl", lines))[0] for p, lines in zip(people, (many, other), strict=True)]
        for person, address in zip(people, addresses, strict=True):
            person.do(f"{address}/read", wanted=["0"])
        for person, address in zip(people, addresses, strict=True):
            assert "37 new" in text_of(settled(person, address))
        case = team.app.state.room.case
        assert case.report_lines().total == 75
        assert {e.author for e in case.entries(kinds=("report added",), limit=1000)} == {"tests", "analyst", "admin"}
        case.verify()


# --- in a browser ----------------------------------------------------------------------------------------
DROP = """([target, files]) => {
  const transfer = new DataTransfer();
  for (const [name, text] of files) transfer.items.add(new File([text], name));
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    target.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
  }
}"""


def drop(page: Page, **files: str) -> None:
    """Drop files on the page, as a person does with a mouse."""
    target = page.evaluate_handle("document.querySelector('main')")
    page.evaluate(DROP, [target, list(files.items())])


def test_files_dropped_on_the_page_are_read_when_one_says_so(own_visits: Visits) -> None:
    page = own_visits.open("/reports")
    drop(page, **{"new.txt": NEW.decode(), "broken.txt": ""})
    expect(page.get_by_role("heading", name="What these are")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("row", name="new.txt")).to_contain_text("new")
    expect(page.get_by_role("row", name="broken.txt")).to_contain_text("cannot be read")
    assert axe(page) == []
    picture(page, "reading-preview")
    page.get_by_role("button", name="Read these").click()
    expect(page.get_by_role("heading", name="What became of them")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="A new one").click()
    expect(page.get_by_role("article", name="Text of the report")).to_contain_text("12 men were held")


def test_the_page_shows_where_it_takes_files_while_they_are_held_over_it(visits: Visits) -> None:
    page = visits.open("/reports")
    over = """(kind) => { const t = new DataTransfer(); t.items.add(new File(['x'], 'a.txt'));
      document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: t })); }"""
    shade = page.locator("[data-dropping]")
    page.evaluate(over, "dragenter")
    expect(shade).to_be_visible()
    page.evaluate(over, "dragleave")
    expect(shade).to_be_hidden()


def test_a_text_is_pasted_and_read_on_a_phone(own_visits: Visits) -> None:
    page = own_visits.open("/reports", width=NARROW, theme="dark")
    page.get_by_text("Add reports").click()
    page.get_by_label("Or paste a text").fill("The council said on Tuesday that 12 men were held at the bridge.")
    page.get_by_label("Title").fill("Pasted on a phone")
    page.get_by_role("button", name="See what they are").click()
    expect(page.get_by_role("heading", name="What these are")).to_be_visible(timeout=30_000)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    page.get_by_role("button", name="Read these").click()
    expect(page.get_by_role("link", name="Pasted on a phone")).to_be_visible(timeout=30_000)


def test_files_that_are_too_large_together_are_told_of_before_they_are_sent(visits: Visits) -> None:
    page = visits.open("/reports")
    page.evaluate(
        """() => { const t = new DataTransfer(); t.items.add(new File([new Uint8Array(33 * 1024 * 1024)], 'l.txt'));
        document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: t })); }"""
    )
    expect(page.locator("[data-chosen]")).to_contain_text("33 MB; 32 MB can be given at once")
    assert page.url.endswith("/reports")
