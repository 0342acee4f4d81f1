"""Tally: how versions add up, where some are parts of others and some are running totals."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from math import inf

from truceline.accounts.account import Version
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Measure
from truceline.accounts.kinds import Fit

A_DAY = timedelta(days=1)

MOST_TOTALS = 32
"""Running totals that are held against the days: the latest ones, since each takes in those before it."""

Fits = Callable[[Version], Fit]
"""How a version falls in. It may look at its words, kinds, qualities and deed alone, and at no date or number."""
Covers = Callable[[Version, Version], bool]
"""Whether a running total (first) speaks of the people of a day (second), by the same means."""

ZERO = Extent.exactly(0)


def is_total(version: Version) -> bool:
    """Whether a version is a running total over more than a day, and no day's own number."""
    if version.incident.measure is not Measure.TOTAL:
        return False
    return version.start is None or version.end is None or version.end - version.start > A_DAY


def is_counted(version: Version) -> bool:
    """Whether its number is one of people who are told nowhere else.

    A rate ("3 for each") is no number of people; a mention may be another incident; a sum only adds up others.
    """
    incident = version.incident
    return version.taken and not (incident.per or incident.mention or incident.sum_of)


def narrowed(count: Extent | None, fit: Fit) -> Extent:
    """How many of a count fall in, where it is known only whether they may."""
    if fit is Fit.NO:
        return ZERO
    whole = count if count is not None else Extent()
    return whole if fit is Fit.YES else Extent(0.0, whole.high)


def remainder(whole: Extent, parts: Extent) -> Extent:
    """What a whole has beyond its parts; never below 0."""
    if whole.high == inf:
        return Extent(max(whole.low - parts.high, 0.0), inf)
    return Extent(max(whole.low - parts.high, 0.0), max(whole.high - parts.low, 0.0))


def number(version: Version) -> Extent:
    """The count of a version; unknown where it has none."""
    return version.count if version.count is not None else Extent()


def parts_of(version: Version) -> tuple[Version, ...]:
    """The parts that the account takes as done."""
    return tuple(p for p in version.parts if p.taken)


def value(version: Version, fit: Fits) -> Extent:
    """How many of a version's people fall in, its parts standing in for the whole as far as they go."""
    own, parts = narrowed(version.count, fit(version)), parts_of(version)
    if not parts:
        return own
    values = [value(p, fit) for p in parts]
    whole, numbers = number(version), Extent.sum(number(p) for p in parts)
    if numbers.low > whole.high:
        low = min(max(own.low, *(v.low for v in values)), whole.high)
        return Extent(low, max(low, min(own.high, sum(v.high for v in values))))
    total = Extent.sum(values).plus(narrowed(remainder(whole, numbers), fit(version)))
    return Extent(min(total.low, whole.high), min(total.high, whole.high))


def tally(versions: Iterable[Version], fit: Fits, covers: Covers = lambda _total, _day: True) -> Extent:
    """The sum of days and running totals, each version counted as ``fit`` says.

    A running total that is larger than the days in its span stands for them, as far as it says who they
    are; one that is smaller adds nothing, since days told one by one are the closer account.
    """
    return Tally.of(versions).sum(fit, covers)


@dataclass(slots=True)
class _Alike:
    """Days that differ in date and number alone, with running sums in order of their dates."""

    sample: Version
    starts: list[float] = field(default_factory=list)
    lows: list[float] = field(default_factory=lambda: [0.0])
    highs: list[float] = field(default_factory=lambda: [0.0])

    def add(self, stamp: float, count: Extent) -> None:
        self.starts.append(stamp)
        self.lows.append(self.lows[-1] + count.low)
        self.highs.append(self.highs[-1] + count.high)

    @property
    def all(self) -> Extent:
        return Extent(self.lows[-1], self.highs[-1])

    def within(self, start: float, end: float) -> tuple[Extent, Extent]:
        """The sum of those in a stretch, and of the others; a day without a date lies in every stretch."""
        undated = bisect_left(self.starts, -1e300)
        first, last = max(bisect_left(self.starts, start), undated), max(bisect_left(self.starts, end), undated)
        low = self.lows[undated] + self.lows[last] - self.lows[first]
        # An open number makes all later sums open, and their difference says nothing.
        high = self.highs[undated] + (self.highs[last] - self.highs[first] if self.highs[last] != inf else inf)
        rest_high = inf if self.highs[-1] == inf else self.highs[-1] - high
        return Extent(low, high), Extent(self.lows[-1] - low, rest_high)


