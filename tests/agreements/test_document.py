"""The tree of a file keeps the words as they were written, and the lines on which they stand."""

from __future__ import annotations

import pytest

from truceline.agreements import document
from truceline.errors import AgreementProblem

TEXT = """# a comment
agreement: A pause
truce:
  from: 2024-03-03 07:00
  for: 4 days
duties:
  aid: {by: north, let in: 200 trucks}
  list:
    by: south
    after:
      - aid
      - talks
"""


@pytest.mark.parametrize(
    "written",
    ["07:00", "2024-03-03", "2024-03-03 07:00", "yes", "no", "on", "true", "010", "0x1F", "1_000", "1e3", "12:30:45"],
)
def test_words_stay_as_they_are_written(written: str) -> None:
    assert document.parse(f"agreement: {written}\n{written}: {written}\n", "a.yaml").plain() == {
        "agreement": written,
        written: written,
    }


@pytest.mark.parametrize("nothing", ["", "null", "~"])
def test_nothing_is_none(nothing: str) -> None:
    node = document.parse(f"agreement: {nothing}\n", "a.yaml").get("agreement")
    assert node is not None
    assert node.empty
    assert node.plain() is None


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 2),
        (("truce",), 3),
        (("truce", "for"), 5),
        (("truce", "notice"), 3),
        (("duties", "aid", "let_in"), 7),
        (("duties", "list", "after"), 10),
        (("duties", "list", "after", 1), 12),
        (("duties", "list", "after", 7), 10),
        (("nowhere", "at all"), 2),
    ],
)
def test_a_path_leads_to_a_line_or_to_the_nearest_one_above(path: document.Path, line: int) -> None:
    assert document.parse(TEXT, "a.yaml").line_of(path) == line


def test_a_key_is_found_with_spaces_or_underscores() -> None:
    aid = document.parse(TEXT, "a.yaml").at(("duties", "aid"))
    assert aid is not None
    assert aid.get("let_in") == aid.get("let in")
    assert aid.written(("let_in",)) == ("let in",)


def test_every_node_is_walked_with_its_path() -> None:
    paths = [path for path, _ in document.parse(TEXT, "a.yaml").walk()]
    assert paths[0] == ()
    assert ("duties", "list", "after", 1) in paths


def test_a_tree_can_be_written_on_one_line() -> None:
    node = document.parse(TEXT, "a.yaml").get("duties")
    assert node is not None
    assert node.flow() == "{aid: {by: north, let in: 200 trucks}, list: {by: south, after: [aid, talks]}}"


def test_a_part_may_be_named_once_and_used_again() -> None:
    root = document.parse("a: &who [north, south]\nb: *who\n", "a.yaml")
    assert root.plain() == {"a": ["north", "south"], "b": ["north", "south"]}


def test_parts_that_grow_without_measure_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(AgreementProblem, match="too long"):
        document.parse("\n".join(lines), "a.yaml")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[" * 5000, "too deep"),
        ("a: \x07", "a character stands here"),
        ("a: " + "x" * 1_000_001, "more than 1,000,000 characters"),
        ("a: 'b", "never closed"),
        ("a: *b", "stands for something that has no &"),
        ("a: b\n c: d\n", "a colon stands inside the words"),
        ("a:\n  b: c\n d: e\n", "set in otherwise"),
        ("a: b\nc\n", "lacks its colon"),
        ("[a, b]: c", "a key must be words"),
        ("a: @b", "this is no YAML"),
    ],
)
def test_what_is_no_yaml_is_told(text: str, words: str) -> None:
    with pytest.raises(AgreementProblem, match=r"^a\.yaml") as caught:
        document.parse(text, "a.yaml")
    assert words in str(caught.value)


@pytest.mark.parametrize("text", [TEXT.replace("\n", "\r\n"), "\ufeff" + TEXT])
def test_files_of_other_systems_are_read_alike(text: str) -> None:
    assert document.parse(text, "a.yaml").plain() == document.parse(TEXT, "a.yaml").plain()
