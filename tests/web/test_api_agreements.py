"""Agreements are added, amended, checked and linted by way of the API as from the command line."""

from __future__ import annotations

from datetime import datetime

import pytest
from api_client import Asking

TEXT = """
agreement: River ceasefire
id: river
text_of: 2024-03-01
zone: Africa/Nairobi
parties: {north: Northland, south: Southland}
people: {captives: {held_by: south}}
truce: {from: 2024-03-02 07:00, for: 14 days}
duties:
  release: {by: south, release: 5 captives, within: 3 days}
"""


def test_an_agreement_is_given_in_plain_words_with_its_texts(api: Asking) -> None:
    found, one = api.case.agreement(), api.get("agreements/gaza")
    assert datetime.fromisoformat(one["text_of"]) == found.text_of
    assert [s["words"] for s in one["sentences"]] == [s.words for s in api.case.in_words(found)]
    assert [t["text"] for t in one["texts"]] == [t.text for t in api.case.agreement_texts(found.id)]


def test_a_text_is_checked_linted_and_added(own_api: Asking) -> None:
    before = own_api.case.head()
    assert own_api.post("agreements/check", json={"text": TEXT}).json() == {"items": []}
    warned = own_api.post("agreements/lint", json={"text": TEXT, "name": "river.yaml"}).json()["items"]
    assert [w["rule"] for w in warned] == [w.rule for w in own_api.case.lint(TEXT)]
    assert warned[0]["name"] == "river.yaml"
    assert own_api.case.head() == before
    made = own_api.post("agreements", json={"text": TEXT})
    assert (made.status_code, made.headers["location"]) == (201, "/api/v1/agreements/river")
    assert {a["id"] for a in own_api.get("agreements")["items"]} == {"gaza-2023", "river"}
    assert own_api.post("agreements", json={"text": TEXT}).status_code == 422


def test_a_further_text_says_what_it_changes_and_never_hides_another(own_api: Asking) -> None:
    own_api.post("agreements", json={"text": TEXT})
    seen = own_api.get("agreements/river")["texts"][-1]["seq"]
    longer = {"text": TEXT.replace("14 days", "21 days"), "reason": "agreed on the phone", "seen": seen}
    made = own_api.post("agreements/river/amend", json=longer)
    assert made.status_code == 201
    assert [c["part"] for c in made.json()["changed"]] == ["truce"]
    other = {**longer, "text": TEXT.replace("14 days", "30 days")}
    late = own_api.post("agreements/river/amend", json=other)
    assert late.status_code == 409
    assert len(own_api.get("agreements/river")["texts"]) == 2


@pytest.mark.parametrize("path", ["agreements", "agreements/gaza-2023/amend", "agreements/lint", "agreements/check"])
@pytest.mark.parametrize(
    "text",
    ["no: agreement", "/etc/passwd", ": [", TEXT.replace("south, release", "east, release"), "&a [*a, *a]\n" * 2],
)
def test_a_wrong_text_is_refused_with_all_that_is_wrong(api: Asking, path: str, text: str) -> None:
    before = api.case.head()
    more = {"reason": "x", "seen": 0} if path.endswith("amend") else {}
    answer = api.post(path, json={"text": text, **more})
    told = answer.json()
    problems = told["items"] if path.endswith("check") else told["problems"]
    assert answer.status_code == (200 if path.endswith("check") else 422)
    assert problems
    assert all(set(p) == {"error", "where", "todo"} for p in problems)
    assert "root:" not in answer.text
    assert api.case.head() == before
