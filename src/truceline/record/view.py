"""View: what the record says, as of any moment, as a function of the journal's entries.

Two clocks are kept apart. ``as_of`` is the clock of the world: only reports that were known by then
are seen, with their claims. ``recorded_by`` is the clock of the record: only entries that were made
by then count. What people decided about the claims follows the second clock alone.

Reports that came in another order give the same view, except where nothing but the order of the
entries can tell: decisions on one claim or one pair (the latest stands), codings of one report (the
latest that could read it), versions of one address that were published at one time, and reports
whose publication is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol, TypeVar

from truceline.errors import AmbiguousId, UnknownId
from truceline.model import Claim, Report, When
from truceline.record.entries import (
    About,
    AgreementAmendment,
    AgreementText,
    ClaimsCoded,
    Correction,
    Judgement,
    Note,
    Recorded,
    ReportAdded,
    Review,
    Settings,
    TakenBack,
)
from truceline.record.identity import Identity
from truceline.record.moment import Arrival, checked

T = TypeVar("T")
NOT_CODED = "it has not been coded yet"


class Status(StrEnum):
    CODED = "coded"
    """As the coder left it; nobody has looked at it yet."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what about a claim, when and why; ``changes`` as in ``Correction``, "" for a review.

    ``taken_back`` is the number of the entry that took this decision back, 0 where it stands. Taking back
    is in the history too: ``takes_back`` is the number of the decision, ``status`` what the claim has again.
    """

    seq: int
    author: str
    time: datetime
    status: Status
    reason: str
    changes: str = ""
    taken_back: int = 0
    takes_back: int = 0


@dataclass(frozen=True, slots=True)
class ViewedClaim:
    """A claim as it stands after every decision, beside the coder's own value.

    ``history`` is in the order of the journal; the last decision gives the ``status``.
    """

    claim: Claim
    machine: Claim
    status: Status = Status.CODED
    history: tuple[Decision, ...] = ()

    @property
    def id(self) -> str:
        return self.claim.id

    @property
    def decided(self) -> int:
        """The number of the last entry that decided on the claim, or took a decision back; 0 for none."""
        return self.history[-1].seq if self.history else 0

    @property
    def last(self) -> Decision | None:
        """The last decision that stands, which ``Case.undo`` would take back."""
        return next((d for d in reversed(self.history) if not d.taken_back and not d.takes_back), None)


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement, with who made it and when; ``seq`` is the number of its entry."""

    author: str
    time: datetime
    judgement: Judgement
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Noted:
    """A note, with who wrote it and when."""

    author: str
    time: datetime
    note: Note


@dataclass(frozen=True, slots=True)
class AgreementVersion:
    """A text of an agreement, with who added it, when and why; ``dated`` is its own date."""

    seq: int
    author: str
    time: datetime
    agreement: str
    name: str
    text: str
    dated: When
    reason: str = ""


class HasEntries(Protocol):
    def entries(self, after: int = 0) -> Iterator[Recorded]: ...


