"""Odds: which of many statements are at odds with one another, straight or by way of others.

No two are compared that share nothing: what stands close by in one report is held against each other, and
beyond that each rule gathers what can break it, by what both must share, and compares one of each kind.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations, islice, product

from truceline.brief import rivals
from truceline.brief.breaches import denial
from truceline.brief.statements import Statement, dated, published_at
from truceline.brief.times import published_day
from truceline.model import Stance

Keys = Callable[[Statement], Iterable[Hashable]]
Kinds = dict[Hashable, list[int]]
"""Statements by what decides whether they are at odds with others; those of one kind are not at odds."""
_A_DAY = 24 * 3600.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to be at odds. Two statements of different voices are where they share a key and ``odds`` holds.

    ``kind`` is all that ``odds`` looks at. ``against`` gives the keys of the other side, where there are two. Where
    ``moment`` is given, ``timely`` must hold too, which is for moments at most a week apart, or one not known.
    """

    keys: Keys
    kind: Callable[[Statement], Hashable]
    odds: Callable[[Statement, Statement], bool]
    against: Keys | None = None
    moment: Callable[[Statement], datetime | None] | None = None
    timely: Callable[[Statement, Statement], bool] = rivals.same_time


def groups(found: Sequence[Statement]) -> list[list[int]]:
    """The places of statements each of which is at odds with another of its group, the first group first.

    A voice's same count told twice joins two groups to one.
    """
    joined = _Joined(found)
    for a, b in _near(found):
        if rivals.at_odds(found[a], found[b]):
            joined.join(a, b)
    for rule in RULES:
        _apply(rule, found, joined)
    first: dict[Hashable, int] = {}
    for n in joined.known():
        if (key := rivals.signature(found[n])) is not None:
            joined.join(first.setdefault(key, n), n)
    return joined.groups()


class _Joined:
    """Places of statements, joined to groups."""

    def __init__(self, found: Sequence[Statement]) -> None:
        self._voices = [s.voice_key for s in found]
        self._above = list(range(len(found)))
        self._alone = [True] * len(found)

    def join(self, a: int, b: int) -> None:
        first, second = self._root(a), self._root(b)
        if first != second:
            self._alone[a] = self._alone[b] = False
            self._above[max(first, second)] = min(first, second)

    def join_voices(self, some: Sequence[int], others: Sequence[int]) -> None:
        """As if each of ``some`` were joined with all ``others`` of another voice.

        Two of different voices stand for all: whoever could be joined with any can be with one of them.
        """
        for here, there in ((some, others), (others, some)):
            for other in self._two_voices(there):
                for n in here:
                    if self._voices[n] != self._voices[other]:
                        self.join(n, other)

    def _two_voices(self, places: Sequence[int]) -> list[int]:
        others = (n for n in places if self._voices[n] != self._voices[places[0]])
        return [*places[:1], *islice(others, 1)]

    def known(self) -> list[int]:
        """Whatever is joined to another."""
        return [n for n, alone in enumerate(self._alone) if not alone]

    def groups(self) -> list[list[int]]:
        made: dict[int, list[int]] = defaultdict(list)
        for n in self.known():
            made[self._root(n)].append(n)
        return list(made.values())

    def _root(self, n: int) -> int:
        while self._above[n] != n:
            self._above[n] = self._above[self._above[n]]
            n = self._above[n]
        return n


