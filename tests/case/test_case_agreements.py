"""Agreements through Case: checked before they are added, amended beside the old text, seen by their own dates."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from truceline.case import Case, Verbatim
from truceline.errors import AgreementProblem, AmbiguousId, Changed, InputError, UnknownId, ValueProblem

RIVER = """
agreement: River ceasefire
id: river-2024
text_of: 2024-03-01
zone: Africa/Nairobi
parties: {north: Northland, south: Southland}
truce: {from: 2024-03-02 07:00, for: 14 days}
duties:
  talks: {by: both, meet: talks, due: day 5}
"""
BRIDGED = RIVER + "amendments:\n  - {of: 2024-03-15, name: bridge, extends: {by: 5 days}}\n"
LATER = BRIDGED + "  - {of: 2024-03-20 12:00, ends: yes}\n"
BROKEN = RIVER.replace("Africa/Nairobi", "Nowhere").replace("meet: talks", "juggle: talks")


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case.db", author="Ana") as made:
        yield made


def test_an_agreement_is_added_as_text_or_as_a_file(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "hill.yaml"
    file.write_text("\ufeff" + RIVER.replace("river-2024", "hill"), encoding="utf-8")
    assert case.add_agreement(RIVER).id == "river-2024"
    assert case.add_agreement(file).name == str(file)
    assert [a.id for a in case.agreements()] == ["river-2024", "hill"]


def test_nothing_is_added_of_a_text_that_is_wrong_and_all_faults_are_told(case: Case) -> None:
    with pytest.raises(AgreementProblem) as caught:
        case.add_agreement(BROKEN, name="river.yaml")
    told = Case.check_agreement(BROKEN, name="river.yaml")
    assert [str(p) for p in told] == [str(p) for p in caught.value.problems]
    assert len(told) == 2
    assert all(p.where.startswith("river.yaml:") and p.todo for p in told)
    assert case.agreements() == ()


def test_a_sound_text_has_no_problems() -> None:
    assert Case.check_agreement(RIVER) == ()


def test_an_id_is_taken_once(case: Case) -> None:
    case.add_agreement(RIVER)
    with pytest.raises(ValueProblem, match="already"):
        case.add_agreement(BRIDGED)


def test_an_agreement_is_found_by_the_beginning_of_its_id_or_as_the_only_one(case: Case) -> None:
    with pytest.raises(UnknownId, match="no agreement"):
        case.agreement()
    case.add_agreement(RIVER)
    assert case.agreement() == case.agreement("riv")
    case.add_agreement(RIVER.replace("river-2024", "river-2025"))
    with pytest.raises(AmbiguousId):
        case.agreement("riv")
    with pytest.raises(AmbiguousId, match="several"):
        case.agreement()
    with pytest.raises(UnknownId):
        case.agreement("lake")


def test_a_further_text_stands_beside_the_first_and_shows_what_it_changes(case: Case) -> None:
    case.add_agreement(RIVER)
    made = case.amend_agreement("river", BRIDGED, "the bridge of 15 March")
    assert [c.name for c in made.changed] == ["extensions and end"]
    assert [t.reason for t in case.agreement_texts()] == ["", "the bridge of 15 March"]
    assert case.agreement().text == BRIDGED
    assert case.verify().entries == 3


@pytest.mark.parametrize(
    ("as_of", "text"),
    [
        (date(2024, 3, 1), RIVER),
        (date(2024, 3, 14), RIVER),
        (date(2024, 3, 15), BRIDGED),
        (datetime(2024, 3, 20, 8, tzinfo=UTC), BRIDGED),
        (datetime(2024, 3, 20, 10, tzinfo=UTC), LATER),
    ],
)
def test_a_further_text_holds_from_the_day_its_news_was_agreed(case: Case, as_of: date, text: str) -> None:
    case.add_agreement(RIVER)
    case.amend_agreement("river-2024", BRIDGED, "bridge")
    case.amend_agreement("river-2024", LATER, "end")
    assert case.agreement(as_of=as_of).text == text


def test_before_it_was_signed_there_is_no_agreement(case: Case) -> None:
    case.add_agreement(RIVER)
    assert case.agreements(date(2024, 2, 29)) == ()
    with pytest.raises(UnknownId):
        case.agreement("river-2024", date(2024, 2, 29))


def test_a_text_that_only_sets_a_slip_right_holds_from_the_first_day(case: Case) -> None:
    case.add_agreement(RIVER)
    right = RIVER.replace("due: day 5", "due: day 6")
    case.amend_agreement("river-2024", right, "a slip of the pen")
    assert case.agreement(as_of=date(2024, 3, 2)).text == right


@pytest.mark.parametrize(
    ("text", "reason", "message"),
    [
        (BRIDGED, " ", "needs a reason"),
        (RIVER, "again", "in the record"),
        (BRIDGED.replace("river-2024", "lake"), "bridge", "not of 'river-2024'"),
    ],
)
def test_a_further_text_that_cannot_be_is_refused(case: Case, text: str, reason: str, message: str) -> None:
    case.add_agreement(RIVER)
    with pytest.raises(ValueProblem, match=message):
        case.amend_agreement("river-2024", text, reason)
    assert len(case.agreement_texts()) == 1


def test_a_text_written_after_an_older_one_is_not_added_over_a_newer(case: Case) -> None:
    case.add_agreement(RIVER)
    seen = case.agreement_texts()[-1].seq
    case.amend_agreement("river-2024", BRIDGED, "the bridge", seen=seen)
    with pytest.raises(Changed, match="Ana added another text of this agreement since"):
        case.amend_agreement("river-2024", LATER, "the end", seen=seen)
    assert [t.reason for t in case.agreement_texts()] == ["", "the bridge"]
    made = case.amend_agreement("river-2024", LATER, "the end", seen=case.agreement_texts()[-1].seq)
    assert made.before.text == BRIDGED
    assert case.agreement_ids() == ("river-2024",)


def test_only_what_is_there_can_be_amended(case: Case) -> None:
    with pytest.raises(UnknownId):
        case.amend_agreement("river-2024", BRIDGED, "bridge")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "looks like a PDF document"),
        (b"PK\x03\x04\x14\0\0\0\xff", "looks like a Word document"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None, message: str) -> None:
    file = tmp_path / "river.yaml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InputError, match=message):
        Case.check_agreement(file)


def test_a_file_of_another_kind_is_told_by_its_name_where_its_first_words_tell_it() -> None:
    (problem,) = Case.check_agreement("%PDF-1.7\nall in ASCII\n")
    assert problem.what == "this looks like a PDF document, not like text."
    assert "plain text file" in problem.todo


def test_a_draft_is_linted_and_told_in_words_without_a_record() -> None:
    assert "talks suspended" in [w.rule for w in Case.lint(RIVER)]
    told = Case.in_words(Case.read_agreement(RIVER))
    assert "Northland and Southland are to meet talks by the end of day 5." in [s.words for s in told]


@pytest.mark.parametrize("path", ["own.yaml", " own.yaml\n", "./own.yaml"])
def test_a_text_that_others_gave_never_opens_a_file(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").write_text("a word that only the file has", encoding="utf-8")
    told = " ".join(str(p) for p in Case.check_agreement(Verbatim(path)))
    assert told
    assert "only the file has" not in told
    for use in (Case.read_agreement, Case.lint):
        with pytest.raises(AgreementProblem):
            use(Verbatim(path))
