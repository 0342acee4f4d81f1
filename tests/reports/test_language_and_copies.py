"""The language of a text, and texts that are copies of one another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.model import Report
from truceline.reports.copies import THRESHOLD, _shingles, jaccard, near_copies
from truceline.reports.language import detect

WORDS = [
    f"{a}{b}"
    for a in ("ba", "ce", "di", "fo", "gu", "ha", "ki", "lo", "mu", "ne")
    for b in ("lan", "rim", "tos", "ver", "dak", "pol", "sun", "mej")
]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The ministry said on Friday that talks would go on in the capital.", "en"),
        ("El ministerio dijo el viernes que las conversaciones seguirán en La Habana.", "es"),
        ("Le ministère a déclaré vendredi que les négociations se poursuivaient.", "fr"),
        ("وقالت الوزارة يوم الجمعة إن المحادثات مستمرة في العاصمة", "ar"),
        ("Міністерство оборони заявило, що переговори тривають", "uk"),
        ("Министерство обороны заявило, что переговоры продолжаются", "ru"),
        ("Wizara ilisema siku ya Ijumaa kwamba mazungumzo yataendelea.", "sw"),
    ],
)
def test_a_language_is_told(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    "text", ["", "Talks.", "12 345 678 90 12 34", "🙂🙂🙂", "Hamas, Israel, Qatar: Rafah, Gaza, Doha, Cairo"]
)
def test_a_language_that_is_unsure_is_not_named(text: str) -> None:
    assert detect(text) is None


def text_of(seed: int, length: int = 120) -> list[str]:
    return random.Random(seed).choices(WORDS, k=length)


def edited(words: list[str], every: int) -> Report:
    return Report.of(" ".join(f"{w}x" if i % every == 0 else w for i, w in enumerate(words)))


def test_near_copies_are_grouped_and_others_left_alone() -> None:
    first, second = text_of(1), text_of(2)
    a, b, c = Report.of(" ".join(first)), Report.of("GENEVA (AP) — " + " ".join(first)), edited(first, 40)
    others = [Report.of(" ".join(second)), edited(first, 3), Report.of("short one"), Report.of("!")]
    assert near_copies([a, b, c, *others]) == (tuple(sorted([a.id, b.id, c.id])),)


def test_the_same_text_from_two_outlets_is_one_voice() -> None:
    a, b = (Report.of(" ".join(text_of(1)), publisher=name) for name in ("One", "Two"))
    assert near_copies([a, b, a]) == (tuple(sorted([a.id, b.id])),)


def test_nothing_gives_nothing() -> None:
    assert near_copies([]) == near_copies([Report.of("Talks went on.")]) == ()


@given(st.randoms(use_true_random=False), st.lists(st.tuples(st.integers(0, 4), st.integers(5, 60)), max_size=12))
@settings(max_examples=25, deadline=None)
def test_the_order_of_arrival_changes_no_group(shuffler: random.Random, picks: list[tuple[int, int]]) -> None:
    reports = [edited(text_of(seed, 60), every) for seed, every in picks]
    groups = near_copies(reports)
    shuffler.shuffle(reports)
    assert near_copies(reports) == groups
    for group in groups:
        texts = [_shingles(r.text) for r in {r.id: r for r in reports}.values() if r.id in group]
        assert all(any(a is not b and jaccard(a, b) >= THRESHOLD for b in texts) for a in texts)
