"""Words that look like times or counts and are none, and clauses that a heading does not date."""

from __future__ import annotations

import pytest
from coded import PUBLISHED, claims, days

from truceline.model import Modality
from truceline.reading.times import find_times


def numbers(text: str) -> set[float | None]:
    return {f.low for c in claims(text) for f in c.act.figures}


def named(words: str) -> list[tuple[str, str | None]]:
    found = ((t.words, t.when(PUBLISHED, None)) for t in find_times(words))
    return [(w, when.start.date().isoformat() if when and when.start else None) for w, when in found]


# --- headings ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday both sides met. The army blocks the bridge.",
        "By Sunday. The army blocks the bridge.",
        "Monday: fog. The army blocks the bridge every day.",
        "Monday: fog. The bridge remains blocked by the army.",
    ],
)
def test_what_is_no_heading_dates_nothing_that_goes_on(text: str) -> None:
    last = claims(text)[-1].act
    assert last.modality is Modality.ONGOING or "remains" in text
    assert last.when is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Monday, before dawn. Gunmen seize a bridge.", ("2025-03-03", "2025-03-04")),
        ("Monday, Port Amsel: Gunmen seize a bridge.", ("2025-03-03", "2025-03-04")),
        ("3 March. Calm.\n14:40 Casualties. Gunmen seize a bridge.", ("2025-03-03", "2025-03-04")),
    ],
)
def test_a_heading_names_where_or_when_more_closely(text: str, expected: tuple[str, str]) -> None:
    assert days(claims(text)[-1].act.when) == expected


def test_many_headings_are_read_in_a_moment() -> None:
    text = "".join(f"{n % 24:02}:{n % 60:02}. Shells fall.\n" for n in range(300))
    assert len(claims("3 March. Calm.\n" + text)) >= 300


# --- numbers ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("All but seven of the prisoners were freed.", set()),
        ("All but seven of the 30 prisoners were freed.", set()),
        ("Everyone but two of them was released.", set()),
        ("Not one but four mortars struck the market.", {4}),
        ("The army fired not one, but four mortars.", {4}),
        ("Not one shell struck the market.", {0}),
        ("A mother of two was shot at half past nine.", {1}),
        ("A farmer was shot at ten past nine.", {1}),
        ("A photographer shot a film in the village.", set()),
        ("A sniper shot a shepherd in the village.", {1}),
        ("The navy sank a trawler.", {1}),
    ],
)
def test_numbers_that_count_nobody_are_left(text: str, expected: set[float]) -> None:
    assert numbers(text) == expected


# --- days -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six went home on Sunday 9, and on Tuesday 14. The army stayed.", ["2025-03-02", "2025-03-04"]),
        ("It let nine go on Friday 3 - all of them boys.", ["2025-02-28"]),
        ("Monday 3 - All is calm.", ["2025-03-03"]),
        ("Monday 5 - All is calm.", [None]),
        ("They met on Monday the 3rd.", ["2025-03-03"]),
        ("They met on the second of March.", ["2025-03-02"]),
        ("They met on the second March.", ["2025-03-02"]),
        ("They fled in the second March volley.", []),
        ("It lasted until Christmas Day, 7 January.", ["2025-01-07"]),
        ("They fought until Orthodox Christmas Eve.", []),
        ("The Eastern Church was shelled on Christmas Eve.", []),
        ("They met on Easter Monday, by the Coptic calendar.", []),
        ("On Christmas Eve they met.", ["2024-12-24"]),
        ("They met on New Year's Day.", ["2025-01-01"]),
    ],
)
def test_days_are_read_only_where_they_are_meant(text: str, expected: list[str | None]) -> None:
    found = [start for words, start in named(text) if not words.startswith("until") or start]
    assert found == expected or [s for s in found if s] == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("quarter to twelve at night on Monday", "2025-03-03T23:45"),
        ("a quarter to twelve in the morning on Monday", "2025-03-03T11:45"),
        ("quarter to one in the afternoon on Monday", "2025-03-03T12:45"),
        ("half past five in the evening on Monday", "2025-03-03T17:30"),
    ],
)
def test_a_quarter_to_an_hour_is_in_the_hour_before(words: str, expected: str) -> None:
    (found,) = find_times(f"They met at {words}.")
    when = found.when(PUBLISHED, None)
    assert when is not None
    assert when.start is not None
    assert when.start.isoformat()[:16] == expected
