"""Database: the SQLite file that holds a record, and what can go wrong with it.

What is opened is looked at first: the file's header must say that it is a record, before SQLite
may touch it. So a foreign file is never altered, and no file comes into being by opening it.
Every error of SQLite or SQLAlchemy leaves here as one of ``truceline.errors``.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from truceline.errors import NotARecord, RecordBusy, RecordError, RecordUnwritable, TrucelineError, ValueProblem
from truceline.record import tables

_MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_INIT = "Run `truceline init` to make a record."
_KEPT = 8
"""How many connections are kept open between questions; more are opened where more are asked at once."""
_CACHE = 4096
"""KiB of the file that each connection may keep in memory."""
_COPY = "Keep this file for inquiry, and go back to the last good copy of the record."


class Database:
    """Connections to one file. ``wait`` is how many seconds to wait for another process to finish writing."""

    def __init__(self, path: Path, *, wait: float, how: str = "mode=rw") -> None:
        self.path = path
        self._uri, self._wait = f"{path.absolute().as_uri()}?{how}", wait
        self._engine = _engine(self._uri, wait)

    @classmethod
    def create(cls, path: Path, *, wait: float) -> Database:
        """A new, empty record.

        Raises RecordError where something is there already, RecordUnwritable where nothing can be made.
        """
        _claim_name(path)
        database = cls(path, wait=wait)
        try:
            with database.writing() as connection:
                tables.create(connection)
            # Only now: so the mark of a record is in the file itself, and not in the log beside it.
            with database._errors(), database._engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA journal_mode = WAL")
        except BaseException:
            database.close()
            path.unlink(missing_ok=True)
            raise
        return database

    @classmethod
    def open(cls, path: Path, *, wait: float) -> Database:
        """An existing record. Raises NotARecord for anything else, which is left as it is."""
        check_header(path)
        in_use = _in_use(path)
        try:
            return cls._opened(path, wait, "mode=rw")
        except RecordUnwritable:
            if in_use:
                raise
            # On a read-only disk SQLite cannot make its log, and reads only what is promised not to
            # change. Should it change all the same, the chain shows it.
            return cls._opened(path, wait, "immutable=1")

    @classmethod
    def _opened(cls, path: Path, wait: float, how: str) -> Database:
        database = cls(path, wait=wait, how=how)
        try:
            database._check_tables()
        except BaseException:
            database.close()
            raise
        return database

    def reading(self) -> AbstractContextManager[Connection]:
        """One consistent state of the file, while others may write."""
        return self._transaction("BEGIN")

    def writing(self) -> AbstractContextManager[Connection]:
        """The only writer; all of it is kept at the end, or nothing. Raises RecordBusy after ``wait`` seconds."""
        return self._transaction("BEGIN IMMEDIATE")

    @contextmanager
    def beside(self) -> Iterator[Connection]:
        """As ``reading``, by a connection whose own tables are scratch: those of the record are called ``record.x``.

        A bare name means the scratch table where there is one. The file need not be writable.
        """
        scratch = _engine("", self._wait)
        event.listen(scratch, "connect", lambda driver, _: driver.execute("ATTACH DATABASE ? AS record", (self._uri,)))
        try:
            with self._transaction("BEGIN", scratch) as connection:
                yield connection
        finally:
            scratch.dispose()

    def copy(self, to: Path) -> None:
        """All of the record, as it is at one moment, in the new file ``to``, which only its owner may read.

        Raises RecordError where something is there already, RecordUnwritable where nothing can be made.
        """
        _claim_name(to, mode=0o600)
        try:
            with self.reading() as connection, _errors_at(to):
                driver: Any = connection.connection.driver_connection
                with closing(sqlite3.connect(to)) as target:
                    driver.backup(target)
        except BaseException:
            to.unlink(missing_ok=True)
            raise

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def _transaction(self, begin: str, engine: Engine | None = None) -> Iterator[Connection]:
        connected = (engine or self._engine).connect
        with self._errors(), connected() as connection, connection.execution_options(begin=begin).begin():
            yield connection

    def _errors(self) -> AbstractContextManager[None]:
        return _errors_at(self.path)

    @property
    def outdated(self) -> bool:
        """Whether the record has an older form, with another index."""
        with self.reading() as connection:
            return tables.outdated(connection)

    def put_down(self) -> None:
        """Put what the log beside the file holds into the file itself, as far as nobody else is reading it."""
        with self._errors(), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def _check_tables(self) -> None:
        older = self.outdated
        with self.reading() as connection:
            names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars())
        if missing := sorted((tables.OLD_NAMES if older else tables.NAMES) - names):
            raise NotARecord(f"the file is damaged: it has no table {missing[0]!r}.", where=str(self.path), todo=_COPY)


@contextmanager
def _errors_at(path: Path) -> Iterator[None]:
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, UnicodeEncodeError) as error:
        raise translated(error, str(path)) from error


def address(where: str | Path) -> Path:
    """The path of a record that is named by a path or by a ``sqlite:///`` address."""
    if isinstance(where, Path) or "://" not in where:
        return Path(where)
    try:
        url = make_url(where)
    except ArgumentError:
        raise NotARecord("this is no address of a record.", where=where, todo="Give the path of a file.") from None
    if url.get_backend_name() != "sqlite" or not url.database:
        # The address may hold a password: it is not repeated.
        raise NotARecord(f"a record cannot be kept in {url.get_backend_name()} yet.", todo="Give the path of a file.")
    return Path(url.database)


