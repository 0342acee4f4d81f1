"""The codebook that ships: complete, consistent, and clear of any party."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from itertools import pairwise

import pytest

from truceline.model import codebook

PLOVER = {
    "AGREE": (2.5, "verbal cooperation"),
    "CONSULT": (2.5, "verbal cooperation"),
    "SUPPORT": (5, "verbal cooperation"),
    "CONCEDE": (4.5, "verbal cooperation"),
    "COOPERATE": (9.5, "material cooperation"),
    "AID": (10, "material cooperation"),
    "RETREAT": (6.5, "material cooperation"),
    "REQUEST": (0, "verbal conflict"),
    "ACCUSE": (-3, "verbal conflict"),
    "REJECT": (-2, "verbal conflict"),
    "THREATEN": (-3.5, "verbal conflict"),
    "PROTEST": (-5, "material conflict"),
    "SANCTION": (-6, "material conflict"),
    "MOBILIZE": (-5.5, "material conflict"),
    "COERCE": (-7, "material conflict"),
    "ASSAULT": (-9, "material conflict"),
}
POPULATIONS = {"captives", "casualties", "displaced", "aid", "people", "forces", "goods", "hostilities"}


def table(name: str) -> dict[str, object]:
    return tomllib.loads((files("truceline") / "data" / "codebook" / name).read_text(encoding="utf-8"))


def test_act_types_are_plovers_sixteen_and_state() -> None:
    assert set(codebook().acts) == {*PLOVER, "STATE"}


@pytest.mark.parametrize("code", PLOVER)
def test_scores_and_classes_are_plovers(code: str) -> None:
    act = codebook().acts[code]
    assert (act.score, act.quad) == PLOVER[code]
    assert act.cameo


@pytest.mark.parametrize("code", [*PLOVER, "STATE"])
def test_every_act_type_is_defined_with_an_example_and_a_near_miss(code: str) -> None:
    act = codebook().acts[code]
    assert act.code == code
    assert len(act.definition) > 30
    assert act.positive.endswith(".")
    near_miss, _, reason = act.negative.partition("(")
    assert near_miss.strip()
    assert reason.endswith(")"), "the near miss says what it is instead"
    assert len(set(act.modes)) == len(act.modes)


def test_a_near_miss_of_an_event_names_another_type_or_none() -> None:
    book = codebook()
    for code, act in book.acts.items():
        reason = act.negative.partition("(")[2]
        named = [other for other in book.acts if reason.startswith(other)]
        assert (named and code not in named) or reason.startswith("no act"), code


def test_states_have_the_modes_that_reports_need() -> None:
    assert {"held", "in-force", "expired", "stalled", "killed", "wounded", "total"} <= set(
        codebook().acts["STATE"].modes
    )


@pytest.mark.parametrize("name", ["acts.toml", "categories.toml", "amounts.toml"])
def test_each_file_is_dated_and_says_where_it_is_from(name: str) -> None:
    data = table(name)
    assert data["version"] == codebook().version == "2026-11-22"
    assert data["source"]


def test_the_act_file_states_its_licence() -> None:
    assert table("acts.toml")["licence"] == "CC BY-SA 4.0"


def test_a_word_names_one_category_only() -> None:
    seen: dict[str, str] = {}
    for category in codebook().categories.values():
        for word in category.words:
            assert word == word.lower()
            assert seen.setdefault(word, category.name) == category.name, word


def test_populations_are_known_and_members_are_words_of_other_categories() -> None:
    book = codebook()
    for category in book.categories.values():
        assert category.population in POPULATIONS
        for member in category.members:
            other = book.category(member)
            assert other is not None
            assert other.name != category.name


@pytest.mark.parametrize(
    ("word", "name", "population"),
    [
        ("hostage", "hostages", "captives"),
        ("prisoners of war", "prisoners of war", "captives"),
        ("women and children", "women and children", "people"),
        ("women and minors", "women and minors", "people"),
        ("idps", "displaced people", "displaced"),
        ("corpses", "bodies", "casualties"),
        ("lorries", "trucks", "aid"),
        ("heavy weapons", "heavy weapons", "goods"),
        ("dual nationals", "dual nationals", "people"),
        ("blue helmets", "peacekeepers", "forces"),
        ("air strikes", "strikes", "hostilities"),
    ],
)
def test_nouns_find_their_category(word: str, name: str, population: str) -> None:
    category = codebook().category(word)
    assert category is not None
    assert (category.name, category.population) == (name, population)


def test_joint_categories_have_their_kinds() -> None:
    category = codebook().category("women and children")
    assert category is not None
    assert category.members == ("woman", "child")


def test_an_unknown_noun_has_no_category() -> None:
    assert codebook().category("obstacles") is None


def test_stated_ranges_do_not_run_backwards_and_do_not_overlap() -> None:
    amounts = table("amounts.toml")["amount"]
    assert isinstance(amounts, dict)
    for name, amount in amounts.items():
        assert amount["source"], name
        assert amount["counts"] in ("any", "known", "plural"), name
        if "low" in amount and "high" in amount:
            assert amount["low"] <= amount["high"], name
    ladder = [amounts[n] for n in ("dozens", "hundreds", "thousands", "tens of thousands", "hundreds of thousands")]
    assert all(a["high"] < b["low"] for a, b in pairwise(ladder))


@pytest.mark.parametrize("name", ["several", "some"])
def test_amounts_without_a_defensible_range_state_none(name: str) -> None:
    amounts = table("amounts.toml")["amount"]
    assert isinstance(amounts, dict)
    assert not {"low", "high"} & amounts[name].keys()
