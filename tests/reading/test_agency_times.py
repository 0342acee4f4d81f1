"""Times and figures as agencies tell them; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, days, with_words


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("Heavy fighting broke out on 10 February. Thousands have fled since the start of the fighting.", "fled",
         "2025-02-10"),
        ("The war began on 3 February. Nine have died since the outbreak of the war.", "have died", "2025-02-03"),
        ("The war in the valley ended in 2004. Envoys have held talks with both sides ever since.", "held talks",
         "2004-01-01"),
        ("Of the 51 hostages taken by gunmen on February 2, 13 remain captive. Over 400 have been killed since then.",
         "Over 400", "2025-02-02"),
        ("The sides agreed on 20 February to admit monitors, but the army has since rejected the plan.", "the plan",
         "2025-02-20"),
    ],
)  # fmt: skip
def test_what_lasts_since_then_counts_from_what_was_told_last(text: str, words: str, start: str) -> None:
    assert days(with_words(text, words).act.when) == (start, "2025-03-06")


def test_the_same_period_is_the_one_since_then() -> None:
    text = "Shelling began on 17 February. The army says 82 rebels were killed since then. "
    text += "The rebels lost 23 men over the same period."
    assert days(with_words(text, "lost 23 men").act.when) == ("2025-02-17", "2025-03-06")


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("The truce takes effect on March 20. Until then both sides will hold their fire.", "hold their fire",
         (None, "2025-03-20")),
        ("The rebels will withdraw within 15 days of April 1.", "withdraw", ("2025-04-01", "2025-04-17")),
        ("The army will leave the town within ten days after March 12.", "leave", ("2025-03-12", "2025-03-23")),
    ],
)  # fmt: skip
def test_what_is_to_come_counts_from_the_day_that_is_named(text: str, words: str, when: tuple[str | None, str]) -> None:
    assert days(with_words(text, words).act.when) == when


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Troops pursued the rebels on Monday, two days after they raided a town and killed 37 people.", "killed 37",
         "2025-03-01"),
        ("A truce held today, a day after planes bombed the city for 11 hours.", "planes bombed", "2025-03-04"),
        ("Shells killed two people on Monday. Sudland blamed the rebels for the attack.", "the attack", "2025-03-03"),
        ("A bomb wounded nine on Sunday. The mayor blamed the militia for the blast.", "the blast", "2025-03-02"),
        ("Norland, which has led the talks since 2001, hosted the signing on Sunday.", "hosted", "2025-03-02"),
        ("Nine died in the hills since fighting broke out on February 22, according to officials.", "fighting",
         "2025-02-22"),
        ("Shells fell on Monday. The mayor put Friday's toll at 12.", "put", "2025-02-28"),
        ("Shells fell on Monday. The ministry put the death toll since Feb. 7 at 306.", "put", "2025-02-07"),
        ("The rebels formed in December 2023. They attacked the capital on 13 January.", "attacked", "2025-01-13"),
    ],
)  # fmt: skip
def test_a_deed_has_the_day_it_is_counted_from_or_points_back_to(text: str, words: str, day: str) -> None:
    when = days(with_words(text, words).act.when)
    assert when is not None
    assert when[0] == day


def test_an_attack_that_was_not_told_has_no_day() -> None:
    text = "The two sides met on Monday. They spoke for an hour. Nobody was hurt. Envoys condemned attacks."
    assert all(c.act.when is None for c in claims(text) if c.act.type == "ASSAULT" and "attacks" in c.quote)


@pytest.mark.parametrize(
    ("text", "number"),
    [("The two sides signed a 60-day truce late on Monday.", 60), ("They agreed on a ten-day ceasefire.", 10)],
)
def test_the_length_of_a_truce_that_is_signed_is_its_figure(text: str, number: int) -> None:
    assert number in [f.low for c in claims(text) for f in c.act.figures]


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("Shells fell on the port on Monday. The army said it had hit a depot and killed nine gunmen.", "killed nine",
         "2025-03-03"),
        ("Shells fell on Sunday. The mayor told reporters that gunmen had burned 22 houses.", "burned", "2025-03-02"),
        ("Gunmen raided a village on Monday. The army accused the rebels of firing first.", "firing first",
         "2025-03-03"),
        ("A convoy was hit on Sunday. The guild blamed the army for killing two drivers.", "killing two", "2025-03-02"),
        ("On Sunday the army tried to retake the town. The rebels claim to have killed 40 soldiers.", "killed 40",
         "2025-03-02"),
    ],
)  # fmt: skip
def test_what_somebody_says_of_a_day_that_is_told_is_of_that_day(text: str, words: str, day: str) -> None:
    when = days(with_words(text, words).act.when)
    assert when is not None
    assert when[0] == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The army said on Monday that rebels had killed two soldiers.", "had killed"),
        ("The army on Monday accused the rebels of killing two soldiers.", "killing"),
        ("Shells fell on Sunday. The army said rebels had earlier killed two soldiers.", "earlier killed"),
        ("The rebels will free the captives in the coming days.", "free"),
    ],
)
def test_what_nothing_places_has_no_day(text: str, words: str) -> None:
    assert with_words(text, words).act.when is None


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("The two sides will meet in two weeks.", "meet", ("2025-03-19", "2025-03-20")),
        ("The army pledged to free the men in three weeks.", "free", ("2025-03-26", "2025-03-27")),
        ("The next round of talks is scheduled for July.", "talks", ("2025-07-01", "2025-08-01")),
        ("Another round is planned for October in Norham.", "planned", ("2025-10-01", "2025-11-01")),
        ("In 2020 they fought a war. In November that year they signed a truce.", "signed",
         ("2020-11-01", "2020-12-01")),
        ("The war began on 24 February 2022. In March of the same year the army shelled the port.", "shelled",
         ("2022-03-01", "2022-04-01")),
        ("For the third day in a row, the army shelled the port on Tuesday.", "shelled", ("2025-03-04", "2025-03-05")),
        ("The army shelled the port for a fifth straight day on Monday.", "shelled", ("2025-03-03", "2025-03-04")),
        ("The army shelled the port through the night.", "shelled", ("2025-03-04", "2025-03-06")),
        ("The mayor was freed on 3 February, and the two have since met.", "have since met",
         ("2025-02-03", "2025-03-06")),
    ],
)  # fmt: skip
def test_what_words_of_time_come_to(text: str, words: str, when: tuple[str, str]) -> None:
    assert days(with_words(text, words).act.when) == when


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("The attack on Tuesday came a day after the rebels freed nine men.", "freed nine",
         ("2025-03-03", "2025-03-04")),
        ("Rebels attacked the town on Tuesday, the day after the army left.", "army left",
         ("2025-03-03", "2025-03-04")),
        ("Rebels shelled the port on Tuesday, hours after the two sides signed a truce.", "signed",
         ("2025-03-04", "2025-03-05")),
        ("Rebels shelled the port early on Tuesday, hours after the two sides signed a truce.", "signed", None),
        ("The army has been shelling the port for three days.", "shelling", ("2025-03-02", "2025-03-06")),
        ("No aid has entered the town for two weeks.", "entered", ("2025-02-19", "2025-03-06")),
        ("The truce was extended until Sunday.", "extended", (None, "2025-03-10")),
        ("The council extended the mission's mandate until 31 August.", "extended", (None, "2025-09-01")),
        ("Nine died on Monday, the first such toll since a truce took hold last week. Five people died in Norham.",
         "Five", ("2025-03-03", "2025-03-04")),
    ],
)  # fmt: skip
def test_what_is_counted_off_from_a_day_or_up_to_now(text: str, words: str, when: tuple[str | None, str]) -> None:
    assert days(with_words(text, words).act.when) == when


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The rebels said on Friday they would free the men by Sunday.", (None, "2025-03-03")),
        ("The rebels said on Friday that they would free the men on Sunday.", ("2025-03-02", "2025-03-03")),
        ("The minister said on Monday that the army would free the men in two weeks.", ("2025-03-17", "2025-03-18")),
        ("The rebels said they would free the men on Sunday.", ("2025-03-09", "2025-03-10")),
        ("The army will free the men within two weeks, the minister said.", ("2025-03-05", "2025-03-20")),
    ],
)
def test_what_is_announced_counts_from_the_day_of_the_announcement(text: str, when: tuple[str | None, str]) -> None:
    assert days(with_words(text, "free the men").act.when) == when


@pytest.mark.parametrize(
    "text",
    [
        "More than half of the 120 captives have been freed.",
        "Most of the 51 captives were freed on Monday.",
        "The rebels freed half of their 51 captives.",
        "Almost two-thirds of the 51 captives were freed.",
    ],
)
def test_a_share_of_a_number_leaves_it_open_how_many(text: str) -> None:
    freed = [c for c in claims(text) if c.act.mode == "release"]
    assert [(f.low, f.high) for c in freed for f in c.act.figures] == [(None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "It was the deadliest attack since 2019.",
        "It was the worst shelling since January.",
        "It was the first raid since 1 February.",
    ],
)
def test_how_long_there_was_nothing_like_it_is_no_time_of_a_deed(text: str) -> None:
    assert all(c.act.when is None for c in claims(text) if c.act.type == "ASSAULT")
