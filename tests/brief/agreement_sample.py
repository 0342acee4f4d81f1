"""An assessment made by hand: two invented parties, a mediator, and every value that a brief shows of their duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

import brief_sample

from truceline.accounts.account import UNDISPUTED, Account, Silence
from truceline.accounts.binding import Stretch
from truceline.accounts.constraints import Finding, FindingKind, Reconciliation
from truceline.accounts.crux import Change, Crux
from truceline.accounts.extent import Extent
from truceline.accounts.ledger import Entry, Ledger, Number
from truceline.accounts.matrix import Cell, Dispute, Matrix, Row, Way
from truceline.accounts.talks import Channel, Move, Talks, TalksState, TruceState, TruceTold
from truceline.accounts.verdict import DisputeKind, State, Verdict
from truceline.agreements.agreement import Agreement
from truceline.agreements.terms import Terms
from truceline.brief import Brief, agreement_part, assemble
from truceline.model import Claim, Report, When
from truceline.outlook.runway import Runway

ZONE = ZoneInfo("Europe/Rome")
AT = datetime(2024, 3, 6, 12, tzinfo=ZONE)
NORTH, SOUTH, WEST = "Northland", "Southland", "Westland"
TEXT = """\
agreement: Pause in the valley
id: valley
text_of: 2024-03-01
zone: Europe/Rome
parties: {north: Northland, south: Southland}
mediators: [Westland]
people:
  captives: {held_by: south, called: [captives], categories: {women: [woman]}}
truce: {from: 2024-03-03 07:00, for: 4 days, then: lapses}
duties:
  release:
    by: south
    release: 20 captives
    within: 2 days
    outside: {readings: {those of the deal: {means: no}, everybody: {means: yes, held_by: [north]}}}
  daily list: {by: south, hand over: list of captives, each: day, before: "07:00"}
  aid: {by: north, let in: 200 lorries, each: day}
  drones: {by: north, refrain from: fly, where: the valley, stated_by: south}
  no attacks: {by: both, refrain from: attack}
