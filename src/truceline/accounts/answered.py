"""Answered: for each thing that asks for an answer, the first answer that came after it.

This is the whole of "answer each request within d" over a stream of events, in one pass over both sides: an
answer serves every request that it follows, and a request whose time is not yet up is pending, never missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf

from truceline.accounts.verdict import State


def first_after(asked: Iterable[float], given: Sequence[float]) -> list[float]:
    """For each moment of ``asked`` the first of ``given`` that is not before it; inf where there is none.

    Both in order of time, in any one unit.
    """
    found = []
    index, count = 0, len(given)
    for moment in asked:
        while index < count and given[index] < moment:
            index += 1
        found.append(given[index] if index < count else inf)
    return found


def states(asked: Sequence[float], given: Sequence[float], within: float, at: float) -> list[State]:
    """Where each request stands at ``at``, if each is to be answered ``within`` so long.

    What was not answered by ``at`` is pending until its time is up and missed from then on.
    """
    met, late, pending, missed = State.MET, State.MET_LATE, State.PENDING, State.MISSED
    return [
        (met if answer <= due else late) if answer <= at else (pending if at < due else missed)
        for answer, due in zip(first_after(asked, given), [moment + within for moment in asked], strict=True)
    ]
