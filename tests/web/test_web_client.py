"""What a browser runs, on small pages of its own under the case room's content security policy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_pages import Visits, axe
from playwright.sync_api import Browser, Page, expect

from browser_server import Served, serving


@pytest.fixture(scope="module")
def pages() -> Iterator[Served]:
    with serving((sys.executable, str(Path(__file__).with_name("client_pages.py")))) as served:
        yield served


@pytest.fixture
def visits(browser: Browser, pages: Served) -> Iterator[Visits]:
    made = Visits(browser, pages.address)
    yield made
    made.close()


def pressed(page: Page) -> list[str]:
    found: list[str] = page.evaluate("window.pressed")
    return found


# --- keys -------------------------------------------------------------------------------------------------
def test_a_key_presses_what_it_stands_on(visits: Visits) -> None:
    page = visits.open("/keys")
    page.keyboard.press("x")
    assert pressed(page) == ["Export x"]
    assert page.get_by_role("button", name="Export").get_attribute("aria-keyshortcuts") == "x"


def test_several_keys_may_press_one_thing(visits: Visits) -> None:
    page = visits.open("/keys")
    for key in ("g", "Shift+G"):
        page.keyboard.press(key)
    assert pressed(page) == ["Jump", "Jump"]


@pytest.mark.parametrize("key", ["h", "d", "q", "Control+x", "Alt+x", "Meta+x"])
def test_a_key_of_nothing_usable_or_with_a_modifier_does_nothing(visits: Visits, key: str) -> None:
    page = visits.open("/keys")
    page.keyboard.press(key)
    assert pressed(page) == []


def test_keys_are_letters_while_somebody_types(visits: Visits) -> None:
    page = visits.open("/keys")
    page.keyboard.press("/")
    page.keyboard.type("xag?")
    words = page.get_by_label("Words")
    expect(words).to_have_value("xag?")
    assert pressed(page) == []
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    assert pressed(page) == ["Export x"]
    expect(words).to_have_value("xag?")


def test_a_keyboard_of_another_script_has_the_same_keys(visits: Visits) -> None:
    page = visits.open("/keys")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'ч', code: 'KeyX', bubbles: true}))")
    assert pressed(page) == ["Export x"]


def test_rows_are_gone_through_and_a_key_means_the_row_one_is_in(visits: Visits) -> None:
    page = visits.open("/keys")
    for key in ("j", "j", "a", "k", "a", "ArrowDown", "ArrowDown", "ArrowDown", "a"):
        page.keyboard.press(key)
    assert pressed(page) == ["Accept two", "Accept one", "Accept three"]
    assert page.locator("[data-row][aria-current=true]").count() == 1
    page.keyboard.press("Enter")
    expect(page.get_by_text("There 3")).to_be_visible()


def test_the_dialog_lists_the_keys_of_the_page_with_what_each_does(visits: Visits) -> None:
    page = visits.open("/keys")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys of this page")
    listed = dialog.locator("dl > div").all_inner_texts()
    assert [" ".join(one.split()) for one in listed] == [
        "x Export",
        "/ Words",
        "g G Jump",
        "a Accept one",
        "j Next row",
        "k Row before",
        "Enter Open the row",
        "Esc Leave a field or a row",
        "? Show the keys of this page",
    ]
    assert axe(page) == []
    page.keyboard.press("x")
    page.keyboard.press("j")
    assert pressed(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    expect(dialog).to_be_visible()


def test_single_letters_can_be_turned_off(visits: Visits) -> None:
    page = visits.open("/keys")
    page.keyboard.press("?")
    page.get_by_label("Turn single letters off").check()
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("x")
    page.keyboard.press("j")
    assert pressed(page) == []
    page.keyboard.press("?")
    page.get_by_label("Turn single letters off").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    assert pressed(page) == ["Export x"]


def test_when_a_row_is_done_with_one_is_in_the_next(visits: Visits) -> None:
    page = visits.open("/swapped")
    for key, left in (("j", 3), ("a", 2), ("a", 1)):
        page.keyboard.press(key)
        expect(page.locator("[data-row]")).to_have_count(left)
        expect(page.locator("[data-row][aria-current=true]")).to_have_count(1)
    assert page.evaluate("document.activeElement.textContent") == "3"


# --- fragments --------------------------------------------------------------------------------------------
def test_a_refusal_is_said_on_the_page(visits: Visits) -> None:
    visits.expected += ["403", "Response Status Error Code 403"]
    page = visits.open("/swapped")
    page.locator("#no").click()
    expect(page.get_by_role("alert")).to_have_text("Your session ended. Sign in again.")


def test_a_conflict_is_shown_where_the_answer_goes(visits: Visits) -> None:
    visits.expected += ["409"]
    page = visits.open("/swapped")
    page.locator("#bad").click()
    expect(page.locator("#said")).to_have_text("Somebody decided meanwhile.")


def test_nothing_in_an_attribute_is_run(visits: Visits) -> None:
    visits.expected += ["htmx:evalDisallowedError"]
    page = visits.open("/swapped")
    page.locator("#evil").click()
    page.wait_for_timeout(100)
    assert pressed(page) == []


# --- theme ------------------------------------------------------------------------------------------------
def test_the_theme_follows_the_system_until_somebody_chooses(visits: Visits) -> None:
    page = visits.open("/keys", theme="dark")
    switch = page.get_by_label("Theme")
    back = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(back) == "rgb(17, 17, 17)"
    expect(switch).to_have_value("system")
    switch.select_option("light")
    assert page.evaluate(back) == "rgb(255, 255, 255)"
    page.reload()
    assert page.evaluate(back) == "rgb(255, 255, 255)"
    expect(switch).to_have_value("light")
    switch.select_option("system")
    assert page.evaluate(back) == "rgb(17, 17, 17)"
    assert page.locator("html").get_attribute("data-theme") is None


# --- live -------------------------------------------------------------------------------------------------
def test_news_refresh_an_open_page_and_a_lost_connection_is_taken_up_again(visits: Visits) -> None:
    visits.expected += ["ERR_INCOMPLETE_CHUNKED_ENCODING"]
    page = visits.open("/live")
    expect(page.locator("html")).to_have_attribute("data-live", "on")
    page.request.get("/tell")
    expect(page.locator("#news")).to_have_text("1")
    page.request.get("/cut")
    expect(page.locator("#news")).to_have_text("2")
    expect(page.locator("html")).to_have_attribute("data-live", "on")


def test_what_was_worked_out_before_a_page_listened_is_shown(visits: Visits) -> None:
    first = visits.open("/late")
    expect(first.locator("#news")).to_have_text("Worked out")
    second = first.context.new_page()
    second.goto("/late")
    expect(second.locator("#news")).to_have_text("Worked out")


def test_the_tabs_of_a_browser_share_one_connection(visits: Visits) -> None:
    first = visits.open("/live")
    expect(first.locator("html")).to_have_attribute("data-live", "on")
    before = first.request.get("/tell").json()["streams"]
    second = first.context.new_page()
    second.goto("/live")
    second.wait_for_timeout(200)
    streams = first.request.get("/tell").json()["streams"]
    assert streams == before
    for page in (first, second):
        expect(page.locator("#news")).not_to_have_text("0")
    first.close()
    expect(second.locator("html")).to_have_attribute("data-live", "on")
    shown = second.locator("#news").inner_text()
    second.request.get("/tell")
    expect(second.locator("#news")).not_to_have_text(shown)


# --- charts -----------------------------------------------------------------------------------------------
def drawn(page: Page, number: int) -> None:
    expect(page.locator(".chart[data-drawn=yes]")).to_have_count(number)


@pytest.mark.parametrize("width", [1440, 390])
def test_charts_are_drawn_under_the_policy(visits: Visits, width: int) -> None:
    page = visits.open("/charts", width=width)
    drawn(page, 3)
    bars = page.locator(".chart[aria-label=Bars]")
    assert bars.locator("svg .mark-rect path").count() == 5
    assert len(page.locator(".chart[aria-label=Outline] svg .mark-shape path").first.get_attribute("d") or "") > 10_000
    assert page.get_by_role("img", name="Bars").count() == 1
    assert page.locator(".chart[aria-label=Brushed] table").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert axe(page, within=".chart") == []


def test_a_chart_wider_than_its_place_can_be_gone_to_by_keyboard(visits: Visits) -> None:
    page = visits.open("/charts", width=280)
    drawn(page, 3)
    expect(page.locator(".chart[aria-label=Brushed]")).to_have_attribute("tabindex", "0")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".chart[tabindex]")).to_have_count(0)


def test_the_colours_of_a_chart_follow_the_theme(visits: Visits) -> None:
    page = visits.open("/charts")
    drawn(page, 3)
    fill = "getComputedStyle(document.querySelectorAll('.chart[aria-label=Bars] .mark-rect path')[4]).fill"
    label = "getComputedStyle(document.querySelector('.chart[aria-label=Bars] .role-axis-title text')).fill"
    assert (page.evaluate(fill), page.evaluate(label)) == ("rgb(52, 86, 120)", "rgb(34, 34, 34)")
    page.get_by_label("Theme").select_option("dark")
    assert (page.evaluate(fill), page.evaluate(label)) == ("rgb(154, 188, 222)", "rgb(238, 238, 238)")


def test_what_a_mark_says_is_put_in_as_text(visits: Visits) -> None:
    page = visits.open("/charts")
    drawn(page, 3)
    page.locator(".chart[aria-label=Bars] .mark-rect path").nth(1).hover()
    expect(page.locator(".chart-tip")).to_contain_text("<img src=x onerror=alert(1)>")
    assert page.locator(".chart-tip img").count() == 0
    assert page.locator(".chart-tip").evaluate("e => e.style.left") != ""
    page.mouse.move(2, 2)
    expect(page.locator(".chart-tip")).to_have_count(0)


def test_a_mark_leads_to_what_it_stands_for_and_to_no_other_server(visits: Visits) -> None:
    page = visits.open("/charts")
    drawn(page, 3)
    bars = page.locator(".chart[aria-label=Bars] .mark-rect path")
    bars.nth(4).click()
    page.wait_for_timeout(100)
    assert page.url.endswith("/charts")
    bars.nth(2).click()
    expect(page.get_by_text("There 2")).to_be_visible()


def test_a_chart_can_be_brushed(visits: Visits) -> None:
    page = visits.open("/charts")
    drawn(page, 3)
    box = page.locator(".chart[aria-label=Brushed] svg g.concat_1_group").first.bounding_box()
    assert box is not None
    labels = page.locator(".chart[aria-label=Brushed] .concat_0_group .role-axis-label text")
    before = labels.all_inner_texts()
    page.mouse.move(box["x"] + 30, box["y"] + 15)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 15, steps=5)
    page.mouse.up()
    page.wait_for_timeout(100)
    assert labels.all_inner_texts() != before


def test_a_chart_that_comes_with_a_fragment_is_drawn(visits: Visits) -> None:
    page = visits.open("/later")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Fetch").click()
    drawn(page, 1)
    assert [url for url in asked if "/built/charts.js?v=" in url]
    page.get_by_role("button", name="Fetch").click()
    drawn(page, 1)


def test_a_chart_loads_nothing_from_another_server(visits: Visits) -> None:
    visits.expected += ["could not be drawn", "is not on this server"]
    page = visits.open("/elsewhere")
    expect(page.locator(".chart[data-drawn=no]")).to_have_count(1)
    assert page.locator(".chart").nth(1).locator("svg").count() == 0
