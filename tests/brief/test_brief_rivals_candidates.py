"""Matters in dispute are found among the statements that may be at odds, and none is missed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest

from truceline.brief.contested import MatterKind
from truceline.brief.rivals import at_odds, candidates
from truceline.brief.statements import Statement, statements
from truceline.case import Case


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with Case.create(tmp_path_factory.mktemp("rivals") / "demo.db", zone="Asia/Jerusalem") as case:
        case.read_demo()
        yield case


@pytest.fixture(scope="module")
def found(demo: Case) -> tuple[Statement, ...]:
    view = demo.view()
    return statements(view.reports, [c.claim for c in view.current])


def test_every_two_that_are_at_odds_are_looked_at(found: tuple[Statement, ...]) -> None:
    odds = {(n, m) for n, m in combinations(range(len(found)), 2) if at_odds(found[n], found[m])}
    looked = candidates(found)
    assert odds
    assert odds <= set(looked)
    assert all(n < m for n, m in looked)
    assert len(looked) < len(found) * len(found) / 6


def test_a_matter_has_its_kind_and_the_claims_of_each_voice(demo: Case) -> None:
    matters = {m.heading: m for m in demo.contested()}
    assert matters["Hostages held"].kind is MatterKind.FIGURES
    assert matters["A statement and its denial"].kind is MatterKind.DENIAL
    standing = {c.id: c.claim for c in demo.claims()}
    for matter in matters.values():
        assert len(matter.said) > 1
        assert all(id in standing for ids in matter.said for id in ids)


def test_nothing_is_contested_before_it_is_told(demo: Case) -> None:
    assert len(demo.contested(demo.moment("2023-11-24"))) < len(demo.contested())
