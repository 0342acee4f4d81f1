"""Claims and facts of an invented truce between Northland and Southland, built by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import count
from typing import Any

from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.model import (
    Act,
    Claim,
    Coder,
    Comparator,
    Figure,
    PartyKind,
    Span,
    Spans,
    Stance,
    Voice,
    When,
)

LOCAL = timezone(timedelta(hours=2))
KNOWN = {"r-1": datetime(2024, 5, 3, tzinfo=LOCAL), "r-2": datetime(2024, 5, 4, tzinfo=LOCAL)}
_NUMBERS = count(1)


def day(number: int, hour: int = 0, minute: int = 0) -> datetime:
    """A moment of May 2024, local time; day 1 is the first of the month."""
    return datetime(2024, 5, 1, hour, minute, tzinfo=LOCAL) + timedelta(days=number - 1)


def on(number: int) -> When:
    """The whole of a day of May 2024."""
    return When.day(day(number).date(), zone="Africa/Kigali")


def figure(low: float | None, high: float | None = None, **changes: Any) -> Figure:
    """So many, exactly, unless ``high`` is given."""
    end = low if high is None else high
    values: dict[str, Any] = {"unit": "hostages", "category": "hostages", "words": f"{low:g} hostages"}
    return Figure(low, end, changes.pop("comparator", Comparator.EXACTLY), **(values | changes))


def claim(
    type: str = "RETREAT",
    mode: str | None = "release",
    *,
    quote: str = "Northland freed 13 hostages.",
    speaker: str = "Northland",
    kind: PartyKind = PartyKind.STATE,
    party: str | None = None,
    member_of: tuple[str, ...] = (),
    stance: Stance = Stance.ASSERTS,
    report: str = "r-1",
    start: int = 0,
    **act: Any,
) -> Claim:
    """A claim whose content stands at ``start`` of its report."""
    return Claim.of(
        report=report,
        voices=(Voice(speaker, kind, party=party, member_of=member_of),),
        stance=stance,
        act=Act(type, mode, **act),
        quote=quote,
        spans=Spans(content=(Span(start, start + len(quote), quote),)),
        score=1.0,
        coder=Coder("test", "1"),
    )


def fact(
    number: float | Extent | None = 13,
    *,
    on: int | None = 2,
    speaker: str = "Observers",
    told: Told = Told.DONE,
    **changes: Any,
) -> Fact:
    """A release of so many hostages by Northland on a day of May 2024, or on none, unless changed."""
    extent = Extent.exactly(number) if isinstance(number, int | float) else number
    n = next(_NUMBERS)
    known_on = changes.pop("known_on", (on or 2) + 1)
    values: dict[str, Any] = {
        "claim": f"c-{n:05d}",
        "report": f"r-{n:05d}",
        "voice": speaker.casefold(),
        "speaker": speaker,
        "sides": (speaker,),
        "known": day(known_on),
        "deed": "release",
        "told": told,
        "measure": Measure.FLOW if extent is not None else Measure.NONE,
        "actors": ("Northland",),
        "what": ("hostages",),
        "count": extent,
        "start": day(on) if on is not None else None,
        "end": day(on + 1) if on is not None else None,
        "day_known": on is not None,
        "words": f"words {n}",
        "position": n,
    }
    return Fact(**(values | changes))


def attack(**changes: Any) -> Fact:
    """An attack on Northland by Southland."""
    values: dict[str, Any] = {"deed": "attack", "actors": ("Southland",), "what": (), "accuses": True}
    return fact(None, **(values | changes))


NOW = datetime(2024, 6, 1, tzinfo=UTC)
