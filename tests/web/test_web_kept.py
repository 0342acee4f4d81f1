"""Boards are kept in a file that several processes share, that nobody can damage by ending, and that can be thrown
away at any moment."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from boards_served import answered, served
from starlette.testclient import TestClient

from truceline.errors import RecordBusy, RecordUnwritable
from truceline.web import kept as kept_file
from truceline.web.giving import members, streamed
from truceline.web.kept import PIECE, Kept, KeptBoard, Lost
from truceline.web.parts import Parts
from truceline.web.recent import Recent
from truceline.web.room import Board
from truceline.web.working import Working, at_head

TEXT = "Вода у моста, šest žena, 水. " * 40_000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "case.db-boards"


@pytest.fixture
def kept(path: Path) -> Iterator[Kept]:
    found = Kept(path, "one")
    yield found
    found.close()


def put(kept: Kept, key: str, board: Any, seq: int = 1) -> None:
    kept.put(key, board, f"head {seq}", seq)


def got(kept: Kept, key: str) -> KeptBoard:
    found = kept.get(key)
    assert found is not None
    return found


def beside(kept: Kept) -> Kept:
    """The same file, as the process that works boards out has it open."""
    return Kept(kept.path, kept.edition, make=False)


# --- what is kept ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("value", [{"a": [1, None, "ž"]}, [], {}, "", None, TEXT])
def test_a_board_written_by_another_process_is_read_as_it_was(kept: Kept, value: Any) -> None:
    other = beside(kept)
    put(other, "k", value, 7)
    other.close()
    board = got(kept, "k")
    assert (board.value(), board.head, board.seq) == (value, "head 7", 7)
    assert board.text() == json.dumps(value, ensure_ascii=False)


@pytest.mark.parametrize("text", ["", "a", "é" * PIECE, "x" * PIECE, TEXT])
def test_a_text_comes_in_pieces_that_are_together_what_was_written(kept: Kept, text: str) -> None:
    put(kept, "k", Parts({"n": 1}, {"rows": [text]}, {"md": text}))
    board = got(kept, "k")
    pieces = list(board.pieces("md"))
    assert b"".join(pieces).decode() == text
    assert max(map(len, pieces)) <= PIECE
    assert board.size("md") == len(text.encode())
    assert (board.value("rows"), board.value()) == ([text], {"n": 1})


def test_there_is_nothing_under_a_name_that_a_board_does_not_have(kept: Kept) -> None:
    put(kept, "k", Parts({}))
    board = Board(kept=got(kept, "k"))
    assert (board.part("a"), list(board.chunks("a")), board.size("a")) == (None, [], None)
    assert Board().size() is None
    assert list(Board().chunks()) == []


def test_boards_of_another_program_are_not_used(kept: Kept, path: Path) -> None:
    put(kept, "k", 1)
    newer = Kept(path, "two")
    assert newer.get("k") is None
    put(newer, "k", 2)
    assert got(newer, "k").value() == 2
    newer.close()


def test_an_older_shape_of_the_file_is_dropped(path: Path) -> None:
    old = sqlite3.connect(path)
    old.execute("CREATE TABLE boards (key TEXT PRIMARY KEY, edition TEXT, json TEXT, head TEXT, seq INTEGER, used INT)")
    old.execute("INSERT INTO boards VALUES ('k', 'one', '1', 'h', 1, 1)")
    old.commit()
    old.close()
    kept = Kept(path, "one")
    assert kept.get("k") is None
    put(kept, "k", 2)
    assert got(kept, "k").value() == 2
    kept.close()


# --- parts of one making ----------------------------------------------------------------------------------
def test_parts_are_of_the_same_making_as_their_board(kept: Kept) -> None:
    put(kept, "k", Parts({"of": 1}, {"p": [1]}, {"t": "one"}), 1)
    before = got(kept, "k")
    put(kept, "k", Parts({"of": 2}, {"p": [2]}, {"t": "two"}), 2)
    after = got(kept, "k")
    assert (before.value(), before.value("p"), before.text("t")) == ({"of": 1}, [1], "one")
    assert (after.value(), after.value("p"), after.text("t")) == ({"of": 2}, [2], "two")


def test_a_making_that_was_replaced_twice_is_gone_and_said_to_be(kept: Kept) -> None:
    for seq in range(3):
        put(kept, "k", Parts(seq, {"p": seq}), seq)
        if not seq:
            first = got(kept, "k")
    with pytest.raises(RecordBusy, match="worked out anew"):
        first.value("p")
    assert _rows(kept.path, "SELECT count(*) FROM pieces") == [(4,)]


def test_what_is_no_longer_part_of_a_board_goes_with_its_making(kept: Kept) -> None:
    put(kept, "k", Parts(1, {"p": 1}))
    put(kept, "k", Parts(2))
    assert got(kept, "k").value("p") is None


# --- bounds -----------------------------------------------------------------------------------------------
def test_what_was_worked_out_longest_ago_goes_first(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_file, "_MOST", 3)
    for key in "abca":
        put(kept, key, key)
    put(kept, "d", "d")
    assert [key for key in "abcd" if kept.get(key) is not None] == ["a", "c", "d"]


def test_the_file_does_not_grow_beyond_its_bound(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_file, "_ROOM", 4_000_000)
    for n in range(30):
        put(kept, f"k{n % 7}", "x" * 1_000_000)
    there = [key for key in map("k{}".format, range(7)) if kept.get(key) is not None]
    assert there == ["k0", "k1", "k6"]
    kept.close()
    assert kept.path.stat().st_size < 6_500_000


def test_one_board_may_be_larger_than_all_the_room(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_file, "_ROOM", 1000)
    put(kept, "a", "x")
    put(kept, "b", "x" * 2000)
    assert kept.get("a") is None
    assert got(kept, "b").value() == "x" * 2000


def test_of_what_is_kept_in_memory_the_last_asked_for_stays() -> None:
    recent = Recent(10)
    recent.put("large", 1, 11)
    for key in "abc":
        recent.put(key, key, 4)
        recent.get("a")
    assert [recent.get(key)[1] for key in ("large", "a", "b", "c")] == [False, True, False, True]


def test_a_value_is_decoded_once_while_it_is_small(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    put(kept, "k", {"a": 1})
    assert got(kept, "k").value() is got(kept, "k").value()
    kept._recent = Recent(4)
    assert got(kept, "k").value() is not got(kept, "k").value()


# --- several processes ------------------------------------------------------------------------------------
_WRITING = """
import sys, time
from truceline.web.kept import Kept
kept = Kept(__import__("pathlib").Path(sys.argv[1]), "one", make=False)
def stop():
    print("written", flush=True)
    time.sleep(60)
