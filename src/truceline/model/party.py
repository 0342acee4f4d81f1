"""Party: anyone who speaks or acts, with names and memberships over time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PartyKind(StrEnum):
    STATE = "state"
    GOVERNMENT = "government"
    BODY = "body"
    """A ministry, agency, office, court, parliament."""
    ARMED_FORCE = "armed force"
    ARMED_GROUP = "armed group"
    INTERNATIONAL = "international body"
    MONITOR = "monitor"
    OUTLET = "outlet"
    OFFICIAL = "official"
    PEOPLE = "people"
    TERRITORY = "territory"
    SOURCE = "source"
    """Described, not named: "a source familiar with the talks"."""
    REPORT = "report"
    """The report itself, speaking in its own words."""
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Membership:
    """``of`` is the id of a party; ``since`` and ``until`` are None where open or not known."""

    of: str
    role: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def holds_on(self, day: date) -> bool:
        return not (self.since and day < self.since.date()) and not (self.until and day >= self.until.date())


@dataclass(frozen=True, slots=True)
class Party:
    """``id`` is a slug of the name; ``code`` the CAMEO / ISO 3166 alpha-3 code where one exists."""

    id: str
    name: str
    kind: PartyKind
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    code: str | None = None
    member_of: tuple[Membership, ...] = ()
    source: str = ""
