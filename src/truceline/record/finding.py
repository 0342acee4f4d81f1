"""Finding: lists of claims, counted and a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from heapq import nsmallest
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select, text

from truceline.model import Report
from truceline.model.when import midnight
from truceline.record import tables
from truceline.record.asked import FACETS, NAMED, Asked, Facet, Listed, Page, Sort
from truceline.record.cursor import Cursor, check_limit
from truceline.record.database import Database
from truceline.record.known import Known
from truceline.record.listing import publication
from truceline.record.search import claims_with, places_in
from truceline.record.view import Status

if TYPE_CHECKING:
    from truceline.record.columns import Bools, Columns, Ints

_KEPT = 32
"""How many searches for words, and counts, are kept until the next entry."""
_PLACE = (int, str, int, int)
_PLACES = {
    Sort.PUBLISHED: _PLACE,
    Sort.NEWEST: _PLACE,
    Sort.WHEN: (int, *_PLACE),
    Sort.DOUBT: (float, *_PLACE),
    Sort.ADDED: (int, int, int),
}
"""What ``Columns.place`` is made of, in each order."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A claim as it stands for an export: ``json`` is the text of its JSON form, ``report`` has no text."""

    json: str
    status: str
    report: Report


class Finding:
    """Asks one record, from any number of threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._columns: Columns | None = None
        self._lock = Lock()

    def find(self, asked: Asked, limit: int, cursor: str) -> Page:
        """See ``Case.find``."""
        check_limit(limit)
        place = Cursor.read(cursor, asked.sort, _PLACES[Sort(asked.sort)]).place if cursor else None
        with self._now(asked) as (connection, columns):
            rows = _rows(connection, columns, asked)
            begin = columns.after(asked.sort, rows, place) if place else 0
            part = rows[begin : begin + limit].tolist()
            around = [_cursor(columns, asked.sort, rows, at) for at in (begin + limit, begin - limit)]
            following = around[0] if begin + limit < len(rows) else None
            before = around[1] if begin else None
            return Page(_listed(connection, columns, part, asked), following, before, len(rows))

    def count(self, asked: Asked) -> int:
        """See ``Case.count``."""
        with self._now(asked) as (connection, columns):
            return int(Chosen(connection, columns, asked).all.sum())

    def ids(self, asked: Asked, limit: int | None = None) -> tuple[str, ...]:
        """See ``Case.ids``."""
        with self._now(asked) as (connection, columns):
            rows = _rows(connection, columns, asked)[:limit].tolist()
            driver: Any = connection.connection.driver_connection
            if len(rows) < _FEW:
                found = dict(driver.execute(_IDS, (json.dumps(rows),)).fetchall())
            else:
                found = dict(driver.execute("SELECT number, id FROM claims").fetchall())
            return tuple(found[row] for row in rows)

    def listed(self, ids: Sequence[str], as_of: date | None) -> tuple[Listed, ...]:
        """See ``Case.listed``."""
        with self._now(Asked(as_of=as_of)) as (connection, columns):
            driver: Any = connection.connection.driver_connection
            found = dict(driver.execute(_NUMBERS, (json.dumps(ids),)).fetchall())
            return _listed(connection, columns, [found[id] for id in ids if id in found], Asked(as_of=as_of))

    def carried(self, ids: Sequence[str]) -> list[Carried]:
        """The claims with these ids, in this order; ids that the record does not know are left out."""
        with self._database.reading() as connection:
            driver: Any = connection.connection.driver_connection
            rows = driver.execute(_CARRIED, (json.dumps(ids),)).fetchall()
            named = json.dumps(sorted({report for _, _, report in rows}))
            reports = {r.id: r for r in (_bare(*row) for row in driver.execute(_CARRIERS, (named,)))}
        return [Carried(claim, status, reports[report]) for claim, status, report in rows]

    def facets(self, asked: Asked, limit: int, of: Sequence[str] = FACETS) -> dict[str, tuple[Facet, ...]]:
        """See ``Case.facets``."""
        with self._now(asked, of) as (connection, columns):
            counts = _counts(connection, columns, replace(asked, sort=Sort.PUBLISHED), of)
        return {name: _facets(counts[name], limit) for name in of}

    @contextmanager
    def _now(self, asked: Asked, of: Sequence[str] = ()) -> Iterator[tuple[Connection, Columns]]:
        """A moment of the record, and the columns as they are at that moment, with all that is asked for."""
        named = any(name in of or asked.wanted(name) for name in NAMED)
        while True:
            with self._database.reading() as connection:
                seq = connection.execute(_LAST).scalar() or 0
                columns = self._brought(connection, seq)
                if columns.seq == seq:
                    if named and not columns.named:
                        with self._lock:
                            columns.name(connection)
                    yield connection, columns
                    return
            # Another thread has seen a later entry meanwhile: look again.

    def _brought(self, connection: Connection, seq: int) -> Columns:
        from truceline.record.columns import Columns

        columns = self._columns
        if columns is not None and columns.seq >= seq:
            return columns
        with self._lock:
            columns = self._columns
            if columns is None:
                self._columns = Columns.read(connection, seq)
            elif columns.seq < seq:
                self._columns = columns.updated(connection, seq)
            assert self._columns is not None
            return self._columns


def _counts(connection: Connection, columns: Columns, asked: Asked, of: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many claims have each value, kept for the next part of the same list."""
    known = columns.counted.get(asked, {})
    if missing := [name for name in of if name not in known]:
        chosen = Chosen(connection, columns, asked)
        known = {**known, **{name: chosen.count(name) for name in missing}}
        if len(columns.counted) >= _KEPT:
            columns.counted.clear()
        columns.counted[asked] = known
    return known


