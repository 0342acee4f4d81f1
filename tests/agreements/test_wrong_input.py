"""Whatever is done to a file, it is read or it is told what is wrong with it; nothing else happens."""

from __future__ import annotations

import random

import pytest
from agreement_texts import HEAD, TRUCE

from truceline.agreements.agreement import Agreement
from truceline.errors import AgreementProblem

TEXT = (
    HEAD
    + TRUCE
    + """
duties:
  release: {by: south, release: at least 50 captives, category: men, within: 4 days, pace: 10 a day}
  exchange: {by: north, release: 3 prisoners, for_each: 1 captive, taken on: {outside: yes}, within: same day}
  stages: {by: south, release: 33 captives, schedule: {day 1: 3, every 7 days: 3, week 6: the rest}}
  aid: {by: north, let in: 200 trucks, each: day, counted: {readings: {each period: {}, on average: {}}}}
  quiet: {by: both, refrain from: fly, between: 10:00-16:00, unless: defence, stated_by: north}
  leave: {by: north, withdraw from: hill, due: 3 days after release, after: [release], phase: second}
acts:
  east leaves: {by: east, withdraw from: valley}
phases: {second: {from: day 5, for: 4 days, gate: [release]}}
order: [{of: captives, first: men, then: everyone else}]
choices: {going home: {of: prisoners, opens: effect, window: 90 days}}
amendments:
  - {of: 2024-03-05, changes: {duties.aid.let in: 300 trucks, duties.quiet: null}, extends: {by: 5 days}}
"""
)
ODD = """
    null {} [] -3 0 *x &x " { } [ ] : yes both 07:00 ~ 2024-02-30 9999-12-31 readings means value é \u202e week 99999
""".split()
LINES = TEXT.splitlines()


def changed(seed: int) -> str:
    dice, lines = random.Random(seed), list(LINES)
    for _ in range(dice.randint(1, 3)):
        at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
        words = lines[at].split(" ")
        words[dice.randrange(len(words))] = dice.choice(ODD)
        lines[at] = dice.choice([" ".join(words), "", lines[other], lines[at] + dice.choice(ODD), lines[at][:other]])
    return "\n".join(lines)


def test_the_file_that_is_changed_can_be_read() -> None:
    assert len(Agreement.parse(TEXT).readings()) == 4


def problems(text: str) -> tuple[AgreementProblem, ...]:
    try:
        Agreement.parse(text, "a.yaml")
    except AgreementProblem as problem:
        return problem.problems
    return ()


@pytest.mark.parametrize("seed", range(0, 300, 20))
def test_a_changed_file_is_read_or_told_what_is_wrong_with_it(seed: int) -> None:
    for n in range(seed, seed + 20):
        assert all(p.where.startswith("a.yaml:") and p.what for p in problems(changed(n)))
