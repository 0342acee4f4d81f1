"""Consolidation: what the claims say of incidents stands in the journal, with reasons, and can be undone."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path

import pytest

from truceline import consolidation
from truceline.accounts.incidents import Incidents
from truceline.case import Case
from truceline.cli import run
from truceline.consolidation import BY_WAY_OF_OTHERS, GONE, NOTHING_LEFT, standing
from truceline.errors import ValueProblem
from truceline.record import About, Judgement, SameVerdict, View

SAME, DIFFERENT, UNSURE = SameVerdict.SAME, SameVerdict.DIFFERENT, SameVerdict.UNSURE

AGREEMENT = """
agreement: Release in the valley
id: valley
text_of: 2024-03-01
zone: Europe/Rome
parties: {north: Northland, south: Southland}
mediators: [Westland]
people:
  sailors: {held_by: south, called: [sailors]}
duties:
  release: {by: south, release: 20 sailors, within: 9 days}
"""
HEAD = """case: The valley
zone: Europe/Rome
reports:
  - title: {0}
    publisher: {0}
    published: {1}
    claims:
"""
FREED = "says: '{}', does: release, by: Southland, what: sailors"


def sheet(name: str, when: str, *claims: str) -> str:
    return HEAD.format(name, when) + "".join(f"      - {{{c}}}\n" for c in claims)


def freed(speaker: str, number: int | None = None, more: str = "") -> str:
    told = f"Southland freed {number or 'some'} sailors on 3 March, {speaker} says."
    count = f", number: {number}" if number else ""
    return f"speaker: {speaker}, {FREED.format(told)}, when: 2024-03-03{count}{more}"


REPORTS = {
    "noon": sheet("Noon", "2024-03-03 12:00", freed("Westland", 13)),
    "evening": sheet("Evening", "2024-03-03 18:00", freed("Northland", 13), freed("Eastland")),
    "night": sheet("Night", "2024-03-03 22:00", freed("Southland", 13), freed("Southland", 4, ", kinds: [wounded]")),
    "next": sheet(
        "Next day",
        "2024-03-04 09:00",
        f"speaker: Southland, {FREED.format('It freed two more on 4 March.')}, number: 2, when: 2024-03-04",
        f"speaker: Northland, {FREED.format('It freed nobody on 4 March.')}, when: 2024-03-04, denies: yes",
    ),
}


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    with Case.create(tmp_path / "case.db", title="Valley", zone="Europe/Rome", author="Ana") as made:
        yield made


def read(case: Case, names: Iterable[str]) -> Case:
    for name in names:
        path = case.path.with_name(f"{name}.yaml")
        path.write_text(REPORTS[name], encoding="utf-8")
        case.read_typed(path)
    return case


def said(case: Case, by: str = "truceline") -> list[Judgement]:
    return [j.judgement for j in case.view().judgements if j.author == by]


def claim(case: Case, words: str) -> str:
    (found,) = (c.id for c in case.claims() if words in c.claim.quote)
    return found


def incidents(case: Case) -> Incidents:
    return case.assess("valley").incidents


def together(case: Case, a: str, b: str) -> bool:
    return b in incidents(case).by_claim[a].claims


def to_review(case: Case) -> set[frozenset[str]]:
    return {frozenset((m.a, m.b)) for m in incidents(case).doubtful}


# --- what is noted ----------------------------------------------------------------------------------
def test_every_merge_and_every_doubt_is_a_judgement_of_the_program_with_its_reason(case: Case) -> None:
    found = read(case, REPORTS).consolidate()
    stands = standing(case.view())
    assert {p for p, j in stands.items() if j.verdict is SAME} == {tuple(sorted((m.a, m.b))) for m in found.merges}
    assert {p for p, j in stands.items() if j.verdict is UNSURE} == {tuple(sorted((m.a, m.b))) for m in found.doubtful}
    assert found.merges
    assert found.doubtful
    assert {j.reason for j in stands.values()} == {m.reason for m in (*found.merges, *found.doubtful)}
    assert all(j.reason for j in stands.values())


def test_what_is_noted_is_what_an_assessment_takes_together(case: Case) -> None:
    case.add_agreement(AGREEMENT)
    found = read(case, REPORTS).consolidate()
    assert (found.merges, found.doubtful) == (incidents(case).merges, incidents(case).doubtful)


def test_the_groups_of_the_record_are_the_incidents(case: Case) -> None:
    case.add_agreement(AGREEMENT)
    read(case, REPORTS)
    groups = {frozenset(g) for g in case.identity(About.INCIDENT).groups()}
    assert groups == {frozenset(i.claims) for i in incidents(case).incidents if len(i.claims) > 1}


def test_what_is_noted_leaves_the_record_sound_and_people_unsigned(case: Case) -> None:
    read(case, REPORTS)
    assert case.verify().entries == len(said(case)) + 1 + 2 * len(REPORTS)
    assert said(case, "Ana") == []


def test_noting_it_again_adds_nothing(case: Case) -> None:
    read(case, REPORTS)
    before = case.verify()
    again = case.consolidate()
    assert again.added == 0
    assert again.merges
    assert read(case, REPORTS).verify() == before


def test_a_dry_run_notes_nothing(case: Case) -> None:
    case.read_text("Alpha said on Monday that it had released 13 sailors of the northern side.", dry_run=True)
    assert case.verify().entries == 1


def test_the_demo_is_noted_as_it_is_read(case: Case) -> None:
    case.read_demo()
    found = case.consolidate()
    assert found.added == 0
    assert len(standing(case.view())) == len(found.merges) + len(found.doubtful) > 20


def test_a_record_read_by_an_earlier_release_is_noted_at_once(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as earlier:
        earlier.setattr(Case, "consolidate", lambda self: None)
        read(case, REPORTS)
    assert said(case) == []
    assert case.consolidate().added == len(said(case)) > 0


# --- whatever the order -----------------------------------------------------------------------------
def test_what_stands_is_a_function_of_the_claims(tmp_path: Path) -> None:
    found = set()
    for n, order in enumerate([*permutations(REPORTS)][::5]):
        (tmp_path / str(n)).mkdir()
        with Case.create(tmp_path / str(n) / "case.db", zone="Europe/Rome", author="Ana") as one:
            stands = standing(read(one, order).view())
            found.add(frozenset((p, j.verdict, j.reason) for p, j in stands.items()))
            assert one.consolidate().added == 0
    assert len(found) == 1


def test_what_no_longer_follows_is_taken_back_with_the_reason(case: Case) -> None:
    read(case, ["noon", "evening"])
    mention, first = claim(case, "Eastland says"), claim(case, "Westland says")
    pair = tuple(sorted((mention, first)))
    assert standing(case.view())[pair].verdict is SAME
    read(case, ["night"])
    assert standing(case.view())[pair].verdict is UNSURE
    assert [j.verdict for j in said(case) if j.pair == pair] == [SAME, UNSURE]


def test_a_rejected_claim_leaves_its_incident_at_the_next_run(case: Case) -> None:
    read(case, ["noon", "evening"])
    gone, first = claim(case, "Northland says"), claim(case, "Westland says")
    case.reject(gone, "misread")
    assert case.consolidate().added == 1
    assert said(case)[-1].reason == GONE
    case.accept(gone)
    case.consolidate()
    assert standing(case.view())[tuple(sorted((gone, first)))].verdict is SAME  # type: ignore[index]


def test_a_pair_that_others_join_now_is_taken_back_without_parting_it(case: Case) -> None:
    read(case, ["evening"])
    mention, later = claim(case, "Eastland says"), claim(case, "Northland says")
    assert tuple(sorted((mention, later))) in standing(case.view())
    read(case, ["noon"])
    assert [j.reason for j in said(case) if {j.a, j.b} == {mention, later}][-1] == BY_WAY_OF_OTHERS
    assert case.identity(About.INCIDENT).same(mention, later)


def test_a_corrected_day_takes_a_merge_back(case: Case) -> None:
    read(case, ["noon", "evening"])
    moved = claim(case, "Northland says")
    when = case.show(moved).viewed.claim.to_json()["when"]
    days = {"start": "2024-02-01T00:00:00+01:00", "end": "2024-02-02T00:00:00+01:00"}
    case.correct(moved, {"when": {**when, **days}}, "it was in February")
    case.consolidate()
    assert said(case)[-1].reason == NOTHING_LEFT


# --- people's judgements ----------------------------------------------------------------------------
def test_a_merge_can_be_undone_and_done_again(case: Case) -> None:
    case.add_agreement(AGREEMENT)
    read(case, REPORTS)
    a, b = claim(case, "Westland says"), claim(case, "Northland says")
    assert together(case, a, b)
    case.different(a, b, "two buses")
    assert not together(case, a, b)
    assert frozenset((a, b)) not in to_review(case)
    case.unsure(a, b, "who knows")
    assert not together(case, a, b)
    assert frozenset((a, b)) in to_review(case)
    case.same(a, b, "one bus after all")
    assert together(case, a, b)


@pytest.mark.parametrize("undo", [DIFFERENT, UNSURE])
def test_every_merge_of_the_rules_can_be_undone(case: Case, undo: SameVerdict) -> None:
    case.add_agreement(AGREEMENT)
    read(case, REPORTS)
    for merge in case.consolidate().merges:
        {DIFFERENT: case.different, UNSURE: case.unsure}[undo](merge.a, merge.b, "so I judge")
        assert not together(case, merge.a, merge.b), merge.reason
        case.same(merge.a, merge.b, "taken back")
        assert together(case, merge.a, merge.b)


def test_what_the_rules_left_apart_can_be_joined(case: Case) -> None:
    case.add_agreement(AGREEMENT)
    read(case, REPORTS)
    doubt = case.consolidate().doubtful[0]
    case.same(doubt.a, doubt.b, "the same bus")
    assert together(case, doubt.a, doubt.b)
    assert frozenset((doubt.a, doubt.b)) not in to_review(case)


@pytest.mark.parametrize("verdict", [SAME, DIFFERENT, UNSURE])
def test_nothing_is_noted_on_a_pair_that_a_person_judged(case: Case, verdict: SameVerdict) -> None:
    read(case, REPORTS)
    merge = case.consolidate().merges[0]
    {SAME: case.same, DIFFERENT: case.different, UNSURE: case.unsure}[verdict](merge.b, merge.a, "so I judge")
    before = [j for j in said(case) if {j.a, j.b} == {merge.a, merge.b}]
    assert case.consolidate().added == 0
    assert [j for j in said(case) if {j.a, j.b} == {merge.a, merge.b}] == before
    assert case.identity(About.INCIDENT).verdict(merge.a, merge.b) is verdict


def test_undoing_a_merge_leaves_no_contradiction_of_the_programs_own(case: Case) -> None:
    read(case, REPORTS)
    a, b = claim(case, "Northland says"), claim(case, "Southland freed 13 sailors on 3 March, Southland says")
    assert case.identity(About.INCIDENT).same(a, b)
    case.different(a, b, "two buses")
    assert case.identity(About.INCIDENT).contradictions() == ()


def test_a_denial_that_answers_a_claim_by_name_can_be_parted_from_it(case: Case) -> None:
    told = f"label: told, speaker: Southland, {FREED.format('It freed two on 4 March.')}, number: 2, when: 2024-03-04"
    denial = f"speaker: Northland, {FREED.format('That is not so.')}, when: 2024-03-04, denies: yes, answers: told"
    path = case.path.with_name("answer.yaml")
    path.write_text(sheet("Answer", "2024-03-04 20:00", told, denial), encoding="utf-8")
    case.add_agreement(AGREEMENT)
    case.read_typed(path)
    a, b = claim(case, "freed two"), claim(case, "not so")
    assert together(case, a, b)
    case.different(a, b, "it denies another release")
    assert not together(case, a, b)


def test_the_names_of_an_agreement_count(case: Case) -> None:
    claims = freed("Westland", 13), freed("Northland", 13).replace("by: Southland", "by: Men of the south")
    path = case.path.with_name("names.yaml")
    path.write_text(sheet("Names", "2024-03-03 22:00", *claims), encoding="utf-8")
    case.read_typed(path)
    before = len(standing(case.view()))
    case.add_agreement(AGREEMENT.replace("south: Southland", "south: [Southland, Men of the south]"))
    found = case.consolidate()
    assert (found.merges, found.doubtful) == (incidents(case).merges, incidents(case).doubtful)
    assert before <= len(standing(case.view())) == 1


def test_the_program_s_own_name_is_nobody_else_s(tmp_path: Path) -> None:
    with pytest.raises(ValueProblem, match="truceline"):
        Case.create(tmp_path / "case.db", author="truceline")
    assert not (tmp_path / "case.db").exists()


# --- the command line, and several processes --------------------------------------------------------
def test_the_command_different_undoes_a_merge(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TRUCELINE_DB", str(case.path))
    monkeypatch.setenv("TRUCELINE_AUTHOR", "Ana")
    case.add_agreement(AGREEMENT)
    read(case, REPORTS)
    a, b = claim(case, "Westland says"), claim(case, "Northland says")
    assert run(["different", a, b, "--reason", "two buses"]) == 0
    shown = capsys.readouterr()
    assert "Judge again" not in shown.out + shown.err
    assert not together(case, a, b)
    assert run(["unsure", a, b, "--reason", "who knows"]) == 0
    assert run(["incidents", "--review"]) == 0
    shown = capsys.readouterr()
    assert a in shown.out
    assert b in shown.out


READING = """
import sys
from truceline.case import Case

