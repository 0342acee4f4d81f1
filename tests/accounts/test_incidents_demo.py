"""The releases that the shipped dispatches tell of, each once and on its day, however many tell of it."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from truceline.accounts.account import Version
from truceline.accounts.accounts import accounts_of
from truceline.accounts.facts import facts_of
from truceline.accounts.incidents import Incidents, incidents_of
from truceline.case import Case
from truceline.reports.copies import near_copies

Range = tuple[float, float]


@pytest.fixture(scope="module")
def incidents(tmp_path_factory: pytest.TempPathFactory) -> Incidents:
    path: Path = tmp_path_factory.mktemp("demo") / "demo.db"
    case = Case.create(path, title="Demo", zone="Asia/Jerusalem")
    case.read_demo()
    view = case.view()
    known = {id: arrival.known for id, arrival in view.arrivals.items()}
    return incidents_of(facts_of(view.current, known, near_copies(view.reports)))


@pytest.fixture(scope="module")
def releases(incidents: Incidents) -> dict[int, list[Version]]:
    """What nobody disputes, by the day of November 2023."""
    (account,) = accounts_of(incidents.incidents, ())
    found: dict[int, list[Version]] = defaultdict(list)
    for version in account.by_deed["release"]:
        start, end = version.start, version.end
        if version.taken and version.incident.day_known and version.count and start and end and (end - start).days < 2:
            found[start.day].append(version)
    return found


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (24, [(11, 11), (13, 13), (39, 39)]),
        (25, [(4, 7), (13, 13), (39, 39)]),
        (26, [(1, 1), (3, 3), (13, 13), (39, 39)]),
        (27, [(11, 11), (33, 33)]),
        (28, [(2, 2), (10, 10), (30, 30)]),
        (29, [(2, 2), (4, 4), (10, 10), (30, 30)]),
        (30, [(8, 8), (30, 30)]),
    ],
)
def test_the_releases_of_each_day(releases: dict[int, list[Version]], day: int, expected: list[Range]) -> None:
    counts = [v.count for v in releases[day] if v.count is not None]
    assert sorted((c.low, c.high) for c in counts) == expected


def test_the_foreigners_of_the_first_day_are_told_with_their_parts(releases: dict[int, list[Version]]) -> None:
    (foreigners,) = [v for v in releases[24] if v.parts]
    parts = [p.count for p in foreigners.parts if p.count is not None]
    assert sorted((c.low, c.high) for c in parts) == [(1, 1), (10, 12)]


def test_a_tally_that_takes_in_those_set_apart_is_no_rival_number(incidents: Incidents) -> None:
    """14 with the man set apart on the third day, 105 with all who were."""
    tallies = [i for i in incidents.incidents if i.sum_of]
    assert [f.count.low for i in tallies for f in i.facts if f.count] == [14, 105]


def test_nothing_is_lost_and_nothing_is_in_two(incidents: Incidents) -> None:
    claims = [c for i in incidents.incidents for c in i.claims]
    assert len(claims) == len(set(claims)) == len(incidents.worked.filing.facts)
