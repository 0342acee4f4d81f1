"""Contested: each point with its kind, what each side says in whose words, and since when."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from boards_served import plain, served
from browser_pages import Visits, axe, picture, wider_than_the_window
from review_form import settled
from starlette.testclient import TestClient

from truceline.accounts.shown import prohibitions, state_words
from truceline.accounts.verdict import DisputeKind
from truceline.case import Case
from truceline.web.boards import contested
from truceline.web.screens import contested as screen
from truceline.web.screens.contested import KINDS
from truceline.web.working import Working


@pytest.fixture(scope="module")
def client(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    copy = tmp_path_factory.mktemp("contested") / "contested.db"
    copy.write_bytes(demo_case.read_bytes())
    with served(copy) as found:
        yield found


@pytest.fixture(scope="module")
def working(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Working]:
    copy = tmp_path_factory.mktemp("points") / "points.db"
    copy.write_bytes(demo_case.read_bytes())
    with Working.open(str(copy)) as found:
        yield found


@pytest.fixture(scope="module")
def points(working: Working) -> list[dict[str, Any]]:
    return found(working)


def found(working: Working, **asked: str) -> list[dict[str, Any]]:
    """The points of the board, in the order that it names them in."""
    made = contested.points(working, **asked)
    points = [p for kind in contested.KINDS for p in made.parts.get(kind, ())]
    assert [(p["kind"], p["parties"]) for p in points] == [(p["kind"], p["parties"]) for p in made.main["points"]]
    return points


def test_every_kind_of_point_has_a_heading() -> None:
    assert set(KINDS) == set(contested.KINDS) >= {kind.value for kind in DisputeKind}


def test_every_dispute_of_the_matrix_is_there_with_its_kind(working: Working, points: list[dict[str, Any]]) -> None:
    matrix = working.case.assess().matrix()
    wanted = {(row.duty, dispute.kind.value) for row in matrix.disputed for dispute in row.disputes}
    assert {(p["duty"], p["kind"]) for p in points if p["duty"]} == wanted


def test_every_rival_figure_and_version_is_there(working: Working, points: list[dict[str, Any]]) -> None:
    matters = working.case.contested()
    assert [p["heading"] for p in points if not p["duty"]]
    assert sorted(p["heading"] for p in points if not p["duty"]) == sorted(m.heading for m in matters)


def test_each_side_is_quoted_in_the_words_of_claims_that_stand(working: Working, points: list[dict[str, Any]]) -> None:
    standing = {c.id: c.claim for c in working.case.claims()}
    quoted = [claim for p in points for side in p["sides"] for claim in side["said"]]
    assert len(quoted) > 30
    for claim in quoted:
        assert claim["speaker"] == standing[claim["id"]].speaker
        assert claim["quote"].split() == standing[claim["id"]].quote.split()


def test_a_sentence_that_two_outlets_carry_word_for_word_is_quoted_once_with_both(
    client: TestClient, points: list[dict[str, Any]]
) -> None:
    for point in points:
        for side in point["sides"]:
            shown = [" ".join(f"{c['before']}{c['quote']}{c['after']}".split()) + c["quote"] for c in side["said"]]
            assert len(set(shown)) == len(shown)
    (point,) = [p for p in points if p["heading"] == "Captives held"]
    (side,) = [s for s in point["sides"] if s["names"] == ["Qatari prime minister"]]
    (claim,) = side["said"]
    assert [one["publisher"] for voice in claim["voices"] for one in voice["carried"]] == [
        "Example Agency",
        "Example Wire",
    ]
    page = plain(settled(client, "/contested?kind=denial").text)
    assert "Qatari prime minister says · Example Agency , 2023-11-27 ; Example Wire , 2023-11-27" in page


def test_two_speakers_of_one_sentence_are_both_named_under_it(points: list[dict[str, Any]]) -> None:
    told = [
        c for p in points for s in p["sides"] for c in s["said"] if c["quote"] == "the attack went against the truce"
    ]
    assert [v["speaker"] for v in max(told, key=lambda c: len(c["voices"]))["voices"]] == ["Israel", "United States"]


def test_what_is_said_to_be_an_accounts_own_words_is_told_for_it(
    working: Working, points: list[dict[str, Any]]
) -> None:
    facts = {f.claim: {f.speaker, *f.sides} for f in working.case.assess().facts}
    for point in points:
        for side in point["sides"]:
            if point["duty"] and side["own"]:
                assert any(facts[claim["id"]] & set(side["names"]) for claim in side["said"])


def test_no_point_is_listed_of_which_nobodys_verdict_is_known(points: list[dict[str, Any]]) -> None:
    for point in points:
        judged = [state["words"] for side in point["sides"] for state in side["states"] if not side["option"]]
        assert not judged or set(judged) != {"unknown"}


def test_an_account_is_named_for_a_verdict_only_where_it_speaks(points: list[dict[str, Any]]) -> None:
    (families,) = [p for p in points if p["heading"] == "families together" and p["kind"] == "event"]
    heads = {side["who"] for side in families["sides"]}
    assert "according to Israel" in heads
    assert "Qatar, Egypt, United States and OCHA say nothing of it" in heads


def test_those_who_speak_to_a_point_stand_before_those_who_say_nothing(points: list[dict[str, Any]]) -> None:
    (families,) = [p for p in points if p["heading"] == "families together" and p["kind"] == "event"]
    assert [side["own"] for side in families["sides"]] == [True, True, False]


def test_a_point_is_dated_by_when_its_second_side_was_told(points: list[dict[str, Any]]) -> None:
    (held,) = [p for p in points if p["heading"] == "Hostages held"]
    begun = sorted(side["since"]["at"] for side in held["sides"])
    assert held["since"]["at"] == begun[1]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", held["since"]["words"])


@pytest.mark.parametrize(
    "words",
    [
        "Whether it happened",
        "According to Israel ○ broken",
        "Israel meanwhile accused Hamas of splitting a family",
        "Read as ‘200 trucks’ So read by Hamas, Egypt",
        "both told since 2023-11-26",
        "Figures that do not meet",
        "A statement and its denial",
    ],
)
def test_the_page_says_what_each_side_says(client: TestClient, words: str) -> None:
    assert words in plain(settled(client, "/contested").text)


def test_the_page_is_narrowed_by_kind_and_by_voice(client: TestClient) -> None:
    page = plain(settled(client, "/contested?kind=figures").text)
    assert "Figures that do not meet" in page
    assert "families together" not in page
    page = settled(client, "/contested?party=OCHA").text
    assert "OCHA" in page
    assert "families together" not in page
    assert "No point is of this kind" in settled(client, "/contested?kind=state").text


def test_of_many_points_of_a_kind_the_first_are_shown_and_the_others_led_to(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "AT_ONCE", 1)
    # A page that was given already is given again: this one has another address.
    page = client.get("/contested?party=Israel&silence=undenied").text
    assert len(re.findall(r'<article class="point"', page)) == len(re.findall(r'<section class="kind"', page))
    (number,) = re.findall(r'<a href="([^"]+)">All (\d+) points of this kind</a>', page)[:1]
    whole = client.get(number[0].replace("&amp;", "&")).text
    assert len(re.findall(r'<article class="point"', whole)) == int(number[1])


def test_points_of_one_kind_are_given_a_page_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "PAGE", 2)
    path, points = "/contested?kind=denial&pages=1", []
    while path:
        page = settled(client, path).text
        points += re.findall(r'<article class="point".*?</article>', page, re.DOTALL)
        after = re.search(r'rel="next" href="([^"]+)"', page)
        path = html.unescape(after[1]) if after else ""
    assert len(points) == len(set(points)) == 4


def test_a_side_that_rests_on_many_claims_leads_to_all_of_them(client: TestClient) -> None:
    page = settled(client, "/contested").text
    links = re.findall(r'<a class="all-claims" href="([^"]+)">all (\d+)</a>', page)
    assert links
    for link, number in links:
        whole = settled(client, html.unescape(link)).text
        assert f"It rests on {number} claims." in plain(whole)
        assert len(set(re.findall(r'<article class="claim" id="(c-[0-9a-f]{12})"', whole))) == int(number)
    assert client.get("/contested?side=none").status_code == 404
    answer = client.get("/contested?kind=none")
    assert answer.status_code == 422
    assert "no kind of point" in answer.text
    assert "This could not be done" in answer.text


def test_every_claim_of_a_side_is_named_or_led_to(working: Working) -> None:
    made = contested.points(working)
    for kind in contested.KINDS:
        for side in (s for p in made.parts.get(kind, ()) for s in (*p["sides"], p["before"])):
            quoted = [one["id"] for c in side["said"] for v in c["voices"] for one in v["carried"]]
            named = len({*quoted, *side["more"]})
            rest = made.parts[contested.side_part(side["mark"])]["claims"] if side["mark"] else []
            assert side["total"] == (len(rest) or named)


def test_an_account_stands_with_the_verdict_of_its_own_reading(client: TestClient) -> None:
    page = settled(client, "/contested?kind=event").text
    point = next(p for p in re.findall(r"<article.*?</article>", page, re.DOTALL) if "no attacks" in p)
    said = plain(point)
    assert said.startswith("no attacks : what Hamas did")
    assert "broken, excused as claimed with all read alike: broken" in said
    assert "every account here holds it" not in said


def test_every_verdict_is_the_one_that_the_matrix_has_for_an_account(working: Working) -> None:
    found = working.assessment()
    sides = [
        (point["duty"], name, side["states"][0]["words"])
        for kind in ("event", "qualification", "excuse")
        for point in contested.points(working).parts[kind]
        if not point["instances"]
        for side in point["sides"]
        for name in side["names"]
    ]
    assert sides
    for duty, name, words in sides:
        row = found.row(duty)
        barred = duty in prohibitions(found.agreement)
        assert words == state_words(row.cell(name).state, barred=barred), (duty, name)


def test_what_came_later_is_not_contested_yet(client: TestClient) -> None:
    early = plain(settled(client, "/contested?as_of=2023-11-24").text)
    assert "families together, differs" not in early
    assert "splitting a family" not in early
    assert "splitting a family" in plain(settled(client, "/contested?as_of=2023-11-27").text)


def test_each_quoted_word_opens_its_claim(client: TestClient) -> None:
    page = settled(client, "/contested").text
    links = set(re.findall(r'<a href="(/claims/c-[0-9a-f]+)"><q>', page))
    assert len(links) > 20
    assert client.get(links.pop()).status_code == 200


def test_a_case_where_nobody_differs_says_so(tmp_path: Path) -> None:
    Case.create(tmp_path / "calm.db").close()
    with served(tmp_path / "calm.db") as client:
        assert "Nothing is contested." in settled(client, "/contested").text


@pytest.mark.parametrize("query", ["kind=%3Cscript%3E", "party=%3Cscript%3E", "agreement=nonsense", "silence=loud"])
def test_an_address_that_means_nothing_is_answered_in_words(client: TestClient, query: str) -> None:
    answer = client.get(f"/contested?{query}")
    assert answer.status_code in (200, 422)
    assert "<script>" not in answer.text


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_is_readable_at_both_widths(visits: Visits, width: int, theme: str) -> None:
    page = visits.open("/contested", width=width, theme=theme)
    page.locator(".point").first.wait_for()
    assert wider_than_the_window(page) == []
    assert axe(page) == []
    sides = (
        page.locator(".point").first.locator(".side").evaluate_all("all => all.map(e => e.getBoundingClientRect().top)")
    )
    assert (len(set(sides)) == 1) is (width == 1440), "side by side on a desk, one below the other on a phone"
    picture(page, f"contested-{width}-{theme}")
