"""Impartial: with the names of two parties exchanged, the claims are the same with the names exchanged (law 4).

A sample that holds every party; ``bench/swap_names.py --every`` takes each pair of parties, both ways.
"""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from truceline.model import PartyKind
from truceline.reading.model import Reader

ROOT = Path(__file__).parent.parent.parent
PAIRS = 2
"""Pairs a sentence, each both ways."""


@cache
def swaps() -> ModuleType:
    spec = importlib.util.spec_from_file_location("swap_names", ROOT / "bench" / "swap_names.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["swap_names"] = module
    spec.loader.exec_module(module)
    return module


def told(unlike: list[object]) -> str:
    return "\n".join(f"{u.sentence} A={u.a} B={u.b}" for u in unlike)  # type: ignore[attr-defined]


def test_there_are_200_sentences_and_all_states_and_armed_groups_with_a_name_of_their_own() -> None:
    sentences = swaps().sentences()
    assert len(sentences) == len({s for _, s in sentences}) == 200
    assert {section for section, _ in sentences} == {"any", "states", "groups"}
    kinds = Counter(s.party.kind for s in swaps().sides().values())
    assert kinds[PartyKind.STATE] > 190
    assert kinds[PartyKind.ARMED_GROUP] > 150


def test_every_party_is_in_the_sample() -> None:
    seen = {s.party.id for _, _, a, b in swaps().some(PAIRS) for s in (a, b)}
    assert seen == set(swaps().sides())


def test_the_rules_read_every_party_alike_in_sentences() -> None:
    read, unlike = swaps().run(swaps().some(PAIRS))
    assert read > 700
    assert not unlike, told(unlike)


def test_the_rules_read_every_party_alike_in_reports() -> None:
    tasks = list(swaps().report_pairs(1))
    read, unlike = swaps().run_reports(tasks[::6])
    assert read > 30
    assert not unlike, told(unlike)


def test_the_trained_reader_reads_99_of_100_alike() -> None:
    if Reader.load() is None:
        pytest.skip("the weights of the trained reader are not installed")
    read, unlike = swaps().run((t for n, t in enumerate(swaps().some(PAIRS)) if n % 5 == 0), trained=True)
    assert len(unlike) <= 0.01 * read, told(unlike)


def test_a_swap_keeps_the_forms_of_a_name() -> None:
    sides = swaps().sides()
    text = swaps().filled("{A adj} troops and {B people} met {A} in {B capital}.", sides["peru"], sides["philippines"])
    assert text == "Peruvian troops and Filipinos met Peru in Manila."
    text = swaps().filled("{A} and {B's} men left.", sides["philippines"], sides["houthis"])
    assert text == "The Philippines and the Houthis' men left."
    assert swaps().filled("{A adj} men left {B}.", sides["hamas"], sides["peru"]) is None
    swapped = swaps().exchanged("Peruvian men left Chad. Peru and Chadians stayed.", sides["peru"], sides["chad"])
    assert swapped == "Chadian men left Peru. Chad and Peruvians stayed."
