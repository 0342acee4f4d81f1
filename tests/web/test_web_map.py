"""Map: incidents where claims place them, with circles for how sure that is, and what is not on it, with why."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from browser_pages import NARROW, Visits, axe, wider_than_the_window
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from truceline.case import About, Case
from truceline.web.boards import map as board
from truceline.web.working import Working

MARKS = "[data-drawing] a[data-x]"
LAKES = """GOMA, March 3 (Lake Wire) - Rebels attacked a camp in Goma on Saturday, the army of Congo said.

The rebels killed two people in Sake on Saturday, the army of Congo said. Rebels attacked a market in Masisi on
Saturday, the army of Congo said.

Four people were killed in North Kivu on Saturday, the army of Congo said. The army of Congo said the rebels attacked a
bank in Tripoli on Saturday.
"""


def marks(client: TestClient, query: str = "") -> dict[str, Any]:
    for _ in range(300):
        answer = client.get(f"/map/marks{query}")
        if answer.status_code != 202:
            assert answer.status_code == 200, answer.text
            found: dict[str, Any] = answer.json()
            return found
        time.sleep(0.1)
    raise AssertionError("it is still being worked out")


def place(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(p for p in found["places"] if name in p["names"])


# --- the board ------------------------------------------------------------------------------------------
def test_a_region_is_a_wide_circle_and_a_town_a_narrow_one(client: TestClient) -> None:
    found = marks(client)
    strip, camp = place(found, "Gaza Strip"), place(found, "Jabalya refugee camp")
    assert (strip["kind"], camp["kind"]) == ("area", "point")
    assert strip["radius"] > 2 * camp["radius"]
    assert "km" in strip["why"]
    assert "km" in camp["why"]


def test_claims_of_one_incident_are_one_mark(client: TestClient, demo_case: Path) -> None:
    found = marks(client)
    drawn = [one for p in found["places"] for one in p["incidents"]]
    several = [one for one in drawn if one["count"] > 1]
    assert several
    with Case.open(demo_case) as case:
        joined = case.identity(About.INCIDENT)
        for one in several:
            assert len({joined.main(id) for id in one["claims"]}) == 1
    ids = [id for one in drawn for id in one["claims"]]
    assert len(ids) == len(set(ids))


def test_what_cannot_be_drawn_is_listed_with_why_and_nothing_is_lost(client: TestClient) -> None:
    found = marks(client)
    (state,) = [m for m in found["missing"] if m["name"] == "Israel"]
    assert state["kind"] == "wide"
    assert "names a state" in state["why"]
    drawn = sum(p["claims"] for p in found["places"])
    assert drawn + sum(m["claims"] for m in found["missing"]) + found["unplaced"] == found["claims"]


def test_a_place_of_several_and_a_place_of_no_list_get_no_point(tmp_path: Path) -> None:
    with Case.create(tmp_path / "lakes.db", zone="Africa/Lubumbashi") as case:
        case.read_text(LAKES)
    with Working.open(str(tmp_path / "lakes.db")) as working:
        found = board.incidents(working)
    drawn = {n for p in found["places"] for n in p["names"]}
    assert drawn == {"Goma", "Masisi", "North Kivu"}
    (several,) = found["missing"]
    assert (several["name"], several["kind"]) == ("Tripoli", "several")
    assert "Tripoli (Libya)" in several["candidates"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?place=Jerusalem", {"Jerusalem"}),
        ("?speaker=Israeli+police", {"Jerusalem"}),
        ("?until=2023-11-23&place=Doha", set()),
    ],
)
def test_the_map_obeys_the_filters(client: TestClient, query: str, names: set[str]) -> None:
    found = {n for p in marks(client, query)["places"] for n in p["names"]}
    assert found <= names if not names else names <= found
    assert "Gaza Strip" not in found


def test_nothing_later_is_in_a_replay(client: TestClient) -> None:
    early = marks(client, "?as_of=2023-11-26")
    assert early["claims"] < marks(client)["claims"]
    assert all(one["day"] < "2023-11-28" for p in early["places"] for one in p["incidents"])


def test_many_incidents_are_counted_by_place_and_class(demo_case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "MOST", 5)
    with Working.open(str(demo_case)) as working:
        found = board.incidents(working)
    assert all(p["incidents"] == [] for p in found["places"])
    assert all(sum(n for _, n in p["counts"]) == p["number"] for p in found["places"])


# --- the page -------------------------------------------------------------------------------------------
def test_an_incident_is_shown_with_all_its_claims(client: TestClient) -> None:
    one = max((i for p in marks(client)["places"] for i in p["incidents"]), key=lambda i: i["count"])
    page = client.get(f"/map?incident={one['id']}").text
    for id in one["claims"]:
        assert f'href="/claims/{id}"' in page


@pytest.mark.parametrize(
    ("query", "status"), [("incident=c-none", 404), ("act=NOTHING", 422), ("since=soon", 422), ("quad=red", 422)]
)
def test_what_is_not_there_is_refused_in_plain_words(client: TestClient, query: str, status: int) -> None:
    marks(client)
    answer = client.get(f"/map?{query}")
    assert answer.status_code == status
    assert "Traceback" not in answer.text


def test_the_places_that_are_not_on_the_map_lead_to_their_claims(client: TestClient) -> None:
    marks(client)
    page = client.get("/map").text
    assert '<a href="/claims?place=Israel">' in page
    nameless = re.search(r'<a href="(/claims\?without=place)">(\d+) claims</a> name no place', page)
    assert nameless is not None
    assert f"{nameless[2]} claims" in client.get(nameless[1]).text


# --- in a browser ---------------------------------------------------------------------------------------
def opened(visits: Visits, query: str = "", **more: Any) -> Page:
    page = visits.open(f"/map{query}", **more)
    expect(page.locator(MARKS).first).to_be_visible(timeout=60_000)
    return page


def test_a_mark_shows_the_claims_of_its_incident_beside_the_map(visits: Visits) -> None:
    page = opened(visits)
    page.locator(f"{MARKS}[data-incident]").first.click()
    expect(page.locator("#chosen .claim").first).to_be_visible()
    expect(page).to_have_url(re.compile("incident=c-"))
    page.go_back()
    expect(page.locator("#chosen .claim")).to_have_count(0)


def test_the_map_moves_by_keys_buttons_and_dragging_and_the_address_keeps_it(visits: Visits) -> None:
    page = opened(visits)
    scale = page.locator(".scale text")
    before = scale.text_content() or ""
    for _ in range(3):
        page.keyboard.press("+")
    expect(scale).not_to_have_text(before)
    expect(page).to_have_url(re.compile(r"view=[\d.]+(%2C|,)[\d.]+"))
    first = page.url
    box = page.locator("[data-drawing]").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 300, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 420, box["y"] + 150, steps=5)
    page.mouse.up()
    page.locator("[data-drawing]").focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_timeout(500)
    assert page.url != first
    kept, shown = page.url, scale.text_content() or ""
    page.goto(kept)
    expect(page.locator(".scale text")).to_have_text(shown)


def test_arrows_go_from_mark_to_mark_and_enter_shows_one(visits: Visits) -> None:
    page = opened(visits)
    page.locator(f'{MARKS}[tabindex="0"]').focus()
    first = page.locator("a[data-x]:focus").get_attribute("data-id")
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("a[data-x]:focus")).to_have_count(1)
    assert first
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    assert "incident=" in page.url or "/claims" in page.url


@pytest.mark.parametrize(("width", "theme"), [(1440, "dark"), (NARROW, "light")])
def test_the_map_fits_and_can_be_read_by_everybody(visits: Visits, width: int, theme: str) -> None:
    page = opened(visits, width=width, theme=theme)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
