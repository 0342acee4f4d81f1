"""Who did it and in which mood it is told, as agencies tell it; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("The army accused the rebels of shelling the town. The rebels denied the charge.", "the charge", "rebels"),
        ("Peru accused Chile of burning crops. Chile rejected the accusation.", "the accusation", "Chile"),
        ("Peru blamed the rebels for the raid. The rebels dismissed the allegation.", "the allegation", "rebels"),
    ],
)
def test_what_the_accused_deny_is_their_own_deed(text: str, words: str, who: str) -> None:
    claim = with_words(text, words)
    assert (claim.act.actors, claim.act.modality.value) == ((who,), "denied")


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("The guild has asked Peru for access to the prisoners.", "access", "Peru"),
        ("The team said it had asked the government for a pullback.", "a pullback", "government"),
        ("The mission praised the truce, and called on armed groups to disarm.", "to disarm", "armed groups"),
        ("Chile and Norway urged the army to withdraw.", "to withdraw", "army"),
        ("Chile on Sunday called on Peru's warring parties to stop firing.", "to stop", "Peru's warring parties"),
    ],
)
def test_who_is_asked_for_a_deed_is_to_do_it(text: str, words: str, who: str) -> None:
    claim = with_words(text, words)
    assert (claim.act.actors, claim.act.modality.value) == ((who,), "demanded")


@pytest.mark.parametrize(
    "text",
    [
        "Peru and the Shining Path signed a truce. Its monitors, from Norway and Chile, left. Cuba urged both sides to "
        "withdraw their troops.",
        "Peru and the Shining Path signed a truce. Chile and Norway urged both sides to withdraw their troops.",
        "Peru and leaders of the Shining Path signed a truce. The envoy urged both sides to withdraw their troops.",
    ],
)
def test_both_sides_are_the_two_who_fight_and_not_those_who_ask_them(text: str) -> None:
    assert with_words(text, "to withdraw their troops").act.actors == ("Peru", "Shining Path")


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ('"We have freed ten sailors," a Shining Path spokesman said.', "freed", "Shining Path"),
        ('"Our forces left the port," a Shining Path spokesman said.', "left", "Shining Path"),
        ('"Our side has kept the truce," the spokesman of Peru\'s army said.', "kept", "Peru"),
        ("Peru's president denied that his country had bombed the port.", "bombed", "Peru"),
    ],
)
def test_we_and_ours_are_those_for_whom_somebody_speaks(text: str, words: str, who: str) -> None:
    assert with_words(text, words).act.actors == (who,)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Peru signed a deal with Chile.", ("Peru", "Chile")),
        ("The rebels signed a peace agreement with the government in 2006.", ("rebels", "government")),
        ("About 1,200 people were killed in the attack, by Peruvian tallies.", ()),
        ("Nine people were killed on Monday, by the ministry's count.", ()),
        ("Most of the victims were farmers.", ()),
    ],
)
def test_who_signs_is_told_beside_and_who_counts_or_suffers_does_nothing(text: str, who: tuple[str, ...]) -> None:
    assert {c.act.actors for c in claims(text)} == {who}
