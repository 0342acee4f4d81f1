"""What a case answers by its index: the log, notes, judgements, copies and exports."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from truceline.case import KINDS, Asked, Case
from truceline.errors import BrokenChain, InputError, RecordError, RecordUnwritable, UnknownId, ValueProblem
from truceline.model import Claim
from truceline.record import Journal


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    """The demo case, with decisions of two people. It is only asked: what writes works on a copy."""
    path = tmp_path_factory.mktemp("lookups") / "demo.db"
    with Case.create(path, title="Demo", zone="Asia/Jerusalem", author="Ana") as case:
        case.read_demo()
        case.add_demo_agreement()
        first, second = (c.id for c in case.find(limit=2).claims)
        third = case.find(Asked(act="RETREAT", sort="newest")).claims[0].id
        case.accept(first)
        case.signed("Ben").reject(second, "misread")
        case.signed("Ben").undo(second)
        case.reject(third, "misread")
        case.note(first, "ask the editor")
        case.signed("Ben").note(first, "asked")
        yield case


@pytest.fixture
def copy(demo: Case, tmp_path: Path) -> Iterator[Case]:
    demo.backup(tmp_path / "copy.db")
    with Case.open(tmp_path / "copy.db", author="Ana") as case:
        yield case


def test_the_whole_demo_is_listed_as_the_view_has_it(demo: Case) -> None:
    for as_of in (None, date(2023, 11, 27), date(2023, 11, 30)):
        view, page = demo.view(as_of), demo.find(Asked(as_of=as_of), limit=9999)
        assert [c.claim for c in page.claims] == [c.claim for c in view.current]
        assert {r.id: r.claims for r in demo.report_lines(as_of, limit=999).reports} == {
            r.id: sum(c.status != "rejected" for c in view.claims_of(r.id)) for r in view.reports
        }
        assert [r.id for r in demo.report_lines(as_of, limit=999).reports] == [r.id for r in reversed(view.reports)]


def test_a_report_and_its_claims_are_there_once_they_were_known(demo: Case) -> None:
    last = demo.report_lines(limit=1).reports[0]
    assert demo.report(last.id[:9]).title == last.title
    assert len(demo.claims_of(last.id)) == len(demo.view().claims_of(last.id))
    for ask in (demo.report, demo.claims_of, demo.versions):
        with pytest.raises(UnknownId):
            ask(last.id, date(2023, 11, 24))


def test_the_log_is_the_journal(demo: Case) -> None:
    with Journal.open(demo.path) as journal:
        every = tuple(journal.entries())
    assert demo.entries(limit=9999) == every
    assert demo.entries(newest=True, limit=3) == every[:-4:-1]
    assert demo.entries(after=2, before=6) == every[2:5]
    reviews = demo.entries(kinds=("review", "decision taken back"))
    assert [r.kind for r in reviews] == ["review", "review", "decision taken back", "review"]
    assert [r.kind for r in demo.entries(author="Ben")] == ["review", "decision taken back", "note"]
    assert demo.entries(limit=-1) == demo.entries(author="Nobody") == ()
    assert {r.kind for r in every} <= set(KINDS)
    with pytest.raises(ValueProblem, match="no kind of entry called 'gossip'"):
        demo.entries(kinds=("gossip",))


def test_an_entry_of_the_log_that_was_altered_is_not_shown(copy: Case) -> None:
    connection = sqlite3.connect(copy.path)
    connection.execute("DROP TRIGGER entries_keep")
    connection.execute("UPDATE entries SET author = 'Ben' WHERE seq = 2")
    connection.commit()
    connection.close()
    with pytest.raises(BrokenChain, match="entry 2"):
        copy.entries()


def test_what_was_entered_is_counted_in_plain_words(demo: Case) -> None:
    counted = demo.entered(0)
    assert counted["report"] == counted["coding"] == len(demo.reports())
    assert {k: counted[k] for k in ("review", "undone decision", "note", "agreement text", "settings change")} == {
        "review": 3, "undone decision": 1, "note": 2, "agreement text": 1, "settings change": 1,
    }  # fmt: skip
    assert "judgement" not in counted
    assert demo.entered(demo.head().seq - 2) == {"note": 2}
    assert demo.entered(demo.head().seq) == {}


def test_everybody_who_signed_is_named(demo: Case) -> None:
    assert demo.authors() == ("Ana", "Ben", "truceline")


def test_notes_come_with_who_wrote_them(demo: Case) -> None:
    first = demo.find(Asked(status="accepted")).claims[0].id
    assert [(n.author, n.note.text) for n in demo.notes_on(first)] == [("Ana", "ask the editor"), ("Ben", "asked")]
    assert demo.notes_on("c-none") == ()


def test_judgements_are_found_by_the_pair_and_by_one_of_it(copy: Case) -> None:
    a, b, c = (facet.value for facet in copy.facets()["speaker"][:3])
    copy.same(a, b, "one body")
    copy.signed("Ben").different(b, a, "two bodies")
    copy.unsure(c, a)
    assert [(j.author, j.judgement.verdict.value) for j in copy.judged(b, a)] == [("Ana", "same"), ("Ben", "different")]
    latest = copy.judged_with(a)
    assert [(j.author, j.judgement.verdict.value) for j in latest] == [("Ana", "unsure"), ("Ben", "different")]
    assert latest[0].seq > latest[1].seq
    assert copy.view().judgements[-1] == latest[0]


def test_the_ids_are_those_of_the_list(demo: Case) -> None:
    for asked in (Asked(), Asked(sort="when", rejected=True), Asked(words="released")):
        assert demo.ids(asked) == tuple(c.id for c in demo.find(asked, limit=9999).claims)


@pytest.mark.parametrize("at_once", [7, 500])
def test_an_export_holds_exactly_what_is_listed_in_that_order(
    demo: Case, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr("truceline.streamed._AT_ONCE", at_once)
    asked = Asked(as_of=date(2023, 11, 28), sort="newest")
    listed = demo.find(asked, limit=9999).claims
    rows = list(csv.DictReader(io.StringIO("".join(demo.exported("csv", asked)), newline="")))
    assert [(r["id"], r["status"], r["title"]) for r in rows] == [(c.id, c.status, c.title) for c in listed]
    lines = [json.loads(line) for line in "".join(demo.exported("jsonl", asked)).splitlines()]
    assert [Claim.from_json(line) for line in lines] == [c.claim for c in listed]
    events = [json.loads(line)["id"] for line in "".join(demo.exported("plover", asked)).splitlines()]
    assert events == [c.id for c in listed if c.claim.act.type != "STATE"]


@pytest.mark.parametrize("format", ["csv", "jsonl", "plover"])
def test_an_export_in_pieces_is_the_export_in_one(demo: Case, format: str) -> None:
    whole = io.StringIO(newline="")
    demo.export(format, whole)
    assert "".join(demo.exported(format)) == whole.getvalue()


def test_an_export_of_nothing_has_its_header_alone(demo: Case) -> None:
    nothing = Asked(speaker="Nobody")
    assert "".join(demo.exported("csv", nothing)).count("\n") == 1
    assert "".join(demo.exported("jsonl", nothing)) == ""


def test_an_export_that_cannot_be_is_refused_before_it_begins(demo: Case) -> None:
    with pytest.raises(InputError, match="no export format 'pdf'"):
        demo.exported("pdf")
    with pytest.raises(UnknownId):
        demo.exported("csv", Asked(report="r-none"))


def test_a_copy_is_whole_and_its_owners_alone(demo: Case, tmp_path: Path) -> None:
    demo.backup(tmp_path / "copy.db")
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    with Case.open(tmp_path / "copy.db") as copy:
        assert copy.verify() == demo.verify()
    with pytest.raises(RecordError, match="already something"):
        demo.backup(tmp_path / "copy.db")
    with pytest.raises(RecordUnwritable, match="folder does not exist"):
        demo.backup(tmp_path / "missing" / "copy.db")
    assert not (tmp_path / "missing").exists()


def test_files_are_read_under_the_names_they_were_given(copy: Case, tmp_path: Path) -> None:
    staged = tmp_path / "x1"
    staged.write_text("Published: 2024-03-01\n\nThe United Nations said that 12 detainees had been released.\n")
    (read,) = copy.read_named([(staged, "bulletin.txt")], dry_run=True)
    assert (read.where, read.state) == ("bulletin.txt", "new")
    (read,) = copy.read_named([(staged, "bulletin.txt")])
    assert read.report is not None
    (line,) = copy.versions(read.report.id)
    assert line.name == "bulletin.txt"
    gone, same = copy.read_named([(tmp_path / "gone", "lost.txt"), (staged, "bulletin.txt")])
    assert (gone.where, gone.state, same.state) == ("lost.txt", "unreadable", "same")
    assert "cannot be read" in str(gone.error)


def test_the_record_and_the_desk_beside_it_are_no_reports(copy: Case, tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("A report.")
    for end in ("-desk", "-desk-wal", "-desk-shm"):
        Path(f"{copy.path}{end}").write_text("x")
    assert copy.sources([tmp_path]) == (tmp_path / "report.txt",)


def test_an_assessment_leaves_out_what_was_entered_later(demo: Case) -> None:
    (rejected,) = demo.ids(Asked(status="rejected"))
    first = demo.entries(kinds=("review",))[0]
    assert rejected not in demo.assess().incidents.by_claim
    assert rejected in demo.assess(recorded_by=first.time).incidents.by_claim