@dataclass(frozen=True, slots=True, weakref_slot=True)
class View:
    """Everything in order of publication, report, place in the text, and as the coder had it.

    ``claims`` are those of the latest coding of each report, ``older`` what only earlier codings
    had. ``unread`` gives for each report that no coder could read the reason. ``superseded`` leads
    from an earlier version of an address to the newest one, where the text is another.
    ``agreements`` gives for each id the texts that were dated by then, in the order they were added:
    the last one holds. ``entry`` is the number of the last entry of the record that it knows.
    """

    reports: tuple[Report, ...] = ()
    claims: tuple[ViewedClaim, ...] = ()
    older: tuple[ViewedClaim, ...] = ()
    unread: Mapping[str, str] = field(default_factory=dict)
    superseded: Mapping[str, str] = field(default_factory=dict)
    arrivals: Mapping[str, Arrival] = field(default_factory=dict)
    judgements: tuple[Judged, ...] = ()
    notes: tuple[Noted, ...] = ()
    agreements: Mapping[str, tuple[AgreementVersion, ...]] = field(default_factory=dict)
    settings: Settings | None = None
    entry: int = field(default=0, compare=False)

    @classmethod
    def of(cls, journal: HasEntries, as_of: date | None = None, recorded_by: datetime | None = None) -> View:
        """The view of a journal.

        ``as_of`` is a day (the local day of each report's publication counts) or a moment;
        ``recorded_by`` is a moment. Raises ValueProblem for a moment without a UTC offset, and
        BrokenChain where the journal was altered.
        """
        return cls.fold(journal.entries(), as_of, recorded_by)

    @classmethod
    def fold(cls, entries: Iterable[Recorded], as_of: date | None = None, recorded_by: datetime | None = None) -> View:
        """The view of entries, in the order of the journal."""
        checked(as_of, "as_of")
        checked(recorded_by, "recorded_by")
        fold = _Fold()
        for recorded in entries:
            if recorded_by is None or recorded.time <= recorded_by:
                fold.add(recorded)
        return fold.view(as_of)

    @property
    def current(self) -> tuple[ViewedClaim, ...]:
        """The claims that nobody rejected, of reports that no later version superseded."""
        return tuple(
            c for c in self.claims if c.status is not Status.REJECTED and c.claim.report not in self.superseded
        )

    @property
    def stranded(self) -> tuple[ViewedClaim, ...]:
        """Claims that a person decided on and that the latest coding no longer has: work to look at again."""
        return tuple(c for c in self.older if c.status is not Status.CODED)

    def identity(self, about: About) -> Identity:
        """Which parties, or incidents, are one and the same."""
        return Identity.of((j.judgement for j in self.judgements), about)

    def report(self, id: str) -> Report:
        """The report with this id, or the one whose id begins so. Raises UnknownId or AmbiguousId."""
        return _find("report", id, {r.id: r for r in self.reports})

    def claim(self, id: str) -> ViewedClaim:
        """The claim with this id, or the one whose id begins so; older ones as well. Raises as ``report`` does."""
        return _find("claim", id, {c.id: c for c in (*self.older, *self.claims)})

    def agreement(self, id: str) -> tuple[AgreementVersion, ...]:
        """The texts of the agreement with this id, or the one whose id begins so. Raises as ``report`` does."""
        return _find("agreement", id, self.agreements)

    def claims_of(self, report: str) -> tuple[ViewedClaim, ...]:
        """The claims of the report with this id, in order of the text."""
        return tuple(c for c in self.claims if c.claim.report == report)


def _find(noun: str, id: str, known: Mapping[str, T]) -> T:
    if id in known:
        return known[id]
    found = [k for k in known if k.startswith(id)] if id else []
    if len(found) == 1:
        return known[found[0]]
    if found:
        several = ", ".join(sorted(found)[:5])
        raise AmbiguousId(f"several {noun}s have ids that begin with {id!r}: {several}.", todo="Give more of it.")
    raise UnknownId(f"there is no {noun} with the id {id!r} in this view.", todo=elsewhere(noun))


def elsewhere(noun: str) -> str:
    """What to do where a view has no ``noun`` with an id."""
    return f"See the list of {noun}s for their ids; a view of an earlier day lacks what came later."


