"""Accounts of people made by hand: two sides, captives held by the one, detainees by the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from truceline.accounts.account import Account, Position, Version
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.incident import Incident
from truceline.agreements.terms import (
    Amount,
    Anchor,
    Category,
    Duty,
    DutyKind,
    Earned,
    Length,
    Point,
    Population,
    Ratio,
    Renewal,
    Terms,
    Truce,
    Unit,
)

ZONE = ZoneInfo("Africa/Nairobi")
START = datetime(2024, 3, 1, 8, tzinfo=ZONE)
LATER = datetime(2024, 4, 1, tzinfo=ZONE)

WOMEN = Category("women and children", (("woman",), ("child",)), never=("soldier",))
CAPTIVES = Population(
    "captives",
    held_by=("Valley",),
    called=("captives", "hostages", "Ridgers", "foreigners"),
    kinds_of=(("Ridgers", ("Ridger",)), ("foreigners", ("foreign",))),
    outside=("foreign",),
    categories=(WOMEN, Category("men", (("man",),)), Category("soldiers", (("soldier",),))),
)
DETAINEES = Population("detainees", held_by=("Ridge",), called=("detainees", "hostages"))

_numbers = count()


def amount(number: float, of: str = "captives") -> Amount:
    return Amount(number, number, of, f"{number:g} {of}")


def exchange(give: float = 3, category: str = "", name: str = "exchange") -> Duty:
    ratio = Ratio(give, 1, "captives", ("Valley",), category=category)
    return Duty(name, DutyKind.COUNT, ("Ridge",), ("release",), what="detainees", ratio=ratio)


def first_release(number: float = 20) -> Duty:
    return Duty("first release", DutyKind.COUNT, ("Valley",), ("release",), what="captives", amount=amount(number))


def earned(**changes: object) -> Earned:
    made = Earned(Length(1, Unit.DAYS), amount(10), "captives", ("Valley",), WOMEN.name)
    return replace(made, **changes)


def terms(*duties: Duty, earned: Earned | None = None, people: tuple[Population, ...] = (CAPTIVES, DETAINEES)) -> Terms:
    truce = Truce(Point(Anchor.MOMENT, START), Length(4, Unit.DAYS), Renewal.EARNED, earned)
    return Terms("Truce", START, "Africa/Nairobi", ("Ridge", "Valley"), truce=truce, populations=people, duties=duties)


def day(number: int) -> datetime:
    """The beginning of a day of the truce; the first is 1."""
    return START.replace(hour=0) + timedelta(days=number - 1)


def version(
    deed: str,
    number: float | Extent | None = None,
    *,
    on: int | None = None,
    until: int | None = None,
    what: str = "captives",
    kinds: str = "",
    qualities: str = "",
    by: str = "Valley",
    teller: str = "the report",
    measure: Measure = Measure.FLOW,
    position: Position = Position.SILENT,
    taken: bool = True,
    part_of: Version | None = None,
    claim: str = "",
    words: str = "",
    about: bool = False,
    per: tuple[float, str] | None = None,
    told_as_held: bool = False,
    report: str = "r",
) -> Version:
    """One version that rests on one claim. ``kinds`` and ``qualities`` are parted by commas."""
    extent = Extent.exactly(number) if isinstance(number, int | float) else number
    start = day(on) if on is not None else None
    end = day((until or on or 0) + 1) if on is not None else None
    fact = Fact(
        claim=claim or f"c{next(_numbers)}",
        report=report,
        voice=teller,
        speaker=teller,
        sides=(teller,),
        known=end or LATER,
        deed=deed,
        told=Told.DONE,
        measure=measure,
        actors=(by,) if by else (),
        what=(what,) if what else (),
        count=extent,
        about=about,
        kinds=_set(kinds),
        qualities=_set(qualities),
        start=start,
        end=end,
        part_of=part_of.claims[0] if part_of else None,
        per=per,
        held=told_as_held,
        words=words,
    )
    incident = Incident(fact.claim, deed, (fact,), start=start, end=end, whole=part_of.id if part_of else "")
    return Version(
        incident,
        position,
        taken,
        "",
        claims=(fact.claim,),
        count=extent,
        about=about,
        actors=fact.actors,
        what=fact.what,
        kinds=fact.kinds,
        qualities=fact.qualities,
        start=start,
        end=end,
        known=fact.known,
    )


def _set(words: str) -> frozenset[str]:
    return frozenset(filter(None, (w.strip() for w in words.split(","))))


def held(number: float | None, *, on: int = 1, teller: str = "Ridge", **more: object) -> Version:
    """A figure of those held."""
    measure = Measure.NONE if number is None else Measure.STOCK
    return version("", number, on=on, teller=teller, measure=measure, **more)  # type: ignore[arg-type]


def total(deed: str, number: float, on: int, until: int, **more: object) -> Version:
    """A running total."""
    return version(deed, number, on=on, until=until, measure=Measure.TOTAL, **more)  # type: ignore[arg-type]


def released(number: float, on: int, **more: object) -> Version:
    return version("release", number, on=on, **{"qualities": "in the deal", **more})  # type: ignore[arg-type]


def given(number: float, on: int, **more: object) -> Version:
    """Detainees released in exchange."""
    return released(number, on, what="detainees", by="Ridge", **more)


def account(versions: Iterable[Version], speaker: str = "undisputed") -> Account:
    ordered = tuple(versions)
    by_deed: dict[str, list[Version]] = {}
    for one in ordered:
        by_deed.setdefault(one.deed, []).append(one)
    return Account(speaker, ordered, by_deed={d: tuple(v) for d, v in by_deed.items()})


def with_parts(whole: Version, *parts: Version) -> Version:
    return replace(whole, parts=parts)
