"""Wrong and hostile agreements and claims: a clear error or a flagged finding, never a crash, never a silent drop."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.accounts.constraints import FindingKind
from truceline.accounts.extent import Extent
from truceline.accounts.fact import Fact, Measure, Told
from truceline.accounts.incidents import incidents_of
from truceline.agreements.agreement import Agreement
from truceline.agreements.deeds import deeds, qualities
from truceline.assessment import Assessment
from truceline.case import Case
from truceline.errors import TrucelineError, ValueProblem
from truceline.outlook.told import rate_as_told

HEAD = """
agreement: River ceasefire
id: river
text_of: 2024-03-01
zone: Africa/Nairobi
parties: {north: Northland, south: Southland}
"""
PEOPLE = "people: {captives: {held_by: south}, prisoners: {held_by: north, called: [detainees]}}\n"
TRUCE = "truce: {from: 2024-03-02 07:00, for: 14 days}\n"
WHOLE = HEAD + PEOPLE + TRUCE
OPEN_TRUCE = HEAD + PEOPLE + "truce: {from: 2024-03-02 07:00, for: 14 days, renewed: automatically}\n"
EXTENDED = (
    HEAD
    + PEOPLE
    + ("truce: {from: 2024-03-02 07:00, for: 4 days, extended: {by: 1 day, for_each: 10 captives}, then: lapses}\n")
)
SIGNED = datetime(2024, 3, 1, tzinfo=UTC)


# --- texts that cannot be ----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WHOLE + "duties: {pay: {by: east, release: 5 captives}}", "east"),
        (WHOLE + "duties: {pay: {by: south, release: 5 captives, due: 2024-02-31}}", "2024-02-31"),
        (WHOLE + "duties: {swap: {by: north, release: 3 prisoners, for_each: 0 captives}}", "0 captives"),
        (
            WHOLE
            + "duties: {a: {by: south, release: 5 captives, after: [b]}, b: {by: north, meet: talks, after: [a]}}",
            "a",
        ),
        (WHOLE + "duties: {a: {by: south, release: 5 captives, due: 2 days after a}}", "a"),
        (WHOLE + "duties: {a: {by: south, release: 5 captives, due: day 3, within: 2 days}}", "within"),
        (WHOLE + "duties: {a: {by: south, release: 5 captives, withdraw from: road}}", "withdraw from"),
        (WHOLE + "duties: {a: {by: south, juggle: 5 captives}}", "juggle"),
        (WHOLE + "duties: {a: {by: south, release: nan captives}}", "nan"),
        (WHOLE + "duties: {a: {by: south, release: -5 captives}}", "-5"),
        (HEAD.replace("2024-03-01", "0001-01-01") + TRUCE, "0001"),
        (HEAD.replace("2024-03-01", "9999-12-31") + TRUCE, "9999"),
        (HEAD + "truce: {from: 2024-03-02, for: 999 years}", "999 years"),
        (HEAD.replace("Northland", '""') + TRUCE, "parties"),
        (HEAD + "mediators: [Northland]\n" + TRUCE, "Northland"),
        (HEAD.replace("Africa/Nairobi", "Nowhere/At all") + TRUCE, "Nowhere"),
        ("# agreement: none", "says nothing"),
        ("[1, 2]\n", ""),
        ("agreement: [\n", ""),
        ("a: &a [*a]\n", ""),
        ("[" * 5000 + "\n", ""),
        ("a: " + "{b: " * 3000 + "\n", ""),
        (
            "x: &x [1,2,3,4,5,6,7,8,9]\n"
            + "".join(f"x{n}: &x{n} [{','.join(['*x' + (str(n - 1) if n else '')] * 9)}]\n" for n in range(9)),
            "",
        ),
        ("!!python/object/apply:os.system ['true']\n", ""),
        ("agreement: a\x00b\n", ""),
    ],
    ids=range(25),
)
def test_a_text_that_cannot_be_is_refused_with_where_and_what_to_do(text: str, told: str) -> None:
    problems = Case.check_agreement(text + "\n# the end\n", name="river.yaml")
    assert problems
    assert all("river.yaml" in p.where and p.todo for p in problems), problems
    assert not told or any(told in str(p) for p in problems), problems


def test_a_file_of_five_megabytes_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "big.yaml"
    file.write_text(WHOLE + "# " + "x" * 5_000_000, encoding="utf-8")
    with pytest.raises(TrucelineError) as caught:
        Case.read_agreement(file)
    assert "big.yaml" in str(caught.value)


# --- records that fit nothing --------------------------------------------------------------------------------
def fact(n: int = 0, **given: object) -> Fact:
    base = Fact(
        claim=f"c-{n:06}",
        report=f"r-{n}",
        voice="northland",
        speaker="Northland",
        sides=("Northland",),
        known=SIGNED + timedelta(days=9),
        deed="release",
        told=Told.DONE,
        measure=Measure.FLOW,
        actors=("Southland",),
        what=("captives",),
        count=Extent.exactly(5),
        start=SIGNED + timedelta(days=4),
        end=SIGNED + timedelta(days=5),
        day_known=True,
    )
    return replace(base, **given)  # type: ignore[arg-type]


def assessed(text: str, *facts: Fact, at: datetime = SIGNED + timedelta(days=30)) -> Assessment:
    return Assessment(Agreement.parse(text, "river.yaml"), incidents_of(facts), at)


def everything(found: Assessment) -> None:
    """Asks all that can be asked."""
    matrix = found.matrix()
    found.findings(), found.talks(), found.runways(), found.changes(found)
    for name in found.accounts:
        found.ledger(name), found.end(name)
        for row in matrix.rows:
            for verdict in row.cell(name).verdicts:
                assert verdict.state
                found.flips(row.duty, name, instance=verdict.instance)
    for row in matrix.rows:
        found.agreements(row.duty)


DUTY = "duties: {first: {by: south, release: 5 captives, within: 4 days}}\n"


def test_people_of_whom_the_agreement_does_not_speak_are_a_finding() -> None:
    found = assessed(WHOLE + DUTY, fact(what=("passengers",), actors=("Pirates",)))
    unplaced = {(f.sentence, f.claims) for f in found.findings() if f.kind is FindingKind.UNPLACED}
    assert unplaced == {("No population of the agreement is called by these words: passengers.", ("c-000000",))}


def test_more_released_than_were_held_is_a_finding() -> None:
    stock = fact(
        1, deed="", measure=Measure.STOCK, count=Extent.exactly(3), start=SIGNED, end=SIGNED + timedelta(days=1)
    )
    found = assessed(WHOLE + DUTY, stock, fact(2, count=Extent.exactly(9)))
    assert any(f.kind is FindingKind.NEGATIVE for f in found.findings())
    assert all(e.held.count.low >= 0 for e in found.ledger("Northland").entries)


@pytest.mark.parametrize(
    "text", [HEAD, WHOLE, WHOLE + DUTY, EXTENDED], ids=["a title alone", "no duties", "a duty", "a rate"]
)
@pytest.mark.parametrize(
    "facts", [(), (fact(actors=("Pirates",), what=("ships",)),), (fact(what=(), count=None, actors=()),)]
)
def test_an_agreement_and_a_record_that_have_nothing_to_say_to_each_other(text: str, facts: tuple[Fact, ...]) -> None:
    found = assessed(text, *facts)
    everything(found)
    states = {v.state.value for r in found.matrix().rows for c in r.cells for v in c.verdicts}
    assert states <= {"unknown", "pending", "met", "lapsed"}


@pytest.mark.parametrize("year", [1, 999, 1000, 2024, 2999, 9999])
@pytest.mark.parametrize("text", [WHOLE + DUTY, OPEN_TRUCE + DUTY, EXTENDED], ids=["closed", "open", "rate"])
def test_any_moment_can_be_judged(text: str, year: int) -> None:
    at = datetime(year, 12 if year == 9999 else 1, 31, tzinfo=UTC)
    everything(assessed(text, fact(), at=at))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueProblem, match="no time zone"):
        assessed(WHOLE, at=datetime(2024, 3, 9))


def test_two_hundred_years_of_days_are_told_apart_up_to_a_limit() -> None:
    text = HEAD + "truce: {from: 2024-03-02 07:00, for: 14 days, renewed: automatically}\n"
    daily = "duties: {list: {by: south, hand over: list of captives, each: day, before: '07:00'}}\n"
    found = assessed(text + daily, at=datetime(2224, 3, 2, tzinfo=UTC))
    assert 0 < len(found.matrix().row("list").cell("Southland").verdicts) <= 5000


def test_overlapping_amendments_are_taken_in_the_order_of_the_text() -> None:
    text = (
        WHOLE
        + DUTY
        + (
            "amendments:\n"
            "  - {of: 2024-03-10, name: b, changes: {duties.first: {by: south, release: 7 captives, within: 9 days}}}\n"
            "  - {of: 2024-03-10, name: c, changes: {duties.first: {by: south, release: 9 captives, within: 3 days}}}\n"
        )
    )
    problems = Case.check_agreement(text, name="river.yaml")
    if not problems:
        everything(assessed(text, fact()))
    assert all(p.todo for p in problems)


def test_thousands_of_readings_are_no_crash() -> None:
    readings = ", ".join(f"r{n}: {{means: {n + 1} captives}}" for n in range(40))
    duties = "".join(
        f"  d{d}: {{by: south, release: {{readings: {{{readings}}}}}, within: 4 days}}\n" for d in range(6)
    )
    found = assessed(WHOLE + "duties:\n" + duties, fact())
    assert len(found.matrix().rows) == 6
    with pytest.raises(ValueProblem):
        found.agreement.readings()


# --- anything at all -----------------------------------------------------------------------------------------
NAMES = st.sampled_from(["Northland", "Southland", "gunmen", "", "the report", "Nobody Known"])
MOMENTS = st.sampled_from(
    [SIGNED + timedelta(days=d, hours=h) for d in (-900, -1, 0, 1, 4, 5, 30, 9000) for h in (0, 7)]
)
COUNTS = st.none() | st.builds(
    lambda low, more: Extent(low, low + more),
    st.sampled_from([0.0, 1.0, 5.0, 17.0, 240.0, 1e12]),
    st.sampled_from([0.0, 3.0, float("inf")]),
)
FACTS = st.builds(
    fact,
    st.integers(0, 60),
    speaker=NAMES,
    sides=st.tuples(NAMES),
    deed=st.sampled_from(["", *deeds()]),
    told=st.sampled_from(Told),
    measure=st.sampled_from(Measure),
    accuses=st.booleans(),
    actors=st.tuples() | st.tuples(NAMES),
    what=st.tuples()
    | st.tuples(st.sampled_from(["captives", "prisoners", "women", "list of captives", "days", "trucks"])),
    count=COUNTS,
    kinds=st.frozensets(st.sampled_from(["woman", "child", "soldier", "dead"]), max_size=2),
    qualities=st.frozensets(st.sampled_from(sorted(qualities())), max_size=2),
    start=st.none() | MOMENTS,
    end=st.none() | MOMENTS,
    day_known=st.booleans(),
    part_of=st.none() | st.integers(0, 60).map(lambda n: f"c-{n:06}"),
    per=st.none() | st.sampled_from([(1.0, "day"), (10.0, "captives"), (0.0, "")]),
)
ALL_DUTIES = (
    EXTENDED
    + """
