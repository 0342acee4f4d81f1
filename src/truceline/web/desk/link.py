"""Links: addresses that let somebody choose a password, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from truceline.web.desk import tables
from truceline.web.desk.secret import fresh, hashed

if TYPE_CHECKING:
    from truceline.web.desk.store import Store

LASTS = timedelta(days=1)

_TABLE = tables.links


@dataclass(frozen=True, slots=True)
class Link:
    """``person`` is None where it makes the first admin."""

    person: int | None
    expires: datetime


class Links:
    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, person: int | None) -> str:
        """A new link for a person, or for the first admin; those made before no longer work. Gives its token."""
        token, now = fresh(), datetime.now(UTC)
        with self._store.writing() as connection:
            connection.execute(delete(_TABLE).where((_TABLE.c.person.is_(person)) | (_TABLE.c.expires < now)))
            if person is not None:
                connection.execute(delete(_TABLE).where(_TABLE.c.person == person))
            values = {"hash": hashed(token), "person": person, "created": now, "expires": now + LASTS}
            connection.execute(insert(_TABLE).values(values))
        return token

    def find(self, token: str) -> Link | None:
        """What a link is for, while it works."""
        with self._store.reading() as connection:
            holds = (_TABLE.c.hash == hashed(token), _TABLE.c.expires > datetime.now(UTC))
            row = connection.execute(select(_TABLE).where(*holds)).first()
        return Link(row.person, row.expires) if row else None

    def use(self, token: str) -> Link | None:
        """As ``find``, and it works no more: of two who use it at once, one is given None."""
        found = self.find(token)
        with self._store.writing() as connection:
            gone = connection.execute(delete(_TABLE).where(_TABLE.c.hash == hashed(token))).rowcount
        return found if gone else None
