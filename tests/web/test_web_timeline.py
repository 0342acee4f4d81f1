"""Timeline: a lane for each side, a mark for each claim that names a time, and the same as a list."""

from __future__ import annotations

import re
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from boards_served import served
from browser_pages import NARROW, Visits, axe, wider_than_the_window
from playwright.sync_api import Page, Route, expect
from starlette.testclient import TestClient

from truceline.case import Asked, Case
from truceline.web.boards import timeline as board
from truceline.web.boards.timeline import BY_REPORT, NOT_DONE, QUADS
from truceline.web.working import Working

MARKS = ".lane a[data-x]"


def lines(client: TestClient, query: str = "") -> dict[str, Any]:
    for _ in range(300):
        answer = client.get(f"/timeline/lines{query}")
        if answer.status_code != 202:
            assert answer.status_code == 200, answer.text
            found: dict[str, Any] = answer.json()
            return found
        time.sleep(0.1)
    raise AssertionError("it is still being worked out")


def day(words: str) -> int:
    return date.fromisoformat(words).toordinal()


# --- the lanes ------------------------------------------------------------------------------------------
def test_every_claim_that_names_a_time_has_a_mark_and_no_other_has_one_of_its_own(
    client: TestClient, demo_case: Path
) -> None:
    found = lines(client, "?by=speaker")
    with Case.open(demo_case) as case:
        dated = {c.id for c in case.find(Asked(dated=True), limit=1000).claims}
        undated = {c.id for c in case.find(Asked(dated=False), limit=1000).claims}
    own = {m[7] for m in found["marks"] if not m[4] & BY_REPORT}
    assert own == dated
    assert found["dated"] == len(dated)
    assert found["undated"] == len(undated)
    assert {m[7] for m in found["marks"] if m[4] & BY_REPORT} <= undated


def test_offices_and_officials_stand_in_the_lane_of_their_side(client: TestClient) -> None:
    by_name = {lane["name"]: lane for lane in lines(client, "?by=speaker")["lanes"]}
    assert "Israel Defense Forces" in by_name["Israel"]["names"]
    assert "Qatari Ministry of Foreign Affairs" in by_name["Qatar"]["names"]
    assert "Israel Defense Forces" not in by_name


def test_lanes_are_the_fullest_and_the_rest_share_one(demo_case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "LANES", 4)
    with Working.open(str(demo_case)) as working:
        found = board.lines(working)
    names = [lane["name"] for lane in found["lanes"]]
    assert names == ["Hamas", "Israel", "Others", "Nobody named"]
    others = next(lane for lane in found["lanes"] if lane["name"] == "Others")
    assert "Qatar" in others["names"]
    assert {m[0] for m in found["marks"]} == set(range(4))


def test_what_is_planned_offered_or_denied_is_told_apart_from_what_is_told_as_done(
    client: TestClient, demo_case: Path
) -> None:
    marks = {m[7]: m for m in lines(client)["marks"]}
    with Case.open(demo_case) as case:
        for listed in case.find(Asked(modality=("planned", "offered", "demanded")), limit=500).claims:
            if listed.id in marks:
                assert marks[listed.id][4] & NOT_DONE


def test_a_day_is_the_one_that_was_told_wherever_it_was_told(client: TestClient, demo_case: Path) -> None:
    starts = {m[7]: m[1] for m in lines(client, "?by=speaker")["marks"] if not m[4] & BY_REPORT}
    with Case.open(demo_case) as case:
        for listed in case.find(Asked(dated=True), limit=1000).claims:
            when = listed.claim.act.when
            if when is not None and when.start is not None and when.precision.value == "day":
                assert starts[listed.id] == when.start.toordinal()


def test_a_mark_has_the_class_of_its_act(client: TestClient) -> None:
    found = lines(client, "?quad=material+conflict")
    assert found["marks"]
    assert {QUADS[m[3]] for m in found["marks"]} == {"material conflict"}


@pytest.mark.parametrize(
    ("query", "speaker"),
    [("speaker=Hamas", "Hamas"), ("speaker=OCHA", "OCHA"), ("words=hostages&speaker=Egypt", "Egypt")],
)
def test_the_lanes_obey_the_filters(client: TestClient, query: str, speaker: str) -> None:
    found = lines(client, f"?{query}")
    assert found["speakers"] == [speaker]


def test_nothing_later_is_in_a_replay(client: TestClient) -> None:
    found = lines(client, "?as_of=2023-11-27")
    assert found["marks"]
    assert max(m[1] or 0 for m in found["marks"]) < day("2023-11-30")
    with_all = {m[7] for m in lines(client)["marks"]}
    assert {m[7] for m in found["marks"]} < with_all


