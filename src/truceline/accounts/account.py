"""Account: one speaker's version of events, incident by incident, and how silence was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from truceline.accounts.extent import Extent
from truceline.accounts.incident import Incident

UNDISPUTED = "undisputed"
"""The name of the account that holds what nobody denies."""


class Silence(StrEnum):
    """How an account that does not speak of an incident is read. One policy for every account."""

    UNDENIED = "undenied"
    """The default: what is told without blame, and nobody denies, is in every account; what is told
    against someone counts only for those who hold it."""
    STRICT = "strict"
    """An account holds only what its own speaker says."""
    CONSENT = "consent"
    """Whoever does not deny an incident is taken to hold it, blame or not."""


class Position(StrEnum):
    HELD = "held"
    DENIED = "denied"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Version:
    """One account's version of one incident.

    ``taken`` says whether the account counts the deed as done, after the policy on silence; ``why`` says it
    in words. ``claims`` are what the version rests on: the speaker's own, or, where silence was read,
    the others'. ``count``, ``kinds`` and ``qualities`` are the account's own where it has any, else those of
    the claims it rests on.
    """

    incident: Incident
    position: Position
    taken: bool
    why: str
    claims: tuple[str, ...] = ()
    count: Extent | None = None
    about: bool = False
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()
    qualities: frozenset[str] = frozenset()
    start: datetime | None = None
    end: datetime | None = None
    place: str = ""
    known: datetime | None = None
    """When the last of ``claims`` could be known."""
    parts: tuple[Version, ...] = ()
    """The same account's versions of the parts of these people; they are listed here alone, so that nobody is
    counted twice."""

    @property
    def id(self) -> str:
        return self.incident.id

    @property
    def all_claims(self) -> tuple[str, ...]:
        """Its claims, and those of its parts."""
        return (*self.claims, *(c for part in self.parts for c in part.all_claims))

    @property
    def deed(self) -> str:
        return self.incident.deed


@dataclass(frozen=True, slots=True)
class Account:
    """All of one speaker's versions, in order of time. ``speaker`` is a party, mediator, monitor, or UNDISPUTED."""

    speaker: str
    versions: tuple[Version, ...] = ()
    policy: Silence = Silence.UNDENIED
    by_deed: Mapping[str, tuple[Version, ...]] = field(default_factory=dict, repr=False, compare=False)
    """The same versions, by deed."""
