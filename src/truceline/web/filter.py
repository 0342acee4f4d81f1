"""Filter: which claims a page shows, as its address has it; the same names as in the API and in ``Asked``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from truceline import words
from truceline.case import FACETS, Asked, Case, Facet
from truceline.errors import ValueProblem
from truceline.web.address import SHARED, Address, At

SORTS = {
    "newest": "newest reports first",
    "published": "oldest reports first",
    "when": "by the time they speak of",
    "doubt": "least sure coding first",
    "added": "last read in first",
}
"""The orders, in words; the first is that of the page."""
NAMES = {
    "speaker": "Who speaks", "act": "Act", "stance": "Stance", "modality": "Told as", "status": "Status",
    "category": "Concerns", "place": "Place", "publisher": "Publisher", "quad": "Kind of act",
    "actor": "Who acts", "party": "Speaks or takes part", "mode": "Mode of act",
}  # fmt: skip
"""The facets by the words of their headings, in the order they are shown in."""
_LINES = ("words", "report", "since", "until")
_SWITCHES = {"waiting": "waiting for review", "rejected": "with rejected ones"}
_DATED = {True: "naming a time", False: "naming no time"}
_KNOWN = frozenset((*SHARED, *FACETS, *_LINES, *_SWITCHES, "without", "dated", "doubt", "sort", "cursor"))
_MOST = 60
"""Values that one filter may name."""
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of what is asked for, in words, and the address without it."""

    name: str
    value: str
    without: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how many claims have it, and the address with it, or without it where it is ``chosen``."""

    words: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Filter:
    """``asked`` is what the record is asked for; ``at`` the address it comes from."""

    asked: Asked
    at: Address

    @property
    def sort(self) -> str:
        return self.asked.sort

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for but the order, and the moment."""
        return bool(self.chips)

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What is asked for, one by one."""
        found = [Chip(NAMES[name], value_words(name, v), _toggled(self.at, name, v)) for name, v in self._chosen()]
        for name in _LINES:
            if value := self.at.one(name):
                found.append(Chip(name, value, self.at.same(**{name: None}, cursor=None)))
        if self.asked.doubt is not None:
            found.append(Chip("score at most", f"{self.asked.doubt:g}", self.at.same(doubt=None, cursor=None)))
        if self.asked.dated is not None:
            found.append(Chip("", _DATED[self.asked.dated], self.at.same(dated=None, cursor=None)))
        for name, said in _SWITCHES.items():
            if getattr(self.asked, name):
                found.append(Chip("", said, self.at.same(**{name: None}, cursor=None)))
        return tuple(found)

    def choices(self, name: str, facets: Sequence[Facet]) -> tuple[Choice, ...]:
        """The values of one facet, those chosen among them even where no claim has them."""
        wanted = self.asked.wanted(name)
        counts = {facet.value: facet.count for facet in facets}
        every = [*counts, *(v for v in wanted if v not in counts)]
        return tuple(
            Choice(value_words(name, v), counts.get(v, 0), v in wanted, _toggled(self.at, name, v)) for v in every
        )

    def without(self, *names: str) -> Filter:
        """The same at an address without some names."""
        kept = tuple((n, v) for n, v in self.at.query if n not in names)
        return replace(self, at=replace(self.at, query=kept))

    def hidden(self, *but: str) -> list[tuple[str, str]]:
        """What a form must carry on so that nothing but the fields ``but`` changes."""
        return [(n, v) for n, v in self.at.query if n not in (*but, "cursor") and n in _KNOWN and v]

    def values(self, name: str) -> str:
        """The address of all values of one facet in the claims of this view."""
        return Address("/claims/values", self.at.query).same(cursor=None, of=name)

    def export(self, end: str) -> str:
        """The address of all the claims of this view, in another form."""
        return Address(f"/claims.{end}", self.at.query).same(cursor=None, sort=self.sort)

    def _chosen(self) -> list[tuple[str, str]]:
        return [(name, value) for name in NAMES for value in self.asked.wanted(name)]


def read(case: Case, at: Address, *, strict: bool = False) -> Filter:
    """The filter of an address. Raises ValueProblem for what cannot be asked; ``strict``, for a part of it as well."""
    known = _KNOWN - {"cursor"}
    unknown = sorted({name for name, _ in at.query} - known)
    if strict and unknown:
        what = f"there is no filter {unknown[0]!r} of all claims."
        raise ValueProblem(what, where="address", todo=_choose(sorted(known)))
    for name, value in at.query:
        if len(value) > _LONGEST or "\0" in value:
            raise ValueProblem("a value is too long, or has a character that no text has.", where=name)
    wanted: dict[str, Any] = {name: _values(at, name) for name in FACETS}
    for name in at.all("without"):
        if name not in FACETS:
            raise ValueProblem(f"claims cannot be asked for by {name!r}.", where="without", todo=_choose(FACETS))
        wanted[name] += ("",)
    lines = {name: at.one(name).strip() for name in _LINES}
    asked = Asked(
        as_of=at.as_of,
        words=lines["words"],
        report=lines["report"],
        since=case.moment(lines["since"]) if lines["since"] else None,
        until=case.moment(lines["until"]) if lines["until"] else None,
        dated=_switch(at.one("dated")) if at.one("dated") else None,
        doubt=_number(at.one("doubt")),
        waiting=_switch(at.one("waiting")),
        rejected=_switch(at.one("rejected")),
        sort=at.one("sort") or next(iter(SORTS)),
        **wanted,
    )
    return Filter(asked, at)


async def filter_of(request: Request, at: At) -> Filter:
    """The filter of a request's address. Raises as ``read`` does."""
    return read(request.app.state.room.case, at)


Filtered = Annotated[Filter, Depends(filter_of)]


def parsed(address: str, **otherwise: str) -> Address:
    """The path and query of an address of this server, with some of the query otherwise; nothing of it is checked."""
    path, _, query = address.partition("?")
    kept = [(n, v) for n, v in parse_qsl(query) if n not in otherwise]
    return Address(path, (*kept, *((n, v) for n, v in otherwise.items() if v)))


def value_words(name: str, value: str) -> str:
    """A value of a facet as a reader calls it."""
    if not value:
        return "not said"
    if name == "act":
        return words.type_words(value)
    if name == "status":
        return words.STATUS.get(value, value)
    return value


# --- inside ---------------------------------------------------------------------------------------------
def _toggled(at: Address, name: str, value: str) -> str:
    """The address with the value where it has it not, else without it."""
    where, what = ("without", name) if value == "" else (name, value)
    chosen = [v.upper() if where == "act" else v for v in at.all(where) if v]
    left = [v for v in chosen if v != what] if what in chosen else [*chosen, what]
    return at.same(**{where: left or None}, cursor=None)


def _values(at: Address, name: str) -> tuple[str, ...]:
    found = tuple(v for v in at.all(name) if v)
    if len(found) > _MOST:
        raise ValueProblem(f"one filter takes at most {_MOST} values.", where=name, todo="Choose fewer.")
    return found


def _number(given: str) -> float | None:
    try:
        found = float(given) if given else None
    except ValueError:
        found = -1.0
    if found is not None and not 0 <= found <= 1:
        raise ValueProblem(f"a score lies between 0 and 1, not {given!r}.", where="doubt")
    return found


def _switch(given: str) -> bool:
    if given.casefold() not in ("", "0", "1", "true", "false", "on", "yes", "no"):
        raise ValueProblem(f"this is on (1) or off, not {given!r}.", where="address")
    return given.casefold() in ("1", "true", "on", "yes")


def _choose(names: Sequence[str]) -> str:
    return f"Choose from: {', '.join(names)}."
