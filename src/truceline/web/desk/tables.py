"""Tables of the desk."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

from truceline.web.desk.role import Role

APPLICATION_ID = 0x54524C44
"""Marks a SQLite file as a desk ("TRLD")."""
FORMAT = 1
"""The form of the tables below (SQLite's user_version)."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, kept as seconds since 1970."""

    impl = Float
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> float | None:
        return None if value is None else value.timestamp()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value, UTC)


class RoleWord(TypeDecorator[Role]):
    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Role | None, dialect: Dialect) -> str | None:
        return None if value is None else value.value

    def process_result_value(self, value: Any, dialect: Dialect) -> Role | None:
        return None if value is None else Role(value)


metadata = MetaData()

settings = Table("settings", metadata, Column("name", Text, primary_key=True), Column("value", Text, nullable=False))

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, unique=True),
    Column("role", RoleWord, nullable=False),
    Column("password", Text),
    Column("subject", Text, unique=True),
    Column("active", Boolean, nullable=False, default=True),
    Column("created", Moment, nullable=False),
)
"""``password`` is an Argon2id hash; ``subject`` who the person is at a sign-in service ("issuer subject")."""

sessions = Table(
    "sessions",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("person", Integer, ForeignKey("people.id"), nullable=False),
    Column("created", Moment, nullable=False),
    Column("seen", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
    Index("sessions_by_person", "person"),
)

links = Table(
    "links",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("person", Integer, ForeignKey("people.id")),
    Column("created", Moment, nullable=False),
    Column("expires", Moment, nullable=False),
)
"""Links that work once; without a ``person`` it makes the first admin."""

tokens = Table(
    "tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
    Column("role", RoleWord, nullable=False),
    Column("created", Moment, nullable=False),
    Column("used", Moment),
    Column("revoked", Moment),
    Index("tokens_by_owner", "owner"),
)

views = Table(
    "views",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("feed", Text, nullable=False, unique=True),
    Column("created", Moment, nullable=False),
    UniqueConstraint("owner", "name"),
)

visits = Table(
    "visits",
    metadata,
    Column("person", Text, primary_key=True),
    Column("screen", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("before_seq", Integer),
    Column("before_at", Moment),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("attempts_by_name", "name", "at"),
    Index("attempts_by_address", "address", "at"),
)
"""``name`` is a keyed hash: somebody may have typed a password there."""

events = Table(
    "events",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
)
