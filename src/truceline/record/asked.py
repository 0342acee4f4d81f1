"""Asked: what somebody wants to see of the claims as they stand, and the answers, a page at a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property
from json import loads

from truceline.errors import ValueProblem
from truceline.model import Claim, Modality, Stance, When, codebook
from truceline.record.moment import checked
from truceline.record.view import Status

Names = str | tuple[str, ...]
"""One value or several, any of which will do; () and "" ask for nothing, ("",) for claims that name none."""


class Sort(StrEnum):
    PUBLISHED = "published"
    """By when they could be known, report and place in the text: the order of ``View``."""
    NEWEST = "newest"
    """The reports that were known last first; within one report in order of the text."""
    WHEN = "when"
    """By the time that they speak of; those without one last."""
    DOUBT = "doubt"
    """Those whose coding is least sure first."""
    ADDED = "added"
    """Those that came into the record last first, whenever they were published."""


FACETS = (
    "speaker", "party", "actor", "act", "mode", "quad", "stance", "modality", "category", "place", "publisher",
    "status",
)  # fmt: skip
"""What claims can be counted by, and filtered on."""
NAMED = ("party", "actor")
"""Those of which a claim can have several values."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims are wanted, and in what order.

    Without anything it asks for the claims that stand: those of the latest coding of each report that
    nobody rejected, of reports that no later version superseded. ``rejected`` adds the other ones of the
    latest coding; so does ``status`` "rejected" for those that were rejected.

    ``words`` are looked for in the quotes, all of them. ``speaker``, ``actor`` and ``party`` (whoever speaks,
    carries, acts or receives) are whole names. ``report`` is an id or the beginning of one. ``since`` and ``until``
    are of what the claim speaks of: its time must touch the days, or the moments, between them, both included.
    ``dated`` asks for those that name a time, or for those that name none. ``doubt`` is the highest score,
    ``waiting`` asks for those that nobody has looked at and of which the coder was not sure.

    Raises ValueProblem for a value that does not exist.
    """

    as_of: date | None = None
    words: str = ""
    speaker: Names = ()
    party: Names = ()
    actor: Names = ()
    act: Names = ()
    mode: Names = ()
    quad: Names = ()
    stance: Names = ()
    modality: Names = ()
    category: Names = ()
    place: Names = ()
    publisher: Names = ()
    status: Names = ()
    report: str = ""
    since: date | None = None
    until: date | None = None
    dated: bool | None = None
    doubt: float | None = None
    waiting: bool = False
    rejected: bool = False
    sort: str = Sort.PUBLISHED

    def __post_init__(self) -> None:
        for name in FACETS:
            object.__setattr__(self, name, _several(getattr(self, name)))
        object.__setattr__(self, "act", tuple(a.upper() for a in self.act))
        for name, allowed in _allowed().items():
            _check(name, getattr(self, name), allowed)
        for name in ("as_of", "since", "until"):
            checked(getattr(self, name), name)
        _check("sort", (self.sort,), tuple(Sort))

    def wanted(self, name: str) -> tuple[str, ...]:
        """The values of one facet that will do; empty where any will."""
        return getattr(self, name)  # type: ignore[no-any-return]


def _several(given: Names | Iterable[str]) -> tuple[str, ...]:
    if isinstance(given, str):
        return (given,) if given else ()
    return tuple(dict.fromkeys(given))


def _allowed() -> dict[str, tuple[str, ...]]:
    acts = codebook().acts
    quads = tuple(dict.fromkeys(a.quad for a in acts.values()))
    return {
        "act": tuple(acts),
        "quad": quads,
        "stance": tuple(Stance),
        "modality": tuple(Modality),
        "status": tuple(Status),
    }


def _check(name: str, given: tuple[str, ...], allowed: tuple[str, ...]) -> None:
    for value in given:
        if value not in allowed:
            what = f"there is no {name} {value!r}."
            raise ValueProblem(what, where=name, todo=f"Choose from: {', '.join(allowed)}.")


@dataclass(frozen=True)
class Listed:
    """A claim as it stands, in a list: ``json`` is the text of its JSON form.

    ``title``, ``publisher``, ``url``, ``published`` and ``known`` (the moment when it could be known at the latest)
    are those of its report. ``decided`` is the number of the last entry that decided on the claim, 0 for none; ``seq``
    and ``added`` are the number and time of the entry that brought it into the record. ``found`` are the places in the
    quote of the words that were asked for, as start and end.
    """

    json: str
    status: Status
    title: str
    publisher: str | None
    url: str | None
    published: When | None
    known: datetime
    decided: int
    superseded: bool
    seq: int
    added: datetime
    found: tuple[tuple[int, int], ...] = ()

    @cached_property
    def claim(self) -> Claim:
        return Claim.from_json(loads(self.json))

    @property
    def id(self) -> str:
        return self.claim.id


@dataclass(frozen=True, slots=True)
class Page:
    """A part of a list: ``next`` and ``previous`` are the cursors of the parts around it, ``total`` is of the whole.

    ``next`` is None at the end, ``previous`` at the beginning, and "" leads to the beginning.
    """

    claims: tuple[Listed, ...]
    next: str | None
    previous: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Facet:
    """How many claims have one value; "" is for those that name none."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in a list.

    ``claims`` counts those of its latest coding that nobody rejected. ``unread`` says why no coder could read it.
    ``superseded_by`` is the id of a later version of the same address with another text. ``name`` is the
    file or address it came by; ``added_by``, ``added_at`` and ``seq`` are of the entry that added it.
    """

    id: str
    title: str
    publisher: str | None
    published: When | None
    known: datetime
    language: str | None
    url: str | None
    claims: int
    unread: str | None
    superseded_by: str | None
    name: str
    added_by: str
    added_at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A part of the list of reports, as ``Page`` is of claims."""

    reports: tuple[ReportLine, ...]
    next: str | None
    previous: str | None
    total: int
