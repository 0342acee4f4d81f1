"""The gazetteer: exact names in many spellings, coordinates where they are sure, open where they are not."""

from __future__ import annotations

import time
import tomllib
from importlib.resources import files

import pytest

from truceline.reading.gazetteer import Gazetteer, kilometres, settled
from truceline.reading.parties.spelling import folded, sounded
from truceline.reading.places import find_places
from truceline.reading.towns import locate, points

NEAR_KM = 10
PLACES = [
    # Gaza and Israel
    ("Gaza City", "PSE", 31.51, 34.45),
    ("Khan Younis", "PSE", 31.34, 34.30),
    ("Khan Yunis", "PSE", 31.34, 34.30),
    ("Rafah", "PSE", 31.29, 34.25),
    ("Jabalia", "PSE", 31.53, 34.48),
    ("Jabalya", "PSE", 31.53, 34.48),
    ("Beit Lahiya", "PSE", 31.55, 34.50),
    ("Beit Hanoun", "PSE", 31.54, 34.54),
    ("Deir al-Balah", "PSE", 31.42, 34.35),
    ("Dayr al-Balah", "PSE", 31.42, 34.35),
    ("Nuseirat", "PSE", 31.45, 34.39),
    ("Kerem Shalom", "ISR", 31.23, 34.28),
    ("Sderot", "ISR", 31.52, 34.60),
    ("Ashkelon", "ISR", 31.67, 34.57),
    ("Jenin", "PSE", 32.46, 35.30),
    # Sudan
    ("Khartoum", "SDN", 15.55, 32.53),
    ("Omdurman", "SDN", 15.64, 32.48),
    ("El Fasher", "SDN", 13.63, 25.35),
    ("Al-Fashir", "SDN", 13.63, 25.35),
    ("Nyala", "SDN", 12.05, 24.88),
    ("El Geneina", "SDN", 13.45, 22.45),
    ("Zalingei", "SDN", 12.91, 23.47),
    ("El Obeid", "SDN", 13.18, 30.22),
    ("Wad Madani", "SDN", 14.40, 33.52),
    ("Wad Medani", "SDN", 14.40, 33.52),
    ("Merowe", "SDN", 18.48, 31.82),
    ("Port Sudan", "SDN", 19.62, 37.22),
    # Congo
    ("Goma", "COD", -1.68, 29.23),
    ("Bukavu", "COD", -2.50, 28.86),
    ("Rutshuru", "COD", -1.19, 29.45),
    ("Sake", "COD", -1.57, 29.04),
    ("Masisi", "COD", -1.40, 28.81),
    ("Kitshanga", "COD", -1.23, 29.05),
    ("Uvira", "COD", -3.40, 29.14),
    # Ukraine
    ("Kyiv", "UKR", 50.45, 30.52),
    ("Kiev", "UKR", 50.45, 30.52),
    ("Kharkiv", "UKR", 49.99, 36.23),
    ("Kharkov", "UKR", 49.99, 36.23),
    ("Mariupol", "UKR", 47.10, 37.55),
    ("Bakhmut", "UKR", 48.60, 38.00),
    ("Avdiivka", "UKR", 48.14, 37.75),
    ("Pokrovsk", "UKR", 48.28, 37.18),
    ("Zaporizhzhia", "UKR", 47.84, 35.14),
    ("Enerhodar", "UKR", 47.50, 34.66),
    ("Sumy", "UKR", 50.91, 34.80),
    # Karabakh
    ("Stepanakert", "AZE", 39.82, 46.75),
    ("Khankendi", "AZE", 39.82, 46.75),
    ("Shusha", "AZE", 39.76, 46.75),
    ("Shushi", "AZE", 39.76, 46.75),
    ("Agdam", "AZE", 39.99, 46.93),
    ("Hadrut", "AZE", 39.52, 47.03),
    ("Ganja", "AZE", 40.68, 46.36),
    ("Goris", "ARM", 39.51, 46.34),
    # Tigray
    ("Mekelle", "ETH", 13.50, 39.47),
    ("Mekele", "ETH", 13.50, 39.47),
    ("Adigrat", "ETH", 14.28, 39.46),
    ("Axum", "ETH", 14.12, 38.72),
    ("Humera", "ETH", 14.29, 36.61),
    ("Gondar", "ETH", 12.60, 37.47),
    # Yemen
    ("Hodeidah", "YEM", 14.80, 42.95),
    ("Hudaydah", "YEM", 14.80, 42.95),
    ("Sana'a", "YEM", 15.35, 44.20),
    ("Marib", "YEM", 15.46, 45.33),
    ("Taizz", "YEM", 13.58, 44.02),
    ("Aden", "YEM", 12.78, 45.03),
    ("Saada", "YEM", 16.94, 43.76),
    # Myanmar
    ("Myitkyina", "MMR", 25.38, 97.40),
    ("Lashio", "MMR", 22.94, 97.75),
    ("Mandalay", "MMR", 21.98, 96.08),
    ("Sittwe", "MMR", 20.15, 92.90),
    ("Laukkai", "MMR", 23.69, 98.76),
    ("Naypyidaw", "MMR", 19.75, 96.10),
    # Syria
    ("Aleppo", "SYR", 36.20, 37.16),
    ("Homs", "SYR", 34.73, 36.72),
    ("Idlib", "SYR", 35.93, 36.63),
    ("Raqqa", "SYR", 35.95, 39.01),
    ("Deir ez-Zor", "SYR", 35.34, 40.14),
    ("Deir al-Zor", "SYR", 35.34, 40.14),
    ("Manbij", "SYR", 36.53, 37.95),
    ("Qamishli", "SYR", 37.05, 41.23),
    # Colombia
    ("Cúcuta", "COL", 7.90, -72.50),
    ("Quibdó", "COL", 5.69, -76.66),
    ("Arauca", "COL", 7.08, -70.76),
    ("Tibú", "COL", 8.64, -72.74),
    ("San Vicente del Caguán", "COL", 2.11, -74.77),
    # Korea
    ("Panmunjom", "PRK", 37.96, 126.68),
    ("Kaesong", "PRK", 37.97, 126.55),
    ("Munsan", "KOR", 37.86, 126.79),
    ("Pyongyang", "PRK", 39.03, 125.75),
]
STATES = {
    "PSE": "Palestinian",
    "ISR": "Israel",
    "SDN": "Sudan",
    "COD": "the Democratic Republic of the Congo",
    "UKR": "Ukraine",
    "AZE": "Azerbaijan",
    "ARM": "Armenia",
    "ETH": "Ethiopia",
    "YEM": "Yemen",
    "MMR": "Myanmar",
    "SYR": "Syria",
    "COL": "Colombia",
    "PRK": "North Korea",
    "KOR": "South Korea",
}


