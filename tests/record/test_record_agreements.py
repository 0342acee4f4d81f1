"""Agreements in the record: texts are added beside one another, never overwritten, and seen from their own date on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from record_values import T0, placed

from truceline.errors import UnknownId, ValueProblem
from truceline.model import When
from truceline.record import AgreementAmendment, AgreementText, Entry, Journal, View

ZONE = "Africa/Nairobi"
MARCH = When.day(date(2024, 3, 1), zone=ZONE)
APRIL = When.day(date(2024, 4, 1), zone=ZONE)
FIRST = AgreementText("river", "river.yaml", "agreement: River\n", MARCH)
SECOND = AgreementAmendment("river", "second.yaml", "agreement: River, longer\n", APRIL, "five more days")
TYPO = AgreementAmendment("river", "third.yaml", "agreement: River, again\n", MARCH, "a slip")


def view(*entries: Entry, as_of: date | None = None, recorded_by: datetime | None = None) -> View:
    at = [T0 + timedelta(hours=n) for n in range(len(entries))]
    every = [placed(n, "Ana", t, e) for n, (t, e) in enumerate(zip(at, entries, strict=True), 1)]
    return View.fold(every, as_of, recorded_by)


def texts(seen: View) -> list[str]:
    return [t.name for t in seen.agreements.get("river", ())]


def test_a_text_stands_with_its_author_time_and_reason() -> None:
    first, second = view(FIRST, SECOND).agreement("riv")
    assert (first.author, first.time, first.text, first.reason) == ("Ana", T0, FIRST.text, "")
    assert (second.text, second.reason) == (SECOND.text, "five more days")


@pytest.mark.parametrize(
    ("as_of", "seen"),
    [
        (date(2024, 2, 29), []),
        (date(2024, 3, 1), ["river.yaml"]),
        (date(2024, 3, 31), ["river.yaml"]),
        (date(2024, 4, 1), ["river.yaml", "second.yaml"]),
        (None, ["river.yaml", "second.yaml"]),
        (datetime(2024, 3, 1, 12, tzinfo=UTC), []),
        (datetime(2024, 3, 2, tzinfo=UTC), ["river.yaml"]),
    ],
)
def test_a_text_is_seen_from_the_day_it_was_signed(as_of: date | None, seen: list[str]) -> None:
    assert texts(view(FIRST, SECOND, as_of=as_of)) == seen


def test_a_text_counts_from_the_time_it_was_recorded() -> None:
    assert texts(view(FIRST, SECOND, recorded_by=T0)) == ["river.yaml"]


def test_the_text_that_was_added_last_holds_whatever_its_date() -> None:
    assert texts(view(FIRST, SECOND, TYPO)) == ["river.yaml", "second.yaml", "third.yaml"]
    assert texts(view(FIRST, SECOND, TYPO, as_of=date(2024, 3, 5))) == ["river.yaml", "third.yaml"]


def test_the_journal_keeps_every_text_and_reads_it_back(journal: Journal) -> None:
    journal.append([FIRST], "Ana")
    journal.append([SECOND], "Ben")
    assert [r.entry for r in journal.entries()] == [FIRST, SECOND]
    assert journal.verify().entries == 2
    journal.rebuild()
    assert texts(View.of(journal)) == ["river.yaml", "second.yaml"]


def test_an_id_is_taken_once(journal: Journal) -> None:
    journal.append([FIRST], "Ana")
    with pytest.raises(ValueProblem, match="already"):
        journal.append([FIRST], "Ana")


def test_a_further_text_needs_a_first_one(journal: Journal) -> None:
    with pytest.raises(UnknownId, match="no agreement 'river'"):
        journal.append([SECOND], "Ana")


@pytest.mark.parametrize("entry", [AgreementText("", "x", "text", MARCH), AgreementText("x", "x", " ", MARCH)])
def test_an_agreement_needs_an_id_and_a_text(journal: Journal, entry: AgreementText) -> None:
    with pytest.raises(ValueProblem, match="an id and a text"):
        journal.append([entry], "Ana")


def test_a_first_text_and_its_amendment_may_be_added_together(journal: Journal) -> None:
    assert len(journal.append([FIRST, SECOND], "Ana")) == 2