duties:
  first: {by: south, release: at least 5 captives, within: 4 days, pace: 2 a day}
  swap: {by: north, release: 3 prisoners, for_each: 1 captive, within: same day}
  list: {by: south, hand over: list of captives, each: day, before: "07:00"}
  rest: {by: south, release: all captives, due: end, after: [first]}
  quiet: {by: both, refrain from: attack, where: {readings: {Hill: {}, all: {held_by: [north]}}}, unless: [defence]}
order:
  - {name: groups, of: captives, by: south, first: everyone, together: families}
"""
)


@pytest.fixture(scope="module")
def agreement() -> Agreement:
    text = ALL_DUTIES if not Case.check_agreement(ALL_DUTIES) else ALL_DUTIES.partition("order:")[0]
    return Agreement.parse(text, "river.yaml")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(facts=st.lists(FACTS, max_size=14, unique_by=lambda f: f.claim), at=MOMENTS)
def test_no_record_makes_the_judging_fail(agreement: Agreement, facts: list[Fact], at: datetime) -> None:
    everything(Assessment(agreement, incidents_of(facts), at))
    rate_as_told(facts)


# --- through the case ----------------------------------------------------------------------------------------
@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case.db", author="Ana") as made:
        made.add_agreement(WHOLE + DUTY)
        yield made


def test_a_case_without_claims_can_be_judged(case: Case) -> None:
    found = case.assess()
    everything(found)
    assert {v.state.value for r in found.matrix().rows for c in r.cells for v in c.verdicts} <= {"pending", "unknown"}


def test_reports_of_another_war_move_nothing_and_lose_nothing(case: Case) -> None:
    case.read_text(
        "Title: F\nPublished: 2024-03-09\n\nACCRA, March 9 - Ghana said that pirates released 4 hostages on Friday.\n"
    )
    found = case.assess()
    everything(found)
    assert {v.state.value for r in found.matrix().rows for c in r.cells for v in c.verdicts} <= {"unknown", "lapsed"}
    assert any(f.kind is FindingKind.UNPLACED for f in found.findings())
