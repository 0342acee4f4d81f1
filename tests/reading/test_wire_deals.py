"""Truces, exchanges, talks and aid, as agencies and papers tell of them; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    ("text", "who", "act", "mode"),
    [
        ("The guild wants the release of all sailors.", "guild", "RETREAT", "release"),
        ("The rebels want an end to the shelling.", "rebels", "RETREAT", "ceasefire"),
        ("Peru wants its soldiers returned.", "Peru", "RETREAT", "release"),
        ("Peru wants the hostages back.", "Peru", "RETREAT", "release"),
        ("The rebels want an end to the blockade.", "rebels", "RETREAT", "access"),
        ("The army sought a halt to the raids.", "army", "RETREAT", "ceasefire"),
        ("The prisoners want a general amnesty for deserters.", "prisoners", "CONCEDE", None),
        ("The envoy urged both sides to show restraint.", "envoy", "RETREAT", "ceasefire"),
        ("The pope called on all parties to respect the truce.", "pope", "RETREAT", "ceasefire"),
        ("The council demanded the lifting of the siege.", "council", "RETREAT", "access"),
    ],
)
def test_what_is_wished_for_is_the_deed_that_is_demanded(text: str, who: str, act: str, mode: str | None) -> None:
    (claim,) = claims(text)
    assert (claim.act.type, claim.act.mode, claim.act.modality.value) == (act, mode, "demanded")
    assert who in claim.speaker.lower() or who == claim.speaker
    assert all(who not in actor for actor in claim.act.actors)


@pytest.mark.parametrize(
    ("text", "act", "mode"),
    [
        ("The two sides agreed to a suspension of hostilities.", "RETREAT", "ceasefire"),
        ("The rebels agreed to a halt in the attacks.", "RETREAT", "ceasefire"),
        ("The army announced the lifting of the blockade.", "RETREAT", "access"),
    ],
)
def test_a_noun_of_ending_is_the_act_by_what_is_ended(text: str, act: str, mode: str) -> None:
    assert [(c.act.type, c.act.mode) for c in claims(text)] == [(act, mode)]


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


def test_a_clause_within_a_quotation_is_its_speakers() -> None:
    text = '"We will not sign an agreement that does not open the crossings," Paul Reyes said.'
    assert {c.speaker for c in claims(text)} == {"Paul Reyes"}


def test_what_somebody_calls_it_beside_their_own_name_is_told_by_the_report() -> None:
    text = "The port is shut, the mayor said. Peru sent a convoy of what it called aid to the port."
    assert with_words(text, "sent a convoy").speaker == "The report"


def test_a_demand_that_is_turned_down_is_still_made() -> None:
    text = "The rebels rejected an Israeli demand to free the hostages."
    found = [(c.speaker, c.stance.value, c.act.type) for c in claims(text)]
    assert found == [("rebels", "rejects", "REJECT"), ("Israel", "demands", "RETREAT")]
    (claim,) = claims("Peru vetoed a resolution calling for a truce.")
    assert (claim.speaker, claim.act.type) == ("Peru", "REJECT")


def test_what_a_resolution_demands_is_demanded_by_who_adopted_it() -> None:
    claim = with_words("The Arab League adopted a resolution demanding a truce.", "a truce")
    assert (claim.speaker, claim.stance.value) == ("Arab League", "demands")


def test_one_helping_verb_makes_both_participles_passive() -> None:
    found = claims("Some 1,200 fighters have been disarmed and demobilised.")
    assert all(c.act.actors == () for c in found)
