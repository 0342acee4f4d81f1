"""Files that are no record, records that are damaged, disks that are full, and records that are busy."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest
from record_values import both, report
from sqlalchemy import Engine, event
from sqlalchemy.exc import SQLAlchemyError

from truceline.errors import (
    BrokenChain,
    NotARecord,
    RecordBusy,
    RecordError,
    RecordUnwritable,
    TrucelineError,
)
from truceline.record import Journal, Note, Verified, View, database, tables

ONE = report()


def foreign(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in ("CREATE TABLE mine (a)", *statements):
        connection.execute(statement)
    connection.commit()
    connection.close()


def write_foreign(path: Path) -> None:
    foreign(path)


def write_marked(path: Path) -> None:
    foreign(path, f"PRAGMA application_id = {tables.APPLICATION_ID}", f"PRAGMA user_version = {tables.FORMAT}")


def write_newer(path: Path) -> None:
    foreign(path, f"PRAGMA application_id = {tables.APPLICATION_ID}", "PRAGMA user_version = 99")


NOT_RECORDS = {
    "nothing": (lambda p: None, "truceline init"),
    "a folder": (lambda p: p.mkdir(), "folder"),
    "an empty file": (lambda p: p.write_bytes(b""), "empty.*truceline init"),
    "a text": (lambda p: p.write_text("Two convoys crossed the river. " * 40), "no Truceline record"),
    "a few bytes of SQLite": (lambda p: p.write_bytes(b"SQLite format 3\x00"), "damaged"),
    "another program's database": (write_foreign, "another program"),
    "a newer form": (write_newer, "form 99"),
    "a mark and no tables": (write_marked, "no table 'claims'"),
}


@pytest.mark.parametrize("name", NOT_RECORDS)
def test_what_is_no_record_is_refused_and_left_alone(path: Path, name: str) -> None:
    write, words = NOT_RECORDS[name]
    write(path)
    before = {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()}
    with pytest.raises(NotARecord, match=f"(?s){words}") as caught:
        Journal.open(path)
    assert str(path) in str(caught.value)
    assert {p.name: p.read_bytes() for p in path.parent.iterdir() if p.is_file()} == before


@pytest.mark.parametrize("name", ["a text", "another program's database", "a folder"])
def test_a_record_is_never_made_over_something_else(path: Path, name: str) -> None:
    NOT_RECORDS[name][0](path)
    with pytest.raises(RecordError, match="already something"):
        Journal.create(path)
    assert path.is_dir() or path.stat().st_size > 0


def test_a_record_is_never_made_over_a_record(journal: Journal, path: Path) -> None:
    journal.append([Note("x", "y")], "Ana")
    with pytest.raises(RecordError, match="already something"):
        Journal.create(path)
    assert journal.verify().entries == 1


def test_a_record_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(RecordUnwritable, match="folder does not exist"):
        Journal.create(tmp_path / "missing" / "case.db")


def test_a_record_that_could_not_be_made_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise sqlite3.OperationalError("no luck")

    monkeypatch.setattr(tables, "create", fail)
    with pytest.raises(RecordError, match="no luck"):
        Journal.create(path)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["a b.db", "50%#?.db", "файл-سجل.db"])
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    with Journal.create(tmp_path / name) as journal:
        journal.append([Note("x", "y")], "Ana")
    with Journal.open(f"{tmp_path}/{name}") as journal:
        assert journal.head().seq == 1
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_record_can_be_named_by_an_address(path: Path) -> None:
    Journal.create(f"sqlite:///{path}").close()
    Journal.open(path).close()


@pytest.mark.parametrize("where", ["postgresql://ana:secret@host/db", "https://example.org/x", "://", "sqlite://"])
def test_an_address_that_holds_no_record_is_refused_without_repeating_it(where: str) -> None:
    with pytest.raises(NotARecord, match="path of a file") as caught:
        Journal.open(where)
    assert "secret" not in str(caught.value)


def test_the_record_is_in_wal_mode_with_foreign_keys_on(journal: Journal, path: Path) -> None:
    with journal._database.reading() as connection:
        pragma = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in ("journal_mode", "foreign_keys")}
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000
    assert pragma == {"journal_mode": "wal", "foreign_keys": 1}
    assert int.from_bytes(path.read_bytes()[68:72], "big") == tables.APPLICATION_ID


@pytest.fixture
def filled(path: Path) -> Path:
    with Journal.create(path) as journal:
        for i in range(40):
            of = report(f"Report {i}: 12 convoys crossed. " + "They went north. " * 40)
            journal.append(both(of, "12 convoys"), "Ana")
    return path


def test_a_cut_file_is_refused(filled: Path) -> None:
    data = filled.read_bytes()
    filled.write_bytes(data[: len(data) // 2])
    with pytest.raises((NotARecord, BrokenChain), match=r"damaged|missing|changed"), Journal.open(filled) as journal:
        journal.verify()


def test_damage_to_any_page_never_passes_unseen(filled: Path) -> None:
    whole, unseen = filled.read_bytes(), []
    for at in range(0, len(whole), 4096):
        # All of the page: in a page that is half empty, other bytes would be no damage.
        noise = random.Random(at).randbytes(4096)
        filled.write_bytes(whole[:at] + noise + whole[at + 4096 :])
        try:
            with Journal.open(filled) as journal:
                journal.verify()
        except RecordError:
            continue
        unseen.append(at // 4096 + 1)
    assert unseen == []


def test_a_text_that_is_no_utf_8_is_damage(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DROP TRIGGER entries_keep")
    connection.execute("UPDATE entries SET payload = CAST(x'ff' || payload AS TEXT) WHERE seq = 3")
    connection.commit()
    connection.close()
    with pytest.raises((NotARecord, BrokenChain)), Journal.open(filled) as journal:
        View.of(journal)


def limit_connections(journal: Journal, pragma: str) -> None:
    """Give every later connection a setting that stands for a disk in trouble."""
    journal._database._engine.dispose()

    def set_pragma(connection: sqlite3.Connection, _: object) -> None:
        connection.execute(pragma)

    event.listen(journal._database._engine, "connect", set_pragma)


def test_a_full_disk_keeps_nothing_of_an_append(journal: Journal) -> None:
    journal.append(both(ONE, "12 convoys"), "Ana")
    with journal._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    limit_connections(journal, f"PRAGMA max_page_count = {pages + 3}")
    big = report("12 convoys. " * 5000)
    with pytest.raises(RecordUnwritable, match=r"disk is full.*Free some space"):
        journal.append([Note("x", "y"), *both(big, "12 convoys")], "Ana")
    assert journal.verify().entries == 2
    journal.append([Note("x", "y")], "Ana")
    assert journal.verify().entries == 3


def test_a_read_only_disk_can_be_read_and_not_written(journal: Journal) -> None:
    journal.append(both(ONE, "12 convoys"), "Ana")
    limit_connections(journal, "PRAGMA query_only = ON")
    with pytest.raises(RecordUnwritable, match="read-only"):
        journal.append([Note("x", "y")], "Ana")
    assert len(View.of(journal).claims) == 1
    assert journal.verify() == Verified(2, 1, 1, journal.head().hash, search=False)


def as_on_a_read_only_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite refuses to read a record whose folder it cannot write, unless told that nothing will change."""
    made = database._engine

    def engine(uri: str, wait: float) -> Engine:
        found = made(uri, wait)
        if "mode=rw" in uri:
            event.listen(found, "connect", refuse)
        return found

    def refuse(*_: object) -> None:
        trouble = sqlite3.OperationalError("attempt to write a readonly database")
        trouble.sqlite_errorcode = sqlite3.SQLITE_READONLY  # type: ignore[misc]
        raise trouble

    monkeypatch.setattr(database, "_engine", engine)


