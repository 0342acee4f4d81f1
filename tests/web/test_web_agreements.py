"""Agreements: told in plain words, written and checked, amended with nobody overwritten, verdicts over time."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from boards_served import HTMX, answered, plain, served, token, words
from browser_pages import NARROW, WIDE, Visits, axe, picture, wider_than_the_window
from httpx2 import Response
from playwright.sync_api import expect
from starlette.testclient import TestClient

from truceline.case import Case
from truceline.web.boards.history import thinned

SLOW = 30_000
RIVER = """agreement: River ceasefire
id: river
text_of: 2024-03-01
zone: Africa/Nairobi
parties: {north: Northland, south: Southland}
truce: {from: 2024-03-02 07:00, for: 14 days}
duties:
  talks: {by: both, meet: talks, due: day 5}
"""
LATER = RIVER + "amendments:\n  - {of: 2024-03-15, name: bridge, extends: {by: 5 days}}\n"
SIDE = RIVER.replace("day 5", "day 6")


@pytest.fixture(scope="module")
def client(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    copy = tmp_path_factory.mktemp("agreements") / "agreements.db"
    copy.write_bytes(demo_case.read_bytes())
    with served(copy) as found:
        yield found


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A case that the tests add to, one after the other."""
    where = tmp_path_factory.mktemp("river") / "river.db"
    with Case.create(where, zone="UTC", author="Ana") as case:
        case.add_agreement(RIVER, name="river.yaml")
    with served(where) as found:
        yield found


def send(client: TestClient, path: str, **fields: str) -> Response:
    headers = {"X-CSRF-Token": token(client, "/agreements")}
    return client.post(path, data=fields, headers=headers, follow_redirects=False)


def check(client: TestClient, text: str, **more: str) -> str:
    answer = send(client, "/agreements/check", text=text, **more)
    assert answer.status_code == 200
    return plain(answer.text)


# --- looking --------------------------------------------------------------------------------------------
def test_agreements_are_listed_with_who_made_them(client: TestClient) -> None:
    page = words(client, "/agreements")
    assert "Humanitarian pause, Gaza, November 2023" in page
    assert "Israel, Hamas ; mediated by Qatar, Egypt, United States" in page


def test_terms_are_told_in_words_with_their_readings_side_by_side(client: TestClient) -> None:
    page = words(client, "/agreements/gaza-2023")
    assert "first release : Hamas is to release at least 50 hostages (women and children)" in page
    assert "eight will do so Israel since 2023-11-30 (okezone)" in page
    assert "As Israel states it" in page


def test_the_text_stands_line_by_line_with_what_will_be_argued_about(client: TestClient) -> None:
    text = answered(client, "/agreements/gaza-2023?part=text").text
    assert 'id="line-5"' in text
    assert "id: gaza-2023" in text
    assert "Living or dead" in plain(text)
    assert "Argued about before" in plain(text)


def test_the_history_of_a_verdict_tells_what_moved_it_and_when(client: TestClient) -> None:
    page = words(client, "/agreements/gaza-2023/no attacks")
    assert "2023-11-24 07:00 → … kept so far" in page
    assert "still broken, excused as claimed" in page
    link = re.search(
        r'href="(/matrix/no%20attacks\?[^"]*as_of=[^"]+)"', answered(client, "/agreements/gaza-2023/no attacks").text
    )
    assert link
    answered(client, link[1].replace("&amp;", "&"))


def test_no_moment_of_a_history_lies_after_the_moment_shown(client: TestClient) -> None:
    page = words(client, "/agreements/gaza-2023/no attacks?as_of=2023-11-30")
    assert "2023-12-02" not in page


@pytest.mark.parametrize(("number", "most", "expected"), [(3, 5, [0, 1, 2]), (9, 3, [0, 4, 8]), (2, 2, [0, 1])])
def test_of_many_moments_the_first_and_last_always_stay(number: int, most: int, expected: list[int]) -> None:
    from datetime import UTC, datetime, timedelta

    begin = datetime(2024, 1, 1, tzinfo=UTC)
    moments = [begin + timedelta(days=n) for n in range(number)]
    assert thinned(moments, most) == [moments[n] for n in expected]


@pytest.mark.parametrize("path", ["/agreements/nowhere", "/agreements/gaza-2023/no such term", "/agreements/gaza"])
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answered(client, path, 404)


