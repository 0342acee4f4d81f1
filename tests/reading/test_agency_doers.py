"""Who does it and to whom, as agencies tell of it: the two sides of a story, other people of the same name, "they"."""

from __future__ import annotations

import pytest
from coded import claims, with_words

from truceline.reading.parties import Registry


@pytest.mark.parametrize(
    "text",
    [
        "President Jose Eduardo dos Santos left Norham. Santos spoke on Monday.",
        "Carlos Eduardo Santos left Norham.",
        "President Carlos Eduardo Santos left Norham.",
        "Omar Hassan al Netanyahu spoke. Netanyahu left.",
    ],
)
def test_another_given_name_or_a_particle_tells_of_somebody_else(text: str) -> None:
    assert not Registry.load().mentions(text)


@pytest.mark.parametrize("text", ["President Santos left.", "On Monday Santos left.", "In Norham Santos spoke."])
def test_a_title_or_a_day_is_no_given_name(text: str) -> None:
    assert [m.party.name for m in Registry.load().mentions(text)] == ["Juan Manuel Santos"]


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("The government of Peru and the Red Front have signed a deal.", ("Peruvian government", "Red Front")),
        ("The government of Peru and rebels signed a truce.", ("Peruvian government", "rebels")),
        ("The government of Chad and the M23 armed group have met.", ("Chadian government", "M23")),
        ("The army of Chad and the militia shelled the town.", ("Chadian army", "militia")),
        (
            "LIMA, Feb. 5 - The Myanmar government and the rebel Red Front agreed to hold talks.",
            ("Burmese", "Red Front"),
        ),
    ],
)
def test_who_is_joined_to_a_government_acts_beside_it(text: str, actors: tuple[str, ...]) -> None:
    found = claims(text)[0].act.actors
    assert len(found) == len(actors)
    assert all(name in actor for name, actor in zip(actors, found, strict=True)), found


_LEAD = (
    "Peru's government on Friday suspended talks with the M23 in Norham, accusing the M23 of breaking the truce.\n\n"
)


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Peru and Chile signed. Qatar and Egypt mediated the talks. Both countries agreed to meet.", "agreed", None),
        ("Peru and Chile signed, with the mediation of Qatar and Egypt. The two sides met on Monday.", "met", None),
        ("Peru and Chile signed a deal brokered by Qatar and Egypt. The sides met on Monday.", "met", None),
        ("Peru and Chile are at war. The envoy urged the warring parties to stop the attacks.", "stop", None),
        (_LEAD + "The envoy came to Norham. Both sides met on Monday.", "met", ("Peruvian government", "M23")),
        (
            _LEAD + "Rain fell. The sky was grey. It was cold in Chile. The sides met.",
            "met",
            ("Peruvian government", "M23"),
        ),
    ],
)
def test_both_sides_are_those_of_the_story_and_not_who_mediates(
    text: str, words: str, actors: tuple[str, ...] | None
) -> None:
    assert with_words(text, words).act.actors == (actors or ("Peru", "Chile"))
