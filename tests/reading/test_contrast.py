"""What another says beside somebody's words is no part of them."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Report, Stance, When
from truceline.reading.rules import RuleCoder


def said(text: str) -> set[tuple[str, Stance, str]]:
    found = RuleCoder().code(Report.of(text, published=When.day(date(2023, 6, 2)), language="en"))
    return {(c.voice.name, c.stance, c.quote) for c in found}


@pytest.mark.parametrize("mark", ["while", "whereas"])
def test_what_another_says_in_contrast_is_its_own(mark: str) -> None:
    found = said(f"The army said that 37 rebels were killed on Tuesday, {mark} Peru said that only five had died.")
    assert ("army", Stance.ASSERTS, "37 rebels were killed on Tuesday") in found
    assert ("Peru", Stance.ASSERTS, "only five had died") in found
    assert not any(who == "army" and "five" in quote for who, _, quote in found)


def test_who_denies_one_thing_accuses_of_the_next() -> None:
    found = said("Peru denied that its men had shelled the hospital and accused Chile of bombing a market.")
    assert ("Peru", Stance.DENIES, "its men had shelled the hospital") in found
    assert ("Peru", Stance.ACCUSES, "bombing a market") in found
    assert not any(stance is Stance.DENIES and "market" in quote for _, stance, quote in found)


def test_what_stands_inside_somebodys_words_stays_there() -> None:
    found = said("Peru said that Chile had left the talks while the army said nothing.")
    assert any(who == "Peru" and "Chile had left the talks" in quote for who, _, quote in found)
