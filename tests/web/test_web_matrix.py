"""Matrix: every duty by account, read alike where that is asked, each cell opened to its sum, its claims, its crux."""

from __future__ import annotations

import csv
import html
import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from boards_served import HTMX, answered, plain, served, words
from browser_pages import NARROW, WIDE, Visits, axe, picture, wider_than_the_window
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from truceline.case import Case
from truceline.web.deadline import TookLonger, within
from truceline.web.screens import behind

SLOW = 30_000
"""Milliseconds that a board may take on a busy machine."""
ENOUGH = "duties.further releases.enough=eight will do"


@pytest.fixture(scope="module")
def client(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    copy = tmp_path_factory.mktemp("matrix") / "matrix.db"
    copy.write_bytes(demo_case.read_bytes())
    with served(copy) as found:
        yield found


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[TestClient]:
    Case.create(tmp_path / "empty.db", zone="UTC", author="tests").close()
    with served(tmp_path / "empty.db") as found:
        yield found


def row(client: TestClient, duty: str, path: str = "/matrix") -> str:
    """The words of one duty's row."""
    rows = re.findall(r"<tr.*?</tr>", answered(client, path).text, re.DOTALL)
    return next(said for one in rows if (said := plain(one)).startswith(duty))


# --- the whole matrix -----------------------------------------------------------------------------------
def test_a_split_row_says_in_which_of_the_six_ways_accounts_differ(client: TestClient) -> None:
    assert row(client, "further releases").endswith("reading, counting")
    assert "● met 3 of 3" in row(client, "further releases")
    assert "◐ met 2 of 3" in row(client, "further releases")
    assert row(client, "exchange").endswith("met 7 of 7")


def test_a_term_that_one_side_states_is_said_to_be_so(client: TestClient) -> None:
    assert "as Israel states it" in row(client, "daily list")


def test_a_reading_taken_by_all_ends_a_dispute_about_it(client: TestClient) -> None:
    page = f"/matrix?reading={ENOUGH}"
    assert "met 2 of 3" not in row(client, "further releases", page)
    assert row(client, "further releases", page).endswith("met 3 of 3")
    said = words(client, page)
    assert "‘enough’ under further releases read by all as ‘eight will do’" in said
    link = re.search(r'<a href="([^"]*)" aria-label="As each account reads it', answered(client, page).text)
    assert link
    assert "reading" not in link[1]


@pytest.mark.parametrize("reading", ["nonsense", "duties.exchange=no", "duties.further releases.enough=", "=" * 900])
def test_a_reading_that_is_none_is_refused_in_plain_words(client: TestClient, reading: str) -> None:
    answer = answered(client, f"/matrix?reading={reading}", 422)
    assert "cannot be read in this way" in answer.text


def test_what_other_readings_change_can_be_shown_below_each_duty(client: TestClient) -> None:
    assert "if surplus is read as ‘lost’" not in words(client, "/matrix")
    assert "if surplus is read as ‘lost’" in words(client, "/matrix?otherwise=1")


def test_duties_on_which_nobody_differs_can_be_left_out(client: TestClient) -> None:
    shown = re.findall(r'<th scope="row"[^>]*>([^<]+)', answered(client, "/matrix?show=disputed").text)
    assert "further releases" in shown
    assert "flights over the south" not in shown


def test_silence_and_the_moment_judged_change_the_verdicts(client: TestClient) -> None:
    assert row(client, "exchange", "/matrix?silence=strict") != row(client, "exchange")
    assert "pending" in row(client, "exchange", "/matrix?at=2023-11-24T08:00")
    assert "judged as of 2023-11-24 08:00" in words(client, "/matrix?at=2023-11-24T08:00")
    assert answered(client, "/matrix?at=yesterday", 422)


def test_nothing_that_was_known_later_is_in_an_earlier_matrix(client: TestClient) -> None:
    said = words(client, "/matrix?as_of=2023-11-25")
    assert "judged as of 2023-11-26" in said
    assert "broken: Hamas" not in said


def test_a_case_without_an_agreement_says_what_to_do(empty: TestClient) -> None:
    assert "No agreement is in this case" in words(empty, "/matrix")
    assert "No agreement is in this case" in words(empty, "/people")


def test_the_page_of_a_demo_matrix_is_small(client: TestClient) -> None:
    assert len(answered(client, "/matrix").content) < 80_000


# --- given out ------------------------------------------------------------------------------------------
def test_the_matrix_is_kept_as_it_is_shown(client: TestClient) -> None:
    rows = list(csv.reader(io.StringIO(answered(client, "/matrix.csv?show=disputed").text)))
    data = answered(client, "/matrix.json?show=disputed").json()
    assert rows[0][:2] == ["duty", "as stated by"]
    assert rows[0][2:-1] == [c["words"] for c in data["columns"]]
    assert [r[0] for r in rows[1:]] == [line["duty"] for line in data["lines"]]
    assert all(line["differ"] for line in data["lines"])
    held = next(r for r in rows if r[0] == "further releases")
    assert "met 2 of 3" in held
    assert held[-1] == "reading, counting"


def test_other_readings_are_kept_where_they_are_shown(client: TestClient) -> None:
    text = answered(client, "/matrix.csv?otherwise=1").text
    assert '"further releases, if surplus is read as ‘lost’"' in text or "if surplus is read as ‘lost’" in text


# --- one cell -------------------------------------------------------------------------------------------
def test_a_cell_opens_the_sum_of_every_instance_with_its_claims(client: TestClient) -> None:
    page = answered(client, "/matrix/further releases?account=Hamas")
    said = plain(page.text)
    assert "30 November 2023 ◐ partly met 8 of 10, 2 short 2023-12-01" in said
    assert re.search(r'<a class="cite" href="/claims/c-[0-9a-f]{12}"', page.text)
    assert "Hamas is to release 10 hostages" in said


def test_a_cell_says_how_accounts_differ_and_which_readings_turn_it(client: TestClient) -> None:
    said = words(client, "/matrix/further releases?account=Hamas")
    assert "counting , 30 November 2023 : met, according to Israel; partly met, according to Hamas" in said
    assert "if ‘enough’ under further releases is read as ‘eight will do’, as Israel reads it" in said


def test_the_crux_is_searched_for_when_it_is_asked(client: TestClient) -> None:
    page = "/matrix/further releases?account=Hamas&part=crux"
    said = words(client, page, headers=HTMX)
    assert "It is partly met, according to Hamas. 2 more by 1 December 2023 00:00 would have met it." in said
    assert "What would make them agree met , according to every account" in said
    assert "What would make them agree" in words(client, page)


WOMEN = "/matrix/every woman and child"


def test_of_many_claims_the_first_are_named_and_all_are_led_to(client: TestClient) -> None:
    page = answered(client, f"{WOMEN}?account=Israel").text
    sums = page[page.index('<table class="sums"') : page.index("</table>")]
    assert len(re.findall('class="cite"', sums)) == 3
    (link,) = re.findall(r'<a class="all-claims" href="([^"]+)">all 20</a>', sums)
    said = words(client, html.unescape(link))
    assert "It rests on 20 claims." in said
    assert "Every woman and child" not in said, "a duty is called what its agreement calls it"
    ids = re.findall(r'<article class="claim" id="(c-[0-9a-f]{12})"', answered(client, html.unescape(link)).text)
    assert len(set(ids)) == 20


def test_a_list_of_claims_is_given_a_page_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behind, "PAGE", 8)
    path, found, pages = f"{WOMEN}?part=claims&account=Israel&pages=1", [], []
    while path:
        page = answered(client, path).text
        pages.append(plain(page))
        found += re.findall(r'<article class="claim" id="(c-[0-9a-f]{12})"', page)
        after = re.search(r'rel="next" href="([^"]+)"', page)
        path = html.unescape(after[1]) if after else ""
    assert "It rests on 20 claims; these are 9 to 16." in pages[1]
    assert (len(pages), len(found), len(set(found))) == (3, 20, 20)
    assert 'rel="prev"' in page


