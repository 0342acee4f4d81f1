"""Desk: the file beside a case, opened."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Self

from sqlalchemy import insert, select

from truceline.errors import RecordUnwritable
from truceline.web.desk import tables
from truceline.web.desk.attempt import Attempts
from truceline.web.desk.event import Events
from truceline.web.desk.link import Links
from truceline.web.desk.person import People
from truceline.web.desk.session import Sessions
from truceline.web.desk.store import Store
from truceline.web.desk.token import Tokens
from truceline.web.desk.view import SavedViews
from truceline.web.desk.visit import Visits

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

SUFFIX = "-desk"


class Desk:
    """Close it, or use it in a ``with`` statement. ``key`` seals what this server gives out and takes back."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.key = _key(store)
        self.links = Links(store)
        self.people = People(store, self.links)
        self.sessions = Sessions(store)
        self.tokens = Tokens(store)
        self.views = SavedViews(store)
        self.visits = Visits(store)
        self.attempts = Attempts(store, self.key)
        self.events = Events(store)

    @classmethod
    def beside(cls, case: Path, *, team: bool = False) -> Self:
        """The desk of the case in that file, made where there is none.

        For one user alone, where nothing can be written, it lives in memory. Raises NotARecord for a file of
        that name that is something else, RecordBusy, and for a team RecordUnwritable.
        """
        try:
            return cls(Store.open(case.with_name(f"{case.name}{SUFFIX}")))
        except RecordUnwritable:
            if team:
                raise
            return cls.in_memory()

    @classmethod
    def in_memory(cls) -> Self:
        """A desk that is gone when it is closed."""
        return cls(Store.open(None))

    @property
    def path(self) -> Path | None:
        return self._store.path

    @property
    def turn(self) -> int:
        """It grows with every change to who may do what."""
        return self._store.turn

    def close(self) -> None:
        self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _key(store: Store) -> bytes:
    table = tables.settings
    with store.writing() as connection:
        found = connection.execute(select(table.c.value).where(table.c.name == "key")).scalar()
        if found is None:
            found = secrets.token_hex(32)
            connection.execute(insert(table).values(name="key", value=found))
    return bytes.fromhex(found)
