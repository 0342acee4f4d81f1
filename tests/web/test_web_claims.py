"""The screen of claims: the table that an address asks for, one claim in full, views with their feeds, and exports."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit
from xml.etree import ElementTree as Tree

import pytest
from browser_pages import NARROW, WIDE, Visits, axe, picture, wider_than_the_window
from guarded import Browser, Team, serving, text_of
from playwright.sync_api import expect

from truceline.case import Asked, Case
from truceline.web.desk import Role
from truceline.words import says

ATOM = {"a": "http://www.w3.org/2005/Atom"}
TOLD = """Title: {title}
Publisher: {publisher}
Published: {day}

RIVERTON - The council said on Sunday that {n} men were held at the bridge. The guard denied this. The guard said \
that {m} women had been freed in Riverton on Saturday. The mayor accused the guard of breaking the truce.
"""


@pytest.fixture(scope="module")
def case_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case whose claims fill several parts of the table, one of them rejected and one accepted."""
    where = tmp_path_factory.mktemp("claims") / "claims.db"
    with Case.create(where, title="The bridge", zone="UTC", author="tests") as case:
        for n in range(24):
            about = {"title": f"Dispatch {n}", "publisher": f"Paper {n % 3}", "day": f"2021-05-{n + 1:02}"}
            case.read_text(TOLD.format(n=n + 3, m=n + 40, **about), name=f"{n}.txt")
        claims = case.find(Asked(sort="published"), limit=2).claims
        case.reject(claims[0].id, "not what it says")
        case.accept(claims[1].id)
    return where


@pytest.fixture(scope="module")
def team(case_file: Path) -> Iterator[Team]:
    with serving(case_file, team=False) as made:
        yield made


@pytest.fixture
def client(team: Team) -> Browser:
    return team.browser()


@pytest.fixture
def case(team: Team) -> Case:
    found: Case = team.app.state.room.case
    return found


def ids(page: str) -> list[str]:
    """The claims of a table, in its order."""
    return re.findall(r'<th scope="row" class="quote"[^>]*><a href="/claims/(c-[0-9a-f]+)', page)


def every(client: Browser, query: str) -> list[str]:
    """The claims of all parts of a table."""
    found: list[str] = []
    address = f"/claims?{query}"
    while address:
        page = client.get(address).text
        found += ids(page)
        following = re.search(r'rel="next" href="([^"]+)"', page)
        address = html.unescape(following[1]) if following else ""
    return found


def asked(case: Case, **wanted: object) -> list[str]:
    found = case.find(Asked(**{"sort": "newest", **wanted}), limit=10_000)  # type: ignore[arg-type]
    return [one.id for one in found.claims]


QUERIES = {
    "": {},
    "speaker=guard": {"speaker": "guard"},
    "speaker=guard&speaker=council": {"speaker": ("guard", "council")},
    "stance=denies": {"stance": "denies"},
    "act=ACCUSE&publisher=Paper+1": {"act": "ACCUSE", "publisher": "Paper 1"},
    "words=women+freed": {"words": "women freed"},
    "status=rejected": {"status": "rejected"},
    "rejected=1": {"rejected": True},
    "waiting=1": {"waiting": True},
    "doubt=0.5": {"doubt": 0.5},
    "since=2021-05-05&until=2021-05-09": {
        "since": datetime(2021, 5, 5, tzinfo=UTC).date(), "until": datetime(2021, 5, 9, tzinfo=UTC).date()
    },
    "without=place": {"place": ("",)},
    "sort=when": {"sort": "when"},
    "sort=doubt&speaker=guard": {"sort": "doubt", "speaker": "guard"},
    "as_of=2021-05-06": {"as_of": datetime(2021, 5, 6, tzinfo=UTC).date()},
}  # fmt: skip


