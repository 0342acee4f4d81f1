"""What docs/errors.md, evaluation.md, parties-and-places.md and impartiality.md say is so."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docs_pages import ROOT, blocks, code, page, table, tables

from truceline import errors
from truceline.cli import run
from truceline.errors import TrucelineError
from truceline.model import PartyKind
from truceline.reading.parties import Registry

SOURCE = ROOT / "src" / "truceline"
HAND = ROOT / "tests" / "reading" / "hand"


# --- errors -------------------------------------------------------------------------------------------
def tree(error: type[TrucelineError]) -> Iterator[type[TrucelineError]]:
    yield error
    for child in error.__subclasses__():
        if child.__module__ == errors.__name__:
            yield from tree(child)


def test_the_tree_of_errors_is_documented_with_parents_and_codes() -> None:
    documented = [(code(r[0]), code(r[1]), int(r[2])) for r in table(page("errors.md"), "The tree")]
    found = [(e.__name__, e.__bases__[0].__name__, e.exit_code) for e in tree(TrucelineError)]
    assert sorted(documented) == sorted(found)


def test_every_exit_code_is_documented() -> None:
    documented = {int(row[0]) for row in table(page("errors.md"), "The exit codes")}
    assert documented == {0, 130, 141, *(e.exit_code for e in tree(TrucelineError))}


WRONG = {
    "empty": ("one.txt", b""),
    "a PDF, a Word document, an archive, a picture": ("one.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "a YAML file of typed claims, or an agreement": ("one.yaml", b"case: Talks\nreports:\n  - title: One\n"),
    "another binary file": ("one.bin", bytes(range(256)) * 8),
    "broken UTF-8": ("one.txt", "été à côté ".encode() * 20 + b"\xff\xfe and more"),
    "a page without an article": ("one.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>"),
    "a file, or a line, of more than 10 MB": ("one.txt", b"a " * 5_000_001),
    "a date that lies ahead": ("one.txt", b"Published: 2199-01-01\n\nTalks will go on in the capital."),
    "a date such as 01/12/2023": ("one.txt", b"Published: 01/12/2023\n\nTalks will go on in the capital."),
    "an unknown line among the lines of the header": ("one.txt", b"Title: T\nColour: red\n\nTalks will go on."),
    "a JSON document over several lines": ("one.json", b'[\n  {"text": "x"}\n]'),
}


def test_every_kind_of_wrong_file_on_the_page_is_tried() -> None:
    assert [row[0] for row in table(page("errors.md"), "Files that cannot be read")] == list(WRONG)


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_file_is_named_and_ends_with_exit_code_2(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name, data = WRONG[case]
    Path(name).write_bytes(data)
    assert run(["init"]) == 0
    assert run(["read", name, "--dry-run"]) == 2
    shown = capsys.readouterr()
    assert name in shown.out + shown.err


# --- evaluation ---------------------------------------------------------------------------------------
def score_hand() -> Any:
    spec = importlib.util.spec_from_file_location("score_hand", ROOT / "bench" / "score_hand.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_hand"] = module
    spec.loader.exec_module(module)
    return module


def test_the_reports_that_were_coded_by_hand_are_the_listed_ones() -> None:
    rows = {code(r[0]): r for r in table(page("evaluation.md"), "The yardstick")}
    assert {n for n, r in rows.items() if r[4] == "held out"} == set(score_hand().HELD_OUT)
    assert {n for n, r in rows.items() if r[4] == "open"} == set(score_hand().OPEN)


@pytest.mark.parametrize("row", table(page("evaluation.md"), "The yardstick"), ids=lambda r: r[0])
def test_the_number_of_hand_coded_claims_is_the_stated_one(row: list[str]) -> None:
    lines = (HAND / f"{code(row[0])}.claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert len([line for line in lines if line.strip()]) == int(row[3])


def test_every_measure_is_explained() -> None:
    assert [row[0] for row in table(page("evaluation.md"), "The measures")] == [*score_hand().MEASURES, "extra"]


def test_the_figures_stand_between_their_marks() -> None:
    text = page("evaluation.md")
    inside = text.partition("<!-- figures: begin -->")[2].partition("<!-- figures: end -->")[0]
    (figures,) = tables(inside)
    assert figures[0] == ["reports", *score_hand().MEASURES, "extra", "claims"]


# --- parties and places -------------------------------------------------------------------------------
def test_every_data_file_of_parties_and_places_is_listed() -> None:
    listed = {code(row[0]) for row in table(page("parties-and-places.md"), "The files")}
    data = SOURCE / "data"
    files = [f for folder in ("parties", "places") for f in (data / folder).iterdir() if f.suffix != ".md"]
    found = {f"{f.parent.name}/{f.name}" for f in files}
    assert listed == found


def test_every_key_of_a_party_in_the_files_is_explained() -> None:
    explained = {code(row[0]) for row in table(page("parties-and-places.md"), "A party")}
    used = set()
    for file in (SOURCE / "data" / "parties").glob("*.toml"):
        for row in tomllib.loads(file.read_text(encoding="utf-8")).get("party", {}).values():
            used |= set(row)
    assert used == explained - {"the name of the row"}


def test_the_example_of_a_party_is_in_the_form_of_the_files() -> None:
    (example,) = blocks(page("parties-and-places.md"), "toml")
    (row,) = tomllib.loads(example)["party"].values()
    assert PartyKind(row["kind"])


# --- impartiality -------------------------------------------------------------------------------------
ROOMS = ("model", "reports", "reading", "record", "brief", "exports")
_KINDS = {PartyKind.STATE, PartyKind.ARMED_GROUP, PartyKind.ARMED_FORCE, PartyKind.TERRITORY, PartyKind.OFFICIAL}


OTHER_SENSES = {"English", "America", "Australia", "Indian"}
"""Words that are names of parties, and also of a language or of an area of the time zone database."""


def names_of_parties() -> re.Pattern[str]:
    parties = [p for p in Registry.load().parties.values() if p.kind in _KINDS]
    names = {n for p in parties for n in (p.name, *p.aliases, *p.adjectives) if len(n) > 3 and not n.isupper()}
    names -= OTHER_SENSES
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b")


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """The strings that the program works with: not what is written in it to explain it, nor error messages."""
    told = {
        id(part)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        or (isinstance(node, ast.keyword) and node.arg == "todo")
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node


@pytest.mark.parametrize("room", ROOMS)
def test_no_name_of_a_party_decides_anything_in_the_code(room: str) -> None:
    pattern = names_of_parties()
    found = [
        f"{file.relative_to(SOURCE)}:{node.lineno}: {node.value!r}"
        for file in sorted((SOURCE / room).rglob("*.py"))
        for node in strings(ast.parse(file.read_text(encoding="utf-8")))
        if pattern.search(str(node.value))
    ]
    assert not found


def test_rules_and_codes_name_no_party() -> None:
    pattern = names_of_parties()
    for file in sorted((SOURCE / "data" / "codebook").glob("*.toml")):
        assert not pattern.search(file.read_text(encoding="utf-8")), file.name
