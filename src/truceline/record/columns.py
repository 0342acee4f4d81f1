"""Columns: what lists of claims are filtered, counted and sorted by, held in memory as arrays.

They are read from the index once, and then only what changed since. A ``Columns`` never changes itself, so any
number of threads may ask one. Row ``n`` of every array is the claim with the number ``n``; row 0 is nobody's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from truceline.record.asked import NAMED, Sort

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from truceline.record.asked import Asked

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

WORDED = ("speaker", "act", "mode", "quad", "stance", "modality", "category", "place", "publisher", "status")
"""The columns that hold one of some words."""
_NAMES = "SELECT claim, name, role = 'acts' FROM names"
_PLAIN = "number, report, latest, start, nth, seq, when_start, when_end, score"
_CHUNK = 20_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
FIRST, LAST = np.iinfo(np.int64).min, np.iinfo(np.int64).max
"""Moments before and after all others, where an end of a time is open."""


def moment(at: datetime) -> int:
    """A moment as it is held here: microseconds since 1970."""
    return (at - _EPOCH) // _MICROSECOND


class Vocabulary:
    """Words by their numbers, and the other way round. Words are only ever added; none is number 0."""

    def __init__(self) -> None:
        self.words: list[str] = [""]
        self._numbers = _Numbers(self.words)

    def add(self, words: Iterable[str | None]) -> list[int]:
        """The numbers of the words, which are added where they are new. One thread at a time may do so."""
        return list(map(self._numbers.__getitem__, words))

    def find(self, words: Iterable[str]) -> list[int]:
        """The numbers of those words that are known."""
        return [self._numbers[w] for w in words if w in self._numbers]


class _Numbers(dict[str | None, int]):
    def __init__(self, words: list[str]) -> None:
        super().__init__({None: 0, "": 0})
        self._words = words

    def __missing__(self, word: str) -> int:
        self._words.append(word)
        self[word] = len(self._words) - 1
        return self[word]


class _Moments(dict[str, int]):
    """Moments by their texts: many claims speak of the same ones."""

    def __missing__(self, text: str) -> int:
        self[text] = _moment(text)
        return self[text]


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports in the order they came in; ``known`` and ``day`` as in ``Arrival``, the day as its ordinal."""

    ids: Sequence[str]
    numbers: dict[str, int]
    known: Ints
    day: Ints
    superseded: Sequence[tuple[int, str, int, int]]
    """A report, the clock by which it has a later version, and from when until when."""

    @classmethod
    def read(cls, connection: Any) -> Reports:
        rows = connection.execute("SELECT id, known, day FROM reports ORDER BY seq").fetchall()
        numbers = {id: number for number, (id, _, _) in enumerate(rows)}
        known = np.fromiter((_moment(k) for _, k, _ in rows), np.int64, len(rows))
        day = np.fromiter((date.fromisoformat(d).toordinal() for _, _, d in rows), np.int64, len(rows))
        spells = connection.execute("SELECT report, clock, since, until FROM superseded")
        gone = [(numbers[r], c, _on(c, s, FIRST), _on(c, u, LAST)) for r, c, s, u in spells]
        return cls([id for id, _, _ in rows], numbers, known, day, gone)

    def known_by(self, as_of: date | None) -> Bools:
        if as_of is None:
            return np.ones(len(self.ids), np.bool_)
        if isinstance(as_of, datetime):
            return self.known <= moment(as_of)
        return self.day <= as_of.toordinal()

    def gone_by(self, as_of: date | None) -> Bools:
        """Which have a later version with another text, as far as was known by then."""
        clock, at = "moment", LAST - 1
        if as_of is not None:
            day = not isinstance(as_of, datetime)
            clock, at = ("day", as_of.toordinal()) if day else ("moment", moment(as_of))  # type: ignore[arg-type]
        found = np.zeros(len(self.ids), np.bool_)
        found[[r for r, c, since, until in self.superseded if c == clock and since <= at < until]] = True
        return found

    def rank(self, newest: bool) -> Ints:
        """The place of each report in order of knowledge, or the other way round, and then of its id."""
        sign = -1 if newest else 1
        order = sorted(range(len(self.ids)), key=lambda r: (sign * int(self.known[r]), self.ids[r]))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        return rank


@dataclass(frozen=True, slots=True)
class Named:
    """Each claim with each name that takes part in it, or that acts, once; ``any`` are those that have a name."""

    claims: NDArray[np.int32]
    names: NDArray[np.int32]
    any: Bools

    @classmethod
    def of(cls, pairs: Ints, size: int) -> Named:
        """``pairs`` are a claim and a name in one number each, as ``_pairs`` makes them."""
        claims, names = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
        having = np.zeros(size, np.bool_)
        having[claims] = True
        return cls(claims, names, having)

    def but(self, claims: Bools) -> Ints:
        """The pairs of other claims than these."""
        kept = ~claims[self.claims]
        return _pairs(self.claims[kept], self.names[kept])


