"""What is worked out from the whole record is the same by way of the API as in Python."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from api_client import Asking, asking

from truceline.accounts.extent import Extent
from truceline.accounts.ledger import Number
from truceline.accounts.shown import prohibitions, verdict_state
from truceline.accounts.verdict import Verdict
from truceline.assessment import Assessment
from truceline.case import Case
from truceline.plain import plain
from truceline.web.boards import values

WAIT = {"wait": 30}
HEAD = {"as_of", "seq", "fresh", "agreement", "at", "silence"}


@pytest.fixture(scope="module")
def found(api: Asking) -> Assessment:
    return api.case.assess()


# --- values -------------------------------------------------------------------------------------------------
def test_the_matrix_has_every_cell_with_its_state(api: Asking, found: Assessment) -> None:
    told = api.get("matrix", **WAIT)
    assert told["accounts"] == list(found.accounts)
    assert [
        (row["duty"], cell["account"], cell["way"], cell["own"], cell["state"], cell["instances"])
        for row in told["rows"]
        for cell in row["cells"]
    ] == [
        (row.duty, cell.account, dict(cell.way), cell.own, plain(cell.state), len(cell.verdicts))
        for row in found.matrix().rows
        for cell in row.cells
    ]


@pytest.mark.parametrize("duty", ["exchange", "aid", "list for the extension"])
def test_a_duty_has_every_verdict_of_own_readings_with_its_first_claims(
    api: Asking, found: Assessment, duty: str
) -> None:
    told, row = api.get(f"matrix/{duty}", **WAIT), found.row(duty)
    assert told["differ"] == plain(row.kinds)
    assert [(c["account"], c["way"], c["state"]) for c in told["cells"]] == [
        (c.account, dict(c.way), plain(c.state)) for c in row.cells
    ]
    for cell, known in zip(told["cells"], row.cells, strict=True):
        assert cell["instances"] == len(known.verdicts)
        assert cell["verdicts"] == ([verdict(v, found) for v in known.verdicts] if known.own else None)


def verdict(one: Verdict, found: Assessment) -> dict[str, Any]:
    """A verdict as it is told: the first of what it rests on, and how much that is."""
    first = {"claims": list(one.claims[:20]), "incidents": list(one.incidents[:20])}
    totals = {"claims_total": len(one.claims), "incidents_total": len(one.incidents)}
    word = verdict_state(one, found.at, barred=one.duty in prohibitions(found.agreement))
    return {**plain(one), **first, **totals, "word": word}


def test_one_account_of_a_duty_has_its_verdicts_in_every_reading(api: Asking, found: Assessment) -> None:
    told, row = api.get("matrix/exchange", account="Hamas", **WAIT), found.row("exchange")
    known = [cell for cell in row.cells if cell.account == "Hamas"]
    assert [(cell["account"], cell["way"]) for cell in told["cells"]] == [("Hamas", dict(c.way)) for c in known]
    assert [cell["verdicts"] for cell in told["cells"]] == [[verdict(v, found) for v in c.verdicts] for c in known]
    assert api.ask("matrix/exchange", account="nobody", **WAIT).status_code == 404


@pytest.mark.parametrize("of", ["claims", "incidents"])
def test_all_that_a_verdict_rests_on_comes_in_parts(api: Asking, found: Assessment, of: str) -> None:
    duty, verdicts = max(
        ((row.duty, row.cell("Hamas").verdicts) for row in found.matrix().rows),
        key=lambda one: max((len(getattr(v, of)) for v in one[1]), default=0),
    )
    known = max(verdicts, key=lambda v: len(getattr(v, of)))
    asked = {"duty": duty, "account": "Hamas", "instance": known.instance, "of": of, **WAIT}
    assert len(getattr(known, of)) > 2
    assert list(api.parts("grounds", limit=2, **asked)) == list(getattr(known, of))
    assert api.get("grounds", limit=2, **asked)["total"] == len(getattr(known, of))


def test_all_that_a_verdict_rests_on_is_there_in_other_readings_too(api: Asking, found: Assessment) -> None:
    row = found.row("further releases")
    own = row.cell("Hamas")
    other = next(c for c in row.cells if c.account == "Hamas" and c.way != own.way)
    reading = [f"{path}={option}" for path, option in other.way]
    for one in other.verdicts:
        asked = {"duty": "further releases", "account": "Hamas", "instance": one.instance, "reading": reading}
        assert api.get("grounds", limit=500, **asked, **WAIT)["items"] == list(one.claims)


def test_all_that_a_dispute_rests_on_comes_in_parts(api: Asking, found: Assessment) -> None:
    known = found.row("further releases").disputes[0]
    asked = {"duty": "further releases", "kind": known.kind.value, "instance": known.instance}
    assert list(api.parts("grounds", limit=2, **asked, **WAIT)) == list(known.claims)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("duty=none&account=Hamas", 404),
        ("duty=aid", 404),
        ("duty=aid&account=nobody", 404),
        ("duty=aid&account=Hamas&instance=never", 404),
        ("duty=aid&account=Hamas&reading=nonsense", 422),
        ("duty=aid&kind=excuse", 404),
        ("duty=aid&kind=quarrel", 422),
        ("duty=aid&account=Hamas&of=people", 422),
        ("account=Hamas", 422),
    ],
)
def test_grounds_of_what_is_not_there_are_refused(api: Asking, query: str, status: int) -> None:
    assert api.ask(f"grounds?{query}&wait=30").status_code == status


def test_the_crux_is_that_of_the_record(api: Asking, found: Assessment) -> None:
    told = api.get("crux", duty="exchange", account="Hamas", instance="30 November 2023", **WAIT)
    expected = found.flips("exchange", "Hamas", instance="30 November 2023")
    assert [(c["before"], c["after"], len(c["changes"])) for c in told["flips"]] == [
        (plain(c.before), plain(c.after), len(c.changes)) for c in expected
    ]


def test_contested_names_who_says_what(api: Asking, found: Assessment) -> None:
    told = api.get("contested", **WAIT)["items"]
    assert [(d["duty"], d["kind"], d["sentence"], d["claims"], d["claims_total"]) for d in told] == [
        (row.duty, d.kind.value, d.sentence, list(d.claims[:20]), len(d.claims))
        for row in found.matrix().rows
        for d in row.disputes
    ]


def _without_totals(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_totals(v) for name, v in value.items() if not name.endswith("_total")}
    return [_without_totals(v) for v in value] if isinstance(value, list) else value


def test_the_ledgers_come_in_parts_as_other_lists_do(api: Asking, found: Assessment) -> None:
    first = api.get("people", limit=2, **WAIT)
    assert ([book["account"] for book in first["items"]], first["total"]) == (list(found.accounts)[:2], 7)
    assert first["next"]
    assert [book["account"] for book in api.parts("people", limit=2, **WAIT)] == list(found.accounts)
    assert api.ask("people", limit=0).status_code == api.ask("people", limit=501).status_code == 422


def test_a_number_of_a_ledger_names_the_first_claims_it_rests_on_and_how_many_there_are() -> None:
    ids = tuple(f"c-{n:012}" for n in range(50))
    number = Number(Extent.exactly(50), ids)
    short, whole = values._number(number, values.FEW), values._number(number, None)
    assert (len(short["claims"]), short["claims_total"]) == (values.FEW, 50)
    assert whole["claims"] == list(ids)


def test_people_talks_and_runway_are_those_of_the_record(api: Asking, found: Assessment) -> None:
    people = {book["account"]: book["entries"] for book in api.get("people", whole=True, **WAIT)["items"]}
    told = {name: plain(found.ledger(name, found.own(name)).entries) for name in found.accounts}
    assert {name: [_without_totals(e) for e in entries] for name, entries in people.items()} == told
    assert api.get("people/findings", **WAIT)["items"] == plain(found.findings())
    assert api.get("talks", **WAIT)["channels"] == plain(found.talks().channels)
    told = [
        {k: v for k, v in line.items() if k not in ("account", "reading")}
        for line in api.get("runway", **WAIT)["items"]
    ]
    assert told == [plain(one) for _, _, one in found.runways()]


def test_incidents_and_accounts_come_in_parts(api: Asking, found: Assessment) -> None:
    incidents = list(api.parts("incidents", limit=37, **WAIT))
    assert [i["id"] for i in incidents] == [i.id for i in found.incidents.incidents]
    assert [[f["claim"] for f in i["facts"]] for i in incidents] == [list(i.claims) for i in found.incidents.incidents]
    versions = list(api.parts("accounts/Hamas", limit=50, **WAIT))
    assert [(v["incident"], v["position"], v["claims"]) for v in versions] == [
        (v.id, v.position.value, list(v.claims)) for v in found.accounts["Hamas"].versions
    ]
    lines = api.get("accounts", **WAIT)["items"]
    assert [(a["account"], a["incidents"]) for a in lines] == [(n, len(a.versions)) for n, a in found.accounts.items()]


def test_changes_between_two_moments_name_the_claims_behind_them(api: Asking) -> None:
    first, later = (api.case.assess(as_of=date(2023, 11, day)) for day in (29, 30))
    told = api.get("changes?from=2023-11-29&to=2023-11-30&wait=30")["items"]
    assert [(c["duty"], c["account"], c["after"], c["because"]) for c in told] == [
        (c.duty, c.account, plain(c.after), list(c.because)) for c in later.changes(first)
    ]


def test_parties_come_in_parts(api: Asking) -> None:
    expected = api.case.parties()
    assert [p["name"] for p in api.parts("parties", limit=21, **WAIT)] == [p.name for p in expected]
    assert api.get("parties", limit=1, **WAIT)["items"][0] == plain(expected[0])


@pytest.mark.parametrize(
    ("format", "ending", "begins"), [("md", "md", "# Gaza truce"), ("html", "html", "<!"), ("whole", "json", "{")]
)
def test_the_brief_is_that_of_the_command_line(api: Asking, format: str, ending: str, begins: str) -> None:
    answer = api.ask("brief", format=format, as_of="2023-11-27", **WAIT)
    assert answer.text.startswith(begins)
    assert answer.text == Case.render(api.case.brief(date(2023, 11, 27)), ending)
    assert answer.headers["content-disposition"] == f'attachment; filename="brief.{ending}"'


def test_a_brief_for_programs_names_the_claims_of_each_sentence(api: Asking) -> None:
    told = api.get("brief", as_of="2023-11-27", **WAIT)
    sentences = [s for section in told["brief"]["sections"] for group in section["groups"] for s in group["sentences"]]
    assert all({"text", "claims"} <= set(s) for s in sentences)


# --- when ---------------------------------------------------------------------------------------------------
def test_the_moment_asked_for_is_the_moment_judged(api: Asking) -> None:
    told = api.get("matrix", as_of="2023-11-28", **WAIT)
    assert (told["as_of"], told["at"]) == ("2023-11-28", "2023-11-29T00:00:00+02:00")
    assert api.get("matrix", as_of="2023-11-28", at="2023-11-30T12:00", **WAIT)["at"] == "2023-11-30T12:00:00+02:00"


def test_what_is_not_there_yet_is_said_so_and_can_be_waited_for(own_api: Asking) -> None:
    first = own_api.ask("talks")
    assert first.status_code == 202
    assert (first.json()["state"], first.headers["retry-after"]) == ("being worked out", "2")
    assert own_api.get("talks", **WAIT)["fresh"] is True
    assert own_api.ask("talks").status_code == 200


def test_an_older_answer_says_so_until_the_newer_one_is_there(own_api: Asking) -> None:
    before = own_api.get("accounts", **WAIT)
    own_api.case.note("Hamas", "something new in the journal")
    old = own_api.get("accounts")
    assert (old["fresh"], old["seq"]) == (False, before["seq"])
    new = own_api.get("accounts", **WAIT)
    assert (new["fresh"], new["seq"]) == (True, before["seq"] + 1)


# --- what cannot be worked out ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("matrix?agreement=none", 404, "none"),
        ("matrix/none", 404, "no duty"),
        ("accounts/nobody", 404, "no account"),
        ("crux?duty=none", 404, "no duty"),
        ("crux?duty=aid&account=nobody", 404, "no account"),
        ("crux?duty=aid&instance=never", 404, "no instance"),
        ("crux", 422, "has to be given"),
        ("matrix?silence=loud", 422, ""),
        ("matrix?wait=31", 422, ""),
        ("matrix?at=soon", 422, "soon"),
        ("changes?from=2023-12-01&to=2023-11-28", 422, "after"),
        ("changes?from=soon&to=2023-11-28", 422, "soon"),
        ("incidents?cursor=x", 422, "no part"),
        ("brief?since=2023-12-01&as_of=2023-11-01", 422, ""),
        ("brief/sections/none", 404, "no section"),
        ("brief/sections/stands?cursor=x", 422, "no part"),
        ("brief/notes?limit=0", 422, ""),
    ],
)
def test_what_cannot_be_worked_out_says_why(api: Asking, path: str, status: int, told: str) -> None:
    answer = api.ask(f"{path}{'&' if '?' in path else '?'}{'' if 'wait' in path else 'wait=30'}")
    assert answer.status_code == status, answer.text
    assert told in answer.json()["error"]


def test_a_case_without_an_agreement_tells_what_can_be_told(tmp_path: Any) -> None:
    Case.create(tmp_path / "bare.db", title="Bare", zone="Africa/Nairobi", author="tests").close()
    with asking(tmp_path / "bare.db") as api:
        assert api.get("case")["counts"] == {"reports": 0, "claims": 0, "waiting": 0}
        assert api.ask("matrix", **WAIT).status_code == 404
        told = api.get("runway", **WAIT)
        assert (told["agreement"], told["items"]) == (None, [])
        assert api.get("brief", **WAIT)["brief"]["notes"] == []
