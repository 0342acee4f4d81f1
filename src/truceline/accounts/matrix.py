"""Matrix: the verdicts on each duty across accounts and readings, and in which ways they differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from truceline.accounts.account import UNDISPUTED, Position, Version
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Measure, Told
from truceline.accounts.telling import Telling, is_state
from truceline.accounts.verdict import DisputeKind, State, Verdict

GRAVEST = (
    State.MISSED,
    State.PARTLY,
    State.EXCUSED,
    State.UNKNOWN,
    State.SUSPENDED,
    State.PENDING,
    State.LAPSED,
    State.SUPERSEDED,
    State.MET_LATE,
    State.MET,
)
"""The order in which one state stands for several instances; see ``rolled``."""

_OPEN = frozenset({State.UNKNOWN, State.PENDING})
"""States that say that the account does not judge (yet): against these nothing is disputed."""

_FRAMED = frozenset({State.SUSPENDED, State.SUPERSEDED, State.LAPSED})
"""States that follow from which text is in force."""

Way = tuple[tuple[str, str], ...]
"""The choices that touch a duty, each with the option taken: (path, option)."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One duty, in one account, read one way. ``state`` sums up ``verdicts``; None where the term is not so read.

    ``own`` marks the way in which the account's own speaker reads the terms, as far as the agreement's file says.
    """

    account: str
    way: Way
    verdicts: tuple[Verdict, ...]
    state: State | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Dispute:
    """One way in which accounts, or readings, differ on one instance of a duty. It is nobody's verdict."""

    kind: DisputeKind
    instance: str
    sentence: str
    claims: tuple[str, ...] = ()
    sides: tuple[tuple[str, str, State | None], ...] = ()
    """The two that differ: the account, the option it is read by ("" where that is not what differs), the state."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One duty across accounts and the ways of reading that touch it."""

    duty: str
    ways: tuple[Way, ...]
    cells: tuple[Cell, ...]
    disputes: tuple[Dispute, ...] = ()

    @property
    def kinds(self) -> tuple[DisputeKind, ...]:
        """In which of the six ways the cells differ, each once."""
        return tuple(dict.fromkeys(d.kind for d in self.disputes))

    def cell(self, account: str, way: Way | None = None) -> Cell:
        """The cell of an account; without a way, as the account's own speaker reads it. Raises KeyError."""
        for cell in self.cells:
            if cell.account == account and (cell.way == way if way is not None else cell.own):
                return cell
        raise KeyError(account)


@dataclass(frozen=True, slots=True)
class Matrix:
    """All rows, in the order of the text; ``accounts`` in the order of their columns, ``undisputed`` last."""

    accounts: tuple[str, ...]
    rows: tuple[Row, ...]

    def row(self, duty: str) -> Row:
        """Raises KeyError."""
        for row in self.rows:
            if row.duty == duty:
                return row
        raise KeyError(duty)

    @property
    def disputed(self) -> tuple[Row, ...]:
        return tuple(r for r in self.rows if r.disputes)


def rolled(verdicts: Iterable[Verdict]) -> State | None:
    """One state for several instances: the gravest; missed beside met is partly met. None for no instance."""
    states = {v.state for v in verdicts}
    if not states:
        return None
    if State.MISSED in states and states & {State.MET, State.MET_LATE, State.PARTLY}:
        return State.PARTLY
    return next(s for s in GRAVEST if s in states)


def disputes(
    cells: tuple[Cell, ...],
    kinds: dict[str, DisputeKind],
    tellings: dict[str, Telling],
    only: frozenset[str] | None = None,
) -> Iterator[Dispute]:
    """Every way in which the cells of one duty differ, with ``only`` on these instances, and on the duty as a whole.

    ``kinds`` gives the kind of each choice by its path.
    """
    pairs = Pairs(cells, only)
    seen: set[tuple[DisputeKind, str]] = set()
    for dispute in (*_between_ways(cells, kinds, tellings, pairs), *_between_accounts(cells, tellings, pairs)):
        if (dispute.kind, dispute.instance) not in seen:
            seen.add((dispute.kind, dispute.instance))
            yield dispute


class Pairs:
    """The cells of one duty, ready to be compared two by two."""

    def __init__(self, cells: tuple[Cell, ...], only: frozenset[str] | None) -> None:
        self.labels = {id(c): tuple([v.instance for v in c.verdicts]) for c in cells}
        self.only = only

    def of(self, a: Cell, b: Cell) -> Iterator[tuple[Verdict | None, Verdict | None]]:
        """The verdicts of two cells on the same instances; on the whole duty, where they do not divide it alike."""
        if a.verdicts is b.verdicts:
            return
        ours, theirs = self.labels[id(a)], self.labels[id(b)]
        if ours == theirs:
            places = range(len(ours)) if self.only is None else [ours.index(x) for x in self.only if x in ours]
            for n in places:
                yield a.verdicts[n], b.verdicts[n]
        elif {*ours} != {*theirs}:
            if a.state is not b.state:
                yield _whole(a), _whole(b)
        else:
            by_label = {v.instance: v for v in b.verdicts}
            for label, verdict in {v.instance: v for v in a.verdicts}.items():
                if self.only is None or label in self.only:
                    yield verdict, by_label[label]


