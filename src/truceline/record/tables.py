"""Tables: the journal itself, and an index that is a function of it.

``entries`` is the record. ``reports``, ``codings``, ``claims`` and ``words`` are written in the
same transaction and hold nothing that the entries do not: they can be thrown away and made again
(``Journal.rebuild``). Triggers keep ``entries`` from being changed; they can be put back too.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, MetaData, Table, Text

APPLICATION_ID = 0x54524C4E
"""Marks a SQLite file as a Truceline record ("TRLN", bytes 68 to 71 of the file)."""
FORMAT = 1
"""The form of the tables below (SQLite's user_version); a later form gets a higher number."""

metadata = MetaData()

entries = Table(
    "entries",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", Text, nullable=False, unique=True),
    Column("hash", Text, nullable=False, unique=True),
)

reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, ForeignKey("entries.seq"), nullable=False),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Index("reports_by_url", "url"),
)

codings = Table(
    "codings",
    metadata,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("version", Text, nullable=False),
    Index("codings_by_report", "report"),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("seq", Integer, ForeignKey("entries.seq"), nullable=False),
    Index("claims_by_report", "report"),
)
"""``seq`` is the first entry in which the claim was coded."""

NAMES = frozenset(t.name for t in metadata.sorted_tables) | {"words"}

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
_OUT_OF_ORDER = "NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)"

# The tokens keep combining marks (M*), without which Arabic and Indic words would fall apart.
WORDS = (
    "CREATE VIRTUAL TABLE words USING fts5(report UNINDEXED, claim UNINDEXED, start UNINDEXED, title, publisher, text,"
    " tokenize = \"porter unicode61 remove_diacritics 2 categories 'L* N* M* Co'\")"
)
"""A row for each report (``claim`` NULL) and each claim; ``start`` is where ``text`` begins in
the report's, NULL where it is no one stretch of it."""

TRIGGERS = {
    "entries_keep": f"CREATE TRIGGER entries_keep BEFORE UPDATE ON entries {_REFUSE}",
    "entries_stay": f"CREATE TRIGGER entries_stay BEFORE DELETE ON entries {_REFUSE}",
    # INSERT OR REPLACE would get round the trigger above.
    "entries_follow": f"CREATE TRIGGER entries_follow BEFORE INSERT ON entries WHEN {_OUT_OF_ORDER} {_REFUSE}",
}
"""What lets entries only be added, whoever writes to the file."""


def create(connection: Connection) -> None:
    """Make every table, in the transaction of ``connection``."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")
    metadata.create_all(connection, checkfirst=False)
    connection.exec_driver_sql(WORDS)
    guard(connection)


def unguarded(connection: Connection) -> tuple[str, ...]:
    """The names of the triggers that are gone, or are others than they should be."""
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found = {name: statement for name, statement in rows}  # noqa: C416  (a Row is no pair to dict)
    return tuple(name for name, statement in TRIGGERS.items() if found.get(name) != statement)


def guard(connection: Connection) -> None:
    """Put back the triggers that are gone or changed."""
    for name in unguarded(connection):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(TRIGGERS[name])
