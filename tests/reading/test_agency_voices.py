"""Whose words they are, where agencies and papers leave it to marks, lists and tenses; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words

from truceline.reading.closing import is_closed

REPORT = "The report"


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("'We will not hand over the men,' said Ann Lind, the guild's envoy. 'They stay.'", "They stay", "Ann Lind"),
        ("'It's a crime,' the envoy said. 'We'll strike back.'", "strike back", "envoy"),
        ("‘The soldiers’ graves were looted,’ said Ann Lind. ‘They burned the pier.’", "burned the pier", "Ann Lind"),
        ("'They came at night', said Ann Lind. 'They burned six houses'.", "burned six", "Ann Lind"),
        ("The envoy said: 'We have freed 20 men. Nobody else is held.'", "Nobody else", "envoy"),
        ("The 'Harbour Guard' shelled the rebels' camp, killing nine.", "shelled", REPORT),
        ("He spoke of the '48 war. The rebels' men shelled the pier.", "shelled", REPORT),
    ],
)
def test_words_between_single_quotes_are_a_quotation(text: str, words: str, speaker: str) -> None:
    assert with_words(text, words).speaker == speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The agency said the lorries had reached the town, but no fuel had been delivered.", "no fuel", "agency"),
        ("The guild said two men had left, and nine others had been wounded.", "nine others", "guild"),
        ("The blast killed five people, the mayor said, and damaged 40 homes.", "40 homes", "mayor"),
        ("The shells hit a school, the envoy said, and wounded two boys.", "two boys", "envoy"),
        ("The guild said two men had left, but the rebels freed nine.", "freed nine", REPORT),
    ],
)
def test_a_half_that_goes_on_in_the_tense_of_the_saying_is_said_as_well(text: str, words: str, speaker: str) -> None:
    assert with_words(text, words).speaker == speaker


def test_what_goes_on_behind_an_aside_was_done_by_the_blast() -> None:
    assert not with_words("The blast killed five people, the mayor said, and damaged 40 homes.", "40 homes").act.actors


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("A toll issued by the ministry had put the number of dead at 14.", "14", "ministry"),
        ("The report, released on Sunday by the guild, accused the army of shooting prisoners.", "shooting", "guild"),
        ("A statement carried by the radio said the army had shelled the pier.", "shelled", "radio"),
        ("The toll rose to 14 after two men died.", "toll rose", REPORT),
    ],
)
def test_a_paper_speaks_for_whoever_issued_it(text: str, words: str, speaker: str) -> None:
    assert with_words(text, words).speaker == speaker


@pytest.mark.parametrize("opening", ["According to the guild:", "Figures from the guild:", "The guild said:"])
def test_the_items_of_a_list_are_said_by_whom_its_opening_names(opening: str) -> None:
    found = claims(f"{opening}\n- 12 sailors killed\n- 30 people wounded\n- five houses destroyed")
    assert [c.speaker for c in found] == ["guild"] * 3


@pytest.mark.parametrize(
    "opening", ["The Ministry of Harbours informs of the following.", "The navy informs the public of the following."]
)
def test_an_announcing_first_sentence_gives_the_rest_of_its_paragraph_too(opening: str) -> None:
    found = claims(f"{opening} In the night two ships were attacked. Four drones were shot down.")
    told = [c.speaker for c in found if "following" not in c.quote]
    assert len(told) == 2
    assert all(speaker in opening for speaker in told)


def test_a_bare_number_that_is_said_is_of_the_deed_before_it() -> None:
    claim = with_words("The army said four soldiers died. The rebels said nine.", "nine")
    assert (claim.speaker, claim.act.mode, claim.act.figures[0].low) == ("rebels", "killed", 9)


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The mediators asked the rebels to free the men, but they refused.", "they refused", "rebels"),
        ("The envoy called on the army to open the road. It refused.", "It refused", "army"),
        ("The general ordered the soldiers to leave the camp. They refused.", "They refused", "soldiers"),
        ("The guild asked Peru to free the men, but it rejected the request.", "the request", "Peru"),
        ("The envoy asked the minister to resign but he declined.", "he declined", "minister"),
        ("The rebels freed nine men, but they refused to leave.", "to leave", "rebels"),
    ],
)
def test_who_answers_a_wish_is_of_whom_it_was_wanted(text: str, words: str, speaker: str) -> None:
    assert with_words(text, words).speaker == speaker


@pytest.mark.parametrize(
    "opening",
    [
        "The army and the rebels fought on Sunday.",
        "Fighting went on between the army and the rebels.",
        "The army and the rebels signed a truce.",
    ],
)
def test_two_sides_of_no_name_accuse_each_other(opening: str) -> None:
    found = [c for c in claims(f"{opening} Both sides accused each other of shelling the port.") if c.voices[0].name]
    told = {(c.speaker, c.act.actors) for c in found if c.quote == "shelling the port"}
    assert told == {("army", ("rebels",)), ("rebels", ("army",))}


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("Radio Peru said on Sunday the rebels had attacked a camp.", "attacked a camp", "Radio Peru"),
        (
            "The UN said rebels had attacked a town in Yemen. The country's health ministry said nine died.",
            "nine",
            "Yemen",
        ),
        ("Lebanon was attacked by Israel. The country's health ministry said nine died.", "nine died", "Lebanon"),
    ],
)
def test_a_station_and_the_ministry_of_a_country_are_called_by_the_right_name(
    text: str, words: str, speaker: str
) -> None:
    assert with_words(text, words).speaker.endswith(speaker)


@pytest.mark.parametrize(
    ("text", "words", "stance"),
    [
        ("The envoy said Peru was open to talks but accused the rebels of looting.", "looting", "accuses"),
        ("The envoy said nine men had died and urged the rebels to free the others.", "free the others", "demands"),
        ("The envoy said his men had left the town and denied that they had looted it.", "looted", "denies"),
    ],
)
def test_who_said_something_also_accuses_urges_and_denies_behind_it(text: str, words: str, stance: str) -> None:
    claim = with_words(text, words)
    assert (claim.speaker, claim.stance.value) == ("envoy", stance)
    assert all("envoy" in actor for c in claims(text) if c.act.type == "ACCUSE" for actor in c.act.actors)
    assert any(c.speaker == "envoy" and words not in c.quote for c in claims(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A bombing claimed by the rebels killed 14 people on Sunday.", "A bombing"),
        ("The attack was claimed by the rebels.", "attack"),
        ("The rebels claimed the attack.", "attack"),
        ("The rebels claimed responsibility for the ambush.", "ambush"),
        ("Gunmen attacked a bus on Sunday. The rebels took responsibility.", "responsibility"),
    ],
)
def test_who_claims_an_attack_says_that_he_did_it(text: str, words: str) -> None:
    claim = with_words(text, words)
    assert (claim.speaker, claim.act.type, claim.act.actors) == ("rebels", "ASSAULT", ("rebels",))


def test_an_attack_keeps_the_words_of_who_claims_it() -> None:
    claim = with_words("A bombing claimed by the rebels killed 14 people on Sunday.", "14 people")
    assert claim.speaker == REPORT
    assert claim.quote.startswith("A bombing claimed by the rebels")


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The bodies of 12 miners were found, local media quoted officials as saying.", "12 miners", "local media"),
        ("Nine men were shot at the pier, state radio quoted the mayor as saying.", "Nine men", "state radio"),
        ("The guild quoted the mayor as saying that nine men were shot.", "nine men", "guild"),
    ],
)
def test_who_quotes_somebody_behind_what_is_quoted_says_it(text: str, words: str, speaker: str) -> None:
    assert with_words(text, words).speaker == speaker


@pytest.mark.parametrize("answer", ["rejected", "denied", "dismissed"])
def test_a_charge_that_somebody_is_said_to_reject_behind_it_is_denied(answer: str) -> None:
    found = claims(f"The rebels accused Peru of blocking the road, a charge {answer} by the mayor.")
    (claim,) = [c for c in found if c.speaker == "mayor"]
    assert (claim.stance.value, claim.act.modality.value) == ("denies", "denied")
    assert claim.quote.startswith("a charge")


@pytest.mark.parametrize(
    ("text", "words", "closed"),
    [
        ("The talks collapsed after the rebels refused to disarm, mediators said.", "collapsed", True),
        ("Gunmen shot at a bus on Friday, killing nine people, the police said on Sunday.", "killing nine", True),
        ("The mediators said the talks had collapsed.", "collapsed", False),
        ("The talks collapsed; nine men left, mediators said.", "The talks collapsed", False),
        ("The talks collapsed on Sunday.", "collapsed", False),
    ],
)
def test_a_saying_that_closes_its_sentence_holds_all_of_it(text: str, words: str, closed: bool) -> None:
    assert is_closed(text, with_words(text, words)) is closed


def test_what_somebody_says_behind_a_plain_clause_is_no_part_of_it() -> None:
    text = "The army has lost control of the city, but denies that its commander has fled."
    assert [c.quote for c in claims(text) if c.speaker == REPORT] == ["The army has lost control of the city"]
