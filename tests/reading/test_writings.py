"""Words written in more than one way are read alike, and quoted as they are written."""

from __future__ import annotations

import pytest
from coded import claims

from truceline.benchmarks.hand import alike
from truceline.reading.writings import writings


@pytest.mark.parametrize(
    "text",
    [
        "Norland violated the {} on Friday.",
        "The {} took effect at noon.",
        "The two sides agreed to a {}.",
        "Both armies accused each other of breaking the {}.",
    ],
)
@pytest.mark.parametrize("word", ["cease-fire", "cease fire", "cease\u2011fire", "Cease-Fire"])
def test_a_ceasefire_is_one_however_it_is_written(text: str, word: str) -> None:
    told = [(c.speaker, c.stance, c.act.type, c.act.mode, c.act.modality) for c in claims(text.format("ceasefire"))]
    found = claims(text.format(word))
    assert [(c.speaker, c.stance, c.act.type, c.act.mode, c.act.modality) for c in found] == told
    assert any(word in c.quote for c in found)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("the cease-fire", ["ceasefire"]),
        ("Cease-fire monitors", ["Ceasefire"]),
        ("two hand-overs and a pull-out", ["handovers", "pullout"]),
        ("re-opened the road", ["reopened"]),
        ("they cease fire at dawn", []),
        ("a cease fire", ["ceasefire"]),
        ("a peace-loving, three-day non-event", []),
        ("door-to-door", []),
    ],
)
def test_a_word_of_the_tables_is_known_by_its_parts(text: str, read: list[str]) -> None:
    assert [word for _, _, word in writings(text)] == read


@pytest.mark.parametrize(
    ("text", "act", "mode"),
    [
        ("The exchange of prisoners took place on Monday.", "RETREAT", "release"),
        ("The two sides carried out a prisoner exchange.", "RETREAT", "release"),
        ("The transfer of the bodies began at noon.", "RETREAT", "release"),
        ("The army carried out the agreement.", "COOPERATE", None),
        ("There was no immediate comment from the rebels.", "STATE", "no-comment"),
        ("No reply came from the palace.", "STATE", "no-comment"),
        ("There was no evidence of an attack.", "STATE", "condition"),
    ],
)
def test_exchanges_of_people_and_silences_are_told(text: str, act: str, mode: str | None) -> None:
    assert (act, mode) in [(c.act.type, c.act.mode) for c in claims(text)]


def test_a_capital_is_its_state_where_two_codings_are_compared() -> None:
    assert alike("Cairo", "Egypt")
    assert not alike("Cairo", "Jordan")