"""
PATH = "duties.release.outside"
SWAP = {NORTH: SOUTH, SOUTH: NORTH, "north": "south", "south": "north"}


def swapped(text: str) -> str:
    """The text with the two parties exchanged."""
    for n, name in enumerate(SWAP):
        text = text.replace(name, f"\0{n}\0")
    for n, name in enumerate(SWAP.values()):
        text = text.replace(f"\0{n}\0", name)
    return text


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2024, 3, day, hour, tzinfo=ZONE)


def report() -> tuple[Report, list[Claim]]:
    """One report with claims c[0] to c[5] to rest on."""
    quotes = ["twelve came", "six more came", "eight more came", "no list came", "they fired", "nobody fired"]
    one = brief_sample.report(". ".join(quotes) + ".", "The valley", "Hill Post", When.day(date(2024, 3, 4)))
    return one, [brief_sample.claim(one, None, q, "STATE") for q in quotes]


def verdict(duty: str, state: State, sum: str, instance: str = "", **rest: object) -> Verdict:
    return replace(Verdict(duty, instance, state, sum, at(3, 7), at(5, 7)), **rest)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Assessed:
    """What the brief asks of an assessment, each value written down."""

    claims: tuple[str, ...]
    parties: tuple[str, str] = (NORTH, SOUTH)
    text: str = TEXT
    at: datetime = AT
    policy: Silence = Silence.UNDENIED
    telling: frozenset[str] = frozenset()
    """Whose own speakers tell what is told; everybody's where nobody is named."""

    @cached_property
    def agreement(self) -> Agreement:
        return Agreement.parse(self.text, "valley.yaml")

    @property
    def accounts(self) -> Mapping[str, Account]:
        return {name: Account(name) for name in (*self.parties, WEST, UNDISPUTED)}

    def own(self, account: str) -> Mapping[str, str]:
        return {PATH: "everybody"} if account == self.parties[0] else {}

    def terms(self, reading: Mapping[str, str] | None = None) -> Terms:
        return self.agreement.terms((reading or {}).items())

    def matrix(self) -> Matrix:
        return Matrix(tuple(self.accounts), self._rows())

    def _rows(self) -> tuple[Row, ...]:
        return self._release(), self._lists(), self._attacks()

    def _release(self) -> Row:
        """Partly met by one, met by the other, and met by all where everybody counts."""
        north, south = self.parties
        a, b, c, *_ = self.claims
        some = verdict("release", State.PARTLY, "12 + 6 = 18 of 20", need=Extent(20, 20), done=Extent(18, 18))
        all = verdict("release", State.MET, "12 + 8 = 20 of 20", need=Extent(20, 20), done=Extent(20, 20))
        told = {north: replace(some, claims=(a, b)), south: replace(all, claims=(a, c))}
        ways: tuple[Way, ...] = (((PATH, "those of the deal"),), ((PATH, "everybody"),))
        cells = [
            Cell(who, way, (found,), found.state, own=dict(way)[PATH] == self.own(who).get(PATH, "those of the deal"))
            for who in self.accounts
            for way in ways
            for found in [told.get(who, all) if way == ways[0] or who == south else all]
        ]
        sides = ((north, "", State.PARTLY), (south, "", State.MET))
        return Row("release", ways, tuple(cells), (Dispute(DisputeKind.COUNTING, "", "", (b, c), sides, "6 or 8"),))

    def _lists(self) -> Row:
        """One of three is missed by one account; nobody else knows of any."""
        cells = []
        for who in self.accounts:
            missed = who == self.parties[0]
            days = [verdict("daily list", State.UNKNOWN, "no list told", f"{n} March 2024") for n in (5, 6)]
            first = State.MISSED if missed else State.UNKNOWN
            claims = self.claims[3:4] if missed else ()
            days.insert(0, verdict("daily list", first, "no list told", "4 March 2024", claims=claims))
            cells.append(Cell(who, (), tuple(days), first, own=True))
        return Row("daily list", ((),), tuple(cells))

    def _attacks(self) -> Row:
        """Kept by its own account, broken by the other's."""
        north, south = self.parties
        states = {north: State.MET, south: State.MISSED}
        cells = []
        for who in self.accounts:
            state = states.get(who, State.PENDING)
            broken = (
                {"done": Extent(1, 1), "claims": self.claims[4:]} if state is State.MISSED else {"done": Extent(0, 0)}
            )
            one = verdict("no attacks", state, "one held to be a breach", north, need=Extent(0, 0), **broken)
            cells.append(Cell(who, (), (one,), state, own=True))
        sides = ((north, "", State.MET), (south, "", State.MISSED))
        dispute = Dispute(DisputeKind.EVENT, north, "", self.claims[4:], sides, "whether it happened")
        return Row("no attacks", ((),), tuple(cells), (dispute,))

    def speakers(self, claims: Iterable[str]) -> frozenset[str]:
        return self.telling or frozenset(self.accounts)

    def end(self, account: str, reading: Mapping[str, str] | None = None) -> Stretch:
        ended = account == self.parties[1]
        return Stretch(
            at(3, 7), at(6, 7) if ended else at(8, 7), "4 days" if ended else "4 days + 1 day", self.claims[:1]
        )

    def agreements(self, duty: str, instance: str = "") -> tuple[Crux, ...]:
        north, south = self.parties
        change = Change("if 'six more came' happened as the other tells it", incident="i", claims=self.claims[1:2])
        return (Crux(duty, "", (north, south), (State.PARTLY, State.MET), State.MET, (change,)),)

    def ledger(self, account: str, reading: Mapping[str, str] | None = None) -> Ledger:
        held = {self.parties[0]: Extent(34, 34), self.parties[1]: Extent(32, 32)}.get(account, Extent(32, 34))
        none = Number()
        number = Number(held, self.claims[:1], why="40 as of 3 March")
        return Ledger(account, self.at, (Entry("captives", "", none, number, number, none, none, none, none, none),))

    def findings(self) -> tuple[Finding, ...]:
        ways = (Reconciliation("two of them count"),)
        one = Finding(
            FindingKind.CONFLICT, self.parties[0], "captives", "a rule", "3 x 6 = 18 against 24.",
            claims=self.claims[1:3], reconciled_by=ways,
        )  # fmt: skip
        return one, replace(one, kind=FindingKind.HOLDS, sentence="13 + 13 = 26.")

    def talks(self) -> Talks:
        under = Move(TalksState.UNDER_WAY, at(4), self.claims[:1], (WEST,), True, "i", "meet")
        force = Move(TruceState.IN_FORCE, at(3, 7), self.claims[:1], (WEST,), True, "i", "stop")
        channels = tuple(Channel(a, TalksState.UNDER_WAY, (under,)) for a in self.accounts)
        return Talks(channels, tuple(TruceTold(a, TruceState.IN_FORCE, (force,)) for a in self.accounts))

    def runways(self) -> tuple[tuple[str, dict[str, str], Runway], ...]:
        def made(account: str, days: float) -> Runway:
            sum = f"32 = {days:g} x 10: {days:g} more days."
            return Runway(account, Extent(days, days), sum, claims=self.claims[:1])

        return tuple((a, {}, made(a, 3)) for a in self.accounts)


def assessed(*, swap: bool = False) -> tuple[Assessed, Report, list[Claim]]:
    one, claims = report()
    found = Assessed(tuple(c.id for c in claims))
    if swap:
        found = replace(found, parties=(SOUTH, NORTH), text=swapped(TEXT))
    return found, one, claims


def brief(*, swap: bool = False) -> Brief:
    found, one, claims = assessed(swap=swap)
    return assemble(title="The valley", reports=[one], claims=claims, agreements=[agreement_part(found)])
