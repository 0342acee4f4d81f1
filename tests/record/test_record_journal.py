"""What the journal takes in, what it refuses, and what it gives back."""

from __future__ import annotations

import gc
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from record_values import RULES, T0, TEXT, both, claim, coded, report

from truceline.errors import InputError, TrucelineError, UnknownId, ValueProblem
from truceline.model import Coder, Span, Spans
from truceline.record import (
    About,
    ClaimsCoded,
    Correction,
    Entry,
    Journal,
    Judgement,
    Link,
    Note,
    ReportAdded,
    Review,
    ReviewDecision,
    SameVerdict,
    Settings,
    View,
)

ONE = report()
CLAIM = claim(ONE)


def every_kind() -> list[Entry]:
    return [
        Settings("The river", "Asia/Beirut"),
        *both(ONE, "12 convoys"),
        Review(CLAIM.id, ReviewDecision.ACCEPTED, "the words are plain"),
        Correction.of(CLAIM.id, {"place": "the river"}, "the place was missed"),
        Judgement(About.PARTY, "arland", "republic-of-arland", SameVerdict.SAME, "one state"),
        Note(ONE.id, "ask the editor"),
    ]


def test_every_kind_of_entry_comes_back_as_it_was(journal: Journal, path: Path) -> None:
    entries = every_kind()
    recorded = journal.append(entries, "Ana", T0)
    assert [r.entry for r in recorded] == entries
    with Journal.open(path) as again:
        assert tuple(again.entries()) == recorded


def test_entries_are_numbered_dated_signed_and_chained(journal: Journal) -> None:
    recorded = journal.append(every_kind(), "Ana", T0)
    assert [r.seq for r in recorded] == list(range(1, 8))
    assert {(r.author, r.time) for r in recorded} == {("Ana", T0)}
    assert [r.previous for r in recorded] == ["0" * 64, *(r.hash for r in recorded[:-1])]
    assert journal.head() == Link(7, recorded[-1].hash)


def test_a_new_record_is_empty_and_sound(journal: Journal) -> None:
    assert list(journal.entries()) == []
    assert journal.head() == Link()
    assert journal.verify().entries == 0


def test_entries_after_a_number_are_the_rest(journal: Journal) -> None:
    recorded = journal.append(every_kind(), "Ana")
    assert tuple(journal.entries(after=4)) == recorded[4:]
    assert tuple(journal.entries(after=99)) == ()


def test_entries_are_read_across_pages(journal: Journal) -> None:
    journal.append([Note("x", str(i)) for i in range(450)], "Ana")
    assert [r.seq for r in journal.entries()] == list(range(1, 451))


def test_entries_can_be_added_while_they_are_read(journal: Journal) -> None:
    journal.append([Note("x", "first")], "Ana")
    for recorded in journal.entries():
        if recorded.seq < 3:
            journal.append([Note("x", "more")], "Ana")
    assert journal.head().seq == 3


def test_an_append_of_nothing_adds_nothing(journal: Journal) -> None:
    assert journal.append([], "Ana") == ()
    assert journal.head().seq == 0


def test_times_are_kept_in_utc(journal: Journal) -> None:
    at = datetime(2023, 12, 1, 9, 30, tzinfo=timezone(timedelta(hours=2)))
    (recorded,) = journal.append([Note("x", "y")], "Ana", at)
    assert recorded.time == at
    assert recorded.time.tzinfo is UTC
    assert next(journal.entries()) == recorded


def test_the_time_is_now_when_none_is_given(journal: Journal) -> None:
    before = datetime.now(UTC)
    (recorded,) = journal.append([Note("x", "y")], "Ana")
    assert before <= recorded.time <= datetime.now(UTC)


@pytest.mark.parametrize("author", ["", "  \n"])
def test_an_entry_without_an_author_is_refused(journal: Journal, author: str) -> None:
    with pytest.raises(ValueProblem, match="author"):
        journal.append([Note("x", "y")], author)


def test_a_time_without_an_offset_is_refused(journal: Journal) -> None:
    with pytest.raises(ValueProblem, match="UTC offset"):
        journal.append([Note("x", "y")], "Ana", datetime(2023, 12, 1))
    assert journal.head().seq == 0


