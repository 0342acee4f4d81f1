"""A team's case in a real browser: signing in, the screens of admins, a link, and signing out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_pages import NARROW, WIDE, Visits, axe, picture, wider_than_the_window
from playwright.sync_api import Browser, Page, expect

from browser_server import Served, serve_command, serving
from truceline.case import Case
from truceline.web.desk import Desk, Role
from truceline.web.guard.passwords import kept_of

PASSWORD = "seven lamps by the harbour"
PEOPLE = (
    ("Rana Haddad", Role.ADMIN),
    ("Omar Saleh", Role.ANALYST),
    ("د. ليلى الخطيب، مكتب دعم الوساطة", Role.ANALYST),
    ("Bartholomew Featherstonehaugh-Cholmondeley of the monitors", Role.READER),
)
PATHS = ("/account", "/admin", "/admin/tokens", "/admin/journal", "/admin/events", "/admin/backup")


@pytest.fixture(scope="module")
def team_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small case, served to a team."""
    where = tmp_path_factory.mktemp("team") / "team.db"
    with Case.create(where, title="A case of several people", zone="UTC", author="tests") as case:
        case.note("the case", "a note of somebody")
    with Desk.beside(where, team=True) as desk:
        kept = kept_of(PASSWORD)
        for name, role in PEOPLE:
            desk.people.add(name, role, password=kept)
        desk.tokens.make("Omar Saleh", "nightly export", Role.READER, at_most=Role.ANALYST)
    with serving(serve_command(Path(where), "--team")) as served:
        yield served


@pytest.fixture
def team_visits(browser: Browser, team_room: Served) -> Iterator[Visits]:
    made = Visits(browser, team_room.address)
    yield made
    made.close()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sound(page: Page, name: str) -> None:
    expect(page.locator("h1")).to_have_count(1)
    page.wait_for_timeout(200)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, name)


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (NARROW, "dark")])
def test_the_screens_of_people_are_sound_at_both_widths(team_visits: Visits, width: int, theme: str) -> None:
    page = team_visits.open("/admin", width=width, theme=theme)
    assert page.url.endswith("/sign-in?next=/admin")
    sound(page, f"sign-in-{width}-{theme}")
    sign_in(page, "Rana Haddad")
    expect(page.get_by_role("heading", name="Admin")).to_be_visible()
    for path in PATHS:
        page.goto(path)
        sound(page, f"{path.strip('/').replace('/', '-')}-{width}-{theme}")


def test_somebody_new_is_added_and_signs_in_by_the_link(team_visits: Visits) -> None:
    admin = team_visits.open("/admin")
    sign_in(admin, "Rana Haddad")
    admin.get_by_label("Name, as it stands in the record").fill("Salma Idris")
    admin.locator("#new-role").select_option("analyst")
    admin.get_by_role("button", name="Add, and make a link").click()
    link = admin.get_by_label("Link", exact=True).input_value()
    other = team_visits.open(link)
    sound(other, "set-up")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_label("The same again").fill(PASSWORD)
    other.get_by_role("button").click()
    other.goto("/account")
    expect(other.locator("h1")).to_have_text("Salma Idris")
    other.get_by_label("What it is for").fill("nightly export")
    other.get_by_role("button", name="Make a token").click()
    expect(other.get_by_label("Token", exact=True)).to_have_value(re.compile(r"^trl_[\w-]{43}$"))
    sound(other, "token")


def test_a_wrong_password_is_told_and_who_signs_out_is_out(team_visits: Visits) -> None:
    team_visits.expected.append("401")
    page = team_visits.open("/account")
    sign_in(page, "Omar Saleh", "nonsense words here")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_label("Name")).to_have_value("Omar Saleh")
    sound(page, "wrong-password")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Password").press("Enter")
    expect(page.locator("h1")).to_have_text("Omar Saleh")
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/sign-in")
    page.go_back()
    page.wait_for_url("**/sign-in**")
