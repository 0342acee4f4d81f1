"""docs/python-api.md names every public method of Case as it is, and every name that is public is one on purpose."""

from __future__ import annotations

import importlib
import inspect
import re
from pathlib import Path
from typing import Any

import pytest
from docs_pages import blocks, code, page, tables

from truceline.case import Case

DOC = page("python-api.md")
METHODS = {name: value for name, value in vars(Case).items() if not name.startswith("_")}
ROWS = {m[1]: code(row[0]) for t in tables(DOC) for row in t if (m := re.match(r"`(?:Case\.)?(\w+)[(`]", row[0]))}


def parameters(name: str) -> list[str]:
    """Names with their defaults, as the page writes them."""
    found = inspect.signature(getattr(Case, name)).parameters.values()
    words, keyword = [], False
    for p in found:
        if p.name == "self":
            continue
        if p.kind is p.KEYWORD_ONLY and not keyword:
            words.append("*")
            keyword = True
        default = (
            "" if p.default is p.empty else "=" + (f'"{p.default}"' if isinstance(p.default, str) else str(p.default))
        )
        words.append(("**" if p.kind is p.VAR_KEYWORD else "") + p.name + default)
    return words


def test_every_public_method_is_documented_and_no_other() -> None:
    assert set(ROWS) == set(METHODS)


@pytest.mark.parametrize("name", sorted(n for n, v in METHODS.items() if not isinstance(v, property)))
def test_methods_are_documented_with_their_parameters(name: str) -> None:
    inside = ROWS[name].partition("(")[2].rpartition(")")[0]
    assert [w for w in inside.split(", ") if w] == parameters(name)


@pytest.mark.parametrize("name", sorted(METHODS))
def test_methods_say_what_they_do(name: str) -> None:
    trivial = {"close", "path", "settings", "reports"}
    assert name in trivial or inspect.getdoc(getattr(Case, name))


def test_the_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = blocks(DOC, "python")
    exec(compile(example, "python-api.md", "exec"), {})
    assert "RETREAT" in capsys.readouterr().out


def test_the_example_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    reports = tmp_path / "reports"
    reports.mkdir()
    text = "Published: 2024-03-01\n\nThe United Nations said on Friday that 12 detainees had been released.\n"
    (reports / "one.txt").write_text(text, encoding="utf-8")
    (example,) = blocks(page("README.md"), "python")
    exec(compile(example, "README.md", "exec"), {})
    shown = capsys.readouterr().out
    assert "My case" in shown
    assert "12 detainees" in shown


SURFACE = {
    "truceline.model": """
        Act ActType Basis Category Claim Codebook Coder Comparator Dateline Figure Membership Modality Party PartyKind
        Polarity Precision Rate Report Span Spans Stance Voice VoiceRole When codebook
    """,
    "truceline.case": """
        BRIEF_FORMATS DEMO DEMO_ZONE FORMATS Case Decision Exported Judgement Moment NamedParty Read ReadState
        SearchHit Shown Status Verified ViewedClaim __version__ default_author moment
    """,
    "truceline.reports": "MAX_BYTES MAX_CHARACTERS Loaded expand read_path read_stream",
    "truceline.record": """
        CORRECTABLE About Arrival ClaimsCoded Contradiction Correction Decision Entry Identity Journal Judged Judgement
        Known Link Note Noted Recorded ReportAdded Review ReviewDecision SameVerdict SearchHit Settings Status Verified
        View ViewedClaim
    """,
    "truceline.brief": """
        Brief Chart Group Layout Note Part PartKind Section Sentence Source assemble charts render_html render_json
        render_markdown
    """,
    "truceline.exports": "COLUMNS PloverCount write_csv write_jsonl write_plover",
}


@pytest.mark.parametrize("module", SURFACE)
def test_the_public_names_are_the_listed_ones_and_are_there(module: str) -> None:
    found: Any = importlib.import_module(module)
    assert set(found.__all__) == set(SURFACE[module].split())
    assert all(hasattr(found, name) for name in found.__all__)


@pytest.mark.parametrize("module", SURFACE)
def test_public_modules_and_classes_say_what_they_are(module: str) -> None:
    found: Any = importlib.import_module(module)
    assert found.__doc__
    functions = [getattr(found, n) for n in found.__all__ if inspect.isfunction(getattr(found, n))]
    assert all(inspect.getdoc(f) for f in functions)


@pytest.mark.parametrize("module", SURFACE)
def test_the_page_says_which_modules_are_public(module: str) -> None:
    assert f"`{module}`" in DOC
