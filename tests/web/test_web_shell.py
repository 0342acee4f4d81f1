"""What every page of the case room has: its policy, its keys, its theme, and nothing from elsewhere."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.request import urlopen

import pytest
from browser_pages import NARROW, WIDE, Visits, axe, picture, settled, wider_than_the_window
from playwright.sync_api import expect

from browser_server import Served
from truceline.web.pages import SCREENS, moment_in_field

PATHS = [path for _, path in SCREENS]
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "font-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


class Inline(HTMLParser):
    """What in a page its policy would not let run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        wrong = [name for name in given if name == "style" or name.startswith(("on", "hx-on"))]
        self.found += [f"<{tag} {name}>" for name in wrong]
        data = "src" in given or given.get("type") == "application/json"
        self._script = tag == "style" or (tag == "script" and not data)

    def handle_endtag(self, tag: str) -> None:
        self._script = False

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.found.append(data.strip()[:60])


@pytest.mark.parametrize("path", [*PATHS, "/static/built/app.js"])
def test_every_answer_has_the_policy(room: Served, path: str) -> None:
    with urlopen(room.address + path) as answer:
        rules = {rule.strip() for rule in answer.headers["Content-Security-Policy"].split(";") if rule.strip()}
        assert rules == POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")


@pytest.mark.parametrize("path", PATHS)
def test_no_page_has_anything_its_policy_forbids(room: Served, path: str) -> None:
    with urlopen(room.address + path) as answer:
        page = Inline()
        page.feed(answer.read().decode())
    assert page.found == []


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (NARROW, "dark")])
@pytest.mark.parametrize("path", PATHS)
def test_every_screen_is_sound_in_a_browser(visits: Visits, path: str, width: int, theme: str) -> None:
    page = visits.open(path, width=width, theme=theme)
    settled(page)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.get_by_role("main")).to_have_count(1)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"{path.strip('/') or 'today'}-{width}-{theme}")


def test_an_address_of_nothing_says_so_in_words(visits: Visits) -> None:
    visits.expected.append("404")
    page = visits.open("/nowhere")
    expect(page.get_by_role("main")).to_contain_text("There is nothing at this address")
    assert axe(page) == []


def test_the_tabs_lead_to_every_screen_and_keep_the_moment(visits: Visits) -> None:
    page = visits.open("/?as_of=2023-11-28")
    links = page.get_by_role("navigation", name="Screens").get_by_role("link")
    expect(links).to_have_text([name for name, _ in SCREENS])
    for link in links.all():
        assert "as_of=2023-11-28" in (link.get_attribute("href") or "")
    expect(links.first).to_have_attribute("aria-current", "page")


def test_question_mark_shows_the_keys_of_the_page_and_escape_hides_them(visits: Visits) -> None:
    page = visits.open("/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys of this page")
    expect(dialog).to_contain_text("Search claims")
    assert axe(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Keys").click()
    expect(dialog).to_be_visible()


def test_slash_goes_to_the_search_and_enter_searches(visits: Visits) -> None:
    page = visits.open("/")
    page.keyboard.press("/")
    page.keyboard.type("women")
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims?words=women")


def test_on_a_phone_the_search_field_has_room_for_a_few_words(visits: Visits) -> None:
    page = visits.open("/claims", width=NARROW)
    box = page.locator("#find").bounding_box()
    assert box is not None
    assert box["width"] > 180


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_theme_is_the_systems_until_one_is_chosen(visits: Visits, system: str) -> None:
    page = visits.open("/", theme=system)
    scheme = "getComputedStyle(document.documentElement).colorScheme"
    back = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(scheme) == system
    shown, other = page.evaluate(back), "light" if system == "dark" else "dark"
    page.get_by_label("Light or dark").select_option(other)
    assert page.evaluate(scheme) == other
    assert page.evaluate(back) != shown
    page.goto("/claims")
    assert page.evaluate(scheme) == other
    page.get_by_label("Light or dark").select_option("system")
    assert page.evaluate(back) == shown


@pytest.mark.parametrize(
    ("words", "zone", "shown"),
    [
        ("", "Asia/Jerusalem", ""),
        ("2023-11-22", "Asia/Jerusalem", "2023-11-22T23:59"),
        ("2023-11-22T07:30", "Asia/Jerusalem", "2023-11-22T07:30"),
        ("2023-11-22T00:00:00+02:00", "Asia/Jerusalem", "2023-11-22T00:00"),
        ("2023-11-21T22:00:05+00:00", "Asia/Jerusalem", "2023-11-22T00:00:05"),
        ("2023-11-22T00:00+02:00", None, "2023-11-22T00:00"),
    ],
)
def test_a_moment_of_an_address_stands_in_the_field_as_a_field_takes_it(
    words: str, zone: str | None, shown: str
) -> None:
    assert moment_in_field(words, zone, "23:59") == shown


@pytest.mark.parametrize("path", ["/people?at=", "/matrix?at=", "/?as_of="])
def test_a_moment_with_an_offset_is_kept_by_the_form_that_shows_it(visits: Visits, path: str) -> None:
    page = visits.open(f"{path}2023-11-28T07:00:00%2B02:00")
    assert (
        page.locator(f"input[name={path.partition('?')[2][:-1]}][type=datetime-local]").input_value()
        == "2023-11-28T07:00"
    )


def test_the_page_can_be_gone_through_by_keyboard_alone(visits: Visits) -> None:
    page = visits.open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()


def test_a_printed_page_is_without_the_frame(visits: Visits) -> None:
    page = visits.open("/", theme="dark")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Screens")).to_be_hidden()
    back = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert back in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)")


def test_what_asks_another_machine_or_logs_an_error_is_noticed(visits: Visits) -> None:
    page = visits.open("/")
    page.evaluate("fetch('https://example.org/').catch(() => {})")
    page.evaluate("setTimeout(() => { throw new Error('lost') })")
    page.wait_for_timeout(100)
    found = "\n".join(visits.complaints)
    assert "Content Security Policy" in found
    assert "lost" in found
    visits.complaints.clear()