def test_a_dispute_leads_to_all_its_claims(client: TestClient) -> None:
    disputes = answered(client, WOMEN).text.partition('<ul class="plain disputes">')[2]
    links = re.findall(r'<a class="all-claims" href="([^"]+)">all (\d+)</a>', disputes)
    assert sorted(int(number) for _, number in links) == [18, 20, 21]
    for link, number in links:
        assert f"It rests on {number} claims." in words(client, html.unescape(link))


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("account=Israel&instance=never", 404),
        ("account=Nobody", 404),
        ("kind=excuse", 404),
        ("account=Israel&cursor=next", 422),
        ("account=Israel&cursor=-1", 422),
    ],
)
def test_claims_behind_what_is_not_there_are_not_found(client: TestClient, query: str, status: int) -> None:
    answered(client, f"{WOMEN}?part=claims&{query}", status)


@pytest.mark.parametrize("path", ["/matrix", "/matrix/exchange"])
def test_choices_left_as_they_are_do_not_stay_in_the_address(client: TestClient, path: str) -> None:
    sent = f"{path}?silence=strict&at=&reading=&reading={ENOUGH}&reading=&account=Israel"
    answer = client.get(sent, follow_redirects=False)
    assert answer.status_code == 303
    kept = parse_qsl(urlsplit(answer.headers["location"]).query, keep_blank_values=True)
    assert kept == [("silence", "strict"), ("reading", ENOUGH), ("account", "Israel")]
    assert urlsplit(answer.headers["location"]).path == path


