"""Timeline's board: a lane for each side, a mark for each claim that names a time, and figures of people over time."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from truceline.case import Case, ViewedClaim
from truceline.model import Basis, Claim, Modality, PartyKind, Polarity, Precision, Stance, codebook
from truceline.model.when import tzinfo as zone_of
from truceline.web.boards.choosing import Query, chosen
from truceline.web.working import Working
from truceline.words import type_words

LANES = 12
"""Lanes of their own; further sides share one."""
MOST = 5000
"""Marks that are given one by one; more are counted by lane, day and class."""
COURSES = 3
"""Kinds of people whose figures are drawn."""
QUADS = ("verbal cooperation", "material cooperation", "state", "verbal conflict", "material conflict")
OTHERS, UNNAMED, OWN_WORDS = "Others", "Nobody named", "Reports, in their own words"
NOT_DONE, CLOCKED, BY_REPORT = 1, 2, 4
"""Bits of a mark: not told as done; an hour is known; nothing but the day of its report is."""
_AROUND = timedelta(days=14)
_NO_SIDE = frozenset({PartyKind.REPORT, PartyKind.OUTLET, PartyKind.SOURCE, PartyKind.PEOPLE})
_TOLD = frozenset({Stance.ASSERTS, Stance.ACCUSES, Stance.DOUBTS})
_HOURS = (Precision.MINUTE, Precision.HOUR, Precision.PART_OF_DAY)


def lines(
    working: Working, as_of: str = "", by: str = "actor", query: Query = (), within: Sequence[int] = ()
) -> dict[str, Any]:
    """Lanes by who acts, or by who speaks, with the marks of the claims that the filter ``query`` asks for.

    A time is a number of days since the first of January of year 1, counted from 1, with its hours as a fraction. A
    mark is [lane, start, end, class, bits, act, speaker, id]: start or end is None where it is open. ``within`` are the
    first and last day that marks are wanted of; without them, of all.
    """
    found, zone = chosen(working, as_of, query), zone_of(working.case.settings.zone)
    view = working.view(as_of)
    sides = sides_of(c.claim for c in view.current)
    named = [(c, tuple(dict.fromkeys(_names(c.claim, by)))) for c in found]
    lanes, place = _lanes(named, sides)
    days = {r.id: r.published.date for r in view.reports if r.published is not None}
    marks = _Marks(place, zone, days)
    for viewed, names in named:
        marks.add(viewed.claim, names)
    if within:
        marks.keep(*within)
    near = _near(marks.starts, [d for d in days.values() if d is not None])
    few = len(marks.made) <= MOST
    return {
        "lanes": lanes,
        "quads": list(QUADS),
        "acts": [type_words(a) for a in marks.acts],
        "speakers": list(marks.speakers),
        "marks": marks.made if few else [],
        "cells": [] if few else marks.cells(),
        "undated": marks.undated,
        "dated": marks.dated,
        "near": near,
        "courses": _courses(working, as_of, [c.id for c in found]),
    }


# --- lanes ----------------------------------------------------------------------------------------------
def sides_of(claims: Iterable[Claim]) -> dict[str, str]:
    """The names of known parties, each with the side that its lane is called by: a state's offices and officials stand
    in the state's lane."""
    known: dict[str, str] = {}
    for voice in (v for c in claims for v in c.voices if v.kind not in _NO_SIDE):
        side = voice.member_of[-1] if voice.member_of else voice.name
        if not side[:1].islower() and (voice.party or voice.member_of):
            known[voice.name] = side
            for member in voice.member_of:
                known.setdefault(member, side)
    return known


def _names(claim: Claim, by: str) -> tuple[str, ...]:
    if by == "actor":
        return claim.act.actors or (UNNAMED,)
    return (OWN_WORDS,) if claim.voice.kind is PartyKind.REPORT else (claim.speaker,)


def _side(name: str, sides: Mapping[str, str]) -> str:
    """A name's lane: its side's where that is known, its own where it is a name; words that only describe ("gunmen")
    stand with the others."""
    return sides.get(name) or (OTHERS if name[:1].islower() else name)


