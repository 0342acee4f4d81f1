"""A brief that is longer than is read at once: what a page and an answer show of it, and how the rest is reached."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from api_client import Asking, asking
from long_brief import MANY, NOTES, keep, long_brief

from truceline.brief import Brief
from truceline.case import Case
from truceline.web.boards import statements

LARGEST = 300_000


@pytest.fixture(scope="module")
def shown(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Asking, Brief]]:
    with asking(Path(shutil.copy(demo_case, tmp_path_factory.mktemp("long") / "own.db"))) as api:
        brief = long_brief(api.case.ids(limit=5))
        keep(api.client.app.state.room, brief)  # type: ignore[attr-defined]
        yield api, brief


@pytest.fixture(scope="module")
def api(shown: tuple[Asking, Brief]) -> Asking:
    return shown[0]


def read(api: Asking, path: str) -> str:
    answer = api.client.get(path)
    assert answer.status_code == 200, answer.text
    return html.unescape(answer.text)


def told(page: str, what: str) -> list[int]:
    """The numbers of the statements of one kind that a page has."""
    return [int(n) for n in re.findall(rf"said: {what} (\d+)", page)]


def link(page: str, words: str) -> str:
    found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>{words}</a>', page)
    assert found, words
    return found[1]


# --- the page -------------------------------------------------------------------------------------------
def test_a_long_group_begins_with_a_dozen_statements_and_leads_to_all_of_them(api: Asking) -> None:
    page = read(api, "/brief")
    assert told(page, "sum") == list(range(12))
    assert told(page, "short") == list(range(5))
    path = link(page, f"and {MANY - 12} more statements")
    found: list[int] = []
    while path:
        page = read(api, path.partition("#")[0])
        found += told(page, "sum")
        after = re.search(r'rel="next" href="([^"]+)"', page)
        path = after[1] if after else ""
    assert found == list(range(MANY))


def test_the_link_to_the_rest_of_a_group_leads_to_its_heading(api: Asking) -> None:
    whole = read(api, "/brief")
    for words in (f"and {MANY - 12} more statements", "and 51 more statements"):
        path, _, place = link(whole, words).partition("#")
        assert f'<h3 id="{place}"' in read(api, path)


def test_accusations_stand_on_the_page_of_their_answers(api: Asking) -> None:
    whole = read(api, "/brief")
    assert told(whole, "accusation") == told(whole, "answer") == list(range(12))
    page = read(api, link(whole, "and 51 more statements").partition("#")[0])
    assert set(told(page, "answer")) <= set(told(page, "accusation"))


def test_a_part_says_which_it_is_and_leads_back(api: Asking) -> None:
    second = read(api, "/brief?section=breaches&cursor=100")
    assert "Part 2 of 3, 305 statements in all" in second
    assert '>Sums <span class="soft">(continued)</span></h3>' in second
    assert "<table" not in second
    assert "<table" in read(api, link(second, "Before"))


@pytest.mark.parametrize("cursor", ["130", "99999"])
def test_a_cursor_between_parts_or_behind_the_end_shows_the_part_it_falls_in_or_the_last(
    api: Asking, cursor: str
) -> None:
    assert f"Part {2 if cursor == '130' else 3} of 3" in read(api, f"/brief?section=breaches&cursor={cursor}")


def test_a_cursor_that_is_none_is_refused(api: Asking) -> None:
    assert api.client.get("/brief?section=breaches&cursor=soon").status_code == 422


def test_every_number_opens_a_note_on_the_page_or_its_claim(api: Asking) -> None:
    for path in ("/brief", "/brief?section=breaches", "/brief?section=breaches&section=short"):
        page = read(api, path)
        here = set(re.findall(r'<li id="note-(\d+)"', page))
        marks = re.findall(r'<a href="(#note-\d+|/claims/c-[0-9a-f]+)"(?: id="ref-\d+")? aria-label="Note (\d+)"', page)
        assert marks
        for href, number in marks:
            assert href == f"#note-{number}" if number in here else href.startswith("/claims/")
    assert "A number without a note here opens its claim" in read(api, "/brief?section=breaches")


def test_a_number_beyond_the_notes_of_the_page_opens_the_claim_of_its_note(shown: tuple[Asking, Brief]) -> None:
    api, brief = shown
    claims = {str(note.number): note.claim for note in brief.notes}
    found = re.findall(
        r'href="/claims/(c-[0-9a-f]+)"(?: id="ref-\d+")? aria-label="Note (\d+)"', read(api, "/brief?section=breaches")
    )
    assert found
    assert all(claims[number] == claim for claim, number in found)


def test_only_so_many_notes_stand_on_a_page_and_no_statement_names_more_than_can_be_read(api: Asking) -> None:
    page = read(api, "/brief?section=breaches")
    assert len(re.findall(r'<li id="note-', page)) == 100
    assert "and 10 more in the file" in page
    assert "and 32 more in the file" in read(api, "/brief")
    assert len(page) < LARGEST


def test_what_one_address_shows_is_not_given_at_another(api: Asking) -> None:
    paths = [
        "/brief", "/brief?section=breaches", "/brief?section=breaches&cursor=100", "/brief?section=short",
        "/brief?silence=strict",
    ]  # fmt: skip
    pages = [text(api, path) for path in paths]
    assert len(set(pages)) == len(paths)
    assert pages == [text(api, f"{path}{'&' if '?' in path else '?'}n=1") for path in paths]
    links = [set(re.findall(r'href="/claims/c-[0-9a-f]+(.*?)"', page)) for page in pages]
    assert links == [{""}] * 4 + [{"?silence=strict"}]


def test_a_section_that_there_is_not_is_told_with_those_that_there_are(api: Asking) -> None:
    read(api, "/brief")
    answer = api.client.get("/brief?section=none")
    assert answer.status_code == 404
    assert "Choose of breaches, short." in answer.text


def text(api: Asking, path: str) -> str:
    return read(api, path).partition("</header>\n")[2].partition("</article>")[0].partition("</header>\n")[2]


# --- for programs ---------------------------------------------------------------------------------------
def test_the_opening_says_how_much_there_is_of_everything(shown: tuple[Asking, Brief]) -> None:
    api, brief = shown
    answer = api.ask("brief")
    assert len(answer.content) < LARGEST
    found = answer.json()["brief"]
    assert found["totals"] == {
        "claims": 280, "reports": 140, "publishers": 1, "statements": MANY + 80, "notes": NOTES, "copies": 0,
    }  # fmt: skip
    duties, sums, _ = found["sections"][0]["groups"]
    assert (len(sums["sentences"]), sums["statements"], sums["next"]) == (12, MANY, "13")
    assert (len(duties["table"]["lines"][0]["entries"][0]["claims"])) < 30
    assert duties["table"]["lines"][0]["entries"][0]["claims_in_all"] == 50
    first = sums["sentences"][0]
    assert (len(first["claims"]), first["claims_in_all"], first["notes_in_all"]) == (30, 40, 40)
    claims = {note.number: note.claim for note in brief.notes}
    assert [claims[n] for n in first["notes"]] == first["claims"]
    assert (len(found["sections"][0]["more"]), found["sections"][0]["more_in_all"]) == (30, 33)


def walked(api: Asking, limit: int) -> Iterator[dict[str, Any]]:
    cursor = ""
    while cursor is not None:
        answer = api.ask("brief/sections/breaches", cursor=cursor, limit=limit)
        assert len(answer.content) < LARGEST
        yield answer.json()
        cursor = answer.json()["next"]


@pytest.mark.parametrize("limit", [7, 50, 500])
def test_a_section_is_walked_to_its_last_statement(shown: tuple[Asking, Brief], limit: int) -> None:
    api, brief = shown
    groups = [g for page in walked(api, limit) for g in page["groups"]]
    for name in ("sentences", "answers"):
        expected = [s.text for g in brief.sections[0].groups for s in getattr(g, name)]
        assert [s["text"] for g in groups for s in g[name]] == expected
    assert [g["heading"] for g in groups if not g["continued"]] == ["Duties", "Sums", "Accused"]
    assert sum(g["table"] is not None for g in groups) == 1
    assert [g["more_in_all"] for g in groups if g["more"]] == [70]


def test_a_long_group_goes_on_where_its_next_says(api: Asking) -> None:
    sums = api.get("brief")["brief"]["sections"][0]["groups"][1]
    later = api.get("brief/sections/breaches", cursor=sums["next"], limit=1)
    assert later["groups"][0]["sentences"][0]["text"] == "Upland said: sum 12"


def test_all_notes_and_sources_are_walked(api: Asking) -> None:
    assert [n["number"] for n in api.parts("brief/notes", limit=90)] == list(range(1, NOTES + 1))
    assert [s["report"] for s in api.parts("brief/sources")] == [f"r-{n}" for n in range(140)]
    assert api.get("brief/notes")["total"] == NOTES


@pytest.mark.parametrize("path", ["brief/notes", "brief/sources", "brief/sections/breaches"])
def test_behind_the_end_there_is_nothing_more(api: Asking, path: str) -> None:
    found = api.get(path, cursor="5000")
    assert (found.get("items", found.get("groups")), found["next"]) == ([], None)


@pytest.mark.parametrize(("format", "form"), [("whole", "json"), ("md", "md"), ("html", "html")])
def test_a_file_has_all_of_it(shown: tuple[Asking, Brief], format: str, form: str) -> None:
    api, brief = shown
    expected = Case.render(brief, form)
    assert api.ask("brief", format=format).text == expected
    assert api.client.get(f"/brief.{form}").text == expected


# --- statements -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(("many", "opens_with"), [(30, 30), (31, 12), (5, 5)])
def test_a_group_is_shortened_only_where_much_is_left_out(many: int, opens_with: int) -> None:
    whole = statements.section(long_brief(many=many).sections[0], {})
    group = statements.opening(whole)["groups"][1]
    assert (len(group["sentences"]), group["next"] is None) == (opens_with, opens_with == many)


@pytest.mark.parametrize("many", [1, 3, 100])
def test_parts_put_together_are_the_whole(many: int) -> None:
    whole = statements.section(long_brief().sections[0], {})
    cut = [g for n in range(0, whole["rows"], many) for g in statements.cut(whole["groups"], n, many)]
    for name in ("sentences", "answers", "more"):
        assert [s for g in cut for s in g[name]] == [s for g in whole["groups"] for s in g[name]]
    assert sum(statements.rows(g) for g in cut) == whole["rows"]


def test_a_part_of_a_part_is_the_same_as_cut_at_once() -> None:
    whole = statements.section(long_brief().sections[0], {})
    page = list(statements.pages(whole))[1]
    assert statements.cut(page["groups"], 20, 15) == statements.cut(whole["groups"], statements.ROWS + 20, 15)