@pytest.mark.parametrize("query", QUERIES)
def test_the_address_says_which_claims_are_shown_and_in_what_order(client: Browser, case: Case, query: str) -> None:
    expected = asked(case, **QUERIES[query])
    assert expected
    assert every(client, query) == expected
    assert f"{len(expected)} claim" in text_of(client.get(f"/claims?{query}"))


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("end", ["csv", "jsonl"])
def test_an_export_is_exactly_what_is_shown(client: Browser, case: Case, query: str, end: str) -> None:
    page = client.get(f"/claims?{query}").text
    (address,) = {html.unescape(a) for a in re.findall(rf'href="(/claims\.{end}[^"]*)"', page)}
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    if end == "csv":
        found = [row["id"] for row in csv.DictReader(io.StringIO(answer.text, newline=""))]
    else:
        found = [json.loads(line)["id"] for line in answer.text.splitlines()]
    assert found == every(client, query)


def test_event_records_leave_out_how_things_are_and_the_page_says_so(client: Browser, case: Case) -> None:
    page = text_of(client.get("/claims"))
    states = len(asked(case, act="STATE"))
    assert f"without the {states} claims that tell how things are" in page
    records = [json.loads(line) for line in client.get("/claims.plover").text.splitlines()]
    assert len(records) == len(asked(case)) - states
    assert {record["event_type"] for record in records} >= {"ACCUSE", "RETREAT"}


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path: Path) -> None:
    where = tmp_path / "formula.db"
    with Case.create(where, zone="UTC", author="tests") as case:
        case.read_text("Title: =1+1\nPublisher: @SUM(A1)\nPublished: 2021-05-01\n\nThe guard said 3 men were freed.")
    with serving(where, team=False) as made:
        (row,) = csv.DictReader(io.StringIO(made.browser().get("/claims.csv").text, newline=""))
    assert (row["title"], row["publisher"]) == ("'=1+1", "'@SUM(A1)")


@pytest.mark.parametrize("end", ["csv", "jsonl", "plover"])
def test_an_export_with_a_misspelt_filter_is_refused(client: Browser, end: str) -> None:
    answer = client.get(f"/claims.{end}?speeker=guard")
    assert answer.status_code == 422
    assert "there is no filter &#39;speeker&#39; of all claims" in answer.text


