"""What people decide: nobody's decision is overwritten unseen, and each can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from truceline.case import Asked, Case, Status, ViewedClaim
from truceline.errors import Changed, UnknownId, ValueProblem
from truceline.model import Act, Claim, Coder, Report, Span, Spans, Stance, Voice
from truceline.record import ClaimsCoded, Journal, ReportAdded, TakenBack, View

TEXT = "Arland said that 12 convoys had crossed. Borland said that none had crossed. Corland said nothing."
REPORT = Report.of(TEXT, title="Convoys")


def _claim(speaker: str) -> Claim:
    start = TEXT.index(speaker)
    content = Span.of(TEXT, start, TEXT.index(".", start))
    return Claim.of(
        report=REPORT.id,
        voices=(Voice(speaker),),
        stance=Stance.ASSERTS,
        act=Act("STATE", actors=("Gamma",)),
        quote=content.quote,
        spans=Spans(content=(content,)),
        score=0.5,
        coder=Coder("hand", "1"),
    )


ONE, TWO, THREE = (_claim(name) for name in ("Arland", "Borland", "Corland"))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    Case.create(tmp_path / "case.db", author="Ana").close()
    with Journal.open(tmp_path / "case.db") as journal:
        journal.append([ReportAdded(REPORT, "x.txt"), ClaimsCoded(REPORT.id, ONE.coder, (ONE, TWO, THREE))], "reader")
    with Case.open(tmp_path / "case.db", author="Ana") as opened:
        yield opened


Decide = Callable[[Case, int | None], ViewedClaim]
DECISIONS: dict[str, Decide] = {
    "accept": lambda case, seen: case.accept(ONE.id, seen=seen),
    "reject": lambda case, seen: case.reject(ONE.id, "misread", seen=seen),
    "correct": lambda case, seen: case.correct(ONE.id, {"place": "the river"}, "named", seen=seen),
    "undo": lambda case, seen: case.undo(ONE.id, seen=seen),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_who_has_not_seen_the_last_decision_decides_nothing(case: Case, name: str) -> None:
    first = case.signed("Ben").accept(ONE.id, "plain", seen=0)
    head = case.head()
    for seen in (0, first.decided - 1, first.decided + 1):
        with pytest.raises(Changed, match=r"Ben decided on this claim since \(accepted\).*Nothing was added"):
            DECISIONS[name](case, seen)
    assert case.head() == head
    assert DECISIONS[name](case, first.decided).decided == head.seq + 1


@pytest.mark.parametrize("name", ["accept", "reject", "correct"])
def test_who_saw_no_decision_where_there_is_none_may_decide(case: Case, name: str) -> None:
    decided = DECISIONS[name](case, 0)
    assert decided == case.standing(ONE.id) == case.view().claim(ONE.id)


def test_a_decision_that_was_never_made_was_not_seen(case: Case) -> None:
    with pytest.raises(Changed, match="no entry has this number"):
        case.accept(ONE.id, seen=99)


def test_without_a_number_the_last_one_decides(case: Case) -> None:
    case.accept(ONE.id)
    assert case.reject(ONE.id, "misread").status is Status.REJECTED


def test_of_several_who_saw_the_same_one_decides(case: Case) -> None:
    def decide(n: int) -> bool:
        try:
            case.signed(f"person {n}").accept(ONE.id, seen=0)
        except Changed:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(decide, range(8))) == 1
    assert len(case.standing(ONE.id).history) == 1


def test_the_last_decision_is_taken_back_and_the_one_before_stands_again(case: Case) -> None:
    case.correct(ONE.id, {"place": "the river"}, "named")
    case.correct(ONE.id, {"place": "the bridge"}, "wrong bank")
    case.reject(ONE.id, "misread")
    for place, status in (("the bridge", "corrected"), ("the river", "corrected"), (None, "coded")):
        undone = case.signed("Ben").undo(ONE.id, "a slip")
        assert (undone.claim.act.place, undone.status) == (place, status)
        assert undone == case.view().claim(ONE.id)
        (listed,) = case.find(Asked(speaker="Arland", rejected=True)).claims
        assert (listed.claim, listed.status, listed.decided) == (undone.claim, undone.status, undone.decided)
    with pytest.raises(ValueProblem, match="no decision on this claim to take back"):
        case.undo(ONE.id)
    assert case.verify().entries == 9


def test_the_history_keeps_what_was_taken_back_and_who_did_so(case: Case) -> None:
    case.accept(ONE.id, "plain")
    seen = case.signed("Ben").undo(ONE.id, "a slip")
    accepted, undone = seen.history
    assert (accepted.author, accepted.reason, accepted.taken_back, accepted.takes_back) == (
        "Ana",
        "plain",
        undone.seq,
        0,
    )
    assert (undone.author, undone.reason, undone.takes_back) == ("Ben", "a slip", accepted.seq)
    assert (undone.status, seen.status, seen.decided, seen.last) == ("coded", "coded", undone.seq, None)
    assert case.view().stranded == ()


def test_after_a_decision_was_taken_back_another_can_be_made_and_taken_back(case: Case) -> None:
    case.accept(ONE.id)
    case.undo(ONE.id)
    case.reject(ONE.id, "misread")
    assert case.undo(ONE.id).status is Status.CODED
    assert [d.status.value for d in case.standing(ONE.id).history] == ["accepted", "coded", "rejected", "coded"]


def test_only_the_last_decision_that_stands_can_be_taken_back(case: Case) -> None:
    first = case.accept(ONE.id).decided
    last = case.reject(ONE.id, "misread").decided
    with Journal.open(case.path) as journal:
        for wrong in (first, 0, last + 1, -1):
            with pytest.raises(ValueProblem, match=f"not the last decision.*That is entry {last}"):
                journal.append([TakenBack(ONE.id, wrong)], "Ana")
        with pytest.raises(ValueProblem, match="not the last decision"):
            journal.append([TakenBack(TWO.id, last)], "Ana")
        with pytest.raises(UnknownId):
            journal.append([TakenBack("c-none", last)], "Ana")


def test_a_decision_on_a_claim_that_is_coded_again_is_taken_back_from_the_new_coding(case: Case) -> None:
    case.correct(ONE.id, {"place": "the river"}, "named")
    again = Claim.of(
        report=ONE.report, voices=ONE.voices, stance=ONE.stance, act=ONE.act, quote=ONE.quote, spans=ONE.spans,
        score=0.9, coder=Coder("hand", "2"),
    )  # fmt: skip
    with Journal.open(case.path) as journal:
        journal.append([ClaimsCoded(REPORT.id, again.coder, (again,))], "reader")
    assert (case.standing(ONE.id).claim.act.place, case.standing(ONE.id).claim.score) == ("the river", 0.9)
    assert case.undo(ONE.id).claim == again
    assert [c.claim for c in case.claims_of(REPORT.id)] == [again]
    assert case.standing(TWO.id) == case.view().claim(TWO.id)


@pytest.mark.parametrize("judge", ["same", "different", "unsure"])
def test_who_has_not_seen_the_last_judgement_on_a_pair_judges_nothing(case: Case, judge: str) -> None:
    seen = case.head().seq
    case.signed("Ben").same("Arland", "Borland", "one state")
    with pytest.raises(Changed, match=r"Ben judged these two since \(same\)"):
        getattr(case, judge)("Borland", "Arland", seen=seen)
    getattr(case, judge)("Arland", "Corland", seen=seen)
    getattr(case, judge)("Borland", "Arland", seen=case.head().seq)
    assert [j.author for j in case.judged("Arland", "Borland")] == ["Ben", "Ana"]


def test_what_the_program_notes_on_a_pair_keeps_nobody_from_judging_it(case: Case) -> None:
    seen = case.head().seq
    case.same(ONE.id, TWO.id, "one crossing")
    case.unsure(ONE.id, TWO.id)
    assert {j.author for j in case.judged_with(ONE.id)} <= {"Ana", "truceline"}
    case.same(ONE.id, THREE.id, seen=seen)


def test_consolidation_can_be_left_for_later(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(Case, "consolidate", lambda self: called.append("now"))
    case.same(ONE.id, TWO.id, consolidate=False)
    assert called == []
    case.different(ONE.id, TWO.id)
    assert called == ["now"]


def test_no_decision_folds_the_journal(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the whole journal was read")

    monkeypatch.setattr(View, "of", refuse)
    monkeypatch.setattr(Journal, "entries", refuse)
    case.accept(ONE.id)
    case.correct(ONE.id, {"stance": "denies"}, "it says so")
    case.undo(ONE.id)
    case.same("Arland", "Borland")
    case.same(ONE.id, TWO.id, consolidate=False)
    assert case.moment("2023-12-01T07:00").tzinfo is not None  # type: ignore[union-attr]
    assert case.settings.title == "case"


def test_somebody_else_signs_with_the_same_case(case: Case) -> None:
    with case.signed("Ben") as other:
        other.accept(ONE.id)
    other.reject(TWO.id, "misread")
    assert {r.author for r in case.entries(kinds=("review",))} == {"Ben"}
    assert case.accept(THREE.id).history[-1].author == "Ana"
    with pytest.raises(ValueProblem, match="the program itself"):
        case.signed("truceline")