def _pairs(claims: NDArray[Any], names: NDArray[Any]) -> Ints:
    pairs: Ints = claims.astype(np.int64) << 32 | names.astype(np.int64)
    return pairs


@dataclass(frozen=True, slots=True)
class Columns:
    """The claims as they were after the entry with the number ``seq``."""

    seq: int
    reports: Reports
    vocabularies: dict[str, Vocabulary]
    report: Ints
    latest: Bools
    start: Ints
    nth: Ints
    added: Ints
    """The entry that brought each claim into the record."""
    when_start: Ints
    when_end: Ints
    score: NDArray[np.float64]
    worded: dict[str, NDArray[np.int32]]
    named: dict[str, Named]
    """Empty until ``name`` is asked for: names are many, and the first list should not wait for them."""
    orders: dict[str, Ints] = field(default_factory=dict)
    found: dict[str, Bools] = field(default_factory=dict)
    """Which claims have the words that were looked for last."""
    counted: dict[Asked, dict[str, dict[str, int]]] = field(default_factory=dict)
    """How many claims have each value of each facet, for what was asked last."""

    @classmethod
    def read(cls, connection: Connection, seq: int) -> Columns:
        """All of the index."""
        empty = np.zeros(1, np.int64)
        few = np.zeros(1, np.int32)
        bare = cls(
            -1, Reports([], {}, empty[:0], empty[:0], []), {n: Vocabulary() for n in (*WORDED, "party")},
            empty, empty.astype(np.bool_), empty, empty, empty, empty, empty, empty.astype(np.float64),
            dict.fromkeys(WORDED, few), {},
        )  # fmt: skip
        return bare.updated(connection, seq)

    def updated(self, connection: Connection, seq: int) -> Columns:
        """The same with all that changed by the entry ``seq``."""
        driver: Any = connection.connection.driver_connection
        reports = self.reports
        if driver.execute("SELECT 1 FROM reports WHERE changed > ? LIMIT 1", (self.seq,)).fetchone():
            reports = Reports.read(driver)
        size = 1 + (driver.execute("SELECT max(number) FROM claims").fetchone()[0] or 0)
        grown = _Grown(self, reports, size)
        question = f"SELECT {_PLAIN}, {', '.join(WORDED)} FROM claims"  # noqa: S608
        every = self.seq < 0
        changed = driver.execute(question) if every else driver.execute(f"{question} WHERE changed > ?", (self.seq,))
        for rows in _chunks(changed):
            grown.take(rows)
        return grown.columns(seq, driver)

    def name(self, connection: Connection) -> None:
        """Read the names as well, from the same moment of the record. One thread at a time may do so."""
        if not self.named:
            driver: Any = connection.connection.driver_connection
            self.named.update(_named(driver.execute(_NAMES), self.vocabularies["party"], {}, len(self.latest)))

    def order(self, sort: str) -> Ints:
        """The claims of the latest codings in one order."""
        if sort not in self.orders:
            rows = np.flatnonzero(self.latest)
            rank = self.reports.rank(sort == Sort.NEWEST)[self.report[rows]]
            keys: list[NDArray[Any]] = [self.nth[rows], self.start[rows], rank]
            if sort == Sort.WHEN:
                keys.append(self._when()[rows])
            elif sort == Sort.DOUBT:
                keys.append(self.score[rows])
            self.orders[sort] = rows[np.lexsort(keys)]
        return self.orders[sort]

    def place(self, sort: str, row: int) -> tuple[Any, ...]:
        """What puts a claim in its place in that order, whatever else comes in or goes."""
        report = self.report[row]
        known = int(self.reports.known[report])
        place = (known, self.reports.ids[report], int(self.start[row]), int(self.nth[row]))
        if sort == Sort.NEWEST:
            return (-known, *place[1:])
        if sort == Sort.ADDED:
            return (-int(self.added[row]), *place[2:])
        if sort == Sort.WHEN:
            return (int(self._when_of(row)), *place)
        return (float(self.score[row]), *place) if sort == Sort.DOUBT else place

    def after(self, sort: str, rows: Ints, place: tuple[Any, ...]) -> int:
        """Where in ``rows``, which are in that order, those behind the place begin. Raises TypeError."""
        return bisect_right(rows, place, key=lambda row: self.place(sort, row))

    def count(self, name: str, among: Bools, rows: Ints | None = None) -> dict[str, int]:
        """How many of the claims have each value; "" is none. ``rows`` are the numbers of those in ``among``."""
        words, nobody = self.vocabularies["party" if name in NAMED else name].words, 0
        if name in NAMED:
            named = self.named[name]
            codes, nobody = named.names[among[named.claims]], int((among & ~named.any).sum())
        else:
            codes = self.worded[name].take(np.flatnonzero(among) if rows is None else rows)
        counts = np.bincount(codes)
        found = {words[code]: int(counts[code]) for code in np.flatnonzero(counts)}
        return {**found, "": nobody} if nobody else found

    def having(self, name: str, words: Sequence[str]) -> Bools:
        """The claims that have one of these values; "" is none."""
        if name not in NAMED:
            return _among(self.worded[name], self.vocabularies[name].find(words))
        named = self.named[name]
        having = ~named.any if "" in words else np.zeros(len(self.latest), np.bool_)
        having[named.claims[_among(named.names, self.vocabularies["party"].find(words))]] = True
        return having

    def _when(self) -> Ints:
        return np.where(self.when_start != FIRST, self.when_start, self.when_end)

    def _when_of(self, row: int) -> np.int64:
        start: np.int64 = self.when_start[row]
        return start if start != FIRST else self.when_end[row]


