"""Plain English: words of war in their everyday use, and the same words where they are deeds."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Claim, Modality, Report, When
from truceline.reading import lexicon
from truceline.reading.rules import RuleCoder


def claims(text: str) -> tuple[Claim, ...]:
    return RuleCoder().code(Report.of(text, published=When.day(date(2021, 5, 7)), language="en"))


def acts(text: str) -> set[str]:
    return {c.act.type for c in claims(text)}


@pytest.mark.parametrize(
    "text",
    [
        "The auditors rapped the ministry.",
        "Rents rocketed in the spring.",
        "Loggers cut down two oaks.",
        "The cook finished off the soup.",
        "She drove back with her brother.",
        "The impact of the dry summer was felt.",
        "A burst of laughter followed.",
        "Mining has grown in the hills.",
        "The pistols came from a dealer.",
        "The cannons came down from the ledge.",
        "Soldiers were on the bridge at noon.",
        "The senator refrained from commenting.",
        "She abstained from the ballot.",
        "The tram was late.",
        "A waiter slipped on the stairs.",
        "The baker objected.",
        "The tailor changed her mind.",
        "Students assembled on the site.",
        "Families gathered at the compound.",
        "Fighters hid and buried pistols in the woods.",
        "The rebels collected pistols from the dead.",
        "The greens won nine seats.",
        "The governor left the hall.",
        "All were home by dusk.",
        "The guests went home.",
        "The mayor set up a commission.",
        "She was listed as a dancer.",
        "The family celebrated a wedding.",
        "The sexton rang the bell.",
        "The chairman intervened.",
        "The captain alerted the press.",
        "The clerk waived the fee.",
        "The board reviewed the plan.",
        "Protesters cut the ribbon.",
        "The soldiers kept the town tidy.",
        "Peacekeepers watch football.",
    ],
)
def test_an_everyday_use_of_a_word_is_no_deed(text: str) -> None:
    assert acts(text) <= {"STATE"}, acts(text)


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Soldiers raped two women.", "ASSAULT"),
        ("Gunmen cut down two guards.", "ASSAULT"),
        ("The militia hunted down the gunmen.", "ASSAULT"),
        ("The council shot down the proposal.", "REJECT"),
        ("Police drove back the crowd with batons.", "ASSAULT"),
        ("A burst of gunfire was heard.", "ASSAULT"),
        ("Rockets came down on the town.", "ASSAULT"),
        ("The general acted as a mediator.", "CONSULT"),
        ("The rebels refrained from attacks.", "RETREAT"),
        ("The release was late.", "REJECT"),
        ("The talks slipped by a week.", "REJECT"),
        ("The fighters gathered at the assembly point.", "RETREAT"),
        ("The rebels returned their rifles to the mission.", "RETREAT"),
        ("Monitors collected 40 rifles from the rebels.", "RETREAT"),
        ("The army set up a joint commission with the rebels.", "COOPERATE"),
        ("The ministry designated the group as a terrorist organisation.", "SANCTION"),
        ("Protesters cut the road.", "PROTEST"),
        ("Such pauses had been abused before.", "REJECT"),
    ],
)
def test_the_same_words_are_deeds_with_their_own_subjects_and_objects(text: str, type: str) -> None:
    assert type in acts(text), acts(text)


@pytest.mark.parametrize("unit", ["dollars", "shekels", "rials", "rupees", "birr", "hryvnias", "kyats"])
def test_money_is_given_in_any_currency(unit: str) -> None:
    assert "AID" in acts(f"Donors gave 2,000 {unit} to the hospital.")


@pytest.mark.parametrize("title", ["Sheikh", "Rabbi", "Father", "Imam", "Pastor", "Lama", "Swami", "Bishop"])
def test_a_title_of_any_faith_makes_a_name_a_person(title: str) -> None:
    assert ("RETREAT", "release") in {(c.act.type, c.act.mode) for c in claims(f"{title} Poll was handed over.")}


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("The lorries will not arrive before Monday.", Modality.PLANNED),
        ("The truce will not hold beyond Friday.", Modality.PLANNED),
        ("The bridge will not open on Tuesday.", Modality.PLANNED),
        ("The rebels will not leave before the vote.", Modality.PLANNED),
        ("The garrison must leave the town.", Modality.DEMANDED),
        ("All hostages must be released, the minister said.", Modality.DEMANDED),
        ("Under the accord the garrison must leave the town.", Modality.PLANNED),
        ("The deal says that the garrison must leave the town.", Modality.PLANNED),
        ("All prisoners must be released by Friday, according to the agreement.", Modality.PLANNED),
        ("The mission does not decide who is freed.", Modality.HYPOTHETICAL),
    ],
)
def test_how_far_a_deed_is_told_true(text: str, modality: Modality) -> None:
    assert modality in {c.act.modality for c in claims(text)}, [(c.act.type, c.act.modality) for c in claims(text)]


@pytest.mark.parametrize("text", ["The rebels will not leave.", "The government will not release the prisoners."])
def test_who_can_refuse_and_will_not_refuses(text: str) -> None:
    assert acts(text) == {"REJECT"}


def test_whoever_gives_leave_to_attack_does_not_attack() -> None:
    told = [c for c in claims("Norland gave the militia a green light to attack the port.") if c.act.type == "ASSAULT"]
    assert all("Norland" not in {str(a) for a in c.act.actors} for c in told)


def test_every_phrase_and_noun_of_the_book_can_be_met() -> None:
    book = lexicon.events()
    assert not [p for p in book.rules if len(p.split()) > 3]
    assert not [n for n in book.nouns if " " in n]
    known = {*book.classes, "*", "-", "event", "party", "place"}
    named = {c for rs in book.rules.values() for _, r in rs for c in (*r.object, *r.subject, *r.prep_object)}
    assert named <= known
