"""docs/agreements.md says every key of the language, and its examples are agreements."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_pages import blocks, code, page, tables, without_blocks

from truceline.agreements.agreement import Agreement
from truceline.agreements.deeds import deeds
from truceline.agreements.published import keys

DOC = page("agreements.md")
WHOLE, *PARTS = blocks(DOC, "yaml")
TABLES = [{code(k): said for k, said in t[1:]} for t in tables(without_blocks(DOC)) if t[0] == ["key", "what it says"]]


def example(part: str) -> str:
    """The first example with the sections of a later one in the place of its own."""
    sections = re.findall(r"^(\w+):", part, re.MULTILINE)
    text = WHOLE
    for section in sections if sections != ["amendments"] else ():
        text = re.sub(rf"^{section}:.*\n(?:[ #].*\n|\n)*", "", text, flags=re.MULTILINE)
    return f"{text}\n{part}"


@pytest.mark.parametrize("place", keys())
def test_every_key_is_explained_in_the_words_that_editors_show(place: str) -> None:
    assert keys()[place] in TABLES


def test_no_key_is_explained_that_is_not_there() -> None:
    assert all(table in keys().values() for table in TABLES)


@pytest.mark.parametrize("name", deeds())
def test_every_deed_is_named(name: str) -> None:
    assert f"`{name}`" in DOC or f"`{name} from`" in DOC


def test_the_first_example_is_an_agreement() -> None:
    assert len(Agreement.parse(WHOLE).terms().duties) == 6


@pytest.mark.parametrize("part", PARTS)
def test_every_example_is_part_of_an_agreement(part: str) -> None:
    found = Agreement.parse(example(part))
    assert all(found.terms(r) for r in found.readings())


def test_the_errors_on_the_page_are_the_ones_that_are_told() -> None:
    wrong = WHOLE.replace("Europe/Rome", "Europe/Roma").replace(
        "category: women and children,", "category: women and childen,"
    )
    wrong = wrong.replace(
        "aid: {by: north, let in: 200 trucks, each: day}", "aid: {by: north, let in: 200 trucks, witihn: 1 day}"
    )
    with pytest.raises(Exception, match="3 things are wrong") as caught:
        Agreement.parse(wrong, "pause.yaml")
    shown = next(b for b in blocks(DOC, "text") if "things are wrong" in b)
    assert shown.strip() == str(caught.value)


def test_the_python_of_the_page_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "agreement.yaml").write_text(WHOLE, encoding="utf-8")
    (example,) = blocks(DOC, "python")
    exec(compile(example, "agreements.md", "exec"), {})
    assert "as written 6" in capsys.readouterr().out
