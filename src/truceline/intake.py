"""Intake: reports into the record, one transaction for each report and its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from truceline.errors import UnreadableReport
from truceline.model import Claim, Report
from truceline.model import Coder as CodedBy
from truceline.record import ClaimsCoded, Entry, Journal, Known, ReportAdded

if TYPE_CHECKING:
    from truceline.reading.coder import Coder
    from truceline.record import View
    from truceline.reports import Loaded
    from truceline.typed import Typed


class ReadState(StrEnum):
    NEW = "new"
    SAME = "same"
    """Already in the record, word for word; nothing was added."""
    CHANGED = "changed"
    """Another text from an address that is already in the record; both are kept."""
    RECODED = "coded again"
    """Already in the record, and coded by a coder that had not read it yet."""
    UNREADABLE = "unreadable"
    """No report; nothing was added."""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one report.

    ``unread`` says why its text could not be coded, though it is kept; ``notes`` what the reader
    had to settle by itself, such as an encoding that was told from the bytes.
    """

    where: str
    state: ReadState
    report: Report | None = None
    claims: tuple[Claim, ...] = ()
    unread: str | None = None
    error: UnreadableReport | None = None
    notes: tuple[str, ...] = ()


def staged(files: Iterable[tuple[str | Path, str]]) -> Iterator[Loaded]:
    """The reports in files that have other names than those they lie under; one that cannot be read stops no other."""
    from truceline.reports import Loaded, read_stream

    for path, name in files:
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            what = f"it cannot be read: {error.strerror or error}."
            yield Loaded(None, UnreadableReport(what, where=name, todo="Give the file once more."), name)
        else:
            yield from read_stream(data, name)


class Before:
    """What a dry run would have added to the record so far."""

    def __init__(self) -> None:
        self._ids: set[str] = set()
        self._urls: set[str] = set()

    def add(self, report: Report, state: ReadState) -> ReadState:
        """The state of the report, had those before it been added."""
        if report.id in self._ids:
            return ReadState.SAME
        if state is ReadState.NEW and report.url in self._urls:
            state = ReadState.CHANGED
        self._ids.add(report.id)
        if report.url:
            self._urls.add(report.url)
        return state


class Intake:
    """What reads reports into one journal. ``coder`` is the one that ships with the package, if not given."""

    def __init__(self, journal: Journal, author: str, coder: Coder | None = None, device: str = "cpu") -> None:
        self._journal = journal
        self._author = author
        self._given = coder
        self._device = device
        self._first = self
        """The one whose coder is used: it is loaded once, whoever signs."""

    def signed(self, author: str) -> Intake:
        """The same, for somebody else who signs."""
        other = Intake(self._journal, author, self._given, self._device)
        other._first = self._first
        return other

    def read(self, loaded: Loaded, before: Before | None = None) -> Read:
        """Add one report and its claims, and say what became of it.

        ``before`` is what a dry run would have added so far; then nothing is added.
        """
        report, notes = loaded.report, loaded.notes
        if report is None:
            return Read(loaded.where, ReadState.UNREADABLE, error=loaded.error, notes=notes)
        unread = self._cannot_read(report)
        state = self._state(report)
        if before is not None:
            state = before.add(report, state)
        if state is ReadState.SAME or before is not None:
            return Read(loaded.where, state, report, unread=unread, notes=notes)
        coded = ClaimsCoded(report.id, self._coded_by, () if unread else self.coder.code(report), unread)

        def entries(known: Known) -> Iterator[Entry]:
            if not known.has_report(report.id):
                yield ReportAdded(report, loaded.where)
            if (coded.coder.name, coded.coder.version) not in known.coded(report.id):
                yield coded

        added = self._journal.append_new(entries, self._author)
        return Read(loaded.where, state if added else ReadState.SAME, report, coded.claims, unread, notes=notes)

    def read_typed(self, typed: Typed, view: View, *, dry_run: bool = False) -> tuple[Read, ...]:
        """Add the reports and claims of a file that was typed by hand, all or none; ``view`` is the record as it is."""
        there = [{c.id for c in view.claims_of(report.id)} for report, _ in typed.reports]
        same = [ids == {c.id for c in claims} for ids, (_, claims) in zip(there, typed.reports, strict=True)]

        def entries(known: Known) -> Iterator[Entry]:
            for (report, claims), place, done in zip(typed.reports, typed.places, same, strict=True):
                if not known.has_report(report.id):
                    yield ReportAdded(report, place)
                if not done:
                    yield ClaimsCoded(report.id, claims[0].coder, claims)

        states = [
            ReadState.SAME if done else self._typed_state(r) for (r, _), done in zip(typed.reports, same, strict=True)
        ]
        if not dry_run:
            self._journal.append_new(entries, self._author)
        rows = zip(typed.reports, typed.places, states, strict=True)
        return tuple(Read(place, state, report, claims) for (report, claims), place, state in rows)

    def _typed_state(self, report: Report) -> ReadState:
        if self._journal.has_report(report.id):
            return ReadState.RECODED
        return ReadState.CHANGED if report.url and self._journal.known_url(report.url) else ReadState.NEW

    def _state(self, report: Report) -> ReadState:
        if self._journal.has_report(report.id):
            by = (self._coded_by.name, self._coded_by.version)
            return ReadState.SAME if by in self._journal.coded(report.id) else ReadState.RECODED
        return ReadState.CHANGED if report.url and self._journal.known_url(report.url) else ReadState.NEW

    def _cannot_read(self, report: Report) -> str | None:
        """Why a report is kept but not coded."""
        if report.language is None:
            return "its language could not be told"
        if report.language not in self.coder.languages:
            return f"its language ({report.language}) cannot be read yet"
        return None

    @cached_property
    def coder(self) -> Coder:
        from truceline.reading.coders import default

        if self._first is not self:
            return self._first.coder
        return self._given or default(self._device)

    @property
    def _coded_by(self) -> CodedBy:
        return CodedBy(self.coder.name, self.coder.version)
