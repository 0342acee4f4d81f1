"""What the benchmarks of events are given: types, states of both sides, classes, tagged spans."""

from __future__ import annotations

import pytest

from truceline.benchmarks import cameo, plover
from truceline.reading.model import Reader

READER = Reader.load()
READERS = [None] if READER is None else [None, READER]


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("text", "event", "source", "target"),
    [
        ("Norway gave food to Yemen.", "AID", "NOR", "YEM"),
        ("Iran rejected a Turkish proposal.", "REJECT", "IRN", "TUR"),
        ("Turkey rejected an Iranian proposal.", "REJECT", "TUR", "IRN"),
        ("Dakar said that Bamako must free the pilots.", "REQUEST", "SEN", "MLI"),
        ("Soldiers from Peru shelled a village in Ecuador.", "ASSAULT", "PER", "ECU"),
    ],
)
def test_the_event_comes_with_the_states_of_both_sides(
    reader: Reader | None, text: str, event: str, source: str, target: str
) -> None:
    best = plover.events([text], reader)[0][0]
    assert best["event"] == event
    assert source in best["source"]
    assert target in best["target"]


def test_a_joint_act_has_both_states_as_sources() -> None:
    best = plover.events(["Togo and Benin signed a treaty."], None)[0][0]
    assert set(best["source"]) == {"TGO", "BEN"}


def test_a_sum_of_money_is_no_state() -> None:
    best = plover.events(["Chad paid US $50 million to Niger."], None)[0][0]
    assert "USA" not in best["source"] + best["target"]


def test_a_text_without_any_event_has_none() -> None:
    assert plover.events(["The river rose by two metres."], None) == [[]]


@pytest.mark.parametrize("reader", READERS)
def test_classes_are_those_of_the_five(reader: Reader | None) -> None:
    texts = [
        "The ministers met in Cairo to discuss the border.",
        "Sweden sent medicine to Haiti.",
        "Nepal condemned the order.",
        "Rebels killed four soldiers near the town.",
    ]
    assert cameo.classes(texts, reader) == [1, 2, 3, 4]


@pytest.mark.parametrize("reader", READERS)
def test_tags_are_one_a_word_and_begin_with_a_beginning(reader: Reader | None) -> None:
    words = "Iraqi troops attacked the last base of the rebels on Monday .".split()
    (tags,) = cameo.tags([words], reader)
    assert len(tags) == len(words)
    assert tags[:2] == ["B-S", "I-S"]
    assert reader is not None or "B-T" in tags
    assert tags[-1] == "O"
    for before, tag in zip(["O", *tags], tags, strict=False):
        assert not tag.startswith("I") or before[2:] == tag[2:]
