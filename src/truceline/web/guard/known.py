"""Known: who shows which session or token, remembered for a few seconds so that a page costs no look at the desk."""

from __future__ import annotations

from time import monotonic

from starlette.concurrency import run_in_threadpool

from truceline.web.desk import Desk, Role
from truceline.web.desk.secret import hashed, sealed
from truceline.web.guard.person import Person

_KEPT = 5.0
"""Seconds. What this server changes is forgotten at once; this is for what `truceline people` changes beside it."""
_MOST = 1000


class Known:
    """``alone`` is who uses a server without sign-in; None for a team's."""

    def __init__(self, desk: Desk, alone: str | None) -> None:
        self._desk, self._alone = desk, alone
        self._kept: dict[str, tuple[int, float, Person]] = {}

    async def by_session(self, token: str) -> Person | None:
        return self._kept_as(f"session {hashed(token)}") or await run_in_threadpool(self._look, token)

    async def by_token(self, secret: str) -> Person | None:
        return self._kept_as(f"token {hashed(secret)}") or await run_in_threadpool(self._look_token, secret)

    def _kept_as(self, key: str) -> Person | None:
        turn, until, person = self._kept.get(key, (-1, 0.0, None))
        return person if turn == self._desk.turn and until > monotonic() else None

    def _look(self, token: str) -> Person | None:
        turn = self._desk.turn
        session = self._desk.sessions.find(token)
        if session is None:
            return None
        who = session.person
        word = sealed(self._desk.key, "session", session.hash)
        return self._keep(f"session {session.hash}", turn, Person(who.name, who.role, word, signed_in=True, id=who.id))

    def _look_token(self, secret: str) -> Person | None:
        turn = self._desk.turn
        token = self._desk.tokens.find(secret)
        if token is None:
            return None
        if self._alone is not None:
            most = Role.ANALYST if token.owner == self._alone else None
        else:
            owner = self._desk.people.named(token.owner)
            most = owner.role if owner and owner.active else None
        if most is None:
            return None
        person = Person(token.owner, min(token.role, most), token=True)
        return self._keep(f"token {hashed(secret)}", turn, person)

    def _keep(self, key: str, turn: int, person: Person) -> Person:
        if len(self._kept) >= _MOST:
            self._kept = {}
        self._kept[key] = (turn, monotonic() + _KEPT, person)
        return person
