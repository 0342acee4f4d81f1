"""What several boards share is kept as long as nothing can have changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from truceline.case import Case
from truceline.web.working import Working


@pytest.fixture
def working(own_case: Path) -> Iterator[Working]:
    with Working.open(str(own_case)) as found:
        yield found


def one(case: Case) -> str:
    return next(c.id for c in case.claims() if c.status == "coded")


def note(case: Case, rejected: str) -> None:
    case.note(one(case), "looked at twice")


def accept(case: Case, rejected: str = "") -> None:
    case.accept(one(case))


def reject(case: Case, rejected: str) -> None:
    case.reject(one(case), "says something else")


def accept_what_was_rejected(case: Case, rejected: str) -> None:
    case.accept(rejected)


@pytest.mark.parametrize(
    ("happens", "kept"), [(note, True), (accept, True), (reject, False), (accept_what_was_rejected, False)]
)
def test_an_assessment_is_kept_while_nothing_happens_that_may_change_a_verdict(
    working: Working, happens: Callable[[Case, str], object], kept: bool
) -> None:
    rejected = one(working.case)
    working.case.reject(rejected, "says something else")
    before, view = working.assessment(), working.view()
    happens(working.case, rejected)
    assert (working.assessment() is before) is kept
    assert working.view() is not view


def test_after_many_entries_it_is_made_again(working: Working, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("truceline.web.grounds._LOOKED", 2)
    before = working.assessment()
    for _ in range(2):
        accept(working.case)
    assert working.assessment() is not before
