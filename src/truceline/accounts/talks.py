"""Talks: where the talks stand, and, apart from them, the truce, as each account tells it.

Two small state machines over the incidents that an account takes. Talks may be suspended while the truce binds, and a
truce may run out while talks go on, so neither looks at the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from truceline.accounts.account import UNDISPUTED, Account, Position, Silence, Version
from truceline.accounts.accounts import accounts_of
from truceline.accounts.fact import Told
from truceline.accounts.incident import Incident
from truceline.accounts.nodes import Members, Named, sides_by_name


class TalksState(StrEnum):
    """In order of weight: of two told of one time, the weightier stands."""

    UNTOLD = "not told"
    CONVENED = "convened"
    UNDER_WAY = "under way"
    CONCLUDED = "concluded"
    SUSPENDED = "suspended"
    BROKEN_OFF = "broken off"


class TruceState(StrEnum):
    """In order of weight, as ``TalksState``."""

    UNTOLD = "not told"
    ANNOUNCED = "announced"
    IN_FORCE = "in force"
    EXTENDED = "extended"
    LAPSED = "lapsed"
    """Its time ran out."""
    ENDED = "ended"
    """Somebody is said to have ended it."""
    RESUMED = "fighting resumed"
    """As claimed, after it had run out or was ended."""


S = TypeVar("S", TalksState, TruceState)
_BINDING = frozenset({TruceState.IN_FORCE, TruceState.EXTENDED})
OVER = frozenset({TruceState.LAPSED, TruceState.ENDED, TruceState.RESUMED})

_TALKS = {
    ("invite", Told.DONE): TalksState.CONVENED,
    ("meet", Told.PLANNED): TalksState.CONVENED,
    ("meet", Told.DONE): TalksState.UNDER_WAY,
    ("agree", Told.DONE): TalksState.CONCLUDED,
    ("extend", Told.DONE): TalksState.CONCLUDED,
    ("stall", Told.DONE): TalksState.SUSPENDED,
    ("break off", Told.DONE): TalksState.BROKEN_OFF,
}
_TRUCE = {
    ("stop", Told.PLANNED): TruceState.ANNOUNCED,
    ("stop", Told.DONE): TruceState.IN_FORCE,
    ("keep", Told.DONE): TruceState.IN_FORCE,
    ("extend", Told.DONE): TruceState.EXTENDED,
    ("lapse", Told.DONE): TruceState.LAPSED,
    ("attack", Told.DONE): TruceState.RESUMED,
}
_DEEDS = frozenset(deed for deed, _ in (*_TALKS, *_TRUCE))


@dataclass(frozen=True, slots=True)
class Move(Generic[S]):
    """To ``state`` at ``moment``, by the claims of ``speakers``; ``own`` where the account's own speaker tells it."""

    state: S
    moment: datetime
    claims: tuple[str, ...]
    speakers: tuple[str, ...]
    own: bool
    incident: str
    deed: str