def test_figures_stand_by_speaker_with_the_claims_they_rest_on(client: TestClient) -> None:
    (course, *_) = lines(client)["courses"]
    assert course["title"] == "Prisoners released, by speaker"
    qatar = next(v for v in course["voices"] if v["name"] == "Qatari Ministry of Foreign Affairs")
    first = qatar["points"][0]
    assert first[1:5] == [39, 39, "exact", "39"]
    assert all(id.startswith("c-") for id in first[5])


def test_many_marks_are_counted_and_come_one_by_one_where_one_looks_closely(
    demo_case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board, "MOST", 100)
    with Working.open(str(demo_case)) as working:
        whole = board.lines(working)
        close = board.lines(working, within=[day("2023-11-25"), day("2023-11-25")])
    assert whole["marks"] == []
    assert sum(cell[4] for cell in whole["cells"]) > 100
    assert close["marks"]
    assert all((m[1] or 0) < day("2023-11-26") for m in close["marks"])


@pytest.mark.parametrize("query", ["by=colour", "act=NOTHING", "since=yesterday", "quad=blue", "as_of=9999-99-99"])
def test_what_cannot_be_asked_is_refused_in_plain_words(client: TestClient, query: str) -> None:
    for path in ("/timeline", "/timeline/lines"):
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 422
        assert "Traceback" not in answer.text


# --- the page -------------------------------------------------------------------------------------------
def test_the_list_has_the_claims_of_the_days_in_order_of_time(client: TestClient) -> None:
    lines(client)
    page = client.get("/timeline?since=2023-11-25&until=2023-11-26&by=speaker").text
    times = re.findall(r'<td class="time"><span class="day">(\d{4}-\d\d-\d\d)', page)
    assert times == sorted(times)
    assert "2023-11-25" in times
    assert max(times) <= "2023-11-27"  # a day in Doha begins an hour earlier
    total = re.search(r"(\d+) claims that speak of 2023-11-25 to 2023-11-26", page)
    assert total is not None
    assert page.count("data-row") == min(30, int(total[1]))


def test_claims_without_a_time_are_counted_and_can_be_opened(client: TestClient) -> None:
    lines(client)
    page = client.get("/timeline").text
    found = re.search(r'<a href="(/claims\?dated=0)">(\d+) claims more</a> name no time', page)
    assert found is not None
    assert f"{found[2]} claims" in client.get(found[1]).text


def test_one_claim_is_read_beside_its_mark(client: TestClient) -> None:
    id = lines(client)["marks"][0][7]
    assert f"/claims/{id}" in client.get(f"/timeline/claims/{id}", headers={"HX-Request": "true"}).text
    assert client.get("/timeline/claims/c-nothing").status_code == 404


def test_an_empty_case_says_so(tmp_path: Path) -> None:
    with Case.create(tmp_path / "empty.db", title="Empty"):
        pass
    with served(tmp_path / "empty.db") as client:
        assert lines(client)["marks"] == []
        assert "There is no claim of this kind." in client.get("/timeline").text


# --- in a browser ---------------------------------------------------------------------------------------
def opened(visits: Visits, query: str = "", **more: Any) -> Page:
    page = visits.open(f"/timeline{query}", **more)
    expect(page.locator(MARKS).first).to_be_visible(timeout=60_000)
    return page


def shown_days(page: Page) -> str:
    return page.locator("[data-days]").inner_text()


def test_arrows_go_from_mark_to_mark_and_enter_opens_the_claim(visits: Visits) -> None:
    page = opened(visits, "?by=speaker")
    first = page.locator(f'{MARKS}[tabindex="0"]')
    expect(first).to_have_count(1)
    first.focus()
    x = float(first.get_attribute("data-x") or 0)
    page.keyboard.press("ArrowRight")
    now = page.locator("a[data-x]:focus")
    assert float(now.get_attribute("data-x") or 0) >= x
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-card] blockquote")).to_be_visible()
    id = page.locator("a[data-x]:focus").get_attribute("data-ids")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/claims/{id}*")


def test_dragging_over_days_shows_them_alone_and_the_address_says_so(visits: Visits) -> None:
    page = opened(visits)
    box = page.locator("[data-lanes] svg .ground").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.42, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.55, box["y"] + 8, steps=4)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"since=2023-11-\d\d&until=2023-11-\d\d"))
    assert shown_days(page) != "2023-11-24 to 2023-12-02"
    expect(page.locator("#listing")).to_contain_text("2023-11-2")
    narrowed = page.url
    page.reload()
    expect(page.locator(MARKS).first).to_be_visible()
    assert page.url == narrowed
    page.go_back()
    expect(page.locator("[data-days]")).to_have_text("2023-11-24 to 2023-12-02")


