"""Review: what would change a verdict most comes first; one claim after the other; no decision is written over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from boards_served import plain, served
from review_form import SCRIPT, copied, fields, send, settled, with_boards
from starlette.testclient import TestClient

from truceline.case import Asked, Case, Status
from truceline.web.boards import queue
from truceline.web.working import Working

WRONG = "the words do not say this"


@pytest.fixture(scope="module")
def worked_out(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_boards(demo_case, tmp_path_factory.mktemp("review"), "/review")


@pytest.fixture
def own_case(worked_out: Path, tmp_path: Path) -> Path:
    return copied(worked_out, tmp_path)


@pytest.fixture
def client(own_case: Path) -> Iterator[TestClient]:
    with served(own_case) as found:
        yield found


@pytest.fixture
def ben(own_case: Path) -> Iterator[Case]:
    """Somebody else at the same record."""
    with Case.open(own_case, author="Ben") as found:
        yield found


def open_claim(page: str) -> str:
    found = re.search(r'data-claim="(c-[0-9a-f]+)"', page)
    assert found, page
    return found[1]


def standing(client: TestClient, claim: str) -> Any:
    return client.app.state.room.case.standing(claim)  # type: ignore[attr-defined]


def entries(client: TestClient) -> int:
    return client.app.state.room.case.head().seq  # type: ignore[attr-defined, no-any-return]


# --- the order ------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def working(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Working]:
    copy = tmp_path_factory.mktemp("queue") / "queue.db"
    copy.write_bytes(demo_case.read_bytes())
    with Working.open(str(copy)) as found:
        yield found


def test_what_would_change_most_verdicts_comes_first_and_then_what_is_least_sure(working: Working) -> None:
    found = queue.claims(working)["claims"]
    keys = [(-one["changed"], not any(by["cells"] for by in one["by"]), one["score"]) for one in found]
    assert keys == sorted(keys)
    assert found[0]["changed"] > 0
    assert found[-1]["changed"] == 0


def own_states(case: Case) -> dict[tuple[str, str], tuple[object, ...]]:
    """The state of each instance in each cell, by duty and account."""
    matrix = case.assess().matrix()
    return {
        (row.duty, cell.account): tuple((v.instance, v.state) for v in cell.verdicts)
        for row in matrix.rows
        for cell in row.cells
        if cell.own
    }


@pytest.mark.parametrize("place", [0, 3, 9, 40])
def test_what_is_said_to_change_without_a_claim_is_what_changes_when_it_is_rejected(
    working: Working, demo_case: Path, tmp_path: Path, place: int
) -> None:
    item = queue.claims(working)["claims"][place]
    copy = tmp_path / "rejected.db"
    copy.write_bytes(demo_case.read_bytes())
    with Case.open(copy) as case:
        before = own_states(case)
        case.reject(item["id"], WRONG)
        after = own_states(case)
    assert sum(before[key] != after[key] for key in before) == item["changed"]


def test_each_claim_says_which_verdicts_would_read_otherwise(client: TestClient) -> None:
    page = plain(settled(client, "/review").text)
    assert re.search(r"Without this claim, \d+ verdicts would read otherwise:", page)
    assert "exchange , according to every account: ● met 7 of 7 → ● met 6 of 6" in page


def test_without_an_agreement_the_least_sure_come_first(demo_case: Path, tmp_path: Path) -> None:
    where = tmp_path / "plain.db"
    with Case.create(where, title="Plain", zone="UTC") as case:
        case.read_demo()
        least = case.find(Asked(waiting=True, sort="doubt"), limit=1).claims[0].id
    with served(where) as client:
        page = settled(client, "/review").text
    assert open_claim(page) == least
    assert "No verdict rests on it. It comes by doubt" in plain(page)


def test_an_empty_case_has_nothing_to_review(tmp_path: Path) -> None:
    Case.create(tmp_path / "empty.db").close()
    with served(tmp_path / "empty.db") as client:
        assert "Nothing waits for review." in settled(client, "/review").text


def test_the_queue_is_narrowed_to_a_report_or_a_speaker(client: TestClient) -> None:
    first = standing(client, open_claim(settled(client, "/review").text))
    report, speaker = first.claim.report, first.claim.speaker
    for query, has in (({"report": report}, "report"), ({"speaker": speaker}, "speaker")):
        page = client.get("/review", params=query).text
        for id in re.findall(r'name="marked" value="(c-[0-9a-f]+):', page):
            assert getattr(standing(client, id).claim, has) == query[has]


def test_nothing_that_came_later_is_in_the_queue_of_an_earlier_moment(client: TestClient) -> None:
    page = settled(client, "/review?as_of=2023-11-25").text
    days = [d for d in re.findall(r"2023-1\d-\d\d", page) if d > "2023-11-25"]
    assert "264" not in page
    assert not [d for d in days if d.startswith("2023-12")]
    total = client.app.state.room.case.find(Asked(waiting=True)).total  # type: ignore[attr-defined]
    assert f'<span class="count">{total}</span>' not in page


# --- deciding -------------------------------------------------------------------------------------------
def test_accepting_signs_the_decision_and_shows_the_next_claim(client: TestClient) -> None:
    page = settled(client, "/review").text
    first, following = open_claim(page), re.findall(r'name="marked" value="(c-[0-9a-f]+):0"', page)[1]
    answer = send(client, page, "/review/accept")
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert open_claim(answer.text) == following
    assert f"claim={following}" in answer.headers["HX-Push-Url"]
    assert "Accepted" in answer.text
    assert "takes it back" in plain(answer.text)
    assert standing(client, first).status is Status.ACCEPTED


def test_what_was_decided_on_is_named_by_its_act_and_words(client: TestClient) -> None:
    page = settled(client, "/review").text
    claim = standing(client, open_claim(page)).claim
    heading = plain(page.partition('<h2 id="one-head"')[2].partition(">")[2].partition("</h2>")[0])
    assert f"Accepted: {heading}, {claim.quote[:40]}" in plain(send(client, page, "/review/accept").text)


def test_without_a_script_a_decision_leads_to_the_page_of_the_next(client: TestClient) -> None:
    page = settled(client, "/review").text
    answer = client.post("/review/accept", data=fields(page, "/review/accept"), follow_redirects=False)
    assert answer.status_code == 303
    following = client.get(answer.headers["location"]).text
    assert open_claim(following) != open_claim(page)
    assert "takes it back" in plain(following)


def test_what_was_decided_leaves_the_queue(client: TestClient) -> None:
    page = settled(client, "/review").text
    first = open_claim(page)
    send(client, page, "/review/accept")
    assert open_claim(client.get("/review").text) != first


def test_a_rejection_needs_a_reason_and_keeps_it(client: TestClient) -> None:
    first = open_claim(settled(client, "/review").text)
    form = client.get("/review", params={"claim": first, "form": "reject"}).text
    refused = send(client, form, "/review/reject", reason=" ")
    assert refused.status_code == 422
    assert "needs a reason" in refused.text
    assert open_claim(refused.text) == first
    done = send(client, refused.text, "/review/reject", reason=WRONG)
    assert done.status_code == 200
    assert standing(client, first).status is Status.REJECTED
    assert standing(client, first).history[-1].reason == WRONG


def test_a_correction_sets_what_was_typed_otherwise_and_nothing_else(client: TestClient) -> None:
    first = open_claim(settled(client, "/review").text)
    machine = standing(client, first).claim
    form = client.get("/review", params={"claim": first, "form": "correct"}).text
    answer = send(client, form, "/review/correct", **{**typed(form), "place": "Rafah", "reason": "said before"})
    assert "All that waits" not in answer.text, "the speaker of the claim must not narrow the queue"
    now = standing(client, first)
    assert now.claim == machine.with_act(place="Rafah")
    assert now.history[-1].changes == '{"place":"Rafah"}'
    shown = plain(client.get("/review", params={"claim": first}).text)
    assert "place Rafah" in shown
    assert "the machine had: nothing" in shown


def typed(form: str) -> dict[str, str]:
    """The fields of the form to correct, as they stand there."""
    was = fields(form, "/review/correct")
    return {name.removeprefix("was."): value for name, value in was.items() if name.startswith("was.")}


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({}, "Nothing is changed"),
        ({"figures": "a great many or so"}, "is no figure"),
        ({"when": "some day"}, "is no day and no time"),
        ({"act": "NONSENSE"}, "The codebook has no act"),
        ({"stance": "shouts"}, "shouts"),
        ({"speaker": " "}, "needs somebody who speaks"),
        ({"place": "Rafah", "reason": ""}, "needs a reason"),
    ],
)
def test_a_correction_that_cannot_be_is_told_and_what_was_typed_stays(
    client: TestClient, changed: dict[str, str], says: str
) -> None:
    first, before = open_claim(settled(client, "/review").text), entries(client)
    form = client.get("/review", params={"claim": first, "form": "correct"}).text
    answer = send(client, form, "/review/correct", **{**typed(form), "reason": "read again", **changed})
    assert answer.status_code == 422
    assert says in answer.text
    assert open_claim(answer.text) == first
    for name, value in changed.items():
        if name in ("figures", "when"):
            assert f'name="{name}" value="{value}"' in answer.text
    assert entries(client) == before


def test_all_wrong_fields_of_a_correction_are_told_at_once_each_by_its_field(client: TestClient) -> None:
    first, before = open_claim(settled(client, "/review").text), entries(client)
    form = client.get("/review", params={"claim": first, "form": "correct"}).text
    given = {"figures": "a great many", "when": "some day", "place": "Rafah", "reason": " "}
    answer = send(client, form, "/review/correct", **{**typed(form), **given})
    assert answer.status_code == 422
    assert "3 fields cannot be as they are" in answer.text
    for name, says in (("figures", "is no figure"), ("when", "is no day"), ("reason", "needs a reason")):
        told = answer.text.partition(f'id="wrong-{name}">')[2].partition("</p>")[0]
        assert says in told
        assert f'aria-describedby="wrong-{name}"' in answer.text
    for name in ("figures", "when", "place"):
        assert f'name="{name}" value="{given[name]}"' in answer.text
    assert 'id="wrong-place"' not in answer.text
    assert entries(client) == before


def test_the_last_decision_is_taken_back_and_the_claim_waits_again(client: TestClient) -> None:
    page = settled(client, "/review").text
    first = open_claim(page)
    after = send(client, page, "/review/accept").text
    back = send(client, after, "/review/undo")
    assert open_claim(back.text) == first
    assert "It waits again" in back.text
    now = standing(client, first)
    assert now.status is Status.CODED
    assert [d.status.value for d in now.history] == ["accepted", "coded"]


def test_one_goes_on_without_deciding_and_back(client: TestClient) -> None:
    page = settled(client, "/review").text
    first = open_claim(page)
    second = client.get(link(page, "n j")).text
    third = client.get(link(second, "n j")).text
    assert len({first, open_claim(second), open_claim(third)}) == 3
    assert open_claim(client.get(link(third, "p k")).text) == open_claim(second)
    decided = send(client, second, "/review/accept").text
    assert open_claim(decided) == open_claim(third)
    assert open_claim(client.get(link(decided, "p k")).text) == first
    once_more = client.get(link(client.get(link(decided, "p k")).text, "p k")).text
    assert open_claim(once_more) == open_claim(second), "before the line stands what was decided on"


def link(page: str, key: str) -> str:
    found = re.search(rf'<a class="button[^"]*" href="([^"]+)"[^>]*data-key="{key}"', page)
    assert found, f"no link for {key}"
    return found[1].replace("&amp;", "&")


# --- two at once ----------------------------------------------------------------------------------------
DECIDE = {
    "accept": {},
    "reject": {"reason": "mine"},
    "correct": {"place": "Rafah", "reason": "mine"},
}


@pytest.mark.parametrize("what", DECIDE)
def test_somebody_elses_decision_is_shown_and_not_written_over(client: TestClient, ben: Case, what: str) -> None:
    first = open_claim(settled(client, "/review").text)
    form = "" if what == "accept" else what
    page = client.get("/review", params={"claim": first, "form": form}).text
    ben.reject(first, "a heading, says Ben")
    before = entries(client)
    answer = send(client, page, f"/review/{what}", **DECIDE[what])
    assert answer.status_code == 409
    assert entries(client) == before
    assert standing(client, first).status is Status.REJECTED
    said = plain(answer.text)
    assert "Nothing of yours was added" in said
    assert "Ben" in said
    assert "a heading, says Ben" in said
    for mine in DECIDE[what].values():
        assert mine in said
    again = send(client, answer.text, f"/review/{what}")
    assert again.status_code == 200, again.text
    assert standing(client, first).history[0].author == "Ben"
    assert len(standing(client, first).history) == 2
    assert (
        standing(client, first).status.value
        == {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[what]
    )


def test_a_decision_that_somebody_followed_up_is_not_taken_back_unseen(client: TestClient, ben: Case) -> None:
    page = settled(client, "/review").text
    first = open_claim(page)
    after = send(client, page, "/review/accept").text
    ben.reject(first, "no")
    answer = send(client, after, "/review/undo")
    assert answer.status_code == 409
    assert standing(client, first).status is Status.REJECTED
    assert "/review/undo" not in client.get(link(after, "n j")).text, "what is not mine is not the last of mine"


def test_while_a_claim_is_open_it_is_told_that_somebody_decided(client: TestClient, ben: Case) -> None:
    page = settled(client, "/review").text
    first = open_claim(page)
    ben.accept(first)
    beside = client.get("/review/beside", params={"claim": first, "seen": 0, "start": 1}, headers=SCRIPT).text
    assert "Ben decided on this claim" in plain(beside)
    assert 'id="review-since" hx-swap-oob="innerHTML"' in beside


def test_what_one_decides_oneself_in_another_window_is_told_too(client: TestClient) -> None:
    page = settled(client, "/review").text
    first = open_claim(page)
    send(client, page, "/review/accept")
    asked = {"claim": first, "seen": 0, "start": 1}
    told = client.get("/review/beside", params=asked, headers=SCRIPT).text
    assert "You decided on this claim elsewhere" in plain(told)
    seen = standing(client, first).decided
    assert "review-since" not in client.get("/review/beside", params={**asked, "seen": seen}, headers=SCRIPT).text


# --- several --------------------------------------------------------------------------------------------
def test_only_what_was_marked_on_the_page_is_accepted(client: TestClient) -> None:
    page = settled(client, "/review").text
    shown = re.findall(r'name="marked" value="([^"]+)"', page)
    answer = send(client, page, "/review/accept-marked", marked=shown[1:4])
    assert answer.status_code == 200
    assert "3 claims accepted" in answer.text
    accepted = client.app.state.room.case.find(Asked(status="accepted"), limit=50)  # type: ignore[attr-defined]
    assert {c.id for c in accepted.claims} == {m.split(":")[0] for m in shown[1:4]}
    assert open_claim(answer.text) == shown[0].split(":")[0]


def test_what_was_decided_since_is_left_when_several_are_accepted(client: TestClient, ben: Case) -> None:
    page = settled(client, "/review").text
    shown = [m.split(":")[0] for m in re.findall(r'name="marked" value="([^"]+)"', page)]
    ben.reject(shown[1], "twice, says Ben")
    answer = send(client, page, "/review/accept-marked", marked=[f"{id}:0" for id in shown[:3]])
    assert answer.status_code == 409
    said = plain(answer.text)
    assert "1 claim was not accepted" in said
    assert "Ben" in said
    assert "twice, says Ben" in said
    assert [standing(client, id).status.value for id in shown[:3]] == ["accepted", "rejected", "accepted"]
    assert open_claim(answer.text) == shown[3]


def test_more_than_a_page_shows_cannot_be_accepted_at_once(client: TestClient) -> None:
    page = settled(client, "/review").text
    waiting = client.app.state.room.case.find(Asked(waiting=True), limit=20)  # type: ignore[attr-defined]
    answer = send(client, page, "/review/accept-marked", marked=[f"{c.id}:0" for c in waiting.claims])
    assert answer.status_code == 422
    assert not client.app.state.room.case.find(Asked(status="accepted")).total  # type: ignore[attr-defined]


def test_marks_stay_while_their_claims_are_on_the_page(client: TestClient) -> None:
    page = settled(client, "/review").text
    shown = re.findall(r'name="marked" value="([^"]+)"', page)
    following = client.get(link(page, "n j"), params={"marked": shown[2:3]}).text
    assert re.findall(r'name="marked" value="([^"]+)"[^>]* checked', following) == shown[2:3]


# --- what it changes ------------------------------------------------------------------------------------
def test_verdicts_that_change_by_a_rejection_are_told(client: TestClient) -> None:
    page = settled(client, "/review").text
    first, before = open_claim(page), re.search(r"Without this claim, (\d+ verdicts) would read otherwise", plain(page))
    assert before
    form = client.get("/review", params={"claim": first, "form": "reject"}).text
    answer = send(client, form, "/review/reject", reason=WRONG)
    told = plain(settled(client, answer.headers["HX-Push-Url"]).text)
    assert f"{before[1]} changed. See the matrix" in told
    assert "first release" in told


def test_accepting_has_nothing_worked_out_again(client: TestClient) -> None:
    page = settled(client, "/review").text
    room = client.app.state.room  # type: ignore[attr-defined]
    before = room.worked
    for _ in range(3):
        page = send(client, page, "/review/accept").text
    assert room.worked == before
    assert "being worked out" not in page


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/review?claim=c-nonsense", 404),
        ("/review?start=9999999999999999999&told=-1", 200),
        ("/review?told=99999999", 200),
        ("/review?queue=nonsense", 422),
        ("/review?report=r-nonsense", 404),
        ("/review?agreement=nonsense", 200),
        ("/review/beside?claim=c-nonsense", 200),
        ("/review/beside", 200),
        ("/review?queue=incidents&a=c-zz&b=c-zy", 404),
        ("/review?queue=parties&a=Nobody&b=Noone", 404),
        ("/review?form=%3Cscript%3E&speaker=%3Cscript%3E", 200),
    ],
)
def test_an_address_that_means_nothing_is_answered_in_words(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "<script>" not in answer.text
