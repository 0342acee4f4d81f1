"""Solver: which whole numbers a set of sums allows, and where it allows none, the smallest reasons why.

Sums of ranges are narrowed by passing bounds along until nothing changes; what is left is split and
tried. Every search is bounded, and says when it was cut short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import ceil, floor, gcd, inf

from truceline.accounts.extent import Extent

MOST_ROUNDS = 60
"""Rounds of passing bounds along; a system that has not settled by then is left wider than it could be."""
MOST_NODES = 2000
"""Cases that one search tries."""
MOST_SETS = 64
"""Sets of figures that are left out in the search for further reasons."""
_EPS = 1e-9

Domains = Mapping[str, Extent]


@dataclass(frozen=True, slots=True)
class Equation:
    """The sum of factor x variable over ``terms`` lies from ``low`` to ``high``."""

    name: str
    terms: tuple[tuple[float, str], ...]
    low: float = 0.0
    high: float = 0.0

    @property
    def variables(self) -> tuple[str, ...]:
        return tuple(v for _, v in self.terms)


def propagate(domains: Domains, equations: Sequence[Equation]) -> dict[str, Extent] | None:
    """The domains as narrow as passing bounds makes them; None where no whole numbers fit.

    A variable without a domain is unknown (0 or more). No solution is ever dropped.
    """
    now = {v: Extent() for e in equations for v in e.variables} | {v: _whole(d) for v, d in domains.items()}
    if any(d.low > d.high for d in now.values()):
        return None
    for _ in range(MOST_ROUNDS):
        changed = False
        for equation in equations:
            outcome = _pass(equation, now)
            if outcome is None:
                return None
            changed = changed or outcome
        if not changed:
            break
    return now


def _whole(extent: Extent) -> Extent:
    low = ceil(extent.low - _EPS) if extent.low != -inf else -inf
    high = floor(extent.high + _EPS) if extent.high != inf else inf
    return Extent(low, high)


def _pass(equation: Equation, now: dict[str, Extent]) -> bool | None:
    """Narrow the variables of one equation in place. Whether any changed; None where none can hold."""
    sums = _Sums.of(now[v].times(f) for f, v in equation.terms)
    whole = sums.without(Extent.exactly(0))
    if whole.low > equation.high + _EPS or whole.high < equation.low - _EPS or _between_steps(equation, now):
        return None
    changed = False
    for factor, variable in equation.terms:
        own = now[variable]
        if factor == 0 or own.low == own.high:
            continue
        rest = sums.without(own.times(factor))
        bound = Extent(equation.low - rest.high, equation.high - rest.low).times(1 / factor)
        met = _whole(Extent(max(own.low, bound.low), min(own.high, bound.high)))
        if met.low > met.high:
            return None
        if met != own:
            sums.swap(own.times(factor), met.times(factor))
            now[variable] = met
            changed = True
    return changed


def _between_steps(equation: Equation, now: Domains) -> bool:
    """Whether the open factors have a common measure, and no multiple of it lies where the sum must."""
    loose = [f for f, v in equation.terms if now[v].low != now[v].high]
    if not loose or not all(f.is_integer() for f in map(float, loose)):
        return False
    step = gcd(*(int(f) for f in loose))
    fixed = sum(f * now[v].low for f, v in equation.terms if now[v].low == now[v].high)
    if step < 2 or equation.low == -inf or equation.high == inf:
        return False
    return ceil((equation.low - fixed) / step - _EPS) > floor((equation.high - fixed) / step + _EPS)


@dataclass(slots=True)
class _Sums:
    """The sums of lower and of upper ends, open ends counted apart, so that one part can be taken out again."""

    low: float = 0.0
    high: float = 0.0
    open_low: int = 0
    open_high: int = 0

    @classmethod
    def of(cls, parts: Iterable[Extent]) -> _Sums:
        made = cls()
        for part in parts:
            made._add(part, 1)
        return made

    def _add(self, part: Extent, times: int) -> None:
        if part.low == -inf:
            self.open_low += times
        else:
            self.low += times * part.low
        if part.high == inf:
            self.open_high += times
        else:
            self.high += times * part.high

    def swap(self, old: Extent, new: Extent) -> None:
        self._add(old, -1)
        self._add(new, 1)

    def without(self, part: Extent) -> Extent:
        """The sum of all others."""
        low = -inf if self.open_low - (part.low == -inf) else self.low - (0.0 if part.low == -inf else part.low)
        high = inf if self.open_high - (part.high == inf) else self.high - (0.0 if part.high == inf else part.high)
        return Extent(low, high)


def possible(domains: Domains, equations: Sequence[Equation], budget: int = MOST_NODES) -> bool | None:
    """Whether some whole numbers obey every equation; None where the search was cut before it could tell."""
    now = propagate(domains, equations)
    if now is None:
        return False
    if _apart(equations) and all(_reached(e, now) for e in equations):
        return True
    return _search(now, equations, [budget])


def _apart(equations: Sequence[Equation]) -> bool:
    """Whether no variable stands twice, so that each equation can be looked at alone."""
    names = [v for e in equations for v in e.variables]
    return len(set(names)) == len(names)


def _reached(equation: Equation, domains: Domains) -> bool:
    """Whether the sum is reached by the plainest way of trying: from the lower ends up, the largest factors first."""
    starts = [0.0 if domains[v].low == -inf else domains[v].low for _, v in equation.terms]
    total = sum(f * s for (f, _), s in zip(equation.terms, starts, strict=True))
    up = total < equation.low
    gap = equation.low - total if up else total - equation.high
    raising = [(abs(f), v, s) for (f, v), s in zip(equation.terms, starts, strict=True) if (f > 0) is up and f]
    for factor, variable, start in sorted(raising, key=lambda r: -r[0]):
        if gap > _EPS:
            gap -= factor * min(domains[variable].high - start, floor(gap / factor + _EPS))
    return gap <= _EPS


def _search(domains: dict[str, Extent], equations: Sequence[Equation], left: list[int]) -> bool | None:
    left[0] -= 1
    if left[0] < 0:
        return None
    now = propagate(domains, equations)
    if now is None:
        return False
    open_ = sorted((d.high - d.low, v) for v, d in now.items() if d.low != d.high)
    if not open_:
        return all(_obeys(e, now) for e in equations)
    width, variable = open_[0]
    cases, all_tried = _split(now[variable], width)
    answer: bool | None = False if all_tried else None
    for case in cases:
        found = _search(now | {variable: case}, equations, left)
        if found:
            return True
        answer = None if found is None else answer
    return answer


def _split(domain: Extent, width: float) -> tuple[list[Extent], bool]:
    """The cases to try for a variable, and whether they are all there are; of an open range, only its end."""
    if width == inf:
        end = domain.low if domain.low != -inf else domain.high
        return ([Extent.exactly(end)] if abs(end) != inf else [Extent.exactly(0)]), False
    middle = floor((domain.low + domain.high) / 2)
    return [Extent(domain.low, middle), Extent(middle + 1, domain.high)], True


def _obeys(equation: Equation, now: Domains) -> bool:
    total = sum(f * now[v].low for f, v in equation.terms)
    return equation.low - 1e-6 <= total <= equation.high + 1e-6


@dataclass(slots=True)
class Budget:
    """How many more cases may be tried."""

    left: int = 4000
    cut: bool = field(default=False)

    def spend(self) -> bool:
        """Whether one more may be tried."""
        self.left -= 1
        self.cut = self.cut or self.left < 0
        return self.left >= 0


# --- why not ------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Reasons:
    """The smallest sets of figures that cannot all be true, each by the names of its variables; ``cut``
    where there may be more."""

    sets: tuple[tuple[str, ...], ...]
    cut: bool = False


def reasons(domains: Domains, equations: Sequence[Equation], most: int = 6, budget: int = 800) -> Reasons:
    """Every smallest set of variables whose domains cannot all hold, up to ``most``, the shortest first.

    A set is smallest where leaving out any one of its figures makes the rest possible. Of none, there
    is no conflict. A figure is left out by making it unknown. Of more figures than ``budget`` allows to
    try one by one, the whole set is given, as cut.
    """
    names = [v for v, d in domains.items() if d.known]
    shrink = _Shrink(domains, equations, Budget(budget))
    if len(names) > budget // 2:
        whole = (tuple(names),) if shrink.clash(names) else ()
        return Reasons(whole, cut=bool(whole))
    found: dict[frozenset[str], None] = {}
    todo, seen = [frozenset[str]()], {frozenset[str]()}
    while todo and len(found) < most and not shrink.purse.cut:
        without = todo.pop(0)
        known = next((f for f in found if not f & without), None)
        core = known if known is not None else shrink.core([n for n in names if n not in without])
        if core is None:
            continue
        found.setdefault(core)
        for name in (n for n in names if n in core):
            wider = without | {name}
            if wider not in seen and len(seen) < MOST_SETS:
                seen.add(wider)
                todo.append(wider)
    ordered = sorted(found, key=lambda s: (len(s), [names.index(n) for n in names if n in s]))
    cut = bool(todo) or shrink.purse.cut or len(seen) >= MOST_SETS
    return Reasons(tuple(tuple(n for n in names if n in s) for s in ordered), cut)


@dataclass(slots=True)
class _Shrink:
    """Leaves figures out one by one, as long as the rest still clash."""

    domains: Domains
    equations: Sequence[Equation]
    purse: Budget

    def clash(self, names: Iterable[str]) -> bool:
        found = possible(_only(names, self.domains), self.equations, MOST_NODES // 10)
        self.purse.cut = self.purse.cut or found is None
        return found is False

    def core(self, kept: Sequence[str]) -> frozenset[str] | None:
        """One smallest set among those kept; None where they do not clash, or the budget ran out."""
        if not self.purse.spend() or not self.clash(kept):
            return None
        core = list(kept)
        for name in kept:
            if not self.purse.spend():
                return None
            fewer = [n for n in core if n != name]
            if self.clash(fewer):
                core = fewer
        return frozenset(core)


def _only(names: Iterable[str], domains: Domains) -> dict[str, Extent]:
    return {n: domains[n] for n in names}


# --- what would help ----------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Smallest:
    """The sets of choices, by index, that work at the smallest cost; ``cut`` where not all were tried."""

    sets: tuple[tuple[int, ...], ...] = ()
    cut: bool = False


def smallest(
    costs: Sequence[int], works: Callable[[tuple[int, ...]], bool], most: int = 3, budget: int = 4000
) -> Smallest:
    """All sets of choices that work, of those of the smallest cost.

    ``costs`` is 0 for a choice that sets nothing aside, 1 for one that does: fewer of the latter go first,
    then fewer choices in all. Sets of more than ``most`` choices are not tried.
    """
    purse = Budget(budget)
    plain = [i for i, c in enumerate(costs) if not c]
    heavy = [i for i, c in enumerate(costs) if c]
    for aside in range(min(most, len(heavy)) + 1):
        for others in range(min(most - aside, len(plain)) + 1):
            sets = product(combinations(plain, others), combinations(heavy, aside))
            found = [s for some, rest in sets if (s := (*some, *rest)) and purse.spend() and works(s)]
            if found or purse.cut:
                return Smallest(tuple(tuple(sorted(s)) for s in found), purse.cut)
    return Smallest()
