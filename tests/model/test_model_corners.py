"""Corners of the model: equal values are written alike, and errors say where."""

from __future__ import annotations

import json
from datetime import date

import pytest

from truceline.errors import ValueProblem
from truceline.model import Comparator, Figure, Rate, When, codec


def test_equal_figures_give_equal_ids() -> None:
    whole = Figure(12, 12, Comparator.EXACTLY, "convoys", "12 convoys", per=Rate(1, "day"))
    broken = Figure(12.0, 12.0, Comparator.EXACTLY, "convoys", "12 convoys", per=Rate(1.0, "day"))
    assert whole == broken
    assert codec.content_id("c", whole) == codec.content_id("c", broken)


@pytest.mark.parametrize(
    ("day", "zone"),
    [(date(2024, 3, 31), "Asia/Beirut"), (date(2023, 3, 12), "America/Havana")],
    ids=["Beirut", "Havana"],
)
def test_a_day_that_begins_in_a_clock_change_round_trips(day: date, zone: str) -> None:
    when = When.day(day, zone=zone)
    assert codec.load(When, json.loads(json.dumps(codec.dump(when)))) == when


@pytest.mark.parametrize("low", [float("nan"), float("inf")])
def test_a_figure_is_a_number(low: float) -> None:
    with pytest.raises(ValueProblem):
        Figure(low, None, Comparator.OVER, "convoys", "countless convoys")


def test_a_value_that_breaks_a_rule_is_named_by_its_path() -> None:
    with pytest.raises(ValueProblem) as caught:
        codec.load(When, {"start": None, "end": None, "precision": "day", "basis": "stated"}, "claims.jsonl:3.when")
    assert caught.value.where == "claims.jsonl:3.when"
