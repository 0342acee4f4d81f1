"""The screen of reports: the list, and one report with its claims marked in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser_pages import NARROW, WIDE, Visits, axe, picture, wider_than_the_window
from guarded import Browser, Team, serving, text_of
from playwright.sync_api import expect

from browser_server import Served
from truceline.case import Case

BRIDGE = """Title: Council and guard at odds over the bridge
Publisher: Test Wire
Published: 2021-05-02
URL: https://news.example/bridge

RIVERTON, May 2 (Test Wire) - The council said on Sunday that 12 men were held at the bridge. The guard denied this \
and said that 14 men had been freed on Saturday.

Afterwards the council accused the guard of breaking the truce.
"""
LATER = BRIDGE.replace("12 men", "13 men").replace("2021-05-02", "2021-05-03")
ARABIC = "Title: الجسر\nPublished: 2021-05-04\n\nقال المجلس إن ثلاثة رجال غادروا يوم الجمعة.\n\nReuters"
HOSTILE = """Title: <script>alert(1)</script> & "quotes"
Publisher: <img src=x onerror=alert(1)>
Published: 2021-05-05
URL: javascript:alert(1)

The council said 3 <b onmouseover=alert(1)>men</b> were freed on Tuesday. {{ 7 * 7 }}
"""


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A case with a report in two versions, one in Arabic and a hostile one: its file, and their ids."""
    where = tmp_path_factory.mktemp("reports") / "reports.db"
    with Case.create(where, title="The bridge", zone="UTC", author="tests") as case:
        found = {"case": str(where)}
        for name, text in (("bridge", BRIDGE), ("later", LATER), ("arabic", ARABIC), ("hostile", HOSTILE)):
            report = case.read_text(text, name=f"{name}.txt")[0].report
            assert report is not None
            found[name] = report.id
    return found


@pytest.fixture(scope="module")
def team(ids: dict[str, str]) -> Iterator[Team]:
    with serving(Path(ids["case"]), team=False) as made:
        yield made


@pytest.fixture
def browser_of(team: Team) -> Browser:
    return team.browser()


def marked(page: str) -> list[str]:
    """The words of the paragraphs of a report's text."""
    article = page.partition('<article id="text"')[2].partition("</article>")[0]
    return [html.unescape(re.sub(r"<[^>]*>", "", p)) for p in re.findall(r"<p dir=[^>]*>(.*?)</p>", article, re.S)]


def claims_on(page: str) -> list[str]:
    return re.search(r'data-claims="([^"]*)"', page)[1].split()  # type: ignore[index]


# --- the list ---------------------------------------------------------------------------------------
def test_the_list_says_of_each_report_what_there_is_to_know(browser_of: Browser) -> None:
    page = text_of(browser_of.get("/reports"))
    assert "4 reports" in page
    assert "Council and guard at odds over the bridge Test Wire 2021-05-03 English" in page
    assert "An earlier version; a later one is in the record." in page
    assert "Not read: its language (ar) cannot be read yet." in page


def test_the_list_is_searched_by_words_of_the_texts(browser_of: Browser) -> None:
    page = text_of(browser_of.get("/reports", params={"words": "accused bridge"}))
    assert "2 reports with accused bridge" in page
    none = text_of(browser_of.get("/reports", params={"words": "elephants"}))
    assert "No report has all these words." in none


@pytest.mark.parametrize("words", ["...", '"', "*"])
def test_a_search_without_a_word_says_so_on_the_page(browser_of: Browser, words: str) -> None:
    answer = browser_of.get("/reports", params={"words": words})
    assert answer.status_code == 422
    assert "There is no word to look for" in text_of(answer)


def test_the_claims_beside_a_report_are_told_apart_by_their_figures(browser_of: Browser, ids: dict[str, str]) -> None:
    page = text_of(browser_of.get(f"/reports/{ids['bridge']}"))
    assert re.search(r"council says · [^:]+: 12 men", page)
    assert re.search(r"guard says · [^:]+: 14 men", page)


def test_a_long_list_comes_in_parts_that_lead_to_one_another(tmp_path: Path) -> None:
    where = tmp_path / "many.db"
    with Case.create(where, zone="UTC", author="tests") as case:
        lines = "\n".join(f'{{"title": "Report {n}", "text": "It rained on day {n}."}}' for n in range(120))
        case.read_text(lines, name="many.jsonl")
    with serving(where, team=False) as made:
        client, address, seen = made.browser(), "/reports", []
        for _ in range(3):
            page = client.get(address).text
            seen += re.findall(r"data-open>(Report \d+)<", page)
            following = re.search(r'rel="next" href="([^"]+)"', page)
            address = html.unescape(following[1]) if following else ""
        assert address == ""
        assert len(seen) == len(set(seen)) == 120


@pytest.mark.parametrize("cursor", ["nonsense", "999999999999999999999", "é", "a" * 501])
def test_a_cursor_of_no_list_is_refused(browser_of: Browser, cursor: str) -> None:
    assert browser_of.get("/reports", params={"cursor": cursor}).status_code == 422