def test_it_says_where_lanes_and_list_are_not_of_one_moment_and_brings_both_to_one(own_visits: Visits) -> None:
    page = own_visits.open("/reports")
    state, listing = "[data-state]", "#listing"

    def older(route: Route) -> None:
        found = route.fetch()
        route.fulfill(response=found, json={**found.json(), "fresh": False, "entry": 7})

    page.route("**/timeline/lines*", older)
    page.goto("/timeline")
    expect(page.locator(listing)).to_have_attribute("data-entry", re.compile("[1-9]"), timeout=60_000)
    last = page.locator(listing).get_attribute("data-entry")
    said = f"The lanes stand as of entry 7 of the record, the list below as of entry {last}."
    expect(page.locator(state)).to_contain_text(said, timeout=60_000)
    page.unroute("**/timeline/lines*")
    expect(page.locator(state)).to_be_hidden(timeout=20_000)
    page.evaluate("document.querySelector('#listing').dataset.entry = '7'")
    page.evaluate("document.body.dispatchEvent(new CustomEvent('entries'))")
    expect(page.locator(listing)).to_have_attribute("data-entry", last or "")


def test_going_back_shows_the_list_of_the_days_before(visits: Visits) -> None:
    page = opened(visits)
    # Where the page was there before the lanes, the list comes with them.
    expect(page.locator("#listing table")).to_be_visible()
    before = page.locator("#listing").inner_text()
    page.get_by_role("button", name="Later").click()
    expect(page.locator("#listing")).not_to_have_text(before, use_inner_text=True)
    page.go_back()
    expect(page.locator("#listing")).to_have_text(before, use_inner_text=True)


def test_counts_and_dates_do_not_run_into_one_another_however_narrow(visits: Visits) -> None:
    page = opened(visits)
    made = page.evaluate(
        """async ([first, counts]) => {
            const { layout } = await import(document.querySelector('script[src*="js/timeline.js"]').src
                .replace("timeline.js", "timeline_layout.js"));
            const cells = counts.map((count, n) => [0, first + n, 0, 0, count]);
            const data = { marks: [], cells, lanes: [{ name: "north" }], courses: [] };
            const { lanes, ticks } = layout(data, { first, end: first + counts.length, byReport: false }, 360);
            return [lanes[0].marks.map((m) => [m.x, m.label]), ticks.filter((t) => t.label).map((t) => [t.x, t.label])];
        }""",
        [day("2024-02-28"), [40] * 62],
    )
    for placed, before in zip(made, (14, 0), strict=True):
        for (x, words), (after, _) in pairwise(placed[1:-1] if before else placed):
            assert after - x >= before + 6 * len(words)


def test_keys_zoom_and_go_along_and_the_form_follows(visits: Visits) -> None:
    page = opened(visits)
    before = shown_days(page)
    page.keyboard.press("-")
    expect(page.locator("[data-days]")).not_to_have_text(before)
    page.keyboard.press("]")
    page.keyboard.press("0")
    expect(page.locator("[data-days]")).to_have_text(before)
    assert page.locator("#since").input_value() == "2023-11-24"


def test_far_away_days_are_counted_and_a_count_opens_its_days(visits: Visits) -> None:
    page = opened(visits, "?since=2023-09-20&until=2023-12-04")
    count = page.locator(f"{MARKS}[data-from]").last
    expect(count).to_have_attribute("aria-label", re.compile(r"\d+ claims"))
    count.click()
    expect(page.locator("[data-days]")).not_to_have_text("20 Sep 2023 to 4 Dec 2023")
    expect(page).to_have_url(re.compile("since=2023-1"))


def test_claims_without_a_time_stand_on_the_day_of_their_report_only_when_asked(visits: Visits) -> None:
    page = opened(visits, "?by=speaker")
    assert page.locator(".by-report").count() == 0
    page.get_by_role("link", name="show them on the day of their report").click()
    expect(page.locator(".by-report").first).to_be_visible()
    expect(page.get_by_text("dashed: no time said, day of the report")).to_be_visible()


@pytest.mark.parametrize(("width", "theme"), [(1440, "dark"), (NARROW, "light")])
def test_the_lanes_fit_and_can_be_read_by_everybody(visits: Visits, width: int, theme: str) -> None:
    page = opened(visits, "?by=speaker", width=width, theme=theme)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
