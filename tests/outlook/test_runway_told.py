"""The runway under a rule that is only told, where no agreement is in the case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from people_values import day, held, version
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Told
from truceline.outlook.told import rate_as_told, rules


def fact(*args: object, told: Told = Told.DONE, **more: object) -> Fact:
    return replace(version(*args, **more).incident.facts[0], told=told)  # type: ignore[arg-type]


RULE = fact("extend", 1, what="day", by="Ridge", per=(10.0, "hostages"))


def figures() -> list[Fact]:
    """136 held by the word of one side, 17 of them women and children; by the other, those left are soldiers."""
    whole = held(136, on=2, teller="army", what="hostages", by="")
    part = held(17, on=2, teller="army", what="women and children", by="", kinds="woman, child", part_of=whole)
    others = held(
        None,
        on=2,
        teller="Valley",
        what="hostages",
        by="",
        kinds="woman, soldier",
        words="the remaining hostages were members of the army",
    )
    wanted = fact("release", what="women", kinds="woman", by="", told=Told.DEMANDED, teller="Ridge")
    return [RULE, wanted, *(v.incident.facts[0] for v in (whole, part, others))]


def test_a_rule_that_is_told_gives_a_runway_by_each_tellers_figures() -> None:
    found = {r.speaker: r for r in rate_as_told(figures())}
    assert (found["army"].days, found["army"].over) == (Extent.exactly(1), 7)
    assert (found["Valley"].days, found["Valley"].over) == (Extent.exactly(0), 0)


def test_it_says_whose_rule_it_is_and_whom_it_is_taken_to_count() -> None:
    for found in rate_as_told(figures()):
        assert found.rule_by == "the report"
        assert found.sum.startswith("By a rule told by the report, 1 day for each 10 hostages, ")
        assert "taken to count women and children, soldiers apart" in found.sum
        assert RULE.claim in found.claims


@pytest.mark.parametrize("told", [Told.NOT_DONE, Told.SUPPOSED])
def test_a_rule_denied_or_only_supposed_is_none(told: Told) -> None:
    assert rules([replace(RULE, told=told)]) == ()


def test_the_same_rule_told_twice_is_one_and_by_two_is_two() -> None:
    again = replace(RULE, claim="again")
    other = replace(RULE, claim="other", speaker="Lakeland")
    assert [(r.speaker, r.claims) for r in rules([RULE, again, other])] == [
        ("the report", (RULE.claim, "again")),
        ("Lakeland", ("other",)),
    ]


@pytest.mark.parametrize(
    "changes", [{"per": (10.0, "trucks")}, {"per": None}, {"what": ("trucks",)}, {"per": (0.0, "hostages")}]
)
def test_other_rates_are_no_extension_rules(changes: dict[str, object]) -> None:
    assert rules([replace(RULE, **changes)]) == ()  # type: ignore[arg-type]


def test_without_a_figure_or_a_rule_there_is_nothing_to_say() -> None:
    assert rate_as_told([]) == ()
    assert rate_as_told([RULE]) == ()
    assert rate_as_told(figures()[1:]) == ()


def test_where_nobody_is_singled_out_everyone_counts() -> None:
    whole = held(36, on=2, teller="army", what="hostages", by="").incident.facts[0]
    found = rate_as_told([RULE, whole], day(3))
    assert [(r.speaker, r.days, r.over) for r in found] == [("army", Extent.exactly(3), 6)]