def _lanes(
    named: Iterable[tuple[ViewedClaim, tuple[str, ...]]], sides: Mapping[str, str]
) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The lanes, the fullest first, and the number of the lane of each name."""
    counts: Counter[str] = Counter()
    within: dict[str, Counter[str]] = defaultdict(Counter)
    for _, names in named:
        counts.update({_side(n, sides) for n in names})
        for name in names:
            within[_side(name, sides)][name] += 1
    last = [s for s in (OTHERS, UNNAMED, OWN_WORDS) if s in counts]
    first = sorted(counts.keys() - set(last), key=lambda s: (-counts[s], s))
    kept = first[: LANES - len({*last, OTHERS})] if len(first) + len(last) > LANES else first
    for side in first[len(kept) :]:
        within[OTHERS] += within.pop(side)
    order = [*kept, *([OTHERS] if within[OTHERS] else []), *(s for s in last if s != OTHERS)]
    lanes = [{"name": s, "names": [n for n, _ in within[s].most_common(40)], "count": within[s].total()} for s in order]
    return lanes, {name: number for number, side in enumerate(order) for name in within[side]}


# --- marks ----------------------------------------------------------------------------------------------
class _Marks:
    """The marks of claims, as they are added."""

    def __init__(self, place: Mapping[str, int], zone: tzinfo, days: Mapping[str, date | None]) -> None:
        self._place, self._zone, self._days = place, zone, days
        self.made: list[list[Any]] = []
        self.acts: dict[str, int] = {}
        self.speakers: dict[str, int] = {}
        self.undated = self.dated = 0

    @property
    def starts(self) -> list[int]:
        return [_first_day(m) for m in self.made if not m[4] & BY_REPORT]

    def add(self, claim: Claim, names: Iterable[str]) -> None:
        stretch = self._stretch(claim)
        if stretch is None:
            return
        start, end, bits = stretch
        known = codebook().acts.get(claim.act.type)
        quad = QUADS.index(known.quad) if known is not None else QUADS.index("state")
        bits |= 0 if told_as_done(claim) else NOT_DONE
        act = self.acts.setdefault(claim.act.type, len(self.acts))
        speaker = self.speakers.setdefault(claim.speaker, len(self.speakers))
        for lane in sorted({self._place[n] for n in names}):
            self.made.append([lane, start, end, quad, bits, act, speaker, claim.id])

    def _stretch(self, claim: Claim) -> tuple[float | None, float | None, int] | None:
        when = claim.act.when
        if when is not None and when.basis is not Basis.PUBLICATION:
            self.dated += 1
            clocked = CLOCKED if when.precision in _HOURS else 0
            # A day is the one that was told, wherever it was told; an hour is put on the clock of the case.
            zone = self._zone if clocked else None
            return _days(when.start, zone), _days(when.end, zone), clocked
        self.undated += 1
        day = when.date if when is not None else self._days.get(claim.report)
        return (day.toordinal(), day.toordinal() + 1, BY_REPORT) if day is not None else None

    def keep(self, first: int, last: int) -> None:
        """Leave out what touches none of these days."""
        begin, end = -math.inf, math.inf
        self.made = [m for m in self.made if (m[1] or begin) < last + 1 and (m[2] or end) > first]

    def cells(self) -> list[list[int]]:
        """[lane, day, class, bits, number] for all marks that share these."""
        counts = Counter((m[0], _first_day(m), m[3], m[4] & (NOT_DONE | BY_REPORT)) for m in self.made)
        return [[*key, number] for key, number in sorted(counts.items())]


def _days(moment: datetime | None, zone: tzinfo | None) -> float | None:
    """A moment as a number of days, in a zone or, without one, by its own clock."""
    if moment is None:
        return None
    at = moment.astimezone(zone) if zone is not None else moment
    return round(at.toordinal() + (at.hour * 60 + at.minute) / 1440, 3)


def _first_day(mark: list[Any]) -> int:
    """The day where its time begins, or the last one of a time with an open beginning."""
    return int(mark[1] if mark[1] is not None else mark[2] - 0.001)


def told_as_done(claim: Claim) -> bool:
    """Whether the act is told as something that happened, and not as planned, asked for, denied or possible."""
    act = claim.act
    plain = act.modality in (Modality.HAPPENED, Modality.ONGOING) and act.polarity is Polarity.POSITIVE
    return plain and claim.stance in _TOLD


def _near(starts: Iterable[int], days: Iterable[date]) -> list[int]:
    """The first and last day of what lies near the reports' own days; empty where nothing has a time."""
    found, out = sorted(starts), sorted(days)
    if not found:
        return []
    first, last = (out[0] - _AROUND, out[-1] + _AROUND) if out else (date.min, date.max)
    near = [d for d in found if first.toordinal() <= d <= last.toordinal()] or found
    return [near[0], near[-1]]


# --- figures --------------------------------------------------------------------------------------------
def _courses(working: Working, as_of: str, ids: list[str]) -> list[dict[str, Any]]:
    found = Case.figures(working.view(as_of), ids)[:COURSES]
    return [
        {
            "key": course.key,
            "title": course.title,
            "level": course.level,
            "left": course.left,
            "voices": list(_strips(course.points)),
        }
        for course in found
    ]


def _strips(points: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The points of each speaker: [time, low, high, kind, label, ids]."""
    by_voice: dict[str, list[list[Any]]] = defaultdict(list)
    for p in points:
        at = datetime.fromisoformat(p.at)
        day = round(at.toordinal() + (at.hour * 60 + at.minute) / 1440, 3)
        by_voice[p.voice].append([day, p.low, p.high, p.kind, p.label, list(p.claims)])
    for voice, row in by_voice.items():
        yield {"name": voice.strip(), "points": row}
