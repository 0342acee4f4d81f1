"""Which two of many names may mean one party: the same pairs as when every two are compared."""

from __future__ import annotations

from itertools import combinations

import pytest

from truceline.reading.parties import Likeness, Registry, pairs
from truceline.reading.parties.suggest import likeness

NAMES = (
    "Lake Council", "the Lake Council", "lake-council", "Marit Solheim", "Solheim", "FRO", "Front for the River Ossa",
    "Front for the River Ossa (North)", "Northern Command", "Command", "Al-Qadhafi", "Gaddafi", "Hill people", "Ossa",
)  # fmt: skip


def test_no_pair_of_like_names_is_missed() -> None:
    wanted = {(a, b): why for a, b in combinations(NAMES, 2) if (why := likeness(a, b)) is not None}
    assert {(a, b): why for a, b, why in pairs(NAMES)} == wanted
    assert wanted


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        ("Lake Council", "lake-council", Likeness.SPELLING),
        ("Al-Qadhafi", "Gaddafi", Likeness.SOUND),
        ("Marit Solheim", "Solheim", Likeness.PART),
        ("FRO", "Front for the River Ossa", Likeness.INITIALS),
    ],
)
def test_each_pair_says_why(a: str, b: str, why: Likeness) -> None:
    assert (a, b, why) in pairs(NAMES)


def test_the_likeliest_reason_comes_first() -> None:
    reasons = [list(Likeness).index(why) for _, _, why in pairs(NAMES)]
    assert reasons == sorted(reasons)


def test_names_of_the_data_file_are_settled() -> None:
    known = [p.name for p in Registry.load().parties.values()][:60]
    assert pairs(known) == ()
