"""Tokens: what a program shows instead of a password. Shown once, kept as a hash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, func, insert, select, update

from truceline.errors import UnknownId, ValueProblem
from truceline.web.desk import tables
from truceline.web.desk.name import checked_name
from truceline.web.desk.secret import fresh, hashed

if TYPE_CHECKING:
    from truceline.web.desk.role import Role
    from truceline.web.desk.store import Store

PREFIX = "trl_"
"""Every token begins with it, so that one that got out is recognised."""
MOST = 50
"""Tokens that one person can have at a time."""
_NOTED = timedelta(minutes=1)

_TABLE = tables.tokens


@dataclass(frozen=True, slots=True)
class Token:
    id: int
    owner: str
    name: str
    role: Role
    created: datetime
    used: datetime | None = None
    revoked: datetime | None = None


class Tokens:
    def __init__(self, store: Store) -> None:
        self._store = store

    def make(self, owner: str, name: str, role: Role, *, at_most: Role) -> tuple[Token, str]:
        """A new token of ``owner``, and its secret, which is shown now and never again.

        Raises ValueProblem for a bad name, a role above ``at_most``, and for too many.
        """
        name = checked_name(name, where="name of the token")
        if role > at_most:
            todo = f"Choose {at_most}, or less."
            raise ValueProblem("a token can do no more than the person it belongs to.", where="role", todo=todo)
        secret, now = fresh(PREFIX), datetime.now(UTC)
        values = {"owner": owner, "name": name, "hash": hashed(secret), "role": role, "created": now}
        with self._store.writing(turn=True) as connection:
            live = select(func.count()).where(_TABLE.c.owner == owner, _TABLE.c.revoked.is_(None))
            if connection.execute(live).scalar_one() >= MOST:
                raise ValueProblem(f"there are {MOST} tokens already.", todo="Revoke one that is not used any more.")
            added = connection.execute(insert(_TABLE).values(values))
            assert added.inserted_primary_key is not None
            return Token(added.inserted_primary_key[0], owner, name, role, now), secret

    def find(self, secret: str) -> Token | None:
        """The token of a secret, unless it was revoked. Notes that it was used."""
        now = datetime.now(UTC)
        with self._store.reading() as connection:
            asked = select(_TABLE).where(_TABLE.c.hash == hashed(secret), _TABLE.c.revoked.is_(None))
            row = connection.execute(asked).first()
        if row is not None and (row.used is None or row.used < now - _NOTED):
            with self._store.writing() as connection:
                connection.execute(update(_TABLE).where(_TABLE.c.id == row.id).values(used=now))
        return _token(row) if row else None

    def all(self, owner: str | None = None) -> tuple[Token, ...]:
        """Everybody's, or one owner's; those that work first, the newest before."""
        asked = select(_TABLE).order_by(_TABLE.c.revoked.is_not(None), _TABLE.c.id.desc())
        with self._store.reading() as connection:
            rows = connection.execute(asked if owner is None else asked.where(_TABLE.c.owner == owner))
            return tuple(_token(row) for row in rows)

    def revoke(self, id: int, owner: str | None = None) -> Token:
        """It works no more. Raises UnknownId where there is none, or it is not the owner's."""
        which = (_TABLE.c.id == id,) if owner is None else (_TABLE.c.id == id, _TABLE.c.owner == owner)
        with self._store.writing(turn=True) as connection:
            row = connection.execute(select(_TABLE).where(*which)).first()
            if row is None:
                raise UnknownId("there is no such token.", todo="See yours at /account.")
            if row.revoked is None:
                connection.execute(update(_TABLE).where(*which).values(revoked=datetime.now(UTC)))
        return _token(row)


def _token(row: Row[Any]) -> Token:
    return Token(row.id, row.owner, row.name, row.role, row.created, row.used, row.revoked)
