"""Brief: the situation brief in the case room: read, chosen from, printed and taken out."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from boards_served import served
from browser_pages import NARROW, Visits, axe, wider_than_the_window
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from truceline.case import DEMO_ZONE, Case
from truceline.web.boards.brief import themed
from truceline.web.pages import moment_words

SOME = "?section=stands&section=people"


def read(client: TestClient, query: str = "") -> str:
    """The page, once the brief is there."""
    for _ in range(600):
        answer = client.get(f"/brief{query}")
        assert answer.status_code == 200, answer.text
        if "being worked out" not in answer.text:
            return answer.text
        time.sleep(0.1)
    raise AssertionError("it is still being worked out")


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).replace("\u00a0", " ").split())


def file(client: TestClient, form: str, query: str = "") -> Any:
    for _ in range(20):
        answer = client.get(f"/brief.{form}{query}")
        if answer.status_code != 503:
            return answer
    raise AssertionError("it is still being worked out")


# --- the page -------------------------------------------------------------------------------------------
def test_it_says_the_same_sentences_as_the_brief_itself(client: TestClient, demo_case: Path) -> None:
    page = read(client)
    quotes = set(re.findall(r'<q dir="auto">([^<]+)</q>', page))
    with Case.open(demo_case) as case:
        told = json.loads(Case.render(case.brief(), "json"))
    said = [s for section in told["sections"] for group in section["groups"] for s in group["sentences"]]
    for sentence in said:
        for part in sentence["parts"]:
            if part["kind"] == "quote" and not set("&<>'\"") & set(part["text"]):
                assert part["text"] in quotes
    assert all(f'id="{section["key"]}"' in page for section in told["sections"])


def test_its_head_says_as_of_which_entry_it_stands_also_while_a_newer_one_is_worked_out(own_case: Path) -> None:
    with served(own_case) as client:
        room: Any = client.app.state.room  # type: ignore[attr-defined]
        read(client)
        head = room.case.head()
        entered = room.case.entries(head.seq - 1, limit=1)[0].time
        room.case.accept(room.case.ids(limit=1)[0])
        page = plain(client.get("/brief").text)
        stands = page.partition("As of entry ")[2]
        assert stands.startswith(f"{head.seq} of the record")
        text = page[page.index("Situation brief") :]
        assert f"As of entry {head.seq} of the record, {moment_words(entered, DEMO_ZONE)} ({DEMO_ZONE})." in text
        assert "Newer entries are not in it yet." in text


def test_every_note_opens_its_claim_and_is_called_from_the_text(client: TestClient) -> None:
    page = read(client)
    notes = re.findall(r'<li id="note-(\d+)"', page)
    assert notes
    assert len(set(notes)) == len(notes)
    for number in notes:
        assert f'id="ref-{number}"' in page
    assert page.count('">Claim c-') == len(notes)
    id = re.search(r'href="(/claims/c-[0-9a-f]+)">Claim', page)
    assert id is not None
    assert client.get(id[1]).status_code == 200


def test_only_the_chosen_sections_are_shown_with_the_notes_that_they_call(client: TestClient) -> None:
    whole, some = read(client), read(client, "?section=contested")
    assert re.findall(r'<section id="([a-z0-9-]+)"', some) == ["contested", "sources", "notes"]
    called = set(re.findall(r'href="#note-(\d+)"', some))
    assert set(re.findall(r'<li id="note-(\d+)"', some)) == called
    assert called < set(re.findall(r'<li id="note-(\d+)"', whole))
    assert re.findall(r'name="section" value="([a-z0-9-]+)" checked', some) == ["contested"]


def test_a_moment_is_replayed_and_nothing_later_is_in_it(client: TestClient) -> None:
    page = plain(read(client, "?as_of=2023-11-26"))
    assert "2 December 2023" not in page.split("Situation brief")[1].split("Notes")[0].replace("to 2 December 2023", "")


def test_what_changed_begins_where_it_is_asked_to(client: TestClient) -> None:
    page = plain(read(client, "?as_of=2023-12-01&since=2023-11-30&section=changed"))
    assert "30 November 2023" in page


def test_since_after_the_moment_shown_is_told_in_plain_words(client: TestClient) -> None:
    page = plain(read(client, "?as_of=2023-11-26&since=2023-12-01"))
    assert "Choose" in page or "earlier" in page or "later" in page
    assert "Traceback" not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/brief?since=soon", 422),
        ("/brief.exe", 422),
        ("/brief.html?since=soon", 422),
        ("/brief/pictures/none", 404),
        (f"/brief?since={'9' * 60}", 422),
    ],
)
def test_what_is_not_there_is_refused_in_plain_words(client: TestClient, path: str, status: int) -> None:
    read(client)
    answer = client.get(path)
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_an_empty_case_has_an_empty_brief(tmp_path: Path) -> None:
    with Case.create(tmp_path / "empty.db", title="Empty"):
        pass
    with served(tmp_path / "empty.db") as client:
        assert "No reports." in read(client)


# --- pictures and files ---------------------------------------------------------------------------------
def test_its_pictures_are_drawn_from_its_own_specifications_in_the_colours_of_the_page(client: TestClient) -> None:
    page = read(client)
    specs = re.findall(r'data-spec="(/brief/pictures/[^"]+)"', page)
    assert len(specs) > 3
    for address in specs:
        told = client.get(address)
        assert told.status_code == 200
        assert "vega-lite" in told.json()["$schema"]
        assert "#1d1f21" not in told.text


def test_a_figure_in_a_picture_opens_its_claim(client: TestClient) -> None:
    read(client)
    found = client.get("/brief/pictures/figures-released-prisoners").text
    id = re.search(r'"href":\s*"(/claims/c-[0-9a-f]+)"', found)
    assert id is not None
    assert client.get(id[1]).status_code == 200


def test_colours_are_those_of_the_page_wherever_they_stand() -> None:
    assert themed({"a": ["#1d1f21", {"b": "#a8572b"}], "c": 3}) == {"a": ["var(--ink)", {"b": "var(--ink)"}], "c": 3}


@pytest.mark.parametrize(("form", "begins"), [("html", "<!doctype html>"), ("md", "# "), ("json", "{")])
def test_it_is_taken_out_as_a_file(client: TestClient, form: str, begins: str) -> None:
    answer = file(client, form, "?as_of=2023-12-01")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="brief-2023-12-01.{form}"'
    assert answer.text.startswith(begins)


def test_a_file_has_the_chosen_sections_alone(client: TestClient) -> None:
    told = file(client, "json", SOME).json()
    assert [s["key"] for s in told["sections"]] == ["stands", "people"]
    called = {n for s in told["sections"] for g in s["groups"] for x in g["sentences"] for n in x["notes"]}
    assert {n["number"] for n in told["notes"]} >= called


# --- in a browser ---------------------------------------------------------------------------------------
def opened(visits: Visits, query: str = SOME, **more: Any) -> Page:
    page = visits.open(f"/brief{query}", **more)
    expect(page.locator("#brief .said li").first).to_be_visible(timeout=90_000)
    return page


def test_a_note_opens_beside_the_text_and_closes_by_key(visits: Visits) -> None:
    page = opened(visits)
    mark = page.locator(".marks a").first
    number = mark.inner_text()
    mark.click()
    note = page.locator(f"#note-{number}")
    assert note.evaluate("e => getComputedStyle(e).position") == "fixed"
    page.keyboard.press("Escape")
    assert note.evaluate("e => getComputedStyle(e).position") != "fixed"


def test_it_prints_as_a_clean_page(visits: Visits) -> None:
    page = opened(visits)
    expect(page.locator(".chart[data-drawn=yes]").first).to_be_attached(timeout=30_000)
    page.emulate_media(media="print")
    for hidden in (".top", ".choosing", ".foot"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator("#brief .brief-title")).to_be_visible()
    expect(page.locator("#brief .stands")).to_contain_text("As of entry ")
    assert len(page.pdf(prefer_css_page_size=True)) > 20_000
    rules = page.evaluate("document.adoptedStyleSheets.flatMap(s => [...s.cssRules].map(r => r.cssText)).join(' ')")
    assert re.search(r"@bottom-left \{[^}]*As of entry [\d,]+ of the record", rules), "no foot with the entry"


def test_on_paper_a_picture_leaves_no_gap_at_the_foot_of_a_page(visits: Visits) -> None:
    page = opened(visits)
    expect(page.locator(".chart[data-drawn=yes]").first).to_be_attached(timeout=30_000)
    page.emulate_media(media="print")
    pictures = page.locator("#brief figure.picture")
    assert pictures.count() > 2
    # A float that is kept whole and does not fit goes to the next page alone; a block takes what follows with it.
    for style in pictures.evaluate_all(
        "all => all.map(e => [getComputedStyle(e).float, getComputedStyle(e).breakInside])"
    ):
        assert style == ["left", "avoid"]


def test_on_paper_no_ids_of_claims_stand_below_the_text(visits: Visits) -> None:
    page = opened(visits)
    page.emulate_media(media="print")
    assert page.locator("#brief .cites-more").count()
    assert page.locator("#brief .cite").filter(visible=True).count() == 0


def test_sections_are_chosen_by_ticking_them(visits: Visits) -> None:
    page = opened(visits)
    page.get_by_role("checkbox", name="People held and released").uncheck()
    page.get_by_role("button", name="Show").last.click()
    expect(page.locator("#brief section#stands")).to_be_visible()
    expect(page.locator("#brief section#people")).to_have_count(0)


@pytest.mark.parametrize(("width", "theme"), [(1440, "dark"), (NARROW, "light")])
def test_it_fits_and_can_be_read_by_everybody(visits: Visits, width: int, theme: str) -> None:
    page = opened(visits, width=width, theme=theme)
    expect(page.locator(".chart[data-drawn=yes]").first).to_be_attached(timeout=30_000)
    assert wider_than_the_window(page) == []
    assert axe(page) == []


def test_on_a_phone_it_begins_with_its_text_and_notes_open_one_by_one(own_visits: Visits) -> None:
    page = own_visits.open("/brief", width=NARROW)
    expect(page.locator("#brief .brief-title")).to_be_visible(timeout=60_000)
    expect(page.locator(".choices-all")).not_to_have_attribute("open", re.compile(""))
    notes = page.locator("#notes .notes li")
    expect(notes.filter(visible=True)).to_have_count(0)
    page.locator(".marks a").first.click()
    expect(notes.filter(visible=True)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(notes.filter(visible=True)).to_have_count(0)
    page.locator(".all-notes input").check()
    expect(notes.filter(visible=True)).to_have_count(notes.count())
