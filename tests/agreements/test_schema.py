"""The published schema is the one that the code makes, and takes what the program takes."""

from __future__ import annotations

import runpy
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from agreement_texts import HEAD

from truceline.agreements import document
from truceline.agreements.published import keys
from truceline.agreements.schema import json_schema

ROOT = Path(__file__).parents[2]
SCHEMA = json_schema()
CHECK = jsonschema.Draft202012Validator(SCHEMA)
CASES = sorted(ROOT.glob("cases/*/agreement.yaml"))


def plain(text: str) -> Any:
    return document.parse(text, "a.yaml").plain()


def test_the_file_that_ships_is_the_one_that_the_code_makes() -> None:
    written = runpy.run_path(str(ROOT / "scripts" / "agreement_schema.py"))["reference"]()
    shipped = (files("truceline") / "data" / "agreement.schema.json").read_text(encoding="utf-8")
    assert shipped == written, "Run: python scripts/agreement_schema.py"


def test_it_is_a_schema_of_the_year_that_it_names() -> None:
    assert SCHEMA["$schema"].endswith("2020-12/schema")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.parent.name)
def test_it_accepts_the_cases(path: Path) -> None:
    CHECK.validate(plain(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "line",
    [
        "truce: {from: signing, for: 4 days}",
        "truce: {from: signing, for: {value: 4 days, stated_by: north, source: a paper}}",
        "truce: {from: signing, for: {readings: {4 days: {}, 5: {means: 5 days, held_by: north, since: 2024-03-01}}}}",
        "truce: {from: signing, for: {kind: scope, readings: {4 days: , none: {means: }}}}",
        "truce: {value: {from: signing}, stated by: north}",
        "truce: {from: signing, notice: 48 hours, when_talks_are_suspended: binds}",
        "duties: {it: {by: north, withdraw_from: hill, after: [it], stated_by: south, source: [a, b]}}",
        "amendments: [{of: 2024-03-05, changes: {duties.it: null, duties.it.within: 4 days, phases.b: {from: day 5}}}]",
        "amendments: [{of: 2024-03-05, changes: {acts.it: {readings: {a: {means: }, b: {means: {by: a, meet: b}}}}}}]",
    ],
)
def test_it_accepts_a_value_a_stated_value_and_readings_everywhere(line: str) -> None:
    CHECK.validate(plain(HEAD + line))


@pytest.mark.parametrize(
    "line",
    [
        "truse: {from: signing}",
        "truce: {for: 4 days}",
        "truce: {from: signing, then: stops}",
        "truce: {from: signing, for: {readings: {4 days: {}}}}",
        "truce: {from: signing, for: {readings: {4 days: {mean: x}, 5 days: {}}}}",
        "truce: {from: signing, for: {value: 4 days, by: north}}",
        "duties: {it: {meet: all}}",
        "duties: {it: {by: north, met: all}}",
        "duties: {it: {by: both, refrain from: attack, unless: [defense]}}",
        "order: {of: captives, first: men}",
        "amendments: [{of: 2024-03-05, changes: {truce.for: 4 days}}]",
        "amendments: [{changes: {}}]",
    ],
)
def test_it_refuses_what_the_program_refuses(line: str) -> None:
    assert not CHECK.is_valid(plain(HEAD + line))


def test_every_key_that_may_stand_in_a_file_is_explained_in_it() -> None:
    parts = [SCHEMA, *(d for d in SCHEMA["$defs"].values() if d.get("additionalProperties") is False)]
    for part in parts:
        for key, value in part.get("properties", {}).items():
            assert value.get("description") or "$ref" in value, key


@pytest.mark.parametrize("place", sorted(set(keys()) - {"said", "reading", "category"}))
def test_every_key_that_is_explained_may_stand_in_a_file(place: str) -> None:
    part = SCHEMA if place == "head" else SCHEMA["$defs"][place.replace(" ", "-")]
    assert set(keys()[place]) <= set(part["properties"])
