"""Saved views: the address of a page under a name, and a feed of what comes new to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, delete, func, insert, select, update

from truceline.errors import UnknownId, ValueProblem
from truceline.web.desk import tables
from truceline.web.desk.name import checked_name
from truceline.web.desk.own import own_path
from truceline.web.desk.secret import fresh

if TYPE_CHECKING:
    from truceline.web.desk.store import Store

MOST = 200
"""Views that one person can keep."""
LONGEST = 100
"""Characters of the name of a view."""

_TABLE = tables.views


@dataclass(frozen=True, slots=True)
class SavedView:
    """``address`` is a path of this server with its query; ``feed`` the secret part of the address of its feed."""

    id: int
    owner: str
    name: str
    address: str
    feed: str
    created: datetime


class SavedViews:
    def __init__(self, store: Store) -> None:
        self._store = store

    def save(self, owner: str, name: str, address: str) -> SavedView:
        """Keep an address under a name; one that the owner has under it already is replaced, and its feed stays.

        Raises ValueProblem for a bad name, an address that is no path of this server, and for too many.
        """
        name = checked_name(name, where="name of the view", longest=LONGEST)
        if own_path(address) != address:
            what = "only a page of this server can be kept as a view."
            raise ValueProblem(what, where="address", todo="Save it from the page itself.")
        mine = (_TABLE.c.owner == owner, _TABLE.c.name == name)
        with self._store.writing() as connection:
            if connection.execute(update(_TABLE).where(*mine).values(address=address)).rowcount == 0:
                if connection.execute(select(func.count()).where(_TABLE.c.owner == owner)).scalar_one() >= MOST:
                    raise ValueProblem(f"{MOST} views are kept already.", todo="Remove one that is not used any more.")
                new = {"owner": owner, "name": name, "address": address, "feed": fresh(), "created": datetime.now(UTC)}
                connection.execute(insert(_TABLE).values(new))
            return _view(connection.execute(select(_TABLE).where(*mine)).one())

    def rename(self, id: int, owner: str, name: str) -> SavedView:
        """The same view under another name; its feed stays.

        Raises as ``get`` does, and ValueProblem for a bad name or one that the owner has given already.
        """
        name = checked_name(name, where="name of the view", longest=LONGEST)
        found = self.get(id, owner)
        with self._store.writing() as connection:
            others = (_TABLE.c.owner == owner, _TABLE.c.name == name, _TABLE.c.id != found.id)
            if connection.execute(select(_TABLE.c.id).where(*others)).first() is not None:
                what = f"there is already a view called {name!r}."
                raise ValueProblem(what, where="name of the view", todo="Choose another name.")
            connection.execute(update(_TABLE).where(_TABLE.c.id == found.id).values(name=name))
        return self.get(id, owner)

    def of(self, owner: str) -> tuple[SavedView, ...]:
        """The owner's, by name."""
        with self._store.reading() as connection:
            asked = select(_TABLE).where(_TABLE.c.owner == owner).order_by(func.lower(_TABLE.c.name))
            return tuple(_view(row) for row in connection.execute(asked))

    def get(self, id: int, owner: str) -> SavedView:
        """Raises UnknownId where there is none, or it is somebody else's."""
        with self._store.reading() as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.id == id, _TABLE.c.owner == owner)).first()
        if row is None:
            raise UnknownId("there is no such view.", todo="See yours on the screen of claims.")
        return _view(row)

    def by_feed(self, feed: str) -> SavedView | None:
        with self._store.reading() as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.feed == feed)).first()
        return _view(row) if row else None

    def new_feed(self, id: int, owner: str) -> SavedView:
        """Another address for the feed; the one before no longer works. Raises as ``get`` does."""
        found = self.get(id, owner)
        with self._store.writing() as connection:
            connection.execute(update(_TABLE).where(_TABLE.c.id == found.id).values(feed=fresh()))
        return self.get(id, owner)

    def remove(self, id: int, owner: str) -> None:
        """Raises as ``get`` does."""
        found = self.get(id, owner)
        with self._store.writing() as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.id == found.id))


def _view(row: Row[Any]) -> SavedView:
    return SavedView(row.id, row.owner, row.name, row.address, row.feed, row.created)
