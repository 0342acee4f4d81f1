"""Search: the words of reports, and the quotes of claims, by SQLite's FTS5.

What a user types are plain words. Nothing in them is an operator, except that words between double
quotes must stand together.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, text

from truceline.errors import ValueProblem
from truceline.model import Span

# Two code points that Unicode keeps for such use and that no text holds.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_SNIPPET_TOKENS = 24

# A title counts most, then the publisher's name, then the text. Of equals, reports come first, the last one added in
# front, and then claims in the order they came in: to look up anything else of thousands of equals would take long.
_BEST = """
SELECT rowid FROM words
WHERE words MATCH :match AND (:reports IS NULL OR report IN (SELECT value FROM json_each(:reports)))
ORDER BY bm25(words, 0, 0, 0, 4, 2, 1), rowid
LIMIT :limit
"""
# Marking is slow work, so it is done for the best only, one by one.
_MARKED = """
SELECT words.report, reports.title, words.claim, words.start, words.text,
       highlight(words, 5, :open, :close) AS marked, snippet(words, -1, :open, :close, '…', :tokens) AS snippet
FROM words JOIN reports ON reports.id = words.report
WHERE words MATCH :match AND words.rowid = :row
"""

_PLACES = (
    "SELECT rowid, text, highlight(words, 5, ?, ?) FROM words"
    " WHERE words MATCH ? AND rowid IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class SearchHit:
    """Where words were found: in a report, or in the quote of one of its claims.

    ``span`` is the first place of the words in the report's text; None where only its title or
    publisher has them. ``marks`` are the places of the words in ``snippet``, as start and end.
    """

    report: str
    title: str
    snippet: str
    span: Span | None
    claim: str | None
    marks: tuple[tuple[int, int], ...] = ()


def search(
    connection: Connection, words: str, limit: int = 20, reports: Collection[str] | None = None
) -> tuple[SearchHit, ...]:
    """At most ``limit`` reports and claims that have all the words, the best first (bm25).

    ``reports``, if given, are the ids of the reports to look in. Raises ValueProblem where there is
    no word to look for.
    """
    match = _match(words)
    among = None if reports is None else json.dumps(sorted(reports))
    found = connection.execute(text(_BEST), {"match": match, "reports": among, "limit": max(limit, 0)})
    marked = text(_MARKED)
    marks = {"match": match, "open": _OPEN, "close": _CLOSE, "tokens": _SNIPPET_TOKENS}
    return tuple(_hit(connection.execute(marked, {**marks, "row": row}).one()) for row in found.scalars().all())


def claims_with(connection: Connection, words: str) -> str:
    """The numbers of the claims whose quotes have all the words, with commas between. Raises ValueProblem where there
    is no word."""
    return _rowids(connection, words, "rowid", "rowid > 0")


def reports_with(connection: Connection, words: str) -> str:
    """The numbers of the entries that added the reports which have all the words. As ``claims_with``."""
    return _rowids(connection, words, "-rowid", "rowid < 0")


def places_in(connection: Connection, words: str, claims: Sequence[int]) -> dict[int, tuple[tuple[int, int], ...]]:
    """Where the words are in the quotes of these claims, as start and end; none where marking would garble a quote."""
    # Not by way of SQLAlchemy: a list asks this of each of its claims.
    driver: Any = connection.connection.driver_connection
    rows = driver.execute(_PLACES, (_OPEN, _CLOSE, _match(words), json.dumps(claims)))
    found = ((row, text, *_unmarked(marked)) for row, text, marked in rows)
    return {row: marks for row, text, plain, marks in found if plain == text}


def _rowids(connection: Connection, words: str, what: str, which: str) -> str:
    # In one row, since there may be many of them: as rows they would take five times as long.
    driver: Any = connection.connection.driver_connection
    question = f"SELECT group_concat({what}) FROM words WHERE words MATCH ? AND {which}"  # noqa: S608
    return driver.execute(question, (_match(words),)).fetchone()[0] or ""


def _match(words: str) -> str:
    """The FTS5 query that looks for all the words, with nothing in them read as an operator."""
    pieces = [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|([^\s"]+)', words.replace("\0", " "))]
    wanted = [p for p in pieces if any(c.isalnum() for c in p)]
    if not wanted:
        raise ValueProblem(f"there is no word to look for in {words!r}.", todo="Give at least one word.")
    return " AND ".join(f'"{p}"' for p in wanted)


def _hit(row: Any) -> SearchHit:
    snippet, marks = _unmarked(row.snippet)
    return SearchHit(row.report, row.title, snippet, _span(row), row.claim, marks)


def _span(row: Any) -> Span | None:
    if row.start is None:
        return None
    plain, marks = _unmarked(row.marked)
    # They differ where the text has the marking code points, or NULs, which SQLite's functions drop:
    # then no place is better than a wrong one.
    if not marks or plain != row.text:
        return None
    start, end = marks[0]
    return Span(row.start + start, row.start + end, plain[start:end])


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without the marks, and where they were."""
    plain, marks, length = [], [], 0
    for piece in re.split(f"({_OPEN}[^{_CLOSE}]*{_CLOSE})", marked):
        words = piece
        if piece.startswith(_OPEN):
            words = piece[1:-1]
            marks.append((length, length + len(words)))
        plain.append(words)
        length += len(words)
    return "".join(plain), tuple(marks)