@dataclass(slots=True)
class _Fold:
    """What is gathered on one walk over the entries, in their order."""

    added: dict[str, tuple[ReportAdded, Recorded]] = field(default_factory=dict)
    codings: dict[str, list[ClaimsCoded]] = field(default_factory=dict)
    decisions: dict[str, list[Recorded]] = field(default_factory=dict)
    judgements: list[Judged] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)
    texts: list[AgreementVersion] = field(default_factory=list)
    settings: Settings | None = None
    last: int = 0

    def add(self, recorded: Recorded) -> None:
        entry, self.last = recorded.entry, recorded.seq
        match entry:
            case ReportAdded():
                self.added.setdefault(entry.report.id, (entry, recorded))
            case ClaimsCoded():
                self.codings.setdefault(entry.report, []).append(entry)
            case Review() | Correction() | TakenBack():
                self.decisions.setdefault(entry.claim, []).append(recorded)
            case Judgement():
                self.judgements.append(Judged(recorded.author, recorded.time, entry, recorded.seq))
            case Note():
                self.notes.append(Noted(recorded.author, recorded.time, entry))
            case AgreementText() | AgreementAmendment():
                self.texts.append(_version(entry, recorded))
            case Settings():
                self.settings = entry

    def view(self, as_of: date | None) -> View:
        arrivals = self._arrivals(as_of)
        claims: list[ViewedClaim] = []
        older: list[ViewedClaim] = []
        for report in arrivals:
            latest, before = _latest(self.codings.get(report, ()))
            claims += self._decided(latest)
            older += self._decided(before)
        return View(
            reports=tuple(self.added[id][0].report for id in arrivals),
            claims=tuple(claims),
            older=tuple(older),
            unread=self._unread(arrivals),
            superseded=self._superseded(arrivals),
            arrivals=arrivals,
            judgements=tuple(self.judgements),
            notes=tuple(self.notes),
            agreements=self._agreements(as_of),
            settings=self.settings,
            entry=self.last,
        )

    def _arrivals(self, as_of: date | None) -> dict[str, Arrival]:
        """The reports known by then, in order of publication and id."""
        zone = self.settings.zone if self.settings else None
        all = {
            id: Arrival.of(entry.name, entry.report.published, recorded.time, zone)
            for id, (entry, recorded) in self.added.items()
        }
        known = ((id, a) for id, a in all.items() if a.by(as_of))
        return dict(sorted(known, key=lambda item: (item[1].known, item[0])))

    def _agreements(self, as_of: date | None) -> dict[str, tuple[AgreementVersion, ...]]:
        zone = self.settings.zone if self.settings else None
        found: dict[str, tuple[AgreementVersion, ...]] = {}
        for text in self.texts:
            if Arrival.of(text.name, text.dated, text.time, zone).by(as_of):
                found[text.agreement] = (*found.get(text.agreement, ()), text)
        return found

    def _decided(self, claims: Iterable[Claim]) -> list[ViewedClaim]:
        # An id follows from names, so it must not decide: what begins at one place keeps the coder's order.
        return sorted((self._viewed(c) for c in claims), key=lambda c: c.claim.start)

    def _viewed(self, machine: Claim) -> ViewedClaim:
        return viewed(machine, self.decisions.get(machine.id, ()))

    def _unread(self, reports: Iterable[str]) -> dict[str, str]:
        unread = {}
        for report in reports:
            codings = self.codings.get(report, ())
            if all(c.unread is not None for c in codings):
                unread[report] = next((c.unread for c in reversed(codings) if c.unread), NOT_CODED)
        return unread

    def _superseded(self, arrivals: Mapping[str, Arrival]) -> dict[str, str]:
        versions: dict[str, list[Report]] = {}
        for id in arrivals:
            report = self.added[id][0].report
            if report.url:
                versions.setdefault(report.url, []).append(report)
        superseded = {}
        for several in versions.values():
            newest = max(several, key=lambda r: (arrivals[r.id].known, self.added[r.id][1].seq))
            superseded.update({r.id: newest.id for r in several if r.text != newest.text})
        return superseded


def viewed(machine: Claim, decisions: Iterable[Recorded]) -> ViewedClaim:
    """The claim as it stands after the decisions on it, which come in the order of the journal."""
    claim, status, history = machine, Status.CODED, list[Decision]()
    stands: list[tuple[int, Claim, Status]] = []
    for recorded in decisions:
        entry, changes, back = recorded.entry, "", 0
        if isinstance(entry, TakenBack):
            back = entry.decision
            claim, status = _before(back, stands, history, recorded.seq) or (claim, status)
        else:
            stands.append((recorded.seq, claim, status))
            if isinstance(entry, Correction):
                claim, status, changes = entry.apply(claim), Status.CORRECTED, entry.changes
            elif isinstance(entry, Review):
                status = Status(entry.decision)
        reason = getattr(entry, "reason", "")
        history.append(Decision(recorded.seq, recorded.author, recorded.time, status, reason, changes, 0, back))
    return ViewedClaim(claim, machine, status, tuple(history))


def _before(
    back: int, stands: list[tuple[int, Claim, Status]], history: list[Decision], seq: int
) -> tuple[Claim, Status] | None:
    """The claim as it was before the last decision that stands, which is the one taken back."""
    if not stands or stands[-1][0] != back:
        return None
    _, claim, status = stands.pop()
    place = next(n for n, d in enumerate(history) if d.seq == back)
    history[place] = replace(history[place], taken_back=seq)
    return claim, status


def _version(entry: AgreementText | AgreementAmendment, recorded: Recorded) -> AgreementVersion:
    reason = entry.reason if isinstance(entry, AgreementAmendment) else ""
    return AgreementVersion(
        recorded.seq, recorded.author, recorded.time, entry.agreement, entry.name, entry.text, entry.dated, reason
    )


def _latest(codings: Iterable[ClaimsCoded]) -> tuple[list[Claim], list[Claim]]:
    """The claims of the latest coding that could read the report, and what only earlier ones had."""
    latest: dict[str, Claim] = {}
    before: dict[str, Claim] = {}
    for coding in codings:
        if coding.unread is None:
            before.update(latest)
            latest = {}
            for claim in coding.claims:
                latest.setdefault(claim.id, claim)
    return list(latest.values()), [c for id, c in before.items() if id not in latest]
