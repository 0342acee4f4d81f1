"""Case: one dispute, its record and its settings. Everything outside calls this, and nothing below it.

with Case.create("gaza.db", title="Gaza truce") as case:
    case.read(["dispatches/"])
    print(case.brief(as_of=date(2023, 11, 30)).title)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from truceline import __version__
from truceline.answers import Exported, NamedParty, Shown
from truceline.deciding import Deciding
from truceline.given import (
    Moment,
    checked_author,
    checked_reason,
    default_author,
    moment,
)
from truceline.giving_out import BRIEF_FORMATS, FORMATS, GivingOut
from truceline.intake import Before, Intake, Read, ReadState, staged
from truceline.model.verbatim import Verbatim
from truceline.record import (
    FACETS,
    KINDS,
    About,
    AgreementVersion,
    Asked,
    Decision,
    Facet,
    Journal,
    Judged,
    Judgement,
    Link,
    Listed,
    Noted,
    Page,
    Recorded,
    ReportLine,
    ReportPage,
    ReviewDecision,
    SameVerdict,
    SearchHit,
    Settings,
    Sort,
    Status,
    Verified,
    View,
    ViewedClaim,
)

if TYPE_CHECKING:
    from truceline.agreements.agreement import Agreement
    from truceline.consolidation import Consolidated
    from truceline.reading.coder import Coder
    from truceline.reports import Loaded

DEMO = "Gaza truce, 24 November to 2 December 2023"
"""The title of the demo case."""
DEMO_ZONE = "Asia/Jerusalem"


class Case(GivingOut):
    """An open case. Close it, or use it in a ``with`` statement."""

    def __init__(
        self, journal: Journal, *, author: str | None = None, coder: Coder | None = None, device: str = "cpu"
    ) -> None:
        super().__init__(journal, author or default_author())
        self._intake = Intake(journal, self._author, coder, device)
        self._lent = False

    # --- opening --------------------------------------------------------------------------------
    @classmethod
    def create(cls, where: str | Path, *, title: str = "", zone: str | None = None, author: str | None = None) -> Self:
        """A new case in the file ``where``. Raises RecordError where the file exists, ValueProblem for a bad zone."""
        settings, author = Settings(title=title or Path(where).stem, zone=zone), checked_author(author)
        case = cls(Journal.create(where), author=author)
        case._journal.append([settings], case._author)
        return case

    @classmethod
    def open(
        cls, where: str | Path, *, author: str | None = None, coder: Coder | None = None, device: str = "cpu"
    ) -> Self:
        """The case in the file ``where``. Raises NotARecord where there is none.

        ``author`` signs what is added (default: TRUCELINE_AUTHOR, else the name of the user);
        ``coder`` reads reports (default: the one that ships with the package, on ``device``, cpu or cuda).
        """
        author = checked_author(author)
        return cls(Journal.open(where), author=author, coder=coder, device=device)

    def signed(self, author: str) -> Case:
        """The same open case, for somebody else who signs what is added; closing it closes nothing.

        Raises ValueProblem for the name that the program itself signs with.
        """
        other = Case(self._journal, author=checked_author(author))
        other._intake = self._intake.signed(other._author)
        other._lent = True
        return other

    def close(self) -> None:
        if not self._lent:
            self._journal.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- reading --------------------------------------------------------------------------------
    @property
    def coder(self) -> Coder:
        """What reads reports: "rules and reader", or "rules" where the trained reader's weights are not installed.

        Raises AlteredModel, MissingExtra, SetupError.
        """
        return self._intake.coder

    def read(
        self, sources: Sequence[str | Path], *, dry_run: bool = False, step: Callable[[Read], None] | None = None
    ) -> tuple[Read, ...]:
        """Read files, folders, globs or "-" into the record, and say what became of each report.

        A report and its claims are added in one transaction; nothing is added on ``dry_run``. After
        the last one, what the claims say of incidents is noted (``consolidate``).
        ``step`` is told of each report as it is done. Raises UnreadableReport where a source
        matches nothing, RecordBusy, RecordUnwritable, and SetupError where what the reading needs
        is missing.
        """
        from truceline.reports import read_path

        loaded = (item for path in self.sources(sources) for item in read_path(path))
        return self.read_loaded(loaded, dry_run=dry_run, step=step)

    def sources(self, sources: Sequence[str | Path]) -> tuple[Path, ...]:
        """The files that ``read`` would read. Raises UnreadableReport where a source matches nothing.

        The record itself, and the desk of its server, are left out where they lie among them.
        """
        from truceline.reports import expand

        found = expand([str(s) for s in sources])
        files = (self.path.absolute(), Path(f"{self.path.absolute()}-desk"))
        own = {Path(f"{file}{end}") for file in files for end in ("", "-wal", "-shm", "-journal")}
        return tuple(path for path in found if path.absolute() not in own) or found

    def read_demo(self, *, step: Callable[[Read], None] | None = None) -> tuple[Read, ...]:
        """As ``read``, for the dispatches that ship with the package, written for the demo case."""
        from truceline.reports import read_stream

        shipped = sorted((files("truceline") / "data" / "demo").iterdir(), key=lambda file: file.name)
        texts = [file for file in shipped if file.name.endswith(".txt")]
        loaded = (item for file in texts for item in read_stream(file.read_bytes(), file.name))
        return self.read_loaded(loaded, step=step)

    def add_demo_agreement(self) -> Agreement:
        """The agreement that ships with the package for the demo case; it is added where it is not there yet."""
        file = files("truceline") / "data" / "demo" / "agreement.yaml"
        text = file.read_text(encoding="utf-8")
        known = {a.id: a for a in self.agreements()}
        wanted = self.read_agreement(text, name=file.name)
        return known.get(wanted.id) or self.add_agreement(text, name=file.name)

    def read_text(self, text: str | bytes, *, name: str = "text", dry_run: bool = False) -> tuple[Read, ...]:
        """As ``read``, for a text that is at hand."""
        from truceline.reports import read_stream

        data = text.encode("utf-8") if isinstance(text, str) else text
        return self.read_loaded(read_stream(data, name), dry_run=dry_run)

    def read_named(
        self,
        files: Iterable[tuple[str | Path, str]],
        *,
        dry_run: bool = False,
        step: Callable[[Read], None] | None = None,
    ) -> tuple[Read, ...]:
        """As ``read``, for files that have other names than those they lie under: each a path, and its name."""
        return self.read_loaded(staged(files), dry_run=dry_run, step=step)

    def read_loaded(
        self, loaded: Iterable[Loaded], *, dry_run: bool = False, step: Callable[[Read], None] | None = None
    ) -> tuple[Read, ...]:
        """As ``read``, for reports that a reader has made."""
        done: list[Read] = []
        before = Before() if dry_run else None
        for item in loaded:
            done.append(self._intake.read(item, before))
            if step is not None:
                step(done[-1])
        if not dry_run:
            self.consolidate()
        return tuple(done)

    def read_typed(self, path: str | Path, *, dry_run: bool = False) -> tuple[Read, ...]:
        """Read a file of claims that were entered by hand, and say what became of each of its reports.

        All of it is added in one transaction; what is there already changes nothing, and a report whose
        claims were edited is coded again. With ``dry_run`` nothing is added. Raises ValueProblem with file and
        line for what cannot be read, RecordBusy and RecordUnwritable.
        """
        from truceline.typed import load

        done = self._intake.read_typed(load(path), self.view(), dry_run=dry_run)
        if not dry_run:
            self.consolidate()
        return done

    def consolidate(self) -> Consolidated:
        """Note in the record which claims speak of one incident, and which may, each with the reason.

        The entries are judgements by "truceline"; nothing is added where all is noted already, nor on a pair
        that a person judged. Reading does it at its end, and so does judging two claims. Raises RecordBusy,
        RecordUnwritable.
        """
        from truceline.consolidation import consolidate

        return consolidate(self._journal)

    # --- deciding -------------------------------------------------------------------------------
    # ``seen`` is the number of the last entry that decided on the claim when it was looked at (``decided`` of
    # what was shown, 0 for none): where somebody decided since, Changed is raised and nothing is added.
    def accept(self, id: str, reason: str = "", *, seen: int | None = None) -> ViewedClaim:
        """Accept a claim as coded. Raises UnknownId, AmbiguousId, Changed."""
        return self._deciding.review(id, ReviewDecision.ACCEPTED, reason, seen)

    def reject(self, id: str, reason: str, *, seen: int | None = None) -> ViewedClaim:
        """Reject a claim; it stays, marked so. Raises as ``accept`` does, and ValueProblem without a reason."""
        return self._deciding.review(id, ReviewDecision.REJECTED, checked_reason(reason), seen)

    def correct(self, id: str, changes: Mapping[str, object], reason: str, *, seen: int | None = None) -> ViewedClaim:
        """Correct parts of a claim; the machine's values stay beside the new ones.

        ``changes`` are fields of ``Claim.to_json`` and their new values; the quote follows the spans.
        Raises UnknownId, AmbiguousId, Changed, and ValueProblem for a field or a value that cannot be.
        """
        return self._deciding.correct(id, changes, reason, seen)

    def undo(self, id: str, reason: str = "", *, seen: int | None = None) -> ViewedClaim:
        """Take back the last decision on a claim that was not taken back yet; the history keeps both.

        Raises UnknownId, AmbiguousId, Changed, and ValueProblem where there is none.
        """
        return self._deciding.undo(id, reason, seen)

    # Here ``seen`` is the number of the last entry of all when the pair was looked at (``head``): Changed is
    # raised where a person judged the pair since. What was taken together by way of two claims is worked out anew,
    # which takes the whole record: ``consolidate=False`` leaves that to a later ``consolidate``.
    def same(self, a: str, b: str, reason: str = "", *, seen: int | None = None, consolidate: bool = True) -> Judgement:
        """Judge that two parties, or the incidents two claims speak of, are one. Raises UnknownId, Changed."""
        return self._judge(a, b, SameVerdict.SAME, reason, seen, consolidate)

    def different(
        self, a: str, b: str, reason: str = "", *, seen: int | None = None, consolidate: bool = True
    ) -> Judgement:
        """Judge that two parties, or the incidents two claims speak of, are not one; this undoes a merge."""
        return self._judge(a, b, SameVerdict.DIFFERENT, reason, seen, consolidate)

    def unsure(
        self, a: str, b: str, reason: str = "", *, seen: int | None = None, consolidate: bool = True
    ) -> Judgement:
        """Take back a judgement on two parties or incidents, or say that it cannot be made."""
        return self._judge(a, b, SameVerdict.UNSURE, reason, seen, consolidate)

    def note(self, about: str, text: str) -> None:
        """Add a note about a claim, a report or a party."""
        self._deciding.note(about, text)

    # --- keeping --------------------------------------------------------------------------------
    def backup(self, to: str | Path) -> None:
        """A copy of the record in the new file ``to``, whole also while others write, that its owner alone may read.

        Raises RecordError where something has that name, RecordUnwritable, RecordBusy.
        """
        self._journal.backup(to)

    def verify(self, holds: str | None = None) -> Verified:
        """Check the whole record.

        Raises BrokenChain at the first entry that was altered, RecordError where only what can be
        made again (``rebuild_index``) is wrong.
        """
        return self._journal.verify(holds)

    def rebuild_index(self) -> None:
        """Make the index again from the entries, and put back what keeps those from being changed.

        Raises BrokenChain where the entries are not sound, RecordBusy, RecordUnwritable.
        """
        self._journal.rebuild()

    # --- inside ---------------------------------------------------------------------------------
    @property
    def _deciding(self) -> Deciding:
        return Deciding(self._journal, self._author)

    def _judge(
        self, a: str, b: str, verdict: SameVerdict, reason: str, seen: int | None, consolidate: bool
    ) -> Judgement:
        judgement = self._deciding.judge(a, b, verdict, reason, seen)
        if consolidate and judgement.about is About.INCIDENT:
            # What was taken together by way of this pair may no longer be.
            self.consolidate()
        return judgement


__all__ = [
    "BRIEF_FORMATS",
    "DEMO",
    "DEMO_ZONE",
    "FACETS",
    "FORMATS",
    "KINDS",
    "About",
    "AgreementVersion",
    "Asked",
    "Case",
    "Decision",
    "Exported",
    "Facet",
    "Judged",
    "Judgement",
    "Link",
    "Listed",
    "Moment",
    "NamedParty",
    "Noted",
    "Page",
    "Read",
    "ReadState",
    "Recorded",
    "ReportLine",
    "ReportPage",
    "SearchHit",
    "Shown",
    "Sort",
    "Status",
    "Verbatim",
    "Verified",
    "View",
    "ViewedClaim",
    "__version__",
    "default_author",
    "moment",
]
