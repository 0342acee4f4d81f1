"""Headings, entries and lines: where a sentence begins that no full stop ends."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Report, When
from truceline.reading.layout import line_breaks, numbering, stamps
from truceline.reading.parse import parse
from truceline.reading.rules import RuleCoder


def sentences(text: str) -> list[str]:
    read = parse(text, ())
    return [read.words(s.start, s.end) for s in read.sentences()]


@pytest.mark.parametrize(
    "heading",
    ["TWO SAILORS HOME, 18 HELD", "Sailors home, others held", "14:20 SAILORS HOME", "What we know"],
)
def test_a_heading_is_no_part_of_the_sentence_below_it(heading: str) -> None:
    text = f"{heading}\nThe harbour office said on Monday that two of the twenty sailors had walked home.\n"
    assert sentences(text)[-1] == "The harbour office said on Monday that two of the twenty sailors had walked home."


def test_a_line_that_runs_on_breaks_no_sentence() -> None:
    text = "The harbour office said on Monday that two of the twenty sailors had\nwalked home.\n"
    assert list(line_breaks(text)) == []
    assert len(sentences(text)) == 1


@pytest.mark.parametrize("stamp", ["14:20", "9.05", "0730 GMT", "18:40 -"])
def test_the_time_of_an_entry_is_not_the_time_of_what_it_tells(stamp: str) -> None:
    text = f"{stamp} Gunmen shelled the pier."
    (found,) = stamps(text)
    assert text[found[1] :].startswith("Gunmen")
    report = Report.of(text, published=When.day(date(2021, 5, 7)), language="en")
    assert [(c.act.type, c.act.when) for c in RuleCoder().code(report)] == [("ASSAULT", None)]


@pytest.mark.parametrize("text", ["2021 was quiet.", "At 14:20 gunmen fired.", "Between 14:20 and 15:00 they fired."])
def test_a_number_inside_a_sentence_is_no_entry(text: str) -> None:
    assert list(stamps(text)) == []


POINTS = """The Norland army said that the truce has these terms:

{} Norland will release 40 prisoners within 10 days.
{} Both sides will halt fire from midnight.
{} Sudland will pull back its heavy weapons 15 km from the line.
"""


@pytest.mark.parametrize(
    "marks",
    [("1.", "2.", "3."), ("2)", "3)", "4)"), ("(1)", "(2)", "(3)"), ("a)", "b)", "c)"), ("(i)", "(ii)", "(iii)")],
    ids=" ".join,
)
def test_the_marks_of_points_are_read_as_a_dash_is(marks: tuple[str, ...]) -> None:
    def read(text: str) -> list[tuple[str, str, tuple[float | None, ...]]]:
        claims = RuleCoder().code(Report.of(text, published=When.day(date(2021, 5, 3)), language="en"))
        return [(c.quote, c.act.type, tuple(f.low for f in c.act.figures)) for c in claims]

    text = POINTS.format(*marks)
    assert [text[start:end].strip() for start, end in numbering(text)] == [*marks]
    found = read(text)
    assert found == read(POINTS.format("-", "-", "-"))
    assert [low for _, _, low in found if low] == [(40,), (15,)]


@pytest.mark.parametrize(
    "text",
    [
        "The dead were\n12. The wounded were\n40. Nobody was found.",
        "1. One point alone.",
        "J. Lind said it.\nK. Berg denied it.",
        "It ran at 9.\n10 men fell.",
    ],
)
def test_what_has_no_neighbour_in_order_is_no_mark(text: str) -> None:
    assert numbering(text) == []


def test_the_third_point_is_not_taken_for_a_sign_of_copyright() -> None:
    points = "(b) Norland will release 40 prisoners.\n(c) Sudland will pull back its forces.\n"
    assert "Sudland will pull back its forces" in [c.quote for c in RuleCoder().code(Report.of(points, language="en"))]
    signed = "Gunmen shelled the pier.\n(c) 2021 The Norham Press will attack nobody\n"
    assert [c.quote for c in RuleCoder().code(Report.of(signed, language="en"))] == ["Gunmen shelled the pier"]
