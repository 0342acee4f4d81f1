"""Attempts: sign-ins that failed, so that passwords cannot be guessed. A restart of the server does not forget them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from math import ceil
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from truceline.web.desk import tables
from truceline.web.desk.name import name_key
from truceline.web.desk.secret import sealed

if TYPE_CHECKING:
    from truceline.web.desk.store import Store

WITHIN = timedelta(minutes=15)
FOR_BOTH, FOR_ADDRESS, FOR_NAME = 5, 30, 60
"""Failures within that time: for one name from one address, from one address, and for one name from anywhere."""

_TABLE = tables.attempts


class Attempts:
    def __init__(self, store: Store, key: bytes) -> None:
        self._store, self._key = store, key

    def begin(self, name: str, address: str) -> int:
        """Count an attempt before it is looked at, and say how many seconds to wait: 0 where it may go on.

        Counting first keeps many attempts at once from all being looked at. One that succeeds is ``forget`` ten.
        """
        now = datetime.now(UTC)
        who, where = self._who(name), _where(address)
        limits: tuple[tuple[ColumnElement[bool], int], ...] = (
            ((_TABLE.c.name == who) & (_TABLE.c.address == where), FOR_BOTH),
            (_TABLE.c.address == where, FOR_ADDRESS),
            (_TABLE.c.name == who, FOR_NAME),
        )
        with self._store.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.at < now - WITHIN))
            wait = max(_wait(connection, which, limit, now) for which, limit in limits)
            if not wait:
                connection.execute(insert(_TABLE).values(name=who, address=where, at=now))
        return wait

    def forget(self, name: str, address: str) -> None:
        """The right password was given: what was counted for this name and address counts no more."""
        with self._store.writing() as connection:
            which = (_TABLE.c.name == self._who(name)) & (_TABLE.c.address == _where(address))
            connection.execute(delete(_TABLE).where(which))

    def _who(self, name: str) -> str:
        return sealed(self._key, "attempt", name_key(name))


def _wait(connection: Connection, which: ColumnElement[bool], limit: int, now: datetime) -> int:
    asked = select(func.count(), func.min(_TABLE.c.at, type_=_TABLE.c.at.type)).where(which)
    count, first = connection.execute(asked).one()
    return max(1, ceil((first + WITHIN - now).total_seconds())) if count >= limit else 0


def _where(address: str) -> str:
    """An address; of the long kind the network that one household or office has."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if found.version == 6:
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)
