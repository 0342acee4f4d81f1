"""Deeds in the words of war and peace, denials and clauses that name none, and how far a deed is told true."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Claim, Modality, Polarity, Report, When
from truceline.reading.rules import RuleCoder


def claims(text: str) -> tuple[Claim, ...]:
    return RuleCoder().code(Report.of(text, published=When.day(date(2021, 5, 7)), language="en"))


def acts(text: str) -> list[tuple[str, str | None]]:
    return [(c.act.type, c.act.mode) for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "type", "mode"),
    [
        ("Rebels set off a device near the mill.", "ASSAULT", "explosives"),
        ("The patrol came under fire from the ridge.", "ASSAULT", None),
        ("A guard emptied his rifle into the crowd.", "ASSAULT", "firearms"),
        ("Gunmen tore up the road to the dam.", "ASSAULT", "destroy"),
        ("The militia locked up 210 rifles.", "RETREAT", "disarm"),
        ("The rebels disbanded two brigades.", "RETREAT", "disarm"),
        ("Some 900 rebels gathered in nine camps.", "RETREAT", "withdraw"),
        ("The guns fell silent at noon.", "RETREAT", "ceasefire"),
        ("The garrison remained committed to the truce.", "RETREAT", "ceasefire"),
        ("Two hostages walked free.", "RETREAT", "release"),
        ("Captain Reyes was handed to the Red Cross.", "RETREAT", "release"),
        ("Guards turned the convoy around.", "COERCE", "restrict"),
        ("Nobody was allowed past the bridge.", "COERCE", "restrict"),
        ("Paratroopers were put on alert.", "MOBILIZE", "troops"),
        ("The envoy left for Lima on Monday.", "CONSULT", "visit"),
        ("The general acted as a mediator and telephoned both camps.", "CONSULT", None),
        ("The vote was called off.", "REJECT", None),
        ("Troops retook the bridge.", "COERCE", "seize"),
        ("The rebels waged war on the town.", "ASSAULT", None),
        ("Demonstrators blocked the road.", "PROTEST", "obstruct"),
        ("The rebels will not hand in their weapons.", "REJECT", None),
    ],
)
def test_a_deed_is_known_by_its_verb_and_what_goes_with_it(text: str, type: str, mode: str | None) -> None:
    assert any(t == type and mode in (None, m) for t, m in acts(text)), acts(text)


@pytest.mark.parametrize(
    "text",
    [
        "The nurses are back.",
        "The river had swollen behind the bars.",
        "The two sides would meet no more.",
        "The committee was under review.",
    ],
)
def test_the_same_words_of_something_else_are_no_such_deed(text: str) -> None:
    assert {t for t, _ in acts(text)} <= {"STATE", "CONSULT"}


@pytest.mark.parametrize(
    "denial",
    [
        "The rebels dismissed the allegation as baseless.",
        "The rebels called that absurd.",
        "The rebels denied it.",
        "The rebels had no hand in it.",
    ],
)
def test_a_denial_that_names_no_deed_is_of_the_deed_told_before(denial: str) -> None:
    last = claims(f"The army said that rebels had shelled the mill on Sunday. {denial}")[-1]
    assert (last.act.type, last.act.modality) == ("ASSAULT", Modality.DENIED)


def test_whom_words_hold_responsible_is_charged_with_the_deed_told_before() -> None:
    text = "Shells hit the mill on Sunday. The mayor held the rebels responsible."
    assert claims(text)[-1].act.type == "ASSAULT"


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The guild freed 103 men. Among them are 82 sailors.", "RETREAT"),
        ("The prisoners were to be released on Monday. None has been so far.", "RETREAT"),
    ],
)
def test_a_clause_that_leaves_its_deed_out_goes_on_with_the_one_before(text: str, type: str) -> None:
    assert claims(text)[-1].act.type == type


def test_it_is_the_truce_told_before_where_it_begins() -> None:
    text = "The envoys announced a truce of nine days. It began on Monday."
    assert claims(text)[-1].act.mode == "ceasefire"


def test_what_came_of_an_attack_is_told_apart_from_it() -> None:
    assert ("STATE", "killed") in acts("A mine went off, killing a woman.")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Norland frees ten men.", Modality.HAPPENED),
        ("Norland still frees ten men every day.", Modality.ONGOING),
        ("The road has been blocked since May.", Modality.ONGOING),
        ("Under the deal Norland must free ten men by June.", Modality.PLANNED),
        ("Norland would free ten men at noon.", Modality.PLANNED),
        ("Norland would free ten men as long as the lull held.", Modality.HYPOTHETICAL),
        ("Norland will free ten men only after the vote.", Modality.HYPOTHETICAL),
        ("Should the lull end, Norland will attack the port.", Modality.HYPOTHETICAL),
        ("Norland asked that ten men be freed.", Modality.DEMANDED),
        ("Ten men are believed to have been kidnapped.", Modality.HYPOTHETICAL),
        ("Nothing was signed on Monday.", Modality.DENIED),
    ],
)
def test_how_far_a_deed_is_told_true(text: str, modality: Modality) -> None:
    assert modality in {c.act.modality for c in claims(text)}, [(c.quote, c.act.modality) for c in claims(text)]


def test_what_is_done_without_a_truce_is_done_and_the_truce_is_no_claim() -> None:
    (claim,) = claims("Norland pulled back without a truce.")
    assert (claim.quote, claim.act.actors) == ("Norland pulled back without a truce", ("Norland",))
    assert (claim.act.modality, claim.act.polarity) == (Modality.HAPPENED, Polarity.POSITIVE)
    assert claim.act.mode != "ceasefire"
