"""Who says it in agency reports: short names, what is only told of somebody, bodies that are named again."""

from __future__ import annotations

from datetime import date

import pytest
from coded import claims, coder, with_words

from truceline.model import PartyKind, Report, When


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        (
            "Peru's army and the rebel Popular Harvest Front (PHF) signed a truce. The PHF said it had freed nine men.",
            "nine men",
            "Popular Harvest Front",
        ),
        (
            "The Movement for the Liberation of Norham (MLN) left on Friday. The MLN denied that it held nine men.",
            "nine men",
            "Movement for the Liberation of Norham",
        ),
        (
            "The Valley Relief Council, or VRC, opened an office. The VRC said that nine men had died.",
            "nine men",
            "Valley Relief Council",
        ),
        (
            "Peru and the Popular Harvest Front (PHF) signed. The rebel group is demanding the release of nine men.",
            "nine men",
            "Popular Harvest Front",
        ),
    ],
)
def test_a_short_name_that_the_text_gives_is_the_full_name_throughout(text: str, words: str, name: str) -> None:
    assert with_words(text, words).speaker == name


@pytest.mark.parametrize(
    ("text", "act", "who"),
    [
        ("The mayor on Tuesday welcomed the truce.", "SUPPORT", "mayor"),
        ("The rebels praised the deal.", "SUPPORT", "rebels"),
        ("A guild spokesman hailed the accord.", "SUPPORT", "guild spokesman"),
        ("The mayor welcomed the extension announced on Monday.", "SUPPORT", "mayor"),
    ],
)
def test_praise_is_told_of_whoever_gives_it(text: str, act: str, who: str) -> None:
    (claim,) = claims(text)
    assert (claim.voice.kind, claim.act.type, claim.act.actors) == (PartyKind.REPORT, act, (who,))


@pytest.mark.parametrize("text", ["The minister denounced the raid as a crime.", "The minister condemned the raid."])
def test_blame_is_said_by_whoever_lays_it(text: str) -> None:
    (claim,) = claims(text)
    assert claim.speaker == "minister"


@pytest.mark.parametrize(
    ("publisher", "text", "is_report"),
    [
        ("Valley Monitoring Mission", "The Mission recorded nine explosions.", True),
        ("Valley Monitoring Mission", "The Mission recorded nine explosions. It also saw four tanks.", True),
        ("Valley Monitoring Mission", "The Mission of Peru recorded nine explosions.", False),
        ("Valley News Agency", "The Mission recorded nine explosions.", False),
    ],
)
def test_a_body_in_its_own_report_is_the_report(publisher: str, text: str, is_report: bool) -> None:
    published = When.day(date(2025, 3, 5))
    made = coder().code(Report.of(text, publisher=publisher, published=published, language="en"))
    assert made
    assert all((c.voice.kind is PartyKind.REPORT) is is_report for c in made)


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (
            "The World Food Programme said that the road was open. The mills hold nine tonnes, the agency said.",
            "nine tonnes",
            ["World Food Programme"],
        ),
        (
            "The World Health Organization sent doctors. The agency said that nine people had died.",
            "nine people",
            ["World Health Organization"],
        ),
        (
            "Peru and Chile sent envoys to Norham. The two mediators said that nine people had died.",
            "nine people",
            ["Chile", "Peru"],
        ),
    ],
)
def test_the_agency_and_the_two_mediators_are_those_named_before(text: str, words: str, names: list[str]) -> None:
    assert sorted(c.speaker for c in claims(text) if words in c.quote) == names


def _speaker(text: str, words: str) -> str:
    claim = with_words(text, words)
    return "the report" if claim.voice.kind is PartyKind.REPORT else claim.speaker


@pytest.mark.parametrize(
    ("text", "words", "who"),
    [
        ("The war, which broke out on 2 March, killed 40 people, according to the mayor.", "40 people", "mayor"),
        ("The war, which broke out on 2 March, killed 40 people, according to the mayor.", "which broke", "the report"),
        ("The army blamed the rebels for the raid, in which nine men died, according to the mayor.", "nine", "mayor"),
        ("The army blamed the rebels for the raid, in which nine men died, according to the mayor.", "raid", "army"),
        ("Peru said it would quit the pact, which Chile brokered in May.", "quit", "Peru"),
        ("Peru said it would quit the pact, which Chile brokered in May.", "brokered", "the report"),
        ("The mayor said he had not met the 200 soldiers Peru sent to Chile in May.", "sent", "the report"),
        ("The mayor said he had not met the 200 soldiers Peru had sent to Chile in May.", "sent", "mayor"),
        ("About 40 people were killed in the attack, by Peruvian tallies.", "40 people", "Peru"),
    ],
)
def test_what_is_known_besides_is_told_by_the_report(text: str, words: str, who: str) -> None:
    assert _speaker(text, words) == who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Briefing reporters in Norham, a mayor said that nine men had left.", "mayor"),
        ("Addressing lawmakers, the envoy said that nine men had left.", "envoy"),
        ("His rival, Ann Lind, promised to free nine men.", "Ann Lind"),
        ("The mayor's successor, Ann Lind, said that nine men had left.", "Ann Lind"),
    ],
)
def test_a_speaker_behind_a_participle_or_a_relation_is_found(text: str, who: str) -> None:
    assert _speaker(text, "nine men") == who
