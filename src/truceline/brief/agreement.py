"""The agreement in a brief: where each duty stands by whose account, what is disputed, who is held, how long it lasts.

Nothing here is asserted: every verdict and every number is some account's, and is said to be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from truceline.accounts.account import Account, Silence
from truceline.accounts.binding import Stretch
from truceline.accounts.board import Stated, stated
from truceline.accounts.constraints import Finding, FindingKind, shared
from truceline.accounts.course import Course, courses
from truceline.accounts.crux import Crux
from truceline.accounts.ledger import Ledger
from truceline.accounts.matrix import Dispute, Matrix, Row
from truceline.accounts.shown import (
    according_in_parts,
    borne_in_parts,
    change_words,
    option_words,
    prohibitions,
    state_words,
)
from truceline.accounts.talks import Talks
from truceline.agreements.agreement import Agreement
from truceline.agreements.choices import NOT_SO
from truceline.agreements.terms import Terms
from truceline.brief.agreement_tables import matrix_table, people_table, runway_table, talks_table
from truceline.brief.brief import AgreementPart, Group, Part, PartKind, Section, Sentence, Table
from truceline.brief.times import clock_words, day_words, run_words
from truceline.brief.words import capital, counted, listed
from truceline.outlook.runway import Runway
from truceline.outlook.shown import Reach, reaches

WAYS = 3
"""Ways to reconcile figures that are told; the command line has all."""
CRUXES = 2
"""Smallest changes told for one duty; the command line has all."""
_SILENCE = {
    Silence.UNDENIED: "an account holds what is told without blame and nobody denies",
    Silence.STRICT: "an account holds only what its own speaker says",
    Silence.CONSENT: "an account holds whatever its speaker does not deny",
}


FOUND = {
    FindingKind.CONFLICT: "figures that cannot all be true",
    FindingKind.STALE: "a figure of an earlier day",
    FindingKind.MORE: "a total of more than the days that are told",
    FindingKind.NEGATIVE: "more left than were there",
    FindingKind.UNPLACED: "people of whom the agreement does not speak",
    FindingKind.HOLDS: "figures that obey their rule",
}


class Assessed(Protocol):
    """What a section on an agreement is made of."""

    @property
    def agreement(self) -> Agreement: ...
    @property
    def at(self) -> datetime: ...
    @property
    def policy(self) -> Silence: ...
    @property
    def accounts(self) -> Mapping[str, Account]: ...
    def matrix(self) -> Matrix: ...
    def own(self, account: str) -> Mapping[str, str]: ...
    def speakers(self, claims: Iterable[str]) -> frozenset[str]: ...
    def end(self, account: str, reading: Mapping[str, str] | None = None) -> Stretch: ...
    def agreements(self, duty: str, instance: str = "") -> tuple[Crux, ...]: ...
    def runways(self) -> tuple[tuple[str, dict[str, str], Runway], ...]: ...
    def talks(self) -> Talks: ...
    def findings(self) -> tuple[Finding, ...]: ...
    def ledger(self, account: str, reading: Mapping[str, str] | None = None) -> Ledger: ...
    def terms(self, reading: Mapping[str, str] | None = None) -> Terms: ...


def agreement_part(found: Assessed, number: int = 1) -> AgreementPart:
    """The part on one agreement; ``number`` tells it from the others of the same brief."""
    return AgreementPart(_section(found, number), courses_of(found))


def courses_of(found: Assessed) -> tuple[Course, ...]:
    """Who was held and who had been released, day by day, by population and account; nothing before the truce."""
    starts = [s for a in found.accounts if (s := found.end(a, found.own(a)).start) is not None and s <= found.at]
    since = min(starts, default=None)
    if since is None:
        return ()
    terms = {account: found.terms(found.own(account)) for account in found.accounts}
    return courses(found.accounts, terms.__getitem__, since, found.at)


def _section(found: Assessed, number: int) -> Section:
    matrix, zone = found.matrix(), ZoneInfo(found.agreement.zone)
    barred = prohibitions(found.agreement)
    groups = [
        Group(tuple(_standing(found, zone)), "Until when the truce binds"),
        Group((), "Every duty, by account", table=matrix_table(found.agreement, matrix, found.at)),
        Group(tuple(_disputes(matrix, barred)), "Where the accounts differ"),
        Group(tuple(_cruxes(found, matrix, barred)), "What would make them agree"),
        *_people(found),
        Group(tuple(_findings(found)), "What the figures come to"),
        Group((), "Talks beside truce", table=_talks(found, zone)),
        _runways(found),
        Group(tuple(_sums(found, matrix)), "The sums behind the table"),
    ]
    key = "agreement" if number == 1 else f"agreement-{number}"
    title = f"The agreement: {found.agreement.title}"
    return Section(key, title, _lead(found, zone), tuple(g for g in groups if g.sentences or g.table))


def _lead(found: Assessed, zone: ZoneInfo) -> str:
    return (
        f"Judged as of {_moment(found.at, zone)}. Each line says by whose account. Where a speaker is silent, "
        f"{_SILENCE[found.policy]}; what nobody disputes stands beside the accounts, as nobody's own."
    )


def _moment(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{day_words(local.date())}, {clock_words(local, str(zone))}"


def _day_or_moment(moment: datetime, zone: ZoneInfo) -> str:
    """As ``_moment``; what happened at midnight, as far as is told, happened on that day."""
    local = moment.astimezone(zone)
    return _moment(moment, zone) if local.hour or local.minute else day_words(local.date())


# --- words that every line shares -----------------------------------------------------------------------
def by(accounts: Sequence[str], all: Collection[str] = ()) -> Iterator[Part]:
    """ "according to Israel and Hamas", each name a voice; of many, "every account", or all but that of one."""
    return _as_parts(according_in_parts(accounts, all))


def _borne(found: Assessed, accounts: Sequence[str], claims: Sequence[str]) -> Iterator[Part]:
    """Whose word it rests on that some accounts hold; without claims it follows from the text, in all of them."""
    speaking = found.speakers(claims) if claims else accounts
    return _as_parts(borne_in_parts(accounts, speaking, found.accounts))


def _as_parts(pieces: Iterable[tuple[str, bool]]) -> Iterator[Part]:
    return (Part(text, PartKind.VOICE if named else PartKind.WORDS) for text, named in pieces)


def _sentence(claims: Iterable[str], *parts: Part | str | Iterable[Part]) -> Sentence:
    made: list[Part] = []
    for part in parts:
        if isinstance(part, Part):
            made.append(part)
        elif isinstance(part, str):
            made.append(Part(part))
        else:
            made.extend(part)
    first = made[0]
    return Sentence((Part(capital(first.text), first.kind), *made[1:]), tuple(dict.fromkeys(claims)))


# --- where the truce stands -----------------------------------------------------------------------------
def _standing(found: Assessed, zone: ZoneInfo) -> Iterator[Sentence]:
    same: dict[tuple[object, ...], list[tuple[str, Stretch]]] = {}
    for account in found.accounts:
        stretch = found.end(account, found.own(account))
        same.setdefault((stretch.start, stretch.end, stretch.why), []).append((account, stretch))
    for group in same.values():
        stretch = group[0][1]
        claims = [c for _, s in group for c in s.claims]
        who = _borne(found, [a for a, _ in group], claims)
        yield _sentence(claims, who, ", ", _until(stretch, found.at, zone), ".")


def _until(stretch: Stretch, at: datetime, zone: ZoneInfo) -> Iterator[Part]:
    if stretch.start is None:
        yield Part("the truce has not begun")
        return
    if stretch.start > at:
        yield Part("the truce has not begun; it begins on")
        yield Part(f" {_moment(stretch.start, zone)}", PartKind.TIME)
        return
    if stretch.end is None:
        yield Part("the truce binds, with no end set")
    else:
        yield Part("the truce ran out on" if stretch.end <= at else "the truce binds until")
        yield Part(f" {_moment(stretch.end, zone)}", PartKind.TIME)
    if stretch.why and stretch.why != "without an end":
        yield from (Part(" ("), Part(stretch.why, PartKind.FIGURE), Part(")"))


# --- disputes -------------------------------------------------------------------------------------------
def _disputes(matrix: Matrix, barred: frozenset[str]) -> Iterator[Sentence]:
    for row in matrix.disputed:
        same: dict[tuple[object, ...], list[Dispute]] = {}
        for dispute in row.disputes:
            if not _stands_or_not(dispute):
                same.setdefault((dispute.kind, dispute.sides, dispute.why, dispute.sentence), []).append(dispute)
        for group in same.values():
            yield _dispute(row, group, row.duty in barred)
    alone = [row for row in matrix.disputed if any(map(_stands_or_not, row.disputes))]
    if alone:
        claims = (c for row in alone for d in row.disputes if _stands_or_not(d) for c in d.claims)
        names = listed([row.duty for row in alone])
        yield _sentence(claims, f"not all state that the text has this; where it has not, nothing is owed: {names}.")


def _stands_or_not(dispute: Dispute) -> bool:
    """Whether it is only over a term's being in the text at all."""
    return any(option == NOT_SO for _, option, _ in dispute.sides)


