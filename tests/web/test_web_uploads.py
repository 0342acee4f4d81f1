"""Files that were given to be read: kept apart, found again by whoever gave them, and gone in time."""

from __future__ import annotations

import io
import json
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from truceline.errors import RecordBusy, TrucelineError, UnknownId, ValueProblem
from truceline.web import uploads as module
from truceline.web.uploads import Upload, Uploads, file_of, plain_name, unlike
from truceline.web.worker import Job


class Hand:
    """A worker whose jobs are done when the test says so."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Job, Future[str], Callable[[Any], None]]] = []

    def submit(self, job: Job, *, told: Callable[[Any], None]) -> Future[str]:
        self.jobs.append((job, Future(), told))
        return self.jobs[-1][1]

    def tell(self, *states: str, name: str = "a.txt") -> None:
        """Of the first job, what became of some reports."""
        for n, state in enumerate(states):
            self.jobs[0][2]({"found": found(f"{name}:{n + 1}", state)})

    def end(self, error: Exception | None = None) -> Job:
        job, future, _ = self.jobs.pop(0)
        future.set_exception(error) if error else future.set_result(json.dumps({}))
        return job


def found(where: str, state: str, report: str | None = None) -> dict[str, Any]:
    return {
        "where": where, "state": state, "report": report, "title": "", "publisher": "", "published": "",
        "language": "", "claims": 0, "unread": "", "what": "", "todo": "", "notes": [],
    }  # fmt: skip


@pytest.fixture
def hands() -> tuple[Hand, Hand]:
    return Hand(), Hand()


@pytest.fixture
def told() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def uploads(
    hands: tuple[Hand, Hand], told: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Uploads]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = Uploads(*hands, lambda _, data: told.append(data))  # type: ignore[arg-type]
    yield made
    made.close()
    assert list(tmp_path.glob("truceline-uploads-*")) == []


def given(uploads: Uploads, *names: str, owner: str = "Ada", size: int = 5) -> Upload:
    return uploads.add(owner, [(name, io.BytesIO(b"x" * size)) for name in names or ("a.txt",)])


def test_files_lie_in_a_folder_for_nobody_else_under_no_name_of_theirs(uploads: Uploads) -> None:
    upload = given(uploads, "../../etc/passwd", "b\x00.txt", "a.txt")
    assert stat.S_IMODE(upload.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(upload.folder.parent.stat().st_mode) == 0o700
    assert sorted(file.name for file in upload.folder.iterdir()) == ["0", "1", "2"]
    assert upload.files == ("passwd", "b .txt", "a.txt")
    assert len(upload.id) >= 22


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("a.txt", "a.txt"),
        ("C:\\dispatches\\a.txt", "a.txt"),
        ("/tmp/../a.txt", "a.txt"),
        ("..", ".."),
        ("", "file without a name"),
        ("a\nb\t.txt", "a b .txt"),
        ("invoice\u202etxt.exe", "invoice txt.exe"),
        ("<script>.txt", "<script>.txt"),
        ("تقرير.txt", "تقرير.txt"),
    ],
)
def test_the_name_of_a_file_is_words_on_one_line(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_a_very_long_name_keeps_its_beginning_and_its_end() -> None:
    plain = plain_name("a" * 500 + ".jsonl")
    assert len(plain) <= 120
    assert plain.endswith("a.jsonl")


def test_two_files_of_one_name_are_told_apart(uploads: Uploads) -> None:
    assert given(uploads, "x/a.txt", "y/a.txt", "a.txt").files == ("a.txt", "a (2).txt", "a (3).txt")
    assert unlike("report", ["report"]) == "report (2)"
    assert unlike(".hidden", [".hidden"]) == ".hidden (2)"


@pytest.mark.parametrize(
    ("where", "number"), [("a.txt", 0), ("b.jsonl:12", 1), ("b:3", 2), ("c.txt", -1), ("a.txt:3:4", -1)]
)
def test_a_report_leads_to_the_file_it_came_from(where: str, number: int) -> None:
    assert file_of(where, ["a.txt", "b.jsonl", "b:3"]) == number


def test_nothing_given_is_refused_and_leaves_nothing(uploads: Uploads, tmp_path: Path) -> None:
    with pytest.raises(ValueProblem, match="no file was given"):
        uploads.add("Ada", [])
    assert [file for file in tmp_path.rglob("*") if file.parent.parent == tmp_path] == []


def test_more_files_than_can_be_taken_are_refused_and_leave_nothing(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST", 2)
    with pytest.raises(ValueProblem, match="more than 2 files"):
        given(uploads, "a", "b", "c")
    kept = given(uploads, "a").folder
    assert list(kept.parent.iterdir()) == [kept]


def test_what_waits_at_once_is_bounded_and_room_comes_back(
    uploads: Uploads, hands: tuple[Hand, Hand], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "ROOM", 12)
    first = given(uploads, "a", "b")
    with pytest.raises(ValueProblem, match="too many files wait"):
        given(uploads, "c")
    uploads.remove(first.id, "Ada")
    assert given(uploads, "c").size == 5


def test_an_upload_is_there_for_whoever_gave_it_alone(uploads: Uploads) -> None:
    upload = given(uploads)
    assert uploads.get(upload.id, "Ada") is upload
    for id, owner in ((upload.id, "Ben"), ("x" * 24, "Ada"), (upload.id + "/..", "Ada")):
        with pytest.raises(UnknownId):
            uploads.get(id, owner)
    with pytest.raises(UnknownId):
        uploads.remove(upload.id, "Ben")


def test_looking_counts_what_the_files_are(uploads: Uploads, hands: tuple[Hand, Hand]) -> None:
    upload = given(uploads, "a.txt")
    uploads.look(upload)
    assert upload.state == "looking"
    hands[0].tell("new", "same", "unreadable", "changed", "coded again")
    assert upload.done == 5
    hands[0].end()
    assert upload.state == "looked"
    assert upload.new == 3
    assert upload.folder.exists()


def test_what_is_shown_does_not_change_while_it_is_shown(uploads: Uploads, hands: tuple[Hand, Hand]) -> None:
    upload = given(uploads, "a.txt", "b.txt")
    uploads.look(upload)
    _, future, tell = hands[0].jobs[0]
    tell({"found": found("a.txt", "new", "r-1")})
    shown = upload.as_it_is_now()
    tell({"found": found("b.txt", "unreadable")})
    future.set_result(json.dumps({}))
    assert (shown.state, len(shown.found), shown.counts.total()) == ("looking", 1, 1)
    now = upload.as_it_is_now()
    assert (now.state, len(now.found), now.counts.total()) == ("looked", 2, 2)


def test_a_report_that_came_twice_names_the_first(uploads: Uploads, hands: tuple[Hand, Hand]) -> None:
    upload = given(uploads, "a.txt", "b.txt")
    uploads.look(upload)
    hands[0].jobs[0][2]({"found": found("a.txt", "new", "r-1")})
    hands[0].jobs[0][2]({"found": found("b.txt", "same", "r-1")})
    assert [one.twin for one in upload.found] == ["", "a.txt"]


def test_reading_leaves_out_what_was_not_wanted_and_clears_up(uploads: Uploads, hands: tuple[Hand, Hand]) -> None:
    upload = given(uploads, "a.txt", "b.txt", "c.txt")
    uploads.look(upload)
    for name in upload.files:
        hands[0].jobs[0][2]({"found": found(name, "new")})
    hands[0].end()
    uploads.read(upload, "Ada", leave_out={1})
    assert (upload.state, upload.all, upload.done) == ("waiting", 2, 0)
    hands[1].tell("new", "new")
    assert (upload.state, upload.done) == ("reading", 2)
    job = hands[1].end()
    assert [name for _, name in job.arguments["files"]] == ["a.txt", "c.txt"]
    assert job.arguments["author"] == "Ada"
    assert upload.state == "done"
    assert not upload.folder.exists()


@pytest.mark.parametrize("state", ["looking", "waiting", "done", "failed"])
def test_what_is_being_read_or_was_read_is_not_read_again(
    uploads: Uploads, hands: tuple[Hand, Hand], state: str
) -> None:
    upload = given(uploads)
    if state == "looking":
        uploads.look(upload)
    else:
        uploads.read(upload, "Ada")
    if state in ("done", "failed"):
        hands[1].end(RecordBusy("the record is held.") if state == "failed" else None)
    with pytest.raises(ValueProblem):
        uploads.read(upload, "Ada")
    assert upload.state == state


def test_nothing_wanted_is_refused(uploads: Uploads) -> None:
    with pytest.raises(ValueProblem, match="no file is left"):
        uploads.read(given(uploads), "Ada", leave_out={0})


def test_a_second_reading_says_how_many_go_first(uploads: Uploads, hands: tuple[Hand, Hand]) -> None:
    first, second, third = given(uploads), given(uploads, owner="Ben"), given(uploads, owner="Cleo")
    for upload in (first, second, third):
        uploads.read(upload, upload.owner)
    assert [first.before, second.before, third.before] == [0, 1, 2]
    hands[1].end()
    assert [second.before, third.before] == [0, 1]


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (RecordBusy("the record is held.", todo="Try again."), "the record is held."),
        (OSError("x"), "could not be read"),
    ],
)
def test_a_reading_that_fails_says_why_and_keeps_what_it_did(
    uploads: Uploads, hands: tuple[Hand, Hand], error: Exception, says: str
) -> None:
    upload = given(uploads)
    uploads.read(upload, "Ada")
    hands[1].tell("new")
    hands[1].end(error)
    assert upload.state == "failed"
    assert isinstance(upload.error, TrucelineError)
    assert says in upload.error.what
    assert upload.counts["new"] == 1
    assert not upload.folder.exists()


def test_a_server_that_stops_says_so_of_what_waited(uploads: Uploads, hands: tuple[Hand, Hand]) -> None:
    upload = given(uploads)
    uploads.read(upload, "Ada")
    hands[1].jobs[0][1].cancel()
    assert upload.state == "failed"
    assert upload.error is not None
    assert "stopped" in upload.error.what


def test_progress_is_told_without_a_word_of_what_is_read(
    uploads: Uploads, hands: tuple[Hand, Hand], told: list[dict[str, Any]]
) -> None:
    upload = given(uploads, "secret.txt")
    uploads.read(upload, "Ada")
    hands[1].tell(*["new"] * 50, name="secret.txt")
    hands[1].end()
    assert 1 <= len(told) <= 5
    assert told[-1] == {"done": 50, "all": 0}
    assert "secret" not in json.dumps(told)


def test_what_is_not_looked_at_for_an_hour_goes(uploads: Uploads, hands: tuple[Hand, Hand]) -> None:
    left, busy = given(uploads), given(uploads)
    uploads.look(busy)
    for upload in (left, busy):
        upload.touched -= module.HOUR + 1
    given(uploads)
    assert not left.folder.exists()
    assert busy.folder.exists()
    with pytest.raises(UnknownId):
        uploads.get(left.id, "Ada")


@pytest.mark.parametrize("mine", [True, False], ids=["of a dead server", "of a living one"])
def test_what_a_killed_server_left_goes_when_the_next_one_starts(uploads: Uploads, tmp_path: Path, mine: bool) -> None:
    dead = 2**22 + 12345
    folder = tmp_path / f"truceline-uploads-{dead if mine else os.getppid()}-abc"
    folder.mkdir()
    (folder / "0").write_text("left")
    given(uploads)
    assert folder.exists() is not mine
    if not mine:
        (folder / "0").unlink()
        folder.rmdir()


def test_only_the_first_reports_are_kept_one_by_one_and_all_are_counted(
    uploads: Uploads, hands: tuple[Hand, Hand], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SHOWN", 3)
    upload = given(uploads)
    uploads.look(upload)
    hands[0].tell(*["new"] * 10)
    hands[0].end()
    assert (len(upload.found), upload.counts["new"]) == (3, 10)
    uploads.read(upload, "Ada")
    assert upload.all == 10
