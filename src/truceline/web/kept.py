"""Kept: boards that were worked out, in a file beside the case, so that a page is there at once next time.

Nothing in it is a record: it can be thrown away, and is made again.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

_MOST = 400
"""Boards that are kept; the ones asked for longest ago go first."""
_RECENT = 4 * 1024 * 1024
"""Characters of the boards that are kept in memory as well, those asked for last; as values they take some ten times
as many bytes."""


@dataclass(frozen=True)
class KeptBoard:
    """``json`` is the board; ``head`` and ``seq`` name the last entry that it knew."""

    json: str
    head: str
    seq: int

    @cached_property
    def value(self) -> Any:
        """The same as plain values, which nobody changes."""
        return json.loads(self.json)


class Kept:
    """Boards by their key. ``edition`` names the program that made them: those of another are not used. Close it."""

    def __init__(self, path: Path, edition: str) -> None:
        self._lock = threading.Lock()
        self._edition = edition
        self._recent: OrderedDict[str, KeptBoard] = OrderedDict()
        try:
            self._file = self._opened(path)
        except (OSError, sqlite3.Error):
            # A folder that cannot be written, or a damaged file: boards are then kept for this run only.
            self._file = self._opened(None)

    def get(self, key: str) -> KeptBoard | None:
        with self._lock:
            if key in self._recent:
                self._recent.move_to_end(key)
                return self._recent[key]
            found = self._file.execute(
                "UPDATE boards SET used = (SELECT coalesce(max(used), 0) + 1 FROM boards) WHERE key = ? AND edition = ?"
                " RETURNING json, head, seq",
                (key, self._edition),
            ).fetchone()
            return self._remembered(key, KeptBoard(*found)) if found else None

    def put(self, key: str, board: KeptBoard) -> None:
        with self._lock:
            self._remembered(key, board)
            self._file.execute(
                "INSERT OR REPLACE INTO boards SELECT ?, ?, ?, ?, ?, (SELECT coalesce(max(used), 0) + 1 FROM boards)",
                (key, self._edition, board.json, board.head, board.seq),
            )
            self._file.execute(
                "DELETE FROM boards WHERE key NOT IN (SELECT key FROM boards ORDER BY used DESC LIMIT ?)", (_MOST,)
            )

    def close(self) -> None:
        with self._lock:
            self._file.close()

    def _remembered(self, key: str, board: KeptBoard) -> KeptBoard:
        self._recent.pop(key, None)
        self._recent[key] = board
        while sum(len(kept.json) for kept in self._recent.values()) > _RECENT:
            self._recent.popitem(last=False)
        return board

    @staticmethod
    def _opened(path: Path | None) -> sqlite3.Connection:
        if path is not None:
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        file = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
        # What is lost in a power cut is worked out again.
        file.execute("PRAGMA synchronous = OFF")
        file.execute("PRAGMA journal_mode = MEMORY")
        file.execute(
            "CREATE TABLE IF NOT EXISTS boards (key TEXT PRIMARY KEY, edition TEXT, json TEXT, head TEXT, seq INTEGER,"
            " used INTEGER)"
        )
        return file
