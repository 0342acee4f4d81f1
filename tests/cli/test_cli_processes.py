"""Processes of their own: interrupts, full disks, closed pipes, and two that read at once."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import pytest
from cli_help import SCRIPT, Cli, environment, start

from browser_server import serving
from truceline.case import Case


def write_reports(number: int, extra: str = "") -> None:
    Path("many").mkdir()
    for i in range(number):
        text = (
            f"Published: 2023-11-24\n\nThe Ministry said that {i} lorries had crossed the bridge on that day. {extra}"
        )
        Path(f"many/{i:03}.txt").write_text(text, encoding="utf-8")


def started(process: subprocess.Popen[str], mark: Path) -> None:
    """Wait until the process reads its first report."""
    end = time.monotonic() + 30
    while not mark.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.01)


def states(out: str) -> list[str]:
    return [line.split("\t")[0] for line in out.splitlines()[1:]]


def assert_whole(path: Path, reports: int) -> None:
    """The record is sound, and no report is there without its claims."""
    with Case.open(path) as case:
        assert case.verify().reports == reports
        view = case.view()
        assert view.unread == {}
        assert {c.claim.report for c in view.claims} == {r.id for r in view.reports}


def test_an_interrupt_ends_after_the_report_in_hand(cli: Cli, folder: Path) -> None:
    cli("init")
    write_reports(200)
    process = start("read", "many", env={"CLI_CODER_SECONDS": "0.03", "CLI_CODER_MARK": "mark"})
    started(process, folder / "mark")
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=30)
    assert process.returncode == 130, errors
    kept = len(states(out))
    assert 0 < kept < 200
    assert f"Stopped. Done before: {kept} reports: {kept} new; {kept} claims." in errors
    assert errors.endswith("interrupted.\n")
    assert "Traceback" not in errors
    assert_whole(folder / "truceline.db", kept)
    again = cli("read", "many")
    assert again.code == 0
    assert f"{200 - kept} new, {kept} same" in again.err


def test_a_second_interrupt_stops_at_once_and_keeps_nothing_of_that_report(cli: Cli, folder: Path) -> None:
    cli("init")
    write_reports(3)
    process = start("read", "many", env={"CLI_CODER_SECONDS": "60", "CLI_CODER_MARK": "mark"})
    started(process, folder / "mark")
    process.send_signal(signal.SIGINT)
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    out, errors = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out == ""
    assert "Done before: 0 reports; 0 claims." in errors
    assert "Ctrl-C again stops at once" in errors
    assert_whole(folder / "truceline.db", 0)


def test_two_processes_that_read_at_once_add_each_report_once(cli: Cli, folder: Path) -> None:
    cli("init")
    write_reports(40)
    processes = [start("read", "many") for _ in range(2)]
    results = [p.communicate(timeout=60) for p in processes]
    assert [p.returncode for p in processes] == [0, 0], results
    assert sum(states(out).count("new") for out, _ in results) == 40
    assert sum(states(out).count("same") for out, _ in results) == 40
    assert_whole(folder / "truceline.db", 40)


def test_a_record_that_another_process_writes_is_said_to_be_busy(
    cli: Cli, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from truceline.record import Journal

    opened = Journal.open
    monkeypatch.setattr(Journal, "open", lambda where: opened(where, wait=0.05))
    with opened(filled) as other, other._database.writing():
        result = cli("accept", cli("claims", "--json").lines[0]["id"])
    assert (result.code, result.out) == (3, "")
    assert "another process is writing" in result.err


def test_a_disk_that_fills_up_keeps_what_was_read_and_says_so(cli: Cli, folder: Path) -> None:
    cli("init")
    write_reports(60, extra="The convoy went on to the north of the district. " * 40)
    process = start("read", "many", env={"CLI_CODER_DISK": "400000"})
    out, errors = process.communicate(timeout=30)
    assert process.returncode == 3, errors
    kept = len(states(out))
    assert 0 < kept < 60
    assert f"Stopped. Done before: {kept} reports: {kept} new" in errors
    last = errors.splitlines()[-1]
    assert last.startswith("error: truceline.db: ")
    assert "disk" in last
    assert_whole(folder / "truceline.db", kept)
    assert f"{60 - kept} new" in cli("read", "many").err


def test_a_record_that_cannot_be_made_leaves_nothing(folder: Path) -> None:
    process = start("init", env={"CLI_CODER_DISK": "0"})
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 3
    assert errors.startswith("error: ")
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_told(filled: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123
        command = [sys.executable, str(SCRIPT), "brief"]
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE, text=True, env=environment())
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("words", ["claims --json", "claims", "brief", "export --format jsonl"])
def test_a_reader_that_stops_early_is_no_error(cli: Cli, folder: Path, words: str) -> None:
    cli("init")
    write_reports(150)
    cli("read", "many")
    line = f"{sys.executable} {SCRIPT} {words} | head -n 1; echo ${{PIPESTATUS[0]}}"
    command = ["bash", "-c", line]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment())
    assert "Traceback" not in done.stderr
    assert "error" not in done.stderr.lower()
    assert done.stdout.splitlines()[-1] in ("141", "0")


def test_any_encoding_of_the_output_will_do(filled: Path) -> None:
    Path("quotes.txt").write_text(
        "The Office said that “Alpha” freed 3 people — all from Kraków. It was that day.", "utf-8"
    )
    options = {"env": {"PYTHONIOENCODING": "ascii"}}
    assert start("read", "quotes.txt", **options).communicate(timeout=30)[1].startswith("1 report: 1 new")
    for command in (["claims"], ["brief"], ["claims", "--json"]):
        process = start(*command, **options)
        out, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors
        assert out.isascii()


def test_the_package_can_be_run_by_its_name(folder: Path) -> None:
    process = start("--version", script=None)
    assert process.communicate(timeout=30)[0].startswith("truceline ")
    process = start("claims", script=None)
    assert process.communicate(timeout=30)[1] == (
        "error: truceline.db: there is no record here. Run `truceline init` to make a record.\n"
    )
    assert process.returncode == 3


def test_the_demo_is_read_by_the_rules_and_the_commands_it_names_work(folder: Path) -> None:
    process = start("demo", "the demo", script=None)
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    assert "# Gaza truce" in out
    named = [line.strip() for line in out.rsplit("What to try next:", 1)[1].splitlines() if " -m truceline " in line]
    served, *others = named
    assert (" serve " in served, len(others)) == (True, 4)
    with (
        serving((*shlex.split(served), "--port", "0"), environment()) as room,
        urlopen(room.address, timeout=30) as page,
    ):
        assert "Gaza truce" in page.read().decode()
    for line in others:
        done = subprocess.run(line, shell=True, check=False, capture_output=True, text=True, env=environment())
        assert (done.returncode, done.stdout == "") == (0, False), f"{line}: {done.stderr}"
    with Case.open("the demo/case.db") as case:
        assert case.view().unread == {}
        assert len({c.claim.speaker for c in case.claims()}) >= 5


INTERRUPTED_AT = """
import sys

class Finder:
    def find_spec(self, name, *rest):
        if name == {module!r}:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Finder())
sys.argv = ["truceline", "claims"]
from truceline.cli import main
main()
"""


@pytest.mark.parametrize("module", ["typer", "truceline.cli.app", "truceline.case", "sqlalchemy"])
def test_an_interrupt_in_the_first_moments_is_told_in_one_line(folder: Path, module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT.format(module=module)],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "interrupted.\n")
