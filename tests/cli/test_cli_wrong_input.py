"""Wrong input: a clear line that names the file and says what to do, an exit code, and nothing lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cli_coder
import pytest
from cli_help import ARABIC, REPORTS, Cli

from truceline.errors import AlteredModel
from truceline.record import database

TOMORROW = datetime.now(UTC).date() + timedelta(days=3)

UNREADABLE = {
    "empty.txt": (b"", "it is empty"),
    "space.txt": (b" \n\n \t", "only white space"),
    "binary.bin": (bytes(range(256)) * 20, "binary file"),
    "long.txt": (b"a" * 50_000_000, "50.0 MB"),
    "long.jsonl": (b'{"text": "' + b"a" * 50_000_000 + b'"}\n', "longer than the 10 MB"),
    "report.txt": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
    "broken.txt": (REPORTS["first.txt"].encode().replace(b"river", b"ri\xc3ver\x81\xff\xfe\x00"), "NUL|UTF-8|encoding"),
    "menu.html": (b"<!doctype html><html><body><nav><a href='/'>Home</a></nav></body></html>", "article"),
    "future.txt": (f"Published: {TOMORROW}\n\nThe Ministry said that the convoy had crossed.".encode(), "future|ahead"),
    "list.jsonl": (b'["The Ministry said so."]\n', "no JSON object"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_report_is_named_with_a_way_out_and_the_rest_is_kept(cli: Cli, filled: Path, name: str) -> None:
    data, words = UNREADABLE[name]
    Path("in").mkdir()
    (Path("in") / name).write_bytes(data)
    Path("in/z-good.txt").write_text("The Office said that 7 lorries had crossed the bridge on that day.", "utf-8")
    result = cli("read", "in")
    assert result.code == 2
    (error,) = [line for line in result.err.splitlines() if line.startswith("error: ")]
    assert f"in/{name}" in error
    assert any(w in error for w in words.split("|")), error
    assert error.count(". ") >= 1, "it says what to do"
    assert "\nnew\t1\tin/z-good.txt" in result.out
    assert cli("verify", "--json").lines[0]["reports"] == 3


def test_broken_utf_8_is_read_only_where_no_letter_is_lost(cli: Cli, filled: Path) -> None:
    Path("broken.txt").write_bytes(
        "The Ministry said that cafés had opened on both sides of the bridge.".encode()[:-3] + b"\xc3"
    )
    (line,) = cli("read", "broken.txt", "--json").lines
    assert line["state"] == "unreadable" or line["notes"], "what was settled by the reader is said"


def test_the_same_report_twice_is_one_report(cli: Cli, filled: Path) -> None:
    before = cli("verify", "--json").lines
    Path("copy.txt").write_bytes(Path("reports/first.txt").read_bytes())
    result = cli("read", "reports/first.txt", "copy.txt")
    assert result.code == 0
    assert "2 reports: 2 same" in result.err
    assert cli("verify", "--json").lines == before


def test_a_changed_version_of_an_address_is_kept_beside_the_first(cli: Cli, filled: Path) -> None:
    Path("new.txt").write_text(REPORTS["first.txt"].replace("12 prisoners", "13 prisoners"), encoding="utf-8")
    assert cli("read", "new.txt", "--json").lines[0]["state"] == "changed"
    assert cli("verify", "--json").lines[0]["reports"] == 3
    shown = cli("claims", "--speaker", "Ministry").out
    assert "13 prisoners" in shown
    assert "12 prisoners" not in shown
    assert "12 prisoners" in cli("claims", "--speaker", "Ministry", "--all").out


def test_a_report_in_an_unknown_language_is_kept_and_said_to_be_unread(cli: Cli, filled: Path) -> None:
    Path("ar.txt").write_text(ARABIC, encoding="utf-8")
    result = cli("read", "ar.txt")
    assert result.code == 0
    assert "kept, but not read: its language (ar) cannot be read yet" in result.out
    assert "1 kept but not read" in result.err
    assert "not read: its language (ar)" in cli("brief").out


@pytest.mark.parametrize("source", ["none.txt", "*.nothing", ""])
def test_a_source_that_matches_nothing_stops_before_anything_is_read(cli: Cli, filled: Path, source: str) -> None:
    result = cli("read", "reports", source)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: ")


@pytest.mark.parametrize("command", ["show", "accept"])
@pytest.mark.parametrize(
    ("id", "words"),
    [("c-zzzz", "no claim with the id 'c-zzzz' in this view. See the list of claims"), ("c-", "several claims")],
)
def test_an_id_that_names_no_claim_or_several(cli: Cli, filled: Path, command: str, id: str, words: str) -> None:
    result = cli(command, id)
    assert (result.code, result.out) == (2, "")
    assert words in result.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["claims", "--as-of", "yesterday"], "no day and no time"),
        (["brief", "--since", "2023-13-01"], "no day and no time"),
        (["brief", "--since", "2023-11-25", "--as-of", "2023-11-24"], "Give an earlier --since"),
        (["claims", "--act", "BOMB"], "no act 'BOMB'"),
        (["claims", "--report", "r-none"], "no report with the id"),
        (["search", "..."], "no word to look for"),
        (["search", "--limit", "0", "road"], "limit"),
        (["export", "--format", "xls"], "xls"),
        (["export"], "--format"),
        (["show"], "id"),
        (["claims", "--colour"], "--colour"),
        (["claim"], "claims"),
        (["same", "Alpha", "Beta", "--author", "  "], "needs an author"),
        (["same", "Alpha", "Alpha"], "needs two parties"),
    ],
)
def test_wrong_arguments_are_told_on_one_line(cli: Cli, filled: Path, arguments: list[str], words: str) -> None:
    result = cli(*arguments)
    assert (result.code, result.out) == (2, "")
    (line,) = result.err.splitlines()
    assert line.startswith("error: ")
    assert words in line


@pytest.mark.parametrize("arguments", [["show", "c-none"], ["claims", "--as-of", "x"], ["claims", "--colour"]])
def test_errors_are_json_where_json_was_asked_for(cli: Cli, filled: Path, arguments: list[str]) -> None:
    result = cli(*arguments, "--json")
    assert result.out == ""
    (line,) = type(result)(0, result.err, "").lines
    assert line["error"]
    assert line["code"] == result.code == 2


# --- the record -------------------------------------------------------------------------------------
def _text(path: Path) -> None:
    path.write_text("The Ministry said that the convoy had crossed. " * 20)


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (a)")
    connection.close()


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:8192])


def _noise(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\x5a" * (len(data) - 4096))


WRONG_RECORDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "nothing": (Path.unlink, "truceline init"),
    "a text": (_text, "no Truceline record"),
    "another program's database": (lambda p: (p.unlink(), _foreign(p)), "another program"),
    "a cut file": (_cut, "damaged"),
    "damaged pages": (_noise, "damaged"),
}


@pytest.mark.parametrize("name", WRONG_RECORDS)
@pytest.mark.parametrize("command", [["claims"], ["verify"], ["read", "reports"]], ids=lambda c: c[0])
def test_what_is_no_sound_record_is_refused(cli: Cli, filled: Path, name: str, command: list[str]) -> None:
    make, words = WRONG_RECORDS[name]
    for beside in filled.parent.glob("truceline.db-*"):
        beside.unlink()
    make(filled)
    before = filled.read_bytes() if filled.exists() else None
    result = cli(*command)
    assert result.code == 3
    assert "truceline.db" in result.err
    assert words in result.err
    assert "Traceback" not in result.err
    if not words.startswith("damaged"):
        assert (filled.read_bytes() if filled.exists() else None) == before, "it is left alone"


def test_an_altered_entry_is_found(cli: Cli, filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DROP TRIGGER entries_keep")
    connection.execute("UPDATE entries SET author = 'Eve' WHERE seq = 3")
    connection.commit()
    connection.close()
    for command in (["verify"], ["claims"], ["brief"]):
        result = cli(*command)
        assert (result.code, result.out) == (3, "")
        assert "entry 3" in result.err


def test_a_read_only_disk_can_be_looked_at_and_says_so_when_written(
    cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import event

    made = database._engine

    def read_only(uri: str, wait: float) -> object:
        engine = made(uri, wait)
        # Scratch tables, which have no address, lie elsewhere.
        if uri:
            event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA query_only = ON"))
        return engine

    monkeypatch.setattr(database, "_engine", read_only)
    assert len(cli("claims", "--json").lines) == 5
    assert cli("brief").code == 0
    verified = cli("verify")
    assert verified.code == 0
    assert "search index could not be checked" in verified.err
    Path("new.txt").write_text("The Office said that 7 lorries had crossed the bridge on that day.", "utf-8")
    for command in (["read", "new.txt"], ["accept", cli("claims", "--json").lines[0]["id"]]):
        result = cli(*command)
        assert result.code == 3
        assert "read-only" in result.err


@pytest.mark.parametrize("how", ["before", "after", "environment"])
def test_the_record_is_named_before_or_after_the_command_or_by_the_environment(
    cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    filled.rename("other.db")
    monkeypatch.setenv("TRUCELINE_DB", "other.db" if how == "environment" else "wrong.db")
    before, after = ["--db", "other.db"] * (how == "before"), ["--db", "other.db"] * (how == "after")
    assert len(cli(*before, "claims", "--json", *after).lines) == 5


def test_a_language_model_that_was_altered_is_a_matter_of_setup(
    cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def altered(*_: object) -> None:
        raise AlteredModel("a file is not the one that was tested.", where="model", todo="Install it again.")

    monkeypatch.setattr(cli_coder.RuleCoder, "code", altered)
    Path("new.txt").write_text("The Office said that 7 lorries had crossed the bridge on that day.", "utf-8")
    result = cli("read", "new.txt")
    assert result.code == 4
    assert result.err.splitlines()[-1] == "error: model: a file is not the one that was tested. Install it again."
    assert cli("verify", "--json").lines[0]["reports"] == 2
