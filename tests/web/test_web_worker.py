"""What needs the whole record is worked out in a process beside the server, and nothing of that stops the server."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from truceline.case import Case
from truceline.errors import TrucelineError, UnknownId
from truceline.web.worker import Job, Worker
from truceline.web.working import Working

WAIT = 60


# --- jobs, found by the worker's process under the name of this module -----------------------------------
def echo(working: Working, **arguments: Any) -> dict[str, Any]:
    return {"title": working.case.settings.title, "process": os.getpid(), **arguments}


def counting(working: Working, upto: int) -> int:
    for n in range(upto):
        working.told({"done": n})
    return upto


def unknown(working: Working) -> None:
    raise UnknownId("there is no such thing.", where="here", todo="Look elsewhere.")


def broken(working: Working) -> None:
    raise ZeroDivisionError("a defect")


def ending(working: Working) -> None:
    os._exit(9)


def slow(working: Working) -> None:
    time.sleep(WAIT)


@pytest.fixture
def worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *sys.path]))
    Case.create(tmp_path / "case.db", title="A quiet case", author="desk").close()
    worker = Worker(tmp_path / "case.db")
    yield worker
    worker.close()


def ask(worker: Worker, job: str, **arguments: Any) -> Any:
    return json.loads(worker.submit(Job(f"test_web_worker:{job}", arguments)).result(WAIT))


def test_a_job_runs_in_another_process_with_the_case_open(worker: Worker) -> None:
    found = ask(worker, "echo", word="šum")
    assert (found["title"], found["word"]) == ("A quiet case", "šum")
    assert found["process"] != os.getpid()


def test_one_process_does_all_jobs_in_their_order(worker: Worker) -> None:
    waiting = [worker.submit(Job("test_web_worker:echo", {"n": n})) for n in range(3)]
    found = [json.loads(w.result(WAIT)) for w in waiting]
    assert [f["n"] for f in found] == [0, 1, 2]
    assert len({f["process"] for f in found}) == 1


def test_progress_is_told_as_it_is_made(worker: Worker) -> None:
    told: list[Any] = []
    assert json.loads(worker.submit(Job("test_web_worker:counting", {"upto": 3}), told=told.append).result(WAIT)) == 3
    assert told == [{"done": 0}, {"done": 1}, {"done": 2}]


def test_an_error_of_the_tree_comes_back_as_it_was_raised(worker: Worker) -> None:
    with pytest.raises(UnknownId) as caught:
        ask(worker, "unknown")
    assert (caught.value.what, caught.value.where, caught.value.todo) == (
        "there is no such thing.",
        "here",
        "Look elsewhere.",
    )


def test_a_defect_is_told_in_plain_words_and_the_next_job_runs(worker: Worker) -> None:
    with pytest.raises(TrucelineError, match="could not be worked out"):
        ask(worker, "broken")
    assert ask(worker, "echo", n=1)["n"] == 1


def test_a_process_that_ends_is_told_and_another_takes_its_place(worker: Worker) -> None:
    with pytest.raises(TrucelineError, match="has ended"):
        ask(worker, "ending")
    assert ask(worker, "echo", n=1)["n"] == 1


def test_closing_does_not_wait_for_a_long_job(worker: Worker) -> None:
    ask(worker, "echo")
    job, waiting = worker.submit(Job("test_web_worker:slow", {})), worker.submit(Job("test_web_worker:echo", {}))
    while not job.running():
        time.sleep(0.01)
    begun = time.monotonic()
    worker.close()
    assert time.monotonic() - begun < WAIT / 2
    assert isinstance(job.exception(1), TrucelineError)
    assert waiting.cancelled()


def test_an_idle_process_ends_and_gives_its_memory_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), *sys.path]))
    Case.create(tmp_path / "case.db", author="desk").close()
    worker = Worker(tmp_path / "case.db", idle=0.2)
    try:
        first = ask(worker, "echo")["process"]
        deadline = time.monotonic() + WAIT
        while Path(f"/proc/{first}").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not Path(f"/proc/{first}").exists()
        assert ask(worker, "echo")["process"] != first
    finally:
        worker.close()
