"""Judging: every account under every reading, and no more work than the differences ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import product
from math import inf

from truceline.accounts.account import Account
from truceline.accounts.accounts import Update
from truceline.accounts.compliance import Before, Compliance, taken_on
from truceline.accounts.instances import Instance
from truceline.accounts.matrix import Cell, Matrix, Row, Way, disputes, ordered, rolled
from truceline.accounts.performance import Asked, SideOf, stamps_of
from truceline.accounts.telling import REASONS, Telling
from truceline.accounts.verdict import DisputeKind, Verdict
from truceline.agreements.agreement import Agreement
from truceline.agreements.choices import Choice, ChoiceKind, Reading
from truceline.agreements.terms import Anchor, Duty, Point, Terms
from truceline.model.bulk import bulk

MOST_WAYS = 64
"""Ways of reading one duty that are told apart; beyond these, each choice is varied alone."""

_KINDS = {
    ChoiceKind.READING: DisputeKind.READING,
    ChoiceKind.SCOPE: DisputeKind.SCOPE,
    ChoiceKind.COUNTING: DisputeKind.COUNTING,
}


@dataclass(slots=True)
class Judging:
    """The verdicts of ``accounts`` on ``agreement`` at ``at``; every verdict is worked out once."""

    agreement: Agreement
    accounts: dict[str, Account]
    at: datetime
    side_of: SideOf
    _tellings: dict[str, Telling] = field(default_factory=dict)
    _known: dict[tuple[str, tuple[str, int]], tuple[Verdict, ...]] = field(default_factory=dict)
    _judges: dict[tuple[str, Reading], Compliance] = field(default_factory=dict)
    _scopes: dict[tuple[str, Reading], tuple[str, int]] = field(default_factory=dict)
    _numbers: dict[object, int] = field(default_factory=dict)
    _rows: dict[str, Row] = field(default_factory=dict)
    _calendar: dict[object, tuple[Instance, ...]] = field(default_factory=dict)
    _prior: tuple[Judging, tuple[float, float]] | None = None
    """What was judged before a few incidents were told otherwise, and the stretch of time they lie in (seconds)."""

    def after(self, update: Update) -> Judging:
        """The judging of accounts in which a few incidents are told otherwise.

        Everything that rests on none of them is taken over: the rows of duties whose performance is the same in
        every account, and, of recurring duties, the instances that lie elsewhere in time.
        """
        later = Judging(self.agreement, update.accounts, self.at, self.side_of)
        later._scopes, later._numbers, later._calendar = self._scopes, self._numbers, self._calendar
        for name, telling in self._tellings.items():
            later._tellings[name] = telling.renewed(update.accounts[name], update.gone, update.fresh[name])
        if _moves_the_frame(self, update):
            return later
        changed = {asked for name, old in self._tellings.items() for asked in later.telling(name).changed_from(old)}
        touched = {name for name in self._rows if self._touched(name, changed)}
        later._rows = {name: row for name, row in self._rows.items() if name not in touched}
        later._known = {key: v for key, v in self._known.items() if key[1][0] not in touched}
        # What came before this one is let go, or every claim would keep the whole history.
        self._prior = None
        for judge in self._judges.values():
            judge.before = None
        later._prior = (self, _when(self, update))
        return later

    def _touched(self, name: str, changed: set[Asked]) -> bool:
        """Whether what a duty rests on is told otherwise, under any reading."""
        for reading in self._varied():
            terms = self.agreement.terms(reading)
            if name in {*(o.name for o in terms.orders), *(c.name for c in terms.choices)}:
                return True
            named = _reached(name, terms)
            for duty in (d for d in terms.duties if d.name in named):
                if duty.amount is not None and duty.amount.all:
                    return True
                asked = [Asked.of(duty, terms), *([taken_on(duty.ratio, terms)] if duty.ratio else [])]
                if not changed.isdisjoint(asked):
                    return True
        return False

    def matrix(self) -> Matrix:
        """All rows, each duty and prohibition once, whatever its versions."""
        with bulk():
            return Matrix(tuple(self.accounts), tuple(self.row(name) for name in self.duties()))

    def duties(self) -> tuple[str, ...]:
        """The names of all duties that are owed under any reading, in the order of the text."""
        found: dict[str, None] = {}
        for reading in self._varied():
            found.update((name, None) for name in _named(self.agreement.terms(reading)))
        return tuple(found)

    def row(self, name: str) -> Row:
        """One duty across the accounts and the ways of reading that touch it."""
        if name not in self._rows:
            self._rows[name] = self._row(name)
        return self._rows[name]

    def compliance(self, account: str, reading: Reading) -> Compliance:
        """The judge of one account under one reading. Raises KeyError for an unknown account."""
        key = (account, reading)
        if key not in self._judges:
            prior = self._prior[0]._judges.get(key) if self._prior else None
            told = self._prior[1] if self._prior else (0.0, 0.0)
            before = Before(prior, *told) if prior is not None else None
            terms = self.agreement.terms(reading)
            self._judges[key] = Compliance(self.telling(account), terms, self.at, before, self._calendar)
        return self._judges[key]

    def telling(self, account: str) -> Telling:
        """An account, ready to be asked. Raises KeyError for an unknown one."""
        if account not in self._tellings:
            self._tellings[account] = Telling(self.accounts[account], self.side_of)
        return self._tellings[account]

    def verdicts(self, account: str, reading: Reading, duty: str | None = None) -> tuple[Verdict, ...]:
        """The verdicts on one duty, or on all."""
        names = self.duties() if duty is None else (duty,)
        return tuple(v for name in names for v in self._verdicts(account, name, reading))

    def touching(self, name: str) -> tuple[Choice, ...]:
        """The choices that change what a duty says or what it depends on."""
        default = self._scope(name, self.agreement.default)
        return tuple(
            c
            for c in self.agreement.choices
            if any(self._scope(name, self.switched({c.path: o.name})) != default for o in c.options[1:])
        )

    def switched(self, options: dict[str, str]) -> Reading:
        """The default reading with these options taken instead."""
        return Reading((path, options.get(path, option)) for path, option in self.agreement.default)

    @property
    def kinds(self) -> dict[str, DisputeKind]:
        """In which way accounts differ that take other options of a choice, by its path."""
        return {c.path: _KINDS[c.kind] for c in self.agreement.choices}

    def own(self, account: str) -> dict[str, str]:
        """The options that an account's own speaker holds, by path, as far as the agreement's file says."""
        held = {}
        for choice in self.agreement.choices:
            option = next((o for o in choice.options if account in o.held_by), None)
            if option is not None and (option.since is None or option.since <= self.at):
                held[choice.path] = option.name
        return held

    # --- inside ---------------------------------------------------------------------------------
    def _row(self, name: str) -> Row:
        old = self._prior[0]._rows.get(name) if self._prior else None
        ways = old.ways if old is not None else tuple(self._ways(self.touching(name)))
        read = {way: self.switched(dict(way)) for way in ways}
        cells = tuple(
            Cell(account, way, found, rolled(found), own == way)
            for account in self.accounts
            for own in [self._own_way(account, ways)]
            for way in ways
            for found in [self._verdicts(account, name, read[way])]
        )
        kinds, tellings = self.kinds, {a: self.telling(a) for a in self.accounts}
        changed = _changed(old, cells) if old is not None else None
        if old is None or changed is None:
            return Row(name, ways, cells, ordered(disputes(cells, kinds, tellings), cells))
        # What is told of the duty as a whole is not bound to an instance, and is told anew.
        kept = (d for d in old.disputes if d.instance not in changed and d.instance)
        return Row(name, ways, cells, ordered((*kept, *disputes(cells, kinds, tellings, changed)), cells))

    def _ways(self, choices: tuple[Choice, ...]) -> Iterator[Way]:
        several = 1
        for choice in choices:
            several *= len(choice.options)
        if several <= MOST_WAYS:
            yield from product(*([(c.path, o.name) for o in c.options] for c in choices))
            return
        first = tuple((c.path, c.options[0].name) for c in choices)
        yield first
        for index, choice in enumerate(choices):
            for option in choice.options[1:]:
                yield (*first[:index], (choice.path, option.name), *first[index + 1 :])

    def _own_way(self, account: str, ways: tuple[Way, ...]) -> Way | None:
        """The way that takes the options which an account's own speaker holds, and the first ones elsewhere."""
        first, held = dict(self.agreement.default), self.own(account)
        return next((w for w in ways if all(held.get(path, first[path]) == option for path, option in w)), None)

    def _verdicts(self, account: str, name: str, reading: Reading) -> tuple[Verdict, ...]:
        scope = self._scope(name, reading)
        key = (account, scope)
        if key not in self._known:
            self._known[key] = self.compliance(account, reading).named(name)
        return self._known[key]

    def _varied(self) -> Iterator[Reading]:
        """The default reading, and every reading in which one choice is taken otherwise."""
        yield self.agreement.default
        for choice in self.agreement.choices:
            for option in choice.options[1:]:
                yield self.switched({choice.path: option.name})

    def _scope(self, name: str, reading: Reading) -> tuple[str, int]:
        """All that the verdicts on a duty depend on in the terms: two readings with one scope judge alike."""
        key = (name, reading)
        if key not in self._scopes:
            found = scope(name, self.agreement.terms(reading))
            # One small number for each, since the whole takes long to hash.
            self._scopes[key] = (name, self._numbers.setdefault(found, len(self._numbers)))
        return self._scopes[key]