# --- checking -------------------------------------------------------------------------------------------
def test_a_sound_text_is_told_in_words(river: TestClient) -> None:
    said = check(river, RIVER)
    assert "Nothing is wrong with it. It is River ceasefire" in said
    assert "Northland and Southland are to" in said


def test_every_problem_stands_with_its_line_and_a_way_out(river: TestClient) -> None:
    said = check(river, RIVER.replace("Africa/Nairobi", "Nowhere").replace("meet: talks", "juggle: talks"))
    assert "2 problems" in said
    assert "line 4" in said
    assert "line 8" in said
    assert "Did you mean" in said or "Write" in said


def test_what_a_further_text_changes_is_shown_before_it_is_added(river: TestClient) -> None:
    said = check(river, SIDE, of="river")
    assert "What it changes" in said
    assert "before" in said
    assert "now" in said


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)
HOSTILE = {
    "a bomb of aliases": BOMB,
    "lists without an end": "[" * 100_000,
    "keys without an end": "a: " + "{a: " * 3000,
    "many unknown keys": "agreement: x\n" + "\n".join(f"k{n}: v" for n in range(9000)),
    "bytes": "\x00\x01\x02\ufffe" * 500,
    "a path of a file": "/etc/passwd",
    "one long word": "x" * 190_000,
    "markup": "agreement: <script>alert(1)</script>\n",
    "nothing": "   \n",
    "too long": "x: y\n" * 60_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_gets_a_plain_problem_and_soon(river: TestClient, text: str) -> None:
    check(river, RIVER)
    begun = time.monotonic()
    answer = send(river, "/agreements/check", text=text)
    assert time.monotonic() - begun < 15
    assert answer.status_code == 200
    assert "problem" in answer.text
    assert "cannot be added" in answer.text
    assert "root:" not in answer.text
    assert "<script>" not in answer.text


# --- adding ---------------------------------------------------------------------------------------------
def test_a_new_agreement_is_added_and_shown(river: TestClient) -> None:
    text = RIVER.replace("River", "Hill").replace("id: river", "id: hill")
    answer = send(river, "/agreements", text=text.replace("\n", "\r\n"), name="hill.yaml")
    assert (answer.status_code, answer.headers["location"]) == (303, "/agreements/hill")
    assert "Hill ceasefire" in words(river, "/agreements/hill")
    again = send(river, "/agreements", text=text, name="hill.yaml")
    assert again.status_code == 422
    assert "Hill ceasefire" in again.text


def test_what_cannot_be_added_stays_as_it_was_typed(river: TestClient) -> None:
    text = RIVER.replace("Africa/Nairobi", "Nowhere")
    answer = send(river, "/agreements", text=text)
    assert answer.status_code == 422
    assert "zone: Nowhere" in answer.text
    assert "1 problem" in plain(answer.text)


def test_a_wrong_text_and_a_missing_reason_are_told_together_and_both_stay_typed(river: TestClient) -> None:
    wrong = LATER.replace("for: 14 days", "for: a while")
    answer = send(river, "/agreements", text=wrong, of="river", seen=str(seq(river)), reason=" ", name="mine.yaml")
    assert answer.status_code == 422
    assert 'id="wrong-reason"' in answer.text
    assert "What is wrong with the text stands beside it" in answer.text
    assert "for: a while" in answer.text
    assert 'value="mine.yaml"' in answer.text


def test_a_further_text_needs_a_reason(river: TestClient) -> None:
    seen = str(seq(river))
    answer = send(river, "/agreements", text=LATER, of="river", seen=seen)
    assert answer.status_code == 422
    assert "A further text needs a reason" in answer.text
    assert "name: bridge" in answer.text


def seq(client: TestClient) -> int:
    found = re.search(r'name="seen" value="(\d+)"', client.get("/agreements/river?part=draft").text)
    assert found
    return int(found[1])


def test_nobody_overwrites_a_text_that_came_in_between(river: TestClient) -> None:
    seen = str(seq(river))
    first = send(river, "/agreements", text=LATER, of="river", seen=seen, reason="the bridge of 15 March")
    assert first.status_code == 303
    second = send(river, "/agreements", text=SIDE, of="river", seen=seen, reason="the day was read wrongly")
    assert second.status_code == 409
    said = plain(second.text)
    assert "added another text of this agreement" in said
    assert "the bridge of 15 March" in said
    assert "due: day 6" in second.text
    assert "- amendments:" in said
    newer = re.search(r'name="seen" value="(\d+)"', second.text)
    assert newer
    assert newer[1] != seen
    merged = LATER.replace("day 5", "day 6")
    third = send(river, "/agreements", text=merged, of="river", seen=newer[1], reason="the day was read wrongly")
    assert third.status_code == 303
    page = words(river, "/agreements/river?part=texts")
    assert "3 texts" in page
    assert "the bridge of 15 March" in page
    assert "the day was read wrongly" in page
    assert "+ - {of: 2024-03-15, name: bridge" in page


def test_a_text_of_another_agreement_is_no_further_text(river: TestClient) -> None:
    text = RIVER.replace("id: river", "id: lake")
    assert "It is a text of lake, and not of river" in check(river, text, of="river")
    answer = send(river, "/agreements", text=text, of="river", seen=str(seq(river)), reason="x")
    assert answer.status_code == 422


def test_a_form_from_elsewhere_adds_nothing(river: TestClient) -> None:
    before = words(river, "/agreements")
    answer = river.post("/agreements", data={"text": RIVER.replace("id: river", "id: sea")})
    assert answer.status_code == 403
    assert words(river, "/agreements") == before


def test_a_fragment_of_the_list_has_no_frame(client: TestClient) -> None:
    assert "<html" not in answered(client, "/agreements", headers=HTMX).text


# --- in a browser ---------------------------------------------------------------------------------------
PAGES = [
    "/agreements",
    "/agreements/gaza-2023",
    "/agreements/gaza-2023?part=text",
    "/agreements/gaza-2023/further releases",
]


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_agreements_is_sound(visits: Visits, path: str, width: int, theme: str) -> None:
    page = visits.open(path, width=width, theme=theme)
    expect(page.get_by_text("being worked out")).to_have_count(0, timeout=SLOW)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"agreements-{PAGES.index(path)}-{width}-{theme}")


