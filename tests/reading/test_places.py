"""Places in texts: where they are named, under which name, in which state."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from truceline.model import PartyKind
from truceline.reading.parties import Registry
from truceline.reading.places import find_places

GAZETTEER = files("truceline") / "data" / "places" / "gazetteer.toml"


def found(text: str) -> list[tuple[str, str, str | None]]:
    return [(text[p.start : p.end], p.name, p.country) for p in find_places(text)]


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("in the Gaza Strip", "Gaza Strip", "Gaza Strip", "PSE"),
        ("in Gaza", "Gaza", "Gaza Strip", "PSE"),
        ("in Gaza City", "Gaza City", "Gaza City", "PSE"),
        ("across northern Gaza", "northern Gaza", "northern Gaza Strip", "PSE"),
        ("in the northern Gaza Strip", "northern Gaza Strip", "northern Gaza Strip", "PSE"),
        ("in the Jabalya refugee camp", "Jabalya refugee camp", "Jabalya refugee camp", "PSE"),
        ("in the Jabalia refugee camp", "Jabalia refugee camp", "Jabalya refugee camp", "PSE"),
        ("the port of Hodeidah", "port of Hodeidah", "port of Hodeidah", "YEM"),
        ("the port of Hudaydah", "port of Hudaydah", "port of Hodeidah", "YEM"),
        ("near Al-Hudaydah", "Al-Hudaydah", "Hodeidah", "YEM"),
        ("Sana’a airport", "Sana’a airport", "Sanaa airport", "YEM"),
        ("in Kiev", "Kiev", "Kyiv", "UKR"),
        ("in Kyiv", "Kyiv", "Kyiv", "UKR"),
        ("KHARTOUM, April 15 -", "KHARTOUM", "Khartoum", "SDN"),
        ("in North Darfur state", "North Darfur state", "North Darfur state", "SDN"),
        ("at Zamzam camp", "Zamzam camp", "Zamzam camp", "SDN"),
        ("in western Tigray", "western Tigray", "western Tigray", "ETH"),
        ("in the city of Mek'ele", "city of Mek'ele", "city of Mekelle", "ETH"),
        ("in Colombia", "Colombia", "Colombia", "COL"),
        ("in Cúcuta", "Cúcuta", "Cúcuta", "COL"),
        ("in Stepanakert", "Stepanakert", "Stepanakert", "AZE"),
        ("in Jerusalem", "Jerusalem", "Jerusalem", None),
        ("in Kashmir", "Kashmir", "Kashmir", None),
        ("in Tripoli", "Tripoli", "Tripoli", None),
        ("in Mexico City", "Mexico City", "Mexico City", "MEX"),
        ("at the Example Hill camp", "Example Hill camp", "Example Hill camp", None),
        ("At Rumaisa junction", "Rumaisa junction", "Rumaisa junction", None),
    ],
)
def test_a_place_is_found_under_its_usual_name(text: str, words: str, name: str, country: str | None) -> None:
    assert found(text) == [(words, name, country)]


@pytest.mark.parametrize(
    "text",
    [
        "Israeli officials and the Sudanese army",
        "Michael Jordan spoke",
        "the Sudan People's Liberation Movement",
        "the Donetsk People's Republic",
        "the Syrian Observatory for Human Rights",
        "At camp they rested. The camp was full.",
        "The refugee camp",
        "a nice split in the lead",
        "Israel Katz said",
        "His district and Her valley",
        "Scott's district",
        "",
    ],
)
def test_what_is_no_place_is_not_found(text: str) -> None:
    assert found(text) == []


def test_other_places_settle_which_of_two_is_meant() -> None:
    assert found("in Tripoli and Benghazi")[0] == ("Tripoli", "Tripoli", "LBY")
    assert found("in Tripoli and Beirut")[0] == ("Tripoli", "Tripoli", "LBN")
    assert found("in Tripoli, Lebanon")[0] == ("Tripoli", "Tripoli", "LBN")
    assert found("in Tripoli, Beirut and Benghazi")[0] == ("Tripoli", "Tripoli", None)


def test_a_word_belongs_to_one_place_only() -> None:
    assert found("the Darfur region of Sudan") == [
        ("Darfur region", "Darfur region", "SDN"),
        ("Sudan", "Sudan", "SDN"),
    ]


def test_a_state_takes_no_town_words() -> None:
    assert found("the US district court") == [("US", "United States", "USA")]
    assert found("at the Lebanon border") == [("Lebanon border", "Lebanon border", "LBN")]


def test_a_sentence_may_name_many() -> None:
    text = "From the port of Odesa to Mykolaiv, in southern Ukraine, and in Moscow."
    assert [f[1] for f in found(text)] == ["port of Odesa", "Mykolaiv", "southern Ukraine", "Moscow"]


WORDS = "Gaza Darfur Sudan Kyiv northern region of the port camp Al-Shati Zamzam Strip , 's 😀"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join))
def test_places_are_in_order_and_apart_in_any_text(text: str) -> None:
    last = 0
    for p in find_places(text):
        assert last <= p.start < p.end <= len(text)
        last = p.end


def test_gazetteer_rows_are_sound() -> None:
    data = tomllib.loads(GAZETTEER.read_text(encoding="utf-8"))
    assert re.fullmatch(r"\d{4}-\d{2}", data["version"])
    codes = {p.code for p in Registry.load().parties.values() if p.kind in {PartyKind.STATE, PartyKind.TERRITORY}}
    for code, places in data["place"].items():
        assert code == "none" or code in codes, code
        known: list[str] = []
        for name, others in places.items():
            assert name.strip() == name
            assert len({name, *others}) == 1 + len(others), name
            known += [name, *others]
        assert len(known) == len(set(known)), (code, sorted({k for k in known if known.count(k) > 1}))


def test_every_capital_letter_name_in_the_gazetteer_is_found_by_itself() -> None:
    data = tomllib.loads(GAZETTEER.read_text(encoding="utf-8"))
    missed = []
    for code, places in data["place"].items():
        for name, others in places.items():
            for written in (name, *others):
                hits = find_places(f"in {written}, where")
                if [(written, name)] != [(f"in {written}, where"[p.start : p.end], p.name) for p in hits]:
                    missed.append((code, written, [(p.name, p.country) for p in hits]))
    assert missed == []
