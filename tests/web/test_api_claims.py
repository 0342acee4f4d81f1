"""The API gives the claims and reports that the Python API gives, filtered, counted and in pages."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from api_client import Asking

from truceline.case import FACETS, Asked, Case
from truceline.model import Claim, Report, codec


def ids(found: Any) -> list[str]:
    return [c["claim"]["id"] for c in found]


# --- lists --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ({}, {}),
        ({"speaker": "Hamas"}, {"speaker": "Hamas"}),
        ({"speaker": ["Hamas", "Israel"], "act": "retreat"}, {"speaker": ("Hamas", "Israel"), "act": "RETREAT"}),
        ({"without": "place", "limit": 7}, {"place": ("",)}),
        ({"place": "Gaza Strip", "without": ["place", "category"]}, {"place": ("Gaza Strip", ""), "category": ("",)}),
        ({"words": "fuel", "sort": "newest"}, {"words": "fuel", "sort": "newest"}),
        ({"quad": "material conflict", "doubt": 0.9}, {"quad": "material conflict", "doubt": 0.9}),
        ({"sort": "doubt"}, {"sort": "doubt"}),
        ({"since": "2023-11-28", "until": "2023-11-29"}, {"since": "2023-11-28", "until": "2023-11-29"}),
        ({"as_of": "2023-11-27T12:00"}, {"as_of": "2023-11-27T12:00"}),
        ({"waiting": True, "rejected": True}, {"waiting": True, "rejected": True}),
    ],
)  # fmt: skip
def test_claims_are_those_that_the_record_finds(api: Asking, query: dict[str, Any], asked: dict[str, Any]) -> None:
    for name in {"since", "until", "as_of"} & set(asked):
        asked[name] = api.case.moment(asked[name])
    expected = api.case.find(Asked(**asked), limit=1000)
    assert ids(api.parts("claims", **query)) == [c.id for c in expected.claims]
    assert api.get("claims", **query)["total"] == expected.total


def test_a_claim_in_a_list_is_the_whole_claim(api: Asking) -> None:
    listed = api.case.find(Asked(speaker="Hamas"), limit=1).claims[0]
    one = api.get("claims", speaker="Hamas", limit=1)["items"][0]
    assert Claim.from_json(one["claim"]) == listed.claim
    assert one["decided"] == 0
    assert (one["status"], one["title"], one["publisher"]) == ("coded", listed.title, listed.publisher)
    assert one["published"] == codec.dump(listed.published)


def test_the_timeline_is_in_order_of_the_time_spoken_of(api: Asking) -> None:
    found = list(api.parts("timeline", limit=100))
    assert ids(found) == [c.id for c in api.case.find(Asked(sort="when"), limit=1000).claims]


def test_facets_count_what_is_there(api: Asking) -> None:
    found = api.get("facets", speaker="Hamas", limit=1000)
    assert set(found["facets"]) == set(FACETS)
    expected = api.case.facets(Asked(speaker="Hamas"), limit=1000)
    assert found["facets"] == {
        name: [{"value": f.value, "count": f.count} for f in fs] for name, fs in expected.items()
    }
    assert found["total"] == api.get("claims", speaker="Hamas")["total"]


def test_reports_and_search_are_those_of_the_record(api: Asking) -> None:
    lines = api.case.report_lines(limit=1000).reports
    assert [r["id"] for r in api.parts("reports", limit=4)] == [r.id for r in lines]
    assert api.get("reports", words="fuel")["items"] == [
        codec.dump(r) for r in api.case.report_lines(words="fuel").reports
    ]
    assert api.get("search", words="fuel")["items"] == codec.dump(api.case.search("fuel"))
    one = api.get(f"reports/{lines[0].id}")
    assert codec.load(Report, one["report"]) == api.case.report(lines[0].id)
    claims = api.get(f"reports/{lines[0].id}/claims")["items"]
    assert ids(claims) == [c.id for c in api.case.claims_of(lines[0].id)]


def test_one_claim_stands_beside_the_words_around_it(api: Asking) -> None:
    shown = api.case.show(api.case.find(limit=1).claims[0].id)
    one = api.get(f"claims/{shown.viewed.id[:10]}")
    assert Claim.from_json(one["claim"]) == Claim.from_json(one["machine"]) == shown.viewed.claim
    assert one["sentence"]["text"] == shown.report.text[shown.start : shown.end]
    assert api.get(f"claims/{shown.viewed.id}/history") == {
        "id": shown.viewed.id, "status": "coded", "decided": 0, "items": [],
    }  # fmt: skip


# --- the two clocks -----------------------------------------------------------------------------------------
def test_nothing_is_given_that_was_not_known_then(api: Asking) -> None:
    later = api.case.report_lines(limit=1).reports[0]
    claim = api.case.claims_of(later.id)[0].id
    then = "2023-11-25"
    assert later.id not in {r["id"] for r in api.parts("reports", as_of=then)}
    for path in (f"reports/{later.id}", f"reports/{later.id}/claims", f"claims/{claim}"):
        assert api.ask(path, as_of=then).status_code == 404
        assert api.ask(path).status_code == 200


@pytest.mark.parametrize("path", ["case", "claims", "timeline", "facets", "reports", "search?words=fuel", "agreements"])
def test_every_answer_says_as_of_when(api: Asking, path: str) -> None:
    sign = "&" if "?" in path else "?"
    assert api.get(path)["as_of"] is None
    assert api.get(f"{path}{sign}as_of=2023-11-30")["as_of"] == "2023-11-30"
    assert api.get(f"{path}{sign}as_of=2023-11-30T07:00")["as_of"] == "2023-11-30T07:00:00+02:00"


# --- what cannot be answered --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "status", "where", "told"),
    [
        ("claims?speakr=Hamas", 422, "speakr", "nothing of this name"),
        ("claims?act=JUGGLE", 422, "act", "JUGGLE"),
        ("claims?limit=0", 422, "limit", "1 or more"),
        ("claims?limit=501", 422, "limit", "500 or less"),
        ("claims?limit=many", 422, "limit", "whole number"),
        ("claims?as_of=yesterday", 422, "as_of", "yesterday"),
        ("claims?as_of=9999-12-31", 200, "", ""),
        ("claims?since=0001-01-01", 200, "", ""),
        ("claims?cursor=nonsense", 422, "cursor", ""),
        ("claims?words=%00", 422, "words", "character"),
        ("claims?report=r-none", 404, "", "r-none"),
        ("claims/c-none", 404, "", "c-none"),
        ("claims/c", 422, "", "several"),
        ("reports/r-none", 404, "", "r-none"),
        ("agreements/none", 404, "", "none"),
        ("search", 422, "words", "has to be given"),
        ("search?words=%22%22", 422, "", ""),
        ("nowhere", 404, "", "nothing at this address"),
        ("export?format=xml", 422, "format", "'csv'"),
    ],
)
def test_what_cannot_be_answered_says_what_and_where(
    api: Asking, path: str, status: int, where: str, told: str
) -> None:
    answer = api.ask(path)
    assert answer.status_code == status, answer.text
    if status != 200:
        said = answer.json()
        assert set(said) == {"error", "where", "todo"}
        assert where in said["where"]
        assert told in said["error"]


# --- the same again -----------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["case", "claims?speaker=Hamas", "facets", "reports", "agreements/gaza", "journal"])
def test_what_a_program_has_already_is_not_sent_again(api: Asking, path: str) -> None:
    first = api.ask(path)
    again = api.ask(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_decision_makes_what_it_touches_new(own_api: Asking) -> None:
    claim = own_api.get("claims", limit=1)["items"][0]["claim"]["id"]
    mark = own_api.ask(f"claims/{claim}").headers["etag"]
    other = own_api.ask("reports").headers["etag"]
    assert own_api.decide(claim, "accept", seen=0).status_code == 200
    assert own_api.ask(f"claims/{claim}", headers={"If-None-Match": mark}).json()["status"] == "accepted"
    assert own_api.ask("reports", headers={"If-None-Match": other}).status_code == 304


# --- giving out ---------------------------------------------------------------------------------------------
def written(case: Case, format: str) -> str:
    out = io.StringIO()
    case.export(format, out)
    return out.getvalue()


@pytest.mark.parametrize(("format", "kind"), [("csv", "text/csv"), ("jsonl", "x-ndjson"), ("plover", "x-ndjson")])
def test_an_export_is_that_of_the_command_line(api: Asking, format: str, kind: str) -> None:
    answer = api.ask("export", format=format)
    assert kind in answer.headers["content-type"]
    assert "attachment" in answer.headers["content-disposition"]
    assert answer.text == written(api.case, format)


def test_an_export_obeys_the_filter(api: Asking) -> None:
    asked = {"speaker": "Hamas", "sort": "newest"}
    wanted = ids(api.parts("claims", **asked))
    table = csv.DictReader(io.StringIO(api.ask("export", **asked).text))
    assert [row["id"] for row in table] == wanted
    lines = api.ask("export", format="jsonl", **asked).text.splitlines()
    assert [json.loads(line)["id"] for line in lines] == wanted
