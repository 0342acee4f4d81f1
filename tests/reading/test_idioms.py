"""Sayings without a verb of saying, each in invented sentences."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Claim, Report, Stance, When
from truceline.reading.rules import RuleCoder


def claims(text: str) -> tuple[Claim, ...]:
    return RuleCoder().code(Report.of(text, published=When.day(date(2021, 5, 7)), language="en"))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("The ministry is convinced that the dam was mined.", "ministry"),
        ("The general is sure the bridge will hold.", "general"),
        ("The governor made it plain that his men would stay.", "governor"),
        ("The rebels let it be known that 12 miners were in their hands.", "rebels"),
        ("The guild has it that 300 people died.", "guild"),
        ("The council's view is that nobody fired.", "council"),
        ("Word from the council is that nobody fired.", "council"),
        ("The council's count stands at 300 dead.", "council"),
        ("The council gave its losses as 40 dead.", "council"),
        ("As the mayor tells it, the gunmen came at dawn.", "mayor"),
        ("If the ministry is to be believed, 40 fighters gave themselves up.", "ministry"),
        ("Going by the ministry's figures, 40 fighters gave themselves up.", "ministry"),
        ("That was a lie, in the words of the governor.", "governor"),
        ("The police have a different account: the shots came from the river.", "police"),
        ("The council disagrees: the shots came from the river.", "council"),
        ("Hospital: 162 people were killed in eight days.", "Hospital"),
    ],
)
def test_what_somebody_holds_or_tells_is_theirs(text: str, speaker: str) -> None:
    assert speaker in {c.speaker for c in claims(text)}


@pytest.mark.parametrize(
    "text",
    [
        "It is clear that the dam was mined.",
        "There was hope that the dam would hold.",
        "Prisoners: on Tuesday 15 were freed.",
        "The number of dead is 300.",
        "If the bridge is to be opened, it must be cleared.",
    ],
)
def test_nobody_is_made_a_speaker_where_nobody_tells(text: str) -> None:
    assert {c.voice.kind.value for c in claims(text)} <= {"report"}


def test_doubt_and_denial_keep_their_stance() -> None:
    (doubt,) = [c for c in claims("The mayor remains sceptical that the truce will last.") if c.stance is Stance.DOUBTS]
    assert doubt.speaker == "mayor"
    refusal = [c for c in claims("The council will not hear of a second exchange.") if c.stance is Stance.REJECTS]
    assert [c.speaker for c in refusal] == ["council"]


def test_what_one_says_another_says_too() -> None:
    found = claims("The council says the pier was shelled, and so does the guild.")
    assert {c.speaker for c in found} >= {"council", "guild"}


@pytest.mark.parametrize(
    "words",
    [
        "points the finger at the rebels",
        "sees the hand of the rebels behind it",
        "lays it at the rebels' door",
        "blames the rebels",
    ],
)
def test_a_charge_without_a_deed_is_of_the_deed_told_before(words: str) -> None:
    found = claims(f"Gunmen shelled the pier on Monday. The council {words}.")
    charged = [c for c in found if c.speaker == "council"]
    assert [(c.act.type, c.stance) for c in charged] == [("ASSAULT", Stance.ACCUSES)]


def test_a_count_goes_on_but_a_denial_and_a_bound_do_not() -> None:
    found = claims("The hill command denied any part in it. Four of them were freed on Tuesday.")
    assert {c.speaker for c in found if c.act.type == "RETREAT"} == {"The report"}
    found = claims("The council admits to eight dead. More than 300 villagers fled.")
    assert {c.speaker for c in found if c.act.mode == "displaced"} == {"The report"}