@pytest.mark.parametrize(
    "query",
    [
        "act=NOTHING", "stance=shouts", "status=lost", "quad=cold", "sort=random", "doubt=2", "doubt=x", "doubt=nan",
        "waiting=perhaps", "without=everything", "since=yesterday", "until=2021-13-40", "as_of=never", "words=...",
        "cursor=nonsense", "report=r-nothing", "words=%00", "speaker=" + "a" * 501,
        "&".join(f"speaker={n}" for n in range(61)), "since=0001-01-01T00:00&until=9999-12-31T23:59&sort=zzz",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_told_so(client: Browser, query: str) -> None:
    for path in ("/claims", "/claims.csv"):
        assert client.get(f"{path}?{query}").status_code in (404, 422)


def test_facets_are_counted_and_chosen_and_left_out_by_links(client: Browser, case: Case) -> None:
    page = client.get("/claims").text
    link = re.search(
        r'href="([^"]+)"[^>]*><span class="tick"[^>]*>☐</span><bdi>guard</bdi><span class="count">(\d+)', page
    )
    assert link
    assert int(link[2]) == len(asked(case, speaker="guard"))
    chosen = client.get(html.unescape(link[1])).text
    assert ids(chosen) == asked(case, speaker="guard")[:50]
    assert "chosen; leave it out" in chosen
    (away,) = re.findall(r'<a href="([^"]+)" aria-label="Leave out Who speaks guard"', chosen)
    assert html.unescape(away) == "/claims"


def test_every_value_of_a_facet_can_be_chosen_from_a_list_of_its_own(client: Browser, case: Case) -> None:
    page = client.get("/claims/values?of=speaker&stance=asserts").text
    named = re.findall(
        r'href="([^"]+)"[^>]*><span class="tick"[^>]*>☐</span><bdi>([^<]*)</bdi><span class="count">(\d+)', page
    )
    counts = {facet.value: facet.count for facet in case.facets(Asked(stance="asserts"))["speaker"]}
    assert {html.unescape(name): int(count) for _, name, count in named} == counts
    chosen = client.get(html.unescape(named[0][0])).text
    assert ids(chosen) == asked(case, stance="asserts", speaker=html.unescape(named[0][1]))[:50]
    assert client.get("/claims/values?of=colour").status_code == 422
    assert client.get("/claims/values").status_code == 422


def test_a_second_value_of_a_facet_adds_claims_and_another_facet_takes_some_away(client: Browser, case: Case) -> None:
    both = client.get("/claims?speaker=guard&speaker=council&stance=denies").text
    assert ids(both) == asked(case, speaker=("guard", "council"), stance="denies")[:50]
    assert both.count('aria-label="Leave out') == 3


def test_the_words_looked_for_are_marked_and_nothing_else_is(client: Browser) -> None:
    page = client.get("/claims?words=women").text
    quotes = re.findall(r'class="quote"[^>]*><a[^>]*>(.*?)</a>', page)
    assert quotes
    assert all(re.findall(r"<mark>(.*?)</mark>", quote) == ["women"] for quote in quotes)


def test_parts_of_the_table_lead_back_as_well(client: Browser) -> None:
    first = client.get("/claims").text
    following = html.unescape(re.search(r'rel="next" href="([^"]+)"', first)[1])  # type: ignore[index]
    second = client.get(following).text
    back = html.unescape(re.search(r'rel="prev" href="([^"]+)"', second)[1])  # type: ignore[index]
    assert ids(client.get(back).text) == ids(first)
    assert 'rel="prev"' not in first


def test_an_address_keeps_its_moment_and_what_is_asked_on_every_link_of_the_table(client: Browser) -> None:
    page = client.get("/claims?as_of=2021-05-20&speaker=guard").text
    table = page.partition('<table class="cards claims"')[2].partition("</table>")[0]
    links = [html.unescape(a) for a in re.findall(r'href="([^"]+)"', table)]
    assert links
    assert all("as_of=2021-05-20" in link for link in links)


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("speaker=nobody", "No claim is all of this."),
        ("as_of=2001-01-01", "No claim could be known by then."),
        ("as_of=2001-01-01&speaker=guard", "No claim could be known by then."),
    ],
)
def test_a_table_with_nothing_in_it_says_why(client: Browser, query: str, says: str) -> None:
    assert says in text_of(client.get(f"/claims?{query}"))


def test_an_empty_case_says_where_claims_come_from(tmp_path: Path) -> None:
    Case.create(tmp_path / "empty.db", author="tests").close()
    with serving(tmp_path / "empty.db", team=False) as made:
        assert "Claims come from reports" in text_of(made.browser().get("/claims"))


# --- one claim -----------------------------------------------------------------------------------------
def test_a_claim_is_shown_in_its_sentence_with_who_says_it(client: Browser, case: Case) -> None:
    claim = case.find(Asked(speaker="guard", words="freed")).claims[0].claim
    page = client.get(f"/claims/{claim.id}").text
    for role, spans in (("source", claim.spans.source), ("cue", claim.spans.cue), ("content", claim.spans.content)):
        assert re.findall(rf'on-{role}[^"]*">(.*?)</span>', page)[0] == spans[0].quote
    words = text_of(client.get(f"/claims/{claim.id}"))
    assert f"{claim.speaker} {says(claim.stance)} · withdrawal or release" in words
    assert "coded by the program; such codings are right" in words
    assert f'/reports/{claim.report}?claim={claim.id}#{claim.id}"' in page


def test_the_machines_value_stands_beside_the_one_a_person_set_with_who_and_why(
    case_file: Path, tmp_path: Path
) -> None:
    where = tmp_path / "corrected.db"
    where.write_bytes(case_file.read_bytes())
    with Case.open(where, author="Ada") as case:
        claim = case.find(Asked(act="ACCUSE")).claims[0].claim
        case.correct(claim.id, {"place": "Riverton", "stance": "doubts"}, "the report says so")
        case.note(claim.id, "ask the <desk>")
        case.accept(claim.id)
        case.undo(claim.id, "too early")
    with serving(where, team=False) as made:
        page = text_of(made.browser().get(f"/claims/{claim.id}"))
        on_report = text_of(made.browser().get(f"/reports/{claim.report}", params={"claim": claim.id}))
    for shown in (page, on_report):
        assert "Riverton set by Ada ; the machine had: nothing" in shown
        assert f"doubts set by Ada ; the machine had: {claim.stance.value}" in shown
    assert "place: Riverton. The machine had: nothing" in page
    assert "the report says so" in page
    assert "taken back; corrected again by Ada" in page
    assert "ask the <desk> Ada ," in page


