"""The passages to learn from are coded in the words of the codebook, and nothing of a code is left in the words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from truceline.model import codebook

PASSAGES = sorted((Path(__file__).parents[2] / "training" / "passages").glob("*.txt"))
CODED = re.compile(
    r"\[([A-Z]+)(?:/([a-z-]+))? (hap|ong|pla|off|dem|hyp|den)"
    r" (?:[rvx]|(?:r|s=([^\[\]|;]+))(?:; t=([^\[\]|;]+))?)\|([^\[\]|]+)\]"
)
DATED = re.compile(r"\d{4}-\d\d-\d\d \| ")


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_every_claim_of_a_passage_has_a_code_of_the_codebook(path: Path) -> None:
    acts = codebook().acts
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not re.search(r"[\[\]|]", CODED.sub("", DATED.sub("", line, count=1))), line
        for act, mode, *_ in CODED.findall(line):
            assert act in acts, line
            assert not mode or mode in acts[act].modes, line


def test_there_are_passages_of_every_act_and_modality() -> None:
    found = [one for path in PASSAGES for one in CODED.findall(path.read_text(encoding="utf-8"))]
    assert {act for act, *_ in found} == set(codebook().acts)
    assert {mood for _, _, mood, *_ in found} == set("hap ong pla off dem hyp den".split())


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_the_words_that_name_a_speaker_or_a_time_stand_in_the_passage(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        words = CODED.sub(lambda one: one[6], line)
        for coded in CODED.finditer(line):
            assert all(named.strip() in words for named in (coded[4], coded[5]) if named), coded[0]
