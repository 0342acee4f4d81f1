"""What is told as done, left undone, planned, thought of or denied; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words

from truceline.model import Modality, Polarity, Stance


@pytest.mark.parametrize(
    ("text", "words", "mood"),
    [
        ("The army took Norham without firing a shot.", "firing a shot", Modality.DENIED),
        ("Peru, without sending troops of its own, has helped the rebels.", "sending troops", Modality.DENIED),
        ("The envoys met without signing a deal.", "signing a deal", Modality.DENIED),
        ("The rebels cannot win without bombing the port, he said.", "without bombing", Modality.HYPOTHETICAL),
        ("It is impossible to win without shelling the port, an officer said.", "shelling", Modality.HYPOTHETICAL),
    ],
)
def test_what_is_told_behind_without_is_left_undone(text: str, words: str, mood: Modality) -> None:
    assert with_words(text, words).act.modality is mood


@pytest.mark.parametrize(
    ("text", "words", "act", "mood"),
    [
        ("The army stopped short of bombing the port.", "bombing", "ASSAULT", Modality.DENIED),
        ("The rebels came close to capturing the town.", "capturing", "COERCE", Modality.DENIED),
        ("The pilots narrowly avoided killing the hostages.", "killing", "ASSAULT", Modality.DENIED),
        ("Peru urged Chile to refrain from bombing the port.", "bombing", "ASSAULT", Modality.DEMANDED),
        ("Both sides agreed to refrain from shelling the town.", "shelling", "ASSAULT", Modality.PLANNED),
    ],
)
def test_what_somebody_keeps_from_is_not_done(text: str, words: str, act: str, mood: Modality) -> None:
    found = with_words(text, words)
    assert (found.act.type, found.act.modality, found.act.polarity) == (act, mood, Polarity.NEGATIVE)
    whole = [c for c in claims(text) if words in c.quote and c.act.type in (act, "STATE")]
    assert len(whole) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A raid would have killed dozens, the mayor said.", "killed dozens"),
        ("A strike would have killed dozens had the rockets not been shot down, a pilot said.", "killed dozens"),
        ("It would be wrong to release the prisoners, the minister said.", "release the prisoners"),
        ("A pullout would leave the plant open to raids, the minister said.", "leave the plant"),
        ("The envoy conceded that a failure might unleash a new wave of violence.", "wave of violence"),
        ("An attack on the town would kill thousands, the mayor warned.", "kill thousands"),
    ],
)
def test_what_would_come_of_something_is_only_thought_of(text: str, words: str) -> None:
    found = with_words(text, words)
    assert found.act.modality is Modality.HYPOTHETICAL
    assert found.act.type != "THREATEN"


def test_what_somebody_is_to_do_stays_planned() -> None:
    assert with_words("The envoy said a truce would begin on Monday.", "truce").act.modality is Modality.PLANNED
    assert with_words("The plan is to free 50 hostages.", "free 50").act.modality is Modality.PLANNED


@pytest.mark.parametrize(
    ("text", "words", "mood"),
    [
        ("The mayor said Peru was planning an attack on the port.", "planning an attack", Modality.PLANNED),
        ("The rebels are preparing an assault on the capital.", "assault", Modality.PLANNED),
        ("Peru accused the rebels of planning a new offensive.", "planning a new offensive", Modality.HYPOTHETICAL),
        ("Peru accused the rebels of plotting an attack.", "plotting an attack", Modality.HYPOTHETICAL),
        ("Peru accused the rebels of planning to bomb the dam.", "bomb the dam", Modality.HYPOTHETICAL),
    ],
)
def test_what_is_prepared_is_not_done(text: str, words: str, mood: Modality) -> None:
    assert with_words(text, words).act.modality is mood


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peru rejected as false a report that the army had shelled the dam.", "had shelled the dam"),
        ('Peru dismissed as "absurd" reports that its army had shelled the dam.', "had shelled the dam"),
        ("The guild called the report that soldiers had killed nine men a lie.", "had killed nine men"),
        ("It is not true that the army shelled the dam, the mayor said.", "the army shelled the dam"),
        ('"It is a lie that we shelled the dam," a rebel said.', "we shelled the dam"),
        ("Claims that the army shelled the dam are false, the mayor said.", "the army shelled the dam"),
        ("The report that the army shelled the dam is not true, the mayor said.", "the army shelled the dam"),
    ],
)
def test_what_is_called_untrue_is_denied(text: str, words: str) -> None:
    found = with_words(text, words)
    assert (found.act.type, found.act.modality) == ("ASSAULT", Modality.DENIED)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The envoy asked that mines be cleared from a road where four men were killed by a shell.", "were killed"),
        ("The guild demanded the release of sailors who were captured in May.", "were captured"),
        ("Peru denies shelling the dam, which was bombed by rebels in March.", "bombed by rebels"),
    ],
)
def test_what_is_known_of_a_thing_wanted_or_denied_has_happened(text: str, words: str) -> None:
    found = with_words(text, words)
    assert (found.stance, found.act.modality) == (Stance.ASSERTS, Modality.HAPPENED)


@pytest.mark.parametrize(
    "text", ["Not a single truck has arrived for three months.", "Not one hostage has been freed, the families said."]
)
def test_not_one_is_none(text: str) -> None:
    assert claims(text)[0].act.modality is Modality.DENIED


@pytest.mark.parametrize(
    "text",
    [
        "Shares in grain firms rallied after the news.",
        "Oil prices hit a record on Monday.",
        "The president is under fire over the budget.",
        "The accord has come under attack from the right.",
        "Peru fired its police chief on Tuesday.",
        "Captain Luis Paz, who is seeking re-election, slept at home.",
        "The two leaders clashed over trade.",
        "An earthquake struck northern Peru.",
        "The deal was torpedoed by hardliners.",
    ],
)
def test_a_figure_of_speech_is_no_deed(text: str) -> None:
    assert {c.act.type for c in claims(text)} == {"STATE"}


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Soldiers fired at workers by the mill.", "ASSAULT"),
        ("The army struck the town on Monday.", "ASSAULT"),
        ("The patrol came under fire from the hill.", "ASSAULT"),
        ("Soldiers clashed with rebels over the bridge.", "ASSAULT"),
        ("Thousands rallied in Lima against the war.", "PROTEST"),
        ("The envoys left the talks in protest.", "SANCTION"),
    ],
)
def test_the_same_words_meant_as_they_stand_are_deeds(text: str, act: str) -> None:
    assert act in {c.act.type for c in claims(text)}


def test_what_is_done_under_a_deal_does_not_end_the_deal() -> None:
    told = claims("Two ships were due to leave the port on Saturday under the deal.")
    assert "SANCTION" not in {c.act.type for c in told}


def test_where_a_rocket_comes_from_is_not_who_fired_it() -> None:
    assert with_words("Gaza rockets hit Norham on Sunday.", "rockets hit").act.actors == ()


def test_the_same_storm_kills_and_strikes_without_a_doer() -> None:
    told = claims("The storm killed nine people and struck the coast on Sunday.")
    assert {c.act.type for c in told} == {"STATE"}


@pytest.mark.parametrize(
    ("text", "words", "mood"),
    [
        ("The guild promised to free 16 men but freed only 12.", "freed only 12", Modality.HAPPENED),
        ("The rebels will free 20 men provided that the army leaves.", "free 20 men", Modality.HYPOTHETICAL),
        ("The talks were supposed to begin on Monday.", "begin on Monday", Modality.PLANNED),
        ("Two sailors were feared kidnapped.", "kidnapped", Modality.HYPOTHETICAL),
        ("The army would return to fighting if the talks fail, he said.", "return to fighting", Modality.HYPOTHETICAL),
    ],
)
def test_how_far_a_deed_is_true(text: str, words: str, mood: Modality) -> None:
    assert with_words(text, words).act.modality is mood


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rights groups say the army shelled a school, an allegation it denies.", "it denies"),
        ("Rights groups say the army shelled a school, a charge it rejects.", "it rejects"),
    ],
)
def test_a_charge_is_denied_by_whom_it_is_said_of(text: str, words: str) -> None:
    found = with_words(text, words)
    assert (found.speaker, found.stance, found.act.type) == ("army", Stance.DENIES, "ASSAULT")


@pytest.mark.parametrize(
    "text",
    ["The truce is set to expire on Sunday.", "The mayor is ready to free the men.", "Peru agreed to free nine."],
)
def test_a_deed_to_come_is_told_once(text: str) -> None:
    assert len(claims(text)) == 1


def test_what_is_untrue_is_denied_by_whom_the_quotation_is_of() -> None:
    text = '"We never fired," a pilot told reporters. "The claim that we shelled the dam is not true."'
    found = with_words(text, "we shelled the dam")
    assert "pilot" in found.speaker
    assert found.act.modality is Modality.DENIED


def test_what_a_plan_is_not_possible_without_has_no_doer() -> None:
    found = with_words(
        "It is impossible to win the war without shelling the port, an officer of Peru said.", "shelling"
    )
    assert (found.act.type, found.act.actors) == ("ASSAULT", ())


def test_who_urges_and_then_calls_on_others_speaks_in_both() -> None:
    text = "The envoy urged the rebels to let civilians leave and called on the army to stop the raids."
    assert {c.speaker for c in claims(text)} == {"envoy"}
