"""What people decide by way of the API stands in the record, signed, and never over somebody else's decision."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from api_client import Asking

from truceline.case import Asked
from truceline.model import codec
from truceline.web.api.journal import coding_of


def claim_of(api: Asking, **asked: Any) -> str:
    return api.case.find(Asked(**asked), limit=1).claims[0].id


# --- deciding -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("decision", "given", "status"),
    [
        ("accept", {}, "accepted"),
        ("accept", {"reason": "as it says"}, "accepted"),
        ("reject", {"reason": "it is a headline"}, "rejected"),
        ("correct", {"changes": {"place": "Cairo"}, "reason": "the dateline"}, "corrected"),
    ],
)
def test_a_decision_is_an_entry_that_its_author_signs(
    own_api: Asking, decision: str, given: dict[str, Any], status: str
) -> None:
    claim, before = claim_of(own_api), own_api.case.head().seq
    now = own_api.decide(claim, decision, seen=0, **given).json()
    assert now["status"] == status
    assert now["decided"] == before + 1 == own_api.case.head().seq
    assert [(d["status"], d["reason"], d["seq"]) for d in now["history"]] == [
        (status, given.get("reason", ""), before + 1)
    ]
    assert now["history"][0]["author"] == own_api.get("me")["person"]
    assert now == {k: v for k, v in own_api.get(f"claims/{claim}").items() if k in now}


def test_a_correction_stands_beside_what_the_coder_had(own_api: Asking) -> None:
    claim = claim_of(own_api, place="Gaza Strip")
    now = own_api.decide(claim, "correct", seen=0, changes={"place": "Rafah"}, reason="named in the next line").json()
    assert (now["claim"]["place"], now["machine"]["place"]) == ("Rafah", "Gaza Strip")
    assert now["history"][0]["changes"] == {"place": "Rafah"}


def test_undo_takes_back_the_last_decision_and_keeps_both(own_api: Asking) -> None:
    claim = claim_of(own_api)
    seen = own_api.decide(claim, "reject", seen=0, reason="a slip").json()["decided"]
    now = own_api.decide(claim, "undo", seen=seen).json()
    assert now["status"] == "coded"
    assert [(d["status"], d["takes_back"] > 0) for d in now["history"]] == [("rejected", False), ("coded", True)]
    assert own_api.decide(claim, "undo", seen=now["decided"]).status_code == 422


@pytest.mark.parametrize("decision", ["accept", "reject", "correct", "undo"])
def test_nobody_decides_over_a_decision_that_they_have_not_seen(own_api: Asking, decision: str) -> None:
    claim, other = claim_of(own_api), own_api.case.signed("somebody else")
    other.accept(claim, "looked at it first")
    before = own_api.case.head()
    given = {"reject": {"reason": "no"}, "correct": {"reason": "no", "changes": {"place": "Cairo"}}}.get(decision, {})
    answer = own_api.decide(claim, decision, seen=0, **given)
    assert answer.status_code == 409
    said = answer.json()
    assert "somebody else" in said["error"]
    assert said["now"]["status"] == "accepted"
    assert said["now"]["history"][0]["author"] == "somebody else"
    assert own_api.case.head() == before
    assert own_api.decide(claim, decision, seen=said["now"]["decided"], **given).status_code == 200


@pytest.mark.parametrize(
    ("path", "sent", "status", "told"),
    [
        ("claims/c-none/accept", {"seen": 0}, 404, "c-none"),
        ("claims/{id}/accept", {}, 422, "has to be given"),
        ("claims/{id}/accept", {"seen": -1}, 422, "0 or more"),
        ("claims/{id}/accept", {"seen": 0, "resaon": "x"}, 422, "nothing of this name"),
        ("claims/{id}/reject", {"seen": 0}, 422, "has to be given"),
        ("claims/{id}/reject", {"seen": 0, "reason": " "}, 422, "reason"),
        ("claims/{id}/correct", {"seen": 0, "reason": "x", "changes": {"id": "c-1"}}, 422, "cannot be corrected"),
        ("claims/{id}/correct", {"seen": 0, "reason": "x", "changes": {"act": "JUGGLE"}}, 422, "JUGGLE"),
        ("claims/{id}/correct", {"seen": 0, "reason": "x", "changes": {"when": {"start": "soon"}}}, 422, ""),
        ("claims/{id}/correct", {"seen": 0, "reason": "x", "changes": {"spans": {"content": [[0, 10**30]]}}}, 422, ""),
        ("judgements", {"a": "{id}", "b": "Hamas", "verdict": "same", "seen": 9999}, 422, "a claim and a party"),
        ("judgements", {"a": "nobody at all", "b": "Hamas", "verdict": "same", "seen": 9999}, 404, "nobody at all"),
        ("judgements", {"a": "Hamas", "b": "Hamas", "verdict": "same", "seen": 9999}, 422, "twice"),
        ("judgements", {"a": "Hamas", "b": "Israel", "verdict": "alike", "seen": 9999}, 422, ""),
        ("notes", {"about": "", "text": "x"}, 422, ""),
        ("notes", {"about": "Hamas", "text": "a\x00b"}, 422, "character"),
    ],
)
def test_what_cannot_be_decided_adds_nothing(
    api: Asking, path: str, sent: dict[str, Any], status: int, told: str
) -> None:
    claim, before = claim_of(api), api.case.head()
    sent = {name: claim if value == "{id}" else value for name, value in sent.items()}
    answer = api.post(path.format(id=claim), json=sent)
    assert answer.status_code == status, answer.text
    assert told in answer.json()["error"]
    assert api.case.head() == before


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff\xfe", b"[]", b'"x"', b"null", b'{"seen": 1e400}', b'{"seen":"\\ud800"}']
)
def test_what_is_no_json_is_refused(api: Asking, body: bytes) -> None:
    before = api.case.head()
    answer = api.post(f"claims/{claim_of(api)}/accept", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert set(answer.json()) == {"error", "where", "todo"}
    assert api.case.head() == before


# --- judging and noting -------------------------------------------------------------------------------------
def test_two_names_are_judged_to_be_one(own_api: Asking) -> None:
    seen = own_api.get("case")["head"]["seq"]
    sent = {"a": "Hamas", "b": "Example Agency", "verdict": "different", "seen": seen}
    answer = own_api.post("judgements", json=sent)
    assert answer.status_code == 201
    assert answer.json()["about"] == "party"
    last = own_api.get("journal", newest=True, limit=1)["items"][0]
    assert (last["kind"], last["entry"]) == ("judgement", answer.json())


def test_nobody_judges_over_a_judgement_that_they_have_not_seen(own_api: Asking) -> None:
    seen = own_api.get("case")["head"]["seq"]
    own_api.case.signed("somebody else").different("Hamas", "Example Agency")
    before = own_api.case.head()
    sent = {"a": "Example Agency", "b": "Hamas", "verdict": "same", "seen": seen}
    answer = own_api.post("judgements", json=sent)
    assert (answer.status_code, own_api.case.head()) == (409, before)
    assert "somebody else" in answer.json()["error"]


def test_a_note_is_kept(own_api: Asking) -> None:
    assert own_api.post("notes", json={"about": "Hamas", "text": "Ask the desk."}).status_code == 201
    last = own_api.get("journal", newest=True, limit=1)["items"][0]
    assert (last["kind"], last["entry"]) == ("note", {"about": "Hamas", "text": "Ask the desk."})


# --- who may ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "headers", [{"X-CSRF-Token": ""}, {"X-CSRF-Token": "0" * 64}, {"Origin": "http://elsewhere.example"}]
)
def test_a_change_shows_that_it_comes_from_here(api: Asking, headers: dict[str, str]) -> None:
    before = api.case.head()
    answer = api.post("notes", json={"about": "Hamas", "text": "x"}, headers=headers)
    assert answer.status_code == 403
    assert api.case.head() == before


# --- the journal --------------------------------------------------------------------------------------------
def test_the_journal_is_the_record_entry_by_entry(api: Asking) -> None:
    recorded = {r.seq: r for r in api.case.entries(limit=10_000)}
    seen: list[dict[str, Any]] = []
    after = 0
    while after is not None:
        page = api.get("journal", after=after, limit=37)
        seen += page["items"]
        after = page["next"]
    assert [e["seq"] for e in seen] == sorted(recorded)
    assert all((e["hash"], e["previous"]) == (recorded[e["seq"]].hash, recorded[e["seq"]].previous) for e in seen)
    assert page["head"] == {"seq": seen[-1]["seq"], "hash": seen[-1]["hash"]}


def test_the_journal_leaves_texts_out_unless_they_are_asked_for(api: Asking) -> None:
    one = api.get("journal", kind="report added", limit=1)["items"][0]
    whole = api.get("journal", kind="report added", limit=1, whole=True)["items"][0]
    assert "text" not in one["entry"]["report"]
    assert api.case.report(whole["entry"]["report"]["id"]).text == whole["entry"]["report"]["text"]


def test_the_journal_has_the_number_of_the_claims_of_a_coding(api: Asking) -> None:
    short = api.get("journal", kind="claims coded", limit=200)["items"]
    whole = api.get("journal", kind="claims coded", limit=200, whole=True)["items"]
    assert short
    assert short == [{**one, "entry": {**one["entry"], "claims": len(one["entry"]["claims"])}} for one in whole]


@pytest.mark.parametrize("payload", [codec.canonical, json.dumps])
@pytest.mark.parametrize("quotes", [(), ("quiet",), ("quiet", 'it said "a],"coder":{" and left', "[]")])
def test_the_claims_of_a_coding_are_counted_whatever_they_quote(
    payload: Callable[[Any], str], quotes: tuple[str, ...]
) -> None:
    coder = {"name": '],"coder":{', "version": "1"}
    claims = [{"quote": quote, "coder": coder, "spans": []} for quote in quotes]
    entry = {"claims": claims, "coder": coder, "report": "r-1", "unread": '{"coder":{'}
    assert coding_of(payload(entry)) == {**entry, "claims": len(quotes)}


def test_the_journal_goes_backwards_by_author(api: Asking) -> None:
    page = api.get("journal", newest=True, author="truceline", limit=2)
    assert {e["author"] for e in page["items"]} == {"truceline"}
    later = api.get("journal", newest=True, author="truceline", limit=2, before=page["next"])
    assert max(e["seq"] for e in later["items"]) < min(e["seq"] for e in page["items"])


# --- saved views --------------------------------------------------------------------------------------------
def test_views_are_saved_listed_and_removed(own_api: Asking) -> None:
    made = own_api.post("views", json={"name": "fuel", "address": "/claims?words=fuel"})
    assert made.status_code == 201
    assert own_api.get("views")["items"] == [made.json()]
    headers = {"X-CSRF-Token": own_api.word}
    assert own_api.client.delete(f"/api/v1/views/{made.json()['id']}", headers=headers).status_code == 204
    assert own_api.client.delete(f"/api/v1/views/{made.json()['id']}", headers=headers).status_code == 404
    assert own_api.post("views", json={"name": "x", "address": "https://elsewhere.example/"}).status_code == 422
