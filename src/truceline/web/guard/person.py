"""Person: who asks."""

from __future__ import annotations

from dataclasses import dataclass

from truceline.web.desk import Role


@dataclass(frozen=True, slots=True)
class Person:
    """``csrf`` is the word that forms and scripts of this person's pages send back.

    ``known`` is False for somebody who has not signed in to a team's server. ``signed_in`` is True for a session
    in a browser, ``token`` for a program that shows a token. ``id`` is the number at the desk (0: none).
    """

    name: str
    role: Role
    csrf: str = ""
    signed_in: bool = False
    known: bool = True
    token: bool = False
    id: int = 0

    def may(self, role: Role) -> bool:
        """Whether what asks for ``role`` is open to this person."""
        return self.known and self.role >= role


STRANGER = Person("", Role.READER, known=False)
