"""Binding: from when until when the truce, and each phase, binds in one account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from math import inf

from truceline.accounts.account import Account, Version
from truceline.agreements.clock import Anchors, later, reached, zone
from truceline.agreements.terms import Length, Onward, Phase, Terms, Truce, Unit

_UNITS = {unit.value: unit for unit in Unit} | {unit.value[:-1]: unit for unit in Unit}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``start`` until ``end``; ``end`` None is open, ``start`` None is not begun. ``why`` is the sum in words."""

    start: datetime | None
    end: datetime | None
    why: str = ""
    claims: tuple[str, ...] = ()

    def holds(self, moment: datetime) -> bool:
        return self.start is not None and self.start <= moment and (self.end is None or moment < self.end)


@dataclass(frozen=True, slots=True)
class Binding:
    """The truce as a stretch, each phase as one."""

    truce: Stretch
    phases: dict[str, Stretch] = field(default_factory=dict)

    def of(self, phase: str) -> Stretch:
        """The stretch of a phase, or of the truce where none is named."""
        return self.phases.get(phase, self.truce) if phase else self.truce


def binding(account: Account, terms: Terms, at: datetime, done: Callable[[str], datetime | None]) -> Binding:
    """When the truce of ``terms`` binds in ``account``, as far as extensions were known by ``at``.

    ``done`` gives the moment a duty was met in this account, for what begins or waits with one.
    """
    place = zone(terms.zone)
    truce = _truce(account, terms, at, Anchors(place, terms.signed, done=done))
    phases = {}
    for phase in terms.phases:
        anchors = Anchors(place, terms.signed, truce.start, truce.end, done)
        phases[phase.name] = _phase(phase, account, anchors, done)
    return Binding(truce, phases)


def _truce(account: Account, terms: Terms, at: datetime, anchors: Anchors) -> Stretch:
    truce = terms.truce
    if truce is None:
        return Stretch(terms.signed, terms.ended, "the text gives no time")
    start = reached(truce.starts, anchors)
    if start is None or truce.lasts is None:
        return Stretch(start, terms.ended, "without an end")
    end = later(start, truce.lasts, anchors.zone)
    words = [said(truce.lasts)]
    end, words = _in_the_text(terms, end, words, at, anchors.zone)
    end, words, claims = _as_told(account, end, words, at, anchors.zone)
    return _onward(account, truce, Stretch(start, _earlier(end, terms.ended), " + ".join(words), claims))


def _in_the_text(
    terms: Terms, end: datetime, words: list[str], at: datetime, place: tzinfo
) -> tuple[datetime, list[str]]:
    """Extensions that later texts of the agreement gave, as far as they were agreed by ``at``."""
    for extension in sorted(terms.extensions, key=lambda e: e.agreed):
        if extension.agreed > at:
            break
        if extension.by is not None:
            end, words = later(end, extension.by, place), [*words, said(extension.by)]
        elif extension.until is not None:
            end, words = extension.until, [*words, f"a bridge until {extension.until:%-d %B %Y %H:%M}"]
    return end, words


def _as_told(
    account: Account, end: datetime, words: list[str], at: datetime, place: tzinfo
) -> tuple[datetime, list[str], tuple[str, ...]]:
    """Extensions that the account tells of: "agreed to extend it by two days"."""
    claims: list[str] = []
    for version in account.by_deed.get("extend", ()):
        length = _length(version)
        agreed = version.start or version.known
        if version.taken and length is not None and not (agreed and agreed > at):
            end, words = later(end, length, place), [*words, said(length)]
            claims += version.claims
    return end, words, tuple(claims)


def _length(version: Version) -> Length | None:
    # "A day for every ten" says of no extension how long it is.
    if version.count is None or version.count.high == inf or not version.count.exact or version.incident.per:
        return None
    unit = next((_UNITS[w] for w in version.what if w in _UNITS), None)
    return Length(version.count.low, unit) if unit else None


def _onward(account: Account, truce: Truce | Phase, stretch: Stretch) -> Stretch:
    """Where it goes on while talks go on, it ends only when the account has them broken off."""
    if truce.onward is not Onward.TALKS or stretch.end is None:
        return stretch
    ends = [
        (v.start, v.claims)
        for v in account.by_deed.get("break off", ())
        if v.taken and v.start is not None and v.start >= stretch.end
    ]
    if not ends:
        return Stretch(stretch.start, None, f"{stretch.why}, then while talks go on", stretch.claims)
    moment, claims = min(ends, key=lambda pair: pair[0])
    why = f"{stretch.why}, then until talks were broken off"
    return Stretch(stretch.start, moment, why, (*stretch.claims, *claims))


def _phase(phase: Phase, account: Account, anchors: Anchors, done: Callable[[str], datetime | None]) -> Stretch:
    gates = [done(name) for name in phase.gate]
    start = reached(phase.starts, anchors)
    if start is None or None in gates:
        return Stretch(None, None, f"waits for {' and '.join(phase.gate)}" if phase.gate else "has not begun")
    start = max([start, *(g for g in gates if g is not None)])
    if phase.lasts is None:
        return Stretch(start, None, "without an end")
    return _onward(account, phase, Stretch(start, later(start, phase.lasts, anchors.zone), said(phase.lasts)))


def _earlier(a: datetime, b: datetime | None) -> datetime:
    return a if b is None else min(a, b)


def said(length: Length) -> str:
    """A length in words: "4 days", "1 hour"."""
    unit = length.unit.value if length.amount != 1 else length.unit.value[:-1]
    return f"{length.amount:g} {unit}"
