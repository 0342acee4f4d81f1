"""Store: the SQLite file of a desk, and what can go wrong with it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event
from sqlalchemy.exc import SQLAlchemyError

from truceline.errors import NotARecord, RecordBusy, RecordError, RecordUnwritable, TrucelineError, ValueProblem
from truceline.web.desk import tables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WAIT = 5.0
"""Seconds to wait for another process that writes to the desk."""
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_UNWRITABLE = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)
_MOVE = "Move the file away; an empty desk is made in its place, and the record is not touched."


class Store:
    """Connections to one file, or to memory where ``path`` is None.

    ``turn`` grows with every change to who may do what, so that what is remembered of it can be dropped.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.turn = 0
        self._where = "the desk" if path is None else str(path)
        self._engine = _engine(path)

    @classmethod
    def open(cls, path: Path | None) -> Store:
        """The desk in the file, made where there is none, readable by its owner alone.

        Raises NotARecord for a file that is something else, RecordUnwritable, RecordBusy.
        """
        if path is not None:
            _make_private(path)
        store = cls(path)
        try:
            store._prepare()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        with self._transaction("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self, *, turn: bool = False) -> Iterator[Connection]:
        """The only writer meanwhile. ``turn``: it changes who may do what."""
        with self._transaction("BEGIN IMMEDIATE") as connection:
            yield connection
        if turn:
            self.turn += 1

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection, connection.execution_options(begin=begin).begin():
                yield connection
        except (SQLAlchemyError, sqlite3.Error, UnicodeEncodeError, OverflowError) as error:
            raise _told(error, self._where) from error

    def _prepare(self) -> None:
        with self.writing() as connection:
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
            form = connection.exec_driver_sql("PRAGMA user_version").scalar()
            if mark == 0 and connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar() == 0:
                connection.exec_driver_sql(f"PRAGMA application_id = {tables.APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version = {tables.FORMAT}")
                tables.metadata.create_all(connection, checkfirst=False)
            elif mark != tables.APPLICATION_ID:
                todo = f"It was left alone. {_MOVE}"
                raise NotARecord("the file is no desk of a case.", where=self._where, todo=todo)
            elif form != tables.FORMAT:
                todo = "Open it with the release of Truceline that wrote it, or a newer one."
                raise NotARecord(f"the desk has form {form}.", where=self._where, todo=todo)


def _make_private(path: Path) -> None:
    try:
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except OSError as error:
        what = f"the desk beside the case cannot be opened for writing: {error.strerror}."
        raise RecordUnwritable(what, where=str(path), todo="Move the case to a folder that can be written.") from error


def _engine(path: Path | None) -> Engine:
    def connect() -> sqlite3.Connection:
        name = ":memory:" if path is None else f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(name, uri=True, timeout=_WAIT, isolation_level=None, check_same_thread=False)
        with suppress(sqlite3.Error):
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA secure_delete = ON")
        return connection

    if path is None:
        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=1, max_overflow=0)
    else:
        engine = create_engine("sqlite://", creator=connect, poolclass=QueuePool, pool_size=2, max_overflow=-1)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _told(error: Exception, where: str) -> TrucelineError:
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, UnicodeEncodeError | OverflowError):
        return ValueProblem("a value cannot be kept: half of a character, or a number too large.", where=where)
    code = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
    if code in _BUSY:
        return RecordBusy("another process is writing to the desk of the case.", where=where, todo="Try again.")
    if code in _UNWRITABLE:
        return RecordUnwritable("the desk of the case cannot be written.", where=where, todo="See to disk and rights.")
    if code in _DAMAGED:
        return NotARecord("the file is no desk of a case, or is damaged.", where=where, todo=_MOVE)
    return RecordError(f"the desk refuses: {type(cause).__name__}.", where=where)
