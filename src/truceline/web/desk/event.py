"""Events: who signed in, and who changed what others may do. The record's journal has none of this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from truceline.web.desk import tables

if TYPE_CHECKING:
    from truceline.web.desk.store import Store

KEPT = 10_000
"""Events that are kept; the oldest go first."""

_TABLE = tables.events


@dataclass(frozen=True, slots=True)
class Event:
    id: int
    at: datetime
    who: str
    what: str


class Events:
    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, who: str, what: str) -> None:
        with self._store.writing() as connection:
            added = connection.execute(insert(_TABLE).values(at=datetime.now(UTC), who=who, what=what))
            assert added.inserted_primary_key is not None
            connection.execute(delete(_TABLE).where(_TABLE.c.id <= added.inserted_primary_key[0] - KEPT))

    def newest(self, *, before: int = 0, limit: int = 50) -> tuple[Event, ...]:
        """The newest first; ``before`` an event's number, those that are older."""
        asked = select(_TABLE).order_by(_TABLE.c.id.desc()).limit(limit)
        with self._store.reading() as connection:
            rows = connection.execute(asked.where(_TABLE.c.id < before) if before else asked)
            return tuple(Event(row.id, row.at, row.who, row.what) for row in rows)