OTHER = report("Another text with 12 convoys in it.", title="Other")
MOVED = replace(CLAIM, spans=Spans(content=(Span(0, 10, "12 convoys"),)))
START = TEXT.index("12 convoys")
CONTENT = Span.of(TEXT, START, START + 2), Span.of(TEXT, START + 3, START + 10)
SHORTER = Spans(content=CONTENT[:1])
WRONG: dict[str, tuple[Entry, type[InputError], str]] = {
    "a report twice": (ReportAdded(ONE, "again.txt"), ValueProblem, "already"),
    "a report with an id that is not its own": (
        ReportAdded(replace(ONE, text=TEXT + " Changed."), "x"),
        ValueProblem,
        "does not follow",
    ),
    "claims of no known report": (coded(OTHER, [claim(OTHER)]), UnknownId, "Add the report first"),
    "a claim of another report": (ClaimsCoded(ONE.id, RULES, (claim(OTHER),)), ValueProblem, "belongs to"),
    "a span that does not hold": (coded(ONE, [MOVED]), ValueProblem, "'12 convoys', but the report has 'The minist'"),
    "a claim without words": (coded(ONE, [replace(CLAIM, spans=Spans())]), ValueProblem, "no words"),
    "a review of no claim": (Review("c-none", ReviewDecision.REJECTED, "x"), UnknownId, "no claim"),
    "a correction of no claim": (Correction.of("c-none", {"place": "x"}, "x"), UnknownId, "no claim"),
    "a correction that is no value": (
        Correction.of(CLAIM.id, {"stance": "shouts"}, "x"),
        ValueProblem,
        r"Claim\.stance: expected one of",
    ),
    "a correction to words that are not there": (
        Correction.of(CLAIM.id, {"spans": MOVED.spans}, "x"),
        ValueProblem,
        "but the report has",
    ),
    "a correction to a quote of its own": (
        Correction.of(CLAIM.id, {"quote": "abc"}, "x"),
        ValueProblem,
        "the quote follows the spans: it must be '12 convoys'",
    ),
    "a correction of the spans that leaves the quote": (
        Correction.of(CLAIM.id, {"spans": SHORTER}, "x"),
        ValueProblem,
        "the quote follows the spans: it must be '12'",
    ),
    "a correction to spans and another quote": (
        Correction.of(CLAIM.id, {"spans": SHORTER, "quote": "12 convoys"}, "x"),
        ValueProblem,
        "the quote follows the spans: it must be '12'",
    ),
    "a correction to spans out of order": (
        Correction.of(CLAIM.id, {"spans": Spans(content=(CONTENT[1], CONTENT[0])), "quote": ""}, "x"),
        ValueProblem,
        "not in the order of the text",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_follow_is_refused_with_all_that_came_with_it(journal: Journal, name: str) -> None:
    entry, error, words = WRONG[name]
    journal.append(both(ONE, "12 convoys"), "Ana")
    head = journal.head()
    with pytest.raises(error, match=words):
        journal.append([Note("x", "before"), entry, Note("x", "after")], "Ana")
    assert journal.head() == head
    assert journal.verify().entries == 2


def test_a_lone_surrogate_is_refused(journal: Journal) -> None:
    with pytest.raises(ValueProblem, match="half of a character"):
        journal.append([Note("x", "\ud83d")], "Ana")
    assert journal.head().seq == 0


@pytest.mark.parametrize(
    "text", ["a\x00b", "👩‍👩‍👧 e\u0301 نص", "line\r\nend\u2028", "\ufdd0 and \ufdd1", '"quoted" \\ {json}']
)
def test_any_other_text_is_kept_to_the_letter(journal: Journal, text: str) -> None:
    kept = report(text)
    journal.append([ReportAdded(kept, text)], "Ana\u2028é")
    assert next(journal.entries()).entry == ReportAdded(kept, text)
    assert journal.report(kept.id).text == text
    assert journal.verify().entries == 1


def test_known_reports_addresses_and_coders_can_be_asked_for(journal: Journal) -> None:
    first = report("First version.", url="https://post.example/1")
    second = report("Second version.", url="https://post.example/1")
    journal.append([ReportAdded(first, "a"), ReportAdded(second, "b")], "Ana")
    journal.append([coded(first), coded(first, coder=Coder("rules", "2"), unread="it is in Amharic")], "Ana")
    assert journal.has_report(first.id)
    assert not journal.has_report("r-none")
    assert journal.known_url("https://post.example/1") == (first.id, second.id)
    assert journal.known_url("https://post.example/2") == ()
    assert journal.coded(first.id) == {("rules", "1"), ("rules", "2")}
    assert journal.coded(second.id) == frozenset()


def test_reports_and_claims_come_by_their_ids(journal: Journal) -> None:
    journal.append(both(ONE, "12 convoys", "Borland"), "Ana")
    assert journal.report(ONE.id) == ONE
    assert journal.claim(CLAIM.id) == CLAIM
    with pytest.raises(UnknownId, match="r-none"):
        journal.report("r-none")
    with pytest.raises(UnknownId, match="c-none"):
        journal.claim("c-none")


def test_append_new_adds_only_what_the_record_lacks(journal: Journal) -> None:
    def read() -> int:
        return len(
            journal.append_new(lambda known: [] if known.has_report(ONE.id) else both(ONE, "12 convoys"), "reader")
        )

    assert [read(), read()] == [2, 0]


def test_append_new_sees_what_it_has_itself_added(journal: Journal) -> None:
    added = journal.append_new(
        lambda known: (ReportAdded(r, "x") for r in (ONE, ONE, OTHER) if not known.has_report(r.id)), "reader"
    )
    assert [r.entry for r in added] == [ReportAdded(ONE, "x"), ReportAdded(OTHER, "x")]


def test_what_goes_wrong_while_choosing_goes_through_and_adds_nothing(journal: Journal) -> None:
    def interrupted() -> list[Entry]:
        raise KeyboardInterrupt

    def make(_: object) -> object:
        yield Note("x", "y")
        yield from interrupted()

    with pytest.raises(KeyboardInterrupt):
        journal.append_new(make, "Ana")  # type: ignore[arg-type]
    assert journal.head().seq == 0
    journal.append([Note("x", "y")], "Ana")


def test_the_same_claim_in_a_later_coding_is_one_claim(journal: Journal) -> None:
    journal.append([*both(ONE, "12 convoys"), coded(ONE, [CLAIM, CLAIM, claim(ONE, "Borland")])], "Ana")
    assert journal.verify().claims == 2


def test_something_that_is_no_entry_is_refused(journal: Journal) -> None:
    with pytest.raises(ValueProblem, match="no kind of entry"):
        journal.append([ONE], "Ana")  # type: ignore[list-item]


@pytest.mark.parametrize("statement", ["UPDATE entries SET author = 'x'", "DELETE FROM entries"])
def test_the_database_itself_refuses_to_change_an_entry(journal: Journal, path: Path, statement: str) -> None:
    journal.append(every_kind(), "Ana")
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        run(path, statement)
    assert journal.verify().entries == 7


def test_the_database_itself_refuses_to_replace_an_entry(journal: Journal, path: Path) -> None:
    journal.append(every_kind(), "Ana")
    with pytest.raises(sqlite3.DatabaseError, match="append-only"):
        run(path, "INSERT OR REPLACE INTO entries SELECT seq, kind, 'x', time, payload, previous, hash FROM entries")
    assert journal.verify().entries == 7


def run(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    try:
        with connection:
            connection.execute(statement)
    finally:
        connection.close()


INDEX_TROUBLE = {
    "claims": "DELETE FROM claims",
    "reports": "UPDATE reports SET title = 'x'",
    "codings": "UPDATE codings SET version = '9'",
    "words": "DELETE FROM words",
    "words, changed": "UPDATE words SET text = 'x'",
    "words, damaged": "UPDATE words_data SET block = zeroblob(length(block)) WHERE id > 10",
    "words, misleading": "UPDATE words_content SET c5 = 'x'",
}


@pytest.mark.parametrize("name", INDEX_TROUBLE)
def test_the_index_can_be_made_again_from_the_entries(journal: Journal, path: Path, name: str) -> None:
    journal.append(both(ONE, "12 convoys"), "Ana")
    found = journal.search("convoys")
    run(path, INDEX_TROUBLE[name])
    with pytest.raises(TrucelineError, match=f"index '{name.split(',', maxsplit=1)[0]}' does not follow"):
        journal.verify()
    journal.rebuild()
    assert journal.verify().claims == 1
    assert journal.search("convoys") == found


def test_a_closed_record_is_one_file(journal: Journal, path: Path) -> None:
    journal.append(every_kind(), "Ana")
    journal.close()
    gc.collect()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("changes", ["", "[]", "{}", "{", '"x"', '{"id":"c-1"}', '{"report":"r-1"}', '{"coder":null}'])
def test_a_correction_changes_only_what_a_person_may_change(changes: str) -> None:
    with pytest.raises(ValueProblem):
        Correction("c-1", changes, "why")


def test_a_corrected_speaker_carries_nothing_over_from_the_old_one() -> None:
    corrected = Correction.of(CLAIM.id, {"speaker": "Borland"}, "it was the other").apply(CLAIM)
    assert corrected.id == CLAIM.id
    assert corrected.speaker == "Borland"
    assert corrected.voice.party is None
    assert corrected.voice.words == CLAIM.voice.words


def test_a_report_that_was_not_read_has_no_claims() -> None:
    with pytest.raises(ValueProblem, match="not read"):
        coded(ONE, [CLAIM], unread="language")


@pytest.mark.parametrize("about", [(About.PARTY, "two parties"), (About.INCIDENT, "two incidents")])
def test_a_judgement_says_what_it_needs_two_of(about: tuple[About, str]) -> None:
    with pytest.raises(ValueProblem, match=f"needs {about[1]}, not 'a' twice"):
        Judgement(about[0], "a", "a", SameVerdict.SAME, "x")


def test_the_quote_is_corrected_with_the_spans(journal: Journal) -> None:
    journal.append(both(ONE, "12 convoys"), "Ana")
    journal.append([Correction.of(CLAIM.id, {"spans": SHORTER, "quote": "12"}, "too long")], "Ana")
    journal.append([Correction.of(CLAIM.id, {"place": "the river"}, "named")], "Ana")
    (seen,) = View.of(journal).claims
    assert (seen.claim.quote, seen.claim.spans, seen.claim.act.place) == ("12", SHORTER, "the river")
    assert journal.verify().entries == 4


def test_a_judgement_is_about_two() -> None:
    with pytest.raises(ValueProblem, match="twice"):
        Judgement(About.PARTY, "a", "a", SameVerdict.SAME, "x")


@pytest.mark.parametrize("zone", ["Nowhere/Land", "", "../etc/passwd", "Asia"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    with pytest.raises(ValueProblem, match="no time zone"):
        Settings("x", zone)