def test_claims_judged_to_be_of_one_incident_lead_to_one_another(case_file: Path, tmp_path: Path) -> None:
    where = tmp_path / "judged.db"
    where.write_bytes(case_file.read_bytes())
    with Case.open(where, author="Ada") as case:
        first, second = (one.claim for one in case.find(Asked(act="ACCUSE"), limit=2).claims)
        case.different(first.id, second.id, "two bridges", consolidate=False)
    with serving(where, team=False) as made:
        page = made.browser().get(f"/claims/{first.id}")
    assert f'href="/claims/{second.id}"' in page.text
    assert "Judged by Ada" in text_of(page)
    assert "two bridges" in page.text


def test_a_claim_of_a_report_that_came_later_is_not_found(client: Browser, case: Case) -> None:
    last = case.find(Asked(sort="newest")).claims[0]
    assert client.get(f"/claims/{last.id}").status_code == 200
    assert client.get(f"/claims/{last.id}?as_of=2021-05-02").status_code == 404
    assert client.get("/claims/c-nothing").status_code == 404


# --- views and feeds -------------------------------------------------------------------------------------
def test_a_view_is_kept_for_its_owner_alone(case_file: Path) -> None:
    with serving(case_file) as team:
        analyst, reader = team.browser(Role.ANALYST), team.browser(Role.READER)
        address = "/claims?speaker=guard"
        for person, name in ((analyst, "The guard"), (reader, "What the guard says")):
            person.see("/account")
            assert person.do("/views", name=name, address=address).headers["location"] == address
        assert "The guard" in analyst.get("/views").text
        assert "What the guard says" not in analyst.get("/views").text
        view = team.desk.views.of("analyst")[0]
        for path in (f"/views/{view.id}", f"/views/{view.id}/remove", f"/views/{view.id}/feed"):
            assert reader.do(path, name="mine").status_code == 404
        assert team.desk.views.of("analyst") == (view,)


def test_a_view_is_renamed_and_removed_and_its_feed_moves(case_file: Path) -> None:
    with serving(case_file, team=False) as made:
        client = made.browser()
        client.see("/claims")
        client.do("/views", name="First", address="/claims?speaker=guard")
        (view,) = made.desk.views.of(made.app.state.room.case._author)
        client.do(f"/views/{view.id}", name="Second")
        assert "Second" in client.get("/views").text
        client.do(f"/views/{view.id}/feed")
        assert client.get(f"/feeds/{view.feed}").status_code == 404
        (moved,) = made.desk.views.of(view.owner)
        assert client.get(f"/feeds/{moved.feed}").status_code == 200
        client.do(f"/views/{view.id}/remove")
        assert client.get(f"/feeds/{moved.feed}").status_code == 404
        assert "You keep no view yet." in text_of(client.get("/views"))


@pytest.mark.parametrize(
    ("name", "why"), [(" ", "There is no name."), ("a" * 101, "longer than 100"), ("trace\x07", "cannot be seen")]
)
def test_a_name_that_a_view_cannot_have_is_told_beside_it_and_stays_typed(case_file: Path, name: str, why: str) -> None:
    with serving(case_file, team=False) as made:
        client = made.browser()
        client.see("/claims")
        address = "/claims?speaker=guard"
        refused = client.do("/views", name=name, address=address)
        assert refused.status_code == 422
        assert why in refused.text.partition('id="wrong-name">')[2].partition("</p>")[0]
        assert f'value="{name}"' in refused.text
        assert f'name="address" value="{address}"' in refused.text
        client.do("/views", name="First", address=address)
        (view,) = made.desk.views.of(made.app.state.room.case._author)
        renamed = client.do(f"/views/{view.id}", name=name)
        assert renamed.status_code == 422
        assert why in renamed.text
        assert f'value="{name}"' in renamed.text