# --- in one report ------------------------------------------------------------------------------------
def _near(found: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    """Pairs of which one comes in one report so soon after the other that it may take that up."""
    reports: dict[str, list[int]] = defaultdict(list)
    for n, statement in enumerate(found):
        reports[statement.report.id].append(n)
    for places in reports.values():
        begun = sorted((start, n) for n in places for start in _starts(found[n]))
        starts = [start for start, _ in begun]
        for n in places:
            if content := found[n].claim.spans.content:
                first, end = content[0].start, content[-1].end
                reached = slice(bisect_left(starts, min(first, end)), bisect_right(starts, end + rivals.REACH))
                yield from ((n, m) for _, m in begun[reached] if m != n)


def _starts(statement: Statement) -> set[int]:
    return {statement.claim.start, *(s.start for s in statement.claim.spans.content[:1])}


# --- wherever it is told ------------------------------------------------------------------------------
def _apply(rule: Rule, found: Sequence[Statement], joined: _Joined) -> None:
    said = _pools(found, rule.keys, rule.kind)
    denied = _pools(found, rule.against, rule.kind) if rule.against else said
    for key in said.keys() & denied.keys():
        some, others = said[key], denied[key]
        pairs = combinations(some.values(), 2) if some is others else product(some.values(), others.values())
        for a, b in pairs:
            if not rule.odds(found[a[0]], found[b[0]]):
                continue
            if rule.moment is None:
                joined.join_voices(a, b)
            else:
                _join_timely(rule, found, (a, b), joined)


def _pools(found: Sequence[Statement], keys: Keys, kind: Callable[[Statement], Hashable]) -> dict[Hashable, Kinds]:
    pools: dict[Hashable, Kinds] = defaultdict(lambda: defaultdict(list))
    for n, statement in enumerate(found):
        for key in keys(statement):
            pools[key][kind(statement)].append(n)
    return pools


def _join_timely(rule: Rule, found: Sequence[Statement], pair: tuple[list[int], list[int]], joined: _Joined) -> None:
    """Join those of two kinds whose times are near enough."""
    assert rule.moment is not None
    a, b = pair
    times = sorted((_stamp(moment), n) for n in b if (moment := rule.moment(found[n])) is not None)
    stamps = [stamp for stamp, _ in times]
    timeless = [n for n in b if rule.moment(found[n]) is None]
    week = rivals.WEEK.total_seconds() + _A_DAY
    for n in a:
        moment = rule.moment(found[n])
        if moment is None:
            near = b
        else:
            at = _stamp(moment)
            reached = times[bisect_left(stamps, at - week) : bisect_right(stamps, at + week)]
            near = [*timeless, *(m for _, m in reached)]
        joined.join_voices([n], [m for m in near if rule.timely(found[n], found[m])])


def _stamp(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


# --- the rules ----------------------------------------------------------------------------------------
def _matter(statement: Statement) -> Hashable:
    act = statement.claim.act
    return act.type, act.mode, act.category or ""


def _told(statement: Statement) -> Hashable:
    """Who, to whom, where and how many."""
    act = statement.claim.act
    return act.actors, act.recipients, (act.place or "").casefold(), act.figures[:1] and _figure(statement)


def _figure(statement: Statement) -> Hashable:
    figure = statement.claim.act.figures[0]
    return figure.low, figure.high, figure.comparator, figure.unit.casefold()


def _day(statement: Statement) -> Hashable | None:
    """What two must share to be of one time, unless they tell of what lasts; None for what no other shares."""
    return rivals.days(statement) if dated(statement) else published_day(statement.report)


def _counted(statement: Statement) -> Hashable | None:
    if not rivals.counts(statement) or rivals.bare(statement.claim.act) or not rivals.unit(statement):
        return None
    return _matter(statement), rivals.unit(statement), statement.claim.act.modality


def _affirmed(statement: Statement) -> Hashable | None:
    return _matter(statement) if rivals.affirmed(statement) and not _is_rate(statement) else None


def _denied(statement: Statement) -> Hashable | None:
    rejects = statement.claim.stance is Stance.REJECTS
    return _matter(statement) if denial(statement) and not rejects and not _is_rate(statement) else None


def _is_rate(statement: Statement) -> bool:
    return any(f.per for f in statement.claim.act.figures)


def _deeds(keyed: Callable[[Statement], Hashable | None]) -> Keys:
    """Keys of deeds of one day."""

    def keys(statement: Statement) -> Iterator[Hashable]:
        if not rivals.lasts(statement) and (key := keyed(statement)) is not None:
            day = _day(statement)
            if day is not None:
                yield key, dated(statement), day

    return keys


def _states(keyed: Callable[[Statement], Hashable | None]) -> Keys:
    """Keys of what lasts."""

    def keys(statement: Statement) -> Iterator[Hashable]:
        if rivals.lasts(statement) and (key := keyed(statement)) is not None:
            yield key

    return keys


def _opposed(statement: Statement) -> Iterator[Hashable]:
    act, at = statement.claim.act, rivals.moment(statement)
    if act.mode in rivals.OPPOSED and rivals.affirmed(statement) and at is not None:
        yield act.type, act.category or "", at.date()


def _figures_said(statement: Statement) -> Iterator[Hashable]:
    act = statement.claim.act
    if rivals.counts(statement) and not rivals.bare(act) and published_at(statement.report) is not None:
        yield from ((act.type, act.mode, unit) for unit in {rivals.unit(statement), ""})


def _figures_denied(statement: Statement) -> Iterator[Hashable]:
    if rivals.denies_figure(statement) and published_at(statement.report) is not None:
        yield statement.claim.act.type, statement.claim.act.mode, rivals.unit(statement)


RULES = (
    Rule(_deeds(_counted), _told, rivals.counted_apart),
    Rule(_states(_counted), _told, rivals.counted_apart, moment=rivals.moment),
    Rule(_deeds(_affirmed), _told, rivals.denied_deed, _deeds(_denied)),
    Rule(_states(_affirmed), _told, rivals.denied_deed, _states(_denied), rivals.moment),
    Rule(_opposed, lambda s: s.claim.act.mode, rivals.opposed_states),
    Rule(
        _figures_said,
        lambda s: (s.claim.act.actors, _figure(s)),
        rivals.same_figure,
        _figures_denied,
        lambda s: published_at(s.report),
        rivals.denied_since,
    ),
)
