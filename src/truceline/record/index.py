"""Index: what follows from the entries, written beside them, so that it can be asked quickly.

``add`` writes what one entry changes, in the transaction that adds the entry. Whoever adds the same entries in
the same order to empty tables has the same index, row by row: ``differences`` rests on that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text, update

from truceline.model import Claim, When, codec
from truceline.record import rows, tables
from truceline.record.entries import (
    ClaimsCoded,
    Correction,
    Judgement,
    Recorded,
    ReportAdded,
    Review,
    Settings,
    TakenBack,
)
from truceline.record.known import Known
from truceline.record.moment import Arrival
from truceline.record.rows import Row
from truceline.record.view import NOT_CODED, ViewedClaim, viewed


def add(connection: Connection, recorded: Recorded) -> None:
    """Write what follows from one entry, which is in the journal already, and has no later one behind it."""
    entry = recorded.entry
    if isinstance(entry, ReportAdded):
        _add_report(connection, recorded, entry)
    elif isinstance(entry, ClaimsCoded):
        _add_coding(connection, recorded.seq, entry)
    elif isinstance(entry, Review | Correction | TakenBack):
        connection.execute(insert(tables.decisions), {"seq": recorded.seq, "claim": entry.claim})
        _change_claims(connection, recorded.seq, [Known(connection).standing(entry.claim)])
    elif isinstance(entry, Judgement):
        a, b = entry.pair
        row = {"seq": recorded.seq, "a": a, "b": b, "author": recorded.author}
        connection.execute(insert(tables.judgements), row)
    elif isinstance(entry, Settings):
        _count_days(connection, recorded.seq, entry)


# --- reports ----------------------------------------------------------------------------------------
def _add_report(connection: Connection, recorded: Recorded, entry: ReportAdded) -> None:
    report, settings = entry.report, Known(connection, before=recorded.seq).settings()
    arrival = Arrival.of(entry.name, report.published, recorded.time, settings.zone if settings else None)
    connection.execute(insert(tables.reports), rows.report_row(recorded, report, arrival, NOT_CODED))
    connection.execute(_ADD_WORDS, rows.words_of_report(recorded.seq, report))
    if report.url:
        _compare_versions(connection, recorded.seq, report.url)


def _compare_versions(connection: Connection, seq: int, url: str) -> None:
    """Work out anew which reports of one address have later versions."""
    table, gone = tables.reports.c, tables.superseded.c
    found = connection.execute(
        select(table.id, table.known, table.day, table.seq, table.digest).where(table.url == url)
    )
    versions = [rows.Version(*row) for row in found]
    if len(versions) < 2:
        return
    ids, made = [v.report for v in versions], list(rows.superseded_rows(versions))
    connection.execute(delete(tables.superseded).where(gone.report.in_(ids)))
    if made:
        connection.execute(insert(tables.superseded), made)
    connection.execute(update(tables.reports).where(table.id.in_(ids)).values(changed=seq))
    since = {row["report"]: row["since"] for row in made if row["clock"] == "moment" and row["until"] is None}
    for id in ids:
        connection.execute(_SUPERSEDE, {"report": id, "since": since.get(id), "seq": seq})


def _count_days(connection: Connection, seq: int, entry: Settings) -> None:
    """Where a publication is not known, the day of recording counts, in the zone of the case: it may be another now."""
    before = Known(connection, before=seq).settings()
    if (before.zone if before else None) == entry.zone:
        return
    table, urls = tables.reports.c, set()
    for id, url, published, added, day in connection.execute(
        select(table.id, table.url, table.publication, table.added_at, table.day)
    ).all():
        when = codec.load(When, json.loads(published)) if published else None
        new = Arrival.of("", when, datetime.fromisoformat(added), entry.zone).day.isoformat()
        if new != day:
            connection.execute(update(tables.reports).where(table.id == id).values(day=new, changed=seq))
            urls.add(url)
    for url in sorted(urls - {None}):
        _compare_versions(connection, seq, url)


# --- claims -----------------------------------------------------------------------------------------
def _add_coding(connection: Connection, seq: int, entry: ClaimsCoded) -> None:
    coder, report = entry.coder, entry.report
    row = {"seq": seq, "report": report, "coder": coder.name, "version": coder.version, "unread": entry.unread}
    connection.execute(insert(tables.codings), row)
    unread = _unread(connection, report)
    connection.execute(update(tables.reports).where(tables.reports.c.id == report).values(unread=unread, changed=seq))
    if entry.unread is None:
        _code(connection, seq, entry)


def _unread(connection: Connection, report: str) -> str | None:
    """Why no coder could read the report; None where one could."""
    table = tables.codings.c
    said = connection.execute(select(table.unread).where(table.report == report).order_by(table.seq.desc()))
    reasons = said.scalars().all()
    return None if None in reasons else next((r for r in reasons if r), NOT_CODED)


def _code(connection: Connection, seq: int, entry: ClaimsCoded) -> None:
    """The claims of the latest coding: new ones, and those that an earlier coding had as well."""
    table = tables.claims.c
    own = table.report == entry.report
    numbers = {row.id: row.number for row in connection.execute(select(table.id, table.number).where(own))}
    if numbers:
        connection.execute(update(tables.claims).where(own, table.latest == 1).values(latest=0, changed=seq))
    # What was coded twice counts as it was coded first.
    latest = {claim.id: (nth, claim) for nth, claim in reversed(list(enumerate(entry.claims)))}
    ordered = sorted(latest.values(), key=lambda item: item[0])
    decided = Known(connection).decisions([id for id in latest if id in numbers]) if numbers else {}
    coding = {id: {"nth": nth, "coded": seq, "latest": 1} for id, (nth, _) in latest.items()}
    _add_claims(connection, seq, [c for _, c in ordered if c.id not in numbers], coding)
    again = [viewed(c, decided.get(c.id, ())) for _, c in ordered if c.id in numbers]
    _change_claims(connection, seq, again, coding)


def _add_claims(connection: Connection, seq: int, claims: Sequence[Claim], coding: dict[str, Row]) -> None:
    if not claims:
        return
    highest = connection.execute(select(func.max(tables.claims.c.number))).scalar() or 0
    beside = _of_report(connection, claims[0].report)
    numbered = list(enumerate(claims, highest + 1))
    connection.execute(
        insert(tables.claims),
        [
            {"number": n, **rows.claim_row(ViewedClaim(c, c)), **coding[c.id], **beside, "seq": seq, "changed": seq}
            for n, c in numbered
        ],
    )
    connection.execute(_ADD_WORDS, [rows.words_of_claim(n, c) for n, c in numbered])
    connection.execute(insert(tables.claims_json), [{"claim": n, "json": rows.json_of(c)} for n, c in numbered])
    _add_names(connection, numbered)


def _of_report(connection: Connection, report: str) -> Row:
    """The columns of a claim that its report gives it."""
    row = connection.execute(_OF_REPORT, {"report": report}).one()
    return dict(row._mapping)


def _change_claims(
    connection: Connection, seq: int, claims: Iterable[ViewedClaim], coding: dict[str, Row] | None = None
) -> None:
    """Write claims anew that are there already, with what their coding gives them, where that is another."""
    table = tables.claims.c
    for one in claims:
        number = connection.execute(select(table.number).where(table.id == one.id)).scalar_one()
        values = {**rows.claim_row(one), **(coding[one.id] if coding else {}), "changed": seq}
        connection.execute(update(tables.claims).where(table.number == number), values)
        json = {"json": rows.json_of(one.claim)}
        connection.execute(update(tables.claims_json).where(tables.claims_json.c.claim == number), json)
        connection.execute(delete(tables.names).where(tables.names.c.claim == number))
        _add_names(connection, [(number, one.claim)])
        connection.execute(_CHANGE_WORDS, rows.words_of_claim(number, one.claim))


def _add_names(connection: Connection, numbered: Iterable[tuple[int, Claim]]) -> None:
    made = [{"claim": n, "role": role, "name": name} for n, c in numbered for role, name in rows.roles_of(c)]
    connection.execute(insert(tables.names), made)


_ADD_WORDS = text(
    "INSERT INTO words (rowid, report, claim, start, title, publisher, text)"
    " VALUES (:row, :report, :claim, :start, :title, :publisher, :text)"
)
_CHANGE_WORDS = text(
    "UPDATE words SET start = :start, text = :text WHERE rowid = :row AND (text <> :text OR start IS NOT :start)"
)
_SUPERSEDE = text(
    "UPDATE claims SET superseded = :since, changed = :seq WHERE report = :report AND superseded IS NOT :since"
)
_OF_REPORT = text(
    "SELECT publisher, published, known, (SELECT since FROM superseded"
    " WHERE report = id AND clock = 'moment' AND until IS NULL) AS superseded FROM reports WHERE id = :report"
)


# --- holding it against the entries -----------------------------------------------------------------
_WORDS = "rowid, report, claim, start, title, publisher, text"


def differences(connection: Connection) -> tuple[str, ...]:
    """The names of the tables that differ from those made anew beside them (``tables.create_scratch``)."""
    every = {t.name: ", ".join(c.name for c in t.columns) for t in tables.INDEX} | {"words": _WORDS}
    return tuple(name for name, columns in every.items() if not _agree(connection, name, columns))


def _agree(connection: Connection, name: str, columns: str) -> bool:
    def ask(question: str) -> Any:
        return connection.exec_driver_sql(question).first()

    if ask(f"SELECT count(*) FROM record.{name}") != ask(f"SELECT count(*) FROM main.{name}"):  # noqa: S608
        return False
    # Every row has a key of its own: as many rows, and none that the other lacks, are the same rows.
    other = f"SELECT {columns} FROM record.{name} EXCEPT SELECT {columns} FROM main.{name} LIMIT 1"  # noqa: S608
    return ask(other) is None


def check_words(connection: Connection) -> None:
    """Let FTS5 compare its index with the words it indexes. Needs a writing transaction; raises what SQLite does."""
    connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")


def last_seq(connection: Connection, where: str = "main") -> int:
    """The highest number of an entry that the index remembers."""
    every = [f"SELECT max(seq) FROM {where}.{name}" for name in ("reports", "codings", "decisions", "judgements")]  # noqa: S608
    return max(connection.exec_driver_sql(question).scalar() or 0 for question in every)


def counted(connection: Connection) -> tuple[int, int]:
    """How many reports and claims there are."""
    counts = [select(func.count()).select_from(table) for table in (tables.reports, tables.claims)]
    reports, claims = (connection.execute(count).scalar_one() for count in counts)
    return reports, claims