def _changed(old: Row, cells: tuple[Cell, ...]) -> frozenset[str] | None:
    """The instances that some cell judges anew; None where a cell is not divided as it was, or not by instances."""
    changed: set[str] = set()
    for before, after in zip(old.cells, cells, strict=True):
        pairs = list(zip(before.verdicts, after.verdicts, strict=False))
        if len(before.verdicts) != len(after.verdicts) or any(
            x.instance != y.instance or not x.instance for x, y in pairs
        ):
            return None
        changed.update(y.instance for x, y in pairs if x is not y)
    return frozenset(changed)


def _moves_the_frame(judging: Judging, update: Update) -> bool:
    """Whether what was told otherwise may move the end of the truce, or is a reason for what was not done."""
    versions = [v for found in update.fresh.values() for v in found]
    versions += [v for t in judging._tellings.values() for id in update.gone if (v := t.by_id.get(id)) is not None]
    return any(v.deed in ("extend", "break off", "hold back") or v.qualities & REASONS for v in versions)


def _when(judging: Judging, update: Update) -> tuple[float, float]:
    """The stretch of time in which the incidents told otherwise lie, before and after."""
    versions = [v for found in update.fresh.values() for v in found]
    versions += [v for t in judging._tellings.values() for id in update.gone if (v := t.by_id.get(id)) is not None]
    stamps = [stamps_of(v) for v in versions]
    return min((s[0] for s in stamps), default=inf), max((s[1] for s in stamps), default=-inf)