def ordered(found: Iterable[Dispute], cells: tuple[Cell, ...]) -> tuple[Dispute, ...]:
    """Disputes by instance in the order of the cells, and by kind."""
    places = {i: n for n, i in enumerate(dict.fromkeys(v.instance for c in cells for v in c.verdicts))}
    return tuple(sorted(found, key=lambda d: (places.get(d.instance, -1), _KIND_ORDER[d.kind])))


_KIND_ORDER = {kind: n for n, kind in enumerate(DisputeKind)}


# --- one account, two readings --------------------------------------------------------------------------
def _between_ways(
    cells: tuple[Cell, ...], kinds: dict[str, DisputeKind], tellings: dict[str, Telling], pairs: Pairs
) -> Iterator[Dispute]:
    # What an account's own reading is one side of is told first.
    of_one = [(a, b) for a, b in combinations(cells, 2) if a.account == b.account]
    for a, b in sorted(of_one, key=lambda pair: not (pair[0].own or pair[1].own)):
        differ = [(x, y) for x, y in zip(a.way, b.way, strict=True) if x != y]
        if len(differ) != 1:
            continue
        (path, one), (_, other) = differ[0]
        for instance, first, second in _apart(a, b, pairs, scope=kinds[path] is DisputeKind.SCOPE):
            sides = tuple((a.account, o, v.state if v else None) for o, v in ((one, first), (other, second)))
            sentence = _read_apart(first, second, one, other, tellings[a.account])
            yield Dispute(kinds[path], instance, sentence, _claims(first, second), sides)


def _read_apart(first: Verdict | None, second: Verdict | None, one: str, other: str, telling: Telling) -> str:
    """What two options make of one verdict; of a prohibition, which deed is a breach under one alone."""
    if first is not None and second is not None and _is_prohibition(first):
        for some, option, rest in ((first, one, other), (second, other, one)):
            only = [
                telling.by_id[id] for id in _beyond(some, second if some is first else first) if id in telling.by_id
            ]
            if only:
                words = only[0].incident.facts[0].words
                return f"{words!r} is a breach if it reads {option!r}, and none if it reads {rest!r}"
    return f"{_state(first)} if it reads {one!r}, {_state(second)} if it reads {other!r}"


def _beyond(verdict: Verdict, other: Verdict) -> tuple[str, ...]:
    return tuple(id for id in verdict.incidents if id not in other.incidents)


def _break_apart(first: Verdict, second: Verdict) -> bool:
    """Whether a prohibition is broken by other deeds in the one than in the other."""
    return _is_prohibition(first) and {*first.incidents} != {*second.incidents}


def _is_prohibition(verdict: Verdict) -> bool:
    return verdict.need == Extent.exactly(0)


def _apart(
    a: Cell, b: Cell, pairs: Pairs, *, scope: bool = False
) -> Iterator[tuple[str, Verdict | None, Verdict | None]]:
    """The instances that two cells judge differently, or that one of them does not know as owed at all.

    Where it is in question which text is in force (``scope``), it matters too whether it is due yet.
    """
    for first, second in pairs.of(a, b):
        if first is second:
            continue
        one, other = _judged(first), _judged(second)
        if one is other:
            if one in _OPEN or first is None or second is None:
                continue
            if _break_apart(first, second):
                yield first.instance, first, second
            continue
        states = {one, other}
        # A term that only one side states is no matter of dispute where what it asks was done.
        if states != {None, State.MET} and (not states & _OPEN or (scope and states & _FRAMED)):
            instance = first.instance if first is not None else second.instance if second is not None else ""
            yield instance, first, second


def _judged(verdict: Verdict | None) -> State | None:
    """The state; a prohibition that is kept so far is judged already, and a duty that is pending is not."""
    if verdict is None:
        return None
    kept = verdict.state is State.PENDING and _is_prohibition(verdict)
    return State.MET if kept else verdict.state


def _whole(cell: Cell) -> Verdict | None:
    """The whole duty as one verdict; None where it is not owed."""
    if cell.state is None:
        return None
    gravest = next((v for v in cell.verdicts if v.state is cell.state), cell.verdicts[0])
    claims = tuple(dict.fromkeys(c for v in cell.verdicts for c in v.claims))
    ids = tuple(dict.fromkeys(i for v in cell.verdicts for i in v.incidents))
    return replace(gravest, instance="", state=cell.state, claims=claims, incidents=ids)


def _state(verdict: Verdict | None) -> str:
    return verdict.state.value if verdict else "not owed"


def _claims(*verdicts: Verdict | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for v in verdicts if v for c in v.claims))


