"""One open record is asked and written to by many threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

from record_values import both, claim, report

from truceline.record import Asked, Correction, Journal, Review, ReviewDecision

THREADS = 40
REPORTS = 30


def test_forty_threads_ask_while_others_write(journal: Journal) -> None:
    """Every answer is of one moment: two claims come in at a time, and one of them is taken out with a reason."""
    begin, done = Barrier(THREADS), Event()

    def write() -> int:
        begin.wait()
        for n in range(REPORTS):
            of = report(f"{n}: 12 convoys had crossed, said Borland.", title=f"No {n}")
            journal.append(both(of, "12 convoys", "Borland"), "writer")
        done.set()
        return 0

    def ask(_: int) -> int:
        begin.wait()
        asked, seen = 0, 0
        while not done.is_set() or asked == 0:
            page = journal.finding.find(Asked(words="convoys"), 5, "")
            every = journal.finding.find(Asked(), 999, "")
            assert len(every.claims) == every.total
            assert every.total % 2 == 0
            assert seen <= page.total <= every.total // 2
            seen = page.total
            counts = journal.finding.facets(Asked(), 9)["status"]
            assert all(facet.count >= every.total for facet in counts)
            assert journal.report_lines(None, "", 5, "").total >= every.total // 2
            asked += 1
        return asked

    with ThreadPoolExecutor(THREADS) as pool:
        writing = pool.submit(write)
        answers = [pool.submit(ask, n) for n in range(THREADS - 1)]
        assert writing.result(60) == 0
        assert all(answer.result(60) for answer in answers)
    assert journal.finding.find(Asked(), 1, "").total == 2 * REPORTS
    assert journal.verify().claims == 2 * REPORTS


def test_forty_threads_decide_one_after_the_other(journal: Journal) -> None:
    of = report(" ".join(f"{n} convoys." for n in range(THREADS)), title="Many")
    words = [f"{n} convoys" for n in range(THREADS)]
    journal.append(both(of, *words), "reader")

    def decide(n: int) -> int:
        id = claim(of, words[n]).id
        journal.append([Correction.of(id, {"place": f"Place {n}"}, "named")], f"person {n}")
        (recorded,) = journal.append([Review(id, ReviewDecision.ACCEPTED, "")], f"person {n}")
        (found,) = journal.finding.find(Asked(place=f"Place {n}"), 9, "").claims
        assert found.decided >= recorded.seq
        return recorded.seq

    with ThreadPoolExecutor(THREADS) as pool:
        assert len(set(pool.map(decide, range(THREADS)))) == THREADS
    assert journal.finding.find(Asked(status="accepted"), 1, "").total == THREADS
    assert journal.verify().entries == 2 + 2 * THREADS
