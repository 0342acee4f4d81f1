"""Charts: what is drawn, what is left out and said to be, and that labels and ends are honest."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import brief_sample as sample
import pytest

from truceline.brief import Chart, assemble, charts
from truceline.brief.drawing import wrapped
from truceline.brief.figures_chart import series
from truceline.brief.statements import statements
from truceline.brief.timeline_chart import LANES, NAMES, UNNAMED, lanes, marks
from truceline.model import Comparator, Figure, Modality, Rate, Stance


@pytest.fixture(scope="module")
def drawn() -> tuple[Chart, ...]:
    reports, claims, copies = sample.record()
    return charts(assemble(title="T", reports=reports, claims=claims, copies=copies))


def _values(spec: Any) -> list[dict[str, Any]]:
    """Every inline row of a specification."""
    if isinstance(spec, dict):
        rows = spec["values"] if isinstance(spec.get("values"), list) and set(spec) == {"values"} else []
        return [r for r in rows if isinstance(r, dict)] + [r for v in spec.values() for r in _values(v)]
    return [r for v in spec for r in _values(v)] if isinstance(spec, list) else []


def test_there_is_a_timeline_and_a_picture_of_figures(drawn: tuple[Chart, ...]) -> None:
    assert [c.name for c in drawn] == ["timeline", "figures-held-hostages"]
    for chart in drawn:
        assert chart.svg.startswith("<svg")
        assert chart.alt
        assert chart.caption
        assert "vega-lite" in chart.spec["$schema"]


def test_no_colour_is_used(drawn: tuple[Chart, ...]) -> None:
    for chart in drawn:
        for red, green, blue in re.findall(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})\b", chart.svg):
            shades = [int(x, 16) for x in (red, green, blue)]
            assert max(shades) - min(shades) <= 12


def test_kinds_differ_in_shape_and_in_lightness(drawn: tuple[Chart, ...]) -> None:
    encoding = drawn[0].spec["layer"][1]["encoding"]
    shapes, fills = encoding["shape"]["scale"]["range"], encoding["fill"]["scale"]["range"]
    assert len(set(shapes)) == len(shapes) == len(set(fills)) > 3


def test_ids_of_two_pictures_never_meet(drawn: tuple[Chart, ...]) -> None:
    ids = [set(re.findall(r'\bid="([^"]+)"', c.svg)) for c in drawn]
    assert not ids[0] & ids[1]


def test_an_accusation_is_drawn_as_speech_of_the_accuser() -> None:
    report, claim = sample.single("a rocket", type="ASSAULT", stance=Stance.ACCUSES, actors=("Hamas",))
    ((lane, _, quad),) = marks(statements([report], [claim]))[0]
    assert (lane, quad) == ("Israel", "verbal conflict")


def test_a_deed_asserted_is_drawn_in_the_lane_of_who_is_said_to_do_it() -> None:
    report, claim = sample.single("a strike", speaker="OCHA", type="ASSAULT", actors=("Israel", "Hamas"))
    assert {lane for lane, _, _ in marks(statements([report], [claim]))[0]} == {"Israel", "Hamas"}


def test_the_reports_own_words_without_an_actor_stand_in_a_lane_of_their_own() -> None:
    report, claim = sample.single("the truce ended", speaker=None, type="STATE")
    assert marks(statements([report], [claim]))[0][0][0] == UNNAMED


def test_what_was_so_until_the_end_of_a_day_is_drawn_on_that_day() -> None:
    report, claim = sample.single(when=replace(sample.day(2), start=None), type="RETREAT")
    drawn, _ = marks(statements([report], [claim]))
    assert {moment.date() for _, moment, _ in drawn} == {date(2023, 11, 2)}


def test_plans_are_not_drawn_and_the_caption_counts_them() -> None:
    report = sample.report("a plan and an attack", "T", "P", sample.day(1, 12))
    plan = sample.claim(report, "Israel", "a plan", "AGREE", modality=Modality.PLANNED)
    attack = sample.claim(report, "Israel", "an attack", "ASSAULT")
    (chart,) = charts([plan, attack], [report])
    assert "Not drawn: 1 claim " in chart.caption


def test_times_far_from_the_reports_do_not_squeeze_the_rest() -> None:
    report = sample.report("long ago; today", "T", "P", sample.day(1, 12))
    old = sample.claim(report, "Israel", "long ago", "ASSAULT", when=sample.day(1, 1))
    new = sample.claim(report, "Israel", "today", "ASSAULT", when=sample.day(1, 12))
    (chart,) = charts([old, new], [report])
    assert "2023-01" not in chart.spec_json
    assert "Not drawn: 1 claim " in chart.caption


def test_many_parties_share_the_last_lane() -> None:
    moment = sample.day(1, 12).start
    assert moment is not None
    found = lanes([(f"Party {n:02}", moment, "state") for n in range(20)] + [("Party 19", moment, "state")])
    assert len(set(found.values())) == LANES
    assert found["Party 19"] == "Party 19"
    assert "Others" in found.values()
    assert list(dict.fromkeys(found.values()))[-1] == "Others"


def test_known_parties_get_a_lane_before_others_and_described_names_get_none() -> None:
    moment = sample.day(1, 12).start
    assert moment is not None
    drawn = [(f"Party {n:02}", moment, "state") for n in range(20) for _ in range(2)] + [("Qatar", moment, "state")]
    assert lanes(drawn, {"Qatar"})["Qatar"] == "Qatar"
    report, claim = sample.single("shots", speaker="OCHA", type="ASSAULT", actors=("gunmen",))
    assert {lane for lane, _, _ in marks(statements([report], [claim]))[0]} == {"Others"}


def test_an_office_stands_in_the_lane_of_its_side() -> None:
    report, claim = sample.single(speaker="Prime Minister's Office", stance=Stance.DENIES)
    assert {lane for lane, _, _ in marks(statements([report], [claim]))[0]} == {"Israel"}


def test_the_legend_uses_plain_words(drawn: tuple[Chart, ...]) -> None:
    shown = {r["kind"] for r in _values(drawn[0].spec) if "kind" in r}
    assert shown <= set(NAMES.values())
    assert not any("erbal" in n or "aterial" in n for n in NAMES.values())


@pytest.mark.parametrize(
    ("changes", "drawn"),
    [
        ({"when": sample.day(26)}, True),
        ({}, False),
        ({"when": sample.stretch(sample.day(24), sample.day(30))}, False),
        ({"when": sample.day(26), "figures": (sample.number(7, "days"),)}, False),
        ({"when": sample.day(26), "figures": (sample.number(3, "prisoners", per=Rate(1, "hostage")),)}, False),
    ],
)
def test_only_the_figures_of_one_day_are_drawn_of_people_released(changes: dict[str, Any], drawn: bool) -> None:
    rest = {"figures": (sample.number(39, "prisoners"),), "category": "prisoners", **changes}
    report, claim = sample.single("39 prisoners were freed", type="RETREAT", mode="release", **rest)
    assert bool(series(statements([report], [claim]))) is drawn


def test_long_names_are_wrapped_and_cut_with_a_sign() -> None:
    lines = wrapped("The Joint Commission for the Monitoring of the Cessation of Hostilities in the North").split("\n")
    assert len(lines) == 3
    assert all(len(line) <= 22 for line in lines)
    assert lines[-1].endswith("…")


def _held(n: int, figure: Figure, speaker: str = "Israel") -> Any:
    report = sample.report(f"statement {n}", "T", f"P{n}", sample.day(1 + n))
    return report, sample.claim(report, speaker, report.text, "STATE", "held", category="hostages", figures=(figure,))


def test_open_bounds_are_open_ends_and_ranges_are_bars() -> None:
    pairs = [
        _held(0, Figure(400, None, Comparator.AT_LEAST, "hostages", "400")),
        _held(6, Figure(None, 90, Comparator.AT_MOST, "hostages", "90")),
        _held(12, Figure(10, 12, Comparator.BETWEEN, "hostages", "10 to 12")),
        _held(18, Figure(240, 240, Comparator.ABOUT, "hostages", "240")),
    ]
    chart = charts([c for _, c in pairs], [r for r, _ in pairs])[1]
    rows = {r["label"]: r for r in _values(chart.spec)}
    assert [(rows[k]["kind"], rows[k]["low"], rows[k]["high"]) for k in ("400+", "up to 90", "10–12", "240")] == [
        ("open", 400, None),
        ("open", None, 90),
        ("range", 10, 12),
        ("about", 240, 240),
    ]
    assert "open" in chart.caption


def test_people_released_are_not_joined_by_a_line() -> None:
    reports, claims, _ = sample.record()
    level = {s.key: s.level for s in series(statements(reports, claims))}
    assert level["held-hostages"]
    assert not level["released-hostages"]


def test_figures_of_one_moment_make_no_picture_over_time() -> None:
    report, claim = _held(0, sample.number(5, "hostages"))
    assert [c.name for c in charts([claim], [report])] == ["timeline"]


def test_nothing_to_draw_is_no_picture() -> None:
    assert charts([]) == ()
    assert charts(assemble(title="T", reports=[], claims=[])) == ()
    _, claim = sample.single()
    assert charts([claim]) == ()


def test_two_hundred_claims_can_be_drawn() -> None:
    pairs = [_held(n % 28, sample.number(100 + n, "hostages"), f"Speaker {n % 17}") for n in range(200)]
    found = charts([c for _, c in pairs], [r for r, _ in pairs])
    assert len(found) == 2
    assert "Not drawn" in found[1].caption
    assert len({r["voice"] for r in _values(found[1].spec)}) == 8


def test_words_of_a_report_stay_words_in_a_picture() -> None:
    name = '<script>alert(1)</script>"&'
    report, claim = sample.single("an attack", speaker=name, type="ASSAULT")
    (chart,) = charts([claim], [report])
    assert "<script" not in chart.svg
    assert "&lt;script&gt;" in chart.svg