@dataclass(frozen=True, slots=True)
class Channel:
    """The talks in one account; the last of ``moves`` gave the ``state``."""

    account: str
    state: TalksState = TalksState.UNTOLD
    moves: tuple[Move[TalksState], ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """What the state rests on."""
        return self.moves[-1].claims if self.moves else ()


@dataclass(frozen=True, slots=True)
class TruceTold:
    """The truce in one account, by what is told of it alone; what the terms make of it is another matter."""

    account: str
    state: TruceState = TruceState.UNTOLD
    moves: tuple[Move[TruceState], ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        """What the state rests on."""
        return self.moves[-1].claims if self.moves else ()

    @property
    def resumed(self) -> bool:
        """Whether the fighting is said to have resumed."""
        return self.state is TruceState.RESUMED


@dataclass(frozen=True, slots=True)
class Talks:
    """Talks and truce by account: those of every speaker, and of UNDISPUTED."""

    channels: tuple[Channel, ...]
    truces: tuple[TruceTold, ...]
    said: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By account, the incidents of which its own speaker says that they happened."""

    def of(self, account: str) -> Channel:
        """The talks in an account; nothing told where there is no such account."""
        return next((c for c in self.channels if c.account == account), Channel(account))

    def truce(self, account: str) -> TruceTold:
        """The truce in an account; nothing told where there is no such account."""
        return next((t for t in self.truces if t.account == account), TruceTold(account))


def talks_of(
    incidents: Iterable[Incident],
    speakers: Sequence[str],
    members: Named | None = None,
    at: datetime | None = None,
    *,
    policy: Silence = Silence.UNDENIED,
    ends: Mapping[str, datetime] | None = None,
) -> Talks:
    """Where talks and truce stand at ``at`` (None: at the end of what is told), by each account.

    ``ends`` gives, for an account, when the truce ran out by its terms, which nobody may have cared to tell.
    """
    telling = [i for i in incidents if i.deed in _DEEDS]
    accounts = accounts_of(telling, speakers, policy, members)
    above = sides_by_name(members)
    return Talks(
        tuple(_channel(a, at, above) for a in accounts),
        tuple(_truce(a, at, (ends or {}).get(a.speaker), above) for a in accounts),
        {a.speaker: frozenset(v.id for v in a.versions if v.position is Position.HELD) for a in accounts},
    )


# --- talks --------------------------------------------------------------------------------------------
def _channel(account: Account, at: datetime | None, members: Members) -> Channel:
    moves = _moves(account, _TALKS, list(TalksState), at, members)
    return Channel(account.speaker, moves[-1].state, tuple(moves)) if moves else Channel(account.speaker)


def _moves(
    account: Account,
    table: Mapping[tuple[str, Told], S],
    weight: Sequence[S],
    at: datetime | None,
    members: Members,
) -> list[Move[S]]:
    """In order of time; of one time, what the account's own speaker does or tells comes last, and so stands."""
    found = []
    for version in account.versions:
        told = version.incident.told
        state = table.get((version.deed, told))
        if state is None or not (version.taken or (told is Told.PLANNED and version.incident.facts)):
            continue
        if version.incident.per:
            # "A day for every ten" and "200 a day" are terms, and no step of anybody's.
            continue
        move = _move(version, state, account.speaker, members)
        if at is None or move.moment < at:
            found.append(move)
    return sorted(found, key=lambda m: (m.moment.timestamp(), m.own, weight.index(m.state)))


def _move(version: Version, state: S, account: str, members: Members) -> Move[S]:
    incident = version.incident
    claims = version.claims or incident.claims
    planned = incident.told is Told.PLANNED
    known = min(f.known for f in incident.facts)
    moment = known if planned else incident.start or incident.end or known
    speakers = tuple(dict.fromkeys(f.speaker for f in incident.facts if f.claim in claims))
    own = version.position is Position.HELD or account == UNDISPUTED or (planned and bool(version.claims))
    doers = tuple(a for f in incident.facts if f.claim in claims and not f.accuses for a in f.actors)
    own = own or _acts(account, doers, members)
    return Move(state, moment, claims, speakers, own, incident.id, version.deed)


# --- the truce ----------------------------------------------------------------------------------------
def _truce(account: Account, at: datetime | None, end: datetime | None, members: Members) -> TruceTold:
    moves = _after_the_end(account, _moves(account, _TRUCE, list(TruceState), at, members), end)
    ended_by = {v.id for v in account.versions if v.deed == "lapse" and v.actors}
    undated = {v.id for v in account.versions if not v.incident.day_known}
    told = [_ended(m) if m.incident in ended_by else m for m in moves]
    if account.speaker == UNDISPUTED:
        told = _uncontested(told)
    state, kept = TruceState.UNTOLD, []
    for move in told:
        over = state in OVER or (end is not None and move.moment >= end)
        again = state in OVER and move.state in (TruceState.LAPSED, TruceState.ENDED) and move.incident in undated
        binds = state in _BINDING and not over
        if _allowed(move, over=over, binds=binds, resumed=state is TruceState.RESUMED) and not again:
            state = move.state
            kept.append(move)
    return TruceTold(account.speaker, state, tuple(kept))


def _after_the_end(account: Account, moves: list[Move[TruceState]], end: datetime | None) -> list[Move[TruceState]]:
    """An attack told as taken up again on the day the truce ended came when it had ended."""
    if end is None:
        return moves
    again = {v.id for v in account.versions if "resumed" in v.qualities and v.start and v.end and v.start < end < v.end}
    if not again:
        return moves
    put = [replace(m, moment=end) if m.incident in again else m for m in moves]
    return sorted(put, key=lambda m: (m.moment.timestamp(), m.incident in again))


def _acts(account: str, actors: Sequence[str], members: Members) -> bool:
    """Whether one of the actors is, or acts for, the one whose account it is."""
    waiting, seen = list(actors), set[str]()
    while waiting:
        name = waiting.pop()
        if name == account:
            return True
        if name not in seen:
            seen.add(name)
            waiting += members.get(name, ())
    return False


def _ended(move: Move[TruceState]) -> Move[TruceState]:
    return Move(TruceState.ENDED, move.moment, move.claims, move.speakers, move.own, move.incident, move.deed)


def _allowed(move: Move[TruceState], *, over: bool, binds: bool, resumed: bool) -> bool:
    """An attack resumes the fighting only where the truce is over, and once. That it still binds undoes its end only
    where the account's own speaker says so; a new truce always does. What is announced while it binds is no step back.
    """
    if move.state is TruceState.RESUMED:
        return over and not resumed
    if move.state is TruceState.ANNOUNCED:
        return not binds
    return not (over and move.deed == "keep" and not move.own)


def _uncontested(moves: Sequence[Move[TruceState]]) -> list[Move[TruceState]]:
    """Without an end that others contradict, and without what contradicts it."""
    contested: set[int] = set()
    for n, over in enumerate(moves):
        if over.state not in (TruceState.LAPSED, TruceState.ENDED):
            continue
        for m in range(n + 1, len(moves)):
            if moves[m].deed in ("stop", "extend"):
                break
            if moves[m].deed == "keep" and set(moves[m].speakers).isdisjoint(over.speakers):
                contested |= {n, m}
    return [move for n, move in enumerate(moves) if n not in contested]