def test_a_record_on_a_read_only_disk_opens_for_reading(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_on_a_read_only_disk(monkeypatch)
    with Journal.open(filled) as journal:
        assert len(View.of(journal).claims) == 40
        assert journal.search("convoys", limit=1)
        assert journal.verify().search is False
        with pytest.raises(RecordUnwritable, match=r"read-only.*Copy the record"):
            journal.append([Note("x", "y")], "Ana")
    assert [p.name for p in filled.parent.iterdir()] == [filled.name]


def test_a_record_in_use_on_a_read_only_disk_is_refused(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_on_a_read_only_disk(monkeypatch)
    filled.with_name(f"{filled.name}-wal").write_bytes(b"what was added last")
    with pytest.raises(RecordUnwritable, match="read-only"):
        Journal.open(filled)


@pytest.mark.parametrize(
    ("code", "error", "words"),
    [
        (sqlite3.SQLITE_CANTOPEN, RecordUnwritable, "opened"),
        (sqlite3.SQLITE_IOERR | 3 << 8, RecordUnwritable, "disk reports an error"),
        (sqlite3.SQLITE_PERM, RecordUnwritable, "may not be written"),
        (sqlite3.SQLITE_LOCKED, RecordBusy, "another process"),
        (sqlite3.SQLITE_CORRUPT, NotARecord, "damaged"),
        (sqlite3.SQLITE_ERROR, RecordError, "refuses: trouble"),
    ],
)
def test_no_error_of_the_database_gets_out(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, code: int, error: type[TrucelineError], words: str
) -> None:
    def fail(*_: object) -> None:
        trouble = sqlite3.OperationalError("trouble\nand more")
        trouble.sqlite_errorcode = code  # type: ignore[misc]
        raise trouble

    monkeypatch.setattr("truceline.record.index.add", fail)
    with pytest.raises(error, match=words) as caught:
        journal.append([Note("x", "y")], "Ana")
    assert not isinstance(caught.value, SQLAlchemyError)
    assert journal.head().seq == 0


def test_a_record_that_another_writes_to_is_busy(journal: Journal, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with Journal.open(path, wait=0.05) as waiting:
            with pytest.raises(RecordBusy, match="another process"):
                waiting.append([Note("x", "y")], "Ana")
            assert waiting.verify() == Verified(0, 0, 0, "0" * 64, search=False)
    finally:
        other.close()
    journal.append([Note("x", "y")], "Ana")


def test_a_record_taken_away_while_open_is_reported(journal: Journal, path: Path) -> None:
    journal.close()
    path.unlink()
    with pytest.raises(RecordError):
        journal.append([Note("x", "y")], "Ana")
    assert not path.exists()