kept._too_many = stop
kept.put("k", "y" * 20_000_000, "head 2", 2)
"""


def test_one_who_is_killed_while_writing_leaves_the_board_that_was_there(kept: Kept) -> None:
    put(kept, "k", "x" * 2_000_000)
    before = got(kept, "k")
    process = subprocess.Popen([sys.executable, "-c", _WRITING, str(kept.path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"written\n"
    assert got(kept, "k") == before
    process.send_signal(signal.SIGKILL)
    process.wait(30)
    process.stdout.close()
    assert got(kept, "k").value() == "x" * 2_000_000
    put(kept, "k", "z", 3)
    assert got(kept, "k").value() == "z"
    assert _rows(kept.path, "PRAGMA integrity_check") == [("ok",)]


def test_two_may_write_at_the_same_moment(kept: Kept) -> None:
    def write(name: str) -> None:
        other = beside(kept)
        for n in range(20):
            put(other, f"{name}{n}", Parts(n, {"p": "x" * 400_000}))
        other.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        kept.get("a1")
    assert [got(kept, f"{name}{n}").value() for name in "ab" for n in range(20)] == [*range(20)] * 2


def test_nobody_but_the_server_makes_the_file(path: Path) -> None:
    with pytest.raises(Lost):
        Kept(path, "one", make=False)
    assert not path.exists()


def test_only_its_owner_reads_the_file(kept: Kept) -> None:
    put(kept, "k", 1)
    for file in kept.path.parent.glob(f"{kept.path.name}*"):
        assert file.stat().st_mode & 0o077 == 0


# --- a file that cannot be used -----------------------------------------------------------------------------
def _removed(path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()


def _removed_alone(path: Path) -> None:
    path.unlink()


def _scribbled(path: Path) -> None:
    _rows(path, "PRAGMA wal_checkpoint(TRUNCATE)")
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(size - 100))


def _other(path: Path) -> None:
    _removed(path)
    path.write_text("a list of things to buy")


HARM = [_removed, _removed_alone, _scribbled, _other]


def _rows(path: Path, asked: str) -> list[Any]:
    file = sqlite3.connect(path)
    try:
        return file.execute(asked).fetchall()
    finally:
        file.close()


@pytest.mark.parametrize("harm", HARM)
def test_a_file_that_is_found_damaged_is_begun_anew(path: Path, harm: Callable[[Path], None]) -> None:
    first = Kept(path, "one")
    put(first, "k", "x" * 100_000)
    first.close()
    harm(path)
    kept = Kept(path, "one")
    assert kept.get("k") is None
    put(kept, "k", 2)
    assert (got(kept, "k").value(), kept.path) == (2, path)
    kept.close()


@pytest.mark.parametrize("harm", HARM)
def test_a_file_that_is_harmed_in_use_is_noticed_by_who_writes(kept: Kept, harm: Callable[[Path], None]) -> None:
    put(kept, "k", "x" * 100_000)
    writer = beside(kept)
    put(writer, "l", 1)
    harm(kept.path)
    with pytest.raises(Lost):
        put(writer if harm is not _scribbled else beside(kept), "k", 2)
    writer.close()
    kept.renew(kept.file)
    put(kept, "k", 3)
    assert got(kept, "k").value() == 3


def test_a_file_that_is_damaged_in_use_is_noticed_by_who_reads(kept: Kept) -> None:
    put(kept, "k", "x" * 1_000_000)
    board = got(kept, "k")
    _scribbled(kept.path)
    kept._file.execute("PRAGMA shrink_memory")
    with pytest.raises(RecordBusy):
        board.value()
    assert kept.get("k") is None
    put(kept, "k", 2)
    assert got(kept, "k").value() == 2


def test_where_the_folder_cannot_be_written_boards_are_kept_for_the_run(tmp_path: Path) -> None:
    (tmp_path / "no folder").touch()
    kept = Kept(tmp_path / "no folder" / "case.db-boards", "one")
    other = beside(kept)
    put(other, "k", 1)
    other.close()
    assert got(kept, "k").value() == 1
    assert kept.path.parent.stat().st_mode & 0o077 == 0
    kept.close()
    assert not kept.path.parent.exists()


def test_where_there_is_no_room_it_is_said_and_the_file_stays_sound(kept: Kept) -> None:
    put(kept, "k", 1)
    pages = kept._file.execute("PRAGMA page_count").fetchone()[0]
    kept._file.execute(f"PRAGMA max_page_count = {pages + 10}")
    with pytest.raises(RecordUnwritable, match="database or disk is full"):
        put(kept, "k", "x" * 1_000_000)
    assert got(kept, "k").value() == 1
    put(kept, "k", 2)
    assert got(kept, "k").value() == 2


def test_who_works_a_board_out_writes_it_and_tells_no_more_than_how_far_it_goes(own_case: Path, kept: Kept) -> None:
    with Working.open(str(own_case)) as working:
        asked = {"working": working, "function": "today:standing", "arguments": {}, "key": "k", "edition": "one"}
        head = working.case.head()
        assert at_head(**asked, boards=str(kept.path)) == {"kept": True, "seq": head.seq}
        assert (got(kept, "k").head, got(kept, "k").seq) == (head.hash, head.seq)
        _removed(kept.path)
        assert at_head(**asked, boards=str(kept.path)) == {"kept": False, "seq": head.seq}
        kept.renew(kept.file)
        assert at_head(**asked, boards=str(kept.path))["kept"]
        assert got(kept, "k").value()


# --- served -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("harm", HARM)
def test_the_room_goes_on_where_the_file_is_harmed(own_case: Path, harm: Callable[[Path], None]) -> None:
    boards = own_case.with_name(f"{own_case.name}-boards")
    with served(own_case) as client:
        before = answered(client, "/matrix").text
        harm(boards)
        assert answered(client, "/people").status_code == 200
        assert answered(client, "/matrix?silence=undenied").text.count("<tr") == before.count("<tr")


def test_the_room_goes_on_where_no_file_can_be_made(own_case: Path) -> None:
    own_case.with_name(f"{own_case.name}-boards").mkdir()
    with served(own_case) as client:
        assert "met" in answered(client, "/matrix").text


@pytest.fixture
def large(own_case: Path) -> Iterator[TestClient]:
    """A room with one board that is larger than an answer that is kept, given as a file and within an object."""
    with served(own_case) as client:
        app = client.app
        kept = app.state.room._kept
        put(kept, "k", Parts({"rows": [TEXT] * 3}, {}, {"md": TEXT * 3, "short": "a"}))
        app.add_api_route(
            "/large/{name}", lambda name: streamed(Board(kept=kept.get("k")), name, "text/html", "l.html")
        )
        app.add_api_route("/large", lambda: members({"seq": 3}, Board(kept=kept.get("k"))))
        yield client


@pytest.mark.parametrize(("name", "text"), [("md", TEXT * 3), ("short", "a")])
def test_a_text_is_given_as_it_was_written_with_its_length(large: TestClient, name: str, text: str) -> None:
    answer = large.get(f"/large/{name}")
    assert answer.content == text.encode()
    assert answer.headers["content-length"] == str(len(answer.content))
    assert answer.headers["content-disposition"] == 'attachment; filename="l.html"'
    assert large.get("/large/none").status_code == 404


def test_an_object_is_given_with_what_stands_before_it(large: TestClient) -> None:
    answer = large.get("/large")
    assert answer.json() == {"seq": 3, "rows": [TEXT] * 3}
    assert answer.headers["content-length"] == str(len(answer.content))


def test_what_is_given_in_pieces_is_not_gathered(large: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    most = []
    monkeypatch.setattr("truceline.web.answers._Made._pass_on", lambda made: most.append(len(made._body)))
    assert large.get("/large").status_code == 200
    assert most == []
