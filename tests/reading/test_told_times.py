"""When a deed was done and whether it was, where the words leave it to the rest of the report."""

from __future__ import annotations

import pytest
from coded import claims, days, with_words

from truceline.model import Basis, Modality


# --- years and directions ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Under the deal of 22 February the rebels are to free 20 prisoners.", ("2025-02-22", "2025-02-23")),
        ("The rebels are to free 20 prisoners on 10 June.", ("2025-06-10", "2025-06-11")),
        ("The rebels freed 20 prisoners on 10 June.", ("2024-06-10", "2024-06-11")),
        ("The truce runs until 15 July.", (None, "2025-07-16")),
        ("The truce now runs to 3 August.", (None, "2025-08-04")),
        ("The truce ran until 15 July.", (None, "2024-07-16")),
        ("Talks should have opened by 3 February.", (None, "2025-02-04")),
        ("The town was to have been handed over on Sunday.", ("2025-03-02", "2025-03-03")),
    ],
)
def test_a_date_without_a_year_is_of_the_year_that_fits(text: str, expected: tuple[str | None, str | None]) -> None:
    assert expected in [days(c.act.when) for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The first phase lasted 42 days from 19 January.", ("2025-01-19", "2025-03-02")),
        ("The rebels announced a pause of two weeks from 30 January.", ("2025-01-30", "2025-02-13")),
        ("The sides agreed on a truce from 1 February for ten days.", ("2025-02-01", "2025-02-11")),
    ],
)
def test_a_length_from_a_day_says_where_it_ends(text: str, expected: tuple[str, str]) -> None:
    assert days(claims(text)[0].act.when) == expected


# --- since ------------------------------------------------------------------------------------------
TOOK_EFFECT = " The ceasefire took effect on 10 February."


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Fighters have burned 20 houses since the truce began." + TOOK_EFFECT, "20 houses", "2025-02-10"),
        ("Fighters have burned 20 houses since the accord." + TOOK_EFFECT, "20 houses", "2025-02-10"),
        ("Fighters have burned 20 houses since the signing. Peru signed it on 1 March.", "20 houses", "2025-03-01"),
        (
            "The army says 103 soldiers have been killed since the landings of 20 February.",
            "103 soldiers",
            "2025-02-20",
        ),
        ("The army has freed 30 men since the accord was signed in Quito on 15 February.", "30 men", "2025-02-15"),
    ],
)
def test_since_an_event_is_from_its_day_to_the_publication(text: str, words: str, expected: str) -> None:
    assert days(with_words(text, words).act.when) == (expected, "2025-03-06")


def test_since_an_event_without_a_day_stays_open_at_its_beginning() -> None:
    when = with_words("Fighters have burned 20 houses since the truce began.", "20 houses").act.when
    assert days(when) in (None, (None, "2025-03-06"))


# --- beside a number --------------------------------------------------------------------------------
def test_a_time_beside_a_part_is_of_the_part_alone() -> None:
    text = "The army has recorded 144 violations by rebels, 39 of them in the past 24 hours."
    found = {c.act.figures[0].low: days(c.act.when) for c in claims(text) if c.act.figures}
    assert found[39] == ("2025-03-04", "2025-03-06")
    assert found[144] is None


def test_a_time_behind_what_is_told_is_of_the_deed() -> None:
    claim = with_words("The committee speaks of 28 breaches by the army on Monday alone.", "28 breaches")
    assert days(claim.act.when) == ("2025-03-03", "2025-03-04")


def test_a_deadline_of_a_demand_is_when_it_is_wanted() -> None:
    claim = with_words("The rebels gave the navy until 20 March to release the prisoners.", "to release the prisoners")
    assert (days(claim.act.when), claim.act.modality) == ((None, "2025-03-21"), Modality.DEMANDED)


