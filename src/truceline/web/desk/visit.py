"""Visits: up to which entry of the journal somebody had seen a screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, insert, select, update

from truceline.web.desk import tables

if TYPE_CHECKING:
    from truceline.web.desk.store import Store

PAUSE = timedelta(minutes=30)
"""What is looked at again within this time is the same visit."""
_NOTED = timedelta(minutes=1)
"""How exactly it is noted when a screen was looked at."""

_TABLE = tables.visits


@dataclass(frozen=True, slots=True)
class Visit:
    """``seq`` is the last entry of the journal that there was, ``at`` when the screen was last looked at."""

    seq: int
    at: datetime


class Visits:
    def __init__(self, store: Store) -> None:
        self._store = store

    def last(self, person: str, screen: str) -> Visit | None:
        """The end of the visit before this one; None where there was none."""
        with self._store.reading() as connection:
            row = connection.execute(select(_TABLE).where(*_which(person, screen))).first()
        if row is None:
            return None
        if row.at < datetime.now(UTC) - PAUSE:
            return Visit(row.seq, row.at)
        return None if row.before_at is None else Visit(row.before_seq, row.before_at)

    def note(self, person: str, screen: str, seq: int) -> None:
        """The person looks at the screen now, and the journal's last entry is ``seq``."""
        now, which = datetime.now(UTC), _which(person, screen)
        with self._store.reading() as connection:
            row = connection.execute(select(_TABLE).where(*which)).first()
        if row is not None and row.seq == seq and row.at > now - _NOTED:
            return
        with self._store.writing() as connection:
            row = connection.execute(select(_TABLE).where(*which)).first()
            if row is None:
                connection.execute(insert(_TABLE).values(person=person, screen=screen, seq=seq, at=now))
                return
            ended = row.at < now - PAUSE
            before = {"before_seq": row.seq, "before_at": row.at} if ended else {}
            connection.execute(update(_TABLE).where(*which).values(seq=seq, at=now, **before))


def _which(person: str, screen: str) -> tuple[ColumnElement[bool], ...]:
    return (_TABLE.c.person == person, _TABLE.c.screen == screen)