def _rows(connection: Connection, columns: Columns, asked: Asked) -> Ints:
    """The numbers of the claims that are asked for, in order."""
    order = columns.order(asked.sort)
    return order[Chosen(connection, columns, asked).all[order]]


def _cursor(columns: Columns, sort: str, rows: Ints, begin: int) -> str:
    """The cursor of the part that begins there; "" where that is the first one."""
    if not 0 < begin <= len(rows):
        return ""
    return Cursor(sort, columns.place(sort, int(rows[begin - 1]))).write()


class Chosen:
    """Which claims are asked for: one part for each condition."""

    def __init__(self, connection: Connection, columns: Columns, asked: Asked) -> None:
        reports = columns.reports
        here = reports.known_by(asked.as_of)
        if not asked.rejected:
            here &= ~reports.gone_by(asked.as_of)
        self._base: Bools = columns.latest & here[columns.report] if len(here) else columns.latest
        if asked.report:
            known = Known(connection)
            self._base &= columns.report == reports.numbers[known.report_id(asked.report, asked.as_of)]
        if asked.words.strip():
            self._base &= _with_words(connection, columns, asked.words)
        self._base &= _plainly(connection, columns, asked)
        wanted = ((name, asked.wanted(name)) for name in FACETS)
        self._parts = {name: columns.having(name, words) for name, words in wanted if words}
        if not asked.status and not asked.rejected:
            self._parts["status"] = ~columns.having("status", (Status.REJECTED.value,))
        self._columns = columns

    @cached_property
    def all(self) -> Bools:
        return self.but("")

    @cached_property
    def _rows(self) -> Ints:
        found: Ints = self.all.nonzero()[0]
        return found

    def count(self, name: str) -> dict[str, int]:
        """How many have each value of a facet, as if it were not filtered on itself."""
        if name in self._parts:
            return self._columns.count(name, self.but(name))
        return self._columns.count(name, self.all, self._rows)

    def but(self, name: str) -> Bools:
        """Those that meet every condition but that on one facet."""
        found = self._base
        for part, holds in self._parts.items():
            if part != name:
                found = found & holds
        return found


