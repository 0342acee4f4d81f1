"""The description of the API names every field that is given, no other, and those of the data model."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, get_args

import pytest
from api_client import Asking
from jsonschema import Draft202012Validator

from truceline.accounts.account import Position, Silence
from truceline.accounts.fact import Measure, Told
from truceline.accounts.finding import FindingKind
from truceline.accounts.verdict import DisputeKind, State
from truceline.agreements.choices import ChoiceKind
from truceline.agreements.sentences import Part
from truceline.case import FACETS, ReadState, Status
from truceline.record.entries import KINDS
from truceline.web.api import agreement_shapes, answering, asking, journal_shapes, judged_shapes, read_shapes, shapes
from truceline.web.boards import values

PATHS = [
    "case", "me", "claims", "timeline", "facets", "reports", "search?words=fuel", "journal?whole=true",
    "journal?newest=true", "agreements", "agreements/gaza", "views",
    "matrix", "matrix/exchange", "matrix/exchange?account=Hamas", "crux?duty=exchange",
    "grounds?duty=exchange&account=Hamas&instance=30 November 2023", "contested", "accounts", "accounts/Hamas",
    "incidents", "people", "people/findings", "talks", "runway", "changes?from=2023-11-29&to=2023-11-30", "parties",
    "brief?as_of=2023-11-25",
]  # fmt: skip
WORKED_OUT = PATHS[PATHS.index("matrix") :]


@pytest.fixture(scope="module")
def described(api: Asking) -> Any:
    """The description, made strict: nothing may be given that is not named in it."""
    made = api.get("openapi.json")
    for shape in made["components"]["schemas"].values():
        if "properties" in shape:
            shape["additionalProperties"] = False
    return made


def described_answer(made: Any, path: str, method: str = "get", status: str = "200") -> Draft202012Validator:
    bare = f"/api/v1/{path.partition('?')[0]}"
    names = {
        "/api/v1/matrix/exchange": "/api/v1/matrix/{duty}",
        "/api/v1/accounts/Hamas": "/api/v1/accounts/{name}",
        "/api/v1/brief/sections/agreement": "/api/v1/brief/sections/{key}",
    }
    route = names.get(bare, bare) if bare in names or bare in made["paths"] else bare.rpartition("/")[0] + "/{id}"
    shape = made["paths"][route][method]["responses"][status]["content"]["application/json"]["schema"]
    return Draft202012Validator({**shape, "components": made["components"]})


@pytest.mark.parametrize("path", PATHS)
def test_every_field_that_is_given_is_described(api: Asking, described: Any, path: str) -> None:
    waits = f"{path}{'&' if '?' in path else '?'}wait=30" if path in WORKED_OUT else path
    told = [f"{e.json_path}: {e.message[:200]}" for e in described_answer(described, path).iter_errors(api.get(waits))]
    assert told == []


def test_every_field_of_one_claim_and_one_report_is_described(api: Asking, described: Any) -> None:
    claim, report = api.case.find(limit=1).claims[0].id, api.case.report_lines(limit=1).reports[0].id
    for path in (f"claims/{claim}", f"reports/{report}"):
        described_answer(described, path).validate(api.get(path))
    for path in (f"claims/{claim}/history", f"reports/{report}/claims"):
        kind, _, part = path.split("/")
        shape = described["paths"][f"/api/v1/{kind}/{{id}}/{part}"]["get"]["responses"]["200"]["content"]
        Draft202012Validator({**shape["application/json"]["schema"], "components": described["components"]}).validate(
            api.get(path)
        )


@pytest.mark.parametrize(
    ("listed", "known"),
    [
        (judged_shapes.State, State),
        (judged_shapes.DisputeKind, DisputeKind),
        (judged_shapes.Position, Position),
        (judged_shapes.Told, Told),
        (judged_shapes.Silence, Silence),
        (judged_shapes.Finding.model_fields["kind"].annotation, FindingKind),
        (judged_shapes.Incident.model_fields["measure"].annotation, Measure),
        (agreement_shapes.Part, Part),
        (agreement_shapes.Open.model_fields["kind"].annotation, ChoiceKind),
        (read_shapes.ReadReport.model_fields["state"].annotation, ReadState),
        (shapes.Status, Status),
    ],
)
def test_the_values_that_are_listed_are_those_that_there_are(listed: Any, known: type[StrEnum]) -> None:
    assert set(get_args(listed)) == {member.value for member in known}


def test_every_facet_can_be_filtered_on_and_every_kind_of_entry_is_listed() -> None:
    assert set(FACETS) <= set(asking.Filters.model_fields)
    assert set(get_args(journal_shapes.Kind)) == set(KINDS)


def test_both_sides_cut_lists_into_the_same_parts() -> None:
    assert answering.CHUNK == values.CHUNK
