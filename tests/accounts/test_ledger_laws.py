"""Laws of the ledger and the constraints, on anything that may be told."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from people_values import WOMEN, account, day, earned, exchange, first_release, held, terms, total, version, with_parts
from truceline.accounts.account import Position, Version
from truceline.accounts.constraints import constraints
from truceline.accounts.ledger import COLUMNS, ledger
from truceline.outlook.runway import runway

TEXT = terms(first_release(), exchange(), earned=earned(surplus=True))
KINDS = ["", "woman", "child", "man", "woman, child", "woman, soldier", "foreign", "dead", "Ridger"]
QUALITIES = ["", "in the deal", "outside the deal", "counts", "does not count", "outside the deal, counts", "unable"]
number = st.one_of(st.none(), st.integers(0, 40))


@st.composite
def versions(draw: st.DrawFn) -> Version:
    deed = draw(st.sampled_from(["release", "release", "return", "recover", "rescue", "capture", "kill", "", "extend"]))
    on, length = draw(st.integers(-5, 9)), draw(st.integers(0, 6))
    common = {
        "what": draw(st.sampled_from(["captives", "detainees", "hostages", "foreigners", "women", "bodies", ""])),
        "kinds": draw(st.sampled_from(KINDS)),
        "by": draw(st.sampled_from(["Valley", "Ridge", "Hill band", ""])),
        "teller": draw(st.sampled_from(["Ridge", "Valley", "the report"])),
        "position": draw(st.sampled_from(list(Position))),
        "taken": draw(st.booleans()) or draw(st.booleans()),
        "about": draw(st.booleans()),
    }
    if not deed:
        return held(draw(number), on=on, words=draw(st.sampled_from(["", "only these are left"])), **common)
    common["qualities"] = draw(st.sampled_from(QUALITIES))
    if draw(st.integers(0, 3)) == 0:
        return total(deed, draw(st.integers(0, 90)), on, on + length, **common)
    whole = version(deed, draw(number), on=on, **common)
    if draw(st.integers(0, 3)) == 0:
        parts = [version(deed, draw(number), on=on, kinds=k, part_of=whole) for k in ("woman", "man")]
        return with_parts(whole, *parts)
    return whole


told = st.lists(versions(), max_size=14)


@given(told, st.randoms(use_true_random=False))
@settings(max_examples=120)
def test_the_order_of_telling_changes_no_number(made: list[Version], chance: object) -> None:
    mixed = list(made)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    for speaker in ("Ridge", "undisputed"):
        one, other = (ledger(account(v, speaker), TEXT, day(12)) for v in (made, mixed))
        for a, b in zip(one.entries, other.entries, strict=True):
            assert [a.column(c).count for c in COLUMNS] == [b.column(c).count for c in COLUMNS]


@given(told)
@settings(max_examples=200)
def test_whatever_is_told_every_number_is_a_range_of_people(made: list[Version]) -> None:
    for entry in ledger(account(made, "Ridge"), TEXT, day(12)).entries:
        for column in COLUMNS:
            count = entry.column(column).count
            assert 0 <= count.low <= count.high, column
        assert entry.deliverable.count.high <= entry.held.count.high


@given(told)
@settings(max_examples=150)
def test_whatever_is_told_findings_rest_on_claims_and_reconcile_with_the_fewest(made: list[Version]) -> None:
    for finding in constraints(account(made, "Ridge"), TEXT, day(12)):
        assert finding.sentence
        assert finding.claims
        assert len({(len(r.aside) > 0, r.size) for r in finding.reconciled_by}) <= 1
        assert all(c.claims for c in finding.conflicts)


@given(told)
@settings(max_examples=150)
def test_whatever_is_told_the_runway_is_a_range_with_its_sum(made: list[Version]) -> None:
    found = runway(account(made, "Ridge"), TEXT, day(12))
    assert found.days is not None
    assert 0 <= found.days.low <= found.days.high
    assert found.sum
    if found.over is not None:
        assert 0 <= found.over < 10
    first, last = found.until
    assert first is None or last is None or first <= last


@given(told, st.integers(1, 12))
@settings(max_examples=100)
def test_nothing_that_comes_later_changes_what_was_done_by_then(made: list[Version], moment: int) -> None:
    early = [v for v in made if v.deed and (v.start is None or v.start < day(moment))]
    late = [v for v in made if v.deed and v not in early]
    for column in ("taken", "released", "outside", "rescued", "recovered"):
        one = ledger(account(early), TEXT, day(moment)).entry("captives", WOMEN.name).column(column)
        both = ledger(account([*early, *late]), TEXT, day(moment)).entry("captives", WOMEN.name).column(column)
        assert one.count == both.count
