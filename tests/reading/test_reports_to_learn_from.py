"""The reports to learn from are well-formed, and the two folders share none."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.benchmarks import hand
from truceline.model import Modality, Stance
from truceline.reading.model.labels import TYPES

REPORTS = Path(__file__).parents[2] / "training" / "reports"
NAMES = [(folder, path.stem) for folder in ("open", "aside") for path in sorted((REPORTS / folder).glob("*.txt"))]


def test_no_report_is_both_learnt_from_and_kept_aside() -> None:
    names = [name for _, name in NAMES]
    assert len(set(names)) == len(names) == 110


@pytest.mark.parametrize(("folder", "name"), NAMES, ids=lambda part: part)
def test_a_report_is_coded_in_the_words_of_the_codebook_and_of_its_text(folder: str, name: str) -> None:
    report, rows = hand.report_of(name, REPORTS / folder), hand.gold_of(name, REPORTS / folder)
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
