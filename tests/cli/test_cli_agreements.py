"""The commands on an agreement: whose account, which sum, which claims; and the same for both sides."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import agreements_case as valley
import pytest

if TYPE_CHECKING:
    from cli_help import Cli

COMMANDS = ["matrix", "ledger", "constraints", "talks", "runway", "incidents"]
EVERY = [
    *([c] for c in COMMANDS),
    ["matrix", "release"],
    ["crux", "daily list"],
    ["crux", "no attacks"],
    ["ledger", "--account", "Southland"],
    ["talks", "--account", "Westland"],
    ["runway", "--account", "Northland"],
    ["constraints", "--all"],
    ["incidents", "--review"],
    ["diff", "--from", "2024-03-04T06:00", "--to", "2024-03-05T08:00"],
]
LATE = ("--at", "2024-03-06")
STYLE = re.compile(r"\x1b\[[\d;]*m")
BLAME = re.compile(r"\b(missed|broken)\b")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return valley.made(tmp_path_factory.mktemp("valley"))


@pytest.fixture
def record(made: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRUCELINE_DB", str(made))
    return made


def lines(text: str) -> list[str]:
    return STYLE.sub("", text).splitlines()


# --- what they say ----------------------------------------------------------------------------------
def test_a_verdict_names_its_account_its_sum_and_its_claims(cli: Cli, record: Path) -> None:
    rows = [line.split("\t") for line in cli("matrix", "release", *LATE).out.splitlines()]
    by_verdict = {row[3]: row for row in rows[1:]}
    missing = by_verdict["partly met, according to Northland"]
    assert "18 of 20" in missing[4]
    assert missing[5] == "2024-03-05 07:00"
    assert all(cli("show", id).code == 0 for id in missing[6].split())
    assert "met, according to Southland" in by_verdict


def test_before_a_duty_is_due_it_is_pending_and_afterwards_missed_only_by_who_says_so(cli: Cli, record: Path) -> None:
    before = cli("matrix", "daily list", "--at", "2024-03-04T06:59").out
    after = cli("matrix", "daily list", "--at", "2024-03-04T07:01").out
    assert "pending" in before
    assert not BLAME.search(before)
    assert "missed, according to Northland" in after
    assert after.count("missed") == 1


def test_a_prohibition_is_kept_or_broken_and_never_met_or_missed(cli: Cli, record: Path) -> None:
    out = cli("matrix", "no attacks").out
    assert "broken, according to Southland" in out
    assert "kept so far, according to" in out
    assert "missed" not in out
    assert "kept, according to" in cli("matrix", "no attacks", *LATE).out


@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_nobody_is_said_to_have_failed_but_by_an_account(cli: Cli, record: Path, words: list[str]) -> None:
    at = () if words[0] == "diff" else LATE
    head, *rows = [line.split("\t") for line in cli(*words, *at).out.splitlines()] or [[]]
    for row in rows:
        for n, cell in enumerate(row):
            if BLAME.search(cell):
                whose = head[n] if words == ["matrix"] else cell
                assert "according to" in whose


def test_the_matrix_has_a_column_for_every_account_and_undisputed_last(cli: Cli, record: Path) -> None:
    head, *rows = [line.split("\t") for line in cli("matrix", *LATE).out.splitlines()]
    assert head == [
        "duty",
        "according to Northland",
        "according to Southland",
        "according to Westland",
        "undisputed",
        "differ in",
    ]
    by_duty = {row[0]: row[1:] for row in rows}
    assert by_duty["release"][:2] == ["◐ partly met 18 of 20", "● met 20 of 20"]
    assert "event" in by_duty["no attacks"][-1]


def test_what_an_account_comes_to_depends_on_how_silence_is_read(cli: Cli, record: Path) -> None:
    told = {p: cli("matrix", "release", "--silence", p, *LATE).out for p in ("undenied", "strict")}
    assert told["undenied"] != told["strict"]
    assert cli("matrix", "--silence", "loud").code == 2


def test_diff_says_which_claim_did_it_or_that_time_did(cli: Cli, record: Path) -> None:
    arguments = ("diff", "--from", "2024-03-04T06:00", "--to", "2024-03-05T08:00")
    changed = {(c["duty"], c["instance"], c["account"]): c for c in cli(*arguments, "--json").lines}
    mine = changed["release", "", "Northland"]
    assert (mine["before"], mine["after"]) == ("pending", "partly met")
    assert mine["because"]
    assert "time alone" in cli(*arguments).out


def test_diff_from_a_later_moment_to_an_earlier_one_is_an_error(cli: Cli, record: Path) -> None:
    result = cli("diff", "--from", "2024-03-05T08:00", "--to", "2024-03-04T06:00")
    assert (result.code, result.out) == (2, "")
    assert "--from is 2024-03-05 08:00, which is after --to, 2024-03-04 06:00" in result.err
    assert "--from 2024-03-04T06:00 --to 2024-03-05T08:00" in result.err


def test_ways_that_reconcile_figures_are_told_as_alternatives(cli: Cli, record: Path) -> None:
    found = [f for f in cli("constraints", *LATE, "--json").lines if len(f["reconciled_by"]) > 1]
    shown = cli("constraints", *LATE).out
    for one in found:
        assert "; or ".join(w["sentence"] for w in one["reconciled_by"]) in shown


def test_the_ledger_keeps_the_numbers_of_the_accounts_apart(cli: Cli, record: Path) -> None:
    head, *rows = [line.split("\t") for line in cli("ledger", *LATE).out.splitlines()]
    numbers = {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}
    released = numbers["captives: released under the deal"]
    assert released["according to Northland"] == "18"
    assert released["according to Southland"] == "20"
    assert released["undisputed"] == "18 to 20"
    assert "captives: dead" not in numbers


def test_runway_says_how_far_people_would_reach_and_shows_the_sum(cli: Cli, record: Path) -> None:
    found = [r for r in cli("runway", "--json").lines if r["account"] == "Southland"]
    first = next(r for r in found if not r["reading"])
    other = next(r for r in found if r["reading"])
    assert first["days"]["low"] == 3
    assert other["reading"] == {"truce.extended.enough": "eight will do"}
    assert other["days"]["low"] == 4
    assert all("10" in r["sum"] or "8" in r["sum"] for r in found)


def test_incidents_name_who_holds_and_who_denies_them(cli: Cli, record: Path) -> None:
    (attack,) = [i for i in cli("incidents", "--json").lines if i["deed"] == "attack"]
    positions = {name: one["position"] for name, one in attack["accounts"].items()}
    assert positions["Southland"] == "held"
    assert positions["Northland"] == "denied"
    assert positions["Westland"] == "silent"
    assert "denied by Northland" in cli("incidents").out


# --- for programs -----------------------------------------------------------------------------------
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_json_is_one_object_a_line_and_its_claims_are_in_the_record(cli: Cli, record: Path, words: list[str]) -> None:
    known = {line["id"] for line in cli("claims", "--json").lines}
    at = () if words[0] == "diff" else LATE
    result = cli(*words, *at, "--json")
    assert result.code == 0
    for line in result.out.splitlines():
        assert isinstance(json.loads(line), dict)
        assert set(re.findall(r'"(c-[0-9a-f]{12})"', line)) <= known
        assert "Infinity" not in line
        assert "NaN" not in line


# --- for people -------------------------------------------------------------------------------------
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_a_terminal_of_80_columns_is_never_overrun(terminal: Cli, record: Path, words: list[str]) -> None:
    at = () if words[0] == "diff" else LATE
    result = terminal(*words, *at)
    assert result.code == 0
    assert all(len(line) <= 80 for line in lines(result.out))


def test_a_narrow_terminal_tells_the_matrix_as_a_list(
    terminal: Cli, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    shown = " ".join(" ".join(lines(terminal("matrix", *LATE).out)).split())
    assert "◐ partly met 18 of 20, according to Northland" in shown
    assert "● met 20 of 20, according to Southland" in shown


# --- wrong input ------------------------------------------------------------------------------------
@pytest.mark.parametrize("command", COMMANDS)
def test_a_case_without_an_agreement_says_how_to_add_one(cli: Cli, filled: Path, command: str) -> None:
    result = cli(command)
    assert result.code == 2
    assert result.out == ""
    assert "agreement add" in result.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["matrix", "parade"], "no duty 'parade'. There are: release; exchange"),
        (["matrix", "a"], "'a' may be more than one duty"),
        (["crux", "release", "--account", "Eastland"], "no account 'Eastland'"),
        (["crux", "daily list", "--instance", "9 May"], "no instance '9 May'"),
        (["ledger", "--agreement", "hill"], "hill"),
        (["talks", "--at", "yesterday"], "no day and no time"),
    ],
)
def test_what_is_not_there_is_said_with_what_is(cli: Cli, record: Path, words: list[str], told: str) -> None:
    result = cli(*words)
    assert result.code == 2
    assert told in result.err


# --- both sides alike -------------------------------------------------------------------------------
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
def test_exchanging_the_parties_exchanges_the_answer_and_nothing_else(
    cli: Cli, made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    other = valley.made(tmp_path / "other", valley.swapped(valley.AGREEMENT), valley.swapped(valley.CLAIMS))
    at = () if words[0] == "diff" else LATE

    def answer(record: Path, arguments: list[str]) -> str:
        monkeypatch.setenv("TRUCELINE_DB", str(record))
        return re.sub(r"[ci]-[0-9a-f]{12}", "id", cli(*arguments, *at).out)

    there = answer(other, [valley.swapped(w) for w in words])
    assert valley.swapped(there) == answer(made, words)
