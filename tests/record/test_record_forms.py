"""A record of an older form keeps its entries, and gets the index of this form when it is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from record_values import T0, both, claim, report
from sqlalchemy import Engine, event

from truceline.errors import BrokenChain, NotARecord, RecordError, RecordUnwritable
from truceline.record import (
    Asked,
    Entry,
    Journal,
    Judgement,
    Note,
    Review,
    ReviewDecision,
    SameVerdict,
    Settings,
    View,
    database,
    tables,
)
from truceline.record.entries import About

ONE = report()
ENTRIES: list[Entry] = [
    Settings("The river", "Asia/Beirut"),
    *both(ONE, "12 convoys", "Borland"),
    Review(claim(ONE).id, ReviewDecision.ACCEPTED, "plain"),
    Judgement(About.PARTY, "Arland", "Republic of Arland", SameVerdict.SAME, "one state"),
    Note(ONE.id, "ask the editor"),
]
FORM_1 = (
    "CREATE TABLE reports (id TEXT PRIMARY KEY, seq INTEGER NOT NULL REFERENCES entries (seq), url TEXT, title TEXT)",
    "CREATE INDEX reports_by_url ON reports (url)",
    "CREATE TABLE codings (seq INTEGER PRIMARY KEY, report TEXT REFERENCES reports (id), coder TEXT, version TEXT)",
    "CREATE TABLE claims (id TEXT PRIMARY KEY, report TEXT REFERENCES reports (id), seq INTEGER)",
    "CREATE INDEX claims_by_report ON claims (report)",
    "CREATE VIRTUAL TABLE words USING fts5(report UNINDEXED, claim UNINDEXED, start UNINDEXED, title, publisher, text)",
    "PRAGMA user_version = 1",
)


def made_old(path: Path, *more: str) -> None:
    """Give the record the index of form 1, as an older release would have left it."""
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE words")
    for table in tables.INDEX:
        connection.execute(f"DROP TABLE {table.name}")
    for name in ("entries_by_kind", "entries_by_author"):
        connection.execute(f"DROP INDEX {name}")
    for statement in (*FORM_1, *more):
        connection.execute(statement)
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def form(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[60:64], "big")


@pytest.fixture
def old(path: Path) -> Path:
    with Journal.create(path) as journal:
        journal.append(ENTRIES, "Ana", T0)
    made_old(path)
    assert form(path) == 1
    return path


def test_an_older_record_is_brought_up_to_date_when_it_is_opened(old: Path) -> None:
    with Journal.open(old) as journal:
        assert [r.entry for r in journal.entries()] == ENTRIES
        assert journal.verify().entries == len(ENTRIES)
        assert [c.status for c in journal.finding.find(Asked(), 9, "").claims] == ["accepted", "coded"]
        assert [r.id for r in journal.report_lines(None, "", 9, "").reports] == [ONE.id]
        assert form(old) == tables.FORMAT
    with Journal.open(old) as again:
        assert again.verify().entries == len(ENTRIES)


def test_an_older_record_on_a_read_only_disk_says_what_to_do(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = database._engine

    def refuse(connection: sqlite3.Connection, _: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    def engine(uri: str, wait: float) -> Engine:
        found = made(uri, wait)
        event.listen(found, "connect", refuse)
        return found

    monkeypatch.setattr(database, "_engine", engine)
    with pytest.raises(RecordUnwritable, match=r"older form.*read-only.*open it there once"):
        Journal.open(old)
    assert form(old) == 1


def test_an_older_record_that_was_altered_is_left_as_it_is(old: Path) -> None:
    connection = sqlite3.connect(old)
    connection.execute("DROP TRIGGER entries_keep")
    connection.execute("UPDATE entries SET author = 'Ben' WHERE seq = 3")
    connection.commit()
    connection.close()
    with pytest.raises(BrokenChain, match="entry 3"):
        Journal.open(old)
    assert form(old) == 1


def test_an_older_record_without_its_entries_is_none(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {tables.APPLICATION_ID}")
    for statement in FORM_1:
        connection.execute(statement)
    connection.commit()
    connection.close()
    with pytest.raises(NotARecord, match="no table 'entries'"):
        Journal.open(path)


def test_two_that_open_an_older_record_at_once_find_it_up_to_date(old: Path) -> None:
    with Journal.open(old) as one, Journal.open(old) as other:
        assert other.verify() == one.verify()
        assert View.of(one) == View.of(other)


def test_a_record_of_this_form_that_lacks_a_table_is_damaged(path: Path) -> None:
    Journal.create(path).close()
    connection = sqlite3.connect(path)
    connection.execute("DROP TABLE judgements")
    connection.commit()
    connection.close()
    with pytest.raises(NotARecord, match="no table 'judgements'"):
        Journal.open(path)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("reports", "UPDATE reports SET known = '2020'"),
        ("superseded", "INSERT INTO superseded VALUES ('{one}', 'day', '2023-12-01', NULL, '{one}')"),
        ("claims", "UPDATE claims SET status = 'accepted' WHERE status = 'coded'"),
        ("claims", "UPDATE claims SET speaker = 'Borland' WHERE number = 1"),
        ("claims_json", "UPDATE claims_json SET json = '{{}}' WHERE claim = 2"),
        ("names", "DELETE FROM names WHERE claim = 1"),
        ("decisions", "DELETE FROM decisions"),
        ("judgements", "UPDATE judgements SET author = 'truceline'"),
        ("words", "UPDATE words SET text = 'x' WHERE rowid = 1"),
    ],
)
def test_whatever_is_changed_in_the_index_is_seen_and_made_again(path: Path, table: str, change: str) -> None:
    with Journal.create(path) as journal:
        journal.append(ENTRIES, "Ana", T0)
        before = journal.finding.find(Asked(), 9, "")
    connection = sqlite3.connect(path)
    connection.execute(change.format(one=ONE.id))
    connection.commit()
    connection.close()
    with Journal.open(path) as journal:
        with pytest.raises(RecordError, match=f"index '{table}' does not follow"):
            journal.verify()
        journal.rebuild()
        assert journal.verify().entries == len(ENTRIES)
        assert journal.finding.find(Asked(), 9, "") == before
