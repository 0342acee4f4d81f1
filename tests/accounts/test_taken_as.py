"""Some choices taken alike by every account, whatever its own speaker holds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from truceline.accounts.taken_as import row_taken_as, taken_as
from truceline.assessment import Assessment
from truceline.case import Case

TEXT = """
agreement: River exchange
text_of: 2024-03-01
zone: UTC
parties: {north: Northland, south: Southland}
people:
  prisoners: {held_by: north}
truce: {from: 2024-03-02 07:00, for: 14 days}
duties:
  release:
    by: north
    release: 10 prisoners
    within: 4 days
    enough: {readings: {ten means ten: {means: 10}, eight will do: {means: 8, held_by: [Northland]}}}
  talks: {by: both, meet: talks, due: day 5}
"""
PATH = "duties.release.enough"
REPORT = """Title: Eight freed
Publisher: River News
Published: 2024-03-05

Northland released eight prisoners on 5 March 2024, Northland's government said. Southland said Northland released \
eight prisoners on 5 March 2024.
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assessment]:
    with Case.create(tmp_path_factory.mktemp("taken") / "case.db", zone="UTC", author="Ana") as case:
        case.add_agreement(TEXT)
        case.read_text(REPORT, name="river.txt")
        yield case.assess()


def test_each_reads_in_its_own_way_until_an_option_is_taken(found: Assessment) -> None:
    own = {c.account: dict(c.way)[PATH] for c in found.row("release").cells if c.own}
    assert own["Northland"] == "eight will do"
    assert own["Southland"] == "ten means ten"


def test_an_option_is_taken_by_those_who_hold_another(found: Assessment) -> None:
    row = found.row("release")
    for option in ("ten means ten", "eight will do"):
        taken = row_taken_as(found.judging, row, {PATH: option})
        assert {dict(c.way)[PATH] for c in taken.cells} == {option}
        assert all(c.own for c in taken.cells)
        for account in found.accounts:
            reading = {PATH: option}
            states = {v.state for v in found.verdicts(account, reading, "release")}
            assert {v.state for v in taken.cell(account).verdicts} == states


def test_nobody_differs_in_a_reading_that_all_take(found: Assessment) -> None:
    taken = row_taken_as(found.judging, found.row("release"), {PATH: "eight will do"})
    assert not [d for d in taken.disputes if d.kind.value == "reading"]


def test_a_duty_that_the_choice_does_not_touch_stays_as_it_is(found: Assessment) -> None:
    whole, taken = found.matrix(), taken_as(found.judging, {PATH: "ten means ten"})
    assert taken.row("talks") is whole.row("talks")
    assert taken.accounts == whole.accounts


def test_without_options_the_matrix_is_what_it_was(found: Assessment) -> None:
    assert taken_as(found.judging, {}) == found.matrix()