@pytest.mark.parametrize(
    "text",
    [
        "The talks, due to resume on Friday, have been put off.",
        "Peru has left the town, which was taken on Sunday.",
        "The exchange came two days after a visit. Peru freed ten men on Monday.",
    ],
)
def test_a_time_that_is_told_of_something_else_is_not_the_deeds(text: str) -> None:
    assert claims(text)[0].act.when is None


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Peru signed in January. Chile freed 40 men.", "40 men", ("2025-01-01", "2025-02-01")),
        ("Peru signed on 7 October 2020. Chile freed 40 men.", "40 men", None),
        ("Peru shelled a town on Monday. Chile freed 40 men.", "40 men", ("2025-03-03", "2025-03-04")),
        ("Peru hopes to leave on Friday. Chile freed 40 men.", "40 men", None),
        ("Violations of the February 10 truce went on. Chile recorded 40.", "40", None),
    ],
)
def test_what_follows_has_the_day_that_was_just_told(text: str, words: str, expected: tuple[str, str] | None) -> None:
    assert days(with_words(text, words).act.when) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Shells fell on Monday. The navy said that it had refused the list.", "the list", None),
        (
            "Six sailors were freed on Monday; before them two cooks had been handed over.",
            "cooks",
            ("2025-03-03", "2025-03-04"),
        ),
        ("Shells fell on Monday. The port had been struck.", "struck", None),
        ("Shells fell. The navy said on Monday that it had struck the port.", "struck", None),
    ],
)
def test_what_had_been_done_was_then_in_one_sentence_only(
    text: str, words: str, expected: tuple[str, str] | None
) -> None:
    assert days(with_words(text, words).act.when) == expected


def test_within_ten_days_counts_from_the_accord_that_the_sentence_names() -> None:
    text = "The accord was signed on 10 February. Peru met Chile on Monday. Under the accord the army was to leave "
    text += "the town within ten days."
    assert days(with_words(text, "within ten days").act.when) == ("2025-02-10", "2025-02-21")


# --- what the report covers -------------------------------------------------------------------------
def test_a_summary_tells_of_the_time_that_it_covers() -> None:
    text = "Weekly summary no. 9, covering 24 February to 2 March.\n\nSix offices took in 47 complaints."
    when = with_words(text, "47 complaints").act.when
    assert days(when) == ("2025-02-24", "2025-03-03")
    assert when is not None
    assert when.basis is Basis.INFERRED


def test_people_hurt_are_hurt_on_the_day_that_is_told_of() -> None:
    text = "Between 300 and 400 people stoned a police post on Friday. Two policemen were hurt."
    assert days(with_words(text, "Two policemen").act.when) == ("2025-02-28", "2025-03-01")


# --- whether it happened ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words", "mood"),
    [
        ("The step was meant to end the war.", "was meant", "planned"),
        ("Talks should have opened by 3 February.", "Talks", "planned"),
        ("Only ten had been by Sunday.", "had been", "happened"),
        ("Rebels have yet to name a day.", "have yet to", "denied"),
        ("The bodies have still to be identified.", "have still to be", "denied"),
        ("None of these accounts could be checked.", "None of these", "denied"),
        ("Some of the rifles could never have been fired.", "rifles", "denied"),
        ("There had been no shelling at Puno.", "no shelling", "denied"),
        ("Peru refused to comment.", "comment", "denied"),
        ("Peru threatened to quit the truce.", "quit the truce", "hypothetical"),
        ("Peru will free the prisoners if Chile leaves the town.", "free the prisoners", "hypothetical"),
        ("Peru will free the prisoners.", "free the prisoners", "planned"),
        ("Peru charged the rebels with bombing its posts.", "bombing", "happened"),
        ("Villagers had watched soldiers leave in lorries.", "leave in lorries", "happened"),
        ("Peru claims to have captured 40 fighters.", "captured 40", "happened"),
        ("Nine were wounded when shells hit a market.", "shells hit", "happened"),
        ("The monitors said it was Peru that had burned the pier.", "burned the pier", "happened"),
        ("France has offered 200 more peacekeepers.", "200", "offered"),
    ],
)
def test_whether_a_deed_happened(text: str, words: str, mood: str) -> None:
    assert with_words(text, words).act.modality is Modality(mood)


def test_who_did_it_stands_before_the_that_of_a_cleft_sentence() -> None:
    burned = next(c for c in claims("It was Peru that had burned the pier on Sunday.") if c.act.type == "ASSAULT")
    assert burned.act.actors == ("Peru",)


def test_no_more_than_is_no_denial() -> None:
    claim = with_words("Peru puts the figure at no more than 290.", "290")
    assert claim.act.modality is not Modality.DENIED


# --- stretches, terms and days told before ------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "From 10 to 16 February the truce was tested. During the week the army shelled four villages.",
            "shelled four villages",
            ("2025-02-10", "2025-02-17"),
        ),
        (
            "Between 1 and 12 February rebels freed 20 men. Peru freed 40 men in the same period.",
            "40 men",
            ("2025-02-01", "2025-02-13"),
        ),
        (
            "The lull lasted from 3 to 5 February. In those three days shells killed nine people.",
            "killed nine people",
            ("2025-02-03", "2025-02-06"),
        ),
    ],
)
def test_a_stretch_told_before_is_taken_up(text: str, words: str, expected: tuple[str, str]) -> None:
    assert days(with_words(text, words).act.when) == expected


