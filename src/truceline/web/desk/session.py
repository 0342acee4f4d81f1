"""Sessions: who is signed in. Of the token only a hash is kept; the token itself is in the person's browser alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, insert, select, update

from truceline.web.desk import tables
from truceline.web.desk.person import Member, _member
from truceline.web.desk.secret import fresh, hashed

if TYPE_CHECKING:
    from truceline.web.desk.store import Store

IDLE = timedelta(hours=12)
"""How long a session holds that is not used."""
LONGEST = timedelta(days=7)
"""How long any session holds."""
_NOTED = timedelta(minutes=1)
"""How exactly it is noted when a session was used last."""

_TABLE = tables.sessions


@dataclass(frozen=True, slots=True)
class Session:
    hash: str
    person: Member
    created: datetime
    seen: datetime
    expires: datetime


class Sessions:
    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, person: int, *, instead: str = "") -> str:
        """A new session, and its token. ``instead`` is the token of a session that it takes the place of."""
        token, now = fresh(), datetime.now(UTC)
        values = {"hash": hashed(token), "person": person, "created": now, "seen": now, "expires": now + LONGEST}
        with self._store.writing(turn=True) as connection:
            ended = (_TABLE.c.expires < now) | (_TABLE.c.seen < now - IDLE) | (_TABLE.c.hash == hashed(instead))
            connection.execute(delete(_TABLE).where(ended))
            connection.execute(insert(_TABLE).values(values))
        return token

    def find(self, token: str) -> Session | None:
        """The session of a token, of an active person, that has not ended. Notes that it was used."""
        now = datetime.now(UTC)
        people = tables.people
        asked = select(people, _TABLE.c.hash, _TABLE.c.created.label("opened"), _TABLE.c.seen, _TABLE.c.expires)
        holds = (_TABLE.c.hash == hashed(token), people.c.active, _TABLE.c.expires > now, _TABLE.c.seen > now - IDLE)
        with self._store.reading() as connection:
            row = connection.execute(asked.join(_TABLE, _TABLE.c.person == people.c.id).where(*holds)).first()
        if row is None:
            return None
        if row.seen < now - _NOTED:
            with self._store.writing() as connection:
                connection.execute(update(_TABLE).where(_TABLE.c.hash == row.hash).values(seen=now))
        return Session(row.hash, _member(row), row.opened, row.seen, row.expires)

    def close(self, token: str) -> None:
        self._close(_TABLE.c.hash == hashed(token))

    def close_all(self, person: int) -> None:
        """End every session of a person."""
        self._close(_TABLE.c.person == person)

    def counts(self) -> dict[int, int]:
        """How many sessions each person has, by the person's number."""
        now = datetime.now(UTC)
        with self._store.reading() as connection:
            asked = select(_TABLE.c.person).where(_TABLE.c.expires > now, _TABLE.c.seen > now - IDLE)
            found = list(connection.execute(asked).scalars())
        return {person: found.count(person) for person in found}

    def _close(self, which: ColumnElement[bool]) -> None:
        with self._store.writing(turn=True) as connection:
            connection.execute(delete(_TABLE).where(which))
