"""Times and figures as news agencies tell them; each in invented sentences."""

from __future__ import annotations

import pytest
from coded import claims, days, with_words


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("One man was freed on Friday 14 and none after that.", "One man was freed", ("2025-02-14", "2025-02-15")),
        ("A guard was shot on Feb. 19 or 20 in Norham.", "guard was shot", ("2025-02-19", "2025-02-21")),
        (  # up to the day that was told of
            "The rebels took Norham on Saturday. The governor had by then fled the town.",
            "had by then fled",
            (None, "2025-03-02"),
        ),
        (  # the Saturday, though some hours of it were told
            "The truce ran from 0800 to 1000 GMT on Saturday. Troops killed 12 people the same day.",
            "killed 12 people",
            ("2025-03-01", "2025-03-02"),
        ),
        (  # those hours
            "The truce ran from 0800 to 1000 GMT on Saturday. Three blasts were heard during that time.",
            "Three blasts",
            ("2025-03-01T08:00", "2025-03-01T10:00"),
        ),
        (  # counted from the day on which the truce began, not from the day told last
            "The truce began on Friday. Six men were freed on Sunday. On day four of the truce, they freed nine men.",
            "freed nine men",
            ("2025-03-03", "2025-03-04"),
        ),
        ("Rebels freed nine men, on day four of the truce.", "freed nine men", None),
        (  # a time that belongs to the truce though the parser hangs a part of it from the verb
            "The two sides agreed to a ceasefire from 0700 GMT on Friday.",
            "a ceasefire",
            ("2025-03-07T07:00", None),
        ),
        (  # planned then, and past by now
            "The rebels freed six men on Saturday. They had been due to be freed at 16:00.",
            "to be freed at",
            ("2025-03-01T16:00", "2025-03-01T16:01"),
        ),
        (  # what was wanted came about on a day that was told
            "The demand that the wounded be let out was met only on Saturday.",
            "was met only on Saturday",
            ("2025-03-01", "2025-03-02"),
        ),
        ("In March so far four people were wounded.", "four people were wounded", ("2025-03-01", "2025-03-06")),
        (  # not of the day that the text tells of
            "Lorries crossed on Friday. Before the war about 500 lorries entered the strip each day.",
            "500 lorries entered",
            None,
        ),
        (  # the day of the breach, not that of the truce
            "The rebels broke the truce of 6 January on Friday.",
            "broke the truce",
            ("2025-02-28", "2025-03-01"),
        ),
        ("The army broke the truce of 6 January.", "broke the truce", None),
    ],
)
def test_when(text: str, words: str, when: tuple[str | None, str | None] | None) -> None:
    assert days(with_words(text, words).act.when) == when


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("Norland soldiers took over 14 roadblocks on Friday.", "roadblocks", 14, 14),
        ("Rebels took over 30 hostages on Friday.", "hostages", 30, None),
        ("Shells killed six people on Friday. Another was wounded.", "Another was wounded", 1, 1),
        ("Three people were hurt on Friday; one, a medic, was killed.", "was killed", 1, 1),
        ("Rebels shot a guard and wounded another.", "wounded another", 1, 1),
    ],
)
def test_how_many(text: str, words: str, low: float | None, high: float | None) -> None:
    (figure,) = with_words(text, words).act.figures
    assert (figure.low, figure.high) == (low, high)


@pytest.mark.parametrize(
    ("text", "words", "act", "mode", "low"),
    [
        ("Shells killed 12 people on Friday. Nine of the dead were rebels.", "Nine of the dead", "STATE", "killed", 9),
        ("Seven of the wounded were children.", "Seven of the wounded", "STATE", "wounded", 7),
        ("The ministry puts the dead at 36.", "dead at 36", "STATE", "killed", 36),
        ("The death toll rose to 45.", "rose to 45", "STATE", "killed", 45),
        ("Of the 117 prisoners freed, 34 were women.", "34 were women", "RETREAT", "release", 34),
        (
            "Fifty hostages are to be freed. Of the 117 prisoners freed, 34 were women.",
            "34 were women",
            "RETREAT",
            "release",
            34,
        ),
        ("Relatives buried nine dead on Friday.", "buried nine dead", "STATE", "condition", 9),
    ],
)
def test_what_is_counted(text: str, words: str, act: str, mode: str, low: float) -> None:
    found = with_words(text, words).act
    assert (found.type, found.mode, found.figures[0].low) == (act, mode, low)


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        (  # a stretch is still meant in the next sentence
            "Five people were killed from Friday to Sunday. Another was wounded.",
            "Another was wounded",
            ("2025-02-28", "2025-03-03"),
        ),
        (
            "In the week to Sunday rebels attacked nine towns. They killed 41 policemen.",
            "killed 41 policemen",
            ("2025-02-24", "2025-03-03"),
        ),
        ("In the 24 hours to Friday, 14 shells hit Norham.", "shells hit", ("2025-02-28", "2025-03-01")),
        (  # a day that is told after it comes first
            "The truce held from Friday to Sunday. Rebels shot a guard on Monday. A mine killed a woman.",
            "killed a woman",
            ("2025-03-03", "2025-03-04"),
        ),
    ],
)
def test_stretches(text: str, words: str, when: tuple[str | None, str | None]) -> None:
    assert days(with_words(text, words).act.when) == when


def test_no_time_in_a_name() -> None:
    found = claims("A lorry was hit on Friday. That evening soldiers opened fire on mourners.")
    assert [c.act.actors for c in found if "opened fire" in c.quote] == [("soldiers",)]
