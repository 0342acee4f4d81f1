"""Terms: what an agreement says under one reading of it, as plain frozen values.

Nothing here is ambiguous any more: wherever the text lists readings, one of them has been taken
(``Agreement.terms``). Parties are named by the names they have in claims, not by the short keys of
the file. The numbers in brackets are those of the constructs in the design.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum


class Unit(StrEnum):
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    """Calendar months: two months from 2 April 19:00 end on 2 June 19:00, local time."""


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of time: "4 days", "48 hours", "2 months"."""

    amount: float
    unit: Unit


class Anchor(StrEnum):
    MOMENT = "moment"
    """``Point.at`` itself."""
    SIGNED = "signed"
    EFFECT = "effect"
    """When the truce (or the phase the duty stands in) takes effect."""
    END = "end"
    """When the truce (or the phase) runs out, in the account at hand."""
    DUTY = "duty"
    """When the duty or act named in ``Point.of`` was done, in the account at hand."""


@dataclass(frozen=True, slots=True)
class Point:
    """A moment told by an anchor: an offset after it, and, where given, a clock time on the day so reached.

    ``day`` counts calendar days from the anchor's own day, which is day 1 [6]; "by the end of day 7" is
    day 7 without a clock.
    """

    anchor: Anchor
    at: datetime | None = None
    of: str = ""
    offset: Length | None = None
    day: int | None = None
    clock: time | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """ "at least 50 women and children" is low 50, high None. ``all``: everyone there is, however many [17].

    ``enough`` is the least that will do where the text says "about" and somebody reads it so [3].
    """

    low: float | None
    high: float | None
    of: str
    words: str
    all: bool = False
    about: bool = False
    enough: float | None = None

    @property
    def need(self) -> float | None:
        """How many are enough; None where nobody can say (all of an unknown number)."""
        return self.enough if self.enough is not None else self.low


@dataclass(frozen=True, slots=True)
class Category:
    """A category of people or goods: whoever has every kind of one of ``any_of``, and none of ``never``.

    Kinds are plain words of claims: "woman", "child", "soldier", "Israeli", "living", "dead".
    """

    name: str
    any_of: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Population:
    """Who is held, counted, owed: ``called`` are the words by which claims speak of them.

    ``kinds_of`` gives, for a word, the kinds it implies ("Thais": foreign). ``outside`` are kinds that
    fall outside the agreement unless a reading counts them. ``held_by`` are all who hold some [11].
    """

    name: str
    held_by: tuple[str, ...] = ()
    called: tuple[str, ...] = ()
    kinds_of: tuple[tuple[str, tuple[str, ...]], ...] = ()
    outside: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()

    def category(self, name: str) -> Category | None:
        return next((c for c in self.categories if c.name == name), None)


class Quota(StrEnum):
    """How a recurring amount is counted [7]."""

    EACH = "each period"
    AVERAGE = "on average"
    LATER = "made up later"
    """What one period lacks may come in a later one: the running sum counts."""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a schedule [6]: by ``due``, so many more; ``rest`` is whatever is then still owed."""

    due: Point
    amount: float | None
    rest: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ratio:
    """An exchange key [4]: ``give`` for each ``take`` of ``of`` done by ``by``; ``category`` narrows what is taken.

    ``outside`` says whether deeds outside the deal count as well.
    """

    give: float
    take: float
    of: str
    by: tuple[str, ...]
    deed: str = "release"
    category: str = ""
    outside: bool = False


class DutyKind(StrEnum):
    COUNT = "count"
    """So many are to be released, let in, returned."""
    DEED = "deed"
    """Something is to be done: a list handed over, a meeting held, a place left."""
    REFRAIN = "refrain"
    """Something must not be done [8]."""


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty or prohibition, or, with ``owed`` False, an act of somebody that other terms wait for [11].

    ``by`` owe it; ``also_by`` may do it in their place, a third party or the creditor [11].
    """

    name: str
    kind: DutyKind
    by: tuple[str, ...]
    deeds: tuple[str, ...]
    """The deeds that fulfil it, or that it bars; words of ``data/deeds.toml``."""
    what: str = ""
    """The population or goods it is about, by its name in the agreement."""
    category: str = ""
    amount: Amount | None = None
    to: tuple[str, ...] = ()
    opens: Point = Point(Anchor.EFFECT)
    due: Point | None = None
    each: Length | None = None
    before: time | None = None
    """The clock time by which each one of a recurring duty is due."""
    quota: Quota = Quota.EACH
    surplus: bool = False
    """Whether what one period has too much counts for the next."""
    schedule: tuple[Step, ...] = ()
    ratio: Ratio | None = None
    where: tuple[str, ...] = ()
    """Places; empty is everywhere."""
    clock: tuple[time, time] | None = None
    """The hours of the day in which a prohibition binds."""
    unless: tuple[str, ...] = ()
    """Qualities that take a deed out of a prohibition: "defence"."""
    after: tuple[str, ...] = ()
    """Duties or acts that must be done before this one is owed [10]."""
    together: tuple[str, ...] = ()
    """Duties or acts it goes hand in hand with: owed only as they are done [10]."""
    excuses: tuple[str, ...] = ()
    """Excuses that the text itself allows [12]."""
    also_by: tuple[str, ...] = ()
    outside: bool = False
    """Whether deeds outside the deal count."""
    survives: bool = False
    """Whether it binds on when the truce has ended [14]."""
    phase: str = ""
    owed: bool = True
    bound_from: datetime | None = None
    """The moment of the text that brought it in; None is the first text."""
    bound_until: datetime | None = None
    """The moment of the text that changed or dropped it [14]; None where it stands."""
    replaced_by: str = ""

    def __hash__(self) -> int:
        # Duties of one text that share all this are few, and the whole takes long to hash.
        return hash((self.name, self.by, self.deeds, self.what, self.category))