def check_header(path: Path) -> None:
    """Raise NotARecord unless the first bytes of the file are those of a record."""
    where = str(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except (FileNotFoundError, NotADirectoryError):
        raise NotARecord("there is no record here.", where=where, todo=_INIT) from None
    except IsADirectoryError:
        raise NotARecord("this is a folder, not a record.", where=where, todo="Give the path of a file.") from None
    except OSError as error:
        todo = "Ask its owner for leave to read it."
        raise NotARecord(f"the file cannot be read: {error.strerror}.", where=where, todo=todo) from error
    if not head:
        raise NotARecord("the file is empty.", where=where, todo=f"Remove it. {_INIT}")
    if len(head) < _HEADER or not head.startswith(_MAGIC):
        raise NotARecord("the file is no Truceline record, or its beginning is damaged.", where=where, todo=_INIT)
    if int.from_bytes(head[68:72], "big") != tables.APPLICATION_ID:
        raise NotARecord("the file is another program's database.", where=where, todo=f"It was left alone. {_INIT}")
    if (found := int.from_bytes(head[60:64], "big")) not in {tables.FORMAT, *tables.OLDER}:
        todo = "Open it with the release of Truceline that wrote it, or a newer one."
        raise NotARecord(
            f"the record has form {found}; this release reads form {tables.FORMAT}.", where=where, todo=todo
        )


def _claim_name(path: Path, mode: int = 0o666) -> None:
    where = str(path)
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    except FileExistsError:
        todo = "It was left alone. Use it as it is, or choose another name."
        raise RecordError("there is already something with this name.", where=where, todo=todo) from None
    except (FileNotFoundError, NotADirectoryError):
        raise RecordUnwritable("the folder does not exist.", where=where, todo="Make the folder first.") from None
    except OSError as error:
        todo = "Choose another folder."
        raise RecordUnwritable(f"no file can be made here: {error.strerror}.", where=where, todo=todo) from error


def _in_use(path: Path) -> bool:
    """Whether a log lies beside the record: somebody has it open, or what was added last is only there."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _engine(uri: str, wait: float) -> Engine:
    def connect() -> sqlite3.Connection:
        # isolation_level None leaves BEGIN to the event below; the driver would begin too late.
        connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            # A promise to keep what was appended holds through a power cut as well.
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute(f"PRAGMA cache_size = -{_CACHE}")
        except BaseException:
            connection.close()
            raise
        return connection

    # The connections used last are used first: where few ask at once, few hold pages in memory.
    engine = create_engine(
        "sqlite://", creator=connect, poolclass=QueuePool, pool_size=_KEPT, max_overflow=-1, pool_use_lifo=True
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get("begin")
    if begin is not None:
        connection.exec_driver_sql(begin)


_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}
_ELSEWHERE = "Copy the record to a folder that can be written."
_UNWRITABLE = {
    sqlite3.SQLITE_FULL: ("the disk is full.", "Free some space."),
    sqlite3.SQLITE_READONLY: ("the file or its folder is read-only.", _ELSEWHERE),
    sqlite3.SQLITE_CANTOPEN: ("the file or its folder cannot be opened for writing.", _ELSEWHERE),
    sqlite3.SQLITE_PERM: ("the file or its folder may not be written.", _ELSEWHERE),
    sqlite3.SQLITE_IOERR: ("the disk reports an error.", "Look after the disk first, and work on a copy."),
}


def translated(error: Exception, where: str) -> TrucelineError:
    """The error of this house that says what an error of the database means."""
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, UnicodeEncodeError):
        return ValueProblem("the text has half of a character (a lone surrogate), which cannot be kept.", where=where)
    code = (getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
    if code in _BUSY:
        todo = "Nothing was changed. Try again when it is done."
        return RecordBusy("another process is writing to the record.", where=where, todo=todo)
    if code in _UNWRITABLE:
        what, todo = _UNWRITABLE[code]
        return RecordUnwritable(what, where=where, todo=f"Nothing was changed. {todo}")
    # SQLite says the last one when the bytes of a text are no UTF-8.
    if code in _DAMAGED or "Could not decode to UTF-8" in str(cause):
        return NotARecord(f"the file is damaged ({_first_line(cause)}).", where=where, todo=_COPY)
    return RecordError(f"the database refuses: {_first_line(cause)}.", where=where)


def _first_line(error: object) -> str:
    with suppress(IndexError):
        return str(error).splitlines()[0]
    return type(error).__name__
