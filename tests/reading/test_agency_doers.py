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


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Medics said shelling by the rebels killed seven civilians and wounded at least 12.", "killed", ("rebels",)),
        ("Ten civilians died in Peruvian air strikes.", "died", ("Peru",)),
        ("Three people died when the army bombed the port.", "Three people", ("army",)),
        ("Five soldiers were killed on Wednesday when guerrillas ambushed a convoy.", "killed", ("guerrillas",)),
        ("Nine people were wounded when Peruvian shells hit the town.", "wounded", ("Peru",)),
        ("Nine people were wounded when a mine exploded.", "wounded", ()),
        ("An attack by Red Front fighters left nine dead.", "dead", ("Red Front fighters",)),
        ("A convoy was prevented from entering Norham by the militia.", "prevented", ("militia",)),
        ("The mayor dismissed an offer by Peru to free nine men.", "to free", ("Peru",)),
        ("Residents of Norham reported shelling near the base.", "shelling", ()),
        (
            "The mayor said they had left and accused Red Front men of shelling the port.",
            "shelling",
            ("Red Front men",),
        ),
    ],
)
def test_who_is_said_to_have_done_it(text: str, words: str, actors: tuple[str, ...]) -> None:
    assert with_words(text, words).act.actors == actors


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        (
            "The pact bars Chad from firing rockets and bars Peru from firing on civilians.",
            "rockets",
            ("Chad", "planned"),
        ),
        (
            "The pact bars Chad from firing rockets and bars Peru from firing on civilians.",
            "on civ",
            ("Peru", "planned"),
        ),
        ("The police kept the crowd from attacking the embassy.", "attacking", ("crowd", "denied")),
    ],
)
def test_who_is_barred_from_a_deed_has_not_done_it(text: str, words: str, told: tuple[str, str]) -> None:
    act = with_words(text, words).act
    assert (*act.actors, act.modality.value, act.polarity.value) == (*told, "negative")


def test_what_is_prevented_is_told_once() -> None:
    (claim,) = claims("The army prevented nine aid trucks from entering the town.")
    assert (claim.act.type, claim.act.mode, claim.act.actors) == ("COERCE", "restrict", ("army",))
