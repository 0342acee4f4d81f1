"""Typed claims go into the record in one transaction, once; an edited file takes the place of what it was."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typed_sheets import PLAIN, sheet

from truceline.case import Case, ReadState
from truceline.errors import ValueProblem


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case.db", zone="Europe/Vienna", author="tester") as case:
        yield case


def states(case: Case, path: Path, *claims: str) -> list[ReadState]:
    path.write_text(sheet(*claims), encoding="utf-8")
    return [r.state for r in case.read_typed(path)]


def quotes(case: Case) -> list[str]:
    return [c.claim.quote for c in case.claims()]


def test_the_same_file_twice_changes_nothing(case: Case, tmp_path: Path) -> None:
    assert states(case, tmp_path / "a.yaml", PLAIN) == [ReadState.NEW]
    before = case.verify()
    assert states(case, tmp_path / "b.yaml", PLAIN) == [ReadState.SAME]
    assert case.verify() == before


def test_other_claims_of_the_same_sentences_take_the_place_of_the_old_and_back_again(
    case: Case, tmp_path: Path
) -> None:
    file = tmp_path / "a.yaml"
    for number, state in (("13", ReadState.NEW), ("14", ReadState.RECODED), ("13", ReadState.RECODED)):
        assert states(case, file, PLAIN.replace("number: 13", f"number: {number}")) == [state]
        assert [c.claim.act.figures[0].low for c in case.claims()] == [float(number)]


def test_an_edited_sentence_takes_the_place_of_the_old(case: Case, tmp_path: Path) -> None:
    states(case, tmp_path / "a.yaml", PLAIN)
    assert states(case, tmp_path / "a.yaml", PLAIN.replace("on 3 March", "that day")) == [ReadState.CHANGED]
    assert quotes(case) == ["Southland released 13 sailors that day."]
    assert len(case.reports()) == 2


def test_a_file_with_a_fault_adds_nothing(case: Case, tmp_path: Path) -> None:
    before = case.verify()
    with pytest.raises(ValueProblem):
        states(case, tmp_path / "a.yaml", PLAIN, "{speaker: A, says: B.}")
    assert case.verify() == before


def test_typed_claims_can_be_shown_and_decided_on_like_any_other(case: Case, tmp_path: Path) -> None:
    states(case, tmp_path / "a.yaml", PLAIN)
    (claim,) = case.claims()
    assert case.show(claim.id).report.title == "Third of March"
    case.correct(claim.id, {"actors": ["Westland"]}, "misread")
    assert case.claims()[0].claim.act.actors == ("Westland",)
    assert case.search("sailors")
