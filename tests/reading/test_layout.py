"""Headings, entries and lines: where a sentence begins that no full stop ends."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Report, When
from truceline.reading.layout import line_breaks, stamps
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
