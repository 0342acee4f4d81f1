"""People: numbers by account as ranges, with why and the claims; over time; and those that cannot all be true."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from boards_served import HTMX, answered, plain, served, words
from browser_pages import NARROW, WIDE, Visits, axe, picture, wider_than_the_window
from playwright.sync_api import expect
from starlette.testclient import TestClient

from truceline.case import Case

SLOW = 30_000
HELD = "/people/held?people=hostages: women and children"


@pytest.fixture(scope="module")
def client(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    copy = tmp_path_factory.mktemp("people") / "people.db"
    copy.write_bytes(demo_case.read_bytes())
    with served(copy) as found:
        yield found


def cells(client: TestClient, row: int, path: str = "/people") -> list[str]:
    """The words of one row of the ledger."""
    found = re.findall(r"<tr>.*?</tr>", answered(client, path).text, re.DOTALL)[1:]
    return [plain(c) for c in re.findall(r"<t[hd].*?</t[hd]>", found[row], re.DOTALL)]


def test_numbers_are_ranges_and_what_nobody_says_is_not_known(client: TestClient) -> None:
    page = words(client, "/people")
    assert "17 to 22" in page
    assert "at most 22" in page
    assert "not known" in page
    assert "0; those left are others" in page


def test_a_number_says_where_it_comes_from_with_its_claims(client: TestClient) -> None:
    page = answered(client, f"{HELD}&account=Israel").text
    assert "17 to 22" in page
    assert "22 by spokesman for Israel's government as of 1 December" in plain(page)
    assert re.search(r'<a class="cite" href="/claims/c-[0-9a-f]{12}"', page)


def test_the_account_that_was_asked_for_stands_first(client: TestClient) -> None:
    fragment = answered(client, f"{HELD}&account=Hamas", headers=HTMX).text
    assert "<h1" not in fragment
    first = re.findall(r"<li.*?</li>", fragment, re.DOTALL)[0]
    assert "according to Hamas" in first


@pytest.mark.parametrize("path", ["/people/held?people=nobody", "/people/nothing?people=hostages", "/people/held"])
def test_a_number_that_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answered(client, path, 404)


def test_figures_that_cannot_all_be_true_say_what_would_reconcile_them(client: TestClient) -> None:
    page = words(client, "/people")
    assert "Figures that cannot all be true" in page
    assert "They agree if" in page
    assert "about 240 taken stands for 247, less than a tenth off" in page
    assert "Rule: taken = held + back + bodies back" in page


def test_of_many_findings_a_few_are_shown_until_all_are_asked_for(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("truceline.web.screens.people.FEW", 2)
    few, all = answered(client, "/people?at=2023-12-03").text, answered(client, "/people?at=2023-12-03&all=1").text
    assert few.count('class="finding"') < all.count('class="finding"')
    assert "more</a></p>" in few
    assert "more</a></p>" not in all


def test_the_numbers_of_each_day_stand_below_their_picture(client: TestClient) -> None:
    page = answered(client, "/people").text
    assert "Hostages over time, by account" in page
    assert "241 to 242 held" in page
    day = re.search(r'<a href="(/people\?at=[^"]+)">2023-11-25</a>', page)
    assert day
    assert "26" in cells(client, 2, day[1])[1:][0]


def test_a_strip_is_drawn_in_ink_and_in_no_colour_of_a_party(client: TestClient) -> None:
    spec = answered(client, "/people/steps.json?population=hostages&strip=0").json()
    assert spec["width"] == "container"
    assert {layer["mark"]["color"] for layer in spec["layer"]} == {"var(--ink)"}
    assert all("color" not in layer["encoding"] for layer in spec["layer"])
    assert len({row["voice"] for row in spec["data"]["values"]}) == 1
    shared = [answered(client, f"/people/steps.json?population=hostages&strip={n}").json() for n in (0, 1)]
    limits = [s["layer"][0]["encoding"]["y"]["scale"] for s in shared]
    assert limits[0] == limits[1]


def test_numbers_that_nothing_reconciles_are_said_to_be_so(client: TestClient) -> None:
    page = answered(client, "/people").text
    found = re.findall(r'<article class="finding">(.*?)</article>', page, re.DOTALL)
    ways = [("They agree if" in one, "No assumption that was tried makes them agree." in one) for one in found]
    assert (True, False) in ways
    assert (False, True) in ways
    assert (True, True) not in ways


def test_strips_are_drawn_while_newer_ones_are_worked_out(own_case: Path) -> None:
    strip = "/people/steps.json?population=hostages&strip=0"
    with served(own_case) as client:
        drawn = answered(client, strip).json()
        with Case.open(own_case) as case:
            case.note(next(iter(case.claims())).id, "looked at twice")
        assert client.get(strip).json() == drawn


@pytest.mark.parametrize("asked", ["population=nobody&strip=0", "population=hostages&strip=99"])
def test_a_strip_that_is_not_there_is_not_found(client: TestClient, asked: str) -> None:
    answered(client, f"/people/steps.json?{asked}", 404)


def test_the_numbers_are_kept_as_they_are_shown(client: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(answered(client, "/people.csv").text)))
    assert rows[0][:2] == ["people", "number"]
    assert ["hostages", "taken"] in [r[:2] for r in rows]
    assert "17 to 22" in next(r for r in rows if r[:2] == ["hostages: women and children", "held"])


def test_an_earlier_moment_knows_nothing_of_what_came_later(client: TestClient) -> None:
    assert "17 to 22" not in words(client, "/people?as_of=2023-11-26")


# --- in a browser ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (NARROW, "dark")])
def test_people_are_sound_at_both_widths(visits: Visits, width: int, theme: str) -> None:
    page = visits.open("/people", width=width, theme=theme)
    expect(page.get_by_role("heading", name="Figures that cannot all be true")).to_be_visible(timeout=SLOW)
    expect(page.locator('.chart[data-drawn="yes"]').first).to_be_attached(timeout=SLOW)
    expect(page.locator('.chart[data-drawn="no"]')).to_have_count(0)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"people-drawn-{width}-{theme}")


def test_a_number_opens_beside_the_others(visits: Visits) -> None:
    page = visits.open("/people")
    cell = page.locator("table.ledger a.cell", has_text="17 to 22")
    expect(cell).to_be_visible(timeout=SLOW)
    cell.click()
    opened = page.get_by_role("complementary", name="The number that is opened")
    expect(opened.get_by_text("as of 1 December").first).to_be_visible(timeout=SLOW)
    assert "open=held" in page.url
    assert "people=hostages" in page.url
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    assert "people=" not in page.url.partition("?")[2]