def test_a_fragment_has_no_frame_around_it(client: TestClient) -> None:
    text = answered(client, "/matrix/exchange?account=Israel", headers=HTMX).text
    assert "<html" not in text
    assert "<h1" not in text


@pytest.mark.parametrize(
    "path", ["/matrix/no such duty", "/matrix/exchange?account=Nobody", "/matrix?agreement=nowhere"]
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    answered(client, path, 404)


def test_a_search_that_takes_long_is_ended() -> None:
    with pytest.raises(TookLonger), within(0.05):
        time.sleep(5)
    with within(5):
        assert True


# --- in a browser ---------------------------------------------------------------------------------------
def matrix(page: Page) -> Page:
    expect(page.locator("table.matrix, .cards").first).to_be_attached(timeout=SLOW)
    return page


def test_the_arrow_keys_go_from_cell_to_cell_and_enter_opens_one_beside(visits: Visits) -> None:
    page = matrix(visits.open("/matrix"))
    cell = page.locator("tbody tr").nth(3).locator("a.cell").first
    cell.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("tbody tr").nth(3).locator("a.cell").nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    opened = page.get_by_role("complementary", name="The cell that is opened")
    expect(opened.get_by_role("heading", name="further releases")).to_be_visible(timeout=SLOW)
    expect(opened.get_by_text("What would make them agree")).to_be_visible(timeout=SLOW)
    assert "open=further+releases" in page.url
    assert "account=Hamas" in page.url
    assert axe(page) == []
    picture(page, "matrix-opened-1440-light")
    page.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    assert "open=" not in page.url
    expect(page.locator("tbody tr").nth(3).locator("a.cell").nth(1)).to_be_focused()


@pytest.mark.parametrize(("width", "there"), [(WIDE, True), (NARROW, False)])
def test_the_help_lists_the_keys_of_a_table_that_is_shown(visits: Visits, width: int, there: bool) -> None:
    page = matrix(visits.open("/matrix", width=width))
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys of this page")
    expect(dialog).to_be_visible()
    listed = [" ".join(one.split()) for one in dialog.locator("dl > div").all_inner_texts()]
    wanted = {"← ↑ → ↓ Go from cell to cell", "Enter Open the cell", "Esc Close what was opened"}
    assert (wanted <= set(listed)) is there
    assert there or not wanted & set(listed)


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (NARROW, "dark")])
def test_the_claims_behind_a_verdict_are_readable_at_both_widths(visits: Visits, width: int, theme: str) -> None:
    page = visits.open(f"{WOMEN}?part=claims&account=Israel", width=width, theme=theme)
    expect(page.locator("article.claim")).to_have_count(20, timeout=SLOW)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"behind-{width}-{theme}")


def test_only_one_cell_is_a_stop_of_the_tab_key(visits: Visits) -> None:
    page = matrix(visits.open("/matrix"))
    expect(page.locator('table.matrix a.cell[tabindex="0"]')).to_have_count(1)


def test_the_address_says_which_cell_is_opened(visits: Visits) -> None:
    page = visits.open("/matrix?open=exchange&account=Israel")
    expect(page.get_by_role("complementary").get_by_role("heading", name="exchange")).to_be_visible(timeout=SLOW)
    expect(page.locator('table.matrix a.cell[aria-current="true"]')).to_have_count(1)


def test_choosing_a_reading_shows_the_matrix_so_read(visits: Visits) -> None:
    page = matrix(visits.open("/matrix"))
    page.get_by_text("Readings: as each account reads them").click()
    page.get_by_label("‘enough’ under further releases").select_option("eight will do (so Israel)")
    expect(page.get_by_text("read by all as ‘eight will do’")).to_be_visible(timeout=SLOW)
    expect(page.locator("tr", has_text="further releases").first).not_to_contain_text("met 2 of 3")


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "dark"), (NARROW, "light")])
def test_one_duty_is_sound_at_both_widths(visits: Visits, width: int, theme: str) -> None:
    page = visits.open("/matrix/no attacks?account=Israel", width=width, theme=theme)
    expect(page.locator("table.sums")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Search for the smallest change")).to_have_count(0, timeout=SLOW)
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"duty-{width}-{theme}")


def test_on_a_phone_duties_are_cards_that_open_a_page(visits: Visits) -> None:
    page = matrix(visits.open("/matrix", width=NARROW))
    expect(page.locator("table.matrix")).to_be_hidden()
    expect(page.locator(".cards li").first).to_be_visible()
    page.locator(".cards li", has_text="further releases").locator("a.cell").last.click()
    expect(page.get_by_role("heading", level=1, name="further releases")).to_be_visible(timeout=SLOW)
    assert "account=Hamas" in page.url
