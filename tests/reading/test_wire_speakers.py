"""Who speaks, and what is no claim, in reports of agencies and papers; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, with_words


@pytest.mark.parametrize(
    "line",
    [
        "By ANN LIND and LUIS PAZ in Norham",
        "By Ann Lind, Associated Press",
        "FILE - Soldiers killed nine men in Norham on Monday, March 2, 2020. (AP Photo/Luis Paz, File)",
        "Rebels shelled the town of Sudham. [Luis Paz/Reuters]",
        "Read more: Rebels kill nine in Norham",
        "Related: Army frees ten prisoners",
        "Image caption, Soldiers shelled the harbour on Monday",
        "Lind reported from Norham. Norham Press writers Luis Paz in Sudham and J. Orr contributed to this report.",
        "(Reporting by Ann Lind; Editing by Luis Paz)",
        "Reporting by Ann Lind; additional reporting by Luis Paz, writing by J. Orr; editing by Kim Day",
        "This article was updated after rebels killed a man.",
        "Copyright 2020 The Norham Press. All rights reserved. This material may not be published or broadcast.",
    ],
)
def test_what_only_furnishes_a_page_claims_nothing(line: str) -> None:
    found = claims(f"Soldiers freed nine sailors on Monday.\n\n{line}\n\nThe mayor thanked them.")
    words = " ".join(line.split())
    assert not [c.quote for c in found if " ".join(c.quote.split()) in words]
    assert with_words(f"Soldiers freed nine sailors on Monday.\n\n{line}", "freed nine sailors")


@pytest.mark.parametrize(
    "line",
    [
        "This story has been corrected to show that nine soldiers were killed, not ten.",
        "Published on Monday, the list names forty prisoners, and soldiers killed nine of them, the mayor said.",
        "This report was published by the mission in May, after soldiers had killed nine fishermen at the pier.",
        "Follow the money, the mayor said, and it shows that soldiers killed nine fishermen for it on Monday.",
    ],
)
def test_a_sentence_of_the_text_that_begins_like_furniture_is_read(line: str) -> None:
    assert [c for c in claims(f"Soldiers freed nine sailors.\n\n{line}") if "killed" in c.quote]


def test_a_line_that_only_begins_like_furniture_is_read() -> None:
    text = (
        "By Monday, the army had freed ten prisoners.\n\n"
        "Rebels killed two men, the army said. Ann Lind contributed reporting."
    )
    assert with_words(text, "freed ten prisoners")
    assert "army" in with_words(text, "killed two men").speaker
    assert not any("contributed" in c.quote for c in claims(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Two officials, speaking on condition of anonymity because they were not authorized to discuss the talks, "
            "said soldiers had killed two men.",
            "discuss",
        ),
        ("The officials spoke on condition of anonymity to discuss the release of prisoners.", "release"),
        (
            "A diplomat, who asked not to be identified because he was not authorized to speak about the negotiations, "
            "said rebels killed two men.",
            "negotiations",
        ),
        ('"Rebels killed a man," said an official who insisted on anonymity to describe the talks.', "describe"),
        ('Asked whether the talks would resume, he said: "The ball is in their court."', "resume"),
        ("Luis Paz, asked if the army would shell the town, replied that nobody had fired.", "shell the town"),
    ],
)
def test_why_somebody_is_not_named_or_what_was_asked_is_no_claim(text: str, words: str) -> None:
    assert not [c.quote for c in claims(text) if words in c.quote]


def test_what_nobody_says_is_nobodys_claim() -> None:
    text = '"We sent a team," said Ann Lind. "It is too early to say who shelled the town."'
    assert {c.speaker for c in claims(text)} == {"Ann Lind"}
    assert not any(c.act.type == "REQUEST" for c in claims("The mayor declined to say whether aid would be requested."))


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (  # a colon inside what is quoted
            '"Our position is clear: no exchange until the shelling stops," rebel spokesman Luis Paz told reporters.',
            "no exchange",
            "Luis Paz",
        ),
        (
            '"They should stop first," Luis Paz told a meeting. "Norland fired first: our soldiers only answered."',
            "Norland fired first",
            "Luis Paz",
        ),
        ('"Our answer is simple: the rebels broke the truce," General Luis Paz said.', "broke", "Luis Paz"),
        # the stop of a title
        (
            '"The rebels killed two men," grumbled Col. Luis Paz, the army\'s commander, in a telephone call.',
            "killed two men",
            "Luis Paz",
        ),
        # what is quoted further on
        (
            '"They shelled us," the diplomat said. "Nobody doubts that the army killed nine men."',
            "the army killed nine men",
            "diplomat",
        ),
        # not the way it came
        ('"They shelled us," Luis Paz said in a statement sent by text message.', "shelled us", "Luis Paz"),
        # whose statement it is
        (
            "Norland shelled a port, an envoy said.\n\nIn a statement on radio, the armed wing of the Front said it "
            'fired nine rockets.\n\n"We hit two ships," the statement added.',
            "hit two ships",
            "armed wing",
        ),
    ],
)
def test_who_speaks_beside_a_quotation(text: str, words: str, speaker: str) -> None:
    assert speaker in with_words(text, words).speaker


def test_a_quotation_that_runs_over_paragraphs_has_one_speaker() -> None:
    text = (
        'A mayor spoke in Norham.\n\n"They shelled our men.\n\n"The soldiers killed nine men.\n\n'
        '"Such acts hurt us," a pilot told a website.\n\n"The army is calm," Ann Lind said. "It freed two men.\n\n'
        '"Nobody shelled the town."'
    )
    assert "pilot" in with_words(text, "shelled our men").speaker
    assert "pilot" in with_words(text, "killed nine men").speaker
    assert with_words(text, "freed two men").speaker == "Ann Lind"
    assert with_words(text, "shelled the town").speaker == "Ann Lind"


def test_a_paragraph_of_quoted_words_alone_goes_on_with_who_spoke_before() -> None:
    text = (
        'The mayor, Ann Lind, said soldiers had shelled the town.\n\n"They killed nine men."\n\nThe army freed a man.'
    )
    assert with_words(text, "killed nine men").speaker == "Ann Lind"
    assert with_words(text, "freed a man").speaker != "Ann Lind"


@pytest.mark.parametrize(
    "text",
    [
        "The news agency quoted a minister as saying that the army would free nine men.",
        "The general went on to say that the army would free nine men.",
    ],
)
def test_words_that_only_lead_to_what_is_said_are_no_claim(text: str) -> None:
    assert [c.act.type for c in claims(text)] == ["RETREAT"]


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        (
            "Helen Lind, a spokeswoman, said rebels had killed two men. Ms Lind said that soldiers freed nine men.",
            "freed nine men",
            "Helen Lind",
        ),
        (
            'Spokesman Brigadier Luis Paz said rebels fired. "Two sailors were killed," Brig Paz told a paper.',
            "Two sailors were killed",
            "Luis Paz",
        ),
        (
            "Gen. Luis Paz and Ann Paz met. Gen. Paz said that rebels killed a man.",
            "killed a man",
            "Gen. Luis Paz",
        ),
        ('"The house has been shelled," 49-year-old Luis Paz told reporters.', "house has been shelled", "Luis Paz"),
        (  # not the last ministry named, whatever it is of
            "The State Department said rebels had killed two men. The health ministry said 730 had died.",
            "730",
            "Ministry of Health",
        ),
        (
            "The health ministry said two died. Foreign Minister Luis Paz flew home. His ministry said rebels fired.",
            "rebels fired",
            "ministry of Luis Paz",
        ),
    ],
)
def test_a_short_or_described_name_stands_for_the_right_one(text: str, words: str, speaker: str) -> None:
    assert with_words(text, words).speaker == speaker


def test_mediators_who_speak_of_both_sides_are_not_the_sides() -> None:
    text = "Mediators Peru and Chile said they were angry at repeated violations of the truce by both sides."
    assert not {"Peru", "Chile"} & {name for c in claims(text) if c.act.type == "REJECT" for name in c.act.actors}


@pytest.mark.parametrize("aside", ["local media reported", "the mayor said on Monday", "officials said"])
def test_what_came_of_a_deed_behind_an_aside_is_the_doers_and_is_told_by_who_told_the_deed(aside: str) -> None:
    claim = with_words(f"Rebels shelled the port, {aside}, killing nine men.", "killing nine men")
    assert claim.act.actors == ("Rebels",)
    assert claim.speaker.split()[-1] in aside
