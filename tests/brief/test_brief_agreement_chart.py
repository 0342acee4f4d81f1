"""People over time: a strip an account, bands that keep their open ends, and words for who cannot see it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from math import inf
from zoneinfo import ZoneInfo

import agreement_sample as valley
import pytest

from truceline.accounts.account import UNDISPUTED
from truceline.accounts.course import Course, Step, courses, moments
from truceline.accounts.extent import Extent
from truceline.brief import AgreementPart, Section, assemble, charts
from truceline.brief.people_chart import STRIPS, people, pictures

ZONE = ZoneInfo("Europe/Rome")
A, B = "Alpha", "Beta"


def steps(*counts: Extent | float | None) -> tuple[Step, ...]:
    made = (c if isinstance(c, Extent) else Extent() if c is None else Extent(c, c) for c in counts)
    return tuple(Step(valley.at(3 + n), c) for n, c in enumerate(made))


def drawn(*found: Course) -> tuple[list[dict[str, object]], str, str]:
    (one,) = pictures(found)
    spec, alt, caption = people(one)
    (rows,) = [v for k, v in spec["datasets"].items()] if "datasets" in spec else [spec["data"]["values"]]
    return list(rows), alt, caption


def test_each_account_has_a_strip_and_its_last_number_stands_at_the_end() -> None:
    rows, alt, caption = drawn(
        Course("captives", (A,), steps(40, 30, 30), steps(0, 10, 10)),
        Course("captives", (B, UNDISPUTED), steps(40, 32, 32), steps(0, 8, 8)),
    )
    labels = {(r["voice"], r["label"]) for r in rows if r["label"]}
    assert labels == {
        ("According to Alpha", "held 30"),
        ("According to Alpha", "released 10"),
        ("According to Beta; undisputed", "held 32"),
        ("According to Beta; undisputed", "released 8"),
    }
    assert "According to Alpha: held 40 on 3 March 2024, then 30 on 5 March 2024" in alt
    assert "Each strip is an account" in caption


def test_an_unknown_stretch_is_a_gap_and_an_open_end_stays_open() -> None:
    rows, _, caption = drawn(Course("captives", (A,), steps(40, None, Extent(20, inf), 20), ()))
    bands = [r for r in rows if not r["label"]]
    assert len({r["run"] for r in bands}) == 2
    assert [r["open"] for r in bands] == [False, True, False]
    assert "no upper end" in caption


def test_numbers_that_never_move_are_no_picture() -> None:
    assert pictures((Course("captives", (A,), steps(40, 40), steps(0, 0)),)) == ()


def test_labels_of_one_strip_do_not_meet() -> None:
    rows, _, _ = drawn(Course("captives", (A,), steps(20, 11), steps(0, 10)))
    low, high = sorted(float(str(r["low"])) for r in rows if r["label"])
    assert high - low > 2


def test_accounts_beyond_the_strips_are_named() -> None:
    many = [Course("captives", (f"P{n}",), steps(40, 30 + n), ()) for n in range(STRIPS + 2)]
    rows, _, caption = drawn(*many)
    assert len({r["voice"] for r in rows}) == STRIPS
    assert "Not drawn: according to P5; according to P6." in caption


def test_the_picture_stands_in_the_brief_with_ids_of_its_own() -> None:
    one, claims = valley.report()
    found = (Course("captives", (A,), steps(40, 30, 30), steps(0, 10, 10)),)
    part = AgreementPart(Section("agreement-2", "The agreement", ""), found)
    made = charts(assemble(title="T", reports=[one], claims=claims, agreements=[part]))
    (chart,) = [c for c in made if "people" in c.name]
    assert chart.name == "agreement-2-people-captives"
    assert chart.title == "Captives over time, by account"
    ids = re.findall(r'\bid="([^"]+)"', chart.svg)
    assert all(i.startswith(chart.name) for i in ids)


def test_courses_follow_the_days_of_the_agreements_own_zone() -> None:
    found, _, _ = valley.assessed()
    made = courses(found.accounts, lambda a: found.terms(found.own(a)), valley.at(3, 7), valley.AT)
    assert made == (), "nobody tells of anybody"


@pytest.mark.parametrize(("days", "most"), [(5, 9), (400, 62)])
def test_a_long_time_is_drawn_in_fewer_steps_and_ends_where_it_was_asked_to(days: int, most: int) -> None:
    since = datetime(2024, 1, 1, 7, tzinfo=ZONE)
    until = since + timedelta(days=days)
    found = moments(since, until, ZONE)
    assert found[-1] == until
    assert len(found) <= most
    assert all((m.hour, m.minute) == (0, 0) for m in found[:-1])
