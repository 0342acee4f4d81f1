"""Which act it is that agencies tell of, in the words in which they tell it; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Norland declared a humanitarian truce on Monday.", "truce"),
        ("The rebels declared a three-day truce for the festival.", "truce"),
        ("The king proclaimed a ceasefire.", "ceasefire"),
        ("The rebels announced a unilateral ceasefire.", "ceasefire"),
    ],
)
def test_a_truce_that_is_declared_is_a_ceasefire_to_come(text: str, words: str) -> None:
    claim = with_words(text, words)
    assert (claim.act.type, claim.act.mode, claim.act.modality.value) == ("RETREAT", "ceasefire", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Norland says 41 farmers have been killed and more than 200 wounded.",
        "The envoy said five guards had been killed and nine wounded in the past 24 hours.",
        "Ten rowers were killed and 34 injured.",
    ],
)
def test_how_many_were_killed_and_how_many_hurt_are_both_tolls(text: str) -> None:
    assert [(c.act.type, c.act.mode) for c in claims(text)] == [("STATE", "killed"), ("STATE", "wounded")]


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ('"We will not negotiate," the rebel leader said.', "happened"),
        ("The army will not talk to the rebels until they disarm.", "hypothetical"),
        ("Norland said it would not accept observers until Sudland had left the port.", "hypothetical"),
    ],
)
def test_who_will_not_refuses(text: str, mood: str) -> None:
    found = claims(text)[0]
    assert (found.act.type, found.act.modality.value) == ("REJECT", mood)


@pytest.mark.parametrize(
    ("text", "words", "act", "mode"),
    [
        ("The guards were pushed back by rebels.", "pushed", "ASSAULT", None),
        ("Rebels repelled the army.", "repelled", "ASSAULT", None),
        ("The talks were pushed back to Monday.", "pushed", "REJECT", None),
        ("The council accused the army of taking part in the assault.", "taking part", "ASSAULT", None),
        ("Thousands of people have taken shelter in Norham.", "shelter", "STATE", "displaced"),
        ("Some 13,000 people sought refuge at the base.", "refuge", "STATE", "displaced"),
        ("The mayor said the truce was over.", "over", "STATE", "expired"),
        ("The government said it would pull out of the truce.", "pull", "SANCTION", "discontinue"),
        ("Norland offered to monitor the ceasefire.", "monitor", "AID", None),
        ("Norland promised to escort the rebel leaders.", "escort", "AID", None),
    ],
)
def test_which_act_a_deed_is(text: str, words: str, act: str, mode: str | None) -> None:
    claim = with_words(text, words)
    assert (claim.act.type, claim.act.mode) == (act, mode)
