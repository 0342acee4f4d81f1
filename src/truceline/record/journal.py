"""Journal: the append-only record of what came in and what was decided.

What holds, always:

1.  Entries are only ever added, each with author, time and the hash of the one before. No method
    changes or removes one, and the database refuses it too.
2.  State is a function of the entries: whoever reads the same entries sees the same reports, claims,
    decisions and identities (``View``). The index tables can be thrown away and made again.
3.  One ``append`` is one transaction: all of its entries are kept, or none. It is the only writer
    meanwhile, so what it looked up first (``Known``) is still so when it writes.
4.  No entry refers to what was not there before it, and every span of a claim holds in its report.
5.  Reading checks the chain: an altered journal is not read past the first altered entry. What the
    chain alone cannot show is that its end was cut off; ``verify(holds=...)`` shows that to anyone
    who kept the hash of an earlier ``head``.
6.  An entry's time says when it was recorded, by the clock of the machine that did so. What counts
    as earlier or later is the order of the entries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, insert, select

from truceline.errors import (
    BrokenChain,
    InputError,
    NotARecord,
    RecordBusy,
    RecordError,
    RecordUnwritable,
    ValueProblem,
)
from truceline.model import Claim, Report, codec
from truceline.record import chain, index, tables
from truceline.record.asked import ReportLine, ReportPage
from truceline.record.chain import Link, Row
from truceline.record.checks import check
from truceline.record.database import Database, address
from truceline.record.entries import Entry, Recorded, kind_of
from truceline.record.finding import Finding
from truceline.record.known import Known
from truceline.record.listing import report_lines, versions
from truceline.record.search import SearchHit, search

T = TypeVar("T")

WAIT = 10.0
"""Seconds to wait for another process that is writing."""
_PAGE = 200
_REBUILD = "truceline verify --rebuild-index"
_OPEN_ONCE = "Copy it to a folder that can be written, and open it there once; or use the release that wrote it."


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found sound: the number of entries, reports and claims, and the last entry's hash.

    ``search`` is False where the search index could not be checked, because the disk is read-only
    or another process was writing.
    """

    entries: int
    reports: int
    claims: int
    head: str
    search: bool = True


