"""The nine cases: what must come out of each, line by line, and that its files are what they should be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

import pytest
from case_folders import FOLDER, NAMES, Check, folder
from checks import CHECKS, run

from truceline.case import Case, ReadState

LINES = [pytest.param(n, c, id=f"{n[0]}-{c.kind}-{c['says']}") for n in NAMES for c in folder(n).checks]


@pytest.mark.parametrize(("name", "check"), LINES)
def test_what_must_come_out_does(name: str, check: Check) -> None:
    wrong = run(folder(name), check)
    assert not wrong, "\n".join((check["says"], *wrong))


@pytest.mark.parametrize("name", NAMES)
def test_a_case_has_its_four_files_and_is_listed(name: str) -> None:
    there = {p.name for p in (FOLDER / name).iterdir()}
    assert {"README.md", "agreement.yaml", "claims.yaml", "expected.yaml"} <= there
    assert f"({name}/" in (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_every_line_has_a_known_kind_and_known_keys_and_is_there_once(name: str) -> None:
    checks = folder(name).checks
    for check in checks:
        assert check.kind in CHECKS, check
        assert set(check) <= {"check", *CHECKS[check.kind][0]}, check
    lines = [repr(sorted(c.items())) for c in checks]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_line_names_is_there(name: str) -> None:
    case = folder(name)
    speakers = {*case.agreement.speakers, "undisputed"}
    for check in case.checks:
        labels = [
            x
            for key in ("claims", "figure", "supposing", "claim", "counts", "does not count")
            for x in check.texts(key)
        ]
        assert set(labels) <= set(case.typed.labels), check
        assert check.get("account", "undisputed") in speakers, check
        assert set(check.texts("between")) <= speakers, check
        case.agreement.reading(check.get("reading", {}).items())


@pytest.mark.parametrize("name", NAMES)
def test_the_agreement_reads_under_every_option(name: str) -> None:
    agreement = folder(name).agreement
    for choice in agreement.choices:
        for option in choice.options:
            assert agreement.terms(((choice.path, option.name),)).title == agreement.title


def test_the_agreement_of_the_demo_is_that_of_the_first_case() -> None:
    shipped = Path(str(files("truceline"))) / "data" / "demo" / "agreement.yaml"
    assert (FOLDER / "a-gaza-2023" / "agreement.yaml").resolve() == shipped.resolve()


@pytest.mark.parametrize("name", NAMES)
def test_the_claims_go_into_a_record_once(name: str, tmp_path: Path) -> None:
    file = FOLDER / name / "claims.yaml"
    with Case.create(tmp_path / "case.db", zone=folder(name).agreement.zone) as case:
        first, second = case.read_typed(file), case.read_typed(file)
        assert {r.state for r in first} == {ReadState.NEW}
        assert {r.state for r in second} == {ReadState.SAME}
        assert len(case.claims()) == len(folder(name).typed.claims)
        case.verify()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_told_before_it_can_be_known(name: str) -> None:
    """A report dated before what it tells of would let later things into an earlier day."""
    for report, claims in folder(name).typed.reports:
        assert report.published is not None
        known = report.published.end or datetime.max.replace(tzinfo=UTC)
        for claim in claims:
            when = claim.act.when
            if when is not None and when.start is not None and claim.act.modality.value in ("happened", "ongoing"):
                assert when.start < known + timedelta(seconds=1), claim.quote


@pytest.mark.parametrize("name", NAMES)
def test_a_record_judges_as_the_files_do(name: str, tmp_path: Path) -> None:
    case, at = folder(name), folder(name).checks[0].get("at", "")
    expected = case.assessed(Check(at=at))
    with Case.create(tmp_path / "case.db", zone=case.agreement.zone) as record:
        record.add_agreement(case.path / "agreement.yaml")
        record.read_typed(case.path / "claims.yaml")
        found = record.assess(at=expected.at)
    for account in expected.accounts:
        assert found.verdicts(account) == expected.verdicts(account)
