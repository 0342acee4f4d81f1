"""docs/python-api.md names every public method of Case as it is, and its examples run."""

from __future__ import annotations

import inspect
import re
from dataclasses import fields
from pathlib import Path

import pytest
from docs_pages import blocks, code, page, section, tables

from truceline.case import Asked, Case

DOC = page("python-api.md")
METHODS = {
    name: value for kind in reversed(Case.__mro__) for name, value in vars(kind).items() if not name.startswith("_")
}
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


def test_the_examples_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    for example in blocks(DOC, "python"):
        exec(compile(example, "python-api.md", "exec"), {})
        shown = capsys.readouterr().out
        assert "RETREAT" in shown or "Facet(value='spokesman of the UN'" in shown


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


def test_every_field_that_can_be_asked_for_is_documented() -> None:
    documented = re.findall(r"^- `(\w+)`: ", section(DOC, "Looking things up"), re.MULTILINE)
    assert documented == [f.name for f in fields(Asked)]
