"""Moment: when a report could be known, and whether that was so by a given moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from truceline.errors import ValueProblem
from truceline.model.when import When, tzinfo


@dataclass(frozen=True, slots=True)
class Arrival:
    """How a report reached the record.

    ``name`` is the file or address it came by, ``recorded`` when it was added, ``known`` when it
    could be known at the latest: the end of its publication, or, where that is not known, ``recorded``.
    """

    name: str
    recorded: datetime
    known: datetime
    day: date
    """The local day of publication, or of ``recorded`` in the zone of the case."""

    @classmethod
    def of(cls, name: str, published: When | None, recorded: datetime, zone: str | None) -> Arrival:
        if published is None or published.end is None:
            # "Since Monday" may be any time after: only that it is here now is sure.
            return cls(name, recorded, recorded, recorded.astimezone(tzinfo(zone)).date())
        last = published.end - timedelta(microseconds=1)
        if published.start is not None:
            last = max(last, published.start)
        return cls(name, recorded, published.end, last.date())

    def by(self, as_of: date | None) -> bool:
        """Whether the report was known by ``as_of``: by the end of a local day, or at a moment."""
        if as_of is None:
            return True
        if isinstance(as_of, datetime):
            return self.known <= as_of
        return self.day <= as_of


def checked(moment: date | None, name: str) -> None:
    """Raise ValueProblem for a moment without a UTC offset; days are local and need none."""
    if isinstance(moment, datetime) and moment.utcoffset() is None:
        todo = "Give one, as in 2023-12-01T07:00+02:00, or a day alone."
        raise ValueProblem(f"the time {moment.isoformat()} has no UTC offset.", where=name, todo=todo)
