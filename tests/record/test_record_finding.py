"""What the index answers is what the view says, for any journal, at any moment."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import by_view
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journals import NAMES, journals
from record_values import T0, both, claim, report

from truceline.errors import AmbiguousId, UnknownId, ValueProblem
from truceline.record import (
    FACETS,
    Asked,
    Correction,
    Entry,
    Facet,
    Journal,
    Known,
    Listed,
    Review,
    ReviewDecision,
    Sort,
    Status,
    View,
)

MOMENTS = [
    None,
    *(date(2023, 12, d) for d in range(1, 6)),
    *(datetime(2023, 12, d, h, tzinfo=UTC) for d in (1, 2, 3) for h in (0, 10, 12, 22)),
]
Made = list[tuple[Entry, datetime]]


@contextmanager
def kept(made: Made) -> Iterator[Journal]:
    with tempfile.TemporaryDirectory() as folder, Journal.create(Path(folder) / "case.db") as journal:
        add(journal, made)
        yield journal


def add(journal: Journal, made: Made) -> None:
    for entry, at in made:
        journal.append([entry], "Ana", at)


def every(journal: Journal, asked: Asked, limit: int) -> list[Listed]:
    """All of a list, part by part, and back again."""
    found, cursor, parts = [], "", []
    while True:
        page = journal.finding.find(asked, limit, cursor)
        found += page.claims
        parts.append((cursor, page.claims))
        assert (page.previous is None) == (len(parts) == 1)
        if page.previous is not None:
            before = journal.finding.find(asked, limit, page.previous)
            assert before.claims == parts[-2][1]
        if page.next is None:
            assert page.total == len(found)
            return found
        cursor = page.next


asked = st.builds(
    Asked,
    as_of=st.sampled_from(MOMENTS),
    speaker=st.sampled_from([(), (), ("Arland",), ("Arland", "Borland")]),
    party=st.sampled_from([(), (), *((n,) for n in NAMES)]),
    actor=st.sampled_from([(), (), ("",), ("Arland",)]),
    act=st.sampled_from([(), (), ("RETREAT",)]),
    mode=st.sampled_from([(), (), ("",)]),
    quad=st.sampled_from([(), (), ("material conflict",)]),
    stance=st.sampled_from([(), (), ("asserts",)]),
    place=st.sampled_from([(), (), ("",), ("الميناء", "the bridge")]),
    publisher=st.sampled_from([(), (), ("",), ("River Post",)]),
    status=st.sampled_from([(), (), ("rejected",), ("coded", "corrected")]),
    since=st.sampled_from([None, None, date(2023, 12, 2), datetime(2023, 12, 2, tzinfo=UTC)]),
    until=st.sampled_from([None, None, date(2023, 12, 2), datetime(2023, 12, 2, tzinfo=UTC), date.max]),
    dated=st.sampled_from([None, None, True, False]),
    doubt=st.sampled_from([None, None, 0.5]),
    waiting=st.sampled_from([False, False, True]),
    rejected=st.booleans(),
    sort=st.sampled_from(list(Sort)),
)


@settings(max_examples=40, deadline=None)
@given(journals(), st.lists(asked, min_size=1, max_size=6), st.integers(1, 5))
def test_lists_facets_and_reports_are_those_of_the_view(made: Made, questions: list[Asked], limit: int) -> None:
    with kept(made) as journal:
        entries = list(journal.entries())
        for question in questions:
            view = View.fold(entries, question.as_of)
            expected = by_view.find(view, question, entries)
            assert every(journal, question, limit) == expected
            assert journal.finding.ids(question) == tuple(c.id for c in expected)
            assert journal.finding.facets(question, 99) == by_view.facets(view, question, entries)
            lines = journal.report_lines(question.as_of, "", 99, "").reports
            assert list(lines) == by_view.report_lines(view, entries)


@settings(max_examples=40, deadline=None)
@given(journals(), st.sampled_from(MOMENTS))
def test_each_claim_and_report_stands_as_the_view_has_it(made: Made, as_of: date | None) -> None:
    with kept(made) as journal:
        view, then = View.of(journal), View.of(journal, as_of)
        for seen in (*view.claims, *view.older):
            assert journal.ask(partial(Known.standing, claim=seen.id)) == seen
        for of in view.reports:
            assert journal.ask(partial(Known.claims_of, report=of.id)) == view.claims_of(of.id)
        assert journal.ask(lambda known: known.settings()) == view.settings
        assert set(journal.ask(lambda known: known.known_by(as_of or date.max))) == {r.id for r in then.reports}


@settings(max_examples=40, deadline=None)
@given(journals(), st.data())
def test_what_comes_in_between_questions_is_seen_and_the_index_is_that_of_the_entries(
    made: Made, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(made)))
    with kept(made[:cut]) as journal:
        question = data.draw(asked)
        journal.finding.facets(question, 99)
        journal.finding.find(question, 9, "")
        for entry, at in made[cut:]:
            journal.append([entry], "Ana", at)
            entries = list(journal.entries())
            view = View.fold(entries, question.as_of)
            assert every(journal, question, 50) == by_view.find(view, question, entries)
            assert journal.finding.facets(question, 99) == by_view.facets(view, question, entries)
        assert journal.verify().entries == len(made)
        journal.rebuild()
        assert every(journal, question, 50) == by_view.find(
            view if made[cut:] else View.of(journal, question.as_of), question, list(journal.entries())
        )


ONE = report()
OTHER = report("12 convoys, again. Hostages came home.", title="Two", publisher=None, day=date(2023, 12, 2))


@pytest.fixture
def filled(journal: Journal) -> Journal:
    journal.append([*both(ONE, "12 convoys", "Borland"), *both(OTHER, "12 convoys", "Hostages came home")], "Ana", T0)
    return journal


def quotes(journal: Journal, **conditions: Any) -> list[str]:
    return [c.claim.quote for c in journal.finding.find(Asked(**conditions), 50, "").claims]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("convoys", ["12 convoys", "12 convoys"]),
        ("CONVOY", ["12 convoys", "12 convoys"]),
        ('"came home"', ["Hostages came home"]),
        ("home hostage", ["Hostages came home"]),
        ("river", []),
        ("  ", ["12 convoys", "Borland", "12 convoys", "Hostages came home"]),
    ],
)
def test_words_are_looked_for_in_quotes(filled: Journal, words: str, found: list[str]) -> None:
    assert quotes(filled, words=words) == found


def test_the_places_of_the_words_in_a_quote_come_with_it(filled: Journal) -> None:
    (found,) = filled.finding.find(Asked(words="home hostages"), 50, "").claims
    assert [found.claim.quote[a:b] for a, b in found.found] == ["Hostages", "home"]
    assert {c.found for c in filled.finding.find(Asked(), 50, "").claims} == {()}


def test_words_are_looked_for_in_the_quote_as_it_was_corrected(filled: Journal) -> None:
    id = claim(ONE).id
    spans = {
        "content": [{"start": ONE.text.index("convoys"), "end": ONE.text.index("convoys") + 7, "quote": "convoys"}]
    }
    changes = {"spans": {"source": [], "cue": [], **spans}, "quote": "convoys"}
    filled.append([Correction.of(id, changes, "the number is not in doubt")], "Ana")
    assert quotes(filled, words="12") == ["12 convoys"]
    assert quotes(filled, words="convoys") == ["convoys", "12 convoys"]
    assert filled.verify().claims == 4


@pytest.mark.parametrize("words", ["-", '"', "* ^"])
def test_something_without_a_word_is_refused(filled: Journal, words: str) -> None:
    for ask in (
        lambda: filled.finding.find(Asked(words=words), 5, ""),
        lambda: filled.report_lines(None, words, 5, ""),
    ):
        with pytest.raises(ValueProblem, match="no word to look for"):
            ask()


@pytest.mark.parametrize(
    ("conditions", "words"),
    [
        ({"act": "BOMB"}, "no act 'BOMB'"),
        ({"stance": "shouts"}, "no stance 'shouts'"),
        ({"status": ("coded", "lost")}, "no status 'lost'"),
        ({"quad": "war"}, "no quad"),
        ({"modality": "x"}, "no modality"),
        ({"sort": "size"}, "no sort 'size'.*published, newest"),
        ({"as_of": datetime(2023, 12, 1)}, "as_of: .*UTC offset"),
        ({"since": datetime(2023, 12, 1)}, "since: .*UTC offset"),
    ],
)
def test_a_condition_that_cannot_be_is_refused(conditions: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueProblem, match=words):
        Asked(**conditions)


def test_one_value_and_several_are_asked_for_alike() -> None:
    assert Asked(speaker="Arland", act="retreat") == Asked(speaker=("Arland",), act=("RETREAT",))
    assert Asked(place="") == Asked(place=()) == Asked()
    assert Asked(place=("", "")).place == ("",)


def test_the_claims_of_one_report_are_asked_for_by_the_beginning_of_its_id(filled: Journal) -> None:
    assert quotes(filled, report=ONE.id[:9]) == ["12 convoys", "Borland"]
    with pytest.raises(AmbiguousId, match="several reports"):
        quotes(filled, report="r-")
    for wrong, as_of in (("r-none", None), ("\ud83d", None), (OTHER.id, date(2023, 12, 1))):
        with pytest.raises((UnknownId, ValueProblem)):
            quotes(filled, report=wrong, as_of=as_of)


def test_a_facet_counts_what_could_be_chosen_instead(filled: Journal) -> None:
    filled.append([Review(claim(ONE).id, ReviewDecision.REJECTED, "misread")], "Ana")
    found = filled.finding.facets(Asked(publisher="River Post"), 99)
    assert set(found) == set(FACETS)
    assert found["publisher"] == (Facet("", 2), Facet("River Post", 1))
    assert found["speaker"] == (Facet("Arland", 1),)
    assert found["status"] == (Facet("coded", 1), Facet("rejected", 1))
    assert quotes(filled, status="rejected") == ["12 convoys"]


def test_a_facet_is_cut_off_after_the_most_frequent(filled: Journal) -> None:
    assert filled.finding.facets(Asked(), 1)["publisher"] == (Facet("", 2),)


def test_a_list_goes_on_where_it_stopped_whatever_came_in_meanwhile(filled: Journal) -> None:
    first = filled.finding.find(Asked(), 2, "")
    assert first.next is not None
    early = report("12 convoys came early.", title="Early", day=date(2023, 11, 30))
    late = report("12 convoys came late.", title="Late", day=date(2023, 12, 3))
    filled.append([*both(early, "12 convoys"), *both(late, "12 convoys")], "Ana")
    rest = filled.finding.find(Asked(), 50, first.next)
    assert [c.claim.report for c in rest.claims] == [OTHER.id, OTHER.id, late.id]
    assert rest.total == 6


@pytest.mark.parametrize(
    "cursor", ["x", "é", "W10", "bnVsbA", "WyJwdWJsaXNoZWQiXQ", "WyJwdWJsaXNoZWQiLDEsMiwzLDRd", "W1tbW1tb" * 90]
)
def test_a_cursor_of_another_making_is_refused(filled: Journal, cursor: str) -> None:
    for ask in (lambda: filled.finding.find(Asked(), 2, cursor), lambda: filled.report_lines(None, "", 2, cursor)):
        with pytest.raises(ValueProblem, match="no cursor of this list"):
            ask()


def test_a_cursor_of_another_order_is_refused(filled: Journal) -> None:
    other = filled.finding.find(Asked(sort="doubt"), 2, "").next
    assert other is not None
    with pytest.raises(ValueProblem, match="no cursor"):
        filled.finding.find(Asked(), 2, other)


@pytest.mark.parametrize("limit", [0, -1])
def test_a_part_without_lines_is_refused(filled: Journal, limit: int) -> None:
    with pytest.raises(ValueProblem, match="at least 1 line"):
        filled.finding.find(Asked(), limit, "")
    with pytest.raises(ValueProblem, match="at least 1 line"):
        filled.report_lines(None, "", limit, "")


def test_the_list_of_reports_is_paged_both_ways_and_searched(filled: Journal) -> None:
    more = [report(f"{n} convoys.", title=f"No {n}", day=date(2023, 12, 3) + timedelta(n)) for n in range(5)]
    for one in more:
        filled.append(both(one), "Ben")
    pages, cursor = [], ""
    while cursor is not None:
        pages.append(filled.report_lines(None, "", 3, cursor))
        cursor = pages[-1].next  # type: ignore[assignment]
    assert [r.title for p in pages for r in p.reports][-2:] == ["Two", "Convoys at the river"]
    assert [len(p.reports) for p in pages] == [3, 3, 1]
    assert {p.total for p in pages} == {7}
    assert [p.previous for p in pages][:2] == [None, ""]
    assert filled.report_lines(None, "", 3, pages[2].previous or "").reports == pages[1].reports
    assert [r.title for r in filled.report_lines(None, "crossed", 9, "").reports] == ["Convoys at the river"]
    assert [r.id for r in filled.report_lines(date(2023, 12, 1), "", 9, "").reports] == [ONE.id]


def test_a_report_is_found_among_the_versions_of_its_address(journal: Journal) -> None:
    url = "https://post.example/1"
    first, second = (report(f"Version {n}.", day=date(2023, 12, n), url=url) for n in (1, 2))
    journal.append([*both(second), *both(first), *both(ONE)], "Ana")
    assert [v.id for v in journal.versions(first.id, None)] == [first.id, second.id]
    assert [v.superseded_by for v in journal.versions(second.id[:9], None)] == [second.id, None]
    (alone,) = journal.versions(first.id, date(2023, 12, 1))
    assert alone.superseded_by is None
    assert [v.id for v in journal.versions(ONE.id, None)] == [ONE.id]
    with pytest.raises(UnknownId, match="See the list of reports for their ids; a view of an earlier day lacks"):
        journal.versions(second.id, date(2023, 12, 1))


def test_a_claim_says_when_it_came_in_however_late_that_was(filled: Journal) -> None:
    late = report("12 convoys were seen.", title="Late bulletin", day=date(2023, 11, 1))
    (_, recorded) = filled.append(both(late, "12 convoys"), "Ben", T0 + timedelta(days=9))
    first = filled.finding.find(Asked(sort="added"), 1, "").claims[0]
    assert (first.title, first.seq, first.added) == ("Late bulletin", recorded.seq, recorded.time)


def test_a_status_that_is_wanted_is_given(filled: Journal) -> None:
    filled.append([Review(claim(ONE).id, ReviewDecision.ACCEPTED, "")], "Ana")
    (found,) = filled.finding.find(Asked(status="accepted"), 9, "").claims
    assert (found.status, found.decided) == (Status.ACCEPTED, 5)
    assert [c.decided for c in filled.finding.find(Asked(), 9, "").claims] == [5, 0, 0, 0]


def test_a_record_without_claims_and_one_with_a_bare_claim_can_be_asked(journal: Journal) -> None:
    assert quotes(journal) == []
    assert set(journal.finding.facets(Asked(as_of=date(2023, 12, 1)), 9).values()) == {()}
    assert journal.report_lines(None, "", 9, "").reports == ()
    entries = both(ONE, "12 convoys")
    bare = claim(ONE).with_act(actors=())
    journal.append([entries[0], replace(entries[1], claims=(bare,))], "Ana")  # type: ignore[type-var]
    assert quotes(journal) == quotes(journal, actor=("",)) == ["12 convoys"]
    assert journal.finding.facets(Asked(), 9)["actor"] == (Facet("", 1),)
    journal.append([Review(bare.id, ReviewDecision.ACCEPTED, "")], "Ana")
    assert quotes(journal, status="accepted") == ["12 convoys"]


def test_times_at_the_ends_of_the_calendar_are_kept(journal: Journal) -> None:
    from truceline.model import Basis, Precision, When

    begin = datetime.min.replace(tzinfo=UTC).astimezone(UTC)
    end = datetime(9999, 12, 31, 23, tzinfo=UTC)
    far = When(begin, end, Precision.SPAN, Basis.STATED)
    entries = both(ONE, "12 convoys")
    coded: Any = entries[1]
    made = claim(ONE).with_act(when=far)
    journal.append([entries[0], replace(coded, claims=(made,))], "Ana")
    assert quotes(journal, since=date.min, until=date.max) == ["12 convoys"]
    assert journal.verify().claims == 1
