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


@pytest.mark.parametrize(
    ("text", "words", "act", "mode", "mood"),
    [
        ("The Front claimed responsibility for the bombing of a hotel.", "responsibility", "ASSAULT", "explosives", ""),
        ("A splinter group claimed responsibility for the raid on Monday.", "responsibility", "ASSAULT", None, ""),
        ("The general admitted a role in the massacre.", "role", "ASSAULT", None, ""),
        ("The rebels denied any involvement in the killings.", "involvement", "ASSAULT", None, "denied"),
        ("Norland denied responsibility for the shelling.", "responsibility", "ASSAULT", "heavy-weapons", "denied"),
    ],
)
def test_who_owns_or_disowns_a_part_in_an_attack_is_its_doer(
    text: str, words: str, act: str, mode: str | None, mood: str
) -> None:
    claim = with_words(text, words)
    assert (claim.act.type, claim.act.mode, claim.act.modality.value) == (act, mode, mood or "happened")
    assert claim.act.actors == (claim.speaker,)


def test_nobody_who_claims_an_attack_did_it() -> None:
    assert not [c for c in claims("No group has claimed responsibility for the blast.") if c.act.type == "ASSAULT"]


@pytest.mark.parametrize(
    ("text", "words", "actors"),
    [
        ("Army guns shelled Norham. Two sailors were killed by the shelling, a nurse said.", "killed by", ("Army",)),
        ("Rebels attacked a bus on Monday. Seven people were killed in the attack.", "killed in", ("Rebels",)),
        ("Rebels attacked a bus on Monday. Seven people were killed in an attack in Suda.", "killed in", ()),
        ("A council met. Seven people were killed in the attack.", "killed in", ()),
    ],
)
def test_the_attack_just_told_has_its_doer(text: str, words: str, actors: tuple[str, ...]) -> None:
    found = [c for c in claims(text) if words in c.quote and c.act.type == "ASSAULT"]
    assert found[0].act.actors == actors


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Both sides agreed to stop fighting from midnight.", "planned"),
        ("The rebels agreed to hold fire, the mediator said.", "planned"),
        ("The army agreed to halt its offensive in the hills.", "planned"),
        ("Both governments promised to respect the truce.", "planned"),
        ("The rebels offered to suspend attacks on the port.", "offered"),
    ],
)
def test_a_halt_agreed_or_promised_is_a_truce_to_come(text: str, mood: str) -> None:
    (claim,) = claims(text)
    assert (claim.act.type, claim.act.mode, claim.act.modality.value) == ("RETREAT", "ceasefire", mood)


@pytest.mark.parametrize(
    "text",
    [
        '"We do not accept this plan," the rebel spokesman said.',
        "Norland does not accept the ruling, its envoy said.",
        "The rebels did not accept the truce.",
        "We cannot accept these terms, the mayor said.",
    ],
)
def test_who_does_not_accept_rejects(text: str) -> None:
    claim = claims(text)[0]
    assert (claim.act.type, claim.act.modality.value, claim.act.polarity.value) == ("REJECT", "happened", "positive")


@pytest.mark.parametrize(
    ("text", "words", "mood"),
    [
        ("Under the proposal, the rebels would free 40 hostages.", "free", "offered"),
        ("Under his plan Norland would withdraw its troops within a month.", "withdraw", "offered"),
        ("Under the agreement, the rebels would free 40 hostages.", "free", "planned"),
        ("Norland said it had no plans to withdraw its troops.", "withdraw", "denied"),
        ("The council voted to send 300 troops to Suda.", "to send", "planned"),
    ],
)
def test_how_far_what_is_laid_down_or_meant_has_come(text: str, words: str, mood: str) -> None:
    assert with_words(text, words).act.modality.value == mood


@pytest.mark.parametrize(
    ("text", "words", "act", "mode"),
    [
        ("Sudland sent 2,000 soldiers across the border.", "soldiers", "MOBILIZE", "troops"),
        ("The Red Cross took 44 residents out of the town by bus.", "residents", "AID", None),
        ("UN vehicles brought 60 children out of the city.", "children", "AID", None),
        ("Gunmen took six men from their homes.", "men", "ASSAULT", "abduct"),
        ("Norland will provide $50 million in military aid to Sudland.", "provide", "AID", None),
        ("Norland supplied missiles to the rebels.", "supplied", "AID", None),
        ("Norland pardoned 130 prisoners.", "pardoned", "CONCEDE", None),
        ("The opposition accused the government of stalling.", "stalling", "REJECT", None),
        ("The mayor accused the army of a string of killings.", "string of killings", "ASSAULT", None),
        ("Police fired tear gas at the crowd.", "tear gas", "ASSAULT", "crowd-control"),
        ("A court sentenced three editors to ten years in prison.", "sentenced", "SANCTION", "convict"),
        ("Prisoners began a hunger strike.", "hunger strike", "PROTEST", "hunger"),
        ("The unions called for a general strike.", "strike", "PROTEST", "strike"),
        ("The army imposed a curfew in the capital.", "curfew", "COERCE", "curfew"),
        ("The president declared martial law.", "martial law", "COERCE", "martial-law"),
        ("The authorities banned three newspapers.", "banned", "COERCE", "censor"),
        ("The bank suspended loans to Norland.", "loans", "SANCTION", "discontinue"),
        ("The two navies began joint exercises.", "exercises", "COOPERATE", None),
        ("Norland began military exercises near the border.", "exercises", "MOBILIZE", "troops"),
        ("The envoy telephoned both leaders.", "telephoned", "CONSULT", "phone"),
    ],
)
def test_what_agencies_tell_in_set_words(text: str, words: str, act: str, mode: str | None) -> None:
    claim = with_words(text, words)
    assert (claim.act.type, claim.act.mode) == (act, mode)