class _Grown:
    """Arrays that are filled while the claims that changed are read, and then belong to new ``Columns``."""

    def __init__(self, old: Columns, reports: Reports, size: int) -> None:
        self._old, self._reports = old, reports
        plain = (old.report, old.latest, old.start, old.nth, old.added, old.when_start, old.when_end, old.score)
        self._plain: list[NDArray[Any]] = [_longer(array, size) for array in plain]
        self._worded = {name: _longer(array, size) for name, array in old.worded.items()}
        self._changed = np.zeros(size, np.bool_)
        self._moments = _Moments()

    def take(self, rows: Sequence[Any]) -> None:
        numbers, reports, latest, start, nth, added, begin, end, score, *words = zip(*rows, strict=True)
        at = np.array(numbers)
        self._changed[at] = True
        moments = self._moments
        begins = [moments[b] if b else (FIRST if e else LAST) for b, e in zip(begin, end, strict=True)]
        ends = [moments[e] if e else LAST for e in end]
        known = [self._reports.numbers[r] for r in reports]
        for array, values in zip(self._plain, (known, latest, start, nth, added, begins, ends, score), strict=True):
            array[at] = values
        for name, values in zip(WORDED, words, strict=True):
            self._worded[name][at] = self._old.vocabularies[name].add(values)

    def columns(self, seq: int, driver: Any) -> Columns:
        named = self._named(driver)
        report, latest, start, nth, added, begin, end, score = self._plain
        orders = {} if self._moved() else dict(self._old.orders)
        return Columns(
            seq, self._reports, self._old.vocabularies, report, latest, start, nth, added, begin, end, score,
            self._worded, named, orders,
        )  # fmt: skip

    def _moved(self) -> bool:
        """Whether some claim may have another place in some order: a mere decision moves none."""
        old, at = self._old, self._changed
        if self._reports is not old.reports or len(at) != len(old.latest):
            return True
        before = (old.report, old.latest, old.start, old.nth, old.added, old.when_start, old.when_end, old.score)
        return any((new[at] != was[at]).any() for new, was in zip(self._plain, before, strict=True))

    def _named(self, driver: Any) -> dict[str, Named]:
        old = self._old
        if not old.named:
            return {}
        # Those of claims that are new here lie beyond the end of what was there.
        known = self._changed[: len(old.latest)]
        kept = {name: named.but(known) for name, named in old.named.items()}
        changed = np.flatnonzero(self._changed).tolist()
        rows = chain.from_iterable(driver.execute(f"{_NAMES} WHERE claim = ?", (number,)) for number in changed)
        return _named(rows, old.vocabularies["party"], kept, len(self._changed))


def _named(
    rows: Iterable[tuple[int, str, int]], vocabulary: Vocabulary, kept: dict[str, Ints], size: int
) -> dict[str, Named]:
    """Who takes part in which claim by some rows, and by what is kept."""
    fresh: dict[str, list[Ints]] = {name: [] for name in NAMED}
    for part in _chunks(rows):
        claims, names, acts = zip(*part, strict=True)
        pairs = _pairs(np.array(claims), np.array(vocabulary.add(names)))
        fresh["party"].append(pairs)
        fresh["actor"].append(pairs[np.array(acts, np.bool_)])
    none = np.zeros(0, np.int64)
    return {name: Named.of(np.concatenate([kept.get(name, none), _once(fresh[name])]), size) for name in NAMED}


def _once(several: list[Ints]) -> Ints:
    """Each pair once: who both speaks and acts takes part once."""
    pairs: Ints = np.sort(np.concatenate([*several, np.zeros(0, np.int64)]))
    first = np.ones(len(pairs), np.bool_)
    first[1:] = pairs[1:] != pairs[:-1]
    once: Ints = pairs[first]
    return once


def _among(codes: NDArray[np.int32], wanted: Sequence[int]) -> Bools:
    """Which of the codes are wanted: of few that are, faster than looking each code up."""
    found = np.zeros(len(codes), np.bool_)
    for code in wanted:
        found |= codes == code
    return found


def _longer(array: NDArray[Any], size: int) -> NDArray[Any]:
    longer = np.zeros(size, array.dtype)
    longer[: len(array)] = array
    return longer


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while part := list(islice(rest, _CHUNK)):
        yield part


def _moment(text: str) -> int:
    return moment(datetime.fromisoformat(text))


def _on(clock: str, text: str | None, open_end: int) -> int:
    if text is None:
        return open_end
    return _moment(text) if clock == "moment" else date.fromisoformat(text).toordinal()
