"""The events that sentences report, by PLOVER's codebook, and who is on either side of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from truceline.reading.book import book
from truceline.reading.happenings import Happening, Happenings, weighed
from truceline.reading.parse import Parse, parse
from truceline.reading.parties import Registry

SENTENCES = [
    json.loads(line)
    for line in (Path(__file__).parent / "event_sentences.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def read(text: str) -> tuple[Parse, tuple[Happening, ...]]:
    parsed = parse(text, Registry.load().mentions(text))
    found = [h for s in parsed.sentences() for h in Happenings().find(parsed, s)]
    return parsed, tuple(sorted(found, key=lambda h: -h.score))


def kind(text: str) -> str:
    found = read(text)[1]
    return found[0].type if found else "NONE"


def sides(text: str) -> tuple[str, str]:
    parsed, found = read(text)
    words = [parsed.words(*phrases[0]) if phrases else "" for phrases in (found[0].sources, found[0].targets)]
    return words[0], words[1]


# --- types ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad will send food to Niger.", "AGREE"),
        ("Chad has sent food to Niger.", "AID"),
        ("Chad refuses to send food to Niger.", "REJECT"),
        ("Chad asked Niger to send food.", "REQUEST"),
        ("Chad is ready to send food to Niger.", "AGREE"),
        ("Chad stopped food aid to Niger.", "SANCTION"),
        ("Chad threatened to stop food aid to Niger.", "THREATEN"),
        ("Chad said Niger must send food.", "REQUEST"),
        ("Chad accused Niger of stealing food.", "ACCUSE"),
    ],
)
def test_one_deed_in_many_moods(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Peru lifted the curfew in Puno.", "CONCEDE"),
        ("Peru imposed a curfew in Puno.", "COERCE"),
        ("Peru opened talks with the rebels.", "CONSULT"),
        ("Peru broke off talks with the rebels.", "SANCTION"),
        ("Peru cancelled a meeting with the rebels.", "REJECT"),
        ("Peru held joint exercises with Chile.", "COOPERATE"),
        ("Peru signed a treaty with Chile.", "SUPPORT"),
        ("Peru broke the ceasefire with Chile.", "ASSAULT"),
        ("Peru withdrew its troops from the valley.", "RETREAT"),
        ("Peru withdrew its ambassador from Quito.", "SANCTION"),
        ("Peru moved troops to the border.", "MOBILIZE"),
        ("Talks between Peru and Chile opened in Lima.", "CONSULT"),
        ("Talks between Peru and Chile collapsed.", "SANCTION"),
    ],
)
def test_what_a_verb_and_its_noun_mean_together(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Students blocked the road to the capital.", "PROTEST"),
        ("Soldiers blocked the road to the capital.", "COERCE"),
        ("A court jailed the editor for six years.", "SANCTION"),
        ("Police jailed the editor.", "COERCE"),
        ("Observers arrived in Kosovo.", "AID"),
        ("Troops arrived in Kosovo.", "MOBILIZE"),
        ("The minister arrived in Kosovo.", "CONSULT"),
    ],
)
def test_the_same_deed_by_other_doers(text: str, expected: str) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ghana warned that it would strike Togo unless the raids ended.", "THREATEN"),
        ("Ghana agreed to stop the raids.", "AGREE"),
        ("Ghana stopped shooting at noon.", "RETREAT"),
        ("Ghana says Togo shelled a market.", "ACCUSE"),
        ("Ghana shelled a market, witnesses said.", "ASSAULT"),
        ("Ghana is guilty of breaking the truce.", "ASSAULT"),
        ("Ghana ordered the newspaper to suspend printing.", "COERCE"),
        ("Ghana ordered the ambassador to leave.", "SANCTION"),
        ("Ghana will not release the sailors.", "REJECT"),
    ],
)
def test_who_says_and_who_wants_it_counts(text: str, expected: str) -> None:
    assert kind(text) == expected


def test_nothing_political_is_no_event() -> None:
    assert kind("The river rose by two metres after a week of rain.") == "NONE"


def test_sentences_of_all_types_are_read_as_well_as_measured() -> None:
    right = sum(kind(row["text"]) == row["type"] for row in SENTENCES)
    assert right / len(SENTENCES) >= 0.93
    assert len({row["type"] for row in SENTENCES}) == 16


# --- sides ------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad asked Niger to send food.", ("Chad", "Niger")),
        ("Niger was asked by Chad to send food.", ("Chad", "Niger")),
        ("Chad said Niger must send food.", ("Chad", "Niger")),
        ("Chad rejected a Nigerien proposal.", ("Chad", "Nigerien")),
        ("Chad said it would attack Niger.", ("Chad", "Niger")),
        ("Chad imposed sanctions on Niger.", ("Chad", "Niger")),
    ],
)
def test_who_does_it_to_whom(text: str, expected: tuple[str, str]) -> None:
    assert sides(text) == expected


@pytest.mark.parametrize(("one", "other"), [("Israel", "Hamas"), ("Sudan", "Ethiopia"), ("the RSF", "Ukraine")])
def test_names_change_nothing(one: str, other: str) -> None:
    for sentence in (
        "{a} accused {b} of shelling a clinic.",
        "{a} freed ten soldiers of {b}.",
        "{a} will not talk to {b}, it said.",
        "Troops of {a} attacked {b} on Monday.",
        "{a} promised to let {b} visit the prison.",
    ):
        there, back = (read(sentence.format(a=x, b=y))[1] for x, y in ((one, other), (other, one)))
        assert [(h.type, h.mode, h.score) for h in there] == [(h.type, h.mode, h.score) for h in back]


# --- rules and reader together -----------------------------------------------------------------------
def test_beliefs_change_the_order_but_not_what_is_plain() -> None:
    _, found = read("Chad has sent food to Niger.")
    assert weighed(found, {"AID": 0.2, "CONSULT": 0.6, "NONE": 0.2})[0].type == "AID"
    unsure = [Happening("AID", None, 0.4, 0)]
    assert weighed(unsure, {"CONSULT": 0.9, "NONE": 0.1})[0].type == "CONSULT"
    assert weighed([], {"NONE": 1.0, "AID": 0.0})[0].score == 0.0


def test_the_book_holds_plovers_types_alone() -> None:
    types = {row["type"] for row in SENTENCES}
    named = {kind for kinds in book().types.values() for kind in kinds}
    named |= {code[0] for pairs in book().pairs.values() for code in pairs.values()}
    assert named == types