def test_a_report_that_came_later_is_not_in_the_list_of_a_moment(browser_of: Browser, ids: dict[str, str]) -> None:
    page = browser_of.get("/reports", params={"as_of": "2021-05-02"}).text
    assert ids["bridge"] in page
    assert ids["later"] not in page
    assert "earlier version" not in page


def test_an_empty_case_says_how_to_begin(tmp_path: Path) -> None:
    Case.create(tmp_path / "empty.db", author="tests").close()
    with serving(tmp_path / "empty.db", team=False) as made:
        page = text_of(made.browser().get("/reports"))
    assert "There is no report in this case yet." in page
    assert "drop them on the page" in page


# --- one report ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["bridge", "arabic", "hostile"])
def test_the_text_is_shown_whole_and_exactly(browser_of: Browser, ids: dict[str, str], name: str) -> None:
    with Case.open(ids["case"]) as case:
        text = case.report(ids[name]).text
    assert marked(browser_of.get(f"/reports/{ids[name]}").text) == text.split("\n\n")


def test_each_claim_has_a_number_in_the_text_that_leads_to_it(browser_of: Browser, ids: dict[str, str]) -> None:
    page = browser_of.get(f"/reports/{ids['later']}").text
    claims = claims_on(page)
    assert len(claims) >= 3
    for number, id in enumerate(claims):
        assert f'id="{id}" href="/reports/{ids["later"]}?claim={id}" data-n="{number}"' in page


def test_the_claim_looked_at_is_in_the_address_and_shown_beside_the_text(
    browser_of: Browser, ids: dict[str, str]
) -> None:
    claims = claims_on(browser_of.get(f"/reports/{ids['later']}").text)
    with Case.open(ids["case"]) as case:
        viewed = case.standing(claims[1])
    page = browser_of.get(f"/reports/{ids['later']}", params={"claim": claims[1]}).text
    aside = page.partition('<aside id="looked"')[2]
    assert f"Claim 2 of {len(claims)}" in aside
    assert html.escape(viewed.claim.quote, quote=False) in html.unescape(aside)
    assert "not yet reviewed" in aside
    assert f'claim={claims[0]}" data-n="0" data-key="k"' in aside
    assert f'claim={claims[2]}" data-n="2" data-key="j"' in aside
    lit = re.findall(r'<span class="m [^"]*on-content[^"]*"[^>]*data-c="([^"]*)"', page)
    assert lit
    assert all("1" in numbers.split() for numbers in lit)


def test_a_script_gets_what_is_said_of_the_claim_alone(browser_of: Browser, ids: dict[str, str]) -> None:
    address = f"/reports/{ids['later']}"
    claims = claims_on(browser_of.get(address).text)
    part = browser_of.get(address, params={"claim": claims[0]}, headers={"HX-Request": "true"}).text
    assert "<html" not in part
    assert f"Claim 1 of {len(claims)}" in part


def test_a_claim_that_the_report_has_not_leads_to_where_it_is(browser_of: Browser, ids: dict[str, str]) -> None:
    answer = browser_of.get(f"/reports/{ids['later']}", params={"claim": "c-000000000000"})
    assert answer.status_code == 200
    assert "The latest coding of this report has no claim c-000000000000." in text_of(answer)


def test_versions_of_one_address_lead_to_one_another(browser_of: Browser, ids: dict[str, str]) -> None:
    earlier = browser_of.get(f"/reports/{ids['bridge']}")
    assert "This is an earlier version. A later one of the same address is in the record" in text_of(earlier)
    assert f'href="/reports/{ids["later"]}"' in earlier.text
    later = browser_of.get(f"/reports/{ids['later']}")
    assert "2 versions of one address" in text_of(later)
    assert f'href="/reports/{ids["bridge"]}"' in later.text


def test_a_later_version_is_not_told_of_at_a_moment_before_it(browser_of: Browser, ids: dict[str, str]) -> None:
    answer = browser_of.get(f"/reports/{ids['bridge']}", params={"as_of": "2021-05-02"})
    assert "earlier version" not in text_of(answer)
    assert browser_of.get(f"/reports/{ids['later']}", params={"as_of": "2021-05-02"}).status_code == 404


def test_a_text_that_was_not_read_says_why(browser_of: Browser, ids: dict[str, str]) -> None:
    page = text_of(browser_of.get(f"/reports/{ids['arabic']}"))
    assert "No claims were read from this text: its language (ar) cannot be read yet. The text is kept." in page


def test_the_lines_of_an_arabic_report_run_from_right_to_left(browser_of: Browser, ids: dict[str, str]) -> None:
    page = browser_of.get(f"/reports/{ids['arabic']}").text
    assert re.findall(r'<p dir="(\w+)">', page) == ["rtl", "auto"]
    assert '<article id="text" class="text" lang="ar"' in page


@pytest.mark.parametrize("path", ["/reports", "/reports/{hostile}", "/claims", "/claims?words=freed"])
def test_what_a_report_says_is_never_taken_for_markup(browser_of: Browser, ids: dict[str, str], path: str) -> None:
    page = browser_of.get(path.format(**ids)).text
    for hostile in ("<script>alert", "<img src=x", "<b onmouseover", 'href="javascript:'):
        assert hostile not in page
    assert "&lt;img src=x" in page


