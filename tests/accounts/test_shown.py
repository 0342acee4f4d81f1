"""Shown: whose word a verdict rests on, as a reader sees it."""

from __future__ import annotations

import pytest

from truceline.accounts.account import UNDISPUTED
from truceline.accounts.shown import borne_by, spoken_by

ALL = ("North", "South", "River Council", UNDISPUTED)
FOUR = ("North", "South", "River Council", "Monitor", UNDISPUTED)


@pytest.mark.parametrize(
    ("accounts", "speaking", "words"),
    [
        (("North",), {"North"}, "according to North"),
        (ALL, {"North", "South", "River Council"}, "according to every account"),
        (ALL, {"South"}, "according to South (no other account denies it)"),
        (ALL, {"North", "South"}, "according to North and South (the other account does not deny it)"),
        (
            FOUR,
            {"North", "South", "River Council"},
            "according to North, South and River Council (the other account does not deny it)",
        ),
        (ALL, {"An agency"}, "by what others say and no account denies"),
        (("North", "South"), {"South"}, "according to South (North does not deny it)"),
        (("North", "South", UNDISPUTED), set(), "by what others say and North and South do not deny"),
        ((UNDISPUTED,), set(), "according to what nobody disputes"),
    ],
)
def test_who_only_does_not_deny_it_is_not_named_as_telling_it(
    accounts: tuple[str, ...], speaking: set[str], words: str
) -> None:
    assert borne_by(accounts, speaking, FOUR if accounts is FOUR else ALL) == words


@pytest.mark.parametrize(
    ("accounts", "speaking", "words"),
    [
        (("North",), {"North"}, "according to North"),
        (("North", "South"), {"South"}, "according to South; North says nothing of it"),
        (("North", "South"), set(), "North and South say nothing of it"),
    ],
)
def test_who_says_nothing_of_a_matter_is_said_to_say_nothing(
    accounts: tuple[str, ...], speaking: set[str], words: str
) -> None:
    assert spoken_by(accounts, speaking, ALL) == words
