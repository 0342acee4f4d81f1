"""What the words say of a deed beside who, what and how many, and what kind of people they speak of."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from truceline.agreements.deeds import qualities
from truceline.model import Claim, Report, When
from truceline.reading.qualities import find_qualities, of_verbs
from truceline.reading.rules import RuleCoder


@cache
def coder() -> RuleCoder:
    return RuleCoder()


def claims(text: str) -> tuple[Claim, ...]:
    return coder().code(Report.of(text, published=When.day(date(2023, 6, 2)), language="en"))


def counted(text: str) -> dict[float | None, Claim]:
    """Each claim with a figure by its number."""
    return {c.act.figures[0].low: c for c in claims(text) if c.act.figures}


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("Rebels freed 10 hostages under the deal.", 10, ("in the deal",)),
        ("As part of the agreement rebels freed 10 hostages.", 10, ("in the deal",)),
        ("Rebels freed 10 hostages outside the agreement.", 10, ("outside the deal",)),
        ("Three hostages were let go separately.", 3, ("outside the deal",)),
        ("Rebels freed two women as a gesture.", 2, ("outside the deal",)),
        ("Sudan freed 30 prisoners in return.", 30, ("exchange",)),
        ("Sudan has freed 210 prisoners since the truce began.", 210, ("in all",)),
        ("Sudan demanded the release of 10 living hostages.", 10, ("living",)),
        ("Rebels freed 10 hostages.", 10, ()),
    ],
)
def test_a_clause_says_how_the_deed_stands_to_the_agreement(text: str, number: float, expected: tuple[str]) -> None:
    assert counted(text)[number].act.qualities == expected


def test_a_cue_right_before_a_figure_speaks_of_it_alone() -> None:
    found = counted("Rebels freed 10 hostages and, outside the deal, two women.")
    assert (found[10].act.qualities, found[2].act.qualities) == ((), ("outside the deal",))


def test_a_cue_after_the_first_of_two_figures_speaks_of_the_first() -> None:
    found = counted("Rebels freed 10 hostages under the deal, for 30 prisoners.")
    assert (found[10].act.qualities, found[30].act.qualities) == (("in the deal",), ("exchange",))


def test_a_cue_after_the_verb_speaks_of_all_the_figures_before_it() -> None:
    found = counted("Three hostages and two women were let go separately.")
    assert {c.act.qualities for c in found.values()} == {("outside the deal",)}


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("Rebels said they had not been able to find the mother.", "unable"),
        ("Rebels said that their fighters had answered a clear breach by Sudan.", "in answer"),
        ("Sudan said that dual nationals count.", "counts"),
        ("Rebels said these were all the hostages that they held.", "all of them"),
    ],
)
def test_excuses_answers_and_counts_are_told(text: str, quality: str) -> None:
    assert any(quality in c.act.qualities for c in claims(text))


def test_not_being_able_to_confirm_is_no_excuse() -> None:
    assert not any("unable" in c.act.qualities for c in claims("The army could not confirm it."))


def test_who_is_killed_in_an_attack_is_dead() -> None:
    attack = next(c for c in claims("Three people were killed by Sudanese fire.") if c.act.type == "ASSAULT")
    assert (attack.act.qualities, attack.act.actors) == (("dead",), ("Sudan",))


def test_the_dead_of_an_attack_that_somebody_tells_of_are_a_claim_of_their_own() -> None:
    found = claims("Chad said that three people had been killed in a Sudanese air strike.")
    assert [(c.act.type, c.act.figures[0].low) for c in found] == [("ASSAULT", 3), ("STATE", 3)]


def test_every_quality_of_the_cues_is_one_that_claims_may_have() -> None:
    cues = find_qualities(
        "under the deal, outside the deal, not been able to find, held back, counted with, not counted, in answer to, "
        "in self-defence, living, bodies, the last of, claimed responsibility, resumed, in return, since the truce"
    )
    assert {c.cue.quality for c in cues} | set(of_verbs().values()) == set(qualities())


# --- kinds ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "number", "kinds"),
    [
        ("Rebels freed 20 women.", 20, {"woman"}),
        ("Rebels freed 17 women and children.", 17, {"woman", "child"}),
        ("Rebels freed four soldiers.", 4, {"soldier"}),
        ("Rebels freed 10 Thais.", 10, {"Thai"}),
        ("Rebels freed 13 Sudanese hostages.", 13, {"Sudanese"}),
        ("Rebels freed three Russian-Kenyans.", 3, {"Russian", "Kenyan"}),
        ("Rebels freed two women with Russian and Kenyan citizenship.", 2, {"woman", "Russian", "Kenyan"}),
        ("Rebels freed 11 foreigners.", 11, {"foreign"}),
        ("Rebels freed six men who had served in the army.", 6, {"man", "soldier"}),
    ],
)
def test_a_figure_has_the_kinds_that_its_words_name(text: str, number: float, kinds: set[str]) -> None:
    assert set(counted(text)[number].act.figures[0].kinds) == kinds


def test_one_person_beside_a_number_is_counted() -> None:
    found = counted("Three Thais and a man with Russian citizenship were let go.")
    assert set(found[1].act.figures[0].kinds) == {"man", "Russian"}


def test_one_who_is_named_with_her_sons_is_one_of_them() -> None:
    found = claims("Chad said that Ann Okoro and her two small sons, who were taken in May, had died.")
    figure = next(c.act.figures[0] for c in found if c.act.figures)
    assert (figure.low, set(figure.kinds), figure.category) == (3, {"woman", "child"}, "captives")