@pytest.mark.parametrize(("name", "country", "latitude", "longitude"), PLACES, ids=[p[0] for p in PLACES])
def test_a_place_of_a_conflict_is_found_where_it_is(name: str, country: str, latitude: float, longitude: float) -> None:
    (found,) = (
        p
        for p in find_places(f"The fighting reached {STATES[country]}. A man died in {name}.")
        if name in p.name or p.start > 30
    )
    assert found.country == country
    assert found.latitude is not None
    assert found.longitude is not None
    assert kilometres((found.latitude, found.longitude), (latitude, longitude)) < NEAR_KM


def test_gaza_is_not_ghazni() -> None:
    gazetteer = Gazetteer.load()
    assert "Ghazni" not in {t.name for t in gazetteer.find("Gaza")}
    assert {t.country for t in gazetteer.find("Ghazni")} == {"AFG"}
    (place,) = find_places("Shells fell in Gaza City.")
    assert place.country == "PSE"


@pytest.mark.parametrize(
    "name", ["Gazz", "Khan", "Youni", "Aleppoo", "Gaza Ghazni", "Kyivv", "", "?", "Nowhere at all"]
)
def test_a_part_of_a_name_and_a_longer_one_find_nothing_exact(name: str) -> None:
    assert not [t for t in Gazetteer.load().find(name) if t.exact and t.people > 50_000]