class Journal:
    """A record that is open. Close it, or use it in a ``with`` statement."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.finding = Finding(database)
        """Asks for claims in lists."""

    @classmethod
    def create(cls, where: str | Path, *, wait: float = WAIT) -> Self:
        """A new, empty record in the file ``where`` (a path, or ``sqlite:///path``).

        Raises RecordError where something has that name already, RecordUnwritable where the folder
        is missing, full or read-only.
        """
        return cls(Database.create(address(where), wait=wait))

    @classmethod
    def open(cls, where: str | Path, *, wait: float = WAIT) -> Self:
        """The record in the file ``where``, which must exist.

        Raises NotARecord for anything that is no record, or a damaged one; it is left as it is. The index of a
        record of an older form is made anew first: the entries stay as they are. Raises RecordUnwritable where
        that cannot be done, BrokenChain where the entries are not sound, RecordBusy.
        """
        journal = cls(Database.open(address(where), wait=wait))
        try:
            journal._bring_up_to_date()
        except BaseException:
            journal.close()
            raise
        return journal

    @property
    def path(self) -> Path:
        return self._database.path

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # Adding

    def append(self, entries: Sequence[Entry], author: str, at: datetime | None = None) -> tuple[Recorded, ...]:
        """Add entries, all or none, and return them as recorded.

        ``author`` is who adds them, ``at`` when (now, if not given). Raises ValueProblem or UnknownId
        for an entry that cannot follow what is there, RecordBusy, or RecordUnwritable.
        """
        return self.append_new(lambda _: entries, author, at)

    def append_new(
        self, make: Callable[[Known], Iterable[Entry]], author: str, at: datetime | None = None
    ) -> tuple[Recorded, ...]:
        """Add what ``make`` returns when it is told what the record knows at that moment.

        Nobody else can write between the question and the answer, so two processes that read the
        same report add it once. Keep ``make`` quick: do the reading before, and only choose here.
        Raises as ``append`` does; what ``make`` raises goes through, and nothing is added.
        """
        if not author.strip():
            raise ValueProblem("an entry needs an author.", todo="Give the name of the person or program.")
        with self._database.writing() as connection:
            known = Known(connection)
            time = at or datetime.now(UTC)
            link = _head(connection)
            added = []
            for entry in make(known):
                check(entry, known)
                recorded = _write(connection, link, entry, author, time)
                link = Link(recorded.seq, recorded.hash)
                added.append(recorded)
        return tuple(added)

    def rebuild(self) -> None:
        """Make the index tables again from the entries, and put back the triggers that guard those.

        Raises BrokenChain when the entries are not sound, or when the index remembers some that are gone.
        """
        with self._database.writing() as connection:
            self._check_end(index.last_seq(connection), _head(connection))
            tables.guard(connection)
            self._make_index(connection)

    # Reading

    def head(self) -> Link:
        """The number and hash of the last entry (0, and zeros, in an empty record)."""
        with self._database.reading() as connection:
            return _head(connection)

    def entries(self, after: int = 0) -> Iterator[Recorded]:
        """The entries with a number above ``after``, in order.

        Raises BrokenChain at the first that is altered. Holds no lock between entries.
        """
        link, rows = self._page(after)
        while rows:
            yield from chain.walk(rows, link, str(self.path))
            link, rows = self._page(rows[-1].seq)

    def ask(self, question: Callable[[Known], T]) -> T:
        """What ``question`` finds when it is told what the record knows, all of it at one moment."""
        with self._database.reading() as connection:
            return question(Known(connection, str(self.path)))

    def has_report(self, report: str) -> bool:
        """Whether the report with this id is in the record."""
        return self.ask(lambda known: known.has_report(report))

    def known_url(self, url: str) -> tuple[str, ...]:
        """The ids of the reports that came from this address, in the order they came in."""
        return self.ask(lambda known: known.known_url(url))

    def coded(self, report: str) -> frozenset[tuple[str, str]]:
        """Name and version of each coder that has coded, or could not read, the report with this id."""
        return self.ask(lambda known: known.coded(report))

    def report(self, report: str) -> Report:
        """The report with this id. Raises UnknownId."""
        return self.ask(lambda known: known.report(report))

    def claim(self, claim: str) -> Claim:
        """The claim with this id, as it was first coded. Raises UnknownId."""
        return self.ask(lambda known: known.claim(claim))

    def search(
        self, words: str, limit: int = 20, reports: Collection[str] | None = None, as_of: date | None = None
    ) -> tuple[SearchHit, ...]:
        """Reports and claims that have all the words, best first; see ``search.search``.

        Looked for in those of ``reports``, where they are given, else in those known by ``as_of``.
        """
        with self._database.reading() as connection:
            if reports is None and as_of is not None:
                reports = Known(connection).known_by(as_of)
            return search(connection, words, limit, reports)

    def report_lines(self, as_of: date | None, words: str, limit: int, cursor: str) -> ReportPage:
        """A part of the list of reports; see ``Case.report_lines``."""
        with self._database.reading() as connection:
            return report_lines(connection, as_of, words, limit, cursor)

    def versions(self, report: str, as_of: date | None) -> tuple[ReportLine, ...]:
        """The versions of one report; see ``Case.versions``."""
        with self._database.reading() as connection:
            return versions(connection, Known(connection).report_id(report, as_of), as_of)

    def backup(self, to: str | Path) -> None:
        """A copy of the record in a new file; see ``Case.backup``."""
        self._database.copy(address(to))

    def verify(self, holds: str | None = None) -> Verified:
        """Go through the whole record and return what was found sound.

        ``holds`` is the hash of an earlier ``head`` that must be in the chain: without it, entries
        cut off at the end may not show. Raises BrokenChain naming the first bad entry, NotARecord
        where the file itself is damaged, RecordError where only the index is wrong, or a trigger is gone
        that keeps the entries from being changed: ``rebuild`` mends both.
        """
        self._check_file()
        last, found = Link(), holds is None or holds == chain.GENESIS
        with self._database.beside() as connection:
            # All is asked at one moment: what others add meanwhile is not looked at.
            tables.create_scratch(connection)
            for recorded in self._indexed(connection):
                last, found = Link(recorded.seq, recorded.hash), found or recorded.hash == holds
            if not found:
                what = f"no entry has the hash {holds}: entries were cut off or replaced."
                raise BrokenChain(what, where=str(self.path), todo="Go back to the copy of the record that has it.")
            self._check_end(index.last_seq(connection, "record"), last)
            wrong, gone = index.differences(connection), tables.unguarded(connection, "record")
            counted = index.counted(connection)
        words = self._words_hold()
        self._check_index((*wrong, *(("words",) if words is False else ())))
        self._check_guards(gone)
        return Verified(last.seq, *counted, last.hash, bool(words))

    # Inside

    def _page(self, after: int) -> tuple[Link, list[Row]]:
        with self._database.reading() as connection:
            return _page(connection, after)

    def _bring_up_to_date(self) -> None:
        if not self._database.outdated:
            return
        try:
            with self._database.writing() as connection:
                if tables.outdated(connection):
                    self._make_index(connection)
        except RecordUnwritable as error:
            what = f"the record has an older form, and its index must be made anew, but {error.what}"
            raise RecordUnwritable(what, where=error.where, todo=_OPEN_ONCE) from error
        # So that an older release, which looks at the file alone, sees that it is not for it any more.
        self._database.put_down()

    def _make_index(self, connection: Connection) -> None:
        tables.create_index(connection)
        for _ in self._indexed(connection):
            pass

    def _indexed(self, connection: Connection) -> Iterator[Recorded]:
        """Every entry, after it was checked against those before it and added to the index that is empty."""
        where = str(self.path)
        for recorded in chain.walk(_rows(connection), Link(), where):
            try:
                check(recorded.entry, Known(connection, where, before=recorded.seq))
            except InputError as error:
                what = f"the entry does not fit those before it: {error}"
                raise BrokenChain(what, where=f"{where}, entry {recorded.seq}") from error
            index.add(connection, recorded)
            yield recorded

    def _check_file(self) -> None:
        with self._database.reading() as connection:
            said = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
        # Newer releases of SQLite look into the index of words as well; that one can be made again.
        found = [line for line in said if line != "ok" and "FTS5" not in line]
        if found:
            todo = "Keep this file for inquiry, and go back to the last good copy of the record."
            raise NotARecord(f"the file is damaged ({found[0]}).", where=str(self.path), todo=todo)

    def _check_index(self, wrong: Sequence[str]) -> None:
        if wrong:
            what = f"the entries are sound, but the index {wrong[0]!r} does not follow from them."
            raise RecordError(what, where=str(self.path), todo=f"Make the index again with: {_REBUILD}")

    def _check_end(self, beyond: int, last: Link) -> None:
        """``beyond`` is the highest number of an entry that the index remembers."""
        if beyond > last.seq:
            what = f"the journal ends at entry {last.seq}, but entry {beyond} was there: its end was cut off."
            raise BrokenChain(what, where=str(self.path), todo="Go back to the last good copy of the record.")

    def _check_guards(self, gone: Sequence[str]) -> None:
        if gone:
            what = f"the entries are sound, but the trigger {gone[0]!r}, which keeps them so, was dropped or changed."
            raise RecordError(what, where=str(self.path), todo=f"Put it back with: {_REBUILD}")

    def _words_hold(self) -> bool | None:
        try:
            with self._database.writing() as connection:
                index.check_words(connection)
        except NotARecord:
            return False
        except (RecordBusy, RecordUnwritable):
            # FTS5 looks only where it may write, and a sound record must not fail for that.
            return None
        return True


_LAST = "SELECT seq, hash FROM entries ORDER BY seq DESC LIMIT 1"


def _head(connection: Connection) -> Link:
    # Not by way of SQLAlchemy: every answer asks this, some of them more than once.
    driver: Any = connection.connection.driver_connection
    row = driver.execute(_LAST).fetchone()
    return Link(*row) if row else Link()


def _page(connection: Connection, after: int) -> tuple[Link, list[Row]]:
    """The entry numbered ``after`` as a link, and the next entries after it."""
    table = tables.entries
    page = select(table).where(table.c.seq > after).order_by(table.c.seq).limit(_PAGE)
    before = select(table.c.seq, table.c.hash).where(table.c.seq <= after).order_by(table.c.seq.desc()).limit(1)
    last = connection.execute(before).first()
    return Link(*last) if last else Link(), [Row(*row) for row in connection.execute(page)]


def _rows(connection: Connection) -> Iterator[Row]:
    _, rows = _page(connection, 0)
    while rows:
        yield from rows
        _, rows = _page(connection, rows[-1].seq)


def _write(connection: Connection, link: Link, entry: Entry, author: str, at: datetime) -> Recorded:
    seq, kind, time = link.seq + 1, kind_of(entry), chain.stamp(at)
    payload = codec.canonical(codec.dump(entry))
    hash = chain.seal(previous=link.hash, seq=seq, kind=kind, author=author, time=time, payload=payload)
    row = Row(seq, kind, author, time, payload, link.hash, hash)
    connection.execute(insert(tables.entries), asdict(row))
    recorded = Recorded(seq, author, at.astimezone(UTC), kind, payload, link.hash, hash)
    index.add(connection, recorded)
    return recorded
