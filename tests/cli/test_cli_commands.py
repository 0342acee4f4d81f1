"""Every command: what it shows, what it writes, and what it gives to other programs."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path

import pytest
from cli_help import REPORTS, Cli

from truceline import __version__
from truceline.case import Case

COMMANDS = [
    *("init", "read", "enter", "claims", "show", "timeline", "parties", "search", "verify", "accept", "reject"),
    *("correct", "same", "different", "unsure", "brief", "export", "demo"),
    *("matrix", "crux", "diff", "incidents", "ledger", "constraints", "talks", "runway"),
]
FIELDS = {
    *("id", "report", "speaker", "voices", "stance", "act", "mode", "actors", "recipients", "category", "figures"),
    *("when", "place", "polarity", "modality", "quote", "spans", "score", "coder"),
}


def first(cli: Cli, **choice: str) -> str:
    """The id of the first claim of this choice."""
    options = [f"--{name}={value}" for name, value in choice.items()]
    return str(cli("claims", "--json", *options).lines[0]["id"])


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_with_an_example(cli: Cli, command: str) -> None:
    result = cli(command, "--help")
    assert result.code == 0
    assert "Example:" in result.out
    assert f"truceline {command}" in result.out
    assert "--json" in result.out


def test_the_overview_lists_every_command_and_the_exit_codes(cli: Cli) -> None:
    for arguments in ([], ["--help"]):
        result = cli(*arguments)
        assert result.code == 0
        assert all(re.search(rf"(?m)^\W*{c}\b", result.out) for c in COMMANDS)
        assert "130  interrupted" in result.out


def test_the_version(cli: Cli) -> None:
    assert cli("--version").out == f"truceline {__version__}\n"


# --- init and read ----------------------------------------------------------------------------------
def test_init_makes_a_record_and_never_replaces_one(cli: Cli, folder: Path) -> None:
    made = cli("init", "talks.db", "--title", "Talks", "--zone", "Africa/Khartoum", "--json")
    assert made.lines == [{"file": "talks.db", "title": "Talks", "zone": "Africa/Khartoum"}]
    again = cli("init", "talks.db")
    assert (again.code, again.out) == (3, "")
    assert "talks.db: there is already something" in again.err


def test_init_names_the_next_command(cli: Cli) -> None:
    assert "read --db 'my talks.db' FILES" in cli("init", "my talks.db").err
    assert "read FILES" in cli("init").err


def test_an_unknown_zone_leaves_no_record(cli: Cli, folder: Path) -> None:
    result = cli("init", "--zone", "Mars/Olympus")
    assert result.code == 2
    assert "no time zone 'Mars/Olympus'" in result.err
    assert list(folder.iterdir()) == []


def test_read_says_what_became_of_each_report(cli: Cli, filled: Path) -> None:
    Path("third.txt").write_text(REPORTS["first.txt"].replace("12 prisoners", "13 prisoners"), encoding="utf-8")
    Path("empty.txt").write_text("", encoding="utf-8")
    result = cli("read", "reports", "third.txt", "empty.txt")
    rows = [line.split("\t")[:3] for line in result.out.splitlines()]
    assert rows == [
        ["state", "claims", "file"],
        ["same", "0", "reports/first.txt"],
        ["same", "0", "reports/second.txt"],
        ["changed", "3", "third.txt"],
        ["unreadable", "", "empty.txt"],
    ]
    assert "4 reports: 1 changed, 2 same, 1 unreadable; 3 claims." in result.err
    assert "error: empty.txt: it is empty." in result.err
    assert result.code == 2


_TYPED = """case: Border talks
zone: Europe/Vienna
reports:
  - title: Third of March
    publisher: Example Wire
    published: 2024-03-03 22:00
    claims:
      - {speaker: Northland, says: Southland freed 13 sailors., does: release, by: Southland, what: sailors}
