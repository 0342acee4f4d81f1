"""MUC-4: what is read out of made-up reports, with the words alone."""

from __future__ import annotations

import pytest

from truceline.benchmarks import muc
from truceline.benchmarks.muc import features
from truceline.benchmarks.muc.deciding import deciders, joined, models
from truceline.benchmarks.muc.entities import Mark, Seeing, entities, plain_words, same, trimmed
from truceline.benchmarks.muc.judged import FATES, INCIDENTS, ROLES
from truceline.benchmarks.muc.linear import Linear, odds, share
from truceline.benchmarks.muc.mentions import groups, mentions, relations
from truceline.benchmarks.muc.report import lowered, read, vocabulary
from truceline.benchmarks.muc.seeing import sight
from truceline.benchmarks.muc.toll import descriptions

BOMB = (
    "Police reported that a bomb exploded last night at a bank in the capital. Four employees were wounded. "
    "Unidentified individuals placed the dynamite charge at the door of the bank, and the blast destroyed the building."
)
MURDER = (
    "Three peasants were murdered this morning by guerrillas near the village of Oltrevaz. The attackers shot the "
    "peasants at their homes. The bodies of the three peasants were found on a road, police reported."
)
KIDNAP = (
    "Unidentified armed men yesterday kidnapped the businessman Tervon Malquez at his home. The kidnappers demanded a "
    "ransom for the release of Malquez, his family said."
)
FAIR = "The trade fair opens on Monday. Growers from nine provinces will show their coffee, and the mayor will speak."


@pytest.mark.parametrize(
    ("text", "types"), [(BOMB, "BOMBING"), (MURDER, "ATTACK"), (KIDNAP, "KIDNAPPING"), (FAIR, None)]
)
def test_the_type_of_an_incident_is_told_from_its_words(text: str, types: str | None) -> None:
    assert (types is None and not muc.figures([text])[0]["types"]) or types in muc.figures([text])[0]["types"]


@pytest.mark.parametrize(
    ("text", "what", "number"), [(MURDER, "killed", 3), (KIDNAP, "held", 1), (BOMB, "injured", 4), (FAIR, None, 9)]
)
def test_people_are_counted_with_what_became_of_them(text: str, what: str | None, number: int) -> None:
    found = {(f["what"], f["number"]) for f in muc.figures([text])[0]["figures"]}
    assert (what, number) in found if what else not found


def test_answers_come_in_the_order_of_the_texts_and_never_depend_on_their_neighbours() -> None:
    alone = [muc.figures([t])[0] for t in (BOMB, FAIR, MURDER)]
    assert muc.figures([BOMB, FAIR, MURDER]) == alone
    assert muc.roles([MURDER, FAIR]) == [muc.roles([MURDER])[0], muc.roles([FAIR])[0]]


def test_roles_are_mentions_of_the_text_as_written() -> None:
    found = muc.roles([KIDNAP])[0]
    assert set(found) == set(ROLES)
    assert all(mention in KIDNAP for entities in found.values() for entity in entities for mention in entity)
    assert any("Malquez" in mention for entity in found["Victim"] for mention in entity)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "7", "İstanbul ve 5 kişi", "a" * 3000])
def test_any_text_is_read(text: str) -> None:
    assert set(muc.figures([text])[0]) == {"types", "figures"}
    assert set(muc.roles([text])[0]) == set(ROLES)


def test_case_does_not_matter() -> None:
    assert muc.figures([MURDER.upper()]) == muc.figures([MURDER])


def test_lower_case_keeps_every_place() -> None:
    assert lowered("İZMİR Two") == "İzmİr two"


def test_no_name_is_a_feature() -> None:
    report = read("Senator Quelvaz was killed. Quelvaz had been kidnapped in Oltrevaz.")
    found = set(features.of_document(report))
    for m in mentions(report):
        found |= features.of_mention(report, m)
    assert not any("quelvaz" in f or "oltrevaz" in f for f in found)
    known = vocabulary() | {"x", "name", "rare"}  # a lemma need not be in the list itself ("killer" of "killers")
    weights = [w for m in (models().people, models().fillers) for table in m.weights.values() for w in table]
    words = {w.rpartition("=")[2].lower() for w in weights if w.startswith(("h=", "mod=", "sw="))}
    strange = {w for w in words if w.isalpha()} - known
    assert not {w for w in strange if not any(general.startswith(w[:3]) for general in known)}


def test_a_name_and_its_parts_are_one_group_and_an_uncounted_plural_joins_its_number() -> None:
    report = read("Tervon Malquez was shot. Malquez died. Six priests were killed; the priests lived there.")
    found = groups(report, mentions(report))
    named = [g for g in found if g.name]
    assert [len(g.mentions) for g in named] == [2]
    six = next(g for g in found if g.number == 6)
    assert len(six.others) == 1
    assert descriptions(report, six) == ["priests"]


