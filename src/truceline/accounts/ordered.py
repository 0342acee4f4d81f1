"""Ordered: whether those who were to come first did so, and whether groups were kept together [5]."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from truceline.accounts.account import Account, Position, Version
from truceline.accounts.binding import Stretch
from truceline.accounts.extent import Extent
from truceline.accounts.kinds import Fit
from truceline.accounts.ledger import entry_of
from truceline.accounts.people import belongs, fit_of, forms, outside
from truceline.accounts.performance import SideOf, done_by
from truceline.accounts.verdict import State, Verdict
from truceline.agreements.terms import Order, Population, Terms

DEEDS = ("release", "return")


@dataclass(frozen=True, slots=True)
class Ordered:
    """Judges the orders of ``terms`` in one account at ``at``."""

    account: Account
    terms: Terms
    at: datetime
    side_of: SideOf

    def verdict(self, order: Order, stretch: Stretch) -> Verdict:
        """Broken where the account has one who was to wait go before, or apart from, one who was to come first."""
        people = self.terms.population(order.of)
        if people is None:
            return Verdict(order.name, "", State.UNKNOWN, f"nothing is said of who {order.of} are")
        judge = self._together if order.together else self._first
        broken, open_, told = judge(order, people)
        excuses = self._excuses(order, people) if broken or order.together else ()
        over = stretch.end is not None and self.at >= stretch.end
        state = State.MET if over else State.PENDING
        if open_:
            state = State.UNKNOWN
        if broken:
            state = State.MISSED
        if excuses and not (broken and not self._of_itself(order)):
            state, told = State.EXCUSED, f"{told}; excuse told: {excuses[0].why}"
        used = (*broken, *open_, *excuses)
        return Verdict(
            order.name,
            "",
            state,
            told,
            stretch.start,
            stretch.end,
            Extent.exactly(0),
            Extent(len(broken), len(broken) + len(open_)),
            tuple(dict.fromkeys(c for v in used for c in v.claims)),
            tuple(dict.fromkeys(v.id for v in used)),
        )

    # --- inside ---------------------------------------------------------------------------------
    def _first(self, order: Order, people: Population) -> tuple[list[Version], list[Version], str]:
        broken, open_ = [], []
        for version in self._released(order, people, lambda v: self._was_to_wait(v, order, people)):
            left = self._left(order, version)
            if left.low > 0:
                broken.append(version)
            elif left.high > 0:
                open_.append(version)
        if broken:
            return broken, open_, f"{len(broken)} went before {order.first} of whom some were still held"
        if open_:
            return broken, open_, f"{len(open_)} went, and nobody says how many {order.first} were still held"
        return broken, open_, f"nobody is told to have gone before {order.first}"

    def _together(self, order: Order, people: Population) -> tuple[list[Version], list[Version], str]:
        """Only who blames somebody for the way of a release says that a group was parted."""
        broken = [v for v in self._released(order, people, lambda _: True) if any(f.accuses for f in v.incident.facts)]
        broken += [v for v in self._parted(order) if v.taken and (v.start is None or v.start <= self.at)]
        return broken, [], f"{len(broken)} held to be parted" if broken else "nobody is told to have been parted"

    def _parted(self, order: Order) -> Iterator[Version]:
        """What anybody tells, of those whom it binds, as the parting of such groups."""
        groups, parties = set(forms(order.together)), order.by or self.terms.parties
        for version in self.account.by_deed.get("part", ()):
            for fact in version.incident.facts:
                whom = any(groups & set(forms(w)) for w in fact.what)
                if whom and any(side in parties for name in fact.actors for side in self.side_of(name)):
                    yield version
                    break

    def _released(self, order: Order, people: Population, wanted: Callable[[Version], bool]) -> Iterator[Version]:
        for version in self._all():
            started = version.start or version.known
            if not version.taken or (started is not None and started > self.at) or not self._mine(version, order):
                continue
            if belongs(version, people, self.terms.populations) and wanted(version):
                yield version

    def _all(self) -> Iterator[Version]:
        waiting = [v for deed in DEEDS for v in self.account.by_deed.get(deed, ())]
        while waiting:
            version = waiting.pop(0)
            yield version
            waiting += version.parts

    def _mine(self, version: Version, order: Order) -> bool:
        return done_by(version, order.by or self.terms.parties, self.side_of)

    def _was_to_wait(self, version: Version, order: Order, people: Population) -> bool:
        if version.parts or outside(version, people):
            return False
        first, then = people.category(order.first), people.category(order.then)
        if fit_of(version, people, first) is not Fit.NO:
            return False
        return then is None or fit_of(version, people, then) is Fit.YES

    def _left(self, order: Order, version: Version) -> Extent:
        moment = version.start or version.known or self.at
        return entry_of(self.account, self.terms, moment, order.of, order.first).held.count

    def _excuses(self, order: Order, people: Population) -> tuple[Version, ...]:
        if not self._of_itself(order):
            return ()
        reasons = {"unable", "withheld", "in answer"}
        blamed = {f.report for v in self._parted(order) for f in v.incident.facts} if order.together else set[str]()
        return tuple(
            v
            for v in self.account.versions
            if v.position is not Position.SILENT
            and v.qualities & reasons
            and self._mine(v, order)
            and (belongs(v, people, self.terms.populations) or _answers(v, blamed))
        )

    def _of_itself(self, order: Order) -> bool:
        return self.account.speaker in (order.by or self.terms.parties)


def _answers(version: Version, reports: set[str]) -> bool:
    """Whether it says of nobody by name what it tells, and stands in a report of such blame: it is of that."""
    return not version.what and any(f.report in reports for f in version.incident.facts)
