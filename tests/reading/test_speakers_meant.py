"""Who speaks where a pronoun, an aside or an idiom tells it; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (  # whom a new paragraph is about, not whoever spoke in the one before
            "The harbour will stay open, a pilot said.\n\n"
            'General Luis Paz signed for the guild. "Our men freed nine sailors," he said.',
            "freed nine sailors",
            "Luis Paz",
        ),
        (  # the subject of the clause around it, not a name in between
            "Peru, which saw a hand of Chile in it, bombed three camps that it said had shelled the harbour.",
            "had shelled the harbour",
            "Peru",
        ),
        (  # who is told of in the plural, as the verb shows
            "Peru is to free nine men if the rebels keep the truce. They say that the army shelled two villages.",
            "shelled two villages",
            "rebels",
        ),
        (  # the owner of the subject before, again
            "The rebels were angry. Their delegate left the hall. They demand the release of nine men.",
            "release of nine men",
            "rebels",
        ),
        (  # by whose count it was
            "Soldiers killed nine men, by the count of the Red Cross. In Norham six were wounded, it estimates.",
            "six were wounded",
            "Red Cross",
        ),
        (  # not whom, but whose name stands shortened beside the title
            "Gen Luis Paz was freed on Sunday. Photographs showed the general beside a pilot. "
            '"Nobody wounded me," he told reporters.',
            "Nobody wounded me",
            "Luis Paz",
        ),
    ],
)
def test_a_pronoun_is_taken_for_whom_the_text_is_about(text: str, words: str, speaker: str) -> None:
    assert speaker in with_words(text, words).speaker


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "In a letter to the envoy, the guild's chief envoy, Ann Lind, complained that soldiers had burned boats.",
            "burned boats",
            "Ann Lind",
        ),
        ("The Red Cross has been told that soldiers killed nine sailors.", "killed nine sailors", "Red Cross"),
        ("Rebels freed nine men on 2 March and, as the mayor boasted on Monday, killed a captain.", "killed", "mayor"),
        ("The surgeon gave the toll to us as 24 killed and nine wounded.", "24", "surgeon"),
        ("The army puts the number of rowers killed at 540.", "540", "army"),
        ('"We freed nine men," said one of the pilots, Captain Luis Paz.', "freed nine men", "Luis Paz"),
    ],
)
def test_who_speaks_is_found_beside_the_words(text: str, words: str, speaker: str) -> None:
    assert speaker.lower() in with_words(text, words).speaker.lower()


def test_what_another_tells_behind_an_aside_is_the_others() -> None:
    text = "Shells killed four men in Norham, the mayor said, and state television reported nine deaths in Sudham."
    assert "mayor" in with_words(text, "killed four men").speaker
    assert "television" in with_words(text, "nine deaths").speaker


def test_what_stands_behind_a_colon_is_told_by_whom_the_aside_there_names() -> None:
    text = "Aid agencies fear that the town will be shelled: soldiers killed forty men there, local officials say."
    assert "officials" in with_words(text, "killed forty men").speaker
    assert "agencies" in with_words(text, "will be shelled").speaker


def test_an_aside_at_the_end_tells_all_of_a_reported_sentence() -> None:
    aside = "a captain in the Third Corps cautioned"
    text = f"Patrols would not be withdrawn, and soldiers would shell the pier regardless, {aside}."
    assert "captain" in with_words(text, "be withdrawn").speaker
    assert "captain" in with_words(text, "shell the pier").speaker


def test_a_sentence_between_two_of_one_speaker_is_that_speakers() -> None:
    text = "Rebels freed two men, the ministry said. Soldiers wounded a sailor. The guild, it added, freed three boys."
    assert "ministry" in with_words(text, "wounded a sailor").speaker.lower()


def test_as_somebody_feared_tells_what_came_about() -> None:
    claim = with_words("As the envoy feared, soldiers killed nine sailors on Sunday.", "killed nine sailors")
    assert claim.voice.kind == "report"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The guild has asked for the nine men to be released.", "released"),
        ("The guild told its own captains to release the nine men.", "release"),
    ],
)
def test_what_somebody_wants_done_is_demanded_by_them(text: str, words: str) -> None:
    claim = with_words(text, words)
    assert "guild" in claim.speaker
    assert claim.stance == "demands"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor said that the pilots who had attacked a convoy on Sunday were in hospital.", "attacked a convoy"),
        ("Two residents said that shells fell under a truce that came into force on Tuesday.", "came into force"),
    ],
)
def test_which_people_or_pact_somebody_means_is_told_by_the_report(text: str, words: str) -> None:
    assert with_words(text, words).voice.kind == "report"


def test_what_is_said_of_those_who_are_counted_is_the_speakers() -> None:
    text = "The mayor said that soldiers had killed seven of the 183 who were freed on Sunday."
    assert "mayor" in with_words(text, "killed seven").speaker


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("The U.N.", "United Nations"),
        ("The U.S.", "United States"),
        ("The E.U.", "European Union"),
        ("The P.L.O.", "Palestine Liberation Organization"),
        ("The I.C.R.C.", "International Committee of the Red Cross"),
        ("Vladimir V. Putin", "Vladimir Putin"),
    ],
)
def test_a_name_of_initials_with_stops_is_known(words: str, name: str) -> None:
    assert {c.speaker for c in claims(f"{words} said five people had been killed.")} == {name}
