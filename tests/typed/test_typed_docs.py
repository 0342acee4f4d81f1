"""The page on typed claims names every key, deed and quality, and its example can be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typed_sheets import NOW

from truceline.agreements.deeds import deeds, qualities
from truceline.model import Modality, Stance, codebook
from truceline.typed import parse
from truceline.typed.drafts import KEYS
from truceline.typed.loader import REPORT_KEYS, SHEET_KEYS

PAGE = (Path(__file__).parents[2] / "docs" / "typed-claims.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", [*SHEET_KEYS, *REPORT_KEYS, *KEYS])
def test_every_key_is_on_the_page(key: str) -> None:
    assert f"`{key}`" in PAGE or f"`{key}: " in PAGE


@pytest.mark.parametrize("word", [*deeds(), *qualities()])
def test_every_deed_and_quality_has_its_row(word: str) -> None:
    assert re.search(rf"^\| {re.escape(word)} \|", PAGE, re.MULTILINE)


def test_every_state_stance_and_modality_is_on_the_page() -> None:
    words = {*codebook().acts["STATE"].modes, *Stance, *Modality} - {"killed", Modality.DENIED}
    assert {w for w in words if not re.search(rf"(?<![\w-]){re.escape(w)}(?![\w-])", PAGE)} == set()


def test_the_example_is_read() -> None:
    example = re.search(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert example is not None
    assert len(parse(example[1], "example.yaml", NOW).claims) == 4
