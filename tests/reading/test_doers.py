"""Who did it: sides, people and craft, both who meet, whom a demand is put to; and what claims nothing."""

from __future__ import annotations

from datetime import date

import pytest

from truceline.model import Claim, Report, When
from truceline.reading.rules import RuleCoder


def claims(text: str) -> tuple[Claim, ...]:
    report = Report.of(text, publisher="Harbour Post", published=When.day(date(2021, 5, 7)), language="en")
    return RuleCoder().code(report)


def one(words: str, text: str) -> Claim:
    return min((c for c in claims(text) if words in c.quote), key=lambda c: len(c.quote))


def actors_of(words: str, text: str) -> tuple[str, ...]:
    return one(words, text).act.actors


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("The other side has broken the truce.", "other side"),
        ("The enemy burns houses on the shore every night.", "enemy"),
        ("A suicide bomber attacked the pier on Sunday.", "bomber"),
        ("Three youths abducted a porter on Friday.", "youths"),
        ("Helicopters shelled the convoy on Friday.", "Helicopters"),
        ("Traders there shelled the pier on Friday.", "Traders"),
        ("Inspectors visited the mill on Friday.", "Inspectors"),
        ("Harbourfish halted its work on Friday.", "Harbourfish"),
        ("The harbour fighters strolled through the market on Friday.", "fighters"),
    ],
)
def test_who_acts_is_named_as_worded_where_no_list_knows_them(text: str, doer: str) -> None:
    assert any(doer in name for c in claims(text) for name in c.act.actors)


@pytest.mark.parametrize("whom", ["No side", "Each side"])
def test_no_side_and_each_side_name_nobody(whom: str) -> None:
    assert all(whom not in c.act.actors for c in claims(f"{whom} has broken the truce."))


def test_a_paper_does_nothing_itself() -> None:
    assert actors_of("could not be checked", "The figures of the guild could not be checked.") == ()


def test_it_is_whoever_is_said_to_have_something_and_nobody_in_a_passive() -> None:
    said = "The Harbour Council said that it had no boats on the river."
    assert "Harbour Council" in actors_of("had no boats", said)
    assert actors_of("sets no date", "The guild signed a truce on Sunday. It sets no date for the talks.") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The envoy met the harbour police on Thursday.", {"envoy", "harbour police"}),
        ("The envoy spoke by telephone with the governor on Thursday.", {"envoy", "governor"}),
    ],
)
def test_those_who_meet_all_take_part(text: str, names: set[str]) -> None:
    found = one("on Thursday", text).act
    assert {n.removeprefix("the ") for n in found.actors} == names
    assert found.recipients == ()


def test_whom_somebody_visits_is_no_visitor() -> None:
    found = one("54 prisoners", "The delegates of the guild visited 54 prisoners on Thursday.").act
    assert not any("prisoners" in name for name in found.actors)


@pytest.mark.parametrize(
    ("text", "words", "doers"),
    [
        ("The prosecutors asked the harbour court to look at the case again.", "look at the case", ("harbour court",)),
        ("The guild demanded a date for the rest of the men.", "a date", ()),
    ],
)
def test_who_demands_is_not_who_should_do_it(text: str, words: str, doers: tuple[str, ...]) -> None:
    assert actors_of(words, text) == doers


def test_a_question_claims_nothing() -> None:
    text = "Has the guild broken the truce?\n\nThe guild released three men on Sunday."
    assert not any("broken" in c.quote for c in claims(text))
    assert any("released" in c.quote for c in claims(text))


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ("The harbour master scoffed at the report.", "scoffed", "harbour master"),
        ("The proposal for a truce was rejected in Harbourton.", "proposal", "Harbourton"),
        ("One day is no truce, the ministry comments, urging the guild to sign the accord.", "sign", "ministry"),
        ('She had called twice. The nurse is sceptical: "The men will not come back."', "not come back", "nurse"),
        ("Lind, a nurse at the pier, wept. The nurse said that four men had died.", "four men", "Lind"),
    ],
)
def test_who_speaks_without_a_plain_verb_of_saying(text: str, words: str, speaker: str) -> None:
    assert speaker in one(words, text).speaker


def test_what_is_told_besides_in_a_wish_is_the_reports() -> None:
    text = "The envoy urged the guild to open the road to the mills, where the army has killed four porters since May."
    assert one("killed four porters", text).speaker == "Harbour Post"
