"""Names with their short names in brackets, and openings that a parser takes for a name, in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("World Health Organization", "WHO"),
        ("Office for the Coordination of Humanitarian Affairs", "OCHA"),
        ("International Committee of the Red Cross", "ICRC"),
    ],
)
def test_a_known_name_and_its_short_name_are_one(name: str, short: str) -> None:
    found = claims(f"At least 14 people were killed in the battle for the port, the {name} ({short}) says.")
    assert len({c.speaker for c in found}) == 1
    assert all(c.speaker in (name, short) and "says" not in c.quote for c in found)
    assert with_words(f"The {name} ({short}) visited nine prisoners.", "visited").act.actors


@pytest.mark.parametrize("name", ["Harbour Council", "OCHA"])
def test_what_an_opening_without_an_object_announces_is_said_by_whom_it_names(name: str) -> None:
    text = f"The {name} informs of the following:\n\nGunmen wounded two porters at the pier on Sunday."
    assert with_words(text, "wounded two porters").speaker == name