@dataclass(frozen=True, slots=True)
class Tally:
    """Versions sorted into days and running totals once, to be summed for one category after another."""

    days: tuple[_Alike, ...]
    odd: tuple[Version, ...]
    """Those whose parts come to more than the whole."""
    totals: tuple[Version, ...]

    @classmethod
    def of(cls, versions: Iterable[Version]) -> Tally:
        totals, days = list[Version](), list[Version]()
        for version in versions:
            if is_counted(version):
                (totals if is_total(version) else days).append(version)
        totals = [v for v in totals if v.count is not None]
        totals.sort(key=lambda v: (-(v.end.timestamp() if v.end else inf), -number(v).low, v.id))
        odd = tuple(v for v in days if _overlaps(v))
        plain = sorted(((_stamp(v), v) for d in days if not _overlaps(d) for v in flat(d)), key=lambda p: p[0])
        alike: dict[object, _Alike] = {}
        for stamp, version in plain:
            key = (version.what, version.kinds, version.qualities, version.deed)
            if key not in alike:
                alike[key] = _Alike(version)
            alike[key].add(stamp, number(version))
        exact = [t for t in totals if not (t.about and days)]
        return cls(tuple(alike.values()), odd, tuple(exact[:MOST_TOTALS]))

    def sum(self, fit: Fits, covers: Covers = lambda _total, _day: True) -> Extent:
        """How many fall in, as a range."""
        fits = [fit(a.sample) for a in self.days]
        odd = Extent.sum(value(v, fit) for v in self.odd)
        found = [Extent.sum(narrowed(a.all, f) for a, f in zip(self.days, fits, strict=True))]
        found += [self._with(t, fits, fit, covers) for t in self.totals]
        return Extent(max(e.low for e in found), max(e.high for e in found)).plus(odd)

    def _with(self, total: Version, fits: list[Fit], fit: Fits, covers: Covers) -> Extent:
        """The sum where one running total stands for the days that it spans."""
        inside, apart, rest, covered = ZERO, ZERO, ZERO, ZERO
        start, end = _stamp(total), total.end.timestamp() if total.end else inf
        for alike, of in zip(self.days, fits, strict=True):
            if not covers(total, alike.sample):
                rest = rest.plus(narrowed(alike.all, of))
                continue
            spanned, others = alike.within(start, end)
            covered, rest = covered.plus(spanned), rest.plus(narrowed(others, of))
            inside = inside.plus(narrowed(spanned, of))
            apart = apart.plus(spanned) if of is Fit.NO else apart
        if fit(total) is Fit.YES or parts_of(total):
            own = remainder(value(total, fit), apart) if fit(total) is Fit.YES else value(total, fit)
            return (own if own.low > inside.low else _closer(own, inside)).plus(rest)
        return inside.plus(narrowed(remainder(number(total), covered), fit(total))).plus(rest)


def _closer(total: Extent, days: Extent) -> Extent:
    """The days, where a total allows for them, no wider than it is."""
    return Extent(days.low, max(days.low, min(days.high, total.high)))


def _stamp(version: Version) -> float:
    return version.start.timestamp() if version.start else -inf


def _overlaps(version: Version) -> bool:
    return bool(version.parts) and Extent.sum(number(p) for p in parts_of(version)).low > number(version).high


def flat(version: Version) -> Iterator[Version]:
    """A version without its parts, and its parts beside it."""
    parts = parts_of(version)
    if not parts:
        yield version
        return
    rest = remainder(number(version), Extent.sum(number(p) for p in parts))
    if rest.high > 0:
        yield replace(version, count=rest, parts=())
    for part in parts:
        yield from flat(part if part.start else replace(part, start=version.start, end=version.end))


def spans(total: Version, day: Version) -> bool:
    """Whether a day lies in the stretch of a running total; a day without a date is taken to."""
    if total.start and day.start and day.start < total.start:
        return False
    return not (total.end and day.start and day.start >= total.end)
