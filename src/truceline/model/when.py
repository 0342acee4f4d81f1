"""When: an interval of time, how finely it is known, and what says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from truceline.errors import ValueProblem


class Precision(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part of day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    SPAN = "span"
    """A stretch named by its ends ("since Friday", "for seven days")."""


class Basis(StrEnum):
    STATED = "stated"
    """The words name the time themselves ("1 December 2023")."""
    INFERRED = "inferred"
    """Worked out from the words and the publication day ("on Friday", "last week")."""
    PUBLICATION = "publication"
    """Only the day the report came out is known."""


@dataclass(frozen=True, slots=True)
class When:
    """From ``start`` to ``end`` (exclusive), both with a UTC offset; an open end is None.

    ``zone`` is the IANA name the words were read in; None means that it is not known and that the
    times were read as UTC. ``words`` are the words as written ("" when there are none).
    """

    start: datetime | None
    end: datetime | None
    precision: Precision
    basis: Basis
    words: str = ""
    zone: str | None = None

    def __post_init__(self) -> None:
        if self.start is None and self.end is None:
            raise ValueProblem("a time needs at least one end.")
        for end in ("start", "end"):
            if (moment := getattr(self, end)) is not None:
                object.__setattr__(self, end, _fixed(moment))
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueProblem(f"the time ends ({self.end}) before it starts ({self.start}).")

    @classmethod
    def day(cls, day: date, *, zone: str | None = None, basis: Basis = Basis.STATED, words: str = "") -> When:
        """The whole of one calendar day in ``zone``."""
        start = midnight(day, zone)
        return cls(start, midnight(day + timedelta(days=1), zone), Precision.DAY, basis, words, zone)

    @classmethod
    def moment(cls, at: datetime, *, zone: str | None = None, basis: Basis = Basis.STATED, words: str = "") -> When:
        """The minute that holds ``at``."""
        start = at.replace(second=0, microsecond=0)
        return cls(start, start + timedelta(minutes=1), Precision.MINUTE, basis, words, zone)

    @property
    def date(self) -> date | None:
        """The local calendar day of the start, or of the end where the start is open."""
        if self.start is not None:
            return self.start.date()
        return (self.end - timedelta(microseconds=1)).date() if self.end is not None else None


def _fixed(moment: datetime) -> datetime:
    """The moment with its offset as a number: a clock face that a zone skips equals no other, itself included."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueProblem(f"the time {moment.isoformat()} has no UTC offset.")
    return moment.replace(tzinfo=timezone(offset))


def tzinfo(zone: str | None) -> timezone | ZoneInfo:
    """The time zone of an IANA name; UTC where none is known."""
    if not zone:
        return UTC
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueProblem(
            f"there is no time zone {zone!r}.", todo="Write an IANA name such as Asia/Jerusalem."
        ) from None


def midnight(day: date, zone: str | None) -> datetime:
    return datetime.combine(day, time(), tzinfo(zone))
