"""Tolls, as agencies tell them: who underwent it, what it came through, and what the number is held against."""

from __future__ import annotations

import pytest
from coded import claims, days, with_words


@pytest.mark.parametrize(
    "text",
    [
        "Five civilians were killed by shelling in Norham on Monday.",
        "Five civilians died in fighting between 1 and 3 March.",
        "Two girls were wounded in shelling.",
    ],
)
def test_who_underwent_a_deed_has_not_done_it(text: str) -> None:
    (claim,) = claims(text)
    assert claim.act.actors == ()
    assert claim.act.type in ("ASSAULT", "STATE")


def test_who_is_engaged_in_a_deed_does_it() -> None:
    found = [c for c in claims("Soldiers were engaged in shelling the town.") if c.act.type == "ASSAULT"]
    assert [c.act.actors for c in found] == [("Soldiers",)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Five people were killed in a raid on Norham on Monday.", 1),
        ("Five people were killed in Norham, and on Monday the army raided Easton.", 2),
    ],
)
def test_a_raid_is_told_once_by_its_toll(text: str, number: int) -> None:
    assert len(claims(text)) == number


def test_the_agency_is_the_body_among_nations_that_spoke_last() -> None:
    text = (
        "The White House welcomed the deal. The World Food Programme said on Monday that roads were closed. "
        "The agency added that water was short."
    )
    assert with_words(text, "water").speaker == with_words(text, "roads").speaker


@pytest.mark.parametrize(
    ("text", "mode", "figure"),
    [
        ("Some 400 people remain displaced.", "displaced", 400),
        ("Some 400 people remain homeless.", "displaced", 400),
        ("Twelve fishermen remain missing.", "missing", 12),
    ],
)
def test_who_remains_as_they_were_is_one_state(text: str, mode: str, figure: int) -> None:
    (claim,) = claims(text)
    assert (claim.act.type, claim.act.mode) == ("STATE", mode)
    assert [f.low for f in claim.act.figures] == [figure]


def test_a_deadline_that_ran_out_is_a_state() -> None:
    (claim,) = claims("The deadline expired on Monday.")
    assert (claim.act.type, claim.act.mode, claim.act.actors) == ("STATE", "expired", ())
    assert days(claim.act.when) == ("2025-03-03", "2025-03-04")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The toll has risen to 40, 12 more than on Sunday.", "40"),
        ("The mission counted 80 wounded, 30 more than a year earlier.", "wounded"),
    ],
)
def test_what_a_number_is_held_against_does_not_date_it(text: str, words: str) -> None:
    assert days(with_words(text, words).act.when) is None
