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
    ("text", "words", "act", "mode", "actors"),
    [
        ("The militia was responsible for the collapse of the truce.", "collapse", "REJECT", None, ("militia",)),
        ("The rebels were to blame for the breakdown of the talks.", "breakdown", "REJECT", None, ("rebels",)),
        ("The rebels said no to the plan.", "said no", "REJECT", None, ("rebels",)),
        ("The mayor said no.", "said no", "REJECT", None, ("mayor",)),
        ("There was no word from the rebels.", "no word", "STATE", "no-comment", ()),
        ("The army has yet to reply to the offer.", "reply", "STATE", "no-comment", ("army",)),
        ("The president ordered its negotiators home.", "home", "SANCTION", "discontinue", ("president",)),
        ("The rebels were pulling out of the truce.", "pulling", "SANCTION", "discontinue", ("rebels",)),
        ("Peru lifted its truce on Monday.", "lifted", "SANCTION", "discontinue", ("Peru",)),
        ("A rebel delegation left Norham after two days of talks.", "left", "CONSULT", "visit", ("rebel delegation",)),
        ("The king and the mayor helped broker the truce.", "broker", "CONSULT", "third-party", ("king", "mayor")),
        ("Peru extended sanctions on nine merchants.", "sanctions", "SANCTION", None, ("Peru",)),
        ("The army completed the first phase of its withdrawal.", "phase", "RETREAT", "withdraw", ("army",)),
        ("The evacuation of the port was suspended.", "suspended", "COERCE", "restrict", ()),
        ("A ransom was paid.", "ransom", "CONCEDE", None, ()),
        ("The council granted an amnesty to the rowers.", "amnesty", "CONCEDE", None, ("council",)),
        ("The truce ended nine days of fighting.", "ended", "RETREAT", "ceasefire", ()),
        ("The truce ended on Monday.", "ended", "STATE", "expired", ()),
        ("The truce appeared to be holding.", "holding", "RETREAT", "ceasefire", ()),
        ("The delegation left the talks.", "left", "SANCTION", "discontinue", ("delegation",)),
        ("The government has not given the rowers the money.", "money", "AID", None, ("government",)),
    ],
)
def test_which_act_a_deal_or_its_failing_is(
    text: str, words: str, act: str, mode: str | None, actors: tuple[str, ...]
) -> None:
    claim = with_words(text, words)
    assert (claim.act.type, claim.act.mode) == (act, mode)
    assert claim.act.actors == actors


def test_a_list_that_they_fail_to_hand_over_was_not_handed_over() -> None:
    (claim,) = claims("The rebels failed to hand over a list of the captives.")
    assert (claim.act.type, claim.act.polarity.value, claim.act.modality.value) == ("COOPERATE", "negative", "denied")
    (claim,) = claims("The rebels failed to free the captives.")
    assert claim.act.type == "REJECT"


def test_what_is_agreed_to_is_one_claim() -> None:
    (claim,) = claims("The rebels agreed to let monitors into the port.")
    assert (claim.act.type, claim.act.mode, claim.act.modality.value) == ("RETREAT", "access", "planned")
    assert "agreed" in claim.quote


def test_passage_that_is_denied_was_not_granted() -> None:
    found = claims("The mission was denied access to the port on 14 occasions in January.")
    assert [(c.act.type, c.act.mode) for c in found] == [("COERCE", "restrict")]


@pytest.mark.parametrize(
    ("text", "words", "act"),
    [
        ("Peru blamed the attack on the rebels.", "the attack", "ASSAULT"),
        ("The mayor blamed the raid in Norham on the rebels.", "the raid", "ASSAULT"),
        ("The mayor blamed the delay on the rebels.", "the delay", "REJECT"),
        ("The mayor blamed the rebels on Monday for the raid.", "the raid", "ASSAULT"),
        ("The army blamed the rebels for the deaths of nine farmers.", "the deaths", "ASSAULT"),
    ],
)
def test_what_is_blamed_on_somebody_is_their_deed(text: str, words: str, act: str) -> None:
    found = [c for c in claims(text) if words in c.quote and c.act.type == act]
    assert [(c.stance.value, c.act.actors) for c in found] == [("accuses", ("rebels",))]
    assert all("rebels" not in c.act.recipients for c in found)


def test_a_place_that_is_visited_takes_no_part() -> None:
    claim = with_words("The minister travelled to Togo.", "travelled")
    assert (claim.act.actors, claim.act.recipients) == (("minister",), ("Togo",))


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


@pytest.mark.parametrize(
    ("text", "words", "modality"),
    [
        ("It was not clear whether the guild would hand in its guns.", "guns", "hypothetical"),
        ('"They will not be freed until the government agrees to a law," the mayor said.', "agrees", "hypothetical"),
        ("The next round of talks has been set for 1 April.", "set for", "planned"),
        ("The truce appeared to be holding.", "holding", "ongoing"),
    ],
)
def test_how_far_a_deal_has_come_about(text: str, words: str, modality: str) -> None:
    found = [c for c in claims(text) if words in c.quote and c.act.type != "STATE"]
    assert modality in {c.act.modality.value for c in found}


def test_one_helping_verb_makes_both_participles_passive() -> None:
    found = claims("Some 1,200 fighters have been disarmed and demobilised.")
    assert all(c.act.actors == () for c in found)
