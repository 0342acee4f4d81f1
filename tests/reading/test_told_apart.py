"""Clauses that tell something themselves, acts in a wider vocabulary, and times that the setting tells."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Claim, Modality, Report, Voice, When
from truceline.reading.rules import RuleCoder


def claims(text: str) -> tuple[Claim, ...]:
    return RuleCoder().code(Report.of(text, published=When.day(date(2021, 5, 7)), language="en"))


def quotes(text: str) -> list[str]:
    return [c.quote for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The convoy waited because a guard had not been told of it.", "a guard had not been told of it"),
        ("Four youths whom guards picked up at the gate are ill.", "guards picked up at the gate"),
        ("The pier was shelled, although the guild had marked it in red.", "the guild had marked it in red"),
        ("They could not tell whose shells they were.", "They could not tell whose shells they were"),
        ("The ceasefire between the government and the rebels largely held.", "largely held"),
    ],
)
def test_a_clause_that_tells_something_is_a_claim(text: str, clause: str) -> None:
    assert any(clause in quote for quote in quotes(text))


@pytest.mark.parametrize(
    "text",
    ["It is unclear how many are alive.", "If the gate opens, the convoy will leave.", "He asked why they left."],
)
def test_a_condition_or_a_question_is_no_claim_of_its_own(text: str) -> None:
    assert len(claims(text)) <= 1


def test_a_number_stands_in_its_own_words() -> None:
    found = [(c.quote, c.act.figures[0].low) for c in claims("The council admits to eight guards and five sailors.")]
    assert found == [("eight guards", 8), ("five sailors", 5)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("On Monday the guild freed 12 sailors under the pact, for 30 porters.", "12 sailors under the pact"),
        ("The guild freed 12 sailors and, outside the pact, two cooks.", "The guild freed 12 sailors"),
        ("Six lorries arrived, with 310 tonnes of flour.", "Six lorries arrived"),
        ("The drought has cost 12 farmers some 900 goats.", "has cost 12 farmers some 900 goats"),
    ],
)
def test_a_quote_ends_before_a_word_that_leads_to_another_number(text: str, quote: str) -> None:
    assert quotes(text)[0].endswith(quote)


@pytest.mark.parametrize(
    "text",
    [
        "The guild let 30 prisoners go.",
        "Three hostages and a prisoner with a Peruvian pass were let go separately.",
        "Peru demands that the guild let it see every one of the sailors.",
        "Four porters were killed as they tried to walk to the ford on Monday.",
        "Minutes before the truce was to run out at noon, the guild and the league agreed to extend it.",
        "The council wanted the pause to continue for as long as sailors came out.",
        "By the guild's account of the agreement, the league has to hand over the list before noon.",
    ],
)
def test_a_part_that_tells_nothing_by_itself_is_no_claim_of_its_own(text: str) -> None:
    parts = ("30 prisoners go", "go separately", "it see", "as they", "Minutes", "as sailors", "the agreement")
    assert not [q for q in quotes(text) if q.startswith(parts) and "agreed" not in q]


def test_whom_somebody_holds_is_not_offered() -> None:
    assert "the men it holds" not in quotes("The guild offered to talk about the men it holds, perhaps on other terms.")


def test_what_a_date_rests_on_is_quoted_without_the_date() -> None:
    found = quotes("The guild said that boats had fired a rocket some ten minutes after the truce came into force.")
    assert "the truce came into force" in found


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("The sailors captured on Monday walked across the bridge.", "RETREAT"),
        ("The opposing command turned over 44 men.", "RETREAT"),
        ("The guns fell silent.", "RETREAT"),
        ("Artillery was heard at the ford.", "ASSAULT"),
        ("There was shelling at the ford.", "ASSAULT"),
        ("A drone was brought down over the port.", "ASSAULT"),
        ("The militia sealed off the market.", "COERCE"),
        ("Soldiers dug in along the ridge.", "MOBILIZE"),
        ("The league paid for two clinics.", "AID"),
        ("Four hundred families left their homes.", "STATE"),
    ],
)
def test_an_act_is_known_in_other_words(text: str, act: str) -> None:
    assert act in {c.act.type for c in claims(text)}


def test_who_is_held_responsible_is_not_held() -> None:
    assert "held" not in {c.act.mode for c in claims("The envoy would hold the rebels responsible.")}


def test_who_takes_freed_prisoners_home_abducts_nobody() -> None:
    text = "The league said its boats were ready to carry sailors out of port and to take freed prisoners home."
    assert {c.act.type for c in claims(text)} == {"AID"}


@pytest.mark.parametrize("words", ["the claim", "the report", "the allegation"])
def test_who_examines_what_others_say_accuses_nobody(words: str) -> None:
    assert "ACCUSE" not in {c.act.type for c in claims(f"The army said it was examining {words}.")}


def test_what_is_confirmed_or_called_false_is_the_deed_told_before() -> None:
    text = "The guild said that gunmen had shelled the pier. The harbour office confirmed it."
    (found,) = [c for c in claims(text) if c.speaker == "harbour office"]
    assert found.act.type == "ASSAULT"


def test_what_had_happened_before_is_told_by_the_report() -> None:
    text = "They were seized, a clerk complained, eight hours after the truce had taken effect."
    assert Voice("The report", claims(text)[-1].voice.kind) in [c.voice for c in claims(text)]


def test_a_longer_name_of_a_force_stays_whole() -> None:
    assert {c.speaker for c in claims("The Third Army Region said that the pier was shelled.")} == {"Third Army Region"}


def test_nobody_calls_for_a_sunday() -> None:
    assert "REQUEST" not in {c.act.type for c in claims("Some had gone home when the patrol last called, on Sunday.")}


# --- times ------------------------------------------------------------------------------------------
def days(claim: Claim) -> tuple[str, str]:
    when = claim.act.when
    assert when is not None
    return str(when.start)[:10], str(when.end)[:10]


def test_the_period_of_a_summary_may_stand_behind_its_name() -> None:
    text = "Fortnightly summary no. 11 of the mission, 16 to 30 April.\n\nThe patrols met at the ford."
    assert days(claims(text)[-1]) == ("2021-04-16", "2021-05-01")


def test_a_number_to_compare_with_has_its_own_time() -> None:
    text = "Monthly report, covering 1 to 30 April. The mission took in nine complaints, against 14 in March."
    (found,) = [c for c in claims(text) if c.act.figures and c.act.figures[0].low == 9]
    assert days(found) == ("2021-04-01", "2021-05-01")


@pytest.mark.parametrize(
    "text", ["Monitors who went there on Monday found the well dry.", "Brought together on Monday, the two men met."]
)
def test_what_is_told_beside_a_deed_was_on_its_day(text: str) -> None:
    assert ("2021-05-03", "2021-05-04") in [days(c) for c in claims(text) if c.act.when is not None]


def test_what_meets_on_a_day_to_come_is_planned() -> None:
    (found,) = claims("The council meets again on Tuesday.")
    assert found.act.modality is Modality.PLANNED
    assert days(found) == ("2021-05-11", "2021-05-12")
