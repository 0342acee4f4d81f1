"""When a deed was done, where a clause shares the time of another, of a heading, or of the day that was told last."""

from __future__ import annotations

from datetime import date

import pytest
from coded import days, with_words

from truceline.reading.times.days import easter

MONDAY = ("2025-03-03", "2025-03-04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed six men on Monday morning.", MONDAY),
        ("Rebels killed six men late on Monday night.", MONDAY),
        ("Rebels killed six men overnight.", ("2025-03-04", "2025-03-06")),
        ("Rebels killed six men in the night.", ("2025-03-04", "2025-03-06")),
        ("Rebels had freed six men by Monday evening.", (None, "2025-03-04")),
        ("Rebels killed six men at 5 a.m. on Monday.", ("2025-03-03T05:00", "2025-03-03T05:01")),
        ("Rebels killed six men at five o'clock on Monday morning.", ("2025-03-03T05:00", "2025-03-03T05:01")),
        ("Rebels killed six men on Monday at half past nine.", ("2025-03-03T09:30", "2025-03-03T09:31")),
        ("Rebels killed six men on Monday last.", MONDAY),
        ("Rebels killed six men on the third of March.", MONDAY),
        ("Rebels killed six men on Christmas Eve.", ("2024-12-24", "2024-12-25")),
        ("Rebels killed six men on Easter Monday.", ("2024-04-01", "2024-04-02")),
        ("Rebels are to free six men on Friday at the latest.", (None, "2025-03-08")),
        ("Rebels have killed six men this year.", ("2025-01-01", "2025-03-06")),
    ],
)
def test_a_part_of_a_day_is_coded_as_its_day(text: str, expected: tuple[str | None, str | None]) -> None:
    assert days(with_words(text, "six men").act.when) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A shell hit the market on Monday, killing a woman.", "killing a woman"),
        ("A bomb went off in the market on Monday, in which three people were killed.", "three people were killed"),
        ("The truce has been in danger since Monday, when rebels attacked a convoy.", "attacked a convoy"),
        ("On Monday soldiers shelled the town. Two women were wounded.", "Two women were wounded"),
        ("Soldiers shelled the town for much of Monday. Two women were wounded.", "Two women were wounded"),
        ("The town was shelled on Monday. A man died when a convoy was attacked.", "convoy was attacked"),
        ("The truce began on Monday. Within hours rebels attacked a convoy.", "attacked a convoy"),
        ("The truce began on Monday. Towards evening rebels attacked a convoy.", "attacked a convoy"),
    ],
)
def test_a_clause_shares_the_day_of_what_it_is_told_with(text: str, words: str) -> None:
    assert days(with_words(text, words).act.when) == MONDAY


def test_since_alone_counts_from_the_day_that_was_told() -> None:
    claim = with_words("The truce began on Monday. Rebels have killed six men since.", "six men")
    assert days(claim.act.when) == ("2025-03-03", "2025-03-06")


def test_a_time_of_day_is_of_the_day_that_was_told() -> None:
    claim = with_words("The truce began on Monday. At noon rebels killed six men.", "six men")
    assert days(claim.act.when) == ("2025-03-03T12:00", "2025-03-03T12:01")


def test_a_chronology_names_the_time_before_the_telling() -> None:
    text = "Step by step\n\n2 March. Rebels attack a convoy. Two drivers are killed.\n\n09:30. Soldiers shell the town."
    assert days(with_words(text, "attack a convoy").act.when) == ("2025-03-02", "2025-03-03")
    assert days(with_words(text, "drivers are killed").act.when) == ("2025-03-02", "2025-03-03")
    assert days(with_words(text, "shell the town").act.when) == ("2025-03-02T09:30", "2025-03-02T09:31")
    assert with_words(text, "attack a convoy").act.modality.value == "happened"


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("A woman was killed on Monday.", "woman", 1, 1),
        ("A shell hit the market, wounding a farmer.", "wounding", 1, 1),
        ("A woman of 41 was killed on Monday.", "killed", 1, 1),
        ("A father of three was killed on Monday.", "killed", 1, 1),
        ("Close on sixty civilians were killed.", "killed", None, 60),
        ("Of 31 prisoners on the list, 26 were freed.", "freed", 26, 26),
        ("Not one prisoner was freed.", "freed", 0, 0),
    ],
)
def test_how_many_is_told_without_a_plain_number(text: str, words: str, low: float | None, high: float | None) -> None:
    (figure,) = with_words(text, words).act.figures
    assert (figure.low, figure.high) == (low, high)


def test_a_group_is_not_one_victim() -> None:
    (figure,) = with_words("A group of civilians was killed on Monday.", "killed").act.figures
    assert (figure.low, figure.high) == (None, None)


def test_a_calibre_counts_nothing() -> None:
    claim = with_words("Rebels shelled the town with 82-mm mortars.", "shelled")
    assert claim.act.figures == ()


def test_easter_is_reckoned() -> None:
    assert [easter(y) for y in (1962, 1998, 2019, 2025)] == [
        date(1962, 4, 22),
        date(1998, 4, 12),
        date(2019, 4, 21),
        date(2025, 4, 20),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Soldiers raided the town on Monday and abducted six men.", "six men"),
        ("The army let the port open on Monday and pulled its tanks back.", "pulled its tanks back"),
        ("Gunmen raided the town on Monday, were beaten back and killed six men.", "six men"),
        ("The mission counted 40 raids on Monday, six women being killed.", "six women being killed"),
        ("A patrol was shelled on Monday, with six women killed.", "six women killed"),
        ("By the army's count a raid on the port was beaten off and six men were killed on Monday.", "six men"),
    ],
)
def test_a_clause_that_is_joined_has_the_day_where_both_are_told_alike(text: str, words: str) -> None:
    assert days(with_words(text, words).act.when) == MONDAY


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Soldiers raided the town on Monday, and Peru holds six men.", "six men"),
        ("Peru has freed six men, and a hearing was held on Monday.", "six men"),
        ("Peru has condemned the raid and called on Chile to leave by Monday.", "the raid"),
        ("Peru wants to free six men, as it had proposed in May.", "six men"),
    ],
)
def test_a_clause_that_is_told_otherwise_has_a_day_of_its_own_or_none(text: str, words: str) -> None:
    assert days(with_words(text, words).act.when) is None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("The offer came on Monday, two days after rebels had taken the port.", "taken the port", "2025-03-01"),
        ("The offer came on Monday, a week after rebels took the port.", "took the port", "2025-02-24"),
        ("The offer came on Monday, some weeks after rebels took the port.", "took the port", None),
    ],
)
def test_a_clause_that_days_are_counted_from_has_the_day_they_lead_to(
    text: str, words: str, expected: str | None
) -> None:
    found = days(with_words(text, words).act.when)
    assert (found[0] if found is not None else None) == expected


def test_a_stretch_beside_a_verb_of_reporting_is_of_what_is_reported() -> None:
    by = with_words("Hospitals reported 31 dead by Monday night.", "31 dead")
    assert days(by.act.when) == (None, "2025-03-04")
    since = with_words("The mission had registered 31 raids since Monday.", "31 raids")
    assert days(since.act.when) == ("2025-03-03", "2025-03-06")


def test_among_those_told_before_is_of_their_time() -> None:
    text = "Peru has freed 103 men, its president announced on Monday. Among them are 21 officers."
    assert days(with_words(text, "21 officers").act.when) == MONDAY