def test_a_text_is_checked_while_it_is_typed_and_a_problem_leads_to_its_line(own_visits: Visits) -> None:
    page = own_visits.open("/agreements?part=draft")
    text = page.locator("#text")
    expect(page.get_by_text("Nothing is wrong with it")).to_be_visible(timeout=SLOW)
    text.fill(RIVER.replace("Africa/Nairobi", "Nowhere"))
    expect(page.get_by_text("1 problem.")).to_be_visible(timeout=SLOW)
    expect(page.locator(".gutter .bad")).to_have_text("✕ 4\n")
    page.get_by_role("link", name="line 4").click()
    chosen = text.evaluate("e => e.value.slice(e.selectionStart, e.selectionEnd)")
    assert chosen == "zone: Nowhere"
    assert axe(page) == []
    picture(page, "draft-1440-light")
    text.fill(RIVER)
    expect(page.get_by_text("Nothing is wrong with it")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Add this agreement").click()
    expect(page.get_by_role("heading", level=1, name="River ceasefire")).to_be_visible(timeout=SLOW)


def test_the_tab_key_leaves_the_text_and_enter_indents(own_visits: Visits) -> None:
    page = own_visits.open("/agreements?part=draft")
    text = page.locator("#text")
    text.fill("duties:")
    text.press("End")
    text.press("Enter")
    text.press_sequentially("talks")
    assert text.input_value() == "duties:\n  talks"
    text.press("Tab")
    expect(text).not_to_be_focused()


def test_two_people_write_a_further_text_at_once_and_none_is_lost(own_visits: Visits) -> None:
    own_visits.expected += ["409", "htmx:"]
    one, other = (own_visits.open("/agreements/gaza-2023?part=draft") for _ in range(2))
    for page, reason in ((one, "first of two"), (other, "second of two")):
        text = page.locator("#text")
        text.fill(f"# {reason}\n{text.input_value()}")
        page.get_by_label("Why there is a further text").fill(reason)
    one.get_by_role("button", name="Add this text").click()
    expect(one.get_by_role("heading", level=1)).to_contain_text("Humanitarian pause", timeout=SLOW)
    other.get_by_role("button", name="Add this text").click()
    expect(other.get_by_role("alert")).to_contain_text("first of two", timeout=SLOW)
    assert other.locator("#text").input_value().startswith("# second of two")
    other.get_by_role("button", name="Add this text").click()
    expect(other.get_by_role("link", name="3 texts")).to_be_visible(timeout=SLOW)
