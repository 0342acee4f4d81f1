"""The view: what the record says, as of any moment, by both clocks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_values import T0, both, claim, coded, placed, report

from truceline.errors import AmbiguousId, UnknownId, ValueProblem
from truceline.model import Basis, Coder, Precision, Report, When
from truceline.record import (
    About,
    Correction,
    Entry,
    Journal,
    Judgement,
    Note,
    Recorded,
    ReportAdded,
    Review,
    ReviewDecision,
    SameVerdict,
    Settings,
    Status,
    View,
)

BEIRUT = ZoneInfo("Asia/Beirut")
ONE = report()
CLAIM = claim(ONE)
ACCEPT = Review(CLAIM.id, ReviewDecision.ACCEPTED, "plain")
REJECT = Review(CLAIM.id, ReviewDecision.REJECTED, "misread")
PLACE = Correction.of(CLAIM.id, {"place": "the river"}, "missed")
V2 = Coder("rules", "2")


def recorded(entries: list[Entry], at: datetime = T0, author: str = "Ana") -> list[Recorded]:
    return [placed(i, author, at, e) for i, e in enumerate(entries, 1)]


def view(*entries: Entry, as_of: date | None = None) -> View:
    return View.fold(recorded(list(entries)), as_of)


def published(when: When | None) -> Report:
    return Report.of("12 convoys.", published=when)


def ids(seen: View) -> set[str]:
    return {r.id for r in seen.reports}


def test_a_coded_claim_stands_as_the_coder_left_it() -> None:
    (seen,) = view(*both(ONE, "12 convoys")).claims
    assert (seen.claim, seen.machine, seen.status, seen.history) == (CLAIM, CLAIM, Status.CODED, ())


@pytest.mark.parametrize(
    ("decisions", "status"),
    [
        ([ACCEPT], Status.ACCEPTED),
        ([REJECT], Status.REJECTED),
        ([PLACE], Status.CORRECTED),
        ([REJECT, ACCEPT], Status.ACCEPTED),
        ([ACCEPT, REJECT], Status.REJECTED),
        ([PLACE, ACCEPT], Status.ACCEPTED),
        ([REJECT, PLACE], Status.CORRECTED),
    ],
)
def test_the_last_decision_gives_the_status_and_none_is_forgotten(decisions: list[Entry], status: Status) -> None:
    (seen,) = view(*both(ONE, "12 convoys"), *decisions).claims
    assert seen.status is status
    assert [d.reason for d in seen.history] == [d.reason for d in decisions]  # type: ignore[union-attr]


def test_a_correction_changes_the_claim_and_leaves_the_machines_value() -> None:
    (seen,) = view(*both(ONE, "12 convoys"), PLACE).claims
    assert seen.claim == CLAIM.with_act(place="the river")
    assert seen.machine == CLAIM
    assert seen.id == CLAIM.id


def test_corrections_add_up_and_the_later_wins_on_one_field() -> None:
    more = Correction.of(CLAIM.id, {"place": "the bridge", "stance": "denies"}, "wrong bank")
    (seen,) = view(*both(ONE, "12 convoys"), Correction.of(CLAIM.id, {"mode": "release"}, "x"), PLACE, more).claims
    assert (seen.claim.act.place, seen.claim.act.mode, seen.claim.stance) == ("the bridge", "release", "denies")


def test_the_history_says_who_when_and_why(journal: Journal) -> None:
    journal.append(both(ONE, "12 convoys"), "reader", T0)
    journal.append([PLACE], "Ben", T0 + timedelta(hours=1))
    (seen,) = View.of(journal).claims
    (decision,) = seen.history
    assert (decision.seq, decision.author, decision.reason) == (3, "Ben", "missed")
    assert decision.time == T0 + timedelta(hours=1)
    assert decision.changes == '{"place":"the river"}'


def test_the_latest_coding_counts_and_what_only_older_ones_had_is_kept() -> None:
    newer = coded(ONE, [claim(ONE, "Borland", coder=V2), claim(ONE, "the river", coder=V2)], V2)
    seen = view(*both(ONE, "12 convoys", "Borland"), newer)
    assert [c.claim.quote for c in seen.claims] == ["the river", "Borland"]
    assert {c.claim.coder for c in seen.claims} == {V2}
    assert [c.claim.quote for c in seen.older] == ["12 convoys"]


def test_a_decision_on_a_claim_that_is_coded_again_stays_with_it() -> None:
    again = coded(ONE, [claim(ONE, coder=V2)], V2)
    (seen,) = view(*both(ONE, "12 convoys"), PLACE, again).claims
    assert (seen.claim.act.place, seen.machine.coder, seen.status) == ("the river", V2, Status.CORRECTED)


def test_a_decision_on_a_claim_that_the_latest_coding_lost_is_shown_as_stranded() -> None:
    seen = view(*both(ONE, "12 convoys", "Borland"), ACCEPT, coded(ONE, [], V2))
    assert seen.claims == ()
    assert [c.id for c in seen.stranded] == [CLAIM.id]


def test_a_coder_that_could_not_read_leaves_the_earlier_coding_in_place() -> None:
    seen = view(*both(ONE, "12 convoys"), coded(ONE, coder=V2, unread="no model for this language"))
    assert len(seen.claims) == 1
    assert seen.unread == {}


def test_unread_reports_are_named_with_the_latest_reason() -> None:
    entries = [ReportAdded(ONE, "x"), coded(ONE, unread="first"), coded(ONE, coder=V2, unread="it is in Amharic")]
    assert view(*entries).unread == {ONE.id: "it is in Amharic"}
    assert view(entries[0]).unread == {ONE.id: "it has not been coded yet"}


def test_a_report_without_claims_is_read() -> None:
    assert view(*both(ONE)).unread == {}


def test_the_newest_version_of_an_address_supersedes_the_others() -> None:
    url = "https://post.example/1"
    first, second, third = (report(f"Version {i}.", day=date(2023, 12, i), url=url) for i in (1, 2, 3))
    seen = view(*both(third, "Version"), *both(first, "Version"), *both(second, "Version"))
    assert seen.superseded == {first.id: third.id, second.id: third.id}
    assert [c.claim.report for c in seen.current] == [third.id]
    assert len(seen.claims) == 3


def test_a_version_is_not_superseded_before_the_next_is_known() -> None:
    url = "https://post.example/1"
    first, second = (report(f"Version {i}.", day=date(2023, 12, i), url=url) for i in (1, 3))
    assert view(*both(first), *both(second), as_of=date(2023, 12, 2)).superseded == {}


def test_of_versions_published_at_one_time_the_later_recorded_is_the_newest() -> None:
    url = "https://post.example/1"
    first, second = (report(f"Version {i}.", url=url) for i in (1, 2))
    assert view(*both(first), *both(second)).superseded == {first.id: second.id}
    assert view(*both(second), *both(first)).superseded == {second.id: first.id}


def test_the_same_text_at_one_address_supersedes_nothing() -> None:
    url = "https://post.example/1"
    assert view(*both(report(url=url)), *both(report(url=url, title="New title"))).superseded == {}


def test_texts_without_an_address_supersede_nothing() -> None:
    assert view(*both(report("One.")), *both(report("Two."))).superseded == {}


@pytest.mark.parametrize(
    ("as_of", "seen"),
    [
        (date(2023, 11, 30), False),
        (date(2023, 12, 1), True),
        (datetime(2023, 12, 1, 23, 59, tzinfo=BEIRUT), False),
        (datetime(2023, 12, 2, 0, 0, tzinfo=BEIRUT), True),
        (datetime(2023, 12, 1, 22, 0, tzinfo=UTC), True),
        (datetime(2023, 12, 1, 21, 59, tzinfo=UTC), False),
        (None, True),
    ],
)
def test_a_days_report_is_known_at_the_end_of_its_local_day(as_of: date | None, seen: bool) -> None:
    assert bool(view(*both(ONE, "12 convoys"), as_of=as_of).claims) is seen


NIGHT = datetime(2023, 12, 1, 23, 30, tzinfo=BEIRUT)
MONTH = When(
    datetime(2023, 12, 1, tzinfo=UTC), datetime(2024, 1, 1, tzinfo=UTC), Precision.MONTH, Basis.STATED, "December"
)


@pytest.mark.parametrize(
    ("when", "as_of", "seen"),
    [
        (When.moment(NIGHT), date(2023, 12, 1), True),
        (When.moment(NIGHT), NIGHT, False),
        (When.moment(NIGHT), NIGHT + timedelta(minutes=1), True),
        (MONTH, date(2023, 12, 30), False),
        (MONTH, date(2023, 12, 31), True),
        (replace(MONTH, end=MONTH.start), date(2023, 12, 1), True),
        (replace(MONTH, end=MONTH.start), date(2023, 11, 30), False),
    ],
)
def test_a_report_is_known_at_the_end_of_its_publication(when: When, as_of: date, seen: bool) -> None:
    assert bool(view(ReportAdded(published(when), "x"), as_of=as_of).reports) is seen


@pytest.mark.parametrize("when", [None, replace(MONTH, end=None)])
def test_a_report_of_unknown_publication_is_known_when_it_was_recorded(when: When | None) -> None:
    entry = ReportAdded(published(when), "x")
    assert not view(entry, as_of=T0 - timedelta(seconds=1)).reports
    assert view(entry, as_of=T0).reports
    assert view(entry, as_of=T0.date()).reports


def test_the_day_of_recording_is_counted_in_the_zone_of_the_case() -> None:
    entries = [Settings("The river", "Pacific/Auckland"), ReportAdded(published(None), "x")]
    late = recorded(entries, datetime(2023, 12, 5, 20, tzinfo=UTC))
    assert not View.fold(late, date(2023, 12, 5)).reports
    assert View.fold(late, date(2023, 12, 6)).reports


def test_recorded_by_cuts_the_journal_itself(journal: Journal) -> None:
    journal.append(both(ONE, "12 convoys"), "reader", T0)
    journal.append([PLACE, Note(ONE.id, "later")], "Ben", T0 + timedelta(days=1))
    before = View.of(journal, recorded_by=T0)
    assert [c.status for c in before.claims] == [Status.CODED]
    assert before.notes == ()
    assert [c.status for c in View.of(journal, recorded_by=T0 + timedelta(days=1)).claims] == [Status.CORRECTED]
    assert View.of(journal, recorded_by=T0 - timedelta(days=1)) == View()


def test_a_decision_made_later_counts_in_what_was_known_earlier() -> None:
    """What could be known then is one thing; how its words are read is decided now."""
    (seen,) = view(*both(ONE, "12 convoys"), PLACE, as_of=date(2023, 12, 1)).claims
    assert seen.status is Status.CORRECTED


@pytest.mark.parametrize("name", ["as_of", "recorded_by"])
def test_a_moment_without_an_offset_is_refused(journal: Journal, name: str) -> None:
    with pytest.raises(ValueProblem, match=f"{name}: .*UTC offset"):
        View.of(journal, **{name: datetime(2023, 12, 1)})


def test_everything_is_in_order_of_publication_report_and_place() -> None:
    early, late = report("12 convoys; Borland.", day=date(2023, 12, 1)), report("12 convoys.", day=date(2023, 12, 2))
    unknown = report("12 convoys?", day=None)
    seen = view(*both(unknown, "12 convoys"), *both(late, "12 convoys"), *both(early, "Borland", "12 convoys"))
    assert [r.id for r in seen.reports] == [early.id, late.id, unknown.id]
    assert [(c.claim.report, c.claim.start) for c in seen.claims] == [
        (early.id, 0),
        (early.id, 12),
        (late.id, 0),
        (unknown.id, 0),
    ]


@pytest.mark.parametrize("order", [("Arland", "Borland"), ("Borland", "Arland")])
def test_claims_that_begin_at_one_place_keep_the_order_of_the_coder(order: tuple[str, str]) -> None:
    one, other = (claim(ONE, speaker=name) for name in order)
    later = claim(ONE, "Borland", speaker="Arland")
    seen = view(ReportAdded(ONE, "x"), coded(ONE, [later, one, other]))
    assert [(c.claim.speaker, c.claim.quote) for c in seen.claims] == [
        (order[0], "12 convoys"),
        (order[1], "12 convoys"),
        ("Arland", "Borland"),
    ]


def test_settings_notes_and_judgements_are_seen() -> None:
    same = Judgement(About.PARTY, "a", "b", SameVerdict.SAME, "one name")
    seen = view(Settings("Old"), Settings("New", "Asia/Beirut"), Note("a", "look"), same)
    assert seen.settings == Settings("New", "Asia/Beirut")
    assert [(n.author, n.note.text) for n in seen.notes] == [("Ana", "look")]
    assert [j.judgement for j in seen.judgements] == [same]
    assert seen.identity(About.PARTY).same("a", "b")
    assert not seen.identity(About.INCIDENT).same("a", "b")


def test_the_way_each_report_came_is_kept() -> None:
    arrival = view(ReportAdded(ONE, "post.txt")).arrivals[ONE.id]
    assert (arrival.name, arrival.recorded, arrival.day) == ("post.txt", T0, date(2023, 12, 1))


def test_ids_may_be_shortened_while_only_one_fits() -> None:
    other = report("Two.")
    seen = view(*both(ONE, "12 convoys", "Borland"), *both(other))
    assert seen.report(ONE.id) == seen.report(ONE.id[:8]) == ONE
    assert seen.claim(CLAIM.id[:8]).claim == CLAIM
    assert [c.claim.quote for c in seen.claims_of(ONE.id)] == ["12 convoys", "Borland"]
    for wrong in ("", "r-", "c-zzz"):
        with pytest.raises(AmbiguousId if wrong == "r-" else UnknownId):
            seen.report(wrong)


CASE = [
    both(report("Version 1: 12 convoys.", url="https://post.example/1", day=date(2023, 12, 1)), "12 convoys"),
    both(
        report("Version 2: 12 convoys, said Borland.", url="https://post.example/1", day=date(2023, 12, 3)), "Borland"
    ),
    [*both(ONE, "12 convoys", "Borland"), PLACE, ACCEPT],
    [
        ReportAdded(report("የሚኒስቴሩ መግለጫ", day=date(2023, 12, 2)), "x"),
        coded(report("የሚኒስቴሩ መግለጫ", day=date(2023, 12, 2)), unread="Amharic"),
    ],
    [ReportAdded(report("Not coded.", day=date(2023, 12, 4)), "y")],
]


@settings(max_examples=40, deadline=None)
@given(order=st.permutations(CASE), as_of=st.sampled_from([None, *(date(2023, 12, d) for d in range(1, 5))]))
def test_the_order_of_arrival_never_changes_the_view(order: list[list[Entry]], as_of: date | None) -> None:
    def content(groups: list[list[Entry]]) -> tuple[object, ...]:
        seen = view(*(e for group in groups for e in group), as_of=as_of)
        claims = [(c.claim, c.machine, c.status, [d.reason for d in c.history]) for c in seen.claims]
        return seen.reports, claims, seen.older, list(seen.unread.items()), seen.superseded, seen.arrivals

    assert content(order) == content(CASE)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from([ACCEPT, REJECT, PLACE]), max_size=5))
def test_no_later_report_leaks_into_an_earlier_view(decisions: list[Entry]) -> None:
    later = both(report("Later: 12 convoys, said Borland.", day=date(2023, 12, 9)), "Borland")
    day = date(2023, 12, 1)
    entries = [*both(ONE, "12 convoys"), *decisions]
    assert view(*entries, *later, as_of=day) == view(*entries, as_of=day)
