"""Tables: the journal itself, and an index that is a function of it.

``entries`` is the record. All other tables are written in the same transaction and hold nothing that the
entries do not: they can be thrown away and made again (``Journal.rebuild``). Triggers keep ``entries`` from
being changed; they can be put back too.

``reports`` and ``claims`` have plain columns, so that other programs which open the file see the claims as they
stand. Moments are UTC, all written alike, so that they sort as text.
"""

from __future__ import annotations

from sqlalchemy import Column, Connection, Float, ForeignKey, Index, Integer, MetaData, Table, Text
from sqlalchemy.schema import CreateTable

APPLICATION_ID = 0x54524C4E
"""Marks a SQLite file as a Truceline record ("TRLN", bytes 68 to 71 of the file)."""
FORMAT = 2
"""The form of the tables below (SQLite's user_version); a later form gets a higher number."""
OLDER = frozenset({1})
"""Forms with the same entries and another index, which is made anew when such a record is opened."""

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
_ENTRIES_BY = {"entries_by_kind": "kind, seq", "entries_by_author": "author, seq"}

reports = Table(
    "reports",
    metadata,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("publisher", Text),
    Column("published", Text),
    Column("language", Text),
    Column("url", Text),
    Column("name", Text, nullable=False),
    Column("added_by", Text, nullable=False),
    Column("added_at", Text, nullable=False),
    Column("known", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("unread", Text),
    Column("publication", Text),
    Column("digest", Text, nullable=False),
    Column("changed", Integer, nullable=False),
    Index("reports_by_url", "url"),
    Index("reports_by_known", "known", "id"),
    Index("reports_by_change", "changed"),
)
"""``published`` is the start of the publication, ``publication`` all of it as JSON; ``known`` and ``day`` are as
in ``Arrival``. ``unread`` says why no coder could read it; ``digest`` is of the text. ``changed``, here and below,
is the entry that last changed the row."""

superseded = Table(
    "superseded",
    metadata,
    Column("report", Text, ForeignKey("reports.id"), primary_key=True),
    Column("clock", Text, primary_key=True),
    Column("since", Text, primary_key=True),
    Column("until", Text),
    Column("newer", Text, ForeignKey("reports.id"), nullable=False),
)
"""From when until when (NULL: open) the report has a later version, ``newer``, with another text: for those who
look as of a moment (``clock`` "moment") or as of a day ("day")."""

codings = Table(
    "codings",
    metadata,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("coder", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("unread", Text),
    Index("codings_by_report", "report"),
)

claims = Table(
    "claims",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("speaker", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("mode", Text),
    Column("quad", Text),
    Column("modality", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("category", Text),
    Column("place", Text),
    Column("when_start", Text),
    Column("when_end", Text),
    Column("score", Float, nullable=False),
    Column("coder", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("decided", Integer, nullable=False),
    Column("latest", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("publisher", Text),
    Column("published", Text),
    Column("known", Text, nullable=False),
    Column("superseded", Text),
    Column("start", Integer, nullable=False),
    Column("nth", Integer, nullable=False),
    Column("seq", Integer, ForeignKey("entries.seq"), nullable=False),
    Column("coded", Integer, ForeignKey("entries.seq"), nullable=False),
    Column("changed", Integer, nullable=False),
    Index("claims_by_report", "report", "latest", "status"),
    Index("claims_by_known", "known", "report", "start", "nth"),
    Index("claims_by_change", "changed"),
    *(Index(f"claims_by_{name}", name) for name in ("speaker", "act", "stance", "modality", "quad")),
    *(Index(f"claims_by_{name}", name) for name in ("category", "place", "publisher", "status")),
)
"""A row for each claim as it stands. ``decided`` is the last entry that decided on it (0: none), ``latest`` 1 where
the latest coding of its report has it. ``published``, ``known`` and ``publisher`` are of its report;
``superseded`` is since when that has a later version. ``start`` and ``nth`` order the claims of a report. ``seq`` is
the first entry in which the claim was coded, ``coded`` the one whose coding holds."""

claims_json = Table(
    "claims_json",
    metadata,
    Column("claim", Integer, ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("json", Text, nullable=False),
)
"""Each claim as it stands, in the shape of ``Claim.to_json``; kept apart, so that ``claims`` stays small."""

names = Table(
    "names",
    metadata,
    Column("claim", Integer, ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("role", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Index("names_by_name", "name", "claim"),
    sqlite_with_rowid=False,
)
"""Who takes part in a claim, and how: see ``rows.ROLES``."""

decisions = Table(
    "decisions",
    metadata,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("claim", Text, ForeignKey("claims.id"), nullable=False),
    Index("decisions_by_claim", "claim"),
)
"""The entries that decided on a claim, or took a decision back."""

judgements = Table(
    "judgements",
    metadata,
    Column("seq", Integer, ForeignKey("entries.seq"), primary_key=True, autoincrement=False),
    Column("a", Text, nullable=False),
    Column("b", Text, nullable=False),
    Column("author", Text, nullable=False),
    Index("judgements_by_a", "a"),
    Index("judgements_by_b", "b"),
)
"""The entries that judged two parties, or the incidents of two claims; ``a`` is the lesser of the two texts."""

INDEX = tuple(t for t in metadata.sorted_tables if t is not entries)
"""All that follows from the entries, in the order in which it can be made; ``words`` besides."""
NAMES = frozenset(t.name for t in metadata.sorted_tables) | {"words"}
OLD_NAMES = frozenset({"entries", "reports", "codings", "claims", "words"})
"""What a record of an older form has."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
_OUT_OF_ORDER = "NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM entries)"

# The tokens keep combining marks (M*), without which Arabic and Indic words would fall apart.
WORDS = (
    "CREATE VIRTUAL TABLE words USING fts5(report UNINDEXED, claim UNINDEXED, start UNINDEXED, title, publisher, text,"
    " tokenize = \"porter unicode61 remove_diacritics 2 categories 'L* N* M* Co'\")"
)
"""A row for each report (``claim`` NULL; its rowid is the report's ``seq``, negated) and each claim (its rowid is the
claim's ``number``); ``start`` is where ``text`` begins in the report's, NULL where it is no one stretch of it."""

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
    entries.create(connection)
    create_index(connection)
    guard(connection)


def outdated(connection: Connection) -> bool:
    """Whether the record has an older form."""
    return connection.exec_driver_sql("PRAGMA user_version").scalar() in OLDER


def create_index(connection: Connection) -> None:
    """Make the index empty, in the place of the one that may be there, of this form or an older one."""
    for name, columns in _ENTRIES_BY.items():
        connection.exec_driver_sql(f"DROP INDEX IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE INDEX {name} ON entries ({columns})")
    connection.exec_driver_sql("DROP TABLE IF EXISTS words")
    for table in reversed(INDEX):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {table.name}")
    metadata.create_all(connection, tables=INDEX, checkfirst=False)
    connection.exec_driver_sql(WORDS)
    connection.exec_driver_sql(f"PRAGMA user_version = {FORMAT}")


def create_scratch(connection: Connection) -> None:
    """Make the index empty a second time, with no more than is needed while it is filled (``Database.beside``)."""
    for table in INDEX:
        # No table can refer to one of another file.
        connection.execute(CreateTable(table, include_foreign_key_constraints=()))
        for index in table.indexes:
            if index.name in _LOOKED_UP:
                index.create(connection)
    connection.exec_driver_sql("CREATE TABLE words (report, claim, start, title, publisher, text)")


_LOOKED_UP = frozenset({"reports_by_url", "codings_by_report", "claims_by_report", "decisions_by_claim"})
"""What is needed while an index is made."""


def unguarded(connection: Connection, where: str = "main") -> tuple[str, ...]:
    """The names of the triggers of the record that are gone, or are others than they should be."""
    rows = connection.exec_driver_sql(f"SELECT name, sql FROM {where}.sqlite_master WHERE type = 'trigger'")  # noqa: S608
    found = {name: statement for name, statement in rows}  # noqa: C416  (a Row is no pair to dict)
    return tuple(name for name, statement in TRIGGERS.items() if found.get(name) != statement)


def guard(connection: Connection) -> None:
    """Put back the triggers that are gone or changed."""
    for name in unguarded(connection):
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(TRIGGERS[name])