def _dispute(row: Row, group: Sequence[Dispute], barred: bool) -> Sentence:
    first = group[0]
    instances = run_words([d.instance for d in group if d.instance])
    head = ", ".join([row.duty, *([listed(instances)] if instances else [])])
    claims = (c for d in group for c in d.claims)
    return _sentence(claims, f"{head}, differs in {first.kind.value}: ", _sides(first, barred), ".")


def _sides(dispute: Dispute, barred: bool) -> Iterator[Part]:
    if not dispute.sides:
        yield Part(dispute.sentence)
        return
    states = [state_words(state, barred=barred) for _, _, state in dispute.sides]
    accounts = [account for account, _, _ in dispute.sides]
    options = [f" {option_words(option)}" if option else "" for _, option, _ in dispute.sides]
    if len(set(accounts)) == 1:
        yield from by(accounts[:1])
        yield Part(f", {'; '.join(f'{s}{o}' for s, o in zip(states, options, strict=True))}")
    else:
        for n, (state, account, option) in enumerate(zip(states, accounts, options, strict=True)):
            yield Part(f"{'; ' if n else ''}{state}, ")
            yield from by((account,))
            yield Part(option)
    if dispute.why:
        yield Part(f" ({dispute.why})")


# --- cruxes ---------------------------------------------------------------------------------------------
def _cruxes(found: Assessed, matrix: Matrix, barred: frozenset[str]) -> Iterator[Sentence]:
    for row in matrix.disputed:
        # Where several tell one deed alike, one of them is enough.
        alike = {_changed(crux): crux for crux in reversed(found.agreements(row.duty))}
        for crux in list(reversed(alike.values()))[:CRUXES]:
            changes = ", and ".join(change_words(found.agreement, c) for c in crux.changes)
            claims = (c for change in crux.changes for c in change.claims)
            state = state_words(crux.after, barred=row.duty in barred)
            who = by(crux.accounts, found.accounts)
            yield _sentence(claims, f"{row.duty} would be {state}, ", who, f", {changes}.")