@pytest.mark.parametrize("name", ["Tripoli", "San José", "Birmingham", "Hyderabad", "Valencia", "Santiago"])
def test_a_name_of_several_cities_stays_open_without_context(name: str) -> None:
    (place,) = find_places(f"There was a meeting in {name}.")
    assert (place.country, place.latitude, place.longitude) == (None, None, None)
    assert len({t.country for t in place.candidates}) > 1


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Libyan forces shelled a market in Tripoli.", "LBY"),
        ("Lebanese soldiers closed a road in Tripoli.", "LBN"),
        ("The Costa Rican president spoke in San José.", "CRI"),
        ("The British minister spoke in Birmingham.", "GBR"),
        ("Pakistan's army held a parade in Hyderabad.", "PAK"),
    ],
)
def test_the_states_of_a_report_settle_a_name(text: str, country: str) -> None:
    place = find_places(text)[-1]
    assert place.country == country
    assert place.latitude is not None


def test_a_name_in_two_states_of_the_report_stays_open() -> None:
    place = find_places("Libya and Lebanon sent ministers to the talks in Tripoli.")[-1]
    assert place.latitude is None
    assert {t.country for t in place.candidates} >= {"LBY", "LBN"}


def test_a_city_far_larger_than_all_others_of_its_name_is_sure() -> None:
    assert [(p.country, p.latitude is not None) for p in find_places("They met in Paris.")] == [("FRA", True)]


@pytest.mark.parametrize(
    "text",
    [
        "in Idlib province",
        "in northern Gaza",
        "in Sudan",
        "in North Darfur state",
        "in the Gaza Strip",
        "across Aleppo governorate",
    ],
)
def test_an_area_has_no_coordinates(text: str) -> None:
    assert [(p.latitude, p.longitude) for p in find_places(text)] == [(None, None)]


@pytest.mark.parametrize(
    "text",
    [
        "The minister said in Congress that the American army would leave.",
        "He was in Washington's view wrong about Paul Martin. Reports from Martin were late.",
        "The group said in March that Colombia would answer.",
        "A man spoke to Santos. Juan Manuel Santos led Colombia.",
        "Sudan told Friday that the army held fire, and held Hope for later.",
    ],
)
def test_a_capital_letter_alone_makes_no_town(text: str) -> None:
    known = {"Washington", "Colombia", "Sudan", "United States"}
    assert {p.name for p in find_places(text)} <= known


def test_joined_towns_are_all_found() -> None:
    found = [p.name for p in find_places("Colombian troops were seen in Saravena, Tame and Fortul.")]
    assert {"Saravena", "Tame", "Fortul"} <= set(found)


def test_spellings_fall_together() -> None:
    assert folded("Ma'rib") == folded("Marib") == folded("MA’RIB")
    assert folded("Cúcuta") == folded("cucuta")
    assert sounded("Khan Younis") == sounded("Khan Yunis")
    assert sounded("Hodeidah") == sounded("al-Hudaydah")
    assert sounded("Gaza") != sounded("Ghazni")


def test_an_open_name_lists_the_larger_place_first() -> None:
    places = locate("Tripoli").candidates
    assert [t.people for t in places] == sorted((t.people for t in places), reverse=True)
    assert settled(places) is None


def test_points_are_of_listed_places_and_on_the_earth() -> None:
    data = files("truceline") / "data" / "places"
    listed = tomllib.loads((data / "gazetteer.toml").read_text(encoding="utf-8"))["place"]
    for (country, name), (latitude, longitude) in points().items():
        assert name in listed[country], name
        assert -90 <= latitude <= 90
        assert -180 <= longitude <= 180


def test_the_gazetteer_is_small_and_tells_its_source() -> None:
    data = files("truceline") / "data" / "places"
    assert len((data / "world.bin").read_bytes()) < 6_000_000
    card = (data / "world.md").read_text(encoding="utf-8")
    assert "GeoNames" in card
    assert "CC BY 4.0" in card
    assert Gazetteer.load().version in card


def test_looking_up_is_fast() -> None:
    gazetteer = Gazetteer.load()
    gazetteer.find("Gaza")
    start = time.process_time()
    for n in range(5_000):
        gazetteer.find(f"Place {n}")
    assert time.process_time() - start < 2.0
