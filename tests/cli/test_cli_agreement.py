"""`truceline agreement`: add, check, show, amend and lint, on the screen, as data, and with their exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from truceline.agreements.lint import RULES

if TYPE_CHECKING:
    from cli_help import Cli

RIVER = """agreement: River ceasefire
id: river-2024
text_of: 2024-03-01
zone: Africa/Nairobi
parties: {north: Northland, south: Southland}
people:
  captives: {held_by: south}
truce: {from: 2024-03-02 07:00, for: 14 days}
duties:
  release:
    by: south
    release: about 10 captives
    within: 4 days
    enough: {readings: {ten means ten: {means: 10}, eight will do: {means: 8, held_by: [south], since: 2024-03-05}}}
  no flights: {by: north, refrain from: fly, where: the valley, stated_by: south, source: a paper}
"""
BRIDGE = "amendments:\n  - {of: 2024-03-15, name: bridge, extends: {by: 5 days}}\n"


@pytest.fixture
def river(folder: Path) -> Path:
    file = folder / "river.yaml"
    file.write_text(RIVER, encoding="utf-8")
    return file


@pytest.fixture
def bad(folder: Path) -> Path:
    file = folder / "bad.yaml"
    file.write_text(RIVER.replace("Africa/Nairobi", "Nowhere").replace("by: north", "by: west"), encoding="utf-8")
    return file


def test_a_sound_file_is_said_to_be_sound_without_a_record(cli: Cli, river: Path) -> None:
    done = cli("agreement", "check", river.name)
    assert done.code == 0
    assert "river.yaml is sound: River ceasefire (river-2024), 2 parties, 2 duties" in done.out
    assert cli("agreement", "check", river.name, "--json").lines[0]["problems"] == 0


def test_every_problem_stands_on_a_line_of_its_own_with_the_way_out(cli: Cli, bad: Path) -> None:
    done = cli("agreement", "check", bad.name)
    assert done.code == 2
    first, second = done.out.splitlines()
    assert first.startswith("bad.yaml:4: zone:")
    assert "Write its name" in first
    assert second.startswith("bad.yaml:15: duties > no flights > by:")
    assert [p["where"] for p in cli("agreement", "check", bad.name, "--json").lines] == ["bad.yaml:4", "bad.yaml:15"]


def test_nothing_is_added_of_a_wrong_file(cli: Cli, filled: Path, bad: Path) -> None:
    done = cli("agreement", "add", bad.name)
    assert done.code == 2
    assert done.out == ""
    assert "error: bad.yaml:15: duties > no flights > by:" in done.err
    assert cli("agreement", "show").code == 2


def test_an_agreement_is_added_and_shown_in_sentences(cli: Cli, filled: Path, river: Path) -> None:
    assert "Added River ceasefire as river-2024" in cli("agreement", "add", river.name).out
    shown = cli("agreement", "show").out
    assert "release: Southland is to release about 10 captives (10 are enough) by 4 days" in shown
    assert "eight will do (Southland since 2024-03-05):" in shown
    assert "[stated by Southland] (a paper)" in shown
    assert "by Ana, river.yaml, of 2024-03-01" in shown


def test_the_same_is_given_as_data(cli: Cli, filled: Path, river: Path) -> None:
    cli("agreement", "add", river.name)
    (found,) = cli("agreement", "show", "river", "--json").lines
    terms = {t["name"]: t for t in found["terms"]}
    assert found["parties"] == ["Northland", "Southland"]
    assert [w["name"] for w in terms["release"]["open"][0]["ways"]] == ["ten means ten", "eight will do"]
    assert terms["no flights"]["stated_by"] == ["Southland"]
    assert found["texts"][0]["author"] == "Ana"


def test_it_is_shown_on_a_terminal_too(terminal: Cli, filled: Path, river: Path) -> None:
    terminal("agreement", "add", river.name)
    shown = terminal("agreement", "show")
    assert shown.code == 0
    assert "River ceasefire" in shown.out


def test_a_further_text_shows_what_it_changes_and_holds_from_its_day(cli: Cli, filled: Path, river: Path) -> None:
    cli("agreement", "add", river.name)
    (river.parent / "two.yaml").write_text(RIVER + BRIDGE, encoding="utf-8")
    done = cli("agreement", "amend", "river", "two.yaml", "--reason", "the bridge")
    assert done.code == 0
    assert "1 term changed" in done.out
    assert "before: there was no such term." in done.out
    assert 'now: Extended by 5 days by the text of 15 March 2024 ("bridge").' in done.out
    assert "Extended by 5 days" in cli("agreement", "show").out
    assert "Extended by 5 days" not in cli("agreement", "show", "--as-of", "2024-03-14").out


def test_several_agreements_are_listed(cli: Cli, filled: Path, river: Path) -> None:
    cli("agreement", "add", river.name)
    (river.parent / "lake.yaml").write_text(RIVER.replace("river-2024", "lake"), encoding="utf-8")
    cli("agreement", "add", "lake.yaml")
    shown = cli("agreement", "show")
    assert [line.split("\t")[0] for line in shown.out.splitlines()] == ["id", "river-2024", "lake"]
    assert [a["id"] for a in cli("agreement", "show", "--json").lines] == ["river-2024", "lake"]


def test_without_an_agreement_it_says_how_to_add_one(cli: Cli, filled: Path) -> None:
    done = cli("agreement", "show")
    assert done.code == 2
    assert "truceline agreement add FILE" in done.err


def test_the_lint_lists_its_warnings_with_precedents_and_leaves_with_0(cli: Cli, river: Path) -> None:
    done = cli("agreement", "lint", river.name)
    assert done.code == 0
    assert "river.yaml:8 truce: nothing says whether the truce binds while the talks are suspended." in done.out
    assert "when talks are suspended: binds" in done.out
    assert "Argued about before: Sudan, Jeddah" in done.out
    assert "(no source; unconfirmed)" in done.out


def test_strict_leaves_with_1_where_there_are_warnings(cli: Cli, river: Path) -> None:
    assert cli("agreement", "lint", river.name, "--strict").code == 1


def test_warnings_are_given_as_data(cli: Cli, river: Path) -> None:
    found = cli("agreement", "lint", river.name, "--json").lines
    assert {w["rule"] for w in found} <= set(RULES)
    assert all(w["line"] and w["what"] and w["write"]["yaml"] and w["precedents"] for w in found)
    assert {"open reading", "one side's term", "no monitor"} <= {w["rule"] for w in found}


def test_a_sound_draft_has_no_warnings(cli: Cli, folder: Path) -> None:
    sound = Path(__file__).parents[1] / "agreements" / "drafts" / "sound.yaml"
    done = cli("agreement", "lint", sound, "--strict")
    assert (done.code, done.out) == (0, "")
    assert "nothing in it was argued about before" in done.err


def test_a_draft_that_is_wrong_is_not_linted(cli: Cli, bad: Path) -> None:
    done = cli("agreement", "lint", bad.name)
    assert done.code == 2
    assert "error: bad.yaml:4" in done.err
