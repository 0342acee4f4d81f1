"""Index: what the journal knows, made ready to be asked.

``add`` writes the index rows of one entry; ``Known`` asks them, inside the transaction of its
connection, so that what it says still holds when that transaction writes.
"""

from __future__ import annotations

import json
from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Executable, delete, func, insert, select, text

from truceline.errors import UnknownId
from truceline.model import Claim, Report, codec
from truceline.record import tables
from truceline.record.entries import KINDS, AgreementText, ClaimsCoded, Entry, ReportAdded

_AGREEMENT = next(name for name, kind in KINDS.items() if kind is AgreementText)


@dataclass(frozen=True, slots=True)
class Known:
    """What is in the record already. Every question is one indexed look-up, but for agreements, which are few."""

    _connection: Connection

    def has_report(self, report: str) -> bool:
        """Whether the report with this id is in the record."""
        found = select(tables.reports.c.seq).where(tables.reports.c.id == report)
        return self._connection.execute(found).first() is not None

    def has_claim(self, claim: str) -> bool:
        """Whether the claim with this id is in the record, in any coding."""
        found = select(tables.claims.c.seq).where(tables.claims.c.id == claim)
        return self._connection.execute(found).first() is not None

    def has_agreement(self, agreement: str) -> bool:
        """Whether a text of the agreement with this id is in the record."""
        table = tables.entries
        found = select(table.c.payload).where(table.c.kind == _AGREEMENT)
        return any(json.loads(row)["agreement"] == agreement for row in self._connection.execute(found).scalars())

    def known_url(self, url: str) -> tuple[str, ...]:
        """The ids of the reports that came from this address, in the order they came in."""
        found = select(tables.reports.c.id).where(tables.reports.c.url == url).order_by(tables.reports.c.seq)
        return tuple(self._connection.execute(found).scalars())

    def coded(self, report: str) -> frozenset[tuple[str, str]]:
        """Name and version of each coder that has coded, or could not read, the report with this id."""
        table = tables.codings
        found = select(table.c.coder, table.c.version).where(table.c.report == report)
        return frozenset((name, version) for name, version in self._connection.execute(found))

    def report(self, report: str) -> Report:
        """The report with this id. Raises UnknownId."""
        found = select(tables.reports.c.seq).where(tables.reports.c.id == report)
        return codec.load(Report, self._payload(found, report)["report"])

    def claim(self, claim: str) -> Claim:
        """The claim with this id, as it was first coded. Raises UnknownId."""
        found = select(tables.claims.c.seq).where(tables.claims.c.id == claim)
        coded = self._payload(found, claim)["claims"]
        return codec.load(Claim, next(c for c in coded if c["id"] == claim))

    def _payload(self, found: Any, id: str) -> dict[str, Any]:
        payload = select(tables.entries.c.payload).where(tables.entries.c.seq == found.scalar_subquery())
        row = self._connection.execute(payload).first()
        if row is None:
            raise UnknownId(f"the record has nothing with the id {id!r}.", todo="Look for it with `truceline search`.")
        return json.loads(row[0])  # type: ignore[no-any-return]


def add(connection: Connection, seq: int, entry: Entry) -> None:
    """Write the index rows of the entry with the number ``seq``."""
    held = _held(connection, entry.report) if isinstance(entry, ClaimsCoded) else set()
    for name, rows in _rows(seq, entry, held):
        if rows:
            connection.execute(_INSERTS[name], rows)


def clear(connection: Connection) -> None:
    """Throw the whole index away, damaged or not."""
    for table in (tables.claims, tables.codings, tables.reports):
        connection.execute(delete(table))
    connection.exec_driver_sql("DROP TABLE words")
    connection.exec_driver_sql(tables.WORDS)


Expected = dict[str, set[tuple[Any, ...]]]
"""For each index table, its rows as tuples."""


def expect(expected: Expected, seq: int, entry: Entry, held: Container[str]) -> None:
    """Add the index rows of one entry to ``expected``; ``held`` are the ids of the claims before it."""
    for name, rows in _rows(seq, entry, held):
        expected.setdefault(name, set()).update(tuple(row.values()) for row in rows)


def differences(connection: Connection, expected: Expected) -> tuple[str, ...]:
    """The names of the index tables that do not hold exactly the ``expected`` rows."""
    return tuple(n for n, c in _COLUMNS.items() if not _holds(connection, n, c, expected.get(n, set())))


def check_words(connection: Connection) -> None:
    """Let FTS5 compare its index with the words it indexes. Needs a writing transaction; raises what SQLite does."""
    connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def last_seq(connection: Connection) -> int:
    """The highest number of an entry that the index knows."""
    highest = [connection.execute(select(func.max(t.c.seq))).scalar() for t in (tables.reports, tables.codings)]
    return max(n or 0 for n in highest)


def _held(connection: Connection, report: str) -> set[str]:
    known = select(tables.claims.c.id).where(tables.claims.c.report == report)
    return set(connection.execute(known).scalars())


def _holds(connection: Connection, name: str, columns: str, expected: set[tuple[Any, ...]]) -> bool:
    count = 0
    for row in connection.execute(text(f"SELECT {columns} FROM {name}")):  # noqa: S608 (both are constants below)
        count += 1
        if tuple(row) not in expected:
            return False
    return count == len(expected)


_COLUMNS = {
    "reports": "id, seq, url, title",
    "codings": "seq, report, coder, version",
    "claims": "id, report, seq",
    "words": "report, claim, start, title, publisher, text",
}
"""In the order in which ``_rows`` gives them."""

_INSERTS: dict[str, Executable] = {
    "reports": insert(tables.reports),
    "codings": insert(tables.codings),
    "claims": insert(tables.claims),
    "words": text(
        "INSERT INTO words (report, claim, start, title, publisher, text)"
        " VALUES (:report, :claim, :start, :title, :publisher, :text)"
    ),
}


def _rows(seq: int, entry: Entry, held: Container[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows that follow from one entry, by table; ``held`` are the ids of the claims before it."""
    if isinstance(entry, ReportAdded):
        report = entry.report
        yield "reports", [{"id": report.id, "seq": seq, "url": report.url, "title": report.title}]
        yield "words", [_words(report.id, None, 0, report.text, title=report.title, publisher=report.publisher or "")]
    elif isinstance(entry, ClaimsCoded):
        coder = entry.coder
        fresh = {c.id: c for c in reversed(entry.claims) if c.id not in held}.values()
        yield "codings", [{"seq": seq, "report": entry.report, "coder": coder.name, "version": coder.version}]
        yield "claims", [{"id": c.id, "report": c.report, "seq": seq} for c in fresh]
        yield "words", [_words(c.report, c.id, _start(c), c.quote) for c in fresh]


def _words(
    report: str, claim: str | None, start: int | None, text: str, *, title: str = "", publisher: str = ""
) -> dict[str, Any]:
    return {"report": report, "claim": claim, "start": start, "title": title, "publisher": publisher, "text": text}


def _start(claim: Claim) -> int | None:
    """Where the quote begins in the report; None where it is not one stretch of it, content and all."""
    first, last = claim.spans.content[0], claim.spans.content[-1]
    whole = len(claim.quote) == last.end - first.start and claim.quote.startswith(first.quote)
    return first.start if whole else None