def _plainly(connection: Connection, columns: Columns, asked: Asked) -> Bools:
    """The claims that meet the conditions on time and score."""
    from truceline.record.columns import FIRST, LAST, moment

    found = columns.latest
    if asked.since is not None or asked.until is not None:
        settings = Known(connection).settings()
        since, until = _times(asked, settings.zone if settings else None)
        timed = (columns.when_start != LAST) & found
        begin = FIRST + 1 if since is None else moment(since)
        end = LAST - 1 if until is None else moment(until)
        # A time ends where the next begins; one that takes no time at all is there nevertheless.
        at_once = (columns.when_start == columns.when_end) & (columns.when_end == begin)
        found = timed & ((columns.when_end > begin) | at_once) & (columns.when_start <= end)
    if asked.dated is not None:
        found = found & ((columns.when_start != LAST) == asked.dated)
    if asked.doubt is not None:
        found = found & (columns.score <= asked.doubt)
    if asked.waiting:
        found = found & (columns.score < 1) & columns.having("status", (Status.CODED.value,))
    return found


def _times(asked: Asked, zone: str | None) -> tuple[datetime | None, datetime | None]:
    """The first and the last moment that are asked for, both included."""
    since, until = asked.since, asked.until
    begin = since if since is None or isinstance(since, datetime) else midnight(since, zone)
    if until is None or isinstance(until, datetime):
        return begin, until
    if until == date.max:
        return begin, None
    return begin, midnight(until + timedelta(days=1), zone) - timedelta.resolution


def _with_words(connection: Connection, columns: Columns, words: str) -> Bools:
    import numpy as np

    found = columns.found.get(words)
    if found is None:
        found = np.zeros(len(columns.latest), np.bool_)
        found[np.fromstring(claims_with(connection, words), np.int64, sep=",")] = True
        if len(columns.found) >= _KEPT:
            columns.found.clear()
        columns.found[words] = found
    return found


def _facets(counts: dict[str, int], limit: int) -> tuple[Facet, ...]:
    ordered = nsmallest(limit, [(-count, value) for value, count in counts.items()])
    return tuple(Facet(value, -count) for count, value in ordered)


# --- claims -----------------------------------------------------------------------------------------
_FEW = 10_000
"""Claims that are looked up one by one faster than all of them are read."""
_LAST = select(func.max(tables.entries.c.seq))
_IDS = "SELECT number, id FROM claims WHERE number IN (SELECT value FROM json_each(?))"
_NUMBERS = "SELECT id, number FROM claims WHERE id IN (SELECT value FROM json_each(?))"
_CARRIED = (
    "SELECT claims_json.json, status, report FROM json_each(?) AS wanted"
    " JOIN claims ON claims.id = wanted.value JOIN claims_json ON claim = claims.number ORDER BY wanted.key"
)
_CARRIERS = "SELECT id, title, publisher, publication, url FROM reports WHERE id IN (SELECT value FROM json_each(?))"
_CLAIMS = text(
    "SELECT number, claims_json.json, status, decided, claims.seq, reports.id AS report, title, reports.publisher,"
    " url, publication, reports.known, entries.time FROM json_each(:numbers) AS wanted"
    " JOIN claims ON claims.number = wanted.value JOIN claims_json ON claim = claims.number"
    " JOIN entries ON entries.seq = claims.seq JOIN reports ON reports.id = claims.report ORDER BY wanted.key"
)


def _bare(id: str, title: str, publisher: str | None, published: str | None, url: str | None) -> Report:
    return Report(id, "", title, publisher, publication(published), url=url)


def _listed(connection: Connection, columns: Columns, part: Sequence[int], asked: Asked) -> tuple[Listed, ...]:
    if not part:
        return ()
    gone, numbers = columns.reports.gone_by(asked.as_of), columns.reports.numbers
    found = places_in(connection, asked.words, part) if asked.words.strip() else {}
    return tuple(
        Listed(
            row.json,
            Status(row.status),
            row.title,
            row.publisher,
            row.url,
            publication(row.publication),
            datetime.fromisoformat(row.known),
            row.decided,
            bool(gone[numbers[row.report]]),
            row.seq,
            datetime.fromisoformat(row.time),
            found.get(row.number, ()),
        )
        for row in connection.execute(_CLAIMS, {"numbers": json.dumps(part)})
    )
