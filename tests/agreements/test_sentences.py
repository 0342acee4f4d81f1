"""An agreement in plain sentences: what is read out of the file can be held against the text by anyone."""

from __future__ import annotations

import pytest

from truceline.agreements.agreement import Agreement
from truceline.agreements.sentences import Part, Sentence, changes, sentences
from truceline.agreements.terms import Length, Unit
from truceline.agreements.wording import each_words, joined, length_words

HEAD = """
agreement: River ceasefire
text_of: 2024-03-01 18:00
zone: Africa/Nairobi
parties: {north: Northland, south: Southland}
others: {neighbour: Eastland}
mediators: [Westland]
people:
  captives:
    held_by: south
    categories: {women: {any of: [woman], never: [soldier]}}
  prisoners: {held_by: north}
truce: {from: 2024-03-02 07:00, for: 14 days}
"""


def read(more: str) -> Agreement:
    return Agreement.parse(HEAD + more, "river.yaml")


def told(agreement: Agreement, name: str) -> Sentence:
    (found,) = [s for s in sentences(agreement) if s.name == name]
    return found


@pytest.mark.parametrize(
    ("duty", "words"),
    [
        (
            "{by: south, release: 50 captives, category: women, within: 4 days}",
            "Southland is to release 50 captives (women) by 4 days after the start of the truce.",
        ),
        (
            "{by: north, release: 3 prisoners, for_each: 1 captive, within: same day}",
            "Northland is to release 3 prisoners for every 1 of the captives that Southland has released "
            "by the end of the same day.",
        ),
        (
            "{by: north, let in: 200 trucks, each: day, counted: made up later, where: the valley}",
            "Northland is to let 200 trucks into the valley each day; what one period lacks may come later.",
        ),
        (
            '{by: both, refrain from: [attack, capture], where: the valley, unless: [defence], between: "10:00-16:00"}',
            "Northland and Southland are not to attack or capture anyone in the valley between 10:00 and 16:00 "
            "unless in defence.",
        ),
        (
            "{by: north, refrain from: capture, where: Mill Strip}",
            "Northland is not to capture anyone in the Mill Strip.",
        ),
        (
            "{by: north, refrain from: hold back, where: Salt road}",
            "Northland is not to hold back anyone or anything on the Salt road.",
        ),
        (
            "{by: both, refrain from: attack}",
            "Northland and Southland are not to attack anywhere.",
        ),
        (
            "{by: south, release: about 9 captives, enough: 7, due: day 3 09:00}",
            "Southland is to release about 9 captives (7 are enough) by day 3 at 09:00.",
        ),
        (
            "{by: south, release: 9 captives, schedule: {day 1: 3, week 2: the rest}}",
            "Southland is to release 9 captives; 3 by the end of day 1; the rest by the end of day 14.",
        ),
        (
            '{by: south, hand over: list of captives, each: day, before: "07:00"}',
            "Southland is to hand over list of captives each day before 07:00.",
        ),
        (
            "{by: north, withdraw from: the east bank, due: 2024-03-09, also by: [neighbour]}",
            "Northland is to withdraw from the east bank by the end of 9 March 2024; Eastland may do it as well.",
        ),
    ],
)
def test_a_duty_says_who_owes_what_by_when_and_on_which_conditions(duty: str, words: str) -> None:
    assert told(read(f"duties: {{it: {duty}}}"), "it").words == words


def test_a_term_of_some_is_said_to_be_theirs_with_its_source() -> None:
    found = told(read("duties: {it: {by: north, refrain from: fly, stated_by: south, source: a paper}}"), "it")
    assert found.stated_by == ("Southland",)
    assert found.sources == ("a paper",)


def test_readings_stand_side_by_side_with_who_holds_them_and_what_only_they_say() -> None:
    found = told(
        read(
            "duties: {it: {by: north, let in: 200 trucks, each: day, counted: {readings: "
            "{every day: {means: each period, held_by: [south]}, on average: {held_by: [north], since: 2024-03-05}}}}}"
        ),
        "it",
    )
    (choice,) = found.open
    first, second = choice.ways
    assert choice.about == "counted"
    assert (first.name, first.held_by, first.differs) == ("every day", ("Southland",), "each period counts alone")
    assert (second.name, second.held_by, second.differs) == ("on average", ("Northland",), "counted on average")
    assert second.since is not None


def test_every_part_of_an_agreement_has_its_sentences() -> None:
    found = sentences(
        read(
            "phases: {next: {from: 20 days after effect, for: 1 week, gate: [it]}}\n"
            "duties: {it: {by: south, release: 5 captives, pace: 2 a day, due: day 5}}\n"
            "acts: {he: {by: neighbour, withdraw from: the hill}}\n"
            "order: [{of: captives, first: women, then: everyone else, together: families}]\n"
            "choices: {home: {of: prisoners, opens: effect, window: 90 days, options: [go, stay]}}\n"
            "amendments: [{of: 2024-03-10, name: second, extends: {by: 5 days}}, {of: 2024-04-01, ends: yes}]\n"
        )
    )
    assert {s.part for s in found} == set(Part)
    assert [s.name for s in found if s.part is Part.DUTY] == ["it", "it: pace"]
    assert all(s.words.endswith(".") for s in found)


def test_a_change_shows_what_was_said_before_and_what_is_said_now() -> None:
    before = read("duties: {it: {by: south, release: 5 captives}, gone: {by: north, meet: talks}}")
    after = read("duties: {it: {by: south, release: 6 captives}, new: {by: north, meet: talks}}")
    found = {c.name: c for c in changes(before, after)}
    assert set(found) == {"it", "gone", "new"}
    assert found["it"].before is not None
    assert "5 captives" in found["it"].before.words
    assert found["gone"].after is None
    assert found["new"].before is None
    assert changes(before, before) == ()


@pytest.mark.parametrize(
    ("length", "words", "each"),
    [
        (Length(1, Unit.DAYS), "1 day", "each day"),
        (Length(2, Unit.MONTHS), "2 months", "every 2 months"),
        (Length(2970, Unit.MINUTES), "2 days, 1 hour and 30 minutes", "every 2 days, 1 hour and 30 minutes"),
    ],
)
def test_lengths_are_told_in_words(length: Length, words: str, each: str) -> None:
    assert (length_words(length), each_words(length)) == (words, each)


@pytest.mark.parametrize(
    ("names", "words"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_joined_as_in_a_sentence(names: list[str], words: str) -> None:
    assert joined(names) == words
