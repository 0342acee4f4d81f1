"""Search takes plain words, finds reports and claims, and points at the exact place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_values import both, claim, coded, report
from sqlalchemy import create_engine

from truceline.errors import ValueProblem
from truceline.model import Report
from truceline.record import Journal, ReportAdded, search, tables

RIVER = report("A cease-fire held at the river. Hostages were released.", title="Calm", publisher="Hill Gazette")
HILL = report(
    "The talks on the hill reached a dead end, and no hostage came home.", title="River talks", publisher=None
)


@pytest.fixture
def filled(journal: Journal) -> Journal:
    journal.append([*both(RIVER, "Hostages were released"), *both(HILL, "a dead end")], "Ana")
    return journal


def found(journal: Journal, words: str) -> set[str]:
    return {h.report for h in journal.search(words)}


@pytest.mark.parametrize(
    ("words", "reports"),
    [
        ("cease-fire", {RIVER}),
        ("CEASE fire", {RIVER}),
        ("hostages", {RIVER, HILL}),
        ("river", {RIVER, HILL}),
        ("gazette", {RIVER}),
        ('"dead end"', {HILL}),
        ('"end dead"', set()),
        ("river released", {RIVER}),
        ("river AND hostages", {HILL}),
        ("riv*", set()),
        ("absent", set()),
        ('an "open quote', set()),
        ("talks — hill!", {HILL}),
        ("title:river", set()),
    ],
)
def test_plain_words_find_reports_that_have_them_all(filled: Journal, words: str, reports: set[Report]) -> None:
    assert found(filled, words) == {r.id for r in reports}


@pytest.mark.parametrize("words", ["", "  ", "-", '"', "* () ^ :", '""', "\x00", "'"])
def test_something_without_a_word_is_refused(filled: Journal, words: str) -> None:
    with pytest.raises(ValueProblem, match="no word to look for"):
        filled.search(words)


@pytest.mark.parametrize(
    "words",
    ["NOT", "AND", "a OR", "NEAR(a b)", "x\x00y", "a'b", 'a"b', "{a b} : c", "a^b", "-a", "a -- b", "🙂 a", "¾", "①"],
)
def test_no_words_are_read_as_an_operator(filled: Journal, words: str) -> None:
    assert isinstance(filled.search(words), tuple)


def test_half_of_a_character_is_refused(filled: Journal) -> None:
    with pytest.raises(ValueProblem):
        filled.search("a\ud83d")


def test_a_hit_points_at_the_words_in_the_text(filled: Journal) -> None:
    for hit in filled.search("hostages"):
        text = {RIVER.id: RIVER, HILL.id: HILL}[hit.report].text
        assert hit.span is not None
        assert hit.span.holds_in(text)
        assert hit.span.quote in {"Hostages", "hostage"}
        assert [hit.snippet[a:b] for a, b in hit.marks] == [hit.span.quote]


def test_a_claim_is_found_by_its_quote_with_its_place_in_the_report(filled: Journal) -> None:
    hits = [h for h in filled.search("dead") if h.claim]
    assert [(h.report, h.title, h.claim is not None) for h in hits] == [(HILL.id, "River talks", True)]
    assert hits[0].span is not None
    assert hits[0].span.start == HILL.text.index("dead")


def test_a_quote_that_is_no_stretch_of_the_report_gets_no_place(journal: Journal) -> None:
    joined = replace(claim(HILL, "a dead end"), quote="talks reached a dead end")
    journal.append([ReportAdded(HILL, "x"), coded(HILL, [joined])], "Ana")
    assert [h.span for h in journal.search("dead") if h.claim] == [None]


def test_a_hit_in_the_title_alone_has_no_place_in_the_text(filled: Journal) -> None:
    (hit,) = filled.search("calm")
    assert hit.span is None
    assert hit.snippet == "Calm"


@pytest.mark.parametrize(
    ("text", "word", "quote"),
    [
        ("👩‍👩‍👧 said the truce holds", "truce", "truce"),
        ("قال إن الهدنة قائمة", "الهدنة", "الهدنة"),
        ("Le cessez-le-feu à Mékélé", "mekele", "Mékélé"),
        ("युद्धविराम जारी है", "युद्धविराम", "युद्धविराम"),
        ("Перемир'я триває", "триває", "триває"),
    ],
)
def test_places_are_true_in_every_script(journal: Journal, text: str, word: str, quote: str) -> None:
    of = report(text, title="x")
    journal.append([ReportAdded(of, "x")], "Ana")
    (hit,) = journal.search(word)
    assert hit.span is not None
    assert hit.span.holds_in(text)
    assert hit.span.quote == quote


@pytest.mark.parametrize("odd", ["\ufdd0odd\ufdd1", "a\x00b"])
def test_a_text_that_marking_would_garble_gets_no_place_rather_than_a_wrong_one(journal: Journal, odd: str) -> None:
    of = report(f"{odd} truce", title="x")
    journal.append([ReportAdded(of, "x")], "Ana")
    (hit,) = journal.search("truce")
    assert hit.span is None


def test_a_title_counts_more_than_the_text(filled: Journal) -> None:
    assert filled.search("river")[0].report == HILL.id


def test_reports_can_be_narrowed_down_to_those_in_view(filled: Journal) -> None:
    assert {h.report for h in filled.search("hostages", reports=[HILL.id])} == {HILL.id}
    assert filled.search("hostages", reports=[]) == ()


@pytest.mark.parametrize(("limit", "number"), [(1, 1), (2, 2), (0, 0), (-1, 0), (99, 3)])
def test_no_more_than_the_limit_is_returned(filled: Journal, limit: int, number: int) -> None:
    assert len(filled.search("hostages", limit=limit)) == number


def test_of_equal_hits_the_report_added_last_comes_first(journal: Journal) -> None:
    same = [report("The truce holds.", title=f"{i}") for i in range(8)]
    journal.append([ReportAdded(r, "x") for r in same], "Ana")
    assert [h.report for h in journal.search("truce")] == [r.id for r in reversed(same)]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_whatever_is_typed_is_answered_or_refused(words: str) -> None:
    engine = create_engine("sqlite://")
    try:
        with engine.connect() as connection:
            tables.create(connection)
            try:
                assert search.search(connection, words) == ()
            except ValueProblem:
                assert not any(c.isalnum() for c in words)
    finally:
        engine.dispose()