"""


def test_claims_typed_by_hand_are_entered_once(cli: Cli, folder: Path) -> None:
    cli("init")
    Path("claims.yaml").write_text(_TYPED, encoding="utf-8")
    assert cli("enter", "claims.yaml", "--dry-run").out.splitlines()[1].startswith("new\t")
    assert cli("claims", "--json").lines == []
    result = cli("enter", "claims.yaml")
    assert (result.code, result.err.strip()) == (0, "1 report: 1 new; 1 claim.")
    assert len(cli("claims", "--json").lines) == 1
    assert "1 same" in cli("enter", "claims.yaml").err


def test_a_file_of_typed_claims_that_is_wrong_says_where(cli: Cli, folder: Path) -> None:
    cli("init")
    Path("claims.yaml").write_text(_TYPED.replace("does: release", "does: relase"), encoding="utf-8")
    result = cli("enter", "claims.yaml")
    assert result.code == 2
    assert "claims.yaml:8" in result.err
    assert cli("claims", "--json").lines == []


def test_a_dry_run_adds_nothing_and_foretells_what_reading_does(cli: Cli, filled: Path) -> None:
    Path("third.txt").write_text(REPORTS["first.txt"].replace("12 prisoners", "13 prisoners"), encoding="utf-8")
    Path("fourth.txt").write_text(REPORTS["second.txt"].replace("Title: ", "Title: New "), encoding="utf-8")
    Path("fifth.txt").write_bytes(Path("fourth.txt").read_bytes())
    arguments = ("read", "reports/first.txt", "third.txt", "fourth.txt", "fifth.txt", "--json")
    before = cli("verify", "--json").lines
    foretold = [line["state"] for line in cli(*arguments, "--dry-run").lines]
    assert cli("verify", "--json").lines == before
    assert foretold == [line["state"] for line in cli(*arguments).lines] == ["same", "changed", "new", "same"]


def test_reading_a_folder_leaves_out_the_record_that_lies_in_it(cli: Cli, filled: Path) -> None:
    result = cli("read", ".")
    assert result.code == 0
    assert "truceline.db" not in result.out


def test_a_report_is_read_from_the_standard_input(cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("init")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(REPORTS["first.txt"].encode()))))
    (line,) = cli("read", "-", "--json").lines
    assert (line["where"], line["state"], line["claims"]) == ("stdin", "new", 3)


def test_a_terminal_shows_only_what_asks_for_a_look_among_many(terminal: Cli, folder: Path) -> None:
    terminal("init")
    Path("many").mkdir()
    for i in range(50):
        Path(f"many/{i:02}.txt").write_text(f"The Ministry said that {i} lorries had crossed the bridge on that day.")
    Path("many/wrong.txt").write_bytes(b"%PDF-1.7")
    result = terminal("read", "many")
    assert "and 50 more that need no look" in result.out
    assert "many/wrong.txt" in result.out
    assert "49.txt" not in result.out


# --- looking ----------------------------------------------------------------------------------------
def test_claims_as_json_have_the_promised_shape(cli: Cli, filled: Path) -> None:
    lines = cli("claims", "--json").lines
    assert len(lines) == 5
    for line in lines:
        assert list(line)[:3] == ["id", "report", "speaker"]
        assert set(line) >= FIELDS
        assert {"name", "kind", "role", "party", "member_of", "words"} == set(line["voices"][0])
        assert {"source", "cue", "content"} == set(line["spans"])
        assert {"start", "end", "quote"} == set(line["spans"]["content"][0])
        assert {"start", "end", "precision", "basis", "words"} <= set(line["when"])
        assert {"name", "version"} == set(line["coder"])
        assert line["status"] == "coded"
    (figure,) = lines[0]["figures"]
    assert {"low", "high", "comparator", "unit", "category", "part_of"} <= set(figure)
    assert (figure["low"], figure["high"], figure["unit"]) == (12, 12, "prisoners")


def test_the_spans_of_claims_are_places_in_the_report(cli: Cli, filled: Path) -> None:
    with Case.open(filled) as case:
        texts = {r.id: r.text for r in case.reports()}
    for line in cli("claims", "--json").lines:
        for span in (s for spans in line["spans"].values() for s in spans):
            assert texts[line["report"]][span["start"] : span["end"]] == span["quote"]


@pytest.mark.parametrize(
    ("arguments", "number"),
    [
        ([], 5),
        (["--speaker", "committee"], 2),
        (["--party", "Alpha"], 2),
        (["--act", "retreat"], 2),
        (["--as-of", "2023-11-24"], 3),
        (["--as-of", "2023-11-23"], 0),
        (["--speaker", "Alpha", "--as-of", "2023-11-25T21:59"], 0),
        (["--speaker", "Alpha", "--as-of", "2023-11-26T00:00+02:00"], 1),
    ],
)
def test_claims_are_chosen_by_who_what_and_when(cli: Cli, filled: Path, arguments: list[str], number: int) -> None:
    assert len(cli("claims", "--json", *arguments).lines) == number
    plain = cli("claims", *arguments)
    assert len(plain.out.splitlines()) == number + 1
    assert len(cli("timeline", "--json", *arguments).lines) == number


def test_claims_of_one_report(cli: Cli, filled: Path) -> None:
    report = cli("claims", "--json").lines[0]["report"]
    assert {line["report"] for line in cli("claims", "--json", "--report", report[:8]).lines} == {report}


def test_rejected_claims_show_only_when_all_are_asked_for(cli: Cli, filled: Path) -> None:
    id = first(cli)
    cli("reject", id, "--reason", "a headline")
    assert id not in cli("claims").out
    assert id in cli("claims", "--all").out
    assert id not in cli("export", "--format", "csv").out


def test_an_empty_record_says_what_to_do(cli: Cli) -> None:
    cli("init")
    assert "the record is empty. Next: " in cli("claims").err


def test_what_is_least_sure_waits_first(cli: Cli, filled: Path) -> None:
    rows = cli("claims", "--doubtful", "--json").lines
    assert [r["score"] for r in rows] == sorted(r["score"] for r in rows)
    assert {r["status"] for r in rows} == {"coded"}
    assert cli("accept", rows[0]["id"]).code == 0
    assert rows[0]["id"] not in {r["id"] for r in cli("claims", "--doubtful", "--json").lines}


def test_show_marks_source_cue_and_content_with_words(cli: Cli, filled: Path) -> None:
    out = cli("show", first(cli)[:9]).out
    assert "[source: The Ministry] [cue: said] that [content: Alpha freed 12 prisoners]." in out
    assert "not yet reviewed" in out
    for name, value in {
        "speaker": "The Ministry (body)",
        "stance": "asserts",
        "act": "RETREAT release",
        "by": "Alpha",
        "figure": "“12 prisoners” = 12 (exactly), prisoners",
        "coded by": "stub 1, coded by the program; such codings are right 9 times in 10",
    }.items():
        assert re.search(rf"(?m)^{name} +{re.escape(value)}$", out), out
    assert "the day of the report" in out
    assert "Beta denied" not in out, "only its own sentence is shown"


def test_show_gives_the_machine_value_beside_a_correction(cli: Cli, filled: Path) -> None:
    id = first(cli)
    cli("correct", id, "--set", "actors=Beta; Gamma", "--reason", "named in line two")
    out = cli("show", id).out
    assert re.search(r"(?m)^by +Beta; Gamma$", out)
    assert re.search(r"(?m)^corrected +\d{4}-.* UTC, Ana: named in line two$", out)
    assert "actors: Beta; Gamma; the machine's value: Alpha" in out


def test_show_as_json_has_all_of_it(cli: Cli, filled: Path) -> None:
    id = first(cli)
    cli("correct", id, "--set", "place=Cairo", "--reason", "dateline")
    (line,) = cli("show", id, "--json").lines
    assert line["claim"]["place"] == "Cairo"
    assert line["machine"]["place"] is None
    assert line["history"][0]["changes"] == {"place": "Cairo"}
    assert line["sentence"]["text"].endswith("Alpha freed 12 prisoners.")
    assert line["report"]["title"] == "Convoy crosses"


def test_show_tells_of_a_correction_that_was_taken_back(cli: Cli, filled: Path) -> None:
    id = first(cli)
    cli("correct", id, "--set", "when=2023-11-20", "--reason", "the day is named")
    with Case.open(filled, author="Ben") as case:
        case.undo(id, "it is not")
    out = cli("show", id).out
    assert re.search(r"(?m)^corrected +\d{4}-.* UTC, Ana: the day is named$", out)
    assert re.search(r"(?m)^taken back +\d{4}-.* UTC, Ben: it is not$", out)
    assert "the day of the report" in out, "the time is the coder's own again"
    (line,) = cli("show", id, "--json").lines
    assert [d["taken_back"] for d in line["history"]] == [True, False]


def test_the_timeline_is_in_order_of_the_times_spoken_of(cli: Cli, filled: Path) -> None:
    Path("late.txt").write_text(
        "Published: 2023-12-05\n\nThe Office said that Beta freed 3 people. This account of it is undated.", "utf-8"
    )
    cli("read", "late.txt")
    cli("correct", first(cli, speaker="Alpha"), "--set", "when=2023-11-20", "--reason", "the day is named")
    rows = [line.split("\t") for line in cli("timeline").out.splitlines()[1:]]
    assert [r[0] for r in rows] == ["2023-11-20", *["2023-11-24"] * 3, "2023-11-25", ""]
    assert rows[0][1] == "stated"
    assert rows[-1][3] == "The Office"


def test_parties_with_how_often_they_speak_and_act(cli: Cli, filled: Path) -> None:
    lines = {line["name"]: line for line in cli("parties", "--json").lines}
    assert (lines["Alpha"]["speaks"], lines["Alpha"]["acts"]) == (1, 1)
    assert "Alpha\t\t\t1\t1\t" in cli("parties").out


def test_search_finds_reports_and_claims(cli: Cli, filled: Path) -> None:
    lines = cli("search", "convoy", "--json").lines
    assert {bool(line["claim"]) for line in lines} == {True, False}
    assert all("convoy" in line["snippet"].lower() for line in lines)
    assert cli("search", "convoy", "--as-of", "2023-11-23").err == "nothing has all these words.\n"
    assert len(cli("search", "the", "--limit", "1", "--json").lines) == 1


def test_verify_says_what_was_found_sound(cli: Cli, filled: Path) -> None:
    (line,) = cli("verify", "--json").lines
    assert (line["entries"], line["reports"], line["claims"]) == (5, 2, 5)
    assert line["head"] in cli("verify").out
    assert cli("verify", "--holds", line["head"]).code == 0
    missing = cli("verify", "--holds", "0" * 63 + "1")
    assert missing.code == 3
    assert "cut off or replaced" in missing.err


@pytest.mark.parametrize("damage", ["DELETE FROM claims", "DROP TRIGGER entries_keep"])
def test_what_follows_from_the_entries_is_made_again(cli: Cli, filled: Path, damage: str) -> None:
    sound = cli("verify").out
    connection = sqlite3.connect(filled)
    connection.execute(damage)
    connection.commit()
    connection.close()
    result = cli("verify")
    assert (result.code, result.out) == (3, "")
    assert "truceline verify --rebuild-index" in result.err
    assert cli("verify", "--rebuild-index").out == f"The index was made again from the entries.\n{sound}"
    assert cli("verify").out == sound
    assert cli("verify", "--rebuild-index", "--json").lines == cli("verify", "--json").lines


# --- deciding ---------------------------------------------------------------------------------------
def test_accept_reject_and_their_reasons(cli: Cli, filled: Path) -> None:
    id = first(cli)
    assert cli("accept", id[:8], "--json").lines[0]["status"] == "accepted"
    assert cli("reject", id, "--reason", "on second thought").out.startswith(f"{id} is now rejected")
    history = cli("show", id, "--json").lines[0]["history"]
    assert [(d["status"], d["author"], d["reason"]) for d in history] == [
        ("accepted", "Ana", ""),
        ("rejected", "Ana", "on second thought"),
    ]


@pytest.mark.parametrize("arguments", [[], ["--reason", "  "]])
def test_a_rejection_needs_a_reason(cli: Cli, filled: Path, arguments: list[str]) -> None:
    result = cli("reject", first(cli), *arguments)
    assert result.code == 2
    assert "reason" in result.err


@pytest.mark.parametrize(
    ("setting", "field", "value"),
    [
        ("actors=Alpha; Beta Front", "actors", ["Alpha", "Beta Front"]),
        ('actors=["One; and the same"]', "actors", ["One; and the same"]),
        ("actors=[]", "actors", []),
        ("recipients=Gamma", "recipients", ["Gamma"]),
        ("speaker=The Office", "speaker", "The Office"),
        ("place=null", "place", None),
        ("place=Port = Harbour", "place", "Port = Harbour"),
        ("modality=planned", "modality", "planned"),
        ("mode=ceasefire", "mode", "ceasefire"),
        ("stance=denies", "stance", "denies"),
    ],
)
def test_corrections_take_text_and_json(cli: Cli, filled: Path, setting: str, field: str, value: object) -> None:
    result = cli("correct", first(cli), "--set", setting, "--reason", "as written", "--json")
    assert result.lines[0][field] == value
    assert result.lines[0]["status"] == "corrected"


@pytest.mark.parametrize(
    ("words", "low", "high", "comparator"),
    [
        ("over 400 strikes", 400, None, "over"),
        ("at most 1,200 people", None, 1200, "at most"),
        ("10 to 12 people", 10, 12, "between"),
        ("10-12", 10, 12, "between"),
        ("about 30 lorries", 30, 30, "about"),
        ("17 women", 17, 17, "exactly"),
    ],
)
def test_figures_are_corrected_in_plain_words(
    cli: Cli, filled: Path, words: str, low: float | None, high: float | None, comparator: str
) -> None:
    result = cli("correct", first(cli), "--set", f"figures={words}", "--reason", "misread", "--json")
    (figure,) = result.lines[0]["figures"]
    assert (figure["low"], figure["high"], figure["comparator"]) == (low, high, comparator)
    assert figure["unit"] == (words.rsplit(maxsplit=1)[-1] if " " in words else "prisoners")


@pytest.mark.parametrize(
    ("words", "start", "end", "precision"),
    [
        ("2023-11-20", "2023-11-20T00:00:00+00:00", "2023-11-21T00:00:00+00:00", "day"),
        ("2023-11-20T07:30+02:00", "2023-11-20T07:30:00+02:00", "2023-11-20T07:31:00+02:00", "minute"),
        ("2023-11-20 to 2023-11-23", "2023-11-20T00:00:00+00:00", "2023-11-24T00:00:00+00:00", "span"),
    ],
)
def test_times_are_corrected_in_plain_words(
    cli: Cli, filled: Path, words: str, start: str, end: str, precision: str
) -> None:
    when = cli("correct", first(cli), "--set", f"when={words}", "--reason", "misread", "--json").lines[0]["when"]
    assert (when["start"], when["end"], when["precision"], when["basis"]) == (start, end, precision, "stated")


def test_a_time_that_a_person_set_is_said_to_be_theirs(cli: Cli, filled: Path) -> None:
    id = first(cli)
    printed = cli("correct", id, "--set", "when=2023-11-20", "--reason", "line two", "--author", "Bo").out
    assert "\t2023-11-20 (set by Bo)\n" in printed
    out = cli("show", id).out
    assert re.search(r"(?m)^when +2023-11-20 \(day, .*; set by Bo\)$", out)
    assert "when: 2023-11-20 (set by Bo); the machine's value: 2023-11-24 (the day of the report" in out
    assert "worked out from" not in out


def test_the_basis_of_a_time_can_be_given(cli: Cli, filled: Path) -> None:
    id = first(cli)
    when = {**cli("show", id, "--json").lines[0]["claim"]["when"], "basis": "inferred"}
    seen = cli("correct", id, "--set", f"when={json.dumps(when)}", "--reason", "x", "--json").lines[0]
    assert seen["when"]["basis"] == "inferred"


def test_the_quote_is_corrected_with_the_spans(cli: Cli, filled: Path) -> None:
    claim = cli("claims", "--json").lines[0]
    (content,) = claim["spans"]["content"]
    shorter = {"start": content["start"], "end": content["start"] + 5, "quote": "Alpha"}
    spans = json.dumps({**claim["spans"], "content": [shorter]})
    out = cli("correct", claim["id"], "--set", f"spans={spans}", "--reason", "too long").out
    assert f"quote\t{claim['quote']}\tAlpha\n" in out
    assert cli("claims", "--json").lines[0]["quote"] == "Alpha"


def test_a_correction_prints_the_machine_value_and_the_new_one(cli: Cli, filled: Path) -> None:
    out = cli("correct", first(cli), "--set", "actors=Beta", "--set", "place=Cairo", "--reason", "misread").out
    assert out.splitlines()[:3] == ["field\tmachine's value\tnow", "actors\tAlpha\tBeta", "place\tnothing\tCairo"]


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("nonsense", "no field=value"),
        ("score=1", "cannot be corrected"),
        ("act=BOMB", "the codebook has no act 'BOMB'"),
        ("quote=abc", "the quote follows the spans"),
        ("mode=aerial", "the act RETREAT has no mode 'aerial'"),
        ("modality=perhaps", "expected one of"),
        ("figures=a great many", "is no figure"),
        ("when=next week", "is no day and no time"),
        ("actors=7", "expected a list"),
    ],
)
def test_a_wrong_correction_is_refused_and_changes_nothing(cli: Cli, filled: Path, setting: str, words: str) -> None:
    before = cli("verify", "--json").lines
    result = cli("correct", first(cli), "--set", setting, "--reason", "misread")
    assert (result.code, result.out) == (2, "")
    assert words in result.err
    assert cli("verify", "--json").lines == before


def test_names_and_incidents_are_judged(cli: Cli, filled: Path) -> None:
    ids = [line["id"] for line in cli("claims", "--json").lines]
    assert cli("same", "Alpha", "Beta", "--json").lines[0]["about"] == "party"
    assert {line["name"]: line["same_as"] for line in cli("parties", "--json").lines}["Alpha"] == ["Beta"]
    assert cli("different", ids[0][:9], ids[1], "--json").lines[0] == {
        "about": "incident",
        "a": ids[0],
        "b": ids[1],
        "verdict": "different",
        "reason": "",
    }
    assert "may or may not be the same" in cli("unsure", "Alpha", "Beta").out
    assert {line["name"]: line["same_as"] for line in cli("parties", "--json").lines}["Alpha"] == []


def test_judgements_that_contradict_each_other_are_pointed_out(cli: Cli, filled: Path) -> None:
    cli("same", "Alpha", "Beta")
    cli("same", "Beta", "The Ministry")
    result = cli("different", "Alpha", "The Ministry")
    assert result.code == 0
    assert "Alpha = Beta = The Ministry" in result.err


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("Alpha", "Omega", "no claim names 'Omega'"),
        ("Alpha", "Alpha", "needs two"),
        ("c-", "Alpha", "several claims"),
        ("c-zzz", "c-yyy", "no claim with the id"),
    ],
)
def test_a_judgement_needs_two_known_things_of_a_kind(cli: Cli, filled: Path, a: str, b: str, words: str) -> None:
    result = cli("same", a, b)
    assert result.code == 2
    assert words in result.err


def test_who_decides_is_written_down(cli: Cli, filled: Path) -> None:
    ids = [line["id"] for line in cli("claims", "--json").lines]
    cli("accept", ids[0], "--author", "Ben")
    cli("--author", "Cem", "accept", ids[1])
    authors = [cli("show", id, "--json").lines[0]["history"][0]["author"] for id in ids[:2]]
    assert authors == ["Ben", "Cem"]


# --- giving out -------------------------------------------------------------------------------------
def test_a_brief_in_each_form(cli: Cli, filled: Path) -> None:
    assert cli("brief").out.startswith("# Two days\n")
    html = cli("brief", "--format", "html").out
    assert html.lower().startswith("<!doctype html>")
    data = json.loads(cli("brief", "--format", "json").out)
    assert data == json.loads(cli("brief", "--json").out)
    assert {s["claims"] for s in data["sources"]} == {2, 3}


def test_a_brief_as_of_a_day_has_nothing_later(cli: Cli, filled: Path) -> None:
    out = cli("brief", "--as-of", "2023-11-24").out
    assert "Convoy crosses" in out
    assert "Second day" not in out
    assert "Second day" in cli("brief", "--since", "2023-11-25").out


@pytest.mark.parametrize("arguments", [[], ["--as-of", "2023-11-23"]])
def test_a_brief_of_nothing_is_a_brief(cli: Cli, filled: Path, arguments: list[str]) -> None:
    if not arguments:
        filled = Path("empty.db")
        cli("init", filled)
    result = cli("brief", "--db", filled, *arguments)
    assert result.code == 0
    assert "No reports." in result.out
    assert ("no report was known by then" if arguments else "the record is empty") in result.err
    assert cli("brief", "--db", filled, "--format", "html", *arguments).code == 0


def test_a_brief_is_written_to_a_file(cli: Cli, filled: Path) -> None:
    result = cli("brief", "--format", "html", "--output", "brief.html")
    assert result.out == "Wrote brief.html: 5 claims.\n"
    assert Path("brief.html").read_text(encoding="utf-8").lower().startswith("<!doctype html>")
    assert cli("brief", "--output", "b.md", "--json").lines == [{"file": "b.md"}]


@pytest.mark.parametrize("command", [["brief"], ["export", "--format", "csv"]])
@pytest.mark.parametrize(
    ("output", "code", "words"),
    [("truceline.db", 2, "the record itself"), (".", 2, "a folder"), ("none/x", 1, "cannot be written")],
)
def test_a_file_that_cannot_be_is_refused(
    cli: Cli, filled: Path, command: list[str], output: str, code: int, words: str
) -> None:
    result = cli(*command, "--output", output)
    assert (result.code, result.out) == (code, "")
    assert words in result.err
    assert cli("verify").code == 0
    assert [p.name for p in Path().iterdir() if p.name.startswith(".")] == [], "nothing half-written is left"


def test_exports_obey_the_choice(cli: Cli, filled: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("export", "--format", "csv", "--speaker", "committee").out)))
    assert [r["speaker"] for r in rows] == ["The Committee", "The Committee"]
    assert {r["status"] for r in rows} == {"coded"}
    lines = cli("export", "--format", "jsonl", "--as-of", "2023-11-24").lines
    assert lines == [{k: v for k, v in line.items() if k != "status"} for line in cli("claims", "--json").lines[:3]]
    cli("export", "--format", "csv", "--output", "claims.csv")
    assert len(Path("claims.csv").read_text(encoding="utf-8").splitlines()) == 6


def test_a_plover_export_says_what_it_leaves_out(cli: Cli, filled: Path) -> None:
    result = cli("export", "--format", "plover")
    assert {line["event_type"] for line in result.lines} == {"RETREAT", "ASSAULT"}
    assert "left out: 2 claims of type STATE" in result.err


# --- demo -------------------------------------------------------------------------------------------
def test_the_demo_builds_prints_and_says_what_to_try(cli: Cli, folder: Path) -> None:
    result = cli("demo", "my demo")
    assert result.code == 0
    assert result.out.startswith("# Gaza truce")
    assert "show --db 'my demo/case.db' c-" in result.out
    assert (folder / "my demo" / "brief.html").stat().st_size > 10_000
    assert cli("verify", "--db", "my demo/case.db", "--json").lines[0]["reports"] >= 12


def test_the_demo_runs_again_and_keeps_what_was_decided(cli: Cli) -> None:
    (made,) = cli("demo", "--json").lines
    id = cli("claims", "--db", made["db"], "--json").lines[0]["id"]
    cli("reject", id, "--reason", "trying it", "--db", made["db"])
    (again,) = cli("demo", "--json").lines
    assert again == {**made, "claims": made["claims"] - 1}


def test_the_demo_leaves_another_case_alone(cli: Cli, folder: Path) -> None:
    (folder / "demo").mkdir()
    cli("init", "demo/case.db")
    result = cli("demo")
    assert result.code == 2
    assert "another case is kept here" in result.err
    assert cli("verify", "--db", "demo/case.db", "--json").lines[0]["reports"] == 0
