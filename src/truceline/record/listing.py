"""Listing: the reports, a page at a time."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, text

from truceline.model import When, codec
from truceline.record.asked import ReportLine, ReportPage
from truceline.record.cursor import Cursor, check_limit
from truceline.record.moment import checked
from truceline.record.rows import stamp
from truceline.record.search import reports_with

_LIST = "reports"
_BEFORE_ALL = {"known": "~", "id": ""}
"""A place that every moment is less than."""


def report_lines(connection: Connection, as_of: date | None, words: str, limit: int, cursor: str) -> ReportPage:
    """See ``Case.report_lines``."""
    check_limit(limit)
    checked(as_of, "as_of")
    values: dict[str, Any] = {"words": None, "url": None, "limit": limit + 1, **_BEFORE_ALL, **_by(as_of)}
    if cursor:
        values["known"], values["id"] = Cursor.read(cursor, _LIST, (str, str)).place
    if words.strip():
        values["words"] = f"[{reports_with(connection, words)}]"
    rows = connection.execute(_REPORTS, values).all()
    total = connection.execute(_COUNT, values).scalar_one()
    following = _cursor(rows[limit - 1]) if len(rows) > limit else None
    before = _previous(connection, values, limit) if cursor else None
    return ReportPage(tuple(_line(row) for row in rows[:limit]), following, before, total)


def _previous(connection: Connection, values: dict[str, Any], limit: int) -> str | None:
    rows = connection.execute(_BEFORE, values).all()
    if len(rows) > limit:
        return _cursor(rows[limit])
    return "" if rows else None


def _cursor(row: Any) -> str:
    return Cursor(_LIST, (row.known, row.id)).write()


def versions(connection: Connection, report: str, as_of: date | None) -> tuple[ReportLine, ...]:
    """The report with this id among the versions of its address that were known by then, in order of knowledge."""
    values = {"words": None, "report": report, "limit": -1, **_BEFORE_ALL, **_by(as_of)}
    return tuple(_line(row) for row in reversed(connection.execute(_VERSIONS, values).all()))


@lru_cache(4096)
def publication(json_text: str | None) -> When | None:
    """The publication of a report as its row has it."""
    return codec.load(When, json.loads(json_text)) if json_text else None


_HERE = "(:by IS NULL OR known <= :by) AND (:day IS NULL OR day <= :day)"
_WORDS = "(:words IS NULL OR seq IN (SELECT value FROM json_each(:words)))"
_LINES = (
    "SELECT seq, id, title, publisher, publication, known, language, url, unread, name, added_by, added_at,"  # noqa: S608
    " (SELECT count(*) FROM claims WHERE report = reports.id AND latest = 1 AND status <> 'rejected') AS claims,"
    " (SELECT newer FROM superseded WHERE report = reports.id AND clock = :clock AND since <= coalesce(:at, since)"
    "  AND (until IS NULL OR until > :at)) AS superseded_by"
    f" FROM reports WHERE {_HERE} AND {_WORDS} AND (known, id) < (:known, :id) %s"
    " ORDER BY known DESC, id DESC LIMIT :limit"
)
_OF_ONE_ADDRESS = "AND (id = :report OR url = (SELECT url FROM reports WHERE id = :report))"
_REPORTS, _VERSIONS = text(_LINES % ""), text(_LINES % _OF_ONE_ADDRESS)
_BEFORE = text(
    f"SELECT known, id FROM reports WHERE {_HERE} AND {_WORDS} AND (known, id) >= (:known, :id)"  # noqa: S608
    " ORDER BY known, id LIMIT :limit"
)
_COUNT = text(f"SELECT count(*) FROM reports WHERE {_HERE} AND {_WORDS}")  # noqa: S608


def _by(as_of: date | None) -> dict[str, str | None]:
    """What the questions above need to know of the moment."""
    if as_of is None:
        return {"by": None, "day": None, "clock": "moment", "at": None}
    if isinstance(as_of, datetime):
        return {"by": stamp(as_of), "day": None, "clock": "moment", "at": stamp(as_of)}
    return {"by": None, "day": as_of.isoformat(), "clock": "day", "at": as_of.isoformat()}


def _line(row: Any) -> ReportLine:
    known, added = datetime.fromisoformat(row.known), datetime.fromisoformat(row.added_at)
    return ReportLine(
        row.id, row.title, row.publisher, publication(row.publication), known, row.language, row.url, row.claims,
        row.unread, row.superseded_by, row.name, row.added_by, added, row.seq,
    )  # fmt: skip
