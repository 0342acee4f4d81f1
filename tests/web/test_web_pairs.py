"""Two claims, or two names: judged the same or different, one pair after the other, and never over somebody else."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from boards_served import plain, served
from review_form import copied, send, settled, with_boards
from starlette.testclient import TestClient

from truceline.case import Case

QUEUES = ["incidents", "parties"]


@pytest.fixture(scope="module")
def worked_out(demo_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_boards(demo_case, tmp_path_factory.mktemp("pairs"), *(f"/review?queue={queue}" for queue in QUEUES))


@pytest.fixture
def own_case(worked_out: Path, tmp_path: Path) -> Path:
    return copied(worked_out, tmp_path)


@pytest.fixture
def client(own_case: Path) -> Iterator[TestClient]:
    with served(own_case) as found:
        yield found


def pair(page: str) -> tuple[str, str]:
    """The pair that the page asks about."""
    a, b = (re.search(rf'name="{name}" value="([^"]+)"', page) for name in "ab")
    assert a
    assert b
    return a[1], b[1]


def judged(client: TestClient, a: str, b: str) -> list[Any]:
    return [j for j in client.app.state.room.case.judged(a, b) if j.author != "truceline"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("queue", QUEUES)
@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_pair_is_judged_and_the_next_is_shown(client: TestClient, queue: str, verdict: str) -> None:
    page = settled(client, f"/review?queue={queue}").text
    a, b = pair(page)
    answer = send(client, page, "/review/judge", verdict=verdict, reason="read both")
    assert answer.status_code == 200, answer.text
    assert pair(answer.text) != (a, b)
    (made,) = judged(client, a, b)
    assert (made.judgement.verdict.value, made.judgement.reason) == (verdict, "read both")
    assert f"Judged {'the same' if verdict == 'same' else 'different'}" in plain(answer.text)


@pytest.mark.parametrize("queue", QUEUES)
def test_a_judgement_is_taken_back_and_the_pair_is_shown_again(client: TestClient, queue: str) -> None:
    page = settled(client, f"/review?queue={queue}").text
    a, b = pair(page)
    after = send(client, page, "/review/judge", verdict="different").text
    back = send(client, after[after.rindex("<form") :], "/review/judge", verdict="unsure")
    assert back.status_code == 200
    assert set(pair(back.text)) == {a, b}
    assert [j.judgement.verdict.value for j in judged(client, a, b)] == ["different", "unsure"]


@pytest.mark.parametrize("queue", QUEUES)
def test_what_somebody_judged_meanwhile_is_shown_and_nothing_is_added(
    client: TestClient, own_case: Path, queue: str
) -> None:
    page = settled(client, f"/review?queue={queue}").text
    a, b = pair(page)
    with Case.open(own_case, author="Ben") as ben:
        ben.different(a, b, "two of them, says Ben", consolidate=False)
    answer = send(client, page, "/review/judge", verdict="same")
    assert answer.status_code == 409
    assert [j.author for j in judged(client, a, b)] == ["Ben"]
    said = plain(answer.text)
    assert "Nothing of yours was added" in said
    assert "two of them, says Ben" in said
    again = send(client, answer.text, "/review/judge", verdict="same")
    assert again.status_code == 200
    assert len(judged(client, a, b)) == 2


def test_what_follows_for_other_claims_is_noted_by_the_program(client: TestClient) -> None:
    page = settled(client, "/review?queue=incidents").text
    case = client.app.state.room.case  # type: ignore[attr-defined]
    before = case.head().seq
    for _ in range(10):
        page = send(client, page, "/review/judge", verdict="different").text
    for _ in range(300):
        if any(e.author == "truceline" for e in case.entries(before, kinds=("judgement",))):
            return
        time.sleep(0.1)
    raise AssertionError("nothing was noted of what follows")


def test_two_claims_stand_side_by_side_with_why_they_are_in_doubt(client: TestClient) -> None:
    page = settled(client, "/review?queue=incidents").text
    said = plain(page)
    assert "The rules could not tell whether the two are one incident" in said
    assert "differs" in said
    assert len(re.findall(r'<blockquote class="sentence', page)) == 2
    for id in pair(page):
        assert f"/claims/{id}" in page


def test_a_name_is_only_suggested_until_it_is_judged(client: TestClient) -> None:
    page = settled(client, "/review?queue=parties").text
    assert "They are two names until you judge them one" in plain(page)
    for name in pair(page):
        assert name in plain(page)


def test_one_goes_through_the_pairs_without_judging(client: TestClient) -> None:
    page = settled(client, "/review?queue=incidents").text
    following = re.search(r'href="([^"]+)"[^>]*data-key="n j"', page)
    assert following
    second = client.get(following[1].replace("&amp;", "&")).text
    assert pair(second) != pair(page)
    before = re.search(r'href="([^"]+)"[^>]*data-key="p k"', second)
    assert before
    assert pair(client.get(before[1].replace("&amp;", "&")).text) == pair(page)


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"verdict": "perhaps"}, 422),
        ({"verdict": "same", "queue": "nonsense"}, 422),
        ({"verdict": "same", "a": "c-zzzz"}, 404),
        ({"verdict": "same", "seen": "-1"}, 422),
    ],
)
def test_a_judgement_that_cannot_be_is_refused(client: TestClient, values: dict[str, str], status: int) -> None:
    page = settled(client, "/review?queue=incidents").text
    before = client.app.state.room.case.head().seq  # type: ignore[attr-defined]
    assert send(client, page, "/review/judge", **values).status_code == status
    assert client.app.state.room.case.head().seq == before  # type: ignore[attr-defined]


def test_where_no_pair_waits_the_page_says_when_one_comes(tmp_path: Path) -> None:
    Case.create(tmp_path / "empty.db").close()
    with served(tmp_path / "empty.db") as client:
        assert "No two claims wait to be told apart" in settled(client, "/review?queue=incidents").text
        assert "A name is no party until somebody judges it" in settled(client, "/review?queue=parties").text
