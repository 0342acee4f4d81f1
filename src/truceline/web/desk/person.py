"""People: who may sign in to a case, and what each may do.

Nobody is removed: what somebody signed in the record stays signed, and the name is not given to another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, func, insert, select, update

from truceline.errors import UnknownId, ValueProblem
from truceline.web.desk import tables
from truceline.web.desk.link import Links
from truceline.web.desk.name import checked_name, name_key
from truceline.web.desk.role import Role

if TYPE_CHECKING:
    from truceline.web.desk.store import Store

_TABLE = tables.people


@dataclass(frozen=True, slots=True)
class Member:
    """``has_password`` is False until the person has chosen one; ``subject`` says who it is at a sign-in service."""

    id: int
    name: str
    role: Role
    active: bool
    created: datetime
    has_password: bool = False
    subject: str | None = None


class People:
    def __init__(self, store: Store, links: Links) -> None:
        self._store, self._links = store, links

    def add(self, name: str, role: Role, *, password: str | None = None, subject: str | None = None) -> Member:
        """A new person; ``password`` is a hash. Raises ValueProblem for a bad name or one that is taken."""
        name = checked_name(name)
        values = {"name": name, "key": name_key(name), "role": role, "password": password, "subject": subject}
        with self._store.writing(turn=True) as connection:
            taken = connection.execute(select(_TABLE.c.name).where(_TABLE.c.key == values["key"])).scalar()
            if taken is not None:
                what = f"there is already a person called {taken!r}."
                raise ValueProblem(what, where="name", todo="Choose another name; one is never given twice.")
            added = connection.execute(insert(_TABLE).values(**values, active=True, created=datetime.now(UTC)))
            assert added.inserted_primary_key is not None
            return _one(connection, added.inserted_primary_key[0])

    def all(self) -> tuple[Member, ...]:
        """Everybody, the active ones first, by name."""
        with self._store.reading() as connection:
            rows = connection.execute(select(_TABLE).order_by(_TABLE.c.active.desc(), _TABLE.c.key))
            return tuple(_member(row) for row in rows)

    def get(self, id: int) -> Member:
        """Raises UnknownId."""
        with self._store.reading() as connection:
            return _one(connection, id)

    def named(self, name: str) -> Member | None:
        with self._store.reading() as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.key == name_key(name))).first()
            return _member(row) if row else None

    def of_subject(self, subject: str) -> Member | None:
        with self._store.reading() as connection:
            row = connection.execute(select(_TABLE).where(_TABLE.c.subject == subject)).first()
            return _member(row) if row else None

    def password(self, id: int) -> str | None:
        """The hash of the person's password."""
        with self._store.reading() as connection:
            return connection.execute(select(_TABLE.c.password).where(_TABLE.c.id == id)).scalar()

    def set_password(self, id: int, hash: str) -> None:
        with self._store.writing(turn=True) as connection:
            connection.execute(update(_TABLE).where(_TABLE.c.id == id).values(password=hash))

    def set_role(self, id: int, role: Role) -> Member:
        """Raises UnknownId, and ValueProblem where no active admin would be left."""
        return self._change(id, role=role)

    def set_active(self, id: int, active: bool) -> Member:
        """Raises as ``set_role`` does. Sessions of one who is not active no longer hold."""
        return self._change(id, active=active)

    def has_admin(self) -> bool:
        """Whether an active admin is there who can sign in."""
        with self._store.reading() as connection:
            return _admins(connection) > 0

    def first_link(self) -> str:
        """The path of a link that makes the first admin, "" where there is one; those given before no longer work."""
        return "" if self.has_admin() else f"/set-up/{self._links.make(None)}"

    def _change(self, id: int, **values: Any) -> Member:
        with self._store.writing(turn=True) as connection:
            before = _one(connection, id)
            connection.execute(update(_TABLE).where(_TABLE.c.id == id).values(**values))
            if before.active and before.role is Role.ADMIN and not _admins(connection):
                todo = "Make somebody else an admin first."
                raise ValueProblem("nobody would be left who can see to the people.", where=before.name, todo=todo)
            return _one(connection, id)


def _admins(connection: Connection) -> int:
    can = _TABLE.c.password.is_not(None) | _TABLE.c.subject.is_not(None)
    asked = select(func.count()).where(_TABLE.c.active, _TABLE.c.role == Role.ADMIN, can)
    return connection.execute(asked).scalar_one()


def _one(connection: Connection, id: int) -> Member:
    row = connection.execute(select(_TABLE).where(_TABLE.c.id == id)).first()
    if row is None:
        raise UnknownId("there is no such person.", todo="See everybody at /admin/people.")
    return _member(row)


def _member(row: Row[Any]) -> Member:
    return Member(row.id, row.name, row.role, row.active, row.created, row.password is not None, row.subject)