def test_a_stretch_of_another_length_is_not_meant() -> None:
    text = "From 10 to 16 February the truce was tested. In those three days the rebels held the road."
    assert all(days(c.act.when) != ("2025-02-10", "2025-02-17") for c in claims(text) if "road" in c.quote)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "The accord was signed on 20 February. All prisoners are to be freed within 30 days.",
            "prisoners",
            ("2025-02-20", "2025-03-23"),
        ),
        (
            "On 20 February shells fell. Within hours the rebels killed two men.",
            "two men",
            ("2025-02-20", "2025-02-21"),
        ),
    ],
)
def test_a_term_counts_from_the_deal_and_hours_from_the_day(text: str, words: str, expected: tuple[str, str]) -> None:
    assert days(with_words(text, words).act.when) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke of a withdrawal of troops in April.", ("2025-04-01", "2025-05-01")),
        ("The parties agreed on a truce, to begin April 1.", ("2025-04-01", "2025-04-02")),
        ("The army withdrew its troops in April.", ("2024-04-01", "2024-05-01")),
        ("The rebels have killed 40 people since April.", ("2024-04-01", "2025-03-06")),
    ],
)
def test_a_month_to_come_is_no_month_of_last_year(text: str, expected: tuple[str, str]) -> None:
    assert expected in [days(c.act.when) for c in claims(text)]


def test_weeks_are_counted_off_by_the_day() -> None:
    assert days(with_words("Two weeks ago the rebels freed 20 men.", "20 men").act.when) == ("2025-02-19", "2025-02-20")
    loose = with_words("About two weeks ago the rebels freed 20 men.", "20 men")
    assert days(loose.act.when) == ("2025-02-17", "2025-02-24")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        (
            "Peru shelled a town on Monday. The ferry carried 40 children across.",
            "40 children",
            ("2025-03-03", "2025-03-04"),
        ),
        ("Peru shelled a town on Monday. The town has 9,000 inhabitants.", "9,000", None),
        ("Peru shelled a town on Monday.\n\nThe ferry carried 40 children across.", "40 children", None),
    ],
)
def test_what_is_counted_came_about_on_the_day_told(text: str, words: str, expected: tuple[str, str] | None) -> None:
    assert days(with_words(text, words).act.when) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Rebels may have been there when shells hit the town on Monday.", "shells hit", ("2025-03-03", "2025-03-04")),
        ("Gatherings are banned in the capital up to the 15th.", "banned", (None, "2025-03-16")),
        (
            "Rebels seized the dam in May 2022. On 20 May a drone hit the pump house.",
            "a drone hit the pump house",
            ("2022-05-20", "2022-05-21"),
        ),
        ("Peru insists that it freed the men in September 2019.", "it freed", ("2019-09-01", "2019-10-01")),
    ],
)
def test_a_time_is_read_by_the_verb_and_the_year_around_it(
    text: str, words: str, expected: tuple[str | None, str]
) -> None:
    assert days(with_words(text, words).act.when) == expected


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Six men have died in three weeks.", "Six men", ("2025-02-12", "2025-03-06")),
        ("Rebels killed six men on Monday at about 05:40.", "six men", ("2025-03-03T05:40", "2025-03-03T05:41")),
        ("Rebels killed six men around noon on Monday.", "six men", ("2025-03-03T12:00", "2025-03-03T12:01")),
        ("1977 to 1990. Rebels kill six men.", "six men", ("1977-01-01", "1991-01-01")),
        ("Rebels took the port on 6 June 2023. On 2 May they freed six men.", "six men", ("2023-05-02", "2023-05-03")),
        (
            "The talks that broke down on 3 March go on. Rebels freed six men on that day.",
            "six men",
            ("2025-03-03", "2025-03-04"),
        ),
    ],
)
def test_a_time_means_what_is_told_with_it(text: str, words: str, expected: tuple[str, str]) -> None:
    assert days(with_words(text, words).act.when) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Rebels shelled a town on Monday. Nobody was killed.", "Nobody was killed"),
        ("Rebels shelled a town on Monday. Peru and Chile signed an accord.", "signed an accord"),
        ("4 March. A truce is signed. Monitors later count seven attacks.", "seven attacks"),
        ("Aid lorries reached the port for the first time since January.", "reached the port"),
    ],
)
def test_what_is_not_told_of_the_day_has_none(text: str, words: str) -> None:
    assert days(with_words(text, words).act.when) is None