def _named(terms: Terms) -> tuple[str, ...]:
    """Everything that gets verdicts, in the order of the text."""
    owed = [d.name for d in terms.duties if d.owed]
    return tuple(dict.fromkeys([*owed, *(o.name for o in terms.orders), *(c.name for c in terms.choices)]))


def scope(name: str, terms: Terms) -> tuple[object, ...]:
    """A duty with everything it refers to, and the time frame of the agreement, as one value to compare."""
    duties = [d for wanted in _reached(name, terms) for d in terms.duties if d.name == wanted]
    orders = tuple(o for o in terms.orders if o.name == name)
    choices = tuple(c for c in terms.choices if c.name == name)
    if name not in _named(terms):
        return (name,)
    people = (
        {d.what for d in duties}
        | {d.ratio.of for d in duties if d.ratio}
        | {o.of for o in orders}
        | {c.of for c in choices}
    )
    populations = tuple(p for p in terms.populations if p.name in people)
    frame = (terms.truce and (terms.truce.starts, terms.truce.lasts, terms.truce.onward), terms.phases)
    return (name, tuple(duties), orders, choices, populations, frame, terms.extensions, terms.ended)


def _reached(name: str, terms: Terms) -> Iterable[str]:
    """The duty and every duty or act it waits for, directly or through others, phases' gates included."""
    found: dict[str, None] = {}
    asked = [name, *(g for p in terms.phases for g in p.gate)]
    while asked:
        current = asked.pop()
        if current in found:
            continue
        found[current] = None
        for duty in terms.duties:
            if duty.name == current:
                asked += [*duty.after, *duty.together, *_points(duty)]
    return found


def _points(duty: Duty) -> list[str]:
    points: list[Point | None] = [duty.opens, duty.due, *(s.due for s in duty.schedule)]
    return [p.of for p in points if p is not None and p.anchor is Anchor.DUTY and p.of]
