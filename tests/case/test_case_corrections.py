"""What a person types in a form becomes the changes of a correction, and a claim is put the way it would be typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from truceline.case import Case
from truceline.corrections import FIELDS, as_typed, from_form
from truceline.errors import InputError
from truceline.model import Claim, Comparator

TEXT = """Lorries cross at dawn
Lake Wire
2 March 2024

The Lake Council said that over 40 lorries had reached Rona on Friday. The Northern Command freed 12 prisoners.
"""


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "lake.db", title="Lake", zone="Europe/Athens") as made:
        made.read_text(TEXT, name="lake.txt")
        yield made


@pytest.fixture
def claim(case: Case) -> Claim:
    return next(c.claim for c in case.claims() if c.claim.act.figures)


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("actors", "Lake Council; Northern Command", ("Lake Council", "Northern Command")),
        ("recipients", "", ()),
        ("act", "ASSAULT aerial", {"act": "ASSAULT", "mode": "aerial"}),
        ("act", "aid", {"act": "AID", "mode": None}),
        ("place", " Rona ", "Rona"),
        ("place", "", None),
        ("category", "", None),
        ("when", "", None),
        ("stance", "denies", "denies"),
        ("figures", "", ()),
    ],
)
def test_a_field_is_read_as_it_is_typed(case: Case, claim: Claim, field: str, typed: str, expected: object) -> None:
    wanted = expected if isinstance(expected, dict) else {field: expected}
    assert from_form(case, claim, {field: typed}) == wanted


@pytest.mark.parametrize(
    ("typed", "low", "high", "comparator"),
    [
        ("over 400 strikes", 400, None, Comparator.OVER),
        ("10 to 12 people", 10, 12, Comparator.BETWEEN),
        ("at most 7", None, 7, Comparator.AT_MOST),
        ("about 1,200 people", 1200, 1200, Comparator.ABOUT),
    ],
)
def test_figures_are_read_as_ranges(
    case: Case, claim: Claim, typed: str, low: float | None, high: float | None, comparator: Comparator
) -> None:
    (figure,) = from_form(case, claim, {"figures": typed})["figures"]  # type: ignore[misc]
    assert (figure.low, figure.high, figure.comparator) == (low, high, comparator)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("figures", "a good many"),
        ("when", "some day"),
        ("when", "2023-12-02 to 2023-12-01"),
        ("speaker", " "),
        ("quote", "other words"),
    ],
)
def test_what_cannot_be_read_names_its_field(case: Case, claim: Claim, field: str, typed: str) -> None:
    with pytest.raises(InputError) as found:
        from_form(case, claim, {field: typed})
    assert found.value.where == field
    assert found.value.todo


def test_every_claim_typed_as_it_stands_changes_nothing_that_is_shown(case: Case) -> None:
    for viewed in case.claims():
        typed = as_typed(viewed.claim)
        assert tuple(typed) == FIELDS
        corrected = case.correct(viewed.id, from_form(case, viewed.claim, typed), "typed again").claim
        assert as_typed(corrected) == typed