# --- two accounts, one reading --------------------------------------------------------------------------
def _between_accounts(cells: tuple[Cell, ...], tellings: dict[str, Telling], pairs: Pairs) -> Iterator[Dispute]:
    causes: dict[object, tuple[DisputeKind, str]] = {}
    for a, b in combinations((c for c in cells if c.account != UNDISPUTED), 2):
        if a.way != b.way:
            continue
        for instance, one, other in _counted_apart(a, b, tellings, pairs):
            sides = ((a.account, "", one.state), (b.account, "", other.state))
            sentence = f"{one.done} by the account of {a.account}, {other.done} by that of {b.account}"
            yield Dispute(DisputeKind.COUNTING, instance, sentence, _claims(one, other), sides, sentence)
        for instance, first, second in _apart(a, b, pairs):
            if first is None or second is None:
                continue
            told = (first.state, second.state, first.done, second.done, first.incidents, second.incidents)
            key = (a.account, b.account, first.need, told)
            if key not in causes:
                causes[key] = _cause(first, second, tellings[a.account], tellings[b.account])
            kind, why = causes[key]
            sentence = f"{first.state.value} by the account of {a.account}, {second.state.value} by that of {b.account}"
            sides = ((a.account, "", first.state), (b.account, "", second.state))
            yield Dispute(kind, instance, f"{sentence}: {why}" if why else sentence, _claims(first, second), sides, why)


def _counted_apart(
    a: Cell, b: Cell, tellings: dict[str, Telling], pairs: Pairs
) -> Iterator[tuple[str, Verdict, Verdict]]:
    """Instances on which an account that cannot judge still tells another figure of its own."""
    for first, second in pairs.of(a, b):
        if first is None or second is None or (first.state is State.UNKNOWN) is (second.state is State.UNKNOWN):
            continue
        if first.done == second.done or None in (first.done, second.done):
            continue
        verdict, cell = (first, a) if first.state is State.UNKNOWN else (second, b)
        if _tells(verdict, tellings[cell.account]):
            yield first.instance, first, second


def _tells(verdict: Verdict, telling: Telling) -> bool:
    own = (telling.by_id[id] for id in verdict.incidents if id in telling.by_id)
    return any(v.position is Position.HELD and v.count is not None for v in own)


def _cause(a: Verdict, b: Verdict, ours: Telling, theirs: Telling) -> tuple[DisputeKind, str]:
    """What makes two accounts judge one instance differently: the first of the causes found."""
    if State.EXCUSED in (a.state, b.state):
        return DisputeKind.EXCUSE, "whether what was not done is excused"
    mine, other = _by_id(ours, (*a.incidents, *b.incidents)), _by_id(theirs, (*a.incidents, *b.incidents))
    # Where all are owed, it turns on who is left, and not on the single releases.
    counts = [id for id in mine if id in other and (a.need is not None or is_state(mine[id]))]
    found = [_difference(mine[id], other[id]) for id in counts]
    causes = [f for f in found if f is not None]
    for kind in (DisputeKind.EVENT, DisputeKind.QUALIFICATION, DisputeKind.SCOPE, DisputeKind.COUNTING):
        for cause in causes:
            if cause[0] is kind:
                return cause
    return _resting_on_others(a, b, {**mine, **other})


def _resting_on_others(a: Verdict, b: Verdict, versions: dict[str, Version]) -> tuple[DisputeKind, str]:
    """The two tell nothing differently, but one rests on what the other leaves aside."""
    apart = [versions[id] for id in {*a.incidents} ^ {*b.incidents} if id in versions]
    kinds = sorted({k for v in apart for k in v.kinds if v.incident.told is Told.DONE and "all of them" in v.qualities})
    if kinds:
        return DisputeKind.QUALIFICATION, f"whether they are {' or '.join(kinds)}"
    if any(v.incident.measure is Measure.STOCK for v in apart) or a.done != b.done:
        return DisputeKind.COUNTING, "how many there are"
    return DisputeKind.EVENT, "whether it happened"


def _by_id(telling: Telling, ids: Iterable[str]) -> dict[str, Version]:
    return {id: telling.by_id[id] for id in ids if id in telling.by_id}


def _difference(a: Version, b: Version) -> tuple[DisputeKind, str] | None:
    if a.taken != b.taken or (Position.DENIED in (a.position, b.position) and a.position != b.position):
        if is_state(a):
            return DisputeKind.QUALIFICATION, f"whether they are {_kinds(a if a.taken else b)}"
        return DisputeKind.EVENT, "whether it happened"
    if not a.taken:
        return None
    if a.kinds != b.kinds or a.qualities != b.qualities:
        return DisputeKind.QUALIFICATION, f"{_kinds(a)} or {_kinds(b)}"
    if a.place != b.place:
        return DisputeKind.SCOPE, f"{a.place or 'no place told'} or {b.place or 'no place told'}"
    if a.count != b.count:
        return DisputeKind.COUNTING, f"{a.count} or {b.count}"
    return None


def _kinds(version: Version) -> str:
    return ", ".join(sorted({*version.kinds, *version.qualities})) or "not said what"
