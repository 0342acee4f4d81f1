"""Talks board: talks beside truce by account, in short words; accounts that have both alike together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

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
    same: dict[tuple[object, ...], list[tuple[str, Standing, Standing]]] = {}
    for account in accounts:
        said = talks.said.get(account, frozenset())
        both = _standing(talks.of(account).moves, said), _standing(talks.truce(account).moves, said)
        same.setdefault(tuple((s.state, s.since) for s in both), []).append((account, *both))
    return tuple(
        Beside(tuple(a for a, *_ in group), _together([t for _, t, _ in group]), _together([t for *_, t in group]))
        for group in same.values()
    )


def _together(all: Sequence[Standing]) -> Standing:
    claims = dict.fromkeys(c for one in all for c in one.claims)
    return Standing(all[0].state, all[0].since, tuple(claims))


def _standing(moves: Sequence[AnyMove], said: frozenset[str]) -> Standing:
    """It rests on every move there at that moment; where none of these is in the words of the account's own speaker,
    also on the last before in which that speaker said as much."""
    if not moves:
        return Standing(TalksState.UNTOLD.value)
    last = moves[-1]
    # What others tell of that very moment, and the account does not go by, is no step between.
    standing = [m for m in moves if m.state is last.state or m.moment != last.moment]
    lasting = list(takewhile(lambda m: m.state is last.state, reversed(standing)))
    behind = [m for m in lasting if m.moment == last.moment]
    if said.isdisjoint(m.incident for m in behind):
        behind += [m for m in lasting if m.incident in said][:1]
    claims = dict.fromkeys(c for m in reversed(behind) for c in m.claims)
    return Standing(last.state.value, last.moment, tuple(claims))
