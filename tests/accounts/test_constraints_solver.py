"""The solver against brute force: nothing that is possible is dropped, and every reason and remedy is smallest."""

from __future__ import annotations

from itertools import combinations, product
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.accounts.extent import Extent
from truceline.accounts.solver import Equation, possible, propagate, reasons, smallest

NAMES = ("a", "b", "c", "d")
FACTORS = (-3, -2, -1, 1, 2, 3)

domains = st.fixed_dictionaries(
    {n: st.tuples(st.integers(0, 6), st.integers(0, 3)).map(lambda p: Extent(p[0], p[0] + p[1])) for n in NAMES}
)


@st.composite
def equations(draw: st.DrawFn) -> Equation:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    terms = tuple((float(draw(st.sampled_from(FACTORS))), n) for n in names)
    low = draw(st.integers(-10, 10))
    return Equation("e", terms, low, low + draw(st.integers(0, 3)))


systems = st.tuples(domains, st.lists(equations(), min_size=1, max_size=3))


def solutions(found: dict[str, Extent], rules: list[Equation]) -> list[dict[str, int]]:
    ranges = [range(int(found[n].low), int(found[n].high) + 1) for n in NAMES]
    all_ = (dict(zip(NAMES, values, strict=True)) for values in product(*ranges))
    return [s for s in all_ if all(r.low <= sum(f * s[v] for f, v in r.terms) <= r.high for r in rules)]


@given(systems)
@settings(max_examples=300)
def test_passing_bounds_drops_no_solution(system: tuple[dict[str, Extent], list[Equation]]) -> None:
    found, rules = system
    narrowed = propagate(found, rules)
    for solution in solutions(found, rules):
        assert narrowed is not None
        assert all(narrowed[n].holds(solution[n]) for n in NAMES)


@given(systems)
@settings(max_examples=300)
def test_a_small_system_is_decided_exactly(system: tuple[dict[str, Extent], list[Equation]]) -> None:
    found, rules = system
    assert possible(found, rules) is bool(solutions(found, rules))


@given(systems)
@settings(max_examples=150)
def test_reasons_cannot_hold_together_and_lose_nothing(system: tuple[dict[str, Extent], list[Equation]]) -> None:
    found, rules = system
    for names in reasons(found, rules).sets:
        assert possible({n: found[n] for n in names}, rules) is False
        for name in names:
            assert possible({n: found[n] for n in names if n != name}, rules) is not False


@given(systems)
@settings(max_examples=100)
def test_there_is_a_reason_exactly_where_there_is_no_solution(system: tuple[dict[str, Extent], list[Equation]]) -> None:
    found, rules = system
    assert bool(reasons(found, rules).sets) is (not solutions(found, rules))


@given(
    st.sets(st.frozensets(st.integers(0, 5), min_size=1, max_size=3), max_size=4),
    st.lists(st.integers(0, 1), min_size=6, max_size=6),
)
@settings(max_examples=200)
def test_the_smallest_sets_are_all_of_the_smallest_cost(good: set[frozenset[int]], costs: list[int]) -> None:
    def cost(chosen: frozenset[int]) -> tuple[int, int]:
        return sum(costs[i] for i in chosen), sum(1 - costs[i] for i in chosen)

    found = smallest(costs, lambda s: frozenset(s) in good)
    best = min(map(cost, good), default=None)
    assert {frozenset(s) for s in found.sets} == {g for g in good if cost(g) == best}
    assert not found.cut


def test_an_open_number_is_no_conflict() -> None:
    rule = Equation("sum", ((1, "a"), (-1, "b")))
    assert possible({"a": Extent.exactly(5)}, [rule]) is True
    assert possible({"a": Extent(5, inf), "b": Extent(0, 3)}, [rule]) is False


def test_every_smallest_reason_is_found() -> None:
    rules = [Equation("x", ((1, "a"), (-1, "b"))), Equation("y", ((1, "a"), (-1, "c")))]
    found = reasons({"a": Extent.exactly(1), "b": Extent.exactly(2), "c": Extent.exactly(3)}, rules)
    assert set(map(frozenset, found.sets)) == {frozenset(p) for p in combinations("abc", 2)}


def test_a_search_that_is_cut_says_so_and_decides_nothing() -> None:
    rule = Equation("even", tuple((2.0, f"x{i}") for i in range(20)), 21, 21)
    wide = {f"x{i}": Extent(0, 50) for i in range(20)}
    assert possible(wide, [rule], budget=5) in (None, False)
    cut = smallest([0] * 40, lambda _: False, budget=10)
    assert cut.cut
    assert cut.sets == ()


@pytest.mark.parametrize("low", [0, 1])
def test_a_rule_without_terms_holds_or_not(low: int) -> None:
    assert possible({}, [Equation("none", (), low, low)]) is (low == 0)