with Case.open(sys.argv[1], author="Bo") as case:
    for path in sys.argv[2:]:
        case.read_typed(path)
"""


def test_two_processes_note_each_merge_once(case: Case, tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.yaml" for name in REPORTS]
    for path in paths:
        path.write_text(REPORTS[path.stem], encoding="utf-8")
    orders = paths, paths[::-1]
    running = [subprocess.Popen([sys.executable, "-c", READING, str(case.path), *map(str, o)]) for o in orders]
    assert [process.wait(60) for process in running] == [0, 0]
    case.verify()
    assert case.consolidate().added == 0
    latest: dict[tuple[str, str], tuple[SameVerdict, str]] = {}
    for one in said(case):
        assert latest.get(one.pair) != (one.verdict, one.reason)
        latest[one.pair] = (one.verdict, one.reason)


def test_claims_that_came_in_meanwhile_are_taken_in(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    read(case, ["noon", "evening"])
    worked_out, views = consolidation._state, []

    def slow(view: View) -> object:
        views.append(view)
        found = worked_out(view)
        if len(views) == 1:
            with monkeypatch.context() as other:
                other.setattr(Case, "consolidate", lambda self: None)
                read(case, ["night"])
        return found

    case.reject(claim(case, "Westland says"), "misread")
    monkeypatch.setattr(consolidation, "_state", slow)
    assert case.consolidate().added > 0
    assert len(views) == 2
    assert case.consolidate().added == 0