@pytest.mark.parametrize(
    "address", ["/admin", "https://elsewhere.example/claims", "//elsewhere.example", "/claimsx", ""]
)
def test_only_a_table_of_claims_is_kept(client: Browser, address: str) -> None:
    client.see("/claims")
    assert client.do("/views", name="Other", address=address).status_code == 422


@pytest.fixture
def feed(case_file: Path) -> Iterator[tuple[Browser, Case, Tree.Element, str]]:
    with serving(case_file) as team:
        view = team.desk.views.save(
            "analyst", 'A & "B" <c>', "/claims?stance=denies&as_of=2021-05-03&sort=doubt&cursor=x"
        )
        stranger = team.browser()
        answer = stranger.get(f"/feeds/{view.feed}")
        assert answer.headers["content-type"].startswith("application/atom+xml")
        yield stranger, team.app.state.room.case, Tree.fromstring(answer.content), view.feed


def test_a_feed_has_the_claims_of_the_view_that_came_last_at_whatever_moment_it_was_kept(
    feed: tuple[Browser, Case, Tree.Element, str],
) -> None:
    _, case, root, _ = feed
    expected = [one.id for one in case.find(Asked(stance="denies", sort="added"), limit=50).claims]
    links = [link.get("href", "") for link in root.findall("a:entry/a:link", ATOM)]
    assert [urlsplit(link).path for link in links] == [f"/claims/{id}" for id in expected]
    assert all(link.startswith("http://127.0.0.1:8123/") for link in links)
    assert len(expected) > 3


def test_a_feed_is_a_whole_atom_document(feed: tuple[Browser, Case, Tree.Element, str]) -> None:
    client, _, root, secret = feed
    assert root.tag == "{http://www.w3.org/2005/Atom}feed"
    assert root.findtext("a:title", namespaces=ATOM) == 'A & "B" <c> · The bridge'
    assert root.find("a:link[@rel='self']", ATOM).get("href") == f"http://127.0.0.1:8123/feeds/{secret}"  # type: ignore[union-attr]
    entries = root.findall("a:entry", ATOM)
    for element in (root, *entries):
        updated = element.findtext("a:updated", namespaces=ATOM) or ""
        assert datetime.fromisoformat(updated).tzinfo is not None
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", element.findtext("a:id", namespaces=ATOM) or "")
        assert element.findtext("a:author/a:name", namespaces=ATOM)
    marks = [entry.findtext("a:id", namespaces=ATOM) for entry in entries]
    assert len(set(marks)) == len(marks)
    again = Tree.fromstring(client.get(f"/feeds/{secret}").content)
    assert [e.findtext("a:id", namespaces=ATOM) for e in again.findall("a:entry", ATOM)] == marks


@pytest.mark.parametrize("secret", ["nothing", "x" * 43, "..%2fadmin"])
def test_a_feed_that_is_none_is_not_found(client: Browser, secret: str) -> None:
    assert client.get(f"/feeds/{secret}").status_code == 404


# --- in a browser ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("width", "theme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")])
def test_the_table_and_a_claim_are_sound_in_a_browser(visits: Visits, width: int, theme: str) -> None:
    page = visits.open("/claims?words=hostages", width=width, theme=theme)
    expect(page.locator(".views summary")).to_be_visible()
    page.get_by_text("Take these out").click()
    page.locator(".views summary").click()
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"claims-{width}-{theme}")
    page.locator("tr[data-row] a[data-open]").first.click()
    expect(page.get_by_role("heading", name="Who speaks")).to_be_visible()
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    picture(page, f"claim-{width}-{theme}")


def test_choosing_a_value_keeps_the_place_and_says_it_in_the_address(visits: Visits) -> None:
    page = visits.open("/claims")
    facet = page.locator("#facet-stance a").filter(has_text="denies")
    facet.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    facet.click()
    expect(page.locator(".chips")).to_contain_text("denies")
    assert dict(parse_qsl(urlsplit(page.url).query)) == {"stance": "denies"}
    assert abs(page.evaluate("scrollY") - before) < 300
    page.get_by_role("link", name="Leave out Stance denies").click()
    expect(page.locator(".chips")).to_have_count(0)
    page.go_back()
    expect(page.locator(".chips")).to_contain_text("denies")


