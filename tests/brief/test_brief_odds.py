"""Matters in dispute are told apart without comparing every two statements, and none is missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import combinations
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from brief_sample import HAND, number

from truceline.brief import odds
from truceline.brief.contested import MatterKind
from truceline.brief.rivals import at_odds, signature
from truceline.brief.statements import Statement, statements
from truceline.case import Case
from truceline.model import (
    Act,
    Basis,
    Claim,
    Comparator,
    Modality,
    PartyKind,
    Polarity,
    Precision,
    Rate,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    When,
)

SEEDS = range(24)
ZONE = "Africa/Nairobi"
START = datetime(2024, 3, 1, tzinfo=ZoneInfo(ZONE))
TYPES = (
    ("RETREAT", "release"),
    ("RETREAT", "release"),
    ("RETREAT", "release"),
    ("ASSAULT", "firearms"),
    ("STATE", "held"),
    ("STATE", "held"),
    ("STATE", "in-force"),
    ("STATE", "expired"),
    ("STATE", "total"),
    ("STATE", "condition"),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with Case.create(tmp_path_factory.mktemp("rivals") / "demo.db", zone="Asia/Jerusalem") as case:
        case.read_demo()
        yield case


@pytest.fixture(scope="module")
def found(demo: Case) -> tuple[Statement, ...]:
    view = demo.view()
    return statements(view.reports, [c.claim for c in view.current])


def _all_pairs(found: Sequence[Statement]) -> list[list[int]]:
    """The groups by the plain way: every two held against each other."""
    links: dict[int, set[int]] = {}
    for n, m in combinations(range(len(found)), 2):
        if at_odds(found[n], found[m]):
            links.setdefault(n, set()).add(m)
            links.setdefault(m, set()).add(n)
    same: dict[object, set[int]] = {}
    for n in links:
        if (key := signature(found[n])) is not None:
            same.setdefault(key, set()).add(n)
    for alike in same.values():
        for n in alike:
            links[n] |= alike - {n}
    groups: list[list[int]] = []
    left = set(links)
    while left:
        reached, todo = set[int](), [min(left)]
        while todo:
            if (n := todo.pop()) not in reached:
                reached.add(n)
                todo += links[n]
        groups.append(sorted(reached))
        left -= reached
    return groups


def _when(chance: Random, basis: Basis) -> When | None:
    start = START + timedelta(days=chance.randrange(9), hours=chance.choice((0, 0, 9)))
    days = chance.choice((1, 1, 1, 2))
    return chance.choice((None, *[When(start, start + timedelta(days=days), Precision.DAY, basis, "", ZONE)] * 4))


def _act(chance: Random) -> Act:
    type, mode = chance.choice(TYPES)
    figure = number(
        chance.choice((0, 2, 3, 100, 103)),
        chance.choice(("captives", "Captives", "trucks", "")),
        how=chance.choice((Comparator.EXACTLY, Comparator.EXACTLY, Comparator.ABOUT)),
        per=chance.choice((*[None] * 6, Rate(1, "day"))),
    )
    return Act(
        type,
        mode,
        chance.choice(((), ("Ridge",), ("ridge", "Valley"), ("Marsh",))),
        chance.choice(((), (), ("Valley",))),
        category=chance.choice((None, "captives")),
        figures=(figure,) if chance.random() < 0.7 else (),
        when=_when(chance, chance.choice((Basis.STATED, Basis.PUBLICATION))),
        place=chance.choice((None, None, "Hill", "hill", "Port")),
        polarity=chance.choice((Polarity.POSITIVE, Polarity.POSITIVE, Polarity.POSITIVE, Polarity.NEGATIVE)),
        modality=chance.choice((Modality.HAPPENED, Modality.HAPPENED, Modality.ONGOING, Modality.PLANNED)),
    )


def _claim(chance: Random, report: Report) -> Claim:
    words = chance.choice(("some told of it", "that account", "no more of them", "which they deny"))
    start = chance.randrange(len(report.text) - len(words))
    content = Span.of(report.text, start, start + len(words))
    name = chance.choice(("Ridge", "Valley", "Marsh", "an observer", "the report"))
    voice = Voice(name, PartyKind.REPORT if name == "the report" else PartyKind.SOURCE, party=name[:1].upper())
    return Claim.of(
        report=report.id,
        voices=(voice,),
        stance=chance.choice((Stance.ASSERTS, Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES, Stance.REJECTS)),
        act=_act(chance),
        quote=words,
        spans=Spans((), (), (content,)) if chance.random() < 0.9 else Spans((), (content,)),
        score=1.0,
        coder=HAND,
    )


def _random(seed: int) -> tuple[Statement, ...]:
    """A few reports of invented claims, many of which are at odds with others."""
    chance = Random(seed)
    make: Callable[..., Report] = partial(Report.of, publisher="Hill Gazette", language="en")
    texts = [
        f"{n} " + "Words of a report. " * 20 + chance.choice(("\n\n", " ")) + "More words. " * 20 for n in range(6)
    ]
    reports = [make(t, title=f"No. {n}", published=_when(chance, Basis.STATED)) for n, t in enumerate(texts)]
    claims: list[Any] = [_claim(chance, chance.choice(reports)) for _ in range(80)]
    return statements(reports, claims)


def test_the_demo_case_comes_to_what_comparing_every_two_gives(found: tuple[Statement, ...]) -> None:
    assert odds.groups(found) == _all_pairs(found) != []


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_told_comes_to_what_comparing_every_two_gives(seed: int) -> None:
    found = _random(seed)
    assert odds.groups(found) == _all_pairs(found)


@pytest.mark.parametrize("rule", range(len(odds.RULES)))
def test_every_rule_finds_something_that_no_other_does(rule: int, monkeypatch: pytest.MonkeyPatch) -> None:
    records = [_random(seed) for seed in SEEDS]
    whole = [odds.groups(found) for found in records]
    monkeypatch.setattr(odds, "RULES", [r for n, r in enumerate(odds.RULES) if n != rule])
    assert [odds.groups(found) for found in records] != whole


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