@pytest.mark.parametrize(
    ("text", "words", "act", "mode", "actor"),
    [
        ("The rebels rejected a demand that they disarm by Friday.", "disarm", "RETREAT", "disarm", "rebels"),
        ("The rebels rejected a government demand to lay down their arms.", "lay down", "RETREAT", "disarm", "rebels"),
        ("Norland rejected a call to free the sailors.", "to free", "RETREAT", "release", "Norland"),
    ],
)
def test_what_is_turned_down_is_still_demanded(text: str, words: str, act: str, mode: str, actor: str) -> None:
    found = with_words(text, words)
    assert (found.act.type, found.act.mode, found.act.modality.value) == (act, mode, "demanded")
    assert found.act.actors == (actor,)
    assert [c.act.type for c in claims(text)] == ["REJECT", act]


@pytest.mark.parametrize("text", ["Norland rejected a proposal to free the sailors.", "Norland ruled out a truce."])
def test_what_is_offered_and_turned_down_is_not_told_again(text: str) -> None:
    assert [c.act.type for c in claims(text)] == ["REJECT"]


@pytest.mark.parametrize(
    ("text", "words", "act", "mode"),
    [
        ("Norland test-fired two missiles into the sea.", "missiles", "MOBILIZE", "weapons"),
        ("Norland fired two missiles at Suda.", "missiles", "ASSAULT", "heavy-weapons"),
        ("The minister said a team would be sent to the capital.", "sent", "CONSULT", "visit"),
        ("The minister said a monitoring team would be sent to the capital.", "sent", "AID", None),
        ("The president is to visit Suda.", "visit", "CONSULT", "visit"),
        ("Norland has sold 20 tanks to Sudland.", "sold", "COOPERATE", None),
        ("Norland protested to Sudland over the raid.", "protested", "ACCUSE", "disapprove"),
        ("Norland summoned the ambassador of Sudland.", "summoned", "ACCUSE", "disapprove"),
        ("Norland lost 30 soldiers.", "lost", "STATE", "killed"),
        ("Peacekeepers began to leave the country.", "leave", "RETREAT", "withdraw"),
        ("The president declared a state of emergency.", "emergency", "COERCE", "martial-law"),
        ("The army said it had regained control of the town.", "control", "COERCE", "seize"),
        ("Riot police were deployed in the capital.", "deployed", "MOBILIZE", "police"),
        ("A court issued an arrest warrant for the general.", "warrant", "ACCUSE", "allege"),
        ("Norland banned imports of meat.", "imports", "SANCTION", None),
        ("A suicide bomber blew himself up, killing four soldiers.", "killing", "ASSAULT", "suicide-attack"),
    ],
)
def test_what_agencies_tell_of_forces_and_envoys(text: str, words: str, act: str, mode: str | None) -> None:
    claim = with_words(text, words)
    assert (claim.act.type, claim.act.mode) == (act, mode)


@pytest.mark.parametrize(
    ("text", "words", "act", "mood", "actors"),
    [
        ("The proposal calls for the release of 40 hostages.", "release", "RETREAT", "offered", ()),
        ("The plan calls for a two-month truce.", "truce", "RETREAT", "offered", ()),
        ("The union calls for the release of 40 hostages.", "release", "RETREAT", "demanded", ()),
        ("Norland promised a ceasefire.", "ceasefire", "RETREAT", "planned", ("Norland",)),
        ("Norland promised the return of the bodies.", "return", "RETREAT", "planned", ("Norland",)),
    ],
)
def test_what_papers_call_for_and_somebody_pledges(
    text: str, words: str, act: str, mood: str, actors: tuple[str, ...]
) -> None:
    claim = with_words(text, words)
    assert (claim.act.type, claim.act.modality.value, claim.act.actors) == (act, mood, actors)
