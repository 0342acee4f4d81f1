"""Talks board: talks beside truce by account, in short words; accounts that have both alike together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.talks import Move, Talks, TalksState, TruceState

AnyMove = Move[TalksState] | Move[TruceState]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one of the two stands: the state as a word, since when, and the claims it rests on."""

    state: str
    since: datetime | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """Talks and truce in ``accounts``, which all have both alike."""

    accounts: tuple[str, ...]
    talks: Standing
    truce: Standing


def beside(talks: Talks, accounts: Iterable[str]) -> tuple[Beside, ...]:
    """One line for all accounts that have the same states since the same moments, in the order of the accounts."""
    same: dict[tuple[object, ...], list[str]] = {}
    for account in accounts:
        both = (_standing(talks.of(account).moves), _standing(talks.truce(account).moves))
        same.setdefault(tuple((s.state, s.since) for s in both), []).append(account)
    return tuple(_beside(talks, tuple(names)) for names in same.values())


def _beside(talks: Talks, names: tuple[str, ...]) -> Beside:
    channels = [_standing(talks.of(n).moves) for n in names]
    truces = [_standing(talks.truce(n).moves) for n in names]
    return Beside(names, _together(channels), _together(truces))


def _together(all: Sequence[Standing]) -> Standing:
    claims = dict.fromkeys(c for one in all for c in one.claims)
    return Standing(all[0].state, all[0].since, tuple(claims))


def _standing(moves: Sequence[AnyMove]) -> Standing:
    if not moves:
        return Standing(TalksState.UNTOLD.value)
    return Standing(moves[-1].state.value, moves[-1].moment, moves[-1].claims)
