"""The reports to learn from and those only measured are well-formed, and the folders share none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from truceline.benchmarks import hand
from truceline.model import Modality, Report, Stance
from truceline.reading.model.labels import TYPES

REPORTS = Path(__file__).parents[2] / "training" / "reports"
FOLDERS = ("open", "aside", "fresh", "wire")
NAMES = [(folder, path.stem) for folder in FOLDERS for path in sorted((REPORTS / folder).glob("*.txt"))]


def test_no_report_is_both_learnt_from_and_kept_aside() -> None:
    names = [name for _, name in NAMES]
    assert len(set(names)) == len(names) == 202


TWICE = [(folder, name) for use in ("kept aside", "held out") for name, folder in hand.groups()[use]]


def test_those_kept_aside_and_held_out_are_coded_twice() -> None:
    again = {path.name.removesuffix(".claims.jsonl") for path in (REPORTS / "again").iterdir()}
    assert again == {name for _, name in TWICE}


@pytest.mark.parametrize(("folder", "name"), TWICE, ids=lambda part: str(part).rsplit("/", 1)[-1])
def test_a_second_coding_is_in_the_words_of_the_codebook_and_of_its_text(folder: Path, name: str) -> None:
    report = hand.report_of(name, folder)
    coded_well(report, hand.gold_of(name, REPORTS / "again"))


@pytest.mark.parametrize(("folder", "name"), NAMES, ids=lambda part: part)
def test_a_report_is_coded_in_the_words_of_the_codebook_and_of_its_text(folder: str, name: str) -> None:
    report = hand.report_of(name, REPORTS / folder)
    coded_well(report, hand.gold_of(name, REPORTS / folder))


def coded_well(report: Report, rows: list[dict[str, Any]]) -> None:
    assert report.published is not None
    assert len(rows) > 10
    for row in rows:
        assert report.text.count(row["content"]) == 1, row["content"]
        assert row["act"] in {*TYPES, "STATE"} - {"NONE"}
        Stance(row["stance"])
        Modality(row["modality"])
        figure = row["figure"]
        assert figure is None or None in (figure["low"], figure["high"]) or figure["low"] <= figure["high"]
        when = row["when"]
        assert when is None or None in (when["start"], when["end"]) or when["start"] < when["end"]