def test_an_address_that_is_none_of_the_web_is_words(browser_of: Browser, ids: dict[str, str]) -> None:
    page = browser_of.get(f"/reports/{ids['hostile']}").text
    assert "<bdi>javascript:alert(1)</bdi>" in page


@pytest.mark.parametrize("id", ["r-nothing", "%2e%2e%2fetc%2fpasswd", "r-" + "0" * 300])
def test_a_report_that_is_not_there_is_not_found(browser_of: Browser, id: str) -> None:
    assert browser_of.get(f"/reports/{id}").status_code == 404


def test_rejected_claims_have_no_marks_until_one_looks_at_them(tmp_path: Path, ids: dict[str, str]) -> None:
    where = tmp_path / "copy.db"
    where.write_bytes(Path(ids["case"]).read_bytes())
    with Case.open(where, author="Ada") as case:
        first = case.claims_of(ids["later"])[0]
        case.reject(first.id, "not a claim")
    with serving(where, team=False) as made:
        client, address = made.browser(), f"/reports/{ids['later']}"
        page = client.get(address).text
        assert f'id="{first.id}"' not in page
        looked = client.get(address, params={"claim": first.id}).text
    assert "<b>rejected</b>, by <bdi>Ada</bdi>" in looked
    assert re.search(r'class="m [^"]*on-content', looked.partition("<article")[2])


# --- in a browser ----------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def stalled(demo_case: Path) -> str:
    """The id of a report of the demo case with many claims."""
    with Case.open(demo_case) as case:
        return max(case.report_lines().reports, key=lambda line: line.claims).id


@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")])
def test_a_report_is_sound_in_a_browser(visits: Visits, stalled: str, width: int, theme: str) -> None:
    page = visits.open(f"/reports/{stalled}", width=width, theme=theme)
    page.get_by_role("link", name="Go through them").click()
    expect(page.get_by_role("heading", name="Claim 1 of")).to_be_visible()
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"report-{width}-{theme}")


def test_claims_are_stepped_through_with_j_and_k(visits: Visits, stalled: str) -> None:
    page = visits.open(f"/reports/{stalled}")
    heading = page.locator("#looked h2")
    for key, number in (("j", 1), ("j", 2), ("j", 3), ("k", 2)):
        page.keyboard.press(key)
        expect(heading).to_contain_text(f"Claim {number} of")
    looked_at = page.locator("#text .no[aria-current]").get_attribute("id")
    assert page.url.endswith(f"claim={looked_at}")
    quote = page.locator("#looked blockquote").inner_text()
    assert "".join(page.locator("#text .on-content").all_inner_texts()).split() == quote.split()
    page.keyboard.press("x")
    expect(page.locator("#text .on-content")).to_have_count(0)
    assert "claim=" not in page.url


def test_a_click_on_words_looks_at_the_claim_that_rests_on_them(visits: Visits, stalled: str) -> None:
    page = visits.open(f"/reports/{stalled}?as_of=2023-12-02")
    piece = page.locator("#text .c").nth(4)
    numbers = (piece.get_attribute("data-c") or "").split()
    piece.click()
    expect(page.locator("#looked h2")).to_contain_text(f"Claim {int(numbers[0]) + 1} of")
    assert "as_of=2023-12-02" in page.url
    page.reload()
    expect(page.locator("#looked h2")).to_contain_text(f"Claim {int(numbers[0]) + 1} of")
    expect(page.locator("#text .on-content").first).to_be_visible()


def test_words_that_several_claims_rest_on_lead_to_each_in_turn(visits: Visits, stalled: str) -> None:
    page = visits.open(f"/reports/{stalled}")
    piece = page.locator('#text .m[data-c*=" "]').first
    numbers = {int(n) for n in (piece.get_attribute("data-c") or "").split()}
    seen = set()
    for _ in range(len(numbers)):
        before = page.url
        piece.click()
        page.wait_for_function("(before) => location.href !== before", arg=before)
        seen.add(int(page.locator("#text").evaluate("(e) => e.querySelector('.no[aria-current]').dataset.n")))
    assert seen == numbers


def test_on_a_phone_the_claim_does_not_hide_its_words(visits: Visits, stalled: str) -> None:
    page = visits.open(f"/reports/{stalled}", width=NARROW)
    for _ in range(12):
        page.keyboard.press("j")
    expect(page.locator("#looked h2")).to_contain_text("Claim 12 of")
    words = page.locator("#text .on-content").first.bounding_box()
    card = page.locator("#looked").bounding_box()
    assert words
    assert card
    assert words["y"] + words["height"] <= card["y"] + 1


def test_without_scripts_the_numbers_and_the_steps_are_links(visits: Visits, room: Served, stalled: str) -> None:
    page = visits.open(f"/reports/{stalled}", java_script_enabled=False)
    page.get_by_role("link", name="Go through them").click()
    expect(page.locator("#looked h2")).to_contain_text("Claim 1 of")
    page.get_by_role("link", name="After").click()
    expect(page.locator("#looked h2")).to_contain_text("Claim 2 of")
