"""Truces, exchanges, talks and aid, as agencies and papers tell of them; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("Peru blamed the attack on the rebels.", "the attack", "ASSAULT"),
        ("The mayor blamed the raid in Norham on the rebels.", "the raid", "ASSAULT"),
        ("The mayor blamed the delay on the rebels.", "the delay", "REJECT"),
        ("The army blamed the rebels for the deaths of nine farmers.", "the deaths", "ASSAULT"),
    ],
)
def test_what_is_blamed_on_somebody_is_their_deed(text: str, words: str, act: str) -> None:
    found = [c for c in claims(text) if words in c.quote and c.act.type == act]
    assert [(c.stance.value, c.act.actors) for c in found] == [("accuses", ("rebels",))]
    assert all("rebels" not in c.act.recipients for c in found)