@dataclass(frozen=True, slots=True)
class Earned:
    """An extension that is earned [3]: ``by`` for each ``amount`` of the category."""

    by: Length
    amount: Amount
    of: str
    """The population."""
    by_party: tuple[str, ...]
    category: str = ""
    outside: bool = False
    surplus: bool = False
    cap: Length | None = None
    """The longest the truce can last in all, with every extension."""
    cap_count: Amount | None = None
    """The most that can be given in exchange in all (300 prisoners)."""


class Renewal(StrEnum):
    NONE = "not"
    AGREED = "by agreement"
    AUTOMATIC = "automatically"
    EARNED = "earned"


class Onward(StrEnum):
    """What happens when the time has run out [13, 15]."""

    LAPSES = "lapses"
    TALKS = "continues while talks go on"


@dataclass(frozen=True, slots=True)
class Truce:
    """How long it binds. ``starts`` may be long after the signature [1]; ``lasts`` None is without an end [2]."""

    starts: Point
    lasts: Length | None = None
    renewal: Renewal = Renewal.NONE
    earned: Earned | None = None
    onward: Onward = Onward.LAPSES
    notice: Length | None = None
    """How long before it a party must announce that it ends the truce [15]."""
    talks_apart: bool = True
    """Whether the truce binds while talks are suspended [15]."""


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase [13] with its own beginning and length; ``gate`` are duties that must be done before it begins."""

    name: str
    starts: Point
    lasts: Length | None = None
    gate: tuple[str, ...] = ()
    onward: Onward = Onward.LAPSES


@dataclass(frozen=True, slots=True)
class Order:
    """Who comes first [5]: all of ``first`` of a population before any of ``then`` (a category, or "everyone else").

    ``together`` names groups that may not be parted (families).
    """

    name: str
    of: str
    by: tuple[str, ...] = ()
    first: str = ""
    then: str = ""
    together: str = ""


@dataclass(frozen=True, slots=True)
class PersonsChoice:
    """A choice that each person makes [16], in a window from ``opens``, with what happens at time-out."""

    name: str
    of: str
    opens: Point
    window: Length
    options: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension or bridge that stands in the text itself [14]: on ``agreed``, by ``by`` or until ``until``."""

    agreed: datetime
    by: Length | None = None
    until: datetime | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything an agreement says, under one reading.

    ``duties`` holds every version of a duty, told apart by ``bound_from`` and ``bound_until``.
    ``monitors`` find what was done, and their finding is one more account [18].
    """

    title: str
    signed: datetime
    zone: str
    parties: tuple[str, ...]
    mediators: tuple[str, ...] = ()
    monitors: tuple[str, ...] = ()
    truce: Truce | None = None
    phases: tuple[Phase, ...] = ()
    populations: tuple[Population, ...] = ()
    duties: tuple[Duty, ...] = ()
    orders: tuple[Order, ...] = ()
    choices: tuple[PersonsChoice, ...] = ()
    extensions: tuple[Extension, ...] = ()
    ended: datetime | None = None
    """Where a later text ended it."""

    def population(self, name: str) -> Population | None:
        return next((p for p in self.populations if p.name == name), None)

    def duty(self, name: str) -> Duty | None:
        """The latest version of the duty or act with this name."""
        found = [d for d in self.duties if d.name == name]
        return found[-1] if found else None