def _changed(crux: Crux) -> tuple[object, ...]:
    return crux.after, tuple((c.path, c.option, c.incident) for c in crux.changes)


# --- people ---------------------------------------------------------------------------------------------
def _people(found: Assessed) -> Iterator[Group]:
    table = people_table([found.ledger(account, found.own(account)) for account in found.accounts])
    if table is not None:
        yield Group((), "People, by account", table=table, pictured=True)


# --- figures held against one another -------------------------------------------------------------------
def _findings(found: Assessed) -> Iterator[Sentence]:
    """What the figures come to, but for those that obey their rule."""
    for finding, accounts in shared(f for f in found.findings() if f.kind is not FindingKind.HOLDS):
        ways = [r.sentence.rstrip(".") for r in finding.reconciled_by[:WAYS]]
        more = len(finding.reconciled_by) - len(ways)
        told = f". They agree if {'; or if '.join(ways)}" if ways else ""
        rest = f"; or in {counted(more, 'other way')} as small" if more > 0 else ""
        figures = Part(finding.sentence.rstrip("."), PartKind.FIGURE)
        head = f"{FOUND[finding.kind]} ({finding.about})" if finding.about else FOUND[finding.kind]
        yield _sentence(finding.claims, f"{head}, ", by(accounts, found.accounts), ": ", figures, f"{told}{rest}.")


def _talks(found: Assessed, zone: ZoneInfo) -> Table | None:
    return talks_table(found.talks(), found.accounts, lambda moment: _day_or_moment(moment, zone))


# --- runway ---------------------------------------------------------------------------------------------
def _runways(found: Assessed) -> Group:
    """A table of days by account and reading, and the sums by the first reading of the text."""
    lines = reaches(found.agreement, found.runways())
    told = (r for r in lines if not r.reading)
    title = "For how long releases could extend the truce"
    return Group(tuple(_reach(r, found) for r in told), title, table=runway_table(lines, found.accounts))


def _reach(reach: Reach, found: Assessed) -> Sentence:
    figures = Part(capital(reach.runway.sum.rstrip(".")), PartKind.FIGURE)
    if reach.runway.teller:
        who = by(reach.accounts, found.accounts)
        words = f", by the figure of {reach.runway.teller} alone, {reach.words}. "
    else:
        who, words = _borne(found, reach.accounts, reach.claims), f", {reach.words}. "
    return _sentence(reach.claims, who, words, figures, ".")


# --- sums -----------------------------------------------------------------------------------------------
def _sums(found: Assessed, matrix: Matrix) -> Iterator[Sentence]:
    """Every verdict that rests on a claim, with its sum: one sentence for all instances on which the same accounts say
    the same."""
    for row in matrix.rows:
        same: dict[tuple[object, ...], list[Stated]] = {}
        for one in stated(found.agreement, row, tuple(found.accounts), found.at):
            if one.claims and not one.reading:
                same.setdefault((one.words, one.accounts), []).append(one)
        for group in same.values():
            first = group[0]
            sums = "; ".join(_by_days(group))
            claims = (c for s in group for c in s.claims)
            who, figures = by(first.accounts, found.accounts), Part(capital(sums), PartKind.FIGURE)
            yield _sentence(claims, f"{row.duty}: {first.words}, ", who, ". ", figures, ".")


def _by_days(group: Sequence[Stated]) -> Iterator[str]:
    """Each sum with the instances that have it, runs of days as one."""
    for sum, same in groupby(group, key=lambda s: s.sum):
        labels = [s.instance for s in same if s.instance]
        yield f"{listed(run_words(labels))}: {sum}" if labels else sum
