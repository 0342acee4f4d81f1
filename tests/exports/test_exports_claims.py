"""Exports: nothing lost, nothing run, one claim a row or line."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.errors import ValueProblem
from truceline.exports import COLUMNS, PloverCount, write_csv, write_jsonl, write_plover
from truceline.exports.csv import plain, safe
from truceline.model import (
    Act,
    Basis,
    Claim,
    Coder,
    Comparator,
    Figure,
    PartyKind,
    Precision,
    Rate,
    Report,
    Span,
    Spans,
    Stance,
    Voice,
    VoiceRole,
    When,
)

ZONE = timezone(timedelta(hours=3))
TEXT = 'He said: "one,\r\ntwo;\u2028three\u0085" – then 40 men\nwere =held.'


def _report(text: str = TEXT) -> Report:
    published = When.day(date(2023, 5, 22), zone="Africa/Khartoum")
    return Report.of(text, title="A title, with commas", publisher="=cmd|' /C calc'!A0", published=published)


def _claim(report: Report, type: str = "RETREAT", mode: str | None = "release", **act: Any) -> Claim:
    start, end = report.text.index("one"), report.text.index("40 men") + 6
    return Claim.of(
        report=report.id,
        voices=(
            Voice("Agency", PartyKind.OUTLET, VoiceRole.THROUGH),
            Voice("Army", PartyKind.ARMED_FORCE, VoiceRole.SPEAKER, "army", ("Ministry", "State")),
            Voice("Envoy", PartyKind.OFFICIAL, VoiceRole.INNER),
        ),
        stance=Stance.ASSERTS,
        act=Act(type, mode, **act),
        quote=report.text[start:end],
        spans=Spans(content=(Span.of(report.text, start, end),)),
        score=0.75,
        coder=Coder("hand", "1"),
    )


def _full(report: Report) -> Claim:
    return _claim(
        report,
        actors=("@Army", "Militia"),
        recipients=("Envoy",),
        category="men",
        figures=(
            Figure(40, None, Comparator.AT_LEAST, "men", "40 men", "men", ("man",), None, Rate(2, "weeks")),
            Figure(1200000, 1500000.5, Comparator.BETWEEN, "litres", "1.2m to 1.5m"),
        ),
        when=When(
            datetime(2023, 5, 20, tzinfo=ZONE),
            datetime(2023, 5, 22, tzinfo=ZONE),
            Precision.SPAN,
            Basis.INFERRED,
            "-two days",
        ),
        place="+Jeddah",
    )


def _table(claims: list[Claim], reports: list[Report], **rest: Any) -> list[dict[str, str]]:
    out = io.StringIO(newline="")
    assert write_csv(claims, reports, out, **rest) == len(claims)
    return list(csv.DictReader(io.StringIO(out.getvalue(), newline="")))


def test_a_row_of_the_table_gives_the_claim_back() -> None:
    report = _report()
    claim = _full(report)
    (row,) = _table([claim], [report], status={claim.id: "accepted"})
    cells = {k: plain(v) for k, v in row.items()}
    assert cells["quote"] == claim.quote
    assert report.text[int(cells["start"]) : int(cells["end"])] == claim.quote
    assert (cells["speaker"], cells["speaker_sides"]) == ("Army", "Ministry; State")
    assert (cells["through"], cells["quoting"]) == ("Agency", "Envoy")
    assert (cells["actors"], cells["place"]) == ("@Army; Militia", "+Jeddah")
    assert (cells["figure_low"], cells["figure_high"]) == ("40", "")
    assert (cells["figure_per_count"], cells["figure_per_unit"]) == ("2", "weeks")
    assert [f["high"] for f in json.loads(cells["figures"])] == [None, 1500000.5]
    assert datetime.fromisoformat(cells["when_start"]) == datetime(2023, 5, 20, tzinfo=ZONE)
    assert cells["when_basis"] == "inferred"
    assert cells["status"] == "accepted"
    assert cells["publisher"] == report.publisher


def test_the_columns_are_those_that_are_promised() -> None:
    out = io.StringIO(newline="")
    write_csv([], [], out)
    assert out.getvalue() == ",".join(COLUMNS) + "\n"
    assert COLUMNS[:4] == ("id", "report", "title", "publisher")
    assert len(COLUMNS) == len(set(COLUMNS)) == 43


def test_every_column_is_described_in_the_module() -> None:
    from truceline.exports import csv as module

    assert module.__doc__
    assert not [c for c in COLUMNS if c not in module.__doc__]


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'=1", "''=1"])
def test_a_cell_that_a_spreadsheet_could_run_gets_an_apostrophe(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert plain(safe(cell)) == cell


@pytest.mark.parametrize("cell", ["", "1", "a=1", "'quoted'", "’=1", "'"])
def test_a_plain_cell_is_left_alone(cell: str) -> None:
    assert safe(cell) == plain(cell) == cell


@given(st.text(alphabet=st.sampled_from("'=+-@\t\ra1 "), max_size=6))
def test_taking_the_apostrophe_away_always_gives_the_words_back(cell: str) -> None:
    assert plain(safe(cell)) == cell
    assert not safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_no_cell_of_a_hostile_claim_begins_with_a_formula() -> None:
    report = _report()
    (row,) = _table([_full(report)], [report])
    assert not [v for v in row.values() if v.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_line_of_jsonl_is_one_claim_whole() -> None:
    report = _report()
    claims = [_full(report), _claim(report, "AID", None)]
    out = io.StringIO()
    assert write_jsonl(claims, [report], out) == 2
    lines = out.getvalue().splitlines()
    assert [Claim.from_json(json.loads(line)) for line in lines] == claims


def test_a_plover_record_keeps_the_claim_and_the_scheme() -> None:
    report = _report()
    out = io.StringIO()
    count = write_plover([_full(report)], [report], out, codes={"Envoy": "SDN"})
    assert count == PloverCount(1, 0)
    (line,) = out.getvalue().splitlines()
    record = json.loads(line)
    assert (record["event_type"], record["mode"], record["quad"]) == ("RETREAT", "release", "material cooperation")
    assert (record["date"], record["end"], record["date_basis"]) == ("2023-05-20", "2023-05-21", "inferred")
    assert record["source"] == [{"name": "@Army", "code": None}, {"name": "Militia", "code": None}]
    assert record["target"] == [{"name": "Envoy", "code": "SDN"}]
    assert record["magnitude"][0] == {
        "low": 40,
        "high": None,
        "unit": "men",
        "category": "men",
        "per": {"count": 2, "unit": "weeks"},
    }
    assert record["speaker"] == "Army"
    assert record["text"] == _full(report).quote


def test_states_are_no_events_and_are_counted() -> None:
    report = _report()
    claims = [_claim(report, "STATE", "held"), _claim(report), _claim(report, "NOVEL", None)]
    out = io.StringIO()
    assert write_plover(claims, [report], out) == PloverCount(written=1, states=1, unknown=1)
    assert len(out.getvalue().splitlines()) == 1


def test_a_day_that_is_only_the_reports_is_labelled() -> None:
    report = _report()
    out = io.StringIO()
    write_plover([_claim(report)], [report], out)
    record = json.loads(out.getvalue())
    assert (record["date"], record["date_basis"]) == ("2023-05-22", "publication")


def test_a_time_that_nobody_knows_stays_unknown() -> None:
    report = replace(_report(), published=None)
    out = io.StringIO()
    write_plover([_claim(report)], [report], out)
    record = json.loads(out.getvalue())
    assert (record["date"], record["end"], record["date_basis"]) == (None, None, None)
    (row,) = _table([_claim(report)], [report])
    assert row["published"] == row["when_start"] == ""


@pytest.mark.parametrize("write", [write_csv, write_jsonl, write_plover])
def test_a_claim_without_its_report_is_refused_with_a_way_out(write: Any) -> None:
    claim = _claim(_report())
    with pytest.raises(ValueProblem, match="not given") as raised:
        write([claim], [], io.StringIO())
    assert raised.value.todo
