"""Kept: boards that were worked out, in a file beside the case, so that a page is there at once next time.

Whoever works a board out writes it into the file; the server reads there what a page needs, a piece at a time where it
is large. Nothing in it is a record: it can be thrown away, and is made again.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truceline.errors import RecordBusy, RecordUnwritable
from truceline.web.parts import Parts
from truceline.web.recent import Recent

DECODED = 8 * 1024 * 1024
"""Bytes of JSON whose values are kept at once; as values they take some four times as many."""
PIECE = 256 * 1024
"""Bytes of a piece: what is in memory at once of a text that is given as a file."""
_MAIN = ""
_MOST = 400
"""Boards that are kept; what was worked out longest ago goes first."""
_ROOM = 512 * 1024 * 1024
"""Bytes of the boards that are kept."""
_SHAPE = 2
_PATIENCE = 30.0
"""Seconds that one writer waits for another."""
_LOG_SIZE = 16 * 1024 * 1024
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_TABLES = f"""
DROP TABLE IF EXISTS boards;
DROP TABLE IF EXISTS pieces;
CREATE TABLE boards
    (id INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT, edition TEXT, head TEXT, seq INTEGER, size INTEGER);
CREATE INDEX boards_key ON boards (key, id);
CREATE TABLE pieces (board INTEGER, name TEXT, number INTEGER, body BLOB, PRIMARY KEY (board, name, number));
PRAGMA user_version = {_SHAPE};
"""


class Lost(Exception):
    """The file is damaged, or was removed: what is in it cannot be used, and nothing can be written there."""


@dataclass(frozen=True, slots=True)
class KeptBoard:
    """One making of a board. ``head`` and ``seq`` name the last entry that it knew."""

    source: Kept
    file: int
    key: str
    id: int
    head: str
    seq: int

    def text(self, name: str = _MAIN) -> str | None:
        """A part as JSON, or a text; the board itself by default. None where there is none of this name.

        Raises RecordBusy where the board was made anew meanwhile and this making is gone, as all that follow do.
        """
        pieces = list(self.pieces(name))
        return b"".join(pieces).decode() if pieces else None

    def value(self, name: str = _MAIN) -> Any:
        """The same as plain values, which nobody changes."""
        return self.source.value(self, name)

    def pieces(self, name: str = _MAIN) -> Iterator[bytes]:
        """The same as UTF-8, a piece at a time; nothing where there is none of this name."""
        number = 0
        while (piece := self.source.piece(self, name, number)) is not None:
            yield piece
            if len(piece) < PIECE:
                return
            number += 1

    def size(self, name: str = _MAIN) -> int | None:
        """Its bytes."""
        return self.source.size(self, name)


class Kept:
    """Boards by their key. ``edition`` names the program that made them: those of another are not used. Close it.

    Several processes may have the same file open: those that work boards out, and the server, which alone makes the
    file (``make``). Nobody who is killed damages it, and nobody who reads waits for one who writes.
    """

    def __init__(self, path: Path, edition: str, *, make: bool = True) -> None:
        """Raises Lost where there is no sound file to be opened and none is made."""
        self._lock, self._decoding = threading.Lock(), threading.Lock()
        self.path, self.edition = path, edition
        self._temporary: Path | None = None
        self._recent = Recent(DECODED)
        self.file = 0
        """Which file is open: another number where it had to be begun anew."""
        if not make and not path.exists():
            raise Lost
        with self._sound():
            self._file = self._made() if make else _opened(path, make=False)
        self._inode = self.path.stat().st_ino

    def close(self) -> None:
        with self._lock:
            self._file.close()
            if self._temporary is not None:
                shutil.rmtree(self._temporary, ignore_errors=True)

    def whole(self) -> bool:
        """Whether the file that was opened is still the one at its path."""
        with suppress(OSError):
            return self._inode == self.path.stat().st_ino
        return False

    def put(self, key: str, board: Any, head: str, seq: int) -> None:
        """Keep a board, Parts or plain values, with all that is its own; what it replaces goes in the same moment.

        Raises Lost, and RecordUnwritable where there is no room.
        """
        made = board if isinstance(board, Parts) else Parts(board)
        bodies = {_MAIN: _json(made.main), **{n: _json(p) for n, p in made.parts.items()}}
        bodies |= {name: text.encode() for name, text in made.texts.items()}
        with self._lock, self._sound():
            if not self.whole():
                raise Lost
            with _together(self._file):
                size = sum(map(len, bodies.values()))
                values = (key, self.edition, head, seq, size)
                row = self._file.execute("INSERT INTO boards VALUES (NULL, ?, ?, ?, ?, ?)", values)
                for name, body in bodies.items():
                    rows = ((row.lastrowid, name, number, piece) for number, piece in enumerate(_pieces(body)))
                    self._file.executemany("INSERT INTO pieces VALUES (?, ?, ?, ?)", rows)
                gone = [(id,) for id in self._too_many()]
                self._file.executemany("DELETE FROM boards WHERE id = ?", gone)
                self._file.executemany("DELETE FROM pieces WHERE board = ?", gone)

    def get(self, key: str) -> KeptBoard | None:
        """The board as it was made last. Raises as ``KeptBoard.text`` does, but for a making that is gone."""
        asked = "SELECT id, head, seq FROM boards WHERE key = ? AND edition = ? ORDER BY id DESC LIMIT 1"
        file = self.file
        try:
            with self._lock, self._sound():
                found = self._file.execute(asked, (key, self.edition)).fetchone()
                return KeptBoard(self, self.file, key, *found) if found else None
        except Lost:
            self.renew(file)
            return None

    def renew(self, file: int) -> None:
        """Where ``file``, the one that was open then, is damaged or was removed: begin another, empty, in its place.

        Raises Lost or RecordUnwritable where not even one for this run can be made.
        """
        with self._lock, self._sound():
            if file != self.file:
                return
            if self.whole():
                _removed(self.path)
            self._file.close()
            self.file += 1
            self._file = self._made()
            self._inode = self.path.stat().st_ino

    # --- one making -----------------------------------------------------------------------------
    def value(self, board: KeptBoard, name: str) -> Any:
        key = (board.file, board.id, name)
        found, there = self._recent.get(key)
        if there:
            return found
        # One after the other: whoever asks for the same meanwhile finds it decoded.
        with self._decoding:
            found, there = self._recent.get(key)
            if there:
                return found
            body = b"".join(board.pieces(name))
            value = json.loads(body) if body else None
            self._recent.put(key, value, len(body))
            return value

    def piece(self, board: KeptBoard, name: str, number: int) -> bytes | None:
        found = self._of(board, "SELECT body FROM pieces WHERE board = ? AND name = ? AND number = ?", name, number)
        return bytes(found[0]) if found else None

    def size(self, board: KeptBoard, name: str) -> int | None:
        found = self._of(board, "SELECT sum(length(body)) FROM pieces WHERE board = ? AND name = ?", name)
        return int(found[0]) if found and found[0] is not None else None

    def _of(self, board: KeptBoard, asked: str, *values: Any) -> tuple[Any, ...] | None:
        gone = RecordBusy("this has just been worked out anew.", todo="Load the page again.")
        try:
            with self._lock, self._sound():
                if board.file != self.file:
                    raise gone
                found: tuple[Any, ...] | None = self._file.execute(asked, (board.id, *values)).fetchone()
                if (found is None or found[0] is None) and not self._has(board.id):
                    raise gone
                return found
        except Lost:
            self.renew(board.file)
            raise gone from None

    def _has(self, id: int) -> bool:
        return self._file.execute("SELECT 1 FROM boards WHERE id = ?", (id,)).fetchone() is not None

    # --- the file -------------------------------------------------------------------------------
    def _too_many(self) -> Iterator[int]:
        """The makings that go. Of each board the one before the last stays too, for whoever is being given it, as long
        as there is room for both."""
        left, room, seen = _MOST, _ROOM, dict[str, int]()
        rows = self._file.execute("SELECT id, key, size, edition FROM boards ORDER BY id DESC").fetchall()
        ranked = []
        for id, key, size, edition in rows:
            seen[key] = seen.get(key, 0) + 1
            ranked.append((seen[key] if edition == self.edition else 3, id, size))
        for nth, id, size in sorted(ranked, key=lambda row: row[0]):
            # What has just been made stays, however large it is.
            if id != rows[0][0] and (nth > 2 or left < 1 or room < size):
                yield id
            else:
                left, room = left - (nth == 1), room - size

    def _made(self) -> sqlite3.Connection:
        """The file at its path, made where there is none; where it cannot be, one for this run."""
        try:
            try:
                return _opened(self.path, make=True)
            except sqlite3.DatabaseError as error:
                if not _damaged(error):
                    raise
            _removed(self.path)
            return _opened(self.path, make=True)
        except (OSError, sqlite3.Error):
            self._temporary = self._temporary or Path(tempfile.mkdtemp(prefix="truceline-boards-"))
            self.path = self._temporary / f"boards-{self.file}"
            return _opened(self.path, make=True)

    @contextmanager
    def _sound(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            if _damaged(error):
                raise Lost from error
            what, todo = f"what is worked out cannot be kept: {error}.", "See that there is room on the disk."
            raise RecordUnwritable(what, where=self.path.name, todo=todo) from error


def _opened(path: Path, *, make: bool) -> sqlite3.Connection:
    if make and not path.exists():
        # What is left beside a file that was removed would be taken for the new one's.
        _removed(path)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    how = f"{path.absolute().as_uri()}?mode=rw"
    file = sqlite3.connect(how, timeout=_PATIENCE, uri=True, check_same_thread=False, isolation_level=None)
    try:
        # What is lost in a power cut is worked out again.
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA journal_mode = WAL")
        file.execute(f"PRAGMA journal_size_limit = {_LOG_SIZE}")
        if not _shaped(file):
            with _together(file):
                for statement in () if _shaped(file) else filter(str.strip, _TABLES.split(";")):
                    file.execute(statement)
    except BaseException:
        file.close()
        raise
    return file


def _shaped(file: sqlite3.Connection) -> bool:
    return bool(file.execute("PRAGMA user_version").fetchone()[0] == _SHAPE)


@contextmanager
def _together(file: sqlite3.Connection) -> Iterator[None]:
    """All that is written inside the block, or nothing."""
    file.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):
            file.execute("ROLLBACK")
        raise
    file.execute("COMMIT")


def _removed(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink()


def _damaged(error: Exception) -> bool:
    # The low byte is the kind of an error, whatever its particulars.
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGED


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _pieces(body: bytes) -> Iterable[bytes]:
    return (body[start : start + PIECE] for start in range(0, len(body) or 1, PIECE))
