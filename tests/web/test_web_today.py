"""Today: where things stand, what changed, and what waits, at any moment."""

from __future__ import annotations

import html
import re
import time
from datetime import timedelta
from pathlib import Path

import pytest
from boards_served import served
from browser_pages import Visits
from starlette.testclient import TestClient

from truceline.case import Case


def words(client: TestClient, path: str = "/") -> str:
    """What the page says, when nothing is being worked out any more."""
    for _ in range(200):
        answer = client.get(path)
        assert answer.status_code == 200, answer.text
        if "being worked out" not in answer.text:
            return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())
        time.sleep(0.1)
    raise AssertionError("it is still being worked out")


def test_talks_and_truce_stand_with_the_claims_that_moved_them(client: TestClient) -> None:
    page = client.get("/").text and words(client)
    assert "Talks broken off , 2023-12-02" in page
    assert "Truce, as told fighting resumed , 2023-12-01" in page
    links = re.findall(r'<blockquote[^>]*><a href="(/claims/c-[0-9a-f]+)', client.get("/").text)
    assert links


def test_the_clock_says_until_when_and_for_how_much_longer_by_whose_account(client: TestClient) -> None:
    page = words(client)
    assert "Ran out 2023-12-01 07:00 , according to Qatar (no other account denies it)" in page
    assert "1 to 2 more days , according to Israel" in page
    assert "No more days , according to Hamas" in page


def test_a_state_names_those_who_tell_it_and_not_those_who_only_do_not_deny_it(client: TestClient) -> None:
    page = words(client)
    assert "broken off , 2023-12-02 according to Israel and Hamas (Egypt and OCHA do not deny it)" in page
    assert "under way , 2023-12-02 according to Qatar and United States" in page
    assert "fighting resumed , 2023-12-01 07:00 according to Qatar (no other account denies it)" in page


def test_the_words_of_those_named_are_quoted_before_those_of_outlets(client: TestClient) -> None:
    words(client)
    banner = html.unescape(client.get("/").text).split("broken off</strong>")[1].split("under way</strong>")[0]
    assert re.findall(r"<b dir=\"auto\">([^<]+)</b>", banner) == [
        "office of Israel's prime minister",
        "Hamas",
        "Example Agency",
    ]


def test_a_short_quote_stands_in_its_sentence(client: TestClient) -> None:
    page = client.get("/").text
    assert re.search(r'<span class="soft">[^<]+</span><a href="/claims/c-\w+"><q>[^<]{1,40}</q></a>', page)


def test_duties_on_which_accounts_differ_stand_in_the_small_matrix_and_others_below(client: TestClient) -> None:
    page = words(client)
    differing, alike = page.split("The same in every account")
    assert "further releases" in differing.split("Every duty, by account")[1]
    assert "surveillance drones" in alike.split("Waits for review")[0]


@pytest.mark.parametrize("moment", ["2023-11-27", "2023-11-30T06:00"])
def test_a_moment_is_replayed_and_nothing_later_is_in_it(client: TestClient, moment: str) -> None:
    page = words(client, f"/?as_of={moment}")
    assert "Nothing later is in it" in page
    assert "2023-12-0" not in page
    assert "fighting resumed" not in page


def test_what_changed_since_a_moment_names_the_claims_or_the_clock(client: TestClient) -> None:
    page = words(client, "/?as_of=2023-12-01T12:00&since=2023-11-30T00:00")
    assert re.search(
        r"further releases, 30 November 2023 : not owed → met ?, by what others say and Israel does not deny \w{4}",
        page,
    )
    assert "by the clock alone" in page


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("as_of=some+day", "no day and no time"),
        ("since=2024-13-01", "no day and no time"),
        ("as_of=2023-11-28&since=2023-11-30", "cannot begin"),
        ("silence=loud", "no way of reading silence"),
        ("agreement=a-nonsense", "no agreement"),
    ],
)
def test_what_cannot_be_shown_is_told_with_a_way_out(client: TestClient, query: str, told: str) -> None:
    for _ in range(100):
        answer = client.get(f"/?{query}")
        if "being worked out" not in answer.text:
            break
        time.sleep(0.1)
    assert told in answer.text
    assert answer.status_code in (200, 422)


def test_before_anything_was_known_nobody_is_told_to_begin(client: TestClient) -> None:
    page = words(client, "/?as_of=2023-11-01")
    assert "0 claims in 0 reports that could be known by then." in page
    assert "to begin" not in page


def test_an_empty_case_says_how_to_begin(tmp_path: Path) -> None:
    Case.create(tmp_path / "empty.db", title="Nothing yet", author="desk").close()
    with served(tmp_path / "empty.db") as client:
        page = words(client)
    assert re.search(r"0 claims in 0 reports ?\. Read reports to begin", page)
    assert "No agreement is in this case" in page
    assert "Nothing waits" in page


def test_without_an_agreement_a_rule_that_reports_tell_gives_the_runway(tmp_path: Path) -> None:
    text = (
        "ARLAND, March 2, 2024 - Each ten hostages released would add one day to the pause, a spokesman of the "
        "northern army said. The northern army holds 30 hostages, its spokesman said."
    )
    with Case.create(tmp_path / "told.db", author="desk") as case:
        case.read_text(text)
        told = case.runways_as_told()
    with served(tmp_path / "told.db") as client:
        page = words(client)
    assert ("How long it lasts, as reports tell it" in page) == bool(told)


def test_what_was_entered_since_the_last_visit_is_counted(own_case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(own_case) as client:
        words(client)
        monkeypatch.setattr("truceline.web.desk.visit.PAUSE", timedelta(0))
        room = client.app.state.room  # type: ignore[attr-defined]
        waiting = room.case.find(limit=2).claims
        for one in waiting:
            room.case.signed("somebody else").accept(one.id)
        page = " ".join(re.sub(r"<[^>]+>", " ", client.get("/").text).split())
    assert "since your last visit" in page
    assert "2 reviews" in page


def test_an_open_page_follows_what_another_program_does(own_visits: Visits, own_case: Path) -> None:
    page = own_visits.open("/")
    page.wait_for_selector("table.small")
    with Case.open(own_case, author="another program") as case:
        left = case.count() - 1
        for one in case.find(limit=1).claims:
            case.reject(one.id, "read wrongly")
    page.get_by_text(f"{left} claims in").wait_for()