def test_a_facet_stays_shut_or_open_as_it_was_left(visits: Visits) -> None:
    page = visits.open("/claims")
    page.locator("#facet-act > summary").click()
    page.locator("#facet-modality > summary").click()
    page.locator("#facet-modality a").first.click()
    expect(page.locator(".chips")).to_be_visible()
    expect(page.locator("#facet-act")).not_to_have_attribute("open", "")
    expect(page.locator("#facet-modality")).to_have_attribute("open", "")


def test_a_name_out_of_many_is_found_by_a_part_of_it(visits: Visits) -> None:
    page = visits.open("/claims")
    page.locator("#more-speaker > summary").click()
    page.get_by_label("Names that have").fill("QATAR")
    shown = page.locator("#more-speaker li:visible")
    expect(shown.first).to_contain_text("Qatar")
    for item in shown.all():
        assert "qatar" in item.inner_text().lower()
    shown.first.click()
    expect(page.locator(".chips")).to_contain_text("Qatar")
    assert axe(page) == []


def test_no_day_is_broken_over_two_lines(visits: Visits) -> None:
    for path in ("/claims", "/contested"):
        page = visits.open(path)
        days = page.locator("main .day")
        expect(days.first).to_be_visible(timeout=60_000)
        assert max(days.evaluate_all("all => all.map(e => e.getClientRects().length)")) == 1


def test_on_a_phone_the_filters_are_shut_until_one_wants_them(visits: Visits) -> None:
    page = visits.open("/claims", width=NARROW)
    expect(page.locator("#facet-speaker")).to_be_hidden()
    page.get_by_text("Narrow down").click()
    expect(page.locator("#facet-speaker")).to_be_visible()


def test_rows_are_gone_through_with_the_keyboard_and_opened(visits: Visits) -> None:
    page = visits.open("/claims")
    page.keyboard.press("j")
    page.keyboard.press("j")
    row = page.locator("[data-row][aria-current]")
    words = row.locator("a[data-open]").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_url("**/claims/c-*")
    expect(page.locator(".in-report .on-content").first).to_be_visible()
    assert words.split()[0] in page.locator(".in-report").inner_text()


def test_a_view_is_saved_and_opened_again_by_its_name(own_visits: Visits) -> None:
    page = own_visits.open("/claims?stance=denies")
    page.locator(".views summary").click()
    page.get_by_label("Save what is shown as").fill("Denials")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".views summary")).to_contain_text("Saved as Denials")
    page.set_viewport_size({"width": NARROW, "height": 844})
    page.goto("/views")
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    page.get_by_role("link", name="Denials").click()
    page.wait_for_url("**/claims?stance=denies")


@pytest.mark.parametrize("opens", ["table", "claim", "report"])
def test_an_open_page_says_when_the_record_has_grown(own_visits: Visits, opens: str) -> None:
    page = own_visits.open("/claims")
    if opens != "table":
        page.locator("[data-row] " + ("[data-open]" if opens == "claim" else "[data-label=Report] a")).first.click()
        page.wait_for_url(f"**/{opens}s/**")
    expect(page.locator("[data-news]")).to_be_hidden()
    other = own_visits.open("/reports")
    other.get_by_text("Add reports").click()
    other.get_by_label("Or paste a text").fill("The council said on Tuesday that 12 men were held at the bridge.")
    other.get_by_role("button", name="See what they are").click()
    other.get_by_role("button", name="Read these").click(timeout=30_000)
    expect(page.locator("[data-news]")).to_be_visible(timeout=30_000)


def test_an_export_is_saved_as_a_file(visits: Visits) -> None:
    page = visits.open("/claims?" + urlencode({"stance": "denies", "as_of": "2023-12-01"}))
    page.get_by_text("Take these out").click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="CSV").click()
    assert saved.value.suggested_filename == "claims-as-of-2023-12-01.csv"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {row["stance"] for row in rows} == {"denies"}
