"""Lookups: what a case answers by its index, in a few milliseconds, however much is in the record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from truceline.answers import Shown, sentence_around
from truceline.given import Moment
from truceline.model import Report
from truceline.record import (
    FACETS,
    Asked,
    Facet,
    Journal,
    Judged,
    Link,
    Listed,
    Noted,
    Page,
    Recorded,
    ReportLine,
    ReportPage,
    SearchHit,
    Settings,
    ViewedClaim,
)


class Lookups:
    """Asks one journal, from any number of threads."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    @property
    def path(self) -> Path:
        return self._journal.path

    @property
    def settings(self) -> Settings:
        return self._journal.ask(lambda known: known.settings()) or Settings(title=self.path.stem, zone=None)

    def head(self) -> Link:
        """The number and hash of the last entry: what was answered for one head still holds while it is the same."""
        return self._journal.head()

    # --- claims ---------------------------------------------------------------------------------
    def find(self, asked: Asked | None = None, *, limit: int = 50, cursor: str = "") -> Page:
        """A part of the claims as they stand that are asked for.

        ``cursor`` is the ``next`` or ``previous`` of another part; what comes in meanwhile shifts nothing. Raises
        ValueProblem for a cursor of another list or a ``limit`` under 1, UnknownId and AmbiguousId for a report.
        """
        return self._journal.finding.find(asked or Asked(), limit, cursor)

    def count(self, asked: Asked | None = None) -> int:
        """How many claims are asked for. Raises as ``find`` does."""
        return self._journal.finding.count(asked or Asked())

    def listed(self, ids: Sequence[str], as_of: Moment | None = None) -> tuple[Listed, ...]:
        """The claims with these whole ids as they stand, in this order; ids that the record does not know are left out.

        ``as_of`` is the moment by which a report is ``superseded``.
        """
        return self._journal.finding.listed(ids, as_of)

    def facets(
        self, asked: Asked | None = None, *, limit: int = 100, of: Sequence[str] | None = None
    ) -> dict[str, tuple[Facet, ...]]:
        """For each facet of ``of``, its values in the claims asked for, the most frequent first, at most ``limit``.

        ``of`` None is all ``FACETS``. A facet is counted as if it were not filtered on itself, so that its other values
        can be chosen.
        Raises as ``find`` does.
        """
        return self._journal.finding.facets(asked or Asked(), limit, FACETS if of is None else of)

    def ids(self, asked: Asked | None = None, *, limit: int | None = None) -> tuple[str, ...]:
        """The ids of all claims that are asked for, or of the first ``limit``, in order. Raises as ``find`` does."""
        return self._journal.finding.ids(asked or Asked(), limit)

    def standing(self, id: str) -> ViewedClaim:
        """One claim as it stands, by its id or the beginning of it. Raises UnknownId, AmbiguousId."""
        return self._journal.ask(lambda known: known.standing(known.claim_id(id)))

    def show(self, id: str) -> Shown:
        """A claim with the sentence it stands in. Raises UnknownId, AmbiguousId."""
        viewed = self.standing(id)
        report = self._journal.report(viewed.claim.report)
        spans = viewed.claim.spans
        places = [*spans.source, *spans.cue, *spans.content]
        start, end = sentence_around(report.text, min(s.start for s in places), max(s.end for s in places))
        return Shown(viewed, report, start, end)

    def search(self, words: str, limit: int = 20, as_of: Moment | None = None) -> tuple[SearchHit, ...]:
        """Reports and claims that have all the words, best first."""
        return self._journal.search(words, limit, as_of=as_of)

    # --- reports --------------------------------------------------------------------------------
    def report(self, id: str, as_of: Moment | None = None) -> Report:
        """One report, by its id or the beginning of it. Raises UnknownId, also where it came later; AmbiguousId."""
        return self._journal.ask(lambda known: known.report(known.report_id(id, as_of)))

    def claims_of(self, report: str, as_of: Moment | None = None) -> tuple[ViewedClaim, ...]:
        """The claims of one report in order of the text, the rejected ones as well. Raises as ``report`` does."""
        return self._journal.ask(lambda known: known.claims_of(known.report_id(report, as_of)))

    def report_lines(
        self, as_of: Moment | None = None, *, words: str = "", limit: int = 50, cursor: str = ""
    ) -> ReportPage:
        """A part of the list of reports, those known last first; ``words`` as in ``search``.

        Raises ValueProblem for a cursor of another list, a ``limit`` under 1, or where ``words`` holds no word.
        """
        return self._journal.report_lines(as_of, words, limit, cursor)

    def versions(self, report: str, as_of: Moment | None = None) -> tuple[ReportLine, ...]:
        """A report among the versions of its address, those known first first. Raises as ``report`` does."""
        return self._journal.versions(report, as_of)

    # --- the journal ----------------------------------------------------------------------------
    def entries(
        self,
        after: int = 0,
        *,
        before: int | None = None,
        limit: int = 100,
        newest: bool = False,
        kinds: Sequence[str] = (),
        author: str = "",
    ) -> tuple[Recorded, ...]:
        """The journal as a log: entries with numbers above ``after`` and below ``before``, at most ``limit``.

        ``newest`` gives the last ones, in falling order; ``kinds`` only those of some ``KINDS``, ``author`` only
        what one person signed. Raises ValueProblem for another kind, BrokenChain where an entry was altered.
        """
        return self._journal.ask(lambda known: known.log(after, before, limit, newest, kinds, author))

    def entered(self, after: int) -> dict[str, int]:
        """How many entries of each kind came after an entry, by plain words ("report", "coding", "review").

        The judgements that the program itself noted are left out.
        """
        return self._journal.ask(lambda known: known.entered(after))

    def authors(self) -> tuple[str, ...]:
        """Everybody who signed an entry, the program as well, in order of the names."""
        return self._journal.ask(lambda known: known.authors())

    def notes_on(self, id: str) -> tuple[Noted, ...]:
        """The notes on a claim, a report or a party, by its whole id or name, in the order they were added."""
        return self._journal.ask(lambda known: known.notes(id))

    def judged(self, a: str, b: str) -> tuple[Judged, ...]:
        """All judgements on a pair of names or of claims (whole ids), in the order they were made."""
        return self._journal.ask(lambda known: known.judged(a, b))

    def judged_with(self, id: str) -> tuple[Judged, ...]:
        """The last judgement on each pair that a name or a claim (its whole id) is one of, the latest first."""
        found = {one.judgement.pair: one for one in self._journal.ask(lambda known: known.judged(id))}
        return tuple(sorted(found.values(), key=lambda one: -one.seq))