def test_what_governs_a_noun_is_seen_through_conjunctions() -> None:
    report = read("Rebels murdered a judge and a driver.")
    driver = report.words.index("driver")
    assert ("dobj", report.words.index("murdered")) in relations(report, driver)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("the Red Harbour Front", "RHF", True),
        ("Colonel Malquez", "Malquez", True),
        ("two trucks", "the trucks", True),
        ("a bridge", "a bank", False),
        ("", "bank", False),
    ],
)
def test_mentions_that_name_the_same_are_brought_together(one: str, other: str, expected: bool) -> None:
    assert same(plain_words(one), plain_words(other)) is expected


def test_a_mark_is_cut_at_brackets_and_joined_things_are_told_apart() -> None:
    text = "they burned trucks and a warehouse (of the port) later"
    report = read(text)
    start = text.index("trucks")
    pieces = trimmed(report, Mark("Target", start, text.index("later")))
    assert [text[m.start : m.end] for m in pieces] == ["trucks", "a warehouse"]


def test_an_entity_has_the_words_of_its_surest_mention() -> None:
    from truceline.benchmarks.muc.entities import Candidate

    found = [Candidate("Target", "the bank", 10, -2.0, -1.0, False), Candidate("Target", "bank", 90, 1.0, 0.0, True)]
    one = entities(found, dict.fromkeys(INCIDENTS, 0.5))
    assert [e.text for e in one] == ["bank"]


def test_odds_over_a_stretch_are_those_of_its_pieces() -> None:
    seeing = Seeing([0, 4], [3, 9], [[0.9, 0.1], [0.5, 0.1]], ("a", "b"))
    assert seeing.odds("a", 0, 9) == pytest.approx(odds(0.7))
    assert seeing.odds("b", 20, 30) == pytest.approx(odds(0.0, 0.001))


def test_a_linear_model_ignores_what_it_does_not_know() -> None:
    model = Linear({"killed": -1.0}, {"killed": {"a": 2.0}})
    assert model.chances({"a": 1.0, "z": 9.0}) == {"killed": pytest.approx(share(1.0))}
    assert set(models().people.bias) == set(FATES)


def test_words_and_encoder_have_an_equal_say_on_the_types_that_both_know() -> None:
    chances = joined({"ATTACK": 0.2, "ARSON": 0.3}, {"ATTACK": 0.8})
    assert chances == {"ATTACK": pytest.approx(0.5), "ARSON": 0.3}
    assert joined({"ATTACK": 0.0}, {"ATTACK": 1.0})["ATTACK"] == pytest.approx(0.5)
    assert joined({"ATTACK": 0.2}, {}) == {"ATTACK": 0.2}


@pytest.mark.parametrize("seen", [True, False])
def test_every_type_has_a_chance_above_which_it_is_told(seen: bool) -> None:
    model = deciders(seen)
    assert set(model.least) == set(INCIDENTS)
    assert all(0 < chance < 1 for chance in model.least.values())
    assert set(model.incidents.bias) == ({"ATTACK", "BOMBING", "KIDNAPPING"} if seen else set())


def test_a_report_is_cut_into_its_sentences() -> None:
    report = read("A bridge was hit. Two trucks burned there.")
    assert [report.text[a:b] for a, b in report.sentences()] == ["a bridge was hit.", "two trucks burned there."]
    assert read("").sentences() == []


def test_the_gist_has_one_number_for_each_feature_whatever_the_text() -> None:
    from truceline.reading.model import Reader

    reader = Reader.load()
    if reader is None:
        pytest.skip("no weights")
    gists = [sight(reader.read([text])[0], read(text)).gist for text in (BOMB, "Shots.", MURDER * 30, " ")]
    known = set(deciders(True).incidents.weights["ATTACK"])
    assert [len(set(one) & known) for one in gists] == [len(known)] * 3 + [0]
    assert gists[3] == {}
    assert gists[0] == sight(reader.read([BOMB])[0], read(BOMB)).gist


def test_the_encoder_is_heard_where_there_is_one() -> None:
    from truceline.reading.model import Reader

    reader = Reader.load()
    if reader is None:
        pytest.skip("no weights")
    told = muc.figures([MURDER, "", FAIR], reader)
    assert ("killed", 3) in {(f["what"], f["number"]) for f in told[0]["figures"]}
    assert told[1] == {"types": [], "figures": []}
    assert any("guerrillas" in m for e in muc.roles([MURDER], reader)[0]["PerpInd"] for m in e)
    assert [one["types"] for one in muc.figures([BOMB, FAIR], reader)] == [["BOMBING"], []]
