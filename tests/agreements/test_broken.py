"""Every rule has a file that breaks it, whose first line holds the words its message must contain."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from truceline.agreements.agreement import Agreement
from truceline.errors import AgreementProblem

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))


def told(path: Path) -> AgreementProblem:
    with pytest.raises(AgreementProblem) as caught:
        Agreement.parse(path.read_text(encoding="utf-8"), path.name)
    return caught.value


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_a_broken_rule_is_told_in_the_words_that_its_file_names(path: Path) -> None:
    says = path.read_text(encoding="utf-8").splitlines()[0].removeprefix("# says: ")
    for words in says.split(" | "):
        assert words in str(told(path))


@pytest.mark.parametrize("path", BROKEN, ids=lambda p: p.stem)
def test_every_message_has_a_file_a_line_and_a_way_out(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    for problem in told(path).problems:
        found = re.fullmatch(rf"{re.escape(path.name)}:(\d+)", problem.where)
        assert found
        assert 1 <= int(found[1]) <= len(lines) + 1
        assert problem.todo.endswith((".", "?", '"', ":")), problem.todo
        assert "\n" not in str(problem)


ONE_FAULT = [p for p in BROKEN if p.stem != "many_things"]


@pytest.mark.parametrize("path", ONE_FAULT, ids=lambda p: p.stem)
def test_one_fault_is_told_once(path: Path) -> None:
    assert len(told(path).problems) == 1, str(told(path))
