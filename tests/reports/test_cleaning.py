"""Cleaning gives the one form that spans count in."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.model import Span
from truceline.reports import read_stream
from truceline.reports.clean import clean, clean_line

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=200)
AWKWARD = st.text(
    st.sampled_from(
        [
            *"ab .\n\r\t\v\f",
            "\u00a0",
            "\ufeff",
            "\u200b",
            "\u00ad",
            "\u0301",
            "e",
            "\u2028",
            "\u2029",
            "\u200d",
            "ا",
            "🙂",
        ]
    ),
    max_size=60,
)


@given(TEXT | AWKWARD)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(TEXT | AWKWARD)
def test_cleaned_text_is_composed_and_has_no_hidden_line_ends(text: str) -> None:
    cleaned = clean(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not set(cleaned) & set("\r\v\f\x85\u2028\u2029\u00a0\u202f\ufeff\u200b\u00ad\0")
    assert "\n\n\n" not in cleaned
    assert cleaned == cleaned.strip()


@given(TEXT)
@settings(max_examples=60, deadline=None)
def test_any_text_read_gives_spans_that_hold(text: str) -> None:
    (loaded,) = read_stream(("Talks went on. " + text.replace("\0", " ")).encode(), "any.txt", now=NOW)
    assert loaded.report is not None
    stored = loaded.report.text
    for start in range(0, len(stored), 7):
        span = Span.of(stored, start, min(start + 5, len(stored)))
        assert span.holds_in(stored)
        assert stored[span.start : span.end] == span.quote
    (again,) = read_stream(stored.encode(), "any.txt", now=NOW)
    assert again.report is not None
    assert again.report.text == stored


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\n\n\n \n\ntwo", "one\n\ntwo"),
        ("one  \t\ntwo ", "one\ntwo"),
        ("\ufeffone\ufefftwo", "onetwo"),
        ("136\u00a0000 and 1\u202f000", "136 000 and 1 000"),
        ("cease\u00adfire", "ceasefire"),
        ("Bogota\u0301", "Bogotá"),
        ("a\u2029b", "a\n\nb"),
        ("esc\x1b[31mred", "esc[31mred"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        (" \r\n\t ", ""),
    ],
)
def test_a_text_is_stored_in_one_form(raw: str, stored: str) -> None:
    assert clean(raw) == stored


def test_a_title_is_kept_on_one_line() -> None:
    assert clean_line(" Talks \n go\u00a0on ") == "Talks go on"


@pytest.mark.parametrize(
    "word",
    ["🙂", "👩‍👧‍👦", "e\u0301te\u0301", "القاهرة", "שלום", "မြန်မာ", "𝔞𝔟"],
    ids=["emoji", "joined emoji", "combining", "arabic", "hebrew", "burmese", "astral"],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_offsets_stay_true_beyond_ascii_and_over_line_ends(word: str, ending: str) -> None:
    raw = f"First {word} line.{ending}Then the word Nyala stands here after {word}."
    (loaded,) = read_stream(raw.encode(), "offsets.txt", now=NOW)
    assert loaded.report is not None
    text = loaded.report.text
    start = text.index("Nyala")
    assert Span.of(text, start, start + 5).quote == "Nyala"
    assert len(text[:start]) == start == len(f"First {unicodedata.normalize('NFC', word)} line.\nThen the word ")
